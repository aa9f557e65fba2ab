//! Where is it kept who is who? The merges are an attachment of each commit, as JSON; the user's decisions lie beside the
//! index folder in a text file, so that they outlive an index that is deleted and built again. What cannot be read is a fault
//! that the user is told of: names are then shown as the articles give them, and no search fails for it.

use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use crate::authority::decisions::HEADER;
use crate::authority::{Authority, Decision, Decisions, Merges};

/// What the name of the user's file adds to that of the index folder.
const DECISIONS: &str = ".entities.txt";

/// The user's file of decisions for an index: `index.entities.txt` beside the folder `index`.
pub fn decisions_path(directory: &Path) -> PathBuf {
    beside(directory, DECISIONS)
}

/// The path of a file or folder beside an index: that of the index folder with this ending.
pub fn beside(directory: &Path, ending: &str) -> PathBuf {
    let named =
        if directory.file_name().is_some() { directory.to_owned() } else { fs::canonicalize(directory).unwrap_or_default() };
    let mut name = named.file_name().map_or_else(|| OsString::from("index"), ToOwned::to_owned);
    name.push(ending);
    named.with_file_name(name)
}

/// Who is who, and what of the merges as they were found and of the user's file could not be read, one line each.
pub(super) fn read(directory: &Path, merges: io::Result<Vec<u8>>) -> (Authority, Vec<String>) {
    let mut faults = Vec::new();
    let merges = parse(directory, merges).unwrap_or_else(|message| {
        faults.push(message);
        Merges::default()
    });
    let decisions = decisions(directory).unwrap_or_else(|message| {
        faults.push(message);
        Decisions::default()
    });
    let path = decisions_path(directory);
    let lines = decisions.faults.iter().map(|fault| format!("{}, line {}: {}", path.display(), fault.line, fault.message));
    faults.extend(lines);
    (Authority::new(merges, &decisions), faults)
}

fn parse(directory: &Path, merges: io::Result<Vec<u8>>) -> Result<Merges, String> {
    let fault = |error: &dyn std::fmt::Display| {
        let hint = "names are not merged (hint: `newshound check --repair` writes them anew)";
        format!("the merges of {} cannot be read: {error}: {hint}", directory.display())
    };
    let merges = merges.map_err(|error| fault(&error))?;
    serde_json::from_slice(&merges).map_err(|error| fault(&error))
}

/// The user's decisions about an index; none where there is no file.
///
/// # Errors
/// A message where the file cannot be read.
pub fn decisions(directory: &Path) -> Result<Decisions, String> {
    let path = decisions_path(directory);
    match fs::read(&path) {
        Ok(bytes) => Ok(Decisions::parse(&String::from_utf8_lossy(&bytes))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Decisions::default()),
        Err(error) => Err(format!("{} cannot be read: {error}: its decisions do not count", path.display())),
    }
}

/// Adds a decision to the user's file, which is made where there is none.
///
/// # Errors
/// Where the file cannot be written.
pub fn decide(directory: &Path, decision: &Decision) -> io::Result<()> {
    let path = decisions_path(directory);
    let before = match fs::read(&path) {
        Ok(before) => before,
        Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error),
    };
    let mut file = OpenOptions::new().create(true).append(true).open(&path)?;
    let head = match before.last() {
        None => HEADER,
        Some(b'\n') => "",
        Some(_) => "\n",
    };
    file.write_all(format!("{head}{decision}\n").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::model::Kind;
    use crate::authority::{Merged, Shown, Spelling};

    fn merged() -> Merges {
        let spelling = Spelling { name: "Wera Orlowa".to_owned(), articles: 1, why: "another spelling".to_owned() };
        Merges {
            people: vec![Merged { name: "Vera Orlova".to_owned(), articles: 2, spellings: vec![spelling] }],
            organizations: Vec::new(),
        }
    }

    #[test]
    fn what_is_kept_is_read_again() {
        let place = tempfile::tempdir().expect("a temporary folder");
        let index = place.path().join("index");
        fs::create_dir(&index).expect("a folder");
        let kept = serde_json::to_vec(&merged()).expect("JSON");
        decide(&index, &Decision::Hide(Kind::Person, "Ivan Hale".to_owned())).expect("written");
        fs::write(decisions_path(&index), fs::read_to_string(decisions_path(&index)).expect("read").trim_end())
            .expect("an editor's work");
        decide(&index, &Decision::Hide(Kind::Person, "Ada Brook".to_owned())).expect("written");
        let (authority, faults) = read(&index, Ok(kept));
        assert_eq!(faults, Vec::<String>::new());
        assert_eq!(authority.shown(Kind::Person, "Wera Orlowa"), Some(Shown::As(Kind::Person, "Vera Orlova".to_owned())));
        assert_eq!(
            [authority.shown(Kind::Person, "Ivan Hale"), authority.shown(Kind::Person, "Ada Brook")],
            [Some(Shown::Hidden), Some(Shown::Hidden)]
        );
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        let place = tempfile::tempdir().expect("a temporary folder");
        let index = place.path().join("index");
        fs::create_dir(&index).expect("a folder");
        fs::write(decisions_path(&index), b"hide person A\n\xff\xfe person\n").expect("written");
        let (authority, faults) = read(&index, Ok(b"{\"people\":[".to_vec()));
        assert_eq!(faults.len(), 2, "{faults:?}");
        assert!(faults[1].contains("index.entities.txt, line 2"), "{faults:?}");
        assert_eq!(authority.shown(Kind::Person, "A"), Some(Shown::Hidden));
    }

    #[test]
    fn the_file_lies_beside_the_folder() {
        assert_eq!(decisions_path(Path::new("a/index/")), Path::new("a/index.entities.txt"));
        assert_eq!(decisions_path(Path::new("index")), Path::new("index.entities.txt"));
        assert!(decisions_path(Path::new(".")).is_absolute());
    }
}
