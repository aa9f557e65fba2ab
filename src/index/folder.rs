//! What lies in an index folder: an index of ours, one of another version, nothing yet, or something that is not ours to
//! touch? A path comes in, a [`State`] goes out, and tantivy's view of the folder for those who read.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use serde_json::Value;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, WatchCallback, WatchHandle, WritePtr};

use super::Error;
use super::manifest::{FORMAT, Manifest, Payload};

/// tantivy's list of segments; a folder with it is an index.
const META: &str = "meta.json";

/// What may lie in a folder that is no index yet: what git keeps in the default folder, and what tantivy leaves behind
/// when it is stopped before the first commit.
const TOLERATED: [&str; 5] = ["README.md", ".gitignore", ".managed.json", ".tantivy-writer.lock", ".tantivy-meta.lock"];

/// What lies in an index folder.
#[derive(Debug)]
pub(super) enum State {
    /// Nothing, or no folder.
    Empty,
    /// An index without a first commit.
    Begun,
    /// An index with a commit.
    Ready(Manifest),
}

/// Looks into an index folder without changing it.
pub(super) fn inspect(path: &Path) -> Result<State, Error> {
    match fs::read(path.join(META)) {
        Ok(bytes) => read_meta(path, &bytes),
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
        if !TOLERATED.iter().any(|tolerated| name == *tolerated) {
            return Err(Error::Foreign { path: path.to_owned() });
        }
    }
    Ok(State::Empty)
}

fn read_meta(path: &Path, bytes: &[u8]) -> Result<State, Error> {
    let damaged = || Error::Damaged { path: path.to_owned(), detail: format!("{META} cannot be read") };
    let meta: Value = serde_json::from_slice(bytes).map_err(|_| damaged())?;
    let Some(payload) = meta.get("payload").and_then(Value::as_str) else {
        return begun(path, &meta);
    };
    match Payload::read(payload) {
        Payload::Ours(manifest) => Ok(State::Ready(manifest)),
        Payload::OtherVersion(found) => Err(Error::OtherVersion { path: path.to_owned(), found, wanted: FORMAT.to_string() }),
        Payload::Foreign => Err(Error::Foreign { path: path.to_owned() }),
    }
}

/// Without a payload it is ours only where nothing was committed yet and the fields are those of our schema.
fn begun(path: &Path, meta: &Value) -> Result<State, Error> {
    let empty = meta.get("segments").and_then(Value::as_array).is_some_and(Vec::is_empty);
    if empty && field_names(meta.get("schema")) == our_field_names() {
        return Ok(State::Begun);
    }
    Err(Error::Foreign { path: path.to_owned() })
}

fn field_names(schema: Option<&Value>) -> BTreeSet<String> {
    let entries = schema.and_then(Value::as_array).into_iter().flatten();
    entries.filter_map(|entry| entry.get("name")?.as_str().map(str::to_owned)).collect()
}

fn our_field_names() -> BTreeSet<String> {
    super::schema::schema().fields().map(|(_, entry)| entry.name().to_owned()).collect()
}

fn unreadable(path: &Path, error: io::Error) -> Error {
    Error::Io { path: path.to_owned(), source: Arc::new(error) }
}

/// An index folder for reading. Where no lock can be taken because the folder cannot be written, none is needed: nobody
/// can delete files from under the reader there.
#[derive(Debug, Clone)]
pub(super) struct ReadingRoom(pub(super) MmapDirectory);

impl Directory for ReadingRoom {
    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        match self.0.acquire_lock(lock) {
            Err(LockError::IoError(_)) => Ok(DirectoryLock::from(Box::new(()))),
            other => other,
        }
    }

    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.0.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.0.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.0.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.0.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.0.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.0.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.0.sync_directory()
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.0.watch(callback)
    }
}
