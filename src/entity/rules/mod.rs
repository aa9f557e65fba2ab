//! How are names found by rule? In languages that the trained tagger does not know. Two passes over the sentences of one article: first the lines where capitals mean
//! something propose candidates, some sure and some not; then what is sure in the article settles the unsure ones,
//! and the lines in title case or capitals, where only what is known from elsewhere counts.

pub mod atlas;
mod candidate;
mod chain;
mod evidence;
mod organization;
mod person;
mod place;
mod settle;
mod step;

use crate::entity::rules::atlas::Atlas;
use crate::entity::rules::candidate::Candidate;
use crate::entity::rules::evidence::Evidence;
use crate::entity::sentences::Sentence;
use crate::entity::tagger::Span;
use crate::entity::words::{Line, Words};

/// The named spans of an article, in the order of the sentences.
pub fn tag(sentences: &[Sentence<'_>]) -> Vec<Span> {
    let mut words = Words::default();
    let mut atlas = Atlas::default();
    let lines: Vec<Line<'_, '_>> = sentences.iter().map(|sentence| words.line(sentence)).collect();
    let mut candidates: Vec<Candidate> = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        step::candidates(line, number, &mut atlas, &mut candidates);
    }
    let evidence = Evidence::gather(&lines, &candidates);
    settle::spans(&lines, &candidates, &evidence)
}
