//! How long must an article be? `>500`, `>=500`, `<200`, `200..500` or `500` comes in; the least and the greatest number of
//! words go out, both included.

/// The least and the greatest number of words; `None` for what is no length.
pub(super) fn parse(text: &str) -> Option<(u64, u64)> {
    let number = |digits: &str| -> Option<u64> {
        let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| digits.parse().ok()).flatten()
    };
    let (least, most) = match text.split_once("..") {
        Some(("", most)) => (0, number(most)?),
        Some((least, "")) => (number(least)?, u64::MAX),
        Some((least, most)) => (number(least)?, number(most)?),
        None => match (text.strip_prefix(">="), text.strip_prefix('>'), text.strip_prefix("<="), text.strip_prefix('<')) {
            (Some(least), ..) => (number(least)?, u64::MAX),
            (_, Some(least), ..) => (number(least)?.checked_add(1)?, u64::MAX),
            (_, _, Some(most), _) => (0, number(most)?),
            (.., Some(most)) => (0, number(most)?.checked_sub(1)?),
            _ => (number(text)?, number(text)?),
        },
    };
    (least <= most).then_some((least, most))
}

/// The length as [`parse`] reads it.
pub(super) fn written(least: u64, most: u64) -> String {
    match (least, most) {
        (least, u64::MAX) => format!("{least}.."),
        (least, most) if least == most => least.to_string(),
        (0, most) => format!("..{most}"),
        (least, most) => format!("{least}..{most}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_and_written_back() {
        for (text, length) in [
            (">500", (501, u64::MAX)),
            (">=500", (500, u64::MAX)),
            ("<200", (0, 199)),
            ("<=200", (0, 200)),
            ("200..500", (200, 500)),
            ("..500", (0, 500)),
            ("500..", (500, u64::MAX)),
            ("0", (0, 0)),
        ] {
            assert_eq!(parse(text), Some(length), "{text}");
            assert_eq!(parse(&written(length.0, length.1)), Some(length));
        }
    }

    #[test]
    fn what_is_no_length() {
        for text in ["", ">", "<0", "..", "500..200", "long", "-5", ">-5", "99999999999999999999", "٣"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
