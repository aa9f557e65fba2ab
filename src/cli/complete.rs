//! `complete`, which shells run: which values does the word that is being typed begin? A field and that word come in; values of the
//! index go out, one a line, the most frequent first. Where there is no index, or anything is wrong, there is nothing to say.

use std::collections::BTreeSet;

use super::answer_arguments::CompleteFlags;
use super::{Settings, Status, saved};
use crate::error::Error;
use crate::fold::fold;
use crate::index::Reader;
use crate::render::{Output, terminal};
use crate::search::{self, FacetField, FacetRequest, FacetValue, Prefix, Request};

/// Flags whose values are those of a field.
pub(super) const FLAGS: [(&str, FacetField); 9] = [
    ("person", FacetField::People),
    ("place", FacetField::Places),
    ("org", FacetField::Organizations),
    ("said-by", FacetField::Speakers),
    ("author", FacetField::Authors),
    ("dateline", FacetField::Dateline),
    ("agency", FacetField::Agency),
    ("lang", FacetField::Language),
    ("source", FacetField::Source),
];
/// What stands for the names of saved searches in the place of a flag.
pub(super) const SAVED: &str = "saved";

/// Values that are offered: more are not read.
const MOST: usize = 100;

/// Prints what the word may become.
pub(super) fn run(settings: &Settings, flags: &CompleteFlags) -> Result<Status, Error> {
    let word = unquoted(&flags.word);
    let values = if flags.field == SAVED { searches(settings, &word) } else { values(settings, &flags.field, &word) };
    let values = values.unwrap_or_default();
    let mut output = Output::stdout();
    // What would act on a terminal could not be typed.
    output.lines(values.iter().filter(|value| terminal::escape(value) == **value))?;
    if shortens(&values, &word) {
        output.line("")?;
    }
    output.finish()?;
    Ok(if values.is_empty() { Status::Nothing } else { Status::Done })
}

fn searches(settings: &Settings, word: &str) -> Result<Vec<String>, Error> {
    Ok(saved::names(&settings.index)?.into_iter().filter(|name| name.starts_with(word)).collect())
}

fn values(settings: &Settings, flag: &str, word: &str) -> Result<Vec<String>, Error> {
    let Some((_, field)) = FLAGS.iter().find(|(known, _)| *known == flag) else { return Ok(Vec::new()) };
    // Names in whole places come behind those of the places themselves, of which there may be many.
    let limit = if field.is_hierarchical() { usize::MAX } else { MOST };
    let facet = FacetRequest { prefix: Prefix::parse(word).ok(), ..FacetRequest::new(*field, limit) };
    let reader = Reader::open(&settings.index)?;
    let results = search::run(&reader, &Request { facets: vec![facet], ..Request::default() })?;
    Ok(begun(results.facets.into_iter().flat_map(|facet| facet.values).flat_map(with_around), word))
}

/// A value, and what it lies in: an article of Oslo is one of Norway.
fn with_around(value: FacetValue) -> Vec<String> {
    let mut names = vec![value.value];
    for part in value.path.iter().flat_map(|path| path.split('/').rev()) {
        if !names.iter().any(|name| name == part) {
            names.push(part.to_owned());
        }
    }
    names
}

/// The values that begin with the word, each once; where there are none, those of which another word begins so.
fn begun(values: impl Iterator<Item = String>, word: &str) -> Vec<String> {
    let folded = fold(word);
    let (mut first, mut within) = (Vec::new(), Vec::new());
    let mut known = BTreeSet::new();
    for value in values {
        let name = fold(&value);
        let list = if name.starts_with(&folded) { &mut first } else { &mut within };
        if list.len() < MOST && format!(" {name}").contains(&format!(" {folded}")) && known.insert(name) {
            list.push(value);
        }
    }
    if first.is_empty() { within } else { first }
}

/// True where the values have less in common than the word that is typed. A shell puts what they have in common in its place, and
/// what is typed would be lost; an empty value among them keeps it.
fn shortens(values: &[String], word: &str) -> bool {
    let same = |first: &str, second: &str| first.chars().zip(second.chars()).take_while(|(a, b)| a == b).count();
    let common = values.first().and_then(|first| values.iter().skip(1).map(|value| same(first, value)).min());
    common.is_some_and(|common| common < word.chars().count())
}

/// The word without the quotes and backslashes that a shell would take away.
fn unquoted(word: &str) -> String {
    let word = word.strip_prefix(['"', '\'']).unwrap_or(word);
    let mut plain = String::with_capacity(word.len());
    let mut letters = word.chars();
    while let Some(letter) = letters.next() {
        plain.extend(if letter == '\\' { letters.next() } else { Some(letter) });
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(values: &[&str], word: &str) -> Vec<String> {
        begun(values.iter().map(|value| (*value).to_owned()), word)
    }

    #[test]
    fn values_that_begin_so_come_before_those_with_a_word_that_does() {
        let values = ["Vera Orlova", "Örsted", "Ivan Orlov", "Orsa", "orsa"];
        assert_eq!(offered(&values, "or"), ["Örsted", "Orsa"]);
        assert_eq!(offered(&values, "ORL"), ["Vera Orlova", "Ivan Orlov"]);
        assert_eq!(offered(&values, "vera o"), ["Vera Orlova"]);
        assert_eq!(offered(&values, "x"), Vec::<String>::new());
        assert_eq!(offered(&values, "").len(), 4);
    }

    #[test]
    fn what_is_typed_is_not_shortened() {
        let shortens =
            |values: &[&str], word| shortens(&values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>(), word);
        assert!(shortens(&["NATO", "National Guard"], "nat") && shortens(&["Vera Orlova", "Ivan Orlov"], "orl"));
        assert!(
            !shortens(&["Vera Orlova", "Vera Orlow"], "vera") && !shortens(&["Vera Orlova"], "orlova") && !shortens(&[], "x")
        );
        assert!(!shortens(&["Oslo", "Bergen"], ""));
    }

    #[test]
    fn a_place_stands_for_what_it_lies_in() {
        let oslo = FacetValue { value: "Oslo".to_owned(), path: Some("Europe/Norway/Oslo".to_owned()), count: 1, unusual: None };
        assert_eq!(begun(with_around(oslo.clone()).into_iter(), "nor"), ["Norway"]);
        assert_eq!(with_around(oslo), ["Oslo", "Norway", "Europe"]);
    }

    #[test]
    fn a_shell_gives_the_word_as_it_is_typed() {
        let cases = [("\"New Y", "New Y"), ("'New Y", "New Y"), ("New\\ Y", "New Y"), ("O\\'B", "O'B"), ("a\\", "a"), ("", "")];
        for (typed, word) in cases {
            assert_eq!(unquoted(typed), word, "{typed}");
        }
    }
}
