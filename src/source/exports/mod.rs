//! How do the text exports of news databases become articles? Nexis, Factiva and `ProQuest` write many documents into one
//! file, each with labelled fields. A stream is cut at the lines that part documents; each document is then read by the
//! labels of its database. Labels of people and places say what the database thinks that an article is about.

mod factiva;
mod labels;
mod nexis;
mod proquest;
mod uncoded;

use std::io::BufRead;

use super::LONGEST_ARTICLE;
use super::decode;
use super::lines::{self, Line};
use super::piece::{Found, Give, Origin, Read};
use super::read::{Head, lost};
use super::returns::with_line_feeds;
use crate::article::model::{Format, Stated};

/// A database whose exports are read.
struct Database {
    format: Format,
    /// True where a text begins as its exports do.
    recognises: fn(&str) -> bool,
    /// What a line says of the documents around it.
    part: fn(&str) -> Part,
    /// Fields and text of a document; none where it has no text.
    read: fn(&str) -> Option<(Stated, String)>,
}

/// What a line says of the documents around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// It belongs to the document.
    Within,
    /// A document begins with it.
    Begins,
    /// A document ends with it.
    Ends,
}

/// The databases, in the order in which they are asked: a document of `ProQuest` has labels that Nexis has, too.
const DATABASES: &[Database] = &[
    Database { format: Format::Proquest, recognises: proquest::recognises, part: proquest::part, read: proquest::read },
    Database { format: Format::Nexis, recognises: nexis::recognises, part: nexis::part, read: nexis::read },
    Database { format: Format::Factiva, recognises: factiva::recognises, part: factiva::part, read: factiva::read },
    Database { format: Format::Factiva, recognises: uncoded::recognises, part: factiva::part, read: uncoded::read },
];

/// True where a stream begins as an export does.
pub(super) fn recognises(head: &Head<'_>) -> bool {
    database(head.text).is_some()
}

fn database(text: &str) -> Option<&'static Database> {
    DATABASES.iter().find(|database| (database.recognises)(text))
}

/// Reads the documents of an export.
pub(super) fn read(origin: &Origin, stream: &mut dyn BufRead, give: Give<'_>) {
    let stream = &mut *with_line_feeds(stream);
    // What the dispatcher has looked at is still there to be looked at.
    let head = stream.fill_buf().ok().and_then(decode).map(|(text, _)| text).unwrap_or_default();
    let Some(database) = database(&head) else {
        give(Found::Skipped(origin.left_out(None, "an export of no database that is known")));
        return;
    };
    let mut documents = Documents { stream, database, pending: Vec::new(), is_over: false };
    let mut number = 0;
    loop {
        let bytes = match documents.next() {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return,
            Err(error) => {
                give(lost(&origin.numbered(number + 1), &error));
                return;
            }
        };
        number += 1;
        if !give(Found::piece(origin.numbered(number), bytes.len(), move |origin| document(origin, database, &bytes))) {
            return;
        }
    }
}

fn document(origin: Origin, database: &Database, bytes: &[u8]) -> Read {
    let format = database.format;
    let Some((text, reading)) = decode(bytes) else {
        return Read::Failed(origin.left_out(Some(format), "binary data within a document"));
    };
    match (database.read)(&text) {
        Some((stated, text)) => origin.document(format, text, reading, stated),
        None => Read::Skipped(origin.left_out(Some(format), "a document without text")),
    }
}

/// Cuts documents out of a stream.
struct Documents<'a> {
    stream: &'a mut dyn BufRead,
    database: &'static Database,
    pending: Vec<u8>,
    is_over: bool,
}

impl Documents<'_> {
    /// The next document with anything in it.
    fn next(&mut self) -> std::io::Result<Option<Vec<u8>>> {
        while !self.is_over {
            let mut line = match lines::next(self.stream)? {
                Some(Line::Whole(line)) => line,
                Some(Line::TooLong) => continue,
                None => {
                    self.is_over = true;
                    break;
                }
            };
            let part =
                (self.database.part)(String::from_utf8_lossy(&line).trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}'));
            let before = if part == Part::Begins { std::mem::take(&mut self.pending) } else { Vec::new() };
            // A document that is too long keeps its beginning.
            if ((self.pending.len() + line.len()) as u64) <= LONGEST_ARTICLE {
                self.pending.append(&mut line);
            }
            let whole = if part == Part::Ends { std::mem::take(&mut self.pending) } else { before };
            if is_document(&whole) {
                return Ok(Some(whole));
            }
        }
        let last = std::mem::take(&mut self.pending);
        Ok(is_document(&last).then_some(last))
    }
}

/// True for more than lines that part documents.
fn is_document(bytes: &[u8]) -> bool {
    bytes.split(|byte| *byte == b'\n').count() > 3 && bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count() >= 80
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::read::read_stream;

    #[test]
    fn documents_are_parted_and_numbered() {
        let one = |number: usize| {
            format!(
                "{number} of 2 DOCUMENTS\n\nThe Evening Post\n\nMarch {number}, 2019 Monday\n\nRain in Oslo {number}\n\nBYLINE: By Jane Roe\n\nLENGTH: 14 words\n\nIt rained in Oslo for a week, and nobody in the town knew why it did.\n\nLOAD-DATE: March 6, 2019\n\n\n"
            )
        };
        let text = format!("\u{feff}{}{}", one(1), one(2));
        let mut found = Vec::new();
        read_stream(&Origin::named("a.txt"), &mut text.as_bytes(), &mut |one| {
            let Read::Document(document) = one.read() else { panic!() };
            found.push(format!("{} {} {}", document.id, document.format.name(), document.stated.headline.unwrap_or_default()));
            true
        });
        assert_eq!(found, ["a.txt#1 nexis Rain in Oslo 1", "a.txt#2 nexis Rain in Oslo 2"]);
    }

    #[test]
    fn prose_is_no_export() {
        for text in [
            "1 of 3 stories\n\nIt rained.\n",
            "HD Rain\n\nIt rained in Oslo.\n",
            "Title: Rain\nAuthor: Jane Roe\n\nIt rained.\n",
            "Rain in Oslo\n\nBy Jane Roe\n\nLENGTH: the bridge measures 7,845 metres\n",
            "Document 12 of the court says that it rained.\n",
        ] {
            assert!(database(text).is_none(), "{text}");
        }
    }

    #[test]
    fn documents_in_other_encodings_and_with_other_line_ends_are_parted() {
        let one = "Rain in Oslo\nBy Jane Roe\n24 words\n4 March 2019\nThe Post\nEnglish\n(c) 2019 The Post\n\nIt rained in Oslo for a week, and nobody in the town knew why it did.\n\nDocument EVPO000020190304ef340000b\n\n";
        let text = one.repeat(3);
        let utf16: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in
            [text.clone().into_bytes(), utf16, text.replace('\n', "\r\n").into_bytes(), text.replace('\n', "\r").into_bytes()]
        {
            let mut number = 0;
            read_stream(&Origin::named("a.txt"), &mut &bytes[..], &mut |one| {
                let Read::Document(document) = one.read() else { panic!() };
                assert_eq!((document.format, document.stated.headline.as_deref()), (Format::Factiva, Some("Rain in Oslo")));
                number += 1;
                true
            });
            assert_eq!(number, 3);
        }
    }

    #[test]
    fn a_document_of_proquest_with_labels_of_nexis_is_one_of_proquest() {
        let rule = "_".repeat(60);
        let text = format!(
            "{rule}\n\nReport Information from ProQuest\n{rule}\n\n{rule}\n\nDocument 1 of 1\n\nRain\n\nPublication info: The Post\n\nFull text: It rained.\n\nSubject: Rain\n\nSection: A\n"
        );
        assert_eq!(database(&text).map(|database| database.format), Some(Format::Proquest));
    }
}
