//! How is a name written in normal case? Wire copy sets names in capitals or small letters; in comes such a name, out
//! comes the name as its bearer writes it, as far as spelling rules tell: `O'Brien`, `McDonald`, van der Berg, Jean-Luc,
//! initials and numerals kept. A name that is in mixed case already is left alone but for surnames set in capitals.

/// Particles of surnames, small inside a name.
const PARTICLES: &[&str] = &[
    "van", "von", "der", "den", "de", "di", "da", "das", "dos", "do", "du", "del", "della", "la", "le", "bin", "ibn", "ter",
    "ten", "zu", "zur", "y", "of", "the", "and", "e", "upon", "on", "al", "el", "sur", "am", "au", "aux",
];

/// Endings and initials that stay in capitals.
const NUMERALS: &[&str] = &["ii", "iii", "iv"];

/// A person's or place's name in normal case, inner blanks single.
///
/// ```
/// use newshound::article::case::normal;
/// assert_eq!(normal("PATRICK O'BRIEN"), "Patrick O'Brien");
/// assert_eq!(normal("pieter VAN DER BERG"), "Pieter van der Berg");
/// assert_eq!(normal("Joe McDonald"), "Joe McDonald");
/// ```
#[must_use]
pub fn normal(name: &str) -> String {
    let one_case = !has_mixed_word(name);
    name.split_whitespace()
        .enumerate()
        .map(|(at, word)| if one_case || is_shouted(word) { cased(word, at == 0) } else { word.to_owned() })
        .collect::<Vec<_>>()
        .join(" ")
}

/// True where some word has a capital first and a small letter second, as normal case has.
fn has_mixed_word(name: &str) -> bool {
    name.split_whitespace().any(|word| {
        let mut letters = word.chars().filter(|c| c.is_alphabetic());
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase) && !is_shouted(word)
    })
}

/// True for a word in capitals that is too long for initials, `McALLEN` included.
fn is_shouted(word: &str) -> bool {
    let rest = word.strip_prefix("Mc").or_else(|| word.strip_prefix("Mac")).unwrap_or(word);
    let letters = rest.chars().filter(|c| c.is_alphabetic()).count();
    letters > 3 && !rest.contains('.') && rest.chars().all(|c| !c.is_lowercase())
}

fn cased(word: &str, first: bool) -> String {
    let lower = word.to_lowercase();
    if NUMERALS.contains(&lower.as_str()) || is_initials(word) {
        return word.to_uppercase();
    }
    if !first && PARTICLES.contains(&lower.as_str()) {
        return lower;
    }
    let cased = capitalised(&lower);
    // `d'AFFLISIO` is set by someone who knows that the d is small.
    match (word.strip_prefix("d'"), cased.strip_prefix("D'")) {
        (Some(_), Some(rest)) if is_shouted(word.trim_start_matches("d'")) => format!("d'{rest}"),
        _ => cased,
    }
}

/// `J.`, `J.R.`: single letters with full stops.
fn is_initials(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| part.chars().count() <= 1)
}

fn capitalised(lower: &str) -> String {
    let mut cased = String::with_capacity(lower.len());
    let mut at_start = true;
    for character in lower.chars() {
        if at_start {
            cased.extend(character.to_uppercase());
        } else {
            cased.push(character);
        }
        at_start = starts_part(&cased, character);
    }
    cased
}

/// True after a hyphen, after the apostrophe of O' and D', and after Mc.
fn starts_part(so_far: &str, last: char) -> bool {
    match last {
        '-' | '.' | '/' => true,
        '\'' | '’' => {
            let part = so_far.trim_end_matches(['\'', '’']);
            part.chars().rev().take_while(|c| c.is_alphabetic()).count() == 1
        }
        'c' => so_far == "Mc" || so_far.ends_with("-Mc"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn capitals_become_names() {
        for (written, name) in [
            ("MARY-ANN SMITH", "Mary-Ann Smith"),
            ("J.R.R. TOLKIEN", "J.R.R. Tolkien"),
            ("FERRY MCFERRY", "Ferry McFerry"),
            ("JUDITH McALLEN", "Judith McAllen"),
            ("HENRY FORD II", "Henry Ford II"),
            ("VINCENT VAN GOGH", "Vincent van Gogh"),
            ("JOSÉ Á. PÉREZ", "José Á. Pérez"),
            ("RIO DE JANEIRO", "Rio de Janeiro"),
            ("D’ARTAGNAN", "D’Artagnan"),
            ("CLAIRE d'AFFLISIO", "Claire d'Afflisio"),
            ("janie gabbett", "Janie Gabbett"),
        ] {
            assert_eq!(normal(written), name);
        }
    }

    #[test]
    fn mixed_case_stays() {
        for name in ["AJ Smith", "Ana Belén Rojo", "bell hooks Jr.", "Ludwig van Beethoven", "O'Neil"] {
            assert_eq!(normal(name).split(' ').next_back(), name.split(' ').next_back(), "{name}");
        }
        assert_eq!(normal("Claire DUTERTRE"), "Claire Dutertre");
    }

    #[test]
    fn nothing_stays_nothing() {
        assert_eq!(normal(""), "");
        assert_eq!(normal("  "), "");
    }
}
