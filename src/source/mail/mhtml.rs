//! Pages as browsers save them in one file (MHTML, RFC 2557): a message whose first HTML part is the page. The pictures and
//! styles that follow are not read.

use std::io::BufRead;

use super::{beginning, field, leaves, parsed};
use crate::article::model::Format;
use crate::article::timestamp;
use crate::source::page::{self, Hints};
use crate::source::piece::{Found, Give, Origin, Read};
use crate::source::read::{Head, lost};

/// True where a stream begins as browsers begin such files.
pub(in crate::source) fn recognises(head: &Head<'_>) -> bool {
    let lower = head.text.to_ascii_lowercase();
    let is_related = lower.contains("multipart/related") && lower.contains("mime-version:");
    is_related
        && (lower.contains("snapshot-content-location:")
            || lower.contains("saved by")
            || head.origin.has_ending(&["mhtml", "mht"]))
}

/// Reads the page, which comes first.
pub(in crate::source) fn read(origin: &Origin, stream: &mut dyn BufRead, give: Give<'_>) {
    let found = match beginning(stream) {
        Ok(bytes) => Found::piece(origin.clone(), bytes.len(), move |origin| of(origin, &bytes)),
        Err(error) => lost(origin, &error),
    };
    give(found);
}

fn of(origin: Origin, bytes: &[u8]) -> Read {
    let message = match parsed(bytes) {
        Ok(message) => message,
        Err(reason) => return Read::Failed(origin.left_out(Some(Format::Mhtml), reason)),
    };
    let page = leaves(&message).into_iter().find(|part| part.ctype.mimetype.contains("html"));
    let Some((page, body)) = page.and_then(|page| Some((page, page.get_body_raw().ok()?))) else {
        return Read::Skipped(origin.left_out(Some(Format::Mhtml), "a saved page without its page"));
    };
    let address = field(&message, "Snapshot-Content-Location").or_else(|| field(page, "Content-Location"));
    let hints = Hints {
        address: address.filter(|address| address.starts_with("http")),
        charset: page.ctype.params.get("charset").cloned(),
        fetched: field(&message, "Date").and_then(|date| timestamp::day(&date)),
        format: Some(Format::Mhtml),
    };
    page::read_hinted(origin, &body, &hints)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::read::read_stream;

    fn saved(head: &str) -> String {
        let prose = "<p>It rained in Oslo for a week, and nobody in the town knew why it did, the mayor told the council on Monday.</p>=\r\n".repeat(4);
        format!(
            "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://post.example/2024/03/05/rain\r\nSubject: Rain\r\nDate: Wed, 6 Mar 2024 10:00:00 -0000\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n--b\r\n{head}\r\n\r\n<html><body><article><h1>Rain in Oslo</h1>{prose}</article></body></html>\r\n--b\r\n\
             Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n"
        )
    }

    fn read_all(text: &str) -> Read {
        let mut found = Vec::new();
        read_stream(&Origin::named("a.mhtml"), &mut text.as_bytes(), &mut |one| {
            found.push(one.read());
            true
        });
        found.remove(0)
    }

    #[test]
    fn the_page_is_read_with_its_address_and_day() {
        let Read::Document(document) =
            read_all(&saved("Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable"))
        else {
            panic!()
        };
        assert_eq!((document.format, document.stated.headline.as_deref()), (Format::Mhtml, Some("Rain in Oslo")));
        assert_eq!(document.stated.url.as_deref(), Some("https://post.example/2024/03/05/rain"));
        let days = (document.stated.date.map(|day| day.to_string()), document.stated.latest.map(|day| day.to_string()));
        assert_eq!(days, (Some("2024-03-05".into()), Some("2024-03-06".into())));
        assert!(document.text.starts_with("It rained in Oslo"), "{}", document.text);
    }

    #[test]
    fn without_a_page_nothing_is_read() {
        let text = saved("Content-Type: text/plain").replace("text/html", "text/x");
        assert!(matches!(read_all(&text), Read::Skipped(_)));
        assert!(matches!(read_all(text.get(..400).unwrap()), Read::Skipped(_) | Read::Failed(_)));
    }
}
