//! How are days of publication kept so that they can be compared? As numbers, `yyyymmdd` with zeros for what is unknown:
//! they sort by time, know no time zone and reach back before 1677. Dates in EDTF come in; a date without a year keeps
//! month and day apart.

/// A date, perhaps only in part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PartialDate {
    /// Year, 0 to 9999.
    pub year: Option<u32>,
    /// Month, 1 to 12.
    pub month: Option<u32>,
    /// Day, 1 to 31.
    pub day: Option<u32>,
}

impl PartialDate {
    /// From `2025`, `2025-12`, `2025-12-02` or `XXXX-12-02`, with or without EDTF's marks of doubt (`?`, `~`, `%`).
    /// `None` for anything else, an impossible day such as 30 February included.
    pub fn parse(text: &str) -> Option<PartialDate> {
        let text = text.trim().trim_end_matches(['?', '~', '%']);
        let mut parts = text.split('-');
        let year = match parts.next()? {
            "XXXX" | "xxxx" => None,
            digits => Some(number(digits, 4)?),
        };
        let month = parts.next().map(|digits| number(digits, 2)).map_or(Some(None), |month| month.map(Some))?;
        let day = parts.next().map(|digits| number(digits, 2)).map_or(Some(None), |day| day.map(Some))?;
        let date = PartialDate { year, month, day };
        (parts.next().is_none() && date.is_possible()).then_some(date)
    }

    /// The day as `yyyymmdd`, zeros for an unknown month or day; `None` without a year.
    pub fn number(self) -> Option<u32> {
        Some(self.year? * 10_000 + self.month.unwrap_or(0) * 100 + self.day.unwrap_or(0))
    }

    /// The day of the year as `mmdd`; `None` where month or day is unknown.
    pub fn month_day(self) -> Option<u32> {
        Some(self.month? * 100 + self.day?)
    }

    /// First and last day of this year, month or day as numbers; `None` without a year.
    ///
    /// The first day of a month takes in what is known by its month alone, the first of a year what is known by its year.
    pub fn days(self) -> Option<(u32, u32)> {
        let start = self.year? * 10_000;
        let (month, day) = (self.month.unwrap_or(1), self.day.unwrap_or(1));
        let first = match (month, day) {
            (1, 1) => start,
            (_, 1) => start + month * 100,
            _ => start + month * 100 + day,
        };
        Some((first, start + self.month.unwrap_or(12) * 100 + self.day.unwrap_or(31)))
    }

    fn is_possible(self) -> bool {
        let leap = self.year.is_none_or(|y| (y % 4 == 0 && y % 100 != 0) || y % 400 == 0);
        let longest = match self.month {
            None => return self.year.is_some(),
            Some(2) if leap => 29,
            Some(2) => 28,
            Some(4 | 6 | 9 | 11) => 30,
            Some(month) if (1..=12).contains(&month) => 31,
            Some(_) => return false,
        };
        self.day.map_or(self.year.is_some(), |day| (1..=longest).contains(&day))
    }
}

fn number(digits: &str, width: usize) -> Option<u32> {
    let plain = digits.len() == width && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::PartialDate;

    fn numbers(text: &str) -> (Option<u32>, Option<u32>) {
        let date = PartialDate::parse(text).expect("a date");
        (date.number(), date.month_day())
    }

    #[test]
    fn whole_and_partial_dates() {
        assert_eq!(numbers("2025-12-02"), (Some(20_251_202), Some(1202)));
        assert_eq!(numbers("2025-12-02?"), (Some(20_251_202), Some(1202)));
        assert_eq!(numbers("1605-07"), (Some(16_050_700), None));
        assert_eq!(numbers("1851"), (Some(18_510_000), None));
        assert_eq!(numbers("XXXX-02-29"), (None, Some(229)));
    }

    #[test]
    fn first_and_last_days() {
        let days = |text: &str| PartialDate::parse(text).expect("a date").days();
        assert_eq!(days("2025"), Some((20_250_000, 20_251_231)));
        assert_eq!(days("2025-12"), Some((20_251_200, 20_251_231)));
        assert_eq!(days("2025-12-02"), Some((20_251_202, 20_251_202)));
        assert_eq!(days("2025-01-01"), Some((20_250_000, 20_250_101)));
        assert_eq!(days("XXXX-12-02"), None);
    }

    #[test]
    fn what_is_no_date() {
        for text in ["", "XXXX", "XXXX-12", "2025-13", "2025-02-29", "2025-2-1", "2025-12-02-01", "soon", "２０２５", "2025-"]
        {
            assert_eq!(PartialDate::parse(text), None, "{text}");
        }
    }
}
