//! The counts of a field over articles in plain Rust: no index, no collector, no folding of the program.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::super::{FacetField, FacetOrder, FacetRequest, Level};
use super::corpus::{Corpus, Decided, Story};
use super::question::Question;

/// What a field's counts should be.
#[derive(Debug)]
pub(super) struct Brute {
    /// Articles counted over.
    pub(super) found: usize,
    /// Articles of the corpus.
    all: usize,
    /// Values with their articles among those found and in the corpus.
    pub(super) values: BTreeMap<String, (usize, usize)>,
}

impl Brute {
    /// Counts a field for a question.
    pub(super) fn of(corpus: &Corpus, question: &Question, facet: &FacetRequest) -> Brute {
        let over = question.counted_over(corpus, facet.field);
        let (found, all) = (over.len(), corpus.left().count());
        let whole = tally(corpus, facet, corpus.left());
        let mut values: BTreeMap<String, (usize, usize)> = tally(corpus, facet, over.into_iter())
            .into_iter()
            .map(|(value, count)| {
                let all = whole[&value];
                (value, (count, all))
            })
            .collect();
        values.retain(|value, _| facet.prefix.as_ref().is_none_or(|prefix| begins(value, &prefix.written)));
        if facet.order == FacetOrder::Unusual && found < all {
            values.retain(|_, (together, having)| *together * all > found * *having);
        }
        Brute { found, all, values }
    }

    /// All values in an order.
    pub(super) fn names(&self, order: FacetOrder) -> Vec<(String, usize)> {
        let mut names: Vec<(String, usize)> = self.values.iter().map(|(value, (count, _))| (value.clone(), *count)).collect();
        let own = |value: &str| value.rsplit('/').next().unwrap_or_default().to_owned();
        match order {
            FacetOrder::Name => {
                names.sort_by_key(|(value, _)| (plain(&own(value)), own(value), value.contains('/'), value.clone()));
            }
            _ => names.sort_by_key(|(value, count)| (Reverse(*count), own(value), value.contains('/'), value.clone())),
        }
        names
    }

    /// Count, expected count and G² of a value, by the formula with entropies.
    pub(super) fn unusual(&self, value: &str) -> (usize, f64, f64) {
        let (together, having) = self.values[value];
        let sum = |counts: &[usize]| {
            counts.iter().filter(|count| **count > 0).map(|count| *count as f64 * (*count as f64).ln()).sum::<f64>()
        };
        let (found, all) = (self.found, self.all);
        let cells = [together, found - together, having - together, all + together - found - having];
        let score = 2.0 * (sum(&cells) - sum(&[found, all - found]) - sum(&[having, all - having]) + sum(&[all]));
        (together, found as f64 * having as f64 / all as f64, score.max(0.0))
    }
}

/// Articles by value.
fn tally<'a>(corpus: &Corpus, facet: &FacetRequest, stories: impl Iterator<Item = &'a Story>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for story in stories {
        let values: BTreeSet<String> = values(story, facet.field, corpus.decided)
            .into_iter()
            .filter_map(|value| at_level(value, facet.level, corpus))
            .collect();
        for value in values {
            *counts.entry(value).or_default() += 1;
        }
    }
    counts
}

fn person(name: &str, decided: Decided) -> Option<&str> {
    match name {
        "Ivan Hale" if decided.hidden() => None,
        "Vera Orlova" if decided.renamed() => Some("Vera O."),
        "Wera Orlowa" if decided.merged() && decided.renamed() => Some("Vera O."),
        "Wera Orlowa" if decided.merged() => Some("Vera Orlova"),
        name => Some(name),
    }
}

fn owned(values: &[&str]) -> Vec<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}

/// The values of an article, as they are shown.
fn values(story: &Story, field: FacetField, decided: Decided) -> Vec<String> {
    let elsewhere = |name: &&str| decided.organization() && *name == "Amazon";
    let path = |(name, path): &(&str, Option<&str>)| path.unwrap_or(name).to_owned();
    match field {
        FacetField::People => {
            let people = story.people.iter().filter(|name| !elsewhere(name));
            people.filter_map(|name| person(name, decided)).map(str::to_owned).collect()
        }
        FacetField::Organizations => story
            .people
            .iter()
            .filter(|name| elsewhere(name))
            .chain(&story.organizations)
            .map(|name| (*name).to_owned())
            .collect(),
        FacetField::Speakers => story.speakers.iter().filter_map(|name| person(name, decided)).map(str::to_owned).collect(),
        FacetField::Places => {
            let shown = |place: &(&str, Option<&str>)| {
                if decided.one_place() && place.0 == "Lemberg" { "Europe/Ukraine/Lviv".to_owned() } else { path(place) }
            };
            story.places.iter().map(shown).collect()
        }
        FacetField::Dateline => story.dateline.iter().map(path).collect(),
        FacetField::Authors => owned(&story.authors),
        FacetField::Agency => owned(story.agency.as_slice()),
        FacetField::Language => owned(&["en"]),
        FacetField::Year => dated(story, 4),
        FacetField::Month => dated(story, 7),
        FacetField::Day => dated(story, 10),
        _ => Vec::new(),
    }
}

/// The first characters of a date, where it has so many and a year.
fn dated(story: &Story, characters: usize) -> Vec<String> {
    story
        .date
        .into_iter()
        .filter(|date| !date.starts_with('X'))
        .filter_map(|date| date.get(..characters))
        .map(str::to_owned)
        .collect()
}

/// The part of a path at a level. Texas, the only place of three parts that others lie in, is a region as soon as an article
/// names Paris in it or comes from there.
fn at_level(path: String, level: Option<Level>, corpus: &Corpus) -> Option<String> {
    const PARIS_TEXAS: Option<&str> = Some("North America/United States/Texas/Paris");
    let Some(level) = level else { return Some(path) };
    let parts: Vec<&str> = path.split('/').collect();
    let known = path.contains('/') || path == "Europe";
    let texas = corpus.left().any(|story| story.places.iter().chain(&story.dateline).any(|(_, path)| *path == PARIS_TEXAS));
    let region = parts.len() == 3 && parts[2] == "Texas" && texas;
    let first = |count: usize| (known && parts.len() >= count).then(|| parts[..count].join("/"));
    match level {
        Level::Continent => first(1),
        Level::Country => first(2),
        Level::Region if parts.len() == 4 || region => first(3),
        Level::City if parts.len() == 4 || (parts.len() == 3 && !region) => first(parts.len()),
        Level::Region | Level::City => None,
    }
}

/// Small letters without accents, a blank for every other character.
fn plain(text: &str) -> String {
    let small = text.to_lowercase().replace('å', "a");
    small.replace(|letter: char| !letter.is_alphanumeric(), " ").trim_end().to_owned()
}

/// True where a word of the value begins so. All the names here whose transliterations differ are Zelenskyy.
fn begins(value: &str, prefix: &str) -> bool {
    let prefix = if prefix == "zelenski" { "zelensky".to_owned() } else { plain(prefix) };
    format!(" {}", plain(value)).contains(&format!(" {prefix}"))
}
