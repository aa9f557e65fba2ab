//! What is learnt from? Documents are read as articles are at run time; each token becomes its word, the numbers of its
//! other features and its label.

use std::collections::HashMap;

use newshound::entity::sentences::{Sentence, sentences};
use newshound::entity::tagger::attributes::Feature;
use newshound::entity::tagger::classes;
use newshound::entity::tagger::labels;
use newshound::entity::tagger::phrases::Phrases;
use newshound::entity::tagger::reading;
use newshound::entity::tagger::score::{PLACES, places, seen_from};
use newshound::entity::tagger::table::Table;
use newshound::entity::tagger::vocabulary::Vocabulary;

use crate::Outcome;
use crate::copies;
use crate::documents::{Document, Name};

/// Numbers of a word's features, by the place at which it stands from the token that is labelled.
pub type Worth = [Vec<u32>; PLACES];

/// One token.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// Number of its word.
    pub word: u32,
    /// First of its other features.
    first: u32,
    /// One past the last.
    last: u32,
    /// Its label.
    pub label: u8,
}

/// All tokens, with their features.
#[derive(Debug)]
pub struct Corpus {
    /// All tokens.
    pub tokens: Vec<Token>,
    /// First token and one past the last of each sentence.
    pub sentences: Vec<(usize, usize)>,
    /// The hash of each feature.
    pub hashes: Vec<u64>,
    /// Features of each word.
    words: Vec<Worth>,
    others: Vec<u32>,
}

/// Numbers of features in the order in which they were first seen.
#[derive(Default)]
struct Numbers {
    known: HashMap<u64, u32>,
    hashes: Vec<u64>,
}

impl Numbers {
    fn number(&mut self, hash: u64) -> u32 {
        *self.known.entry(hash).or_insert_with(|| {
            self.hashes.push(hash);
            self.hashes.len() as u32 - 1
        })
    }

    fn weigh(&mut self, features: &[Feature]) -> Worth {
        std::array::from_fn(|place| {
            let seen = features.iter().filter(|(_, reach)| places(*reach).contains(&place));
            seen.map(|(feature, _)| seen_from(*feature, place)).map(|hash| self.number(hash)).collect()
        })
    }
}

/// Reads all documents, with copies of some sentences in other letter case.
pub fn read(documents: &[Document], classes: &[u8], seed: u64) -> Outcome<Corpus> {
    let (classes, _) = Table::open(classes, classes::WIDTH).ok_or("the word classes are cut short")?;
    let mut numbers = Numbers::default();
    let mut vocabulary = Vocabulary::new(&mut |features| numbers.weigh(features));
    let mut phrases = Phrases::default();
    let mut corpus =
        Corpus { tokens: Vec::new(), sentences: Vec::new(), hashes: Vec::new(), words: Vec::new(), others: Vec::new() };
    for (number, document) in documents.iter().enumerate() {
        let document = copies::with_copies(document, seed.wrapping_mul(1_000_003) + number as u64);
        let sentences = all_sentences(&document);
        let known = (&mut vocabulary, &mut phrases);
        let reading = reading::read(&sentences, &classes, known, &mut |features| numbers.weigh(features));
        let mut features = Vec::new();
        for (line, sentence) in reading.lines.iter().zip(&sentences) {
            let labels = labels_of(sentence, &document[sentence.block].names);
            let begin = corpus.tokens.len();
            for (place, label) in labels.iter().enumerate() {
                features.clear();
                reading.features(line, place, &vocabulary, &mut features);
                if let Some(context) = reading.contexts.number(vocabulary.word(line.words[place])) {
                    let context = reading.contexts.get(context);
                    if context.is_capital() {
                        context.features(&vocabulary, &mut features);
                    }
                }
                let first = corpus.others.len() as u32;
                corpus.others.extend(features.iter().map(|feature| numbers.number(*feature)));
                let token = Token { word: line.words[place], first, last: corpus.others.len() as u32, label: *label as u8 };
                corpus.tokens.push(token);
            }
            corpus.sentences.push((begin, corpus.tokens.len()));
        }
    }
    corpus.words = (0..vocabulary.len() as u32).map(|word| vocabulary.worth(word).clone()).collect();
    corpus.hashes = numbers.hashes;
    Ok(corpus)
}

/// The sentences of a document, each paragraph a block.
pub fn all_sentences(document: &Document) -> Vec<Sentence<'_>> {
    document.iter().enumerate().flat_map(|(block, paragraph)| sentences(block, &paragraph.text)).collect()
}

/// The labels of a sentence of a paragraph with these names.
fn labels_of(sentence: &Sentence<'_>, names: &[Name]) -> Vec<usize> {
    let within = |name: &Name| {
        let inside = |token: &newshound::entity::tokens::Token<'_>| token.byte >= name.first && token.byte_end() <= name.last;
        let first = sentence.tokens.iter().position(inside)?;
        let last = sentence.tokens.iter().rposition(inside)?;
        Some((first, last + 1, name.class))
    };
    let names: Vec<(usize, usize, usize)> = names.iter().filter_map(within).collect();
    labels::of_names(sentence.tokens.len(), &names)
}

impl Corpus {
    /// The numbers of all features of the token at `place` of the sentence of that range.
    pub fn features(&self, sentence: (usize, usize), place: usize, features: &mut Vec<u32>) {
        features.clear();
        for offset in 0..PLACES {
            let index = (place + offset).checked_sub(PLACES / 2).filter(|index| (sentence.0..sentence.1).contains(index));
            let word = index.map_or(0, |index| self.tokens[index].word as usize);
            features.extend_from_slice(&self.words[word][offset]);
        }
        let token = self.tokens[place];
        features.extend_from_slice(&self.others[token.first as usize..token.last as usize]);
    }

    /// The corpus without the features of fewer than `least` tokens.
    pub fn cut(self, least: u32) -> Self {
        let mut counts = vec![0_u32; self.hashes.len()];
        let mut features = Vec::new();
        for sentence in &self.sentences {
            for place in sentence.0..sentence.1 {
                self.features(*sentence, place, &mut features);
                for feature in &features {
                    counts[*feature as usize] += 1;
                }
            }
        }
        let kept: Vec<bool> = counts.iter().map(|count| *count >= least).collect();
        self.keep(&kept)
    }

    /// The corpus with only the features marked so.
    pub fn keep(mut self, marks: &[bool]) -> Self {
        let mut kept = Vec::new();
        let number = |(hash, mark): (&u64, &bool)| {
            mark.then(|| {
                kept.push(*hash);
                kept.len() as u32 - 1
            })
        };
        let numbers: Vec<Option<u32>> = self.hashes.iter().zip(marks).map(number).collect();
        self.hashes = kept;
        self.renumber(&numbers);
        self
    }

    fn renumber(&mut self, numbers: &[Option<u32>]) {
        let new = |old: &u32| numbers[*old as usize];
        for list in self.words.iter_mut().flatten() {
            *list = list.iter().filter_map(new).collect();
        }
        let mut others = Vec::new();
        for token in &mut self.tokens {
            let begin = others.len() as u32;
            others.extend(self.others[token.first as usize..token.last as usize].iter().filter_map(new));
            (token.first, token.last) = (begin, others.len() as u32);
        }
        self.others = others;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents;

    #[test]
    fn labels_fit_our_own_tokens() {
        let documents = documents::whole("a\tO\nU.S.-led\tO\nPort-au-Prince\tB-LOC\n's\tO\nMary\tB-PER\nO'Hale\tI-PER\n");
        let sentences = all_sentences(&documents[0]);
        let labels = labels_of(&sentences[0], &documents[0][0].names);
        assert_eq!(labels::names(&labels), [(4, 9, 1), (10, 12, 0)]);
    }

    #[test]
    fn the_words_beyond_a_sentence_are_edges() {
        let documents = documents::whole("Hale\tB-PER\n");
        let classes = newshound::entity::tagger::table::encode(Vec::new());
        let corpus = read(&documents, &classes, 1).expect("the classes are a table");
        let mut features = Vec::new();
        corpus.features(corpus.sentences[0], 0, &mut features);
        let edge = &corpus.words[0];
        assert!(edge.iter().enumerate().filter(|(place, _)| *place != PLACES / 2).all(|(_, list)| features.contains(&list[0])));
    }
}
