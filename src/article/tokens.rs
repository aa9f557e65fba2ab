//! What does an opening consist of? Words, figures and the marks that datelines are made of, each with its place in
//! the text. In comes the beginning of a paragraph, out come at most [`LIMIT`] tokens: a dateline is never longer, so
//! a line of any length costs the same. Marks that no dateline holds come out as [`Token::Other`].

/// Tokens read at most.
pub const LIMIT: usize = 48;

/// One token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'a> {
    /// Letters, with the full stops, apostrophes and hyphens inside or after them.
    Word(&'a str),
    /// Something that begins with a figure: `26`, `1996-08-22`, `2O`.
    Number(&'a str),
    /// A comma.
    Comma,
    /// A slash.
    Slash,
    /// An ampersand.
    Ampersand,
    /// An opening bracket, round or square.
    Open,
    /// A closing bracket.
    Close,
    /// A run of dashes, hyphens or underscores.
    Dash(&'a str),
    /// A colon.
    Colon,
    /// A full stop that stands after a figure or alone.
    Stop,
    /// An equals sign, as Yonhap sets it.
    Equals,
    /// An asterisk.
    Star,
    /// Anything else.
    Other,
}

/// A token and where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Piece<'a> {
    /// What stands here.
    pub token: Token<'a>,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Blanks before it.
    pub blanks: usize,
}

/// The tokens at the beginning of a text.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    first_pieces(text, LIMIT)
}

/// As [`pieces`], so many at most.
#[must_use]
pub fn first_pieces(text: &str, most: usize) -> Vec<Piece<'_>> {
    let mut found = Vec::with_capacity(most);
    let mut at = 0;
    while found.len() < most {
        let rest = text.get(at..).unwrap_or_default();
        let trimmed = rest.trim_start();
        let gap = rest.len() - trimmed.len();
        let blanks = rest.get(..gap).map_or(0, |blank| blank.chars().count());
        let Some(first) = trimmed.chars().next() else { break };
        let start = at + gap;
        let (token, length) = next(trimmed, first);
        at = start + length;
        found.push(Piece { token, start, end: at, blanks });
    }
    found
}

fn next(text: &str, first: char) -> (Token<'_>, usize) {
    let one = first.len_utf8();
    if first.is_alphabetic() {
        let word = word(text);
        return (Token::Word(word), word.len());
    }
    if first.is_ascii_digit() {
        let number = number(text);
        return (Token::Number(number), number.len());
    }
    if is_dash(first) {
        let run = run(text, |c, _| is_dash(c));
        return (Token::Dash(run), run.len());
    }
    let token = match first {
        ',' => Token::Comma,
        '/' => Token::Slash,
        '&' => Token::Ampersand,
        '(' | '[' => Token::Open,
        ')' | ']' => Token::Close,
        ':' => Token::Colon,
        '.' => Token::Stop,
        '=' => Token::Equals,
        '*' => Token::Star,
        _ => Token::Other,
    };
    (token, one)
}

/// True for hyphen, dashes, underscore and the two dashes of Windows-1252 read as Latin-1.
#[must_use]
pub fn is_dash(character: char) -> bool {
    matches!(character, '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '_' | '\u{96}' | '\u{97}')
}

/// The beginning of a text for which every character, seen with its successor, fits.
fn run(text: &str, fits: impl Fn(char, Option<char>) -> bool) -> &str {
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        if !fits(character, characters.peek().map(|(_, c)| *c)) {
            return text.get(..at).unwrap_or_default();
        }
    }
    text
}

/// Longest word read as one token, in bytes; longer ones go on as the next token.
const LONGEST: usize = 80;

fn word(text: &str) -> &str {
    let plain = text.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
    if matches!(text.as_bytes().get(plain), Some(b' ' | b',')) {
        return text.get(..plain).unwrap_or_default();
    }
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    run(text.get(..end).unwrap_or_default(), |c, next| {
        c.is_alphanumeric()
            || c == '.'
            || (matches!(c, '\'' | '’' | '‘' | 'ʻ' | '-') && next.is_some_and(char::is_alphabetic))
            || is_mark(c)
    })
}

/// Combining marks belong to the letter before them.
fn is_mark(character: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&character)
}

fn number(text: &str) -> &str {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    run(text.get(..end).unwrap_or_default(), |c, next| {
        c.is_alphanumeric() || (c == '-' && next.is_some_and(|n| n.is_ascii_digit()))
    })
}

#[cfg(test)]
mod tests {
    use super::{LIMIT, Token, pieces};

    fn tokens(text: &str) -> Vec<Token<'_>> {
        pieces(text).into_iter().map(|piece| piece.token).collect()
    }

    #[test]
    fn words_keep_their_dots_hyphens_and_apostrophes() {
        use Token::{Comma, Dash, Word};
        assert_eq!(
            tokens("PORT-AU-PRINCE, St. John's N.J. --"),
            [Word("PORT-AU-PRINCE"), Comma, Word("St."), Word("John's"), Word("N.J."), Dash("--")]
        );
    }

    #[test]
    fn a_hyphen_after_a_word_is_a_dash() {
        assert_eq!(tokens("FDP- "), [Token::Word("FDP"), Token::Dash("-")]);
        assert_eq!(tokens("A--B"), [Token::Word("A"), Token::Dash("--"), Token::Word("B")]);
    }

    #[test]
    fn iso_dates_are_one_figure() {
        assert_eq!(tokens("1996-08-22"), [Token::Number("1996-08-22")]);
        assert_eq!(tokens("21. x").get(1), Some(&Token::Stop));
    }

    #[test]
    fn long_texts_cost_no_more_than_short_ones() {
        assert_eq!(pieces(&"x ".repeat(1_000_000)).len(), LIMIT);
        assert_eq!(pieces(&"é".repeat(1_000_000)).len(), LIMIT);
        assert!(pieces("").is_empty());
    }

    #[test]
    fn blanks_are_counted() {
        let found = pieces("NEWARK  It");
        assert_eq!(found.last().map(|piece| piece.blanks), Some(2));
    }
}
