//! Which countries and regions does a story name? A bare dateline (`COLUMBUS --`) is told from its namesakes by them. In
//! comes the story, out come handles, the most named first. Only full names are read: abbreviations of two letters are
//! words as well.

use std::collections::BTreeMap;

use crate::gazetteer::{self, PlaceId, PlaceKind};

/// Characters of the story that are read: the top of a story says where it is.
const SAMPLE: usize = 3_000;

/// The countries and regions that a story names, most named first.
#[must_use]
pub fn named_in(story: &str) -> Vec<PlaceId> {
    let sample: String = story.chars().take(SAMPLE).collect();
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for name in names_in(&sample) {
        *names.entry(name).or_default() += 1;
    }
    let mut counts: BTreeMap<PlaceId, usize> = BTreeMap::new();
    for (name, count) in names {
        for area in areas(&name) {
            *counts.entry(area).or_default() += count;
        }
    }
    let mut ranked: Vec<(PlaceId, usize)> = counts.into_iter().collect();
    ranked.sort_by_key(|(id, count)| (usize::MAX - count, *id));
    ranked.into_iter().map(|(id, _)| id).collect()
}

/// The countries and regions of that name, where they are what is usually meant by it.
fn areas(name: &str) -> Vec<PlaceId> {
    let is_area = |id: &PlaceId| matches!(gazetteer::place(*id).kind, PlaceKind::Country | PlaceKind::Region);
    gazetteer::lookup(name).into_iter().take_while(is_area).take(2).collect()
}

/// `FARMINGTON Conn.`: a place in capitals and its region, where the comma between them was lost.
#[must_use]
pub fn set_apart(name: &str) -> (&str, Option<&str>) {
    let apart = name.rsplit_once(' ').filter(|(place, region)| {
        place.chars().all(|c| !c.is_lowercase())
            && region.chars().any(char::is_lowercase)
            && gazetteer::region(region).iter().any(|id| gazetteer::kind(*id) == PlaceKind::Region)
    });
    apart.map_or((name, None), |(place, region)| (place, Some(region)))
}

/// Single words and pairs of words with a capital.
fn names_in(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    let single = words.iter().filter(|word| is_capital(word) && word.len() > 3).map(|word| (*word).to_owned());
    let pairs = words.windows(2).filter(|pair| pair.iter().all(|word| is_capital(word))).map(|pair| pair.join(" "));
    single.chain(pairs).collect()
}

fn is_capital(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::{named_in, set_apart};
    use crate::gazetteer;

    #[test]
    fn the_most_named_region_comes_first() {
        let found = named_in("Nebraska and North Carolina met. Nebraska won in the end, me thinks.");
        let names: Vec<&str> = found.into_iter().map(|id| gazetteer::place(id).name).collect();
        assert_eq!(names.first(), Some(&"Nebraska"));
        assert!(names.contains(&"North Carolina"), "{names:?}");
    }

    #[test]
    fn a_region_without_its_comma_is_set_apart() {
        assert_eq!(set_apart("SALEM Ore."), ("SALEM", Some("Ore.")));
        for name in ["SALEM", "FORT WAYNE", "New York", "DES Moines", "ST. Louis", ""] {
            assert_eq!(set_apart(name), (name, None), "{name}");
        }
    }

    #[test]
    fn small_words_are_no_regions() {
        assert!(named_in("He was in or at it, and so was she; oh well.").is_empty());
    }
}
