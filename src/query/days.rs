//! Which days does a date in a query mean? A day, month or year, or two of them with `..` between; a side left open is open.
//! Text comes in, the first and the last day go out as `yyyymmdd`.

use crate::index::PartialDate;

/// First and last day of `2025-12`, `1987..1989-11`, `..1987` or `2022-02-24..`; `None` for what is no date, has no year, or
/// ends before it begins.
pub fn days(text: &str) -> Option<(u32, u32)> {
    let of = |text: &str| PartialDate::parse(text).and_then(PartialDate::days);
    let Some((first, last)) = text.split_once("..") else { return of(text) };
    let (first, last) = (first.trim(), last.trim());
    if first.is_empty() && last.is_empty() {
        return None;
    }
    let first = if first.is_empty() { 0 } else { of(first)?.0 };
    let last = if last.is_empty() { u32::MAX } else { of(last)?.1 };
    (first <= last).then_some((first, last))
}

#[cfg(test)]
mod tests {
    use super::days;

    #[test]
    fn days_months_years_and_what_lies_between() {
        assert_eq!(days("2025-12-02"), Some((20_251_202, 20_251_202)));
        assert_eq!(days("1987..1989-11"), Some((19_870_000, 19_891_131)));
        assert_eq!((days("..1605"), days("2022-02-24..")), (Some((0, 16_051_231)), Some((20_220_224, u32::MAX))));
        for text in ["", "..", "soon", "1989..1987", "XXXX-12-02", "1987..soon"] {
            assert_eq!(days(text), None, "{text}");
        }
    }
}
