//! In which year was a dateline without one filed? In the order of trust: a date close by that the story names, the day on
//! which the document was made, the year that its neighbours in the folder share, the day of the file where the folder shows
//! that it tells, and the weekday that the story names first. In come the evidence of a date, out come a day and what told its year; every such year is a
//! guess, and where nothing tells one there is none.

use jiff::civil::{Date, Weekday};

use super::calendar::{self, Day};
use super::date::Evidence;
use super::months;
use super::survey::years_about;
use super::tokens::pieces;

/// The dateline's day in the year that something tells, and what told it, as in `year_from`.
#[must_use]
pub fn of(dateline: Day, evidence: &Evidence<'_>) -> Option<(Date, &'static str)> {
    let (month, day, bound) = (dateline.month?, dateline.day?, evidence.bound?);
    let neighbours = evidence.neighbours;
    let by_neighbours = || neighbours?.days.year_of(month, day).map(|found| found.day);
    let by_weekdays = || Date::new(neighbours?.era.year()?, month, day).ok();
    let by_making = || super::date::filed(evidence.made?, month, day);
    let by_file = || neighbours?.days.by_file(evidence.file?, month, day);
    let fits_era = |day: &Date| neighbours.is_none_or(|source| source.era.allows(day.year()));
    let known = |found: Option<Date>, from| found.filter(|day| *day <= bound).map(|day| (day, from));
    known(named_in_story(evidence.body, month, day, bound), "text")
        .or_else(|| known(by_making(), "metadata"))
        .or_else(|| known(by_neighbours(), "corpus"))
        .or_else(|| known(by_file(), "mtime"))
        .or_else(|| known(by_weekdays(), "corpus"))
        .or_else(|| known(by_weekday(evidence.body, month, day, bound).filter(fits_era), "weekday"))
}

/// Days between a date that the story names and the dateline's, for that date to tell the year.
const NEAR: i32 = 7;

/// The day of the dateline, in the year of a full date of the story that lies within a week of it.
///
/// Terms and anniversaries bear such dates too (`due March 1, 1999`): of what happened, it is said `on` that day or on a
/// weekday, and the story speaks of no later year, and the weekday that it names first is that of the dateline or one day
/// off.
fn named_in_story(body: &str, month: i8, day: i8, bound: Date) -> Option<Date> {
    let near = |named: Date| years_about(named, month, day).find(|date| (*date - named).get_days().abs() <= NEAR);
    let date = full_dates(body).into_iter().filter(|named| *named <= bound).filter_map(near).max()?;
    let latest = latest_year(body, bound.year())?;
    let weekday_fits = |named: Weekday| matches!(date.weekday().since(named), 0 | 1 | 6);
    (latest <= date.year() && first_weekday(body).is_some_and(weekday_fits)).then_some(date)
}

/// The full dates on which a text says that something happened: behind `on` or a weekday.
fn full_dates(text: &str) -> Vec<Date> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let happened = |word: &&str| word.eq_ignore_ascii_case("on") || months::weekday(word.trim_end_matches(',')).is_some();
    let found = words.windows(4).filter(|four| four.first().is_some_and(happened));
    let date = |four: &[&str]| calendar::read(&pieces(&four.get(1..)?.join(" ")), 0)?.0.date();
    found.filter_map(date).collect()
}

/// Years before the bound in which a weekday settles the year: further back, the same weekday returns on that day.
const YEARS_BACK: i16 = 4;

/// The latest day up to the bound that falls on the weekday that the story names first.
///
/// In 87% of dated wire stories the first weekday named is that of the dateline. A story that speaks of no year later
/// than five years before is an old one: its year stays unknown.
fn by_weekday(body: &str, month: i8, day: i8, bound: Date) -> Option<Date> {
    let weekday = first_weekday(body)?;
    let date = (0..=YEARS_BACK)
        .map(|back| bound.year() - back)
        .find_map(|year| Date::new(year, month, day).ok().filter(|date| *date <= bound && date.weekday() == weekday))?;
    let latest = latest_year(body, bound.year());
    latest.is_none_or(|latest| latest + 5 > date.year()).then_some(date)
}

/// The weekday named first, in full.
pub(super) fn first_weekday(body: &str) -> Option<Weekday> {
    body.match_indices("day").find_map(|(at, ending)| {
        let (before, behind) = body.split_at_checked(at + ending.len())?;
        let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().filter(|word| word.len() >= 6)?;
        months::weekday(word).filter(|_| !behind.starts_with(char::is_alphanumeric))
    })
}

/// The latest year that the story speaks of, up to the bound.
fn latest_year(body: &str, bound: i16) -> Option<i16> {
    years_named(body).filter(|year| *year <= bound).max()
}

/// The years that a text names, as often as it does: four figures with no letter or figure beside them.
pub(super) fn years_named(text: &str) -> impl Iterator<Item = i16> {
    let starts = |at: usize| at.checked_sub(1).and_then(|before| text.as_bytes().get(before)).is_none_or(|byte| ends_word(*byte));
    let ends = |at: usize| text.as_bytes().get(at).is_none_or(|byte| ends_word(*byte));
    let first = text.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'1' | b'2')).map(|(at, _)| at);
    let year = |at: usize| text.get(at..at + 4).filter(|figure| calendar::is_year(figure))?.parse().ok();
    first.filter(move |at| starts(*at) && ends(at + 4)).filter_map(year)
}

/// Letters of other scripts are bytes above ASCII: a year beside one is none.
fn ends_word(byte: u8) -> bool {
    byte.is_ascii() && !byte.is_ascii_alphanumeric()
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Weekday, date};

    use super::super::calendar::Day;
    use super::super::date::{Evidence, publication};
    use super::{first_weekday, years_named};

    const DECEMBER: Option<Day> = Some(Day { year: None, month: Some(12), day: Some(2) });

    fn value(evidence: &Evidence<'_>) -> Option<String> {
        publication(evidence).map(|found| format!("{} {} {}", found.value, found.from, found.year_from.unwrap_or_default()))
    }

    #[test]
    fn a_weekday_settles_a_recent_year_only() {
        let bound = Some(date(2026, 11, 22));
        let story = |body| value(&Evidence { dateline: DECEMBER, body, bound, ..Evidence::default() });
        assert_eq!(story("They met on Tuesday.").as_deref(), Some("2025-12-02? dateline weekday"));
        assert_eq!(story("They met on Sunday.").as_deref(), Some("XXXX-12-02 dateline "));
        assert_eq!(story("They met.").as_deref(), Some("XXXX-12-02 dateline "));
        assert_eq!(story("They met on Tuesday, as in 1986.").as_deref(), Some("XXXX-12-02 dateline "));
    }

    #[test]
    fn a_date_of_the_story_near_the_dateline_tells_the_year() {
        let bound = Some(date(2026, 11, 22));
        let story = |body| value(&Evidence { dateline: DECEMBER, body, bound, ..Evidence::default() });
        let told = Some("2014-12-02? dateline text");
        assert_eq!(story("They met on Tuesday, on November 30, 2014, and on no other day.").as_deref(), told);
        assert_eq!(
            story("They had met on Sunday, Nov. 30, 2014. On Tuesday they went on.").as_deref(),
            Some("XXXX-12-02 dateline ")
        );
        for body in [
            "They met on Tuesday. The bonds are due November 30, 2014.",
            "They met on Tuesday, as on November 20, 2014.",
            "They met on Tuesday, as on November 30, 2014, and will in 2016.",
            "They met on Friday, as on November 30, 2014.",
            "They met, as on November 30, 2014.",
        ] {
            assert_ne!(story(body).as_deref(), told, "{body}");
        }
    }

    #[test]
    fn years_and_weekdays_are_words_of_their_own() {
        let years: Vec<i16> = years_named("In 1986 and 2001, not 19860 or A1987; 1650-1700, 21000.").collect();
        assert_eq!(years, [1986, 2001, 1650, 1700]);
        assert_eq!(first_weekday("Holiday, Mondays and then Friday."), Some(Weekday::Friday));
        assert_eq!(first_weekday("On SUNDAY or Sundayé"), None);
    }
}
