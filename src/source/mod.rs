//! Which articles does a folder hold? Folders and files come in; [`Document`]s go out, in an order that depends on names
//! alone. Every file that yields none is reported with the reason: nothing disappears silently.

mod decode;
mod front_matter;
mod names;
mod read;
mod reuters;
mod roots;
mod walk;

pub use decode::decode;
pub use read::read;
pub use roots::{Root, absolute, key, plan};
pub use walk::{FoundFile, walk};

use crate::article::model::Document;

/// Longest text of one article, in bytes. A novel is about 1 MiB; what is longer is a dump or a log, not a story.
pub const LONGEST_ARTICLE: u64 = 8 * 1024 * 1024;

/// What became of a file, or of one article in it.
#[derive(Debug)]
pub enum Found {
    /// An article.
    Document(Box<Document>),
    /// Something that is no article and was left out on purpose: the run is still complete.
    Skipped(Skipped),
    /// Something that should have been read and could not be: the run is incomplete without it.
    Failed(Skipped),
}

/// A file, or one article in it, that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Path, and position in it where the file holds many articles.
    pub path: String,
    /// Why, as a short phrase.
    pub reason: String,
}

/// Why a path that was given cannot be walked at all.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nothing is there.
    #[error("no such file or folder: {path}")]
    Missing {
        /// Path as given.
        path: String,
    },
    /// It is there and cannot be looked at.
    #[error("cannot read {path}: {source}")]
    Unreadable {
        /// Path as given.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
}

impl Error {
    /// What the user can do about it.
    pub fn hint(&self) -> String {
        match self {
            Self::Missing { .. } => "check the spelling, or give another folder: newshound index FOLDER".into(),
            Self::Unreadable { .. } => "check the permissions of the folder".into(),
        }
    }
}
