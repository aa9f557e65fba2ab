//! Where do sentences begin and end, and how are they written? The tokens of a block come in, sentences go out, each
//! with its letter case, because a headline in title case and a line in capitals say nothing by their capitals.

use crate::entity::lists;
use crate::entity::tokens::{Token, TokenKind, tokenise};

/// How the words of a sentence are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// Capitals mark names.
    Normal,
    /// Nearly every word has a capital, as in many headlines; or the language is not English, so that the lists do not
    /// know its ordinary words.
    Title,
    /// No small letters.
    Capitals,
}

/// One sentence, headline or table row.
#[derive(Debug, Clone)]
pub struct Sentence<'text> {
    /// Number of the block that it stands in.
    pub block: usize,
    /// The block's whole text.
    pub text: &'text str,
    /// Its tokens.
    pub tokens: Vec<Token<'text>>,
    /// How it is written.
    pub case: Case,
}

impl<'text> Sentence<'text> {
    /// The text from the token `first` to the token before `last`, as it stands.
    pub fn slice(&self, first: usize, last: usize) -> &'text str {
        let begin = self.tokens.get(first).map_or(0, |token| token.byte);
        let end = last.checked_sub(1).and_then(|index| self.tokens.get(index)).map_or(0, Token::byte_end);
        self.text.get(begin..end).unwrap_or_default()
    }

    /// Says that capitals mean little here.
    pub fn distrust_capitals(&mut self) {
        if self.case == Case::Normal {
            self.case = Case::Title;
        }
    }

    /// The token at that place.
    pub fn word(&self, index: usize) -> Option<&Token<'text>> {
        self.tokens.get(index)
    }
}

/// The sentences of one block.
pub fn sentences(block: usize, text: &str) -> Vec<Sentence<'_>> {
    let tokens = tokenise(text);
    let mut found = Vec::new();
    let mut current: Vec<Token<'_>> = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        current.push(token);
        let ends = match tokens.peek() {
            Some(next) => next.paragraph || ends_sentence(&current, next),
            None => true,
        };
        if ends {
            found.push(finish(block, text, std::mem::take(&mut current)));
        }
    }
    found
}

fn finish<'text>(block: usize, text: &'text str, mut tokens: Vec<Token<'text>>) -> Sentence<'text> {
    mark_openings(&mut tokens);
    let case = case_of(&tokens);
    Sentence { block, text, tokens, case }
}

fn ends_sentence(tokens: &[Token<'_>], next: &Token<'_>) -> bool {
    let small = next.text.chars().next().is_some_and(char::is_lowercase);
    if small || is_closing(next) {
        return false;
    }
    let Some(last) = tokens.iter().rev().take(3).find(|token| !is_closing(token)) else { return false };
    match last.kind {
        TokenKind::Mark => matches!(last.text, "." | "!" | "?" | "…" | "。" | "؟"),
        TokenKind::Word if last.text.ends_with('.') => {
            next.kind == TokenKind::Word && lists::is_function_word(&next.text.to_lowercase())
        }
        _ => false,
    }
}

fn is_closing(token: &Token<'_>) -> bool {
    matches!(token.text, "”" | ")" | "]" | "»") || token.glued && matches!(token.text, "\"" | "'" | "’")
}

/// Marks the first words of sentences, quotations and brackets.
fn mark_openings(tokens: &mut [Token<'_>]) {
    let mut opening = true;
    for token in tokens {
        match token.kind {
            TokenKind::Word => {
                token.opens = opening;
                opening = false;
            }
            TokenKind::Mark => opening |= opens_quotation(token),
            TokenKind::Number | TokenKind::Possessive => {}
        }
    }
}

/// True for marks behind which a capital is due.
fn opens_quotation(token: &Token<'_>) -> bool {
    matches!(token.text, "“" | "‘" | "«" | "„" | ":" | "•" | "*") || !token.glued && matches!(token.text, "\"" | "'")
}

fn case_of(tokens: &[Token<'_>]) -> Case {
    let (mut words, mut capitals, mut uppers) = (0, 0, 0);
    for token in tokens.iter().filter(|token| token.kind == TokenKind::Word && token.text.len() > 3) {
        words += 1;
        capitals += usize::from(token.text.chars().next().is_some_and(char::is_uppercase));
        uppers += usize::from(!token.text.chars().any(char::is_lowercase));
    }
    let small = tokens.iter().any(|token| token.kind == TokenKind::Word && !token.text.chars().any(char::is_uppercase));
    if words >= 2 && uppers * 10 >= words * 9 && !(small && words < 4) {
        Case::Capitals
    } else if words >= 4 && capitals * 10 >= words * 8 && tokens.last().is_none_or(|last| last.text != ".") {
        Case::Title
    } else {
        Case::Normal
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(0, text).iter().map(|sentence| sentence.slice(0, sentence.tokens.len())).collect()
    }

    #[test]
    fn sentences_end_at_stops_but_not_at_abbreviations() {
        assert_eq!(
            split("Gov. Hale met Sen. Orr. They spoke. “Yes.” So it went."),
            ["Gov. Hale met Sen. Orr.", "They spoke.", "“Yes.”", "So it went."]
        );
    }

    #[test]
    fn a_country_with_stops_may_end_a_sentence() {
        assert_eq!(
            split("He left the U.S. The rest stayed in the U.S. Navy"),
            ["He left the U.S.", "The rest stayed in the U.S. Navy"]
        );
    }

    #[test]
    fn an_empty_line_ends_a_sentence() {
        assert_eq!(split("Flood in Porto\n\nRain fell"), ["Flood in Porto", "Rain fell"]);
    }

    #[test]
    fn first_words_of_sentences_and_quotations_are_marked() {
        let tokens = &sentences(0, "He said: “Rain fell,” and 'we left'")[0].tokens;
        let opening: Vec<&str> = tokens.iter().filter(|token| token.opens).map(|token| token.text).collect();
        assert_eq!(opening, ["He", "Rain", "we"]);
    }

    #[test]
    fn headlines_and_capitals_are_seen() {
        assert_eq!(sentences(0, "Mayor Vows to Rebuild Old Harbour Quickly")[0].case, Case::Title);
        assert_eq!(sentences(0, "MAYOR VOWS TO REBUILD")[0].case, Case::Capitals);
        assert_eq!(sentences(0, "Mayor vows to rebuild old harbour")[0].case, Case::Normal);
    }
}
