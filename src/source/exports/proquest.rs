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
    "Publication note",
    "Business indexing term",
    "URL",
    "Word count",
    "Contributor",
    "Correspondence author",
    "e-ISSN",
    "DOI",
    "Document feature",
    "Product name",
    "Edition",
    "ProQuest document link",
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
            || (has("Full text") && has("Publication info"))
            || (has("Publication info") && begins.is_some_and(is_rule)))
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
    let lines: Vec<&str> = text.lines().filter(|line| !is_rule(line.trim())).collect();
    let mut labels = Labels::default();
    let mut heading = None;
    let mut is_text = false;
    for (at, line) in lines.iter().enumerate() {
        match label(line) {
            // A line of the text may look like a label, but then no label follows it.
            Some((name, value)) if !is_text || name == "Full text" || is_before_label(&lines, at) => {
                labels.add(name, value);
                is_text = matches!(name, "Full text" | "Abstract" | "Abstract (summary)");
            }
            _ if labels.is_empty() => heading = Some(line.trim()).filter(|line| !line.is_empty()).or(heading),
            _ => labels.extend(line),
        }
    }
    if let (None, Some(heading)) = (labels.value("title"), heading.filter(|line| !line.starts_with("Document "))) {
        labels.add("title", heading);
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

/// True where the next line that is not empty has a label, or none follows.
fn is_before_label(lines: &[&str], at: usize) -> bool {
    lines.iter().skip(at + 1).find(|line| !line.trim().is_empty()).is_none_or(|line| label(line).is_some())
}

fn stated(labels: &Labels) -> Stated {
    let mut stated = Stated {
        body_only: true,
        headline: labels.line(&["title"]),
        byline: labels.line(&["author"]).map(|author| byline(&author)).filter(|names| names != "Anonymous"),
        dateline: labels.line(&["dateline"]),
        date: labels.day(&["publication date"]).or_else(|| {
            let info = labels.line(&["publication info"])?;
            info.split(['.', ';', ':', '[', ']']).find_map(super::labels::day)
        }),
        latest: labels.day(&["last updated"]),
        source: labels.line(&["publication title"]).map(|title| title.split(';').next().unwrap_or_default().trim().to_owned()),
        section: labels.line(&["section"]),
        language: labels.line(&["language of publication"]).and_then(|name| language(&name)),
        url: labels
            .line(&["document url", "url"])
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

/// `Roe, Jane; van der Berg, Max; Smith, John, Jr.` as a byline: names are written family first.
fn byline(author: &str) -> String {
    let names = author.split(';').map(|name| {
        let parts: Vec<&str> = name.split(',').map(str::trim).collect();
        match parts.as_slice() {
            [family, given] if is_family(family) => format!("{} {family}", given.trim_end_matches('.')),
            [family, given, after] if is_family(family) && is_suffix(after) => format!("{given} {family} {after}"),
            _ => name.trim().trim_end_matches('.').to_owned(),
        }
    });
    names.filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ")
}

/// One word, or more that begin in small letters: `Jane Roe, Staff Writer` is a name and a job.
fn is_family(name: &str) -> bool {
    !name.is_empty() && (!name.contains(' ') || name.starts_with(char::is_lowercase))
}

fn is_suffix(text: &str) -> bool {
    matches!(text.trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV")
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXPORT: &str = "____________________________________________________________\n\nDocument 1 of 2\n\nRain in Oslo for a week\n\nAuthor: Roe, Jane; Miller, Max\n\nPublication info: The Evening Post ; Oslo [Oslo]. 04 Mar 2019: A4.\n\nFull text: It rained in Oslo for a week.\n\nAll day, the mayor said.\n\nSubject: Rain; Floods\n\nLocation: Oslo Norway\n\nTitle: Rain in Oslo for a week\n\nPublication title: The Evening Post; Oslo\n\nPublication date: Mar 4, 2019\n\nProQuest document ID: 12345\n\nDocument URL: https://proquest.example/docview/12345 (subscription)\n\nLanguage of publication: English\n\n____________________________________________________________\n";

    #[test]
    fn labels_are_read() {
        assert!(recognises(EXPORT));
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

    #[test]
    fn a_line_of_the_text_that_looks_like_a_label_stays_in_it() {
        let text =
            EXPORT.replace("All day, the mayor said.", "Location: the fjord.\n\nAll day, the mayor said.\n\nCredit: JANE ROE");
        let (stated, body) = read(&text).unwrap();
        assert!(body.ends_with("Location: the fjord.\n\nAll day, the mayor said."), "{body}");
        assert_eq!(stated.subjects.places, ["Oslo Norway"]);
    }

    #[test]
    fn a_long_first_document_is_known_by_its_beginning() {
        let (beginning, _) = EXPORT.split_at(EXPORT.find("Full text").unwrap());
        assert!(recognises(&format!("{beginning}Abstract: It rained.\n")));
        let (stated, _) = read(&format!("{beginning}Full text: It rained.\n")).unwrap();
        assert_eq!(stated.headline.as_deref(), Some("Rain in Oslo for a week"));
        assert_eq!(stated.date.map(|day| day.to_string()).as_deref(), Some("2019-03-04"));
    }

    #[test]
    fn names_are_turned() {
        assert_eq!(byline("Roe, Jane; van der Berg, Max.; Smith, John, Jr."), "Jane Roe, Max van der Berg, John Smith Jr.");
        assert_eq!(byline("Jane Roe, Staff Writer"), "Jane Roe, Staff Writer");
    }
}
