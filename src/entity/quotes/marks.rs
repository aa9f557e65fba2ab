//! Where does direct speech begin and end? Tokens come in, quotations go out: pairs of double marks within one
//! paragraph, curly, straight, low (`„…“`) or angular, and paragraphs that continue a quotation by a mark of their own.
//! Single marks are read as part of the words; a mark without its pair opens nothing.

use crate::entity::tokens::{Token, TokenKind};

/// One quotation, by tokens. A quotation of three paragraphs is three of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotation {
    /// The opening mark.
    pub open: usize,
    /// The closing mark; one past the paragraph's last token where the next paragraph goes on.
    pub close: usize,
    /// True where it goes on from the quotation before.
    pub continues: bool,
    /// True where it ends by a mark of its own.
    pub closed: bool,
}

impl Quotation {
    /// One past its last token.
    pub fn end(&self) -> usize {
        self.close + usize::from(self.closed)
    }
}

/// The quotations of a text, in order, never overlapping.
pub fn quotations(tokens: &[Token<'_>]) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    let mut open: Option<usize> = None;
    let mut continues = false;
    for (index, token) in tokens.iter().enumerate() {
        if token.paragraph {
            continues = carry_over(&mut found, tokens, open.take().map(|open| (open, index)), continues);
        }
        if token.kind != TokenKind::Mark {
            continue;
        }
        match open {
            Some(begin) if closes(tokens, begin, index) => {
                found.push(Quotation { open: begin, close: index, continues, closed: true });
                (open, continues) = (None, false);
            }
            _ if opens(tokens, index) => {
                if continues && !token.paragraph {
                    unfinished(&mut found);
                    continues = false;
                }
                open = Some(index);
            }
            _ => {}
        }
    }
    unfinished(&mut found);
    found
}

/// Stores what is open at the end of a paragraph, if the next paragraph goes on with a mark of the same kind.
fn carry_over(found: &mut Vec<Quotation>, tokens: &[Token<'_>], open: Option<(usize, usize)>, continues: bool) -> bool {
    let goes_on = |(open, next): &(usize, usize)| tokens[*open].text == tokens[*next].text && opens(tokens, *next);
    if let Some((open, next)) = open.filter(goes_on) {
        found.push(Quotation { open, close: next, continues, closed: false });
        return true;
    }
    unfinished(found);
    false
}

/// Drops the last paragraphs of a quotation that is never closed.
fn unfinished(found: &mut Vec<Quotation>) {
    while found.last().is_some_and(|last| !last.closed) {
        found.pop();
    }
}

/// True where a mark opens a quotation: straight ones only where no word stands directly before.
fn opens(tokens: &[Token<'_>], index: usize) -> bool {
    let token = &tokens[index];
    let before = index.checked_sub(1).and_then(|before| tokens.get(before));
    match token.text {
        "“" | "„" | "«" => true,
        "\"" => !token.glued || before.is_some_and(|before| matches!(before.text, "(" | "[" | "—" | "–" | "-" | ":" | "'" | "‘")),
        _ => false,
    }
}

/// True where a mark closes the quotation that was opened at `begin`.
fn closes(tokens: &[Token<'_>], begin: usize, index: usize) -> bool {
    let mark = tokens[index].text;
    match tokens[begin].text {
        "“" => mark == "”",
        "„" => matches!(mark, "“" | "”"),
        "«" => mark == "»",
        _ => mark == "\"" && (tokens[index].glued || index > begin + 1 && !starts_word(tokens, index)),
    }
}

/// True where something stands directly behind a straight mark, as behind one that opens.
fn starts_word(tokens: &[Token<'_>], index: usize) -> bool {
    tokens.get(index + 1).is_some_and(|next| next.glued && next.kind == TokenKind::Word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::tokens::tokenise;

    fn found(text: &str) -> Vec<String> {
        let tokens = tokenise(text);
        let words = |quotation: &Quotation| {
            tokens[quotation.open + 1..quotation.close].iter().map(|token| token.text).collect::<Vec<_>>().join(" ")
        };
        quotations(&tokens).iter().map(words).collect()
    }

    #[test]
    fn curly_straight_low_and_angular_marks() {
        assert_eq!(
            found("“Rain,” he said. \"Snow,\" she said. „Regen“, hieß es. « Pluie », dit-elle."),
            ["Rain ,", "Snow ,", "Regen", "Pluie"]
        );
    }

    #[test]
    fn single_marks_are_words_of_the_quotation() {
        assert_eq!(found("“He said: ‘Go.’ So I won't,” she said"), ["He said : ‘ Go . ’ So I won't ,"]);
    }

    #[test]
    fn paragraphs_go_on_with_a_mark_of_their_own() {
        let tokens = tokenise("“One.\n\n“Two.\n\n“Three.”\n\n“Four.”");
        let continues: Vec<(bool, bool)> =
            quotations(&tokens).iter().map(|quotation| (quotation.continues, quotation.closed)).collect();
        assert_eq!(continues, [(false, false), (true, false), (true, true), (false, true)]);
    }

    #[test]
    fn a_mark_without_its_pair_opens_nothing() {
        assert_eq!(found("“Rain.\n\nSnow fell. “Hail,” he said."), ["Hail ,"]);
        assert_eq!(found("a screen of 27\" and \"rain\""), ["rain"]);
        assert_eq!(found("” „ \" »"), Vec::<String>::new());
    }

    #[test]
    fn a_second_opening_mark_starts_afresh() {
        assert_eq!(found("He said “it and “rain”"), ["rain"]);
        assert_eq!(found("He said \"it and \"rain\""), ["rain"]);
    }
}
