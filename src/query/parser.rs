//! How do the pieces of a query hang together? NEAR and its like bind first, then NOT to what follows it, AND before OR, and
//! words without an operator between them are joined as asked; what is negated always narrows. Pieces come in, a [`Node`] goes
//! out. Length and depth are bounded, every piece is read once.

use std::ops::Range;

use jiff::civil::Date;

use super::lexer::{Lexeme, Piece, lex};
use super::proximity::{self, Proximity};
use super::{Error, Joiner, Node, operand};

/// Code points of a query; more is a pasted article.
const LONGEST: usize = 4_096;

/// Parentheses in one another.
const DEEPEST: usize = 50;

/// Parses a query. `None` where the text is blank.
pub(super) fn parse(text: &str, joiner: Joiner, today: Option<Date>) -> Result<Option<Node>, Error> {
    let parser = Parser::over(text, joiner, false)?;
    parser.map(|parser| Parser { today, ..parser }.whole()).transpose()
}

/// Parses the value of a filter.
pub(super) fn parse_value(text: &str) -> Result<Node, Error> {
    match Parser::over(text, Joiner::All, true)? {
        Some(parser) => parser.whole(),
        None => Err(nothing(0..text.chars().count())),
    }
}

fn nothing(at: Range<usize>) -> Error {
    Error::new(at, "no word to look for", "write a word of letters or digits")
}

/// What is left to read of a query.
pub(super) struct Parser {
    /// The query in code points.
    pub(super) text: Vec<char>,
    /// Its pieces.
    pub(super) lexemes: Vec<Lexeme>,
    /// The piece that comes next.
    pub(super) next: usize,
    depth: usize,
    joiner: Joiner,
    /// True where consecutive words are one name.
    pub(super) names: bool,
    /// The day of asking, for `date:yesterday`.
    pub(super) today: Option<Date>,
}

impl Parser {
    fn over(text: &str, joiner: Joiner, names: bool) -> Result<Option<Parser>, Error> {
        let text: Vec<char> = text.chars().collect();
        if text.len() > LONGEST {
            let message = format!("a query of {} characters is too long", text.len());
            return Err(Error::new(LONGEST..text.len(), &message, &format!("use {LONGEST} at most")));
        }
        let lexemes = lex(&text)?;
        match (lexemes.is_empty(), text.iter().all(|character| character.is_whitespace())) {
            (true, true) => Ok(None),
            (true, false) => Err(nothing(0..text.len())),
            _ => Ok(Some(Parser { text, lexemes, next: 0, depth: 0, joiner, names, today: None })),
        }
    }

    fn whole(mut self) -> Result<Node, Error> {
        let node = self.either()?;
        match self.lexemes.get(self.next) {
            None => Ok(node),
            Some(lexeme) => Err(Error::new(lexeme.at.clone(), "unopened parenthesis", "remove it, or open it with (")),
        }
    }

    /// Alternatives: what stands between `OR`s, and side by side where one word is enough.
    fn either(&mut self) -> Result<Node, Error> {
        let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
        let first = self.all()?;
        self.sort(first, &mut wanted, &mut unwanted);
        loop {
            if self.accept(&Piece::Or).is_some() {
                wanted.push(self.right_of("OR")?);
            } else if self.joiner == Joiner::Any && self.at_operand() {
                let next = self.all()?;
                self.sort(next, &mut wanted, &mut unwanted);
            } else {
                break;
            }
        }
        let alternatives = (!wanted.is_empty()).then(|| Node::or(wanted));
        Ok(Node::and(alternatives.into_iter().chain(unwanted).collect()))
    }

    /// Where one word is enough, what is negated without an `OR` still narrows.
    fn sort(&self, node: Node, wanted: &mut Vec<Node>, unwanted: &mut Vec<Node>) {
        let before_or = self.lexemes.get(self.next).is_some_and(|lexeme| lexeme.piece == Piece::Or);
        let narrows = self.joiner == Joiner::Any && matches!(node, Node::Not(_)) && !before_or;
        if narrows { unwanted.push(node) } else { wanted.push(node) }
    }

    /// All of these: what stands between `AND`s, and side by side where all words are wanted.
    fn all(&mut self) -> Result<Node, Error> {
        let mut nodes = vec![self.negation()?];
        loop {
            if let Some(at) = self.accept(&Piece::And) {
                if !self.at_operand() {
                    return Err(Error::one_sided(at, "AND"));
                }
            } else if self.joiner == Joiner::Any || !self.at_operand() {
                return Ok(Node::and(nodes));
            }
            nodes.push(self.negation()?);
        }
    }

    fn right_of(&mut self, operator: &str) -> Result<Node, Error> {
        if self.at_operand() {
            return self.all();
        }
        let at = self.next.checked_sub(1).and_then(|before| self.lexemes.get(before)).map(|lexeme| lexeme.at.clone());
        Err(Error::one_sided(at.unwrap_or(0..0), operator))
    }

    fn negation(&mut self) -> Result<Node, Error> {
        let mut negated = false;
        let mut last = None;
        while let Some(at) = self.accept(&Piece::Not) {
            negated = !negated;
            last = Some(at);
        }
        if let Some(at) = last.filter(|_| !self.at_operand()) {
            return Err(Error::new(at, "NOT needs a word behind it", "write `not` in small letters to look for the word"));
        }
        let node = self.near()?;
        Ok(if negated { node.negated() } else { node })
    }

    /// What stands near what: operands with `NEAR/5`, `PRE/3`, `/s` or `/p` between them, from left to right.
    fn near(&mut self) -> Result<Node, Error> {
        let mut node = self.primary()?;
        while let Some((proximity, at)) = self.proximity()? {
            self.next += 1;
            let operand = self.at_operand() && !self.at(&Piece::Not) && self.proximity()?.is_none();
            let right = if operand { self.primary()? } else { return Err(one_sided(at, proximity)) };
            if !(can_be_near(&node) && can_be_near(&right)) {
                let message = format!("{proximity} stands between words, phrases and groups of them with OR");
                return Err(Error::new(
                    at,
                    &message,
                    "put a field before all of it, as in headline:(a NEAR/5 b), and AND or NOT outside",
                ));
            }
            node = Node::Within(proximity, Box::new(node), Box::new(right));
        }
        Ok(node)
    }

    /// The operator of nearness that comes next.
    fn proximity(&self) -> Result<Option<(Proximity, Range<usize>)>, Error> {
        match self.lexemes.get(self.next).filter(|_| !self.names) {
            Some(Lexeme { piece: Piece::Word(word), at }) => {
                Ok(proximity::parse(word, at.clone())?.map(|proximity| (proximity, at.clone())))
            }
            _ => Ok(None),
        }
    }

    fn primary(&mut self) -> Result<Node, Error> {
        if let Some((proximity, at)) = self.proximity()? {
            return Err(one_sided(at, proximity));
        }
        let node = self.operand()?;
        self.weighted(node)
    }

    /// A word, phrase, regular expression or group, without the weight behind it.
    pub(super) fn operand(&mut self) -> Result<Node, Error> {
        let Some(Lexeme { piece, at }) = self.lexemes.get(self.next).cloned() else {
            let end = self.text.len();
            return Err(nothing(end..end));
        };
        self.next += 1;
        match piece {
            Piece::Open => self.group(at),
            Piece::Quoted(phrase) => self.phrase(phrase, at),
            Piece::Regex(expression) => self.regex(expression, at),
            Piece::Word(word) if !self.names => self.word(&word, at),
            Piece::Word(_) => self.name(at),
            Piece::And => Err(Error::one_sided(at, "AND")),
            Piece::Or => Err(Error::one_sided(at, "OR")),
            Piece::Close => Err(Error::new(at, "unopened parenthesis", "remove it, or open it with (")),
            Piece::Not => Err(Error::new(at, "NOT needs a word behind it", "remove it")),
        }
    }

    pub(super) fn group(&mut self, open: Range<usize>) -> Result<Node, Error> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Error::new(open, "too many parentheses in one another", "take some apart"));
        }
        if let Some(at) = self.accept(&Piece::Close) {
            return Err(Error::new(open.start..at.end, "nothing between the parentheses", "remove them"));
        }
        if self.next == self.lexemes.len() {
            return Err(Error::new(open, "unclosed parenthesis", "close it with )"));
        }
        let node = self.either()?;
        if self.accept(&Piece::Close).is_none() {
            return Err(Error::new(open, "unclosed parenthesis", "close it with )"));
        }
        self.depth -= 1;
        Ok(node)
    }

    /// A run of words is one name, with the punctuation between them: `Paris, Texas`.
    fn name(&mut self, first: Range<usize>) -> Result<Node, Error> {
        let mut end = first.end;
        while let Some(Lexeme { piece: Piece::Word(_), at }) = self.lexemes.get(self.next) {
            end = at.end;
            self.next += 1;
        }
        let text: String = self.text.iter().take(end).skip(first.start).collect();
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        operand::value(&name, first.start..end)
    }

    fn accept(&mut self, piece: &Piece) -> Option<Range<usize>> {
        let found = self.lexemes.get(self.next).filter(|lexeme| lexeme.piece == *piece)?.at.clone();
        self.next += 1;
        Some(found)
    }

    fn at(&self, piece: &Piece) -> bool {
        self.lexemes.get(self.next).is_some_and(|lexeme| lexeme.piece == *piece)
    }

    fn at_operand(&self) -> bool {
        let next = self.lexemes.get(self.next).map(|lexeme| &lexeme.piece);
        matches!(next, Some(Piece::Open | Piece::Not | Piece::Quoted(_) | Piece::Regex(_) | Piece::Word(_)))
    }
}

fn one_sided(at: Range<usize>, proximity: Proximity) -> Error {
    let message = format!("{proximity} needs a word on both sides");
    Error::new(at, &message, "write it between two words, or in quotes to look for it")
}

/// True for what has places in a text: words, phrases, and what is made of them without AND and NOT.
pub(super) fn can_be_near(node: &Node) -> bool {
    match node {
        Node::Word(_)
        | Node::Phrase(_)
        | Node::Near(..)
        | Node::Pattern(_)
        | Node::Fuzzy(..)
        | Node::Regex(_)
        | Node::Within(..) => true,
        Node::Or(nodes) => nodes.iter().all(can_be_near),
        _ => false,
    }
}

#[cfg(test)]
#[path = "parser_tests.rs"]
mod tests;
