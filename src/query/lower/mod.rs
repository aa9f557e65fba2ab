//! Which articles does tantivy have to look for? A syntax tree comes in, tantivy's query goes out: words in all text
//! fields by weight, values of filters in the field they belong to. Filters select and never score.

mod excluded;
mod spans;
mod terms;
mod text;

use std::ops::Bound;
use std::sync::Arc;

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, ExistsQuery, FuzzyTermQuery, Occur, PhraseQuery, Query,
    RangeQuery, RegexQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::names::{self, NAME_SLOP};
use super::{Node, around, meaningful, wildcard};
use crate::article::model::Kind;
use crate::authority::{Authority, UNRESOLVED};
use crate::fold::fold;
use crate::index::schema::{fields, schema};
use crate::index::tokenizer::{self, name_words, tokens};
use crate::index::{FacetField, PartialDate, levels, said};
use excluded::Excluded;

use terms::TermsQuery;

/// Names of speakers in one automaton: few enough for it to stay small, and many enough to save time.
const NAMES_AT_ONCE: usize = 32;

/// The query for words looked for in the text.
pub fn text(node: &Node, authority: &Authority) -> Box<dyn Query> {
    tree(&meaningful(node), &|leaf| text::leaf(leaf, authority)).unwrap_or_else(|| Box::new(EmptyQuery))
}

/// The query for a filter on a field: the names that articles write, and every other name of those whom it asks for.
/// Of a speaker it asks for any quotation: see [`said_by`] for the words of one.
pub fn filter(field: FacetField, node: &Node, authority: &Authority) -> Box<dyn Query> {
    let query = tree(node, &|leaf| {
        let others = other_names(field, leaf, authority);
        Some(any_of([value_leaf(field, leaf)].into_iter().chain(others).collect()))
    });
    unscored(query.unwrap_or_else(|| Box::new(EmptyQuery)))
}

/// The query for a filter on speakers: each leaf of its value stands for the articles in which those it names are quoted,
/// with these words where some are given.
pub fn said_by(
    value: &Node,
    words: Option<&Node>,
    named: &dyn Fn(&Node) -> Vec<String>,
    authority: &Authority,
) -> Box<dyn Query> {
    let query = tree(value, &|leaf| Some(said(words, &named(leaf), authority)));
    let query = query.unwrap_or_else(|| Box::new(EmptyQuery));
    if words.is_some() { query } else { unscored(query) }
}

/// The query for words said by these speakers, names as shown; a word that is negated is one that none of them said. What a
/// query asks of a field is asked of the article.
pub fn said(words: Option<&Node>, speakers: &[String], authority: &Authority) -> Box<dyn Query> {
    let mut parts = vec![unscored(keys(fields().speakers, speakers, None))];
    if let Some(words) = words {
        let query = tree(&meaningful(words), &|leaf| said_leaf(leaf, speakers, authority));
        parts.push(query.unwrap_or_else(|| Box::new(EmptyQuery)));
    }
    all(parts)
}

/// All of these queries.
pub fn all(queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    join(queries.into_iter().map(|query| (Occur::Must, query)).collect())
}

/// Articles of these days, `yyyymmdd`, both included.
pub fn days(first: u32, last: u32) -> Box<dyn Query> {
    unscored(range(fields().day, first, last))
}

/// Articles of this day of whatever year, `mmdd`, unknown years included.
pub fn day_of_year(month_day: u32) -> Box<dyn Query> {
    unscored(range(fields().month_day, month_day, month_day))
}

/// Articles that have a date, but no year.
pub fn without_year() -> Box<dyn Query> {
    let exists = |name: &str| Box::new(ExistsQuery::new(name.to_owned(), false));
    let clauses: Vec<(Occur, Box<dyn Query>)> = vec![(Occur::Must, exists("month_day")), (Occur::MustNot, exists("day"))];
    unscored(Box::new(BooleanQuery::new(clauses)))
}

/// False for a term of the index that stands for how a word is written, in capitals or with one.
fn is_folded(term: &str) -> bool {
    !term.chars().any(char::is_uppercase)
}

/// Articles that name a place within so many kilometres of this one.
fn near_place(name: &str, kilometres: u32) -> Box<dyn Query> {
    let Some(centre) = around::centre(name) else { return Box::new(EmptyQuery) };
    let near = move |term: &str| around::is_near(term, centre, f64::from(kilometres));
    unscored(Box::new(TermsQuery { field: fields().points, wanted: Arc::new(near) }))
}

/// The articles with these ids.
pub fn ids(ids: &[String]) -> Box<dyn Query> {
    unscored(Box::new(TermSetQuery::new(ids.iter().map(|id| Term::from_field_text(fields().id, id)))))
}

/// Articles with this stem in headline or body.
pub fn stem(stem: &str) -> Box<dyn Query> {
    let term =
        |field| -> Box<dyn Query> { Box::new(TermQuery::new(Term::from_field_text(field, stem), IndexRecordOption::Basic)) };
    any_of(vec![term(fields().headline), term(fields().body)])
}

/// Any of these queries; the score is the sum of the weights of those that an article answers.
pub fn weighted(queries: Vec<(Box<dyn Query>, f32)>) -> Box<dyn Query> {
    let weigh = |(query, weight)| -> Box<dyn Query> { Box::new(ConstScoreQuery::new(query, weight)) };
    any_of(queries.into_iter().map(weigh).collect())
}

/// Articles that answer both queries, scored by the first, without the one that has this id.
pub fn like(scoring: &dyn Query, within: Box<dyn Query>, id: &str) -> Box<dyn Query> {
    let itself = keys(fields().id, &[id.to_owned()], None);
    let clauses = vec![(Occur::Must, scoring.box_clone()), (Occur::Must, unscored(within)), (Occur::MustNot, itself)];
    Box::new(BooleanQuery::new(clauses))
}

fn unscored(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

/// Lowers the operators; `None` for what says nothing.
fn tree(node: &Node, leaf: &dyn Fn(&Node) -> Option<Box<dyn Query>>) -> Option<Box<dyn Query>> {
    match node {
        Node::And(nodes) => all_of(nodes, leaf),
        Node::Or(nodes) => {
            let queries: Vec<_> = nodes.iter().filter_map(|node| tree(node, leaf)).collect();
            (!queries.is_empty()).then(|| any_of(queries))
        }
        Node::Not(_) => all_of(std::slice::from_ref(node), leaf),
        _ => leaf(node),
    }
}

fn all_of(nodes: &[Node], leaf: &dyn Fn(&Node) -> Option<Box<dyn Query>>) -> Option<Box<dyn Query>> {
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for node in nodes {
        let (occur, wanted) = match node {
            Node::Not(inner) => (Occur::MustNot, &**inner),
            other => (Occur::Must, other),
        };
        let query = tree(wanted, leaf);
        clauses.extend(query.map(|query| (occur, if occur == Occur::MustNot { Box::new(Excluded(query)) } else { query })));
    }
    if clauses.is_empty() {
        return None;
    }
    // tantivy finds nothing where all is negated.
    if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
        clauses.push((Occur::Must, unscored(Box::new(AllQuery))));
    }
    Some(join(clauses))
}

fn join(mut clauses: Vec<(Occur, Box<dyn Query>)>) -> Box<dyn Query> {
    match (clauses.pop(), clauses.is_empty()) {
        (Some((Occur::Must, only)), true) => only,
        (Some(last), _) => {
            clauses.push(last);
            Box::new(BooleanQuery::new(clauses))
        }
        (None, _) => Box::new(AllQuery),
    }
}

fn any_of(mut queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    match (queries.pop(), queries.is_empty()) {
        (Some(only), true) => only,
        (Some(last), _) => {
            queries.push(last);
            Box::new(BooleanQuery::union(queries))
        }
        (None, _) => Box::new(EmptyQuery),
    }
}

/// A leaf, said by one of these speakers.
fn said_leaf(leaf: &Node, speakers: &[String], authority: &Authority) -> Option<Box<dyn Query>> {
    let (text, between) = match leaf {
        Node::Word(text) | Node::Phrase(text) | Node::Name(text) => (text, 0),
        Node::Near(text, between) => (text, *between),
        Node::Pattern(pattern) => return Some(said_matching(pattern, speakers)),
        Node::Fuzzy(word, letters) => return Some(said_nearly(word, *letters, speakers)),
        Node::Boost(inner, hundredths) => {
            let weighed = tree(inner, &|leaf| said_leaf(leaf, speakers, authority))?;
            return Some(Box::new(BoostQuery::new(weighed, f32::from(*hundredths) / 100.0)));
        }
        other => return text::leaf(other, authority),
    };
    let stems = stems(text);
    if stems.is_empty() {
        return None;
    }
    let said_by = |speaker: &String| -> Option<Box<dyn Query>> {
        let terms: Option<Vec<_>> = stems.iter().map(|(at, stem)| Some((*at, said::term(speaker, stem)?))).collect();
        Some(in_a_row(fields().said, &terms?, between))
    };
    Some(any_of(speakers.iter().filter_map(said_by).collect()))
}

/// A word or one like it, said by one of these speakers, whose names are written as they are in the index.
fn said_nearly(word: &str, letters: u8, speakers: &[String]) -> Box<dyn Query> {
    let terms = speakers.iter().filter_map(|speaker| said::term(speaker, &fold(word)));
    let nearly = |term: String| -> Box<dyn Query> {
        Box::new(FuzzyTermQuery::new(Term::from_field_text(fields().said_words, &term), letters, true))
    };
    any_of(terms.map(nearly).collect())
}

/// Words that match a pattern, said by one of these speakers; an automaton serves many names.
fn said_matching(pattern: &str, speakers: &[String]) -> Box<dyn Query> {
    let prefixes = speakers.iter().filter_map(|speaker| said::term(speaker, ""));
    let literals: Vec<String> = prefixes.map(|prefix| wildcard::literal(&prefix)).collect();
    let said_by = |names: &[String]| {
        let regex = format!("({}){}", names.join("|"), wildcard::regex(pattern, "."));
        matching(fields().said_words, &regex, None)
    };
    any_of(literals.chunks(NAMES_AT_ONCE).map(said_by).collect())
}

pub(super) fn stems(text: &str) -> Vec<(usize, String)> {
    tokens(tokenizer::stems(), text).into_iter().map(|token| (token.position, token.text)).collect()
}

/// These terms at these places, however far apart by `slop`.
fn in_a_row(field: Field, terms: &[(usize, String)], slop: u32) -> Box<dyn Query> {
    let terms: Vec<(usize, Term)> = terms.iter().map(|(offset, text)| (*offset, Term::from_field_text(field, text))).collect();
    match terms.as_slice() {
        [] => Box::new(EmptyQuery),
        [(_, term)] => Box::new(TermQuery::new(term.clone(), IndexRecordOption::WithFreqs)),
        _ => Box::new(PhraseQuery::new_with_offset_and_slop(terms, slop)),
    }
}

/// The leaf without the salience that it asks for, and that; every name has 0.
fn salience(leaf: &Node) -> (&Node, Option<u8>) {
    match leaf {
        Node::Salient(inner, least) => (inner, Some(*least).filter(|least| *least > 0)),
        other => (other, None),
    }
}

fn value_leaf(field: FacetField, leaf: &Node) -> Box<dyn Query> {
    let (leaf, least) = salience(leaf);
    let (text, slop) = match leaf {
        Node::Phrase(text) => (text.as_str(), 0),
        Node::Name(text) | Node::Word(text) | Node::Pattern(text) => (text.as_str(), NAME_SLOP),
        Node::Everything if least.is_some() => ("*", NAME_SLOP),
        // Somebody, something: the articles that have a value at all.
        Node::Everything => {
            let column = schema().get_field_name(fields().column(field)).to_owned();
            return Box::new(ExistsQuery::new(column, false));
        }
        _ => return Box::new(EmptyQuery),
    };
    let fields = fields();
    match field {
        FacetField::People => name(leveled(fields.person_names, fields.person_levels, least), text, slop, least),
        FacetField::Organizations => {
            name(leveled(fields.organization_names, fields.organization_levels, least), text, slop, least)
        }
        FacetField::Speakers => name(fields.speaker_names, text, slop, None),
        FacetField::Authors => name(fields.author_names, text, slop, None),
        FacetField::Agency => name(fields.agency_names, text, slop, None),
        FacetField::Source => name(fields.source_names, text, slop, None),
        FacetField::Section => name(fields.section_names, text, slop, None),
        FacetField::Keywords => name(fields.keyword_names, text, slop, None),
        FacetField::Status => name(fields.status_names, text, slop, None),
        FacetField::Places => place(leveled(fields.place_keys, fields.place_levels, least), text, least),
        FacetField::Dateline => place(fields.dateline_keys, text, None),
        FacetField::Language => keys(fields.language_key, &[fold(text)], None),
        FacetField::Copies => keys(fields.id, &[text.to_owned()], None),
        FacetField::Year | FacetField::Month | FacetField::Day => calendar(text),
    }
}

/// The queries for all names of those who bear one that is asked for.
fn other_names(field: FacetField, leaf: &Node, authority: &Authority) -> Vec<Box<dyn Query>> {
    let kind = match field {
        FacetField::People => Kind::Person,
        FacetField::Organizations => Kind::Organization,
        FacetField::Places => Kind::Place,
        FacetField::Speakers => {
            let others = authority.spellings(Kind::Person, |own| names::means(leaf, own));
            return others.into_iter().map(|one| keys(fields().speakers, std::slice::from_ref(&one.value), None)).collect();
        }
        _ => return Vec::new(),
    };
    let (bare, least) = salience(leaf);
    let asked = |own: &str| match bare {
        Node::Name(text) | Node::Phrase(text) | Node::Word(text) if kind == Kind::Place => fold(text) == fold(own),
        _ => names::means(bare, own),
    };
    authority.spellings(kind, asked).into_iter().map(|one| member(one.kind, &one.value, least)).collect()
}

/// Articles that name one of these, given by kind and the value of its facet.
pub fn members(members: &[(Kind, &str)]) -> Box<dyn Query> {
    unscored(any_of(members.iter().map(|(kind, value)| member(*kind, value, None)).collect()))
}

/// The query for one name of a person, place or organisation.
fn member(kind: Kind, value: &str, least: Option<u8>) -> Box<dyn Query> {
    let fields = fields();
    match kind {
        Kind::Person => name(leveled(fields.person_names, fields.person_levels, least), value, 0, least),
        Kind::Organization => name(leveled(fields.organization_names, fields.organization_levels, least), value, 0, least),
        Kind::Place => keys(leveled(fields.place_keys, fields.place_levels, least), &[path(own_path(value).split('/'))], least),
    }
}

/// The path of a place's value, or its name where it has none.
fn own_path(value: &str) -> &str {
    value.trim_start_matches(UNRESOLVED)
}

/// The field of salience where one is asked for, else the plain one.
fn leveled(plain: Field, levels: Field, least: Option<u8>) -> Field {
    if least.is_some() { levels } else { plain }
}

/// A name; `least` is the salience that it must have, in a field of [`levels`].
fn name(field: Field, text: &str, slop: u32, least: Option<u8>) -> Box<dyn Query> {
    if text.contains('*') || wildcard::is_pattern(text) {
        let words = text.split_whitespace().map(|word| matching(field, &wildcard::regex(word, "."), least));
        return all(words.collect());
    }
    let words: Vec<(usize, String)> = name_words(text).into_iter().enumerate().collect();
    let with = |ending: String| words.iter().map(|(at, word)| (*at, format!("{word}{ending}"))).collect::<Vec<_>>();
    any_of(endings(least).into_iter().map(|ending| in_a_row(field, &with(ending), slop)).collect())
}

/// What stands behind each term: nothing where no salience is asked for.
fn endings(least: Option<u8>) -> Vec<String> {
    let marked = |least: u8| levels::endings(least).into_iter().map(|ending| format!("{}{ending}", levels::MARK)).collect();
    least.map_or_else(|| vec![String::new()], marked)
}

/// A place is asked for by its name, by its path, or as in an address: `Paris, Texas`.
fn place(field: Field, text: &str, least: Option<u8>) -> Box<dyn Query> {
    if text.contains('*') || wildcard::is_pattern(text) {
        return matching(field, &wildcard::regex(text, "[^/]"), least);
    }
    let whole = fold(text);
    let mut wanted = vec![fold(&text.replace('/', " / "))];
    wanted.extend(whole.strip_prefix("the ").map(str::to_owned));
    if text.contains('/') {
        wanted.push(path(text.split('/')));
    }
    if text.contains(',') {
        wanted.push(path(text.rsplit(',')));
    }
    keys(field, &wanted, least)
}

fn path<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    parts.map(fold).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/")
}

fn keys(field: Field, wanted: &[String], least: Option<u8>) -> Box<dyn Query> {
    let term = |key: String| -> Box<dyn Query> {
        Box::new(TermQuery::new(Term::from_field_text(field, &key), IndexRecordOption::Basic))
    };
    let endings = endings(least);
    any_of(wanted.iter().flat_map(|key| endings.iter().map(move |ending| format!("{key}{ending}"))).map(term).collect())
}

fn calendar(text: &str) -> Box<dyn Query> {
    match PartialDate::parse(text).and_then(PartialDate::days) {
        Some((first, last)) => range(fields().day, first, last),
        None => Box::new(EmptyQuery),
    }
}

fn range(field: Field, first: u32, last: u32) -> Box<dyn Query> {
    let bound = |value: u32| Bound::Included(Term::from_field_u64(field, u64::from(value)));
    Box::new(RangeQuery::new(bound(first), bound(last)))
}

/// Words that match a pattern. The pattern is bounded by the parser, and all but its wildcards is escaped.
fn matching(field: Field, regex: &str, least: Option<u8>) -> Box<dyn Query> {
    match RegexQuery::from_pattern(&leveled_regex(regex, least), field) {
        Ok(query) => Box::new(query),
        Err(_) => Box::new(EmptyQuery),
    }
}

fn leveled_regex(regex: &str, least: Option<u8>) -> String {
    if least.is_none() { regex.to_owned() } else { format!("{regex}({})", endings(least).join("|")) }
}
