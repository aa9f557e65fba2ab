//! How is an index opened for searching? A folder comes in; a snapshot of its last commit goes out, which no writer can
//! change any more. Nothing is written, so that read-only media will do.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use tantivy::collector::DocSetCollector;
use tantivy::directory::MmapDirectory;
use tantivy::query::TermQuery;
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{DocAddress, Index, ReloadPolicy, Searcher, TantivyDocument, TantivyError, Term};

use super::attachment::{Attachment, Kind};
use super::folder::{Published, State, inspect};
use super::room::ReadingRoom;
use super::schema::{analyzers, fields};
use super::sums::Sums;
use super::{Copies, Error, Files, Manifest, authority, copies};
use crate::article::model::Article;
use crate::authority::Authority;

/// Blocks of stored articles kept decompressed.
const CACHED_BLOCKS: usize = 8;

/// Times that opening is tried again because a writer published another commit meanwhile.
const ATTEMPTS: usize = 5;

/// A snapshot of an index for searching: it never changes, whatever a writer does meanwhile.
pub struct Reader {
    path: PathBuf,
    manifest: Manifest,
    searcher: Searcher,
    generation: u64,
    merged: Attached,
    grouped: Attached,
    listed: Attached,
    authority: OnceLock<(Authority, Vec<String>)>,
    copies: OnceLock<(Copies, Option<String>)>,
}

/// An attachment, opened while its commit was the last one: it can be read after a writer has removed it.
struct Attached(Option<(Attachment, io::Result<File>)>);

impl Attached {
    fn open(directory: &Path, attachment: Option<&Attachment>) -> Attached {
        Attached(attachment.map(|attachment| (attachment.clone(), File::open(directory.join(attachment.name())))))
    }

    /// Its bytes; those given where the commit has no such attachment.
    fn read(&self, otherwise: &[u8]) -> io::Result<Vec<u8>> {
        match &self.0 {
            Some((attachment, Ok(file))) => attachment.read_from(file),
            Some((_, Err(error))) => Err(io::Error::new(error.kind(), error.to_string())),
            None => Ok(otherwise.to_vec()),
        }
    }
}

impl Reader {
    /// Opens the last commit of the index in this folder. Works on read-only media and beside a writer.
    ///
    /// # Errors
    /// `Missing`, `Foreign`, `OtherVersion`, `Damaged` or `Io`.
    pub fn open(directory: &Path) -> Result<Reader, Error> {
        let mut published = last(directory)?;
        for _ in 1..ATTEMPTS {
            let generation = published.seal.generation;
            let opened = Reader::over(directory, published);
            // Files that are gone are no damage where another commit has replaced them.
            published = match opened {
                Ok(reader) => return Ok(reader),
                Err(error) => last(directory).ok().filter(|now| now.seal.generation != generation).ok_or(error)?,
            };
        }
        Reader::over(directory, published)
    }

    fn over(directory: &Path, published: Published) -> Result<Reader, Error> {
        let failed = |error: io::Error| Error::from_io(directory, Arc::new(error));
        let Published { manifest, seal, meta } = published;
        let attachment = |kind| seal.attachments.get(&kind);
        let sums = attachment(Kind::Sums).map(|sums| sums.read(directory)).transpose().map_err(failed)?;
        let sums: Sums = serde_json::from_slice(sums.as_deref().unwrap_or(b"{}")).map_err(|error| failed(error.into()))?;
        let disk = MmapDirectory::open(directory).map_err(|error| reading(directory, &error.into()))?;
        let room = ReadingRoom { disk, meta: Arc::new(meta), sums: Arc::new(sums) };
        let mut reader = Reader::in_room(directory, room, manifest)?;
        reader.generation = seal.generation;
        reader.merged = Attached::open(directory, attachment(Kind::Merged));
        reader.grouped = Attached::open(directory, attachment(Kind::Copies));
        reader.listed = Attached::open(directory, attachment(Kind::Files));
        Ok(reader)
    }

    /// The articles of a room, without attachments.
    pub(super) fn in_room(directory: &Path, room: ReadingRoom, manifest: Manifest) -> Result<Reader, Error> {
        let searcher = searcher(room).map_err(|error| reading(directory, &error))?;
        Ok(Reader {
            path: directory.to_owned(),
            manifest,
            searcher,
            generation: 0,
            merged: Attached(None),
            grouped: Attached(None),
            listed: Attached(None),
            authority: OnceLock::new(),
            copies: OnceLock::new(),
        })
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
        &self.copies.get_or_init(|| copies::read(&self.path, self.grouped.read(&[0; 8]))).0
    }

    /// What of merges, of decisions and, where they were asked for, of copies could not be read, one line each.
    pub fn faults(&self) -> impl Iterator<Item = &str> {
        let copies = self.copies.get().and_then(|(_, fault)| fault.as_ref());
        self.names().1.iter().chain(copies).map(String::as_str)
    }

    /// The number of the commit that is read: each commit of an index has a greater one.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// The files that the index was built from, and what came of each.
    ///
    /// # Errors
    /// `Damaged` or `Io`.
    pub fn files(&self) -> Result<Files, Error> {
        let failed = |error: io::Error| Error::from_io(&self.path, Arc::new(error));
        let bytes = self.listed.read(b"{}").map_err(failed)?;
        serde_json::from_slice(&bytes).map_err(|error| failed(error.into()))
    }

    fn names(&self) -> &(Authority, Vec<String>) {
        self.authority.get_or_init(|| authority::read(&self.path, self.merged.read(br#"{"people":[],"organizations":[]}"#)))
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

/// The last commit of an index.
pub(super) fn last(directory: &Path) -> Result<Published, Error> {
    match inspect(directory)? {
        State::Ready(published) => Ok(published),
        State::Empty => Err(Error::Missing { path: directory.to_owned() }),
    }
}

fn searcher(room: ReadingRoom) -> tantivy::Result<Searcher> {
    let mut index = Index::open(room)?;
    index.set_tokenizers(analyzers());
    let reader = index
        .reader_builder()
        .reload_policy(ReloadPolicy::Manual)
        .doc_store_cache_num_blocks(CACHED_BLOCKS)
        .num_warming_threads(1)
        .try_into()?;
    Ok(reader.searcher())
}
