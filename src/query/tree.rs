//! What does a query mean, once its operators are read? The syntax tree, and how it is written back as a query that parses
//! to the same tree.

use std::fmt;

use super::fields::Scope;
use super::proximity::Proximity;
use super::{days, length};

/// A query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Every article.
    Everything,
    /// One word as the user wrote it. It is looked for as a phrase where it falls into several words (`AT&T`).
    Word(String),
    /// A word with `*` (any letters) or `?` (one letter) in it.
    Pattern(String),
    /// Words in a row, from quotes.
    Phrase(String),
    /// A whole name of a filter value: consecutive words.
    Name(String),
    /// A name, phrase or `*` of a filter value, of a salience of at least this: `putin@50`.
    Salient(Box<Node>, u8),
    /// Words near one another in any order, with up to so many others among them: `"peace plan"~5`.
    Near(String, u32),
    /// A word, or one that differs from it by so many letters: `witkof~1`.
    Fuzzy(String, u8),
    /// A word in this form alone, folded but not stemmed: `=talks`.
    Exact(String),
    /// A word written with capitals as here: `caps(US)`.
    Capitals(String),
    /// Words that match a regular expression from end to end: `/put(in|yin)/`.
    Regex(String),
    /// Words, phrases or groups of them that stand near one another: `peace NEAR/5 plan`, `peace /s plan`.
    Within(Proximity, Box<Node>, Box<Node>),
    /// This, so many times in an article: `atleast3(pokrovsk)`.
    AtLeast(u32, Box<Node>),
    /// This, with so many hundredths of its usual weight in the ranking: `peace^2`.
    Boost(Box<Node>, u16),
    /// This, in one field: `headline:peace`, `person:(putin OR zelensky)`.
    In(Scope, Box<Node>),
    /// Articles from the first to the last of these days, `yyyymmdd`.
    Days(u32, u32),
    /// Articles of so many words, the least and the most.
    Length(u64, u64),
    /// Articles that name a place within so many kilometres of this one.
    Around(String, u32),
    /// All of these.
    And(Vec<Node>),
    /// At least one of these.
    Or(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
}

impl Node {
    /// All of these; one alone is itself, and what is joined already is taken apart.
    pub fn and(nodes: Vec<Node>) -> Node {
        let flat = nodes.into_iter().flat_map(|node| if let Node::And(inner) = node { inner } else { vec![node] });
        one_or(flat.collect(), Node::And)
    }

    /// One of these; one alone is itself, and what is joined already is taken apart.
    pub(super) fn or(nodes: Vec<Node>) -> Node {
        let flat = nodes.into_iter().flat_map(|node| if let Node::Or(inner) = node { inner } else { vec![node] });
        one_or(flat.collect(), Node::Or)
    }

    /// True where it asks for a salience somewhere.
    pub fn asks_salience(&self) -> bool {
        matches!(self, Node::Salient(..)) || self.parts().into_iter().any(Node::asks_salience)
    }

    /// Not this; twice not is the thing itself.
    pub(super) fn negated(self) -> Node {
        if let Node::Not(inner) = self { *inner } else { Node::Not(Box::new(self)) }
    }

    /// What it consists of, in order; nothing for a leaf.
    pub fn parts(&self) -> Vec<&Node> {
        match self {
            Node::And(nodes) | Node::Or(nodes) => nodes.iter().collect(),
            Node::Not(inner) | Node::Boost(inner, _) | Node::AtLeast(_, inner) | Node::In(_, inner) | Node::Salient(inner, _) => {
                vec![inner]
            }
            Node::Within(_, left, right) => vec![left, right],
            _ => Vec::new(),
        }
    }

    /// What this is without its parts: the operator, or the leaf as it is written.
    pub fn label(&self) -> String {
        match self {
            Node::And(_) => "AND".to_owned(),
            Node::Or(_) => "OR".to_owned(),
            Node::Not(_) => "NOT".to_owned(),
            Node::Within(proximity, ..) => proximity.to_string(),
            Node::AtLeast(times, _) => format!("atleast{times}"),
            Node::Boost(_, hundredths) => format!("^{}", hundredths_written(*hundredths)),
            Node::In(scope, _) => format!("{scope}:"),
            leaf => leaf.to_string(),
        }
    }
}

fn one_or(mut nodes: Vec<Node>, join: fn(Vec<Node>) -> Node) -> Node {
    match (nodes.pop(), nodes.is_empty()) {
        (Some(only), true) => only,
        (Some(last), false) => {
            nodes.push(last);
            join(nodes)
        }
        (None, _) => join(nodes),
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Node::Everything => f.write_str("*"),
            Node::Word(text) | Node::Pattern(text) | Node::Name(text) => f.write_str(text),
            Node::Phrase(text) => write!(f, "\"{text}\""),
            Node::Salient(node, least) => write!(f, "{node}@{least}"),
            Node::Near(text, between) => write!(f, "\"{text}\"~{between}"),
            Node::Fuzzy(word, letters) => write!(f, "{word}~{letters}"),
            Node::Exact(word) => write!(f, "={word}"),
            Node::Capitals(word) => write!(f, "caps({word})"),
            Node::Regex(expression) => write!(f, "/{expression}/"),
            Node::Within(proximity, left, right) => {
                grouped(f, left, &[Joined::Or])?;
                write!(f, " {proximity} ")?;
                grouped(f, right, &[Joined::Or, Joined::Within])
            }
            Node::AtLeast(times, node) => write!(f, "atleast{times}({node})"),
            Node::Boost(node, hundredths) => {
                grouped(f, node, &[Joined::And, Joined::Or, Joined::Not, Joined::Within, Joined::Boost, Joined::Limits])?;
                write!(f, "^{}", hundredths_written(*hundredths))
            }
            Node::In(scope, node) => write!(f, "{scope}:({node})"),
            Node::Days(first, last) => write!(f, "{}:{}", Scope::Date, days::written(*first, *last)),
            Node::Length(least, most) => write!(f, "{}:{}", Scope::Length, length::written(*least, *most)),
            Node::Around(place, kilometres) => write!(f, "{}:\"{place}\"~{kilometres}km", Scope::Around),
            Node::And(nodes) => list(f, nodes, " AND ", &[Joined::Or]),
            Node::Or(nodes) => list(f, nodes, " OR ", &[]),
            Node::Not(node) => {
                f.write_str("NOT ")?;
                grouped(f, node, &[Joined::And, Joined::Or])
            }
        }
    }
}

/// A weight as it is written: 250 hundredths are `2.5`.
fn hundredths_written(hundredths: u16) -> String {
    (f64::from(hundredths) / 100.0).to_string()
}

/// How the parts of a node are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joined {
    And,
    Or,
    Not,
    Within,
    Boost,
    /// A leaf that takes what stands behind it for a part of itself.
    Limits,
}

fn joined(node: &Node) -> Option<Joined> {
    match node {
        Node::And(_) => Some(Joined::And),
        Node::Or(_) => Some(Joined::Or),
        Node::Not(_) => Some(Joined::Not),
        Node::Within(..) => Some(Joined::Within),
        Node::Boost(..) => Some(Joined::Boost),
        Node::Everything | Node::Days(..) | Node::Length(..) | Node::Around(..) => Some(Joined::Limits),
        _ => None,
    }
}

/// The node, in parentheses where it is joined in one of these ways.
fn grouped(f: &mut fmt::Formatter<'_>, node: &Node, apart: &[Joined]) -> fmt::Result {
    if joined(node).is_some_and(|joined| apart.contains(&joined)) { write!(f, "({node})") } else { write!(f, "{node}") }
}

fn list(f: &mut fmt::Formatter<'_>, nodes: &[Node], between: &str, apart: &[Joined]) -> fmt::Result {
    for (index, node) in nodes.iter().enumerate() {
        if index > 0 {
            f.write_str(between)?;
        }
        grouped(f, node, apart)?;
    }
    Ok(())
}
