//! Which folders were asked for, and what do their articles' ids begin with? An id is the path below its folder; where
//! two folders would give one id, the later folder's ids begin with its name.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Error, Mapping, Rules, names, walk};

/// A folder or file that was given, with what its articles' ids begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// Absolute path, by which the folder is known from one run to the next.
    pub path: PathBuf,
    /// Path as the user gave it, for messages and for the `path` of articles.
    pub given: PathBuf,
    /// What ids begin with: empty, or the folder's name and `:`.
    pub prefix: String,
    /// Absolute paths below that are not walked: the index itself, a report that is being written.
    pub left_out: Vec<PathBuf>,
    /// Where the user says that the fields of records are.
    pub mapping: Option<Arc<Mapping>>,
    /// Which of its files are meant.
    pub rules: Rules,
}

impl Root {
    /// The absolute path as text: the key of this folder in an index.
    pub fn key(&self) -> String {
        names::portable(&self.path)
    }

    /// The path for people of a file below this folder, as [`FoundFile::path`](super::FoundFile::path) gives it.
    pub fn shown(&self, below: &str) -> String {
        let given = names::portable(&self.given);
        if self.path.is_file() || given.is_empty() || given.ends_with('/') {
            return if self.path.is_file() { given } else { format!("{given}{below}") };
        }
        format!("{given}/{below}")
    }

    fn name(&self) -> String {
        let name = self.path.file_name().map_or("root".as_ref(), |name| name);
        names::portable(Path::new(name))
    }

    /// True where this root holds a file that the other would give the same id.
    fn shares_an_id_with(&self, other: &Root) -> bool {
        walk::file_names(self).any(|id| walk::holds(other, &id))
    }
}

/// The key of a folder or file, as [`Root::key`] gives it, whether or not it is still there.
pub fn key(given: &Path) -> String {
    names::portable(&absolute(given).unwrap_or_else(|| given.to_path_buf()))
}

/// The path from the root of the file system, links resolved where it is still there.
pub fn absolute(given: &Path) -> Option<PathBuf> {
    std::fs::canonicalize(given).or_else(|_| std::path::absolute(given)).ok()
}

/// Puts the given paths behind the known roots. A path that is known keeps its root; a new one gets a prefix
/// where its ids would clash.
///
/// # Errors
/// A path that does not exist or cannot be looked at.
pub fn plan(known: &[Root], given: &[PathBuf]) -> Result<Vec<Root>, Error> {
    let mut all = known.to_vec();
    let mut planned: Vec<Root> = Vec::new();
    for path in given {
        let root = look_up(path)?;
        if planned.iter().any(|other| other.path == root.path) {
            continue;
        }
        let root = match all.iter().find(|other| other.path == root.path) {
            Some(known) => Root { given: root.given, ..known.clone() },
            None => with_prefix(root, &all),
        };
        all.push(root.clone());
        planned.push(root);
    }
    Ok(planned)
}

fn look_up(given: &Path) -> Result<Root, Error> {
    let path = std::fs::canonicalize(given).map_err(|source| {
        let path = names::portable(given);
        match source.kind() {
            std::io::ErrorKind::NotFound => Error::Missing { path },
            _ => Error::Unreadable { path, source },
        }
    })?;
    Ok(Root {
        path,
        given: given.to_path_buf(),
        prefix: String::new(),
        left_out: Vec::new(),
        mapping: None,
        rules: Rules::default(),
    })
}

fn with_prefix(root: Root, others: &[Root]) -> Root {
    if !others.iter().any(|other| other.prefix.is_empty() && root.shares_an_id_with(other)) {
        return root;
    }
    let name = root.name();
    let taken = |prefix: &str| others.iter().any(|other| other.prefix == prefix);
    let mut prefix = format!("{name}:");
    let mut number = 2;
    while taken(&prefix) {
        prefix = format!("{name}-{number}:");
        number += 1;
    }
    Root { prefix, ..root }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(parent: &Path, name: &str, files: &[&str]) -> PathBuf {
        let folder = parent.join(name);
        std::fs::create_dir_all(&folder).unwrap();
        for file in files {
            std::fs::write(folder.join(file), "text").unwrap();
        }
        folder
    }

    #[test]
    fn only_a_clash_brings_a_prefix() {
        let parent = tempfile::tempdir().unwrap();
        let first = folder(parent.path(), "first", &["a.txt"]);
        let second = folder(parent.path(), "second", &["b.txt"]);
        let third = folder(parent.path(), "third", &["a.txt", "c.txt"]);
        let roots = plan(&[], &[first, second, third]).unwrap();
        let prefixes: Vec<_> = roots.iter().map(|root| root.prefix.as_str()).collect();
        assert_eq!(prefixes, ["", "", "third:"]);
    }

    #[test]
    fn a_known_folder_keeps_its_prefix() {
        let parent = tempfile::tempdir().unwrap();
        let first = folder(parent.path(), "first", &["a.txt"]);
        let same = folder(parent.path(), "x/first", &["a.txt"]);
        let known = plan(&[], &[first, same.clone()]).unwrap();
        assert_eq!(known[1].prefix, "first:");
        assert_eq!(plan(&known, &[same]).unwrap(), known[1..]);
    }

    #[test]
    fn a_missing_folder_is_named() {
        let error = plan(&[], &[PathBuf::from("no/such/folder")]).unwrap_err();
        assert_eq!(error.to_string(), "no such file or folder: no/such/folder");
    }
}
