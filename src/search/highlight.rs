//! Which words of a text answer the query? A syntax tree comes in once; texts come in one by one, and the byte ranges of
//! what matched go out. Texts are split by the index's own tokenizer, so that what is marked is what was found: stemmed
//! forms, whole phrases, the words that a wildcard stands for. Time is linear in the text.

use std::ops::Range;

use tantivy::tokenizer::Token;

use crate::index::Mark;
use crate::index::sentences::{paragraphs, sentences};
use crate::index::tokenizer::{stems, tokens, words};
use crate::query::spans::{Place, Source, Spans, Word};
use crate::query::{Loose, Node, Scope, meaningful};

/// What a query looks for, ready to be found in texts.
pub(super) struct Highlighter {
    terms: Vec<Term>,
}

/// A word, phrase or the like, and the field that it is looked for in; `None` for any.
struct Term {
    wanted: Wanted,
    scope: Option<Scope>,
}

/// How a term is found.
enum Wanted {
    /// Stems in a row; a single word is a row of one.
    Row(Row),
    /// A single word as it stands.
    Loose(Loose),
    /// Words that stand near one another.
    Spans(Spans),
}

/// Stems that must follow each other, and where to go on where one does not (Knuth, Morris and Pratt's table).
struct Row {
    stems: Vec<String>,
    fallback: Vec<usize>,
}

/// A text in which a query may have matched.
#[derive(Debug, Clone, Default)]
pub(super) struct Text<'a> {
    /// Its words.
    pub(super) written: &'a str,
    /// The field that it is; `None` for one that no query names.
    pub(super) scope: Option<Scope>,
    /// What of it somebody said, in bytes.
    pub(super) quotations: Vec<Range<usize>>,
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
        let mut terms: Vec<Term> = Vec::new();
        if let Some(query) = query {
            gather(&meaningful(query), None, &mut terms);
        }
        Highlighter { terms }
    }

    /// All matches in a text of no field in particular, in order of their beginning; they may overlap.
    pub(super) fn matches(&self, text: &str) -> Vec<Match> {
        self.matches_in(&Text { written: text, ..Text::default() })
    }

    /// All matches in a text, in order of their beginning; they may overlap.
    pub(super) fn matches_in(&self, text: &Text<'_>) -> Vec<Match> {
        let mut found = Vec::new();
        if self.terms.is_empty() {
            return found;
        }
        let mut read = Read::new(text.written);
        for (number, term) in self.terms.iter().enumerate() {
            let Some(within) = allowed(term.scope, text) else { continue };
            let inside = |at: &Range<usize>| within.iter().any(|part| part.start <= at.start && at.end <= part.end);
            found.extend(read.find(&term.wanted).into_iter().filter(inside).map(|at| Match { at, term: number }));
        }
        found.sort_unstable_by_key(|found| (found.at.start, found.at.end, found.term));
        found.dedup();
        found
    }
}

/// The parts of a text in which a term of this scope is looked for; `None` where the text is another field.
fn allowed(scope: Option<Scope>, text: &Text<'_>) -> Option<Vec<Range<usize>>> {
    let whole = || std::iter::once(0..text.written.len()).collect();
    let (Some(scope), Some(field)) = (scope, text.scope) else { return Some(whole()) };
    match (scope, field) {
        (Scope::Lead | Scope::HeadlineLead, Scope::Body) => Some(paragraphs(text.written).into_iter().take(1).collect()),
        (Scope::Quote, Scope::Body) => Some(text.quotations.clone()),
        (Scope::HeadlineLead, Scope::Headline) => Some(whole()),
        (scope, field) => (scope == field).then(whole),
    }
}

fn gather(node: &Node, scope: Option<Scope>, terms: &mut Vec<Term>) {
    let mut add = |wanted: Wanted| terms.push(Term { wanted, scope });
    match node {
        Node::Word(text) | Node::Phrase(text) | Node::Name(text) => {
            let stems: Vec<String> = tokens(stems(), text).into_iter().map(|token| token.text).collect();
            if !stems.is_empty() {
                add(Wanted::Row(Row::new(stems)));
            }
        }
        Node::Near(..) | Node::Within(..) => Spans::of(node).map(Wanted::Spans).into_iter().for_each(add),
        Node::And(_) | Node::Or(_) | Node::Boost(..) | Node::AtLeast(..) | Node::Salient(..) => {
            node.parts().into_iter().for_each(|part| gather(part, scope, terms));
        }
        Node::In(scope, inner) if scope.is_text() => gather(inner, Some(*scope), terms),
        Node::Not(_) | Node::In(..) => {}
        leaf => Loose::of(leaf).map(Wanted::Loose).into_iter().for_each(add),
    }
}

/// A text split into words, each kind of splitting done once and only where it is needed.
struct Read<'a> {
    text: &'a str,
    stems: Option<Vec<Token>>,
    words: Option<Vec<Token>>,
}

impl<'a> Read<'a> {
    fn new(text: &'a str) -> Read<'a> {
        Read { text, stems: None, words: None }
    }

    fn stems(&mut self) -> &[Token] {
        self.stems.get_or_insert_with(|| tokens(stems(), self.text))
    }

    fn words(&mut self) -> &[Token] {
        self.words.get_or_insert_with(|| tokens(words(), self.text))
    }

    fn find(&mut self, wanted: &Wanted) -> Vec<Range<usize>> {
        match wanted {
            Wanted::Row(row) => row.find(self.stems()).collect(),
            Wanted::Loose(loose) => self.like(loose).map(|(_, at)| at).collect(),
            Wanted::Spans(spans) => {
                let runs = spans.runs(&mut SpansOf { read: self, words: &spans.words });
                runs.into_iter().filter_map(|run| self.range(run)).collect()
            }
        }
    }

    /// Words like this one, with their places.
    fn like(&mut self, loose: &Loose) -> impl Iterator<Item = (u32, Range<usize>)> {
        let text = self.text;
        (0..).zip(self.words()).filter_map(move |(place, token)| {
            let at = token.offset_from..token.offset_to;
            let written = text.get(at.clone()).unwrap_or_default();
            loose.matches(&token.text, written).then_some((place, at))
        })
    }

    /// A run of words, in bytes.
    fn range(&mut self, run: Place) -> Option<Range<usize>> {
        let words = self.stems();
        Some(words.get(run.first as usize)?.offset_from..words.get(run.last as usize)?.offset_to)
    }
}

/// A text as the algebra of places asks for it.
struct SpansOf<'r, 'a> {
    read: &'r mut Read<'a>,
    words: &'r [Word],
}

impl Source for SpansOf<'_, '_> {
    fn word(&mut self, number: usize) -> Vec<u32> {
        match self.words.get(number) {
            Some(Word::Stem(stem)) => {
                (0..).zip(self.read.stems()).filter(|(_, token)| token.text == *stem).map(|(place, _)| place).collect()
            }
            Some(Word::Loose(loose)) => self.read.like(loose).map(|(place, _)| place).collect(),
            None => Vec::new(),
        }
    }

    fn marks(&mut self, mark: Mark) -> Vec<u32> {
        let ranges = match mark {
            Mark::Sentence => sentences(self.read.text),
            Mark::Paragraph => paragraphs(self.read.text),
            Mark::Quotation | Mark::QuotationEnd => Vec::new(),
        };
        let words = self.read.stems();
        ranges.iter().map(|range| words.partition_point(|word| word.offset_from < range.start) as u32).collect()
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
