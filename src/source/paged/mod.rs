//! How do documents of pages become articles? DOCX and PDF: their text, paragraph by paragraph and page by page, with line
//! ends joined where they part a word. What stands on the page is recognised as in any text; properties of the file are
//! believed where the text bears them out.

mod docx;
mod hyphens;
mod layout;
mod page_lines;
mod pages;
mod pdf;
mod tame;

pub(super) use docx::{read as read_docx, recognises as is_docx};
pub(super) use hyphens::joined;
pub(super) use pdf::{read as read_pdf, recognises as is_pdf};

use std::io::{self, BufRead, Read};

/// Longest document of pages that is read, in bytes: pictures make most of one that is longer than an article may be.
const LONGEST: u64 = 64 * 1024 * 1024;

/// The whole of a document; `None` where it is too long.
fn whole(stream: &mut dyn BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    stream.take(LONGEST + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= LONGEST).then_some(bytes))
}
