//! PDF: the text of its pages, in order, as they are laid out (`pdf-extract`: measured beside `lopdf`, which is eight times
//! faster and loses the lines). A page that cannot be read costs itself alone. The title and the day that the file states are
//! believed where a page bears the title, and as a guess at the day.

use std::io::BufRead;

use jiff::civil::Date;
use pdf_extract::{Document, Object, decode_text_string};

use super::layout::{self, Layout};
use super::{LONGEST, pages, tame, whole};
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
    let document = match open(bytes) {
        Ok(document) => document,
        Err(reason) => return failed(reason),
    };
    let layout = match pages::of(&document) {
        Ok(pages) => layout::of(&pages),
        Err(reason) => return failed(reason),
    };
    let text = layout.paragraphs.join("\n\n");
    if text.chars().filter(|character| character.is_alphanumeric()).count() < LEAST_TEXT {
        return Read::Skipped(origin.left_out(Some(Format::Pdf), "PDF without a text layer"));
    }
    let stated = stated(&layout, &Properties::of(&document));
    origin.document(Format::Pdf, text, Reading::default(), stated)
}

fn open(bytes: &[u8]) -> Result<Document, String> {
    // The library stops on some damage where it should report it.
    match fenced(|| tame::load(bytes)) {
        Some(Ok(document)) => Ok(document),
        Some(Err(error)) => {
            let is_locked = error.to_lowercase().contains("encrypt") || error.to_lowercase().contains("password");
            Err(if is_locked { "locked with a password".to_owned() } else { format!("damaged: {error}") })
        }
        None => Err(pages::DAMAGED.to_owned()),
    }
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
