//! What of a `WordPress` post is code in square brackets? `[gallery ids="1,2"]` and `[caption ...]` are; `[sic]` and
//! `[the president]` are words. Out comes the text without codes, and the words of the first caption.

/// Codes that hold no words of the story between their beginning and end.
const WITH_CONTENT: &[&str] = &["caption", "wp_caption", "embed", "video", "audio", "playlist", "pullquote", "gallery", "ad"];

/// Codes that are known without attributes; any code with one is told by it.
const PLAIN: &[&str] = &[
    "caption",
    "wp_caption",
    "embed",
    "video",
    "audio",
    "playlist",
    "pullquote",
    "gallery",
    "ad",
    "youtube",
    "vimeo",
    "twitter",
    "tweet",
    "instagram",
    "facebook",
    "soundcloud",
    "slideshow",
    "contact-form",
    "contact-form-7",
    "jetpack-related-posts",
    "dropcap",
    "quote",
    "toc",
    "more",
];

/// Longest code, in bytes.
const LONGEST: usize = 2000;

/// Longest content of a code, in bytes: a caption or an address, never a chapter.
const LONGEST_CONTENT: usize = 4000;

/// The text without its codes, and the content of the first caption.
pub(super) fn strip(text: &str) -> (String, Option<String>) {
    let mut plain = String::with_capacity(text.len());
    let mut caption = None;
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('[') {
        plain.push_str(before);
        let Some((name, after)) = code(behind) else {
            plain.push('[');
            rest = behind;
            continue;
        };
        rest = after;
        if WITH_CONTENT.contains(&name)
            && let Some((content, after)) = content(after, name)
        {
            rest = after;
            if name.contains("caption") && caption.is_none() {
                caption = Some(content.to_owned());
            }
        }
    }
    plain.push_str(rest);
    (plain, caption)
}

/// The name of a code that stands behind a bracket, and what follows it.
fn code(text: &str) -> Option<(&str, &str)> {
    let end = text.bytes().take(LONGEST).position(|b| matches!(b, b']' | b'['))?;
    let inside = text.get(..end)?;
    let after = text.get(end..)?.strip_prefix(']')?;
    let name = inside.trim_start_matches('/').split([' ', '\n', '/', '=']).next()?;
    let is_name =
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-'));
    let has_attribute = ["=\"", "='", "=&quot;", "=\u{201d}"].iter().any(|mark| inside.contains(mark));
    let ends = inside.starts_with('/') && !inside.contains(' ');
    // Builders of pages write theirs with a mark of their own: `[vc_row]`.
    (is_name && (has_attribute || ends || name.contains('_') || PLAIN.contains(&name))).then_some((name, after))
}

/// What stands before the end of a code, and what follows that; none where it has no end of its own before the next.
fn content<'a>(text: &'a str, name: &str) -> Option<(&'a str, &'a str)> {
    let near = (0..=LONGEST_CONTENT.min(text.len())).rev().find(|at| text.is_char_boundary(*at))?;
    let mark = format!("[/{name}]");
    let at = text.get(..near)?.find(&mark)?;
    let (content, rest) = (text.get(..at)?, text.get(at + mark.len()..)?);
    (!content.contains(&format!("[{name}"))).then_some((content, rest))
}

#[cfg(test)]
mod tests {
    use super::strip;

    #[test]
    fn codes_are_left_out_and_words_in_brackets_stay() {
        let (text, caption) = strip(
            "[caption id=\"a\" width=\"3\"]<img src=x /> The ship in dock[/caption]\n\nHe said [sic] it [the ship] sank [1].\n\
             [gallery ids=\"1,2\"][quote]Words[/quote] [embed]https://a.example/[/embed]\nEnd [",
        );
        assert_eq!(text, "\n\nHe said [sic] it [the ship] sank [1].\nWords \nEnd [");
        assert_eq!(caption.as_deref(), Some("<img src=x /> The ship in dock"));
    }

    #[test]
    fn unended_codes_take_nothing_with_them() {
        assert_eq!(strip("[caption id=\"1\"] words [caption id=\"2\"]x[/caption] é").0, " words  é");
        assert_eq!(strip("[video src=\"a\"] words").0, " words");
        let hostile = "[".repeat(100_000);
        assert_eq!(strip(&hostile).0, hostile);
    }
}
