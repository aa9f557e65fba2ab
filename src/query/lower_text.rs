//! Where are the words of a query looked for? One leaf of the tree comes in, with the fields of text and their weights; the
//! query of tantivy goes out: a word or phrase by its stems, a pattern or a misspelt word by the words as they stand.

use tantivy::Term;
use tantivy::query::{AllQuery, BoostQuery, EmptyQuery, FuzzyTermQuery, Query};
use tantivy::schema::Field;

use super::Node;
use super::fields::Scope;
use super::lower::{any_of, days, filter, in_a_row, matching, stems, tree};
use super::wildcard;
use crate::authority::Authority;
use crate::fold::fold;
use crate::index::schema::fields;

/// The fields that a leaf is looked for in, with their weights, and the field that holds their words as they stand.
#[derive(Debug, Clone)]
struct Place {
    stemmed: Vec<(Field, f32)>,
    words: Field,
}

impl Place {
    fn everywhere() -> Place {
        Place { stemmed: fields().searched().to_vec(), words: fields().words }
    }

    /// A field of text alone. Its words are kept as stems, which a pattern and a misspelt word have to do with.
    fn of(scope: Scope) -> Place {
        let field = match scope {
            Scope::Headline => fields().headline,
            Scope::Caption => fields().caption,
            Scope::Body | Scope::Value(_) | Scope::Date => fields().body,
        };
        Place { stemmed: vec![(field, 1.0)], words: field }
    }
}

/// The query for a leaf that is looked for in all the text.
pub(super) fn leaf(node: &Node, authority: &Authority) -> Option<Box<dyn Query>> {
    in_place(node, &Place::everywhere(), authority)
}

fn in_place(node: &Node, place: &Place, authority: &Authority) -> Option<Box<dyn Query>> {
    let row = |text: &str, between: u32| {
        let stems = stems(text);
        let weighed = |(field, weight): &(Field, f32)| -> Box<dyn Query> {
            Box::new(BoostQuery::new(in_a_row(*field, &stems, between), *weight))
        };
        (!stems.is_empty()).then(|| any_of(place.stemmed.iter().map(weighed).collect()))
    };
    match node {
        Node::Everything => Some(Box::new(AllQuery)),
        Node::Word(text) | Node::Phrase(text) | Node::Name(text) => row(text, 0),
        Node::Near(text, between) => row(text, *between),
        Node::Pattern(pattern) => Some(matching(place.words, &wildcard::regex(pattern, "."), None)),
        Node::Fuzzy(word, letters) => {
            let term = Term::from_field_text(place.words, &fold(word));
            Some(Box::new(FuzzyTermQuery::new(term, *letters, true)))
        }
        Node::Days(text) => {
            Some(super::days(text).map_or_else(|| Box::new(EmptyQuery) as Box<dyn Query>, |(first, last)| days(first, last)))
        }
        Node::In(Scope::Value(field), value) => Some(filter(*field, value, authority)),
        Node::In(scope, inner) => tree(inner, &|leaf| in_place(leaf, &Place::of(*scope), authority)),
        Node::Salient(..) | Node::And(_) | Node::Or(_) | Node::Not(_) => None,
    }
}
