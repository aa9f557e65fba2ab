//! Which single words are alike? What a query writes loosely comes in (a word with wildcards, a misspelt one, a regular
//! expression), a test for folded words goes out: one and the same for what is found and for what is marked.

use regex::{Regex, RegexBuilder};

use super::{Node, wildcard};
use crate::fold::fold;
use crate::index::tokenizer::capitals;

/// Bytes that a regular expression may take; what the program uses for words of newspapers takes a few thousand.
const LARGEST: usize = 1 << 20;
/// Characters of a regular expression.
const LONGEST: usize = 100;

/// What single words are compared with.
#[derive(Debug, Clone)]
pub enum Loose {
    /// A word with wildcards.
    Pattern(wildcard::Pattern),
    /// A folded word, and how many letters may differ.
    Nearly(String, u8),
    /// A regular expression that a folded word matches from end to end.
    Expression(Regex),
    /// The word as it is written, see [`capitals`].
    Capitals(String),
}

impl Loose {
    /// What a leaf of a query compares single words with; `None` for any other.
    pub fn of(leaf: &Node) -> Option<Loose> {
        match leaf {
            Node::Pattern(pattern) => Some(Loose::Pattern(wildcard::Pattern::new(pattern))),
            Node::Fuzzy(word, letters) => Some(Loose::Nearly(fold(word), *letters)),
            Node::Exact(word) => Some(Loose::Nearly(fold(word), 0)),
            Node::Capitals(word) => Some(Loose::Capitals(capitals_of(word))),
            Node::Regex(expression) => compile(expression).map(Loose::Expression),
            _ => None,
        }
    }

    /// True where this word is meant, folded and as it is written.
    pub fn matches(&self, word: &str, written: &str) -> bool {
        match self {
            Loose::Pattern(pattern) => pattern.matches(word),
            Loose::Nearly(wanted, 0) => wanted == word,
            Loose::Nearly(wanted, letters) => {
                let near = word.chars().count().abs_diff(wanted.chars().count()) <= usize::from(*letters);
                near && strsim::osa_distance(wanted, word) <= usize::from(*letters)
            }
            Loose::Expression(expression) => expression.is_match(word),
            Loose::Capitals(wanted) => {
                let found = capitals(written, word);
                found.is_some_and(|found| found == *wanted || (!is_shouted(wanted) && found == wanted.to_uppercase()))
            }
        }
    }
}

/// The terms of the index for a word with capitals: as it is, and where it has one capital also all in capitals.
pub(super) fn capital_terms(word: &str) -> Vec<String> {
    let wanted = capitals_of(word);
    let shouted = wanted.to_uppercase();
    if wanted == shouted { vec![shouted] } else { vec![wanted, shouted] }
}

fn capitals_of(word: &str) -> String {
    let folded = fold(word);
    let mut letters = folded.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    let capital = || first.into_iter().chain(letters).collect();
    capitals(word, &folded).unwrap_or_else(capital)
}

fn is_shouted(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).nth(1).is_some() && !word.chars().any(char::is_lowercase)
}

/// The expression that folded words are compared with, from end to end; `None` for what cannot be compiled, and for one that asks
/// where a word begins or ends.
pub(super) fn compile(expression: &str) -> Option<Regex> {
    let whole = format!("^(?:{})$", small(expression));
    let fitting = expression.chars().count() <= LONGEST && !has_anchor(expression);
    fitting.then(|| RegexBuilder::new(&whole).size_limit(LARGEST).dfa_size_limit(LARGEST).build().ok()).flatten()
}

/// True for `^`, `$`, `\b` and the like, outside of a class (`[^a]`).
fn has_anchor(expression: &str) -> bool {
    let (mut escaped, mut in_class) = (false, false);
    expression.chars().any(|character| {
        let behind_backslash = escaped;
        escaped = character == '\\' && !behind_backslash;
        match character {
            _ if behind_backslash => return matches!(character, 'b' | 'B' | 'A' | 'z' | '<' | '>'),
            '[' => in_class = true,
            ']' => in_class = false,
            '^' | '$' => return !in_class,
            _ => {}
        }
        false
    })
}

/// An expression in small letters, classes behind a backslash left as they are: words are folded in the index.
pub(super) fn small(expression: &str) -> String {
    let mut escaped = false;
    let small = |character: char| {
        let keep = escaped;
        escaped = character == '\\' && !keep;
        if keep { character } else { character.to_ascii_lowercase() }
    };
    expression.chars().map(small).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(leaf: &Node, written: &str) -> bool {
        Loose::of(leaf).expect("loose").matches(&fold(written), written)
    }

    #[test]
    fn words_are_compared_loosely() {
        let regex = |text: &str| Node::Regex(text.to_owned());
        assert!(meant(&Node::Pattern("put*".to_owned()), "Putin") && !meant(&Node::Pattern("put*".to_owned()), "input"));
        assert!(meant(&Node::Fuzzy("witkof".to_owned(), 1), "Witkoff") && !meant(&Node::Fuzzy("witkof".to_owned(), 1), "wit"));
        assert!(meant(&regex("Put(in|yin)"), "Putin") && !meant(&regex("put"), "Putin") && meant(&regex("\\D+"), "abc"));
        assert!(meant(&Node::Exact("Talks".to_owned()), "talks") && !meant(&Node::Exact("talks".to_owned()), "talk"));
    }

    #[test]
    fn capitals_as_they_are_written() {
        let caps = |text: &str| Node::Capitals(text.to_owned());
        assert!(
            meant(&caps("US"), "U.S") && meant(&caps("U.S."), "US") && !meant(&caps("US"), "us") && !meant(&caps("US"), "Us")
        );
        assert!(meant(&caps("apple"), "Apple") && meant(&caps("Apple"), "APPLE") && !meant(&caps("Apple"), "apple"));
        assert_eq!((capital_terms("US"), capital_terms("aids")), (vec!["US".to_owned()], vec!["Aids".into(), "AIDS".into()]));
    }

    #[test]
    fn expressions_are_bounded() {
        for anchored in ["^a", "a$", "a\\b", "[a]^", "\\Aa"] {
            assert!(compile(anchored).is_none(), "{anchored}");
        }
        assert!(compile("[^a]\\^[$]").is_some());
        assert!(compile("(").is_none() && compile(&"a".repeat(200)).is_none() && compile("((a{99}){99}){99}").is_none());
        assert_eq!(small("Put\\D[A-Z]\\\\B"), "put\\D[a-z]\\\\b");
    }
}
