//! Which month or weekday does a word name? English in full and in the abbreviations of wire copy, the months of the
//! languages that wires file in, and words one slip away from an English month. In comes one word, out a number;
//! whether a figure stands beside it, so that it is a date at all, is for the caller to see.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::Weekday;

const ENGLISH: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

/// Other names of the months, without diacritics where the script allows it, lower case.
const OTHERS: [&[&str]; 12] = [
    &[
        "jan",
        "enero",
        "ene",
        "janvier",
        "janv",
        "januar",
        "janner",
        "gennaio",
        "gen",
        "janeiro",
        "januari",
        "января",
        "янв",
        "січня",
        "ιανουαρίου",
    ],
    &[
        "feb",
        "febr",
        "febrero",
        "fevrier",
        "fevr",
        "fev",
        "februar",
        "febbraio",
        "fevereiro",
        "februari",
        "февраля",
        "фев",
        "лютого",
        "φεβρουαρίου",
    ],
    &["mar", "marc", "mch", "marzo", "mars", "marz", "maerz", "marco", "maart", "марта", "мар", "березня", "μαρτίου"],
    &["apr", "abril", "abr", "avril", "avr", "aprile", "апреля", "апр", "квітня", "απριλίου"],
    &["mayo", "mai", "maggio", "mag", "maio", "mei", "мая", "май", "травня", "μαΐου"],
    &["jun", "jne", "junio", "juin", "juni", "giugno", "giu", "junho", "июня", "июн", "червня", "ιουνίου"],
    &["jul", "jly", "julio", "juillet", "juil", "juli", "luglio", "lug", "julho", "июля", "июл", "липня", "ιουλίου"],
    &["aug", "agosto", "ago", "aout", "augustus", "augusti", "августа", "авг", "серпня", "αυγούστου"],
    &[
        "sept",
        "sep",
        "septiembre",
        "septembre",
        "settembre",
        "set",
        "setembro",
        "сентября",
        "сен",
        "сент",
        "вересня",
        "σεπτεμβρίου",
    ],
    &["oct", "octubre", "octobre", "oktober", "okt", "ottobre", "ott", "outubro", "out", "октября", "окт", "жовтня", "οκτωβρίου"],
    &["nov", "noviembre", "novembre", "novembro", "ноября", "ноя", "нояб", "листопада", "νοεμβρίου"],
    &[
        "dec",
        "diciembre",
        "dic",
        "decembre",
        "dezember",
        "dez",
        "dicembre",
        "dezembro",
        "desember",
        "декабря",
        "дек",
        "грудня",
        "δεκεμβρίου",
    ],
];

/// The month by each of its names.
static BY_NAME: LazyLock<HashMap<&str, i8>> = LazyLock::new(|| {
    let names = ENGLISH.iter().zip(OTHERS).map(|(english, others)| others.iter().chain([english]));
    (1..).zip(names).flat_map(|(month, names)| names.map(move |name| (*name, month))).collect()
});

/// The month that a word names, 1 to 12; a full stop at its end and its case do not matter.
///
/// ```
/// use newshound::article::months::month;
/// assert_eq!(month("Sept."), Some(9));
/// assert_eq!(month("AOÛT"), Some(8));
/// assert_eq!(month("Febuary"), Some(2));
/// assert_eq!(month("Maybe"), None);
/// ```
#[must_use]
pub fn month(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.');
    if word.is_empty() || word.len() > 24 {
        return None;
    }
    let lower: String = word.to_lowercase().chars().map(without_accent).collect();
    BY_NAME.get(lower.as_str()).copied().or_else(|| slip(&lower))
}

/// A month one slip (a letter wrong, lost, added or swapped) away; short words have too many neighbours.
fn slip(lower: &str) -> Option<i8> {
    if lower.len() < 5 || !lower.is_ascii() || matches!(lower, "augusta" | "marcha" | "marche") {
        return None;
    }
    (1..).zip(ENGLISH).find(|(_, month)| month.len() > 4 && is_one_slip(month, lower)).map(|(number, _)| number)
}

/// True where one letter is wrong, lost or added, or two neighbours are swapped.
fn is_one_slip(right: &str, written: &str) -> bool {
    let (right, written) = (right.as_bytes(), written.as_bytes());
    let same = right.iter().zip(written).take_while(|(a, b)| a == b).count();
    let (right, written) = (right.split_at(same).1, written.split_at(same).1);
    match (right, written) {
        ([_, right @ ..], [_, written @ ..]) if right == written => true,
        ([a, b, right @ ..], [c, d, written @ ..]) if (a, b) == (d, c) && right == written => true,
        ([_, right @ ..], _) if right == written => true,
        (_, [_, written @ ..]) => right == written,
        _ => false,
    }
}

/// True where a word is the name of no month and one slip away from an English one: `Febuary`.
#[must_use]
pub fn is_misspelt(word: &str) -> bool {
    let lower: String = word.trim_end_matches('.').to_lowercase().chars().map(without_accent).collect();
    !BY_NAME.contains_key(lower.as_str()) && slip(&lower).is_some()
}

fn without_accent(character: char) -> char {
    match character {
        'é' | 'è' | 'ê' => 'e',
        'û' | 'ú' | 'ü' => 'u',
        'ä' | 'á' | 'à' => 'a',
        'ç' => 'c',
        other => other,
    }
}

/// The weekday that a word names, in English in full or in the abbreviations of datelines (`Thurs.`).
#[must_use]
pub fn weekday(word: &str) -> Option<Weekday> {
    let lower = word.trim_end_matches('.').to_ascii_lowercase();
    Some(match lower.as_str() {
        "monday" | "mon" => Weekday::Monday,
        "tuesday" | "tue" | "tues" => Weekday::Tuesday,
        "wednesday" | "wed" => Weekday::Wednesday,
        "thursday" | "thu" | "thur" | "thurs" => Weekday::Thursday,
        "friday" | "fri" => Weekday::Friday,
        "saturday" | "sat" => Weekday::Saturday,
        "sunday" | "sun" => Weekday::Sunday,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::Weekday;

    use super::{is_misspelt, is_one_slip, month, weekday};

    #[test]
    fn one_slip_is_what_the_edit_distance_says() {
        let words =
            ["march", "mrach", "mach", "marchh", "arch", "xmarch", "macrh", "narch", "mar", "april", "aba", "ba", "ab", ""];
        for right in words {
            for written in words {
                assert_eq!(is_one_slip(right, written), strsim::osa_distance(right, written) == 1, "{right} {written}");
            }
        }
    }

    #[test]
    fn months_in_every_case_and_language() {
        for (word, number) in
            [("FEb", 2), ("dec.", 12), ("JUNE", 6), ("März", 3), ("LUG", 7), ("фев", 2), ("ABR", 4), ("Jne", 6), ("Μαρτίου", 3)]
        {
            assert_eq!(month(word), Some(number), "{word}");
        }
    }

    #[test]
    fn other_words_are_no_months() {
        for word in ["", ".", "Marcus", "Junk", "Mary", "Augusta", "Decade", "ÀÀÀÀÀÀÀÀÀÀÀÀÀ"] {
            assert_eq!(month(word), None, "{word}");
        }
    }

    #[test]
    fn slips_are_told_from_names() {
        for word in ["Febuary", "MRACH", "Spetember", "Agust"] {
            assert!(is_misspelt(word), "{word}");
        }
        for word in ["February", "Febr.", "septembre", "Januari", "Dezember", "Aprile", "Jne", "Monday", ""] {
            assert!(!is_misspelt(word), "{word}");
        }
    }

    #[test]
    fn weekdays_in_full_and_short() {
        assert_eq!(weekday("MONDAY"), Some(Weekday::Monday));
        assert_eq!(weekday("Thurs."), Some(Weekday::Thursday));
        assert_eq!(weekday("Monde"), None);
    }
}
