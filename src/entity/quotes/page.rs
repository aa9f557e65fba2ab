//! What is read when quotations are looked for? The tokens of headline and body with their quotations, and which of them
//! name someone. From these come clauses: the prose before and after a quotation within its sentence, each name one unit.

use crate::article::model::{Article, Kind, Mention};
use crate::entity::quotes::marks::{Quotation, quotations};
use crate::entity::tokens::{Token, TokenKind, tokenise};

/// Units of prose read on either side of a quotation: longer sentences say nothing more about its speaker.
const LONGEST_CLAUSE: usize = 60;

/// A text with its quotations and names.
#[derive(Debug)]
pub struct Page<'text> {
    /// Tokens of headline and body; their `start` counts as mentions do.
    pub tokens: Vec<Token<'text>>,
    /// Quotations in order.
    pub quotations: Vec<Quotation>,
    /// Mentions with a place in the text, in order.
    pub mentions: Vec<&'text Mention>,
    /// Index of the mention that a token belongs to.
    owners: Vec<Option<usize>>,
    /// Index of the quotation that a token belongs to, its marks included.
    quoted: Vec<Option<usize>>,
}

/// What a unit of prose is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Names the person of that mention.
    Person(usize),
    /// Names a place or an organisation.
    Name,
    /// A word or number.
    Word,
    /// Punctuation, or a possessive ending.
    Mark,
}

/// A name, a word or a mark.
#[derive(Debug, Clone)]
pub struct Unit {
    /// In small letters; of a name its first word.
    pub lower: String,
    /// True where it begins with a capital.
    pub capital: bool,
    /// What it is.
    pub what: What,
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub last: usize,
}

impl Unit {
    /// True for that mark or word.
    pub fn is(&self, text: &str) -> bool {
        self.lower == text
    }

    /// The mention of a person that it is.
    pub fn person(&self) -> Option<usize> {
        if let What::Person(mention) = self.what { Some(mention) } else { None }
    }
}

impl<'text> Page<'text> {
    /// The page of an article; `text` is its headline, an empty line and its body.
    pub fn new(article: &'text Article, text: &'text str) -> Self {
        let tokens = tokenise(text);
        let quotations = quotations(&tokens);
        let mentions: Vec<&Mention> = article.mentions.iter().filter(|mention| mention.start.is_some()).collect();
        let owners = owners(&tokens, &mentions);
        let mut quoted = vec![None; tokens.len()];
        for (index, quotation) in quotations.iter().enumerate() {
            quoted[quotation.open..quotation.end()].fill(Some(index));
        }
        Self { tokens, quotations, mentions, owners, quoted }
    }

    /// The prose of a quotation's sentence before it, other quotations left out. Where the paragraph begins with the
    /// quotation, a paragraph before it that ends in a colon counts.
    pub fn before(&self, quotation: usize) -> Vec<Unit> {
        let Some(quotation) = self.quotations.get(quotation) else { return Vec::new() };
        self.sentence_before(quotation.open)
    }

    /// The prose of the sentence that goes on at a token, quotations left out; empty where a sentence ends before it.
    pub fn sentence_before(&self, end: usize) -> Vec<Unit> {
        let mut units = Vec::new();
        let mut next = end;
        for _ in 0..LONGEST_CLAUSE {
            let Some(index) = next.checked_sub(1) else { break };
            let announced = next == end && self.tokens[index].text == ":";
            let paragraph = self.tokens.get(next).is_none_or(|token| token.paragraph);
            if paragraph && !announced || self.ends_sentence(index) {
                break;
            }
            next = match self.quoted[index] {
                Some(other) => self.quotations[other].open,
                None => self.push_unit(index, &mut units),
            };
        }
        units.reverse();
        units
    }

    /// The prose behind a quotation, up to the end of the sentence or the next quotation, and the token behind it.
    pub fn after(&self, quotation: usize) -> (Vec<Unit>, usize) {
        let begin = self.quotations.get(quotation).map_or(self.tokens.len(), Quotation::end);
        let mut units = Vec::new();
        let mut index = begin;
        while let Some(token) = self.tokens.get(index) {
            if token.paragraph || self.quoted[index].is_some() || units.len() == LONGEST_CLAUSE {
                break;
            }
            let end = self.unit_end(index);
            units.push(self.unit(index, end));
            index = end;
            if self.ends_sentence(index - 1) {
                break;
            }
        }
        (units, index)
    }

    /// Adds the unit that ends with a token; gives its first token.
    fn push_unit(&self, index: usize, units: &mut Vec<Unit>) -> usize {
        let owner = self.owners[index];
        let mut first = index;
        while owner.is_some() && first > 0 && self.owners[first - 1] == owner {
            first -= 1;
        }
        units.push(self.unit(first, index + 1));
        first
    }

    fn unit_end(&self, first: usize) -> usize {
        let owner = self.owners[first];
        let mut end = first + 1;
        while owner.is_some() && self.owners.get(end) == Some(&owner) {
            end += 1;
        }
        end
    }

    fn unit(&self, first: usize, last: usize) -> Unit {
        let token = &self.tokens[first];
        let what = match self.owners[first] {
            Some(mention) if self.mentions[mention].kind == Kind::Person => What::Person(mention),
            Some(_) => What::Name,
            None if matches!(token.kind, TokenKind::Word | TokenKind::Number) => What::Word,
            None => What::Mark,
        };
        let capital = token.text.chars().next().is_some_and(char::is_uppercase);
        Unit { lower: token.text.to_lowercase(), capital, what, first, last }
    }

    /// True where a sentence ends with that token: a stop, or a quotation that ends in one, before a capital, a mark or
    /// the end of the paragraph.
    pub fn ends_sentence(&self, index: usize) -> bool {
        let next = self.tokens.get(index + 1);
        let goes_on = next.is_some_and(|next| !next.paragraph && next.text.chars().next().is_some_and(char::is_lowercase));
        !goes_on && self.tokens[..=index].iter().rev().take(3).find(|token| !closes(token.text)).is_some_and(is_stop)
    }

    /// The mention of a person that begins at or after a token and before another, outside quotations.
    pub fn people_between(&self, begin: usize, end: usize) -> impl DoubleEndedIterator<Item = (usize, usize)> + '_ {
        (begin..end.min(self.tokens.len())).filter_map(move |index| {
            let mention = self.owners[index].filter(|_| self.quoted[index].is_none())?;
            let begins = index == 0 || self.owners[index - 1] != Some(mention);
            (begins && self.mentions[mention].kind == Kind::Person).then_some((index, mention))
        })
    }

    /// True for a token of a quotation.
    pub fn is_quoted(&self, index: usize) -> bool {
        self.quoted.get(index).is_some_and(Option::is_some)
    }

    /// True where the name that begins at a token, outside quotations, is a possessive.
    pub fn is_possessive(&self, first: usize) -> bool {
        let possessive =
            |token: &Token<'_>| token.kind == TokenKind::Possessive || token.glued && matches!(token.text, "'" | "’");
        self.tokens.get(self.unit_end(first)).is_some_and(possessive)
    }

    /// First token of the paragraph that a token stands in, looked for among the `most` tokens before it.
    pub fn paragraph_begin(&self, index: usize, most: usize) -> Option<usize> {
        let lowest = index.saturating_sub(most);
        (lowest..=index).rev().find(|at| self.tokens.get(*at).is_some_and(|token| token.paragraph))
    }

    /// The text of tokens, from one to before another, as code points of the page.
    pub fn span(&self, first: usize, last: usize) -> (usize, usize) {
        let start = self.tokens.get(first).map_or(0, |token| token.start);
        let end = last.checked_sub(1).and_then(|index| self.tokens.get(index));
        (start, end.map_or(start, |token| token.start + token.text.chars().count()))
    }
}

fn closes(mark: &str) -> bool {
    matches!(mark, "”" | "\"" | "’" | "'" | "»" | ")")
}

fn is_stop(token: &Token<'_>) -> bool {
    matches!(token.text, "." | "!" | "?" | "…")
}

/// The mention of each token.
fn owners(tokens: &[Token<'_>], mentions: &[&Mention]) -> Vec<Option<usize>> {
    let mut owners = vec![None; tokens.len()];
    for (number, mention) in mentions.iter().enumerate() {
        let (Some(start), Some(end)) = (mention.start, mention.end) else { continue };
        let first = tokens.partition_point(|token| token.start < start);
        let last = tokens.partition_point(|token| token.start < end);
        if let Some(owned) = owners.get_mut(first..last) {
            owned.fill(Some(number));
        }
    }
    owners
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::marked::recognised;

    /// The prose before and behind each quotation of a body, names in brackets.
    fn prose(body: &str) -> Vec<(String, String)> {
        let article = recognised(None, body);
        let text = format!("\n\n{body}");
        let page = Page::new(&article, &text);
        let shown = |unit: &Unit| if unit.person().is_some() { format!("[{}]", unit.lower) } else { unit.lower.clone() };
        let line = |units: Vec<Unit>| units.iter().map(shown).collect::<Vec<_>>().join(" ");
        (0..page.quotations.len()).map(|number| (line(page.before(number)), line(page.after(number).0))).collect()
    }

    fn pair(before: &str, after: &str) -> (String, String) {
        (before.to_owned(), after.to_owned())
    }

    #[test]
    fn prose_ends_with_the_sentence() {
        assert_eq!(prose("Rain fell. Jane Roe called it “dear” again. So it was."), [pair("[jane] called it", "again .")]);
        assert_eq!(prose("“It is dear.” Snow fell."), [pair("", "snow fell .")]);
    }

    #[test]
    fn other_quotations_are_left_out() {
        assert_eq!(
            prose("Jane Roe spoke of “snow” and “rain”."),
            [pair("[jane] spoke of", "and"), pair("[jane] spoke of and", ".")]
        );
    }

    #[test]
    fn a_colon_leads_over_to_the_next_paragraph() {
        assert_eq!(prose("Jane Roe said:\n\n“It is dear.”"), [pair("[jane] said :", "")]);
        assert_eq!(prose("Jane Roe left\n\n“It is dear.”"), [pair("", "")]);
    }

    #[test]
    fn a_long_paragraph_is_read_in_part() {
        let (before, _) = prose(&format!("{} “rain”", "and so on ".repeat(200))).remove(0);
        assert_eq!(before.split(' ').count(), LONGEST_CLAUSE);
    }
}
