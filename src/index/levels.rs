//! Which terms say how salient a name is? An article comes in; each word of a name goes out twice at its position, with the
//! tens of the salience (`putin␁7`) and with all of it (`putin␁73`), where `␁` is U+0001, which no folded word holds. At
//! least 68 is then `␁68`, `␁69`, `␁7`, `␁8` or `␁9`: exact, with few terms, and without reading any article. All words of a
//! phrase bear the same ending, so that they belong to one name of that salience.

use std::collections::BTreeMap;

use tantivy::TantivyDocument;
use tantivy::schema::Field;
use tantivy::tokenizer::{Token, Tokenizer};

use super::document::place_keys;
use super::made::Made;
use super::schema::Fields;
use super::tokenizer::{NAME_GAP, name_words};
use crate::article::model::Article;

/// Name of the analyzer for names behind their salience.
pub(super) const LEVELS: &str = "levels";

/// What parts a word from its salience.
pub const MARK: char = '\u{1}';

/// The highest salience.
const MOST: u8 = 99;

/// The endings, without [`MARK`], of terms of a salience of at least this.
pub fn endings(least: u8) -> Vec<String> {
    let tens = least.div_ceil(10);
    let exact = (least..=MOST).take_while(|salience| *salience < tens * 10).map(|salience| format!("{salience:02}"));
    exact.chain((tens..=MOST / 10).map(|ten| ten.to_string())).collect()
}

/// Writes the salience of everything that the article names.
pub(super) fn add(document: &mut TantivyDocument, fields: &Fields, article: &Article) {
    let people = article.people.iter().map(|one| (one.name.as_str(), one.forms.as_slice(), one.salience));
    add_names(document, fields.person_levels, people);
    let organizations = article.organizations.iter().map(|one| (one.name.as_str(), one.forms.as_slice(), one.salience));
    add_names(document, fields.organization_levels, organizations);
    let mut places: BTreeMap<String, u8> = BTreeMap::new();
    for place in &article.places {
        for key in place_keys(place).into_iter().filter(|key| !key.is_empty()) {
            let highest = places.entry(key).or_default();
            *highest = place.salience.max(*highest);
        }
    }
    for (key, salience) in places {
        for term in terms(&key, salience) {
            document.add_text(fields.place_levels, term);
        }
    }
}

fn terms(word: &str, salience: u8) -> [String; 2] {
    let salience = salience.min(MOST);
    [format!("{word}{MARK}{}", salience / 10), format!("{word}{MARK}{salience:02}")]
}

fn add_names<'a>(document: &mut TantivyDocument, field: Field, names: impl Iterator<Item = (&'a str, &'a [String], u8)>) {
    for (name, forms, salience) in names {
        for form in std::iter::once(name).chain(forms.iter().map(String::as_str).filter(|form| *form != name)) {
            document.add_text(field, format!("{salience}{MARK}{form}"));
        }
    }
}

/// Splits a name that stands behind its salience and [`MARK`] into terms, two at the place of each word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Levels;

impl Tokenizer for Levels {
    type TokenStream<'a> = Made;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Made {
        let (salience, name) = text.split_once(MARK).unwrap_or_default();
        let salience = salience.parse().unwrap_or_default();
        let words = (0..).zip(name_words(name));
        let token = |position, text| Token { position, text, position_length: NAME_GAP, ..Token::default() };
        Made::new(words.flat_map(|(position, word)| terms(&word, salience).map(|text| token(position, text))).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::{MARK, endings, terms};

    #[test]
    fn endings_take_in_exactly_what_is_as_salient() {
        for least in 0..=99 {
            let endings = endings(least);
            for salience in 0..=99 {
                let terms = terms("a", salience);
                let held = terms.iter().filter(|term| endings.iter().any(|ending| **term == format!("a{MARK}{ending}")));
                assert_eq!(held.count(), usize::from(salience >= least), "{salience} {least}");
            }
        }
    }

    #[test]
    fn what_was_stored_beyond_the_highest_counts_as_the_highest() {
        assert_eq!(terms("a", 255), terms("a", 99));
    }
}
