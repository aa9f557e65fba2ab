//! What is odd about a dateline that is one all the same? Names slips of the wire: a day that no month has, a month
//! spelt wrong, a place that nobody knows. What is odd is said and left as it stands, never corrected.

use super::evidence;
use super::grammar::Reading;
use crate::article::model::DatelinePlace;
use crate::article::tokens::{Token, pieces};
use crate::article::{calendar, months};

/// Words before scenes that no gazetteer holds: `ABOARD AIR FORCE ONE`, `ON THE MISSISSIPPI RIVER`.
const SCENES: &[&str] = &["aboard ", "on the ", "off ", "near ", "over the ", "with the "];

/// The flags of a dateline: its text, its parts and its places.
pub fn of(text: &str, reading: &Reading, places: &[DatelinePlace]) -> Vec<String> {
    let impossible = reading.day.is_some_and(|day| day.month.is_some() && day.day.is_none());
    let unknown = places.iter().any(is_unknown);
    [(impossible, "impossible-day"), (has_misspelt_month(text), "misspelt-month"), (unknown, "unknown-place")]
        .into_iter()
        .filter(|(stands, _)| *stands)
        .map(|(_, flag)| flag.to_owned())
        .collect()
}

fn is_unknown(place: &DatelinePlace) -> bool {
    let folded = crate::fold::fold(&place.written);
    place.location.path.is_none() && !evidence::knows(&place.written, 0) && !SCENES.iter().any(|words| folded.starts_with(words))
}

/// True where the word of a date is one slip away from a month; a place that looks like one has no figure beside it.
fn has_misspelt_month(text: &str) -> bool {
    let pieces = pieces(text);
    let date = (0..pieces.len()).find_map(|at| calendar::read(&pieces, at).map(|(_, next)| at..next));
    let words = date.and_then(|date| pieces.get(date)).unwrap_or_default();
    words.iter().any(|piece| matches!(piece.token, Token::Word(word) if months::is_misspelt(word)))
}

#[cfg(test)]
mod tests {
    use super::super::opening;

    fn flags(line: &str) -> Vec<String> {
        opening(line).unwrap_or_else(|| panic!("{line} is a dateline")).dateline.flags
    }

    #[test]
    fn slips_are_named() {
        for (line, flag) in [
            ("OSLO, Feb 30 - Snow fell.", "impossible-day"),
            ("OSLO, March 187 - Snow fell.", "impossible-day"),
            ("OSLO, March 2O - Snow fell.", "impossible-day"),
            ("OSLO, 31 June - Snow fell.", "impossible-day"),
            ("OSLO, Febuary 3 - Snow fell.", "misspelt-month"),
            ("OSLO, Spetember 3 (AP) - Snow fell.", "misspelt-month"),
            ("QZXVILLE, March 3 (AP) - Snow fell.", "unknown-place"),
        ] {
            assert_eq!(flags(line), [flag], "{line}");
        }
        assert_eq!(flags("QZXVILLE, Febuary 30 (AP) - Snow."), ["impossible-day", "misspelt-month", "unknown-place"]);
    }

    #[test]
    fn what_is_right_has_no_flag() {
        for line in [
            "OSLO, Feb 29 - Snow fell.",
            "BERLIN, 3. Oktober 1990 - Es schneit.",
            "PARIS, 4 septembre (AFP) - Il neige.",
            "LONDON — Snow fell on the roofs of the town.",
            "ABOARD AIR FORCE ONE (AP) — Snow fell.",
            "HARLAN COUNTY, Ky. — Snow fell on the hills.",
            "MOSCOW, Monday (Reuters) - Snow fell.",
        ] {
            assert_eq!(flags(line), [""; 0], "{line}");
        }
    }
}
