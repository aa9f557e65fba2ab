//! Which lines do the pages of a PDF hold? Each page is read within bounds: one that is too long, draws itself without an end or
//! cannot be read costs itself alone, a document of more text than any article is none.

use pdf_extract::{Document, ObjectId, output_doc_page};

use super::page_lines::{PageLine, PageLines};
use super::tame::{self, Drawings};
use crate::source::LONGEST_ARTICLE;
use crate::source::fence::fenced;

/// Pages of one document: a novel has some 400.
const MOST_PAGES: usize = 1_000;

/// What all pages draw, in bytes: some 100 KiB a page.
const LONGEST_PAGES: u64 = 128 * 1024 * 1024;

/// States of the page that are saved within one another: the format allows 28.
const MOST_STATES: usize = 1_000;

/// Why a document fails whose pages the library cannot read.
pub(super) const DAMAGED: &str = "damaged: its text cannot be taken out";

/// The lines of each page that can be read.
///
/// # Errors
/// Why the document is no article, in a short phrase: more than any has, or no page that can be read.
pub(super) fn of(document: &Document) -> Result<Vec<Vec<PageLine>>, String> {
    let pages = document.get_pages();
    if pages.is_empty() {
        return Err("damaged: no page can be found in it".to_owned());
    }
    if pages.len() > MOST_PAGES {
        return Err(format!("of {} pages: no single article", pages.len()));
    }
    let mut drawings = Drawings::of(document);
    let (mut read, mut drawn, mut length) = (Vec::new(), 0u64, 0u64);
    for (number, id) in &pages {
        let Some(content) = content(document, *id) else { continue };
        // One that draws itself is without an end.
        let Some(longer) = Some(drawings.length_of_page(*id, &content)).filter(|length| *length <= LONGEST_PAGES) else {
            continue;
        };
        drawn += longer;
        if drawn > LONGEST_PAGES {
            return Err(format!("pages longer than {} MiB: no single article", LONGEST_PAGES / 1024 / 1024));
        }
        let Some(page) = lines(document, *number) else { continue };
        length += page.length as u64;
        if length > LONGEST_ARTICLE || page.is_full() {
            return Err(format!("a text longer than {} MiB: no single article", LONGEST_ARTICLE / 1024 / 1024));
        }
        read.push(page.lines);
    }
    if read.is_empty() { Err(DAMAGED.to_owned()) } else { Ok(read) }
}

/// What a page draws; none where it is longer than any article's, or without an end.
fn content(document: &Document, id: ObjectId) -> Option<Vec<u8>> {
    if tame::page_length(document, id) > LONGEST_ARTICLE || !tame::has_end(document, id) {
        return None;
    }
    let content = document.get_page_content(id).unwrap_or_default();
    (tame::states(&content) <= MOST_STATES).then_some(content)
}

/// The lines of a page; none where it cannot be read.
fn lines(document: &Document, number: u32) -> Option<PageLines> {
    let mut lines = PageLines::default();
    let is_whole = fenced(|| output_doc_page(document, &mut lines, number).is_ok()).unwrap_or_default();
    (is_whole || lines.is_full()).then_some(lines)
}
