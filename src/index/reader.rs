//! How is an index opened for searching? A folder comes in; a snapshot of its last commit goes out, which no writer can
//! change any more. Nothing is written, so that read-only media will do.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::{fs, io};

use tantivy::collector::DocSetCollector;
use tantivy::directory::MmapDirectory;
use tantivy::query::TermQuery;
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{DocAddress, Index, ReloadPolicy, Searcher, TantivyDocument, TantivyError, Term};

use super::folder::{ReadingRoom, State, inspect};
use super::manifest::Payload;
use super::schema::{analyzers, fields};
use super::{Copies, Error, Manifest, authority, copies};
use crate::article::model::Article;
use crate::authority::Authority;

/// Blocks of stored articles kept decompressed.
const CACHED_BLOCKS: usize = 8;

/// Times that opening is tried again because a writer committed meanwhile.
const ATTEMPTS: usize = 5;

/// A snapshot of an index for searching: it never changes, whatever a writer does meanwhile.
pub struct Reader {
    path: PathBuf,
    manifest: Manifest,
    searcher: Searcher,
    commit: u64,
    authority: OnceLock<(Authority, Vec<String>)>,
    copies: OnceLock<(Copies, Option<String>)>,
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
        let (manifest, searcher, commit) = snapshot(directory, manifest).map_err(|error| reading(directory, &error))?;
        let path = directory.to_owned();
        Ok(Reader { path, manifest, searcher, commit, authority: OnceLock::new(), copies: OnceLock::new() })
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

    /// Who is who: the merges of the index under the user's decisions, read when first asked for.
    pub fn authority(&self) -> &Authority {
        &self.names().0
    }

    /// Which articles are copies of one story, read when first asked for.
    pub fn copies(&self) -> &Copies {
        &self.copies.get_or_init(|| copies::read(&self.path, self.commit)).0
    }

    /// What of merges, of decisions and, where they were asked for, of copies could not be read, one line each.
    pub fn faults(&self) -> impl Iterator<Item = &str> {
        let copies = self.copies.get().and_then(|(_, fault)| fault.as_ref());
        self.names().1.iter().chain(copies).map(String::as_str)
    }

    /// The number of the commit that is read: each commit of an index has another.
    pub fn commit(&self) -> u64 {
        self.commit
    }

    fn names(&self) -> &(Authority, Vec<String>) {
        self.authority.get_or_init(|| authority::read(&self.path))
    }

    /// Every article that came with a root (its absolute path), as it was stored.
    ///
    /// # Errors
    /// Where files of the index cannot be read; each article where its stored form cannot.
    pub fn articles_of(&self, root: &str) -> Result<impl Iterator<Item = Result<Article, Error>> + '_, Error> {
        let query = TermQuery::new(Term::from_field_text(fields().root, root), IndexRecordOption::Basic);
        let found = self.searcher.search(&query, &DocSetCollector).map_err(|error| self.error(&error))?;
        let mut addresses: Vec<DocAddress> = found.into_iter().collect();
        addresses.sort_unstable();
        Ok(addresses.into_iter().map(|address| self.article(address)))
    }

    /// The body of the article with exactly this id; empty where there is none.
    ///
    /// # Errors
    /// Where files of the index cannot be read.
    pub fn body(&self, id: &str) -> Result<String, Error> {
        #[derive(Default, serde::Deserialize)]
        struct Stored {
            body: String,
        }
        let query = TermQuery::new(Term::from_field_text(fields().id, id), IndexRecordOption::Basic);
        let found = self.searcher.search(&query, &DocSetCollector).map_err(|error| self.error(&error))?;
        let stored = found.into_iter().min().map(|address| self.stored::<Stored>(address)).transpose()?;
        Ok(stored.unwrap_or_default().body)
    }

    /// The article at this address, as it was stored.
    pub(crate) fn article(&self, address: DocAddress) -> Result<Article, Error> {
        self.stored(address)
    }

    fn stored<T: serde::de::DeserializeOwned>(&self, address: DocAddress) -> Result<T, Error> {
        let read = || -> tantivy::Result<T> {
            let document: TantivyDocument = self.searcher.doc(address)?;
            let stored = document.get_first(fields().article).and_then(|value| value.as_bytes().map(<[u8]>::to_vec));
            serde_json::from_slice(&stored.unwrap_or_default())
                .map_err(|error| TantivyError::InternalError(format!("a stored article: {error}")))
        };
        read().map_err(|error| self.error(&error))
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

/// Manifest, searcher and number of one and the same commit.
fn snapshot(directory: &Path, first: Manifest) -> tantivy::Result<(Manifest, Searcher, u64)> {
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
            return Ok((manifest, reader.searcher(), before.opstamp));
        }
    }
    Err(TantivyError::SystemError("it changes faster than it can be opened".to_owned()))
}
