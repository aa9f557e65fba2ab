//! What does a single word tell, before its neighbours are looked at? Each distinct word of an article is looked up
//! once in the lists and name lists; the answers are bits, so that the rules can ask them cheaply and often.

use std::collections::HashMap;

use crate::entity::lists;
use crate::entity::sentences::{Case, Sentence};
use crate::entity::tokens::{Token, TokenKind};
use crate::fold::fold;
use crate::names;

/// What is known of a word: a set of the bits below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Traits(u32);

impl Traits {
    /// Begins with a capital.
    pub const CAPITAL: Self = Self(1);
    /// Capitals alone, two or more.
    pub const UPPER: Self = Self(1 << 1);
    /// An initial: `J.`, `J`, `J.R.`.
    pub const INITIAL: Self = Self(1 << 2);
    /// Article, preposition, pronoun, auxiliary.
    pub const FUNCTION: Self = Self(1 << 3);
    /// An ordinary word.
    pub const COMMON: Self = Self(1 << 4);
    /// Nationality, people, creed, party.
    pub const DEMONYM: Self = Self(1 << 5);
    /// Day, month, feast.
    pub const CALENDAR: Self = Self(1 << 6);
    /// A given name.
    pub const GIVEN: Self = Self(1 << 7);
    /// A surname.
    pub const SURNAME: Self = Self(1 << 8);
    /// May begin a title.
    pub const TITLE: Self = Self(1 << 9);
    /// May begin a known organisation.
    pub const KNOWN: Self = Self(1 << 10);
    /// Ends organisations' names.
    pub const ORGANIZATION_HEAD: Self = Self(1 << 11);
    /// Stands before the `of` of organisations' names.
    pub const COMPLEMENT_HEAD: Self = Self(1 << 12);
    /// Ends places' names.
    pub const PLACE_HEAD: Self = Self(1 << 13);
    /// Begins places' names.
    pub const PLACE_FIRST: Self = Self(1 << 14);
    /// Ends names of events, laws, prizes.
    pub const OTHER_HEAD: Self = Self(1 << 15);
    /// A particle of surnames: `van`, `de`, `al`.
    pub const PARTICLE: Self = Self(1 << 16);
    /// A verb that follows a person.
    pub const SPEECH: Self = Self(1 << 17);
    /// Abbreviation in capitals that names no organisation.
    pub const OTHER_ACRONYM: Self = Self(1 << 18);
    /// Preposition that often stands before a place.
    pub const LOCATIVE: Self = Self(1 << 19);
    /// `Jr.`, `Sr.`, `III`.
    pub const SUFFIX: Self = Self(1 << 20);
    /// May begin an area that the gazetteer does not hold.
    pub const AREA: Self = Self(1 << 21);

    /// True where at least one of the bits is set.
    pub fn has(self, bits: Self) -> bool {
        self.0 & bits.0 != 0
    }

    /// True where the bit of that number is set.
    pub fn holds(self, bit: u8) -> bool {
        self.0 >> bit & 1 == 1
    }

    /// The numbers of the bits that are set.
    pub fn each(self) -> impl Iterator<Item = u8> {
        (0..32).filter(move |bit| self.holds(*bit))
    }

    /// Both sets together.
    pub const fn and(self, bits: Self) -> Self {
        Self(self.0 | bits.0)
    }
}

/// A sentence with the traits of its tokens.
#[derive(Debug)]
pub struct Line<'line, 'text> {
    /// The sentence.
    pub sentence: &'line Sentence<'text>,
    /// One set of traits a token.
    pub traits: Vec<Traits>,
}

impl<'text> Line<'_, 'text> {
    /// True where the token at that place has one of the traits.
    pub fn has(&self, index: usize, bits: Traits) -> bool {
        self.traits.get(index).is_some_and(|traits| traits.has(bits))
    }

    /// The text of the token at that place, empty past the end.
    pub fn text(&self, index: usize) -> &'text str {
        self.sentence.word(index).map_or("", |token| token.text)
    }

    /// The tokens from that place on.
    pub fn from(&self, index: usize) -> &[Token<'text>] {
        self.sentence.tokens.get(index..).unwrap_or_default()
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.traits.len()
    }

    /// True where capitals say nothing.
    pub fn strict(&self) -> bool {
        self.sentence.case != Case::Normal
    }

    /// True where the line is in capitals.
    pub fn shouts(&self) -> bool {
        self.sentence.case == Case::Capitals
    }

    /// True for a hyphen that joins its neighbours.
    pub fn is_hyphen(&self, index: usize) -> bool {
        self.sentence.word(index).is_some_and(Token::is_hyphen) && self.sentence.word(index + 1).is_some_and(|next| next.glued)
    }

    /// True for a token that may be part of a name by its writing: capital, no function word at a sentence's begin.
    pub fn is_name_like(&self, index: usize) -> bool {
        let opens = self.sentence.word(index).is_some_and(|token| token.opens);
        self.has(index, Traits::CAPITAL)
            && !(self.has(index, Traits::FUNCTION) && (opens || self.strict() || self.text(index).len() < 5))
    }

    /// True where the place before the token is one where a place may stand: `in`, `near`.
    pub fn after_locative(&self, index: usize) -> bool {
        index.checked_sub(1).is_some_and(|before| self.has(before, Traits::LOCATIVE))
    }
}

/// Traits of the words met so far in one article.
#[derive(Debug, Default)]
pub struct Words<'text> {
    known: HashMap<(&'text str, bool), Traits>,
}

impl<'text> Words<'text> {
    /// The sentence with the traits of its tokens.
    pub fn line<'line>(&mut self, sentence: &'line Sentence<'text>) -> Line<'line, 'text> {
        let shouts = sentence.case == Case::Capitals;
        let traits = sentence.tokens.iter().map(|token| self.traits(token, shouts)).collect();
        Line { sentence, traits }
    }

    fn traits(&mut self, token: &Token<'text>, shouts: bool) -> Traits {
        if token.kind != TokenKind::Word {
            return Traits::default();
        }
        *self.known.entry((token.text, shouts)).or_insert_with(|| traits_of(token.text, shouts))
    }
}

/// Traits of one word; in a line of capitals the word is looked up as if it were written normally.
pub fn traits_of(word: &str, shouts: bool) -> Traits {
    let lower = word.to_lowercase();
    let first_is_capital = word.chars().next().is_some_and(char::is_uppercase);
    let normal = if shouts && !word.contains('.') { capitalised(&lower) } else { word.to_owned() };
    let is_upper = word.chars().filter(|character| character.is_uppercase()).count() > 1 && !word.chars().any(char::is_lowercase);
    let is_acronym = is_upper && !shouts;
    let is_initial = word.chars().filter(|character| character.is_alphabetic()).count() <= 2 && is_initial(word);
    let mut traits = Traits::default();
    let mut set = |bit: Traits, on: bool| traits = if on { traits.and(bit) } else { traits };
    set(Traits::CAPITAL, first_is_capital);
    set(Traits::UPPER, is_acronym);
    set(Traits::INITIAL, is_initial);
    set(Traits::FUNCTION, !is_acronym && lists::is_function_word(&lower));
    set(Traits::COMMON, !is_acronym && lists::is_common_word(&lower));
    set(Traits::PARTICLE, is_particle(&lower));
    if first_is_capital {
        set(Traits::OTHER_ACRONYM, lists::is_other_acronym(word));
        set(Traits::SPEECH, shouts && lists::is_speech_verb(&lower));
        set(Traits::TITLE, lists::may_begin_title(&lower));
        set(Traits::KNOWN, lists::may_begin_organization(&lower));
        set(Traits::AREA, lists::may_begin_area(&lower));
        set(Traits::LOCATIVE, is_locative(&lower));
        set_capital_traits(&mut set, &normal);
    } else {
        set(Traits::SPEECH, lists::is_speech_verb(word));
        set(Traits::LOCATIVE, is_locative(word));
    }
    traits
}

fn set_capital_traits(set: &mut impl FnMut(Traits, bool), word: &str) {
    let folded = fold(word);
    set(Traits::DEMONYM, lists::is_demonym(word));
    set(Traits::CALENDAR, lists::is_calendar(word));
    set(Traits::GIVEN, names::given(&folded));
    set(Traits::SURNAME, names::surname(&folded));
    set(Traits::ORGANIZATION_HEAD, lists::is_organization_head(word));
    set(Traits::COMPLEMENT_HEAD, lists::is_complement_head(word));
    set(Traits::PLACE_HEAD, lists::is_place_head(word));
    set(Traits::PLACE_FIRST, lists::is_place_first(word));
    set(Traits::OTHER_HEAD, lists::is_other_head(word));
    set(Traits::SUFFIX, matches!(word, "Jr" | "Jr." | "Sr" | "Sr." | "II" | "III" | "IV" | "VI" | "XIV" | "XVI"));
}

fn is_initial(word: &str) -> bool {
    !word.is_empty()
        && word.split_terminator('.').all(|letter| letter.chars().count() == 1 && letter.chars().all(char::is_uppercase))
}

fn is_particle(lower: &str) -> bool {
    matches!(
        lower,
        "von"
            | "van"
            | "de"
            | "der"
            | "den"
            | "del"
            | "della"
            | "di"
            | "da"
            | "dos"
            | "das"
            | "do"
            | "du"
            | "la"
            | "le"
            | "al"
            | "el"
            | "bin"
            | "ibn"
            | "bint"
            | "ul"
            | "ur"
            | "ter"
            | "ten"
            | "af"
            | "zu"
            | "abu"
            | "st"
            | "st."
            | "d'"
            | "d’"
    )
}

fn is_locative(lower: &str) -> bool {
    matches!(
        lower,
        "in" | "near"
            | "at"
            | "from"
            | "outside"
            | "across"
            | "throughout"
            | "around"
            | "into"
            | "inside"
            | "to"
            | "toward"
            | "towards"
    )
}

/// The word with a capital and otherwise small letters.
pub fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    characters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(characters.flat_map(char::to_lowercase)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::sentences::sentences;

    fn traits(text: &str, index: usize) -> Traits {
        let sentences = sentences(0, text);
        Words::default().line(&sentences[0]).traits[index]
    }

    #[test]
    fn capitals_initials_and_acronyms_are_told_apart() {
        assert!(traits("the J. Hale", 1).has(Traits::INITIAL));
        assert!(!traits("the Jo Hale", 1).has(Traits::INITIAL));
        assert!(traits("the BBC came", 1).has(Traits::UPPER));
        assert!(traits("côte d’Ivoire", 1).has(Traits::PARTICLE));
    }

    #[test]
    fn in_a_line_of_capitals_words_count_as_written_normally() {
        assert!(traits("THE RUSSIAN ARMY GOES", 1).has(Traits::DEMONYM));
        assert!(!traits("THE RUSSIAN ARMY GOES", 1).has(Traits::UPPER));
        assert!(traits("THE RUSSIAN ARMY GOES", 0).has(Traits::FUNCTION));
    }

    #[test]
    fn upper_case_keeps_an_acronym_from_being_a_function_word() {
        assert!(!traits("the WHO said", 1).has(Traits::FUNCTION));
        assert!(traits("and Who said", 1).has(Traits::FUNCTION));
    }

    #[test]
    fn locatives_are_seen_before_a_name() {
        let sentences = sentences(0, "They met in Porto");
        let line = Words::default().line(&sentences[0]).traits;
        assert!(line[2].has(Traits::LOCATIVE) && !line[1].has(Traits::LOCATIVE));
    }
}
