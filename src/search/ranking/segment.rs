//! What is each article of a segment worth? Articles come in, in the order in which they lie; every posting is read once.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader, Term};

use super::{FieldLength, RankedWord, Ranking, saturated};

/// The words of a query in a segment.
pub(in crate::search) struct SegmentRanking {
    words: Vec<SegmentWord>,
}

/// A word in each field that has it.
struct SegmentWord {
    worth: f32,
    fields: Vec<(FieldLength, FieldNormReader, SegmentPostings)>,
}

impl Ranking {
    /// The words in a segment.
    pub(in crate::search) fn in_segment(&self, reader: &SegmentReader) -> tantivy::Result<SegmentRanking> {
        let words = self.words.iter().map(|word| self.open(word, reader)).collect::<tantivy::Result<_>>()?;
        Ok(SegmentRanking { words })
    }

    fn open(&self, word: &RankedWord, reader: &SegmentReader) -> tantivy::Result<SegmentWord> {
        let mut fields = Vec::new();
        for length in self.fields_of(word) {
            let term = Term::from_field_text(length.field, &word.stem);
            let postings = reader.inverted_index(length.field)?.read_postings(&term, IndexRecordOption::WithFreqs)?;
            if let Some(postings) = postings {
                fields.push((length, reader.get_fieldnorms_reader(length.field)?, postings));
            }
        }
        Ok(SegmentWord { worth: word.worth, fields })
    }
}

impl SegmentRanking {
    /// The score of an article, which must lie behind those asked for before.
    pub(in crate::search) fn score(&mut self, doc: DocId) -> f32 {
        self.words.iter_mut().map(|word| word.score(doc)).sum()
    }
}

impl SegmentWord {
    fn score(&mut self, doc: DocId) -> f32 {
        let mut frequency = 0.0;
        for (length, norms, postings) in &mut self.fields {
            if postings.doc() < doc {
                postings.seek(doc);
            }
            if postings.doc() == doc {
                frequency += length.frequency(postings.term_freq() as f32, norms.fieldnorm(doc));
            }
        }
        if frequency > 0.0 { saturated(self.worth, frequency) } else { 0.0 }
    }
}
