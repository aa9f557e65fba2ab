//! How is an index opened for searching? A folder comes in; a snapshot of its last commit goes out, which no writer can
//! change any more. Nothing is written, so that read-only media will do.

use std::path::{Path, PathBuf};
use std::{fs, io};

use tantivy::directory::MmapDirectory;
use tantivy::{Index, ReloadPolicy, Searcher, TantivyError};

use super::folder::{ReadingRoom, State, inspect};
use super::manifest::Payload;
use super::schema::analyzers;
use super::{Error, Manifest};

/// Blocks of stored articles kept decompressed.
const CACHED_BLOCKS: usize = 8;

/// Times that opening is tried again because a writer committed meanwhile.
const ATTEMPTS: usize = 5;

/// A snapshot of an index for searching: it never changes, whatever a writer does meanwhile.
pub struct Reader {
    path: PathBuf,
    manifest: Manifest,
    searcher: Searcher,
}

impl Reader {
    /// Opens the last commit of the index in this folder. Works on read-only media and beside a writer.
    ///
    /// # Errors
    /// `Missing`, `Foreign`, `OtherVersion`, `Damaged` or `Io`.
    pub fn open(directory: &Path) -> Result<Reader, Error> {
        let State::Ready(manifest) = inspect(directory)? else {
            return Err(Error::Missing { path: directory.to_owned() });
        };
        let (manifest, searcher) = snapshot(directory, manifest).map_err(|error| reading(directory, &error))?;
        Ok(Reader { path: directory.to_owned(), manifest, searcher })
    }

    /// What the index says about itself.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The index folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Number of articles.
    pub fn articles(&self) -> usize {
        usize::try_from(self.searcher.num_docs()).unwrap_or(usize::MAX)
    }

    /// Size of the index folder's files in bytes.
    ///
    /// # Errors
    /// `Io` where the folder cannot be listed.
    pub fn bytes(&self) -> Result<u64, Error> {
        let failed = |error: io::Error| Error::Io { path: self.path.clone(), source: error.into() };
        let mut bytes = 0;
        for entry in fs::read_dir(&self.path).map_err(failed)? {
            // A file that a writer has removed meanwhile has no size.
            bytes += entry.map_err(failed)?.metadata().map_or(0, |file| if file.is_file() { file.len() } else { 0 });
        }
        Ok(bytes)
    }

    /// tantivy's view of the snapshot.
    pub(crate) fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    /// The error behind a failure while reading this index.
    pub(crate) fn error(&self, error: &TantivyError) -> Error {
        reading(&self.path, error)
    }
}

/// A failure while reading: no file was to be written, so what cannot be opened cannot be read.
fn reading(path: &Path, error: &TantivyError) -> Error {
    match Error::from_tantivy(path, error) {
        Error::ReadOnly { path } => {
            let source = io::Error::from(io::ErrorKind::PermissionDenied);
            Error::Io { path, source: source.into() }
        }
        other => other,
    }
}

/// Searcher and manifest of one and the same commit.
fn snapshot(directory: &Path, first: Manifest) -> tantivy::Result<(Manifest, Searcher)> {
    let mut index = Index::open(ReadingRoom(MmapDirectory::open(directory)?))?;
    index.set_tokenizers(analyzers());
    let mut manifest = first;
    for _ in 0..ATTEMPTS {
        let before = index.load_metas()?;
        if let Some(Payload::Ours(found)) = before.payload.as_deref().map(Payload::read) {
            manifest = found;
        }
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .doc_store_cache_num_blocks(CACHED_BLOCKS)
            .num_warming_threads(1)
            .try_into()?;
        if index.load_metas()?.opstamp == before.opstamp {
            return Ok((manifest, reader.searcher()));
        }
    }
    Err(TantivyError::SystemError("it changes faster than it can be opened".to_owned()))
}
