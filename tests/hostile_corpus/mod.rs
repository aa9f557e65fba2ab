//! Does the program survive a folder of files that mean harm? Some 470 files, each a row of a table: its name, how it is
//! made, what the report has to say of it. They are indexed together with twenty good articles, all of which are found, and
//! nothing that the files hold reaches a terminal or a table as more than text. To have the files in a folder:
//! `NEWSHOUND_HOSTILE=/tmp/hostile cargo test the_corpus_in_a_folder -- --ignored`.

mod answers;
mod damaged;
mod folder;
mod packed;
mod paged;
mod pages;
mod records;
mod sent;
mod texts;
mod xml;

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::run::newshound;

const STORY: &str = "Talks open in Oslo\n\nBy Jane Doe\n\nOSLO, Norway (AP) - Envoys met in Oslo on Friday, the ministry said.\n\nThe talks go on.\n";
const PROSE: &str =
    "It rained in Oslo for a week, and nobody in the town knew why it did, the mayor told the council on Monday. ";

/// What the report has to say of a file. Where a reason is given, it contains this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// It is ugly, and these are its articles all the same: nothing of it is left out.
    Read(u64),
    /// It holds no article.
    Skipped(&'static str),
    /// It cannot be read.
    Failed(&'static str),
    /// These of its articles are read, and something is left out.
    Part(u64, &'static str),
}

/// What a row is in the folder.
enum Made {
    Bytes(Box<dyn Fn() -> Vec<u8>>),
    Link(&'static str),
    Pipe,
    Socket,
    /// A file that only the superuser can read.
    Closed,
}

struct Row {
    name: Vec<u8>,
    told: Told,
    made: Made,
}

fn named<B: Into<Vec<u8>>>(name: &[u8], told: Told, make: impl Fn() -> B + 'static) -> Row {
    Row { name: name.to_vec(), told, made: Made::Bytes(Box::new(move || make().into())) }
}

fn file<B: Into<Vec<u8>>>(name: &str, told: Told, make: impl Fn() -> B + 'static) -> Row {
    named(name.as_bytes(), told, make)
}

fn special(name: &str, told: Told, made: Made) -> Row {
    Row { name: name.as_bytes().to_vec(), told, made }
}

/// A text, and behind it what `unit` makes of each number.
fn many(first: &str, times: usize, unit: impl Fn(usize) -> String) -> String {
    let mut text = first.to_owned();
    for number in 0..times {
        text.push_str(&unit(number));
    }
    text
}

/// Bytes with one text put in another's place.
fn replaced(bytes: &[u8], old: &str, new: &str) -> Vec<u8> {
    let mut rest = bytes;
    let mut all = Vec::new();
    while let Some((first, more)) = rest.split_first() {
        if let Some(behind) = rest.strip_prefix(old.as_bytes()) {
            all.extend(new.bytes());
            rest = behind;
        } else {
            all.push(*first);
            rest = more;
        }
    }
    all
}

/// Every row, below the folder of its kind.
fn corpus() -> Vec<Row> {
    let kinds = [
        ("damaged", damaged::rows()),
        ("folder", folder::rows()),
        ("packed", packed::rows()),
        ("paged", paged::rows()),
        ("pages", pages::rows()),
        ("records", records::rows()),
        ("sent", sent::rows()),
        ("texts", texts::rows()),
        ("xml", xml::rows()),
    ];
    let below = |kind: &str, row: Row| Row { name: [kind.as_bytes(), b"/", &row.name].concat(), ..row };
    kinds.into_iter().flat_map(|(kind, rows)| rows.into_iter().map(move |row| below(kind, row))).collect()
}

/// Puts a row into a folder; gives what is to be told of it there.
fn write(folder: &Path, row: &Row) -> Told {
    let path = folder.join(OsStr::from_bytes(&row.name));
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    match &row.made {
        Made::Bytes(bytes) => fs::write(&path, bytes()).unwrap(),
        Made::Link(target) => symlink(target, &path).unwrap(),
        Made::Pipe => assert!(Command::new("mkfifo").arg(&path).status().unwrap().success()),
        Made::Socket => drop(UnixListener::bind(&path).unwrap()),
        Made::Closed => {
            fs::write(&path, STORY).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
            if fs::File::open(&path).is_ok() {
                return Told::Read(1);
            }
        }
    }
    row.told
}

/// The words that only one of the good articles holds.
const WORDS: [&str; 20] = [
    "anvil", "barley", "cobalt", "dahlia", "ermine", "falcon", "gannet", "hickory", "indigo", "juniper", "kestrel", "lantern",
    "magpie", "nutmeg", "osprey", "parsnip", "quarry", "rowan", "saffron", "thistle",
];

/// Writes the good articles, two beside the bad ones of each kind, so that they come between them.
fn write_good(folder: &Path) {
    let mut kinds: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    kinds.sort();
    for (number, word) in WORDS.iter().enumerate() {
        let path = kinds[number % kinds.len()].join(format!("{word}.txt"));
        let story = format!(
            "Fair of {word} opens\n\nBERGEN, Norway (Reuters) - The {word} fair opened on Friday, the mayor said.\n\nIt lasts a week.\n"
        );
        fs::write(path, story).unwrap();
    }
}

/// Lines of the report by the path below the folder.
fn lines(report: &Path, folder: &Path) -> BTreeMap<String, Value> {
    let text = fs::read_to_string(report).unwrap();
    let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let below = |line: &Value| {
        let file = line["file"].as_str().unwrap().strip_prefix(folder.to_str().unwrap()).unwrap();
        file.strip_prefix('/').unwrap().to_owned()
    };
    lines.map(|line| (below(&line), line)).collect()
}

/// The name of a row in a report: bytes that are no UTF-8 as `\xe9`, and what looks like that with another backslash.
fn shown(name: &[u8]) -> String {
    name.utf8_chunks().fold(String::new(), |all, chunk| {
        format!("{all}{}{}", chunk.valid().replace("\\x", "\\x5cx"), chunk.invalid().escape_ascii())
    })
}

/// What a line of the report says, in the form of what it has to say, with all reasons.
fn said(line: &Value) -> (u64, String, String) {
    let reasons = |list: &str| {
        let reasons = line[list].as_array().unwrap().iter().map(|left_out| left_out["reason"].as_str().unwrap());
        reasons.collect::<Vec<_>>().join("; ")
    };
    (line["articles"].as_u64().unwrap(), reasons("skipped"), reasons("failed"))
}

fn is_as_told(told: Told, (articles, skipped, failed): &(u64, String, String)) -> bool {
    match told {
        Told::Read(wanted) => *articles == wanted && skipped.is_empty() && failed.is_empty(),
        Told::Skipped(reason) => *articles == 0 && !reason.is_empty() && skipped.contains(reason) && failed.is_empty(),
        Told::Failed(reason) => *articles == 0 && !reason.is_empty() && failed.contains(reason),
        Told::Part(wanted, reason) => {
            let is_told = skipped.contains(reason) || failed.contains(reason);
            *articles == wanted && !reason.is_empty() && is_told
        }
    }
}

/// Long enough for a slow machine, and far below what one unbounded file would take.
const BOUND: Duration = Duration::from_secs(120);

#[test]
fn a_folder_of_hostile_files_costs_none_of_the_good_articles() {
    let place = tempfile::tempdir().unwrap();
    let (folder, index, report) = (place.path().join("news"), place.path().join("index"), place.path().join("report.jsonl"));
    let rows = corpus();
    assert!(rows.len() >= 200, "{} rows", rows.len());
    let told: BTreeMap<String, Told> = rows.iter().map(|row| (shown(&row.name), write(&folder, row))).collect();
    assert_eq!(told.len(), rows.len(), "two rows have one name");
    write_good(&folder);
    let [folder_name, index_name, report_name] = [&folder, &index, &report].map(|path| path.to_str().unwrap());
    let started = Instant::now();
    let output = newshound(&["index", folder_name, "--index", index_name, "--report", report_name, "-v"]);
    let took = started.elapsed();
    assert_eq!(output.status, 3, "{output:?}");
    assert!(took < BOUND, "{took:?}");
    is_plain(&output.stdout);
    is_plain(&output.stderr);
    is_reported(&told, &lines(&report, &folder));
    for word in WORDS {
        let found = newshound(&["search", word, "--index", index_name, "--format", "paths"]).stdout;
        assert!(found.lines().count() == 1 && found.ends_with(&format!("{word}.txt\n")), "{word}: {found}");
    }
    answers::are_harmless(&index);
}

/// Every file is in the report, and what is said of it is what has to be.
fn is_reported(told: &BTreeMap<String, Told>, lines: &BTreeMap<String, Value>) {
    let mut wrong = Vec::new();
    for (name, told) in told {
        match lines.get(name) {
            None => wrong.push(format!("{name:?}: not in the report")),
            Some(line) if is_as_told(*told, &said(line)) => {}
            Some(line) => wrong.push(format!("{name:?}: {told:?}, but {:?}", said(line))),
        }
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), told.len(), wrong.join("\n"));
    assert_eq!(lines.len(), told.len() + WORDS.len());
}

/// A terminal shows it as it stands: nothing moves the cursor, changes colours or turns the direction of the text.
fn is_plain(text: &str) {
    let does_something =
        |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let line = text.lines().find(|line| line.contains(does_something));
    assert!(line.is_none(), "{:?}", line.unwrap_or_default().chars().take(300).collect::<String>());
}

/// Writes the files for use by hand.
#[test]
#[ignore = "writes into the folder that NEWSHOUND_HOSTILE names"]
fn the_corpus_in_a_folder() {
    let folder = std::env::var_os("NEWSHOUND_HOSTILE").unwrap();
    let folder = Path::new(&folder);
    for row in corpus() {
        write(folder, &row);
    }
    write_good(folder);
}
