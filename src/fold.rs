//! How are names compared? Folded: transliterated to Latin letters, without diacritics, in lower case, with dots
//! dropped and every other run of punctuation or space as one blank. `Volodymyr Zelenskyy's` and `U.S.` become
//! `volodymyr zelenskyy` and `us`. The same folding serves gazetteer, name lists, index and query, so that what one
//! stores the others find.

/// The folded form of a name: lower-case ASCII words joined by single blanks.
///
/// A possessive ending (`'s`, `s'` with a typewriter or a typographic apostrophe) is dropped, and an apostrophe inside
/// a word is removed (`O'Brien` is `obrien`).
///
/// ```
/// assert_eq!(newshound::fold::fold("São Paulo’s"), "sao paulo");
/// assert_eq!(newshound::fold::fold("U.S."), "us");
/// assert_eq!(newshound::fold::fold("Путин"), "putin");
/// assert_eq!(newshound::fold::fold("Port-au-Prince"), "port au prince");
/// ```
pub fn fold(name: &str) -> String {
    let name = without_possessive(name.trim());
    let mut folded = String::with_capacity(name.len());
    let mut gap = false;
    for character in name.chars() {
        let plain = character.is_ascii_alphanumeric();
        if !plain && is_dropped(character) {
            continue;
        }
        if !plain && !character.is_alphanumeric() {
            gap = true;
            continue;
        }
        if gap && !folded.is_empty() {
            folded.push(' ');
        }
        gap = false;
        push_folded(&mut folded, character);
    }
    folded
}

/// The name without a possessive ending: `Putin's` is `Putin`; `Texas'` keeps its last letter.
pub fn without_possessive(name: &str) -> &str {
    for ending in ["'s", "’s", "'S", "’S", "'", "’"] {
        if let Some(rest) = name.strip_suffix(ending) {
            return rest;
        }
    }
    name
}

fn is_dropped(character: char) -> bool {
    // Accents that stand as characters of their own are dropped with the others.
    matches!(character, '.' | '\'' | '’' | '‘' | 'ʻ' | '`' | '´' | '\u{300}'..='\u{36f}')
}

fn push_folded(folded: &mut String, character: char) {
    if character.is_ascii() {
        folded.push(character.to_ascii_lowercase());
    } else {
        // A letter that has no transliteration stays as it is, so that no name folds to nothing.
        match deunicode::deunicode_char(character) {
            Some(latin) => folded.extend(latin.trim().chars().map(|c| c.to_ascii_lowercase())),
            None => folded.extend(character.to_lowercase()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn folding_is_stable() {
        for name in ["Kraków", "O’Brien", "d'Ivoire", "Łódź", "北京", "  NEW   YORK ", "St. Louis"] {
            assert_eq!(fold(&fold(name)), fold(name));
        }
    }

    #[test]
    fn initials_lose_their_dots_and_keep_their_blanks() {
        assert_eq!(fold("J. R. R. Tolkien"), "j r r tolkien");
        assert_eq!(fold("U.S.S.R."), "ussr");
        assert_eq!(fold("Cafe\u{301}s de Sa\u{303}o Paulo"), "cafes de sao paulo");
        assert_eq!(fold("Washington, D.C."), "washington dc");
    }
}
