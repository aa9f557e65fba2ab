//! What is printed of an index of hostile articles, in every form: text that a terminal shows as it stands, JSON that is
//! JSON, tables whose rows are of one width and whose cells no spreadsheet takes for formulas.

use std::path::Path;

use serde_json::Value;

use super::is_plain;
use crate::run::newshound;

/// The fields that are counted.
const FIELDS: [&str; 14] = [
    "people",
    "places",
    "organizations",
    "speakers",
    "authors",
    "dateline",
    "agency",
    "language",
    "source",
    "section",
    "keywords",
    "status",
    "year",
    "day",
];

/// Asks everything that an index can be asked.
pub fn are_harmless(index: &Path) {
    let index = index.to_str().unwrap();
    let ids = ids(index);
    assert!(ids.len() > 300, "{} ids", ids.len());
    let mut questions: Vec<Vec<&str>> = vec![
        vec!["search", "-n", "1000"],
        vec!["search", "oslo", "-n", "50", "--context"],
        vec!["search", "rain OR oslo", "--open", "--explain", "-n", "50"],
        vec!["stats"],
        vec!["timeline"],
        vec!["related", "oslo"],
    ];
    questions.extend(FIELDS.map(|field| vec!["facets", field, "-n", "1000"]));
    for some in ids.chunks(200) {
        let show = ["show", "--why"].into_iter().chain(some.iter().map(String::as_str));
        questions.push(show.collect());
    }
    for question in &questions {
        for form in ["text", "json", "jsonl", "csv"] {
            // What an article's JSON is on a line of its own it is in a list too, and it is long.
            if question[0] == "show" && form == "json" {
                continue;
            }
            let output = newshound(&[question.as_slice(), &["--format", form, "--index", index]].concat());
            let has_none = output.status == 2 && output.stderr.contains("has no output format");
            assert!(output.status == 0 || has_none, "{question:?} {form}: {}", output.stderr);
            is_plain(&output.stderr);
            match form {
                "text" => is_plain(&output.stdout),
                "json" if !has_none => is_json(&output.stdout),
                "jsonl" => output.stdout.lines().for_each(is_json),
                _ => is_table(&output.stdout),
            }
        }
    }
}

/// The ids of the articles, each story of an archive among them.
fn ids(index: &str) -> Vec<String> {
    let found = newshound(&["search", "-n", "100000", "--no-facets", "--format", "jsonl", "--fields", "id", "--index", index]);
    let id = |line: &str| serde_json::from_str::<Value>(line).unwrap()["id"].as_str().unwrap().to_owned();
    // The records of one file are alike: one of them speaks for all.
    found.stdout.lines().map(id).filter(|id| !id.contains('#') || id.ends_with("#1")).collect()
}

fn is_json(text: &str) {
    if let Err(error) = serde_json::from_str::<Value>(text) {
        panic!("{error}: {:?}", text.chars().take(300).collect::<String>());
    }
}

/// Rows of one width; no cell begins as a formula does, but numbers below zero.
fn is_table(text: &str) {
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    for row in rows.records() {
        for cell in &row.unwrap() {
            let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
            assert!(!is_formula, "{:?}", cell.chars().take(300).collect::<String>());
        }
    }
}
