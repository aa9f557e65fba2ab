//! Which known phrases does a sentence hold? Organisations, areas and titles of the lists and places of several words of
//! the gazetteer, the longest first. Each token gets a code: which kind of phrase, and where in it the token stands.

use crate::entity::lists;
use crate::entity::sentences::{Case, Sentence};
use crate::entity::tagger::attributes;
use crate::entity::tagger::hash;
use crate::entity::tagger::vocabulary::{ByHash, Vocabulary};
use crate::entity::words::Traits;

/// Longest place looked up, in tokens.
const LONGEST: usize = 6;
/// Places of several words remembered at most.
const MOST_KNOWN: usize = 20_000;

/// Codes of a phrase's kind in the lists; places of the gazetteer count from 4.
const ORGANIZATION: u16 = 1;
const AREA: u16 = 2;
const TITLE: u16 = 3;

/// Finds phrases, and remembers which words were no place.
#[derive(Debug, Default)]
pub struct Phrases {
    places: ByHash<u8>,
}

impl Phrases {
    /// A code for each token of the sentence, 0 outside of any phrase.
    pub fn codes<Worth>(&mut self, sentence: &Sentence<'_>, words: &[u32], vocabulary: &Vocabulary<Worth>) -> Vec<u16> {
        let traits: Vec<Traits> = words.iter().map(|word| vocabulary.word(*word).traits).collect();
        let mut codes = vec![0; words.len()];
        let mut next = 0;
        while next < traits.len() {
            let found = if traits[next].has(Traits::CAPITAL) { self.phrase(sentence, &traits, next) } else { None };
            let Some((length, kind)) = found else {
                next += 1;
                continue;
            };
            mark(&mut codes[next..next + length], kind);
            next += length;
        }
        codes
    }

    /// Length and kind of the phrase that begins at `first`.
    fn phrase(&mut self, sentence: &Sentence<'_>, traits: &[Traits], first: usize) -> Option<(usize, u16)> {
        let listed = listed(sentence, traits[first], first);
        let place = self.place(sentence, traits, first);
        match (listed, place) {
            (Some(listed), Some(place)) if place.0 > listed.0 => Some(place),
            (listed, place) => listed.or(place),
        }
    }

    /// The longest place of several words that begins at `first`.
    fn place(&mut self, sentence: &Sentence<'_>, traits: &[Traits], first: usize) -> Option<(usize, u16)> {
        let last = (first + LONGEST).min(traits.len());
        let end = (first + 1..last).find(|index| !belongs(sentence, traits, *index)).unwrap_or(last);
        let ends = (first + 2..=end).rev().filter(|end| traits[end - 1].has(Traits::CAPITAL));
        for end in ends {
            let code = self.known(sentence.slice(first, end));
            if code > 0 {
                return Some((end - first, TITLE + u16::from(code)));
            }
        }
        None
    }

    fn known(&mut self, phrase: &str) -> u8 {
        if self.places.len() > MOST_KNOWN {
            self.places.clear();
        }
        *self.places.entry(hash::text(phrase)).or_insert_with(|| attributes::place(phrase))
    }
}

/// True for the words that a place's name may go on with.
fn belongs(sentence: &Sentence<'_>, traits: &[Traits], index: usize) -> bool {
    let token = &sentence.tokens[index];
    traits[index].has(Traits::CAPITAL.and(Traits::PARTICLE))
        || token.is_hyphen()
        || matches!(token.text, "of" | "and" | "the" | "au" | "sur" | "upon" | "on")
}

/// Length and kind of the phrase of a list that begins at `first`.
fn listed(sentence: &Sentence<'_>, traits: Traits, first: usize) -> Option<(usize, u16)> {
    let tokens = sentence.tokens.get(first..)?;
    let shouts = sentence.case == Case::Capitals;
    let organization = if traits.has(Traits::KNOWN) { lists::known_organization(tokens, shouts) } else { None };
    if let Some((length, _)) = organization {
        return Some((length, ORGANIZATION));
    }
    if let Some(length) = traits.has(Traits::AREA).then(|| lists::area(tokens, shouts)).flatten() {
        return Some((length, AREA));
    }
    let title = traits.has(Traits::TITLE).then(|| lists::title(tokens, shouts)).flatten();
    title.map(|length| (length, TITLE))
}

/// Codes of a phrase: its kind, and whether the token is the first, the last, both or neither.
fn mark(codes: &mut [u16], kind: u16) {
    let length = codes.len();
    for (place, code) in codes.iter_mut().enumerate() {
        let part = u16::from(place == 0) | u16::from(place + 1 == length) << 1;
        *code = kind << 2 | part;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::sentences::sentences;
    use crate::entity::tagger::attributes::Feature;
    use crate::entity::tagger::classes;
    use crate::entity::tagger::table::{self, Table};

    fn codes(text: &str) -> Vec<u16> {
        let bytes = table::encode(Vec::new());
        let (table, _) = Table::open(&bytes, classes::WIDTH).expect("the bytes are a table");
        let mut weigh = |_: &[Feature]| ();
        let mut vocabulary = Vocabulary::new(&mut weigh);
        let sentence = &sentences(0, text)[0];
        let words: Vec<u32> =
            sentence.tokens.iter().map(|token| vocabulary.number(token, sentence.case, &table, &mut weigh)).collect();
        Phrases::default().codes(sentence, &words, &vocabulary)
    }

    #[test]
    fn phrases_of_lists_and_gazetteer_are_marked_with_their_ends() {
        let codes = codes("He left New York for the World Bank");
        assert_eq!(codes[0..2], [0, 0]);
        assert_eq!((codes[2] & 3, codes[3] & 3), (1, 2));
        assert_eq!(codes[2] >> 2, codes[3] >> 2);
        assert_eq!(codes[6..8], [ORGANIZATION << 2 | 1, ORGANIZATION << 2 | 2]);
    }

    #[test]
    fn the_longer_phrase_wins() {
        let codes = codes("then Prime Minister Hale spoke");
        assert_eq!(codes[1..4], [TITLE << 2 | 1, TITLE << 2 | 2, 0]);
    }

    #[test]
    fn words_without_capitals_are_no_phrase() {
        assert!(codes("new york and the world bank").iter().all(|code| *code == 0));
    }
}
