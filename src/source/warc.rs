//! Web archives (ISO 28500, WARC 1.0 and 1.1): which pages were saved? Records follow one another, each with its length, so
//! that the stream is cut without reading what is no page: only responses with status 200 that are HTML, HTML resources and
//! the texts of WET files become articles, numbered as records. The day of the fetch bounds the day of the article.

use std::io::{self, BufRead, Read};

use flate2::bufread::{GzDecoder, ZlibDecoder};

use super::page::{self, Hints};
use super::piece::{Found, Give, Origin, Read as Outcome};
use super::read::{Head, lost};
use super::{LONGEST_ARTICLE, decode_declared};
use crate::article::model::{Format, Stated, Told};
use crate::article::timestamp;

/// Longest line of a record's head, and lines of it that are read.
const LONGEST_LINE: u64 = 64 * 1024;
const MOST_LINES: usize = 200;

/// Fields of an HTTP head that are read; what has more is no answer of a server.
const MOST_FIELDS: usize = 200;

/// True where a stream begins as web archives do.
pub(super) fn recognises(head: &Head<'_>) -> bool {
    head.bytes.starts_with(b"WARC/1.") || head.bytes.starts_with(b"WARC/0.")
}

/// Reads the pages of a web archive.
pub(super) fn read(origin: &Origin, stream: &mut dyn BufRead, give: Give<'_>) {
    let (mut number, mut pages, mut others) = (0, 0, 0);
    loop {
        let record = match Record::next(stream) {
            Ok(None) => break,
            Ok(Some(record)) => record,
            Err(error) => {
                let reason = format!("truncated or damaged: {error}");
                give(Found::Failed(origin.numbered(number + 1).left_out(Some(Format::Warc), reason)));
                return;
            }
        };
        number += 1;
        let origin = origin.numbered(number);
        let wanted = matches!(record.kind(), Kind::Page | Kind::Text);
        let is_long = record.length > LONGEST_ARTICLE;
        let found = match record.payload(stream, wanted && !is_long) {
            Err(error) => {
                give(lost(&origin, &error));
                return;
            }
            Ok(None) if wanted => {
                let reason = format!("a page longer than {} MiB: no single article", LONGEST_ARTICLE / 1024 / 1024);
                Found::Failed(origin.left_out(Some(Format::Warc), reason))
            }
            Ok(Some(payload)) if is_article(&record, &payload) => {
                Found::piece(origin, payload.len(), move |origin| article(origin, &record, &payload))
            }
            Ok(_) => {
                others += 1;
                continue;
            }
        };
        pages += 1;
        if !give(found) {
            return;
        }
    }
    if pages == 0 {
        give(Found::Skipped(origin.left_out(Some(Format::Warc), format!("a web archive without pages, of {others} records"))));
    }
}

/// The head of a record.
#[derive(Debug, Default)]
struct Record {
    kind: String,
    address: Option<String>,
    day: Option<jiff::civil::Date>,
    media: String,
    length: u64,
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
        let mut version = line(stream)?;
        while version.as_deref().is_some_and(|line| line.trim().is_empty()) {
            version = line(stream)?;
        }
        let Some(version) = version else { return Ok(None) };
        if !version.starts_with("WARC/") {
            return Err(io::Error::other("no record begins here"));
        }
        let mut record = Record::default();
        let mut has_length = false;
        for _ in 0..MOST_LINES {
            let text = line(stream)?.ok_or_else(|| io::Error::other("the file ends within the head of a record"))?;
            if text.trim().is_empty() {
                return if has_length { Ok(Some(record)) } else { Err(io::Error::other("a record without its length")) };
            }
            let Some((name, value)) = text.split_once(':') else { continue };
            let value = value.trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "warc-type" => record.kind = value.to_ascii_lowercase(),
                "warc-target-uri" => record.address = Some(value.trim_matches(['<', '>']).to_owned()),
                "warc-date" => record.day = timestamp::day(value),
                "content-type" => record.media = value.to_ascii_lowercase(),
                "content-length" => {
                    record.length = value.parse().map_err(|_| io::Error::other("a length that is no number"))?;
                    has_length = true;
                }
                _ => {}
            }
        }
        Err(io::Error::other("a head of more than 200 lines"))
    }

    fn kind(&self) -> Kind {
        match self.kind.as_str() {
            "response" if self.media.contains("http") || self.media.is_empty() => Kind::Page,
            "resource" if is_html(&self.media) => Kind::Page,
            "conversion" if self.media.starts_with("text/plain") => Kind::Text,
            _ => Kind::Other,
        }
    }

    /// What the record holds, where it is wanted; the stream then stands behind it.
    fn payload(&self, stream: &mut dyn BufRead, wanted: bool) -> io::Result<Option<Vec<u8>>> {
        let mut payload = Vec::new();
        let mut limited = stream.take(self.length);
        let length = if wanted { limited.read_to_end(&mut payload)? as u64 } else { io::copy(&mut limited, &mut io::sink())? };
        if length < self.length {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "truncated: the file ends within a record"));
        }
        Ok(wanted.then_some(payload))
    }
}

/// The next line; `None` at the end.
fn line(stream: &mut dyn BufRead) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    let length = Read::take(&mut *stream, LONGEST_LINE).read_until(b'\n', &mut bytes)?;
    Ok((length > 0).then(|| String::from_utf8_lossy(&bytes).into_owned()))
}

fn is_html(media: &str) -> bool {
    media.contains("text/html") || media.contains("application/xhtml")
}

/// What the head of an HTTP response says of its body.
struct Response {
    /// Where the body begins.
    body: usize,
    media: String,
    coding: String,
    is_chunked: bool,
}

impl Response {
    /// The head of a response with status 200.
    fn of(payload: &[u8]) -> Option<Response> {
        let mut fields = [httparse::EMPTY_HEADER; MOST_FIELDS];
        let mut response = httparse::Response::new(&mut fields);
        let httparse::Status::Complete(body) = response.parse(payload).ok()? else { return None };
        if response.code != Some(200) {
            return None;
        }
        let field = |name: &str| {
            let found = response.headers.iter().find(|field| field.name.eq_ignore_ascii_case(name));
            found.map(|field| String::from_utf8_lossy(field.value).trim().to_ascii_lowercase()).unwrap_or_default()
        };
        let is_chunked = field("transfer-encoding").contains("chunked");
        Some(Response { body, media: field("content-type"), coding: field("content-encoding"), is_chunked })
    }
}

/// True where the record is read as an article: cheap to tell, so that pictures are not handed on.
fn is_article(record: &Record, payload: &[u8]) -> bool {
    match (record.kind(), record.kind.as_str()) {
        (Kind::Page, "response") => Response::of(payload).is_some_and(|response| is_html(&response.media)),
        (Kind::Page | Kind::Text, _) => true,
        (Kind::Other, _) => false,
    }
}

fn article(origin: Origin, record: &Record, payload: &[u8]) -> Outcome {
    let hints = |media: &str| Hints {
        address: record.address.clone(),
        charset: media.split_once("charset=").map(|(_, name)| name.trim_matches(['"', '\'', ' ']).to_owned()),
        fetched: record.day,
        format: Some(Format::Warc),
    };
    if record.kind() == Kind::Text {
        return text(origin, record, payload);
    }
    if record.kind != "response" {
        return page::read_hinted(origin, payload, &hints(&record.media));
    }
    let Some(response) = Response::of(payload) else {
        return Outcome::Skipped(origin.left_out(Some(Format::Warc), "no answer with a page"));
    };
    match body(&response, payload.get(response.body..).unwrap_or_default()) {
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

/// The body without what it was sent in.
fn body(response: &Response, bytes: &[u8]) -> Result<Vec<u8>, String> {
    let bytes = if response.is_chunked { unchunked(bytes) } else { bytes.to_vec() };
    let mut unpacked = Vec::new();
    // Some archives keep the field and store the body unpacked.
    let result = match response.coding.as_str() {
        "gzip" | "x-gzip" if bytes.starts_with(&[0x1f, 0x8b]) => {
            GzDecoder::new(bytes.as_slice()).take(LONGEST_ARTICLE).read_to_end(&mut unpacked)
        }
        "deflate" => ZlibDecoder::new(bytes.as_slice()).take(LONGEST_ARTICLE).read_to_end(&mut unpacked),
        "" | "identity" | "gzip" | "x-gzip" | "none" => return Ok(bytes),
        other => return Err(format!("sent in '{other}', a coding that is not read")),
    };
    match result {
        // What came before the damage is most of a page.
        Err(error) if unpacked.is_empty() => Err(format!("damaged: {error}")),
        _ => Ok(unpacked),
    }
}

/// The chunks of a body in one; where it was stored without them, the body itself.
fn unchunked(bytes: &[u8]) -> Vec<u8> {
    let mut whole = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Ok(httparse::Status::Complete((start, length))) = httparse::parse_chunk_size(rest) {
        if length == 0 {
            return whole;
        }
        let end = usize::try_from(length).ok().and_then(|length| start.checked_add(length)).unwrap_or(usize::MAX).min(rest.len());
        whole.extend_from_slice(rest.get(start..end).unwrap_or_default());
        rest = rest.get(end..).unwrap_or_default();
        rest = rest.strip_prefix(b"\r\n").unwrap_or(rest);
    }
    if whole.is_empty() { bytes.to_vec() } else { whole }
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
            "a.warc#8: sent in 'br', a coding that is not read",
        ];
        assert_eq!(read(&file), expected);
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
}
