//! `save`: which searches does the user come back to? Each is a line of a text file beside the index (`index.searches.txt`), its
//! name, a colon, and words as in a shell; anyone may edit it. `@NAME` in a query stands for that line. What a saved search has
//! shown is kept in a folder beside it (`index.seen`), so that `--new` shows what has come since.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use clap::Parser;

use super::answer_arguments::SaveFlags;
use super::arguments::{Arguments, Command};
use super::{Settings, Status};
use crate::error::Error;
use crate::index::beside;
use crate::render::{self, Output};

/// What the name of the file adds to that of the index.
const SEARCHES: &str = ".searches.txt";
/// What the name of the folder of articles seen adds to it.
const SEEN: &str = ".seen";

const HEADER: &str =
    "# Saved searches: a name, a colon, and the words and flags of `newshound search`. Run one with `newshound search @NAME`.\n";

/// Saves a search, drops one, or lists them.
pub(super) fn run(settings: &Settings, flags: &SaveFlags) -> Result<Status, Error> {
    match &flags.name {
        None => list(settings),
        Some(name) if flags.delete => delete(settings, name),
        Some(name) => save(settings, name, &flags.search),
    }
}

fn list(settings: &Settings) -> Result<Status, Error> {
    let searches = read(&settings.index)?;
    if searches.is_empty() && !settings.quiet {
        render::complain("no search is saved (hint: newshound save NAME QUERY and flags)");
    }
    let mut output = Output::stdout();
    output.lines(searches.iter().map(|(name, words)| render::terminal::escape(&format!("{name}: {words}"))))?;
    output.finish()?;
    Ok(if searches.is_empty() { Status::Nothing } else { Status::Done })
}

fn save(settings: &Settings, name: &str, search: &[String]) -> Result<Status, Error> {
    check_name(name)?;
    check(settings, search)?;
    let words = shlex::try_join(search.iter().map(String::as_str))
        .map_err(|_| usage("a saved search is text on one line", "leave out the character NUL"))?;
    if words.contains('\n') {
        return Err(usage("a saved search is text on one line", "leave out the line end"));
    }
    let mut lines = lines(&settings.index)?;
    lines.retain(|line| parse(line).is_none_or(|(known, _)| known != name));
    lines.push(format!("{name}: {words}"));
    write(&settings.index, &lines)?;
    if !settings.quiet {
        render::note(&format!("saved: newshound search @{name}"));
    }
    Ok(Status::Done)
}

fn delete(settings: &Settings, name: &str) -> Result<Status, Error> {
    let mut lines = lines(&settings.index)?;
    let before = lines.len();
    lines.retain(|line| parse(line).is_none_or(|(known, _)| known != name));
    if lines.len() == before {
        return Err(unknown(&settings.index, name)?);
    }
    write(&settings.index, &lines)?;
    match fs::remove_file(seen_path(&settings.index, name)) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(failed(&seen_path(&settings.index, name), error)),
        _ => Ok(Status::Done),
    }
}

/// A name must be a word of a command line and of a file system.
fn check_name(name: &str) -> Result<(), Error> {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    if name.chars().all(plain) && name.starts_with(char::is_alphanumeric) && name.chars().count() <= 60 {
        return Ok(());
    }
    Err(usage(&format!("'{name}' is no name for a search"), "use letters, digits, - and _, 60 at most"))
}

/// Refuses what would be an error each time that it is run.
fn check(settings: &Settings, search: &[String]) -> Result<(), Error> {
    let arguments = ["newshound", "search"].into_iter().map(OsString::from).chain(search.iter().map(OsString::from));
    let parsed = Arguments::try_parse_from(arguments).map_err(|error| {
        let first = error.to_string().lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
        usage(&first, "write flags of newshound search behind the name")
    })?;
    let Command::Search(flags) = parsed.command else { return Ok(()) };
    let own = search.iter().any(|word| word == "--index" || word.starts_with("--index="));
    if own || flags.answers.new || flags.answers.batch.is_some() || flags.query.first().is_some_and(|word| word.starts_with('@'))
    {
        return Err(usage("a saved search has no --index, --new, --batch or @NAME of its own", "give them when you run it"));
    }
    flags.selection.request(settings, &flags.query.join(" ")).map(|_| ())
}

/// The command line with the saved search in the place of `@NAME`, and that name. What the user adds stands before what is
/// saved, and words behind `--` behind all flags.
pub(super) fn expand(given: &[OsString], index: &Path, name: &str) -> Result<Vec<OsString>, Error> {
    let searches = read(index)?;
    let Some((_, words)) = searches.iter().find(|(known, _)| known == name) else { return Err(unknown(index, name)?) };
    let saved = shlex::split(words).ok_or_else(|| {
        let path = beside(index, SEARCHES);
        usage(&format!("{}: the search '{name}' has a quote that is not closed", path.display()), "close it there")
    })?;
    let saved: Vec<OsString> = saved.into_iter().map(OsString::from).collect();
    let mut used = false;
    let at_name = format!("@{name}");
    let rest: Vec<OsString> = given
        .iter()
        .filter(|word| used || word.to_str() != Some(at_name.as_str()) || std::mem::replace(&mut used, true))
        .cloned()
        .collect();
    let apart = |words: &[OsString]| -> (Vec<OsString>, Vec<OsString>) {
        let end = words.iter().position(|word| word == "--");
        let (flags, words) = words.split_at_checked(end.unwrap_or(words.len())).unwrap_or_default();
        (flags.to_vec(), words.iter().skip(1).cloned().collect())
    };
    let ((flags, words), (saved_flags, saved_words)) = (apart(&rest), apart(&saved));
    let behind = saved_words.into_iter().chain(words).collect::<Vec<_>>();
    let dashes = (!behind.is_empty()).then(|| OsString::from("--"));
    Ok(flags.into_iter().chain(saved_flags).chain(dashes).chain(behind).collect())
}

/// The ids that a saved search has shown.
pub(super) fn seen(index: &Path, name: &str) -> Result<BTreeSet<String>, Error> {
    let path = seen_path(index, name);
    match fs::read(&path) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| failed(&path, error.into())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(BTreeSet::new()),
        Err(error) => Err(failed(&path, error)),
    }
}

/// Keeps the ids that a saved search has shown, all of them or none.
pub(super) fn keep_seen(index: &Path, name: &str, seen: &BTreeSet<String>) -> Result<(), Error> {
    let path = seen_path(index, name);
    let new = path.with_extension("json.new");
    let kept = || -> io::Result<()> {
        fs::create_dir_all(beside(index, SEEN))?;
        fs::write(&new, serde_json::to_vec(seen)?)?;
        fs::rename(&new, &path)
    };
    kept().map_err(|error| failed(&path, error))
}

fn seen_path(index: &Path, name: &str) -> PathBuf {
    beside(index, SEEN).join(format!("{name}.json"))
}

/// Names and words of all saved searches, in the order of the file; of one name the last counts.
pub(super) fn read(index: &Path) -> Result<Vec<(String, String)>, Error> {
    let mut searches: Vec<(String, String)> = Vec::new();
    for line in lines(index)? {
        let Some((name, words)) = parse(&line) else { continue };
        searches.retain(|(known, _)| known != name);
        searches.push((name.to_owned(), words.to_owned()));
    }
    Ok(searches)
}

fn lines(index: &Path) -> Result<Vec<String>, Error> {
    let path = beside(index, SEARCHES);
    match fs::read(&path) {
        Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).lines().map(str::to_owned).collect()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(failed(&path, error)),
    }
}

/// Name and words of a line; `None` for a blank line and a comment.
fn parse(line: &str) -> Option<(&str, &str)> {
    let (name, words) = line.trim().split_once(':').filter(|(name, _)| !name.starts_with('#'))?;
    Some((name.trim(), words.trim()))
}

fn write(index: &Path, lines: &[String]) -> Result<(), Error> {
    let path = beside(index, SEARCHES);
    let new = beside(index, &format!("{SEARCHES}.new"));
    let header = if lines.first().is_some_and(|line| line.starts_with('#')) { "" } else { HEADER };
    let text = format!("{header}{}\n", lines.join("\n"));
    fs::write(&new, text).and_then(|()| fs::rename(&new, &path)).map_err(|error| failed(&path, error))
}

/// The error for a search that is not saved.
fn unknown(index: &Path, name: &str) -> Result<Error, Error> {
    let searches = read(index)?;
    let near = searches.iter().map(|(known, _)| (strsim::damerau_levenshtein(known, name), known.as_str())).min();
    let hint = match near {
        Some((slips, known)) if slips <= 2 => format!("did you mean @{known}?"),
        Some(_) => format!("there are {}", searches.iter().map(|(known, _)| known.as_str()).collect::<Vec<_>>().join(", ")),
        None => "newshound save NAME QUERY saves one; quote \"@word\" to look for a word".to_owned(),
    };
    Ok(usage(&format!("no search is saved as '{name}'"), &hint))
}

fn usage(message: &str, hint: &str) -> Error {
    Error::Usage { message: message.to_owned(), hint: hint.to_owned() }
}

fn failed(path: &Path, error: io::Error) -> Error {
    Error::Beside { path: path.to_owned(), error }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expanded(saved: &str, given: &[&str]) -> String {
        let place = tempfile::tempdir().expect("a temporary folder");
        let index = place.path().join("index");
        write(&index, &[format!("peace: {saved}")]).expect("written");
        let given: Vec<OsString> = given.iter().map(OsString::from).collect();
        let words = expand(&given, &index, "peace").expect("known");
        words.iter().map(|word| word.to_str().expect("text")).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn a_saved_search_stands_in_the_place_of_its_name() {
        assert_eq!(
            expanded("'peace plan' --person roe", &["search", "@peace", "--json", "oslo"]),
            "search|--json|oslo|peace plan|--person|roe"
        );
        assert_eq!(expanded("plan -- -war", &["search", "@peace", "-n", "3", "--", "-x"]), "search|-n|3|plan|--|-war|-x");
        assert_eq!(expanded("plan", &["facets", "people", "@peace", "@peace"]), "facets|people|@peace|plan");
    }

    #[test]
    fn lines_are_names_and_words() {
        assert_eq!(parse(" peace : a: b"), Some(("peace", "a: b")));
        assert_eq!((parse("# a: b"), parse(""), parse("words")), (None, None, None));
        for (name, valid) in [("peace-2", true), ("../x", false), ("", false), ("-a", false), ("ä", true), ("a/b", false)] {
            assert_eq!(check_name(name).is_ok(), valid, "{name}");
        }
    }

    #[test]
    fn what_was_seen_is_kept() {
        let place = tempfile::tempdir().expect("a temporary folder");
        let index = place.path().join("index");
        assert!(seen(&index, "peace").expect("none yet").is_empty());
        let ids: BTreeSet<String> = ["a\n.txt".to_owned(), "b".to_owned()].into();
        keep_seen(&index, "peace", &ids).expect("kept");
        assert_eq!(seen(&index, "peace").expect("read"), ids);
    }
}
