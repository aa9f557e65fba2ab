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
    let mut named: Vec<(PlaceId, usize)> = counts.into_iter().collect();
    named.sort_by_key(|(id, count)| (usize::MAX - count, *id));
    named.into_iter().map(|(id, _)| id).collect()
}

/// The countries and regions of that name, where they are what is usually meant by it.
fn areas(name: &str) -> Vec<PlaceId> {
    let is_area = |id: &PlaceId| matches!(gazetteer::place(*id).kind, PlaceKind::Country | PlaceKind::Region);
    gazetteer::lookup(name).into_iter().take_while(is_area).take(2).collect()
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
    use super::named_in;
    use crate::gazetteer;

    #[test]
    fn the_most_named_region_comes_first() {
        let named = named_in("Nebraska and North Carolina met. Nebraska won in the end, me thinks.");
        let names: Vec<&str> = named.into_iter().map(|id| gazetteer::place(id).name).collect();
        assert_eq!(names.first(), Some(&"Nebraska"));
        assert!(names.contains(&"North Carolina"), "{names:?}");
    }

    #[test]
    fn small_words_are_no_regions() {
        assert!(named_in("He was in or at it, and so was she; oh well.").is_empty());
    }
}
