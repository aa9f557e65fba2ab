//! What can go wrong with an index folder, and what the user can do about it? Every failure of tantivy and of the file
//! system comes in; one of eight errors goes out, each naming the folder and carrying a hint.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError, OpenWriteError};

/// Why an index could not be opened, read or written.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// There is no index in this folder, or no such folder.
    #[error("there is no index at {}", path.display())]
    Missing {
        /// The index folder.
        path: PathBuf,
    },
    /// The folder holds something that is no index of this program.
    #[error("{} is not a newshound index", path.display())]
    Foreign {
        /// The index folder.
        path: PathBuf,
    },
    /// The index was written by a program with another index format.
    #[error("the index at {} has format {found}, this program reads format {wanted}", path.display())]
    OtherVersion {
        /// The index folder.
        path: PathBuf,
        /// Format of the index.
        found: String,
        /// Format that this program reads and writes.
        wanted: String,
    },
    /// Another process is writing this index.
    #[error("another process is writing the index at {}", path.display())]
    Locked {
        /// The index folder.
        path: PathBuf,
    },
    /// The folder cannot be written.
    #[error("the index folder {} cannot be written", path.display())]
    ReadOnly {
        /// The index folder.
        path: PathBuf,
    },
    /// The disk is full. What was committed before is intact.
    #[error("the disk is full while writing the index at {}", path.display())]
    DiskFull {
        /// The index folder.
        path: PathBuf,
    },
    /// Files of the index are missing or do not hold what they should.
    #[error("the index at {} is damaged: {detail}", path.display())]
    Damaged {
        /// The index folder.
        path: PathBuf,
        /// What was found, in one line.
        detail: String,
    },
    /// Any other failure of the file system.
    #[error("the index at {} cannot be used: {source}", path.display())]
    Io {
        /// The index folder.
        path: PathBuf,
        /// The failure.
        source: Arc<io::Error>,
    },
}

impl Error {
    /// What the user can do about it, in one line without a full stop.
    pub fn hint(&self) -> String {
        todo!()
    }
}
