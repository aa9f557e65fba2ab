//! Which words does a pattern stand for? `*` is any letters, `?` between letters is one; all else is folded as words are.
//! A pattern comes in; a regular expression for the index goes out, and an answer for a single word.

use crate::fold::fold;

/// A piece of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Any,
    One,
    Letter(char),
}

/// True where the text holds a wildcard.
pub fn is_pattern(text: &str) -> bool {
    pieces(text).iter().any(|piece| *piece == Piece::Any || *piece == Piece::One)
}

/// The regular expression for a pattern; `letter` is the expression for one character.
pub(super) fn regex(pattern: &str, letter: &str) -> String {
    let mut regex = String::new();
    for piece in pieces(pattern) {
        match piece {
            Piece::Any => {
                regex.push_str(letter);
                regex.push('*');
            }
            Piece::One => regex.push_str(letter),
            Piece::Letter(character) if character.is_alphanumeric() || character == ' ' => regex.push(character),
            Piece::Letter(character) => {
                regex.push('\\');
                regex.push(character);
            }
        }
    }
    regex
}

/// The expression for exactly this text.
pub(super) fn literal(text: &str) -> String {
    let mut regex = String::new();
    for character in text.chars() {
        if !(character.is_alphanumeric() || matches!(character, ' ' | '\u{1}')) {
            regex.push('\\');
        }
        regex.push(character);
    }
    regex
}

/// True where the folded word matches the pattern.
pub fn matches(pattern: &str, word: &str) -> bool {
    Pattern::new(pattern).matches(word)
}

/// A pattern that many words are compared with.
#[derive(Debug, Clone)]
pub struct Pattern(Vec<Piece>);

impl Pattern {
    /// The pattern that is written so.
    pub(super) fn new(pattern: &str) -> Pattern {
        Pattern(pieces(pattern))
    }

    /// True where the folded word matches.
    pub(super) fn matches(&self, word: &str) -> bool {
        matches_pieces(&self.0, &word.chars().collect::<Vec<char>>())
    }
}

/// Linear in the word for each wildcard.
fn matches_pieces(pieces: &[Piece], word: &[char]) -> bool {
    let (mut piece, mut at) = (0, 0);
    let mut retry = None;
    while at < word.len() {
        match pieces.get(piece) {
            Some(Piece::Any) => {
                retry = Some((piece + 1, at));
                piece += 1;
                continue;
            }
            Some(Piece::One) => {}
            Some(Piece::Letter(letter)) if word.get(at) == Some(letter) => {}
            _ => {
                let Some((after, start)) = retry else {
                    return false;
                };
                retry = Some((after, start + 1));
                (piece, at) = (after, start + 1);
                continue;
            }
        }
        piece += 1;
        at += 1;
    }
    pieces.iter().skip(piece).all(|piece| *piece == Piece::Any)
}

fn pieces(pattern: &str) -> Vec<Piece> {
    let characters: Vec<char> = pattern.chars().collect();
    let letter = |at: usize| characters.get(at).is_some_and(|c| c.is_alphanumeric());
    let mut pieces = Vec::new();
    for (at, &character) in characters.iter().enumerate() {
        match character {
            '*' if pieces.last() == Some(&Piece::Any) => {}
            '*' => pieces.push(Piece::Any),
            '?' if at > 0 && letter(at - 1) && letter(at + 1) => pieces.push(Piece::One),
            '&' | '/' | ' ' => pieces.push(Piece::Letter(character)),
            _ => pieces.extend(fold(character.encode_utf8(&mut [0; 4])).chars().map(Piece::Letter)),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_folded_words() {
        assert!(matches("put*", "putin") && matches("Pút*", "put") && !matches("put*", "input"));
        assert!(matches("wit?off", "witkoff") && !matches("wit?off", "witoff"));
        assert!(matches("*stan", "kazakhstan") && matches("*a*b*", "xaxxbx") && !matches("*a*b", "xaxxbx"));
    }

    #[test]
    fn a_question_mark_behind_a_word_is_none() {
        assert!(!is_pattern("won?") && matches("won?", "won") && is_pattern("w?n") && is_pattern("won*"));
    }

    #[test]
    fn expressions_are_escaped() {
        assert_eq!(literal("a & ü\u{1}(b*"), "a \\& ü\u{1}\\(b\\*");
        assert_eq!(regex("AT&T*", "."), "at\\&t.*");
        assert_eq!(regex("Eur*/R?s", "[^/]"), "eur[^/]*\\/r[^/]s");
        assert_eq!(regex("(a|b)+**", "."), "ab.*");
    }

    #[test]
    fn long_words_take_linear_time() {
        assert!(!matches("*a*a*a*b", &"a".repeat(20_000)));
    }
}
