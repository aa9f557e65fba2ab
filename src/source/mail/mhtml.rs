//! Pages as browsers save them in one file (MHTML, RFC 2557): a message whose first HTML part is the page. The pictures and
//! styles that follow are not read.

use std::io::BufRead;

use mailparse::ParsedMail;

use super::{beginning, field, fields, leaves, parsed};
use crate::article::model::Format;
use crate::article::timestamp;
use crate::source::page::{self, Hints};
use crate::source::piece::{Found, Give, Origin, Read};
use crate::source::read::{Head, lost};

/// True where a stream begins as browsers and word processors begin such files: related parts that nobody sent to anybody.
pub(in crate::source) fn recognises(head: &Head<'_>) -> bool {
    let fields = fields(head);
    let value = |name: &str| fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str());
    let is_related = value("content-type").is_some_and(|kind| kind.contains("multipart/related"));
    let is_saved = value("snapshot-content-location").is_some()
        || value("from").is_some_and(|from| from.contains("saved by"))
        || head.origin.has_ending(&["mhtml", "mht"]);
    let is_sent = ["to", "received", "message-id", "return-path"].iter().any(|name| value(name).is_some());
    is_related && value("mime-version").is_some() && (is_saved || !is_sent)
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
    let address = field(&message, "Snapshot-Content-Location");
    let Some((page, body)) = page(&message, address.as_deref()).and_then(|page| Some((page, page.get_body_raw().ok()?))) else {
        return Read::Skipped(origin.left_out(Some(Format::Mhtml), "a saved page without its page"));
    };
    let address = address.or_else(|| field(page, "Content-Location"));
    let hints = Hints {
        address: address.filter(|address| address.starts_with("http")),
        charset: page.ctype.params.get("charset").cloned(),
        fetched: field(&message, "Date").and_then(|date| timestamp::day(&date)),
        format: Some(Format::Mhtml),
    };
    page::read_hinted(origin, &body, &hints)
}

/// The part that the address names, else the first: what the page shows within itself may stand before it.
fn page<'a, 'b>(message: &'b ParsedMail<'a>, address: Option<&str>) -> Option<&'b ParsedMail<'a>> {
    let pages = || leaves(message).into_iter().filter(|part| part.ctype.mimetype.contains("html"));
    let named = address.and_then(|address| pages().find(|part| field(part, "Content-Location").as_deref() == Some(address)));
    named.or_else(|| pages().next())
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
    fn the_page_is_found_among_its_parts() {
        let frame = "--b\r\nContent-Type: text/html\r\nContent-Location: https://ad.example/\r\n\r\n<html><body><p>Buy now, it is cheap.</p></body></html>\r\n";
        let styles = "--b\r\nContent-Type: text/css\r\n\r\n.boundary { color: red }\r\n".repeat(500);
        let own = "Content-Type: text/html\r\nContent-Location: https://post.example/2024/03/05/rain";
        let text = saved(own).replacen("--b\r\n", &format!("{frame}{styles}--b\r\n"), 1);
        let Read::Document(document) = read_all(&text) else { panic!() };
        assert_eq!(document.stated.headline.as_deref(), Some("Rain in Oslo"));
    }

    #[test]
    fn a_message_with_pictures_is_no_saved_page() {
        let sent = saved("Content-Type: text/html")
            .replace("Saved by Blink", "a@b.example")
            .replace("Snapshot-Content-Location", "Message-ID");
        let mut found = Vec::new();
        read_stream(&Origin::named("a"), &mut format!("{sent} saved by").as_bytes(), &mut |one| {
            found.push(one.read());
            true
        });
        assert!(matches!(&found[0], Read::Document(document) if document.format == Format::Email), "{found:?}");
        let by_word = saved("Content-Type: text/html")
            .replace("From: <Saved by Blink>\r\nSnapshot-Content-Location: https://post.example/2024/03/05/rain\r\n", "");
        assert!(matches!(read_all(&by_word), Read::Document(document) if document.format == Format::Mhtml));
    }

    #[test]
    fn without_a_page_nothing_is_read() {
        let text = saved("Content-Type: text/plain").replace("text/html", "text/x");
        assert!(matches!(read_all(&text), Read::Skipped(_)));
        assert!(matches!(read_all(text.get(..400).unwrap()), Read::Skipped(_) | Read::Failed(_)));
    }
}
