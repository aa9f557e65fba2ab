//! Which words does a text consist of, so that what is written and what is asked meet? Text comes in; folded words with
//! positions and byte ranges go out, whole or stemmed. `U.S.` is `us`, `O’Brien` is `obrien`, `Putin's` is `putin`, `1,000`
//! is `1000`, `AT&T` and `3.5` stay one word, a hyphen separates. Stems are English whatever the language: query and text are
//! stemmed alike, so that words of other languages are found as they stand, and some of their endings besides.

use std::str::CharIndices;

use tantivy::tokenizer::{Stemmer, TextAnalyzer, Token, TokenStream, Tokenizer};

use super::prose::is_prose_mark;
use crate::fold::fold;

/// Name of the analyzer for running text: words, folded and stemmed.
pub const STEMS: &str = "stems";
/// Name of the analyzer for running text: words, folded, as they stand; those written with a capital once more in capitals.
pub const WORDS: &str = "words";
/// Name of the analyzer for a body with [`prose`](super::prose) marks: words, folded and stemmed, and the marks.
pub const PROSE: &str = "prose";
/// Name of the analyzer for names.
pub const NAMES: &str = "names";

/// Letters of a word that count; what follows is cut off, in text and query alike.
const LONGEST_WORD: usize = 100;

/// Positions between two names of one article: more than any slop, so that no phrase reaches from one into the next.
pub(super) const NAME_GAP: usize = 16;

/// The analyzer behind [`STEMS`].
pub fn stems() -> TextAnalyzer {
    TextAnalyzer::builder(Words::default()).filter(Stemmer::default()).build()
}

/// The words of running text, folded, as they stand.
pub fn words() -> TextAnalyzer {
    TextAnalyzer::from(Words::default())
}

/// The analyzer behind [`WORDS`].
pub(super) fn words_and_capitals() -> TextAnalyzer {
    TextAnalyzer::from(Words { besides: Besides::Capitals })
}

/// The analyzer behind [`PROSE`].
pub(super) fn prose() -> TextAnalyzer {
    TextAnalyzer::builder(Words { besides: Besides::Marks }).filter(Stemmer::default()).build()
}

/// The analyzer behind [`NAMES`].
pub fn names() -> TextAnalyzer {
    TextAnalyzer::from(Names)
}

/// All tokens of a text.
pub fn tokens(mut analyzer: TextAnalyzer, text: &str) -> Vec<Token> {
    let mut stream = analyzer.token_stream(text);
    let mut tokens = Vec::new();
    while stream.advance() {
        tokens.push(stream.token().clone());
    }
    tokens
}

/// Splits running text into folded words.
#[derive(Debug, Clone, Copy, Default)]
pub struct Words {
    besides: Besides,
}

/// What stands in the index besides the folded words of a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Besides {
    /// Nothing.
    #[default]
    Nothing,
    /// The marks of a body, each at the place of the word behind it.
    Marks,
    /// Words written with a capital, see [`capitals`].
    Capitals,
}

impl Tokenizer for Words {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        // A headline all in capitals does not tell how its words are written.
        let telling = self.besides != Besides::Capitals || text.chars().any(char::is_lowercase);
        let besides = if telling { self.besides } else { Besides::Nothing };
        WordStream { text, rest: text.char_indices(), token: Token::default(), word: Word::default(), next: 0, besides }
    }
}

/// The words of one text.
#[derive(Debug)]
pub struct WordStream<'a> {
    text: &'a str,
    rest: CharIndices<'a>,
    token: Token,
    word: Word,
    /// Place of the word that comes next.
    next: usize,
    besides: Besides,
}

/// What is known of the word being read.
#[derive(Debug, Default)]
struct Word {
    /// Letters folded into the token so far.
    letters: usize,
    /// Letters since the last dot.
    segment: usize,
    /// True while every dot stood behind a single letter, as in `U.S.`.
    acronym: bool,
    /// The last character taken.
    last: char,
}

/// What a character does to the word being read.
enum Step {
    /// It belongs to the word.
    Take(char),
    /// It is passed over, the word goes on.
    Pass,
    /// The word before it was an elided article (`l'`): the word begins anew.
    Restart,
    /// The word ends before it; this many more characters belong to its ending.
    End(usize),
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        if self.besides == Besides::Capitals && self.capitalise() {
            return true;
        }
        self.token.text.clear();
        self.token.position = self.next;
        let marked = self.besides == Besides::Marks;
        let Some((start, first)) = self.rest.find(|(_, c)| starts_word(*c) || (marked && is_prose_mark(*c))) else {
            return false;
        };
        self.token.offset_from = start;
        if is_prose_mark(first) {
            self.token.text.push(first);
            return true;
        }
        self.next += 1;
        self.word = Word { acronym: true, ..Word::default() };
        self.take(start, first);
        if !is_ideograph(first) {
            self.read_word();
        }
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

impl WordStream<'_> {
    /// The word just read once more as it is written, where that is with a capital.
    fn capitalise(&mut self) -> bool {
        let written = self.text.get(self.token.offset_from..self.token.offset_to).unwrap_or_default();
        let read = self.next > 0 && self.token.position + 1 == self.next && is_small(&self.token.text);
        let Some(capitals) = capitals(written, &self.token.text).filter(|word| read && !is_small(word)) else { return false };
        self.token.text = capitals;
        true
    }

    fn read_word(&mut self) {
        loop {
            let mut ahead = self.rest.clone();
            let Some((at, character)) = ahead.next() else {
                return;
            };
            match self.step(character, ahead.clone()) {
                Step::Take(taken) => {
                    self.rest = ahead;
                    self.take_as(at, character, taken);
                }
                Step::Pass => self.rest = ahead,
                Step::Restart => {
                    self.rest = ahead;
                    self.restart();
                }
                Step::End(belonging) => {
                    for _ in 0..belonging {
                        self.rest.next();
                    }
                    return;
                }
            }
        }
    }

    fn step(&self, character: char, ahead: CharIndices<'_>) -> Step {
        let mut ahead = ahead.map(|(_, c)| c);
        match character {
            _ if is_mark(character) => Step::Pass,
            _ if is_apostrophe(character) => self.at_apostrophe(ahead.next(), ahead.next()),
            _ if is_ideograph(character) => Step::End(0),
            _ if character.is_alphanumeric() => Step::Take(character),
            '.' => self.at_dot(ahead.next(), ahead.next()),
            ',' if self.word.last.is_ascii_digit() && three_digits(ahead.clone()) => Step::Pass,
            '&' if ahead.next().is_some_and(starts_word) => Step::Take('&'),
            _ => Step::End(0),
        }
    }

    fn at_apostrophe(&self, next: Option<char>, after: Option<char>) -> Step {
        let Some(next) = next.filter(|next| starts_word(*next)) else {
            return Step::End(0);
        };
        if matches!(next, 's' | 'S') && !after.is_some_and(char::is_alphanumeric) {
            return Step::End(2);
        }
        let elided = self.word.last.is_lowercase()
            && matches!(self.token.text.as_str(), "c" | "d" | "j" | "l" | "m" | "n" | "s" | "t" | "qu");
        if elided { Step::Restart } else { Step::Pass }
    }

    fn at_dot(&self, next: Option<char>, after: Option<char>) -> Step {
        let Some(next) = next else {
            return Step::End(0);
        };
        if self.word.last.is_ascii_digit() && next.is_ascii_digit() {
            return Step::Take('.');
        }
        if self.word.acronym && is_apostrophe(next) {
            return Step::Pass;
        }
        let single = next.is_alphabetic() && !after.is_some_and(char::is_alphanumeric);
        if self.word.acronym && self.word.segment == 1 && self.word.last.is_alphabetic() && single {
            Step::Take('.')
        } else {
            Step::End(0)
        }
    }

    fn restart(&mut self) {
        self.token.text.clear();
        self.word = Word { acronym: true, ..Word::default() };
        if let Some((at, character)) = self.rest.next() {
            self.token.offset_from = at;
            self.take(at, character);
        }
    }

    fn take(&mut self, at: usize, character: char) {
        self.take_as(at, character, character);
    }

    fn take_as(&mut self, at: usize, character: char, taken: char) {
        self.token.offset_to = at + character.len_utf8();
        if taken == '.' && !self.word.last.is_ascii_digit() {
            self.word.segment = 0;
            self.word.last = taken;
            return;
        }
        self.word.segment += 1;
        self.word.acronym &= self.word.segment == 1;
        self.word.last = taken;
        self.word.letters += 1;
        if self.word.letters <= LONGEST_WORD {
            push_folded(&mut self.token.text, taken);
        }
    }
}

/// The folded word in capitals where it is written so (`US`), with one where it has any (`Apple`), as a term that no folded word
/// equals; `None` for a word in small letters and for scripts without capitals.
pub fn capitals(written: &str, folded: &str) -> Option<String> {
    let mut letters = written.chars().filter(|c| c.is_alphabetic());
    if !written.chars().any(char::is_uppercase) {
        return None;
    }
    let shouted = written.chars().filter(|c| c.is_alphabetic()).nth(1).is_some() && letters.all(char::is_uppercase);
    if shouted {
        return Some(folded.to_uppercase());
    }
    let mut characters = folded.chars();
    let first = characters.next().filter(char::is_ascii_alphabetic)?;
    Some(std::iter::once(first.to_ascii_uppercase()).chain(characters).collect())
}

fn is_small(word: &str) -> bool {
    !word.chars().any(char::is_uppercase)
}

fn push_folded(text: &mut String, character: char) {
    if character.is_ascii() {
        text.push(character.to_ascii_lowercase());
        return;
    }
    if is_ideograph(character) {
        text.push(character);
        return;
    }
    let folded = fold(character.encode_utf8(&mut [0; 4]));
    if folded.is_empty() { text.extend(character.to_lowercase()) } else { text.push_str(&folded) }
}

fn starts_word(character: char) -> bool {
    character.is_alphanumeric() && !is_apostrophe(character)
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘' | 'ʻ' | 'ʼ' | '`' | '´' | '＇')
}

/// Combining accents, soft hyphens and characters without width: they stand inside a word and say nothing.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Scripts that write no blanks between words: each character is a word, and what is asked for becomes a phrase.
fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{e00}'..='\u{e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
        && character.is_alphanumeric()
}

fn three_digits(ahead: impl Iterator<Item = char>) -> bool {
    let mut digits = 0;
    for character in ahead.take(4) {
        if !character.is_ascii_digit() {
            break;
        }
        digits += 1;
    }
    digits == 3
}

/// Splits a name into folded words.
#[derive(Debug, Clone, Copy)]
pub struct Names;

impl Tokenizer for Names {
    type TokenStream<'a> = NameStream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> NameStream {
        let mut words = name_words(text);
        words.reverse();
        NameStream { words, token: Token::default() }
    }
}

/// The words of one name.
#[derive(Debug)]
pub struct NameStream {
    words: Vec<String>,
    token: Token,
}

impl TokenStream for NameStream {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.pop() else {
            return false;
        };
        self.token.position = self.token.position.wrapping_add(1);
        self.token.position_length = NAME_GAP;
        self.token.text = word;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// The words of a name, folded, with the endings in which transliterations differ made one: `Zelenskyy`, `Zelenskiy` and
/// `Zelensky` meet, as do `Sergei` and `Sergey`.
pub fn name_words(name: &str) -> Vec<String> {
    let folded = fold(name);
    folded.split(' ').filter(|word| !word.is_empty()).map(one_ending).collect()
}

/// A word shorter than this keeps its ending: `Levi` and `Levy` are two names.
const SHORTEST_TRANSLITERATED: usize = 6;

fn one_ending(word: &str) -> String {
    let stem = word.trim_end_matches(['i', 'j', 'y']);
    if word.len() < SHORTEST_TRANSLITERATED || stem.len() == word.len() || stem.len() < 4 {
        return word.chars().take(LONGEST_WORD).collect();
    }
    stem.chars().take(LONGEST_WORD).chain(['y']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<String> {
        tokens(words(), text).into_iter().map(|token| token.text).collect()
    }

    fn surfaces(text: &str) -> Vec<&str> {
        tokens(words(), text).iter().map(|token| text.get(token.offset_from..token.offset_to).expect("boundaries")).collect()
    }

    #[test]
    fn dots_of_acronyms_fall_and_dots_of_sentences_separate() {
        assert_eq!(split("U.S. and US, U.S.-led, the U.S."), ["us", "and", "us", "us", "led", "the", "us"]);
        assert_eq!(split("J.K.Rowling at 9 p.m."), ["jk", "rowling", "at", "9", "pm"]);
        assert_eq!(split("He left.She stayed. example.com"), ["he", "left", "she", "stayed", "example", "com"]);
        assert_eq!(split("Plan B.Then"), ["plan", "b", "then"]);
    }

    #[test]
    fn apostrophes_join_and_possessives_fall() {
        assert_eq!(
            split("O'Brien O’Brien Putin's Putin’s Texas' don't"),
            ["obrien", "obrien", "putin", "putin", "texas", "dont"]
        );
        assert_eq!(split("the U.S.'s l’Ukraine qu'il d'accord D'Amato"), ["the", "us", "ukraine", "il", "accord", "damato"]);
        assert_eq!(surfaces("Putin’s l’Ukraine U.S.'s"), ["Putin", "Ukraine", "U.S"]);
    }

    #[test]
    fn numbers_keep_their_value() {
        assert_eq!(
            split("1,000 troops, 3.5 pct, 10,50 1,2345 in 2025, 11 of 1,000,000."),
            ["1000", "troops", "3.5", "pct", "10", "50", "1", "2345", "in", "2025", "11", "of", "1000000"]
        );
    }

    #[test]
    fn ampersands_join_and_hyphens_separate() {
        assert_eq!(split("AT&T state-of-the-art Q & A R&D&"), ["at&t", "state", "of", "the", "art", "q", "a", "r&d"]);
    }

    #[test]
    fn diacritics_scripts_and_marks_are_folded() {
        assert_eq!(
            split("café cafe\u{301} Łódź Straße Путин so\u{ad}cial"),
            ["cafe", "cafe", "lodz", "strasse", "putin", "social"]
        );
        assert_eq!(split("北京 says"), ["北", "京", "says"]);
    }

    #[test]
    fn long_words_are_cut_and_empty_text_has_none() {
        assert_eq!(split(&"a".repeat(100_000)), ["a".repeat(LONGEST_WORD)]);
        assert_eq!(split(&"a.".repeat(100_000)).len(), 1);
        assert!(split("").is_empty() && split(" —’'.,&\u{301}").is_empty());
    }

    #[test]
    fn capitals_stand_beside_the_folded_words() {
        let split = |text: &str| tokens(words_and_capitals(), text).into_iter().map(|t| (t.position, t.text)).collect::<Vec<_>>();
        let word = |at: usize, text: &str| (at, text.to_owned());
        assert_eq!(
            split("U.S. aid to us, iPhone É 北"),
            [
                word(0, "us"),
                word(0, "US"),
                word(1, "aid"),
                word(2, "to"),
                word(3, "us"),
                word(4, "iphone"),
                word(4, "Iphone"),
                word(5, "e"),
                word(5, "E"),
                word(6, "北")
            ]
        );
        assert_eq!(split("US AID"), [word(0, "us"), word(1, "aid")]);
    }

    #[test]
    fn marks_stand_at_the_place_of_the_word_behind_them() {
        let tokens = tokens(prose(), "\u{1}\u{2}One stop. \u{2}Two");
        let found: Vec<(usize, &str)> = tokens.iter().map(|token| (token.position, token.text.as_str())).collect();
        assert_eq!(found, [(0, "\u{1}"), (0, "\u{2}"), (0, "one"), (1, "stop"), (2, "\u{2}"), (2, "two")]);
    }

    #[test]
    fn stems_meet_inflected_forms() {
        let stem = |text: &str| tokens(stems(), text).into_iter().map(|t| t.text).collect::<Vec<_>>();
        assert_eq!(stem("Negotiations negotiating US"), ["negoti", "negoti", "us"]);
    }

    #[test]
    fn transliterations_of_names_meet() {
        let zelensky = name_words("Zelensky");
        assert!(["Zelenskyy", "Zelenskiy", "ZELENSKY’S", "Зеленский"].iter().all(|form| name_words(form) == zelensky));
        assert_eq!(name_words("Sergei"), name_words("Sergey"));
        assert_ne!(name_words("Levi"), name_words("Levy"));
        assert_eq!(name_words("George W. Bush"), ["george", "w", "bush"]);
    }
}
