//! How does a document become an article? Text is cut into paragraphs, the head of the page is read line by line, the
//! end of the story is found from below, and every field notes where it came from. In comes a [`Document`], out comes
//! an [`Article`] without its people, places and organisations. What the file states is never guessed again.

pub mod agency;
pub mod blocks;
pub mod boilerplate;
pub mod byline;
pub mod calendar;
pub mod case;
pub mod credits;
pub mod date;
pub mod dateline;
pub mod headline;
pub mod language;
pub mod markdown;
pub mod model;
pub mod months;
pub mod page;
pub mod people;
pub mod story;
pub mod tokens;

mod assemble;

use jiff::civil::Date;

use self::assemble::Draft;
use self::blocks::Paragraph;
use self::model::{Article, Document, Format};

/// Recognises the fields of a document.
///
/// `today` bounds the year that a dateline without one may be given. The fields for people, places, organisations and
/// mentions are left empty: they are recognised in the article that this gives back.
#[must_use]
pub fn recognise(document: &Document, today: Date) -> Article {
    let paragraphs = paragraphs(document);
    let mut draft = Draft::new(document);
    if document.stated.body_only {
        draft.read_body(&paragraphs);
    } else {
        draft.read_page(&paragraphs);
    }
    draft.apply_stated(&document.stated);
    draft.finish(document, today)
}

fn paragraphs(document: &Document) -> Vec<Paragraph> {
    match document.format {
        Format::Markdown => markdown::paragraphs(&document.text),
        Format::Text | Format::ReutersSgml => blocks::paragraphs(&document.text),
    }
}
