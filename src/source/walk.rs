//! Which files lie below a folder? In the order of their names, those left out that are not meant, and symbolic links unless
//! the user has them followed; what cannot be opened is reported.

use std::fs::File;
use std::hash::Hasher as _;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use twox_hash::XxHash3_64;
use walkdir::{DirEntry, WalkDir};

use super::rules::Sieve;
use super::{Found, Mapping, Root, Skipped, names};

/// Bytes of a file that are hashed at once.
const HASHED: usize = 128 * 1024;

/// A file to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFile {
    /// Where it lies.
    pub location: PathBuf,
    /// Path for people: the folder as given, and the file's path below it.
    pub path: String,
    /// Id of the article, or what the ids of its articles begin with.
    pub id: String,
    /// Length in bytes.
    pub length: u64,
    /// Day of the last modification, in UTC.
    pub modified: Option<Date>,
    /// Time of the last modification, in nanoseconds since 1970.
    pub touched: Option<i64>,
    /// Where the user says that the fields of records are.
    pub mapping: Option<Arc<Mapping>>,
}

impl FoundFile {
    /// The path below its root, by which the file is known from one run to the next.
    pub fn below(&self, root: &Root) -> &str {
        self.id.strip_prefix(root.prefix.as_str()).unwrap_or(&self.id)
    }

    /// A hash of its content; `None` where it cannot be read.
    pub fn hash(&self) -> Option<u64> {
        let mut file = File::open(&self.location).ok()?;
        let mut hasher = XxHash3_64::with_seed(0);
        let mut buffer = vec![0; HASHED];
        loop {
            match file.read(&mut buffer) {
                Ok(0) => return Some(hasher.finish()),
                Ok(length) => hasher.write(buffer.get(..length)?),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => return None,
            }
        }
    }
}

/// The files below a root, or the root itself where it is a file. What is left out comes as an error.
pub fn walk(root: &Root) -> impl Iterator<Item = Result<FoundFile, Found>> + use<> {
    let root = root.clone();
    entries(&root).filter_map(move |entry| match entry {
        Ok(entry) if entry.file_type().is_dir() => None,
        Ok(entry) if entry.file_type().is_file() => Some(Ok(found(&root, &entry))),
        Ok(entry) => Some(Err(not_followed(&root, &entry))),
        Err(error) => Some(Err(unreadable(&root, &error))),
    })
}

/// The ids that the files below a root would have without a prefix.
pub(super) fn file_names(root: &Root) -> impl Iterator<Item = String> + use<> {
    let root = root.clone();
    entries(&root).filter_map(Result::ok).filter(|entry| entry.file_type().is_file()).map(move |entry| below(&root, entry.path()))
}

/// True where the root holds a file of that name.
pub(super) fn holds(root: &Root, name: &str) -> bool {
    if root.path.is_file() { below(root, &root.path) == name } else { root.path.join(name).is_file() }
}

fn entries(root: &Root) -> impl Iterator<Item = walkdir::Result<DirEntry>> + use<> {
    let mut sieve = Sieve::new(&root.path, &root.rules, root.left_out.clone());
    let walk = WalkDir::new(&root.path).follow_links(root.rules.follow).sort_by_file_name();
    walk.into_iter().filter_entry(move |entry| sieve.passes(entry))
}

fn found(root: &Root, entry: &DirEntry) -> FoundFile {
    let metadata = entry.metadata().ok();
    let touched = metadata.as_ref().and_then(|metadata| metadata.modified().ok());
    FoundFile {
        location: entry.path().to_path_buf(),
        path: shown(root, entry.path()),
        id: format!("{}{}", root.prefix, below(root, entry.path())),
        length: metadata.as_ref().map_or(0, std::fs::Metadata::len),
        modified: touched.and_then(day),
        touched: touched.and_then(nanoseconds),
        mapping: root.mapping.clone(),
    }
}

fn not_followed(root: &Root, entry: &DirEntry) -> Found {
    let reason = if entry.path_is_symlink() { "symbolic link, not followed" } else { "not a regular file" };
    Found::Skipped(Skipped::file(shown(root, entry.path()), reason))
}

fn unreadable(root: &Root, error: &walkdir::Error) -> Found {
    let path = error.path().map_or_else(|| names::portable(&root.given), |path| shown(root, path));
    let reason = match error.io_error() {
        Some(error) => reason(error),
        None => "a loop of symbolic links".into(),
    };
    Found::Failed(Skipped::file(path, reason))
}

/// What the system said, without its number.
pub(super) fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "vanished while it was read".into(),
        ErrorKind::PermissionDenied => "permission denied".into(),
        _ => error.to_string(),
    }
}

fn below(root: &Root, path: &Path) -> String {
    match path.strip_prefix(&root.path) {
        Ok(rest) if rest.as_os_str().is_empty() => names::portable(Path::new(path.file_name().unwrap_or_default())),
        Ok(rest) => names::portable(rest),
        Err(_) => names::portable(path),
    }
}

fn shown(root: &Root, path: &Path) -> String {
    match path.strip_prefix(&root.path) {
        Ok(rest) if rest.as_os_str().is_empty() => names::portable(&root.given),
        Ok(rest) => names::portable(&root.given.join(rest)),
        Err(_) => names::portable(path),
    }
}

fn nanoseconds(time: std::time::SystemTime) -> Option<i64> {
    i64::try_from(jiff::Timestamp::try_from(time).ok()?.as_nanosecond()).ok()
}

fn day(time: std::time::SystemTime) -> Option<Date> {
    let timestamp = jiff::Timestamp::try_from(time).ok()?;
    Some(timestamp.to_zoned(jiff::tz::TimeZone::UTC).date())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::plan;

    fn walked(folder: &Path) -> Vec<Result<String, String>> {
        let roots = plan(&[], &[folder.to_path_buf()]).unwrap();
        walk(&roots[0]).map(|found| found.map(|file| file.id).map_err(|left_out| format!("{:?}", left_out.read()))).collect()
    }

    #[test]
    fn files_come_in_the_order_of_their_names_without_hidden_ones() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("b")).unwrap();
        for name in ["z.txt", "b/y.txt", "a.txt", ".hidden", "b/.x"] {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        assert_eq!(walked(folder.path()), [Ok("a.txt".into()), Ok("b/y.txt".into()), Ok("z.txt".into())]);
    }

    #[test]
    fn the_folder_left_out_is_not_walked() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("index")).unwrap();
        std::fs::write(folder.path().join("index/README.md"), "x").unwrap();
        std::fs::write(folder.path().join("a.txt"), "x").unwrap();
        let mut root = plan(&[], &[folder.path().to_path_buf()]).unwrap().remove(0);
        root.left_out = vec![root.path.join("index")];
        assert_eq!(walk(&root).count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_loop_of_links_ends_and_is_reported() {
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("self")).unwrap();
        let found = walked(folder.path());
        assert!(matches!(&found[..], [Err(reason)] if reason.contains("symbolic link, not followed")), "{found:?}");
    }

    #[test]
    fn a_file_given_alone_is_called_by_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("alone.txt");
        std::fs::write(&file, "x").unwrap();
        assert_eq!(walked(&file), [Ok("alone.txt".into())]);
    }
}
