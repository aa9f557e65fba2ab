//! How are archives and compressed files read? Through, without unpacking to disk: what they hold is a stream like any
//! other and goes back to the dispatcher. In come streams that may be bombs or mazes; what goes out is bounded in depth,
//! in number and in bytes, and names of members are made safe before they become ids.

mod gzip;
mod nesting;
mod tar;
mod unlisted;
mod zip;
mod zstandard;

pub use nesting::Nesting;

pub(super) use gzip::{read as read_gzip, recognises as is_gzip};
pub(super) use tar::{read as read_tar, recognises as is_tar};
pub(super) use zip::{read as read_zip, recognises as is_zip};
pub(super) use zstandard::{read as read_zstandard, recognises as is_zstandard};

use std::collections::HashMap;
use std::io::{BufReader, Read};

use super::piece::{Found, Give, Origin};
use super::read::read_stream;

/// Members of an archive that are read.
const MOST_MEMBERS: usize = 1_000_000;

/// Longest name of a member, in bytes; of a longer one its end is kept, which tells the format.
const LONGEST_NAME: usize = 1_024;

/// Bytes of all names together, which are held to tell them apart: a million of usual length.
const MOST_NAMES: usize = 128 * 1024 * 1024;

/// The members of one archive, by the names that they have been given.
struct Members<'a, 'b> {
    archive: &'a Origin,
    /// The names given, and the highest number given to another member of that name.
    names: HashMap<String, usize>,
    /// Bytes of all names.
    length: usize,
    give: Give<'b>,
    is_open: bool,
}

impl<'a, 'b> Members<'a, 'b> {
    fn of(archive: &'a Origin, give: Give<'b>) -> Members<'a, 'b> {
        Members { archive, names: HashMap::new(), length: 0, give, is_open: true }
    }

    /// True while more members may be read.
    fn go_on(&mut self) -> bool {
        if self.names.len() >= MOST_MEMBERS {
            self.fail(self.archive, &format!("more than {MOST_MEMBERS} members: the rest was left out"));
            self.is_open = false;
        } else if self.length >= MOST_NAMES {
            self.fail(self.archive, "names of members of more than 128 MiB: the rest was left out");
            self.is_open = false;
        } else if self.is_open && self.archive.nesting.is_spent() {
            self.fail(self.archive, nesting::SPENT);
            self.is_open = false;
        }
        self.is_open
    }

    /// The origin of a member of that name; `None` for what no walk over a folder would find either.
    fn origin(&mut self, name: &str, modified: Option<jiff::civil::Date>) -> Option<Origin> {
        let name = safe_name(name)?;
        let member = self.archive.member(&self.unique(&name));
        // The number behind a name is not its ending.
        let last = name.rsplit('/').next().unwrap_or(&name).to_owned();
        Some(Origin { name: last, modified: modified.or(member.modified), ..member })
    }

    /// The name, with a number where it was given before: archives are appended to, and both members are there.
    fn unique(&mut self, name: &str) -> String {
        let mut unique = name.to_owned();
        if let Some(number) = self.names.get(name) {
            let mut number = *number;
            while self.names.contains_key(&unique) {
                number += 1;
                unique = format!("{name}~{number}");
            }
            self.names.insert(name.to_owned(), number);
        }
        self.length += unique.len();
        self.names.insert(unique.clone(), 1);
        unique
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
    let safe = parts.join("/");
    let begin = (safe.len().saturating_sub(LONGEST_NAME)..safe.len()).find(|begin| safe.is_char_boundary(*begin))?;
    let safe = safe.get(begin..)?.trim_start_matches('/');
    (!is_hidden && !safe.is_empty()).then(|| safe.to_owned())
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
        let long = safe_name(&format!("{}a.jsonl", "雨/".repeat(100_000))).unwrap();
        assert!(long.len() <= LONGEST_NAME && long.ends_with("雨/a.jsonl"), "{long}");
    }

    #[test]
    fn a_name_given_twice_is_told_apart() {
        let archive = Origin::named("a.zip");
        let mut give = |_: Found| true;
        let mut members = Members::of(&archive, &mut give);
        let names = ["b.md~2", "b.md", "c/../b.md", "b.md", "b.md"];
        let origins: Vec<Origin> = names.iter().filter_map(|name| members.origin(name, None)).collect();
        let ids: Vec<&str> = origins.iter().map(|origin| origin.id.as_str()).collect();
        assert_eq!(ids, ["a.zip/b.md~2", "a.zip/b.md", "a.zip/c/b.md", "a.zip/b.md~3", "a.zip/b.md~4"]);
        assert!(origins.last().unwrap().has_ending(&["md"]));
        for _ in 0..100_000 {
            members.origin("b.md", None).unwrap();
        }
    }
}
