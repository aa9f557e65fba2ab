//! What can be said on the command line? The one definition from which help, completions and the man page come.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use super::answer_arguments::{AnswerFlags, CompleteFlags, SaveFlags};
use super::copies::CopiesFlags;
use super::count_arguments::{FacetsFlags, RelatedFlags, TimelineFlags};
use super::selection::Within;

/// A full-text search index for news: datelines, bylines, people and places.
#[derive(Debug, Parser)]
#[command(name = "newshound", version, max_term_width = 100, disable_help_subcommand = true)]
pub struct Arguments {
    /// Flags of every command.
    #[command(flatten)]
    pub global: GlobalFlags,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Flags of every command.
#[derive(Debug, Args)]
pub struct GlobalFlags {
    /// Folder of the index
    #[arg(long, global = true, value_name = "DIR", env = "NEWSHOUND_INDEX", default_value = "index", hide_env_values = true)]
    pub index: PathBuf,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = ColorChoice::Auto)]
    pub color: ColorChoice,
    /// Print no summary, no progress and no warnings
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Name every file that was left out, and why
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// Show long answers at once, not page by page
    #[arg(long, global = true)]
    pub no_pager: bool,
    /// The day to take for today: the latest that an article can be from [default: the clock]
    #[arg(long, global = true, value_name = "DATE", env = "NEWSHOUND_TODAY", hide_env_values = true)]
    pub today: Option<Date>,
}

/// When colour is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Add folders of articles to the index, or refresh them
    ///
    /// Without a PATH, every folder that the index knows is refreshed; a new index begins with `corpus`.
    Index(IndexFlags),
    /// Find articles, with facets of the result
    ///
    /// Words must all occur; AND, OR and NOT in capitals are operators, "quoted words" are a phrase, word* is a prefix.
    /// Without a query the filters select, newest first.
    Search(SearchFlags),
    /// Count the values of one field, under the same filters
    Facets(FacetsFlags),
    /// Count articles by day, week, month, year or decade, under the same filters
    Timeline(TimelineFlags),
    /// Save a search under a name, for `search @NAME`; without a name, list those saved
    ///
    /// `newshound search @NAME --new` shows what has come since the last time, for cron. Searches lie in a text file beside the
    /// index (index.searches.txt).
    Save(SaveFlags),
    /// Tell who and what appears in the same articles: people, places and organisations, how strongly, and when
    Related(RelatedFlags),
    /// Show articles with their fields, and where each field came from
    Show(ShowFlags),
    /// Find articles like one: those that share its rarest words and names
    ///
    /// The score is the share of what sets the article apart that another has too, from 0 to 1.
    Similar(SimilarFlags),
    /// Print what `index` would store, one record an article, without an index
    Extract(ExtractFlags),
    /// Tell who is who, and decide it: which names are one, which are not, which to leave out
    ///
    /// Spellings of one name are merged where the evidence is strong. What is decided here goes into a text file beside the
    /// index (index.entities.txt), which anyone may edit; it holds at once, without reading the articles again.
    Entities(EntitiesFlags),
    /// Tell what the index holds
    Stats(OutputFlags),
    /// Tell whether the index is whole, and whether it agrees with its folders
    ///
    /// Every byte is compared with what was written, every facet is counted again. With --repair, what is damaged is built anew
    /// from the folders, and from the stored articles where a folder is gone; an index of an older format is brought to this one.
    Check(CheckFlags),
    /// Make the index as small as it can be: removed articles leave no trace
    Compact(WritingFlags),
    /// Keep the index in step with its folders until Ctrl-C
    Watch(WatchFlags),
    /// List the formats that are read
    Formats(OutputFlags),
    /// Print a completion script for a shell
    Completions {
        /// Shell to complete for
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Print values that a word begins, for completions
    #[command(hide = true)]
    Complete(CompleteFlags),
    /// Print the manual page
    Man,
}

/// Flags of `index`.
#[derive(Debug, Args)]
pub struct IndexFlags {
    /// Folders or files to add or refresh; others in the index are left alone
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Drop this folder or file from the index
    #[arg(long, value_name = "PATH")]
    pub remove: Vec<PathBuf>,
    /// Say where a field of the records is, in JSON and tables: headline=hed.text
    #[arg(long, value_name = "FIELD=PATH")]
    pub map: Vec<String>,
    /// Leave out the files that match, as in .gitignore: *.log, /drafts/ (also: a file .newshoundignore)
    #[arg(long, value_name = "PATTERN")]
    pub exclude: Vec<String>,
    /// Follow symbolic links, out of the folder too
    #[arg(long)]
    pub follow: bool,
    /// Write what became of each file into FILE, one JSON document a line
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// Tell what has changed since the last run, and change nothing
    #[arg(long, conflicts_with = "report")]
    pub dry_run: bool,
    /// How the index is written.
    #[command(flatten)]
    pub writing: WritingFlags,
}

/// Flags of `check`.
#[derive(Debug, Args)]
pub struct CheckFlags {
    /// Mend what is damaged
    #[arg(long)]
    pub repair: bool,
    /// Form of the output.
    #[command(flatten)]
    pub output: OutputFlags,
    /// How the index is written.
    #[command(flatten)]
    pub writing: WritingFlags,
}

/// Flags of `watch`.
#[derive(Debug, Args)]
pub struct WatchFlags {
    /// Folders or files to add first
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Seconds of quiet after a change before the index follows
    #[arg(long, value_name = "SECONDS", default_value_t = 1.0)]
    pub settle: f64,
    /// How the index is written.
    #[command(flatten)]
    pub writing: WritingFlags,
}

/// Flags of the commands that write an index.
#[derive(Debug, Clone, Args)]
pub struct WritingFlags {
    /// Memory to work with, at least 64M: what is held of articles before it is written
    #[arg(long, value_name = "SIZE", default_value = "512M", value_parser = super::memory::parse)]
    pub memory: usize,
    /// Seconds to wait for another process that writes the index
    #[arg(long, value_name = "SECONDS", default_value_t = 0)]
    pub wait: u64,
}

/// Form of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// For eyes.
    Text,
    /// One JSON document.
    Json,
    /// One JSON document a line.
    Jsonl,
    /// Comma-separated values with a header; a cell that a spreadsheet would run begins with an apostrophe.
    Csv,
    /// Paths of the files, each once.
    Paths,
    /// The places as points of a map (RFC 7946): for search, show and extract.
    Geojson,
    /// Citations for BibTeX: for search and show.
    Bibtex,
    /// Citations for reference managers: for search and show.
    Ris,
}

/// Form of the output, as flags.
#[derive(Debug, Args)]
pub struct OutputFlags {
    /// Form of the output
    #[arg(long, global = true, value_name = "FORMAT", value_enum)]
    pub format: Option<OutputFormat>,
    /// Short for --format json (for extract: jsonl)
    #[arg(long, global = true, conflicts_with = "format")]
    pub json: bool,
}

/// A query and the filters that narrow it.
#[derive(Debug, Clone, Default, Args)]
pub struct SelectionFlags {
    /// What these narrow.
    #[arg(skip)]
    pub within: Option<Box<Within>>,
    /// One of the words is enough
    #[arg(long)]
    pub any: bool,
    /// Only articles that name this person: any part of the name, 'putin OR zelensky',
    /// or 'putin@50' for a salience of 50 or more (0 to 99)
    #[arg(long, value_name = "NAME", allow_hyphen_values = true, help_heading = "Filters")]
    pub person: Vec<String>,
    /// Only articles that name this place or one inside it; 'russia@50' by salience
    #[arg(long, value_name = "NAME", allow_hyphen_values = true, help_heading = "Filters")]
    pub place: Vec<String>,
    /// Only articles that name this organisation; 'nato@50' by salience
    #[arg(long, value_name = "NAME", allow_hyphen_values = true, help_heading = "Filters")]
    pub org: Vec<String>,
    /// Only articles that quote this person; the words of the query are then those of the quotation
    #[arg(long, value_name = "NAME", allow_hyphen_values = true, help_heading = "Filters")]
    pub said_by: Vec<String>,
    /// Only articles by this author
    #[arg(long, value_name = "NAME", allow_hyphen_values = true, help_heading = "Filters")]
    pub author: Vec<String>,
    /// Only articles filed from this place or from inside it
    #[arg(long, value_name = "PLACE", allow_hyphen_values = true, help_heading = "Filters")]
    pub dateline: Vec<String>,
    /// Only articles credited to this agency
    #[arg(long, value_name = "NAME", allow_hyphen_values = true, help_heading = "Filters")]
    pub agency: Vec<String>,
    /// Only articles in this language (ISO 639-1: en, de, fr)
    #[arg(long, value_name = "CODE", allow_hyphen_values = true, help_heading = "Filters")]
    pub lang: Vec<String>,
    /// Only articles of this publication
    #[arg(long, value_name = "NAME", allow_hyphen_values = true, help_heading = "Filters")]
    pub source: Vec<String>,
    /// Only articles from this day, month or year on (2025-12-02, 2025-12, 2025)
    #[arg(long, value_name = "DATE", help_heading = "Filters")]
    pub since: Option<String>,
    /// Only articles up to this day, month or year, included
    #[arg(long, value_name = "DATE", help_heading = "Filters")]
    pub until: Option<String>,
    /// Only articles of this day, month or year; XXXX-12-02 for that day of whatever year, unknown ones included
    #[arg(long, value_name = "DATE", help_heading = "Filters")]
    pub on: Option<String>,
}

/// Flags of `search`.
#[derive(Debug, Args)]
pub struct SearchFlags {
    /// Words to look for in headline, caption, subheads, byline, dateline and body
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// What to select.
    #[command(flatten)]
    pub selection: SelectionFlags,
    /// Print at most N articles [default: 10, with --new all; what --new finds counts as shown either way]
    #[arg(short = 'n', long, value_name = "N")]
    pub limit: Option<usize>,
    /// Leave out the first N articles
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: usize,
    /// Order of the articles [default: relevance with a query, newest without]
    #[arg(long, value_name = "ORDER", value_enum)]
    pub sort: Option<SortOrder>,
    /// Facet to count, with the number of values to show, level and order: people, places:20, dateline:country,
    /// people:10:unusual (repeatable)
    #[arg(long, value_name = "FIELD[:N]", conflicts_with = "no_facets")]
    pub facet: Vec<String>,
    /// Count no facets
    #[arg(long)]
    pub no_facets: bool,
    /// Count each facet under all filters but its own, as a choice of several values needs
    #[arg(long)]
    pub alternatives: bool,
    /// Tell how the query was understood, and how many articles each part of it finds alone
    #[arg(long)]
    pub explain: bool,
    /// Copies of one story.
    #[command(flatten)]
    pub copies: CopiesFlags,
    /// What is shown, and how.
    #[command(flatten)]
    pub answers: AnswerFlags,
    /// Form of the output.
    #[command(flatten)]
    pub output: OutputFlags,
}

/// Order of the articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SortOrder {
    /// Best match first.
    Relevance,
    /// Latest first, undated last.
    Newest,
    /// Earliest first, undated last.
    Oldest,
    /// Best match first, the older the less it counts: 30 days behind the newest article halve it.
    Recent,
}

/// Flags of `show`.
#[derive(Debug, Args)]
pub struct ShowFlags {
    /// Ids, as search prints them
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,
    /// Tell, for each field, the rule that found it, where it stands in the original, and how sure the rule is
    #[arg(long)]
    pub why: bool,
    /// Form of the output.
    #[command(flatten)]
    pub output: OutputFlags,
}

/// Flags of `similar`.
#[derive(Debug, Args)]
pub struct SimilarFlags {
    /// Id of the article, as search prints it
    #[arg(value_name = "ID")]
    pub id: String,
    /// What to select.
    #[command(flatten)]
    pub selection: SelectionFlags,
    /// Print at most N articles
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// Leave out the first N articles
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: usize,
    /// Form of the output.
    #[command(flatten)]
    pub output: OutputFlags,
}

/// Flags of `extract`.
#[derive(Debug, Args)]
pub struct ExtractFlags {
    /// Folders or files to read
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// Say where a field of the records is, in JSON and tables: headline=hed.text
    #[arg(long, value_name = "FIELD=PATH")]
    pub map: Vec<String>,
    /// Tell, for each field, the rule that found it, where it stands in the original, and how sure the rule is
    #[arg(long)]
    pub why: bool,
    /// Form of the output.
    #[command(flatten)]
    pub output: OutputFlags,
}

/// Flags of `entities`.
#[derive(Debug, Args)]
pub struct EntitiesFlags {
    /// What to do.
    #[command(subcommand)]
    pub command: EntitiesCommand,
    /// What the name is, where it may be several things
    #[arg(long, global = true, value_name = "KIND", value_enum)]
    pub kind: Option<KindName>,
    /// Form of the output.
    #[command(flatten)]
    pub output: OutputFlags,
}

/// What can be done with names.
#[derive(Debug, Subcommand)]
pub enum EntitiesCommand {
    /// Show who bears a name: the names that are one and why, the forms that articles write
    Show {
        /// Any part of a name, or 'putin OR zelensky'; without it, every name that is merged or decided about
        #[arg(value_name = "NAME")]
        name: Option<String>,
        /// Show at most N
        #[arg(short = 'n', long, value_name = "N", default_value_t = 10)]
        limit: usize,
    },
    /// These names are one, shown under the first
    Merge {
        /// Names as facets show them
        #[arg(value_name = "NAME", required = true, num_args = 2..)]
        names: Vec<String>,
    },
    /// Each of these names stands for itself
    Split {
        /// Names as they were merged
        #[arg(value_name = "NAME", required = true)]
        names: Vec<String>,
    },
    /// Show a name as another
    Rename {
        /// Name as facets show it
        name: String,
        /// Name to show
        #[arg(value_name = "NEW")]
        shown: String,
    },
    /// Leave a name out of facets and records
    Hide {
        /// Name as facets show it
        name: String,
    },
    /// Say what a name really is
    Kind {
        /// Name as facets show it
        name: String,
        /// What it is
        #[arg(value_name = "REALLY", value_enum)]
        really: KindName,
    },
}

/// What a name can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum KindName {
    /// A person.
    Person,
    /// A place.
    Place,
    /// An organisation.
    #[value(alias = "organisation", alias = "org")]
    Organization,
}
