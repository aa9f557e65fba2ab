//! Reader.
use std::path::Path;

use super::{Error, Manifest};

/// A snapshot of an index for searching: it never changes, whatever a writer does meanwhile.
pub struct Reader;

impl Reader {
    /// Opens the last commit of the index in this folder. Works on read-only media and beside a writer.
    ///
    /// # Errors
    /// `Missing`, `Foreign`, `OtherVersion`, `Damaged` or `Io`.
    pub fn open(directory: &Path) -> Result<Reader, Error> {
        let _ = directory;
        todo!()
    }

    /// What the index says about itself.
    pub fn manifest(&self) -> &Manifest {
        todo!()
    }

    /// Number of articles.
    pub fn articles(&self) -> usize {
        todo!()
    }
}
