//! How are archives and compressed files read? Through, without unpacking to disk: what they hold is a stream like any
//! other and goes back to the dispatcher. In come streams that may be bombs or mazes; what goes out is bounded in depth,
//! in number and in bytes, and names of members are made safe before they become ids.

mod gzip;
mod nesting;
mod tar;
mod zip;
mod zstandard;

pub use nesting::Nesting;

pub(super) use gzip::{read as read_gzip, recognises as is_gzip};
pub(super) use tar::{read as read_tar, recognises as is_tar};
pub(super) use zip::{read as read_zip, recognises as is_zip};
pub(super) use zstandard::{read as read_zstandard, recognises as is_zstandard};

use std::collections::HashSet;
use std::io::{BufReader, Read};

use super::piece::{Found, Give, Origin};
use super::read::read_stream;

/// Members of an archive that are read.
const MOST_MEMBERS: usize = 1_000_000;

/// Longest name of a member, in bytes.
const LONGEST_NAME: usize = 1_024;

/// The members of one archive, by the names that they have been given.
struct Members<'a, 'b> {
    archive: &'a Origin,
    names: HashSet<String>,
    give: Give<'b>,
    is_open: bool,
}

impl<'a, 'b> Members<'a, 'b> {
    fn of(archive: &'a Origin, give: Give<'b>) -> Members<'a, 'b> {
        Members { archive, names: HashSet::new(), give, is_open: true }
    }

    /// True while more members may be read.
    fn go_on(&mut self) -> bool {
        if self.names.len() >= MOST_MEMBERS {
            self.fail(self.archive, &format!("more than {MOST_MEMBERS} members: the rest was left out"));
            self.is_open = false;
        } else if self.is_open && self.archive.nesting.is_spent() {
            self.fail(self.archive, nesting::SPENT);
            self.is_open = false;
        }
        self.is_open
    }

    /// The origin of a member of that name; `None` for what no walk over a folder would find either.
    fn origin(&mut self, name: &str, modified: Option<jiff::civil::Date>) -> Option<Origin> {
        let mut name = safe_name(name)?;
        // Two members of one name: archives are appended to, and both are there.
        if self.names.contains(&name) {
            let number = (2..MOST_MEMBERS).find(|number| !self.names.contains(&format!("{name}~{number}")))?;
            name = format!("{name}~{number}");
        }
        self.names.insert(name.clone());
        let member = self.archive.member(&name);
        Some(Origin { modified: modified.or(member.modified), ..member })
    }

    fn read(&mut self, member: &Origin, contents: impl Read) {
        let contents = self.archive.nesting.metered(contents);
        let (give, is_open) = (&mut self.give, &mut self.is_open);
        read_stream(member, &mut BufReader::new(contents), &mut |found| {
            *is_open = give(found);
            *is_open
        });
    }

    fn fail(&mut self, origin: &Origin, reason: &str) {
        self.is_open &= (self.give)(Found::Failed(origin.left_out(None, reason)));
    }

    fn skip(&mut self, origin: &Origin, reason: &str) {
        self.is_open &= (self.give)(Found::Skipped(origin.left_out(None, reason)));
    }
}

/// The name of a member as a path below its archive: no roots, no drives, no steps upwards, no control characters. `None` for
/// folders, hidden files and the shadows that macOS adds.
fn safe_name(name: &str) -> Option<String> {
    let name = name.replace('\\', "/");
    if name.ends_with('/') {
        return None;
    }
    let parts: Vec<String> = name
        .split('/')
        .map(|part| part.chars().filter(|c| !c.is_control()).collect::<String>())
        .filter(|part| !part.is_empty() && !part.chars().all(|c| c == '.') && !is_drive(part))
        .collect();
    let is_hidden = parts.iter().any(|part| part.starts_with('.') || part == "__MACOSX");
    let safe: String = parts.join("/").chars().take(LONGEST_NAME).collect();
    (!is_hidden && !safe.is_empty()).then_some(safe)
}

fn is_drive(part: &str) -> bool {
    part.len() == 2 && part.ends_with(':') && part.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// Reads what a compressed file holds, under the name that it has without the ending.
fn read_unpacked(origin: &Origin, endings: &[&str], contents: impl Read, give: Give<'_>) {
    let Some(nesting) = origin.nesting.deeper() else {
        give(Found::Failed(origin.left_out(None, nesting::TOO_DEEP)));
        return;
    };
    let ending = endings.iter().find(|ending| origin.has_ending(&[*ending]));
    let stem = ending.and_then(|ending| origin.name.get(..origin.name.len() - ending.len() - 1)).unwrap_or(&origin.name);
    let name = if origin.has_ending(&["tgz"]) { format!("{stem}.tar") } else { stem.to_owned() };
    let contents = nesting.metered(contents);
    let inner = Origin { name, nesting, ..origin.clone() };
    read_stream(&inner, &mut BufReader::new(contents), give);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_members_are_made_safe() {
        for (name, safe) in [
            ("news/a.txt", "news/a.txt"),
            ("../../etc/passwd", "etc/passwd"),
            ("/etc/passwd", "etc/passwd"),
            ("C:\\news\\a.txt", "news/a.txt"),
            ("a\u{0}b\u{1b}[31m.txt", "ab[31m.txt"),
            ("./a//b.txt", "a/b.txt"),
        ] {
            assert_eq!(safe_name(name).as_deref(), Some(safe));
        }
        for name in ["", "/", "..", "folder/", ".hidden", "a/.DS_Store", "__MACOSX/a.txt", "\u{0}"] {
            assert_eq!(safe_name(name), None, "{name:?}");
        }
        assert!(safe_name(&"x".repeat(100_000)).unwrap().len() <= LONGEST_NAME);
    }

    #[test]
    fn a_name_given_twice_is_told_apart() {
        let archive = Origin::named("a.zip");
        let mut give = |_: Found| true;
        let mut members = Members::of(&archive, &mut give);
        let ids: Vec<String> = (0..3).map(|_| members.origin("b.txt", None).unwrap().id).collect();
        assert_eq!(ids, ["a.zip/b.txt", "a.zip/b.txt~2", "a.zip/b.txt~3"]);
    }
}
