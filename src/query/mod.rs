//! What does the user ask? Words come in, a syntax tree of our own goes out, and [`lower`] turns it into tantivy's
//! queries. What cannot be meant is refused with the place of the fault and a suggestion; nothing is dropped in silence.

mod around;
mod calendar;
mod days;
mod error;
mod fields;
mod length;
mod lexer;
mod loose;
pub mod lower;
pub mod names;
mod operand;
mod parser;
mod proximity;
mod salience;
pub mod spans;
mod stop_words;
mod tree;
pub mod wildcard;

pub use days::days;
pub use error::Error;
pub use fields::Scope;
pub use loose::Loose;
pub use proximity::Proximity;
pub use stop_words::{is_common, meaningful};
pub use tree::Node;

use jiff::civil::Date;

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
/// NEAR and its like bind first, then NOT (or a minus before a word) to what follows, then AND, then OR; words side by side are
/// joined as `joiner` says. Dates that depend on the day of asking are none here: see [`parse_on`].
///
/// # Errors
/// [`Error`] with the place of the fault.
pub fn parse(text: &str, joiner: Joiner) -> Result<Option<Node>, Error> {
    parser::parse(text, joiner, None)
}

/// Parses a query that is asked on this day: `date:yesterday`.
///
/// # Errors
/// As [`parse`].
pub fn parse_on(text: &str, joiner: Joiner, today: Date) -> Result<Option<Node>, Error> {
    parser::parse(text, joiner, Some(today))
}

/// Parses the value of a filter: the same operators, but words that follow each other are one name.
///
/// # Errors
/// [`Error`] with the place of the fault; a blank value is one.
pub fn parse_value(text: &str) -> Result<Node, Error> {
    parser::parse_value(text)
}
