//! Which words does a text consist of? A block of text comes in; tokens with their place in code points and bytes go
//! out. A possessive ending is a token of its own, a hyphen too, while initials, `U.S.` and abbreviations such as
//! `Gov.` keep their stops. Nothing is dropped but white space, and nothing is changed.

use crate::entity::lists;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Begins with a letter.
    Word,
    /// Begins with a digit.
    Number,
    /// One character of punctuation.
    Mark,
    /// `'s` or `’s` at the end of a word.
    Possessive,
}

/// One token of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token<'text> {
    /// As it stands.
    pub text: &'text str,
    /// What it is.
    pub kind: TokenKind,
    /// First code point within the block.
    pub start: usize,
    /// First byte within the block.
    pub byte: usize,
    /// True where no white space stands before it.
    pub glued: bool,
    /// True where an empty line or the block's begin stands before it.
    pub paragraph: bool,
    /// True for the first word of a sentence, a quotation or a bracket, where a capital says little.
    pub opens: bool,
}

impl Token<'_> {
    /// One past the last byte within the block.
    pub fn byte_end(&self) -> usize {
        self.byte + self.text.len()
    }

    /// True for a hyphen that joins the token before to the one after.
    pub fn is_hyphen(&self) -> bool {
        self.glued && matches!(self.text, "-" | "‐" | "‑")
    }
}

/// The tokens of one block.
pub fn tokenise(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::with_capacity(text.len() / 5);
    let (mut rest, mut byte, mut start) = (text, 0, 0);
    let (mut glued, mut newlines) = (false, 2);
    while let Some(character) = rest.chars().next() {
        let after_word = glued && tokens.last().is_some_and(|token| token.kind == TokenKind::Word);
        let (length, kind) = measure(rest, character, after_word);
        let Some((token, tail)) = rest.split_at_checked(length) else { break };
        if let Some(kind) = kind {
            tokens.push(Token { text: token, kind, start, byte, glued, paragraph: newlines > 1, opens: false });
            (glued, newlines) = (true, 0);
        } else {
            glued = false;
            newlines += usize::from(character == '\n');
        }
        start += token.chars().count();
        byte += length;
        rest = tail;
    }
    tokens
}

/// Length in bytes of the next token or white space, and what it is; `None` for white space.
fn measure(rest: &str, character: char, after_word: bool) -> (usize, Option<TokenKind>) {
    if character.is_whitespace() || character.is_control() {
        return (character.len_utf8(), None);
    }
    if character.is_alphabetic() {
        return (word_length(rest), Some(TokenKind::Word));
    }
    if character.is_numeric() {
        return (number_length(rest), Some(TokenKind::Number));
    }
    if after_word && is_apostrophe(character) && is_possessive(rest) {
        return (character.len_utf8() + 1, Some(TokenKind::Possessive));
    }
    (character.len_utf8(), Some(TokenKind::Mark))
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’')
}

/// True where the text begins with an apostrophe, an `s` and no further letter.
fn is_possessive(rest: &str) -> bool {
    let mut characters = rest.chars().skip(1);
    matches!(characters.next(), Some('s' | 'S')) && !characters.next().is_some_and(char::is_alphanumeric)
}

fn number_length(rest: &str) -> usize {
    let mut characters = rest.char_indices().peekable();
    while let Some((position, character)) = characters.next() {
        let next_is_digit = characters.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        if !(character.is_alphanumeric() || matches!(character, '.' | ',') && next_is_digit) {
            return position;
        }
    }
    rest.len()
}

fn word_length(rest: &str) -> usize {
    if is_elision(rest) {
        return rest.chars().take(2).map(char::len_utf8).sum();
    }
    let mut characters = rest.char_indices().peekable();
    let mut length = rest.len();
    while let Some((position, character)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        if !is_letter(character) && !joins(rest, position, character, next) {
            length = position;
            break;
        }
    }
    length + usize::from(keeps_stop(rest, length))
}

/// True for the article of `d'Emmanuel` and `l’Ukraine`, which is no part of the name.
fn is_elision(rest: &str) -> bool {
    let mut characters = rest.chars();
    matches!(characters.next(), Some('d' | 'l'))
        && characters.next().is_some_and(is_apostrophe)
        && characters.next().is_some_and(char::is_uppercase)
}

fn is_letter(character: char) -> bool {
    character.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&character)
}

/// True where punctuation belongs to the word around it: `O'Brien`, `AT&T`, `U.S.`, `Amazon.com`.
fn joins(rest: &str, position: usize, character: char, next: Option<char>) -> bool {
    let Some(next) = next else { return false };
    match character {
        '\'' | '’' => next.is_alphabetic() && !rest.get(position..).is_some_and(is_possessive),
        '&' => next.is_uppercase(),
        '.' => {
            next.is_alphabetic()
                && rest.get(..position).is_some_and(|word| is_initials(word) || next.is_lowercase() && word.len() > 2)
        }
        _ => false,
    }
}

/// True for single capitals, with stops between them where they are many: `J`, `U.S`.
fn is_initials(word: &str) -> bool {
    word.len() < 16 && word.split('.').all(|letter| letter.chars().count() == 1 && letter.chars().all(char::is_uppercase))
}

fn keeps_stop(rest: &str, length: usize) -> bool {
    let Some((word, tail)) = rest.split_at_checked(length) else { return false };
    tail.starts_with('.') && !tail.starts_with("..") && (is_initials(word) || lists::is_abbreviation(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokenise(text).iter().map(|token| token.text).collect()
    }

    #[test]
    fn possessives_are_tokens_of_their_own() {
        assert_eq!(
            words("Orlova’s plan, the US's and O'Hara's"),
            ["Orlova", "’s", "plan", ",", "the", "US", "'s", "and", "O'Hara", "'s"]
        );
    }

    #[test]
    fn initials_and_abbreviations_keep_their_stops() {
        assert_eq!(
            words("Gov. J. R. Hale of the U.S. said so."),
            ["Gov.", "J.", "R.", "Hale", "of", "the", "U.S.", "said", "so", "."]
        );
    }

    #[test]
    fn hyphens_part_words_and_say_so() {
        let tokens = tokenise("Kim Dae-ho - a US-led");
        let hyphens: Vec<bool> = tokens.iter().filter(|token| token.text == "-").map(Token::is_hyphen).collect();
        assert_eq!(hyphens, [true, false, true]);
    }

    #[test]
    fn ampersands_and_domains_stay_whole() {
        assert_eq!(words("AT&T sued shop.example today.He left"), ["AT&T", "sued", "shop.example", "today", ".", "He", "left"]);
    }

    #[test]
    fn an_elided_article_is_a_token_of_its_own() {
        assert_eq!(
            words("l’Ukraine d'Emmanuel D'Souza aujourd'hui"),
            ["l’", "Ukraine", "d'", "Emmanuel", "D'Souza", "aujourd'hui"]
        );
    }

    #[test]
    fn numbers_keep_their_commas() {
        assert_eq!(words("1,200.50, 3"), ["1,200.50", ",", "3"]);
    }

    #[test]
    fn offsets_count_code_points() {
        let text = "Łódź – “Kraków’s”";
        for token in tokenise(text) {
            let slice: String = text.chars().skip(token.start).take(token.text.chars().count()).collect();
            assert_eq!(slice, token.text);
            assert_eq!(text.get(token.byte..token.byte_end()), Some(token.text));
        }
    }

    #[test]
    fn paragraphs_begin_after_an_empty_line() {
        let begins: Vec<&str> =
            tokenise("One\ntwo\n\nThree").iter().filter(|token| token.paragraph).map(|token| token.text).collect();
        assert_eq!(begins, ["One", "Three"]);
    }
}
