//! Which distinct words were met? Each word, as it is written, in a sentence of that case, opening it or not, is looked
//! at once; later ones cost one look-up by hash. What a word is worth is kept beside it: summed scores at run time,
//! numbers of features in training.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::entity::sentences::Case;
use crate::entity::tagger::attributes::{self, Attributes, Feature};
use crate::entity::tagger::hash;
use crate::entity::tagger::table::Table;
use crate::entity::tokens::Token;

/// Number of the word that stands beyond both ends of a sentence.
pub const EDGE: u32 = 0;

/// Keys that are hashes already.
#[derive(Debug, Default, Clone, Copy)]
pub struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| hash::pair(hash, u64::from(*byte)));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// A map whose keys are hashes already.
pub type ByHash<Value> = HashMap<u64, Value, BuildHasherDefault<AsIs>>;

/// Words met so far, each with its worth.
#[derive(Debug)]
pub struct Vocabulary<Worth> {
    numbers: ByHash<u32>,
    words: Vec<Attributes>,
    worths: Vec<Worth>,
}

impl<Worth> Vocabulary<Worth> {
    /// A vocabulary that holds the edge alone.
    pub fn new(weigh: &mut impl FnMut(&[Feature]) -> Worth) -> Self {
        let (edge, features) = attributes::edge();
        Self { numbers: ByHash::default(), words: vec![edge], worths: vec![weigh(&features)] }
    }

    /// The number of a token's word; a new one is looked up and weighed.
    pub fn number(
        &mut self,
        token: &Token<'_>,
        case: Case,
        classes: &Table<'_>,
        weigh: &mut impl FnMut(&[Feature]) -> Worth,
    ) -> u32 {
        let situation = case as u64 | u64::from(token.opens) << 2 | u64::from(token.is_hyphen()) << 3;
        let key = hash::pair(hash::text(token.text), situation);
        if let Some(number) = self.numbers.get(&key) {
            return *number;
        }
        let (word, features) = attributes::of(token, case, classes);
        let number = self.words.len() as u32;
        self.words.push(word);
        self.worths.push(weigh(&features));
        self.numbers.insert(key, number);
        number
    }

    /// What is kept of the word of that number.
    #[inline]
    pub fn word(&self, number: u32) -> &Attributes {
        &self.words[number as usize]
    }

    /// What the word of that number is worth.
    #[inline]
    pub fn worth(&self, number: u32) -> &Worth {
        &self.worths[number as usize]
    }

    /// Number of distinct words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// True where nothing but the edge is known.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::sentences::sentences;
    use crate::entity::tagger::{classes, table};

    #[test]
    fn a_word_is_weighed_once_for_each_situation() {
        let bytes = table::encode(Vec::new());
        let (table, _) = Table::open(&bytes, classes::WIDTH).expect("the bytes are a table");
        let mut weighed = 0;
        let mut weigh = |_: &[Feature]| weighed += 1;
        let mut vocabulary = Vocabulary::new(&mut weigh);
        let sentences = sentences(0, "Hale met Hale and Hale");
        let numbers: Vec<u32> =
            sentences[0].tokens.iter().map(|token| vocabulary.number(token, sentences[0].case, &table, &mut weigh)).collect();
        assert_eq!(numbers, [1, 2, 3, 4, 3]);
        assert_eq!(vocabulary.len(), 5);
        assert_eq!(weighed, 5);
    }
}
