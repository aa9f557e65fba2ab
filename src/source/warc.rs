//! Web archives (ISO 28500, WARC 1.0 and 1.1): which pages were saved? Records follow one another, each with its length, so
//! that the stream is cut without reading what is no page: only responses with status 200 that are HTML, HTML resources and
//! the texts of WET files become articles, numbered as records. The day of the fetch bounds the day of the article.

use std::io::{self, BufRead, Read};

use super::http::{Response, charset, is_html};
use super::page::{self, Hints};
use super::piece::{Found, Give, Origin, Read as Outcome, Skipped};
use super::read::Head;
use super::{LONGEST_ARTICLE, decode_declared};
use crate::article::model::{Format, Stated, Told};
use crate::article::timestamp;

/// Longest line of a record's head, and lines of it that are read.
const LONGEST_LINE: u64 = 64 * 1024;
const MOST_LINES: usize = 200;

/// How much is kept of a record that is longer than an article, in bytes.
const LONGEST_BEGINNING: u64 = 64 * 1024;

/// True where a stream begins as web archives do.
pub(super) fn recognises(head: &Head<'_>) -> bool {
    head.bytes.starts_with(b"WARC/1.") || head.bytes.starts_with(b"WARC/0.")
}

/// Reads the pages of a web archive.
pub(super) fn read(origin: &Origin, stream: &mut dyn BufRead, give: Give<'_>) {
    let mut splitter = Splitter { origin, give, number: 0, found: 0, is_clean: true, is_open: true };
    loop {
        match splitter.record(stream) {
            Ok(true) if splitter.is_open => {}
            Ok(_) => break,
            Err(error) => {
                splitter.is_clean = false;
                splitter.fail(&reason(&error));
                if !(splitter.is_open && is_passable(&error)) {
                    return;
                }
            }
        }
    }
    if splitter.is_open && splitter.found == 0 {
        let reason = format!("a web archive without pages, of {} records", splitter.number);
        (splitter.give)(Found::Skipped(origin.left_out(Some(Format::Warc), reason)));
    }
}

/// Where the reading of an archive stands.
struct Splitter<'a, 'b> {
    origin: &'a Origin,
    give: Give<'b>,
    /// Number of the record that is read.
    number: usize,
    /// Pages and failures so far.
    found: usize,
    /// False where the last record was damaged, so that its remains follow.
    is_clean: bool,
    is_open: bool,
}

impl Splitter<'_, '_> {
    /// Reads the next record; false at the end.
    fn record(&mut self, stream: &mut dyn BufRead) -> io::Result<bool> {
        let Some(record) = Record::next(stream).inspect_err(|_| self.number += 1)? else { return Ok(false) };
        if record.passed && self.is_clean {
            self.fail("of another length than it says: the rest was passed over");
        }
        self.number += 1;
        self.is_clean = record.damage.is_none();
        if let Some(damage) = record.damage {
            self.fail(damage);
        } else if let Some(found) = record.found(self.origin.numbered(self.number), stream)? {
            self.hand_over(found);
        }
        Ok(true)
    }

    fn fail(&mut self, reason: &str) {
        let failed = self.origin.numbered(self.number).left_out(Some(Format::Warc), reason);
        self.hand_over(Found::Failed(failed));
    }

    fn hand_over(&mut self, found: Found) {
        self.found += 1;
        self.is_open = self.is_open && (self.give)(found);
    }
}

/// True where the archive goes on behind the damage: each record may be packed on its own.
fn is_passable(error: &io::Error) -> bool {
    error.to_string().starts_with("damaged")
}

fn reason(error: &io::Error) -> String {
    let reason = error.to_string();
    if reason.starts_with("truncated") || is_passable(error) { reason } else { format!("truncated or damaged: {reason}") }
}

/// The head of a record.
#[derive(Debug, Default)]
struct Record {
    kind: String,
    address: Option<String>,
    day: Option<jiff::civil::Date>,
    media: String,
    length: u64,
    /// Why whoever saved it cut it off: `length`, `time`, `disconnect`.
    truncated: Option<String>,
    /// True where something else stood before it.
    passed: bool,
    /// Why its head cannot be read.
    damage: Option<&'static str>,
}

/// What a record may hold.
#[derive(Debug, PartialEq, Eq)]
enum Kind {
    Page,
    Text,
    Other,
}

impl Record {
    /// Reads the head of the next record.
    fn next(stream: &mut dyn BufRead) -> io::Result<Option<Record>> {
        let mut record = Record { damage: Some("a record without its length"), ..Record::default() };
        loop {
            match line(stream)? {
                None if record.passed => return Err(io::Error::other("no record begins here")),
                None => return Ok(None),
                Some(line) if line.starts_with("WARC/") => break,
                Some(line) => record.passed |= !line.trim().is_empty(),
            }
        }
        for _ in 0..MOST_LINES {
            let text = line(stream)?.ok_or_else(|| io::Error::other("the file ends within the head of a record"))?;
            if text.trim().is_empty() {
                return Ok(Some(record));
            }
            if let Some((name, value)) = text.split_once(':') {
                record.enter(name.trim(), value.trim());
            }
        }
        record.damage = Some("a head of more than 200 lines");
        Ok(Some(record))
    }

    fn enter(&mut self, name: &str, value: &str) {
        match name.to_ascii_lowercase().as_str() {
            "warc-type" => self.kind = value.to_ascii_lowercase(),
            "warc-target-uri" => self.address = Some(value.trim_matches(['<', '>']).to_owned()),
            "warc-date" => self.day = timestamp::day(value),
            "content-type" => self.media = value.to_ascii_lowercase(),
            "warc-truncated" => self.truncated = Some(value.to_owned()),
            "content-length" => match value.parse() {
                Ok(length) => (self.length, self.damage) = (length, None),
                Err(_) => self.damage = Some("a length that is no number"),
            },
            _ => {}
        }
    }

    /// What becomes of the record: nothing where it holds no page. The stream then stands behind it.
    fn found(self, origin: Origin, stream: &mut dyn BufRead) -> io::Result<Option<Found>> {
        let wanted = self.kind() != Kind::Other;
        // The beginning of a long one tells whether it is a page, or a film.
        let kept = if self.length <= LONGEST_ARTICLE { self.length } else { LONGEST_BEGINNING };
        let payload = self.payload(stream, if wanted { kept } else { 0 })?;
        let is_page = wanted && is_article(&self, &payload);
        Ok(match payload {
            _ if is_page && kept < self.length => {
                let reason = format!("a page longer than {} MiB: no single article", LONGEST_ARTICLE / 1024 / 1024);
                Some(Found::Failed(origin.left_out(Some(Format::Warc), reason)))
            }
            payload if is_page => Some(Found::piece(origin, payload.len(), move |origin| article(origin, &self, &payload))),
            _ => None,
        })
    }

    /// The reason, and that the page was not saved whole.
    fn cut_off(&self, mut left_out: Skipped) -> Skipped {
        if let Some(why) = &self.truncated {
            left_out.reason = format!("{} (cut off when it was saved: {why})", left_out.reason);
        }
        left_out
    }

    fn kind(&self) -> Kind {
        match self.kind.as_str() {
            "response" if self.media.contains("http") || self.media.is_empty() => Kind::Page,
            "resource" if is_html(&self.media) => Kind::Page,
            "conversion" if self.media.starts_with("text/plain") => Kind::Text,
            _ => Kind::Other,
        }
    }

    /// So many bytes of what the record holds; the stream then stands behind it.
    fn payload(&self, stream: &mut dyn BufRead, kept: u64) -> io::Result<Vec<u8>> {
        let mut payload = Vec::new();
        let mut limited = stream.take(self.length);
        let length = (&mut limited).take(kept).read_to_end(&mut payload)? as u64 + io::copy(&mut limited, &mut io::sink())?;
        if length < self.length {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "truncated: the file ends within a record"));
        }
        Ok(payload)
    }
}

/// The next line; `None` at the end.
fn line(stream: &mut dyn BufRead) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    let length = Read::take(&mut *stream, LONGEST_LINE).read_until(b'\n', &mut bytes)?;
    Ok((length > 0).then(|| String::from_utf8_lossy(&bytes).into_owned()))
}

/// True where the record is read as an article: cheap to tell, so that pictures are not handed on.
fn is_article(record: &Record, payload: &[u8]) -> bool {
    match (record.kind(), record.kind.as_str()) {
        (Kind::Page, "response") => Response::of(payload).is_some_and(|response| response.is_page(payload)),
        (Kind::Page | Kind::Text, _) => true,
        (Kind::Other, _) => false,
    }
}

fn article(origin: Origin, record: &Record, payload: &[u8]) -> Outcome {
    let hints = |media: &str| Hints {
        address: record.address.clone(),
        charset: charset(media),
        fetched: record.day,
        format: Some(Format::Warc),
    };
    if record.kind() == Kind::Text {
        return text(origin, record, payload);
    }
    match page_of(origin, record, payload, &hints) {
        Outcome::Skipped(left_out) => Outcome::Skipped(record.cut_off(left_out)),
        Outcome::Failed(left_out) => Outcome::Failed(record.cut_off(left_out)),
        document @ Outcome::Document(_) => document,
    }
}

fn page_of(origin: Origin, record: &Record, payload: &[u8], hints: &dyn Fn(&str) -> Hints) -> Outcome {
    if record.kind != "response" {
        return page::read_hinted(origin, payload, &hints(&record.media));
    }
    let Some(response) = Response::of(payload) else {
        return Outcome::Skipped(origin.left_out(Some(Format::Warc), "no answer with a page"));
    };
    match response.body(payload) {
        Ok(body) => page::read_hinted(origin, &body, &hints(&response.media)),
        Err(reason) => Outcome::Failed(origin.left_out(Some(Format::Warc), reason)),
    }
}

/// A text that was taken out of a page by the archive itself.
fn text(origin: Origin, record: &Record, payload: &[u8]) -> Outcome {
    let Some((text, reading)) = decode_declared(payload, Some("utf-8")) else {
        return Outcome::Skipped(origin.left_out(Some(Format::Warc), "binary data"));
    };
    let mut stated = Stated { url: record.address.clone(), latest: record.day, ..Stated::default() };
    stated.from.insert("url", Told::stated("WARC-Target-URI"));
    origin.document(Format::Warc, text, reading, stated)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::source::read::read_stream;

    fn page(title: &str) -> String {
        let prose =
            "<p>It rained in Oslo for a week, and nobody in the town knew why it did, the mayor told the council on Monday.</p>"
                .repeat(4);
        format!("<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{prose}</article></body></html>")
    }

    fn record(kind: &str, media: &str, payload: &[u8]) -> Vec<u8> {
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://post.example/rain\r\nWARC-Date: 2024-03-06T10:00:00Z\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\r\n",
            payload.len()
        );
        [head.as_bytes(), payload, b"\r\n\r\n"].concat()
    }

    fn response(fields: &str, body: &[u8]) -> Vec<u8> {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{fields}\r\n");
        record("response", "application/http; msgtype=response", &[head.as_bytes(), body].concat())
    }

    fn read(bytes: &[u8]) -> Vec<String> {
        let mut found = Vec::new();
        read_stream(&Origin::named("a.warc"), &mut &*bytes, &mut |one| {
            found.push(match one.read() {
                Outcome::Document(document) => {
                    let stated = document.stated;
                    format!("{} {} {}", document.id, stated.headline.unwrap_or_default(), stated.latest.unwrap())
                }
                Outcome::Skipped(left_out) | Outcome::Failed(left_out) => format!("{}: {}", left_out.path, left_out.reason),
            });
            true
        });
        found
    }

    #[test]
    fn pages_are_read_and_everything_else_is_passed_over() {
        let packed = {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            encoder.write_all(page("Wind").as_bytes()).unwrap();
            encoder.finish().unwrap()
        };
        let sun = page("Sun");
        let (first, second) = sun.split_at(50);
        let chunks = format!("{:x}\r\n{first}\r\n{:x}\r\n{second}\r\n0\r\n\r\n", first.len(), second.len());
        let file = [
            record("warcinfo", "application/warc-fields", b"software: x\r\n"),
            record("request", "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n"),
            response("", page("Rain").as_bytes()),
            record("response", "application/http", b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nno"),
            record("response", "application/http", b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"),
            response("Transfer-Encoding: chunked\r\n", chunks.as_bytes()),
            response("Content-Encoding: gzip\r\n", &packed),
            response("Content-Encoding: br\r\n", b"xyz"),
        ]
        .concat();
        let expected = [
            "a.warc#3 Rain 2024-03-06",
            "a.warc#6 Sun 2024-03-06",
            "a.warc#7 Wind 2024-03-06",
            "a.warc#8: packed with Brotli, which is not read",
        ];
        assert_eq!(read(&file), expected);
    }

    #[test]
    fn answers_are_read_as_servers_sent_them() {
        let answer = |head: &str, body: &[u8]| record("response", "application/http", &[head.as_bytes(), body].concat());
        let html = page("Rain");
        let raw = {
            let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
            encoder.write_all(html.as_bytes()).unwrap();
            encoder.finish().unwrap()
        };
        let many = format!("HTTP/1.0 200 OK\r\n{}Content-Type: text/html\r\n\r\n", "X-A: b\r\n".repeat(1000));
        for (head, body) in [
            ("HTTP/2 200\r\ncontent-type: text/html\r\n\r\n", html.as_bytes()),
            ("HTTP/1.1 200 OK\nCONTENT-TYPE: text/html; charset=\"utf-8\"; x=y\n\n", html.as_bytes()),
            ("HTTP/1.1 200 OK\r\nServer: x\r\n\r\n", html.as_bytes()),
            ("HTTP/1.1 200 OK\r\nno field\r\nBad name : x\r\nContent-Type: text/html\r\n\r\n", html.as_bytes()),
            ("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: deflate\r\n\r\n", &raw),
            ("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n\r\n", html.as_bytes()),
            (many.as_str(), html.as_bytes()),
        ] {
            assert_eq!(read(&answer(head, body)), ["a.warc#1 Rain 2024-03-06"], "{head}");
        }
        for head in ["HTTP/1.1 404 No\r\n\r\n", "200 OK\r\n\r\n", "HTTP/1.1\r\n\r\n", "\r\n", "", "HTTP/1.1 200 OK\r\nA: b"] {
            assert_eq!(read(&answer(head, html.as_bytes())), ["a.warc: a web archive without pages, of 1 records"], "{head}");
        }
    }

    #[test]
    fn a_bad_record_costs_itself_alone() {
        let good = response("", page("Rain").as_bytes());
        let wrong = String::from_utf8(good.clone()).unwrap().replacen("Content-Length: ", "Content-Length: about ", 1);
        let short = String::from_utf8(response("", b"x")).unwrap().replace("\r\n\r\nx", "\r\n\r\nx and what it does not count");
        let found = read(&[good.as_slice(), wrong.as_bytes(), &good, short.as_bytes(), &good].concat());
        assert_eq!(found[0], "a.warc#1 Rain 2024-03-06");
        assert_eq!(found[1], "a.warc#2: a length that is no number");
        assert_eq!(found[2], "a.warc#3 Rain 2024-03-06");
        assert!(found[3].starts_with("a.warc#4"), "{found:?}");
        assert_eq!(found[4], "a.warc#4: of another length than it says: the rest was passed over");
        assert_eq!((found[5].as_str(), found.len()), ("a.warc#5 Rain 2024-03-06", 6));
    }

    #[test]
    fn a_damaged_member_costs_its_record_alone() {
        let packed = |title: &str| {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            encoder.write_all(&response("", page(title).as_bytes())).unwrap();
            encoder.finish().unwrap()
        };
        let mut broken = packed("Wind");
        let middle = broken.len() / 2;
        broken.iter_mut().skip(middle).take(8).for_each(|byte| *byte = 0xff);
        let found = read(&[packed("Rain"), broken, packed("Sun")].concat());
        assert!(found.len() == 3 && found[1].starts_with("a.warc#2: damaged"), "{found:?}");
        assert_eq!((found[0].as_str(), found[2].as_str()), ("a.warc#1 Rain 2024-03-06", "a.warc#3 Sun 2024-03-06"));
    }

    #[test]
    fn what_is_cut_off_is_named_and_what_was_whole_is_given() {
        let file = [response("", page("Rain").as_bytes()), response("", page("Sun").as_bytes())].concat();
        let found = read(file.get(..file.len() - 100).unwrap());
        assert_eq!(found[0], "a.warc#1 Rain 2024-03-06");
        assert!(found[1].starts_with("a.warc#2: truncated"), "{found:?}");
        for broken in [
            &b"WARC/1.0\r\n"[..],
            b"WARC/1.0\r\n\r\n",
            b"WARC/1.0\r\nContent-Length: many\r\n\r\n",
            b"WARC/1.0\r\nContent-Length: 99999999999999\r\n\r\nx",
        ] {
            assert_eq!(read(broken).len(), 1, "{broken:?}");
        }
    }

    #[test]
    fn what_is_long_and_no_page_is_no_failure() {
        let film = record(
            "response",
            "application/http",
            &[&b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n"[..], &vec![0; 9_000_000]].concat(),
        );
        let found = read(&[film, response("", page("Rain").as_bytes())].concat());
        assert!(found.len() == 1 && found[0].contains("#2"), "{found:?}");
        let long = response("", "<p>rain</p>".repeat(1_000_000).as_bytes());
        assert!(read(&long)[0].contains("longer than 8 MiB"));
    }

    #[test]
    fn a_page_that_was_cut_off_says_so() {
        let bytes = String::from_utf8(response("Content-Encoding: br\r\n", b"x")).unwrap();
        let bytes = bytes.replacen("WARC-Date", "WARC-Truncated: length\r\nWARC-Date", 1);
        let found = read(bytes.as_bytes());
        assert!(found[0].contains("Brotli") && found[0].contains("cut off when it was saved: length"), "{found:?}");
    }
}
