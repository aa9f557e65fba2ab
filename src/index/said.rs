//! Who said what? The quotations of an article come in; one term for each word and speaker goes out, so that a word is
//! found only where this speaker said it. Quotations without a speaker are left out.

use std::collections::BTreeSet;

use tantivy::TantivyDocument;
use tantivy::tokenizer::{TextAnalyzer, Tokenizer};

use super::made::Made;
use super::schema::Fields;
use super::tokenizer::tokens;
use crate::article::model::Article;
use crate::fold::fold;

/// Name of the analyzer for quotations behind their speaker: words, folded and stemmed.
pub(super) const SAID: &str = "said";
/// Name of the analyzer for quotations behind their speaker: words, folded, as they stand.
pub(super) const SAID_WORDS: &str = "said words";

/// Stands in a term between the speaker's folded name and the word, and in neither of them.
const SEPARATOR: char = '\u{1}';

/// Positions between two quotations: no phrase reaches from one into the next.
const QUOTATION_GAP: usize = 16;

/// The term for what this speaker said: the folded name and a folded word, or the beginning of such terms where the word
/// is empty. `None` for a name without letters or digits.
pub fn term(speaker: &str, word: &str) -> Option<String> {
    let key = fold(speaker);
    (!key.is_empty()).then(|| format!("{key}{SEPARATOR}{word}"))
}

/// Adds the speakers and what they said, each quotation behind its speaker.
pub(super) fn add(document: &mut TantivyDocument, fields: &Fields, article: &Article) {
    let speakers: BTreeSet<&str> = article.quotes.iter().filter_map(|quote| quote.speaker.as_deref()).collect();
    for name in speakers.into_iter().filter(|name| !name.is_empty()) {
        document.add_text(fields.speakers, name);
        document.add_text(fields.speaker_names, name);
    }
    for quote in &article.quotes {
        let Some(beginning) = quote.speaker.as_deref().and_then(|speaker| term(speaker, "")) else { continue };
        let spoken = format!("{beginning}{}", quote.text);
        document.add_text(fields.said, &spoken);
        document.add_text(fields.said_words, spoken);
    }
}

/// Splits a quotation that stands behind its speaker and [`SEPARATOR`] into terms, by the analyzer of running text.
#[derive(Clone)]
pub(super) struct Spoken(pub(super) TextAnalyzer);

impl Tokenizer for Spoken {
    type TokenStream<'a> = Made;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Made {
        let (speaker, quotation) = text.split_once(SEPARATOR).unwrap_or_default();
        let mut tokens = tokens(self.0.clone(), quotation);
        for token in &mut tokens {
            token.text.insert(0, SEPARATOR);
            token.text.insert_str(0, speaker);
            token.position_length = QUOTATION_GAP;
        }
        Made::new(tokens)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokenizer::stems;
    use super::*;

    fn spoken(text: &str) -> Vec<String> {
        tokens(TextAnalyzer::from(Spoken(stems())), text).into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn each_word_stands_behind_its_speaker() {
        assert_eq!(spoken("jose ortega\u{1}We waited."), ["jose ortega\u{1}we", "jose ortega\u{1}wait"]);
        assert!(spoken("no speaker").is_empty());
    }

    #[test]
    fn a_name_without_letters_says_nothing() {
        assert_eq!(term("—", "word"), None);
        assert!(spoken("ann roe\u{1}…").is_empty());
    }
}
