//! What does a damaged index answer? Never something wrong: a byte that is not the one that was written is found before it
//! becomes part of an answer, or it is no part of any.

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::newshound;
use crate::sync::{Dice, Shelf, sync};

/// Questions that touch every kind of file.
const QUESTIONS: [&[&str]; 7] = [
    &["search", "bread", "--json"],
    &["search", "\"bread will cost\"", "--json", "--facet", "places:50"],
    &["search", "bre*", "--sort", "newest", "--json"],
    &["search", "--person", "orlova", "--json"],
    &["facets", "people", "-n", "50", "--json"],
    &["timeline", "--json"],
    &["stats", "--json"],
];

fn answers(index: &str) -> Vec<(i32, String, String)> {
    let ask = |question: &&[&str]| {
        let output = newshound(&[question, &["--index", index][..]].concat());
        // The size on the disk is what it is.
        let stdout = output.stdout.rsplit(",\"distinct\"").next().unwrap_or_default().to_owned();
        (output.status, stdout, output.stderr)
    };
    QUESTIONS.iter().map(ask).collect()
}

fn files(index: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(index).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Damages each file so many times, and asks; gives the number of cases in which someone was told, and of those without harm.
fn damage(files_in: usize, times: usize) -> (usize, usize) {
    let place = tempfile::tempdir().unwrap();
    let index = place.path().join("index");
    let mut shelf = Shelf::new(4);
    (0..files_in).for_each(|_| shelf.add());
    sync(&index, &[shelf.path().to_owned()], &[]);
    let name = index.to_str().unwrap();
    let right = answers(name);
    let mut dice = Dice(8);
    let (mut told, mut harmless) = (0, 0);
    for file in files(&index) {
        let whole = fs::read(&file).unwrap();
        for case in 0..if whole.is_empty() { 0 } else { times } {
            let mut damaged = whole.clone();
            let place = dice.below(whole.len());
            if case % 3 == 0 {
                damaged.truncate(place);
            } else {
                damaged[place] ^= 1 << dice.below(8);
            }
            fs::write(&file, damaged).unwrap();
            let case = format!("{} at {place}", file.display());
            let found = answers(name);
            for ((question, found), right) in QUESTIONS.iter().zip(&found).zip(&right) {
                assert!(!found.2.contains("internal error"), "{case}: {question:?}: {}", found.2);
                assert!(found.1 == right.1 || !found.2.is_empty(), "{case}: {question:?}: a wrong answer, and nobody is told");
            }
            let is_told = found.iter().any(|(_, _, stderr)| !stderr.is_empty());
            let checked = newshound(&["check", "--index", name]);
            assert_eq!(checked.status, 2, "{case}: {checked:?}");
            *(if is_told { &mut told } else { &mut harmless }) += 1;
        }
        fs::write(&file, &whole).unwrap();
    }
    (told, harmless)
}

#[test]
fn no_damaged_byte_becomes_an_answer() {
    let (told, harmless) = damage(30, 1);
    assert!(told > 2, "{told} told, {harmless} harmless");
}

/// By hand.
#[test]
#[ignore = "takes minutes: cargo test two_hundred_damages -- --ignored --nocapture"]
fn two_hundred_damages_are_found_or_do_no_harm() {
    let (told, harmless) = damage(300, 20);
    println!("{} cases: {told} told by a search, {harmless} without harm; check found all", told + harmless);
    assert!(told + harmless >= 200);
}

#[test]
fn check_tells_what_is_wrong_and_repair_mends_it() {
    let place = tempfile::tempdir().unwrap();
    let index = place.path().join("index");
    let name = index.to_str().unwrap().to_owned();
    let (mut shelf, mut lost) = (Shelf::new(4), Shelf::new(5));
    (0..20).for_each(|_| shelf.add());
    (0..10).for_each(|_| lost.add());
    sync(&index, &[shelf.path().to_owned(), lost.path().to_owned()], &[]);
    assert_eq!(newshound(&["check", "--index", &name]).status, 0);
    shelf.change();
    assert_eq!(newshound(&["check", "--index", &name]).status, 1);
    let gone = lost.path().to_str().unwrap().to_owned();
    drop(lost);
    let columns = files(&index).into_iter().find(|file| file.extension().is_some_and(|ending| ending == "fast")).unwrap();
    fs::write(&columns, b"x").unwrap();
    fs::write(index.join("files.99"), b"x").unwrap();
    assert_eq!(newshound(&["check", "--index", &name]).status, 2);
    let repaired = newshound(&["check", "--repair", "--index", &name]);
    assert!([0, 1].contains(&repaired.status), "{repaired:?}");
    assert_eq!(newshound(&["check", "--index", &name]).status, 0);
    let held = newshound(&["search", "--json", "-n", "100", "--no-facets", "--index", &name]).stdout;
    let held: serde_json::Value = serde_json::from_str(&held).unwrap();
    let paths = held["hits"].as_array().unwrap().iter().map(|hit| hit["path"].as_str().unwrap().to_owned());
    // The articles of the folder that is gone were saved: what is stored of them was not damaged.
    assert!(paths.filter(|path| path.starts_with(&gone)).count() >= 8);
}
