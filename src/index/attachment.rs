//! What belongs to a commit and is no segment? The files that were read, who is who, which articles are copies, the sums of
//! all bytes: each a file of the index folder that is written before the commit and named by it with its checksum, so that
//! no commit can be found with the attachments of another.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::sums::damage;

/// What an attachment holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    /// The files that were read, and what came of them.
    Files,
    /// The spellings that are one name.
    Merged,
    /// The articles that are copies of one story.
    Copies,
    /// The sums of the files of all segments.
    Sums,
}

impl Kind {
    const ALL: [Kind; 4] = [Kind::Files, Kind::Merged, Kind::Copies, Kind::Sums];

    const fn stem(self) -> &'static str {
        match self {
            Kind::Files => "files",
            Kind::Merged => "merged",
            Kind::Copies => "copies",
            Kind::Sums => "sums",
        }
    }
}

/// A file that belongs to a commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Attachment {
    name: String,
    length: u64,
    checksum: u32,
}

impl Attachment {
    /// Writes an attachment of a generation, to the disk before this returns.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub(super) fn write(directory: &Path, kind: Kind, generation: u64, bytes: &[u8]) -> io::Result<Attachment> {
        let name = format!("{}.{generation}", kind.stem());
        let mut file = File::create(directory.join(&name))?;
        file.write_all(bytes)?;
        file.sync_all()?;
        Ok(Attachment { name, length: bytes.len() as u64, checksum: crc32fast::hash(bytes) })
    }

    /// Its name in the index folder.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Reads it whole.
    ///
    /// # Errors
    /// Where it cannot be read; `InvalidData` where it does not hold what was written.
    pub(super) fn read(&self, directory: &Path) -> io::Result<Vec<u8>> {
        self.read_from(&File::open(directory.join(&self.name))?)
    }

    /// As [`Attachment::read`], from the file that was opened.
    pub(super) fn read_from(&self, file: &File) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(usize::try_from(file.metadata()?.len().min(self.length)).unwrap_or_default());
        file.take(self.length + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 != self.length || crc32fast::hash(&bytes) != self.checksum {
            return Err(damage(&self.name, "does not hold what was written"));
        }
        Ok(bytes)
    }
}

/// True for the name of an attachment of any generation.
pub(super) fn is_attachment(name: &str) -> bool {
    let Some((stem, generation)) = name.split_once('.') else { return false };
    Kind::ALL.iter().any(|kind| kind.stem() == stem) && generation.bytes().all(|byte| byte.is_ascii_digit())
}

/// Has what a folder lists written to the disk, where the system can do that.
///
/// # Errors
/// Where the folder cannot be opened or the disk fails.
pub(super) fn sync_folder(directory: &Path) -> io::Result<()> {
    // Other systems neither need this nor allow a folder to be opened.
    if cfg!(unix) { File::open(directory)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn what_was_written_is_read_and_nothing_else() {
        let place = tempfile::tempdir().expect("a temporary folder");
        let attachment = Attachment::write(place.path(), Kind::Merged, 3, b"{}").expect("written");
        assert_eq!(attachment.name(), "merged.3");
        assert_eq!(attachment.read(place.path()).expect("read"), b"{}");
        for damaged in [&b"{]"[..], b"{", b"{}}", b""] {
            fs::write(place.path().join("merged.3"), damaged).expect("written");
            let error = attachment.read(place.path()).expect_err("damage");
            assert_eq!(error.kind(), io::ErrorKind::InvalidData);
        }
    }

    #[test]
    fn attachments_are_known_by_their_names() {
        assert!(["files.1", "merged.20", "copies.300", "sums.0"].iter().all(|name| is_attachment(name)));
        assert!(["files", "files.x", "notes.1", "meta.json", "merged.json"].iter().all(|name| !is_attachment(name)));
    }
}
