//! Which characters do these bytes stand for? Byte-order mark, then valid UTF-8, then detection. Old wire text
//! often went through two decodings: C1 control characters, which no text means, are repaired to what windows-1252
//! means by them.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::article::model::{KnownBy, Reading};

/// Detection looks at the head of a text only: more makes it slower, not surer.
const LOOKED_AT: usize = 64 * 1024;

/// Bytes of text around each NUL that is only damage; compressed data has one in 256, other binaries have more.
const TEXT_FOR_ZERO: usize = 1_000;

/// Text of the bytes and how it was read, or `None` where they are no text at all: they hold NUL bytes and are not UTF-16.
/// A NUL here and there is left out.
///
/// Never fails otherwise: bytes that the encoding does not know become U+FFFD.
pub fn decode(bytes: &[u8]) -> Option<(String, Reading)> {
    decode_declared(bytes, None)
}

/// The same for bytes whose encoding something declares, by one of its names: a page, a message, an XML declaration. A
/// declaration that the bytes contradict is passed over.
pub fn decode_declared(bytes: &[u8], declared: Option<&str>) -> Option<(String, Reading)> {
    let (encoding, known_by) = encoding_of(bytes, declared)?;
    let (text, _, _) = encoding.decode(bytes);
    let text = repair_controls(text);
    let mojibake = is_mojibake(&text);
    Some((text, Reading { encoding: encoding.name(), known_by, mojibake }))
}

/// UTF-16, where a text begins in it.
pub(super) fn wide_encoding(head: &[u8]) -> Option<&'static Encoding> {
    let marked = Encoding::for_bom(head).map(|(encoding, _)| encoding).filter(|encoding| *encoding != UTF_8);
    marked.or_else(|| utf16_without_mark(head))
}

fn encoding_of(bytes: &[u8], declared: Option<&str>) -> Option<(&'static Encoding, KnownBy)> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Some((encoding, KnownBy::Mark));
    }
    let head = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    let zeros = head.split(|byte| *byte == 0).count() - 1;
    if zeros > 0 {
        if let Some(encoding) = utf16_without_mark(head) {
            return Some((encoding, KnownBy::Guessed));
        }
        if zeros.saturating_mul(TEXT_FOR_ZERO) > head.len() {
            return None;
        }
    }
    let declared = declared
        .and_then(|label| Encoding::for_label(label.trim().as_bytes()))
        .filter(|one| one.is_ascii_compatible() || *one == ISO_2022_JP);
    // Text of another encoding is hardly ever UTF-8 by chance, but stateful ones are pure ASCII.
    if std::str::from_utf8(bytes).is_ok() {
        return match declared.filter(|encoding| *encoding == ISO_2022_JP && bytes.contains(&0x1b)) {
            Some(encoding) => Some((encoding, KnownBy::Declared)),
            None => Some((UTF_8, KnownBy::Bytes)),
        };
    }
    if mostly_utf8(bytes) {
        return Some((UTF_8, KnownBy::Guessed));
    }
    if let Some(encoding) = declared.filter(|encoding| *encoding != UTF_8 && !encoding.decode_without_bom_handling(bytes).1) {
        return Some((encoding, KnownBy::Declared));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, head.len() == bytes.len());
    Some((detector.guess(None, Utf8Detection::Deny), KnownBy::Guessed))
}

/// Pairs of characters that UTF-8 makes of one letter when it is read as windows-1252, the usual accident: `Ã©`, `â€™`.
fn is_mojibake(text: &str) -> bool {
    // All five first letters begin with the same byte, which most texts have not even once.
    const FIRST_BYTE: u8 = 0xc3;
    let firsts = text.bytes().enumerate().filter(|(_, byte)| *byte == FIRST_BYTE);
    let pairs = firsts.filter_map(|(at, _)| {
        let mut pair = text.get(at..)?.chars();
        Some((pair.next()?, pair.next()?))
    });
    let odd = pairs.filter(|(first, second)| matches!(first, 'Ã' | 'Â' | 'â' | 'Ð' | 'Ñ') && is_trailing(*second)).count();
    // Every character that is not ASCII begins with one of these bytes.
    odd > 0 && odd * 4 >= text.bytes().filter(|byte| *byte >= 0xc0).count()
}

/// A character that windows-1252 makes of a byte from 0x80 to 0xBF, which stands second in UTF-8.
fn is_trailing(character: char) -> bool {
    matches!(
        character,
        '\u{80}'
            ..='\u{bf}'
                | '€'
                | '‚'
                | 'ƒ'
                | '„'
                | '…'
                | '†'
                | '‡'
                | 'ˆ'
                | '‰'
                | 'Š'
                | '‹'
                | 'Œ'
                | 'Ž'
                | '‘'
                | '’'
                | '“'
                | '”'
                | '•'
                | '–'
                | '—'
                | '˜'
                | '™'
                | 'š'
                | '›'
                | 'œ'
                | 'ž'
                | 'Ÿ'
    )
}

/// One damaged character in a long UTF-8 text does not make it another encoding: that would ruin all the others.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 4 * bad
}

/// UTF-16 without a mark: Latin text has a NUL in nearly every second byte.
fn utf16_without_mark(head: &[u8]) -> Option<&'static Encoding> {
    let pairs = head.len() / 2;
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let encoding = match (zeros(0), zeros(1)) {
        _ if pairs == 0 => None,
        (0, odd) if odd * 2 > pairs => Some(UTF_16LE),
        (even, 0) if even * 2 > pairs => Some(UTF_16BE),
        _ => None,
    };
    encoding.filter(|encoding| {
        let (text, _) = encoding.decode_without_bom_handling(head);
        !text.contains(|character: char| character.is_control() && !matches!(character, '\t' | '\n' | '\r' | '\u{c}'))
    })
}

fn repair_controls(text: Cow<'_, str>) -> String {
    let mut text = text.into_owned();
    // Bytes are looked at, not characters: nearly every text is clean, and every text is looked at.
    if text.bytes().any(|byte| byte == 0) {
        text = text.replace('\0', "");
    }
    if text.bytes().any(|byte| byte == b'\r') {
        text = text.replace("\r\n", "\n").replace('\r', "\n");
    }
    let bytes = text.as_bytes();
    if bytes.iter().zip(bytes.iter().skip(1)).any(|(first, second)| *first == 0xc2 && *second < 0xa0) {
        let meant = |character| if matches!(character, '\u{80}'..='\u{9f}') { meant_by(character) } else { character };
        text = text.chars().map(meant).collect();
    }
    text
}

fn meant_by(control: char) -> char {
    let byte = [u32::from(control) as u8];
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(&byte);
    text.chars().next().unwrap_or(control)
}

#[cfg(test)]
mod tests {
    use super::{KnownBy, decode_declared};

    fn decode(bytes: &[u8]) -> Option<String> {
        super::decode(bytes).map(|(text, _)| text)
    }

    #[test]
    fn a_declaration_stands_unless_the_bytes_object() {
        let story = "Der Bürgermeister von Köln";
        let latin: Vec<u8> = story.chars().map(|character| character as u8).collect();
        let known = |bytes: &[u8], label: &str| {
            let (text, reading) = decode_declared(bytes, Some(label)).unwrap();
            (text, reading.encoding, reading.known_by)
        };
        assert_eq!(known(&latin, "ISO-8859-1"), (story.to_owned(), "windows-1252", KnownBy::Declared));
        assert_eq!(known(story.as_bytes(), "iso-8859-1"), (story.to_owned(), "UTF-8", KnownBy::Bytes));
        assert_eq!(known(&latin, "utf-8").2, KnownBy::Guessed);
        assert_eq!(known(&latin, "no such name").2, KnownBy::Guessed);
        assert_eq!(known(b"\x1b$B%K%e!<%9\x1b(B", "iso-2022-jp").0, "ニュース");
    }

    #[test]
    fn mojibake_is_suspected() {
        let suspected = |text: &str| super::decode(text.as_bytes()).unwrap().1.mojibake;
        assert!(suspected("The cafÃ© in ZÃ¼rich"));
        assert!(suspected("â€œThe talks go onâ€\u{9d}, he said"));
        assert!(!suspected("São Paulo, Zürich, Łódź, “quoted” — naïve"));
        assert!(!suspected("HÂ² and 20 Â° in a story about naïve cafés in Zürich and Genève: à côté d’été, déjà là"));
    }

    #[test]
    fn every_usual_encoding_gives_the_same_text() {
        let story = "Der Bürgermeister von Köln sagte, die Brücke über den Rhein werde am Montag für den Verkehr geöffnet.";
        let latin: Vec<u8> = story.chars().map(|character| character as u8).collect();
        let utf16: Vec<u8> = story.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked: Vec<u8> = [0xFF, 0xFE].into_iter().chain(utf16.clone()).collect();
        let with_bom = format!("\u{feff}{story}");
        for bytes in [story.as_bytes(), &latin, &utf16, &marked, with_bom.as_bytes()] {
            assert_eq!(decode(bytes).as_deref(), Some(story));
        }
    }

    #[test]
    fn typographic_quotes_of_windows_are_read() {
        let text = decode(b"MOSCOW \x97 \x93The talks go on,\x94 the minister\x92s aide said on Monday evening.").unwrap();
        assert_eq!(text, "MOSCOW — “The talks go on,” the minister’s aide said on Monday evening.");
    }

    #[test]
    fn controls_from_a_double_decoding_are_repaired() {
        assert_eq!(decode("BERLIN \u{97} Talks".as_bytes()).as_deref(), Some("BERLIN — Talks"));
    }

    #[test]
    fn one_bad_byte_does_not_spoil_utf8() {
        let mut bytes = "Zürich, Genève, São Paulo, Łódź und Kraków".as_bytes().to_vec();
        bytes.push(0xFF);
        assert!(decode(&bytes).unwrap().starts_with("Zürich, Genève"));
    }

    #[test]
    fn binary_is_no_text() {
        assert_eq!(decode(b"\0"), None);
        assert_eq!(decode(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0"), None);
    }

    #[test]
    fn a_nul_in_a_long_text_is_damage() {
        let text = "The bridge stays closed, the mayor said on Monday.\n".repeat(40);
        let damaged = format!("{text}\0{text}");
        assert_eq!(decode(damaged.as_bytes()), Some(text.repeat(2)));
    }

    #[test]
    fn line_ends_become_newlines() {
        assert_eq!(decode(b"one\r\ntwo\rthree").as_deref(), Some("one\ntwo\nthree"));
    }
}
