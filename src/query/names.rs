//! Is this the name that the user asks for? A leaf of a filter and a name come in; the rules are those by which the index
//! finds names: words in a row, few others between them, any letters for a wildcard.

use super::{Node, wildcard};
use crate::index::tokenizer::name_words;

/// Words that may stand between those of a name: `George Bush` is also `George W. Bush`.
pub(super) const NAME_SLOP: usize = 2;

/// True where the name is one that the leaf asks for. Operators ask for no name of their own.
pub fn matches(leaf: &Node, name: &str) -> bool {
    let words = name_words(name);
    match leaf {
        Node::Phrase(text) => stands_in(&name_words(text), &words, 0),
        Node::Name(text) | Node::Word(text) | Node::Pattern(text) if wildcard::is_pattern(text) => {
            text.split_whitespace().all(|pattern| words.iter().any(|word| wildcard::matches(pattern, word)))
        }
        Node::Name(text) | Node::Word(text) | Node::Pattern(text) => stands_in(&name_words(text), &words, NAME_SLOP),
        Node::Everything | Node::And(_) | Node::Or(_) | Node::Not(_) => false,
    }
}

/// True where the wanted words stand in the name in their order, with so many others between them at most.
fn stands_in(wanted: &[String], words: &[String], slop: usize) -> bool {
    let Some((first, rest)) = wanted.split_first() else { return false };
    let begins = (0..words.len()).filter(|begin| words.get(*begin) == Some(first));
    begins.into_iter().any(|begin| {
        let mut at = begin;
        let found = rest.iter().all(|word| {
            let next = words.iter().skip(at + 1).position(|other| other == word);
            next.is_some_and(|gap| {
                at += gap + 1;
                true
            })
        });
        found && at - begin <= rest.len() + slop
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_as_in_the_index() {
        let name = |text: &str| Node::Name(text.to_owned());
        assert!(matches(&name("putin"), "Vladimir Putin") && matches(&name("George Bush"), "George H. W. Bush"));
        assert!(!matches(&name("bush george"), "George Bush") && !matches(&name("george bush"), "George A B C Bush"));
        assert!(!matches(&Node::Phrase("George Bush".to_owned()), "George W. Bush"));
        assert!(matches(&name("zelensk*"), "Volodymyr Zelenskyy") && !matches(&name(""), "Vladimir Putin"));
    }
}
