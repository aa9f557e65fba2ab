//! Which classes does each word get? Paths of the cluster file, groups of the vectors, joined in one encoded table.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use newshound::entity::tagger::classes::Classes;
use newshound::entity::tagger::{hash, table};

use crate::Outcome;
use crate::groups::groups;
use crate::vectors::Vectors;

/// Coarse and fine groups.
const COARSE: usize = 200;
const FINE: usize = 1000;

/// The encoded table of word classes.
pub fn table(clusters: Option<&Path>, vectors: Option<&Path>, seed: u64) -> Outcome<Vec<u8>> {
    let mut words: BTreeMap<String, Classes> = BTreeMap::new();
    if let Some(path) = clusters {
        let paths: BTreeMap<String, u32> = serde_json::from_slice(&fs::read(path)?)?;
        for (word, path) in paths.into_iter().filter(|(_, path)| *path > 0) {
            words.insert(word, Classes { path, ..Classes::default() });
        }
    }
    if let Some(folder) = vectors {
        add_groups(&mut words, &Vectors::read(folder)?, seed);
    }
    let entries = words.into_iter().map(|(word, classes)| (hash::text(&word), classes.encode())).collect();
    Ok(table::encode(entries))
}

fn add_groups(words: &mut BTreeMap<String, Classes>, vectors: &Vectors, seed: u64) {
    let coarse = groups(&vectors.rows, COARSE, seed);
    let fine = groups(&vectors.rows, FINE, seed);
    let grouped = |word: &str, classes: Classes| {
        let row = vectors.row(word);
        row.map_or(classes, |row| Classes { coarse: coarse[row] as u8 + 1, fine: fine[row] as u16 + 1, ..classes })
    };
    for (word, classes) in words.iter_mut() {
        *classes = grouped(word, *classes);
    }
    for word in vectors.words.iter().filter(|word| is_word(word)) {
        let classes = grouped(word, Classes::default());
        // Without a class of its own a word is looked up in small letters.
        let same_in_small = words.get(&word.to_lowercase()).is_some_and(|small| small.fine == classes.fine);
        if classes.fine > 0 && !words.contains_key(word.as_str()) && !same_in_small {
            words.insert(word.clone(), classes);
        }
    }
}

/// True for words that begin with a capital and hold no digits: what is left without a path is rare, and of use as a name.
fn is_word(word: &str) -> bool {
    word.len() < 24
        && word.chars().next().is_some_and(char::is_uppercase)
        && word.chars().all(|character| character.is_alphabetic() || "'.-&".contains(character))
}

#[cfg(test)]
mod tests {
    use super::*;
    use newshound::entity::tagger::classes::WIDTH;

    #[test]
    fn without_files_no_word_has_classes() {
        let bytes = table(None, None, 1).expect("there is nothing to read");
        assert!(table::Table::open(&bytes, WIDTH).is_some_and(|(table, _)| table.is_empty()));
    }

    #[test]
    fn names_are_words_and_numbers_are_not() {
        assert!(is_word("Zorvath") && is_word("Al-Hale") && !is_word("zorvath") && !is_word("X2"));
    }
}
