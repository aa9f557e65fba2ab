//! Is each copy of a story shown, or the story once? The flags come in, what the search is to do goes out.

use clap::Args;

use super::arguments::OutputFormat;
use crate::search::CopiesShown;

/// What to do with copies of one story.
#[derive(Debug, Args)]
pub struct CopiesFlags {
    /// Show copies of one story once, with the ids of the others [default in text output]
    #[arg(long, conflicts_with = "no_collapse")]
    pub collapse: bool,
    /// Show every copy of a story [default in other forms of output]
    #[arg(long)]
    pub no_collapse: bool,
}

impl CopiesFlags {
    /// A person wants each story once; a program every article, and in JSON to be told of copies.
    pub(super) fn shown(&self, format: OutputFormat) -> CopiesShown {
        match format {
            _ if self.collapse => CopiesShown::Collapsed,
            OutputFormat::Text if !self.no_collapse => CopiesShown::Collapsed,
            OutputFormat::Json | OutputFormat::Jsonl => CopiesShown::Told,
            _ => CopiesShown::Alike,
        }
    }
}
