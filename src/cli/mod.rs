//! What does the user want, and did it work? Arguments come in, a command runs, an exit status goes out. Here alone it
//! is decided which status means what.

mod answer_arguments;
mod arguments;
mod batch;
mod check;
mod compact;
mod complete;
mod completions;
mod copies;
mod count_arguments;
mod entities;
mod extract;
mod facets;
mod formats;
mod index;
mod interrupt;
mod memory;
mod related;
mod report;
mod saved;
mod search;
mod selection;
mod settings;
mod shell;
mod show;
mod similar;
mod stats;
mod timeline;
mod watch;

use std::ffi::OsString;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;

use crate::error::Error;
use crate::index::Reader;
use crate::render;
use crate::source::Mapping;
use arguments::{Arguments, Command};
use settings::Settings;

/// A first run over a large folder publishes what it has read so often.
const CHECKPOINT: Duration = Duration::from_secs(30);

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    /// Found, or done.
    Done = 0,
    /// Nothing found, or nothing to index.
    Nothing = 1,
    /// An error.
    Error = 2,
    /// Done, but some files could not be read.
    Partial = 3,
    /// Ended by Ctrl-C.
    Interrupted = 130,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> ExitCode {
        ExitCode::from(status as u8)
    }
}

/// Runs the program with these arguments, the first of them its name.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    std::panic::set_hook(Box::new(|panic| {
        if !crate::source::is_fenced() {
            render::complain(&format!("internal error: {panic}"));
        }
    }));
    let status = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => std::panic::catch_unwind(|| run(arguments)).unwrap_or_else(|_| failed()),
        Err(error) => refused(&error),
    };
    status.into()
}

/// A panic is a bug of ours, or files of the index that hold what they should not.
fn failed() -> Status {
    render::complain("if this happens with one index alone, its files are damaged (hint: delete it and build it again)");
    Status::Error
}

fn run(mut arguments: Arguments) -> Status {
    let settings = Settings::new(&arguments.global);
    if let Err(error) = saved::take_up(&settings, &mut arguments.command) {
        return failure(&error);
    }
    let result = match arguments.command {
        Command::Index(flags) => index::run(&settings, flags),
        Command::Search(flags) => search::run(&settings, &flags),
        Command::Facets(flags) => facets::run(&settings, &flags),
        Command::Timeline(flags) => timeline::run(&settings, &flags),
        Command::Save(flags) => saved::run(&settings, &flags),
        Command::Related(flags) => related::run(&settings, &flags),
        Command::Show(flags) => show::run(&settings, &flags),
        Command::Similar(flags) => similar::run(&settings, &flags),
        Command::Extract(flags) => extract::run(&settings, &flags),
        Command::Entities(flags) => entities::run(&settings, &flags),
        Command::Stats(flags) => stats::run(&settings, &flags),
        Command::Check(flags) => check::run(&settings, &flags),
        Command::Compact(flags) => compact::run(&settings, &flags),
        Command::Watch(flags) => watch::run(&settings, flags),
        Command::Formats(flags) => formats::run(&flags),
        Command::Completions { shell } => shell::completions(shell),
        Command::Complete(flags) => complete::run(&settings, &flags),
        Command::Man => shell::man(),
    };
    result.unwrap_or_else(|error| failure(&error))
}

/// One line that says what, where, and a hint; for a query a caret under the fault.
fn failure(error: &Error) -> Status {
    let hint = error.hint();
    let hint = if hint.is_empty() { String::new() } else { format!(" (hint: {hint})") };
    render::complain(&format!("{error}{hint}"));
    if let Some(caret) = error.caret() {
        render::note(&caret);
    }
    Status::Error
}

/// Help and version are answers; anything else that the parser refuses is one line with its hint.
fn refused(error: &clap::Error) -> Status {
    if !error.use_stderr() || error.kind() == clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        let printed = error.print();
        return if error.use_stderr() || printed.is_err() { Status::Error } else { Status::Done };
    }
    let text = error.to_string();
    let paragraphs: Vec<String> = text.split("\n\n").map(|part| part.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let message = paragraphs.first().map(|first| first.trim_start_matches("error: ").to_owned()).unwrap_or_default();
    let tip = paragraphs.iter().find_map(|part| part.strip_prefix("tip: ")).unwrap_or("see newshound --help");
    render::complain(&format!("{message} (hint: {tip})"));
    Status::Error
}

/// Names what of merges and decisions could not be read: names are then shown without them.
fn report_faults(settings: &Settings, reader: &Reader) {
    for fault in reader.faults().filter(|_| !settings.quiet) {
        render::complain(fault);
    }
}

/// Where the user says that the fields of records are.
fn mapping(given: &[String]) -> Result<Option<Mapping>, Error> {
    if given.is_empty() {
        return Ok(None);
    }
    let refused = |error: crate::source::BadMapping| Error::Usage { message: error.to_string(), hint: error.hint() };
    Mapping::parse(given).map(Some).map_err(refused)
}

/// Refuses a form of output that a command does not have.
fn no_such_format(format: arguments::OutputFormat, command: &str, instead: &str) -> Error {
    let format = format!("{format:?}").to_lowercase();
    Error::Usage { message: format!("{command} has no output format '{format}'"), hint: format!("use --format {instead}") }
}
