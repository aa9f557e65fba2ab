//! What does `index --report` say of each file? One line a file, in the order of the files, with everything that a summary
//! cannot hold.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::run::newshound;

const STORY: &str =
    "Talks open in Oslo\n\nOSLO, Norway (AP) - Envoys met in Oslo on Friday, the ministry said.\n\nThe talks go on.\n";

/// Indexes a folder with a report; gives the status and the lines.
fn report(folder: &Path, more: &[&str]) -> (i32, Vec<Value>) {
    let beside = tempfile::tempdir().unwrap();
    let (index, report) = (beside.path().join("index"), beside.path().join("report.jsonl"));
    let arguments = ["index", folder.to_str().unwrap(), "--index", index.to_str().unwrap(), "--report", report.to_str().unwrap()];
    let output = newshound(&[&arguments[..], more].concat());
    let lines = fs::read_to_string(report).unwrap();
    (output.status, lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

#[test]
fn each_file_is_a_line_with_format_encoding_articles_and_reasons() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("a.txt", STORY.as_bytes());
    write("b.txt", b"Caf\xe9 reopens in Li\xe8ge\n\nThe caf\xe9 of the old theatre in Li\xe8ge opened again on Friday, na\xefve art and all.\n");
    write("c.txt", "Un cafÃ© rouvre\n\nLe cafÃ© du vieux thÃ©Ã¢tre a rouvert vendredi Ã  LiÃ¨ge, dit-on.\n".as_bytes());
    write("d.bin", b"\x00\x01\x02\xff\x00");
    write("e.sgm", b"<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS NEWID=\"1\"><TEXT><TITLE>RAIN</TITLE><BODY>It rained in Oslo.</BODY></TEXT></REUTERS>\n<REUTERS NEWID=\"2\"><TEXT>");
    let (status, lines) = report(folder.path(), &["-q"]);
    assert_eq!(status, 3, "{lines:#?}");
    let names: Vec<String> =
        lines.iter().map(|line| line["file"].as_str().unwrap().rsplit('/').next().unwrap().to_owned()).collect();
    assert_eq!(names, ["a.txt", "b.txt", "c.txt", "d.bin", "e.sgm"]);
    let told = |number: usize| {
        let line = &lines[number];
        json!([line["format"], line["encoding"], line["encoding_from"], line["articles"], line["mojibake"]])
    };
    assert_eq!(told(0), json!(["text", "UTF-8", "bytes", 1, 0]));
    assert_eq!(told(1), json!(["text", "windows-1252", "guessed", 1, 0]));
    assert_eq!(told(2), json!(["text", "UTF-8", "bytes", 1, 1]));
    assert_eq!(told(3), json!([null, null, null, 0, 0]));
    assert_eq!(lines[3]["skipped"][0]["reason"], "binary file");
    assert_eq!(told(4), json!(["reuters-sgml", "UTF-8", "bytes", 1, 0]));
    assert!(lines[4]["failed"][0]["paths"][0].as_str().unwrap().ends_with("e.sgm#2"), "{:#}", lines[4]);
}

#[test]
fn a_report_that_cannot_be_written_is_refused_before_anything_is_done() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), STORY).unwrap();
    let index = folder.path().join("index");
    let output = newshound(&[
        "index",
        folder.path().to_str().unwrap(),
        "--index",
        index.to_str().unwrap(),
        "--report",
        "no/such/folder/r",
    ]);
    assert_eq!(output.status, 2, "{output:?}");
    assert!(output.stderr.contains("no/such/folder/r") && !index.exists(), "{output:?}");
}

#[test]
fn every_format_is_listed_once() {
    let listed: Value = serde_json::from_str(&newshound(&["formats", "--json"]).stdout).unwrap();
    let names: Vec<&str> = listed.as_array().unwrap().iter().map(|format| format["format"].as_str().unwrap()).collect();
    for name in ["text", "html", "nitf", "newsml-g2", "ninjs", "wxr", "json-lines", "warc", "mbox", "nexis", "pdf", "alto", "zip"]
    {
        assert_eq!(names.iter().filter(|known| **known == name).count(), 1, "{name} in {names:?}");
    }
    assert_eq!(newshound(&["formats"]).stdout.lines().count(), names.len());
}

#[test]
fn a_report_within_the_folder_is_no_article() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("a.txt"), STORY).unwrap();
    for _ in 0..2 {
        let (at, index, report) = (path(""), path("index"), path("report.jsonl"));
        let output = newshound(&["index", &at, "--index", &index, "--report", &report]);
        let lines = fs::read_to_string(report).unwrap();
        assert_eq!((output.status, lines.lines().count()), (0, 1), "{}{lines}", output.stderr);
    }
}
