//! How much is an article about someone? Stories of the corpus were judged by hand in `tests/salience/judged.tsv` before
//! any formula was tried: about, important or passing. Asked are the order of two names of different levels within a
//! story, and the level itself by the thresholds that a reader would take.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::run::{TODAY, newshound, root};

const LEVELS: [&str; 3] = ["passing", "important", "about"];
/// Saliences of each level, both ends included.
const BANDS: [(u64, u64); 3] = [(0, 19), (10, 79), (55, 99)];

/// Level and salience of everything judged, by story; `None` for a name that the program does not find.
fn judged() -> BTreeMap<String, Vec<(usize, Option<u64>, String)>> {
    let output = newshound(&["extract", "corpus", "--json", "--today", TODAY]).stdout;
    let records: Vec<Value> = output.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let records: BTreeMap<&str, &Value> = records.iter().map(|record| (record["id"].as_str().unwrap(), record)).collect();
    let mut judged: BTreeMap<String, Vec<(usize, Option<u64>, String)>> = BTreeMap::new();
    let table = std::fs::read_to_string(root().join("tests/salience/judged.tsv")).unwrap();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let [story, kind, name, level]: [&str; 4] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        // A name that is merged across stories is shown under the most frequent, and keeps this story's forms.
        let is_called =
            |entity: &&Value| entity["name"] == name || entity["forms"].as_array().unwrap().iter().any(|form| form == name);
        let found = records[story][kind].as_array().unwrap().iter().find(is_called);
        let salience = found.map(|entity| entity["salience"].as_u64().unwrap());
        let level = LEVELS.iter().position(|one| *one == level).unwrap();
        judged.entry(story.to_owned()).or_default().push((level, salience, format!("{story} {name}")));
    }
    judged
}

#[expect(clippy::print_stderr, reason = "the figures are read with --nocapture")]
fn reaches(asked: &[(bool, String)], share: usize) {
    let wrong: Vec<&str> = asked.iter().filter(|(right, _)| !right).map(|(_, what)| what.as_str()).collect();
    let right = asked.len() - wrong.len();
    eprintln!("{right} of {}", asked.len());
    assert!(right * 100 >= share * asked.len(), "{right} of {}:\n{}", asked.len(), wrong.join("\n"));
}

#[test]
fn within_a_story_the_order_is_that_of_a_reader() {
    let mut asked = Vec::new();
    for names in judged().values() {
        for (high, one, above) in names {
            for (_, other, below) in names.iter().filter(|(low, ..)| low < high) {
                asked.push((one > other, format!("{above} {one:?} is not above {below} {other:?}")));
            }
        }
    }
    reaches(&asked, 95);
}

#[test]
fn levels_are_those_of_a_reader() {
    let names = judged().into_values().flatten();
    let asked: Vec<(bool, String)> = names
        .map(|(level, salience, name)| {
            let (low, high) = BANDS[level];
            let right = salience.is_some_and(|salience| (low..=high).contains(&salience));
            (right, format!("{name}: {salience:?} is not {}", LEVELS[level]))
        })
        .collect();
    reaches(&asked, 85);
}
