//! tar: which files does the archive hold? Read in one go, in their order; what is no regular file is left out.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use tar::{Archive, Entry, EntryType};

use super::super::piece::{Found, Give, Origin};
use super::super::read::Head;
use super::{Members, nesting};

/// Bytes that may stand between two members: a long name or a few extended fields, which are held in memory.
const LONGEST_HEAD: u64 = 1024 * 1024;

/// True where a stream begins as tar does: the magic of POSIX, or a header whose checksum is right.
pub(in crate::source) fn recognises(head: &Head<'_>) -> bool {
    let Some(header) = head.bytes.get(..512) else { return false };
    header.get(257..262) == Some(b"ustar") || has_checksum(header)
}

/// The sum of all bytes, those of the sum itself counted as blanks, written in octal at 148.
fn has_checksum(header: &[u8]) -> bool {
    let (Some(before), Some(field), Some(after)) = (header.get(..148), header.get(148..156), header.get(156..)) else {
        return false;
    };
    let sum: u32 = before.iter().chain(after).map(|byte| u32::from(*byte)).sum::<u32>() + 8 * u32::from(b' ');
    let written = std::str::from_utf8(field).unwrap_or_default().trim_matches(['\0', ' ']);
    before.first() != Some(&0) && u32::from_str_radix(written, 8).is_ok_and(|written| written == sum)
}

/// Reads the members of an archive.
pub(in crate::source) fn read(origin: &Origin, stream: &mut dyn BufRead, give: Give<'_>) {
    let Some(nesting) = origin.nesting.deeper() else {
        give(Found::Failed(origin.left_out(None, nesting::TOO_DEEP)));
        return;
    };
    let origin = Origin { nesting, ..origin.clone() };
    let mut members = Members::of(&origin, give);
    let end = Rc::new(Cell::new(LONGEST_HEAD));
    let mut archive = Archive::new(Bounded { stream, place: 0, end: Rc::clone(&end) });
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return members.fail(&origin, &reason(&error)),
    };
    for entry in entries {
        if !members.go_on() {
            return;
        }
        let entry = match entry {
            Ok(entry) => entry,
            // Where one member begins is told by the one before it: there is no way on.
            Err(error) => return members.fail(&origin, &reason(&error)),
        };
        end.set(behind(&entry).saturating_add(LONGEST_HEAD));
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let Some(member) = members.origin(&name, entry.header().mtime().ok().and_then(day)) else { continue };
        match entry.header().entry_type() {
            EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse => members.read(&member, entry),
            EntryType::Symlink | EntryType::Link => members.skip(&member, "link, not followed"),
            EntryType::Directory | EntryType::XGlobalHeader => {}
            _ => members.skip(&member, "not a regular file"),
        }
    }
}

/// The place in the archive behind a member; a file with holes is shorter there than it says.
fn behind<R: Read>(entry: &Entry<'_, R>) -> u64 {
    let is_sparse = entry.header().entry_type() == EntryType::GNUSparse;
    let length = if is_sparse { entry.header().entry_size().unwrap_or_default() } else { entry.size() };
    entry.raw_file_position().saturating_add(length)
}

fn reason(error: &io::Error) -> String {
    if nesting::is_told(error) { error.to_string() } else { format!("truncated or damaged: {error}") }
}

/// An archive that is read as far as is allowed: heads are held in memory, and say themselves how long they are.
struct Bounded<'a> {
    stream: &'a mut dyn BufRead,
    place: u64,
    end: Rc<Cell<u64>>,
}

impl Read for Bounded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.end.get().saturating_sub(self.place)).unwrap_or(usize::MAX);
        let allowed = buffer.len().min(left);
        if allowed == 0 && !buffer.is_empty() {
            return Err(io::Error::other("a name of more than 1 MiB"));
        }
        let length = buffer.get_mut(..allowed).map_or(Ok(0), |buffer| self.stream.read(buffer))?;
        self.place += length as u64;
        Ok(length)
    }
}

fn day(seconds: u64) -> Option<Date> {
    // 0 is what tools write that want archives to be the same each time.
    let timestamp = Timestamp::from_second(i64::try_from(seconds).ok().filter(|seconds| *seconds > 0)?).ok()?;
    Some(timestamp.to_zoned(TimeZone::UTC).date())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::piece::Read;
    use crate::source::read::read_stream;

    const STORY: &[u8] = b"Rain in Oslo\n\nIt rained in Oslo on Friday.\n";

    fn archive() -> Vec<u8> {
        let mut builder = tar::Builder::new(Vec::new());
        let mut add = |name: &str, kind: EntryType, bytes: &[u8]| {
            let mut header = tar::Header::new_gnu();
            header.as_gnu_mut().unwrap().name[..name.len()].copy_from_slice(name.as_bytes());
            header.set_size(bytes.len() as u64);
            header.set_entry_type(kind);
            header.set_mtime(1_709_632_800);
            header.set_cksum();
            builder.append(&header, bytes).unwrap();
        };
        add("news/", EntryType::Directory, b"");
        add("news/a.txt", EntryType::Regular, STORY);
        add("../../evil.txt", EntryType::Regular, STORY);
        add("link", EntryType::Symlink, b"");
        add("news/b.txt", EntryType::Regular, STORY);
        builder.into_inner().unwrap()
    }

    fn read(bytes: &[u8]) -> Vec<String> {
        let mut found = Vec::new();
        read_stream(&Origin::named("a.tar"), &mut &*bytes, &mut |one| {
            found.push(match one.read() {
                Read::Document(document) => format!("{} {}", document.id, document.modified.unwrap()),
                Read::Skipped(left_out) | Read::Failed(left_out) => format!("{}: {}", left_out.path, left_out.reason),
            });
            true
        });
        found
    }

    #[test]
    fn members_are_read_in_order_under_safe_names() {
        let expected = [
            "a.tar/news/a.txt 2024-03-05",
            "a.tar/evil.txt 2024-03-05",
            "a.tar/link: link, not followed",
            "a.tar/news/b.txt 2024-03-05",
        ];
        assert_eq!(read(&archive()), expected);
    }

    #[test]
    fn what_is_cut_off_is_named_and_what_was_whole_is_given() {
        let found = read(archive().get(..2_100).unwrap());
        assert_eq!(found[0], "a.tar/news/a.txt 2024-03-05");
        assert!(found.last().unwrap().contains("truncated"), "{found:?}");
    }

    #[test]
    fn a_name_without_end_is_not_held() {
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(EntryType::GNULongName);
        header.set_size(8 << 30);
        header.set_cksum();
        let mut file = archive();
        file.truncate(file.len() - 1024);
        let mut stream =
            io::BufReader::new(io::Read::chain(io::Read::chain(file.as_slice(), &header.as_bytes()[..]), io::repeat(b'a')));
        let mut found = Vec::new();
        read_stream(&Origin::named("a.tar"), &mut stream, &mut |one| {
            found.push(one);
            true
        });
        let Some(Found::Failed(failed)) = found.pop() else { panic!("{found:?}") };
        assert!(found.len() == 4 && failed.reason.contains("a name of more than 1 MiB"), "{failed:?}");
    }
}
