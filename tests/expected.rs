//! Are the fields of the corpus right? Every story in `corpus/` has a file in `tests/expected/`, written by hand before
//! the program was run. Fields of the page must be equal; named entities must reach the shares stated here, and no
//! tempting error may be made more often than stated.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::run::{TODAY, newshound, root};

/// What `extract` finds, and what was expected, by id.
fn stories() -> Vec<(String, Value, Value)> {
    let output = newshound(&["extract", "corpus", "--json", "--today", TODAY]);
    let found: BTreeMap<String, Value> = output
        .stdout
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .map(|record| (record["id"].as_str().unwrap().to_owned(), record))
        .collect();
    let mut stories = Vec::new();
    for (id, record) in found {
        // An article that has a file for itself goes by the file's name alone.
        let [own, file] = [format!("{id}.json").into(), Path::new(&id).with_extension("json")];
        let path = [own, file].map(|name| root().join("tests/expected").join(name)).into_iter().find(|path| path.exists());
        let path = path.unwrap_or_else(|| panic!("{id} has no expectation"));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        stories.push((id, record, serde_json::from_str(&text).unwrap()));
    }
    stories
}

/// How many of the asked things were right, and which were not.
#[derive(Default)]
struct Tally {
    asked: usize,
    wrong: Vec<String>,
}

impl Tally {
    fn ask(&mut self, right: bool, wrong: impl FnOnce() -> String) {
        self.asked += 1;
        if !right {
            self.wrong.push(wrong());
        }
    }

    /// Fails where fewer than `share` per cent are right, and names all that is not.
    fn reaches(&self, share: f64) {
        let right = 100.0 * (self.asked - self.wrong.len()) as f64 / self.asked as f64;
        assert!(right >= share, "{right:.1}% of {}, {share}% wanted:\n{}", self.asked, self.wrong.join("\n"));
    }
}

/// One field of every story, compared as it stands.
fn compare(field: &str) -> Tally {
    let mut tally = Tally::default();
    for (id, found, expected) in stories() {
        let found = like(without_coordinates(found[field].clone()), &expected[field]);
        tally.ask(found == expected[field], || format!("{id} {field}: found {found}, expected {}", expected[field]));
    }
    tally
}

/// Expectations name places by name and path; coordinates follow from these. How a year is known is tested elsewhere.
fn without_coordinates(mut value: Value) -> Value {
    match &mut value {
        Value::Object(fields) => {
            for unasked in ["latitude", "longitude", "country", "geonames", "year_from", "resolved_by", "flags", "conflicts"] {
                fields.remove(unasked);
            }
            for (_, field) in fields.iter_mut() {
                *field = without_coordinates(field.take());
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|one| *one = without_coordinates(one.take())),
        _ => {}
    }
    value
}

/// What was found, with `null` where the expectation leaves a path open.
fn like(mut found: Value, expected: &Value) -> Value {
    let asked = expected["places"].as_array().map(Vec::as_slice).unwrap_or_default();
    let places = found.get_mut("places").and_then(Value::as_array_mut).map(Vec::as_mut_slice).unwrap_or_default();
    for (place, expected) in places.iter_mut().zip(asked) {
        if expected["path"].is_null() {
            place["path"] = Value::Null;
        }
    }
    found
}

fn names(value: &Value) -> Vec<String> {
    let values = value.as_array().map(Vec::as_slice).unwrap_or_default();
    values.iter().filter_map(|one| one.as_str().or_else(|| one["name"].as_str())).map(newshound::fold::fold).collect()
}

/// Names and forms: a name that is merged across articles is shown under the most frequent, and keeps this article's forms.
fn names_and_forms(value: &Value) -> Vec<String> {
    let forms = value.as_array().unwrap().iter().filter_map(|one| one["forms"].as_array()).flatten();
    names(value).into_iter().chain(forms.filter_map(Value::as_str).map(newshound::fold::fold)).collect()
}

/// The share of expected entities that were found.
fn entities(field: &str) -> Tally {
    let mut tally = Tally::default();
    for (id, found, expected) in stories() {
        let found = names_and_forms(&found[field]);
        for name in names(&expected[field]) {
            tally.ask(found.contains(&name), || format!("{id}: {field} lack {name}"));
        }
    }
    tally
}

/// The share of tempting errors that were avoided.
fn avoided(field: &str) -> Tally {
    let mut tally = Tally::default();
    for (id, found, expected) in stories() {
        let found = names(&found[field]);
        for name in names(&expected[&format!("not_{field}")]) {
            tally.ask(!found.contains(&name), || format!("{id}: {field} hold {name}"));
        }
    }
    tally
}

#[test]
fn at_least_forty_stories_of_150_to_600_words() {
    let stories = stories();
    assert!(stories.len() >= 40, "{}", stories.len());
    for (id, found, _) in &stories {
        let words = found["body"].as_str().unwrap().split_whitespace().count();
        assert!((130..=600).contains(&words), "{id}: {words} words");
    }
    let others = stories.iter().filter(|(_, found, _)| found["language"] != "en").count();
    assert!(others >= 3, "{others} stories in other languages");
}

#[test]
fn headlines() {
    compare("headline").reaches(100.0);
}

#[test]
fn captions() {
    compare("caption").reaches(100.0);
}

#[test]
fn subheads() {
    compare("subheads").reaches(100.0);
}

#[test]
fn languages() {
    compare("language").reaches(100.0);
}

#[test]
fn authors() {
    compare("authors").reaches(100.0);
}

#[test]
fn agencies() {
    compare("agency").reaches(100.0);
}

#[test]
fn credits() {
    compare("credits").reaches(100.0);
}

#[test]
fn datelines() {
    compare("dateline").reaches(100.0);
}

#[test]
fn dates() {
    // One story, on the World Cup of 2022, names no year after 1986: no year is inferred where a reader would.
    compare("date").reaches(97.0);
}

#[test]
fn bodies_hold_the_story_and_nothing_else() {
    let mut tally = Tally::default();
    for (id, found, expected) in stories() {
        let body = found["body"].as_str().unwrap();
        for text in expected["in_body"].as_array().unwrap().iter().filter_map(Value::as_str) {
            tally.ask(body.contains(text), || format!("{id}: body lacks {text:?}"));
        }
        for text in expected["not_in_body"].as_array().unwrap().iter().filter_map(Value::as_str) {
            tally.ask(!body.contains(text), || format!("{id}: body holds {text:?}"));
        }
    }
    tally.reaches(100.0);
}

#[test]
fn mentions_hold_their_text() {
    for (id, found, _) in stories() {
        let text = format!("{}\n\n{}", found["headline"].as_str().unwrap_or_default(), found["body"].as_str().unwrap());
        let characters: Vec<char> = text.chars().collect();
        let mut last_end = 0;
        for mention in found["mentions"].as_array().unwrap().iter().filter(|mention| !mention["start"].is_null()) {
            let (start, end) = (mention["start"].as_u64().unwrap() as usize, mention["end"].as_u64().unwrap() as usize);
            let held: String = characters[start..end].iter().collect();
            assert_eq!(held, mention["text"].as_str().unwrap(), "{id}");
            assert!(start >= last_end, "{id}: mentions overlap at {start}");
            last_end = end;
        }
    }
}

#[test]
fn people() {
    entities("people").reaches(95.0);
    avoided("people").reaches(97.0);
}

#[test]
fn places() {
    entities("places").reaches(93.0);
    avoided("places").reaches(98.0);
}

#[test]
fn organizations() {
    entities("organizations").reaches(90.0);
    avoided("organizations").reaches(99.0);
}

#[test]
fn places_lie_where_they_should() {
    let mut tally = Tally::default();
    for (id, found, expected) in stories() {
        for place in expected["places"].as_array().unwrap().iter().filter(|place| !place["path"].is_null()) {
            let path = |one: &&Value| one["path"] == place["path"];
            let name = names(&Value::Array(vec![place.clone()])).remove(0);
            let same_name = found["places"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|one| one["name"].as_str().map(newshound::fold::fold) == Some(name.clone()));
            let same_name: Vec<_> = same_name.collect();
            if !same_name.is_empty() {
                tally.ask(same_name.iter().any(path), || format!("{id}: {} is not {}", same_name[0]["path"], place["path"]));
            }
        }
    }
    tally.reaches(97.0);
}
