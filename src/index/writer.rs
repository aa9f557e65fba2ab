//! How do articles get into the index, all of them or none? Articles come in one by one and are written behind, where nobody
//! sees them. What was committed can be looked at ([`Committed::reader`]) before it is published, with all that belongs to
//! it, in one step. Until then, and after any failure, the old index stands.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tantivy::directory::{Directory, META_LOCK, MmapDirectory};
use tantivy::indexer::LogMergePolicy;
use tantivy::query::{BooleanQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Index, IndexSettings, IndexWriter, TantivyError, Term};

use super::attachment::{Attachment, Kind, sync_folder};
use super::document::document;
use super::folder::{META, NEW_META, Published, State, inspect, orphans};
use super::lock::WriterLock;
use super::room::WritingRoom;
use super::schema::{analyzers, fields, schema};
use super::seal::Seal;
use super::sums::Sums;
use super::{Copies, Error, Files, Manifest, Reader};
use crate::article::model::Article;
use crate::authority::Merges;

/// Bytes of articles held in memory before a segment is written: 11,000 newswire stories fit into one segment.
const MEMORY: usize = 120_000_000;

/// Segments of like size that are merged into one: few segments keep a cold search fast.
const SEGMENTS_TO_MERGE: usize = 4;

/// Share of removed articles above which a segment is rewritten without them.
const REMOVED_BEFORE_MERGE: f32 = 0.1;

/// How a writer goes about it.
#[derive(Debug, Clone, Copy)]
pub struct Means {
    /// Bytes of articles that are held in memory.
    pub memory: usize,
    /// How long to wait for another writer.
    pub patience: Duration,
}

impl Default for Means {
    fn default() -> Means {
        Means { memory: MEMORY, patience: Duration::ZERO }
    }
}

/// The one writer of an index. Dropped without a publication, the old index stays.
pub struct Writer {
    shelf: Shelf,
    articles: IndexWriter,
}

/// What lasts from the opening of a writer to the publication.
struct Shelf {
    path: PathBuf,
    disk: MmapDirectory,
    room: WritingRoom,
    published: Option<(Manifest, Seal)>,
    _lock: WriterLock,
}

impl Writer {
    /// Opens the index in this folder for update, or creates it (and the folder).
    ///
    /// # Errors
    /// `Foreign`, `OtherVersion`, `Locked`, `ReadOnly`, `DiskFull`, `Damaged` or `Io`.
    pub fn open(directory: &Path) -> Result<Writer, Error> {
        Writer::with(directory, Means::default())
    }

    /// As [`Writer::open`], by other means than the usual ones.
    ///
    /// # Errors
    /// As [`Writer::open`].
    pub fn with(directory: &Path, means: Means) -> Result<Writer, Error> {
        inspect(directory)?;
        let failed = |error: io::Error| Error::from_io(directory, Arc::new(error));
        let refused = |error: TantivyError| Error::from_tantivy(directory, &error);
        fs::create_dir_all(directory).map_err(failed)?;
        let disk = MmapDirectory::open(directory).map_err(|error| refused(error.into()))?;
        let lock = WriterLock::take(directory, &disk, means.patience)?;
        // Looked at again: whoever had the lock may have published.
        let published = match inspect(directory)? {
            State::Ready(published) => Some(published),
            State::Empty => None,
        };
        let shelf = Shelf::new(directory, disk, published, lock)?;
        shelf.sweep();
        let articles = shelf.open(means.memory).map_err(refused)?;
        Ok(Writer { shelf, articles })
    }

    /// The manifest of the last commit; `None` for a new index.
    pub fn manifest(&self) -> Option<&Manifest> {
        self.shelf.published.as_ref().map(|(manifest, _)| manifest)
    }

    /// The files of the last commit; none for a new index.
    ///
    /// # Errors
    /// `Damaged` or `Io`.
    pub fn files(&self) -> Result<Files, Error> {
        let failed = |error: io::Error| Error::from_io(&self.shelf.path, Arc::new(error));
        let listed = self.shelf.published.as_ref().and_then(|(_, seal)| seal.attachments.get(&Kind::Files));
        let Some(listed) = listed else { return Ok(Files::default()) };
        let bytes = listed.read(&self.shelf.path).map_err(failed)?;
        serde_json::from_slice(&bytes).map_err(|error| failed(error.into()))
    }

    /// Drops every article that was added under this root (its absolute path) before this call.
    ///
    /// # Errors
    /// As [`Writer::add`].
    pub fn remove_root(&mut self, root: &str) -> Result<(), Error> {
        self.remove(term(fields().root, root))
    }

    /// Drops every article of a file (its path, as its articles bear it) that was added under this root before this call.
    ///
    /// # Errors
    /// As [`Writer::add`].
    pub fn remove_file(&mut self, root: &str, path: &str) -> Result<(), Error> {
        let both = BooleanQuery::intersection(vec![term(fields().root, root), term(fields().path, path)]);
        self.remove(Box::new(both))
    }

    /// Drops the article with this id, where it was added before this call.
    ///
    /// # Errors
    /// As [`Writer::add`].
    pub fn remove_article(&mut self, id: &str) -> Result<(), Error> {
        self.remove(term(fields().id, id))
    }

    fn remove(&mut self, query: Box<dyn Query>) -> Result<(), Error> {
        let removed = self.articles.delete_query(query);
        removed.map(|_| ()).map_err(|error| Error::from_tantivy(&self.shelf.path, &error))
    }

    /// Adds an article under a root. An article with the same id is not replaced: remove it, or its root, first.
    ///
    /// # Errors
    /// `DiskFull`, `ReadOnly`, `Io` or `Damaged`, possibly caused by an earlier article, since writing happens behind.
    pub fn add(&mut self, article: &Article, root: &str) -> Result<(), Error> {
        let document = document(article, root).map_err(|error| Error::from_io(&self.shelf.path, Arc::new(error.into())))?;
        match self.articles.add_document(document) {
            Ok(_) => Ok(()),
            Err(error) => Err(self.cause(&error)),
        }
    }

    /// A writer whose thread has failed says only that; what the thread failed of comes out when it is joined.
    fn cause(&mut self, error: &TantivyError) -> Error {
        let joined = self.articles.prepare_commit().err();
        self.shelf.failed(joined.as_ref().unwrap_or(error))
    }

    /// Ends the writing: all that was added and removed can be read through what this gives back, and by nobody else.
    ///
    /// # Errors
    /// As [`Writer::add`]; the previous commit is intact then.
    pub fn commit(mut self, manifest: &Manifest) -> Result<Committed, Error> {
        self.try_commit(manifest).map_err(|error| self.shelf.failed(&error))?;
        // The commit stands; a merge that fails after it leaves more segments and loses nothing.
        let _ = self.articles.wait_merging_threads();
        Ok(Committed { shelf: self.shelf, manifest: manifest.clone() })
    }

    fn try_commit(&mut self, manifest: &Manifest) -> tantivy::Result<u64> {
        let payload = serde_json::to_string(manifest)?;
        let mut prepared = self.articles.prepare_commit()?;
        prepared.set_payload(&payload);
        prepared.commit()
    }

    /// Publishes what was added and removed so far, and goes on: a long run that is killed has not been in vain.
    ///
    /// # Errors
    /// As [`Writer::add`]; the previous publication is intact then.
    pub fn checkpoint(&mut self, manifest: &Manifest, conclusions: &Conclusions<'_>) -> Result<u64, Error> {
        self.try_commit(manifest).map_err(|error| self.shelf.failed(&error))?;
        self.shelf.publish(manifest, conclusions)
    }

    /// Makes one segment of all, without the articles that were removed.
    ///
    /// # Errors
    /// As [`Writer::add`].
    pub fn compact(&mut self) -> Result<(), Error> {
        let segments = self.articles.index().searchable_segment_metas().map_err(|error| self.shelf.failed(&error))?;
        let is_compact = segments.len() < 2 && segments.iter().all(|segment| segment.num_deleted_docs() == 0);
        if is_compact {
            return Ok(());
        }
        let ids: Vec<_> = segments.iter().map(tantivy::SegmentMeta::id).collect();
        self.articles.merge(&ids).wait().map(|_| ()).map_err(|error| self.shelf.failed(&error))
    }
}

fn term(field: Field, value: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, value), IndexRecordOption::Basic))
}

impl Shelf {
    fn new(path: &Path, disk: MmapDirectory, published: Option<Published>, lock: WriterLock) -> Result<Shelf, Error> {
        let failed = |error: io::Error| Error::from_io(path, Arc::new(error));
        let sums = published.as_ref().and_then(|published| published.seal.attachments.get(&Kind::Sums));
        let sums = sums.map(|sums| sums.read(path)).transpose().map_err(failed)?;
        let sums: Sums = serde_json::from_slice(sums.as_deref().unwrap_or(b"{}")).map_err(|error| failed(error.into()))?;
        let (meta, published) = match published {
            Some(Published { manifest, seal, meta }) => (Some(meta), Some((manifest, seal))),
            None => (None, None),
        };
        let room = WritingRoom::new(disk.clone(), meta, sums);
        Ok(Shelf { path: path.to_owned(), disk, room, published, _lock: lock })
    }

    fn open(&self, memory: usize) -> tantivy::Result<IndexWriter> {
        let room = self.room.clone();
        let mut index = match self.published {
            Some(_) => Index::open(room)?,
            None => Index::create(room, schema().clone(), IndexSettings::default())?,
        };
        index.set_tokenizers(analyzers());
        // One thread, so that articles stand in the index in the order in which they were given.
        let writer = index.writer_with_num_threads(1, memory)?;
        let mut policy = LogMergePolicy::default();
        policy.set_min_num_segments(SEGMENTS_TO_MERGE);
        policy.set_del_docs_ratio_before_merge(REMOVED_BEFORE_MERGE);
        writer.set_merge_policy(Box::new(policy));
        Ok(writer)
    }

    /// Deletes files that belong to no commit: what a run left that failed or was killed, and what was replaced. A full disk
    /// has room again.
    fn sweep(&self) {
        let living = self.published.iter().flat_map(|(_, seal)| seal.attachments.values());
        let mut living: BTreeSet<String> = living.map(|attachment| attachment.name().to_owned()).collect();
        living.extend(self.room.published());
        // A reader that has seen the list of segments opens their files under this lock.
        let _lock = self.disk.acquire_lock(&META_LOCK);
        for orphan in orphans(&self.path, &living).unwrap_or_default() {
            // A file that cannot be deleted now is in nobody's way, and is tried again by the next writer.
            let _ = fs::remove_file(self.path.join(orphan));
        }
    }

    fn failed(&self, error: &TantivyError) -> Error {
        self.sweep();
        Error::from_tantivy(&self.path, error)
    }
}

/// What belongs to a commit beside its articles; what is not given stays as it was.
#[derive(Debug, Clone, Copy, Default)]
pub struct Conclusions<'a> {
    /// The files that were read.
    pub files: Option<&'a Files>,
    /// The spellings that are one name.
    pub merges: Option<&'a Merges>,
    /// Ids of the articles that are copies, each group from its first article to its last.
    pub copies: Option<&'a [Vec<String>]>,
}

/// What was written and nobody has seen yet.
pub struct Committed {
    shelf: Shelf,
    manifest: Manifest,
}

impl Committed {
    /// The articles as they will be.
    ///
    /// # Errors
    /// `Damaged` or `Io`.
    pub fn reader(&self) -> Result<Reader, Error> {
        Reader::in_room(&self.shelf.path, self.shelf.room.reading_room(), self.manifest.clone())
    }

    /// Makes it visible at once, with all that belongs to it; gives the number of the commit. Everything is on the disk before
    /// the one file changes its name by which the index is found.
    ///
    /// # Errors
    /// `DiskFull`, `ReadOnly` or `Io`; the previous commit is intact then.
    pub fn publish(mut self, conclusions: &Conclusions<'_>) -> Result<u64, Error> {
        let published = self.shelf.publish(&self.manifest, conclusions);
        self.shelf.sweep();
        published
    }
}

impl Shelf {
    fn publish(&mut self, manifest: &Manifest, conclusions: &Conclusions<'_>) -> Result<u64, Error> {
        let seal = self.try_publish(conclusions).map_err(|error| Error::from_io(&self.path, Arc::new(error)))?;
        let generation = seal.generation;
        self.published = Some((manifest.clone(), seal));
        Ok(generation)
    }

    fn try_publish(&self, conclusions: &Conclusions<'_>) -> io::Result<Seal> {
        let path = &self.path;
        let mut seal = self.published.as_ref().map(|(_, seal)| seal.clone()).unwrap_or_default();
        let old = std::mem::take(&mut seal.attachments);
        seal.generation += 1;
        let (meta, sums) = self.room.freeze()?;
        for (kind, bytes) in conclusions.written(&sums)? {
            seal.attachments.insert(kind, Attachment::write(path, kind, seal.generation, &bytes)?);
        }
        for (kind, attachment) in &old {
            seal.attachments.entry(*kind).or_insert_with(|| attachment.clone());
        }
        replace_meta(path, &seal.put_on(&meta)?)?;
        self.room.publish(&sums);
        for replaced in old.values().filter(|old| !seal.attachments.values().any(|new| new == *old)) {
            // What cannot be deleted now is swept away later.
            let _ = fs::remove_file(path.join(replaced.name()));
        }
        Ok(seal)
    }
}

impl Conclusions<'_> {
    /// The attachments that are new, as they are written.
    fn written(&self, sums: &Sums) -> io::Result<BTreeMap<Kind, Vec<u8>>> {
        let mut new = BTreeMap::from([(Kind::Sums, serde_json::to_vec(sums)?)]);
        if let Some(files) = self.files {
            new.insert(Kind::Files, serde_json::to_vec(files)?);
        }
        if let Some(merges) = self.merges {
            new.insert(Kind::Merged, serde_json::to_vec(merges)?);
        }
        if let Some(copies) = self.copies {
            new.insert(Kind::Copies, Copies::written(copies));
        }
        Ok(new)
    }
}

/// Puts the list in its place in one step.
fn replace_meta(path: &Path, meta: &[u8]) -> io::Result<()> {
    let new = path.join(NEW_META);
    let mut file = File::create(&new)?;
    file.write_all(meta)?;
    file.sync_all()?;
    drop(file);
    // The files that the list names have to be found after a loss of power, if the list is.
    sync_folder(path)?;
    fs::rename(&new, path.join(META))?;
    sync_folder(path)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{article, publish, write};
    use super::super::{FORMAT, Reader, Root};
    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a temporary folder")
    }

    fn count(path: &Path) -> usize {
        Reader::open(path).expect("an index").articles()
    }

    #[test]
    fn what_is_committed_can_be_read_with_its_manifest() {
        let place = folder();
        let path = place.path().join("new/index");
        let root = Root { given: "news".to_owned(), absolute: "/n/news".to_owned(), articles: 1, ..Root::default() };
        let manifest = Manifest::new(vec![root]);
        let mut writer = Writer::open(&path).expect("a new folder");
        assert_eq!(writer.manifest(), None);
        writer.add(&article("a", "one"), "/n/news").expect("added");
        writer.commit(&manifest).expect("committed").publish(&Conclusions::default()).expect("published");
        let reader = Reader::open(&path).expect("an index");
        assert_eq!((reader.articles(), reader.manifest()), (1, &manifest));
        assert_eq!(Writer::open(&path).expect("again").manifest(), Some(&manifest));
    }

    #[test]
    fn without_a_commit_the_old_index_stays() {
        let place = folder();
        let mut writer = Writer::open(place.path()).expect("a new index");
        writer.add(&article("a", "one"), "/r").expect("added");
        drop(writer);
        assert!(matches!(Reader::open(place.path()), Err(Error::Missing { .. })));
        write(place.path(), &[article("a", "one")]);
        let mut writer = Writer::open(place.path()).expect("an index");
        writer.remove_root("/root").expect("removed");
        writer.add(&article("b", "two"), "/r").expect("added");
        drop(writer);
        assert_eq!(count(place.path()), 1);
    }

    #[test]
    fn roots_and_articles_can_be_removed() {
        let place = folder();
        write(place.path(), &[article("a", "one"), article("b", "two"), article("c", "three")]);
        let mut writer = Writer::open(place.path()).expect("an index");
        writer.remove_article("b").expect("removed");
        writer.add(&article("d", "four"), "/other").expect("added");
        publish(writer);
        assert_eq!(count(place.path()), 3);
        let mut writer = Writer::open(place.path()).expect("an index");
        writer.remove_root("/root").expect("removed");
        writer.remove_root("/none").expect("removed");
        publish(writer);
        assert_eq!(count(place.path()), 1);
    }

    #[test]
    fn whoever_may_read_the_folder_may_search() {
        let place = folder();
        write(place.path(), &[article("a", "one")]);
        let permissions = |name: &str| fs::metadata(place.path().join(name)).expect("a file").permissions();
        assert_eq!(permissions("meta.json"), permissions(".tantivy-writer.lock"));
    }

    #[test]
    fn a_second_writer_is_told_to_wait_and_a_reader_is_not() {
        let place = folder();
        write(place.path(), &[article("a", "one")]);
        let _first = Writer::open(place.path()).expect("an index");
        assert!(matches!(Writer::open(place.path()), Err(Error::Locked { .. })));
        assert_eq!(count(place.path()), 1);
    }

    #[test]
    fn folders_of_others_are_left_alone() {
        let place = folder();
        fs::write(place.path().join("thesis.doc"), "x").expect("a file");
        assert!(matches!(Writer::open(place.path()), Err(Error::Foreign { .. })));
        assert!(matches!(Reader::open(place.path()), Err(Error::Foreign { .. })));
        assert!(matches!(Reader::open(&place.path().join("thesis.doc")), Err(Error::Foreign { .. })));
        assert!(!place.path().join("meta.json").exists());
    }

    #[test]
    fn what_git_keeps_in_the_default_folder_is_tolerated() {
        let place = folder();
        fs::write(place.path().join("README.md"), "x").expect("a file");
        fs::write(place.path().join(".gitignore"), "*").expect("a file");
        assert!(matches!(Reader::open(place.path()), Err(Error::Missing { .. })));
        write(place.path(), &[article("a", "one")]);
        assert_eq!(count(place.path()), 1);
        assert!(place.path().join("README.md").exists());
    }

    #[test]
    fn other_versions_and_other_programs_are_told_apart() {
        let place = folder();
        write(place.path(), &[article("a", "one")]);
        let meta = place.path().join("meta.json");
        let sealed = fs::read_to_string(&meta).expect("meta.json");
        let mut list: serde_json::Value = serde_json::from_str(&sealed).expect("JSON");
        for member in ["seal", "newshound"] {
            list.as_object_mut().expect("an object").remove(member);
        }
        let text = list.to_string();
        let ours = format!(r#"\"format\":{FORMAT},"#);
        let other = text.replace(&ours, r#"\"format\":77,"#).into_bytes();
        fs::write(&meta, Seal::default().put_on(&other).expect("an object")).expect("written");
        let Err(Error::OtherVersion { found, wanted, .. }) = Reader::open(place.path()) else { panic!("refused") };
        assert_eq!((found, wanted), ("77".to_owned(), FORMAT.to_string()));
        fs::write(&meta, text.replace(&ours, "")).expect("written");
        assert!(matches!(Writer::open(place.path()), Err(Error::Foreign { .. })));
        fs::write(&meta, text).expect("written");
        assert!(matches!(Reader::open(place.path()), Err(Error::Damaged { .. })), "a seal that is gone");
        fs::write(&meta, "{").expect("written");
        assert!(matches!(Reader::open(place.path()), Err(Error::Damaged { .. })));
    }

    #[test]
    fn a_lost_file_is_damage() {
        let place = folder();
        write(place.path(), &[article("a", "one")]);
        for entry in fs::read_dir(place.path()).expect("a folder").flatten() {
            if entry.path().extension().is_some_and(|extension| extension == "fast") {
                fs::remove_file(entry.path()).expect("removed");
            }
        }
        assert!(matches!(Reader::open(place.path()), Err(Error::Damaged { .. })));
    }

    #[test]
    fn an_index_whose_lock_cannot_be_written_can_be_read() {
        let place = folder();
        write(place.path(), &[article("a", "one")]);
        let lock = place.path().join(".tantivy-meta.lock");
        fs::remove_file(&lock).expect("the lock file");
        fs::create_dir(&lock).expect("a folder cannot be opened for writing, by whomever");
        assert_eq!(count(place.path()), 1);
    }
}
