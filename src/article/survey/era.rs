//! Of which time does a source tell? News names its own year and the one before it more often than any other; and in one
//! year the days of datelines fall on the weekdays that their stories name. In come the years and weekdays of a source's
//! articles, out come the year in which they were filed, where nearly all agree, and the years that are out of the
//! question: a weekday returns after six years, and an archive of 1987 must not become one of 2026.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday};

use crate::article::model::Article;
use crate::article::year;

/// Articles that have to name a year before it tells the time: three of ten stories name one at all.
const FEWEST_NAMING: usize = 5;
/// Years after it are named a quarter as often at most: terms of loans and plans, no news.
const LATER_SHARE: usize = 4;
/// A story is filed in the year that its source names most, or in one of the two after it. Measured: 1986 for wire copy of
/// 1987, 2009 for local papers of 2009 and 2010, 1961 for a weekly of 1963.
const AFTER: i16 = 2;

/// Articles with dateline and weekday that have to be there, and of ten those whose weekday has to be that of the day in
/// one year: in wire copy it is in 87 of 100, and in the year beside it in 8.
const FEWEST_WEEKDAYS: usize = 10;
const OF_TEN: usize = 7;

/// What one article tells.
#[derive(Debug, Default)]
pub(super) struct Sketch {
    named: BTreeSet<i16>,
    filed: Option<(i8, i8, Weekday)>,
}

impl Sketch {
    pub(super) fn new(article: &Article) -> Self {
        let day = article.dateline.as_ref().and_then(|dateline| dateline.date.as_deref()).and_then(|date| date.get(5..));
        let day = day.and_then(|day| day.split_once('-')).and_then(|(month, day)| Some((month.parse().ok()?, day.parse().ok()?)));
        let weekday = day.and_then(|_| year::first_weekday(&article.body));
        let filed = day.zip(weekday).map(|((month, day), weekday)| (month, day, weekday));
        Self { named: year::years_named(&article.body).collect(), filed }
    }

    fn fits(&self, year: i16) -> bool {
        let Some((month, day, weekday)) = self.filed else { return false };
        Date::new(year, month, day).is_ok_and(|date| date.weekday() == weekday)
    }
}

/// The time of which a source tells.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Era {
    named_most: Option<i16>,
    year: Option<i16>,
}

impl Era {
    pub(super) fn new(articles: &[Sketch]) -> Self {
        let named_most = named_most(articles);
        Self { named_most, year: named_most.and_then(|first| year_of_weekdays(articles, first)) }
    }

    /// The one year of its articles, where the weekdays that they name agree on it.
    #[must_use]
    pub fn year(self) -> Option<i16> {
        self.year
    }

    /// False for a year that is not that of a source's stories, by the years that they name.
    #[must_use]
    pub fn allows(self, year: i16) -> bool {
        self.named_most.is_none_or(|first| (first..=first + AFTER).contains(&year))
    }
}

/// The year that most articles name, where none of those more than two years later is named nearly as often.
fn named_most(articles: &[Sketch]) -> Option<i16> {
    let mut counts: BTreeMap<i16, usize> = BTreeMap::new();
    for year in articles.iter().flat_map(|article| &article.named) {
        *counts.entry(*year).or_default() += 1;
    }
    let (most, count) = counts.iter().max_by_key(|(year, count)| (**count, **year)).map(|(year, count)| (*year, *count))?;
    let later = counts.range(most + AFTER + 1..).map(|(_, count)| *count).max().unwrap_or_default();
    (count >= FEWEST_NAMING && later * LATER_SHARE <= count).then_some(most)
}

fn year_of_weekdays(articles: &[Sketch], first: i16) -> Option<i16> {
    let dated = articles.iter().filter(|article| article.filed.is_some()).count();
    let fits = |year: i16| articles.iter().filter(|article| article.fits(year)).count();
    let year = (first..=first + AFTER).max_by_key(|year| (fits(*year), -year))?;
    (dated >= FEWEST_WEEKDAYS && fits(year) * 10 >= dated * OF_TEN).then_some(year)
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, Weekday, date};

    use super::{Era, Sketch};

    /// An article filed on that day, whose story names the weekday and some years.
    fn filed(day: Date, named: &[i16]) -> Sketch {
        Sketch { named: named.iter().copied().collect(), filed: Some((day.month(), day.day(), day.weekday())) }
    }

    fn year_of_copy(years: &[i16], named: &[i16]) -> Vec<Sketch> {
        let days = (0..12_i8).map(|at| date(years[usize::from(at.unsigned_abs()) % years.len()], at + 1, 4 + at));
        days.map(|day| filed(day, named)).collect()
    }

    #[test]
    fn weekdays_tell_one_year() {
        let era = Era::new(&year_of_copy(&[1987], &[1986, 1975]));
        assert_eq!(era.year(), Some(1987));
        assert!(era.allows(1986) && era.allows(1988));
        // 2026 has the weekdays of 1987.
        assert!(!era.allows(2026));
    }

    #[test]
    fn two_years_tell_none() {
        let era = Era::new(&year_of_copy(&[1987, 1988], &[1987]));
        assert_eq!(era.year(), None);
        assert!(era.allows(1988) && !era.allows(2020));
    }

    #[test]
    fn years_of_many_times_tell_nothing() {
        let mut articles = year_of_copy(&[1987], &[1987]);
        articles.extend(year_of_copy(&[2014], &[2014]));
        assert_eq!(Era::new(&articles).year(), None);
        assert!(Era::new(&articles).allows(2014));
        assert!(Era::new(&year_of_copy(&[2014], &[1986])[..3]).allows(2026));
        assert!(Era::new(&[]).allows(2026));
    }

    #[test]
    fn stories_without_a_weekday_tell_no_year() {
        let silent = |_| Sketch { named: [1986].into(), filed: None };
        let mut articles: Vec<Sketch> = (0..20).map(silent).collect();
        assert_eq!(Era::new(&articles).year(), None);
        articles.extend((1..=9).map(|month| filed(date(1987, month, 9), &[])));
        assert_eq!(Era::new(&articles).year(), None);
        articles.push(Sketch { named: [].into(), filed: Some((2, 30, Weekday::Monday)) });
        assert_eq!(Era::new(&articles).year(), Some(1987));
    }
}
