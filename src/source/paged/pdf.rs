//! PDF: the text of its pages, in order. Lines are grouped as they stand on the page (`pdf-extract`: measured beside `lopdf`,
//! which is eight times faster and loses the lines); what stands on most pages in the same place is no text of the article, and
//! words parted at line ends are made whole.

use std::collections::BTreeMap;
use std::io::BufRead;

use pdf_extract::extract_text_from_mem_by_pages;

use super::{LONGEST, joined, whole};
use crate::article::model::{Format, Reading, Stated};
use crate::source::fence::fenced;
use crate::source::piece::{Found, Give, Origin, Read};
use crate::source::read::{Head, lost};

/// Characters without which a document has no text layer: a stamp or a page number is none.
const LEAST_TEXT: usize = 40;

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
    // The library stops on some damage where it should report it.
    let pages = match fenced(|| extract_text_from_mem_by_pages(bytes)) {
        Some(Ok(pages)) => pages,
        Some(Err(error)) => {
            let text = error.to_string();
            let is_locked = text.to_lowercase().contains("encrypt") || text.to_lowercase().contains("password");
            return failed(if is_locked { "locked with a password".to_owned() } else { format!("damaged: {text}") });
        }
        None => return failed("damaged: its text cannot be taken out".to_owned()),
    };
    let text = paragraphs(&pages).join("\n\n");
    if text.chars().filter(|character| character.is_alphanumeric()).count() < LEAST_TEXT {
        return Read::Skipped(origin.left_out(Some(Format::Pdf), "PDF without a text layer"));
    }
    origin.document(Format::Pdf, text, Reading::default(), Stated::default())
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
        let mut file = b"%PDF-1.4\n".to_vec();
        let mut places = Vec::new();
        for (at, object) in objects.iter().enumerate() {
            places.push(file.len());
            file.extend(format!("{} 0 obj\n{object}\nendobj\n", at + 1).bytes());
        }
        let table = file.len();
        file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
        for place in places {
            file.extend(format!("{place:010} 00000 n \n").bytes());
        }
        file.extend(format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1).bytes());
        file
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
        let Read::Document(document) = read_all(&file) else { panic!() };
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
}
