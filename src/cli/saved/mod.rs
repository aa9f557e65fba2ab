//! `save`: which searches does the user come back to? A name and the words and flags of a search come in; a line of the file of
//! saved searches goes out. What would be an error each time that it is run is refused.

mod named;
mod searches;
mod seen;

use std::path::Path;

use super::answer_arguments::SaveFlags;
use super::{Settings, Status};
use crate::error::Error;
use crate::render::{self, Output};
pub(super) use named::take_up;
use searches::{Searches, usage};
pub(super) use seen::{keep_seen, seen};

/// Saves a search, drops one, or lists them.
pub(super) fn run(settings: &Settings, flags: &SaveFlags) -> Result<Status, Error> {
    match &flags.name {
        None => list(settings),
        Some(name) if flags.delete => delete(settings, name),
        Some(name) if flags.search.is_empty() => show(settings, name),
        Some(name) => save(settings, name, &flags.search),
    }
}

/// Names of all saved searches, for completions.
pub(super) fn names(index: &Path) -> Result<Vec<String>, Error> {
    Ok(Searches::read(index)?.list.into_iter().map(|(name, _)| name).collect())
}

fn list(settings: &Settings) -> Result<Status, Error> {
    let searches = Searches::read(&settings.index)?;
    searches.report_faults(settings.quiet);
    if searches.list.is_empty() && !settings.quiet {
        render::complain("no search is saved (hint: newshound save NAME QUERY and flags)");
    }
    let mut output = Output::stdout();
    output.lines(searches.list.iter().map(|(name, words)| render::terminal::escape(&format!("{name}: {words}"))))?;
    output.finish()?;
    Ok(if searches.list.is_empty() { Status::Nothing } else { Status::Done })
}

/// Prints one search, as a line that can be edited and typed again.
fn show(settings: &Settings, name: &str) -> Result<Status, Error> {
    let searches = Searches::read(&settings.index)?;
    let (_, words) = searches.list.iter().find(|(known, _)| known == name).ok_or_else(|| searches.unknown(name))?;
    let mut output = Output::stdout();
    output.line(&render::terminal::escape(&format!("{name}: {words}")))?;
    output.finish()?;
    Ok(Status::Done)
}

fn save(settings: &Settings, name: &str, search: &[String]) -> Result<Status, Error> {
    searches::check_name(name).map_err(|hint| usage(&format!("'{name}' is no name for a search"), &hint))?;
    check(settings, search)?;
    let on_one_line = || usage("a saved search is text on one line", "leave out the line end and the character NUL");
    let words = shlex::try_join(search.iter().map(String::as_str)).map_err(|_| on_one_line())?;
    if words.contains(['\n', '\r']) {
        return Err(on_one_line());
    }
    let mut lines = searches::lines(&settings.index)?;
    lines.retain(|line| searches::name_of(line) != Some(name));
    lines.push(format!("{name}: {words}"));
    searches::write(&settings.index, &lines)?;
    if !settings.quiet {
        render::note(&format!("saved: newshound search @{name}"));
    }
    Ok(Status::Done)
}

fn check(settings: &Settings, search: &[String]) -> Result<(), Error> {
    let hint = "write a query and flags of newshound search behind the name";
    let flags = named::flags(search).map_err(|message| usage(&message, hint))?;
    flags.selection.request(settings, &flags.query.join(" ")).map(|_| ())
}

fn delete(settings: &Settings, name: &str) -> Result<Status, Error> {
    // It is the name of a file too: of none outside the folder of those.
    searches::check_name(name).map_err(|hint| usage(&format!("'{name}' is no name for a search"), &hint))?;
    let mut lines = searches::lines(&settings.index)?;
    let before = lines.len();
    lines.retain(|line| searches::name_of(line) != Some(name));
    if lines.len() == before {
        return Err(Searches::read(&settings.index)?.unknown(name));
    }
    searches::write(&settings.index, &lines)?;
    seen::forget(&settings.index, name)?;
    Ok(Status::Done)
}
