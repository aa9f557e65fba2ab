//! What can be saved of an index that this program cannot read as a whole? Of one of an older format, and of one that is damaged,
//! every stored article that can still be read; and how is the index that is made of them put in its place?

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use tantivy::collector::DocSetCollector;
use tantivy::directory::MmapDirectory;
use tantivy::query::TermQuery;
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{Index, Searcher, TantivyDocument, Term};

use super::attachment::{Kind, sync_folder};
use super::folder::{META, WRITER, is_ours};
use super::lock::WriterLock;
use super::room::ReadingRoom;
use super::schema::analyzers;
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
    searcher: Option<Searcher>,
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
        let searcher = searcher(directory, bytes, told.format).ok();
        Ok(Salvage { roots: told.roots, searcher })
    }

    /// The articles of a folder (its absolute path) that can still be read, and the number of those that cannot.
    pub fn articles(&self, root: &str) -> (Vec<Article>, usize) {
        let Some(searcher) = &self.searcher else { return (Vec::new(), 0) };
        let schema = searcher.schema();
        let (Ok(of), Ok(stored)) = (schema.get_field("root"), schema.get_field("article")) else { return (Vec::new(), 0) };
        let query = TermQuery::new(Term::from_field_text(of, root), IndexRecordOption::Basic);
        let mut addresses: Vec<_> = searcher.search(&query, &DocSetCollector).unwrap_or_default().into_iter().collect();
        addresses.sort_unstable();
        let count = addresses.len();
        let read = |address| -> Option<Article> {
            let document: TantivyDocument = searcher.doc(address).ok()?;
            serde_json::from_slice(document.get_first(stored)?.as_bytes()?).ok()
        };
        let articles: Vec<Article> = addresses.into_iter().filter_map(read).collect();
        let lost = count - articles.len();
        (articles, lost)
    }
}

/// What a manifest of any format tells.
#[derive(Debug, Deserialize)]
struct Told {
    format: u32,
    roots: Vec<Root>,
}

/// Seals came with format 7; what is older is read as it is.
fn searcher(directory: &Path, meta: Vec<u8>, format: u32) -> tantivy::Result<Searcher> {
    let disk = MmapDirectory::open(directory)?;
    let mut index = match Seal::read(&meta) {
        _ if format < 7 => Index::open(disk)?,
        Unsealed::Whole(seal) => {
            let sums = seal.attachments.get(&Kind::Sums);
            let sums = sums.and_then(|sums| serde_json::from_slice(&sums.read(directory).ok()?).ok()).unwrap_or_default();
            Index::open(ReadingRoom { disk, meta: Arc::new(meta), sums: Arc::new(sums) })?
        }
        _ => return Err(tantivy::TantivyError::SystemError("the list of segments is damaged".to_owned())),
    };
    index.set_tokenizers(analyzers());
    Ok(index.reader()?.searcher())
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
