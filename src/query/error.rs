//! What is wrong with a query, and where?

use std::ops::Range;

/// A query that cannot be meant. Its message is one line; [`Error::at`] says where a caret belongs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    /// What is wrong, in one line without a full stop.
    pub message: String,
    /// What to write instead, where there is something to suggest.
    pub suggestion: Option<String>,
    /// The fault in code points of the query, end exclusive; empty at the place where something is missing.
    pub at: Range<usize>,
}
