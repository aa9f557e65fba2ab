//! What lies in an index folder: an index of ours, one of another version, nothing yet, or something that is not ours to
//! touch? A path comes in, a [`State`] goes out. Whatever in the folder belongs to no commit can be swept away.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;

use super::Error;
use super::attachment::is_attachment;
use super::manifest::{FORMAT, Manifest, Payload};
use super::seal::{Seal, Unsealed};

/// tantivy's list of segments; a folder with it is an index.
pub(super) const META: &str = "meta.json";

/// The list that is about to replace it.
pub(super) const NEW_META: &str = "meta.json.new";

/// Who is writing.
pub(super) const WRITER: &str = "writer.json";

/// What may lie in a folder that is no index yet, beside what a run leaves that was killed before its first commit.
const TOLERATED: [&str; 4] = ["README.md", ".gitignore", ".tantivy-writer.lock", ".tantivy-meta.lock"];

/// What lies in an index folder.
#[derive(Debug)]
pub(super) enum State {
    /// Nothing, or no folder.
    Empty,
    /// An index with a commit.
    Ready(Published),
}

/// What a commit left.
#[derive(Debug)]
pub(super) struct Published {
    /// What the index says about itself.
    pub manifest: Manifest,
    /// Which commit it is, and what belongs to it.
    pub seal: Seal,
    /// tantivy's list of segments.
    pub meta: Vec<u8>,
}

/// Looks into an index folder without changing it.
pub(super) fn inspect(path: &Path) -> Result<State, Error> {
    match fs::read(path.join(META)) {
        Ok(bytes) => read_meta(path, bytes).map(State::Ready),
        Err(error) if error.kind() == io::ErrorKind::NotFound => without_meta(path),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Err(Error::Foreign { path: path.to_owned() }),
        Err(error) => Err(unreadable(path, error)),
    }
}

fn without_meta(path: &Path) -> Result<State, Error> {
    let entries = match fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(State::Empty),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(Error::Foreign { path: path.to_owned() });
        }
        Err(error) => return Err(unreadable(path, error)),
    };
    for entry in entries {
        let name = entry.map_err(|error| unreadable(path, error))?.file_name();
        if !TOLERATED.iter().any(|tolerated| name == *tolerated) && !is_ours(&name.to_string_lossy()) {
            return Err(Error::Foreign { path: path.to_owned() });
        }
    }
    Ok(State::Empty)
}

fn read_meta(path: &Path, meta: Vec<u8>) -> Result<Published, Error> {
    let damaged = || Error::Damaged { path: path.to_owned(), detail: format!("its file {META} does not hold what was written") };
    let foreign = || Error::Foreign { path: path.to_owned() };
    let seal = Seal::read(&meta);
    let value: Value = serde_json::from_slice(&meta).map_err(|_| damaged())?;
    let payload = value.get("payload").and_then(Value::as_str);
    match (Payload::read(payload.unwrap_or_default()), seal) {
        (Payload::OtherVersion(found), Unsealed::Whole(_) | Unsealed::Never) => {
            Err(Error::OtherVersion { path: path.to_owned(), found, wanted: FORMAT.to_string() })
        }
        (Payload::Ours(manifest), Unsealed::Whole(seal)) => Ok(Published { manifest, seal, meta }),
        (Payload::Foreign, Unsealed::Never) => Err(foreign()),
        _ => Err(damaged()),
    }
}

/// True for names that this program gives to files in an index folder: those of segments and attachments.
pub(super) fn is_ours(name: &str) -> bool {
    is_segment(name) || is_attachment(name) || [NEW_META, WRITER].contains(&name)
}

/// True for the files of a segment: 32 hexadecimal digits and an ending.
fn is_segment(name: &str) -> bool {
    name.split_once('.')
        .is_some_and(|(id, ending)| id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()) && !ending.is_empty())
}

/// The segments of a commit, as far as their files are named after them.
#[derive(Debug, Default)]
pub(super) struct Segments(BTreeMap<String, Option<u64>>);

impl Segments {
    /// Those of tantivy's list.
    ///
    /// # Errors
    /// Where it is not such a list.
    pub(super) fn of(meta: &[u8]) -> serde_json::Result<Segments> {
        #[derive(Deserialize)]
        struct List {
            segments: Vec<Segment>,
        }
        #[derive(Deserialize)]
        struct Segment {
            segment_id: String,
            deletes: Option<Deletes>,
        }
        #[derive(Deserialize)]
        struct Deletes {
            opstamp: u64,
        }
        let list: List = serde_json::from_slice(meta)?;
        let named = |segment: Segment| (segment.segment_id.replace('-', ""), segment.deletes.map(|deletes| deletes.opstamp));
        Ok(Segments(list.segments.into_iter().map(named).collect()))
    }

    /// True for the name of a file of one of them; of the lists of removed articles only the last one counts.
    pub(super) fn hold(&self, name: &str) -> bool {
        let Some((id, ending)) = name.split_once('.') else { return false };
        let Some(removed) = self.0.get(id) else { return false };
        match ending.strip_suffix(".del") {
            Some(opstamp) => removed.is_some_and(|last| last.to_string() == opstamp),
            None => true,
        }
    }
}

/// Files of ours that belong to no commit: what a run left that failed or was killed, or that a later one replaced.
///
/// # Errors
/// Where the folder cannot be listed.
pub(super) fn orphans(path: &Path, living: &BTreeSet<String>) -> io::Result<BTreeSet<String>> {
    let mut orphans = BTreeSet::new();
    for entry in fs::read_dir(path)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let belongs = living.contains(&name) || name == WRITER;
        if is_ours(&name) && !belongs {
            orphans.insert(name);
        }
    }
    Ok(orphans)
}

fn unreadable(path: &Path, error: io::Error) -> Error {
    Error::Io { path: path.to_owned(), source: Arc::new(error) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_segments_are_known_by_their_names() {
        assert!(is_segment("0123456789abcdef0123456789abcdef.store"));
        assert!(is_segment("0123456789abcdef0123456789abcdef.12.del"));
        assert!(["0123456789abcdef0123456789abcdef", "x.store", "meta.json", "thesis.doc"].iter().all(|name| !is_segment(name)));
    }

    #[test]
    fn a_commit_holds_the_files_of_its_segments() {
        let list = br#"{"segments":[{"segment_id":"01234567-89ab-cdef-0123-456789abcdef","max_doc":3,
            "deletes":{"num_deleted_docs":1,"opstamp":12}}],"opstamp":13}"#;
        let segments = Segments::of(list).expect("a list");
        let held = |ending: &str| segments.hold(&format!("0123456789abcdef0123456789abcdef.{ending}"));
        assert!(held("store") && held("12.del"));
        assert!(!held("9.del") && !segments.hold("fedcba9876543210fedcba9876543210.store") && !segments.hold("meta.json"));
    }

    #[test]
    fn orphans_are_ours_and_belong_to_nothing() {
        let place = tempfile::tempdir().expect("a temporary folder");
        let segment = "0123456789abcdef0123456789abcdef.store";
        for name in [segment, "files.1", "files.2", "thesis.doc", "meta.json", "meta.json.new"] {
            fs::write(place.path().join(name), "x").expect("written");
        }
        let living = BTreeSet::from(["files.2".to_owned()]);
        let found = orphans(place.path(), &living).expect("a list");
        assert_eq!(found.into_iter().collect::<Vec<_>>(), [segment, "files.1", "meta.json.new"]);
    }
}
