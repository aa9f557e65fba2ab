//! PDF: the text of its pages, in order. Lines are grouped as they stand on the page (`pdf-extract`: measured beside `lopdf`,
//! which is eight times faster and loses the lines); what stands on most pages in the same place is no text of the article, and
//! words parted at line ends are made whole.

use std::collections::BTreeMap;
use std::io::BufRead;

use pdf_extract::{Document, ObjectId, PlainTextOutput, output_doc_page};

use super::tame::{self, Bounded, Drawings};
use super::{LONGEST, joined, whole};
use crate::article::model::{Format, Reading, Stated};
use crate::source::LONGEST_ARTICLE;
use crate::source::fence::fenced;
use crate::source::piece::{Found, Give, Origin, Read};
use crate::source::read::{Head, lost};

/// Characters without which a document has no text layer: a stamp or a page number is none.
const LEAST_TEXT: usize = 40;

/// Pages of one document: a novel has some 400.
const MOST_PAGES: usize = 1_000;

/// What all pages draw, in bytes: some 100 KiB a page.
const LONGEST_PAGES: u64 = 128 * 1024 * 1024;

/// States of the page that are saved within one another: the format allows 28.
const MOST_STATES: usize = 1_000;

/// Why a document fails whose pages the library cannot read.
const DAMAGED: &str = "damaged: its text cannot be taken out";

/// Why a document fails that holds more text than any article.
const TOO_LONG: &str = "a text longer than 8 MiB: no single article";

/// True where a stream begins as PDF does, within the bytes that readers allow before it.
pub(in crate::source) fn recognises(head: &Head<'_>) -> bool {
    head.bytes.get(..1024).unwrap_or(head.bytes).windows(5).any(|window| window == b"%PDF-")
}

/// Reads a document.
pub(in crate::source) fn read(origin: &Origin, stream: &mut dyn BufRead, give: Give<'_>) {
    let found = match whole(stream) {
        Ok(Some(bytes)) => Found::piece(origin.clone(), bytes.len(), move |origin| of(origin, &bytes)),
        Ok(None) => Found::Failed(origin.left_out(Some(Format::Pdf), format!("longer than {} MiB", LONGEST / 1024 / 1024))),
        Err(error) => lost(origin, &error),
    };
    give(found);
}

fn of(origin: Origin, bytes: &[u8]) -> Read {
    let failed = |reason: String| Read::Failed(origin.left_out(Some(Format::Pdf), reason));
    let pages = match texts(bytes) {
        Ok(pages) => pages,
        Err(reason) => return failed(reason),
    };
    let text = paragraphs(&pages).join("\n\n");
    if text.chars().filter(|character| character.is_alphanumeric()).count() < LEAST_TEXT {
        return Read::Skipped(origin.left_out(Some(Format::Pdf), "PDF without a text layer"));
    }
    origin.document(Format::Pdf, text, Reading::default(), Stated::default())
}

/// The text of each page that can be read.
fn texts(bytes: &[u8]) -> Result<Vec<String>, String> {
    // The library stops on some damage where it should report it.
    let document = match fenced(|| tame::load(bytes)) {
        Some(Ok(document)) => document,
        Some(Err(error)) => {
            let is_locked = error.to_lowercase().contains("encrypt") || error.to_lowercase().contains("password");
            return Err(if is_locked { "locked with a password".to_owned() } else { format!("damaged: {error}") });
        }
        None => return Err(DAMAGED.to_owned()),
    };
    let pages = document.get_pages();
    if pages.len() > MOST_PAGES {
        return Err(format!("of {} pages: no single article", pages.len()));
    }
    let mut drawings = Drawings::of(&document);
    let (mut texts, mut drawn, mut length) = (Vec::new(), 0u64, 0);
    for (number, id) in &pages {
        let Some(content) = content(&document, *id) else { continue };
        // One that draws itself is without an end.
        let Some(longer) = Some(drawings.length_of_page(*id, &content)).filter(|length| *length <= LONGEST_PAGES) else {
            continue;
        };
        drawn += longer;
        if drawn > LONGEST_PAGES {
            return Err(format!("pages longer than {} MiB: no single article", LONGEST_PAGES / 1024 / 1024));
        }
        let Some(text) = page(&document, *number)? else { continue };
        length += text.len() as u64;
        if length > LONGEST_ARTICLE {
            return Err(TOO_LONG.to_owned());
        }
        texts.push(text);
    }
    if texts.is_empty() && !pages.is_empty() { Err(DAMAGED.to_owned()) } else { Ok(texts) }
}

/// What a page draws; none where it is longer than any article's, or without an end.
fn content(document: &Document, id: ObjectId) -> Option<Vec<u8>> {
    if tame::page_length(document, id) > LONGEST_ARTICLE || !tame::has_end(document, id) {
        return None;
    }
    let content = document.get_page_content(id).unwrap_or_default();
    (tame::states(&content) <= MOST_STATES).then_some(content)
}

/// The text of a page; none where it cannot be read, which costs that page alone.
fn page(document: &Document, number: u32) -> Result<Option<String>, String> {
    let mut bounded = Bounded::default();
    let result = fenced(|| {
        let mut output = PlainTextOutput::new(&mut bounded as &mut dyn std::io::Write);
        output_doc_page(document, &mut output, number)
    });
    if bounded.is_full {
        return Err(TOO_LONG.to_owned());
    }
    Ok(matches!(result, Some(Ok(()))).then(|| String::from_utf8_lossy(&bounded.text).into_owned()))
}

/// The paragraphs of all pages without the lines that most pages share; one that a page end parts is whole.
fn paragraphs(pages: &[String]) -> Vec<String> {
    let running = running(pages);
    let mut paragraphs: Vec<String> = Vec::new();
    for page in pages {
        let mut is_first = true;
        for block in blocks(page, &running) {
            let goes_on = is_first && paragraphs.last().is_some_and(|last| !ends(last)) && block.starts_with(char::is_lowercase);
            is_first = false;
            match paragraphs.last_mut().filter(|_| goes_on) {
                Some(last) => *last = joined([last.as_str(), block.as_str()]),
                None => paragraphs.push(block),
            }
        }
    }
    paragraphs
}

/// Blocks of lines between empty ones.
fn blocks(page: &str, running: &[String]) -> Vec<String> {
    let lines: Vec<&str> = page.lines().map(str::trim).collect();
    let blocks = lines.split(|line| line.is_empty());
    let kept = blocks.map(|block| joined(block.iter().copied().filter(|line| !running.contains(&without_figures(line)))));
    kept.filter(|block| !block.is_empty()).collect()
}

fn ends(paragraph: &str) -> bool {
    paragraph.ends_with(['.', '!', '?', ':', '”', '"', '»'])
}

/// First and last lines that most pages have, whatever number stands in them: running heads and page numbers.
fn running(pages: &[String]) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for page in pages {
        let lines: Vec<&str> = page.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let mut edges: Vec<String> =
            lines.iter().take(2).chain(lines.iter().rev().take(2)).map(|line| without_figures(line)).collect();
        edges.sort_unstable();
        edges.dedup();
        for line in edges {
            *counts.entry(line).or_default() += 1;
        }
    }
    counts.into_iter().filter(|(_, count)| pages.len() >= 3 && count * 2 > pages.len()).map(|(line, _)| line).collect()
}

fn without_figures(line: &str) -> String {
    line.chars().filter(|character| !character.is_ascii_digit()).collect()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;
    use crate::source::read::read_stream;

    /// A PDF with one page a text, each line at its place.
    fn pdf(pages: &[&[&str]]) -> Vec<u8> {
        let mut objects = vec![
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            String::new(),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
        ];
        let mut kids = Vec::new();
        for lines in pages {
            let mut shown = String::new();
            for (at, line) in lines.iter().enumerate() {
                write!(shown, "1 0 0 1 72 {} Tm ({line}) Tj ", 720 - 14 * at).unwrap();
            }
            let stream = format!("BT /F1 12 Tf {shown} ET");
            objects.push(format!("<< /Length {} >>\nstream\n{stream}\nendstream", stream.len()));
            kids.push(format!("{} 0 R", objects.len() + 1));
            objects.push(format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
                objects.len()
            ));
        }
        objects[1] = format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), kids.len());
        file(&objects)
    }

    /// A PDF of these objects, the first of which is its catalog.
    fn file(objects: &[String]) -> Vec<u8> {
        let mut file = b"%PDF-1.4\n".to_vec();
        let mut places = Vec::new();
        for (at, object) in objects.iter().enumerate() {
            places.push(file.len());
            file.extend(format!("{} 0 obj\n", at + 1).bytes());
            // Packed bytes are written as the letters of the same numbers.
            file.extend(object.chars().map(|letter| u32::from(letter) as u8));
            file.extend(b"\nendobj\n");
        }
        let table = file.len();
        file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
        for place in places {
            file.extend(format!("{place:010} 00000 n \n").bytes());
        }
        file.extend(format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1).bytes());
        file
    }

    fn stream(dictionary: &str, content: &str) -> String {
        format!("<< /Length {} {dictionary} >>\nstream\n{content}\nendstream", content.chars().count())
    }

    const STORY: &str =
        "BT /F1 12 Tf 1 0 0 1 72 720 Tm (It rained in Oslo for a week, and nobody in the town knew why it did.) Tj ET";

    /// A PDF of one page whose resources name object 6 `X`.
    fn drawing(content: &str, drawn: &str) -> Vec<u8> {
        let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 4 0 R >> /XObject << /X 6 0 R >> >> /Contents 5 0 R >>";
        file(&[
            "<< /Type /Catalog /Pages 2 0 R >>".into(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".into(),
            page.into(),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".into(),
            content.into(),
            drawn.into(),
        ])
    }

    fn packed(times: usize, text: &str) -> String {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        for _ in 0..times {
            std::io::Write::write_all(&mut encoder, text.as_bytes()).unwrap();
        }
        encoder.finish().unwrap().into_iter().map(char::from).collect()
    }

    fn read_all(bytes: &[u8]) -> Read {
        let mut found = Vec::new();
        read_stream(&Origin::named("a.pdf"), &mut &*bytes, &mut |one| {
            found.push(one.read());
            true
        });
        found.remove(0)
    }

    #[test]
    fn pages_follow_one_another_and_parted_words_are_whole() {
        let file = pdf(&[
            &["Rain in Oslo", "", "It rained in Oslo, and the meteoro-", "logical institute did not know why", "it did so for"],
            &["a week, the mayor said."],
        ]);
        let Read::Document(document) = read_all(&file) else { panic!("no document") };
        assert!(document.text.contains("Rain in Oslo"), "{}", document.text);
        assert!(
            document.text.contains("the meteorological institute") && document.text.contains("so for a week, the mayor said."),
            "{}",
            document.text
        );
    }

    #[test]
    fn running_heads_and_page_numbers_are_dropped() {
        let pages: Vec<String> = (1..5)
            .map(|page| {
                format!(
                    "The Evening Post\n\nStory {} goes on here.\n\nPage {page} of 4\n",
                    ["one", "two", "three", "four"][page - 1]
                )
            })
            .collect();
        assert_eq!(
            paragraphs(&pages),
            ["Story one goes on here.", "Story two goes on here.", "Story three goes on here.", "Story four goes on here."]
        );
    }

    #[test]
    fn what_is_damaged_or_without_text_is_named() {
        assert!(matches!(read_all(&pdf(&[&[]])), Read::Skipped(left_out) if left_out.reason.contains("without a text layer")));
        let file = pdf(&[&["It rained in Oslo for a week, and nobody knew why it did."]]);
        for length in (6..file.len()).step_by(97) {
            let _ = read_all(file.get(..length).unwrap());
        }
        assert!(matches!(read_all(b"%PDF-1.4\nnothing more"), Read::Failed(_)));
    }

    #[test]
    fn what_draws_itself_or_has_no_end_costs_itself_alone() {
        let story = stream("", &format!("{STORY} /X Do"));
        let form = |resources: &str| stream(&format!("/Type /XObject /Subtype /Form /BBox [0 0 1 1] {resources}"), "/X Do /X Do");
        for drawn in [form("/Resources << /XObject << /X 6 0 R >> >>"), form("")] {
            let Read::Document(document) = read_all(&drawing(&story, &drawn)) else { panic!("no document") };
            assert!(document.text.starts_with("It rained in Oslo"), "{}", document.text);
        }
        let own = drawing(&stream("", STORY), "<< >>");
        let own = String::from_utf8(own)
            .unwrap()
            .replace("/X 6 0 R", "/X 5 0 R")
            .replace("knew why it did.) Tj ET", "knew why.) Tj ET /X Do ");
        assert!(matches!(read_all(own.as_bytes()), Read::Failed(_)));
        let round = file(&[
            "<< /Type /Catalog /Pages 2 0 R >>".into(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 2 0 R >>".into(),
            "<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>".into(),
            stream("", STORY),
        ]);
        assert!(matches!(read_all(&round), Read::Failed(_)));
        let saved = drawing(&stream("", &format!("{}{STORY}", "q ".repeat(100_000))), "<< >>");
        assert!(matches!(read_all(&saved), Read::Failed(_)));
    }

    #[test]
    fn pictures_are_no_text() {
        let picture = stream("/Subtype /Image /Width 1 /Height 1", "BT /F1 12 Tf 1 0 0 1 72 70 Tm (no words) Tj ET ( 12 [ <<");
        let Read::Document(document) = read_all(&drawing(&stream("", &format!("{STORY} /X Do")), &picture)) else {
            panic!("no document")
        };
        assert_eq!(document.text, "It rained in Oslo for a week, and nobody in the town knew why it did.");
    }

    #[test]
    fn what_is_packed_is_not_unpacked_without_bound() {
        let blank = packed(3_000, &" ".repeat(10_000));
        for filter in ["/FlateDecode", "[/FlateDecode /FlateDecode]", "[/ASCIIHexDecode /FlateDecode]"] {
            let bomb = stream(&format!("/Filter {filter}"), &blank);
            assert!(matches!(read_all(&drawing(&bomb, "<< >>")), Read::Failed(_)), "{filter}");
        }
        let long = stream("/Filter /FlateDecode", &packed(100_000, STORY));
        assert!(matches!(read_all(&drawing(&long, "<< >>")), Read::Failed(_)));
        let index = stream("/Type /XRef /Filter /FlateDecode", &blank);
        let Read::Failed(failed) = read_all(&drawing(&stream("", STORY), &index)) else { panic!("no document") };
        assert!(failed.reason.contains("index"), "{failed:?}");
    }

    #[test]
    fn a_page_that_cannot_be_read_costs_itself_alone() {
        let file = pdf(&[&["It rained in Oslo for a week, and nobody knew why it did."], &["(("], &["It shone in Bergen."]]);
        let text = String::from_utf8(file).unwrap().replacen("1 0 0 1 72 720 Tm (((", "1 0 0 1 Tm        (xx", 1);
        let Read::Document(document) = read_all(text.as_bytes()) else { panic!("no document") };
        assert!(
            document.text.contains("It rained in Oslo") && document.text.contains("It shone in Bergen."),
            "{}",
            document.text
        );
    }
}
