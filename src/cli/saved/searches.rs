//! Which searches lie in the text file beside the index (`index.searches.txt`)? A line is a name, a colon, and words as in a shell;
//! `#` begins a comment, of one name the last line counts, and anyone may edit it. A line that cannot be meant is told by its
//! number, and the others count all the same.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use crate::error::Error;
use crate::index::beside;
use crate::render;

/// What the name of the file adds to that of the index.
pub(super) const SEARCHES: &str = ".searches.txt";

/// What stands at the head of a new file.
const HEADER: &str =
    "# Saved searches: a name, a colon, and the words and flags of `newshound search`. Run one with `newshound search @NAME`.";

/// Longest name of a search, in letters.
const LONGEST_NAME: usize = 60;

/// What the file says.
pub(super) struct Searches {
    /// Names and words, in the order of the file.
    pub list: Vec<(String, String)>,
    /// What could not be read, one line each.
    faults: Vec<String>,
}

impl Searches {
    /// From the file beside this index; nothing where there is none.
    pub fn read(index: &Path) -> Result<Searches, Error> {
        let (mut list, mut faults): (Vec<(String, String)>, _) = (Vec::new(), Vec::new());
        for (number, line) in lines(index)?.iter().enumerate() {
            match parse(line) {
                Ok(None) => {}
                Ok(Some((name, words))) => {
                    list.retain(|(known, _)| known != name);
                    list.push((name.to_owned(), words.to_owned()));
                }
                Err(fault) => faults.push(format!("{}, line {}: {fault}", beside(index, SEARCHES).display(), number + 1)),
            }
        }
        Ok(Searches { list, faults })
    }

    /// Tells the user what could not be read.
    pub fn report_faults(&self, quiet: bool) {
        self.faults.iter().filter(|_| !quiet).for_each(|fault| render::complain(fault));
    }

    /// The words of a search.
    pub fn find(&self, name: &str) -> Result<Vec<String>, Error> {
        let found = self.list.iter().find(|(known, _)| known == name);
        found.and_then(|(_, words)| shlex::split(words)).ok_or_else(|| self.unknown(name))
    }

    /// The error for a search that is not saved: it names those that come near, or all of a few.
    pub fn unknown(&self, name: &str) -> Error {
        let lower = name.to_lowercase();
        let slips = |known: &str| strsim::damerau_levenshtein(&known.to_lowercase(), &lower);
        let near = |known: &str| slips(known) <= 2.min(lower.chars().count() / 2) || known.to_lowercase().starts_with(&lower);
        let names = || self.list.iter().map(|(known, _)| known.as_str());
        let mut nearest: Vec<&str> = names().filter(|known| near(known)).collect();
        nearest.sort_by_key(|known| slips(known));
        let at = |names: Vec<&str>| names.iter().take(5).map(|known| format!("@{known}")).collect::<Vec<_>>().join(", ");
        let hint = match (nearest.is_empty(), self.list.is_empty()) {
            (false, _) => format!("did you mean {}?", at(nearest)),
            (true, false) => format!("there are {}; newshound save lists all", at(names().collect())),
            (true, true) => "newshound save NAME QUERY saves one; quote '\"@word\"' to look for a word".to_owned(),
        };
        usage(&format!("no search is saved as '{name}'"), &hint)
    }
}

/// A name must be a word of a command line and of a file system.
///
/// # Errors
/// What a name may be.
pub(super) fn check_name(name: &str) -> Result<(), String> {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    if name.chars().all(plain) && name.starts_with(char::is_alphanumeric) && name.chars().count() <= LONGEST_NAME {
        return Ok(());
    }
    Err(format!("use letters, digits, - and _, {LONGEST_NAME} at most"))
}

/// The lines of the file as they stand.
pub(super) fn lines(index: &Path) -> Result<Vec<String>, Error> {
    let path = beside(index, SEARCHES);
    match fs::read(&path) {
        Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).lines().map(str::to_owned).collect()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(failed(&path, error)),
    }
}

/// The name of a line, whatever its words.
pub(super) fn name_of(line: &str) -> Option<&str> {
    let (name, _) = line.trim().split_once(':').filter(|(name, _)| !name.starts_with('#'))?;
    Some(name.trim())
}

/// Name and words of a line; `None` for a blank line and a comment.
fn parse(line: &str) -> Result<Option<(&str, &str)>, String> {
    let line = line.trim_start_matches('\u{feff}').trim();
    if line.is_empty() || line.starts_with('#') {
        return Ok(None);
    }
    let (name, words) = line.split_once(':').ok_or("write a name, a colon, and the words of a search")?;
    let name = name.trim();
    check_name(name).map_err(|hint| format!("'{name}' is no name for a search: {hint}"))?;
    match shlex::split(words) {
        Some(_) => Ok(Some((name, words.trim()))),
        None => Err(format!("the search '{name}' has a quote that is not closed")),
    }
}

/// Writes all lines, or leaves the file as it is.
pub(super) fn write(index: &Path, lines: &[String]) -> Result<(), Error> {
    let path = beside(index, SEARCHES);
    let new = beside(index, &format!("{SEARCHES}.new"));
    let head = lines.iter().all(|line| !line.starts_with('#')).then_some(HEADER);
    let text: String = head.into_iter().chain(lines.iter().map(String::as_str)).flat_map(|line| [line, "\n"]).collect();
    fs::write(&new, text).and_then(|()| fs::rename(&new, &path)).map_err(|error| failed(&path, error))
}

pub(super) fn usage(message: &str, hint: &str) -> Error {
    Error::Usage { message: message.to_owned(), hint: hint.to_owned() }
}

pub(super) fn failed(path: &Path, error: io::Error) -> Error {
    Error::Beside { path: path.to_owned(), error }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_names_and_words() {
        assert_eq!(parse(" peace : a: b"), Ok(Some(("peace", "a: b"))));
        assert_eq!((parse("# a: b"), parse(""), parse("\u{feff}# a")), (Ok(None), Ok(None), Ok(None)));
        for (name, valid) in [("peace-2", true), ("../x", false), ("", false), ("-a", false), ("ä", true), ("a/b", false)] {
            assert_eq!(check_name(name).is_ok(), valid, "{name}");
        }
        assert!(check_name(&"a".repeat(LONGEST_NAME)).is_ok() && check_name(&"a".repeat(LONGEST_NAME + 1)).is_err());
    }

    #[test]
    fn a_faulty_line_is_told_and_the_others_count() {
        let place = tempfile::tempdir().expect("a temporary folder");
        let index = place.path().join("index");
        assert!(Searches::read(&index).expect("none yet").list.is_empty());
        let text = "# mine\npeace: 'peace plan'\n\nwords\na b: c\nopen: \"x\npeace: truce --sort newest\n";
        fs::write(beside(&index, SEARCHES), text).expect("written");
        let read = Searches::read(&index).expect("read");
        assert_eq!(read.list, [("peace".to_owned(), "truce --sort newest".to_owned())]);
        assert_eq!(read.find("peace").expect("known"), ["truce", "--sort", "newest"]);
        let lines: Vec<&str> = read.faults.iter().filter_map(|fault| fault.split(".txt, ").nth(1)).collect();
        assert!(
            lines.len() == 3
                && lines[0].starts_with("line 4:")
                && lines[1].starts_with("line 5:")
                && lines[2].starts_with("line 6:"),
            "{lines:?}"
        );
    }

    #[test]
    fn what_is_not_saved_has_its_nearest_named() {
        let searches = |names: &[&str]| Searches {
            list: names.iter().map(|name| ((*name).to_owned(), String::new())).collect(),
            faults: Vec::new(),
        };
        assert_eq!(searches(&["nato", "NATO-2", "peace"]).unknown("naot").hint(), "did you mean @nato?");
        assert_eq!(searches(&["peace", "nato-b", "nato"]).unknown("Nato").hint(), "did you mean @nato, @nato-b?");
        assert_eq!(searches(&["peace"]).unknown("x").hint(), "there are @peace; newshound save lists all");
        assert!(searches(&[]).unknown("x").hint().contains("saves one"));
    }

    #[test]
    fn what_is_written_keeps_what_the_user_wrote() {
        let place = tempfile::tempdir().expect("a temporary folder");
        let index = place.path().join("index");
        write(&index, &["a: b".to_owned()]).expect("written");
        let mut all = lines(&index).expect("read");
        assert_eq!((all.len(), all[0].as_str()), (2, HEADER));
        all.push("c: \"d".to_owned());
        write(&index, &all).expect("written");
        assert_eq!(lines(&index).expect("read"), all);
        assert_eq!((name_of("c: \"d"), name_of("# c: d"), name_of("c")), (Some("c"), None, None));
    }
}
