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
    let lines: Vec<String> = block.all("TextLine").map(line).collect();
    paged::joined(lines.iter().map(String::as_str))
}

/// The words of a line; of a word that goes on in the next line the whole, which its first part states.
fn line(line: Element<'_>) -> String {
    let word = |string: Element<'_>| match string.attribute("SUBS_TYPE") {
        Some("HypPart1") => string.attribute("SUBS_CONTENT").or_else(|| string.attribute("CONTENT")).map(str::to_owned),
        Some("HypPart2") if string.attribute("SUBS_CONTENT").is_some() => None,
        _ => string.attribute("CONTENT").map(str::to_owned),
    };
    let mut words: Vec<String> = Vec::new();
    for element in line.inner() {
        match element.name() {
            "String" => words.extend(word(element)),
            // A hyphen at the line end whose word nothing states whole.
            "HYP" => {
                let is_stated = line.all("String").last().is_some_and(|last| last.attribute("SUBS_CONTENT").is_some());
                if let (false, Some(last)) = (is_stated, words.last_mut()) {
                    last.push('-');
                }
            }
            _ => {}
        }
    }
    words.join(" ")
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
             <TextLine><String CONTENT='logical' SUBS_TYPE='HypPart2' SUBS_CONTENT='meteorological'/><String CONTENT='insti'/><HYP/></TextLine><TextLine><String CONTENT='tute &amp; all'/></TextLine></TextBlock>",
        );
        assert_eq!(read_text(&text).unwrap(), "Rain in Oslo\n\nThe meteorological institute & all");
    }

    #[test]
    fn broken_and_empty_pages_are_named() {
        assert!(read_text(&page("")).unwrap_err().contains("without recognised text"));
        assert!(read_text("<alto><Layout>").is_err());
        assert!(read_text(&page(&"<TextBlock>".repeat(1_000))).is_err());
    }
}
