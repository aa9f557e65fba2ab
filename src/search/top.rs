//! Which articles come first? Every article found passes by, the best are kept: by score, then by day, then by id, so that
//! the order is the same however the index is cut into segments. The number of articles found is exact.

use std::collections::BinaryHeap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::ranking::{Freshness, LOOKED_AT, Ranking, SegmentRanking, look_again};
use crate::index::schema::{fields, schema};
use crate::index::{self, Reader};

/// Keeps the first hits of a search in their order.
#[derive(Debug, Clone, Copy)]
pub(super) struct Top<'a> {
    /// Hits to keep.
    pub(super) keep: usize,
    /// Their order.
    pub(super) order: Order<'a>,
    /// Articles with a lower score do not count; 0 counts all.
    pub(super) least: Score,
}

/// What comes first.
#[derive(Debug, Clone, Copy)]
pub(super) enum Order<'a> {
    /// The latest day, without a day last.
    Newest,
    /// The earliest day, without a day last.
    Oldest,
    /// The highest score of the query.
    Scored,
    /// What answers best.
    Ranked(&'a Ranking),
    /// What answers best and is fresh.
    Recent(&'a Ranking, Freshness),
}

impl<'a> Order<'a> {
    fn ranking(self) -> Option<&'a Ranking> {
        match self {
            Order::Ranked(ranking) | Order::Recent(ranking, _) => Some(ranking),
            _ => None,
        }
    }

    fn freshness(self) -> Option<Freshness> {
        if let Order::Recent(_, freshness) = self { Some(freshness) } else { None }
    }
}

/// The first hits of a search.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Articles found.
    pub(super) total: usize,
    /// The first of them, in order.
    pub(super) best: Vec<Candidate>,
}

/// An article found.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// Its score; 0 where nothing is scored.
    pub(super) score: Score,
    /// Its day, turned so that the smaller comes first.
    day: u32,
    /// The share of the score that its age leaves.
    share: f32,
    /// Its id.
    pub(super) id: String,
    /// Where it lies.
    pub(super) address: DocAddress,
}

impl Candidate {
    fn key(&self) -> (u32, u32, &str) {
        (score_rank(self.score), self.day, &self.id)
    }
}

/// A score as a number of which the smaller comes first.
fn score_rank(score: Score) -> u32 {
    u32::MAX - score.max(0.0).to_bits()
}

impl Top<'_> {
    /// Hits that a collector has to keep: those that are looked at again too.
    fn kept(&self) -> usize {
        if self.keep > 0 && self.order.ranking().is_some() { self.keep.max(LOOKED_AT) } else { self.keep }
    }

    /// Puts the first of the articles found into their final order, and leaves out those that are not wanted.
    pub(super) fn settle(&self, reader: &Reader, found: &mut Found) -> Result<(), index::Error> {
        if let Some(ranking) = self.order.ranking().filter(|_| self.keep > 0) {
            let first: Vec<_> = found.best.iter().take(LOOKED_AT).map(|one| (one.address, one.score)).collect();
            let scores = look_again(ranking, reader, &first)?;
            found.best.iter_mut().zip(scores).for_each(|(one, score)| one.score = score * one.share);
            found.best.sort_by(|one, other| one.key().cmp(&other.key()));
        }
        found.best.truncate(self.keep);
        Ok(())
    }
}

/// One segment's part of the search.
pub(super) struct SegmentTop {
    segment: SegmentOrdinal,
    keep: usize,
    least: Score,
    oldest_first: bool,
    ranking: Option<SegmentRanking>,
    freshness: Option<Freshness>,
    days: Option<Column<u64>>,
    ids: Option<StrColumn>,
    total: usize,
    /// The last of the kept on top: rank of score and day, ordinal of the id, which sorts as the id does.
    best: BinaryHeap<((u32, u32), u64, DocId)>,
}

impl Collector for Top<'_> {
    type Fruit = Found;
    type Child = SegmentTop;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentTop> {
        let ranking = self.order.ranking().filter(|_| self.keep > 0);
        Ok(SegmentTop {
            segment,
            keep: self.kept(),
            least: self.least,
            oldest_first: matches!(self.order, Order::Oldest),
            ranking: ranking.map(|ranking| ranking.in_segment(reader)).transpose()?,
            freshness: self.order.freshness(),
            days: reader.fast_fields().column_opt(schema().get_field_name(fields().day))?,
            ids: reader.fast_fields().str(schema().get_field_name(fields().id))?,
            total: 0,
            best: BinaryHeap::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        matches!(self.order, Order::Scored)
    }

    fn merge_fruits(&self, fruits: Vec<tantivy::Result<(usize, Vec<Candidate>)>>) -> tantivy::Result<Found> {
        let mut all = Found::default();
        for fruit in fruits {
            let (found, candidates) = fruit?;
            all.total += found;
            all.best.extend(candidates);
        }
        all.best.sort_by(|one, other| one.key().cmp(&other.key()));
        all.best.truncate(self.kept());
        Ok(all)
    }
}

impl SegmentCollector for SegmentTop {
    type Fruit = tantivy::Result<(usize, Vec<Candidate>)>;

    fn collect(&mut self, doc: DocId, score: Score) {
        if score < self.least {
            return;
        }
        self.total += 1;
        if self.keep == 0 {
            return;
        }
        let score = self.ranking.as_mut().map_or(score, |ranking| ranking.score(doc)) * self.share(doc);
        let rank = (score_rank(score), self.day_rank(doc));
        if self.best.len() >= self.keep && self.best.peek().is_none_or(|(worst, _, _)| rank > *worst) {
            return;
        }
        let id = self.ids.as_ref().and_then(|ids| ids.ords().first(doc)).unwrap_or_default();
        self.best.push((rank, id, doc));
        if self.best.len() > self.keep {
            self.best.pop();
        }
    }

    fn harvest(self) -> Self::Fruit {
        let mut kept = self.best.iter().copied().collect::<Vec<_>>();
        kept.sort_unstable_by_key(|(_, id, _)| *id);
        let ordinals: Vec<u64> = kept.iter().map(|(_, id, _)| *id).collect();
        let mut names = Vec::with_capacity(kept.len());
        if let Some(ids) = &self.ids {
            let name = |bytes: &[u8]| names.push(String::from_utf8_lossy(bytes).into_owned());
            ids.dictionary().sorted_ords_to_term_cb(&ordinals, name)?;
        }
        names.resize(kept.len(), String::new());
        let candidate = |(((score, day), _, doc), id): (((u32, u32), u64, DocId), String)| Candidate {
            score: Score::from_bits(u32::MAX - score),
            day,
            share: self.share(doc),
            id,
            address: DocAddress::new(self.segment, doc),
        };
        Ok((self.total, kept.into_iter().zip(names).map(candidate).collect()))
    }
}

impl SegmentTop {
    /// Newest first, or oldest first; without a day last.
    fn day_rank(&self, doc: DocId) -> u32 {
        match self.day(doc).and_then(|day| u32::try_from(day).ok()) {
            None => u32::MAX,
            Some(day) if self.oldest_first => day,
            Some(day) => u32::MAX - 1 - day,
        }
    }

    fn day(&self, doc: DocId) -> Option<u64> {
        self.days.as_ref().and_then(|days| days.first(doc))
    }

    /// The share of the score that the age of an article leaves.
    fn share(&self, doc: DocId) -> f32 {
        self.freshness.map_or(1.0, |freshness| freshness.share(self.day(doc)))
    }
}
