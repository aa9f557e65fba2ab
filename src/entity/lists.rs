//! Which words and phrases does the program know by heart? The lists of this folder, read once into sets and phrase
//! tables. All were written by hand for this program but `common_words.txt`: words that news of the Voice of America
//! and speeches of US presidents (both in the public domain) write in small letters at least four times and at least half as often
//! as with a capital in mid-sentence.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

use crate::authority::aliases;
use crate::entity::tokens::{Token, tokenise};

type Words = LazyLock<HashSet<&'static str>>;

static COMMON: Words = LazyLock::new(|| words(include_str!("lists/common_words.txt")));
static FUNCTION: Words = LazyLock::new(|| words(include_str!("lists/function_words.txt")));
static DEMONYMS: Words = LazyLock::new(|| words(include_str!("lists/demonyms.txt")));
static CALENDAR: Words = LazyLock::new(|| words(include_str!("lists/calendar.txt")));
static SPEECH: Words = LazyLock::new(|| words(include_str!("lists/speech_verbs.txt")));
static OTHER_ACRONYMS: Words = LazyLock::new(|| words(include_str!("lists/other_acronyms.txt")));
static ORGANIZATION_HEADS: Words = LazyLock::new(|| heads("organization"));
static COMPLEMENT_HEADS: Words = LazyLock::new(|| heads("organization-with-complement"));
static PLACE_HEADS: Words = LazyLock::new(|| heads("place"));
static PLACE_FIRSTS: Words = LazyLock::new(|| heads("place-first"));
static OTHER_HEADS: Words = LazyLock::new(|| heads("other"));
static ABBREVIATIONS: Words = LazyLock::new(|| {
    "Mr Mrs Ms Dr St Ste Gov Sen Sens Rep Reps Lt Col Gen Sgt Cpl Pvt Spc Capt Cmdr Adm Maj Brig Prof Rev Fr Hon Jr Sr Inc Corp Co Ltd Bros Dept Det Supt \
     vs No Mt Ft Ave Blvd Rd Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kans Mass Penn Wash W.Va Kan Ky La Md \
     Mich Minn Miss Mont Neb Nev Okla Ore Pa Tenn Tex Vt Va Wis Wyo Plc Smt"
        .split_whitespace()
        .collect()
});
static AREAS: LazyLock<Phrases> = LazyLock::new(|| Phrases::read(include_str!("lists/areas.txt")));
static TITLES: LazyLock<Phrases> = LazyLock::new(|| Phrases::read(include_str!("lists/titles.txt")));
static ORGANIZATIONS: LazyLock<Phrases> = LazyLock::new(|| Phrases::read(aliases::ORGANIZATIONS));

fn words(list: &'static str) -> HashSet<&'static str> {
    list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
}

fn heads(section: &str) -> HashSet<&'static str> {
    let mut lines = include_str!("lists/heads.txt").lines();
    lines.find(|line| line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) == Some(section));
    lines.next().map(words).unwrap_or_default()
}

/// Phrases by their first word in small letters, the longest first.
#[derive(Debug, Default)]
pub struct Phrases {
    by_first: BTreeMap<String, Vec<Phrase>>,
}

#[derive(Debug)]
struct Phrase {
    tokens: Vec<&'static str>,
    canonical: &'static str,
}

impl Phrases {
    /// Reads lines of one phrase and its other forms, parted by `;`.
    fn read(list: &'static str) -> Self {
        let mut phrases = Self::default();
        for line in list.lines().filter(|line| !line.starts_with('#')) {
            let canonical = line.split(';').next().unwrap_or_default();
            for form in line.split(';') {
                let tokens: Vec<&str> = tokenise(form).iter().map(|token| token.text).collect();
                let first = tokens.first().map(|word| word.to_lowercase()).unwrap_or_default();
                phrases.by_first.entry(first).or_default().push(Phrase { tokens, canonical });
            }
        }
        for list in phrases.by_first.values_mut() {
            list.sort_by_key(|phrase| std::cmp::Reverse(phrase.tokens.len()));
        }
        phrases
    }

    /// The longest phrase that the tokens begin with: its length and the first form of its line. With `any_case`,
    /// letter case does not matter.
    fn longest(&self, tokens: &[Token<'_>], any_case: bool) -> Option<(usize, &'static str)> {
        let first = tokens.first()?.text.to_lowercase();
        let matches = |phrase: &&Phrase| {
            phrase.tokens.len() <= tokens.len()
                && phrase.tokens.iter().zip(tokens).all(|(known, token)| same(known, token.text, any_case))
        };
        self.by_first.get(&first)?.iter().find(matches).map(|phrase| (phrase.tokens.len(), phrase.canonical))
    }
}

fn same(known: &str, word: &str, any_case: bool) -> bool {
    known == word || any_case && known.to_lowercase() == word.to_lowercase() || known == "'s" && word == "’s"
}

/// The known organisation that the tokens begin with: its length in tokens and its usual name.
pub fn known_organization(tokens: &[Token<'_>], any_case: bool) -> Option<(usize, &'static str)> {
    ORGANIZATIONS.longest(tokens, any_case)
}

/// Length in tokens of the area without a gazetteer entry, such as `Middle East`, that the tokens begin with.
pub fn area(tokens: &[Token<'_>], any_case: bool) -> Option<usize> {
    AREAS.longest(tokens, any_case).map(|(length, _)| length)
}

/// Length in tokens of the title that the tokens begin with; case matters unless `any_case`.
pub fn title(tokens: &[Token<'_>], any_case: bool) -> Option<usize> {
    TITLES.longest(tokens, any_case).map(|(length, _)| length)
}

/// True where a title begins with that word, given in small letters.
pub fn may_begin_title(lower: &str) -> bool {
    TITLES.by_first.contains_key(lower)
}

/// True where an area begins with that word, given in small letters.
pub fn may_begin_area(lower: &str) -> bool {
    AREAS.by_first.contains_key(lower)
}

/// True where a known organisation begins with that word, given in small letters.
pub fn may_begin_organization(lower: &str) -> bool {
    ORGANIZATIONS.by_first.contains_key(lower)
}

/// True for an ordinary word of English news, given in small letters.
pub fn is_common_word(lower: &str) -> bool {
    COMMON.contains(lower)
}

/// True for articles, prepositions, pronouns, auxiliaries and words of the page's frame, given in small letters.
pub fn is_function_word(lower: &str) -> bool {
    FUNCTION.contains(lower)
}

/// True for adjectives and nouns of nationality, people, creed and party, in singular or plural.
pub fn is_demonym(word: &str) -> bool {
    DEMONYMS.contains(word) || word.strip_suffix('s').is_some_and(|singular| DEMONYMS.contains(singular))
}

/// True for days, months, feasts and times of day.
pub fn is_calendar(word: &str) -> bool {
    CALENDAR.contains(word)
}

/// True for verbs of saying and doing that follow a person, given in small letters.
pub fn is_speech_verb(lower: &str) -> bool {
    SPEECH.contains(lower)
}

/// True for capital abbreviations that name no organisation.
pub fn is_other_acronym(word: &str) -> bool {
    OTHER_ACRONYMS.contains(word)
}

/// True for words that end an organisation's name: `Bank`, `Inc.`.
pub fn is_organization_head(word: &str) -> bool {
    ORGANIZATION_HEADS.contains(word)
}

/// True for words that stand before the `of` or `for` of an organisation's name: `Ministry`.
pub fn is_complement_head(word: &str) -> bool {
    COMPLEMENT_HEADS.contains(word)
}

/// True for words that end a place's name: `County`.
pub fn is_place_head(word: &str) -> bool {
    PLACE_HEADS.contains(word)
}

/// True for words that begin a place's name: `Lake`.
pub fn is_place_first(word: &str) -> bool {
    PLACE_FIRSTS.contains(word)
}

/// True for words that end names of events, laws, prizes and the like: `Cup`, `Act`.
pub fn is_other_head(word: &str) -> bool {
    OTHER_HEADS.contains(word)
}

/// True for abbreviations that are written with a stop, given without it.
pub fn is_abbreviation(word: &str) -> bool {
    ABBREVIATIONS.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_wins() {
        let tokens = tokenise("UN Security Council members");
        assert_eq!(known_organization(&tokens, false), Some((3, "UN Security Council")));
        assert_eq!(known_organization(&tokenise("U.N. chief"), false), Some((1, "United Nations")));
        assert_eq!(title(&tokenise("Prime Minister Hale"), false), Some(2));
    }

    #[test]
    fn case_matters_unless_told_otherwise() {
        assert_eq!(known_organization(&tokenise("nato"), false), None);
        assert!(known_organization(&tokenise("REUTERS"), true).is_some());
    }

    #[test]
    fn possessives_inside_a_name_match_either_apostrophe() {
        assert_eq!(known_organization(&tokenise("Moody’s said"), false), Some((2, "Moody's")));
    }

    #[test]
    fn each_section_of_heads_is_read() {
        assert!(is_organization_head("Inc.") && is_complement_head("Ministry") && is_place_head("County"));
        assert!(is_place_first("Lake") && is_other_head("Cup"));
        assert!(!is_place_head("Ministry"));
    }

    #[test]
    fn demonyms_have_plurals() {
        assert!(is_demonym("Russian") && is_demonym("Ukrainians") && !is_demonym("Russia"));
    }
}
