//! Which terms say how salient a name is? An article comes in; each word of a name goes out with the two digits of the
//! salience behind it (`putin␁73`, where `␁` is U+0001, which no folded word holds). At least 68 is then one of `␁68` to
//! `␁99`: exact, without reading any article. All words of a phrase bear the same ending, so that they belong to one name of
//! that salience.

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

/// Name of the analyzer for keys of places behind their salience.
pub(super) const PLACE_LEVELS: &str = "place levels";

/// What parts a word from its salience.
pub const MARK: char = '\u{1}';
/// What parts the keys of one place.
const BETWEEN_KEYS: char = '\u{2}';

/// The highest salience.
const MOST: u8 = 99;

/// The endings, without [`MARK`], of terms of a salience of at least this.
pub fn endings(least: u8) -> Vec<String> {
    (least..=MOST).map(|salience| format!("{salience:02}")).collect()
}

/// Writes the salience of everything that the article names.
pub(super) fn add(document: &mut TantivyDocument, fields: &Fields, article: &Article) {
    let people = article.people.iter().map(|one| (one.name.as_str(), one.forms.as_slice(), one.salience));
    add_names(document, fields.person_levels, people);
    let organizations = article.organizations.iter().map(|one| (one.name.as_str(), one.forms.as_slice(), one.salience));
    add_names(document, fields.organization_levels, organizations);
    for place in &article.places {
        let mut behind = format!("{}{MARK}", place.salience);
        for key in place_keys(place).iter().filter(|key| !key.is_empty()) {
            behind.push_str(key);
            behind.push(BETWEEN_KEYS);
        }
        document.add_text(fields.place_levels, behind);
    }
}

fn add_names<'a>(document: &mut TantivyDocument, field: Field, names: impl Iterator<Item = (&'a str, &'a [String], u8)>) {
    for (name, forms, salience) in names {
        for form in std::iter::once(name).chain(forms.iter().map(String::as_str).filter(|form| *form != name)) {
            document.add_text(field, format!("{salience}{MARK}{form}"));
        }
    }
}

/// The salience before [`MARK`], and what stands behind it.
fn apart(text: &str) -> (u8, &str) {
    let (salience, behind) = text.split_once(MARK).unwrap_or_default();
    (salience.parse().unwrap_or_default(), behind)
}

fn term(word: &str, salience: u8) -> String {
    format!("{word}{MARK}{:02}", salience.min(MOST))
}

/// Splits a name that stands behind its salience and [`MARK`] into terms, one for each word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Levels;

impl Tokenizer for Levels {
    type TokenStream<'a> = Made;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Made {
        let (salience, name) = apart(text);
        let token = |(position, word): (usize, String)| Token {
            position,
            text: term(&word, salience),
            position_length: NAME_GAP,
            ..Token::default()
        };
        Made::new((0..).zip(name_words(name)).map(token).collect())
    }
}

/// Splits the keys of a place that stand behind its salience and [`MARK`] into terms.
#[derive(Debug, Clone, Copy)]
pub(super) struct PlaceLevels;

impl Tokenizer for PlaceLevels {
    type TokenStream<'a> = Made;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Made {
        let (salience, keys) = apart(text);
        let token = |key: &str| Token { position: 0, text: term(key, salience), ..Token::default() };
        Made::new(keys.split_terminator(BETWEEN_KEYS).map(token).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokenizer::tokens;
    use super::*;
    use tantivy::tokenizer::TextAnalyzer;

    fn terms(analyzer: TextAnalyzer, text: &str) -> Vec<String> {
        tokens(analyzer, text).into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn endings_take_in_exactly_what_is_as_salient() {
        for least in 0..=99 {
            let endings = endings(least);
            for salience in 0..=99 {
                let held = endings.iter().filter(|ending| term("a", salience) == format!("a{MARK}{ending}")).count();
                assert_eq!(held, usize::from(salience >= least), "{salience} {least}");
            }
        }
    }

    #[test]
    fn what_was_stored_beyond_the_highest_counts_as_the_highest() {
        assert_eq!(term("a", 255), term("a", 99));
    }

    #[test]
    fn each_word_and_each_key_bears_the_salience() {
        assert_eq!(terms(TextAnalyzer::from(Levels), "7\u{1}Vera Orlova"), ["vera\u{1}07", "orlova\u{1}07"]);
        let keys = "73\u{1}texas/paris\u{2}new york\u{2}";
        assert_eq!(terms(TextAnalyzer::from(PlaceLevels), keys), ["texas/paris\u{1}73", "new york\u{1}73"]);
        assert!(terms(TextAnalyzer::from(Levels), "no mark").is_empty());
    }
}
