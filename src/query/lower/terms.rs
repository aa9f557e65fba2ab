//! Which articles have a term that passes a test? The dictionary of a field is read from end to end, so this is for fields with
//! few terms and for tests that no automaton makes, such as a distance.

use std::fmt;
use std::sync::Arc;

use tantivy::postings::SegmentPostings;
use tantivy::query::{BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, DocId, DocSet, Score, SegmentReader, TERMINATED};

/// Articles with a term of a field that is wanted.
#[derive(Clone)]
pub(super) struct TermsQuery {
    /// The field.
    pub(super) field: Field,
    /// The test.
    pub(super) wanted: Arc<dyn Fn(&str) -> bool + Send + Sync>,
}

impl fmt::Debug for TermsQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TermsQuery").field("field", &self.field).finish_non_exhaustive()
    }
}

impl Query for TermsQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(TermsWeight(self.clone())))
    }
}

struct TermsWeight(TermsQuery);

impl Weight for TermsWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let index = reader.inverted_index(self.0.field)?;
        let mut articles = BitSet::with_max_value(reader.max_doc());
        let mut values = index.terms().stream()?;
        while values.advance() {
            if std::str::from_utf8(values.key()).is_ok_and(|term| (self.0.wanted)(term)) {
                insert(&mut articles, index.read_postings_from_terminfo(values.value(), IndexRecordOption::Basic)?);
            }
        }
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(articles), boost)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("a term that is wanted", 1.0))
    }
}

fn insert(articles: &mut BitSet, mut postings: SegmentPostings) {
    let mut doc = postings.doc();
    while doc != TERMINATED {
        articles.insert(doc);
        doc = postings.advance();
    }
}
