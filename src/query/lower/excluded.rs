//! How is a query asked which articles to leave out? Where tantivy excludes, it asks for articles that lie before the first
//! one of a phrase, which the phrase takes for a fault of the caller (a debug assertion of `PhraseScorer::seek_danger`). Here
//! such a question is answered before it gets there. A query comes in, one that can be asked so goes out.

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, Term};

/// A query for what is to be left out.
#[derive(Debug)]
pub(super) struct Excluded(pub(super) Box<dyn Query>);

impl Clone for Excluded {
    fn clone(&self) -> Excluded {
        Excluded(self.0.box_clone())
    }
}

impl Query for Excluded {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(ExcludedWeight(self.0.weight(scoring)?)))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.0.query_terms(visitor);
    }
}

struct ExcludedWeight(Box<dyn Weight>);

impl Weight for ExcludedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let inner = self.0.scorer(reader, boost)?;
        Ok(Box::new(ExcludedScorer { least: inner.doc(), inner }))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.0.explain(reader, doc)
    }
}

struct ExcludedScorer {
    inner: Box<dyn Scorer>,
    /// No article that is still to come lies before this one.
    least: DocId,
}

impl DocSet for ExcludedScorer {
    fn advance(&mut self) -> DocId {
        self.least = self.inner.advance();
        self.least
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.least = self.inner.seek(target);
        self.least
    }

    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        if target < self.least {
            return SeekDangerResult::SeekLowerBound(self.least);
        }
        let result = self.inner.seek_danger(target);
        self.least = match result {
            SeekDangerResult::Found => target,
            SeekDangerResult::SeekLowerBound(least) => least,
        };
        result
    }

    fn doc(&self) -> DocId {
        self.inner.doc()
    }

    fn size_hint(&self) -> u32 {
        self.inner.size_hint()
    }

    fn cost(&self) -> u64 {
        self.inner.cost()
    }
}

impl Scorer for ExcludedScorer {
    fn score(&mut self) -> Score {
        self.inner.score()
    }
}
