//! What did a server answer? Takes a response of HTTP as a web archive keeps it, head and body, and gives the body as it
//! was before it was sent. Archives hold what servers really sent, which strict parsers of HTTP rightly refuse: lines that are
//! no fields are passed over, and a body that is not in the form that its head states is taken as it is.

use std::io::Read;

use flate2::bufread::{DeflateDecoder, GzDecoder, ZlibDecoder};

use super::LONGEST_ARTICLE;

/// Longest head of a response, in bytes: servers and browsers allow far less.
const LONGEST_HEAD: usize = 1024 * 1024;

/// What the head of an HTTP response says of its body.
pub(super) struct Response {
    /// Where the body begins.
    begin: usize,
    /// What the body is, as the server says.
    pub media: String,
    coding: String,
    is_chunked: bool,
}

impl Response {
    /// The head of a response with status 200, of any version; lines that are no fields are passed over.
    pub fn of(payload: &[u8]) -> Option<Response> {
        let begin = head_length(payload)?;
        let head = String::from_utf8_lossy(payload.get(..begin)?);
        let mut lines = head.lines();
        let mut status = lines.next()?.split_ascii_whitespace();
        let is_http = status.next()?.get(..5)?.eq_ignore_ascii_case("http/");
        if !is_http || status.next()? != "200" {
            return None;
        }
        let fields: Vec<(&str, &str)> = lines.filter_map(|line| line.split_once(':')).collect();
        let field = |name: &str| {
            let found = fields.iter().find(|(field, _)| field.trim().eq_ignore_ascii_case(name));
            found.map(|(_, value)| value.trim().to_ascii_lowercase()).unwrap_or_default()
        };
        let is_chunked = field("transfer-encoding").contains("chunked");
        Some(Response { begin, media: field("content-type"), coding: field("content-encoding"), is_chunked })
    }

    /// True where it says that its body is HTML, or does not say what it is and it is.
    pub fn is_page(&self, payload: &[u8]) -> bool {
        is_html(&self.media) || (self.media.is_empty() && is_markup(payload.get(self.begin..).unwrap_or_default()))
    }

    /// The body of the response without what it was sent in; an error in words.
    pub fn body(&self, payload: &[u8]) -> Result<Vec<u8>, String> {
        let bytes = payload.get(self.begin..).unwrap_or_default();
        let bytes = if self.is_chunked { unchunked(bytes) } else { bytes.to_vec() };
        match self.coding.as_str() {
            // Some archives keep the field and store the body unpacked.
            "" | "identity" | "none" => Ok(bytes),
            _ if is_markup(&bytes) => Ok(bytes),
            "gzip" | "x-gzip" => inflated(GzDecoder::new(bytes.as_slice())),
            // The standard means the form with a head, many servers the one without.
            "deflate" => {
                inflated(ZlibDecoder::new(bytes.as_slice())).or_else(|_| inflated(DeflateDecoder::new(bytes.as_slice())))
            }
            "br" => Err("packed with Brotli, which is not read".to_owned()),
            other => Err(format!("sent in '{other}', a coding that is not read")),
        }
    }
}

/// Length of a head with the empty line behind it.
fn head_length(payload: &[u8]) -> Option<usize> {
    let mut length = 0;
    for line in payload.get(..LONGEST_HEAD).unwrap_or(payload).split_inclusive(|byte| *byte == b'\n') {
        length += line.len();
        if line.trim_ascii().is_empty() {
            return Some(length);
        }
    }
    None
}

/// True for the bytes of a page that is not packed.
fn is_markup(body: &[u8]) -> bool {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    body.trim_ascii_start().starts_with(b"<")
}

/// True for the media types of pages.
pub(super) fn is_html(media: &str) -> bool {
    media.contains("text/html") || media.contains("application/xhtml")
}

/// The encoding that a media type states: `text/html; charset="utf-8"; x=y`.
pub(super) fn charset(media: &str) -> Option<String> {
    let (_, name) = media.split_once("charset=")?;
    let name = name.split(';').next()?.trim_matches(['"', '\'', ' ']);
    (!name.is_empty()).then(|| name.to_owned())
}

fn inflated(stream: impl Read) -> Result<Vec<u8>, String> {
    let mut unpacked = Vec::new();
    match stream.take(LONGEST_ARTICLE).read_to_end(&mut unpacked) {
        // What came before the damage is most of a page.
        Err(error) if unpacked.is_empty() => Err(format!("damaged: {error}")),
        _ => Ok(unpacked),
    }
}

/// The chunks of a body in one; where it was stored without them, the body itself.
fn unchunked(bytes: &[u8]) -> Vec<u8> {
    let mut whole = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((length, chunk)) = chunk(rest) {
        if length == 0 {
            return whole;
        }
        let (chunk, behind) = chunk.split_at_checked(length).unwrap_or((chunk, &[]));
        whole.extend_from_slice(chunk);
        rest = behind.strip_prefix(b"\r\n").unwrap_or(behind);
    }
    if whole.is_empty() { bytes.to_vec() } else { whole }
}

/// The length of a chunk, and what follows the line that states it: `1a3;name=value`.
fn chunk(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let end = bytes.iter().take(1024).position(|byte| *byte == b'\n')?;
    let line = std::str::from_utf8(bytes.get(..end)?).ok()?;
    let length = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
    Some((length, bytes.get(end + 1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(head: &str, body: &[u8]) -> Option<String> {
        let payload = [format!("HTTP/1.1 200 OK\r\n{head}\r\n").as_bytes(), body].concat();
        let response = Response::of(&payload)?;
        Some(response.body(&payload).map_or_else(|error| error, |body| String::from_utf8_lossy(&body).into_owned()))
    }

    #[test]
    fn bodies_are_as_they_were_before_they_were_sent() {
        let chunked = "Transfer-Encoding: chunked\r\n";
        for (head, sent, expected) in [
            ("", "abc", "abc"),
            (chunked, "2;x=y\r\nab\r\n1\r\nc\r\n0\r\nTrailer: z\r\n\r\n", "abc"),
            (chunked, "ffffffffffffffff\r\nabc", "abc"),
            (chunked, "abc", "abc"),
            (chunked, "<html>", "<html>"),
            (chunked, "", ""),
            ("Content-Encoding: gzip\r\n", "<html>", "<html>"),
            ("Content-Encoding: gzip\r\n", "abcdefghijklmnop", "damaged: invalid gzip header"),
            ("Content-Encoding: br\r\n", "abc", "packed with Brotli, which is not read"),
        ] {
            assert_eq!(body(head, sent.as_bytes()).as_deref(), Some(expected), "{head}{sent}");
        }
    }

    #[test]
    fn heads_are_read_as_servers_send_them() {
        assert!(Response::of(b"HTTP/2 200\n\n").is_some() && Response::of(b"http/1.0 200 fine\r\nno field\r\n\r\n").is_some());
        for other in [
            &b"HTTP/1.1 404 No\r\n\r\n"[..],
            b"HTTP/1.1 200 OK\r\nA: b\r\n",
            b"200\r\n\r\n",
            b"\xff\xff\xff\xff\xff 200\n\n",
            b"\n",
            b"",
        ] {
            assert!(Response::of(other).is_none(), "{other:?}");
        }
        assert_eq!(charset("text/html; charset=\"iso-8859-2\"; x=y").as_deref(), Some("iso-8859-2"));
        assert_eq!(charset("text/html; charset="), None);
    }
}
