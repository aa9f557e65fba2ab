//! Word's DOCX (ECMA-376): the paragraphs of its main part, in order. Formatting is passed over but for the style of a
//! title; headers, footers, comments and deleted text are not read.

use std::io::{BufRead, Cursor, Read as _};

use zip::ZipArchive;

use super::{LONGEST, whole};
use crate::article::model::{Format, Reading, Stated, Told};
use crate::article::timestamp;
use crate::source::piece::{Found, Give, Origin, Read};
use crate::source::read::{Head, lost};
use crate::source::xml::{Element, Names, Part, Tree};
use crate::source::{LONGEST_ARTICLE, archive, decode};

/// Where the text and the properties lie within the file.
const TEXT: &str = "word/document.xml";
const PROPERTIES: &str = "docProps/core.xml";

/// Parts that Word and others write first, and how far behind the mark of a member of a zip its name stands, in bytes.
const PARTS: &[&str] = &[
    "word/document.xml",
    "word/_rels/document.xml.rels",
    "word/numbering.xml",
    "word/settings.xml",
    "word/styles.xml",
    "word/fontTable.xml",
    "word/theme/",
];
const NAME: usize = 30;

/// Elements whose paragraphs do not belong to the one that they stand in, or that are said twice or taken back.
const APART: &[&str] = &["txbxContent", "Fallback", "moveFrom", "del"];

/// Longest part that is unpacked, in bytes.
const LONGEST_PART: u64 = 32 * 1024 * 1024;

/// True where a stream begins as a zip of Word does: its first members bear the names that Word gives. A document that lies
/// packed within an archive does not make that one.
pub(in crate::source) fn recognises(head: &Head<'_>) -> bool {
    let members = || head.bytes.windows(4).enumerate().filter(|(_, mark)| *mark == b"PK\x03\x04").map(|(at, _)| at + NAME);
    let named = |name: &[u8]| members().any(|at| head.bytes.get(at..).is_some_and(|rest| rest.starts_with(name)));
    let is_parts = || PARTS.iter().any(|part| named(part.as_bytes()));
    archive::is_zip(head) && (is_parts() || (named(b"[Content_Types].xml") && head.origin.has_ending(&["docx", "docm"])))
}

/// Reads a document.
pub(in crate::source) fn read(origin: &Origin, stream: &mut dyn BufRead, give: Give<'_>) {
    let found = match whole(stream) {
        Ok(Some(bytes)) => Found::piece(origin.clone(), bytes.len(), move |origin| of(origin, &bytes)),
        Ok(None) => Found::Failed(origin.left_out(Some(Format::Docx), format!("longer than {} MiB", LONGEST / 1024 / 1024))),
        Err(error) => lost(origin, &error),
    };
    give(found);
}

fn of(origin: Origin, bytes: &[u8]) -> Read {
    let failed = |reason: String| Read::Failed(origin.left_out(Some(Format::Docx), reason));
    let mut archive = match ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) => archive,
        Err(error) => return failed(format!("truncated or damaged: {error}")),
    };
    let (text, reading) = match part(&mut archive, TEXT) {
        Ok(part) => part,
        Err(reason) => return failed(reason),
    };
    let tree = match Tree::parse(&text, &Names::Local) {
        Ok(tree) => tree,
        Err(reason) => return failed(format!("{TEXT}: {reason}")),
    };
    let paragraphs: Vec<Paragraph> = parts(tree.root(), &["Fallback"])
        .filter(|element| element.name() == "p")
        .map(Paragraph::of)
        .filter(|paragraph| !paragraph.text.is_empty())
        .collect();
    if paragraphs.is_empty() {
        return Read::Skipped(origin.left_out(Some(Format::Docx), "a document without text"));
    }
    let properties = part(&mut archive, PROPERTIES).ok().and_then(|(text, _)| Tree::parse(&text, &Names::Local).ok());
    let stated = stated(&paragraphs, properties.as_ref());
    let text = paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect::<Vec<_>>().join("\n\n");
    if text.len() as u64 > LONGEST_ARTICLE {
        return failed(format!("longer than {} MiB: no single article", LONGEST_ARTICLE / 1024 / 1024));
    }
    origin.document(Format::Docx, text, reading, stated)
}

/// The elements within one, without those names and what they hold.
fn parts<'a>(element: Element<'a>, without: &'static [&'static str]) -> impl Iterator<Item = Element<'a>> {
    let mut left_out = 0;
    element.parts().filter_map(move |(at, end, part)| match part {
        _ if at < left_out => None,
        Part::Element(inner) if without.contains(&inner.name()) => {
            left_out = end;
            None
        }
        Part::Element(inner) => Some(inner),
        Part::Text(_) => None,
    })
}

/// A part of the file as text.
fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<(String, Reading), String> {
    let file = archive.by_name(name).map_err(|error| format!("{name}: {error}"))?;
    let mut bytes = Vec::new();
    file.take(LONGEST_PART + 1).read_to_end(&mut bytes).map_err(|error| format!("{name}: {error}"))?;
    if bytes.len() as u64 > LONGEST_PART {
        return Err(format!("{name} is longer than {} MiB", LONGEST_PART / 1024 / 1024));
    }
    decode(&bytes).ok_or_else(|| format!("{name} is no text"))
}

struct Paragraph {
    text: String,
    is_title: bool,
}

impl Paragraph {
    fn of(paragraph: Element<'_>) -> Paragraph {
        let mut text = String::new();
        for element in parts(paragraph, APART) {
            match element.name() {
                "t" => text.push_str(&element.raw()),
                "tab" | "noBreakHyphen" => text.push(if element.name() == "tab" { ' ' } else { '-' }),
                "br" | "cr" => text.push('\n'),
                _ => {}
            }
        }
        let style =
            paragraph.child("pPr").and_then(|properties| properties.child("pStyle")).and_then(|style| style.attribute("val"));
        let lines: Vec<String> = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        Paragraph {
            text: lines.join("\n").trim().to_owned(),
            is_title: style.is_some_and(|style| style.eq_ignore_ascii_case("title")),
        }
    }
}

/// A title that stands in the text, the day on which the file was made, and that of the last change, which bounds the article's.
fn stated(paragraphs: &[Paragraph], properties: Option<&Tree>) -> Stated {
    let property = |name: &str| properties?.root().find(name)?.line();
    let day = |name: &str| property(name).and_then(|day| timestamp::day(&day));
    let mut stated = Stated { made: day("created"), latest: day("modified"), ..Stated::default() };
    let titled =
        paragraphs.iter().take(5).find(|paragraph| paragraph.is_title).map(|paragraph| (paragraph.text.clone(), "style Title"));
    // The property is often a template's or another file's: only what the text bears out counts.
    let named = || {
        let title = property("title")?;
        let is_there = paragraphs.iter().take(5).any(|paragraph| paragraph.text.eq_ignore_ascii_case(&title));
        is_there.then_some((title, "title of the document"))
    };
    if let Some((title, place)) = titled.or_else(named) {
        stated.headline = Some(title);
        stated.from.insert("headline", Told::stated(place));
    }
    stated
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::source::read::read_stream;

    fn docx(body: &str) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let mut add = |name: &str, text: &str| {
            writer.start_file(name, SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        };
        add("[Content_Types].xml", "<Types/>");
        add("word/document.xml", &format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>"));
        add(
            "docProps/core.xml",
            "<cp:coreProperties xmlns:cp='c' xmlns:dc='d' xmlns:dcterms='t'><dc:title>Template</dc:title><dcterms:modified>2024-03-06T10:00:00Z</dcterms:modified></cp:coreProperties>",
        );
        writer.finish().unwrap().into_inner()
    }

    fn read_all(bytes: &[u8]) -> Read {
        let mut found = Vec::new();
        read_stream(&Origin::named("a.docx"), &mut &*bytes, &mut |one| {
            found.push(one.read());
            true
        });
        found.remove(0)
    }

    #[test]
    fn paragraphs_and_title_are_read() {
        let file = docx(
            "<w:p><w:pPr><w:pStyle w:val='Title'/></w:pPr><w:r><w:t>Rain </w:t></w:r><w:r><w:t>in Oslo</w:t></w:r></w:p>\
             <w:p><w:r><w:t>It rained</w:t><w:tab/><w:t>all day.</w:t><w:br/><w:t>And all night.</w:t></w:r></w:p><w:p/>\
             <w:tbl><w:tr><w:tc><w:p><w:r><w:t>12 mm &amp; more</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        );
        let Read::Document(document) = read_all(&file) else { panic!() };
        assert_eq!(document.text, "Rain in Oslo\n\nIt rained all day.\nAnd all night.\n\n12 mm & more");
        assert_eq!((document.stated.headline.as_deref(), document.format), (Some("Rain in Oslo"), Format::Docx));
        assert_eq!(document.stated.latest.map(|day| day.to_string()).as_deref(), Some("2024-03-06"));
    }

    #[test]
    fn boxes_are_paragraphs_of_their_own_and_moved_text_stands_once() {
        let inner = "<w:txbxContent><w:p><w:r><w:t>A box.</w:t></w:r></w:p></w:txbxContent>";
        let file = docx(&format!(
            "<w:p><w:r><w:t>Rain</w:t></w:r><w:r><mc:AlternateContent><mc:Choice>{inner}</mc:Choice><mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent></w:r></w:p>\
             <w:p><w:moveFrom><w:r><w:t>Moved.</w:t></w:r></w:moveFrom></w:p><w:p><w:moveTo><w:r><w:t>Moved.</w:t></w:r></w:moveTo></w:p>"
        ));
        let Read::Document(document) = read_all(&file) else { panic!() };
        assert_eq!(document.text, "Rain\n\nA box.\n\nMoved.");
        let long = docx(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "rain ".repeat(2_000_000)));
        assert!(matches!(read_all(&long), Read::Failed(_)));
    }

    #[test]
    fn an_archive_with_a_document_in_it_is_none() {
        let file = docx("<w:p><w:r><w:t>It rained.</w:t></w:r></w:p>");
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in [("crossword/a.txt", &b"It rained in Oslo."[..]), ("b.docx", &file)] {
            writer.start_file(name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        let bytes = writer.finish().unwrap().into_inner();
        let mut found = Vec::new();
        read_stream(&Origin::named("a.zip"), &mut bytes.as_slice(), &mut |one| {
            found.push(one.read());
            true
        });
        assert!(
            matches!(&found[..], [Read::Document(text), Read::Document(word)] if text.text == "It rained in Oslo." && word.format == Format::Docx),
            "{found:?}"
        );
    }

    #[test]
    fn what_is_damaged_or_empty_is_named() {
        let file = docx("<w:p><w:r><w:t>It rained.</w:t></w:r></w:p>");
        assert!(matches!(read_all(&docx("<w:p/>")), Read::Skipped(_)));
        let Read::Failed(failed) = read_all(file.get(..file.len() - 50).unwrap()) else { panic!() };
        assert!(failed.reason.contains("truncated or damaged"), "{failed:?}");
        let Read::Failed(failed) = read_all(&docx(&"<w:p>".repeat(1_000))) else { panic!() };
        assert!(failed.reason.starts_with("word/document.xml: "), "{failed:?}");
    }
}
