//! When were the articles found published? The exact counts of days, months or years come in, periods of one length go out,
//! those without an article included.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use super::{FacetField, FacetRequest, Request, Results, run};
use crate::index::{self, Reader};

/// Periods of a timeline whose length is not given, at most.
const USUAL: usize = 40;
/// Periods up to which those without an article are shown too: a century of days would hide the few that have one.
const FILLED: usize = 2_000;

/// Length of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// A day.
    Day,
    /// A week from Monday, as in ISO 8601.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
    /// Ten years, from one that ends in 0.
    Decade,
}

/// The articles found, by period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// Length of a period.
    pub by: By,
    /// Articles found.
    pub total: usize,
    /// Articles found whose date is not known so closely.
    pub undated: usize,
    /// Period and articles, in order of time: `2025-12-02`, `2025-W49`, `2025-12`, `2025`, `2020s`.
    pub periods: Vec<(String, usize)>,
}

/// The timeline of a request's articles; without a length, the shortest that gives 40 periods at most.
///
/// # Errors
/// Where files of the index cannot be read.
pub fn timeline(reader: &Reader, request: &Request, by: Option<By>) -> Result<(Timeline, Results), index::Error> {
    let compared = compare(reader, std::slice::from_ref(request), by)?;
    Ok(compared.into_iter().next().expect("a timeline for each request"))
}

/// A timeline for each request, all with the same periods; without a length, the shortest that gives 40 periods at most.
///
/// # Errors
/// Where files of the index cannot be read.
pub fn compare(reader: &Reader, requests: &[Request], by: Option<By>) -> Result<Vec<(Timeline, Results)>, index::Error> {
    let fields = [FacetField::Day, FacetField::Month, FacetField::Year];
    let facets = fields.map(|field| FacetRequest::new(field, usize::MAX)).to_vec();
    let dated = |request: &Request| run(reader, &Request { facets: facets.clone(), limit: 0, ..request.clone() });
    let results: Vec<Results> = requests.iter().map(dated).collect::<Result<_, _>>()?;
    let together = results.iter().flat_map(|results| results.facets.iter().cloned()).collect();
    let together = Results { facets: together, ..Results::default() };
    let by = by.unwrap_or_else(|| usual(&together));
    let periods: Vec<Date> = filled(&starts(&together, by), by);
    Ok(results.into_iter().map(|results| (over(&periods, by, &results), results)).collect())
}

fn over(periods: &[Date], by: By, results: &Results) -> Timeline {
    let counted = starts(results, by);
    let undated = results.total.saturating_sub(counted.values().sum());
    let count = |start: &Date| (name(*start, by), counted.get(start).copied().unwrap_or(0));
    Timeline { by, total: results.total, undated, periods: periods.iter().map(count).collect() }
}

/// The shortest length that loses no article for want of a closer date, and gives few periods.
fn usual(results: &Results) -> By {
    let dated: usize = starts(results, By::Year).values().sum();
    let fits = |by: &By| {
        let counted = starts(results, *by);
        counted.values().sum::<usize>() == dated && length(&counted, *by, USUAL) <= USUAL
    };
    [By::Day, By::Week, By::Month, By::Year].into_iter().find(fits).unwrap_or(By::Decade)
}

/// Articles by the first day of their period.
fn starts(results: &Results, by: By) -> BTreeMap<Date, usize> {
    let field = match by {
        By::Day | By::Week => FacetField::Day,
        By::Month => FacetField::Month,
        By::Year | By::Decade => FacetField::Year,
    };
    let values = results.facets.iter().filter(|facet| facet.field == field).flat_map(|facet| &facet.values);
    let mut starts = BTreeMap::new();
    for value in values {
        if let Some(start) = start(&value.value, by) {
            *starts.entry(start).or_default() += value.count;
        }
    }
    starts
}

/// The name of the period of a day, `yyyymmdd` with zeros for what is not known; `None` where it is not known so closely.
pub(super) fn period(day: u64, by: By) -> Option<String> {
    let (month, date) = (day / 100 % 100, day % 100);
    let value = match by {
        By::Day | By::Week if month > 0 && date > 0 => format!("{:04}-{month:02}-{date:02}", day / 10_000),
        By::Month if month > 0 => format!("{:04}-{month:02}", day / 10_000),
        By::Year | By::Decade => format!("{:04}", day / 10_000),
        By::Day | By::Week | By::Month => return None,
    };
    start(&value, by).map(|start| name(start, by))
}

/// The first day of the period of `2025-12-02`, `2025-12` or `2025`.
fn start(value: &str, by: By) -> Option<Date> {
    let mut parts = value.split('-').map(str::parse::<i16>);
    let year = parts.next()?.ok()?;
    let month = parts.next().and_then(Result::ok).unwrap_or(1);
    let day = parts.next().and_then(Result::ok).unwrap_or(1);
    let day = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    match by {
        By::Day | By::Month | By::Year => Some(day),
        By::Week => day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok(),
        By::Decade => Date::new(year - year.rem_euclid(10), 1, 1).ok(),
    }
}

fn next(start: Date, by: By) -> Option<Date> {
    let step = match by {
        By::Day => 1.day(),
        By::Week => 1.week(),
        By::Month => 1.month(),
        By::Year => 1.year(),
        By::Decade => 10.years(),
    };
    start.checked_add(step).ok()
}

/// Periods from the first to the last, counted up to one more than `most`.
fn length(counted: &BTreeMap<Date, usize>, by: By, most: usize) -> usize {
    every(counted, by).take(most + 1).count()
}

fn every(counted: &BTreeMap<Date, usize>, by: By) -> impl Iterator<Item = Date> {
    let last = counted.keys().next_back().copied();
    let first = counted.keys().next().copied();
    std::iter::successors(first, move |start| next(*start, by).filter(|next| last.is_some_and(|last| *next <= last)))
}

/// The periods that are shown.
fn filled(counted: &BTreeMap<Date, usize>, by: By) -> Vec<Date> {
    if length(counted, by, FILLED) > FILLED { counted.keys().copied().collect() } else { every(counted, by).collect() }
}

fn name(start: Date, by: By) -> String {
    let (year, month) = (start.year(), start.month());
    match by {
        By::Day => format!("{year:04}-{month:02}-{:02}", start.day()),
        By::Week => format!("{:04}-W{:02}", start.iso_week_date().year(), start.iso_week_date().week()),
        By::Month => format!("{year:04}-{month:02}"),
        By::Year => format!("{year:04}"),
        By::Decade => format!("{year:04}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::sample::{article, index_of};

    fn of(dates: &[&str], by: Option<By>) -> Timeline {
        let articles: Vec<_> =
            dates.iter().enumerate().map(|(number, date)| article(&number.to_string(), "Words").dated(date)).collect();
        let (_folder, reader) = index_of(&articles);
        timeline(&reader, &Request::default(), by).expect("read").0
    }

    fn rows(timeline: &Timeline) -> Vec<(&str, usize)> {
        timeline.periods.iter().map(|(period, count)| (period.as_str(), *count)).collect()
    }

    #[test]
    fn periods_without_an_article_are_there() {
        let months = of(&["1989-11-10", "1990-02", "1990-02-11?", "XXXX-02-11", "1990"], Some(By::Month));
        assert_eq!(rows(&months), [("1989-11", 1), ("1989-12", 0), ("1990-01", 0), ("1990-02", 2)]);
        assert_eq!((months.total, months.undated), (5, 2));
        let years = of(&["1989-11-10", "1990"], Some(By::Year));
        assert_eq!((rows(&years), years.undated), (vec![("1989", 1), ("1990", 1)], 0));
    }

    #[test]
    fn compared_timelines_have_the_same_periods() {
        let articles = [
            article("a", "Rain").dated("1989-11-10"),
            article("b", "Sun").dated("1989-12"),
            article("c", "Rain and sun").dated("1990-02-01"),
            article("d", "Sun"),
        ];
        let (_folder, reader) = index_of(&articles);
        let asked = |query: &str| {
            let query = crate::query::parse(query, crate::query::Joiner::All).expect("parses");
            Request { query, ..Request::default() }
        };
        let compared = compare(&reader, &["rain", "sun", "zebra"].map(asked), None).expect("read");
        let counts: Vec<Vec<(&str, usize)>> = compared.iter().map(|(timeline, _)| rows(timeline)).collect();
        assert_eq!(counts[0], [("1989-11", 1), ("1989-12", 0), ("1990-01", 0), ("1990-02", 1)]);
        assert_eq!(counts[1], [("1989-11", 0), ("1989-12", 1), ("1990-01", 0), ("1990-02", 1)]);
        assert!(counts[2].iter().all(|(_, count)| *count == 0) && counts[2].len() == 4);
        assert_eq!(compared.iter().map(|(one, _)| (one.total, one.undated)).collect::<Vec<_>>(), [(2, 0), (3, 1), (0, 0)]);
    }

    #[test]
    fn weeks_go_over_the_new_year_and_decades_begin_with_0() {
        assert_eq!(rows(&of(&["2024-12-30", "2025-01-05", "2025-01-06"], Some(By::Week))), [("2025-W01", 2), ("2025-W02", 1)]);
        assert_eq!(rows(&of(&["1605-07", "1610"], Some(By::Decade))), [("1600s", 1), ("1610s", 1)]);
    }

    #[test]
    fn a_day_lies_in_a_period() {
        let names = [By::Day, By::Week, By::Month, By::Year, By::Decade].map(|by| period(20_241_230, by).unwrap_or_default());
        assert_eq!(names, ["2024-12-30", "2025-W01", "2024-12", "2024", "2020s"]);
        assert_eq!((period(20_241_200, By::Week), period(20_241_200, By::Month).as_deref()), (None, Some("2024-12")));
        assert_eq!((period(16_050_000, By::Month), period(16_050_000, By::Decade).as_deref()), (None, Some("1600s")));
    }

    #[test]
    fn the_usual_length_is_the_shortest_that_loses_nothing() {
        assert_eq!(of(&["1987-02-26", "1987-03-01"], None).by, By::Day);
        assert_eq!(of(&["1987-02-26", "1987-03"], None).by, By::Month);
        assert_eq!(of(&["1605-07-01", "1987-02-26"], None).by, By::Decade);
        assert_eq!(of(&["XXXX-02-26"], None).periods, []);
    }

    #[test]
    fn a_long_time_of_days_shows_those_with_an_article() {
        assert_eq!(rows(&of(&["1605-07-01", "1987-02-26"], Some(By::Day))).len(), 2);
    }
}
