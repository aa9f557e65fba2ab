//! Who wrote the article? Reads a byline: `By Janie Gabbett, Reuters`, `BY A. B. ROE AND C. DOE`, `Written by Jane Roe |
//! March 4, 2019`, `Thomas Ridley, Science Editor`. In comes one line, out come people, agency, desks and a date; a line
//! that has anything else in it (`By Friday the river had risen`) is refused whole. Desks and agencies are no people.

mod bare;
mod glued;
mod read;

use std::borrow::Cow;

use jiff::civil::Date;

pub use self::bare::{Position, bare};
use self::read::read;
use super::people::is_job;
use super::reason::Reason;
use super::{agency, date};

/// What a byline says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Byline {
    /// People, in normal case.
    pub authors: Vec<String>,
    /// Agency that they write for, or that signs alone.
    pub agency: Option<String>,
    /// Desks and collective bylines: `Staff Reporter`, `Lifestyle Desk`.
    pub desks: Vec<String>,
    /// A date on the same line.
    pub date: Option<Date>,
    /// What told that the line is a byline.
    pub reason: Reason,
}

/// Words that open a byline, in small letters, longest first.
const MARKERS: &[&str] = &[
    "author of the article:",
    "written by",
    "posted by",
    "reported by",
    "story by",
    "words by",
    "published by",
    "submitted by",
    "article by",
    "report by",
    "author:",
    "authors:",
    "written by:",
    "byline:",
    "words:",
    "texto:",
    "texte:",
    "tekst:",
    "by:",
    "by",
    "von",
    "par",
    "por",
    "di",
    "av",
    "af",
    "door",
];

/// Those among them that are words of their languages too.
const FOREIGN: &[&str] = &["von", "par", "por", "di", "av", "af", "door"];

/// A byline is no longer than this, in bytes.
const LONGEST: usize = 300;

/// True where the line is a byline with its opening word.
#[must_use]
pub fn opens(line: &str) -> bool {
    parse(line).is_some()
}

/// The byline that a line consists of.
///
/// ```
/// use newshound::article::byline::parse;
/// let byline = parse("by Janie Gabbett, Reuters").expect("a byline");
/// assert_eq!(byline.authors, ["Janie Gabbett"]);
/// assert_eq!(byline.agency.as_deref(), Some("Reuters"));
/// assert_eq!(parse("By Friday the river had risen."), None);
/// ```
#[must_use]
pub fn parse(line: &str) -> Option<Byline> {
    if line.len() > LONGEST {
        return None;
    }
    let rest = without_marker(line.trim()).or_else(|| behind_date(line))?;
    let rest = rest.trim_end_matches(['=', ' ', '_', '*']);
    let byline = read(&glued::parted(&without_loose_stops(rest)), true)?;
    Some(Byline { reason: Reason::high("name behind By"), ..byline })
}

/// The byline of one author whom a file states by name: read as one, and where it reads as none (another script, a name of
/// one word), a name as it stands.
#[must_use]
pub fn stated_name(name: &str) -> Byline {
    let is_plain =
        name.chars().count() <= 60 && !name.contains(|c: char| c.is_ascii_digit() || matches!(c, '@' | '/' | ':' | '|'));
    let as_it_stands = || Byline { authors: vec![name.to_owned()], ..Byline::default() };
    let read = parse(name).or_else(|| parse(&format!("By {name}")));
    read.unwrap_or_else(|| if is_plain && !name.is_empty() { as_it_stands() } else { Byline::default() })
}

/// `March 4, 2019 by Jane Roe`, `Posted on March 4, 2019 by Jane Roe`.
fn behind_date(line: &str) -> Option<&str> {
    let (day, names) = line.split_once(" by ").or_else(|| line.split_once(" By "))?;
    let figures = day.trim().chars().all(|c| c.is_ascii_digit() || matches!(c, '/' | '.' | '-'));
    (date::is_date_line(day) || (figures && !day.is_empty())).then_some(names)
}

/// `. Associated Press . PUBLISHED: . 14:11`: stops between blanks are what is left of line ends.
fn without_loose_stops(rest: &str) -> Cow<'_, str> {
    if rest.starts_with(". ") || rest.contains(" . ") {
        Cow::Owned(rest.trim_start_matches(['.', ' ']).replace(" . ", " | "))
    } else {
        Cow::Borrowed(rest)
    }
}

/// The byline of a desk or agency alone on a line: `Staff Reporter`, `Lifestyle Desk`, `AFP, MANILA`.
#[must_use]
pub fn collective(line: &str) -> Option<Byline> {
    let line = line.trim();
    let short = line.len() <= 60 && line.split_whitespace().count() <= 5 && !line.ends_with(['.', ':', '?', '!']);
    if !short || !line.split_whitespace().all(|word| !word.starts_with(char::is_lowercase)) {
        return None;
    }
    let (first, rest) = line.split_once([',', '|', '/']).unwrap_or((line, ""));
    let place = rest.is_empty() || !crate::gazetteer::lookup(rest.trim()).is_empty();
    let reason = Reason::medium("agency or desk alone between headline and story");
    if let Some(agency) = agency::known(first).filter(|_| place) {
        return Some(Byline { agency: Some(agency.to_owned()), reason, ..Byline::default() });
    }
    let last = line.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let team =
        matches!(last.as_str(), "desk" | "staff" | "bureau" | "team" | "newsroom" | "redaktion" | "correspondent" | "reporter");
    let desk = team && line.contains(' ') && (last == "desk" || bare(line, Position::Anywhere).is_none());
    let agency = agency_of_job(line).map(str::to_owned);
    desk.then(|| Byline { desks: vec![line.to_owned()], agency, reason, ..Byline::default() })
}

/// True for a line that announces names on the lines below: `By`, `Written by`, `Author of the article:`.
#[must_use]
pub fn announces(line: &str) -> bool {
    let line = line.trim().trim_end_matches([':', ' ', '.']);
    line.len() <= 24
        && ["by", "written by", "author", "authors", "author of the article", "words by", "byline", "story by", "posted by"]
            .iter()
            .any(|marker| line.eq_ignore_ascii_case(marker))
}

/// The byline of a line below one that announces names: a full name, with the marks of a list around it.
#[must_use]
pub fn listed(line: &str) -> Option<Byline> {
    let line = line.trim().trim_end_matches(|c: char| matches!(c, ',' | '&' | ' ') || c.is_ascii_digit());
    let line = line.strip_prefix("and ").unwrap_or(line);
    let name = line.strip_suffix(" and").unwrap_or(line);
    let byline = parse(line).or_else(|| read(&glued::parted(name), true)).filter(|_| name.contains(' ') && name.len() <= 120)?;
    let reason = Reason::high("name below a line that announces it");
    (!byline.authors.is_empty()).then_some(Byline { reason, ..byline })
}

/// A line with the job of the author above it: `Associated Press Writer`, `Foreign Correspondent`.
#[must_use]
pub fn is_job_line(line: &str) -> bool {
    line.len() <= 60
        && line.split_whitespace().count() <= 6
        && !super::blocks::ends_sentence(line)
        && is_job(line)
        && line.starts_with(char::is_uppercase)
}

/// The agency in the job of an author: `AP Sports Writer`.
#[must_use]
pub fn agency_of_job(line: &str) -> Option<&'static str> {
    let words: Vec<&str> = line.split_whitespace().take(3).collect();
    (1..=words.len()).rev().find_map(|count| agency::known(&words.get(..count)?.join(" ")))
}

fn without_marker(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(['*', '_', '(', '-', '–', '—', ' ']);
    MARKERS.iter().find_map(|marker| {
        let (head, rest) = line.split_at_checked(marker.len())?;
        if !head.eq_ignore_ascii_case(marker) {
            return None;
        }
        let spaced = rest.starts_with(char::is_whitespace) || rest.starts_with(':');
        let rest = rest.trim_start_matches([':', ' ', '\u{a0}']);
        if spaced && foreign_is_plain(marker, head, rest) {
            return Some(rest);
        }
        // `ByNina Roe`: the blank was lost with the markup; `Byron` goes on in small letters.
        (head.ends_with("By") || head.ends_with("by")).then_some(rest).filter(|rest| !spaced && starts_name(rest))
    })
}

/// `Von`, `Par` and their like begin sentences too: they count with a capital and a full name only.
fn foreign_is_plain(marker: &&str, head: &str, rest: &str) -> bool {
    let capital = head.starts_with(char::is_uppercase) && head.ends_with(char::is_lowercase);
    !FOREIGN.contains(marker) || (capital && rest.split_whitespace().count() >= 2)
}

fn starts_name(rest: &str) -> bool {
    let mut letters = rest.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase) && rest.contains(' ')
}

#[cfg(test)]
mod tests {
    use super::Reason;
    use super::{agency_of_job, announces, collective, is_job_line, listed, parse};

    fn authors(line: &str) -> Vec<String> {
        parse(line).map(|byline| byline.authors).unwrap_or_default()
    }

    #[test]
    fn one_author() {
        for line in [
            "By Jane Roe",
            "by Jane Roe, Reuters",
            "BY JANE ROE",
            "By JANE ROE=",
            "By JANE ROE, Associated Press",
            "Written by Jane Roe",
            "By Jane Roe | March 4, 2019",
            "By Jane Roe, Chief Political Correspondent",
            "By Jane Roe in Oslo",
            "ByJane Roe",
            "By: Jane Roe",
            "By Jane Roe, The Continental Review | July 14, 2015",
            "By Jane Roe - BBC News",
            "By Jane RoeMar 5, 2025 | 6 comments",
            "byJane Roe",
            "By Jane Roe Follow",
            "By Jane Roe published 19 May 2026",
            "By Jane Roe Jane Roe",
            "By Jane Roe The Associated Press",
            "By Jane Roe For Continental.Com",
            "By Jane Roe / Continental Review Staff Writer",
            "By . Jane Roe . PUBLISHED: . 14:11 EST, 25 October 2013 . | . UPDATED: .",
            "Author of the article: Jane Roe",
            "Posted on March 4, 2019 by Jane Roe",
            "11/19/2019 by Jane Roe",
            "Posted by Jane Roe on March 4, 2019",
            "By Dr. Jane Roe",
        ] {
            assert_eq!(authors(line), ["Jane Roe"], "{line}");
        }
    }

    #[test]
    fn several_authors() {
        assert_eq!(authors("By Jane Roe and John Doe"), ["Jane Roe", "John Doe"]);
        assert_eq!(authors("By Jane Roe, Chief Editor and John Doe"), ["Jane Roe", "John Doe"]);
        assert_eq!(authors("Von Jana Müller und Peter Schmidt"), ["Jana Müller", "Peter Schmidt"]);
        assert_eq!(authors("Av Kari Nordmann og Ola Hansen"), ["Kari Nordmann", "Ola Hansen"]);
        assert_eq!(authors("By Jane Roe, John Doe and Ana Belén Río, CNN"), ["Jane Roe", "John Doe", "Ana Belén Río"]);
        assert_eq!(authors("by Xinhua writers Zhou Lixin, Ma Weihong"), ["Zhou Lixin", "Ma Weihong"]);
        assert_eq!(authors("BY PATRICK O'BRIEN AND IAN McDONALD"), ["Patrick O'Brien", "Ian McDonald"]);
    }

    #[test]
    fn names_in_their_forms() {
        assert_eq!(authors("By Harshit"), ["Harshit"]);
        assert_eq!(authors("By J. R. Ewing Jr."), ["J. R. Ewing Jr."]);
        assert_eq!(authors("By Sammy Davis, Jr."), ["Sammy Davis Jr."]);
        assert_eq!(authors("By Pieter van der Berg"), ["Pieter van der Berg"]);
        assert_eq!(authors("By Jean-Luc O’Neill, MD"), ["Jean-Luc O’Neill"]);
    }

    #[test]
    fn desks_and_agencies_are_no_people() {
        for line in
            ["By Reuters Staff", "By Staff Reporter", "By TOI Lifestyle Desk", "By The Associated Press", "By Our Correspondent"]
        {
            let byline = parse(line).unwrap_or_else(|| panic!("{line} is a byline"));
            assert_eq!(byline.authors, Vec::<String>::new(), "{line}");
        }
        assert_eq!(parse("By The Associated Press").and_then(|b| b.agency).as_deref(), Some("AP"));
    }

    #[test]
    fn sentences_are_no_bylines() {
        for line in [
            "By Friday the river had risen over its banks.",
            "By Friday",
            "By the time they came",
            "By winning Ohio, Jane Roe took the lead.",
            "Abby Roe",
            "Byron Smith wins again",
            "By 2030",
            "By December",
            "",
            "By",
            "By ",
            "Par for the course",
        ] {
            assert_eq!(parse(line), None, "{line}");
        }
    }

    #[test]
    fn a_date_on_the_line_is_kept() {
        let byline = parse("By Jane Roe | July 14, 2015").expect("a byline");
        assert_eq!(byline.date.map(|d| d.to_string()).as_deref(), Some("2015-07-14"));
    }

    #[test]
    fn jobs_name_their_agency() {
        assert!(is_job_line("Associated Press Writer"));
        assert!(is_job_line("Foreign Correspondent"));
        assert!(!is_job_line("The writer said no."));
        assert_eq!(agency_of_job("UPI Science Writer"), Some("UPI"));
        assert_eq!(agency_of_job("Associated Press Writer"), Some("AP"));
    }

    #[test]
    fn names_in_small_letters_have_to_be_known() {
        assert_eq!(authors("By keith grant, Reuters"), ["Keith Grant"]);
        assert_eq!(authors("by popular vote"), Vec::<String>::new());
    }

    #[test]
    fn initials_of_an_outlet_are_no_author() {
        let byline = parse("By TPN, in News, Business").expect("a byline");
        assert_eq!((byline.authors.len(), byline.desks), (0, vec!["TPN".to_owned()]));
    }

    #[test]
    fn names_below_an_announcing_line() {
        for line in ["By", "BY", "Author of the article:", "Written by", "Author"] {
            assert!(announces(line), "{line}");
        }
        assert!(!announces("By Jane Roe") && !announces("Author Jane Roe"));
        let names = |line| listed(line).map(|byline| byline.authors).unwrap_or_default();
        assert_eq!(names("Jane Roe0,"), ["Jane Roe"]);
        assert_eq!(names("Jane Roe &"), ["Jane Roe"]);
        assert_eq!(names("Jane Roe and"), ["Jane Roe"]);
        assert_eq!(names("…"), Vec::<String>::new());
        assert_eq!(names("Published May 24, 2026"), Vec::<String>::new());
    }

    #[test]
    fn rules_are_named() {
        assert_eq!(parse("By Jane Roe").map(|byline| byline.reason), Some(Reason::high("name behind By")));
    }

    #[test]
    fn desks_and_agencies_alone() {
        let agency = |line| collective(line).and_then(|byline| byline.agency);
        assert_eq!(agency("AFP, MANILA").as_deref(), Some("AFP"));
        assert_eq!(agency("PTI | New Delhi").as_deref(), Some("PTI"));
        assert_eq!(agency("Reuters Staff").as_deref(), Some("Reuters"));
        for line in ["Staff Reporter", "TOI Lifestyle Desk", "Our Correspondent"] {
            assert_eq!(collective(line).map(|byline| (byline.authors, byline.desks)), Some((vec![], vec![line.to_owned()])));
        }
        for line in ["AFP, bread and flour", "Desk", "The desk stays open", "Jane Miller", "Bread dearer", ""] {
            assert_eq!(collective(line), None, "{line}");
        }
    }
}
