//! What did the user mean by a name that no article has? The name comes in, the nearest values of its field go out: those
//! that contain it or differ by few letters, the more frequent first.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use tantivy::Searcher;

use super::FacetValue;
use crate::fold::fold;
use crate::index::schema::fields;

/// Suggestions given at most.
const MOST: usize = 5;

/// Letters of a name for each one that may differ.
const LETTERS_PER_SLIP: usize = 3;

/// The values that come nearest to what was asked for, best first.
pub(super) fn nearest(values: &[FacetValue], wanted: &str) -> Vec<String> {
    let wanted = fold(wanted);
    let mut near: Vec<(usize, Reverse<usize>, &str)> = values
        .iter()
        .filter_map(|value| Some((distance(&wanted, &fold(&value.value))?, Reverse(value.count), value.value.as_str())))
        .collect();
    near.sort_unstable();
    let mut names: Vec<String> = Vec::new();
    for (_, _, name) in near {
        if names.len() < MOST && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// How far a folded name is from what was asked for; `None` where it is too far.
fn distance(wanted: &str, name: &str) -> Option<usize> {
    let allowed = (wanted.chars().count() / LETTERS_PER_SLIP).clamp(1, 4);
    if wanted.is_empty() {
        return None;
    }
    if wanted.chars().count() > 2 && name.split(' ').any(|word| word.starts_with(wanted)) {
        return Some(1);
    }
    let parts = [name].into_iter().chain(name.split(' ').filter(|word| word.chars().count() > 2));
    let close = parts.filter(|part| part.len().abs_diff(wanted.len()) <= allowed);
    close.map(|part| strsim::damerau_levenshtein(wanted, part)).min().filter(|slips| *slips <= allowed)
}

/// The words of the index that come nearest to one that no article has, with the articles that have each, best first: those
/// that differ by the fewest letters, the more frequent first.
pub(super) fn nearest_words(searcher: &Searcher, wanted: &str) -> tantivy::Result<Vec<(String, u32)>> {
    let allowed = (wanted.chars().count() / LETTERS_PER_SLIP).clamp(1, 2);
    let mut near: BTreeMap<String, (usize, u32)> = BTreeMap::new();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(fields().words)?;
        let mut words = index.terms().stream()?;
        while words.advance() {
            let Ok(word) = std::str::from_utf8(words.key()) else { continue };
            // Words in capitals stand there in small letters too.
            if word.len().abs_diff(wanted.len()) > allowed || word.chars().any(char::is_uppercase) {
                continue;
            }
            let slips = strsim::osa_distance(wanted, word);
            if slips <= allowed {
                near.entry(word.to_owned()).or_insert((slips, 0)).1 += words.value().doc_freq;
            }
        }
    }
    let mut near: Vec<_> = near.into_iter().map(|(word, (slips, articles))| (slips, Reverse(articles), word)).collect();
    near.sort_unstable();
    Ok(near.into_iter().take(MOST).map(|(_, Reverse(articles), word)| (word, articles)).collect())
}

/// The ids that come nearest: those that end in or contain what was asked for, then those that differ by few letters.
pub(super) fn nearest_ids<'a>(ids: impl Iterator<Item = &'a str>, wanted: &str) -> Vec<String> {
    let small = wanted.to_lowercase();
    let allowed = (small.chars().count() / LETTERS_PER_SLIP).clamp(1, 6);
    let mut near: Vec<(usize, &str)> = ids.filter_map(|id| Some((id_distance(&small, id, allowed)?, id))).collect();
    near.sort_unstable();
    near.into_iter().take(MOST).map(|(_, id)| id.to_owned()).collect()
}

fn id_distance(wanted: &str, id: &str, allowed: usize) -> Option<usize> {
    let small = id.to_lowercase();
    if wanted.is_empty() {
        return None;
    }
    if small.ends_with(wanted) {
        return Some(0);
    }
    if small.contains(wanted) {
        return Some(1);
    }
    let name = small.rsplit('/').next().unwrap_or_default();
    let close = [small.as_str(), name].into_iter().filter(|part| part.len().abs_diff(wanted.len()) <= allowed);
    close.map(|part| strsim::damerau_levenshtein(wanted, part)).min().filter(|slips| *slips <= allowed).map(|slips| slips + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(names: &[(&str, usize)]) -> Vec<FacetValue> {
        names.iter().map(|(name, count)| FacetValue::new(name, *count)).collect()
    }

    #[test]
    fn misspelt_names_lead_to_the_nearest_and_most_frequent() {
        let people = values(&[("Vladimir Putin", 9), ("Steve Witkoff", 5), ("Steven Wittkopf", 1), ("Angela Merkel", 7)]);
        assert_eq!(nearest(&people, "witkof"), ["Steve Witkoff", "Steven Wittkopf"]);
        assert_eq!(nearest(&people, "Vladmir Putin"), ["Vladimir Putin"]);
        assert_eq!(nearest(&people, "mer"), ["Angela Merkel"]);
        assert!(nearest(&people, "Xi Jinping").is_empty() && nearest(&people, "!").is_empty());
    }

    #[test]
    fn ids_are_found_by_file_name_and_slip() {
        let ids = ["a/moscow-talks.txt", "a/paris.txt", "b/reut2-000.sgm#12"];
        assert_eq!(nearest_ids(ids.into_iter(), "moscow-talks.txt"), ["a/moscow-talks.txt"]);
        assert_eq!(nearest_ids(ids.into_iter(), "a/pariss.txt"), ["a/paris.txt"]);
        assert_eq!(nearest_ids(ids.into_iter(), "reut2-000.sgm"), ["b/reut2-000.sgm#12"]);
        assert!(nearest_ids(ids.into_iter(), "nothing-like-it").is_empty());
    }
}
