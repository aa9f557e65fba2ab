//! What do the entities of a text stand for? Text as it is written comes in, characters go out. XML's five, references by
//! number and HTML's names are decoded; what a document type declares is not known here, and stays as it is written.

use encoding_rs::WINDOWS_1252;
use quick_xml::escape::{resolve_html5_entity, resolve_predefined_entity};

/// The longest name of an entity, with what stands round it.
const LONGEST_ENTITY: usize = 32;

/// Decodes the entities of a text; unknown ones stay as they are written.
pub(super) fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut pieces = text.split('&');
    plain.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let near = piece.char_indices().take(LONGEST_ENTITY).find(|(_, c)| *c == ';').map(|(at, _)| at);
        let named = near.and_then(|at| Some((entity(piece.get(..at)?)?, piece.get(at + 1..)?)));
        if let Some((meant, rest)) = named {
            plain.push_str(&meant);
            plain.push_str(rest);
        } else {
            plain.push('&');
            plain.push_str(piece);
        }
    }
    plain
}

/// What an entity stands for: one of XML's five, a character by its number, or one of HTML's names.
pub(super) fn entity(name: &str) -> Option<String> {
    let Some(number) = name.strip_prefix('#') else {
        return resolve_predefined_entity(name).or_else(|| resolve_html5_entity(name)).map(str::to_owned);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    match code {
        // What no text means: such references stand for windows-1252's characters, as on pages.
        0x80..=0x9f => Some(WINDOWS_1252.decode_without_bom_handling(&[code as u8]).0.into_owned()),
        9 | 10 | 13 => Some(if code == 9 { "\t" } else { "\n" }.to_owned()),
        _ => char::from_u32(code).map(|c| if c.is_control() { String::new() } else { c.to_string() }),
    }
}

#[cfg(test)]
mod tests {
    use super::unescape;

    #[test]
    fn known_entities_are_decoded_and_others_stay() {
        assert_eq!(unescape("a &lt; b &eacute &bogus; &#xD800; é&"), "a < b &eacute &bogus; &#xD800; é&");
        assert_eq!(unescape("&#150;&#x2014;&#0;&#10;&nbsp;&amp;lt;"), "–—\n\u{a0}&lt;");
    }
}
