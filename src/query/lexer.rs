//! Which pieces does a query consist of? Characters come in; words, quoted phrases, regular expressions, operators and
//! parentheses go out, each with its place in code points. Quotes may be straight, curly or angled. Punctuation that stands alone
//! says nothing.

use std::ops::Range;

use super::{Error, fields};

/// A piece of a query and its place in code points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lexeme {
    pub(super) piece: Piece,
    pub(super) at: Range<usize>,
}

/// What a piece is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Open,
    Close,
    And,
    Or,
    Not,
    Quoted(String),
    /// What stands between the slashes of `/put(in|yin)/`.
    Regex(String),
    Word(String),
}

/// Splits a query into its pieces.
pub(super) fn lex(text: &[char]) -> Result<Vec<Lexeme>, Error> {
    let mut lexemes = Vec::new();
    let mut start = 0;
    while let Some(&character) = text.get(start) {
        let (piece, end) = match character {
            _ if character.is_whitespace() => (None, start + 1),
            '(' => (Some(Piece::Open), start + 1),
            ')' => (Some(Piece::Close), start + 1),
            _ if is_quote(character) => quoted(text, start)?,
            '-' | '!' if negates(text, start) => (Some(Piece::Not), start + 1),
            '-' => (None, start + 1),
            _ => regex(text, start).unwrap_or_else(|| word(text, start)),
        };
        lexemes.extend(piece.map(|piece| Lexeme { piece, at: start..end }));
        start = end;
    }
    Ok(lexemes)
}

fn is_quote(character: char) -> bool {
    matches!(character, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

/// A minus before a word negates it; inside a word, before a blank or doubled it is a hyphen or a dash.
fn negates(text: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| text.get(before));
    let starts = before.is_none_or(|c| c.is_whitespace() || *c == '(');
    let next = text.get(at + 1);
    starts && next.is_some_and(|c| c.is_alphanumeric() || is_quote(*c) || matches!(c, '(' | '*'))
}

fn quoted(text: &[char], start: usize) -> Result<(Option<Piece>, usize), Error> {
    let inside = text.iter().skip(start + 1);
    let Some(length) = inside.clone().position(|character| is_quote(*character)) else {
        let suggestion = "close it with \", or leave the quote out";
        return Err(Error::new(start..start + 1, "unclosed quote", suggestion));
    };
    let phrase: String = inside.take(length).collect();
    let says = phrase.chars().any(char::is_alphanumeric);
    Ok((says.then_some(Piece::Quoted(phrase)), start + length + 2))
}

/// A regular expression: between two slashes, without a blank or a third slash, and with nothing behind it but its weight.
fn regex(text: &[char], start: usize) -> Option<(Option<Piece>, usize)> {
    text.get(start).filter(|character| **character == '/')?;
    let mut expression = String::new();
    let mut escaped = false;
    for (at, &character) in text.iter().enumerate().skip(start + 1) {
        if character == '/' && !escaped {
            let ends = text.get(at + 1).is_none_or(|next| next.is_whitespace() || matches!(next, ')' | '^'));
            let says = expression.chars().any(char::is_alphanumeric);
            return (ends && says).then_some((Some(Piece::Regex(expression)), at + 1));
        }
        if character.is_whitespace() {
            return None;
        }
        escaped = character == '\\' && !escaped;
        expression.push(character);
    }
    None
}

fn word(text: &[char], start: usize) -> (Option<Piece>, usize) {
    let ends = |c: &char| c.is_whitespace() || is_quote(*c) || matches!(c, '(' | ')');
    let mut word = String::new();
    for (at, character) in text.iter().enumerate().skip(start) {
        let in_field = *character == '/' && fields::split(&word).is_some_and(|(scope, rest)| scope.is_text() && rest.is_empty());
        if ends(character) || (in_field && regex(text, at).is_some()) {
            break;
        }
        word.push(*character);
    }
    let end = start + word.chars().count();
    let piece = match word.as_str() {
        // The signs are what other search engines write; alone they are nothing else.
        "AND" | "&&" => Some(Piece::And),
        "OR" | "|" | "||" => Some(Piece::Or),
        "NOT" => Some(Piece::Not),
        "*" => Some(Piece::Word(word)),
        _ => word.chars().any(char::is_alphanumeric).then_some(Piece::Word(word)),
    };
    (piece, end)
}
