//! Where in a text does something stand? Words, phrases, alternatives and what is near what come in as a [`Spans`]; the places in
//! a text go out. The text is one of the index, word by word from its postings, or one at hand: one algebra serves what is found
//! and what is marked. All places count, so that what is near what does not depend on which of several is looked at first.

mod places;
mod runs;

pub use places::{Place, Source};
pub(super) use places::{in_lead, in_quotation};

use super::lower::stems;
use super::{Loose, Node, Proximity};

/// What has places in a text.
#[derive(Debug, Clone)]
pub struct Spans {
    /// What single words are compared with, each kind once.
    pub words: Vec<Word>,
    shape: Shape,
}

/// What a single word is compared with.
#[derive(Debug, Clone)]
pub enum Word {
    /// A stem.
    Stem(String),
    /// The word as it stands.
    Loose(Loose),
}

/// How words make up what is looked for; numbers are places in [`Spans::words`].
#[derive(Debug, Clone)]
enum Shape {
    /// Words in a row, each so many places behind the first.
    Row(Vec<(u32, usize)>),
    /// Words in any order, with at most so many others among them.
    Window(Vec<usize>, u32),
    /// One of these.
    Either(Vec<Shape>),
    /// Two that stand near each other.
    Pair(Proximity, Box<Shape>, Box<Shape>),
}

impl Spans {
    /// What a node looks for; `None` for one without places, such as a date or what is negated.
    pub fn of(node: &Node) -> Option<Spans> {
        let mut words = Vec::new();
        let shape = shape(node, &mut words)?;
        Some(Spans { words, shape })
    }

    /// The places in a text, in order of their beginning, each once.
    pub fn places(&self, text: &mut dyn Source) -> Vec<Place> {
        places::places(&self.shape, text)
    }

    /// The words of a text that make up its places, first to last of each run, in order.
    pub fn runs(&self, text: &mut dyn Source) -> Vec<Place> {
        let mut runs = Vec::new();
        runs::gather(&self.shape, &self.places(text), text, &mut runs);
        runs.sort_unstable();
        runs.dedup();
        runs
    }
}

fn shape(node: &Node, words: &mut Vec<Word>) -> Option<Shape> {
    let row = |text: &str, words: &mut Vec<Word>| -> Vec<(u32, usize)> {
        let stems = stems(text).into_iter();
        stems.map(|(at, stem)| (u32::try_from(at).unwrap_or(u32::MAX), number(words, Word::Stem(stem)))).collect()
    };
    match node {
        Node::Word(text) | Node::Phrase(text) | Node::Name(text) => {
            let row = row(text, words);
            (!row.is_empty()).then_some(Shape::Row(row))
        }
        Node::Near(text, between) => {
            let row = row(text, words);
            (!row.is_empty()).then(|| Shape::Window(row.into_iter().map(|(_, word)| word).collect(), *between))
        }
        Node::Or(nodes) => {
            let shapes: Vec<Shape> = nodes.iter().filter_map(|node| shape(node, words)).collect();
            (!shapes.is_empty()).then_some(Shape::Either(shapes))
        }
        Node::Within(proximity, left, right) => {
            let (left, right) = (shape(left, words)?, shape(right, words)?);
            Some(Shape::Pair(*proximity, Box::new(left), Box::new(right)))
        }
        leaf => Loose::of(leaf).map(|loose| Shape::Row(vec![(0, number(words, Word::Loose(loose)))])),
    }
}

/// The number of a word; a stem that occurs twice has one.
fn number(words: &mut Vec<Word>, word: Word) -> usize {
    let known = |known: &Word| matches!((known, &word), (Word::Stem(one), Word::Stem(other)) if one == other);
    words.iter().position(known).unwrap_or_else(|| {
        words.push(word);
        words.len() - 1
    })
}
