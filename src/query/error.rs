//! What is wrong with a query, and where? Each fault that the parser knows becomes one line, a place for a caret and a
//! suggestion.

use std::ops::Range;

/// A query that cannot be meant. Its message is one line; [`Error::at`] says where a caret belongs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    /// What is wrong, in one line without a full stop.
    pub message: String,
    /// What to write instead, where there is something to suggest.
    pub suggestion: Option<String>,
    /// The fault in code points of the query, end exclusive.
    pub at: Range<usize>,
}

impl Error {
    pub(super) fn new(at: Range<usize>, message: &str, suggestion: &str) -> Error {
        Error { message: message.to_owned(), suggestion: Some(suggestion.to_owned()), at }
    }

    pub(super) fn one_sided(at: Range<usize>, operator: &str) -> Error {
        let message = format!("{operator} needs a word on both sides");
        let suggestion = format!("write `{}` in small letters to look for the word", operator.to_lowercase());
        Error { message, suggestion: Some(suggestion), at }
    }
}
