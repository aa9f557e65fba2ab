//! zip: which files does the archive hold? The list at its end names them; where the file lies on disk it is read there, an
//! archive within another one is held in memory. Without the list, members are read from the beginning as far as it goes.

use std::fs::File;
use std::io::{BufRead, Cursor, Read, Seek};

use jiff::civil::Date;
use zip::ZipArchive;

use super::super::piece::{Found, Give, Origin};
use super::super::read::Head;
use super::{Members, nesting, unlisted};

/// Longest archive within another one that is read, in bytes: it has to be held in memory.
const LONGEST_INNER: u64 = 64 * 1024 * 1024;

/// True where a stream begins as zip does, an empty archive included.
pub(in crate::source) fn recognises(head: &Head<'_>) -> bool {
    head.bytes.starts_with(b"PK\x03\x04") || head.bytes.starts_with(b"PK\x05\x06")
}

/// Reads the members of an archive.
pub(in crate::source) fn read(origin: &Origin, stream: &mut dyn BufRead, give: Give<'_>) {
    let Some(nesting) = origin.nesting.deeper() else {
        give(Found::Failed(origin.left_out(None, nesting::TOO_DEEP)));
        return;
    };
    let inner = Origin { nesting, ..origin.clone() };
    let mut members = Members::of(&inner, give);
    if let Some(file) = origin.nesting.location().and_then(|location| File::open(location).ok()) {
        match ZipArchive::new(file) {
            Ok(archive) => read_listed(archive, &mut members),
            Err(error) => read_unlisted(stream, &mut members, &error.to_string()),
        }
        return;
    }
    let mut bytes = Vec::new();
    if let Err(error) = stream.take(LONGEST_INNER + 1).read_to_end(&mut bytes) {
        members.fail(&inner, &error.to_string());
    } else if bytes.len() as u64 > LONGEST_INNER {
        members.fail(&inner, "longer than 64 MiB within another archive: unpack the outer one");
    } else {
        match ZipArchive::new(Cursor::new(bytes.as_slice())) {
            Ok(archive) => read_listed(archive, &mut members),
            Err(error) => read_unlisted(&mut bytes.as_slice(), &mut members, &error.to_string()),
        }
    }
}

/// Reads what the list at the end names.
fn read_listed<R: Read + Seek>(mut archive: ZipArchive<R>, members: &mut Members<'_, '_>) {
    for number in 0..archive.len() {
        if !members.go_on() {
            return;
        }
        let listed = archive.name_for_index(number).and_then(Result::ok).map(std::borrow::Cow::into_owned).unwrap_or_default();
        match archive.by_index(number) {
            Ok(file) if !file.is_file() => {
                if file.is_symlink()
                    && let Some(member) = members.origin(&listed, None)
                {
                    members.skip(&member, "link, not followed");
                }
            }
            Ok(file) => {
                let modified = file.last_modified().and_then(|time| day(time.year(), time.month(), time.day()));
                if let Some(member) = members.origin(&listed, modified) {
                    members.read(&member, file);
                }
            }
            Err(error) => {
                if let Some(member) = members.origin(&listed, None) {
                    members.fail(&member, &format!("cannot be unpacked: {error}"));
                }
            }
        }
    }
}

/// Reads one member after another, as far as that goes, and says why there is no list.
fn read_unlisted(stream: &mut dyn BufRead, members: &mut Members<'_, '_>, reason: &str) {
    unlisted::read(stream, members);
    if members.is_open {
        members.fail(members.archive, &format!("truncated or damaged: {reason}"));
    }
}

fn day(year: u16, month: u8, day: u8) -> Option<Date> {
    // 1980-01-01 is zero in zip's calendar.
    let date = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    (date > Date::constant(1980, 1, 1)).then_some(date)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::source::piece::Read as Outcome;
    use crate::source::read::read_stream;

    const STORY: &[u8] = b"Rain in Oslo\n\nIt rained in Oslo on Friday.\n";

    fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in members {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn read(bytes: &[u8]) -> Vec<String> {
        let mut found = Vec::new();
        read_stream(&Origin::named("a.zip"), &mut &*bytes, &mut |one| {
            found.push(match one.read() {
                Outcome::Document(document) => document.id,
                Outcome::Skipped(left_out) | Outcome::Failed(left_out) => format!("{}: {}", left_out.path, left_out.reason),
            });
            true
        });
        found
    }

    #[test]
    fn members_are_read_in_order_archives_within_too() {
        let inner = zipped(&[("c.txt", STORY)]);
        let outer = zipped(&[("b/a.txt", STORY), (".DS_Store", b"x"), ("../d.txt", STORY), ("inner.zip", &inner)]);
        assert_eq!(read(&outer), ["a.zip/b/a.txt", "a.zip/d.txt", "a.zip/inner.zip/c.txt"]);
    }

    #[test]
    fn without_its_end_what_is_whole_is_read() {
        let whole = zipped(&[("a.txt", STORY), ("b.txt", STORY)]);
        let found = read(whole.get(..whole.len() - 60).unwrap());
        assert_eq!(found.get(..2), Some(&["a.zip/a.txt".to_owned(), "a.zip/b.txt".to_owned()][..]), "{found:?}");
        assert!(found[2].starts_with("a.zip: truncated or damaged"), "{found:?}");
        assert_eq!(read(b"PK\x03\x04").len(), 1);
    }

    #[test]
    fn without_its_end_members_are_read_whose_length_follows_them() {
        let mut writer = ZipWriter::new_stream(Vec::new());
        for name in ["a.txt", "../b.txt"] {
            writer.start_file(name, SimpleFileOptions::default()).unwrap();
            writer.write_all(STORY).unwrap();
        }
        let whole = writer.finish().unwrap().into_inner();
        assert_eq!(read(&whole), ["a.zip/a.txt", "a.zip/b.txt"]);
        let found = read(whole.get(..whole.len() - 30).unwrap());
        assert_eq!(
            (found.get(..2), found.len()),
            (Some(&["a.zip/a.txt".to_owned(), "a.zip/b.txt".to_owned()][..]), 3),
            "{found:?}"
        );
        for cut in 0..whole.len() {
            let found = read(whole.get(..cut).unwrap());
            assert!(found.iter().all(|one| one.starts_with("a.zip")), "{found:?}");
        }
    }

    #[test]
    fn a_bomb_is_stopped() {
        let zeros = vec![b' '; 7 * 1024 * 1024];
        let members: Vec<(String, &[u8])> = (0..20).map(|number| (format!("{number}.txt"), zeros.as_slice())).collect();
        let members: Vec<(&str, &[u8])> = members.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
        let found = read(&zipped(&members));
        assert!(found.last().unwrap().contains("expands to more than 200 times its size"), "{found:?}");
        assert!(found.len() < 15, "{found:?}");
    }
}
