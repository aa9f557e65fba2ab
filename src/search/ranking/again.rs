//! Are the first articles in the right order? They come in with their scores, and are looked at again with the places of the
//! words: what stands in the lead counts more, and so does what the query has side by side and the article near one another.
//! Every look adds to a score and takes nothing from it, so that articles further down keep their order and their place.

use std::collections::BTreeMap;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocId, DocSet, SegmentReader, Term};

use super::feedback::related;
use super::{FieldLength, Ranking, saturated};
use crate::index::schema::fields;
use crate::index::{self, Mark, Reader};

/// Articles that are looked at again.
pub(in crate::search) const LOOKED_AT: usize = 100;

/// Words of a first paragraph that are its lead; some archives have no other paragraph.
const LEAD: u32 = 60;
/// What an occurrence in the lead counts more.
const LEAD_WEIGHT: f32 = 0.5;

/// Words apart that still are near one another.
const NEAR: u32 = 8;
/// What two words that are near one another count, against the rarer of them.
const NEAR_WEIGHT: f32 = 0.2;

/// The scores of articles that a query found, the best first, when they are looked at again.
pub(in crate::search) fn look_again(
    ranking: &Ranking,
    reader: &Reader,
    found: &[(DocAddress, f32)],
) -> Result<Vec<f32>, index::Error> {
    let related = related(ranking, reader, found)?;
    let mut scores = vec![0.0; found.len()];
    let mut by_segment: BTreeMap<u32, Vec<(DocId, usize)>> = BTreeMap::new();
    for (place, (address, _)) in found.iter().enumerate() {
        by_segment.entry(address.segment_ord).or_default().push((address.doc_id, place));
    }
    for (segment, mut articles) in by_segment {
        articles.sort_unstable();
        let segment = reader.searcher().segment_reader(segment);
        let mut look = Look::open(ranking, &related, segment).map_err(|error| reader.error(&error))?;
        for (doc, place) in articles {
            if let Some(score) = scores.get_mut(place) {
                *score = look.score(ranking, doc);
            }
        }
    }
    Ok(scores)
}

/// The words of a query in a segment, with their places.
struct Look {
    words: Vec<Vec<PlacedField>>,
    /// Words that the best articles share, with their worth.
    related: Vec<(f32, PlacedField)>,
    paragraphs: Option<SegmentPostings>,
}

/// A word in a field.
struct PlacedField {
    length: FieldLength,
    norms: FieldNormReader,
    postings: SegmentPostings,
}

impl Look {
    fn open(ranking: &Ranking, related: &[(String, f32)], reader: &SegmentReader) -> tantivy::Result<Look> {
        let mut words = Vec::new();
        for word in &ranking.words {
            let fields = ranking.fields_of(word).map(|length| placed(length, &word.stem, reader));
            words.push(fields.filter_map(Result::transpose).collect::<tantivy::Result<Vec<_>>>()?);
        }
        let body = ranking.lengths.iter().find(|length| length.field == fields().body);
        let mut again = Vec::new();
        for (stem, worth) in related {
            let placed = body.map_or(Ok(None), |length| placed(*length, stem, reader))?;
            again.extend(placed.map(|placed| (*worth, placed)));
        }
        let mark = Term::from_field_text(fields().body, Mark::Paragraph.term());
        let index = reader.inverted_index(fields().body)?;
        let paragraphs = index.read_postings(&mark, IndexRecordOption::WithFreqsAndPositions)?;
        Ok(Look { words, related: again, paragraphs })
    }

    fn score(&mut self, ranking: &Ranking, doc: DocId) -> f32 {
        let lead = self.lead(doc);
        let mut places: Vec<BTreeMap<Field, Vec<u32>>> = Vec::new();
        let mut score = 0.0;
        for (word, fields) in ranking.words.iter().zip(&mut self.words) {
            let (frequency, found) = frequency(fields, doc, lead);
            score += saturated(word.worth, frequency);
            places.push(found);
        }
        for (one, other) in &ranking.neighbours {
            let (Some(here), Some(there)) = (places.get(*one), places.get(*other)) else { continue };
            let worth = |number: &usize| ranking.words.get(*number).map_or(0.0, |word| word.worth / word.times.max(1.0));
            let near: f32 = ranking.lengths.iter().map(|length| self.near(length, (*one, doc), here, there)).sum();
            score += saturated(NEAR_WEIGHT * worth(one).min(worth(other)), near);
        }
        for (worth, placed) in &mut self.related {
            score += saturated(*worth, placed.frequency(doc).map_or(0.0, |(frequency, _)| frequency));
        }
        score
    }

    /// How often two words are near one another in a field.
    fn near(
        &self,
        length: &FieldLength,
        (one, doc): (usize, DocId),
        here: &BTreeMap<Field, Vec<u32>>,
        there: &BTreeMap<Field, Vec<u32>>,
    ) -> f32 {
        let (Some(here), Some(there)) = (here.get(&length.field), there.get(&length.field)) else { return 0.0 };
        let norms = self.words.get(one).and_then(|fields| fields.iter().find(|placed| placed.length.field == length.field));
        let pairs: usize = here.iter().map(|place| pairs_with(*place, there)).sum();
        norms.map_or(0.0, |placed| length.frequency(pairs as f32, placed.norms.fieldnorm(doc)))
    }

    /// The place behind the lead of an article.
    fn lead(&mut self, doc: DocId) -> u32 {
        let second = self.paragraphs.as_mut().and_then(|paragraphs| places(paragraphs, doc)?.get(1).copied());
        second.unwrap_or(LEAD).min(LEAD)
    }
}

/// Places near this one, itself left out.
fn pairs_with(place: u32, others: &[u32]) -> usize {
    let from = others.partition_point(|other| *other < place.saturating_sub(NEAR));
    let until = others.partition_point(|other| *other <= place.saturating_add(NEAR));
    let itself = usize::from(others.binary_search(&place).is_ok());
    until.saturating_sub(from + itself)
}

/// How often a word occurs in an article, its lead counted more, and where.
fn frequency(fields_of_word: &mut [PlacedField], doc: DocId, lead: u32) -> (f32, BTreeMap<Field, Vec<u32>>) {
    let (mut frequency, mut found) = (0.0, BTreeMap::new());
    for placed in fields_of_word {
        let Some((plain, places)) = placed.frequency(doc) else { continue };
        frequency += plain;
        if placed.length.field == fields().body {
            let in_lead = places.partition_point(|place| *place < lead) as f32;
            frequency += placed.length.frequency(LEAD_WEIGHT * in_lead, placed.norms.fieldnorm(doc));
        }
        found.insert(placed.length.field, places);
    }
    (frequency, found)
}

impl PlacedField {
    /// What its occurrences in an article count, and where they are; `None` where it has none.
    fn frequency(&mut self, doc: DocId) -> Option<(f32, Vec<u32>)> {
        let places = places(&mut self.postings, doc)?;
        Some((self.length.frequency(places.len() as f32, self.norms.fieldnorm(doc)), places))
    }
}

fn placed(length: FieldLength, stem: &str, reader: &SegmentReader) -> tantivy::Result<Option<PlacedField>> {
    let term = Term::from_field_text(length.field, stem);
    let postings = reader.inverted_index(length.field)?.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)?;
    let norms = reader.get_fieldnorms_reader(length.field)?;
    Ok(postings.map(|postings| PlacedField { length, norms, postings }))
}

fn places(postings: &mut SegmentPostings, doc: DocId) -> Option<Vec<u32>> {
    if postings.doc() < doc {
        postings.seek(doc);
    }
    let mut places = Vec::new();
    (postings.doc() == doc).then(|| postings.positions(&mut places))?;
    Some(places)
}
