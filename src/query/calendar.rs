//! Which days do words mean? `yesterday`, `last 2 weeks`, `2 December 2025`, `the 1980s` and the day of asking come in; the first and
//! the last day go out as `yyyymmdd`. A week begins on Monday (ISO 8601). What has no year is the latest that is not to come.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use crate::index::PartialDate;

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// Letters of a month or weekday that are enough: `dec`, `mon`; `sept` and `tues` are longer and serve too.
const SHORTEST: usize = 3;

/// First and last day; `None` for what is no date, and without `today` for what depends on it.
pub(super) fn days(text: &str, today: Option<Date>) -> Option<(u32, u32)> {
    let small = text.to_lowercase();
    let words: Vec<&str> = small.split([' ', ',', '-', '.']).filter(|word| !matches!(*word, "" | "the" | "in" | "of")).collect();
    if let Some(days) = decade(&words).or_else(|| named(&words, today)) {
        return Some(days);
    }
    let today = today?;
    let (first, last) = relative(&words, today)?;
    Some((number(first), number(last)))
}

/// `1980s`.
fn decade(words: &[&str]) -> Option<(u32, u32)> {
    let [word] = words else { return None };
    let (first, _) = PartialDate::parse(word.strip_suffix('s')?)?.days()?;
    (first % 100_000 == 0).then_some((first, first + 91_231))
}

/// A month by its name, with a day or a year or both, in any of the usual orders.
fn named(words: &[&str], today: Option<Date>) -> Option<(u32, u32)> {
    let mut date = PartialDate::default();
    for word in words {
        let plain = word.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']);
        match (month(word), plain.parse::<u32>()) {
            (Some(month), _) if date.month.is_none() => date.month = Some(month),
            (None, Ok(year)) if word.len() == 4 && plain == *word && date.year.is_none() => date.year = Some(year),
            (None, Ok(day)) if plain.len() <= 2 && date.day.is_none() => date.day = Some(day),
            _ => return None,
        }
    }
    date.month?;
    let days = |year: u32| {
        let month = date.month.unwrap_or_default();
        let text = date.day.map_or(format!("{year:04}-{month:02}"), |day| format!("{year:04}-{month:02}-{day:02}"));
        PartialDate::parse(&text).and_then(PartialDate::days)
    };
    if let Some(year) = date.year {
        return days(year);
    }
    let today = today?;
    let this_year = u32::try_from(today.year()).ok()?;
    // Eight years hold a 29 February, whatever century ends.
    (0..=8).filter_map(|ago| days(this_year.checked_sub(ago)?)).find(|(first, _)| *first <= number(today))
}

fn month(word: &str) -> Option<u32> {
    let place = (word.len() >= SHORTEST).then(|| MONTHS.iter().position(|month| month.starts_with(word)))??;
    u32::try_from(place + 1).ok()
}

fn weekday(word: &str) -> Option<Weekday> {
    let found = WEEKDAYS.iter().find(|(name, _)| word.len() >= SHORTEST && name.starts_with(word));
    found.map(|(_, weekday)| *weekday)
}

/// Days counted from today.
fn relative(words: &[&str], today: Date) -> Option<(Date, Date)> {
    let ago = |span: Span| today.checked_sub(span).ok();
    match words {
        ["today"] => Some((today, today)),
        ["yesterday"] => ago(1.day()).map(|day| (day, day)),
        ["this", unit] => period(today, unit),
        ["last" | "previous", unit] if unit_span(unit, 1).is_some() => {
            let (first, _) = period(today, unit)?;
            period(first.yesterday().ok()?, unit)
        }
        ["last" | "past" | "previous", number, unit] => {
            let first = ago(unit_span(unit, number.parse().ok()?)?)?.tomorrow().ok()?;
            Some((first, today))
        }
        [number, unit, "ago"] => ago(unit_span(unit, number.parse().ok()?)?).map(|day| (day, day)),
        [day] => {
            let wanted = weekday(day)?;
            let day = if today.weekday() == wanted { today } else { today.nth_weekday(-1, wanted).ok()? };
            Some((day, day))
        }
        ["last", day] => {
            let day = today.nth_weekday(-1, weekday(day)?).ok()?;
            Some((day, day))
        }
        _ => None,
    }
}

/// So many days, weeks, months or years.
fn unit_span(unit: &str, number: u16) -> Option<Span> {
    let number = i64::from(number);
    match unit.strip_suffix('s').unwrap_or(unit) {
        "day" => Some(number.days()),
        "week" => Some(number.weeks()),
        "month" => Some(number.months()),
        "year" => Some(number.years()),
        _ => None,
    }
}

/// The day, week, month or year in which a day lies.
fn period(day: Date, unit: &str) -> Option<(Date, Date)> {
    match unit {
        "day" => Some((day, day)),
        "week" => {
            let since_monday = i64::from(day.weekday().to_monday_zero_offset());
            let monday = day.checked_sub(since_monday.days()).ok()?;
            Some((monday, monday.checked_add(6.days()).ok()?))
        }
        "month" => Some((day.first_of_month(), day.last_of_month())),
        "year" => Some((day.first_of_year(), day.last_of_year())),
        _ => None,
    }
}

fn number(day: Date) -> u32 {
    let (year, month, rest) = (day.year().unsigned_abs(), day.month().unsigned_abs(), day.day().unsigned_abs());
    u32::from(year) * 10_000 + u32::from(month) * 100 + u32::from(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Wednesday.
    const TODAY: Date = Date::constant(2025, 12, 10);

    fn on(text: &str) -> Option<(u32, u32)> {
        days(text, Some(TODAY))
    }

    #[test]
    fn months_by_name_in_every_order() {
        for text in ["2 December 2025", "December 2, 2025", "dec 2 2025", "Dec. 2nd, 2025", "the 2nd of december 2025"] {
            assert_eq!(on(text), Some((20_251_202, 20_251_202)), "{text}");
        }
        assert_eq!((on("december 2025"), on("Sept 1605")), (Some((20_251_200, 20_251_231)), Some((16_050_900, 16_050_931))));
        assert_eq!((on("2 december"), on("11 december")), (Some((20_251_202, 20_251_202)), Some((20_241_211, 20_241_211))));
        assert_eq!((on("december"), on("29 february")), (Some((20_251_200, 20_251_231)), Some((20_240_229, 20_240_229))));
        assert_eq!((on("1980s"), on("the 1900s")), (Some((19_800_000, 19_891_231)), Some((19_000_000, 19_091_231))));
    }

    #[test]
    fn days_counted_from_today() {
        for (text, first, last) in [
            ("today", 20_251_210, 20_251_210),
            ("Yesterday", 20_251_209, 20_251_209),
            ("last 2 weeks", 20_251_127, 20_251_210),
            ("past 3 days", 20_251_208, 20_251_210),
            ("last week", 20_251_201, 20_251_207),
            ("this week", 20_251_208, 20_251_214),
            ("last month", 20_251_101, 20_251_130),
            ("last 1 month", 20_251_111, 20_251_210),
            ("last year", 20_240_101, 20_241_231),
            ("3 days ago", 20_251_207, 20_251_207),
            ("monday", 20_251_208, 20_251_208),
            ("wednesday", 20_251_210, 20_251_210),
            ("last wednesday", 20_251_203, 20_251_203),
        ] {
            assert_eq!(on(text), Some((first, last)), "{text}");
        }
    }

    #[test]
    fn what_is_no_date() {
        for text in
            ["", "soon", "december 2025 oil", "31 february 2025", "2 2 december", "last 99999 years", "ma", "5", "1985s", "last"]
        {
            assert_eq!(on(text), None, "{text}");
        }
        assert_eq!((days("2 december", None), days("yesterday", None)), (None, None));
        assert_eq!(days("2 december 1987", None), Some((19_871_202, 19_871_202)));
    }
}
