//! Which files of a folder are meant? Hidden ones are not, nor those that the user's patterns leave out: patterns of the command
//! line, and those of a file `.newshoundignore` in any folder, both written as in `.gitignore`.

use std::path::{Path, PathBuf};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use walkdir::DirEntry;

/// The file of patterns.
const IGNORE_FILE: &str = ".newshoundignore";

/// What the user says about the files of a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rules {
    /// Patterns of files to leave out.
    pub exclude: Vec<String>,
    /// True where symbolic links are followed.
    pub follow: bool,
}

impl Rules {
    /// The rules, if all patterns can be understood.
    ///
    /// # Errors
    /// What is wrong with a pattern.
    pub fn new(exclude: Vec<String>, follow: bool) -> Result<Rules, String> {
        let mut builder = GitignoreBuilder::new("");
        for pattern in &exclude {
            builder.add_line(None, pattern).map_err(|error| error.to_string())?;
        }
        builder.build().map_err(|error| error.to_string())?;
        Ok(Rules { exclude, follow })
    }
}

/// Tells, entry by entry of a walk from the top, what is left out.
pub(super) struct Sieve {
    left_out: Vec<PathBuf>,
    given: Gitignore,
    /// The patterns of the folders above the entry, with the depth of each folder.
    folders: Vec<(usize, Gitignore)>,
}

impl Sieve {
    /// For a folder with these rules, of which these paths are left out.
    pub(super) fn new(folder: &Path, rules: &Rules, left_out: Vec<PathBuf>) -> Sieve {
        let mut builder = GitignoreBuilder::new(folder);
        for pattern in &rules.exclude {
            // Patterns were looked at when they were given.
            let _ = builder.add_line(None, pattern);
        }
        let given = builder.build().unwrap_or_else(|_| Gitignore::empty());
        Sieve { left_out, given, folders: Vec::new() }
    }

    /// True for an entry that is walked.
    pub(super) fn passes(&mut self, entry: &DirEntry) -> bool {
        let is_folder = entry.file_type().is_dir();
        while self.folders.last().is_some_and(|(depth, _)| *depth >= entry.depth()) {
            self.folders.pop();
        }
        let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        let meant = entry.depth() == 0
            || !hidden
                && !self.left_out.iter().any(|left_out| entry.path() == left_out)
                && !self.is_excluded(entry.path(), is_folder);
        if meant && is_folder && entry.path().join(IGNORE_FILE).is_file() {
            // A line that is no pattern leaves out nothing.
            let (patterns, _) = Gitignore::new(entry.path().join(IGNORE_FILE));
            self.folders.push((entry.depth(), patterns));
        }
        meant
    }

    /// The command line counts first, then the innermost folder that has something to say.
    fn is_excluded(&self, path: &Path, is_folder: bool) -> bool {
        let mut all = std::iter::once(&self.given).chain(self.folders.iter().rev().map(|(_, patterns)| patterns));
        let found = all.find_map(|patterns| match patterns.matched(path, is_folder) {
            Match::None => None,
            Match::Ignore(_) => Some(true),
            Match::Whitelist(_) => Some(false),
        });
        found.unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::source::{plan, walk};

    fn walked(folder: &Path, rules: Rules) -> Vec<String> {
        let mut root = plan(&[], &[folder.to_path_buf()]).unwrap().remove(0);
        root.rules = rules;
        walk(&root).filter_map(Result::ok).map(|file| file.id).collect()
    }

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        folder
    }

    #[test]
    fn patterns_leave_out_files_and_folders() {
        let folder = folder(&["a.txt", "a.log", "drafts/b.txt", "wire/drafts/c.txt", "wire/d.txt"]);
        let rules = Rules::new(vec!["*.log".into(), "/drafts/".into()], false).unwrap();
        assert_eq!(walked(folder.path(), rules), ["a.txt", "wire/d.txt", "wire/drafts/c.txt"]);
        assert!(Rules::new(vec!["a[".into()], false).is_err());
    }

    #[test]
    fn an_ignore_file_counts_for_its_folder_and_those_below() {
        let folder = folder(&["a.txt", "a.bak", "wire/b.bak", "wire/c.txt", "wire/e/d.txt", "zeta/c.txt"]);
        fs::write(folder.path().join(".newshoundignore"), "# copies\n*.bak\n").unwrap();
        fs::write(folder.path().join("wire/.newshoundignore"), "!b.bak\n/c.txt\nd.txt\n").unwrap();
        assert_eq!(walked(folder.path(), Rules::default()), ["a.txt", "wire/b.bak", "zeta/c.txt"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_only_where_that_is_asked_for_and_loops_end() {
        let outside = folder(&["secret.txt"]);
        let folder = folder(&["a.txt"]);
        std::os::unix::fs::symlink(outside.path(), folder.path().join("out")).unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("self")).unwrap();
        assert_eq!(walked(folder.path(), Rules::default()), ["a.txt"]);
        assert_eq!(walked(folder.path(), Rules { follow: true, ..Rules::default() }), ["a.txt", "out/secret.txt"]);
    }
}
