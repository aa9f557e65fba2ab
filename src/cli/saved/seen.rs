//! What has a saved search shown already? The ids of those articles lie in a folder beside the index (`index.seen`), a file a
//! search. An id outlives an index that is built again and an article that is rewritten, so that neither makes it new.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::searches::failed;
use crate::error::Error;
use crate::index::beside;

/// What the name of the folder adds to that of the index.
const SEEN: &str = ".seen";

/// The ids that a saved search has shown.
pub(in crate::cli) fn seen(index: &Path, name: &str) -> Result<BTreeSet<String>, Error> {
    let path = path(index, name);
    match fs::read(&path) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| failed(&path, error.into())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(BTreeSet::new()),
        Err(error) => Err(failed(&path, error)),
    }
}

/// Keeps the ids that a saved search has shown, all of them or none.
pub(in crate::cli) fn keep_seen(index: &Path, name: &str, seen: &BTreeSet<String>) -> Result<(), Error> {
    let path = path(index, name);
    let new = beside(index, SEEN).join(format!("{name}.json.new"));
    let kept = || -> io::Result<()> {
        fs::create_dir_all(beside(index, SEEN))?;
        fs::write(&new, serde_json::to_vec(seen)?)?;
        fs::rename(&new, &path)
    };
    kept().map_err(|error| failed(&path, error))
}

/// Drops what is kept of a search.
pub(super) fn forget(index: &Path, name: &str) -> Result<(), Error> {
    let path = path(index, name);
    match fs::remove_file(&path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(failed(&path, error)),
        _ => Ok(()),
    }
}

fn path(index: &Path, name: &str) -> PathBuf {
    beside(index, SEEN).join(format!("{name}.json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_seen_is_kept() {
        let place = tempfile::tempdir().expect("a temporary folder");
        let index = place.path().join("index");
        assert!(seen(&index, "peace").expect("none yet").is_empty());
        let ids: BTreeSet<String> = ["a\n.txt".to_owned(), "b".to_owned()].into();
        keep_seen(&index, "peace", &ids).expect("kept");
        assert_eq!(seen(&index, "peace").expect("read"), ids);
        assert!(seen(&index, "war").expect("another").is_empty());
        forget(&index, "peace").expect("forgotten");
        forget(&index, "peace").expect("nothing to forget");
        assert!(seen(&index, "peace").expect("gone").is_empty());
    }

    #[test]
    fn what_is_damaged_is_told() {
        let place = tempfile::tempdir().expect("a temporary folder");
        let index = place.path().join("index");
        keep_seen(&index, "peace", &BTreeSet::new()).expect("kept");
        fs::write(path(&index, "peace"), "[\"a\"").expect("written");
        assert!(seen(&index, "peace").expect_err("damaged").to_string().contains("peace.json"));
    }
}
