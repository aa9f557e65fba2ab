//! The syntax tree.

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
    /// All of these.
    And(Vec<Node>),
    /// At least one of these.
    Or(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
}
