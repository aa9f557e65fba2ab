//! What went wrong, and what now? One error for every command: the errors of the rooms below, with the hint for the
//! user.

use crate::{index, pipeline, query, source};

/// Characters of a query that are shown before a fault, and behind it.
const CONTEXT: usize = 60;

/// Why a command could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A path that was given.
    #[error(transparent)]
    Source(#[from] source::Error),
    /// The index.
    #[error(transparent)]
    Index(#[from] index::Error),
    /// Building the index.
    #[error(transparent)]
    Build(#[from] pipeline::Error),
    /// A query or a filter value that does not parse.
    #[error("{}", .error.message)]
    Query {
        /// What is wrong, and where.
        error: query::Error,
        /// The text that does not parse.
        text: String,
    },
    /// Something on the command line that does not fit.
    #[error("{message}")]
    Usage {
        /// What is wrong.
        message: String,
        /// What to write instead.
        hint: String,
    },
    /// The user's decisions about names could not be written.
    #[error("cannot write {}: {error}", .path.display())]
    Decisions {
        /// The file.
        path: std::path::PathBuf,
        /// The failure.
        error: std::io::Error,
    },
    /// A file that the user named, or one beside the index, could not be read or written.
    #[error("cannot use {}: {error}", .path.display())]
    Beside {
        /// The file.
        path: std::path::PathBuf,
        /// The failure.
        error: std::io::Error,
    },
    /// Articles could not wait in a temporary file until the names of all are known.
    #[error("cannot use a temporary file in {}: {_0}", std::env::temp_dir().display())]
    Waiting(std::io::Error),
    /// Results could not be written.
    #[error("cannot write the results: {0}")]
    Output(#[from] std::io::Error),
}

impl Error {
    /// What the user can do about it.
    pub fn hint(&self) -> String {
        match self {
            Self::Source(error) => error.hint(),
            Self::Index(error) => error.hint(),
            Self::Build(error) => error.hint(),
            Self::Query { error, .. } => error.suggestion.clone().unwrap_or_default(),
            Self::Usage { hint, .. } => hint.clone(),
            Self::Decisions { .. } => "check who may write there, or name another index with --index".into(),
            Self::Beside { .. } => "check the name, and who may read and write there".into(),
            Self::Waiting(_) => "make room there, or name another folder with TMPDIR".into(),
            Self::Output(_) => "check the space where stdout goes".into(),
        }
    }

    /// For a query, its text and below it a caret under the fault.
    pub fn caret(&self) -> Option<String> {
        let Self::Query { error, text } = self else { return None };
        // Of a pasted text, only what stands round the fault helps.
        let first = error.at.start.saturating_sub(CONTEXT);
        let shown =
            text.chars().skip(first).take(2 * CONTEXT).map(|character| if character.is_control() { ' ' } else { character });
        let carets = "^".repeat(error.at.len().clamp(1, CONTEXT));
        Some(format!("  {}\n  {}{carets}", shown.collect::<String>(), " ".repeat(error.at.start - first)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caret_stands_under_the_fault() {
        let error = query::Error { message: "unclosed quote".into(), suggestion: None, at: 6..7 };
        let error = Error::Query { error, text: "peace \"plan".into() };
        assert_eq!(error.caret().as_deref(), Some("  peace \"plan\n        ^"));
    }
}
