//! What does a file hold? The one dispatcher of formats: it decides by content, and by the name only where content
//! cannot tell. Gives pieces, or the reason why there are none.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read as _};

use encoding_rs_io::DecodeReaderBytesBuilder;

use super::archive::{self, Nesting};
use super::decode::wide_encoding;
use super::piece::{Found, Give, Origin, Read};
use super::{FoundFile, LONGEST_ARTICLE, decode, exports, mail, page, paged, records, reuters, text, walk, warc, xml};
use crate::article::model::Format;

/// A format is recognised within this many bytes of a file's beginning.
const SNIFFED: usize = 4096;

/// Names of files that hold text and no article: what programs write for programs.
const NO_ARTICLES: &[&str] = &[
    "css", "htm", "html", "ini", "js", "json", "jsonl", "lock", "log", "mhtml", "py", "rs", "sh", "toml", "xhtml", "xml", "yaml",
    "yml",
];

/// The beginning of a stream, by which its format is told.
pub(super) struct Head<'a> {
    /// Its first bytes.
    pub bytes: &'a [u8],
    /// The same as text, blanks at the beginning left out; empty where they are no text.
    pub text: &'a str,
    /// Where it comes from.
    pub origin: &'a Origin,
}

/// How a format is read.
enum Way {
    /// One article of that format: all its bytes at once.
    Whole(Format, fn(Origin, &[u8]) -> Read),
    /// Many articles, or none: as a stream, in bounded memory.
    Stream(fn(&Origin, &mut dyn BufRead, Give<'_>)),
}

/// A format that is read.
struct Reader {
    /// True where a stream that begins like this is of the format.
    recognises: fn(&Head<'_>) -> bool,
    way: Way,
}

/// The formats, in the order in which they are asked.
const READERS: &[Reader] = &[
    Reader { recognises: archive::is_gzip, way: Way::Stream(archive::read_gzip) },
    Reader { recognises: archive::is_zstandard, way: Way::Stream(archive::read_zstandard) },
    Reader { recognises: paged::is_pdf, way: Way::Stream(paged::read_pdf) },
    Reader { recognises: paged::is_docx, way: Way::Stream(paged::read_docx) },
    Reader { recognises: archive::is_zip, way: Way::Stream(archive::read_zip) },
    Reader { recognises: archive::is_tar, way: Way::Stream(archive::read_tar) },
    Reader { recognises: |head| reuters::recognises(head.bytes), way: Way::Stream(reuters::read) },
    Reader { recognises: warc::recognises, way: Way::Stream(warc::read) },
    Reader { recognises: mail::is_mbox, way: Way::Stream(mail::read_mbox) },
    Reader { recognises: mail::is_mhtml, way: Way::Stream(mail::read_mhtml) },
    Reader { recognises: mail::is_message, way: Way::Stream(mail::read_message) },
    Reader { recognises: records::recognises_lines, way: Way::Stream(records::read_lines) },
    Reader { recognises: records::recognises, way: Way::Stream(records::read) },
    Reader { recognises: records::recognises_csv, way: Way::Stream(records::read_csv) },
    Reader { recognises: records::recognises_tsv, way: Way::Stream(records::read_tsv) },
    Reader { recognises: |head| is_xml(head, Format::Nitf), way: Way::Whole(Format::Nitf, xml::read_nitf) },
    Reader { recognises: |head| is_xml(head, Format::Newsml), way: Way::Stream(xml::read_newsml) },
    Reader { recognises: |head| is_xml(head, Format::NewsmlG2), way: Way::Stream(xml::read_newsml_g2) },
    Reader { recognises: |head| is_xml(head, Format::Wxr), way: Way::Stream(xml::read_wxr) },
    Reader { recognises: |head| is_xml(head, Format::Rss), way: Way::Stream(xml::read_rss) },
    Reader { recognises: |head| is_xml(head, Format::Atom), way: Way::Stream(xml::read_atom) },
    Reader { recognises: |head| is_xml(head, Format::Alto), way: Way::Whole(Format::Alto, xml::read_alto) },
    Reader { recognises: exports::recognises, way: Way::Stream(exports::read) },
    Reader { recognises: |head| page::recognises(head.text), way: Way::Whole(Format::Html, page::read) },
];

fn is_xml(head: &Head<'_>, format: Format) -> bool {
    xml::recognise(head.text) == Some(format)
}

/// Splits one file into its articles, in order, and hands each to `give`, which answers whether to go on.
pub fn read(file: &FoundFile, give: Give<'_>) {
    let origin = Origin {
        id: file.id.clone(),
        modified: file.modified,
        mapping: file.mapping.clone(),
        nesting: Nesting::of_file(file.location.clone(), file.length),
        ..Origin::named(&file.path)
    };
    match File::open(&file.location) {
        Ok(handle) => read_stream(&origin, &mut BufReader::new(handle), give),
        Err(error) => {
            give(lost(&origin, &error));
        }
    }
}

/// Reads a stream in the format that it is in. Something is given of each: where nothing is found, that is said.
pub fn read_stream(origin: &Origin, stream: &mut dyn BufRead, give: Give<'_>) {
    let mut is_empty = true;
    read_found(origin, stream, &mut |found| {
        is_empty = false;
        give(found)
    });
    if is_empty {
        give(Found::Skipped(origin.left_out(None, "nothing in it that could be an article")));
    }
}

fn read_found(origin: &Origin, stream: &mut dyn BufRead, give: Give<'_>) {
    let mut head = Vec::with_capacity(SNIFFED);
    let mut rest = Rest { error: (&mut *stream).take(SNIFFED as u64).read_to_end(&mut head).err(), stream };
    if let (true, Some(error)) = (head.is_empty(), &rest.error) {
        give(lost(origin, error));
        return;
    }
    if head.is_empty() {
        give(Found::Skipped(origin.left_out(None, "empty file")));
        return;
    }
    let decoded = decode(&head).map(|(text, _)| text);
    let wide = wide_encoding(&head);
    let utf8 = decoded.as_ref().filter(|_| wide.is_some()).map_or(head.as_slice(), |text| text.as_bytes());
    let known = Head { bytes: utf8, text: decoded.as_deref().unwrap_or_default().trim_start(), origin };
    let reader = READERS.iter().find(|reader| (reader.recognises)(&known));
    let no_article = no_article(&known, decoded.is_some());
    let mut whole = Cursor::new(head).chain(&mut rest);
    match reader {
        Some(Reader { way: Way::Whole(format, read), .. }) => give_whole(origin, Some(*format), &mut whole, *read, give),
        Some(Reader { way: Way::Stream(read), .. }) => match wide {
            // Lines and records are looked for among bytes, which UTF-16 has none of.
            Some(encoding) => {
                let decoder = DecodeReaderBytesBuilder::new().encoding(Some(encoding)).build(&mut whole);
                read(origin, &mut BufReader::new(decoder), &mut |found| give(found.read_as(encoding.name())));
            }
            None => read(origin, &mut whole, give),
        },
        None => match no_article {
            // What is damaged from its beginning on may well have been an article.
            Some(reason) => {
                let skipped = || Found::Skipped(origin.left_out(None, reason));
                give(rest.error.as_ref().map_or_else(skipped, |error| lost(origin, error)));
            }
            None => give_whole(origin, None, &mut whole, text::read, give),
        },
    }
}

/// What follows the beginning of a stream: where that could not be read to its end, the error, which whoever reads on meets.
struct Rest<'a> {
    error: Option<io::Error>,
    stream: &'a mut dyn BufRead,
}

impl io::Read for Rest<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.error.take().map_or_else(|| self.stream.read(buffer), Err)
    }
}

impl BufRead for Rest<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.error.take().map_or_else(|| self.stream.fill_buf(), Err)
    }

    fn consume(&mut self, length: usize) {
        self.stream.consume(length);
    }
}

/// Hands over the whole of a stream as one piece.
fn give_whole(
    origin: &Origin,
    format: Option<Format>,
    stream: &mut dyn BufRead,
    read: fn(Origin, &[u8]) -> Read,
    give: Give<'_>,
) {
    let mut bytes = Vec::new();
    // One byte more than allowed tells a stream that is too long.
    let found = match stream.take(LONGEST_ARTICLE + 1).read_to_end(&mut bytes) {
        Err(error) => lost(origin, &error),
        Ok(_) if bytes.len() as u64 > LONGEST_ARTICLE => too_long(origin, format),
        Ok(length) => Found::piece(origin.clone(), length, move |origin| read(origin, &bytes)),
    };
    give(found);
}

fn no_article(head: &Head<'_>, is_text: bool) -> Option<&'static str> {
    if !is_text {
        Some("binary file")
    } else if head.origin.name == "mimetype" && head.text.starts_with("application/") {
        Some("the kind of the archive around it, no article")
    } else if head.text.starts_with("<?xml") {
        Some("XML of no format that is read")
    } else if head.origin.has_ending(NO_ARTICLES) {
        Some("a format that is not read")
    } else {
        None
    }
}

fn too_long(origin: &Origin, format: Option<Format>) -> Found {
    let reason = format!("longer than {} MiB: no single article", LONGEST_ARTICLE / 1024 / 1024);
    Found::Failed(origin.left_out(format, reason))
}

/// What cannot be read any further.
pub(super) fn lost(origin: &Origin, error: &io::Error) -> Found {
    let lost = origin.left_out(None, walk::reason(error));
    // What is no longer there belongs to no folder any more: the run is complete without it.
    if error.kind() == io::ErrorKind::NotFound { Found::Skipped(lost) } else { Found::Failed(lost) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{plan, walk};

    fn read_one(name: &str, content: &[u8]) -> Read {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(name), content).unwrap();
        let roots = plan(&[], &[folder.path().to_path_buf()]).unwrap();
        let file = walk(&roots[0]).next().unwrap().unwrap();
        let mut found = all(&file);
        assert_eq!(found.len(), 1);
        found.remove(0)
    }

    fn all(file: &FoundFile) -> Vec<Read> {
        let mut found = Vec::new();
        read(file, &mut |one| {
            found.push(one.read());
            true
        });
        found
    }

    fn reason(found: &Read) -> &str {
        match found {
            Read::Document(_) => "a document",
            Read::Skipped(skipped) | Read::Failed(skipped) => &skipped.reason,
        }
    }

    #[test]
    fn text_is_one_document() {
        let Read::Document(document) = read_one("oslo.txt", b"Talks in Oslo\n\nOSLO (AP) - They met.\n") else { panic!() };
        assert_eq!((document.id.as_str(), document.format), ("oslo.txt", Format::Text));
        assert!(document.text.starts_with("Talks in Oslo\n"));
    }

    #[test]
    fn markdown_is_told_by_its_name() {
        let Read::Document(document) = read_one("oslo.MD", b"# Talks in Oslo\n") else { panic!() };
        assert_eq!(document.format, Format::Markdown);
    }

    #[test]
    fn what_holds_nothing_says_so() {
        for (name, bytes) in
            [("a.csv", &b"title,author,date,text\n"[..]), ("a.zip", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")]
        {
            let mut reasons = Vec::new();
            read_stream(&Origin::named(name), &mut &*bytes, &mut |found| {
                let Found::Skipped(left_out) = found else { panic!("{found:?}") };
                reasons.push(left_out.reason);
                true
            });
            assert_eq!(reasons, ["nothing in it that could be an article"], "{name}");
        }
    }

    #[test]
    fn what_is_no_article_says_why() {
        assert_eq!(reason(&read_one("a.txt", b"")), "empty file");
        assert_eq!(reason(&read_one("a.txt", b" \n\t\n")), "empty file");
        assert_eq!(reason(&read_one("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\0\0")), "binary file");
        assert_eq!(reason(&read_one("a.css", b"p { color: red }")), "a format that is not read");
        assert!(reason(&read_one("mimetype", b"application/epub+zip")).contains("no article"));
    }

    #[test]
    fn a_huge_file_is_refused_without_reading_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("huge.txt");
        let file = File::create(&path).unwrap();
        io::Write::write_all(&mut &file, b"news ").unwrap();
        file.set_len(200 * 1024 * 1024).unwrap();
        let roots = plan(&[], &[path]).unwrap();
        let found = walk(&roots[0]).next().unwrap().unwrap();
        assert_eq!(reason(&all(&found)[0]), "binary file");
    }

    #[test]
    fn a_file_that_vanished_is_no_failure() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("gone.txt");
        std::fs::write(&path, "x").unwrap();
        let roots = plan(&[], &[folder.path().to_path_buf()]).unwrap();
        let file = walk(&roots[0]).next().unwrap().unwrap();
        std::fs::remove_file(path).unwrap();
        let found = all(&file);
        assert!(matches!(&found[..], [Read::Skipped(skipped)] if skipped.reason == "vanished while it was read"), "{found:?}");
    }
}
