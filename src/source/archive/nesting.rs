//! How much may come out of a file on disk? Archives lie within archives, and a few bytes may hold terabytes: depth is
//! counted, and everything that is unpacked, on whatever level, is taken off one allowance of the file on disk.

use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Archives within archives that are read: `a.zip` in `b.tar.gz` makes three.
const DEEPEST: usize = 4;

/// Text compresses to a third or a fifth, tables and logs to a thirtieth; a bomb to a thousandth.
const RATIO: u64 = 200;

/// Any file may expand to so many bytes: a small one is harmless whatever its ratio.
const ALWAYS: u64 = 64 * 1024 * 1024;

/// Why no more is read of an archive.
pub(super) const SPENT: &str = "expands to more than 200 times its size: not read any further";
const TRUNCATED: &str = "truncated: the archive ends early";
const DAMAGED: &str = "damaged: ";
pub(super) const TOO_DEEP: &str = "more than 4 archives within one another";

/// Where a stream stands with regard to the file on disk that it comes from.
#[derive(Debug, Clone, Default)]
pub struct Nesting {
    depth: usize,
    /// Bytes that may still be unpacked.
    allowance: Option<Arc<AtomicU64>>,
    /// Where the file lies, for a format that has to be read from its end; none within an archive.
    location: Option<Arc<PathBuf>>,
}

impl PartialEq for Nesting {
    fn eq(&self, other: &Nesting) -> bool {
        (self.depth, &self.location) == (other.depth, &other.location)
    }
}

impl Eq for Nesting {}

impl Nesting {
    /// A file of that length on disk.
    pub fn of_file(location: PathBuf, length: u64) -> Nesting {
        let allowance = ALWAYS.saturating_add(length.saturating_mul(RATIO));
        Nesting { depth: 0, allowance: Some(Arc::new(AtomicU64::new(allowance))), location: Some(Arc::new(location)) }
    }

    /// Within one more archive; `None` where that is one too many.
    pub(super) fn deeper(&self) -> Option<Nesting> {
        let allowance = self.allowance.clone().or_else(|| Some(Arc::new(AtomicU64::new(ALWAYS))));
        (self.depth < DEEPEST).then_some(Nesting { depth: self.depth + 1, allowance, location: None })
    }

    /// Where the file lies, where the stream is the whole of it.
    pub fn location(&self) -> Option<&PathBuf> {
        self.location.as_deref()
    }

    /// True where nothing more may be unpacked.
    pub(super) fn is_spent(&self) -> bool {
        self.allowance.as_ref().is_some_and(|allowance| allowance.load(Ordering::Relaxed) == 0)
    }

    /// A stream whose bytes are taken off the allowance, and whose failures say what they mean.
    pub(super) fn metered<R: Read>(&self, stream: R) -> Metered<R> {
        Metered { stream, allowance: self.allowance.clone() }
    }
}

/// See [`Nesting::metered`].
pub(super) struct Metered<R> {
    stream: R,
    allowance: Option<Arc<AtomicU64>>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.stream.read(buffer).map_err(damage)?;
        let Some(allowance) = &self.allowance else { return Ok(length) };
        let left = allowance.load(Ordering::Relaxed);
        if (length as u64) > left {
            allowance.store(0, Ordering::Relaxed);
            return Err(io::Error::other(SPENT));
        }
        allowance.store(left - length as u64, Ordering::Relaxed);
        Ok(length)
    }
}

/// What a failure of an archive means; one that says it already stays as it is.
fn damage(error: io::Error) -> io::Error {
    if error.kind() == io::ErrorKind::UnexpectedEof {
        io::Error::new(io::ErrorKind::UnexpectedEof, TRUNCATED)
    } else if is_told(&error) {
        error
    } else {
        io::Error::other(format!("{DAMAGED}{error}"))
    }
}

/// True where an error comes out of a [`Metered`] stream further in, and says what it means.
pub(super) fn is_told(error: &io::Error) -> bool {
    let text = error.to_string();
    text == SPENT || text == TRUNCATED || text.starts_with(DAMAGED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_unpacked_is_bounded_on_all_levels_together() {
        let outer = Nesting::of_file("a.gz".into(), 0);
        let inner = outer.deeper().unwrap();
        let mut sink = io::sink();
        assert_eq!(io::copy(&mut outer.metered(io::repeat(0).take(ALWAYS / 2)), &mut sink).unwrap(), ALWAYS / 2);
        let error = io::copy(&mut inner.metered(io::repeat(0)), &mut sink).unwrap_err();
        assert_eq!((error.to_string().as_str(), outer.is_spent()), (SPENT, true));
    }

    #[test]
    fn archives_within_archives_have_an_end() {
        let mut nesting = Nesting::default();
        for _ in 0..DEEPEST {
            nesting = nesting.deeper().unwrap();
        }
        assert!(nesting.deeper().is_none());
    }
}
