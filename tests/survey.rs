//! What do the other files of a folder tell about one? Small folders of stories of our own, and the program run on them.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, SystemTime};

use serde_json::Value;

use crate::run::{TODAY, newshound};

/// Writes a file, with its folders.
fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// Sets the day of a file, in days before `TODAY`.
fn age(folder: &Path, name: &str, day: &str) {
    let day: jiff::civil::Date = day.parse().unwrap();
    let days = (day - "1970-01-01".parse::<jiff::civil::Date>().unwrap()).get_days();
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(days).unwrap() * 86_400 + 43_200);
    std::fs::File::options().write(true).open(folder.join(name)).unwrap().set_modified(time).unwrap();
}

/// What `extract` finds in a folder, by id.
fn extracted(folder: &Path) -> BTreeMap<String, Value> {
    let output = newshound(&["extract", folder.to_str().unwrap(), "--json", "--today", TODAY]);
    let records = output.stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    records.map(|record| (record["id"].as_str().unwrap().to_owned(), record)).collect()
}

/// A story of a subject, behind its dateline, that shares few words with that of another.
fn story(subject: &str, dateline: &str) -> String {
    let maker: String = subject.chars().rev().collect();
    format!(
        "Old {subject} to open again\n\n{dateline}The {subject} of {maker}ton had been {maker}ed, its {subject}s {maker}ing, for as long as {subject}men could say.\n\nA {maker}man and his {subject}keeper said so to the {subject}gazette in a long talk at the {maker}house.\n"
    )
}

const SUBJECTS: [&str; 8] = ["harbour", "orchard", "railway", "library", "theatre", "aquarium", "brewery", "cathedral"];

fn place(record: &Value) -> (String, String) {
    let place = &record["dateline"]["places"][0];
    (place["path"].as_str().unwrap_or_default().to_owned(), place["resolved_by"].as_str().unwrap_or_default().to_owned())
}

/// The papers of two valleys, and a bare dateline of one name in each.
fn papers() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let towns = [("texas", "HUNTSVILLE", ["WACO", "LUBBOCK", "AMARILLO"]), ("ohio", "NEWARK", ["DAYTON", "AKRON", "TOLEDO"])];
    for (paper, bare, around) in towns {
        for (number, town) in around.iter().enumerate() {
            let region = if paper == "texas" { "Texas" } else { "Ohio" };
            let text = story(SUBJECTS[number], &format!("{town}, {region} — "));
            write(folder.path(), &format!("{paper}-post.com/{number}.txt"), &text);
        }
        write(folder.path(), &format!("{paper}-post.com/bare.txt"), &story("granary", &format!("{bare} — ")));
        write(folder.path(), &format!("{paper}-post.com/moscow.txt"), &story("viaduct", "MOSCOW — "));
    }
    folder
}

#[test]
fn a_source_tells_which_namesake_it_means() {
    let folder = papers();
    let found = extracted(folder.path());
    let source = |path: &str| (format!("North America/United States/{path}"), "source".to_owned());
    assert_eq!(place(&found["texas-post.com/bare.txt"]), source("Texas/Huntsville"));
    assert_eq!(place(&found["ohio-post.com/bare.txt"]), source("Ohio/Newark"));
    assert_eq!(place(&found["texas-post.com/moscow.txt"]), ("Europe/Russia/Moscow".to_owned(), "stand-alone".to_owned()));
    assert_eq!(found["ohio-post.com/bare.txt"]["source"], "ohio-post.com");
    assert_eq!(place(&found["ohio-post.com/0.txt"]).1, "region");
}

#[test]
fn an_article_alone_has_no_source_to_ask() {
    let folder = papers();
    let file = folder.path().join("ohio-post.com/bare.txt");
    let alone = extracted(&file);
    let usual = ("North America/United States/New Jersey/Newark".to_owned(), "population".to_owned());
    assert_eq!(place(&alone["bare.txt"]), usual);
}

#[test]
fn what_index_stores_is_what_extract_shows() {
    let folder = papers();
    let index = crate::run::indexed(folder.path());
    let index = index.path().to_str().unwrap();
    let output = newshound(&["show", "texas-post.com/bare.txt", "--index", index, "--json"]);
    assert!(output.stdout.contains("Texas/Huntsville"), "{output:?}");
}

#[test]
fn the_order_of_the_files_tells_nothing() {
    let (first, second) = (papers(), tempfile::tempdir().unwrap());
    for (id, _) in extracted(first.path()) {
        // Names in another order, and the same groups: what is found stays the same but for the names.
        let text = std::fs::read_to_string(first.path().join(&id)).unwrap();
        let (paper, name) = id.split_once('/').unwrap();
        let turned: String = name.trim_end_matches(".txt").chars().rev().collect();
        write(second.path(), &format!("{paper}/{turned}.txt"), &text);
    }
    let facts = |folder: &Path| {
        let mut facts: Vec<String> = extracted(folder)
            .into_values()
            .map(|record| format!("{} {} {}", record["dateline"], record["date"], record["body"]))
            .collect();
        facts.sort();
        facts
    };
    assert_eq!(facts(first.path()), facts(second.path()));
    assert_eq!(facts(first.path()), facts(first.path()));
}

#[test]
fn neighbours_tell_the_year() {
    let folder = tempfile::tempdir().unwrap();
    for (number, subject) in SUBJECTS.iter().enumerate() {
        write(folder.path(), &format!("wire/{number}.txt"), &story(subject, &format!("OSLO, March {}, 1987 — ", number + 1)));
        write(folder.path(), &format!("mixed/{number}.txt"), &story(subject, &format!("OSLO, March 3, {} — ", 1980 + number)));
    }
    write(folder.path(), "wire/bare.txt", &story("granary", "OSLO, March 5 — "));
    write(folder.path(), "wire/far.txt", &story("viaduct", "OSLO, September 5 — "));
    write(folder.path(), "mixed/bare.txt", &story("granary", "OSLO, March 5 — "));
    let found = extracted(folder.path());
    let date = |id: &str| (found[id]["date"]["value"].as_str().unwrap(), found[id]["date"]["year_from"].as_str());
    assert_eq!(date("wire/bare.txt"), ("1987-03-05?", Some("corpus")));
    assert_eq!(date("wire/far.txt"), ("XXXX-09-05", None));
    assert_eq!(date("mixed/bare.txt"), ("XXXX-03-05", None));
    assert_eq!(date("wire/0.txt"), ("1987-03-01", Some("dateline")));
    assert_eq!(found["wire/bare.txt"]["dateline"]["date"], "XXXX-03-05");
    assert_eq!(found["wire/bare.txt"]["source"], Value::Null);
}

#[test]
fn files_written_day_by_day_tell_the_year() {
    let folder = tempfile::tempdir().unwrap();
    for (number, subject) in SUBJECTS.iter().enumerate() {
        let day = number + 1;
        for name in [format!("daily/{number}.txt"), format!("copied/{number}.txt")] {
            write(folder.path(), &name, &story(subject, &format!("OSLO, March {day} — ")));
        }
        age(folder.path(), &format!("daily/{number}.txt"), &format!("2019-03-{:02}", day + 1));
        age(folder.path(), &format!("copied/{number}.txt"), "2019-03-05");
    }
    let found = extracted(folder.path());
    let date = |id: &str| (found[id]["date"]["value"].as_str().unwrap(), found[id]["date"]["year_from"].as_str());
    assert_eq!(date("daily/4.txt"), ("2019-03-05?", Some("mtime")));
    assert_eq!(date("copied/4.txt"), ("XXXX-03-05", None));
}

#[test]
fn a_slip_of_the_dateline_is_kept_beside_the_date() {
    let folder = tempfile::tempdir().unwrap();
    for (name, dateline) in
        [("slip.md", "OSLO, May 18 — "), ("eve.md", "OSLO, Dec. 31 — "), ("full.md", "OSLO, March 3, 2018 — ")]
    {
        let date = if name == "eve.md" { "2019-01-02" } else { "2019-03-18" };
        write(folder.path(), name, &format!("---\ndate: {date}\n---\n# {}", story("granary", dateline)));
    }
    write(folder.path(), "2016/06/24/path.txt", &format!("{}\nPublished: June 23, 2016\n", story("railway", "")));
    let found = extracted(folder.path());
    let conflicts = |id: &str| found[id]["date"]["conflicts"].clone();
    assert_eq!(conflicts("slip.md"), serde_json::json!([{"value": "XXXX-05-18", "from": "dateline"}]));
    assert_eq!(conflicts("full.md"), serde_json::json!([{"value": "2018-03-03", "from": "dateline"}]));
    assert_eq!(conflicts("eve.md"), serde_json::json!([]));
    assert_eq!(found["slip.md"]["date"]["value"], "2019-03-18");
    assert_eq!(found["slip.md"]["dateline"]["date"], "XXXX-05-18");
}

#[test]
fn lines_of_every_page_go_and_stories_stay() {
    let folder = tempfile::tempdir().unwrap();
    for (number, subject) in SUBJECTS.iter().enumerate() {
        let page = format!("Valley Gazette and Courier\n\n{}\nWrite to the desk at Mill Lane\n", story(subject, "OSLO (AP) — "));
        write(folder.path(), &format!("gazette/{number}.txt"), &page);
        let background = "The harbour was dug in the last century by men of the town, who quarrelled over it ever since.";
        let version = format!(
            "{}\nIt took {number} hours to agree, the minister said.\n\n{background}\n",
            story("harbour", "OSLO (AP) — ")
        );
        write(folder.path(), &format!("wire/{number}.txt"), &version);
    }
    let found = extracted(folder.path());
    let body = |id: &str| found[id]["body"].as_str().unwrap().to_owned();
    assert_eq!(found["gazette/3.txt"]["headline"], "Old library to open again");
    assert!(!body("gazette/3.txt").contains("Mill Lane") && body("gazette/3.txt").contains("librarygazette"));
    for number in 0..SUBJECTS.len() {
        assert!(body(&format!("wire/{number}.txt")).ends_with("ever since."), "{number}");
    }
}

#[test]
fn publication_and_address_are_read_from_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let header = "Source: The Daily Star\nURL: https://www.star.example/2019/03/04/granary\nSection: Valley";
    write(folder.path(), "a.txt", &format!("{header}\n\n{}", story("granary", "OSLO, March 4 — ")));
    write(folder.path(), "b.md", &format!("---\nurl: https://www.star.example/b\n---\n# {}", story("railway", "")));
    let found = extracted(folder.path());
    assert_eq!((&found["a.txt"]["source"], &found["a.txt"]["section"]), (&"The Daily Star".into(), &"Valley".into()));
    assert_eq!(found["a.txt"]["date"]["value"], "2019-03-04");
    assert_eq!(found["a.txt"]["date"]["from"], "url");
    assert_eq!(found["a.txt"]["headline"], "Old granary to open again");
    assert_eq!((&found["b.md"]["source"], &found["b.md"]["section"]), (&"star.example".into(), &Value::Null));
}

#[test]
fn what_cannot_be_read_is_reported_once() {
    let folder = papers();
    write(folder.path(), "ohio-post.com/bad.sgm", "<REUTERS NEWID=\"1\"><BODY>cut off");
    let output = newshound(&["extract", folder.path().to_str().unwrap(), "--json", "--today", TODAY]);
    assert_eq!((output.status, output.stderr.matches("bad.sgm").count()), (3, 1), "{}", output.stderr);
}
