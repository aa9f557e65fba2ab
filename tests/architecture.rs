//! Does the house stand as drawn? The rooms, the direction of their dependencies, and who may touch files or tantivy.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Which rooms a room may use. A room that is not listed here does not exist.
const DIRECTION: &[(&str, &[&str])] = &[
    ("fold", &[]),
    ("gazetteer", &["fold"]),
    ("names", &["fold"]),
    ("article", &["fold", "gazetteer", "names"]),
    ("authority", &["article", "fold", "names"]),
    ("entity", &["article", "authority", "fold", "gazetteer", "names"]),
    ("source", &["article"]),
    ("index", &["article", "authority", "fold"]),
    ("copies", &["article", "index"]),
    ("query", &["article", "authority", "fold", "gazetteer", "index"]),
    ("search", &["article", "authority", "fold", "index", "query"]),
    ("pipeline", &["article", "authority", "copies", "entity", "index", "source"]),
    ("render", &["article", "fold", "index", "pipeline", "search", "source"]),
    ("error", &["index", "pipeline", "query", "source"]),
    ("cli", &["article", "authority", "error", "fold", "index", "pipeline", "query", "render", "search", "source"]),
];

/// Every line of code of the library, with its file and room; comments and unit tests left out.
fn code() -> Vec<(PathBuf, String, String)> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut lines = Vec::new();
    for entry in walkdir::WalkDir::new(&source).sort_by_file_name() {
        let path = entry.unwrap().into_path();
        let below = path.strip_prefix(&source).unwrap().to_path_buf();
        if path.extension().is_none_or(|extension| extension != "rs") || below.starts_with("bin") {
            continue;
        }
        let room = below.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs").to_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            lines.push((below.clone(), room.clone(), line.to_owned()));
        }
    }
    lines
}

/// The rooms that a line names: `crate::room`, `newshound::room`, and each of `use crate::{a, b}`.
fn named_rooms(line: &str) -> BTreeSet<String> {
    let mut rooms = BTreeSet::new();
    for (_, rest) in line.match_indices("crate::").map(|(at, mark)| line.split_at(at + mark.len())) {
        let names = rest.strip_prefix('{').map_or(rest, |group| group.split('}').next().unwrap());
        let group = rest.starts_with('{');
        for name in names.split(',') {
            let room: String = name.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            rooms.insert(room);
            if !group {
                break;
            }
        }
    }
    rooms
}

#[test]
fn dependencies_point_one_way() {
    let allowed: BTreeMap<&str, &[&str]> = DIRECTION.iter().copied().collect();
    let mut wrong = BTreeSet::new();
    for (file, room, line) in code() {
        for named in named_rooms(&line) {
            if room == "lib" || room == "main" || named == room {
                continue;
            }
            if !allowed.get(room.as_str()).is_some_and(|rooms| rooms.contains(&named.as_str())) {
                wrong.insert(format!("{}: {room} may not use {named}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_direction_has_no_cycle() {
    let mut done: BTreeSet<&str> = BTreeSet::new();
    // Rooms are listed so that each stands below those that it uses: then no cycle is possible.
    for (room, uses) in DIRECTION {
        for used in *uses {
            assert!(done.contains(used), "{room} uses {used}, which stands below it in the list");
        }
        done.insert(room);
    }
}

#[test]
fn every_room_is_listed() {
    let listed: BTreeSet<&str> = DIRECTION.iter().map(|(room, _)| *room).collect();
    for (file, room, _) in code() {
        assert!(listed.contains(room.as_str()) || room == "lib" || room == "main", "{} belongs to no room", file.display());
    }
}

#[test]
fn the_engine_and_the_disk_are_touched_by_few() {
    let mut wrong = BTreeSet::new();
    for (file, room, line) in code() {
        let name = file.to_str().unwrap().replace('\\', "/");
        if line.contains("tantivy::") && !(["index", "search"].contains(&room.as_str()) || name.starts_with("query/lower/")) {
            wrong.insert(format!("{name} names tantivy"));
        }
        // A file without a name, in which articles wait, is no file of the user's.
        let disk = line.contains("std::fs") || line.contains("File::") && !line.contains("SpooledTempFile::");
        if disk && !["source", "index", "cli"].contains(&room.as_str()) {
            wrong.insert(format!("{name} touches files"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_use_in_braces_is_seen() {
    assert_eq!(named_rooms("use crate::{article, fold::fold};").len(), 2);
    assert_eq!(named_rooms("    crate::index::open(crate::query::parse(text))").len(), 2);
}
