//! How near to one another must words stand? Operators as librarians write them come in (`NEAR/5`, `w/5`, `PRE/3`, `/s`, `/p`), a
//! [`Proximity`] goes out. They are those of Lexis; small letters serve too, as nothing in a newspaper looks like them.

use std::fmt;
use std::ops::Range;

use super::Error;

/// Words between two, at most; Lexis has 255, Factiva 500.
const FARTHEST: u32 = 500;

/// How two parts of a query stand to one another in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proximity {
    /// At most so many words apart, in whatever order; neighbours are one apart.
    Near(u32),
    /// The first before the second, at most so many words apart.
    Before(u32),
    /// In one sentence.
    Sentence,
    /// In one paragraph.
    Paragraph,
}

impl fmt::Display for Proximity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Proximity::Near(words) => write!(f, "NEAR/{words}"),
            Proximity::Before(words) => write!(f, "PRE/{words}"),
            Proximity::Sentence => f.write_str("/s"),
            Proximity::Paragraph => f.write_str("/p"),
        }
    }
}

/// The operator that a word is; `None` for a word to look for.
pub(super) fn parse(word: &str, at: Range<usize>) -> Result<Option<Proximity>, Error> {
    let Some((name, distance)) = word.split_once('/') else { return Ok(None) };
    let (name, distance) = (name.to_ascii_lowercase(), distance.to_ascii_lowercase());
    match (name.as_str(), distance.as_str()) {
        ("" | "w", "s") => Ok(Some(Proximity::Sentence)),
        ("" | "w", "p") => Ok(Some(Proximity::Paragraph)),
        ("near" | "w" | "pre", digits) if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            let words = digits.parse().ok().filter(|words| (1..=FARTHEST).contains(words));
            let wrong = || Error::new(at, "no such distance", &format!("write a number of words from 1 to {FARTHEST}"));
            let words = words.ok_or_else(wrong)?;
            Ok(Some(if name == "pre" { Proximity::Before(words) } else { Proximity::Near(words) }))
        }
        _ => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_are_known_and_written_back() {
        for (word, operator, written) in [
            ("NEAR/5", Proximity::Near(5), "NEAR/5"),
            ("w/12", Proximity::Near(12), "NEAR/12"),
            ("PRE/3", Proximity::Before(3), "PRE/3"),
            ("/s", Proximity::Sentence, "/s"),
            ("W/P", Proximity::Paragraph, "/p"),
        ] {
            assert_eq!(parse(word, 0..1), Ok(Some(operator)));
            assert_eq!(operator.to_string(), written);
        }
    }

    #[test]
    fn other_words_with_a_slash_are_words() {
        for word in ["and/or", "near/far", "NEAR/", "1/2", "w", "Europe/Russia", "pre/s", "/"] {
            assert_eq!(parse(word, 0..1), Ok(None), "{word}");
        }
        for word in ["NEAR/0", "W/501", "PRE/99999999999"] {
            assert!(parse(word, 3..5).is_err_and(|error| error.at == (3..5)), "{word}");
        }
    }
}
