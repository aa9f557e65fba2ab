//! Which days does a date in a query mean? A day, month or year, in figures or in words (`2 December 2025`, `last 2 weeks`), or
//! two of them with `..` between; a side left open is open. Text comes in, the first and the last day go out as `yyyymmdd`.

use jiff::civil::Date;

use super::calendar;
use crate::index::PartialDate;

/// First and last day of `2025-12`, `1987..1989-11`, `..1987`, `2022-02-24..`, `december 2025` or `last 2 weeks`; `None` for what is no
/// date, has no year, or ends before it begins. What depends on the day of asking needs `today`.
pub fn days(text: &str, today: Option<Date>) -> Option<(u32, u32)> {
    let of = |text: &str| PartialDate::parse(text).and_then(PartialDate::days).or_else(|| calendar::days(text, today));
    // Other search engines write [2025-12-01 TO 2025-12-31].
    let small = text.trim_matches(['[', ']', '{', '}']).to_lowercase();
    let Some((first, last)) = text.split_once("..").or_else(|| small.split_once(" to ")) else { return of(text) };
    let open = |side: &str| if side.trim() == "*" { String::new() } else { side.trim().to_owned() };
    let (first, last) = (open(first), open(last));
    if first.is_empty() && last.is_empty() {
        return None;
    }
    let first = if first.is_empty() { 0 } else { of(&first)?.0 };
    let last = if last.is_empty() { u32::MAX } else { of(&last)?.1 };
    (first <= last).then_some((first, last))
}

/// These days as [`days`] reads them, without words.
pub(super) fn written(first: u32, last: u32) -> String {
    let begin = date(first);
    if days(&begin, None) == Some((first, last)) {
        return begin;
    }
    // Where the first is a year, the last may be one too.
    let years = first.is_multiple_of(10_000) && last % 10_000 == 1_231;
    let end = if years { format!("{:04}", last / 10_000) } else { date(last) };
    match (first, last) {
        (0, _) => format!("..{end}"),
        (_, u32::MAX) => format!("{begin}.."),
        _ => format!("{begin}..{end}"),
    }
}

/// A day, or the month or year that it stands for.
fn date(day: u32) -> String {
    let (year, month, rest) = (day / 10_000, day / 100 % 100, day % 100);
    let whole = format!("{year:04}-{month:02}-{rest:02}");
    match (month, rest) {
        (0, _) => format!("{year:04}"),
        // The last day of a month is given as the 31st, be it as long as it may.
        (_, 0) => format!("{year:04}-{month:02}"),
        _ if PartialDate::parse(&whole).is_none() => format!("{year:04}-{month:02}"),
        _ => whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> Option<(u32, u32)> {
        days(text, Some(Date::constant(2025, 12, 10)))
    }

    #[test]
    fn days_months_years_and_what_lies_between() {
        assert_eq!(on("2025-12-02"), Some((20_251_202, 20_251_202)));
        assert_eq!(on("1987..1989-11"), Some((19_870_000, 19_891_131)));
        assert_eq!((on("..1605"), on("2022-02-24..")), (Some((0, 16_051_231)), Some((20_220_224, u32::MAX))));
        assert_eq!(on("november 2025..yesterday"), Some((20_251_100, 20_251_209)));
        assert_eq!(on("January 1986 to March 1986"), Some((19_860_000, 19_860_331)));
        assert_eq!((on("[2025-12-01 TO 2025-12]"), on("[* TO 1987]")), (Some((20_251_200, 20_251_231)), Some((0, 19_871_231))));
        for text in ["", "..", "soon", "1989..1987", "XXXX-12-02", "1987..soon"] {
            assert_eq!(on(text), None, "{text}");
        }
        assert_eq!(days("yesterday", None), None);
    }

    #[test]
    fn what_is_written_is_read_as_the_same_days() {
        for text in
            ["2025-12-02", "2025-12", "2025", "1987..1989-11", "..1605", "2022-02-24..", "2025-01-01", "2024-02..2024-02-29"]
        {
            let (first, last) = on(text).expect(text);
            assert_eq!(on(&written(first, last)), Some((first, last)), "{text}");
        }
        assert_eq!(written(20_251_200, 20_251_231), "2025-12");
    }
}
