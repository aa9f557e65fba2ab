//! Are the fields of an article what its marks say? Runs the annotated articles in `tests/recognition/*.txt`, one file
//! a family of rules. All their texts are our own inventions.
//!
//! A case is a line `=== name of the case`, directives, the article with its fields marked, and expectations:
//!
//! ```text
//! === an agency behind the date
//! today: 2026-11-22
//!
//! ⟦headline⟧Bread dearer in Oslo⟦/⟧
//!
//! By ⟦author⟧Jane Roe⟦/⟧, ⟦agency⟧Reuters⟦/⟧
//!
//! ⟦dateline place=Europe/Norway/Oslo date=XXXX-03-03 agency=Reuters⟧OSLO, March 3 (Reuters) -⟦/⟧ Bakers met on Tuesday.
//!
//! ⟦boilerplate⟧Share⟦/⟧
//! --- date: 2026-03-03? from dateline, year weekday
//! ```
//!
//! - What is not marked is body. A line on which a person or an agency is marked is no part of it, nor is what stands
//!   before a dateline on the same line. A paragraph ends at an empty line, at a line that is no body, and before `¶`.
//! - Marks: `headline kicker caption author agency dateline subhead boilerplate`, the roles of credits (`editor
//!   contributor photographer writer desk`), and `aside` for what is no field and no body either (date lines, sign-offs).
//!   They nest. In Markdown the number signs of a heading are no body.
//!   The value of a field is the text in its mark, or what the mark gives: `⟦author=Jane Roe⟧JANE ROE⟦/⟧`.
//! - A dateline has `place=` (the path, a name alone, or `?/Name` for a place that is not found), `date=`, `agency=` and
//!   `flag=`, and `text=` where it comes out otherwise than it stands; what it does not have, the dateline found must not have either.
//! - Directives: `path` and `modified` of the file, `format` (`text`, `markdown`), `today`, `stated-date`, and `known` with
//!   the reason of a case that is not recognised yet: it must fail, so that the directive goes when it is mended.
//! - Expectations: `--- date: VALUE from WHERE, year WHERE` (by default the dateline's, if any), `--- conflict: VALUE from
//!   WHERE`, `--- resolved: HOW` (what told the first place from its namesakes).
//!
//! Every mark is also compared with the span of the evidence in `why`.

mod case;
mod compare;

use std::fs;
use std::path::{Path, PathBuf};

use self::case::Case;

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recognition");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    files
}

/// What is wrong with a case, as a report; nothing where it is as it should be.
fn failure(case: &Case) -> Option<String> {
    let difference = compare::difference(case);
    match (&case.known, difference) {
        (Some(reason), None) => Some(format!("is recognised now: remove its line `known: {reason}`\n")),
        (None, found) => found,
        (Some(_), Some(_)) => None,
    }
}

#[test]
fn annotated_articles_are_read_as_they_are_marked() {
    let mut report = String::new();
    let (mut cases, mut failed) = (0, 0);
    for file in files() {
        let family = file.file_name().unwrap().to_string_lossy().into_owned();
        for case in case::cases(&fs::read_to_string(&file).unwrap()) {
            cases += 1;
            if let Some(difference) = failure(&case) {
                failed += 1;
                report.push_str(&format!("\ntests/recognition/{family}:{} {}\n{difference}", case.line, case.name));
            }
        }
    }
    assert!(failed == 0, "{failed} of {cases} cases (- wanted, + found):\n{report}");
    assert!(cases > 300, "only {cases} cases were read");
}

const GOOD: &str = "=== good\n\n⟦headline⟧Bread dearer again in the towns⟦/⟧\n\nBy ⟦author⟧Jane Roe⟦/⟧\n\n\
    ⟦dateline place=Europe/Norway/Oslo date=XXXX-03-03 agency=Reuters⟧OSLO, March 3 (Reuters) -⟦/⟧ Bakers of the capital met to \
    settle the price of bread, and millers came as well.\n";

/// The difference that the runner finds where some text of the good case is another.
fn altered(from: &str, to: &str) -> Option<String> {
    assert!(GOOD.contains(from), "{from}");
    compare::difference(&case::cases(&GOOD.replacen(from, to, 1))[0])
}

#[test]
fn a_good_case_passes() {
    assert_eq!(altered("good", "good"), None);
}

#[test]
fn every_wrong_mark_is_seen() {
    for (from, to, told) in [
        ("⟦author⟧Jane Roe⟦/⟧", "⟦author=Ann Roe⟧Jane Roe⟦/⟧", "- author: Ann Roe\n+ author: Jane Roe\n"),
        ("Norway/Oslo", "Sweden/Oslo", "- place: Europe/Sweden/Oslo\n+ place: Europe/Norway/Oslo\n"),
        ("date=XXXX-03-03", "date=XXXX-03-04", "+ date of the dateline: XXXX-03-03\n"),
        (" agency=Reuters", "", "+ agency of the dateline: Reuters\n"),
        ("-⟦/⟧ Bakers of", "- Bakers⟦/⟧ of", "- dateline: OSLO, March 3 (Reuters) - Bakers\n"),
        ("⟦headline⟧Bread ", "Bread ⟦headline⟧", "- headline: dearer again in the towns\n"),
        ("By ⟦author⟧Jane Roe⟦/⟧", "⟦boilerplate⟧By Jane Roe⟦/⟧", "+ author: Jane Roe\n"),
        ("millers came", "⟦aside⟧millers⟦/⟧ came", "- body: Bakers"),
    ] {
        let difference = altered(from, to).unwrap_or_default();
        assert!(difference.contains(told), "{from} -> {to}: {difference:?}");
    }
}

#[test]
fn a_wrong_span_is_seen() {
    let case = &case::cases(GOOD)[0];
    let mut article = compare::recognised(case);
    article.why.iter_mut().find(|one| one.field == "authors").unwrap().span.as_mut().unwrap().end -= 1;
    assert!(compare::spans(case, &article).iter().any(|line| line.contains("authors")), "{:?}", article.why);
}

#[test]
fn a_known_case_that_is_mended_says_so() {
    let known = GOOD.replacen("good\n", "good\nknown: nobody reads it\n", 1);
    assert!(failure(&case::cases(&known)[0]).unwrap().contains("remove its line `known: nobody reads it`"));
}
