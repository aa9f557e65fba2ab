//! Writer.
use std::path::Path;

use super::{Error, Manifest};
use crate::article::model::Article;

/// The one writer of an index. Nothing is visible before [`Writer::commit`]; dropped without it, the old index stays.
pub struct Writer;

impl Writer {
    /// Opens the index in this folder for update, or creates it (and the folder).
    ///
    /// # Errors
    /// `Foreign`, `OtherVersion`, `Locked`, `ReadOnly`, `DiskFull`, `Damaged` or `Io`.
    pub fn open(directory: &Path) -> Result<Writer, Error> {
        let _ = directory;
        todo!()
    }

    /// The manifest of the last commit; `None` for a new index.
    pub fn manifest(&self) -> Option<&Manifest> {
        todo!()
    }

    /// Drops every article that was added under this root (its absolute path) before this call.
    ///
    /// # Errors
    /// As [`Writer::add`].
    pub fn remove_root(&mut self, root: &str) -> Result<(), Error> {
        let _ = root;
        todo!()
    }

    /// Drops the article with this id, where it was added before this call.
    ///
    /// # Errors
    /// As [`Writer::add`].
    pub fn remove_article(&mut self, id: &str) -> Result<(), Error> {
        let _ = id;
        todo!()
    }

    /// Adds an article under a root. An article with the same id is not replaced: remove it, or its root, first.
    ///
    /// # Errors
    /// `DiskFull`, `Io` or `Damaged`, possibly caused by an earlier article, since writing happens behind.
    pub fn add(&mut self, article: &Article, root: &str) -> Result<(), Error> {
        let _ = (article, root);
        todo!()
    }

    /// Makes everything added and removed visible at once, together with the manifest.
    ///
    /// # Errors
    /// As [`Writer::add`]; the previous commit is intact then.
    pub fn commit(self, manifest: &Manifest) -> Result<(), Error> {
        let _ = manifest;
        todo!()
    }
}
