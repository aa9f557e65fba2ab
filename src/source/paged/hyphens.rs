//! Which line ends part a word? Printed columns break words with a hyphen: in come the lines of a paragraph, out comes one
//! line in which those words are whole again.

/// The lines of a paragraph as one: `meteoro-` and `logical` are one word, `self-` before a capital or a figure is not.
pub(in crate::source) fn joined<'a>(lines: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for line in lines {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        let parted = parts_word(&text) && line.starts_with(char::is_lowercase);
        if parted {
            text.pop();
        } else if !text.is_empty() {
            // A dash or a hyphen before a capital stays: `Anglo-` and `American`.
            if !(text.ends_with(['-', '\u{ad}']) && parts_word(&text)) {
                text.push(' ');
            }
        }
        text.push_str(line);
    }
    text.retain(|character| character != '\u{ad}');
    text
}

/// True for a text that ends in a letter and a hyphen.
fn parts_word(text: &str) -> bool {
    let mut ends = text.chars().rev();
    ends.next().is_some_and(|last| matches!(last, '-' | '\u{ad}' | '\u{2010}')) && ends.next().is_some_and(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_whole_again() {
        for (lines, text) in [
            (&["the meteoro-", "logical institute"][..], "the meteorological institute"),
            (&["the soft\u{ad}", "ened tone"], "the softened tone"),
            (&["an Anglo-", "American plan"], "an Anglo-American plan"),
            (&["a pause -", "and then"], "a pause - and then"),
            (&["", "one", "", "two"], "one two"),
            (&["1990-", "91"], "1990- 91"),
            (&[], ""),
        ] {
            assert_eq!(joined(lines.iter().copied()), text);
        }
    }
}
