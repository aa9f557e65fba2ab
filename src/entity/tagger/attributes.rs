//! What does a word itself tell, wherever it stands? Its form, shape, affixes, classes, lists and gazetteer facts, as
//! attributes that neighbours ask for and as features that are weighed for the word and for its neighbours.

use std::borrow::Cow;

use crate::entity::rules::atlas;
use crate::entity::sentences::Case;
use crate::entity::tagger::classes::{self, Classes};
use crate::entity::tagger::hash;
use crate::entity::tagger::table::Table;
use crate::entity::tokens::{Token, TokenKind};
use crate::entity::words::{Traits, capitalised, traits_of};
use crate::fold::fold;
use crate::gazetteer::PlaceKind;
use crate::names;

/// Farthest neighbour, in tokens, whose words are weighed.
pub const REACH: usize = 2;

/// A feature of a word and how far it reaches: 0 for the word alone, up to [`REACH`] for its neighbours too.
pub type Feature = (u64, usize);

/// What a token is made of, as far as its neighbours ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Written {
    /// Begins with a letter.
    Word,
    /// A hyphen between two words that it joins.
    Hyphen,
    /// A number, another mark, or no token at all.
    #[default]
    Other,
}

/// What is kept of a word for the features that join it to others.
#[derive(Debug, Clone, Copy, Default)]
pub struct Attributes {
    /// Hash of the word in small letters; sentence edges have one of their own.
    pub lower: u64,
    /// Hash of its shape, runs of equal characters shortened, with the case of the sentence.
    pub shape: u64,
    /// Word classes.
    pub classes: Classes,
    /// Lists and writing.
    pub traits: Traits,
    /// Facts of the gazetteer on the single word, 0 where it is no place.
    pub place: u8,
    /// A word, a joining hyphen, or anything else.
    pub kind: Written,
    /// True where capitals of the sentence mark names.
    pub is_normal: bool,
    /// True for the first word of a sentence, quotation or bracket.
    pub opens: bool,
}

impl Attributes {
    /// True for a word that begins with a capital.
    pub fn is_capital(&self) -> bool {
        self.traits.has(Traits::CAPITAL)
    }
}

/// The word that stands before the first and behind the last token of a sentence.
pub fn edge() -> (Attributes, Vec<Feature>) {
    let lower = hash::text("\n");
    (Attributes { lower, shape: lower, ..Attributes::default() }, vec![(name("edge", 0), REACH)])
}

/// Attributes and features of a token in a sentence of that case.
pub fn of(token: &Token<'_>, case: Case, table: &Table<'_>) -> (Attributes, Vec<Feature>) {
    let plain = plain(token.text);
    let lower = plain.to_lowercase();
    let attributes = attributes(token, &lower, case, table);
    let mut features = vec![
        (name("form", hash::text(&plain)), 1),
        (name("lower", attributes.lower), REACH),
        (name("shape", attributes.shape), REACH),
        (name("long shape", hash::pair(hash::text(&shape(&plain, usize::MAX)), case as u64)), 0),
    ];
    push_affixes(&lower, &mut features);
    push_classes(&attributes, &mut features);
    push_lists(token, &attributes, &mut features);
    (attributes, features)
}

fn attributes(token: &Token<'_>, lower: &str, case: Case, table: &Table<'_>) -> Attributes {
    let shouts = case == Case::Capitals;
    let kind = match token.kind {
        TokenKind::Word => Written::Word,
        _ if token.is_hyphen() => Written::Hyphen,
        _ => Written::Other,
    };
    let traits = if kind == Written::Word { traits_of(token.text, shouts) } else { Traits::default() };
    let normal = capitalised(lower);
    let spellings = if shouts { [normal.as_str(), token.text, lower] } else { [token.text, lower, normal.as_str()] };
    let written = hash::text(&shape(&plain(token.text), 1));
    let situation = case as u64 | u64::from(token.opens) << 2 | u64::from(token.is_hyphen()) << 3;
    Attributes {
        lower: hash::text(lower),
        shape: hash::pair(written, situation),
        classes: classes::classes(table, &spellings),
        traits,
        place: if traits.has(Traits::CAPITAL) { place(token.text) } else { 0 },
        kind,
        is_normal: case == Case::Normal,
        opens: token.opens,
    }
}

/// The word with typewriter marks: the text that the weights are learnt from has no others.
fn plain(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return Cow::Borrowed(word);
    }
    let mark = |character| match character {
        '’' | '‘' | 'ʼ' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        '–' => '—',
        '‐' | '‑' => '-',
        character => character,
    };
    Cow::Owned(word.chars().map(mark).collect())
}

/// The number of a feature: what it is, and its value.
fn name(template: &str, value: u64) -> u64 {
    hash::pair(hash::text(template), value)
}

/// `Xx` for `Hale`, `X.X.` for `U.S.`, `0` for `12`; runs no longer than `longest`.
fn shape(word: &str, longest: usize) -> String {
    let mut shape = String::with_capacity(word.len());
    let (mut before, mut run) = (None, 0);
    for character in word.chars() {
        let class = match character {
            character if character.is_uppercase() => 'X',
            character if character.is_numeric() => '0',
            character if character.is_alphabetic() => 'x',
            character => character,
        };
        run = if before == Some(class) { run + 1 } else { 0 };
        if run < longest && shape.len() < 32 {
            shape.push(class);
        }
        before = Some(class);
    }
    shape
}

fn push_affixes(lower: &str, features: &mut Vec<Feature>) {
    let characters: Vec<char> = lower.chars().take(40).collect();
    for length in 1..=4.min(characters.len().saturating_sub(1)) {
        let (begin, end) = (&characters[..length], &characters[characters.len() - length..]);
        let reach = usize::from(length == 3);
        features.push((affix("prefix", begin), reach));
        features.push((affix("suffix", end), usize::from(length > 1)));
    }
}

fn affix(template: &str, characters: &[char]) -> u64 {
    let number = characters.iter().fold(characters.len() as u64, |number, character| hash::pair(number, *character as u64));
    name(template, number)
}

fn push_classes(attributes: &Attributes, features: &mut Vec<Feature>) {
    let classes = attributes.classes;
    if classes.path > 0 {
        for turns in [4, 6, 10] {
            features.push((name("path", hash::pair(u64::from(turns), u64::from(classes.prefix(turns)))), REACH));
        }
        features.push((name("whole path", u64::from(classes.path)), REACH));
    }
    if classes.coarse > 0 {
        features.push((name("coarse", u64::from(classes.coarse)), REACH));
    }
    if classes.fine > 0 {
        features.push((name("fine", u64::from(classes.fine)), REACH));
    }
    if classes.path == 0 && classes.coarse == 0 && attributes.kind == Written::Word {
        features.push((name("unknown", attributes.shape), REACH));
    }
}

fn push_lists(token: &Token<'_>, attributes: &Attributes, features: &mut Vec<Feature>) {
    let opening = u64::from(!attributes.is_normal) << 1 | u64::from(attributes.opens);
    for bit in attributes.traits.each() {
        features.push((name("trait", u64::from(bit)), REACH));
        features.push((name("trait here", hash::pair(u64::from(bit), opening)), 0));
    }
    if attributes.place > 0 {
        features.push((name("place", u64::from(attributes.place)), 1));
    }
    if attributes.is_capital() {
        let known = names::facts(&fold(token.text)).unwrap_or_default();
        features.push((name("given", u64::from(known.female.max(known.male) / 3) << 1 | u64::from(known.world)), 1));
        features.push((name("surname", u64::from(known.surname / 3)), 1));
        features.push((
            name("leans", u64::from(known.leans_given().clamp(-8, 8).unsigned_abs()) + 16 * u64::from(known.leans_given() < 0)),
            1,
        ));
    }
}

/// Kind and size of the place of that name, 0 where there is none.
pub fn place(phrase: &str) -> u8 {
    atlas::look_up(phrase).map_or(0, |facts| {
        let size = match facts.population {
            0..20_000 => 0,
            20_000..100_000 => 1,
            100_000..1_000_000 => 2,
            _ => 3,
        };
        let kind = match facts.kind {
            PlaceKind::Continent | PlaceKind::Country => 1,
            PlaceKind::Region => 2,
            PlaceKind::City => 3 + size,
        };
        kind << 1 | u8::from(facts.own_name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::sentences::sentences;
    use crate::entity::tagger::table;

    fn features(text: &str, index: usize) -> (Attributes, Vec<Feature>) {
        let bytes = table::encode(Vec::new());
        let (table, _) = Table::open(&bytes, classes::WIDTH).expect("the bytes are a table");
        let sentence = &sentences(0, text)[0];
        of(&sentence.tokens[index], sentence.case, &table)
    }

    #[test]
    fn shapes_shorten_runs() {
        assert_eq!(shape("McHale", 1), "XxXx");
        assert_eq!(shape("U.S.", 1), "X.X.");
        assert_eq!(shape("1,200", 9), "0,000");
    }

    #[test]
    fn a_word_that_opens_a_sentence_differs_from_one_within() {
        let opening = features("Hale left", 0);
        let within = features("Then Hale left", 1);
        assert_ne!(opening.0.shape, within.0.shape);
        assert_eq!(opening.0.lower, within.0.lower);
        assert!(opening.1.iter().filter(|feature| within.1.contains(feature)).count() > 8);
    }

    #[test]
    fn printers_marks_are_read_as_typewriter_marks() {
        assert_eq!(features("Hale’s “plan”", 1).1, features("Hale's \"plan\"", 1).1);
        assert_eq!(features("met O’Hale", 1).0.lower, features("met O'Hale", 1).0.lower);
    }

    #[test]
    fn short_words_and_marks_have_features() {
        assert!(!features("a, b", 0).1.is_empty());
        assert!(!features("a, b", 1).1.is_empty());
        assert_eq!(features("a, b", 1).0.kind, Written::Other);
    }

    #[test]
    fn places_have_kind_and_size() {
        assert_eq!(place("France"), 3);
        assert!(place("London") > place("Zorvathville"));
        assert_eq!(place("Zorvathville"), 0);
    }
}
