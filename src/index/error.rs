//! What can go wrong with an index folder, and what the user can do about it? Every failure of tantivy and of the file
//! system comes in; one of eight errors goes out, each naming the folder and carrying a hint.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError, OpenWriteError};

use super::lock::Holder;
use super::manifest::FORMAT;

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
    #[error("another process{} is writing the index at {}", told(holder.as_ref()), path.display())]
    Locked {
        /// The index folder.
        path: PathBuf,
        /// Who writes it, where that is known.
        holder: Option<Holder>,
    },
    /// The folder cannot be written.
    #[error("the index folder {} cannot be written", path.display())]
    ReadOnly {
        /// The index folder.
        path: PathBuf,
    },
    /// The disk is full, or a quota or a limit on the size of files is reached. What was committed before is intact.
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
        match self {
            Error::Missing { path } => {
                format!("`newshound index FOLDER{}` builds one", index_flag(path))
            }
            Error::Foreign { .. } => "name another folder with --index; this one is left as it is".to_owned(),
            Error::OtherVersion { path, found, .. } if found.parse().is_ok_and(|found: u32| found < FORMAT) => {
                format!("`newshound check --repair{}` brings it to this format", index_flag(path))
            }
            Error::OtherVersion { .. } => {
                "a newer program wrote it: use that one, or name another folder with --index".to_owned()
            }
            Error::Locked { .. } => "wait until it has finished, or let --wait do so; searching works meanwhile".to_owned(),
            Error::ReadOnly { .. } => {
                "make it writable, or name another folder with --index; searching works meanwhile".to_owned()
            }
            Error::DiskFull { .. } => "free some space and run the command again; what was indexed before is intact".to_owned(),
            Error::Damaged { path, .. } => {
                format!("`newshound check --repair{}` builds it anew from its folders", index_flag(path))
            }
            Error::Io { .. } => "see that the folder is there and may be read".to_owned(),
        }
    }

    /// The error behind a failure of tantivy on the index in this folder.
    pub(crate) fn from_tantivy(path: &Path, error: &TantivyError) -> Error {
        let path = path.to_owned();
        match error {
            TantivyError::LockFailure(LockError::LockBusy, _) => Error::Locked { path, holder: None },
            TantivyError::IncompatibleIndex(_) | TantivyError::OpenReadError(OpenReadError::IncompatibleIndex(_)) => {
                Error::OtherVersion { path, found: "of another engine".to_owned(), wanted: FORMAT.to_string() }
            }
            TantivyError::IoError(source) if source.to_string().contains("Footer") => {
                Error::Damaged { path, detail: "a file of it is cut short".to_owned() }
            }
            _ => match io_error(error) {
                Some(source) => Error::from_io(&path, source),
                None if says_full(&error.to_string()) => Error::DiskFull { path },
                None => Error::Damaged { path, detail: one_line(&error.to_string()) },
            },
        }
    }

    /// The error behind a failure of the file system on the index in this folder.
    pub(crate) fn from_io(path: &Path, source: Arc<io::Error>) -> Error {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => Error::DiskFull { path },
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Error::ReadOnly { path },
            _ if says_full(&source.to_string()) => Error::DiskFull { path },
            io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => {
                Error::Damaged { path, detail: one_line(&source.to_string()) }
            }
            _ => Error::Io { path, source },
        }
    }
}

/// Who holds a lock, in the user's time zone.
fn told(holder: Option<&Holder>) -> String {
    let Some(holder) = holder else { return String::new() };
    let since = holder.since.to_zoned(jiff::tz::TimeZone::system());
    format!(" (pid {}, since {})", holder.pid, since.strftime("%Y-%m-%d %H:%M:%S"))
}

/// The flag to repeat in a command, where the folder is not the default one.
fn index_flag(path: &Path) -> String {
    if path == Path::new("index") {
        return String::new();
    }
    let path = path.to_string_lossy();
    // A name with a NUL cannot be quoted, and cannot be a file's.
    format!(" --index {}", shlex::try_quote(&path).unwrap_or_default())
}

fn io_error(error: &TantivyError) -> Option<Arc<io::Error>> {
    match error {
        TantivyError::IoError(source)
        | TantivyError::LockFailure(LockError::IoError(source), _)
        | TantivyError::OpenReadError(OpenReadError::IoError { io_error: source, .. })
        | TantivyError::OpenWriteError(OpenWriteError::IoError { io_error: source, .. })
        | TantivyError::OpenDirectoryError(OpenDirectoryError::IoError { io_error: source, .. }) => Some(source.clone()),
        _ => None,
    }
}

/// tantivy hands on some failures of its threads as text alone.
fn says_full(text: &str) -> bool {
    ["StorageFull", "QuotaExceeded", "No space left on device", "Disk quota exceeded", "File too large"]
        .iter()
        .any(|sign| text.contains(sign))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn io(kind: io::ErrorKind) -> TantivyError {
        TantivyError::IoError(Arc::new(io::Error::from(kind)))
    }

    #[test]
    fn a_full_disk_is_recognised_anywhere_in_the_chain() {
        let write =
            OpenWriteError::IoError { io_error: Arc::new(io::Error::from_raw_os_error(28)), filepath: PathBuf::from("a.store") };
        let causes = [
            TantivyError::OpenWriteError(write),
            io(io::ErrorKind::QuotaExceeded),
            TantivyError::ErrorInThread("IO error: 'No space left on device (os error 28)'".to_owned()),
            TantivyError::from(io::Error::other("No space left on device (os error 28)")),
        ];
        for cause in causes {
            let error = Error::from_tantivy(Path::new("i"), &cause);
            assert!(matches!(error, Error::DiskFull { .. }), "{cause:?} gave {error:?}");
        }
    }

    #[test]
    fn other_causes_keep_their_kind() {
        let kind = |cause: TantivyError| Error::from_tantivy(Path::new("i"), &cause);
        assert!(matches!(kind(io(io::ErrorKind::ReadOnlyFilesystem)), Error::ReadOnly { .. }));
        assert!(matches!(kind(io(io::ErrorKind::TimedOut)), Error::Io { .. }));
        assert!(matches!(kind(LockError::LockBusy.into()), Error::Locked { .. }));
        assert!(matches!(kind(TantivyError::Poisoned), Error::Damaged { .. }));
    }

    #[test]
    fn hints_repeat_the_folder_where_it_is_not_the_default() {
        let missing = |path: &str| Error::Missing { path: PathBuf::from(path) }.hint();
        assert_eq!(missing("index"), "`newshound index FOLDER` builds one");
        assert_eq!(missing("news"), "`newshound index FOLDER --index news` builds one");
    }
}
