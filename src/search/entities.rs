//! Who is meant by a name, and under which names do articles know them? A name comes in; the people, places and
//! organisations that bear it go out, with the articles that name them, the names that were merged and why, and every form
//! that the articles write.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use tantivy::collector::DocSetCollector;

use super::counting::Counting;
use super::{FacetField, FacetRequest, renaming};
use crate::article::model::{Article, Kind};
use crate::authority::{Authority, Entity, own_name, place_value};
use crate::fold::fold;
use crate::index::{self, Reader};
use crate::query::{Node, lower, names};

/// Articles that are read for the forms of one name at most.
const READ: usize = 1_000;

/// The fields whose values are names.
const FIELDS: [FacetField; 3] = [FacetField::People, FacetField::Places, FacetField::Organizations];

/// Someone or something that articles name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// What it is.
    pub kind: Kind,
    /// The name shown; of a place its path, where it has one.
    pub name: String,
    /// True where it is left out of facets and records.
    pub hidden: bool,
    /// Articles that name it.
    pub articles: usize,
    /// Names under which articles know it, more than one where names were merged.
    pub names: Vec<OneName>,
    /// Forms that the articles write, with the number of articles; of the first thousand articles alone.
    pub forms: Vec<(String, usize)>,
    /// Titles before the name, with the number of articles; likewise.
    pub titles: Vec<(String, usize)>,
}

/// One of several names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OneName {
    /// The name; of a place its path, where it has one.
    pub name: String,
    /// What the articles' text tells it to be.
    pub kind: Kind,
    /// Articles that know it under this name.
    pub articles: usize,
    /// Why it belongs here; empty for the name shown.
    pub why: String,
}

impl Named {
    /// The one of its names that is this, whatever its case and accents.
    pub fn called(&self, name: &str) -> Option<&OneName> {
        self.names.iter().find(|one| fold(&one.name) == fold(name))
    }
}

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub enum Asked<'a> {
    /// Every name that a filter with this value would find.
    Like(&'a Node),
    /// This very name, whatever its case and accents; of a place also its path.
    Exactly(&'a str),
    /// Every name that is merged or that the user has decided about.
    Changed,
}

/// Those who bear a name, the most frequently named first, without forms and titles.
///
/// # Errors
/// Where files of the index cannot be read.
pub fn entities(reader: &Reader, asked: Asked<'_>) -> Result<Vec<Named>, index::Error> {
    let failed = |error| reader.error(&error);
    let none = Authority::default();
    let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
    for field in FIELDS {
        let Some(kind) = renaming::kind(field) else { continue };
        let counts = counts(reader, field, &none).map_err(failed)?;
        for value in counts.keys() {
            let entity = reader.authority().entity(kind, value);
            if !is_asked(asked, kind, value, entity) || !seen.insert(identity(kind, value, entity)) {
                continue;
            }
            found.push(named(kind, value, entity, &counts));
        }
    }
    add_up(reader, &mut found).map_err(failed)?;
    found.sort_by_key(|named| (Reverse(named.articles), named.kind));
    Ok(found)
}

/// Articles by value of a field.
fn counts(reader: &Reader, field: FacetField, authority: &Authority) -> tantivy::Result<BTreeMap<String, usize>> {
    let facet = FacetRequest::new(field, usize::MAX);
    let all = tantivy::query::AllQuery;
    let (_, counted) = reader.searcher().search(&all, &Counting::new(reader, authority, vec![facet])?)?;
    let values = counted.into_iter().flat_map(|facet| facet.values);
    let kind = renaming::kind(field).unwrap_or(Kind::Person);
    let value = |value: &super::FacetValue| match kind {
        Kind::Place => place_value(&value.value, value.path.as_deref()),
        Kind::Person | Kind::Organization => value.value.clone(),
    };
    Ok(values.map(|counted| (value(&counted), counted.count)).collect())
}

fn is_asked(asked: Asked<'_>, kind: Kind, value: &str, entity: Option<&Entity>) -> bool {
    let shown = entity.map(|entity| entity.name.as_str());
    let mut names = [value].into_iter().chain(shown);
    match asked {
        Asked::Like(node) => names.any(|name| names_asked(node, own_name(name))),
        Asked::Exactly(wanted) => names.any(|name| fold(own_name(name)) == fold(wanted) || same_path(name, wanted)),
        Asked::Changed => {
            entity.is_some_and(|entity| entity.members.len() > 1 || entity.hidden || entity.name != value || entity.kind != kind)
        }
    }
}

fn same_path(value: &str, wanted: &str) -> bool {
    wanted.contains('/') && fold(&value.replace('/', " / ")) == fold(&wanted.replace('/', " / "))
}

/// Operators are read as in a filter.
fn names_asked(node: &Node, name: &str) -> bool {
    match node {
        Node::Everything => true,
        Node::And(nodes) => nodes.iter().all(|node| names_asked(node, name)),
        Node::Or(nodes) => nodes.iter().any(|node| names_asked(node, name)),
        Node::Not(node) => !names_asked(node, name),
        leaf => names::means(leaf, name),
    }
}

/// What tells one entity from the others.
fn identity(kind: Kind, value: &str, entity: Option<&Entity>) -> (Kind, String) {
    entity.map_or_else(|| (kind, value.to_owned()), |entity| (entity.members[0].kind, entity.members[0].value.clone()))
}

fn named(kind: Kind, value: &str, entity: Option<&Entity>, counts: &BTreeMap<String, usize>) -> Named {
    let one = |kind: Kind, value: &str, why: &str| OneName {
        name: value.to_owned(),
        kind,
        articles: counts.get(value).copied().unwrap_or(0),
        why: why.to_owned(),
    };
    let names = match entity {
        Some(entity) => entity.members.iter().map(|member| one(member.kind, &member.value, &member.why)).collect(),
        None => vec![one(kind, value, "")],
    };
    Named {
        kind: entity.map_or(kind, |entity| entity.kind),
        name: entity.map_or(value, |entity| &entity.name).to_owned(),
        hidden: entity.is_some_and(|entity| entity.hidden),
        articles: 0,
        names,
        forms: Vec::new(),
        titles: Vec::new(),
    }
}

/// Counts the articles of each as its facet does; of what is hidden, those of its most frequent name.
fn add_up(reader: &Reader, found: &mut [Named]) -> tantivy::Result<()> {
    for field in FIELDS {
        let counts = counts(reader, field, reader.authority())?;
        for named in found.iter_mut().filter(|named| Some(named.kind) == renaming::kind(field)) {
            let most = named.names.iter().map(|one| one.articles).max();
            named.articles = counts.get(&named.name).copied().or(most).unwrap_or(0);
        }
    }
    Ok(())
}

/// Adds the forms and titles that articles write of it.
///
/// # Errors
/// Where files of the index cannot be read.
pub fn add_forms(reader: &Reader, named: &mut Named) -> Result<(), index::Error> {
    let members: Vec<(Kind, &str)> = named.names.iter().map(|one| (one.kind, one.name.as_str())).collect();
    let query = lower::members(&members);
    let found = reader.searcher().search(&query, &DocSetCollector).map_err(|error| reader.error(&error))?;
    let mut addresses: Vec<_> = found.into_iter().collect();
    addresses.sort_unstable();
    let (mut forms, mut titles) = (BTreeMap::new(), BTreeMap::new());
    for address in addresses.into_iter().take(READ) {
        let article = reader.article(address)?;
        tally(written(&article, &members), &mut forms);
        tally(borne(&article, &members), &mut titles);
    }
    named.forms = by_count(forms);
    named.titles = by_count(titles);
    Ok(())
}

/// The forms in which an article writes one of these names.
fn written<'a>(article: &'a Article, members: &[(Kind, &str)]) -> Vec<&'a str> {
    let is = |kind: Kind, value: &str| members.contains(&(kind, value));
    let people = article.people.iter().filter(|one| is(Kind::Person, &one.name)).flat_map(|one| &one.forms);
    let organizations = article.organizations.iter().filter(|one| is(Kind::Organization, &one.name)).flat_map(|one| &one.forms);
    let is_place = |name: &str, path: Option<&str>| is(Kind::Place, &place_value(name, path));
    let places = article.places.iter().filter(|one| is_place(&one.name, one.location.path.as_deref())).flat_map(|one| &one.forms);
    people.chain(places).chain(organizations).map(String::as_str).collect()
}

fn borne<'a>(article: &'a Article, members: &[(Kind, &str)]) -> Vec<&'a str> {
    let people = article.people.iter().filter(|person| members.contains(&(Kind::Person, person.name.as_str())));
    people.flat_map(|person| &person.titles).map(String::as_str).collect()
}

/// Counts each distinct text of one article once.
fn tally(texts: Vec<&str>, counts: &mut BTreeMap<String, usize>) {
    for text in texts.into_iter().collect::<BTreeSet<_>>() {
        *counts.entry(text.to_owned()).or_default() += 1;
    }
}

fn by_count(counts: BTreeMap<String, usize>) -> Vec<(String, usize)> {
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    counts
}
