//! Which words name a person, a place or an organisation? The sentences of one English article come in, spans of tokens
//! with their kind go out, sorted and never overlapping. A linear-chain conditional random field does it, whose weights
//! `train` learnt; `MODEL.md` says from what. Linking and resolving after it need not know.

pub mod attributes;
pub mod classes;
pub mod context;
mod correct;
pub mod hash;
mod kept;
pub mod labels;
pub mod model;
pub mod phrases;
pub mod reading;
pub mod score;
pub mod table;
mod trim;
pub mod viterbi;
pub mod vocabulary;

use std::cell::RefCell;

use crate::article::model::Kind;
use crate::entity::sentences::Sentence;
pub use crate::entity::tagger::correct::Known;
use crate::entity::tagger::model::Model;
use crate::entity::tagger::score::Labeller;

/// A run of tokens that names something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Number of the sentence.
    pub sentence: usize,
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub last: usize,
    /// What is named.
    pub kind: Kind,
}

thread_local! {
    /// Words that one worker met are known to it in its next article.
    static LABELLER: RefCell<Labeller<'static>> = RefCell::new(Labeller::new(Model::shipped()));
}

/// The named spans of an article in English, in the order of the sentences; `known` tells what its other fields name.
pub fn tag(sentences: &[Sentence<'_>], known: &Known<'_>) -> Vec<Span> {
    let labels = LABELLER.with_borrow_mut(|labeller| labeller.label(sentences));
    correct::correct(sentences, spans(&labels), known)
}

/// The spans that the labels of an article's sentences spell.
pub fn spans(labels: &[Vec<usize>]) -> Vec<Span> {
    let of_line = |(sentence, labels): (usize, &Vec<usize>)| {
        let span = move |(first, last, class)| Some(Span { sentence, first, last, kind: labels::kind(class)? });
        labels::names(labels).into_iter().filter_map(span).collect::<Vec<Span>>()
    };
    labels.iter().enumerate().flat_map(of_line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::marked::remark;
    use crate::entity::sentences::sentences;

    fn marked(text: &str) -> String {
        let sentences = sentences(0, text);
        remark(text, &sentences, &tag(&sentences, &Known::default()))
    }

    #[test]
    fn people_places_and_organizations_are_told_apart() {
        assert_eq!(
            marked("President Mary Tallis flew from Paris to Berlin on Monday, the World Bank said."),
            "President [person Mary Tallis] flew from [place Paris] to [place Berlin] on Monday, the [organization World Bank] said."
        );
    }

    #[test]
    fn nationalities_and_possessive_endings_are_no_names() {
        assert_eq!(
            marked("French officials rejected Peter Orlenko’s plan."),
            "French officials rejected [person Peter Orlenko]’s plan."
        );
    }

    #[test]
    fn a_line_in_capitals_is_read() {
        assert_eq!(marked("FLOODS HIT LONDON AND PARIS"), "FLOODS HIT [place LONDON] AND [place PARIS]");
    }

    #[test]
    fn what_was_read_before_changes_nothing() {
        let text = "Mary Hale met NATO envoys in Kabul. Hale left.";
        let first = marked(text);
        marked("Hale is a village near Kabul Gate. The Mary sank.");
        assert_eq!(marked(text), first);
    }

    #[test]
    fn text_without_words_has_no_names() {
        assert_eq!(marked("-- 12 ... “”"), "-- 12 ... “”");
        assert!(tag(&[], &Known::default()).is_empty());
    }
}
