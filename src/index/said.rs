//! Who said what? The quotations of an article come in; one term for each word and speaker goes out, so that a word is
//! found only where this speaker said it. Quotations without a speaker are left out.

use std::collections::BTreeSet;

use tantivy::TantivyDocument;
use tantivy::tokenizer::{PreTokenizedString, TextAnalyzer, Token};

use super::schema::Fields;
use super::tokenizer::{stems, tokens, words};
use crate::article::model::{Article, Quote};
use crate::fold::fold;

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

/// Adds the speakers and what they said.
pub(super) fn add(document: &mut TantivyDocument, fields: &Fields, article: &Article) {
    let speakers: BTreeSet<&str> = article.quotes.iter().filter_map(|quote| quote.speaker.as_deref()).collect();
    speakers.into_iter().filter(|name| !name.is_empty()).for_each(|name| document.add_text(fields.speakers, name));
    for (field, analyzer) in [(fields.said, stems()), (fields.said_words, words())] {
        let tokens = spoken(&article.quotes, &analyzer);
        if !tokens.is_empty() {
            document.add_pre_tokenized_text(field, PreTokenizedString { text: String::new(), tokens });
        }
    }
}

/// The terms of all quotations, each behind the one before it.
fn spoken(quotes: &[Quote], analyzer: &TextAnalyzer) -> Vec<Token> {
    let mut spoken = Vec::new();
    let mut next = 0;
    for quote in quotes {
        let Some(beginning) = quote.speaker.as_deref().and_then(|speaker| term(speaker, "")) else { continue };
        let first = next;
        for mut token in tokens(analyzer.clone(), &quote.text) {
            token.position += first;
            next = token.position + QUOTATION_GAP;
            token.text.insert_str(0, &beginning);
            spoken.push(token);
        }
    }
    spoken
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quote(speaker: Option<&str>, text: &str) -> Quote {
        let (text, speaker) = (text.to_owned(), speaker.map(str::to_owned));
        Quote { text, start: 0, end: 0, speaker, form: None, verb: None, attribution: None }
    }

    #[test]
    fn each_word_stands_behind_its_speaker() {
        let quotes = [quote(Some("José Ortéga"), "We waited."), quote(None, "Nobody."), quote(Some("Ann Roe"), "Waiting!")];
        let found: Vec<_> = spoken(&quotes, &stems()).into_iter().map(|token| (token.position, token.text)).collect();
        assert_eq!(
            found,
            [
                (0, "jose ortega\u{1}we".to_owned()),
                (1, "jose ortega\u{1}wait".to_owned()),
                (1 + QUOTATION_GAP, "ann roe\u{1}wait".to_owned())
            ]
        );
    }

    #[test]
    fn a_name_without_letters_says_nothing() {
        assert_eq!(term("—", "word"), None);
        assert!(spoken(&[quote(Some("?!"), "Who?"), quote(Some("Ann Roe"), "…")], &words()).is_empty());
    }
}
