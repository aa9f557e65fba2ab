//! ALTO, the text that was recognised on scanned pages (Library of Congress, versions 2 to 4): pages in order, a block a
//! paragraph, words that a line end parts whole again. Which blocks make one article, ALTO does not say: a file is one.

use super::super::decode_declared;
use super::super::paged;
use super::super::piece::{Origin, Read};
use super::tree::{Element, Names, Tree};
use crate::article::model::{Format, Stated};

/// Reads a file.
pub(in crate::source) fn read(origin: Origin, bytes: &[u8]) -> Read {
    let Some((text, reading)) = decode_declared(bytes, super::declared_charset(bytes).as_deref()) else {
        return Read::Skipped(origin.left_out(Some(Format::Alto), "binary file"));
    };
    let tree = match Tree::parse(&text, &Names::Local) {
        Ok(tree) => tree,
        Err(reason) => return Read::Failed(origin.left_out(Some(Format::Alto), reason)),
    };
    let blocks: Vec<String> = tree.root().all("TextBlock").map(block).filter(|block| !block.is_empty()).collect();
    if blocks.is_empty() {
        return Read::Skipped(origin.left_out(Some(Format::Alto), "pages without recognised text"));
    }
    origin.document(Format::Alto, blocks.join("\n\n"), reading, Stated::default())
}

/// The lines of a block as one.
fn block(block: Element<'_>) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in block.all("TextLine") {
        let text = self::line(line, lines.last_mut());
        lines.push(text);
    }
    paged::joined(lines.iter().map(String::as_str))
}

/// The words of a line. A word that goes on in the next line stands whole, as its first part states it, in the line before.
fn line(line: Element<'_>, before: Option<&mut String>) -> String {
    let mut words: Vec<&str> = Vec::new();
    let mut marks = "";
    let mut is_parted = false;
    for element in line.inner() {
        let (content, whole) = (element.attribute("CONTENT"), element.attribute("SUBS_CONTENT"));
        match (element.name(), element.attribute("SUBS_TYPE"), whole) {
            ("String", Some("HypPart1"), Some(whole)) => words.push(whole),
            ("String", Some("HypPart2"), Some(whole)) => marks = marks_behind(content.unwrap_or_default(), whole),
            ("String", ..) => words.extend(content),
            // A hyphen at the line end whose word nothing states whole.
            ("HYP", ..) => is_parted = line.all("String").last().is_some_and(|last| last.attribute("SUBS_CONTENT").is_none()),
            _ => {}
        }
    }
    if let Some(before) = before {
        before.push_str(marks);
    }
    words.join(" ") + if is_parted { "-" } else { "" }
}

/// The marks at the end of a part of a word that the whole word lacks: the full stop of `fridge.` where `Selfridge` is the word.
fn marks_behind<'a>(part: &'a str, whole: &str) -> &'a str {
    let bare = part.trim_end_matches(|character: char| !character.is_alphanumeric());
    if whole.ends_with(bare) { part.get(bare.len()..).unwrap_or_default() } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Result<String, String> {
        match read(Origin::named("a.xml"), text.as_bytes()) {
            Read::Document(document) => Ok(document.text),
            Read::Skipped(left_out) | Read::Failed(left_out) => Err(left_out.reason),
        }
    }

    fn page(lines: &str) -> String {
        format!(
            "<?xml version='1.0'?><alto xmlns='http://www.loc.gov/standards/alto/ns-v4#'><Layout><Page><PrintSpace>{lines}</PrintSpace></Page></Layout></alto>"
        )
    }

    #[test]
    fn blocks_are_paragraphs_and_parted_words_are_whole() {
        let text = page(
            "<TextBlock><TextLine><String CONTENT='Rain'/><SP/><String CONTENT='in'/><SP/><String CONTENT='Oslo'/></TextLine></TextBlock>\
             <TextBlock><TextLine><String CONTENT='The'/><String CONTENT='meteoro' SUBS_TYPE='HypPart1' SUBS_CONTENT='meteorological'/><HYP CONTENT='-'/></TextLine>\
             <TextLine><String CONTENT='logical,' SUBS_TYPE='HypPart2' SUBS_CONTENT='meteorological'/><String CONTENT='insti'/><HYP/></TextLine><TextLine><String CONTENT='tute &amp; all'/></TextLine></TextBlock>",
        );
        assert_eq!(read_text(&text).unwrap(), "Rain in Oslo\n\nThe meteorological, institute & all");
    }

    #[test]
    fn broken_and_empty_pages_are_named() {
        assert!(read_text(&page("")).unwrap_err().contains("without recognised text"));
        assert!(read_text("<alto><Layout>").is_err());
        assert!(read_text(&page(&"<TextBlock>".repeat(1_000))).is_err());
    }
}
