//! Is this name meant? One leaf of a filter's value and a name as shown come in; the answer follows the rules by which
//! filters on people find names, for names that stand in a dictionary and not in the text. Whole trees go to the caller.

use super::{Node, wildcard};
use crate::index::tokenizer::name_words;

/// Words that may stand between those of a name: `George Bush` is also `George W. Bush`.
pub(super) const NAME_SLOP: u32 = 2;

/// True where the leaf of a filter's value means this name: its words in a row, whatever their case and diacritics; in
/// quotes without any between them; with wildcards each word somewhere in the name. `*` means every name.
pub fn means(leaf: &Node, name: &str) -> bool {
    match leaf {
        Node::Everything => true,
        Node::Phrase(text) => in_a_row(&name_words(text), &name_words(name), 0),
        Node::Name(text) | Node::Word(text) | Node::Pattern(text) if text.contains('*') || wildcard::is_pattern(text) => {
            let words = name_words(name);
            text.split_whitespace().all(|pattern| words.iter().any(|word| wildcard::matches(pattern, word)))
        }
        Node::Name(text) | Node::Word(text) | Node::Pattern(text) => {
            in_a_row(&name_words(text), &name_words(name), NAME_SLOP as usize)
        }
        Node::Salient(inner, _) => means(inner, name),
        _ => false,
    }
}

/// The leaves of a value that are asked for, not those that are excluded.
pub fn wanted(value: &Node) -> Vec<&Node> {
    match value {
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().flat_map(wanted).collect(),
        Node::Not(_) => Vec::new(),
        leaf => vec![leaf],
    }
}

/// True where whatever answers the value has one of the names asked for, and not merely lacks some: `putin -merkel`, but
/// not `NOT merkel`.
pub fn asks_for_somebody(value: &Node) -> bool {
    match value {
        Node::And(nodes) => nodes.iter().any(asks_for_somebody),
        Node::Or(nodes) => nodes.iter().all(asks_for_somebody),
        Node::Not(_) => false,
        _ => true,
    }
}

/// True where the words stand in the name, in all at most `slop` places from where a phrase has them. As in a phrase query
/// two words that have changed places are two places off: `Putin, Vladimir`.
fn in_a_row(words: &[String], name: &[String], slop: usize) -> bool {
    let Some((first, rest)) = words.split_first() else { return false };
    let places = |wanted: &str| -> Vec<usize> { (0..).zip(name).filter(|(_, word)| *word == wanted).map(|(at, _)| at).collect() };
    let mut ends: Vec<(usize, usize)> = places(first).into_iter().map(|at| (at, slop)).collect();
    for word in rest {
        let places = places(word);
        let mut reached: Vec<(usize, usize)> = Vec::new();
        for (end, left) in ends {
            let off = |at: usize| left.checked_sub(at.abs_diff(end + 1)).map(|left| (at, left));
            reached.extend(places.iter().filter_map(|at| off(*at)));
        }
        reached.sort_unstable();
        reached.dedup();
        ends = reached;
    }
    !ends.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse_value;

    fn meant(value: &str, name: &str) -> bool {
        means(&parse_value(value).expect("parses"), name)
    }

    #[test]
    fn names_are_known_by_their_parts() {
        for (value, name) in [
            ("macron", "Emmanuel Macron"),
            ("EMMANUEL MACRON", "Emmanuel Macron"),
            ("George Bush", "George W. Bush"),
            ("Putin, Vladimir", "Vladimir Putin"),
            ("zelensky", "Volodymyr Zelenskyy"),
            ("Jose Ortega", "José Ortéga"),
            ("“George W. Bush”", "George W. Bush"),
            ("mac*", "Emmanuel Macron"),
            ("em* m?cron", "Emmanuel Macron"),
            ("*", "Anybody"),
        ] {
            assert!(meant(value, name), "{value} {name}");
        }
    }

    #[test]
    fn other_names_are_not_meant() {
        for (value, name) in [
            ("mac", "Emmanuel Macron"),
            ("“George Bush”", "George W. Bush"),
            ("“Bush George”", "George Bush"),
            ("Anna Kim", "Anna von der Leyen Kim"),
            ("Putin George", "Vladimir Putin"),
            ("mac*", ""),
            ("Ann Roe", "Ann"),
        ] {
            assert!(!meant(value, name), "{value} {name}");
        }
    }

    #[test]
    fn excluded_names_are_not_wanted() {
        let value = |text: &str| parse_value(text).expect("parses");
        assert_eq!(wanted(&value("putin -merkel")), [&Node::Name("putin".to_owned())]);
        assert_eq!(wanted(&value("putin OR merkel")).len(), 2);
        for (text, somebody) in [("putin -merkel", true), ("NOT merkel", false), ("putin OR -merkel", false), ("-a -b", false)] {
            assert_eq!(asks_for_somebody(&value(text)), somebody, "{text}");
        }
    }
}
