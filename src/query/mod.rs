//! What does the user ask? Words come in, a syntax tree of our own goes out, and [`lower`] turns it into tantivy's
//! queries. What cannot be meant is refused with the place of the fault and a suggestion; nothing is dropped in silence.

mod days;
mod error;
mod fields;
mod lexer;
pub mod lower;
mod lower_text;
pub mod names;
mod parser;
mod salience;
mod stop_words;
mod tree;
pub mod wildcard;

pub use days::days;
pub use error::Error;
pub use fields::Scope;
pub use stop_words::{is_common, meaningful};
pub use tree::Node;

/// How words without an operator between them are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Joiner {
    /// All must occur.
    #[default]
    All,
    /// One is enough.
    Any,
}

/// Parses a query. `None` where the text is blank.
///
/// NOT (or a minus before a word) binds to what follows, AND before OR; words side by side are joined as `joiner` says.
///
/// # Errors
/// [`Error`] with the place of the fault.
pub fn parse(text: &str, joiner: Joiner) -> Result<Option<Node>, Error> {
    parser::parse(text, joiner)
}

/// Parses the value of a filter: the same operators, but words that follow each other are one name.
///
/// # Errors
/// [`Error`] with the place of the fault; a blank value is one.
pub fn parse_value(text: &str) -> Result<Node, Error> {
    parser::parse_value(text)
}
