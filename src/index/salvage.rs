//! What can be saved of an index that this program cannot read as a whole? Of one of an older format, and of one that is damaged,
//! every stored article that can still be read; and how is the index that is made of them put in its place?

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use tantivy::directory::MmapDirectory;
use tantivy::fastfield::AliveBitSet;
use tantivy::index::SegmentComponent;
use tantivy::schema::Value;
use tantivy::store::StoreReader;
use tantivy::{Index, Segment, TantivyDocument, TantivyError};

use super::attachment::{Kind, sync_folder};
use super::folder::{META, WRITER, is_ours};
use super::lock::WriterLock;
use super::room::ReadingRoom;
use super::seal::{Seal, Unsealed};
use super::{Error, FORMAT, Root};
use crate::article::model::Article;

/// The settings of a folder whose articles were saved: no files are known of it, so that all are read should it come back.
pub const SAVED: &str = "saved";

/// Files of older formats that no commit names.
const OF_OLDER_FORMATS: [&str; 3] = ["merged.json", "copies.bin", ".managed.json"];

/// An index of which articles are saved.
pub struct Salvage {
    /// The folders that it was built from.
    pub roots: Vec<Root>,
    segments: Vec<Segment>,
}

impl Salvage {
    /// Opens what is there, of this format or an older one, whole or damaged.
    ///
    /// # Errors
    /// `Missing`, `Foreign`, `Damaged` where not even the folders are known, `OtherVersion` where a newer program wrote it.
    pub fn open(directory: &Path) -> Result<Salvage, Error> {
        let missing = |_| Error::Missing { path: directory.to_owned() };
        let bytes = fs::read(directory.join(META)).map_err(missing)?;
        let damaged = || Error::Damaged { path: directory.to_owned(), detail: format!("its file {META} cannot be read") };
        let list: serde_json::Value = serde_json::from_slice(&bytes).map_err(|_| damaged())?;
        let payload = list.get("payload").and_then(serde_json::Value::as_str).ok_or_else(damaged)?;
        let told: Told = serde_json::from_str(payload).map_err(|_| Error::Foreign { path: directory.to_owned() })?;
        if told.format > FORMAT {
            let (found, wanted) = (told.format.to_string(), FORMAT.to_string());
            return Err(Error::OtherVersion { path: directory.to_owned(), found, wanted });
        }
        let segments = segments(directory, bytes, told.format).unwrap_or_default();
        Ok(Salvage { roots: told.roots, segments })
    }

    /// The articles of a folder that can still be read: those whose path lies below the one that was given. Only what is stored of
    /// them is needed, so that damage to other files of the index costs none.
    pub fn articles(&self, root: &Root) -> Vec<Article> {
        let below = format!("{}/", root.given.trim_end_matches('/').trim_start_matches("./"));
        let is_of = |article: &Article| article.path == root.given || article.path.starts_with(&below);
        self.segments.iter().flat_map(|segment| stored(segment).unwrap_or_default()).filter(is_of).collect()
    }
}

/// The articles of a segment that were not removed, as far as they can be read.
fn stored(segment: &Segment) -> tantivy::Result<Vec<Article>> {
    let field = segment.schema().get_field("article")?;
    let store = StoreReader::open(segment.open_read(SegmentComponent::Store)?, 1)?;
    let alive = if segment.meta().has_deletes() {
        Some(AliveBitSet::open(segment.open_read(SegmentComponent::Delete)?.read_bytes()?))
    } else {
        None
    };
    let ids = (0..segment.meta().max_doc()).filter(|id| alive.as_ref().is_none_or(|alive| alive.is_alive(*id)));
    let read = |id| -> Option<Article> {
        let document: TantivyDocument = store.get(id).ok()?;
        serde_json::from_slice(document.get_first(field)?.as_bytes()?).ok()
    };
    Ok(ids.filter_map(read).collect())
}

/// What a manifest of any format tells.
#[derive(Debug, Deserialize)]
struct Told {
    format: u32,
    roots: Vec<Root>,
}

/// Seals came with format 7; what is older is read as it is.
fn segments(directory: &Path, meta: Vec<u8>, format: u32) -> tantivy::Result<Vec<Segment>> {
    let disk = MmapDirectory::open(directory)?;
    let index = match Seal::read(&meta) {
        _ if format < 7 => Index::open(disk)?,
        Unsealed::Whole(seal) => {
            let sums = seal.attachments.get(&Kind::Sums);
            let sums = sums.and_then(|sums| serde_json::from_slice(&sums.read(directory).ok()?).ok()).unwrap_or_default();
            Index::open(ReadingRoom { disk, meta: Arc::new(meta), sums: Arc::new(sums) })?
        }
        _ => return Err(TantivyError::SystemError("the list of segments is damaged".to_owned())),
    };
    index.searchable_segments()
}

/// Deletes an index that was begun to take the place of another one.
///
/// # Errors
/// `ReadOnly` or `Io`.
pub fn discard(directory: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(directory) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::from_io(directory, Arc::new(error))),
        _ => Ok(()),
    }
}

/// Puts a new index in the place of the one in this folder, whatever that holds, and deletes what it held.
///
/// # Errors
/// `Locked`, `ReadOnly`, `DiskFull` or `Io`.
pub fn replace(directory: &Path, new: &Path, patience: Duration) -> Result<(), Error> {
    let failed = |error: io::Error| Error::from_io(directory, Arc::new(error));
    let disk = MmapDirectory::open(directory).map_err(|error| Error::from_tantivy(directory, &error.into()))?;
    let _lock = WriterLock::take(directory, &disk, patience)?;
    let list = |path: &Path| -> io::Result<Vec<String>> {
        let names = fs::read_dir(path)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
        names.filter(|name| name.as_ref().map_or(true, |name| is_ours(name))).collect()
    };
    let old = list(directory).map_err(failed)?;
    let made = list(new).map_err(failed)?;
    for name in &made {
        fs::rename(new.join(name), directory.join(name)).map_err(failed)?;
    }
    sync_folder(directory).map_err(failed)?;
    fs::rename(new.join(META), directory.join(META)).map_err(failed)?;
    sync_folder(directory).map_err(failed)?;
    let replaced = old.iter().map(String::as_str).filter(|name| !made.iter().any(|new| new == name) && *name != WRITER);
    for name in replaced.chain(OF_OLDER_FORMATS) {
        // What cannot be deleted is in nobody's way.
        let _ = fs::remove_file(directory.join(name));
    }
    let _ = fs::remove_dir_all(new);
    Ok(())
}
