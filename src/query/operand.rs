//! What does one operand of a query mean? A word with what is written before and behind it (`headline:`, `=`, `~2`, `^3`), a phrase,
//! a regular expression, `caps(...)` and `atleast3(...)`. Pieces come in, a leaf of the tree goes out, or the fault and its place.

use std::ops::Range;

use super::lexer::{Lexeme, Piece};
use super::parser::{Parser, can_be_near};
use super::{Error, Node, Scope, around, days, fields, length, loose, salience};

/// Wildcards in a word; more would cost more than they find.
const MOST_WILDCARDS: usize = 4;

/// Words that may stand between those of a phrase.
const MOST_BETWEEN: u32 = 50;

/// Letters from which two of a word may differ.
const LONG_WORD: usize = 6;

/// Words of a date behind `date:`, at most: `last 2 weeks`.
const WORDS_OF_A_DATE: usize = 4;

/// Times that can be asked for; Lexis has 255.
const MOST_TIMES: u32 = 255;

/// The greatest weight, in hundredths.
const GREATEST_WEIGHT: f64 = 10_000.0;

impl Parser {
    /// A phrase. Right behind it may stand, in the value of a filter, a salience (`"Vladimir Putin"@50`), and elsewhere how many
    /// words may stand between its own (`"peace plan"~5`).
    pub(super) fn phrase(&mut self, phrase: String, at: Range<usize>) -> Result<Node, Error> {
        let Some((word, behind)) = self.adjacent(at.end) else { return Ok(Node::Phrase(phrase)) };
        if self.names {
            let Some(written) = word.strip_prefix('@') else { return Ok(Node::Phrase(phrase)) };
            self.next += 1;
            return Ok(salience::at_least(Node::Phrase(phrase), Some(salience::parse(written, behind)?)));
        }
        let Some(written) = word.strip_prefix('~') else { return Ok(Node::Phrase(phrase)) };
        self.next += 1;
        let (written, weight) = weight(written).map_or((written, None), |(written, weight)| (written, Some(weight)));
        let between = written.parse().ok().filter(|between| *between <= MOST_BETWEEN).ok_or_else(|| {
            let suggestion = format!("write \"...\"~5, {MOST_BETWEEN} at most");
            Error::new(behind, "`~` behind a phrase takes a number of words", &suggestion)
        })?;
        Ok(boosted(Node::Near(phrase, between), weight))
    }

    /// A regular expression that words are compared with.
    pub(super) fn regex(&mut self, expression: String, at: Range<usize>) -> Result<Node, Error> {
        if self.names {
            return Err(Error::new(at, "a name is no regular expression", "use * and ? for letters of a name"));
        }
        if loose::compile(&expression).is_some() {
            return Ok(Node::Regex(expression));
        }
        let suggestion = "use letters, . * + ? | ( ) and [ ], or quote the text to look for it as it stands";
        Err(Error::new(at, "no regular expression for single words", suggestion))
    }

    /// The node with the weight that stands right behind it: `"peace plan"^2`.
    pub(super) fn weighted(&mut self, node: Node) -> Result<Node, Error> {
        let end = self.next.checked_sub(1).and_then(|last| self.lexemes.get(last)).map_or(0, |last| last.at.end);
        let Some((word, at)) = self.adjacent(end).filter(|(word, _)| !self.names && word.starts_with('^')) else {
            return Ok(node);
        };
        self.next += 1;
        match weight(&word) {
            Some(("", weight)) => Ok(boosted(node, Some(weight))),
            _ => Err(Error::new(at, "`^` takes a weight", "write a number above 0 and up to 100, as in peace^2")),
        }
    }

    /// A word, with the field that it is looked for in, or with the letters that may differ.
    pub(super) fn word(&mut self, word: &str, at: Range<usize>) -> Result<Node, Error> {
        if let Some((scope, rest)) = fields::split(word) {
            return self.in_field(scope, rest, word, at);
        }
        if let Some(function) = self.function(word, at.clone())? {
            return Ok(function);
        }
        word_or_like(word, at)
    }

    /// `caps(...)` and `atleast3(...)`, where a parenthesis follows at once.
    fn function(&mut self, word: &str, at: Range<usize>) -> Result<Option<Node>, Error> {
        let times = word.strip_prefix("atleast").filter(|digits| is_number(digits));
        let open = self.lexemes.get(self.next).filter(|next| next.piece == Piece::Open && next.at.start == at.end);
        let Some(open) = open.filter(|_| is_function(word)).map(|open| open.at.clone()) else { return Ok(None) };
        self.next += 1;
        let inner = self.group(open)?;
        let Some(digits) = times else { return capitals(inner, &at).map(Some) };
        let times = digits.parse().ok().filter(|times| (1..=MOST_TIMES).contains(times));
        let times = times.ok_or_else(|| {
            Error::new(at.clone(), "no such number of times", &format!("write atleast1(...) to atleast{MOST_TIMES}(...)"))
        })?;
        if can_be_near(&inner) {
            return Ok(Some(Node::AtLeast(times, Box::new(inner))));
        }
        let suggestion = "count a word, a phrase or words with OR between them, and join several atleast(...) with AND";
        Err(Error::new(at, "atleast counts words and phrases", suggestion))
    }

    /// What stands behind the name of a field: the rest of its word, or what follows without a blank, a phrase or a group.
    fn in_field(&mut self, scope: Scope, rest: &str, word: &str, at: Range<usize>) -> Result<Node, Error> {
        let start = at.end - rest.chars().count();
        let next = self.lexemes.get(self.next).filter(|next| next.at.start == at.end).map(|next| next.piece.clone());
        match (scope, next) {
            (Scope::Date, Some(Piece::Quoted(text))) if rest.is_empty() => {
                self.next += 1;
                date(&text, start..self.end(), self.today)
            }
            (Scope::Around, Some(Piece::Quoted(place))) if rest.is_empty() => {
                self.next += 1;
                self.around(&place, start)
            }
            (Scope::Date, _) if !rest.is_empty() => self.date(rest, start),
            (Scope::Around, _) if !rest.is_empty() => around_written(rest, start..at.end),
            (Scope::Length, _) if !rest.is_empty() => {
                let wrong = || {
                    Error::new(
                        start..at.end,
                        &format!("`{rest}` is no length"),
                        "write length:>500, length:<200 or length:200..500",
                    )
                };
                length::parse(rest).map(|(least, most)| Node::Length(least, most)).ok_or_else(wrong)
            }
            (scope, Some(Piece::Open)) if scope.is_text() && is_function(rest) => {
                let counted = self.function(rest, start..at.end)?.unwrap_or(Node::Everything);
                in_field(scope, counted, start..at.end)
            }
            (scope, _) if !rest.is_empty() => in_scope(scope, rest, start..at.end),
            (Scope::Date | Scope::Around | Scope::Length, _) => plain_word(word, at),
            (scope, Some(Piece::Open | Piece::Quoted(_) | Piece::Regex(_))) => {
                let outer = std::mem::replace(&mut self.names, !scope.is_text());
                let node = self.operand();
                self.names = outer;
                in_field(scope, node?, at)
            }
            _ => plain_word(word, at),
        }
    }

    /// A date of one word or of several, the longest that is one.
    fn date(&mut self, rest: &str, start: usize) -> Result<Node, Error> {
        let words = self.lexemes.iter().skip(self.next).take_while(|next| matches!(next.piece, Piece::Word(_)));
        let ends: Vec<usize> = words.take(WORDS_OF_A_DATE - 1).map(|word| word.at.end).collect();
        for (number, end) in ends.into_iter().enumerate().rev() {
            let text: String = self.text.iter().take(end).skip(start).collect();
            if let Some((first, last)) = days(&text, self.today) {
                self.next += number + 1;
                return Ok(Node::Days(first, last));
            }
        }
        date(rest, start..start + rest.chars().count(), self.today)
    }

    /// A place in quotes and the distance behind it: `near:"Kyiv"~100km`.
    fn around(&mut self, place: &str, start: usize) -> Result<Node, Error> {
        let at = start..self.end();
        let Some((word, behind)) = self.adjacent(at.end).filter(|(word, _)| word.starts_with('~')) else {
            return around_node(place, None, at.clone(), at);
        };
        self.next += 1;
        around_node(place, word.strip_prefix('~'), at, behind)
    }

    /// The word that stands without a blank behind this place.
    fn adjacent(&self, end: usize) -> Option<(String, Range<usize>)> {
        match self.lexemes.get(self.next) {
            Some(Lexeme { piece: Piece::Word(word), at }) if at.start == end => Some((word.clone(), at.clone())),
            _ => None,
        }
    }

    /// Where the piece read last ends.
    fn end(&self) -> usize {
        self.next.checked_sub(1).and_then(|last| self.lexemes.get(last)).map_or(0, |last| last.at.end)
    }
}

/// The word without `~`, `~1` or `~2` at its end, and how many letters may differ: without a number one, in long words two.
fn fuzzy(word: &str) -> Option<(&str, u8)> {
    let (bare, written) = word.rsplit_once('~')?;
    let letters = bare.chars().count();
    let usual = if letters < LONG_WORD { 1 } else { 2 };
    let differ = if written.is_empty() { usual } else { written.parse().ok().filter(|differ| (1..=2).contains(differ))? };
    (bare.chars().all(char::is_alphanumeric) && letters > usize::from(differ)).then_some((bare, differ))
}

/// The word without the weight at its end, and that in hundredths: `peace^2`.
fn weight(word: &str) -> Option<(&str, u16)> {
    let (bare, written) = word.rsplit_once('^')?;
    let plain = written.chars().all(|c| c.is_ascii_digit() || c == '.');
    let hundredths = written.parse::<f64>().ok().filter(|_| plain)? * 100.0;
    let weight = format!("{hundredths:.0}").parse().ok()?;
    (1.0..=GREATEST_WEIGHT).contains(&hundredths).then_some((bare, weight))
}

fn boosted(node: Node, weight: Option<u16>) -> Node {
    match weight.filter(|weight| *weight != 100) {
        Some(weight) => Node::Boost(Box::new(node), weight),
        None => node,
    }
}

/// A word of running text with what stands before and behind it.
fn word_or_like(word: &str, at: Range<usize>) -> Result<Node, Error> {
    if let Some((bare, weight)) = weight(word).filter(|(bare, _)| bare.chars().any(char::is_alphanumeric)) {
        return Ok(boosted(word_or_like(bare, at)?, Some(weight)));
    }
    if let Some(exact) = word.strip_prefix('=').filter(|exact| exact.chars().all(char::is_alphanumeric)) {
        return Ok(Node::Exact(exact.to_owned()));
    }
    if let Some((bare, letters)) = fuzzy(word) {
        return Ok(Node::Fuzzy(bare.to_owned(), letters));
    }
    check_ending(word, &at)?;
    plain_word(word, at)
}

/// Refuses a number behind `~` or `^` that is none of letters that may differ or of a weight: nobody looks for `oil~3`.
fn check_ending(word: &str, at: &Range<usize>) -> Result<(), Error> {
    let is_figure = |text: &str| {
        text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-')) && text.chars().any(|c| c.is_ascii_digit())
    };
    let ending =
        |sign: char| word.rsplit_once(sign).filter(|(bare, figure)| bare.chars().all(char::is_alphabetic) && is_figure(figure));
    if ending('~').is_some_and(|(bare, _)| !bare.is_empty()) {
        let suggestion = "write ~1 or ~2 behind a word longer than that, or quote it to look for it as it stands";
        return Err(Error::new(at.clone(), "`~` behind a word takes the letters that may differ", suggestion));
    }
    if ending('^').is_some_and(|(bare, _)| !bare.is_empty()) {
        return Err(Error::new(at.clone(), "`^` takes a weight", "write a number above 0 and up to 100, as in peace^2"));
    }
    Ok(())
}

/// What one word behind the name of a field means there.
fn in_scope(scope: Scope, text: &str, at: Range<usize>) -> Result<Node, Error> {
    if !scope.is_text() {
        return in_field(scope, value(text, at.clone())?, at);
    }
    match word_or_like(text, at.clone())? {
        Node::Boost(node, weight) => Ok(boosted(in_field(scope, *node, at)?, Some(weight))),
        node => in_field(scope, node, at),
    }
}

/// This in a field, which must have a salience where one is asked for, and the places of words where these are compared.
fn in_field(scope: Scope, node: Node, at: Range<usize>) -> Result<Node, Error> {
    match scope {
        Scope::Value(field) if node.asks_salience() && !field.has_salience() => {
            Err(Error::new(at, "only people, places and organisations have a salience", "leave out the @ and its number"))
        }
        _ if scope.is_text() && compares_whole_article(&node) => {
            let suggestion = format!("leave out {scope}: before =word and caps(WORD)");
            Err(Error::new(at, "= and caps look at the whole article, not at one field", &suggestion))
        }
        _ => Ok(Node::In(scope, Box::new(node))),
    }
}

fn compares_whole_article(node: &Node) -> bool {
    matches!(node, Node::Exact(_) | Node::Capitals(_)) || node.parts().into_iter().any(compares_whole_article)
}

/// Each word of a group as it is written.
fn capitals(node: Node, at: &Range<usize>) -> Result<Node, Error> {
    let each = |nodes: Vec<Node>| nodes.into_iter().map(|node| capitals(node, at)).collect::<Result<Vec<_>, _>>();
    match node {
        Node::Word(word) if word.chars().all(|c| c.is_alphanumeric() || c == '.') => Ok(Node::Capitals(word)),
        Node::Or(nodes) => Ok(Node::or(each(nodes)?)),
        Node::And(nodes) => Ok(Node::and(each(nodes)?)),
        _ => Err(Error::new(at.clone(), "caps takes single words", "write caps(US), or caps(US OR UK)")),
    }
}

fn date(text: &str, at: Range<usize>, today: Option<jiff::civil::Date>) -> Result<Node, Error> {
    let suggestion = "write 2025-12-02, 2025-12, 1987..1989, \"2 December 2025\", yesterday or \"last 2 weeks\"";
    let wrong = || Error::new(at, &format!("`{text}` is no date"), suggestion);
    days(text, today).map(|(first, last)| Node::Days(first, last)).ok_or_else(wrong)
}

/// A place and a distance in one word: `Kyiv~100km`.
fn around_written(text: &str, at: Range<usize>) -> Result<Node, Error> {
    match text.rsplit_once('~') {
        Some((place, distance)) => around_node(place, Some(distance), at.clone(), at),
        None => around_node(text, None, at.clone(), at),
    }
}

fn around_node(place: &str, distance: Option<&str>, at: Range<usize>, behind: Range<usize>) -> Result<Node, Error> {
    if around::centre(place).is_none() {
        let suggestion = "write a city as in near:\"Paris, Texas\"~50km, or degrees north and east: near:\"50.45,30.52\"~50km";
        return Err(Error::new(at, &format!("`{place}` is no place that is known"), suggestion));
    }
    let kilometres = match distance {
        None => around::USUAL_KILOMETRES,
        Some(written) => around::distance(written).ok_or_else(|| {
            Error::new(behind, &format!("`{written}` is no distance"), "write kilometres or miles behind the ~: 100km, 60mi")
        })?,
    };
    Ok(Node::Around(place.to_owned(), kilometres))
}

/// A name of a field's value, with the salience at its end.
pub(super) fn value(name: &str, at: Range<usize>) -> Result<Node, Error> {
    let (name, least) = salience::split(name, at.end)?;
    let node = if name == "*" { Node::Everything } else { Node::Name(name.to_owned()) };
    check_wildcards(name, at)?;
    Ok(salience::at_least(node, least))
}

fn plain_word(word: &str, at: Range<usize>) -> Result<Node, Error> {
    if word == "*" {
        return Ok(Node::Everything);
    }
    if !has_wildcard(word) {
        return Ok(Node::Word(word.to_owned()));
    }
    check_wildcards(word, at)?;
    let between = |c: char| !(c.is_alphanumeric() || matches!(c, '*' | '?' | '.' | '&' | '\'' | '’'));
    let parts = word.split(between).filter(|part| part.chars().any(char::is_alphanumeric));
    let node = |part: &str| match has_wildcard(part) {
        true => Node::Pattern(part.to_owned()),
        false if matches!(part, "AND" | "OR" | "NOT") => Node::Word(part.to_lowercase()),
        false => Node::Word(part.to_owned()),
    };
    Ok(Node::and(parts.map(node).collect()))
}

fn check_wildcards(word: &str, at: Range<usize>) -> Result<(), Error> {
    if has_wildcard(word) && word.chars().filter(|c| matches!(c, '*' | '?')).count() > MOST_WILDCARDS {
        return Err(Error::new(at, "too many wildcards in a word", &format!("use {MOST_WILDCARDS} at most")));
    }
    Ok(())
}

/// A `*` anywhere is a wildcard, a `?` only between letters: behind a word it ends a question. An address has neither.
fn has_wildcard(word: &str) -> bool {
    if word.contains("://") {
        return false;
    }
    let characters: Vec<char> = word.chars().collect();
    let inner = characters.windows(3).any(|w| w[1] == '?' && w[0].is_alphanumeric() && w[2].is_alphanumeric());
    inner || word.contains('*')
}

/// True for what takes a group in parentheses right behind it.
fn is_function(word: &str) -> bool {
    word == "caps" || word.strip_prefix("atleast").is_some_and(is_number)
}

fn is_number(digits: &str) -> bool {
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}
