//! Which day does a date field of a file state? In comes the value of a field that holds a date and nothing else: ISO 8601,
//! mail's form (RFC 5322), figures alone, seconds since 1970, a day in words. Out comes the day as the value itself writes
//! it, its own offset kept. What could be two days, and the first of January 1970, which programs write for "none", is none.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::fmt::rfc2822;
use jiff::tz::TimeZone;

use super::{calendar, date};

/// Longest value that is looked at, in bytes.
const LONGEST: usize = 100;

/// The day that the value of a date field states.
#[must_use]
pub fn day(value: &str) -> Option<Date> {
    let value = value.trim();
    if value.len() > LONGEST {
        return None;
    }
    let found = iso(value).or_else(|| figures(value)).or_else(|| mail(value)).or_else(|| parted(value)).or_else(|| worded(value));
    found.filter(|day| *day != Date::constant(1970, 1, 1))
}

/// `2024-11-26`, `2024/11/26 13:27`, `2024-11-26T23:30:00-05:00`.
fn iso(value: &str) -> Option<Date> {
    let (day, rest) = value.split_at_checked(10)?;
    let mut parts = day.split(['-', '/']);
    let (year, month, number) = (parts.next()?, parts.next()?, parts.next()?);
    let fits =
        calendar::is_year(year) && month.len() == 2 && number.len() == 2 && !rest.starts_with(|c: char| c.is_ascii_digit());
    fits.then(|| day_of(year, month, number))?
}

/// `20241126`, `20241126T132718Z`, `20241126132718`, and seconds or milliseconds since 1970.
fn figures(value: &str) -> Option<Date> {
    let end = value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len());
    let (run, rest) = value.split_at_checked(end)?;
    let compact = (run.len() == 8 && (rest.is_empty() || rest.starts_with(['T', ' ']))) || (run.len() == 14 && rest.is_empty());
    if compact {
        let (year, after) = run.split_at_checked(4)?;
        let (month, after) = after.split_at_checked(2)?;
        let (number, _) = after.split_at_checked(2)?;
        return calendar::is_year(year).then(|| day_of(year, month, number))?;
    }
    let fraction = rest.strip_prefix('.').is_some_and(|digits| digits.chars().all(|c| c.is_ascii_digit()));
    let count: i64 = run.parse().ok().filter(|_| rest.is_empty() || fraction)?;
    let instant = match run.len() {
        9 | 10 => Timestamp::from_second(count),
        12 | 13 => Timestamp::from_millisecond(count),
        _ => return None,
    };
    Some(instant.ok()?.to_zoned(TimeZone::UTC).date())
}

/// `Tue, 26 Nov 2024 13:27:18 +0000`.
fn mail(value: &str) -> Option<Date> {
    let parser = rfc2822::DateTimeParser::new().relaxed_weekday(true);
    parser.parse_zoned(value).ok().map(|time| time.date())
}

/// `26.11.2024`, and `11/26/2024` or `26/11/2024` where only one reading is a day.
fn parted(value: &str) -> Option<Date> {
    let day = value.split([' ', ',', 'T']).next()?;
    let parts: Vec<&str> = day.split(['.', '/', '-']).collect();
    let [first, second, year] = parts.as_slice() else { return None };
    let small = |part: &str| matches!(part.len(), 1 | 2);
    if !(calendar::is_year(year) && small(first) && small(second)) {
        return None;
    }
    let day_first = day_of(year, second, first);
    // Dots are only ever written day first.
    if day.contains('.') {
        return day_first;
    }
    let month_first = day_of(year, first, second);
    match (day_first, month_first) {
        (Some(one), Some(other)) if one != other => None,
        (one, other) => one.or(other),
    }
}

/// `November 26, 2024 1:27 pm`, `26 novembre 2024`, `Tue Nov 26 13:27:18 +0000 2024`.
fn worded(value: &str) -> Option<Date> {
    let words: Vec<&str> = value.split_whitespace().collect();
    match words.as_slice() {
        [_weekday, month, number, clock, .., year] if clock.contains(':') && calendar::is_year(year) => {
            date::whole(&format!("{month} {number}, {year}"))
        }
        _ => date::whole(value),
    }
}

fn day_of(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &str) -> Option<String> {
        day(value).map(|day| day.to_string())
    }

    #[test]
    fn every_usual_form_of_one_day_is_read() {
        for value in [
            "2024-11-26",
            " 2024-11-26T23:30:00-05:00 ",
            "2024-11-26T13:27:18.000Z",
            "2024/11/26 13:27",
            "2024-11-26 13:27:18 UTC",
            "20241126",
            "20241126T132718Z",
            "20241126T132718+0100",
            "20241126132718",
            "1732627638",
            "1732627638.25",
            "1732627638000",
            "Tue, 26 Nov 2024 13:27:18 +0000",
            "Tue, 26 Nov 2024 23:27:18 -0800",
            "26 Nov 2024 13:27 GMT",
            "Tue Nov 26 13:27:18 +0000 2024",
            "Tue Nov 26 13:27:18 2024",
            "26.11.2024",
            "26.11.2024 13:27",
            "11/26/2024",
            "26/11/2024 13:27",
            "November 26, 2024",
            "26 November 2024",
        ] {
            assert_eq!(read(value).as_deref(), Some("2024-11-26"), "{value}");
        }
    }

    #[test]
    fn what_states_no_day_or_two_is_none() {
        for value in [
            "",
            "today",
            "3 hours ago",
            "11/12/2024",
            "2024",
            "2024-13-40",
            "0",
            "1970-01-01T00:00:00Z",
            "0000-00-00 00:00:00",
            "12345",
            "2024-11-261",
            "99999999999999999999",
            "é2024-11-26",
            "the 26th of November 2024, a day on which much else happened in the town and in the whole country round about it, too",
        ] {
            assert_eq!(read(value), None, "{value}");
        }
        assert_eq!(read("08/08/2024").as_deref(), Some("2024-08-08"), "both readings are one day");
    }
}
