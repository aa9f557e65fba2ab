//! What can be said to the commands that count? Part of the one definition from which help, completions and the man page
//! come.

use clap::{Args, ValueEnum};

use super::arguments::{OutputFlags, SelectionFlags};

/// Flags of `facets`.
#[derive(Debug, Args)]
pub struct FacetsFlags {
    /// people, places, organizations, speakers, authors, dateline, agency, language, source, section, keywords, status,
    /// year, month or day;
    /// places and dateline also by level: places:country
    #[arg(value_name = "FIELD")]
    pub field: String,
    /// Words to look for; without any the filters select
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// What to select.
    #[command(flatten)]
    pub selection: SelectionFlags,
    /// Print at most N values
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// Leave out the first N values
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: usize,
    /// Order of the values
    #[arg(long, value_name = "ORDER", value_enum, default_value_t = ValueOrder::Count)]
    pub sort: ValueOrder,
    /// Only values of which a word begins so; places also by what they lie in
    #[arg(long, value_name = "TEXT")]
    pub prefix: Option<String>,
    /// Count the field under all filters but its own
    #[arg(long)]
    pub alternatives: bool,
    /// Form of the output.
    #[command(flatten)]
    pub output: OutputFlags,
}

/// Order of the values of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ValueOrder {
    /// Most frequent first.
    Count,
    /// By name.
    Name,
    /// What these articles have more often than the whole index, the most unusual first.
    Unusual,
}

/// Flags of `timeline`.
#[derive(Debug, Args)]
pub struct TimelineFlags {
    /// Words to look for; without any the filters select
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// What to select.
    #[command(flatten)]
    pub selection: SelectionFlags,
    /// Count this query too, under the same filters, in a column beside it (repeatable)
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    pub compare: Vec<String>,
    /// Length of a period [default: the shortest that loses no article and gives 40 rows at most]
    #[arg(long, value_name = "LENGTH", value_enum)]
    pub by: Option<PeriodLength>,
    /// Form of the output.
    #[command(flatten)]
    pub output: OutputFlags,
}

/// Length of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PeriodLength {
    /// A day.
    Day,
    /// A week from Monday (ISO 8601).
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
    /// Ten years.
    Decade,
}

/// Flags of `related`.
#[derive(Debug, Args)]
pub struct RelatedFlags {
    /// Words to look for; without any the filters select
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// What to select.
    #[command(flatten)]
    pub selection: SelectionFlags,
    /// Print at most N people, N places and N organisations
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// Order of the values
    #[arg(long, value_name = "ORDER", value_enum, default_value_t = RelatedSort::Association)]
    pub sort: RelatedSort,
    /// Length of a period [default: the shortest that loses no article and gives 40 at most]
    #[arg(long, value_name = "LENGTH", value_enum)]
    pub by: Option<PeriodLength>,
    /// Form of the output.
    #[command(flatten)]
    pub output: OutputFlags,
}

/// Order of what is related.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RelatedSort {
    /// Most strongly associated first (log-likelihood), without what is less frequent than expected.
    Association,
    /// Most articles together first.
    Count,
}
