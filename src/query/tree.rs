//! What does a query mean, once its operators are read? The syntax tree, and how it is written back as a query that parses
//! to the same tree.

use std::fmt;

use super::fields::Scope;

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
    /// Words in a row, with up to so many others between them: `"peace plan"~5`.
    Near(String, u32),
    /// A word, or one that differs from it by so many letters: `witkof~1`.
    Fuzzy(String, u8),
    /// This, in one field: `headline:peace`, `person:(putin OR zelensky)`.
    In(Scope, Box<Node>),
    /// Articles of these days, as written: `1987..1989-11`.
    Days(String),
    /// All of these.
    And(Vec<Node>),
    /// At least one of these.
    Or(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
}

impl Node {
    /// All of these; one alone is itself, and what is joined already is taken apart.
    pub(super) fn and(nodes: Vec<Node>) -> Node {
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
        match self {
            Node::Salient(..) => true,
            Node::And(nodes) | Node::Or(nodes) => nodes.iter().any(Node::asks_salience),
            Node::Not(node) => node.asks_salience(),
            _ => false,
        }
    }

    /// Not this; twice not is the thing itself.
    pub(super) fn negated(self) -> Node {
        if let Node::Not(inner) = self { *inner } else { Node::Not(Box::new(self)) }
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
            Node::In(scope, node) => write!(f, "{scope}:({node})"),
            Node::Days(text) => write!(f, "{}:\"{text}\"", Scope::Date),
            Node::And(nodes) => list(f, nodes, " AND ", |node| matches!(node, Node::Or(_))),
            Node::Or(nodes) => list(f, nodes, " OR ", |_| false),
            Node::Not(node) if matches!(**node, Node::And(_) | Node::Or(_)) => {
                write!(f, "NOT ({node})")
            }
            Node::Not(node) => write!(f, "NOT {node}"),
        }
    }
}

fn list(f: &mut fmt::Formatter<'_>, nodes: &[Node], between: &str, grouped: fn(&Node) -> bool) -> fmt::Result {
    for (index, node) in nodes.iter().enumerate() {
        if index > 0 {
            f.write_str(between)?;
        }
        if grouped(node) { write!(f, "({node})")? } else { write!(f, "{node}")? }
    }
    Ok(())
}
