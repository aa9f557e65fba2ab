//! Documents of pages: PDF whose objects loop or expand, Word documents that are no archive of one.

use std::io::Write as _;

use super::Told::{Failed, Read, Skipped};
use super::packed::zip;
use super::{PROSE, Row, file, many};

/// A PDF of these objects, the first of which is its catalog.
fn pdf(objects: &[&[u8]]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        writeln!(bytes, "{} 0 obj", number + 1).unwrap();
        bytes.extend(*object);
        bytes.extend(b"\nendobj\n");
    }
    let table = bytes.len();
    let lines = places.iter().fold(String::new(), |all, place| format!("{all}{place:010} 00000 n \n"));
    let size = objects.len() + 1;
    write!(
        bytes,
        "xref\n0 {size}\n0000000000 65535 f \n{lines}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"
    )
    .unwrap();
    bytes
}

const CATALOG: &[u8] = b"<< /Type /Catalog /Pages 2 0 R >>";
const PAGES: &[u8] = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
const PAGE: &[u8] = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 4 0 R >> /XObject << /X 6 0 R >> >> /Contents 5 0 R >>";
const FONT: &[u8] = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";

fn stream(dictionary: &str, content: &[u8]) -> Vec<u8> {
    [format!("<< /Length {} {dictionary} >>\nstream\n", content.len()).as_bytes(), content, b"\nendstream"].concat()
}

/// A PDF of one page with this content, which may draw object `X`.
fn shown(content: &[u8], drawn: &[u8]) -> Vec<u8> {
    pdf(&[CATALOG, PAGES, PAGE, FONT, content, drawn])
}

fn lines(text: &str) -> Vec<u8> {
    stream("", format!("BT /F1 12 Tf 1 0 0 1 72 720 Tm ({text}) Tj 1 0 0 1 72 700 Tm ({PROSE}) Tj ET").as_bytes())
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A Word document whose text is this.
fn docx(body: &str) -> Vec<u8> {
    let text = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}<w:p><w:r><w:t>{PROSE}</w:t></w:r></w:p></w:body></w:document>"
    );
    let links = b"<Relationships><Relationship Id=\"r1\" Target=\"file:///etc/passwd\" TargetMode=\"External\"/></Relationships>";
    zip([("word/document.xml", text.as_bytes()), ("word/_rels/document.xml.rels", links)])
}

pub fn rows() -> Vec<Row> {
    [portable(), word()].into_iter().flatten().collect()
}

fn portable() -> Vec<Row> {
    vec![
        file("beginning-alone.pdf", Failed("damaged"), || "%PDF-1.7\n"),
        file("without-table.pdf", Failed("damaged"), || "%PDF-1.7\n1 0 obj\n<< /Type /Catalog"),
        file("noise.pdf", Failed("damaged"), || [b"%PDF-1.7\n".to_vec(), super::damaged::noise(100_000)].concat()),
        file("pages-loop.pdf", Failed("no page can be found"), || {
            pdf(&[CATALOG, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 99 >>"])
        }),
        file("parents-loop.pdf", Failed("damaged: its text cannot be taken out"), || {
            pdf(&[
                CATALOG,
                PAGES,
                &super::replaced(PAGE, "/Parent 2 0 R", "/Parent 3 0 R"),
                FONT,
                &lines("Rain in Oslo"),
                b"null",
            ])
        }),
        file("page-many-times.pdf", Skipped("PDF without a text layer"), || {
            let kids = "3 0 R ".repeat(100_000);
            pdf(&[
                CATALOG,
                format!("<< /Type /Pages /Kids [{kids}] /Count 100000 >>").as_bytes(),
                PAGE,
                FONT,
                &lines("Rain in Oslo"),
                b"null",
            ])
        }),
        file("table-loops.pdf", Failed("damaged"), || {
            super::replaced(&shown(&lines("Rain"), b"null"), "/Root 1 0 R", "/Prev 9 /Root 1 0 R")
        }),
        file("drawing-draws-itself.pdf", Read(1), || {
            shown(
                &lines("Rain in Oslo) Tj /X Do ("),
                &stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>", b"/X Do /X Do"),
            )
        }),
        file("bomb.pdf", Failed("damaged: its text cannot be taken out"), || {
            shown(&stream("/Filter /FlateDecode", &packed(&vec![b' '; 300_000_000])), b"null")
        }),
        file("bomb-in-bomb.pdf", Failed("damaged: its text cannot be taken out"), || {
            shown(&stream("/Filter [/FlateDecode /FlateDecode]", &packed(&packed(&vec![b' '; 100_000_000]))), b"null")
        }),
        file("deep-arrays.pdf", Failed("no page can be found"), || pdf(&[CATALOG, &b"[".repeat(100_000)])),
        file("deep-state.pdf", Failed("damaged: its text cannot be taken out"), || {
            shown(&stream("", &b"q ".repeat(1_000_000)), b"null")
        }),
        file("length-lies.pdf", Skipped("PDF without a text layer"), || {
            shown(&super::replaced(&lines("Rain in Oslo"), "/Length ", "/Length 9999999"), b"null")
        }),
        file("locked.pdf", Failed("damaged: decryption error"), || {
            super::replaced(
                &shown(&lines("Rain"), b"<< /Filter /Standard /V 4 /R 4 /O (x) /U (x) /P -4 >>"),
                "/Root 1 0 R",
                "/Root 1 0 R /Encrypt 6 0 R",
            )
        }),
        file("without-text.pdf", Skipped("PDF without a text layer"), || shown(&stream("", b"0 0 m 9 9 l S"), b"null")),
        file("escapes.pdf", Read(1), || shown(&lines("\\033[2JRain \\007in Oslo"), b"null")),
        file("numbers.pdf", Skipped("PDF without a text layer"), || {
            shown(&lines("Rain in Oslo) Tj 1e999 -99999999999999999999 0 0 NaN 9e99 Tm (x"), b"null")
        }),
        file("programs.pdf", Read(1), || {
            let catalog = b"<< /Type /Catalog /Pages 2 0 R /OpenAction 6 0 R >>";
            pdf(&[catalog, PAGES, PAGE, FONT, &lines("Rain in Oslo"), b"<< /S /JavaScript /JS (app.alert) >>"])
        }),
    ]
}

fn word() -> Vec<Row> {
    vec![
        file("no-document.docx", Failed("word/document.xml: specified file not found in archive"), || {
            zip([("word/styles.xml", b"<x/>".as_slice())])
        }),
        file("document-empty.docx", Failed("no element in it"), || zip([("word/document.xml", b"".as_slice())])),
        file("document-cut.docx", Failed("truncated: it ends within <t>"), || {
            zip([("word/document.xml", b"<w:document><w:body><w:p><w:r><w:t>Rain".as_slice())])
        }),
        file("bomb.docx", Failed("word/document.xml is longer than 32 MiB"), || docx(&" ".repeat(60_000_000))),
        file("deep.docx", Failed("nested deeper than 256 elements"), || docx(&"<w:p>".repeat(100_000))),
        file("paragraphs.docx", Failed("more than 200000 elements and texts"), || {
            docx(&"<w:p><w:r><w:t>x</w:t></w:r></w:p>".repeat(100_000))
        }),
        file("entities.docx", Read(1), || docx("<w:p><w:r><w:t>&e9;&x; Rain</w:t></w:r></w:p>")),
        file("escapes.docx", Read(1), || docx("<w:p><w:r><w:t>&#27;[2JRain &#x202e;olsO</w:t></w:r></w:p>")),
        file("half.docx", Failed("truncated or damaged"), || {
            let whole = docx("");
            whole[..whole.len() / 3].to_vec()
        }),
        file("text-of-no-table.xml", Failed("truncated: it ends within <Page>"), || {
            format!(
                "<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v3#\"><Layout><Page>{}",
                many("", 30_000, |n| format!("<String CONTENT=\"rain{n}\" HPOS=\"NaN\" VPOS=\"1e99\"/>"))
            )
        }),
    ]
}
