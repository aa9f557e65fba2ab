//! When did a source publish? The dates that its articles state are the neighbours of those that state no year: the one
//! year in which they lie about a dateline's day is its year. The day of a file counts only where the folder shows that
//! files were written when their articles were published: files copied at once say nothing.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::article::model::{Article, Document};

/// Days on each side of a date within which neighbours speak for its year.
const NEAR: i32 = 45;
/// Neighbours that have to speak for a year.
const FEWEST: usize = 3;
/// One neighbour in so many may speak for another year: dates are mistyped, stories filed again.
const OTHERS: usize = 20;
/// Neighbours that tell a year although none of them is near: they frame the date within one year.
const FEWEST_FRAME: usize = 5;

/// Articles whose file is as old as they are, before the days of files are believed.
const FEWEST_FILES: usize = 5;
/// Different days on which these files were written.
const FEWEST_FILE_DAYS: usize = 3;
/// A file is written at most a day before the day that its article bears, and at most so many days after it.
const BEFORE: i32 = 1;
const AFTER: i32 = 3;

/// What one article tells: its day, as far as it is stated, and the day of its file.
#[derive(Debug, Default)]
pub(super) struct Sketch {
    stated: Option<Date>,
    month_and_day: Option<(i8, i8)>,
    file: Option<Date>,
}

impl Sketch {
    pub(super) fn new(document: &Document, article: &Article) -> Self {
        let value = article.date.as_ref().map_or("", |date| date.value.as_str());
        Self {
            // An inferred year ends in a question mark, which is no part of a calendar day.
            stated: value.parse().ok(),
            month_and_day: value.strip_prefix("XXXX-").and_then(month_and_day),
            file: document.modified,
        }
    }

    /// The day of the file, where it is about that of the article.
    fn fits_its_file(&self) -> Option<Date> {
        let file = self.file?;
        let fits = match (self.stated, self.month_and_day) {
            (Some(day), _) => follows(file, day, AFTER),
            (None, Some((month, day))) => by_file(file, month, day, AFTER).is_some(),
            (None, None) => false,
        };
        fits.then_some(file)
    }

    fn is_dated(&self) -> bool {
        self.file.is_some() && (self.stated.is_some() || self.month_and_day.is_some())
    }
}

fn month_and_day(text: &str) -> Option<(i8, i8)> {
    let (month, day) = text.split_once('-')?;
    Some((month.parse().ok()?, day.parse().ok()?))
}

/// True where a file was written on the day of its article or soon after.
fn follows(file: Date, day: Date, after: i32) -> bool {
    (-BEFORE..=after).contains(&days_between(day, file))
}

/// The day of that month and day which a file's day follows.
fn by_file(file: Date, month: i8, day: i8, after: i32) -> Option<Date> {
    years_about(file, month, day).find(|date| follows(file, *date, after))
}

/// The day of that month and day in the year of `about`, and in those before and after it.
pub(in crate::article) fn years_about(about: Date, month: i8, day: i8) -> impl Iterator<Item = Date> {
    [0, -1, 1].into_iter().filter_map(move |offset| Date::new(about.year().checked_add(offset)?, month, day).ok())
}

fn days_between(first: Date, second: Date) -> i32 {
    (second - first).get_days()
}

/// A year that neighbours tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Neighbours {
    /// The day in that year.
    pub day: Date,
    /// Number of neighbours that lie about it.
    pub support: usize,
}

/// The days of a source.
#[derive(Debug, Default)]
pub struct Days {
    stated: Vec<Date>,
    files_tell: bool,
}

impl Days {
    pub(super) fn new(articles: &[Sketch]) -> Self {
        let mut stated: Vec<Date> = articles.iter().filter_map(|article| article.stated).collect();
        stated.sort_unstable();
        let fitting: Vec<Date> = articles.iter().filter_map(Sketch::fits_its_file).collect();
        let dated = articles.iter().filter(|article| article.is_dated()).count();
        let different: BTreeSet<Date> = fitting.iter().copied().collect();
        let files_tell = fitting.len() >= FEWEST_FILES && fitting.len() * 4 >= dated * 3 && different.len() >= FEWEST_FILE_DAYS;
        Self { stated, files_tell }
    }

    /// The day of that month and day in the year that neighbours share.
    ///
    /// At least three neighbours within 45 days of it, and of those near the same day of other years no more than one in
    /// twenty; or at least five neighbours that frame the day and span less than a year. Neighbours spread over many years
    /// tell nothing.
    #[must_use]
    pub fn year_of(&self, month: i8, day: i8) -> Option<Neighbours> {
        let candidates: BTreeSet<Date> = self.stated.iter().flat_map(|near| years_about(*near, month, day)).collect();
        let votes = candidates.into_iter().map(|day| Neighbours { day, support: self.near(day) });
        let mut votes: Vec<Neighbours> = votes.filter(|vote| vote.support > 0).collect();
        votes.sort_by_key(|vote| (std::cmp::Reverse(vote.support), vote.day));
        match votes.as_slice() {
            [] => self.framed(month, day),
            [best, others @ ..] => {
                let others: usize = others.iter().map(|vote| vote.support).sum();
                Some(*best).filter(|best| best.support >= FEWEST && others * OTHERS <= best.support)
            }
        }
    }

    fn near(&self, day: Date) -> usize {
        let first = self.stated.partition_point(|other| days_between(*other, day) > NEAR);
        let end = self.stated.partition_point(|other| days_between(day, *other) <= NEAR);
        end.saturating_sub(first)
    }

    /// The one day between the first and the last neighbour, where these are less than a year apart.
    fn framed(&self, month: i8, day: i8) -> Option<Neighbours> {
        let (first, last) = (*self.stated.first()?, *self.stated.last()?);
        if self.stated.len() < FEWEST_FRAME || days_between(first, last) >= 365 {
            return None;
        }
        let day = years_about(last, month, day).find(|date| (first..=last).contains(date))?;
        Some(Neighbours { day, support: self.stated.len() })
    }

    /// The day of that month and day which the day of a file tells, where the folder shows that files are as old as
    /// their articles.
    #[must_use]
    pub fn by_file(&self, file: Date, month: i8, day: i8) -> Option<Date> {
        by_file(file, month, day, AFTER).filter(|_| self.files_tell)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::{Days, Sketch};

    fn stated(days: &[Date]) -> Days {
        Days::new(&days.iter().map(|day| Sketch { stated: Some(*day), ..Sketch::default() }).collect::<Vec<_>>())
    }

    fn files(days: &[(Date, i8, i8)]) -> Days {
        let sketch = |(file, month, day): &(Date, i8, i8)| Sketch {
            file: Some(*file),
            month_and_day: Some((*month, *day)),
            ..Sketch::default()
        };
        Days::new(&days.iter().map(sketch).collect::<Vec<_>>())
    }

    fn year(days: &Days, month: i8, day: i8) -> Option<i16> {
        days.year_of(month, day).map(|found| found.day.year())
    }

    #[test]
    fn neighbours_share_their_year() {
        let days = stated(&[date(1987, 2, 26), date(1987, 3, 1), date(1987, 3, 20)]);
        assert_eq!(year(&days, 3, 3), Some(1987));
        assert_eq!(year(&days, 9, 3), None);
        assert_eq!(days.year_of(3, 3).map(|found| found.support), Some(3));
        assert_eq!(year(&stated(&[date(1987, 2, 26), date(1987, 3, 1)]), 3, 3), None);
    }

    #[test]
    fn the_turn_of_the_year_is_no_stumbling_block() {
        let days = stated(&[date(2024, 12, 20), date(2024, 12, 28), date(2025, 1, 2), date(2025, 1, 9)]);
        assert_eq!((year(&days, 12, 30), year(&days, 1, 1)), (Some(2024), Some(2025)));
    }

    #[test]
    fn neighbours_of_many_years_tell_none() {
        let many: Vec<Date> = (1990..2000).flat_map(|year| (1..=12).map(move |month| date(year, month, 3))).collect();
        assert_eq!(year(&stated(&many), 6, 1), None);
        let two: Vec<Date> = [1996, 1997].iter().flat_map(|year| (1..=28).map(|day| date(*year, 6, day))).collect();
        assert_eq!(year(&stated(&two), 6, 1), None);
    }

    #[test]
    fn a_slip_among_many_is_outvoted() {
        let mut days: Vec<Date> = (1..=28).map(|day| date(1987, 3, day)).collect();
        days.push(date(1978, 3, 3));
        assert_eq!(year(&stated(&days), 3, 10), Some(1987));
    }

    #[test]
    fn days_within_the_frame_of_a_year() {
        let days = stated(&[date(1987, 1, 5), date(1987, 1, 6), date(1987, 1, 7), date(1987, 6, 5), date(1987, 6, 6)]);
        assert_eq!((year(&days, 3, 20), year(&days, 9, 3)), (Some(1987), None));
    }

    #[test]
    fn the_leap_day_lies_in_its_year_alone() {
        let days = stated(&[date(1988, 2, 20), date(1988, 2, 27), date(1988, 3, 4)]);
        assert_eq!(year(&days, 2, 29), Some(1988));
        assert_eq!(year(&stated(&[date(1987, 2, 20), date(1987, 2, 27), date(1987, 3, 4)]), 2, 29), None);
    }

    #[test]
    fn files_written_day_by_day_tell_the_year() {
        let daily: Vec<(Date, i8, i8)> = (1..=6).map(|day| (date(2024, 5, day + 1), 5, day)).collect();
        let days = files(&daily);
        assert_eq!(days.by_file(date(2024, 1, 1), 12, 31), Some(date(2023, 12, 31)));
        assert_eq!(days.by_file(date(2024, 5, 9), 2, 9), None);
    }

    #[test]
    fn files_copied_at_once_tell_nothing() {
        let copied: Vec<(Date, i8, i8)> = (1..=6).map(|day| (date(2024, 5, 4), 5, day)).collect();
        assert_eq!(files(&copied).by_file(date(2024, 5, 4), 5, 4), None);
        let old: Vec<(Date, i8, i8)> = (1..=6).map(|day| (date(2024, 5, day + 1), 9, day)).collect();
        assert_eq!(files(&old).by_file(date(2024, 5, 4), 5, 4), None);
    }
}
