//! Is there a date at this point? Reads the dates of datelines and date lines: `Feb 26`, `2 March 1987`,
//! `Sept. 19, 2025`, `1996-08-22`, in the months of many languages. In come tokens, out comes what was stated and no
//! more; an impossible day (`March 187`) leaves a date without a day, because the writing shows that one was meant.

use jiff::civil::Date;

use super::months;
use super::tokens::{Piece, Token};

/// A date as far as it is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// Year, where stated.
    pub year: Option<i16>,
    /// Month, 1 to 12, where stated.
    pub month: Option<i8>,
    /// Day of the month, where one was stated that exists.
    pub day: Option<i8>,
}

impl Day {
    /// The day that a whole date is.
    #[must_use]
    pub fn of(date: Date) -> Self {
        Self { year: Some(date.year()), month: Some(date.month()), day: Some(date.day()) }
    }

    /// The date in EDTF: `1987-02-26`, `XXXX-02-26` without a year; `None` without month or day.
    #[must_use]
    pub fn edtf(self) -> Option<String> {
        let (month, day) = (self.month?, self.day?);
        Some(match self.year {
            Some(year) => format!("{year:04}-{month:02}-{day:02}"),
            None => format!("XXXX-{month:02}-{day:02}"),
        })
    }

    /// The calendar day, where year, month and day are stated and exist.
    #[must_use]
    pub fn date(self) -> Option<Date> {
        Date::new(self.year?, self.month?, self.day?).ok()
    }
}

/// The date that begins at token `at`, and the token after it.
#[must_use]
pub fn read(pieces: &[Piece<'_>], at: usize) -> Option<(Day, usize)> {
    match pieces.get(at)?.token {
        Token::Number(figure) => iso(figure).map(|day| (day, at + 1)).or_else(|| day_first(pieces, at)),
        Token::Word(word) => month_first(pieces, at, word),
        _ => None,
    }
}

fn iso(figure: &str) -> Option<Day> {
    let mut parts = figure.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if year.len() != 4 || parts.next().is_some() {
        return None;
    }
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    Some(Day { year: Some(date.year()), month: Some(date.month()), day: Some(date.day()) })
}

fn month_first(pieces: &[Piece<'_>], at: usize, word: &str) -> Option<(Day, usize)> {
    let Token::Number(figure) = pieces.get(at + 1)?.token else { return None };
    if !figure.starts_with(|c: char| c.is_ascii_digit()) || figure.len() > 4 || !tidy(figure) {
        return None;
    }
    let month = months::month(word)?;
    let (year, next) = year_after(pieces, at + 2);
    Some((Day { year, month: Some(month), day: day_of(figure, month) }, next))
}

fn day_first(pieces: &[Piece<'_>], at: usize) -> Option<(Day, usize)> {
    let Token::Number(figure) = pieces.get(at)?.token else { return None };
    let mut next = at + 1;
    while matches!(pieces.get(next)?.token, Token::Stop | Token::Word("de" | "DE" | "of" | "di")) && next < at + 3 {
        next += 1;
    }
    let Token::Word(word) = pieces.get(next)?.token else { return None };
    let month = months::month(word)?;
    let day = day_of(figure, month);
    // `31 June` was meant as a day; `187 March` counts something.
    if day.is_none() && !figure.parse::<i8>().is_ok_and(|day| (1..=31).contains(&day)) {
        return None;
    }
    let (year, next) = year_after(pieces, next + 1);
    Some((Day { year, month: Some(month), day }, next))
}

/// A year after a date, behind a comma or not.
fn year_after(pieces: &[Piece<'_>], at: usize) -> (Option<i16>, usize) {
    let mut next = at;
    while next < at + 2 && matches!(pieces.get(next).map(|p| p.token), Some(Token::Comma | Token::Word("de" | "DE" | "del"))) {
        next += 1;
    }
    match pieces.get(next).map(|piece| piece.token) {
        Some(Token::Number(figure)) if is_year(figure) => (figure.parse().ok(), next + 1),
        _ => (None, at),
    }
}

/// True for the four figures of a year in which newspapers were printed.
#[must_use]
pub fn is_year(figure: &str) -> bool {
    figure.len() == 4 && figure.parse::<i16>().is_ok_and(|year| (1600..2200).contains(&year))
}

/// A figure of a date may have an ordinal ending or a letter for a figure, and nothing else.
fn tidy(figure: &str) -> bool {
    let figures = figure.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    !figures.is_empty()
        && figures.chars().all(|c| c.is_ascii_digit())
        && matches!(
            figure.get(figures.len()..).unwrap_or_default().to_ascii_lowercase().as_str(),
            "" | "st" | "nd" | "rd" | "th" | "o" | "l"
        )
        && figures.len() <= 3
}

fn day_of(figure: &str, month: i8) -> Option<i8> {
    if !tidy(figure) || figure.ends_with(['O', 'o', 'l', 'L']) {
        return None;
    }
    let day: i8 = figure.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()?;
    // 2000 was a leap year, so that 29 February passes.
    Date::new(2000, month, day).ok().map(|_| day)
}

#[cfg(test)]
mod tests {
    use super::super::tokens::pieces;
    use super::{Day, read};

    fn edtf(text: &str) -> Option<String> {
        read(&pieces(text), 0).and_then(|(day, _)| day.edtf())
    }

    #[test]
    fn dates_in_every_order() {
        for (text, date) in [
            ("Feb 26 -", "XXXX-02-26"),
            ("DECEMBER 2 —", "XXXX-12-02"),
            ("2 March -", "XXXX-03-02"),
            ("Sept. 19, 2025 /", "2025-09-19"),
            ("Jun 21 2022 (", "2022-06-21"),
            ("1996-08-22", "1996-08-22"),
            ("3. Oktober 1990", "1990-10-03"),
            ("5 de mayo de 2004", "2004-05-05"),
            ("July 4th, 1976", "1976-07-04"),
        ] {
            assert_eq!(edtf(text).as_deref(), Some(date), "{text}");
        }
    }

    #[test]
    fn impossible_days_are_dates_without_a_day() {
        assert_eq!(read(&pieces("March 187 -"), 0), Some((Day { year: None, month: Some(3), day: None }, 2)));
        assert_eq!(read(&pieces("March 2O -"), 0).map(|(day, _)| day.day), Some(None));
        assert_eq!(edtf("Feb 30 -"), None);
        assert_eq!(read(&pieces("31 June -"), 0), Some((Day { year: None, month: Some(6), day: None }, 2)));
        assert_eq!(read(&pieces("45 June -"), 0), None);
    }

    #[test]
    fn figures_and_words_alone_are_no_dates() {
        for text in ["26", "March", "March on", "26 men", "1996-13-45", "", "March 20mm"] {
            assert!(read(&pieces(text), 0).is_none(), "{text}");
        }
    }

    #[test]
    fn a_figure_that_is_no_year_stays() {
        let (day, next) = read(&pieces("March 3, 20 people"), 0).expect("a date stands there");
        assert_eq!((day.year, next), (None, 2));
    }
}
