//! Which words name a person, a place or an organisation? The sentences of one article come in, spans of tokens with
//! their kind go out, sorted and never overlapping. The rules of [`crate::entity::rules`] do it; a trained tagger may
//! take their place behind the same function, and linking and resolving after it need not know.

use crate::article::model::Kind;
use crate::entity::rules;
use crate::entity::sentences::Sentence;

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

/// The named spans of an article, in the order of the sentences.
pub fn tag(sentences: &[Sentence<'_>]) -> Vec<Span> {
    rules::tag(sentences)
}
