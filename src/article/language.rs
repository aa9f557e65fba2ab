//! In which language is a body written? The body decides, never the headline, which is too short to tell; in comes
//! the body, out comes an ISO 639-1 code, or nothing where there are too few letters: tables, single sentences.

use whichlang::Lang;

/// Letters that a text needs to be judged.
const FEWEST_LETTERS: usize = 60;

/// Characters among which letters are counted.
const COUNTED: usize = 4_000;

/// Characters that the detector reads: in twenty thousand stories, more of them changed no answer.
const JUDGED: usize = 1_000;

/// The language of a body, or `None` where it is too short to tell.
///
/// ```
/// use newshound::article::language::of;
/// assert_eq!(of("12.5 14.2 13.9"), None);
/// ```
#[must_use]
pub fn of(body: &str) -> Option<String> {
    let counted = first(body, COUNTED);
    let letters = count(counted, |byte| byte.is_ascii_alphabetic(), char::is_alphabetic);
    let signs = count(counted, |byte| !matches!(byte, b' ' | b'\t'..=b'\r'), |c| !c.is_whitespace());
    // Prose is nine tenths letters; of a table of figures the detector would make Swedish.
    if letters < FEWEST_LETTERS || letters * 10 < signs * 7 {
        return None;
    }
    // Copy in capitals is judged as small letters: the detector knows words as books print them.
    Some(code(whichlang::detect_language(&first(body, JUDGED).to_lowercase())).to_owned())
}

/// Counts characters; those of ASCII as bytes, many at once.
fn count(text: &str, ascii: impl Fn(u8) -> bool, other: impl Fn(char) -> bool) -> usize {
    let plain = text.bytes().filter(|byte| byte.is_ascii() && ascii(*byte)).count();
    if text.is_ascii() { plain } else { plain + text.chars().filter(|c| !c.is_ascii() && other(*c)).count() }
}

fn first(text: &str, characters: usize) -> &str {
    if text.len() <= characters {
        return text;
    }
    let end = text.char_indices().nth(characters).map_or(text.len(), |(end, _)| end);
    text.get(..end).unwrap_or_default()
}

fn code(language: Lang) -> &'static str {
    match language {
        Lang::Ara => "ar",
        Lang::Cmn => "zh",
        Lang::Deu => "de",
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Hin => "hi",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Nld => "nl",
        Lang::Por => "pt",
        Lang::Rus => "ru",
        Lang::Spa => "es",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        Lang::Vie => "vi",
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn languages_are_told_apart() {
        for (body, code) in [
            ("The council of the town met on Monday to settle the price of bread for the coming winter.", "en"),
            ("THE COUNCIL OF THE TOWN MET ON MONDAY TO SETTLE THE PRICE OF BREAD FOR THE COMING WINTER.", "en"),
            ("Der Rat der Stadt hat am Montag getagt, um den Preis des Brotes für den Winter festzulegen.", "de"),
            ("El ayuntamiento se reunió el lunes para fijar el precio del pan durante el próximo invierno.", "es"),
            ("Городской совет собрался в понедельник, чтобы установить цену на хлеб на предстоящую зиму.", "ru"),
        ] {
            assert_eq!(of(body).as_deref(), Some(code), "{body}");
        }
    }

    #[test]
    fn too_few_letters_tell_nothing() {
        for body in ["", "Yes.", "12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34"] {
            assert_eq!(of(body), None, "{body}");
        }
    }
}
