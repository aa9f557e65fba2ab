//! In which order does a reader want the articles found? The words of a query come in; each article found gets a score. What is
//! found is decided elsewhere: the ranking only puts it in order, so that nothing that helps the order can change the number.
//!
//! The score is BM25F (Robertson, Zaragoza and Taylor 2004): the occurrences of a word in headline, body and the rest add up, each
//! by the weight of its field and for the length of it, before they are worth less and less. The first articles are looked at
//! again ([`again`]): for words of the lead, for words that the query has side by side, and for what the best of them are about.

mod again;
mod feedback;
mod freshness;
mod segment;

#[cfg(test)]
mod tests;

use tantivy::query::Bm25StatisticsProvider;
use tantivy::{Searcher, Term, schema::Field};

pub(super) use again::{LOOKED_AT, look_again};
pub(super) use freshness::Freshness;
pub(super) use segment::SegmentRanking;

use crate::index::schema::fields;
use crate::index::tokenizer::{stems, tokens};
use crate::query::{Node, Scope, meaningful};

/// How soon more occurrences of a word say nothing new (BM25's k1): found on the test collection, where 1.6 to 4 do about as well
/// and the usual 1.2 worse.
const SATURATION: f32 = 2.0;

/// Shares of the length of a body and of a headline that count against its words (BM25's b); short texts are not about more.
const BODY_LENGTH: f32 = 0.75;
const HEADLINE_LENGTH: f32 = 0.5;

/// What the words of a query are worth in an index.
#[derive(Debug)]
pub(super) struct Ranking {
    words: Vec<RankedWord>,
    /// Words that the query has side by side.
    neighbours: Vec<(usize, usize)>,
    lengths: Vec<FieldLength>,
}

/// A word that articles are scored by.
#[derive(Debug, Clone, PartialEq)]
struct RankedWord {
    stem: String,
    /// Its weight in the query times its rarity in the index.
    worth: f32,
    /// Times that the query has it, by the weights given there.
    times: f32,
    /// Fields that it counts in.
    scope: Option<Scope>,
}

/// A field of text with its weight and length.
#[derive(Debug, Clone, Copy)]
struct FieldLength {
    field: Field,
    weight: f32,
    /// Words that it has on the average.
    average: f32,
    /// Share of its length that counts.
    share: f32,
}

impl Ranking {
    /// The ranking of a query; `None` where it has no word to rank by.
    pub(super) fn new(searcher: &Searcher, query: &Node) -> tantivy::Result<Option<Ranking>> {
        let mut asked = Vec::new();
        gather(&meaningful(query), None, 1.0, &mut asked);
        let articles = searcher.total_num_docs()?;
        let (mut words, mut order): (Vec<RankedWord>, Vec<usize>) = (Vec::new(), Vec::new());
        for (stem, scope, weight) in asked {
            let known = words.iter().position(|word| word.stem == stem && word.scope == scope);
            order.push(known.unwrap_or(words.len()));
            match known.and_then(|known| words.get_mut(known)) {
                Some(word) => word.times += weight,
                None => words.push(RankedWord { stem, worth: 0.0, times: weight, scope }),
            }
        }
        for word in &mut words {
            word.worth = word.times * rarity(articles, found_in(searcher, &word.stem)?);
        }
        let neighbours = order.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?))).filter(|(a, b)| a != b);
        let ranking = Ranking { neighbours: neighbours.collect(), words, lengths: lengths(searcher, articles)? };
        Ok((!ranking.words.is_empty()).then_some(ranking))
    }

    /// The fields that a word counts in.
    fn fields_of(&self, word: &RankedWord) -> impl Iterator<Item = FieldLength> {
        let fields = fields();
        let counts = move |field: Field| match word.scope {
            None => true,
            Some(Scope::Headline) => field == fields.headline,
            Some(Scope::HeadlineLead) => field == fields.headline || field == fields.body,
            Some(Scope::Caption) => field == fields.caption,
            Some(_) => field == fields.body,
        };
        self.lengths.iter().copied().filter(move |length| counts(length.field))
    }
}

impl FieldLength {
    /// What so many occurrences count in a text of so many words.
    fn frequency(&self, occurrences: f32, words: u32) -> f32 {
        let longer = words as f32 / self.average.max(1.0);
        self.weight * occurrences / (1.0 - self.share + self.share * longer)
    }
}

/// Every word that is asked for, in order, with its field and its weight; what is excluded is left out, and so is what has no
/// form of its own, such as a wildcard.
fn gather(node: &Node, scope: Option<Scope>, weight: f32, words: &mut Vec<(String, Option<Scope>, f32)>) {
    match node {
        Node::Word(text)
        | Node::Phrase(text)
        | Node::Near(text, _)
        | Node::Fuzzy(text, _)
        | Node::Exact(text)
        | Node::Capitals(text) => {
            words.extend(tokens(stems(), text).into_iter().map(|token| (token.text, scope, weight)));
        }
        Node::Boost(inner, hundredths) => gather(inner, scope, weight * f32::from(*hundredths) / 100.0, words),
        Node::In(scope, inner) if scope.is_text() => gather(inner, Some(*scope), weight, words),
        Node::And(_) | Node::Or(_) | Node::Within(..) | Node::AtLeast(..) => {
            node.parts().into_iter().for_each(|part| gather(part, scope, weight, words));
        }
        _ => {}
    }
}

/// What a word is worth that so many of all articles have (the inverse document frequency of BM25); never negative.
fn rarity(articles: u64, with_it: u64) -> f32 {
    let without = articles.saturating_sub(with_it) as f64;
    (1.0 + (without + 0.5) / (with_it as f64 + 0.5)).ln() as f32
}

/// Articles that have a stem, by the field that most of them have it in.
fn found_in(searcher: &Searcher, stem: &str) -> tantivy::Result<u64> {
    let mut most = 0;
    for (field, _) in fields().searched() {
        most = most.max(searcher.doc_freq(&Term::from_field_text(field, stem))?);
    }
    Ok(most)
}

/// What a word is worth that occurs so often.
fn saturated(worth: f32, frequency: f32) -> f32 {
    worth * frequency * (SATURATION + 1.0) / (frequency + SATURATION)
}

fn lengths(searcher: &Searcher, articles: u64) -> tantivy::Result<Vec<FieldLength>> {
    let fields = fields();
    let mut lengths = Vec::new();
    for (field, weight) in fields.searched() {
        let share = match field {
            field if field == fields.body => BODY_LENGTH,
            field if field == fields.headline => HEADLINE_LENGTH,
            _ => 0.0,
        };
        let words = searcher.total_num_tokens(field)?;
        lengths.push(FieldLength { field, weight, average: words as f32 / articles.max(1) as f32, share });
    }
    Ok(lengths)
}
