//! What do programs write that is no JSON, but nearly? `NaN` of Python, raw line ends within a text, half of a character
//! (`\ud83d`), a comma behind a line. In comes a record that does not parse, out comes one that may.

use std::str::Chars;

/// Numbers that JSON has not, and words of other languages.
const NOTHING: &[&str] = &["NaN", "Infinity", "nan", "None", "undefined"];

/// The record, mended where that needs no guessing.
pub(super) fn mended(text: &str) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut characters = text.trim().trim_end_matches(',').chars();
    let mut is_text = false;
    while let Some(character) = characters.next() {
        match character {
            '\\' if is_text => escape(&mut characters, &mut mended),
            '"' => {
                is_text = !is_text;
                mended.push('"');
            }
            '\n' if is_text => mended.push_str("\\n"),
            '\t' if is_text => mended.push_str("\\t"),
            control if is_text && control.is_control() => mended.push(' '),
            letter if !is_text && letter.is_ascii_alphabetic() => word(letter, &mut characters, &mut mended),
            character => mended.push(character),
        }
    }
    mended
}

/// A word outside of texts.
fn word(first: char, characters: &mut Chars<'_>, mended: &mut String) {
    let rest = characters.as_str();
    let length = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    let (rest, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
    *characters = behind.chars();
    let word = format!("{first}{rest}");
    if NOTHING.contains(&word.as_str()) {
        if mended.ends_with('-') {
            mended.pop();
        }
        mended.push_str("null");
    } else {
        mended.push_str(&word);
    }
}

/// What stands behind a backslash: half a character becomes the mark of a lost one.
fn escape(characters: &mut Chars<'_>, mended: &mut String) {
    let before = characters.clone();
    match (characters.next(), unit(&before)) {
        (Some('u'), Some(first)) => {
            let behind = before.as_str().get(5..).unwrap_or_default();
            let second = behind.strip_prefix('\\').and_then(|rest| unit(&rest.chars()));
            let is_pair = matches!((first, second), (0xd800..=0xdbff, Some(0xdc00..=0xdfff)));
            let (escaped, rest) = before.as_str().split_at_checked(if is_pair { 11 } else { 5 }).unwrap_or_default();
            mended.push('\\');
            mended.push_str(if !is_pair && (0xd800..=0xdfff).contains(&first) { "ufffd" } else { escaped });
            *characters = rest.chars();
        }
        (Some(other), _) => {
            mended.push('\\');
            mended.push(other);
        }
        (None, _) => {}
    }
}

/// The code unit that `u` and four figures stand for.
fn unit(characters: &Chars<'_>) -> Option<u32> {
    let figures = characters.as_str().strip_prefix('u')?.get(..4)?;
    figures.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(figures, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn what_is_nearly_json_becomes_json() {
        for (given, meant) in [
            (r#"{"a": NaN, "b": -Infinity, "c": "NaN"},"#, r#"{"a": null, "b": null, "c": "NaN"}"#),
            ("{\"a\": \"x\ny\tz\u{1}\"}", r#"{"a": "x\ny\tz "}"#),
            (
                r#"{"a": "x \ud83d y \ud83c\udf27 \ude00 \u00e9 \\ud83d \" é"}"#,
                r#"{"a": "x \ufffd y \ud83c\udf27 \ufffd \u00e9 \\ud83d \" é"}"#,
            ),
            (r#"{"a": true, "b": [false, null]}"#, r#"{"a": true, "b": [false, null]}"#),
        ] {
            let value: Value = serde_json::from_str(&mended(given)).unwrap_or_else(|error| panic!("{given}: {error}"));
            assert_eq!(value, serde_json::from_str::<Value>(meant).unwrap(), "{given}");
        }
    }

    #[test]
    fn anything_may_be_cut_off_anywhere() {
        let text = r#"{"a": "x \ud83d y \ud83c\udf27 é", "b": NaN}"#;
        for (end, _) in text.char_indices() {
            let _ = mended(text.get(..end).unwrap());
        }
    }
}
