//! Does the program still print what is written? The README and every transcript in `tests/transcripts/` is run command
//! by command, and what is printed is compared with what stands there. `TRYCMD=dump` and `TRYCMD=overwrite` are trycmd's
//! ways of bringing transcripts up to date.

use std::fs;
use std::path::Path;

use crate::run::{TODAY, root};

/// Runs the console blocks of a Markdown file, one after the other, in a folder that holds a copy of the corpus, and as
/// `papers` one of `tests/copies`, and the queries of a batch.
fn run(markdown: &str) {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("case.in");
    copy(&root().join("corpus"), &place.join("corpus"));
    copy(&root().join("index"), &place.join("index"));
    copy(&root().join("tests/copies"), &place.join("papers"));
    fs::copy(root().join("tests/transcripts/queries.txt"), place.join("queries.txt")).unwrap();
    fs::write(folder.path().join("case.md"), timeless(markdown)).unwrap();
    let cases = trycmd::TestCases::new();
    cases.register_bin("newshound", Path::new(env!("CARGO_BIN_EXE_newshound")));
    cases.env("NEWSHOUND_TODAY", TODAY).env("COLUMNS", "100").timeout(std::time::Duration::from_secs(120));
    cases.case(folder.path().join("case.md")).run();
}

/// The commands of the README as the test binary knows them, and its times, which differ on every machine, left open.
fn timeless(markdown: &str) -> String {
    let mut text = String::new();
    let mut ran = false;
    for line in markdown.lines() {
        // trycmd takes one line end away from each output.
        if ran && (line.starts_with("$ ") || line == "```") {
            text.push('\n');
            ran = false;
        }
        ran |= line.starts_with("$ ");
        let line = line.replace("$ cargo run --release -- ", "$ newshound ");
        match line.split_once(" articles indexed in ").and_then(|(articles, rest)| Some((articles, rest.split_once(" into ")?.1)))
        {
            Some((articles, index)) => text.push_str(&format!("{articles} articles indexed in [..] into {index}\n")),
            None => text.push_str(&format!("{line}\n")),
        }
    }
    text
}

/// Copies what git keeps: an index that was built here stays out of the way.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in walkdir::WalkDir::new(from).min_depth(1).sort_by_file_name() {
        let entry = entry.unwrap();
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(&target).unwrap();
        } else if !from.ends_with("index") || [".gitignore", "README.md"].iter().any(|kept| entry.file_name() == *kept) {
            fs::copy(entry.path(), &target).unwrap();
        }
    }
}

#[test]
fn the_readme() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    assert!(readme.matches("```console").count() >= 5, "the README shows too little");
    run(&readme);
}

#[test]
fn every_transcript() {
    let mut number = 0;
    for entry in walkdir::WalkDir::new(root().join("tests/transcripts")).sort_by_file_name() {
        let entry = entry.unwrap();
        if entry.path().extension().is_some_and(|extension| extension == "md") {
            run(&fs::read_to_string(entry.path()).unwrap());
            number += 1;
        }
    }
    assert!(number > 0, "no transcript was found");
}
