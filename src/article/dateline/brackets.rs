//! What does the bracket of a dateline hold? A date (`(September 16, 2025)`), a state or country (`(TN)`,
//! `(Russland)`), an agency (`(Reuters)`, `(Borneo Bulletin / ANN)`), an agency with a date, or a station's call sign.
//! Anything else is refused, because the line is then no dateline.

use crate::article::agency;
use crate::article::calendar::{self, Day};
use crate::article::tokens::pieces;
use crate::gazetteer;

/// What a bracket holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bracket {
    /// A date.
    Date(Day),
    /// A state, province or country.
    Region(String),
    /// An agency or station, and a date beside it.
    Agency(String, Option<Day>),
}

/// What the words between the brackets are.
#[must_use]
pub fn classify(inner: &str) -> Option<Bracket> {
    let inner = inner.trim();
    if let Some(day) = whole_date(inner) {
        return Some(Bracket::Date(day));
    }
    if let Some(name) = agency::credited(inner) {
        return Some(Bracket::Agency(name, None));
    }
    if !gazetteer::region(inner).is_empty() {
        return Some(Bracket::Region(inner.to_owned()));
    }
    agency_with_more(inner).or_else(|| station(inner))
}

fn whole_date(text: &str) -> Option<Day> {
    let pieces = pieces(text);
    calendar::read(&pieces, 0).filter(|(_, next)| *next == pieces.len()).map(|(day, _)| day)
}

/// `Marketwire - December 23, 2010`, `Borneo Bulletin / ANN`, `Xinhua, March 3`.
fn agency_with_more(inner: &str) -> Option<Bracket> {
    let parts: Vec<&str> = inner.split([',', '/', '|']).flat_map(|part| part.split(" - ")).map(str::trim).collect();
    let name = parts.iter().find_map(|part| agency::known(part))?;
    let day = inner.split_once(" - ").or_else(|| inner.split_once(", ")).and_then(|(_, rest)| whole_date(rest));
    Some(Bracket::Agency(name.to_owned(), day))
}

fn station(inner: &str) -> Option<Bracket> {
    agency::is_call_sign(inner).then(|| Bracket::Agency(inner.to_owned(), None))
}

#[cfg(test)]
mod tests {
    use super::{Bracket, classify};

    #[test]
    fn agencies_stations_and_dates() {
        assert_eq!(classify("Reuters"), Some(Bracket::Agency("Reuters".into(), None)));
        assert_eq!(classify("Daily Star / ANN"), Some(Bracket::Agency("ANN".into(), None)));
        assert_eq!(classify("WXYZ"), Some(Bracket::Agency("WXYZ".into(), None)));
        assert!(matches!(classify("16 September 2025"), Some(Bracket::Date(_))));
        assert!(matches!(classify("Marketwire - May 3, 2010"), Some(Bracket::Agency(_, Some(_)))));
    }

    #[test]
    fn other_words_are_refused() {
        for inner in ["", "see page 4", "born 1950", "the largest of them", "("] {
            assert_eq!(classify(inner), None, "{inner}");
        }
    }
}
