//! What can be said of how answers are given: contexts, links, fields, batches, and searches that are saved?

use std::path::PathBuf;

use clap::Args;

/// What is shown of the articles found, and of which searches.
#[derive(Debug, Args)]
pub struct AnswerFlags {
    /// Show every match in its context, as in a concordance, at most N of an article [default N: 5]
    #[arg(long, value_name = "N", num_args = 0..=1, require_equals = true, default_missing_value = "5")]
    pub context: Option<usize>,
    /// Show the path of each article, and on a terminal make its headline a link to the file (OSC 8)
    #[arg(long)]
    pub open: bool,
    /// Of a saved search (@NAME): show only what has come since this was asked the last time
    #[arg(long, conflicts_with = "batch")]
    pub new: bool,
    /// Answer each query of a file (- for stdin), one a line or {"query":"...","person":"...","since":"..."}, with one JSON
    /// document a line
    #[arg(long, value_name = "FILE", conflicts_with = "query")]
    pub batch: Option<PathBuf>,
    /// The name of the saved search that this is.
    #[arg(skip)]
    pub saved: Option<String>,
    /// Print these fields alone, in this order: fields of a hit or of the article, with commas between them
    /// (for --format json, jsonl and csv)
    #[arg(long, value_name = "FIELD,...")]
    pub fields: Option<String>,
}

/// Flags of `save`.
#[derive(Debug, Args)]
pub struct SaveFlags {
    /// Forget the search of this name, and what it has shown
    #[arg(long, requires = "name")]
    pub delete: bool,
    /// Name: letters, digits, - and _; alone it shows what is saved so
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// Query and flags of `search`
    #[arg(value_name = "QUERY AND FLAGS", trailing_var_arg = true, allow_hyphen_values = true)]
    pub search: Vec<String>,
}

/// Flags of `complete`.
#[derive(Debug, Args)]
pub struct CompleteFlags {
    /// A flag that filters, without its hyphens, or `saved`
    #[arg(value_name = "FLAG")]
    pub field: String,
    /// The word as far as it is typed
    #[arg(value_name = "WORD", default_value = "")]
    pub word: String,
}
