//! When was the article published? Collects what states a day and takes the first in the order of trust: the file, a
//! dateline with its year, a labelled line (`Published: March 4, 2019`), a date line without a label, the path. A
//! dateline without a year keeps `XXXX`, unless the weekday that the story names settles a recent year. Never a guess
//! without a mark.

use jiff::civil::Date;

use super::calendar::{self, Day};
use super::model::{OtherDate, PublicationDate};
use super::months;
use super::survey::{Source, years_about};
use super::tokens::{Token, pieces};
use super::year;

/// A day that a line states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// The day.
    pub day: Date,
    /// How the line calls it.
    pub label: Label,
}

/// How a line calls its day, the most trusted first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Label {
    /// `Published`, `Posted`.
    Published,
    /// `Updated`, `Last modified`.
    Updated,
    /// Nothing but the date.
    None,
}

/// Date lines are no longer than this, in bytes.
const LONGEST: usize = 140;

/// True where a line states a day and hardly anything else.
#[must_use]
pub fn is_date_line(line: &str) -> bool {
    in_line(line).is_some()
}

/// The day of a date line: labelled, or made of date, weekday and time alone.
#[must_use]
pub fn in_line(line: &str) -> Option<Line> {
    if line.len() > LONGEST || !line.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let pieces = pieces(line);
    let (at, (day, next)) = (0..pieces.len())
        .find_map(|at| calendar::read(&pieces, at).filter(|(day, _)| day.date().is_some()).map(|found| (at, found)))?;
    let others = pieces.iter().enumerate().filter(|(place, _)| *place < at || *place >= next);
    let words = others.filter(|(_, piece)| matches!(piece.token, Token::Word(word) if !is_clockwork(word))).count();
    let label = label(line);
    let allowed = if label == Label::None { 0 } else { 6 };
    (words <= allowed && !super::blocks::ends_sentence(line.trim_end_matches('.'))).then_some(())?;
    Some(Line { day: day.date()?, label })
}

/// The first full day within a line, whatever stands around it.
#[must_use]
pub fn within(line: &str) -> Option<Date> {
    let pieces = pieces(line.get(..LONGEST).unwrap_or(line));
    (0..pieces.len()).find_map(|at| calendar::read(&pieces, at)?.0.date())
}

/// The day that a text consists of.
#[must_use]
pub fn whole(text: &str) -> Option<Date> {
    in_line(text).filter(|line| line.label == Label::None).map(|line| line.day)
}

fn label(line: &str) -> Label {
    let lower = line.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if has(&["last updated", "updated", "modified", "aktualisiert", "actualizado", "mis à jour"]) && !has(&["published"]) {
        Label::Updated
    } else if has(&[
        "published",
        "posted",
        "first published",
        "première publication",
        "date:",
        "veröffentlicht",
        "publicado",
        "publisert",
        "publicerad",
        "publié",
        "pubblicato",
    ]) {
        Label::Published
    } else {
        Label::None
    }
}

/// Words of weekdays and times of day, which say nothing else.
fn is_clockwork(word: &str) -> bool {
    let lower = word.to_lowercase();
    let plain = lower.replace('.', "");
    months::weekday(word).is_some()
        || matches!(
            plain.as_str(),
            "am" | "pm"
                | "gmt"
                | "utc"
                | "bst"
                | "est"
                | "edt"
                | "et"
                | "cst"
                | "cdt"
                | "pst"
                | "pdt"
                | "ist"
                | "cet"
                | "cest"
                | "pt"
                | "on"
                | "at"
                | "noon"
                | "midnight"
                | "local"
                | "time"
                | "hrs"
                | "h"
                | "uhr"
                | "kl"
                | "and"
                | "date"
                | "the"
                | "of"
        )
}

/// The day in a path: `2016/06/24`, `2016-06-24`, `20160624`.
#[must_use]
pub fn in_path(path: &str) -> Option<Date> {
    let figures: Vec<&str> = path.split(|c: char| !c.is_ascii_digit()).collect();
    let parted = figures.windows(3).find_map(|three| match three {
        [year, month, day] if calendar::is_year(year) && month.len() == 2 && day.len() == 2 => day_of(year, month, day),
        _ => None,
    });
    parted.or_else(|| {
        figures.iter().filter(|run| run.len() == 8).find_map(|run| {
            let (year, rest) = run.split_at_checked(4)?;
            let (month, day) = rest.split_at_checked(2)?;
            calendar::is_year(year).then(|| day_of(year, month, day))?
        })
    })
}

fn day_of(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Everything that may tell the day of publication.
#[derive(Debug, Default)]
pub struct Evidence<'a> {
    /// Day that the file states.
    pub stated: Option<Date>,
    /// Day of the dateline.
    pub dateline: Option<Day>,
    /// The best date line.
    pub line: Option<Line>,
    /// Address of the article.
    pub url: Option<&'a str>,
    /// Path of the article.
    pub path: &'a str,
    /// Body, for the weekday that it names first and the years that it speaks of.
    pub body: &'a str,
    /// Day of the file's last modification.
    pub file: Option<Date>,
    /// Day on which the document was made, where its properties say so.
    pub made: Option<Date>,
    /// Latest day that the article can be from.
    pub bound: Option<Date>,
    /// Days of the other articles of its source.
    pub neighbours: Option<&'a Source>,
}

/// The publication date, by the order of trust; what else states a day, and another one, stands beside it.
#[must_use]
pub fn publication(evidence: &Evidence<'_>) -> Option<PublicationDate> {
    let stated = stated(evidence);
    let Some((day, from)) = stated.first().copied() else {
        return by_dateline(evidence).or_else(|| evidence.made.map(by_making));
    };
    let mut conflicts: Vec<OtherDate> = stated.iter().skip(1).filter_map(|other| conflict(day, *other)).collect();
    conflicts.extend(evidence.dateline.and_then(|dateline| slip(day, dateline)));
    Some(PublicationDate { value: day.to_string(), from: from.to_owned(), year_from: Some(from.to_owned()), conflicts })
}

/// The full days that something states, the most trusted first. A line that tells of a change comes last and is no
/// rival to the others.
fn stated(evidence: &Evidence<'_>) -> Vec<(Date, &'static str)> {
    let changed = evidence.line.filter(|line| line.label == Label::Updated);
    let line = evidence.line.filter(|line| line.label != Label::Updated);
    let days = [
        (evidence.stated, "metadata"),
        (evidence.dateline.and_then(Day::date), "dateline"),
        (evidence.url.and_then(in_path), "url"),
        (line.map(|line| line.day), "text"),
        (in_path(evidence.path), "path"),
    ];
    let mut stated: Vec<(Date, &'static str)> = days.into_iter().filter_map(|(day, from)| Some((day?, from))).collect();
    if stated.is_empty() {
        stated.extend(changed.map(|line| (line.day, "text")));
    }
    stated
}

/// Another day than the one taken; the dateline's has a rule of its own.
fn conflict(taken: Date, (day, from): (Date, &str)) -> Option<OtherDate> {
    (day != taken && from != "dateline").then(|| OtherDate { value: day.to_string(), from: from.to_owned() })
}

/// A story is filed up to a week before it is published, and at most a day after: the night between two time zones.
const FILED_BEFORE: i32 = 7;
const FILED_AFTER: i32 = 1;
/// Days between dateline and publication from which one of them is a slip: 99.7% of wire stories lie within one.
const SLIP: i32 = 3;

/// A dateline whose day is not about that of publication, in whatever year.
fn slip(published: Date, dateline: Day) -> Option<OtherDate> {
    let value = dateline.edtf()?;
    let filed = dateline.date().or_else(|| filed(published, dateline.month?, dateline.day?));
    let near = filed.is_some_and(|filed| (published - filed).get_days().abs() <= SLIP);
    (!near).then(|| OtherDate { value, from: "dateline".to_owned() })
}

/// The day of that month and day on which a story was filed that was published on `published`.
pub(super) fn filed(published: Date, month: i8, day: i8) -> Option<Date> {
    years_about(published, month, day).find(|filed| (-FILED_AFTER..=FILED_BEFORE).contains(&(published - *filed).get_days()))
}

/// The day of the dateline, with the year that the first of these tells: a date in the story, the neighbours, the file, the
/// weekday.
fn by_dateline(evidence: &Evidence<'_>) -> Option<PublicationDate> {
    let dateline = evidence.dateline?;
    let partial = dateline.edtf()?;
    let year = year::of(dateline, evidence);
    Some(PublicationDate {
        value: year.map_or(partial, |(day, _)| format!("{day}?")),
        from: "dateline".to_owned(),
        year_from: year.map(|(_, from)| from.to_owned()),
        ..PublicationDate::default()
    })
}

/// The day on which the document was made, as a guess: most stories are written on the day that they are from.
fn by_making(day: Date) -> PublicationDate {
    PublicationDate { value: format!("{day}?"), from: "metadata".to_owned(), ..PublicationDate::default() }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::super::calendar::Day;
    use super::{Evidence, Label, Line, in_line, in_path, publication};

    const DECEMBER: Option<Day> = Some(Day { year: None, month: Some(12), day: Some(2) });

    fn value(evidence: &Evidence<'_>) -> Option<String> {
        publication(evidence).map(|found| format!("{} {} {}", found.value, found.from, found.year_from.unwrap_or_default()))
    }

    #[test]
    fn date_lines() {
        for (line, day, label) in [
            ("Published: March 4, 2019", date(2019, 3, 4), Label::Published),
            ("Updated 8:47 p.m. EDT April 10, 1998", date(1998, 4, 10), Label::Updated),
            ("Wed 13 Dec 2023 14.20 GMT", date(2023, 12, 13), Label::None),
            ("New Delhi | Updated: September 9, 2023 21:37 IST", date(2023, 9, 9), Label::Updated),
            ("Published 6:12 AM EDT, Mon April 21, 2025", date(2025, 4, 21), Label::Published),
            ("2019-03-04", date(2019, 3, 4), Label::None),
        ] {
            assert_eq!(in_line(line).map(|found| (found.day, found.label)), Some((day, label)), "{line}");
        }
    }

    #[test]
    fn sentences_with_a_date_are_no_date_lines() {
        for line in
            ["The accord was signed on April 10, 1998.", "", "April 10", "1998", "Rates from 4 May 2010 onward fell again"]
        {
            assert_eq!(in_line(line), None, "{line}");
        }
    }

    #[test]
    fn paths_hold_days() {
        assert_eq!(in_path("web/2016/06/24/vote.txt"), Some(date(2016, 6, 24)));
        assert_eq!(in_path("2016-06-24-vote.txt"), Some(date(2016, 6, 24)));
        assert_eq!(in_path("news/20160624.txt"), Some(date(2016, 6, 24)));
        for path in ["2016/13/24/a.txt", "a.txt", "2016/06/vote.txt", "12345678901.txt"] {
            assert_eq!(in_path(path), None, "{path}");
        }
    }

    #[test]
    fn the_most_trusted_source_wins() {
        let full = Some(Day { year: Some(1990), month: Some(10), day: Some(3) });
        let day: Date = date(2019, 3, 4);
        let all = Evidence {
            stated: Some(date(1991, 1, 1)),
            dateline: full,
            line: Some(Line { day, label: Label::None }),
            path: "2016/06/24/a",
            ..Evidence::default()
        };
        assert_eq!(value(&all).as_deref(), Some("1991-01-01 metadata metadata"));
        let without = Evidence { stated: None, ..all };
        assert_eq!(value(&without).as_deref(), Some("1990-10-03 dateline dateline"));
        let without = Evidence { dateline: DECEMBER, ..without };
        assert_eq!(value(&without).as_deref(), Some("2019-03-04 text text"));
        let without = Evidence { line: None, ..without };
        assert_eq!(value(&without).as_deref(), Some("2016-06-24 path path"));
    }

    #[test]
    fn what_states_another_day_is_kept() {
        let line = |label| Some(Line { day: date(2019, 3, 6), label });
        let other = |evidence: &Evidence<'_>| {
            let conflicts = publication(evidence).map(|found| found.conflicts).unwrap_or_default();
            conflicts.into_iter().map(|other| format!("{} {}", other.value, other.from)).collect::<Vec<_>>()
        };
        let stated = Some(date(2019, 3, 4));
        let page = Evidence { stated, line: line(Label::Published), path: "2019/03/04/a", ..Evidence::default() };
        assert_eq!(other(&page), ["2019-03-06 text"]);
        let changed = Evidence { line: line(Label::Updated), url: Some("https://a.example/2019/03/05/b"), ..page };
        assert_eq!(other(&changed), ["2019-03-05 url"]);
        assert_eq!(other(&Evidence { line: line(Label::Updated), ..Evidence::default() }), [""; 0]);
    }

    #[test]
    fn a_dateline_far_from_publication_is_a_slip() {
        let slip = |published: Date, month, day| super::slip(published, Day { year: None, month: Some(month), day: Some(day) });
        assert_eq!(slip(date(2019, 1, 2), 12, 31), None);
        assert_eq!(slip(date(2018, 12, 31), 1, 1), None);
        assert_eq!(slip(date(2019, 3, 4), 3, 1), None);
        for (month, day) in [(2, 28), (3, 8), (9, 4), (2, 29)] {
            let value = format!("XXXX-{month:02}-{day:02}");
            assert_eq!(slip(date(2019, 3, 4), month, day).map(|found| found.value), Some(value));
        }
        assert_eq!(super::slip(date(2019, 3, 4), Day { year: None, month: Some(3), day: None }), None);
    }

    #[test]
    fn nothing_states_nothing() {
        assert_eq!(value(&Evidence::default()), None);
    }
}
