//! Who and what was asked for? The filters of a request come in, on the command line or in the query; of each value of a
//! field it is told whether one of them names it. Somebody excluded is not asked for.

use super::super::conjuncts::Conjuncts;
use super::super::{FacetField, FacetValue, Filter, Request, renaming};
use crate::article::model::Kind;
use crate::authority::{Authority, Shown};
use crate::fold::fold;
use crate::query::{Node, names, wildcard};

/// What the filters of a request ask for.
pub(super) struct AskedFor<'a> {
    authority: &'a Authority,
    filters: Vec<Filter>,
}

impl<'a> AskedFor<'a> {
    /// What a request asks for.
    pub(super) fn new(authority: &'a Authority, request: &Request) -> AskedFor<'a> {
        let written = Conjuncts::of(request.query.as_ref()).filters;
        let filters = request.filters.iter().cloned().chain(written);
        // Who is to have spoken is a person asked for.
        let people = |mut filter: Filter| {
            if filter.field == FacetField::Speakers {
                filter.field = FacetField::People;
            }
            filter
        };
        AskedFor { authority, filters: filters.map(people).collect() }
    }

    /// True where a filter on the field asks for this value, of a place also where it asks for what the place lies in.
    pub(super) fn is_asked_for(&self, field: FacetField, value: &FacetValue) -> bool {
        let filters = self.filters.iter().filter(|filter| filter.field == field);
        filters.flat_map(|filter| names::wanted(&filter.value)).any(|leaf| self.means(leaf, field, value))
    }

    fn means(&self, leaf: &Node, field: FacetField, value: &FacetValue) -> bool {
        let leaf = if let Node::Salient(inner, _) = leaf { inner } else { leaf };
        // Whoever is named at all was asked for: then everybody is related.
        if *leaf == Node::Everything {
            return false;
        }
        let shown = value.path.as_deref().unwrap_or(&value.value);
        let kind = renaming::kind(field).unwrap_or(Kind::Person);
        let is = |own: &str| if kind == Kind::Place { lies_in(leaf, own) } else { names::means(leaf, own) };
        is(shown) || self.has_other_name(kind, shown, is)
    }

    /// True where one of the names that were made one with this is meant.
    fn has_other_name(&self, kind: Kind, shown: &str, is: impl Fn(&str) -> bool) -> bool {
        let members = self.authority.spellings(kind, is);
        let shown_as = members.into_iter().filter_map(|member| self.authority.shown(member.kind, &member.value));
        shown_as.into_iter().any(|one| matches!(one, Shown::As(_, name) if name == shown))
    }
}

/// True where a place of this path or name is the one that a leaf asks for, or lies in it.
fn lies_in(leaf: &Node, path: &str) -> bool {
    let (Node::Name(text) | Node::Phrase(text) | Node::Word(text) | Node::Pattern(text)) = leaf else { return false };
    if text.contains('*') || wildcard::is_pattern(text) {
        return path.split('/').any(|part| wildcard::matches(text, &fold(part)));
    }
    let written: Vec<String> = match (text.contains('/'), text.contains(',')) {
        (true, _) => text.split('/').map(fold).collect(),
        (false, true) => text.rsplit(',').map(fold).collect(),
        (false, false) => vec![fold(text)],
    };
    let mut parts = path.split('/').map(fold);
    let is = |wanted: &str, part: &str| part == wanted || wanted.strip_prefix("the ") == Some(part);
    written.iter().all(|wanted| parts.any(|part| is(wanted, &part)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse_value;

    #[test]
    fn places_lie_in_what_was_asked_for() {
        let lies = |value: &str, path: &str| lies_in(&parse_value(value).expect("parses"), path);
        for (value, path) in [
            ("russia", "Europe/Russia/Moscow"),
            ("moscow", "Europe/Russia/Moscow"),
            ("Paris, Texas", "North America/United States/Texas/Paris"),
            ("united states/texas", "North America/United States/Texas"),
            ("the United States", "North America/United States"),
            ("mos*", "Europe/Russia/Moscow"),
            ("nowhere creek", "Nowhere Creek"),
        ] {
            assert!(lies(value, path), "{value} {path}");
        }
        for (value, path) in [
            ("moscow", "Europe/Russia"),
            ("Paris, Texas", "Europe/France/Paris"),
            ("mos", "Europe/Russia/Moscow"),
            ("*", "Europe"),
        ] {
            assert!(!lies(value, path), "{value} {path}");
        }
    }
}
