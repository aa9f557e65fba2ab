//! Nexis: both forms of its text exports. The older one numbers its documents (`3 of 20 DOCUMENTS`) and labels in capitals,
//! the newer one (Nexis Uni) begins with the headline, has `Body` alone on a line and ends with `End of Document`.

use super::Part;
use super::labels::{Labels, day, language, tell};
use crate::article::model::Stated;

/// Labels of both forms, in capitals; the newer one writes them in normal case.
const LABELS: &[&str] = &[
    "SECTION",
    "LENGTH",
    "BYLINE",
    "DATELINE",
    "HEADLINE",
    "HIGHLIGHT",
    "BODY",
    "LOAD-DATE",
    "LANGUAGE",
    "PUBLICATION-TYPE",
    "SUBJECT",
    "PERSON",
    "CITY",
    "STATE",
    "COUNTRY",
    "REGION",
    "ORGANIZATION",
    "COMPANY",
    "GRAPHIC",
    "TYPE",
    "GEOGRAPHIC",
    "INDUSTRY",
    "TICKER",
    "SERIES",
    "CORRECTION",
    "JOURNAL-CODE",
    "CREDIT",
    "PUBLICATION TYPE",
    "NOTES",
    "DISTRIBUTION",
    "DOCUMENT-TYPE",
    "TRANSMISSION-DATE",
];

/// True where a text begins as exports do.
pub(super) fn recognises(text: &str) -> bool {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let numbered = lines().take(6).any(|line| part(line) == Part::Begins);
    let labelled = lines().take(60).filter(|line| label(line).is_some()).count();
    let copyright = lines().take(12).any(|line| line.starts_with("Copyright "));
    let newer =
        copyright && lines().take(20).any(|line| matches!(label(line), Some(("LENGTH", length)) if length.ends_with("words")));
    (numbered && labelled >= 1) || (newer && labelled >= 2)
}

/// `3 of 20 DOCUMENTS`, `1 of 1 DOCUMENT` begins a document, `End of Document` ends one.
pub(super) fn part(line: &str) -> Part {
    if line == "End of Document" {
        return Part::Ends;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    match words.as_slice() {
        [one, "of", all, "DOCUMENTS" | "DOCUMENT"] if is_number(one) && is_number(all) => Part::Begins,
        ["Document", one, "of", all] if is_number(one) && is_number(all) => Part::Begins,
        _ => Part::Within,
    }
}

/// The label of a line and what stands behind it.
fn label(line: &str) -> Option<(&'static str, &str)> {
    if line.eq_ignore_ascii_case("body") {
        return Some(("BODY", ""));
    }
    let (name, value) = line.split_once(':')?;
    let known = LABELS.iter().find(|known| known.eq_ignore_ascii_case(name.trim()))?;
    // `Type: a story` in running text has small letters behind a capital too: only the labels' own case counts.
    let is_own = name == *known || name.chars().skip(1).all(|c| c.is_lowercase() || !c.is_alphabetic() || c.is_uppercase());
    is_own.then_some((*known, value.trim()))
}

/// Fields and text of a document.
pub(super) fn read(text: &str) -> Option<(Stated, String)> {
    let mut head: Vec<&str> = Vec::new();
    let mut labels = Labels::default();
    let mut body = String::new();
    let mut state = State::Head;
    for line in text.lines() {
        let trimmed = line.trim();
        if part(trimmed) != Part::Within {
            continue;
        }
        match (state, label(trimmed)) {
            (_, Some(("BODY", value))) => {
                state = State::Body;
                body.push_str(value);
                body.push('\n');
            }
            (State::Body, Some((name, value))) if is_behind_body(name) => {
                labels.add(name, value);
                state = State::Tail;
            }
            (State::Body, _) => {
                body.push_str(line.trim_end());
                body.push('\n');
            }
            (_, Some((name, value))) => {
                labels.add(name, value);
                if state == State::Head {
                    state = State::Labels;
                }
            }
            (State::Head, None) if !trimmed.is_empty() => head.push(trimmed),
            // The value of a label ends at an empty line; the text begins behind it where no label announces it.
            (State::Labels, None) if trimmed.is_empty() => state = State::Between,
            (State::Between, None) if !trimmed.is_empty() => {
                state = State::Body;
                body.push_str(line.trim_end());
                body.push('\n');
            }
            (State::Head | State::Between, None) => {}
            (State::Labels | State::Tail, None) => labels.extend(trimmed),
        }
    }
    let text = body.trim().to_owned();
    (!text.is_empty()).then(|| (stated(&head, &labels), text))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Head,
    Labels,
    Between,
    Body,
    Tail,
}

/// Labels that stand below the text: within it, `TYPE:` may be a line of the story.
fn is_behind_body(name: &str) -> bool {
    !matches!(name, "BODY" | "HEADLINE" | "BYLINE" | "DATELINE" | "SECTION" | "LENGTH" | "HIGHLIGHT" | "SERIES")
}

fn stated(head: &[&str], labels: &Labels) -> Stated {
    let own = Head::of(head);
    let mut stated = Stated {
        body_only: true,
        headline: labels.line(&["headline"]).or(own.headline),
        byline: labels.line(&["byline"]),
        dateline: labels.line(&["dateline"]),
        date: own.day,
        latest: labels.day(&["load-date"]),
        source: own.publication,
        section: labels.line(&["section"]).map(|section| section.split([';', ',']).next().unwrap_or_default().trim().to_owned()),
        language: labels.line(&["language"]).and_then(|name| language(&name)),
        keywords: labels.names(&["subject"]),
        subjects: labels.subjects(&["person"], &["city", "state", "country", "geographic"], &["organization", "company"]),
        ..Stated::default()
    };
    let told = [
        ("headline", "headline"),
        ("authors", "BYLINE"),
        ("dateline", "DATELINE"),
        ("date", "date line"),
        ("source", "publication"),
        ("section", "SECTION"),
        ("keywords", "SUBJECT"),
        ("subjects", "PERSON, CITY and the like"),
    ];
    tell(&mut stated, "Nexis", &told);
    stated
}

/// What stands above the labels, without labels of its own: publication and day, in the newer form behind the headline.
#[derive(Default)]
struct Head {
    headline: Option<String>,
    publication: Option<String>,
    day: Option<jiff::civil::Date>,
}

impl Head {
    fn of(lines: &[&str]) -> Head {
        let lines: Vec<&str> = lines.iter().copied().filter(|line| !is_legal(line)).collect();
        let at = lines.iter().position(|line| day(line).is_some());
        let day = at.and_then(|at| day(lines.get(at)?));
        let before = lines.get(..at.unwrap_or(lines.len())).unwrap_or_default();
        let behind: Vec<&str> =
            lines.iter().copied().skip(at.map_or(lines.len(), |at| at + 1)).filter(|line| !is_edition(line)).collect();
        let own = |line: Option<&&str>| line.map(|line| (*line).to_owned());
        match before {
            // The newer form has the headline first and the publication below it.
            [headline @ .., publication] if !headline.is_empty() => {
                Head { headline: Some(headline.join(" ")), publication: own(Some(publication)), day }
            }
            [publication] => {
                Head { headline: (!behind.is_empty()).then(|| behind.join(" ")), publication: own(Some(publication)), day }
            }
            _ => Head { headline: None, publication: None, day },
        }
    }
}

fn is_legal(line: &str) -> bool {
    line.starts_with("Copyright ")
        || line.ends_with("All Rights Reserved")
        || line.ends_with("All Rights Reserved.")
        || line.starts_with('©')
}

/// `Final Edition`, `Late Edition - Final`, `Correction Appended`.
fn is_edition(line: &str) -> bool {
    line.ends_with("Edition") || line.contains("Edition -") || line == "Correction Appended"
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLDER: &str = "                               3 of 20 DOCUMENTS\n\n                         The Evening Post (Oslo)\n\n                             March 4, 2019 Monday\n                                 Final Edition\n\n\
        Rain in Oslo for a week\n\nBYLINE: By Jane Roe, Science Editor\n\nSECTION: NEWS; Pg. 4\n\nLENGTH: 34 words\n\nDATELINE: OSLO, Norway\n\n\
        It rained in Oslo for a week,\nand nobody in the town knew why.\n\n   All day, the mayor said.\n\nLOAD-DATE: March 5, 2019\n\nLANGUAGE: ENGLISH\n\nPERSON: MAX MILLER (92%); JANE DOE (55%)\n\n\
        CITY: OSLO, NORWAY (90%)\n\nPUBLICATION-TYPE: Newspaper\n\n              Copyright 2019 The Evening Post\n                  All Rights Reserved\n";

    const NEWER: &str = "Rain in Oslo for a week\nThe Evening Post\nMarch 4, 2019 Monday\n\nCopyright 2019 The Evening Post All Rights Reserved\n\nSection: NEWS; Pg. 4\nLength: 34 words\nByline: By Jane Roe\n\nBody\n\n\n\
        It rained in Oslo for a week.\n\nAll day, the mayor said.\n\n\nLoad-Date: March 5, 2019\n\n\nEnd of Document\n";

    #[test]
    fn both_forms_are_read() {
        let alone = OLDER.replace("3 of 20 DOCUMENTS", "1 of 1 DOCUMENT");
        for (text, byline) in
            [(OLDER, "By Jane Roe, Science Editor"), (&alone, "By Jane Roe, Science Editor"), (NEWER, "By Jane Roe")]
        {
            assert!(recognises(text), "{text}");
            let (stated, body) = read(text).unwrap();
            assert_eq!(stated.headline.as_deref(), Some("Rain in Oslo for a week"));
            assert_eq!((stated.byline.as_deref(), stated.section.as_deref()), (Some(byline), Some("NEWS")));
            assert_eq!(stated.date.map(|day| day.to_string()).as_deref(), Some("2019-03-04"));
            assert_eq!(stated.latest.map(|day| day.to_string()).as_deref(), Some("2019-03-05"));
            assert!(stated.source.unwrap().starts_with("The Evening Post"));
            assert!(body.starts_with("It rained in Oslo") && body.ends_with("All day, the mayor said."), "{body}");
        }
        let (stated, _) = read(OLDER).unwrap();
        assert_eq!((stated.dateline.as_deref(), stated.language.as_deref()), (Some("OSLO, Norway"), Some("en")));
        assert_eq!(
            (stated.subjects.people, stated.subjects.places),
            (vec!["MAX MILLER".to_owned(), "JANE DOE".to_owned()], vec!["OSLO, NORWAY".to_owned()])
        );
        assert_eq!(stated.from["authors"].place, "Nexis BYLINE");
    }

    #[test]
    fn what_is_cut_off_is_read_as_far_as_it_goes() {
        for end in (0..OLDER.len()).step_by(13) {
            let _ = read(OLDER.get(..end).unwrap());
        }
        assert!(read("1 of 2 DOCUMENTS\n\nThe Post\n\nLENGTH: 3 words\n").is_none());
    }
}
