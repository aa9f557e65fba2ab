//! How does a page of the web become an article? It is parsed once; what it states about itself is weighed field by
//! field, and its prose is taken out of the furniture around it. In come the bytes of a page, out comes a document whose
//! text is the body alone; a page without an article is skipped with the reason. Nothing is fetched, no script is run.

mod beside;
mod bounds;
mod main_text;
mod metadata;
mod no_article;
pub(super) mod text;

use dom_query::Document;

use super::decode_declared;
use super::piece::{Origin, Read};
use crate::article::model::{Format, Told};

/// Bytes at the beginning within which a page declares its encoding, as in the WHATWG's standard.
const PRESCANNED: usize = 1024;

/// What is known about a page beside its bytes.
#[derive(Debug, Clone, Default)]
pub(super) struct Hints {
    /// Address that it was saved from.
    pub address: Option<String>,
    /// Encoding that the message around it declares.
    pub charset: Option<String>,
    /// Day on which it was fetched.
    pub fetched: Option<jiff::civil::Date>,
    /// What it was found in, where that is no file of its own.
    pub format: Option<Format>,
}

/// True where a text begins as pages do, behind comments and an XML declaration.
pub(super) fn recognises(mut text: &str) -> bool {
    loop {
        text = text.trim_start();
        let behind = |open: &str, end: &str| Some(text.strip_prefix(open)?.split_once(end)?.1);
        match behind("<!--", "-->").or_else(|| behind("<?", "?>")) {
            Some(rest) => text = rest,
            None => break,
        }
    }
    let begins = |mark: &str| text.get(..mark.len()).is_some_and(|text| text.eq_ignore_ascii_case(mark));
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|mark| begins(mark))
}

/// Reads a page that lies in a file.
pub(super) fn read(origin: Origin, bytes: &[u8]) -> Read {
    read_hinted(origin, bytes, &Hints::default())
}

/// Reads a page about which something is known.
pub(super) fn read_hinted(origin: Origin, bytes: &[u8], hints: &Hints) -> Read {
    let format = hints.format.unwrap_or(Format::Html);
    let declared = hints.charset.clone().or_else(|| declared_charset(bytes));
    let Some((page, reading)) = decode_declared(bytes, declared.as_deref()) else {
        return Read::Skipped(origin.left_out(Some(format), "binary file"));
    };
    if let Some(reason) = bounds::too_many(&page) {
        return Read::Failed(origin.left_out(Some(format), reason));
    }
    let page = Document::from(bounds::shallow(&page).as_ref());
    if bounds::is_too_deep(&page) {
        return Read::Failed(origin.left_out(Some(format), "elements nested too deeply"));
    }
    if bounds::is_too_dear(&page) {
        return Read::Failed(origin.left_out(Some(format), "a text with more special characters than any has"));
    }
    let beside = beside::take_out(&page);
    let mut stated = metadata::stated(&page, hints.address.as_deref());
    let text = main_text::of(page, &stated);
    if let Some(reason) = no_article::reason(&text, &stated, beside) {
        return Read::Skipped(origin.left_out(Some(format), format!("page without an article: {reason}")));
    }
    stated.body_only = true;
    stated.latest = hints.fetched;
    if let Some(caption) = text.caption {
        stated.caption = Some(caption);
        stated.from.insert("caption", Told::stated("figcaption"));
    }
    origin.document(format, text.body, reading, stated)
}

/// The encoding that a page declares in `<meta charset>` or `<meta http-equiv>`, or behind `<?xml`.
fn declared_charset(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..PRESCANNED).unwrap_or(bytes)).to_ascii_lowercase();
    let (_, rest) = head.split_once("charset=").or_else(|| head.split_once("encoding="))?;
    let name = rest.trim_start_matches(['"', '\'', ' ']);
    let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))).unwrap_or(name.len());
    name.get(..end).filter(|name| !name.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{declared_charset, recognises};

    #[test]
    fn pages_are_told_by_their_beginning() {
        for page in ["<!DOCTYPE HTML PUBLIC", "<?xml version='1.0'?>\n<!-- saved from url -->\n<html lang=en>", "<HEAD>"] {
            assert!(recognises(page), "{page}");
        }
        for other in ["<rss>", "<!-- never closed <html>", "Talks <html>", "<!DOCTYPE nitf", ""] {
            assert!(!recognises(other), "{other}");
        }
    }

    #[test]
    fn declared_encodings_are_found() {
        for (page, charset) in [
            ("<meta charset=\"ISO-8859-2\">", Some("iso-8859-2")),
            ("<meta http-equiv='Content-Type' content='text/html; charset=windows-1251'>", Some("windows-1251")),
            ("<?xml version='1.0' encoding='shift_jis'?>", Some("shift_jis")),
            ("<meta charset=>", None),
            ("", None),
        ] {
            assert_eq!(declared_charset(page.as_bytes()).as_deref(), charset, "{page}");
        }
    }
}
