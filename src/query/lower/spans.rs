//! How does tantivy find what has places? By a query that every article found must answer, and by the places of its words in
//! each article that does. The score is that of the query.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};
use std::io;

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, InvertedIndexReader, Score, SegmentReader, TERMINATED, TantivyError, Term};

use super::{is_folded, stems};
use crate::index::Mark;
use crate::index::schema::fields;
use crate::query::spans::{Source, Spans, Word, in_lead, in_quotation};

/// Part of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it, and of any other text.
    Whole,
    /// The first paragraph.
    Lead,
    /// What somebody said.
    Quotations,
}

/// Articles in whose text something stands so many times.
#[derive(Debug)]
pub(super) struct SpanQuery {
    /// What is looked for.
    pub(super) spans: Spans,
    /// The fields of text whose places count.
    pub(super) fields: Vec<Field>,
    /// The part of these fields.
    pub(super) part: Part,
    /// Times, all fields together.
    pub(super) least: usize,
    /// What every article found answers, and is scored by.
    pub(super) scoring: Box<dyn Query>,
}

impl Clone for SpanQuery {
    fn clone(&self) -> SpanQuery {
        SpanQuery { spans: self.spans.clone(), fields: self.fields.clone(), scoring: self.scoring.box_clone(), ..*self }
    }
}

impl Query for SpanQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(SpanWeight { scoring: self.scoring.weight(scoring)?, query: self.clone() }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.scoring.query_terms(visitor);
    }
}

struct SpanWeight {
    scoring: Box<dyn Weight>,
    query: SpanQuery,
}

impl Weight for SpanWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let stems = self.query.spans.words.iter().map(|word| stems_of(word, reader)).collect::<tantivy::Result<Vec<_>>>()?;
        let texts = self.query.fields.iter().map(|field| FieldText::open(&stems, *field, reader));
        let texts = texts.collect::<tantivy::Result<Vec<FieldText>>>()?;
        let mut scorer = SpanScorer { inner: self.scoring.scorer(reader, boost)?, texts, query: self.query.clone() };
        scorer.settle();
        Ok(Box::new(scorer))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("words that stand near one another", scorer.score()))
    }
}

struct SpanScorer {
    inner: Box<dyn Scorer>,
    texts: Vec<FieldText>,
    query: SpanQuery,
}

impl SpanScorer {
    /// Goes on to the next article that has the places, where this one has not.
    fn settle(&mut self) -> DocId {
        let mut doc = self.inner.doc();
        while doc != TERMINATED && !self.holds(doc) {
            doc = self.inner.advance();
        }
        doc
    }

    fn holds(&mut self, doc: DocId) -> bool {
        let mut times = 0;
        for text in &mut self.texts {
            text.doc = doc;
            let mut places = self.query.spans.places(text);
            match self.query.part {
                Part::Whole => {}
                Part::Lead => in_lead(&mut places, text),
                Part::Quotations => in_quotation(&mut places, text),
            }
            times += places.len();
            if times >= self.query.least {
                return true;
            }
        }
        false
    }
}

impl DocSet for SpanScorer {
    fn advance(&mut self) -> DocId {
        self.inner.advance();
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.inner.seek(target);
        self.settle()
    }

    fn doc(&self) -> DocId {
        self.inner.doc()
    }

    fn size_hint(&self) -> u32 {
        self.inner.size_hint()
    }
}

impl Scorer for SpanScorer {
    fn score(&mut self) -> Score {
        self.inner.score()
    }
}

/// A field of the article looked at, by the postings of the words asked for.
struct FieldText {
    doc: DocId,
    words: Vec<Together>,
    marks: Vec<(Mark, SegmentPostings)>,
}

impl FieldText {
    /// `stems` are those that stand for each word asked for.
    fn open(stems: &[Vec<String>], field: Field, reader: &SegmentReader) -> tantivy::Result<FieldText> {
        let index = reader.inverted_index(field)?;
        let mut words = Vec::new();
        for stems in stems {
            let opened = stems.iter().filter_map(|stem| postings(&index, field, stem).transpose());
            words.push(Together::new(opened.collect::<io::Result<Vec<_>>>()?));
        }
        let mut marks = Vec::new();
        for mark in [Mark::Sentence, Mark::Paragraph, Mark::Quotation, Mark::QuotationEnd] {
            marks.extend(postings(&index, field, mark.term())?.map(|postings| (mark, postings)));
        }
        Ok(FieldText { doc: 0, words, marks })
    }
}

fn postings(index: &InvertedIndexReader, field: Field, term: &str) -> io::Result<Option<SegmentPostings>> {
    index.read_postings(&Term::from_field_text(field, term), IndexRecordOption::WithFreqsAndPositions)
}

/// The stems that stand for a word: its own, or those of all words of a segment that are like it. Only stems have places, so that
/// other forms of such a word count too: `negotiat*` finds what `negotiate` finds.
fn stems_of(word: &Word, reader: &SegmentReader) -> tantivy::Result<Vec<String>> {
    let loose = match word {
        Word::Stem(stem) => return Ok(vec![stem.clone()]),
        Word::Loose(loose) => loose,
    };
    let index = reader.inverted_index(fields().words)?;
    let mut values = index.terms().stream()?;
    let mut found = BTreeSet::new();
    while values.advance() {
        let Ok(term) = std::str::from_utf8(values.key()) else { continue };
        if is_folded(term) && loose.matches(term, term) {
            found.extend(stems(term).into_iter().map(|(_, stem)| stem));
        }
    }
    Ok(found.into_iter().collect())
}

/// The postings of several terms, as one. Those that stand at a later article wait, so that thousands of them cost no more than
/// the articles that they have.
struct Together {
    postings: Vec<SegmentPostings>,
    waiting: BinaryHeap<Reverse<(DocId, usize)>>,
}

impl Together {
    fn new(postings: Vec<SegmentPostings>) -> Together {
        let waiting = postings.iter().enumerate().map(|(number, one)| Reverse((one.doc(), number))).collect();
        Together { postings, waiting }
    }

    /// The places in an article, which is not before the one asked for last.
    fn places_in(&mut self, doc: DocId) -> Vec<u32> {
        let (mut places, mut here) = (Vec::new(), Vec::new());
        while let Some(Reverse((at, number))) = self.waiting.peek().copied().filter(|Reverse((at, _))| *at <= doc) {
            self.waiting.pop();
            let Some(postings) = self.postings.get_mut(number) else { continue };
            let at = if at < doc { postings.seek(doc) } else { at };
            if at == doc {
                postings.append_positions_with_offset(0, &mut places);
                here.push(Reverse((at, number)));
            } else if at != TERMINATED {
                self.waiting.push(Reverse((at, number)));
            }
        }
        self.waiting.extend(here);
        places.sort_unstable();
        places.dedup();
        places
    }
}

impl Source for FieldText {
    fn word(&mut self, number: usize) -> Vec<u32> {
        let doc = self.doc;
        self.words.get_mut(number).map(|words| words.places_in(doc)).unwrap_or_default()
    }

    fn marks(&mut self, mark: Mark) -> Vec<u32> {
        let doc = self.doc;
        let postings = self.marks.iter_mut().find(|(known, _)| *known == mark);
        postings.map(|(_, postings)| places_in(postings, doc)).unwrap_or_default()
    }
}

fn places_in(postings: &mut SegmentPostings, doc: DocId) -> Vec<u32> {
    let mut places = Vec::new();
    let found = if postings.doc() < doc { postings.seek(doc) } else { postings.doc() };
    if found == doc {
        postings.positions(&mut places);
    }
    places
}
