//! PDF: the text of its pages, in order, as they are laid out (`pdf-extract`: measured beside `lopdf`, which is eight times
//! faster and loses the lines). A page that cannot be read costs itself alone. The title and the day that the file states are
//! believed where a page bears the title, and as a guess at the day.

use std::io::BufRead;

use jiff::civil::Date;
use pdf_extract::{Document, Error, Object, decode_text_string, output_doc_page};

use super::layout::{self, Layout};
use super::page_lines::{PageLine, PageLines};
use super::{LONGEST, whole};
use crate::article::model::{Confidence, Format, Reading, Stated, Told};
use crate::article::timestamp;
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
    let (document, pages) = match fenced(|| open(bytes).map(|document| (pages(&document), document))) {
        Some(Ok((pages, document))) => (document, pages),
        Some(Err(error)) => {
            let text = error.to_string();
            let is_locked = text.to_lowercase().contains("encrypt") || text.to_lowercase().contains("password");
            return failed(if is_locked { "locked with a password".to_owned() } else { format!("damaged: {text}") });
        }
        None => return failed("damaged: it cannot be opened".to_owned()),
    };
    let (read, number) = (pages.iter().flatten().count(), pages.len());
    if read == 0 && number > 0 {
        return failed("damaged: its text cannot be taken out".to_owned());
    }
    let layout = layout::of(&pages.into_iter().flatten().collect::<Vec<_>>());
    let text = layout.paragraphs.join("\n\n");
    if text.chars().filter(|character| character.is_alphanumeric()).count() < LEAST_TEXT {
        return Read::Skipped(origin.left_out(Some(Format::Pdf), "PDF without a text layer"));
    }
    let stated = stated(&layout, &Properties::of(&document));
    origin.document(Format::Pdf, text, Reading::default(), stated)
}

fn open(bytes: &[u8]) -> Result<Document, Error> {
    let mut document = Document::load_mem(bytes)?;
    if document.is_encrypted() {
        document.decrypt("")?;
    }
    Ok(document)
}

/// The lines of each page; none for a page that cannot be read.
fn pages(document: &Document) -> Vec<Option<Vec<PageLine>>> {
    let page = |number: &u32| {
        let mut lines = PageLines::default();
        fenced(|| output_doc_page(document, &mut lines, *number).ok()).flatten()?;
        Some(lines.lines)
    };
    document.get_pages().keys().map(page).collect()
}

/// What the file says of itself.
#[derive(Debug, Default)]
struct Properties {
    title: Option<String>,
    made: Option<Date>,
}

impl Properties {
    fn of(document: &Document) -> Properties {
        let info = document.trailer.get(b"Info").ok().and_then(|info| match info {
            Object::Reference(id) => document.get_object(*id).ok(),
            direct => Some(direct),
        });
        let property = |name: &[u8]| decode_text_string(info?.as_dict().ok()?.get(name).ok()?).ok();
        // `D:19971212041500+09'00'`: the day comes first.
        let day = |text: String| timestamp::day(text.trim_start_matches("D:").get(..8)?);
        Properties { title: property(b"Title"), made: property(b"CreationDate").and_then(day) }
    }
}

/// The headline is what the first page shows in large type; a title that no page bears is a template's or a file's name.
fn stated(layout: &Layout, properties: &Properties) -> Stated {
    let mut stated = Stated { made: properties.made, latest: properties.made, date: layout.day, ..Stated::default() };
    if layout.day.is_some() {
        stated.from.insert("date", Told::stated("running head"));
    }
    let same = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    let shown = |title: &&String| layout.paragraphs.iter().take(5).any(|paragraph| same(paragraph) == same(title));
    let titled = properties.title.as_ref().filter(shown).map(|title| (title.clone(), Told::stated("title of the document")));
    let large = || {
        let told = Told { place: "largest type of the first page".into(), confidence: Confidence::Medium };
        Some((layout.headline.clone()?, told))
    };
    if let Some((title, told)) = titled.or_else(large) {
        stated.headline = Some(title);
        stated.from.insert("headline", told);
    }
    stated
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
    fn what_is_damaged_or_without_text_is_named() {
        assert!(matches!(read_all(&pdf(&[&[]])), Read::Skipped(left_out) if left_out.reason.contains("without a text layer")));
        let file = pdf(&[&["It rained in Oslo for a week, and nobody knew why it did."]]);
        for length in (6..file.len()).step_by(97) {
            let _ = read_all(file.get(..length).unwrap());
        }
        assert!(matches!(read_all(b"%PDF-1.4\nnothing more"), Read::Failed(_)));
    }
}
