//! Which parts of a query are filters on a field? `person:putin talks` asks of people what `--person putin` does. Where fields
//! are counted under all filters but their own, such parts are taken out of the query, those that exclude too; what stands
//! within OR or NOT with others stays, and so does what speakers are asked for, for it also says where words are looked for.

use super::{FacetField, Filter};
use crate::query::{Node, Scope};

/// A query, taken apart.
#[derive(Debug, Default)]
pub(super) struct Conjuncts {
    /// What is no filter on a field.
    pub(super) text: Option<Node>,
    /// The filters on fields.
    pub(super) filters: Vec<Filter>,
    /// The filters on the day.
    pub(super) days: Vec<Node>,
}

impl Conjuncts {
    /// Takes the filters out of a query.
    pub(super) fn of(query: Option<&Node>) -> Conjuncts {
        let mut taken = Conjuncts::default();
        let parts = match query {
            Some(Node::And(parts)) => parts.as_slice(),
            query => query.map_or(&[][..], std::slice::from_ref),
        };
        let rest: Vec<Node> = parts.iter().filter(|part| !taken.take(part)).cloned().collect();
        taken.text = match rest.as_slice() {
            [] => None,
            [only] => Some(only.clone()),
            _ => Some(Node::And(rest)),
        };
        taken
    }

    /// True where this part is a filter, which is then kept as one.
    fn take(&mut self, part: &Node) -> bool {
        let (inner, excludes) = match part {
            Node::Not(inner) => (&**inner, true),
            other => (other, false),
        };
        match inner {
            Node::In(Scope::Value(field), value) if *field != FacetField::Speakers => {
                let value = if excludes { Node::Not(value.clone()) } else { (**value).clone() };
                self.filters.push(Filter { field: *field, value });
            }
            Node::Days(..) => self.days.push(part.clone()),
            _ => return false,
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Joiner, parse};

    fn taken(query: &str) -> (Option<String>, Vec<String>) {
        let conjuncts = Conjuncts::of(parse(query, Joiner::All).expect("parses").as_ref());
        let filters = conjuncts.filters.iter().map(|filter| format!("{} {}", filter.field.name(), filter.value));
        let days = conjuncts.days.iter().map(ToString::to_string);
        (conjuncts.text.map(|text| text.to_string()), filters.chain(days).collect())
    }

    #[test]
    fn filters_are_taken_out_of_a_query() {
        for (query, text, filters) in [
            ("talks person:putin", Some("talks"), &["people putin"][..]),
            ("person:putin", None, &["people putin"]),
            ("talks -place:russia peace", Some("talks AND peace"), &["places NOT russia"]),
            ("person:(putin OR merkel) talks", Some("talks"), &["people putin OR merkel"]),
            ("talks OR person:putin", Some("talks OR person:(putin)"), &[]),
            ("talks NOT (person:putin peace)", Some("talks AND NOT (person:(putin) AND peace)"), &[]),
            ("talks headline:peace", Some("talks AND headline:(peace)"), &[]),
            ("", None, &[]),
        ] {
            let (left, taken) = taken(query);
            assert_eq!((left.as_deref(), taken.iter().map(String::as_str).collect::<Vec<_>>().as_slice()), (text, filters));
        }
        assert_eq!(taken("talks date:1987").1.len(), 1);
    }

    #[test]
    fn who_is_to_have_said_the_words_stays_with_them() {
        let said = Node::In(Scope::Value(FacetField::Speakers), Box::new(Node::Name("putin".to_owned())));
        let conjuncts = Conjuncts::of(Some(&said));
        assert_eq!((conjuncts.text, conjuncts.filters), (Some(said), Vec::new()));
    }
}
