//! What has changed in a folder since it was read? Length and time of each file are compared with what is known of it, and
//! where only the time differs, its content; a file that is gone while another of the same content has come was moved.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::index::{KnownFile, RootFiles, Stamp};
use crate::source::{Found, FoundFile, Root, Skipped, walk};

/// What has changed in one folder: files, by their paths below it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that were not there.
    pub added: Vec<String>,
    /// Files with another content.
    pub changed: Vec<String>,
    /// Files that lay elsewhere: where, and where they lie now.
    pub moved: Vec<(String, String)>,
    /// Files that are gone.
    pub removed: Vec<String>,
    /// Number of files that are as they were.
    pub unchanged: usize,
    /// Those of them that have to be read again all the same.
    pub(super) again: BTreeSet<String>,
    /// Those of them that bear another time now.
    pub(super) restamped: BTreeMap<String, Stamp>,
    /// What lies there and is no file to be read.
    pub(super) skipped: Vec<Skipped>,
    /// Folders that cannot be looked into: their files stay as they were.
    pub(super) closed: Vec<Skipped>,
}

impl Changes {
    /// Compares a folder with what is known of it.
    pub(super) fn of(root: &Root, known: &RootFiles) -> Changes {
        let mut changes = Changes::default();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut new: Vec<FoundFile> = Vec::new();
        for entry in walk(root) {
            match entry {
                Ok(file) => match known.files.get_key_value(file.below(root)) {
                    Some((below, known)) => {
                        seen.insert(below);
                        changes.compare(below, &file, known);
                    }
                    None => new.push(file),
                },
                Err(Found::Failed(closed)) => changes.closed.push(closed),
                Err(Found::Skipped(skipped)) => changes.skipped.push(skipped),
                Err(Found::Piece(_)) => {}
            }
        }
        let gone = known.files.iter().filter(|(below, _)| !seen.contains(below.as_str()));
        let gone: Vec<(&String, &KnownFile)> = gone.filter(|(below, _)| !changes.is_closed(root, below)).collect();
        changes.pair(root, &gone, &new);
        changes
    }

    fn is_closed(&self, root: &Root, below: &str) -> bool {
        let path = root.shown(below);
        self.closed.iter().any(|closed| path.strip_prefix(&closed.file).is_some_and(|rest| rest.starts_with('/')))
    }

    /// One file that was known before.
    fn compare(&mut self, below: &str, file: &FoundFile, known: &KnownFile) {
        let stamp = known.stamp;
        let same_time = stamp.modified == file.touched && file.touched.is_some();
        let same = stamp.length == file.length && (same_time || stamp.hash.is_some() && file.hash() == stamp.hash);
        if !same {
            self.changed.push(below.to_owned());
            return;
        }
        self.unchanged += 1;
        let day = |time: Option<i64>| Some(Timestamp::from_nanosecond(time?.into()).ok()?.to_zoned(TimeZone::UTC).date());
        // What cannot be told from the stamp is told from the content; the day of a file tells about its article.
        if stamp.hash.is_none() || !same_time && day(stamp.modified) != day(file.touched) {
            self.again.insert(below.to_owned());
        } else if !same_time {
            self.restamped.insert(below.to_owned(), Stamp { modified: file.touched, ..stamp });
        }
    }

    /// Tells files that were moved from those that came and went.
    fn pair(&mut self, root: &Root, gone: &[(&String, &KnownFile)], new: &[FoundFile]) {
        let mut by_length: BTreeMap<u64, Vec<&(&String, &KnownFile)>> = BTreeMap::new();
        // Popped from the end: of equal files the first one that is gone is the first that has come.
        gone.iter().rev().for_each(|entry| by_length.entry(entry.1.stamp.length).or_default().push(entry));
        let mut moved: BTreeSet<&str> = BTreeSet::new();
        for file in new {
            let below = file.below(root).to_owned();
            let alike = by_length.get_mut(&file.length).filter(|alike| !alike.is_empty());
            let hash = alike.as_ref().and_then(|_| file.hash());
            let position = |alike: &Vec<&(&String, &KnownFile)>| {
                alike.iter().rposition(|(_, known)| hash.is_some() && known.stamp.hash == hash)
            };
            match alike.and_then(|alike| position(alike).map(|place| alike.remove(place))) {
                Some((from, _)) => {
                    moved.insert(from);
                    self.moved.push(((*from).clone(), below));
                }
                None => self.added.push(below),
            }
        }
        self.removed.extend(gone.iter().map(|(below, _)| *below).filter(|below| !moved.contains(below.as_str())).cloned());
    }

    /// True where no file has come, changed, moved or gone.
    pub fn is_same(&self) -> bool {
        self.added.len() + self.changed.len() + self.moved.len() + self.removed.len() == 0
    }

    /// True where nothing has to be read, written or dropped.
    pub fn is_empty(&self) -> bool {
        self.reads().is_empty() && self.removed.is_empty() && self.restamped.is_empty()
    }

    /// True where a folder that had files has none any more: what was mounted there may be missing.
    pub(super) fn is_all_gone(&self) -> bool {
        !self.removed.is_empty() && self.unchanged == 0 && self.added.len() + self.changed.len() + self.moved.len() == 0
    }

    /// The files that have to be read.
    pub(super) fn reads(&self) -> BTreeSet<String> {
        let moved = self.moved.iter().map(|(_, to)| to);
        self.added.iter().chain(&self.changed).chain(moved).chain(&self.again).cloned().collect()
    }

    /// The files whose articles, as they are known, are no longer right.
    pub(super) fn gone(&self) -> impl Iterator<Item = &str> {
        let moved = self.moved.iter().map(|(from, _)| from);
        self.removed.iter().chain(&self.changed).chain(moved).chain(&self.again).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use std::fs::{self, FileTimes, OpenOptions};
    use std::path::Path;
    use std::time::{Duration, SystemTime};

    use super::*;
    use crate::source::plan;

    const LONG_AGO: Duration = Duration::from_secs(1_500_000_000);

    fn set_time(path: &Path, since_1970: Duration) {
        let time = SystemTime::UNIX_EPOCH + since_1970;
        let file = OpenOptions::new().write(true).open(path).unwrap();
        file.set_times(FileTimes::new().set_modified(time)).unwrap();
    }

    fn write(folder: &Path, name: &str, text: &str) {
        fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
        fs::write(folder.join(name), text).unwrap();
        set_time(&folder.join(name), LONG_AGO);
    }

    /// A folder of three files, and what is known of it.
    fn known() -> (tempfile::TempDir, Root, RootFiles) {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [("a.txt", "one"), ("b.txt", "two"), ("c/d.txt", "three")] {
            write(folder.path(), name, text);
        }
        let root = plan(&[], &[folder.path().to_path_buf()]).unwrap().remove(0);
        let mut known = RootFiles::default();
        for file in walk(&root).map(Result::unwrap) {
            let stamp = Stamp { length: file.length, modified: file.touched, hash: file.hash() };
            known.files.insert(file.below(&root).to_owned(), KnownFile { stamp, ..KnownFile::default() });
        }
        (folder, root, known)
    }

    #[test]
    fn a_folder_that_is_as_it_was_has_not_changed() {
        let (_folder, root, known) = known();
        let changes = Changes::of(&root, &known);
        assert!(changes.is_empty(), "{changes:?}");
        assert_eq!(changes.unchanged, 3);
    }

    #[test]
    fn files_come_change_move_and_go() {
        let (folder, root, known) = known();
        let place = folder.path();
        write(place, "e.txt", "new");
        write(place, "b.txt", "TWO");
        set_time(&place.join("b.txt"), LONG_AGO + Duration::from_secs(1));
        fs::create_dir(place.join("f")).unwrap();
        fs::rename(place.join("c/d.txt"), place.join("f/g.txt")).unwrap();
        fs::remove_file(place.join("a.txt")).unwrap();
        let changes = Changes::of(&root, &known);
        assert_eq!((&changes.added[..], &changes.changed[..]), (&["e.txt".to_owned()][..], &["b.txt".to_owned()][..]));
        assert_eq!(changes.moved, [("c/d.txt".to_owned(), "f/g.txt".to_owned())]);
        assert_eq!((&changes.removed[..], changes.unchanged), (&["a.txt".to_owned()][..], 0));
    }

    #[test]
    fn a_file_that_only_bears_another_time_has_not_changed() {
        let (folder, root, known) = known();
        set_time(&folder.path().join("a.txt"), LONG_AGO + Duration::from_secs(1));
        set_time(&folder.path().join("b.txt"), LONG_AGO + Duration::from_secs(100 * 24 * 3600));
        let changes = Changes::of(&root, &known);
        assert_eq!((changes.unchanged, changes.changed.len()), (3, 0));
        assert_eq!(changes.restamped.keys().collect::<Vec<_>>(), ["a.txt"]);
        assert_eq!(changes.again.iter().collect::<Vec<_>>(), ["b.txt"], "the day of a file tells about its article");
    }

    #[test]
    fn of_equal_files_each_is_moved_once() {
        let (folder, root, known) = known();
        let place = folder.path();
        fs::rename(place.join("a.txt"), place.join("x.txt")).unwrap();
        fs::copy(place.join("x.txt"), place.join("y.txt")).unwrap();
        let changes = Changes::of(&root, &known);
        assert_eq!(changes.moved, [("a.txt".to_owned(), "x.txt".to_owned())]);
        assert_eq!(changes.added, ["y.txt"]);
        assert!(changes.removed.is_empty());
    }
}
