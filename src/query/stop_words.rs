//! Which words say too little to narrow a search? A tree comes in; the tree without them goes out, unless nothing else is
//! left. Phrases keep all their words, and so do capitals in a query that is not all capitals: `WHO` is the organisation.

use super::Node;

/// Words that stand in most English articles, sorted.
const STOP_WORDS: [&str; 75] = [
    "a", "about", "after", "all", "also", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "could", "did", "do",
    "does", "for", "from", "had", "has", "have", "he", "her", "his", "how", "i", "if", "in", "into", "is", "it", "its", "more",
    "not", "of", "on", "or", "our", "out", "over", "said", "say", "says", "she", "so", "than", "that", "the", "their", "them",
    "then", "there", "they", "this", "those", "to", "up", "was", "we", "were", "what", "when", "where", "which", "who", "why",
    "will", "with", "would", "yes", "you", "your",
];

/// The tree without words that say nothing; the tree itself where it consists of nothing else.
pub fn meaningful(node: &Node) -> Node {
    let mixed = has_small_letter(node);
    keep(node, mixed).unwrap_or_else(|| node.clone())
}

fn keep(node: &Node, mixed: bool) -> Option<Node> {
    match node {
        Node::Word(word) if is_stop_word(word, mixed) => None,
        Node::And(nodes) => all_of(nodes, mixed).map(Node::and),
        Node::Or(nodes) => all_of(nodes, mixed).map(Node::or),
        Node::Not(inner) => keep(inner, mixed).map(Node::negated),
        Node::Boost(inner, weight) => keep(inner, mixed).map(|kept| Node::Boost(Box::new(kept), *weight)),
        Node::In(scope, inner) if scope.is_text() => {
            Some(Node::In(*scope, Box::new(keep(inner, mixed).unwrap_or_else(|| (**inner).clone()))))
        }
        other => Some(other.clone()),
    }
}

fn all_of(nodes: &[Node], mixed: bool) -> Option<Vec<Node>> {
    let kept: Vec<Node> = nodes.iter().filter_map(|node| keep(node, mixed)).collect();
    (!kept.is_empty()).then_some(kept)
}

/// True for a word that stands in most articles, however it is written.
pub fn is_common(word: &str) -> bool {
    is_stop_word(word, false)
}

fn is_stop_word(word: &str, mixed: bool) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let capitals = word.chars().count() > 1 && !word.chars().any(char::is_lowercase);
    !(capitals && mixed) && STOP_WORDS.binary_search(&word.to_lowercase().as_str()).is_ok()
}

fn has_small_letter(node: &Node) -> bool {
    match node {
        Node::Word(text)
        | Node::Pattern(text)
        | Node::Phrase(text)
        | Node::Name(text)
        | Node::Near(text, _)
        | Node::Exact(text)
        | Node::Fuzzy(text, _) => text.chars().any(char::is_lowercase),
        other => other.parts().into_iter().any(has_small_letter),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Joiner, parse};
    use super::*;

    fn kept(text: &str) -> String {
        meaningful(&parse(text, Joiner::All).expect("parses").expect("is not blank")).to_string()
    }

    #[test]
    fn the_list_is_sorted() {
        assert!(STOP_WORDS.is_sorted());
    }

    #[test]
    fn common_words_never_narrow() {
        assert_eq!(kept("what did the pope say in rome?"), "pope AND rome?");
        assert_eq!(kept("THE UNITED STATES"), "UNITED AND STATES");
        assert_eq!(kept("(the OR a) talks -of"), "talks");
    }

    #[test]
    fn alone_or_in_a_phrase_they_count() {
        assert_eq!(kept("the"), "the");
        assert_eq!(kept("to be or not to be"), "to AND be AND or AND not AND to AND be");
        assert_eq!(kept("\"the the\" band"), "\"the the\" AND band");
    }

    #[test]
    fn capitals_are_names() {
        assert_eq!(kept("WHO warns the world"), "WHO AND warns AND world");
    }
}
