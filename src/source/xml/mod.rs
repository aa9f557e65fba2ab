//! How do the formats of agencies and feeds become articles? NITF, NewsML 1, NewsML-G2, RSS, Atom and `WordPress` exports
//! are all XML: recognised by their first element, split into entries where they hold many, and read as a bounded tree.
//! feed-rs was not taken for feeds: it reads the whole feed into memory and refuses all of it for one bad entry.

mod alto;
mod build;
mod channel;
mod entities;
mod feed;
mod flow;
mod newsml;
mod newsml_g2;
mod nitf;
mod shortcodes;
mod split;
mod tree;
mod wxr;

use std::collections::btree_map::Entry as Slot;
use std::io::{BufRead, Cursor, Read as _};
use std::sync::Arc;

use super::piece::{Found, Give, Origin, Read};
use super::{LONGEST_ARTICLE, decode_declared, read};
use crate::article::model::{Format, Reading, Stated, Told};
use crate::article::{agency, limits, people};
use split::{Entry, Splitter};
pub(super) use tree::{Element, Names, Part, Tree};

pub(super) use alto::read as read_alto;
pub(super) use feed::{read_atom, read_rss};
pub(super) use newsml::read as read_newsml;
pub(super) use newsml_g2::read as read_newsml_g2;
pub(super) use nitf::read as read_nitf;
pub(super) use wxr::read as read_wxr;

/// Keywords that are read of an article: one more than it keeps tells that there are more.
const MOST_KEYWORDS: usize = limits::MOST_VALUES + 1;

/// The format whose first element a text begins with, behind declaration, comments and document type.
pub(super) fn recognise(text: &str) -> Option<Format> {
    let tag = first_tag(text)?;
    let name = tag.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or_default();
    let local = name.rsplit(':').next().unwrap_or_default();
    let says = |marks: &[&str]| marks.iter().any(|mark| tag.contains(mark));
    match local {
        "nitf" => Some(Format::Nitf),
        "alto" => Some(Format::Alto),
        "NewsML" => Some(Format::Newsml),
        "newsItem" | "newsMessage" | "packageItem" | "conceptItem" | "knowledgeItem" | "planningItem" | "catalogItem" => {
            says(&["iptc.org/std/nar", "standard=\"NewsML-G2\""]).then_some(Format::NewsmlG2)
        }
        "rss" if says(&["wordpress.org/export"]) => Some(Format::Wxr),
        "rss" if says(&["version", "xmlns"]) => Some(Format::Rss),
        "RDF" if says(&["purl.org/rss/", "netscape.com/rdf"]) => Some(Format::Rss),
        "feed" | "entry" if says(&["w3.org/2005/Atom", "purl.org/atom"]) => Some(Format::Atom),
        _ => None,
    }
}

/// The first start tag of a text, without its `<`, as far as it goes.
fn first_tag(mut text: &str) -> Option<&str> {
    loop {
        text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').strip_prefix('<')?;
        text = if let Some(comment) = text.strip_prefix("!--") {
            comment.split_once("-->")?.1
        } else if text.starts_with('?') {
            text.split_once("?>")?.1
        } else if let Some(declared) = text.strip_prefix("!DOCTYPE") {
            behind_document_type(declared)?
        } else {
            return Some(text.split_once('>').map_or(text, |(tag, _)| tag)).filter(|tag| tag.starts_with(char::is_alphabetic));
        };
    }
}

/// What follows a document type, whose own part stands in brackets and is passed over.
fn behind_document_type(text: &str) -> Option<&str> {
    let end = text.find('>')?;
    match text.find('[').filter(|bracket| *bracket < end) {
        Some(_) => text.split_once(']')?.1.split_once('>').map(|(_, rest)| rest),
        None => text.get(end + 1..),
    }
}

/// The tree of an article, and how its bytes were read.
fn parse(bytes: &[u8], charset: Option<&str>, names: &Names) -> Result<(Tree, Reading), String> {
    let declared = declared_charset(bytes);
    let (text, reading) = decode_declared(bytes, declared.as_deref().or(charset)).ok_or("binary data within an article")?;
    Ok((Tree::parse(&text, names)?, reading))
}

/// The encoding that the XML declaration names.
fn declared_charset(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..200).unwrap_or(bytes));
    let (declaration, _) = head.trim_start().strip_prefix("<?xml")?.split_once("?>")?;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let name = value.trim_start_matches(['"', '\'']).split(['"', '\'', ' ']).next()?;
    (!name.is_empty()).then(|| name.to_owned())
}

/// An article as it was read: its body and what is stated beside it.
type Prose = (String, Stated);

/// What becomes of an article that was read, or of an element that is none, with the reason.
fn outcome(origin: Origin, format: Format, article: Result<Prose, String>, reading: Reading) -> Read {
    match article {
        Ok((text, stated)) => origin.document(format, text, reading, stated),
        Err(reason) => Read::Skipped(origin.left_out(Some(format), reason)),
    }
}

/// Sets a stated field that is not yet set, and notes where it was read.
fn fill<T>(slot: &mut Option<T>, value: Option<T>, from: Slot<'_, &'static str, Told>, place: &'static str) {
    if let (None, Some(value)) = (&slot, value) {
        *slot = Some(value);
        from.or_insert_with(|| Told::stated(place));
    }
}

/// Notes where a field was read that may be put together from several places.
fn note(stated: &mut Stated, field: &'static str, place: &'static str) {
    stated.from.entry(field).or_insert_with(|| Told::stated(place));
}

/// Adds a keyword that is not there yet.
fn add_keyword(stated: &mut Stated, word: String, place: &'static str) {
    if !word.trim().is_empty() && stated.keywords.len() < MOST_KEYWORDS && !stated.keywords.contains(&word) {
        stated.keywords.push(word);
        note(stated, "keywords", place);
    }
}

/// A name in the order in which it is spoken: `Roe, Ann` is `Ann Roe`. Only a last name of one word is turned round: what is
/// more may be a list.
fn upright(name: &str) -> String {
    let is_word = |part: &str| part.chars().next().is_some_and(char::is_uppercase) && !part.contains([' ', ',']);
    // Short names of agencies are first names too, written with small letters: `ANN`, `Ann`.
    let is_agency = |part: &str| agency::known(part).is_some() && (part.len() > 3 || !part.contains(char::is_lowercase));
    let is_other = |part: &str| is_agency(part) || people::is_suffix(part) || people::is_outlet(part);
    match name.split_once(',').map(|(last, first)| (last.trim(), first.trim())) {
        Some((last, first)) if is_word(last) && !is_other(last) && !is_other(first) && is_first_name(first) => {
            format!("{first} {last}")
        }
        _ => name.to_owned(),
    }
}

/// One or two words that begin with capitals: `Ann`, `Ann B.`.
fn is_first_name(text: &str) -> bool {
    let words = || text.split_whitespace();
    (1..=2).contains(&words().count())
        && !text.contains(',')
        && words().all(|word| word.chars().next().is_some_and(char::is_uppercase))
}

/// A body without its first paragraph where that repeats the headline.
fn without_headline(text: String, headline: Option<&str>) -> String {
    match text.split_once("\n\n") {
        Some((first, rest)) if tree::one_line(first).as_deref() == headline && headline.is_some() => rest.to_owned(),
        _ => text,
    }
}

/// The first part of a language tag, where it is ISO 639-1.
fn language(tag: &str) -> Option<String> {
    let first = tag.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    (first.len() == 2 && first.bytes().all(|b| b.is_ascii_lowercase())).then_some(first)
}

/// The status of a release in the IPTC's words, where it is one of them.
fn status(word: &str) -> Option<String> {
    let word = word.rsplit(':').next().unwrap_or(word).trim().to_lowercase();
    match word.as_str() {
        "" => None,
        "cancelled" | "canceled" | "kill" | "killed" => Some("canceled".to_owned()),
        _ => Some(word),
    }
}

/// True where an editor's note or a slug kills the story.
fn kills(note: &str) -> bool {
    let words = || note.split(|c: char| !c.is_alphabetic());
    words().any(|word| matches!(word, "KILL" | "KILLED")) || words().next().is_some_and(|word| word.eq_ignore_ascii_case("kill"))
}

/// True for the initials of desks that stand in the place of a byline: `gr/bp`, `lmc`.
fn is_initials(line: &str) -> bool {
    let all_short =
        line.split(['/', '-']).all(|part| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic()));
    all_short && (line.contains('/') || !line.contains(|c: char| c.is_uppercase()))
}

/// The encoding that a file of many articles declares.
struct Declared(Option<String>);

impl Declared {
    fn of(before: &[u8]) -> Declared {
        Declared(declared_charset(before))
    }
}

/// How a file of many articles is split and read.
struct Batch<T: 'static> {
    format: Format,
    /// Names of the elements that are articles.
    names: &'static [&'static str],
    /// True where the only article of a file bears the name of the file.
    may_be_single: bool,
    /// What is known from what stands before the first article.
    about: fn(&[u8]) -> T,
    /// Reads one.
    read: fn(Origin, &[u8], &T) -> Read,
    /// Why a file without any is left out.
    empty: &'static str,
}

/// Splits a stream into articles and hands over each.
fn split<T: Send + Sync>(origin: &Origin, stream: &mut dyn BufRead, batch: &Batch<T>, give: Give<'_>) {
    let mut utf8;
    let stream: &mut dyn BufRead = match in_utf8(stream) {
        Ok(None) => stream,
        Ok(Some(text)) => {
            utf8 = Cursor::new(text);
            &mut utf8
        }
        Err(reason) => {
            give(Found::Failed(origin.left_out(Some(batch.format), reason)));
            return;
        }
    };
    let mut splitter = Splitter::new(stream, batch.names);
    let mut next = splitter.next();
    if matches!(next, Ok(None)) {
        give(Found::Skipped(origin.left_out(Some(batch.format), batch.empty)));
        return;
    }
    let about = Arc::new((batch.about)(&splitter.outside));
    for number in 1.. {
        let entry = match next {
            Ok(None) => return,
            Ok(Some(entry)) => entry,
            Err(error) => {
                give(read::lost(&origin.numbered(number), &error));
                return;
            }
        };
        next = splitter.next();
        let single = batch.may_be_single && number == 1 && matches!(next, Ok(None));
        let origin = if single { origin.clone() } else { origin.numbered(number) };
        if !give(piece(origin, entry, batch, &about)) {
            return;
        }
    }
}

fn piece<T: Send + Sync>(origin: Origin, entry: Entry, batch: &Batch<T>, about: &Arc<T>) -> Found {
    match entry {
        Entry::Whole(bytes) => {
            let (read, about) = (batch.read, Arc::clone(about));
            Found::piece(origin, bytes.len(), move |origin| read(origin, &bytes, &about))
        }
        // NewsML's packages hold items in items: what holds no text of its own is one.
        Entry::Unended(bytes) if batch.format == Format::Newsml && !bytes.windows(11).any(|part| part == b"DataContent") => {
            Found::Skipped(origin.left_out(Some(batch.format), "a package of other items, no story"))
        }
        Entry::Unended(_) => Found::Failed(origin.left_out(Some(batch.format), "never ended: another begins within it")),
        Entry::Broken(reason) => Found::Failed(origin.left_out(Some(batch.format), reason)),
    }
}

/// The text of a stream in UTF-16, whose bytes cannot be split as they stand; it is held whole, and may not be longer than
/// one article.
fn in_utf8(stream: &mut dyn BufRead) -> Result<Option<Vec<u8>>, String> {
    let head = stream.fill_buf().map_err(|error| error.to_string())?;
    let zero = |at: usize| head.get(at) == Some(&0);
    if !(head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") || zero(0) || zero(1)) {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    (&mut *stream).take(LONGEST_ARTICLE + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    if bytes.len() as u64 > LONGEST_ARTICLE {
        return Err("in UTF-16 and too long to be held whole".to_owned());
    }
    let (text, _) = decode_declared(&bytes, None).ok_or("binary file")?;
    Ok(Some(text.into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a reader of streams finds in a text.
    pub fn found(reader: fn(&Origin, &mut dyn BufRead, Give<'_>), mut text: &[u8]) -> Vec<Read> {
        let path = || "news/a.xml".to_owned();
        let file = Origin { id: "a.xml".into(), file: path(), path: path(), ..Origin::named("a.xml") };
        let mut all = Vec::new();
        reader(&file, &mut text, &mut |one| {
            all.push(one.read());
            true
        });
        all
    }

    /// The article that a reading gave.
    pub fn article(read: &Read) -> &crate::article::model::Document {
        match read {
            Read::Document(document) => document,
            other => panic!("no article: {other:?}"),
        }
    }

    /// Why a reading gave none.
    pub fn reason(read: &Read) -> &str {
        match read {
            Read::Document(document) => panic!("an article: {document:?}"),
            Read::Skipped(left_out) | Read::Failed(left_out) => &left_out.reason,
        }
    }

    #[test]
    fn formats_are_told_by_their_first_element() {
        for (text, format) in [
            ("<?xml version='1.0'?>\n<!DOCTYPE nitf SYSTEM \"nitf-3-4.dtd\">\n<nitf>", Some(Format::Nitf)),
            (
                "<!DOCTYPE nitf [<!ENTITY a \"b>\">]><!-- x --><nitf:nitf xmlns:nitf='http://iptc.org/std/NITF/2006-10-18/'>",
                Some(Format::Nitf),
            ),
            ("<NewsML Version=\"1.2\">", Some(Format::Newsml)),
            ("<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" guid='a'>", Some(Format::NewsmlG2)),
            ("<rss version=\"2.0\" xmlns:wp=\"http://wordpress.org/export/1.2/\">", Some(Format::Wxr)),
            ("\u{feff}<rss version='0.92'>", Some(Format::Rss)),
            (
                "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>",
                Some(Format::Rss),
            ),
            ("<atom:feed xmlns:atom='http://www.w3.org/2005/Atom'>", Some(Format::Atom)),
            ("<rdf:RDF xmlns:foaf='http://xmlns.com/foaf/0.1/'>", None),
            ("<rss>", None),
            ("<feed>the cattle</feed>", None),
            ("<newsItem>", None),
            ("<!-- <nitf> never closed", None),
            ("<html><nitf>", None),
            ("<nitfy>", None),
            ("NITF <nitf>", None),
            ("", None),
            ("<", None),
        ] {
            assert_eq!(recognise(text), format, "{text}");
        }
    }

    #[test]
    fn no_article_of_the_corpus_is_taken_for_xml() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
        let mut looked_at = 0;
        for entry in walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok) {
            let is_text = entry.path().extension().is_some_and(|ending| ending == "txt" || ending == "md");
            if is_text && let Ok(bytes) = std::fs::read(entry.path()) {
                assert_eq!(recognise(&String::from_utf8_lossy(&bytes)), None, "{}", entry.path().display());
                looked_at += 1;
            }
        }
        assert!(looked_at > 40);
    }

    #[test]
    fn declared_encodings_are_read() {
        for (text, charset) in [
            ("<?xml version=\"1.0\" encoding=\"ISO-8859-1\" standalone='no'?><a/>", Some("ISO-8859-1")),
            ("<?xml version='1.0' encoding = 'utf-8'?>", Some("utf-8")),
            ("<?xml version='1.0'?><a encoding='x'/>", None),
            ("<a/>", None),
        ] {
            assert_eq!(declared_charset(text.as_bytes()).as_deref(), charset, "{text}");
        }
    }

    #[test]
    fn words_of_release_are_the_iptcs() {
        assert_eq!(status("stat:usable").as_deref(), Some("usable"));
        assert_eq!(status(" Cancelled ").as_deref(), Some("canceled"));
        assert_eq!(status(""), None);
        assert!(kills("EDS: KILL the story") && kills("Kill-Vasa") && !kills("Storms kill five") && !kills("Skilled"));
    }

    #[test]
    fn initials_are_no_bylines() {
        assert!(is_initials("gr/bp") && is_initials("lmc") && is_initials("jcg/AB-rt"));
        assert!(!is_initials("Jane Roe") && !is_initials("AP") && !is_initials("By gr/bp") && !is_initials(""));
    }

    #[test]
    fn languages_are_of_two_letters() {
        assert_eq!(language("en-US").as_deref(), Some("en"));
        assert_eq!(language("FR").as_deref(), Some("fr"));
        assert_eq!(language("eng"), None);
    }

    #[test]
    fn names_are_turned_round_where_they_are_one_name() {
        for (written, spoken) in [("Roe, Ann", "Ann Roe"), ("Roe, Ann B.", "Ann B. Roe"), ("Grün, Émile", "Émile Grün")] {
            assert_eq!(upright(written), spoken);
        }
        for other in
            ["Ann Roe, John Doe", "Roe, AP", "Roe, Jr.", "Reuters, Oslo", "Roe, Ann, Doe", "Roe, special to the Post", "Roe,"]
        {
            assert_eq!(upright(other), other);
        }
    }
}
