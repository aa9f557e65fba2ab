//! Which articles does a folder hold? Folders and files come in; [`Piece`]s go out, in an order that depends on names
//! alone, and each is read into a document. One reader a format, behind one dispatcher. Every file that yields no article
//! is reported with the reason: nothing disappears silently.

mod archive;
mod decode;
mod exports;
mod fence;
mod formats;
mod front_matter;
mod http;
mod lines;
mod mail;
mod names;
mod page;
mod paged;
mod piece;
mod read;
mod records;
mod returns;
mod reuters;
mod roots;
mod rules;
mod text;
mod walk;
mod warc;
mod xml;

pub use decode::{decode, decode_declared};
pub use fence::is_fenced;
pub use formats::{Description, formats};
pub use piece::{Found, Give, Origin, Piece, Read, Skipped};
pub use read::{read, read_stream};
pub use records::{BadMapping, Mapping};
pub use roots::{Root, absolute, key, plan};
pub use rules::Rules;
pub use walk::{FoundFile, walk};

/// Longest text of one article, in bytes.
pub const LONGEST_ARTICLE: u64 = crate::article::limits::LONGEST_TEXT;

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
