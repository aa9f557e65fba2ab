//! `ProQuest`: text exports with labels (`Title:`, `Publication title:`, `Full text:`) and long lines of underscores between
//! documents.

use super::Part;
use super::labels::{Labels, language, tell};
use crate::article::model::Stated;

/// Labels, as they are written.
const LABELS: &[&str] = &[
    "Title",
    "Author",
    "Publication info",
    "Publication title",
    "Publication date",
    "Publication year",
    "Publication subject",
    "Full text",
    "Abstract",
    "Abstract (summary)",
    "Section",
    "Subject",
    "Location",
    "People",
    "Company / organization",
    "Company",
    "ProQuest document ID",
    "Document URL",
    "Language of publication",
    "Links",
    "Source type",
    "Document type",
    "Publisher",
    "Place of publication",
    "Country of publication",
    "ISSN",
    "Copyright",
    "Last updated",
    "Database",
    "Identifier / keyword",
    "First page",
    "Pages",
    "Volume",
    "Issue",
    "Dateline",
    "Credit",
    "Column",
    "Classification",
    "Number of pages",
    "Year",
    "Source attribution",
    "Publication frequency",
];

/// True where a text begins as exports do.
pub(super) fn recognises(text: &str) -> bool {
    let labels: Vec<&str> = text.lines().filter_map(|line| label(line).map(|(label, _)| label)).collect();
    let has = |label: &str| labels.contains(&label);
    let begins = text.lines().map(str::trim).find(|line| !line.is_empty());
    let marked = begins.is_some_and(|line| {
        is_rule(line) || line.starts_with("Document 1 of ") || label(line).is_some() || line.contains("ProQuest")
    });
    marked
        && (has("ProQuest document ID")
            || has("Publication title")
            || has("Document URL")
            || (has("Full text") && has("Publication info")))
        && labels.len() >= 2
}

/// A line of underscores ends a document.
pub(super) fn part(line: &str) -> Part {
    if is_rule(line) { Part::Ends } else { Part::Within }
}

fn is_rule(line: &str) -> bool {
    line.len() >= 20 && line.bytes().all(|byte| byte == b'_')
}

fn label(line: &str) -> Option<(&'static str, &str)> {
    let (name, value) = line.split_once(':')?;
    LABELS.iter().find(|known| **known == name.trim_start_matches('\u{feff}')).map(|known| (*known, value.trim()))
}

/// Fields and text of a document.
pub(super) fn read(text: &str) -> Option<(Stated, String)> {
    let mut labels = Labels::default();
    for line in text.lines() {
        match label(line) {
            _ if is_rule(line.trim()) => {}
            Some((name, value)) => labels.add(name, value),
            None => labels.extend(line),
        }
    }
    let body = ["full text", "abstract", "abstract (summary)"]
        .iter()
        .find_map(|label| labels.value(label))
        .map(str::trim)
        .unwrap_or_default();
    // Where the licence allows no text, a sentence says so.
    let has_text = !body.is_empty() && !body.starts_with("Not available") && !body.starts_with("Full text unavailable");
    has_text.then(|| (stated(&labels), body.to_owned()))
}

fn stated(labels: &Labels) -> Stated {
    let mut stated = Stated {
        body_only: true,
        headline: labels.line(&["title"]),
        byline: labels.line(&["author"]).map(|author| byline(&author)),
        dateline: labels.line(&["dateline"]),
        date: labels.day(&["publication date"]).or_else(|| {
            let info = labels.line(&["publication info"])?;
            info.split(['.', ';', '[', ']']).find_map(super::labels::day)
        }),
        latest: labels.day(&["last updated"]),
        source: labels.line(&["publication title"]).map(|title| publication(&title)),
        section: labels.line(&["section"]),
        language: labels.line(&["language of publication"]).and_then(|name| language(&name)),
        url: labels
            .line(&["document url"])
            .and_then(|url| url.split_whitespace().next().map(str::to_owned))
            .filter(|url| url.starts_with("http")),
        keywords: labels.names(&["subject", "identifier / keyword"]),
        subjects: labels.subjects(&["people"], &["location"], &["company / organization", "company"]),
        ..Stated::default()
    };
    let told = [
        ("headline", "Title"),
        ("authors", "Author"),
        ("dateline", "Dateline"),
        ("date", "Publication date"),
        ("source", "Publication title"),
        ("section", "Section"),
        ("url", "Document URL"),
        ("keywords", "Subject"),
        ("subjects", "People, Location and the like"),
    ];
    tell(&mut stated, "ProQuest", &told);
    stated
}

/// `The Evening Post (pre-1997 Fulltext); Oslo` without what the database adds.
fn publication(title: &str) -> String {
    let name = title.split(';').next().unwrap_or_default();
    name.split(" (pre-1997").next().unwrap_or_default().trim().to_owned()
}

/// `Roe, Jane; Miller, Max` as a byline: names are written family first.
fn byline(author: &str) -> String {
    let names = author.split(';').map(|name| match name.trim().trim_end_matches('.').split_once(", ") {
        Some((family, given)) if !given.contains(',') && !family.contains(' ') => format!("{given} {family}"),
        _ => name.trim().to_owned(),
    });
    names.filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXPORT: &str = "____________________________________________________________\n\nDocument 1 of 2\n\nRain in Oslo for a week\n\nAuthor: Roe, Jane; Miller, Max\n\nPublication info: The Evening Post ; Oslo [Oslo]. 04 Mar 2019: A4.\n\nFull text: It rained in Oslo for a week.\n\nAll day, the mayor said.\n\nSubject: Rain; Floods\n\nLocation: Oslo Norway\n\nTitle: Rain in Oslo for a week\n\nPublication title: The Evening Post (pre-1997 Fulltext); Oslo\n\nPublication date: Mar 4, 2019\n\nProQuest document ID: 12345\n\nDocument URL: https://proquest.example/docview/12345 (subscription)\n\nLanguage of publication: English\n\n____________________________________________________________\n";

    #[test]
    fn labels_are_read() {
        assert_eq!(super::super::database(EXPORT).map(|database| database.format), Some(crate::article::model::Format::Proquest));
        let (stated, body) = read(EXPORT).unwrap();
        assert_eq!(
            (stated.headline.as_deref(), stated.byline.as_deref(), stated.source.as_deref()),
            (Some("Rain in Oslo for a week"), Some("Jane Roe, Max Miller"), Some("The Evening Post"))
        );
        assert_eq!(stated.date.map(|day| day.to_string()).as_deref(), Some("2019-03-04"));
        assert_eq!(body, "It rained in Oslo for a week.\n\nAll day, the mayor said.");
        assert_eq!(
            (stated.url.as_deref(), stated.keywords),
            (Some("https://proquest.example/docview/12345"), vec!["Rain".to_owned(), "Floods".to_owned()])
        );
    }

    #[test]
    fn a_document_without_its_text_is_none() {
        assert!(read(&EXPORT.replace("It rained in Oslo for a week.\n\nAll day, the mayor said.", "Not available.")).is_none());
        for end in (0..EXPORT.len()).step_by(3) {
            let _ = read(EXPORT.get(..end).unwrap());
        }
    }
}
