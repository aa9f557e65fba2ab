//! Are these the bytes that were written? Each file of an index is summed in blocks while it is written, and each block is
//! compared when it is first read, so that no damaged byte can become a wrong answer and no search pays for what it does
//! not read.

use std::collections::BTreeMap;
use std::fmt::{Debug, Formatter};
use std::io;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crc32fast::Hasher;
use serde::{Deserialize, Serialize};
use tantivy::HasLen;
use tantivy::directory::{FileHandle, OwnedBytes};

/// Bytes that are summed and compared together.
const BLOCK: usize = 64 * 1024;

/// The sums of the files of a commit, by name.
pub(super) type Sums = BTreeMap<String, FileSum>;

/// What one file has to hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileSum {
    length: usize,
    blocks: Vec<u32>,
}

/// Sums a file while it is written.
#[derive(Debug, Default)]
pub(super) struct Summer {
    sum: FileSum,
    block: Hasher,
}

impl Summer {
    /// Takes the bytes that come next.
    pub(super) fn add(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let room = BLOCK - self.sum.length % BLOCK;
            let (now, later) = bytes.split_at(room.min(bytes.len()));
            self.block.update(now);
            self.sum.length += now.len();
            if self.sum.length.is_multiple_of(BLOCK) {
                self.end_block();
            }
            bytes = later;
        }
    }

    fn end_block(&mut self) {
        self.sum.blocks.push(std::mem::take(&mut self.block).finalize());
    }

    /// The sum of all that was written.
    pub(super) fn finish(&mut self) -> FileSum {
        if !self.sum.length.is_multiple_of(BLOCK) {
            self.end_block();
        }
        std::mem::take(&mut self.sum)
    }
}

/// A file whose bytes are compared with its sum before anyone sees them.
pub(super) struct Verified {
    name: String,
    file: Arc<dyn FileHandle>,
    sum: FileSum,
    sound: Vec<AtomicBool>,
}

impl Verified {
    /// Takes a file under its name.
    ///
    /// # Errors
    /// `InvalidData` where its length is not the one that was written.
    pub(super) fn new(name: &str, file: Arc<dyn FileHandle>, sum: FileSum) -> io::Result<Verified> {
        if file.len() != sum.length {
            return Err(damage(name, "does not have the length that was written"));
        }
        let sound = sum.blocks.iter().map(|_| AtomicBool::new(false)).collect();
        Ok(Verified { name: name.to_owned(), file, sum, sound })
    }

    /// Compares the blocks that hold these bytes, each once.
    fn verify(&self, range: &Range<usize>) -> io::Result<()> {
        for block in range.start / BLOCK..range.end.div_ceil(BLOCK) {
            let is_sound = self.sound.get(block).is_some_and(|sound| sound.load(Ordering::Relaxed));
            if !is_sound {
                self.verify_block(block)?;
            }
        }
        Ok(())
    }

    /// Compares the whole file.
    pub(super) fn verify_all(&self) -> io::Result<()> {
        self.verify(&(0..self.sum.length))
    }

    fn verify_block(&self, block: usize) -> io::Result<()> {
        let range = block * BLOCK..((block + 1) * BLOCK).min(self.sum.length);
        let mut hasher = Hasher::new();
        hasher.update(&self.file.read_bytes(range)?);
        if self.sum.blocks.get(block) != Some(&hasher.finalize()) {
            return Err(damage(&self.name, "does not hold what was written"));
        }
        if let Some(sound) = self.sound.get(block) {
            sound.store(true, Ordering::Relaxed);
        }
        Ok(())
    }
}

impl Debug for Verified {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Verified").field("name", &self.name).finish_non_exhaustive()
    }
}

impl HasLen for Verified {
    fn len(&self) -> usize {
        self.sum.length
    }
}

impl FileHandle for Verified {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        self.verify(&range)?;
        self.file.read_bytes(range)
    }
}

/// A file of the index that does not hold what it should.
pub(super) fn damage(name: &str, what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("its file {name} {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(bytes: &[u8], step: usize) -> FileSum {
        let mut summer = Summer::default();
        bytes.chunks(step).for_each(|chunk| summer.add(chunk));
        summer.finish()
    }

    fn verified(bytes: Vec<u8>, sum: FileSum) -> io::Result<Verified> {
        Verified::new("a.store", Arc::new(OwnedBytes::new(bytes)), sum)
    }

    #[test]
    fn a_sum_does_not_depend_on_how_the_bytes_come() {
        let bytes: Vec<u8> = (0..3 * BLOCK + 7).map(|number| (number % 251) as u8).collect();
        assert_eq!(sum(&bytes, 1), sum(&bytes, BLOCK * 2 + 1));
        assert_eq!(sum(&bytes, 1).blocks.len(), 4);
        assert_eq!(sum(&bytes[..BLOCK], 9).blocks.len(), 1);
        assert_eq!(sum(&[], 1), FileSum::default());
    }

    #[test]
    fn a_damaged_byte_is_found_when_its_block_is_read_and_only_then() {
        let bytes = vec![7; 3 * BLOCK];
        let mut damaged = bytes.clone();
        damaged[BLOCK + 5] ^= 1;
        let file = verified(damaged, sum(&bytes, 100)).expect("the length is right");
        assert!(file.read_bytes(0..BLOCK).is_ok());
        assert!(file.read_bytes(2 * BLOCK..3 * BLOCK).is_ok());
        let error = file.read_bytes(BLOCK - 1..BLOCK + 1).expect_err("damage");
        assert_eq!(error.to_string(), "its file a.store does not hold what was written");
        assert!(file.read_bytes(0..0).is_ok());
    }

    #[test]
    fn a_file_of_another_length_is_not_opened() {
        let bytes = vec![7; 10];
        assert!(verified(bytes[..9].to_vec(), sum(&bytes, 1)).is_err());
        assert!(verified(vec![7; 11], sum(&bytes, 1)).is_err());
    }
}
