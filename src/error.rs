//! What went wrong, and what now? One error for every command: the kinds of the rooms below, with the hint for the user
//! and the exit status that follows.

use crate::{index, query, search, source};

/// Why a command could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A path that was given.
    #[error(transparent)]
    Source(#[from] source::Error),
    /// The index.
    #[error(transparent)]
    Index(#[from] index::Error),
    /// A query or a filter that does not parse.
    #[error("{error}")]
    Query {
        /// What is wrong, and where.
        error: query::Error,
        /// The text that does not parse.
        text: String,
    },
    /// A value that is not known, or another refusal of the search.
    #[error(transparent)]
    Search(#[from] search::Error),
    /// The command line.
    #[error("{message}")]
    Usage {
        /// What is wrong.
        message: String,
        /// What to write instead.
        hint: Option<String>,
    },
    /// Results could not be written.
    #[error("cannot write the results: {0}")]
    Output(#[from] std::io::Error),
}
