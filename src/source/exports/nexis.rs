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
    "PUB-TYPE",
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
    "CORRECTION-DATE",
    "JOURNAL-CODE",
    "CREDIT",
    "PUBLICATION TYPE",
    "NOTES",
    "DISTRIBUTION",
    "DOCUMENT-TYPE",
    "TRANSMISSION-DATE",
    "DISCLAIMER",
    "ACC-NO",
    "ISSN",
    "URL",
];

/// Paragraphs that captions may have below `GRAPHIC`.
const MOST_CAPTIONS: usize = 10;

/// Lines above the text within which `Body` announces it; further down it is a line of the text.
const LONGEST_HEAD: usize = 400;

/// Beginnings of the lines of a cover, which lists the documents and how they were searched.
const COVER: &[&str] = &[
    "User Name:",
    "Date and Time:",
    "Job Number:",
    "Client/Matter:",
    "Search Terms:",
    "Search Type:",
    "Narrowed by",
    "Content Type",
    "News Timeline:",
];

/// True where a text begins as exports do.
pub(super) fn recognises(text: &str) -> bool {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let numbered = lines().take(6).any(|line| part(line) == Part::Begins);
    let labelled = lines().take(60).filter(|line| label(line).is_some()).count();
    let copyright = lines().take(12).any(|line| line.starts_with("Copyright "));
    let newer =
        copyright && lines().take(20).any(|line| matches!(label(line), Some(("LENGTH", length)) if length.ends_with("words")));
    let begins = |start: &str| lines().take(10).any(|line| line.starts_with(start));
    (numbered && labelled >= 1) || (newer && labelled >= 2) || (begins("Job Number:") && begins("Documents ("))
}

/// `3 of 20 DOCUMENTS`, `1 of 1 DOCUMENT` begins a document, `End of Document` ends one.
pub(super) fn part(line: &str) -> Part {
    if line == "End of Document" {
        return Part::Ends;
    }
    let words: Vec<&str> = line.split_whitespace().take(5).collect();
    match words.as_slice() {
        [one, "of", all, "DOCUMENTS" | "DOCUMENT"] if is_number(one) && is_number(all) => Part::Begins,
        ["Document", one, "of", all] if is_number(one) && is_number(all) => Part::Begins,
        _ => Part::Within,
    }
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// `Page 1 of 2`, which prints leave behind.
fn is_page(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().take(5).collect();
    matches!(words.as_slice(), ["Page", one, "of", all] if is_number(one) && is_number(all))
}

/// The label of a line and what stands behind it.
fn label(line: &str) -> Option<(&'static str, &str)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim();
    let known = LABELS.iter().find(|known| known.eq_ignore_ascii_case(name))?;
    // Of `type: a story` in running text only the labels' own case counts: each word of theirs begins with a capital.
    let is_own = name.split(['-', ' ']).all(|word| word.starts_with(char::is_uppercase));
    is_own.then_some((*known, value.trim()))
}

/// What a line that announces the text has of it: `BODY:`, or `Body` alone.
fn announced(line: &str) -> Option<&str> {
    if line.eq_ignore_ascii_case("body") { Some("") } else { line.strip_prefix("BODY:").map(str::trim) }
}

/// Fields and text of a document.
pub(super) fn read(text: &str) -> Option<(Stated, String)> {
    let is_own = |line: &&str| part(line.trim()) == Part::Within && !is_page(line.trim());
    let lines: Vec<&str> = text.lines().filter(is_own).collect();
    let at = lines.iter().take(LONGEST_HEAD).position(|line| announced(line.trim()).is_some());
    let is_newer = at.and_then(|at| lines.get(at)).is_some_and(|line| line.trim() == "Body");
    let (above, own) = lines.split_at(at.unwrap_or(lines.len()));
    let cover = above.iter().rposition(|line| is_cover(line.trim())).map_or(0, |at| at + 1);
    let mut labels = Labels::default();
    let above = above.get(cover..).unwrap_or_default();
    let (head, length) = read_head(above, at.is_some(), &mut labels);
    let first = own.first().and_then(|line| announced(line.trim())).unwrap_or_default();
    let below = if at.is_some() { own.get(1..) } else { above.get(length..) }.unwrap_or_default();
    let (body, tail) = below.split_at(begin_of_tail(below));
    read_tail(tail, &mut labels);
    let text = [first].iter().chain(body).map(|line| line.trim_end()).collect::<Vec<_>>().join("\n").trim().to_owned();
    (!text.is_empty()).then(|| (stated(&Head::of(&head, is_newer), &labels), text))
}

fn is_cover(line: &str) -> bool {
    COVER.iter().any(|start| line.starts_with(start)) || line.contains("| Privacy Policy |")
}

/// Reads what stands above the text: lines without a label, and labels with their values. Also gives how many lines that
/// are: the text begins at the first paragraph behind the labels that has none, unless a line announces it.
fn read_head<'a>(lines: &[&'a str], is_announced: bool, labels: &mut Labels) -> (Vec<&'a str>, usize) {
    let mut head = Vec::new();
    let (mut has_labels, mut is_behind) = (false, false);
    for (at, line) in lines.iter().map(|line| line.trim()).enumerate() {
        match label(line) {
            Some((name, value)) => {
                labels.add(name, value);
                (has_labels, is_behind) = (true, false);
            }
            None if line.is_empty() => is_behind = has_labels,
            None if !has_labels => head.push(line),
            None if is_behind && !is_announced => return (head, at),
            None => labels.extend(line),
        }
    }
    (head, lines.len())
}

/// The line at which the labels below the text begin: from there on every paragraph has a label, or is one of captions.
fn begin_of_tail(lines: &[&str]) -> usize {
    let is_empty = |line: &&str| line.trim().is_empty();
    let (mut begin, mut end, mut plain) = (lines.len(), lines.len(), 0);
    while let Some(last) = lines.get(..end).and_then(|above| above.iter().rposition(|line| !is_empty(line))) {
        let first = lines.get(..last).and_then(|above| above.iter().rposition(is_empty)).map_or(0, |at| at + 1);
        let paragraph = lines.get(first..=last).unwrap_or_default();
        match paragraph.iter().position(|line| is_below(line.trim())) {
            Some(0) if paragraph.first().is_some_and(|line| is_captions(line.trim())) => (begin, plain) = (first, 0),
            Some(at) if plain == 0 => {
                begin = first + at;
                // What stands above a label in its paragraph is the end of the text.
                if at > 0 {
                    break;
                }
            }
            None if plain < MOST_CAPTIONS => plain += 1,
            _ => break,
        }
        end = first;
    }
    begin
}

fn is_captions(line: &str) -> bool {
    line == "Graphic" || label(line).is_some_and(|(name, _)| name == "GRAPHIC")
}

/// True for the first line of what stands below a text.
fn is_below(line: &str) -> bool {
    let above = ["BODY", "HEADLINE", "BYLINE", "DATELINE", "SECTION", "LENGTH", "HIGHLIGHT"];
    line == "Classification" || is_captions(line) || is_legal(line) || label(line).is_some_and(|(name, _)| !above.contains(&name))
}

/// Reads the labels below the text; the value of one ends at an empty line.
fn read_tail(lines: &[&str], labels: &mut Labels) {
    let mut is_open = false;
    for line in lines.iter().map(|line| line.trim()) {
        match label(line) {
            Some((name, value)) => {
                labels.add(name, value);
                is_open = true;
            }
            None if line.is_empty() || is_legal(line) => is_open = false,
            None if is_open => labels.extend(line),
            None => {}
        }
    }
}

fn stated(own: &Head, labels: &Labels) -> Stated {
    let mut stated = Stated {
        body_only: true,
        headline: labels.line(&["headline"]).or_else(|| own.headline.clone()),
        byline: labels.byline("byline"),
        dateline: labels.line(&["dateline"]),
        date: own.day,
        latest: labels.day(&["load-date"]),
        source: own.publication.clone(),
        section: labels.line(&["section"]).map(|section| section.split([';', ',']).next().unwrap_or_default().trim().to_owned()),
        language: labels.line(&["language"]).and_then(|name| language(&name)),
        keywords: labels.names(&["subject"]),
        url: labels.line(&["url"]).filter(|url| is_of_article(url)),
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
        ("url", "URL"),
        ("subjects", "PERSON, CITY and the like"),
    ];
    tell(&mut stated, "Nexis", &told);
    stated
}

/// True for an address of more than a site.
fn is_of_article(url: &str) -> bool {
    let path = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).and_then(|rest| rest.split_once('/'));
    path.is_some_and(|(_, path)| path.len() > 1 && !path.contains(' '))
}

/// What stands above the labels, without labels of its own: publication and day, in the newer form behind the headline.
#[derive(Default)]
struct Head {
    headline: Option<String>,
    publication: Option<String>,
    day: Option<jiff::civil::Date>,
}

impl Head {
    fn of(lines: &[&str], is_newer: bool) -> Head {
        let lines: Vec<&str> = lines.iter().copied().filter(|line| !is_legal(line)).collect();
        // The first line is a headline or a name, whatever days it tells of.
        let at = lines.iter().skip(1).position(|line| day(line).is_some()).map_or(lines.len(), |at| at + 1);
        let (before, behind) = lines.split_at(at);
        let joined = |lines: &[&str]| Some(lines.join(" ")).filter(|text| !text.is_empty());
        let (headline, publication) = match (before, behind) {
            // The newer form has the headline first and the publication below it.
            ([headline @ .., publication], _) if is_newer => (joined(headline), Some((*publication).to_owned())),
            ([publication, ..], [_, behind @ ..]) => {
                let own: Vec<&str> = behind.iter().copied().filter(|line| !is_edition(line)).collect();
                (joined(&own), Some((*publication).to_owned()))
            }
            _ => (None, joined(before)),
        };
        Head { headline, publication, day: behind.first().and_then(|line| day(line)) }
    }
}

fn is_legal(line: &str) -> bool {
    line.starts_with("Copyright ")
        || line.to_lowercase().trim_end_matches('.').ends_with("all rights reserved")
        || line.contains("may not be republished")
        || line.starts_with('©')
}

/// `Final Edition`, `Late Edition - Final`, `PM cycle`, `Correction Appended`.
fn is_edition(line: &str) -> bool {
    let line = line.to_lowercase();
    line.ends_with("edition") || line.contains("edition -") || line.ends_with(" cycle") || line == "correction appended"
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
        for (text, byline) in [(OLDER, "By Jane Roe, Science Editor"), (NEWER, "By Jane Roe")] {
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

    #[test]
    fn lines_of_the_text_that_look_like_labels_stay_in_it() {
        let text = OLDER.replace(
            "   All day, the mayor said.",
            "   City: Oslo has many people.\n\nNOTES: for the third time this year.\n\nURL: http://www.post.example\n\n   All day, the mayor said.",
        );
        let text = text.replace("LOAD-DATE:", "GRAPHIC: PHOTO: The mayor\n\nCHART: Rain by day\n\nLOAD-DATE:");
        let (stated, body) = read(&text).unwrap();
        assert!(
            body.contains("City: Oslo has") && body.contains("NOTES: for") && body.ends_with("All day, the mayor said."),
            "{body}"
        );
        assert_eq!((stated.subjects.places, stated.url), (vec!["OSLO, NORWAY".to_owned()], None));
        assert_eq!(stated.latest.map(|day| day.to_string()).as_deref(), Some("2019-03-05"));
    }

    #[test]
    fn labels_above_an_announced_text_run_over_lines_and_paragraphs() {
        let text = "1 of 2 DOCUMENTS\n\nCopyright 1999 The Post Company\nThe Evening Post\n\nThe materials in the file may not be republished.\n\nMarch 4, 1999, Thursday, Late Edition - Final\n\nSECTION: Section A; Page 1\n\n\
            LENGTH: 120 words\n\nHEADLINE: Peace Talks Resume\nin the Hills\n\nBYLINE:  By JANE ROE; Max Miller contributed reporting from Bergen.\n\nHIGHLIGHT:\nShort.\n\nShorter.\n\nDATELINE: LONDON, March 3\n\nBODY:\n   Talks resumed.\n\nBody\n\n   They go on.\n\nLANGUAGE: ENGLISH\n";
        let (stated, body) = read(text).unwrap();
        assert_eq!(
            (stated.headline.as_deref(), stated.byline.as_deref(), stated.dateline.as_deref()),
            (Some("Peace Talks Resume in the Hills"), Some("By JANE ROE"), Some("LONDON, March 3"))
        );
        assert_eq!(
            (stated.source.as_deref(), body.as_str()),
            (Some("The Evening Post"), "Talks resumed.\n\nBody\n\n   They go on.")
        );
    }

    #[test]
    fn covers_pages_and_headings_of_the_newer_form_are_passed_over() {
        let cover = "User Name: jdoe\nDate and Time: Monday, March 4, 2019 11:37:00 AM EST\nJob Number: 84839283\n\nDocuments (2)\n\n1. Rain in Oslo for a week\nClient/Matter: -None-\nSearch Terms: oslo rain\n\n| About LexisNexis | Privacy Policy | Terms & Conditions |\n\nPage 1 of 2\n\n";
        let newer = NEWER.replace("Rain in Oslo for a week", "March 3, 2019: Rain in Oslo");
        let newer =
            newer.replace("Load-Date:", "Graphic\n\n\nPHOTO: The mayor\n\nClassification\n\n\nLanguage: ENGLISH\n\nLoad-Date:");
        let text = format!("{cover}{newer}");
        assert!(recognises(&text));
        let (stated, body) = read(&text).unwrap();
        assert_eq!(
            (stated.headline.as_deref(), stated.source.as_deref(), stated.language.as_deref()),
            (Some("March 3, 2019: Rain in Oslo"), Some("The Evening Post"), Some("en"))
        );
        assert_eq!(stated.date.map(|day| day.to_string()).as_deref(), Some("2019-03-04"));
        assert!(body.ends_with("All day, the mayor said."), "{body}");
    }
}
