//! Which words of a text answer the query? A syntax tree comes in once; texts come in one by one, and the byte ranges of
//! what matched go out. Texts are split by the index's own tokenizer, so that what is marked is what was found: stemmed
//! forms, whole phrases, the words that a wildcard stands for. Time is linear in the text.

use std::collections::BTreeSet;
use std::ops::Range;

use tantivy::tokenizer::{TextAnalyzer, Token};

use crate::fold::fold;
use crate::index::tokenizer::{stems, tokens, words};
use crate::query::{Node, meaningful, wildcard};

/// What a query looks for, ready to be found in texts.
pub(super) struct Highlighter {
    /// Rows of stems; a single word is a row of one.
    rows: Vec<Row>,
    patterns: Vec<Loose>,
}

/// What single words are compared with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Loose {
    /// A word with wildcards.
    Pattern(String),
    /// A folded word, and how many letters may differ.
    Nearly(String, u8),
}

impl Loose {
    fn matches(&self, word: &str) -> bool {
        match self {
            Loose::Pattern(pattern) => wildcard::matches(pattern, word),
            Loose::Nearly(wanted, letters) => strsim::osa_distance(wanted, word) <= usize::from(*letters),
        }
    }
}

/// Stems that must follow each other, and where to go on where one does not (Knuth, Morris and Pratt's table).
struct Row {
    stems: Vec<String>,
    fallback: Vec<usize>,
}

/// A place where the query matched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Match {
    /// Byte range in the text.
    pub(super) at: Range<usize>,
    /// Which of the query's words or phrases it is.
    pub(super) term: usize,
}

impl Highlighter {
    /// A highlighter of what this query looks for; what it excludes is left out.
    pub(super) fn new(query: Option<&Node>) -> Highlighter {
        let (mut phrases, mut patterns) = (BTreeSet::new(), BTreeSet::new());
        if let Some(query) = query {
            gather(&meaningful(query), &mut phrases, &mut patterns);
        }
        let rows = phrases.into_iter().filter(|stems: &Vec<String>| !stems.is_empty()).map(Row::new).collect();
        Highlighter { rows, patterns: patterns.into_iter().collect() }
    }

    /// All matches in a text, in order of their beginning; they may overlap.
    pub(super) fn matches(&self, text: &str) -> Vec<Match> {
        let mut found = Vec::new();
        if !self.rows.is_empty() {
            let tokens = tokens(stems(), text);
            for (term, row) in self.rows.iter().enumerate() {
                found.extend(row.find(&tokens).map(|at| Match { at, term }));
            }
        }
        if !self.patterns.is_empty() {
            found.extend(self.pattern_matches(text, words()));
        }
        found.sort_unstable_by_key(|found| (found.at.start, found.at.end, found.term));
        found
    }

    fn pattern_matches(&self, text: &str, analyzer: TextAnalyzer) -> Vec<Match> {
        let mut found = Vec::new();
        for token in tokens(analyzer, text) {
            let term = self.patterns.iter().position(|pattern| pattern.matches(&token.text));
            let at = token.offset_from..token.offset_to;
            found.extend(term.map(|term| Match { at, term: self.rows.len() + term }));
        }
        found
    }
}

fn gather(node: &Node, phrases: &mut BTreeSet<Vec<String>>, patterns: &mut BTreeSet<Loose>) {
    match node {
        Node::Word(text) | Node::Phrase(text) | Node::Name(text) => {
            phrases.insert(tokens(stems(), text).into_iter().map(|token| token.text).collect());
        }
        Node::Pattern(pattern) => {
            patterns.insert(Loose::Pattern(pattern.clone()));
        }
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().for_each(|node| gather(node, phrases, patterns)),
        Node::Near(text, _) => phrases.extend(tokens(stems(), text).into_iter().map(|token| vec![token.text])),
        Node::Salient(node, _) => gather(node, phrases, patterns),
        Node::In(scope, node) if scope.is_text() => gather(node, phrases, patterns),
        Node::Fuzzy(word, letters) => {
            patterns.insert(Loose::Nearly(fold(word), *letters));
        }
        Node::Not(_) | Node::Everything | Node::In(..) | Node::Days(_) => {}
    }
}

impl Row {
    fn new(stems: Vec<String>) -> Row {
        let mut fallback = vec![0; stems.len()];
        let mut matched = 0;
        for at in 1..stems.len() {
            while matched > 0 && stems.get(matched) != stems.get(at) {
                matched = fallback.get(matched - 1).copied().unwrap_or(0);
            }
            if stems.get(matched) == stems.get(at) {
                matched += 1;
            }
            if let Some(place) = fallback.get_mut(at) {
                *place = matched;
            }
        }
        Row { stems, fallback }
    }

    fn find<'a>(&'a self, tokens: &'a [Token]) -> impl Iterator<Item = Range<usize>> + 'a {
        let mut matched = 0;
        tokens.iter().enumerate().filter_map(move |(at, token)| {
            while matched > 0 && self.stems.get(matched) != Some(&token.text) {
                matched = self.fallback.get(matched - 1).copied().unwrap_or(0);
            }
            if self.stems.get(matched) == Some(&token.text) {
                matched += 1;
            }
            if matched < self.stems.len() {
                return None;
            }
            matched = self.fallback.last().copied().unwrap_or(0);
            let first = tokens.get((at + 1).checked_sub(self.stems.len())?)?;
            Some(first.offset_from..token.offset_to)
        })
    }
}

/// The ranges of these matches, in order, with overlapping ones made one.
pub(super) fn ranges(matches: &[Match]) -> Vec<Range<usize>> {
    let mut merged: Vec<Range<usize>> = Vec::new();
    for found in matches {
        match merged.last_mut() {
            Some(last) if found.at.start < last.end => last.end = last.end.max(found.at.end),
            _ => merged.push(found.at.clone()),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Joiner, parse};

    fn marked(query: &str, text: &str) -> Vec<String> {
        let node = parse(query, Joiner::All).expect("parses");
        let ranges = ranges(&Highlighter::new(node.as_ref()).matches(text));
        ranges.into_iter().map(|range| text.get(range).expect("boundaries").to_owned()).collect()
    }

    #[test]
    fn words_are_marked_in_all_their_forms() {
        assert_eq!(marked("negotiate cafe", "He negotiated; Negotiations at the Café."), ["negotiated", "Negotiations", "Café"]);
        assert_eq!(marked("US", "U.S. and US’s us"), ["U.S", "US", "us"]);
    }

    #[test]
    fn phrases_are_marked_as_a_whole() {
        assert_eq!(marked("\"special envoy\"", "an envoy, a special envoy, special"), ["special envoy"]);
        assert_eq!(marked("\"a b a b c\"", "a b a b a b c"), ["a b a b c"]);
        assert_eq!(marked("AT&T state-of-the-art", "AT&T's state of the art"), ["AT&T", "state of the art"]);
    }

    #[test]
    fn wildcards_mark_the_words_they_stand_for() {
        assert_eq!(marked("zelensk* wit?off", "Zelenskyy met Witkoff, not Zeno"), ["Zelenskyy", "Witkoff"]);
    }

    #[test]
    fn what_is_excluded_or_common_is_not_marked() {
        assert_eq!(marked("the talks -paris", "the talks in Paris"), ["talks"]);
    }

    #[test]
    fn overlapping_matches_become_one() {
        assert_eq!(marked("\"peace plan\" plan \"plan b\"", "a peace plan B"), ["peace plan B"]);
    }
}
