//! What does a reader hand over? Reading has two steps, so that the costly one runs on all cores: a stream is split
//! into [`Piece`]s, in order and without understanding more than where one ends; each piece is then read into one
//! [`Document`], wherever and whenever that is convenient. One piece gives exactly one outcome.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use super::archive::Nesting;
use super::records::Mapping;
use crate::article::limits;
use crate::article::model::{Document, Format, KnownBy, Reading, Stated};

/// What became of a file, or of one article in it, when a stream was split.
#[derive(Debug)]
pub enum Found {
    /// An article that is still to be read.
    Piece(Piece),
    /// Something that is no article and was left out on purpose: the run is still complete.
    Skipped(Skipped),
    /// Something that should have been read and could not be: the run is incomplete without it.
    Failed(Skipped),
}

impl Found {
    /// A piece that holds so many bytes, and how to read it.
    pub fn piece(origin: Origin, cost: usize, read: impl FnOnce(Origin) -> Read + Send + 'static) -> Found {
        Found::Piece(Piece { cost, origin, read: Box::new(read) })
    }

    /// The same, read from a stream that was decoded before: documents say so.
    pub(super) fn read_as(self, encoding: &'static str) -> Found {
        let Found::Piece(piece) = self else { return self };
        Found::piece(piece.origin, piece.cost, move |origin| match (piece.read)(origin) {
            Read::Document(document) => {
                let reading = Reading { encoding, known_by: KnownBy::Mark, ..document.reading };
                Read::Document(Box::new(Document { reading, ..*document }))
            }
            other => other,
        })
    }

    /// What it is when it is read at once.
    #[must_use]
    pub fn read(self) -> Read {
        match self {
            Found::Piece(piece) => piece.read(),
            Found::Skipped(skipped) => Read::Skipped(skipped),
            Found::Failed(failed) => Read::Failed(failed),
        }
    }
}

/// What became of a piece when it was read.
#[derive(Debug)]
pub enum Read {
    /// An article.
    Document(Box<Document>),
    /// As [`Found::Skipped`].
    Skipped(Skipped),
    /// As [`Found::Failed`].
    Failed(Skipped),
}

/// Takes what is found, one after another, and answers whether to go on.
pub type Give<'a> = &'a mut dyn FnMut(Found) -> bool;

/// A file, or one article in it, that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Path of the file.
    pub file: String,
    /// Path, and position in it where the file holds many articles.
    pub path: String,
    /// Format, where it was recognised.
    pub format: Option<Format>,
    /// Why, as a short phrase.
    pub reason: String,
}

impl Skipped {
    /// A file as a whole, whose format was not looked at.
    #[must_use]
    pub fn file(path: String, reason: impl Into<String>) -> Skipped {
        Skipped { file: path.clone(), path, format: None, reason: reason.into() }
    }
}

/// Where an article comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Id of the article, or what the ids of its articles begin with.
    pub id: String,
    /// Path of the file, for people.
    pub file: String,
    /// Path with the position in the file: `news/a.zip/b.jsonl#7`.
    pub path: String,
    /// Name that tells the format by its ending: of the file, of a member of an archive, of what is compressed.
    pub name: String,
    /// Day after which it cannot have been written: of the file, or of the member of an archive.
    pub modified: Option<Date>,
    /// Where the user says that the fields of records are.
    pub mapping: Option<Arc<Mapping>>,
    /// The archives around it.
    pub nesting: Nesting,
}

impl Origin {
    /// A file of that name, of which nothing else is known.
    #[must_use]
    pub fn named(name: &str) -> Origin {
        let last = name.rsplit('/').next().unwrap_or(name).to_owned();
        Origin {
            id: name.to_owned(),
            file: name.to_owned(),
            path: name.to_owned(),
            name: last,
            modified: None,
            mapping: None,
            nesting: Nesting::default(),
        }
    }

    /// The article of that number in a file of many, counted from 1.
    #[must_use]
    pub fn numbered(&self, number: usize) -> Origin {
        Origin { id: format!("{}#{number}", self.id), path: format!("{}#{number}", self.path), ..self.clone() }
    }

    /// A member of an archive; `name` is its path within, made safe by the reader of the archive.
    #[must_use]
    pub fn member(&self, name: &str) -> Origin {
        let last = name.rsplit('/').next().unwrap_or(name);
        Origin { id: format!("{}/{name}", self.id), path: format!("{}/{name}", self.path), name: last.to_owned(), ..self.clone() }
    }

    /// True where the name has one of these endings, whatever their case.
    #[must_use]
    pub fn has_ending(&self, endings: &[&str]) -> bool {
        let ending = self.name.rsplit_once('.').map(|(_, ending)| ending).unwrap_or_default();
        endings.iter().any(|known| known.eq_ignore_ascii_case(ending))
    }

    /// It was left out on purpose.
    #[must_use]
    pub fn left_out(&self, format: Option<Format>, reason: impl Into<String>) -> Skipped {
        Skipped { file: self.file.clone(), path: self.path.clone(), format, reason: reason.into() }
    }

    /// The document that it is, what the file states cut to what an article may have; a text that is no single article fails.
    #[must_use]
    pub fn document(self, format: Format, text: String, reading: Reading, mut stated: Stated) -> Read {
        if let Some(reason) = limits::refusal(&text) {
            return Read::Failed(self.left_out(Some(format), reason));
        }
        let limits = limits::cut_stated(&mut stated);
        Read::Document(Box::new(Document {
            id: self.id,
            path: self.file,
            format,
            text,
            stated,
            modified: self.modified,
            reading,
            limits,
        }))
    }
}

/// An article that is still to be read.
pub struct Piece {
    /// Bytes that it holds in memory.
    pub cost: usize,
    /// Where it comes from.
    pub origin: Origin,
    read: Box<dyn FnOnce(Origin) -> Read + Send>,
}

impl fmt::Debug for Piece {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Piece").field("origin", &self.origin).field("cost", &self.cost).finish_non_exhaustive()
    }
}

impl Piece {
    /// Reads it.
    #[must_use]
    pub fn read(self) -> Read {
        (self.read)(self.origin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin() -> Origin {
        Origin { id: "b.tar".into(), ..Origin::named("a/b.tar") }
    }

    #[test]
    fn members_and_numbers_name_an_article() {
        let inner = origin().member("c/d.JSONL").numbered(7);
        assert_eq!((inner.id.as_str(), inner.path.as_str()), ("b.tar/c/d.JSONL#7", "a/b.tar/c/d.JSONL#7"));
        assert_eq!((inner.file.as_str(), inner.has_ending(&["jsonl"]), inner.has_ending(&["tar"])), ("a/b.tar", true, false));
    }

    #[test]
    fn a_piece_is_read_once_it_is_asked() {
        let piece = Found::piece(origin(), 3, |origin| {
            let reading = Reading::default();
            origin.document(Format::Text, "abc".into(), reading, Stated::default())
        });
        let Read::Document(document) = piece.read() else { panic!() };
        assert_eq!((document.id.as_str(), document.path.as_str(), document.text.as_str()), ("b.tar", "a/b.tar", "abc"));
    }
}
