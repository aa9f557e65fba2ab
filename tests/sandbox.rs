//! What can a hostile article do to those who read what the program prints, and to their files? Nothing: every command in every
//! form is run over articles and names that try, in a folder of its own that is compared before and after.

#![cfg(unix)]

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use crate::run::{Output, command, finish};

/// Controls of all kinds, marks that turn the direction, line ends of all kinds.
const SIGNS: &str =
    "\u{1b}[31m\u{7}\u{9b}2J\u{7f}\u{202e}\u{2066}\u{200f}\u{2028}\u{fff9}\r\u{85}\u{1b}]8;;file:///etc/passwd\u{1b}\\";

/// What a shell, a spreadsheet, TeX or a browser would run.
const RUNS: [&str; 9] = [
    "=HYPERLINK(\"http://x\")",
    "+1+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "-2+3",
    "＝1+1",
    "$(touch ran)",
    "`touch ran`; touch ran",
    "}} \\input{/etc/passwd} @string{a = {",
    "javascript:alert(1)",
];

/// A folder with everything that the program may see.
struct Sandbox {
    folder: tempfile::TempDir,
}

impl Sandbox {
    fn new() -> Sandbox {
        let sandbox = Sandbox { folder: tempfile::tempdir().unwrap() };
        for name in ["news", "home", "tmp", "run"] {
            fs::create_dir(sandbox.path(name)).unwrap();
        }
        for (number, run) in RUNS.iter().enumerate() {
            let text = format!(
                "{run} {SIGNS}\nBy {run} Roe{SIGNS}\n\nOSLO, Norway (AP) - {run}{SIGNS} Jane{SIGNS}Roe met Max{SIGNS}Hale in Oslo.\n\n“{run}{SIGNS},” Jane Roe said.\n"
            );
            fs::write(sandbox.path("news").join(format!("{number}.txt")), text).unwrap();
            let value = format!("{run}{SIGNS}");
            let record = serde_json::json!({
                "headline": value, "body": format!("{value} Jane Roe came to Oslo."), "author": [value, "Jane Roe"], "keywords": [value],
                "section": value, "source": value, "url": run, "date": "2025-12-02", "language": value, "kicker": value, "caption": value,
            });
            fs::write(sandbox.path("news").join(format!("{number}.json")), record.to_string()).unwrap();
        }
        for name in
            [SIGNS.replace('/', "_").as_str(), "=cmd().txt", "$(touch ran).txt", "a\nb.txt", "-rf.txt", "'; touch ran; '.txt"]
        {
            let name = [OsStr::from_bytes(name.as_bytes()), OsStr::new(".txt")].join(OsStr::new(""));
            fs::write(sandbox.path("news").join(name), "Rain in Oslo\n\nOSLO (AP) - Jane Roe saw rain.\n").unwrap();
        }
        fs::write(sandbox.path("news").join("half.json"), r#"{"headline": "a \ud800 b", "body": "\udfff It rained in Oslo."}"#)
            .unwrap();
        fs::write(sandbox.path("news").join("broken\u{1b}[2J.json"), "{\"headline\": \u{1b}").unwrap();
        fs::write(sandbox.path("queries"), "oslo\n{\"query\": \"\u{202e}\u{1b}x\", \"person\": \"Roe\"}\n\u{1b}(\n").unwrap();
        sandbox
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs the program with all its surroundings within the sandbox.
    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = command(arguments);
        command.current_dir(self.folder.path()).env("HOME", self.path("home")).env("TMPDIR", self.path("tmp"));
        for variable in ["XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"] {
            command.env(variable, self.path("run"));
        }
        finish(&mut command)
    }

    /// Every file with its bytes, but for those of the index itself.
    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let entries = walkdir::WalkDir::new(self.folder.path()).into_iter().map(Result::unwrap);
        let files = entries.filter(|entry| !entry.file_type().is_dir()).map(walkdir::DirEntry::into_path);
        let outside = files.filter(|path| !path.starts_with(self.path("index")));
        outside.map(|path| (path.strip_prefix(self.folder.path()).unwrap().to_owned(), fs::read(&path).unwrap())).collect()
    }
}

/// Fails where text would do more to a terminal than colour it and link a headline to its file.
fn harmless(arguments: &[&str], text: &str) {
    let mut rest = text;
    let mut plain = String::new();
    while let Some((before, sequence)) = rest.split_once('\u{1b}') {
        plain.push_str(before);
        let end = match sequence.strip_prefix("]8;;") {
            Some(link) => {
                let (address, _) = link.split_once("\u{1b}\\").unwrap();
                assert!(address.is_empty() || address.starts_with("file://"), "{arguments:?}: {address:?}");
                assert!(address.bytes().all(|byte| byte.is_ascii_graphic()), "{arguments:?}: {address:?}");
                sequence.len() - link.len() + address.len() + 2
            }
            None => sequence.find(|c: char| c != '[' && c != ';' && !c.is_ascii_digit()).unwrap() + 1,
        };
        let (sequence, behind) = sequence.split_at(end);
        assert!(sequence.starts_with(']') || sequence.starts_with('[') && sequence.ends_with('m'), "{arguments:?}: {sequence:?}");
        rest = behind;
    }
    plain.push_str(rest);
    let acts = |c: &char| newshound::render::terminal::is_unsafe(*c) && *c != '\n';
    let found: Vec<char> = plain.chars().filter(acts).collect();
    assert!(found.is_empty(), "{arguments:?}: {found:?} in {plain:?}");
}

/// Fails where a spreadsheet would run a cell.
fn no_formula(arguments: &[&str], text: &str) {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    for cell in reader.records().flat_map(|record| record.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()) {
        let runs = cell.trim_start_matches([' ', '\n', '"']).starts_with(['=', '+', '-', '@', '＝']);
        assert!(!runs || cell.parse::<f64>().is_ok(), "{arguments:?}: {cell:?}");
    }
}

/// Runs a command in each of its forms.
fn every_form(sandbox: &Sandbox, arguments: &[&str], forms: &[&str]) {
    for form in forms {
        for colour in ["never", "always"] {
            let (command, rest) = arguments.split_at(1);
            let all = [command, &["--format", form, "--color", colour], rest].concat();
            let output = sandbox.run(&all);
            assert!([0, 1, 3].contains(&output.status) && !output.stderr.contains("internal error"), "{all:?}: {output:?}");
            harmless(&all, &output.stdout);
            harmless(&all, &output.stderr);
            match *form {
                "csv" => no_formula(&all, &output.stdout),
                "json" | "geojson" if !output.stdout.is_empty() => {
                    serde_json::from_str::<serde_json::Value>(&output.stdout).unwrap();
                }
                "jsonl" => output.stdout.lines().for_each(|line| {
                    serde_json::from_str::<serde_json::Value>(line).unwrap();
                }),
                _ => {}
            }
        }
    }
}

const ARTICLES: &[&str] = &["text", "json", "jsonl", "csv", "paths", "geojson", "bibtex", "ris"];
const COUNTS: &[&str] = &["text", "json", "jsonl", "csv"];

#[test]
fn nothing_of_an_article_acts_on_whoever_reads_and_nothing_is_written_elsewhere() {
    let sandbox = Sandbox::new();
    let before = sandbox.files();
    let output = sandbox.run(&["index", "news", "--report", "report.jsonl", "-v", "--color", "always"]);
    assert_eq!(output.status, 3, "{output:?}");
    harmless(&["index"], &format!("{}{}", output.stdout, output.stderr));
    let report = fs::read_to_string(sandbox.path("report.jsonl")).unwrap();
    harmless(&["--report"], &report);

    let ids = sandbox.run(&["search", "-n", "100", "--format", "jsonl"]).stdout;
    let ids: Vec<serde_json::Value> = ids.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ids: Vec<&str> = ids.iter().map(|hit| hit["id"].as_str().unwrap()).collect();
    assert!(ids.len() > 20, "{ids:?}");
    every_form(&sandbox, &["search", "-n", "100", "--open", "--context"], &["text"]);
    every_form(&sandbox, &["search", "oslo", "-n", "100", "--open", "--context", "--explain"], ARTICLES);
    every_form(
        &sandbox,
        &["search", "--fields", "id,keywords,authors,section,source,url,caption,kicker,path", "-n", "100"],
        &["json", "jsonl", "csv"],
    );
    every_form(&sandbox, &[&["show", "--why", "--"], ids.as_slice()].concat(), ARTICLES);
    every_form(&sandbox, &["extract", "news", "--why", "-v"], &["text", "json", "jsonl", "csv", "paths", "geojson"]);
    every_form(&sandbox, &["similar", "0.txt"], ARTICLES);
    for field in ["people", "places", "organizations", "authors", "source", "section", "agency", "language"] {
        every_form(&sandbox, &["facets", field], COUNTS);
    }
    every_form(&sandbox, &["related", "--person", "roe"], COUNTS);
    every_form(&sandbox, &["timeline", "oslo", "--compare", SIGNS], COUNTS);
    every_form(&sandbox, &["entities", "show", "roe"], &["text", "json"]);
    every_form(&sandbox, &["stats"], &["text", "json"]);
    every_form(&sandbox, &["search", "--batch", "queries"], &["jsonl"]);
    for asked in [SIGNS, "(\u{1b}", "\u{202e}~~", "@\u{1b}", "person:\u{1b}\u{202e}"] {
        for arguments in [
            vec!["search", "--", asked],
            vec!["search", "--person", asked],
            vec!["search", "--since", asked],
            vec!["show", asked],
            vec!["save", asked, "x"],
            vec!["index", asked],
            vec!["search", "--fields", asked],
            vec!["entities", "merge", asked, "Jane Roe"],
            vec!["facets", asked],
            vec![asked],
        ] {
            let output = sandbox.run(&arguments);
            harmless(&arguments, &output.stdout);
            harmless(&arguments, &output.stderr);
        }
    }
    for flag in ["person", "place", "org", "author", "source", "agency", "saved"] {
        for word in ["", "=", "$", "j", SIGNS] {
            harmless(&["complete", flag, word], &sandbox.run(&["complete", flag, "--", word]).stdout);
        }
    }
    every_form(&sandbox, &["check"], &["text", "json"]);
    fs::rename(sandbox.path("news/a\nb.txt.txt"), sandbox.path("news/c\n\u{1b}[2Jd.txt")).unwrap();
    fs::write(sandbox.path("news/=e\u{202e}.txt"), "Rain in Oslo\n\nOSLO (AP) - It rained.\n").unwrap();
    for arguments in [&["check"][..], &["check", "--json"], &["index", "--dry-run", "-v"], &["index", "-v"], &["compact"]] {
        let output = sandbox.run(arguments);
        harmless(arguments, &format!("{}{}", output.stdout, output.stderr));
    }
    fs::remove_file(sandbox.path("news/=e\u{202e}.txt")).unwrap();
    fs::rename(sandbox.path("news/c\n\u{1b}[2Jd.txt"), sandbox.path("news/a\nb.txt.txt")).unwrap();
    assert_eq!(sandbox.run(&["save", "rain", "rain"]).status, 0);
    assert_eq!(sandbox.run(&["save", "--delete", "../../news/0"]).status, 2);
    harmless(&["save"], &sandbox.run(&["save"]).stdout);
    assert_eq!(sandbox.run(&["search", "@rain", "--new"]).status, 0);
    assert_eq!(sandbox.run(&["entities", "hide", "Jane Roe", "--kind", "person"]).status, 0);

    let mut after = sandbox.files();
    let beside = ["report.jsonl", "index.entities.txt", "index.searches.txt", "index.seen/rain.json"];
    for name in beside {
        assert!(after.remove(Path::new(name)).is_some(), "{name} is not there");
    }
    let new: Vec<&PathBuf> = after.keys().filter(|name| !before.contains_key(*name)).collect();
    assert!(new.is_empty(), "{new:?}");
    assert!(before == after, "a file was changed");
}
