//! Which articles come first? Every article found passes by, the best are kept: by score, then by day, then by id, so that
//! the order is the same however the index is cut into segments. The number of articles found is exact.

use std::collections::BinaryHeap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::Sort;
use crate::index::schema::{fields, schema};

/// Keeps the first hits of a search in their order.
#[derive(Debug)]
pub(super) struct Top {
    /// Hits to keep.
    pub(super) keep: usize,
    /// Their order.
    pub(super) sort: Sort,
    /// True where there are words to score by.
    pub(super) scored: bool,
    /// Articles with a lower score do not count; 0 counts all.
    pub(super) least: Score,
}

/// The first hits of a search.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Articles found.
    pub(super) total: usize,
    /// The first of them with their scores, in order.
    pub(super) best: Vec<(DocAddress, Score)>,
}

/// Score and day, turned so that the smaller comes first.
type Rank = (u32, u32);

/// A hit that can be compared across segments.
type Candidate = (Rank, String, DocAddress);

/// One segment's part of the search.
pub(super) struct SegmentTop {
    segment: SegmentOrdinal,
    keep: usize,
    least: Score,
    oldest_first: bool,
    days: Option<Column<u64>>,
    ids: Option<StrColumn>,
    total: usize,
    /// The last of the kept on top. Ordinals of ids sort as the ids do.
    best: BinaryHeap<(Rank, u64, DocId)>,
}

impl Collector for Top {
    type Fruit = Found;
    type Child = SegmentTop;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentTop> {
        Ok(SegmentTop {
            segment,
            keep: self.keep,
            least: self.least,
            oldest_first: self.sort == Sort::Oldest,
            days: reader.fast_fields().column_opt(schema().get_field_name(fields().day))?,
            ids: reader.fast_fields().str(schema().get_field_name(fields().id))?,
            total: 0,
            best: BinaryHeap::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.scored
    }

    fn merge_fruits(&self, fruits: Vec<tantivy::Result<(usize, Vec<Candidate>)>>) -> tantivy::Result<Found> {
        let (mut total, mut all) = (0, Vec::new());
        for fruit in fruits {
            let (found, candidates) = fruit?;
            total += found;
            all.extend(candidates);
        }
        all.sort_unstable();
        all.truncate(self.keep);
        let best = all.into_iter().map(|((score, _), _, address)| (address, Score::from_bits(u32::MAX - score)));
        Ok(Found { total, best: best.collect() })
    }
}

impl SegmentCollector for SegmentTop {
    type Fruit = tantivy::Result<(usize, Vec<Candidate>)>;

    fn collect(&mut self, doc: DocId, score: Score) {
        if score < self.least {
            return;
        }
        self.total += 1;
        let rank = (u32::MAX - score.max(0.0).to_bits(), self.day_rank(doc));
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
        let (segment, total) = (self.segment, self.total);
        let mut kept = self.best.into_vec();
        kept.sort_unstable_by_key(|(_, id, _)| *id);
        let ordinals: Vec<u64> = kept.iter().map(|(_, id, _)| *id).collect();
        let mut names = Vec::with_capacity(kept.len());
        if let Some(ids) = &self.ids {
            let name = |bytes: &[u8]| names.push(String::from_utf8_lossy(bytes).into_owned());
            ids.dictionary().sorted_ords_to_term_cb(&ordinals, name)?;
        }
        names.resize(kept.len(), String::new());
        let address = |doc| DocAddress::new(segment, doc);
        let candidates = kept.into_iter().zip(names).map(|((rank, _, doc), name)| (rank, name, address(doc)));
        Ok((total, candidates.collect()))
    }
}

impl SegmentTop {
    /// Newest first, or oldest first; without a day last.
    fn day_rank(&self, doc: DocId) -> u32 {
        let day = self.days.as_ref().and_then(|days| days.first(doc)).and_then(|day| u32::try_from(day).ok());
        match day {
            None => u32::MAX,
            Some(day) if self.oldest_first => day,
            Some(day) => u32::MAX - 1 - day,
        }
    }
}
