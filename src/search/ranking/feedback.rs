//! What are the best articles about that the query does not say? A question of several words and the first articles come in;
//! words that these share go out, with their worth: "Buddhists" for a question about Diem. This is pseudo-relevance feedback
//! (Lavrenko and Croft 2001, RM3); it orders what was found and finds nothing itself.

use std::collections::BTreeMap;

use tantivy::query::Bm25StatisticsProvider;
use tantivy::{DocAddress, Term};

use super::{Ranking, rarity};
use crate::index::schema::fields;
use crate::index::tokenizer::{stems, tokens};
use crate::index::{self, Reader};
use crate::query::is_common;

/// Words of a query from which it is a question; of fewer a reader expects those words and nothing else.
const QUESTION: usize = 4;
/// Best articles that are looked into.
const ARTICLES: usize = 5;
/// Of these, as many must share a word.
const SHARING: u32 = 2;
/// Words that are taken from them.
const WORDS: usize = 40;
/// What all of them are worth together, against the words of the query.
const SHARE: f32 = 0.4;

/// How a word stands in the best articles.
#[derive(Debug, Default)]
struct Stands {
    articles: u32,
    share: f32,
}

/// Stems that the best articles share, with their worth, in the order of the alphabet.
pub(super) fn related(
    ranking: &Ranking,
    reader: &Reader,
    found: &[(DocAddress, f32)],
) -> Result<Vec<(String, f32)>, index::Error> {
    let best = found.get(..ARTICLES.min(found.len())).unwrap_or_default();
    let whole: f32 = best.iter().map(|(_, score)| score).sum();
    if ranking.words.len() < QUESTION || whole <= 0.0 {
        return Ok(Vec::new());
    }
    let mut words: BTreeMap<String, Stands> = BTreeMap::new();
    for (address, score) in best {
        add(&mut words, &reader.article(*address)?.body, score / whole);
    }
    worth(ranking, reader, words).map_err(|error| reader.error(&error))
}

/// The words of an article, by their share of it.
fn add(words: &mut BTreeMap<String, Stands>, body: &str, share: f32) {
    let tokens = tokens(stems(), body);
    let all = tokens.len() as f32;
    let mut counts: BTreeMap<String, f32> = BTreeMap::new();
    for token in tokens {
        let written = body.get(token.offset_from..token.offset_to).unwrap_or_default();
        if token.text.chars().nth(1).is_some() && !is_common(written) {
            *counts.entry(token.text).or_default() += 1.0;
        }
    }
    for (stem, count) in counts {
        let stands = words.entry(stem).or_default();
        stands.articles += 1;
        stands.share += share * count / all;
    }
}

fn worth(ranking: &Ranking, reader: &Reader, words: BTreeMap<String, Stands>) -> tantivy::Result<Vec<(String, f32)>> {
    let searcher = reader.searcher();
    let articles = searcher.total_num_docs()?;
    let mut weighed = Vec::new();
    for (stem, stands) in words.into_iter().filter(|(_, stands)| stands.articles >= SHARING) {
        let rarity = rarity(articles, searcher.doc_freq(&Term::from_field_text(fields().body, &stem))?);
        weighed.push((stands.share * rarity, rarity, stem));
    }
    weighed.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.2.cmp(&other.2)));
    weighed.truncate(WORDS);
    let all: f32 = weighed.iter().map(|(share, _, _)| share).sum();
    let asked: f32 = ranking.words.iter().map(|word| word.times).sum();
    let mut related: Vec<(String, f32)> =
        weighed.into_iter().map(|(share, rarity, stem)| (stem, SHARE * asked * share / all * rarity)).collect();
    related.sort_by(|one, other| one.0.cmp(&other.0));
    Ok(related)
}
