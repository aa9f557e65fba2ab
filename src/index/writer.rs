//! How do articles get into the index, all of them or none? Articles come in one by one and are written behind; the commit
//! makes them visible at once, with the manifest. Until then, and after any failure, the old index stands.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::indexer::LogMergePolicy;
use tantivy::query::TermQuery;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Index, IndexWriter, TantivyError, Term};

use super::document::document;
use super::folder::{State, inspect};
use super::schema::{analyzers, fields, schema};
use super::{Error, Manifest};
use crate::article::model::Article;

/// Bytes of articles held in memory before a segment is written: 11,000 newswire stories fit into one segment.
const MEMORY: usize = 120_000_000;

/// Segments of like size that are merged into one: few segments keep a cold search fast.
const SEGMENTS_TO_MERGE: usize = 4;

/// Share of removed articles above which a segment is rewritten without them.
const REMOVED_BEFORE_MERGE: f32 = 0.2;

/// The one writer of an index. Nothing is visible before [`Writer::commit`]; dropped without it, the old index stays.
pub struct Writer {
    path: PathBuf,
    manifest: Option<Manifest>,
    articles: IndexWriter,
}

impl Writer {
    /// Opens the index in this folder for update, or creates it (and the folder).
    ///
    /// # Errors
    /// `Foreign`, `OtherVersion`, `Locked`, `ReadOnly`, `DiskFull`, `Damaged` or `Io`.
    pub fn open(directory: &Path) -> Result<Writer, Error> {
        let state = inspect(directory)?;
        fs::create_dir_all(directory).map_err(|error| Error::from_io(directory, Arc::new(error)))?;
        let opened = match &state {
            State::Empty => Index::create_in_dir(directory, schema().clone()),
            State::Begun | State::Ready(_) => Index::open_in_dir(directory),
        };
        let manifest = match state {
            State::Ready(manifest) => Some(manifest),
            State::Empty | State::Begun => None,
        };
        let index = opened.map_err(|error| Error::from_tantivy(directory, &error))?;
        Writer::over(directory, index, manifest)
    }

    fn over(path: &Path, mut index: Index, manifest: Option<Manifest>) -> Result<Writer, Error> {
        index.set_tokenizers(analyzers());
        // One thread, so that articles stand in the index in the order in which they were given.
        let writer = index.writer_with_num_threads(1, MEMORY).map_err(|error| Error::from_tantivy(path, &error))?;
        let mut policy = LogMergePolicy::default();
        policy.set_min_num_segments(SEGMENTS_TO_MERGE);
        policy.set_del_docs_ratio_before_merge(REMOVED_BEFORE_MERGE);
        writer.set_merge_policy(Box::new(policy));
        let writer = Writer { path: path.to_owned(), manifest, articles: writer };
        writer.sweep();
        Ok(writer)
    }

    /// Deletes files that belong to no commit: what a run left that failed or was killed. A full disk has room again.
    fn sweep(&self) {
        // A file that cannot be deleted now is in nobody's way, and is tried again by the next writer.
        let _ = self.articles.garbage_collect_files().wait();
    }

    /// The manifest of the last commit; `None` for a new index.
    pub fn manifest(&self) -> Option<&Manifest> {
        self.manifest.as_ref()
    }

    /// Drops every article that was added under this root (its absolute path) before this call.
    ///
    /// # Errors
    /// As [`Writer::add`].
    pub fn remove_root(&mut self, root: &str) -> Result<(), Error> {
        self.remove(fields().root, root)
    }

    /// Drops the article with this id, where it was added before this call.
    ///
    /// # Errors
    /// As [`Writer::add`].
    pub fn remove_article(&mut self, id: &str) -> Result<(), Error> {
        self.remove(fields().id, id)
    }

    fn remove(&mut self, field: Field, value: &str) -> Result<(), Error> {
        let term = Term::from_field_text(field, value);
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        let removed = self.articles.delete_query(Box::new(query));
        removed.map(|_| ()).map_err(|error| Error::from_tantivy(&self.path, &error))
    }

    /// Adds an article under a root. An article with the same id is not replaced: remove it, or its root, first.
    ///
    /// # Errors
    /// `DiskFull`, `ReadOnly`, `Io` or `Damaged`, possibly caused by an earlier article, since writing happens behind.
    pub fn add(&mut self, article: &Article, root: &str) -> Result<(), Error> {
        let document = document(article, root).map_err(|error| Error::from_io(&self.path, Arc::new(error.into())))?;
        match self.articles.add_document(document) {
            Ok(_) => Ok(()),
            Err(error) => Err(self.cause(&error)),
        }
    }

    /// A writer whose thread has failed says only that; what the thread failed of comes out when it is joined.
    fn cause(&mut self, error: &TantivyError) -> Error {
        let joined = self.articles.prepare_commit().err();
        self.sweep();
        Error::from_tantivy(&self.path, joined.as_ref().unwrap_or(error))
    }

    /// Makes everything added and removed visible at once, together with the manifest; gives the number of the commit.
    ///
    /// # Errors
    /// As [`Writer::add`]; the previous commit is intact then.
    pub fn commit(mut self, manifest: &Manifest) -> Result<u64, Error> {
        let commit = self.try_commit(manifest).map_err(|error| {
            self.sweep();
            Error::from_tantivy(&self.path, &error)
        })?;
        // The commit stands; a merge that fails after it leaves more segments and loses nothing.
        let _ = self.articles.wait_merging_threads();
        open_to_readers(&self.path);
        Ok(commit)
    }

    fn try_commit(&mut self, manifest: &Manifest) -> tantivy::Result<u64> {
        let payload = serde_json::to_string(manifest)?;
        let mut prepared = self.articles.prepare_commit()?;
        prepared.set_payload(&payload);
        prepared.commit()
    }
}

/// Gives tantivy's lists of files, which it writes for its own user alone, the permissions of any other new file, so that
/// whoever may read the folder may search it.
fn open_to_readers(path: &Path) {
    let Ok(usual) = fs::metadata(path.join(".tantivy-writer.lock")) else { return };
    for list in ["meta.json", ".managed.json"] {
        // Where this is refused, the index serves its owner all the same.
        let _ = fs::set_permissions(path.join(list), usual.permissions());
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{article, write};
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
        writer.commit(&manifest).expect("committed");
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
        writer.commit(&Manifest::new(Vec::new())).expect("committed");
        assert_eq!(count(place.path()), 3);
        let mut writer = Writer::open(place.path()).expect("an index");
        writer.remove_root("/root").expect("removed");
        writer.remove_root("/none").expect("removed");
        writer.commit(&Manifest::new(Vec::new())).expect("committed");
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
        let text = fs::read_to_string(&meta).expect("meta.json");
        let ours = format!(r#"\"format\":{FORMAT},"#);
        fs::write(&meta, text.replace(&ours, r#"\"format\":77,"#)).expect("written");
        let Err(Error::OtherVersion { found, wanted, .. }) = Reader::open(place.path()) else { panic!("refused") };
        assert_eq!((found, wanted), ("77".to_owned(), FORMAT.to_string()));
        fs::write(&meta, text.replace(&ours, "")).expect("written");
        assert!(matches!(Writer::open(place.path()), Err(Error::Foreign { .. })));
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
