//! Reuters-21578: how do its SGML files become articles? One `<REUTERS>` element after another is cut out of the stream,
//! so that memory holds one article, not the file. Its `TITLE`, `AUTHOR`, `DATELINE`, `DATE` and `TOPICS` are stated
//! fields. The collection's own description (README by D. Lewis, 1997) names the elements.

use std::io::{BufRead, Read};

use jiff::civil::{Date, date};

use super::piece::{Found, Give, Origin, Read as Outcome};
use super::{LONGEST_ARTICLE, decode, walk};
use crate::article::model::{Format, Stated, Told};

const END: &[u8] = b"</REUTERS>";

/// True where a file begins as the collection's files do.
pub(super) fn recognises(head: &[u8]) -> bool {
    let start = head.trim_ascii_start();
    start.starts_with(b"<!DOCTYPE lewis") || start.starts_with(b"<REUTERS ")
}

/// Reads the articles of one file in order. An article that cannot be read costs itself alone.
pub(super) fn read(file: &Origin, mut bytes: &mut dyn BufRead, give: Give<'_>) {
    let mut number = 0;
    loop {
        let found = match next_element(&mut bytes) {
            Ok(None) => return,
            Ok(Some(Element::Whole(element))) => {
                Found::piece(file.numbered(number + 1), element.len(), move |origin| article(origin, &element))
            }
            Ok(Some(Element::TooLong)) => broken(&file.numbered(number + 1), "longer than any article"),
            Ok(Some(Element::Truncated)) => {
                give(broken(&file.numbered(number + 1), "truncated: the file ends within an article"));
                return;
            }
            Err(error) => {
                give(broken(&file.numbered(number + 1), &walk::reason(&error)));
                return;
            }
        };
        number += 1;
        if !give(found) {
            return;
        }
    }
}

enum Element {
    Whole(Vec<u8>),
    TooLong,
    Truncated,
}

/// The next `<REUTERS>` element; what stands between elements is passed over.
fn next_element(bytes: &mut (impl BufRead + ?Sized)) -> std::io::Result<Option<Element>> {
    let mut element = Vec::new();
    let mut length = 0u64;
    loop {
        // Pieces end at `>` rather than at a line end, and are bounded: a hostile file may have neither.
        let read = Read::take(&mut *bytes, LONGEST_ARTICLE).read_until(b'>', &mut element)?;
        length += read as u64;
        let too_long = length > LONGEST_ARTICLE;
        if read == 0 {
            return Ok((too_long || find(&element, b"<REUTERS")).then_some(Element::Truncated));
        }
        if element.ends_with(END) {
            return Ok(Some(if too_long { Element::TooLong } else { Element::Whole(element) }));
        }
        if too_long {
            // Only the end mark matters from here on: enough is kept to see one that is cut in two.
            element.drain(..element.len().saturating_sub(END.len()));
        }
    }
}

fn article(origin: Origin, element: &[u8]) -> Outcome {
    let Some((element, reading)) = decode(element) else {
        return Outcome::Failed(origin.left_out(Some(Format::ReutersSgml), "binary data within an article"));
    };
    let field = |tag: &str| between(&element, tag).map(|text| one_line(&unescape(text))).filter(|text| !text.is_empty());
    let text = between(&element, "BODY").or_else(|| unmarked_body(&element)).map(unescape).unwrap_or_default();
    let stated = Stated {
        body_only: true,
        headline: field("TITLE"),
        byline: field("AUTHOR"),
        dateline: field("DATELINE"),
        date: between(&element, "DATE").and_then(day),
        keywords: keywords(&element),
        from: FROM.iter().map(|(field, tag)| (*field, Told::stated(*tag))).collect(),
        ..Stated::default()
    };
    origin.document(Format::ReutersSgml, text, reading, stated)
}

/// The elements that hold our fields.
const FROM: &[(&str, &str)] = &[
    ("headline", "element TITLE"),
    ("authors", "element AUTHOR"),
    ("dateline", "element DATELINE"),
    ("date", "element DATE"),
    ("keywords", "element TOPICS"),
];

/// Articles of type `BRIEF` and `UNPROC` have no `BODY`: theirs is what `TEXT` holds beside the marked fields.
fn unmarked_body(element: &str) -> Option<&str> {
    let (_, text) = element.split_once("<TEXT")?.1.split_once('>')?;
    let (text, _) = text.split_once("</TEXT>")?;
    let last_field = ["</TITLE>", "</AUTHOR>", "</DATELINE>"].iter().filter_map(|end| Some(text.rfind(end)? + end.len())).max();
    text.get(last_field.unwrap_or(0)..)
}

fn between<'a>(element: &'a str, tag: &str) -> Option<&'a str> {
    let (_, rest) = element.split_once(&format!("<{tag}>"))?;
    Some(rest.split_once(&format!("</{tag}>"))?.0)
}

fn keywords(element: &str) -> Vec<String> {
    let topics = between(element, "TOPICS").unwrap_or_default();
    topics.split("<D>").skip(1).filter_map(|topic| Some(topic.split_once("</D>")?.0.to_owned())).collect()
}

/// `26-FEB-1987 15:01:01.79` and what stands round it.
fn day(text: &str) -> Option<Date> {
    const MONTHS: &str = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";
    let mut parts = text.split_whitespace().next()?.split('-');
    let day = parts.next()?.parse().ok()?;
    let month = MONTHS.find(parts.next().filter(|name| name.len() == 3)?)? / 3 + 1;
    let year = parts.next()?.parse().ok()?;
    Date::new(year, month as i8, day).ok().filter(|found| *found >= date(1800, 1, 1))
}

/// Character references and the few named entities that occur; control characters are dropped, line ends and tabs kept.
fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut pieces = text.split('&');
    plain.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        if let Some((character, rest)) = piece.split_once(';').and_then(|(name, rest)| Some((character(name)?, rest))) {
            plain.push(character);
            plain.push_str(rest);
        } else {
            plain.push('&');
            plain.push_str(piece);
        }
    }
    plain.retain(|character| !character.is_control() || matches!(character, '\n' | '\t'));
    plain
}

fn character(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        _ => char::from_u32(name.strip_prefix('#')?.parse().ok()?),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn find(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|window| window == mark)
}

fn broken(origin: &Origin, reason: &str) -> Found {
    Found::Failed(origin.left_out(Some(Format::ReutersSgml), reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &str = "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n\
        <REUTERS TOPICS=\"YES\" NEWID=\"1\"><DATE> 3-MAR-1987 09:18:26.64</DATE><TOPICS><D>tin</D><D>copper</D></TOPICS>\n\
        <TEXT>&#2;\n<TITLE>TIN TALKS &lt;TNN> END</TITLE>\n<AUTHOR>    By Ann Weller, Reuters</AUTHOR>\n\
        <DATELINE>    LA PAZ, March 3 - </DATELINE><BODY>Talks on tin ended.\n Reuter\n&#3;</BODY></TEXT></REUTERS>\n\
        <REUTERS NEWID=\"2\"><DATE>3-MAR-1987</DATE><TEXT TYPE=\"BRIEF\">&#2;\n<TITLE>SHORT</TITLE>Brief story.&#3;</TEXT></REUTERS>\n";

    fn found(mut text: &[u8]) -> Vec<Outcome> {
        let file = Origin { id: "reut.sgm".into(), ..Origin::named("news/reut.sgm") };
        let mut all = Vec::new();
        read(&file, &mut text, &mut |one| {
            all.push(one.read());
            true
        });
        all
    }

    #[test]
    fn stated_fields_are_carried_over() {
        let all = found(TWO.as_bytes());
        let Outcome::Document(first) = &all[0] else { panic!("{all:?}") };
        assert_eq!(first.id, "reut.sgm#1");
        assert_eq!(first.stated.headline.as_deref(), Some("TIN TALKS <TNN> END"));
        assert_eq!(first.stated.byline.as_deref(), Some("By Ann Weller, Reuters"));
        assert_eq!(first.stated.dateline.as_deref(), Some("LA PAZ, March 3 -"));
        assert_eq!(first.stated.date, Some(date(1987, 3, 3)));
        assert_eq!(first.stated.keywords, ["tin", "copper"]);
        assert_eq!(first.text, "Talks on tin ended.\n Reuter\n");
    }

    #[test]
    fn an_article_without_body_keeps_its_text() {
        let all = found(TWO.as_bytes());
        let Outcome::Document(second) = &all[1] else { panic!("{all:?}") };
        assert_eq!((second.id.as_str(), second.text.as_str()), ("reut.sgm#2", "Brief story."));
    }

    #[test]
    fn a_truncated_file_gives_what_is_whole_and_says_so() {
        let cut = TWO.len() - 30;
        let all = found(&TWO.as_bytes()[..cut]);
        assert!(matches!(&all[0], Outcome::Document(_)));
        assert!(
            matches!(&all[1], Outcome::Failed(failed) if failed.path == "news/reut.sgm#2" && failed.reason.starts_with("truncated"))
        );
    }

    #[test]
    fn an_endless_article_costs_itself_alone() {
        let mut text = b"<REUTERS NEWID=\"1\"><BODY>".to_vec();
        text.resize(LONGEST_ARTICLE as usize + 100, b'x');
        text.extend_from_slice(b"</BODY></REUTERS>");
        text.extend_from_slice(TWO.as_bytes());
        let all = found(&text);
        assert!(matches!(&all[0], Outcome::Failed(failed) if failed.reason.starts_with("longer")));
        assert_eq!(all.iter().filter(|one| matches!(one, Outcome::Document(_))).count(), 2);
    }

    #[test]
    fn bytes_that_are_not_utf8_are_read() {
        let text = TWO.replace("Talks on tin", "Talks in Z\u{fc}rich on tin");
        let bytes: Vec<u8> = text.chars().map(|character| character as u8).collect();
        let all = found(&bytes);
        let Outcome::Document(first) = &all[0] else { panic!("{all:?}") };
        assert!(first.text.starts_with("Talks in Zürich on tin"));
    }

    #[test]
    fn impossible_days_are_no_days() {
        assert_eq!(day("31-FEB-1987 10:00"), None);
        assert_eq!(day("nonsense"), None);
        assert_eq!(day(""), None);
    }
}
