//! Under which key does a name stand? A written name comes in; its words go out folded and without the traces that
//! transliteration leaves, so that `Zelensky`, `Zelenskyy` and `Zelenskiy` meet. Keys are for comparison, never shown.

use super::{aliases, spellings};
use crate::fold::fold;

/// The parts of a person's name that tell whether another name can mean the same person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PersonKey {
    /// The folded words as they are written, initials apart, without suffix and Arabic article.
    pub written: Vec<String>,
    /// The same words without the traces of transliteration.
    pub words: Vec<String>,
    /// `jr`, `sr`, `ii`, `iii` or `iv`.
    pub suffix: Option<String>,
    /// True where a hyphen joins words: none of them can be left out as a middle name can.
    pub hyphened: bool,
}

impl PersonKey {
    /// The key of a name; `None` for a name of one word, which can mean anybody.
    pub fn of(name: &str) -> Option<PersonKey> {
        let mut written: Vec<String> = name.split_whitespace().map(without_article).flat_map(folded_words).collect();
        let suffix = written.pop_if(|word| matches!(word.as_str(), "jr" | "sr" | "ii" | "iii" | "iv"));
        let words = written.iter().map(|word| plain(word)).collect();
        let hyphened = name.split_whitespace().map(without_article).any(|word| word.contains(['-', '\u{2010}', '\u{2011}']));
        (written.len() > 1).then_some(PersonKey { written, words, suffix, hyphened })
    }

    /// First name or initial.
    pub fn first(&self) -> &str {
        self.words.first().map_or("", String::as_str)
    }

    /// Last name.
    pub fn last(&self) -> &str {
        self.words.last().map_or("", String::as_str)
    }

    /// The initial of the first name, as it is written.
    pub fn initial(&self) -> Option<char> {
        self.written.first()?.chars().next()
    }

    /// What stands between first and last name, as it is written.
    pub fn written_middle(&self) -> &[String] {
        self.written.get(1..self.written.len().saturating_sub(1)).unwrap_or_default()
    }

    /// What stands between first and last name.
    pub fn middle(&self) -> &[String] {
        self.words.get(1..self.words.len().saturating_sub(1)).unwrap_or_default()
    }
}

/// A written word without the Arabic article, which newspapers write or leave out: `al-Assad`, `El-Assad`, `al Assad`. `Al` on
/// its own is a given name.
fn without_article(written: &str) -> &str {
    if matches!(written, "al" | "el") {
        return "";
    }
    let joined = ["al-", "Al-", "el-", "El-"].iter().find_map(|article| written.strip_prefix(article));
    joined.unwrap_or(written)
}

/// The folded words of one written word: `J.P.` is two initials, `Jean-Claude` two words.
fn folded_words(written: &str) -> Vec<String> {
    let letters: Vec<&str> = written.split_terminator('.').collect();
    let initials = written.ends_with('.') && letters.iter().all(|part| part.chars().count() == 1);
    let parts = if initials { letters } else { vec![written] };
    let folded: Vec<String> = parts.into_iter().map(fold).collect();
    folded.iter().flat_map(|part| part.split(' ')).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Letters that stand for one sound of another script, and what they are compared as.
const SOUNDS: [(&str, &str); 13] = [
    ("tsch", "ch"),
    ("tch", "ch"),
    ("sch", "sh"),
    ("dzh", "j"),
    ("ph", "f"),
    ("ck", "k"),
    ("q", "k"),
    ("w", "v"),
    ("ou", "u"),
    ("oo", "u"),
    ("yev", "ev"),
    ("iev", "ev"),
    ("chov", "chev"),
];

/// A folded word without the traces of transliteration; an initial has none.
pub fn plain(word: &str) -> String {
    if word.chars().nth(1).is_none() {
        return word.to_owned();
    }
    let mut plain = spellings::usual(word).unwrap_or(word).to_owned();
    for (written, compared) in SOUNDS {
        if plain.contains(written) {
            plain = plain.replace(written, compared);
        }
    }
    plain = without_umlaut(&plain);
    if let Some(rest) = plain.strip_suffix("ff") {
        plain = format!("{rest}v");
    }
    if let Some(rest) = plain.strip_prefix("ye").filter(|rest| rest.len() > 2) {
        plain = format!("e{rest}");
    }
    with_plain_ending(without_doubles(&plain))
}

/// `Mueller` as `Muller`, the folded form of `Müller`.
fn without_umlaut(word: &str) -> String {
    let mut plain = String::with_capacity(word.len());
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        plain.push(letter);
        if matches!(letter, 'u' | 'o') && letters.peek() == Some(&'e') {
            let mut ahead = letters.clone();
            ahead.next();
            if ahead.next().is_some_and(|next| !"aeiouy".contains(next)) {
                letters.next();
            }
        }
    }
    plain
}

/// `-iy`, `-yy`, `-ij` and the like as `-i`; `-iya` and `-ya` as `-ia`.
fn with_plain_ending(word: String) -> String {
    if word.len() < 4 {
        return word;
    }
    if let Some(stem) = word.strip_suffix("ya") {
        return format!("{}ia", stem.trim_end_matches(['i', 'y']));
    }
    let stem = word.trim_end_matches(['i', 'y', 'j']);
    if stem.len() < word.len() { format!("{stem}i") } else { word }
}

/// Letters in a row that are the same, once.
fn without_doubles(word: &str) -> String {
    let mut last = None;
    word.chars().filter(|letter| last.replace(*letter) != Some(*letter)).collect()
}

/// The key of an organisation: its fullest folded name where it is known under several (`UN`), else its bare one.
pub fn organization(name: &str) -> String {
    let bare = bare_organization(name);
    aliases::fullest(&bare).map_or(bare, str::to_owned)
}

/// The folded name of an organisation without article and legal form (`Inc`, `Ltd`).
pub fn bare_organization(name: &str) -> String {
    let folded = fold(name);
    let name = folded.strip_prefix("the ").unwrap_or(&folded);
    let mut words: Vec<&str> = name.split(' ').collect();
    while words.len() > 1 && words.last().is_some_and(|word| is_legal_form(word)) {
        words.pop();
    }
    words.join(" ")
}

/// The law under which the last legal form of an organisation's name stands, where it tells one: `Sears Plc` is no `Sears
/// Inc`. `Co` and `Ltd` are written everywhere.
pub fn law(name: &str) -> Option<&'static str> {
    let folded = fold(&name.replace('.', ""));
    folded.split(' ').rev().take_while(|word| is_legal_form(word)).find_map(|word| match word {
        "inc" | "corp" | "llc" => Some("inc"),
        "plc" => Some("plc"),
        "ag" | "gmbh" => Some("ag"),
        "nv" | "bv" => Some("nv"),
        "sa" => Some("sa"),
        "spa" => Some("spa"),
        _ => None,
    })
}

fn is_legal_form(word: &str) -> bool {
    matches!(
        word,
        "inc" | "corp" | "co" | "ltd" | "plc" | "llc" | "ag" | "sa" | "spa" | "gmbh" | "nv" | "bv" | "company" | "limited"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// True where two names have the same words in their keys.
    fn meet(one: &str, other: &str) -> bool {
        PersonKey::of(one).map(|key| key.words) == PersonKey::of(other).map(|key| key.words)
    }

    #[test]
    fn spellings_of_one_name_meet() {
        for names in [
            ["Volodymyr Zelensky", "Volodymyr Zelenskyy"],
            ["Volodymyr Zelenskiy", "Volodymyr Selenskyj"],
            ["Mikhail Gorbachev", "Mikhail Gorbachov"],
            ["Muammar Gaddafi", "Moammar Qadhafi"],
            ["Bashar al-Assad", "Bashar Assad"],
            ["Bashar al Assad", "Bashar El-Assad"],
            ["Sergei Lavrov", "Sergey Lawrow"],
            ["Jean-Claude Juncker", "Jean Claude Juncker"],
            ["Gerhard Schröder", "Gerhard Schroeder"],
            ["Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"],
            ["J.P. Morgan", "J. P. Morgan"],
            ["Natalya Orlova", "Nataliya Orlova"],
            ["Владимир Путин", "Vladimir Putin"],
        ] {
            assert!(meet(names[0], names[1]), "{names:?}");
        }
    }

    #[test]
    fn other_names_stay_apart() {
        for names in [
            ["Volodymyr Zelensky", "Olena Zelenska"],
            ["George W. Bush", "George H. W. Bush"],
            ["Peter Hansen", "Peter Jansen"],
            ["Ann Hale", "Anna Hale"],
            ["George V. Hale", "George W. Hale"],
            ["George K. Hale", "George Q. Hale"],
        ] {
            assert!(!meet(names[0], names[1]), "{names:?}");
        }
    }

    #[test]
    fn parts_of_a_name() {
        let key = PersonKey::of("Martin Luther King Jr.").expect("a full name");
        assert_eq!((key.first(), key.last(), key.middle().len()), ("martin", "king", 1));
        assert_eq!(key.suffix.as_deref(), Some("jr"));
        assert_eq!(PersonKey::of("Putin"), None);
        assert_eq!(PersonKey::of("al-Assad"), None);
        assert_eq!(PersonKey::of("Al Gore").map(|key| key.written), Some(vec!["al".to_owned(), "gore".to_owned()]));
        assert_eq!(PersonKey::of(""), None);
    }

    #[test]
    fn companies_without_their_legal_form() {
        assert_eq!(organization("The Harrow Line Co. Ltd"), "harrow line");
        assert_eq!(organization("Company"), "company");
        assert_eq!(["Harrow S.A.", "Harrow Plc Ltd", "Harrow Co", "SA"].map(law), [Some("sa"), Some("plc"), None, Some("sa")]);
        assert_eq!(organization("the U.N."), organization("United Nations"));
    }
}
