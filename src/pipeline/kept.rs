//! What need not be read twice? Each folder is read in two passes, and some formats cost more to read than to recognise: what
//! the first pass made of them is kept for the second, in bounded memory. Nothing but time depends on it.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::article::model::{Document, Format};
use crate::source::{Piece, Read};

/// Bytes that are kept at most: some ten thousand pages.
const KEPT: usize = 48 * 1024 * 1024;

/// What a document counts beside its text.
const BESIDE_TEXT: usize = 2 * 1024;

/// Pieces that were read.
#[derive(Default)]
pub(super) struct Kept {
    shelf: Mutex<Shelf>,
}

/// Bytes used, and what the pieces were read as, by their ids.
#[derive(Default)]
struct Shelf {
    used: usize,
    reads: HashMap<String, Read>,
}

impl Kept {
    /// Keeps what a piece was read as, where reading it again would be costly and there is room.
    pub fn keep(&self, id: String, read: Read) {
        let cost = match &read {
            Read::Document(document) if is_costly(document) => document.text.len() + BESIDE_TEXT,
            Read::Skipped(left_out) if left_out.format.is_some() => BESIDE_TEXT,
            _ => return,
        };
        let mut shelf = self.lock();
        if shelf.used + cost <= KEPT {
            shelf.used += cost;
            shelf.reads.insert(id, read);
        }
    }

    /// Reads a piece, unless it is kept.
    pub fn read(&self, piece: Piece) -> Read {
        let kept = self.lock().reads.remove(&piece.origin.id);
        kept.unwrap_or_else(|| piece.read())
    }

    fn lock(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Formats whose reading costs more than what follows.
fn is_costly(document: &Document) -> bool {
    matches!(document.format, Format::Html | Format::Mhtml | Format::Warc | Format::Pdf | Format::Docx)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Found;

    fn origin(id: &str) -> crate::source::Origin {
        crate::source::Origin::named(id)
    }

    /// A piece that is read as a document of that text.
    fn piece(id: &str, format: Format, text: &'static str) -> Piece {
        let found = Found::piece(origin(id), 1, move |origin| {
            Read::Document(Box::new(Document::new(origin.id, origin.file, format, text.into())))
        });
        let Found::Piece(piece) = found else { unreachable!() };
        piece
    }

    fn text(read: Read) -> String {
        let Read::Document(document) = read else { panic!("{read:?}") };
        document.text
    }

    #[test]
    fn a_page_is_read_once_and_a_text_twice() {
        let kept = Kept::default();
        kept.keep("a.html".into(), piece("a.html", Format::Html, "first").read());
        kept.keep("b.txt".into(), piece("b.txt", Format::Text, "first").read());
        assert_eq!(text(kept.read(piece("a.html", Format::Html, "second"))), "first");
        assert_eq!(text(kept.read(piece("b.txt", Format::Text, "second"))), "second");
        assert_eq!(text(kept.read(piece("a.html", Format::Html, "second"))), "second", "what was taken is gone");
        assert_eq!(text(kept.read(piece("c.html", Format::Html, "second"))), "second");
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let kept = Kept::default();
        for number in 0..KEPT / BESIDE_TEXT + 100 {
            kept.keep(number.to_string(), piece("a", Format::Html, "page").read());
        }
        let shelf = kept.lock();
        assert!(shelf.used <= KEPT && shelf.reads.len() > 1000);
    }
}
