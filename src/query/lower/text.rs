//! Where are the words of a query looked for? One leaf of the tree comes in, with the fields of text and their weights; the
//! query of tantivy goes out: a word or phrase by its stems, a pattern or a misspelt word by the words as they stand, and what
//! asks for places in the text (nearness, a field of its own, a number of times) by these.

use std::ops::Bound;
use std::sync::Arc;

use tantivy::Term;
use tantivy::query::{AllQuery, BoostQuery, EmptyQuery, FuzzyTermQuery, Query, RangeQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use super::spans::{Part, SpanQuery};
use super::terms::TermsQuery;
use super::{all, any_of, days, filter, in_a_row, is_folded, matching, near_place, stems, tree, unscored};
use crate::authority::Authority;
use crate::fold::fold;
use crate::index::schema::fields;
use crate::index::tokenizer::{tokens, words};
use crate::query::spans::Spans;
use crate::query::{Loose, Node, Scope, loose, wildcard};

/// The fields of text that a leaf is looked for in, with their weights, and which part of them.
#[derive(Debug, Clone)]
struct Place {
    texts: Vec<(Field, f32)>,
    part: Part,
}

impl Place {
    fn everywhere() -> Place {
        Place { texts: fields().searched().to_vec(), part: Part::Whole }
    }

    /// The fields of one scope; a headline and lead are two.
    fn of(scope: Scope) -> Vec<Place> {
        let place = |field: Field, part: Part| Place { texts: vec![(field, 1.0)], part };
        let fields = fields();
        match scope {
            Scope::Headline => vec![place(fields.headline, Part::Whole)],
            Scope::Caption => vec![place(fields.caption, Part::Whole)],
            Scope::Lead => vec![place(fields.body, Part::Lead)],
            Scope::HeadlineLead => vec![place(fields.headline, Part::Whole), place(fields.body, Part::Lead)],
            Scope::Quote => vec![place(fields.body, Part::Quotations)],
            Scope::Body | Scope::Value(_) | Scope::Date | Scope::Length | Scope::Around => vec![place(fields.body, Part::Whole)],
        }
    }

    /// True where a word as it stands is looked for in all the text, which has a field of its own.
    fn is_everywhere(&self) -> bool {
        self.texts.len() > 1
    }
}

/// The query for a leaf that is looked for in all the text.
pub(super) fn leaf(node: &Node, authority: &Authority) -> Option<Box<dyn Query>> {
    in_place(node, &Place::everywhere(), authority)
}

fn in_place(node: &Node, place: &Place, authority: &Authority) -> Option<Box<dyn Query>> {
    match node {
        Node::Everything => Some(Box::new(AllQuery)),
        Node::Word(text) | Node::Phrase(text) | Node::Name(text) if place.part == Part::Whole => {
            let stems = stems(text);
            (!stems.is_empty()).then(|| weighted(place, |field| in_a_row(field, &stems, 0)))
        }
        Node::Pattern(_) | Node::Fuzzy(..) | Node::Regex(_) if place.is_everywhere() => Some(like(node)),
        Node::Exact(word) => {
            let words = tokens(words(), word).into_iter().map(|token| term(fields().words, &token.text)).collect::<Vec<_>>();
            (!words.is_empty()).then(|| all(words))
        }
        Node::Capitals(word) => {
            Some(any_of(loose::capital_terms(word).iter().map(|capitals| term(fields().words, capitals)).collect()))
        }
        Node::Days(first, last) => Some(days(*first, *last)),
        Node::Length(least, most) => Some(length(*least, *most)),
        Node::Around(name, kilometres) => Some(near_place(name, *kilometres)),
        Node::In(Scope::Value(field), value) => Some(filter(*field, value, authority)),
        Node::In(scope, inner) => {
            let places = Place::of(*scope);
            let in_any = |leaf: &Node| {
                let queries: Vec<_> = places.iter().filter_map(|place| in_place(leaf, place, authority)).collect();
                (!queries.is_empty()).then(|| any_of(queries))
            };
            tree(inner, &in_any)
        }
        Node::Boost(inner, hundredths) => {
            let weighed = tree(inner, &|leaf| in_place(leaf, place, authority))?;
            Some(Box::new(BoostQuery::new(weighed, f32::from(*hundredths) / 100.0)))
        }
        Node::AtLeast(times, inner) => by_places(inner, place, *times as usize),
        other => by_places(other, place, 1),
    }
}

/// The query for what has places in the text, so many of them; a leaf without any says nothing.
fn by_places(node: &Node, place: &Place, least: usize) -> Option<Box<dyn Query>> {
    let spans = Spans::of(node)?;
    let scoring = weighted(place, |field| words_of(node, field));
    let fields = place.texts.iter().map(|(field, _)| *field).collect();
    Some(Box::new(SpanQuery { spans, fields, part: place.part, least, scoring }))
}

/// What every text has in which a node has places: its words, wherever they stand.
fn words_of(node: &Node, field: Field) -> Box<dyn Query> {
    match node {
        Node::Word(text) | Node::Phrase(text) | Node::Name(text) => in_a_row(field, &stems(text), 0),
        Node::Near(text, _) => all(stems(text).iter().map(|stem| in_a_row(field, std::slice::from_ref(stem), 0)).collect()),
        Node::Or(nodes) => any_of(nodes.iter().map(|node| words_of(node, field)).collect()),
        Node::Within(_, left, right) => all(vec![words_of(left, field), words_of(right, field)]),
        loose => like(loose),
    }
}

/// Articles with a word like this one anywhere in their text.
fn like(node: &Node) -> Box<dyn Query> {
    let words = fields().words;
    match node {
        Node::Pattern(pattern) => matching(words, &wildcard::regex(pattern, "."), None),
        Node::Regex(_) => matching_expression(node),
        Node::Fuzzy(word, letters) => Box::new(FuzzyTermQuery::new(Term::from_field_text(words, &fold(word)), *letters, true)),
        _ => Box::new(EmptyQuery),
    }
}

/// Articles with a word that matches a regular expression. Words written with a capital stand in the index twice, and only the
/// small one is meant: `/[^p]utin/` does not find `Putin`.
fn matching_expression(node: &Node) -> Box<dyn Query> {
    let Some(expression) = Loose::of(node) else { return Box::new(EmptyQuery) };
    let wanted = move |term: &str| is_folded(term) && expression.matches(term, term);
    Box::new(TermsQuery { field: fields().words, wanted: Arc::new(wanted) })
}

/// One query for each field, by the weight of the field.
fn weighted(place: &Place, query: impl Fn(Field) -> Box<dyn Query>) -> Box<dyn Query> {
    let weighed = |(field, weight): &(Field, f32)| -> Box<dyn Query> { Box::new(BoostQuery::new(query(*field), *weight)) };
    any_of(place.texts.iter().map(weighed).collect())
}

fn term(field: Field, text: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic))
}

fn length(least: u64, most: u64) -> Box<dyn Query> {
    let bound = |words: u64| Bound::Included(Term::from_field_u64(fields().length, words));
    unscored(Box::new(RangeQuery::new(bound(least), bound(most))))
}
