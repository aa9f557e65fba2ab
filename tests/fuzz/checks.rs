//! What has to hold for any bytes at all? The bodies of the fuzz targets, which `tests/replay.rs` runs as plain tests.
//! In come bytes; what does not hold panics.

use jiff::civil::date;
use newshound::article::Surroundings;
use newshound::article::dateline::{self, Found};
use newshound::article::model::{Article, Document, Evidence, Format};
use newshound::source::{Origin, Read};
use newshound::{article, source};

/// Recognition of a whole article does not panic, gives the same twice, and quotes the original where it points.
pub fn article(bytes: &[u8]) {
    let Some((text, _)) = source::decode(bytes) else { return };
    for format in [Format::Text, Format::Markdown] {
        let document = Document::new("2019/12/09/story.txt".to_owned(), "story.txt".to_owned(), format, text.clone());
        let alone = Surroundings::alone(date(2026, 11, 22));
        let found = article::recognise(&document, &alone);
        assert_eq!(found, article::recognise(&document, &alone));
        check_article(&found, &text);
    }
}

fn check_article(found: &Article, text: &str) {
    let characters: Vec<char> = text.chars().collect();
    for evidence in &found.why {
        check_span(evidence, &characters);
    }
    assert!(found.headline.as_ref().is_none_or(|headline| !headline.contains('\n')), "{:?}", found.headline);
    assert!(!found.body.contains("\n\n\n") && found.body.trim() == found.body, "{:?}", found.body);
    assert!(found.authors.iter().all(|author| !author.trim().is_empty()), "{:?}", found.authors);
    if let Some(dateline) = &found.dateline {
        assert!(!dateline.text.is_empty(), "{dateline:?}");
        assert!(dateline.places.iter().all(|place| dateline.text.contains(&place.written)), "{dateline:?}");
    }
}

/// A span lies in the text, begins in its line, and holds what it quotes.
pub fn check_span(evidence: &Evidence, characters: &[char]) {
    let Some(span) = &evidence.span else { return };
    let held = characters.get(span.start..span.end).unwrap_or_else(|| panic!("{evidence:?} is out of bounds"));
    assert_eq!(held.iter().take(200).collect::<String>(), span.text, "{evidence:?}");
    let before = characters.get(..span.start).unwrap_or_default();
    assert_eq!(before.iter().filter(|c| **c == '\n').count() + 1, span.line, "{evidence:?}");
}

/// A dateline lies within its paragraph, holds its own parts, and says the same when it is read again.
pub fn dateline(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for found in [dateline::opening(&text), dateline::behind_headline(&text)].into_iter().flatten() {
        check_dateline(&found, &text);
    }
    if let Some((_, end)) = dateline::agency_alone(&text) {
        assert!(text.get(end..).is_some(), "{end} in {text:?}");
    }
    let (stated, _, _) = dateline::stated(&text);
    assert!(stated.text.len() <= text.len(), "{stated:?}");
}

fn check_dateline(found: &Found, text: &str) {
    let held = text.get(found.start..found.end).unwrap_or_else(|| panic!("{found:?} is out of bounds in {text:?}"));
    assert_eq!(held.trim(), found.dateline.text);
    assert!(found.dateline.places.iter().all(|place| held.contains(&place.written)), "{found:?}");
    let again = dateline::opening(text.get(found.start..).unwrap_or_default());
    let again = again.unwrap_or_else(|| panic!("{:?} is none when it is read again", found.dateline.text));
    assert_eq!(again.dateline, found.dateline);
}

/// Whatever bytes a file of that name holds, reading it ends, gives the same twice, and no two articles one id.
pub fn reader(name: &str, bytes: &[u8]) {
    let found = outcomes(name, bytes);
    assert_eq!(found, outcomes(name, bytes));
    let mut ids: Vec<&str> = found.iter().filter_map(|(id, _)| id.as_deref()).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "two articles of one id: {ids:?}");
}

/// The ids of the articles, and what else was read or said.
fn outcomes(name: &str, bytes: &[u8]) -> Vec<(Option<String>, String)> {
    let mut found = Vec::new();
    source::read_stream(&Origin::named(name), &mut &*bytes, &mut |one| {
        found.push(match one.read() {
            Read::Document(document) => (Some(document.id.clone()), format!("{document:?}")),
            Read::Skipped(left_out) | Read::Failed(left_out) => (None, format!("{left_out:?}")),
        });
        found.len() < 1_000
    });
    found
}
