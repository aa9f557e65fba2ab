//! What does `index` do to an index? It drops folders, brings folders up to date and adds new ones, all in one commit: until
//! that commit, and after any error, the index is as it was. With it, the names of all articles are merged anew, and copies
//! of one story are grouped anew.

use std::borrow::Cow;
use std::iter::once;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use jiff::civil::Date;

use super::changes::Changes;
use super::filling::Filling;
use super::report::{FileReport, FormatCount, LeftOut, count_format};
use crate::article::model::KnownBy;
use crate::index::{self, Files, Means, Reader, RootFiles};
use crate::source::{self, Mapping, Root, Rules, Skipped};

/// Version of what is extracted from an article: with another one all files are read again. It is raised with each change
/// of what is recognised.
pub const EXTRACTION: u32 = 1;

/// What is to be done to an index.
#[derive(Debug, Clone)]
pub struct Build {
    /// Folder of the index.
    pub directory: PathBuf,
    /// Folders and files to add or refresh.
    pub add: Vec<PathBuf>,
    /// Folders and files to drop.
    pub remove: Vec<PathBuf>,
    /// Where the fields of records are in the folders to add; without one, known folders keep theirs.
    pub mapping: Option<Mapping>,
    /// Which files of the folders to add are meant; without a word about it, known folders keep their rules.
    pub rules: Option<Rules>,
    /// Files and folders that are no articles, wherever they lie: a report that is being written.
    pub left_out: Vec<PathBuf>,
    /// Day to take for today.
    pub today: Date,
    /// Bytes of memory to work with.
    pub memory: usize,
    /// How long to wait for another process that writes the index.
    pub patience: Duration,
    /// Time after which what was read of a new folder is published, and the run goes on.
    pub checkpoint: Duration,
    /// Set by whoever wants the run to end soon: what has been read to its end is kept.
    pub interrupted: Arc<AtomicBool>,
}

/// Numbers of files, by what has happened to them since the last run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Files that were not there.
    pub added: usize,
    /// Files with another content.
    pub changed: usize,
    /// Files that lay elsewhere.
    pub moved: usize,
    /// Files that are gone.
    pub removed: usize,
    /// Files that are as they were.
    pub unchanged: usize,
}

impl Counts {
    /// Counts the changes of one more folder.
    pub fn add(&mut self, changes: &Changes) {
        self.added += changes.added.len();
        self.changed += changes.changed.len();
        self.moved += changes.moved.len();
        self.removed += changes.removed.len();
        self.unchanged += changes.unchanged;
    }
}

/// What was done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Built {
    /// Articles read in this run.
    pub articles: usize,
    /// Articles in the index after it.
    pub total: usize,
    /// Folders and files dropped.
    pub removed: usize,
    /// Files of the folders that were looked at.
    pub files: Counts,
    /// True where the run was broken off: what it had read to its end is in the index, the rest is left to the next run.
    pub interrupted: bool,
    /// True where the index was written.
    pub written: bool,
    /// Files that are no articles.
    pub skipped: Vec<Skipped>,
    /// Files that should have been read and could not be.
    pub failed: Vec<Skipped>,
    /// Articles read, by format, the most frequent first.
    pub formats: Vec<FormatCount>,
    /// Files whose encoding was guessed, with the guess.
    pub guessed: Vec<(String, Cow<'static, str>)>,
    /// Files whose text looks as if it had been read in a wrong encoding before it came to us.
    pub mojibake: Vec<String>,
    /// Articles kept in part, by what was left out of them.
    pub cut: Vec<LeftOut>,
}

impl Built {
    /// Takes what the summary tells out of the report of a file.
    pub(super) fn note(&mut self, report: &FileReport) {
        for known in &report.formats {
            count_format(&mut self.formats, known.format, known.articles);
        }
        if let (Some(encoding), Some(KnownBy::Guessed)) = (report.encoding.clone(), report.encoding_from) {
            self.guessed.push((report.file.clone(), encoding));
        }
        self.cut.extend(report.cut.iter().cloned());
        if report.mojibake > 0 {
            self.mojibake.push(report.file.clone());
        }
    }
}

/// What happens in a run, as it happens.
#[derive(Debug, Clone, Copy)]
pub enum Event<'a> {
    /// An article was read.
    Article {
        /// Articles so far.
        articles: usize,
        /// Path of its file.
        path: &'a str,
    },
    /// A file has been read to its end.
    File(&'a FileReport),
}

/// Why a run ended early.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A path that was given.
    #[error(transparent)]
    Source(#[from] source::Error),
    /// The index.
    #[error(transparent)]
    Index(#[from] index::Error),
    /// A folder that lies within another one: its articles would be in the index twice.
    #[error("{inner} lies within {outer}: its articles would be in the index twice")]
    Nested {
        /// Folder within.
        inner: String,
        /// Folder that holds it.
        outer: String,
    },
    /// A folder to drop that the index does not hold.
    #[error("{path} is not in the index")]
    NotIndexed {
        /// Path as given.
        path: String,
        /// Folders that it holds.
        known: Vec<String>,
    },
}

impl Error {
    /// What the user can do about it.
    pub fn hint(&self) -> String {
        match self {
            Self::Source(error) => error.hint(),
            Self::Index(error) => error.hint(),
            Self::Nested { inner, .. } => {
                format!("index the outer folder alone; --remove {inner} drops the other where it is indexed")
            }
            Self::NotIndexed { known, .. } if known.is_empty() => "the index holds no folder".into(),
            Self::NotIndexed { known, .. } => format!("it holds {}", known.join(", ")),
        }
    }
}

impl Build {
    /// Does it, and tells `watch` of every article and every file.
    ///
    /// # Errors
    /// Where a path is missing, a folder to drop is not known, or the index cannot be written. The index is then as
    /// it was.
    pub fn run(&self, watch: &mut dyn FnMut(Event<'_>)) -> Result<Built, Error> {
        let mut filling = Filling::open(self, watch)?;
        let mut known = filling.roots().to_vec();
        let removed = self.take_removed(&mut known)?;
        let mut missing = Vec::new();
        let planned = self.planned(&known, &mut missing)?;
        for root in &removed {
            filling.drop_root(root)?;
        }
        for root in &planned {
            filling.bring_up_to_date(root)?;
            if self.is_interrupted() {
                break;
            }
        }
        let built = filling.finish()?;
        let failed = missing.into_iter().chain(built.failed).collect();
        Ok(Built { removed: removed.len(), failed, ..built })
    }

    /// What would be done: the changes of each folder, and those that are not there any more. Nothing is written.
    ///
    /// # Errors
    /// As [`Build::run`].
    pub fn dry_run(&self) -> Result<(Vec<(Root, Changes)>, Built), Error> {
        let (mut known, files) = match Reader::open(&self.directory) {
            Ok(reader) => (reader.manifest().roots.clone(), reader.files()?),
            Err(index::Error::Missing { .. }) => (Vec::new(), Files::default()),
            Err(error) => return Err(error.into()),
        };
        let mut built = Built { removed: self.take_removed(&mut known)?.len(), ..Built::default() };
        let planned = self.planned(&known, &mut built.failed)?;
        let nothing = RootFiles::default();
        let changes = planned.into_iter().map(|root| {
            let changes = Changes::of(&root, files.0.get(&root.key()).unwrap_or(&nothing));
            built.files.add(&changes);
            (root, changes)
        });
        Ok((changes.collect(), built))
    }

    /// By what means the index is written: a quarter of the memory holds articles that are not written yet.
    pub(super) fn means(&self) -> Means {
        Means { memory: self.memory / 4, patience: self.patience }
    }

    /// True once somebody wants the run to end.
    pub(super) fn is_interrupted(&self) -> bool {
        self.interrupted.load(Ordering::Relaxed)
    }

    /// Takes the folders to drop out of the known ones, and gives their keys.
    fn take_removed(&self, known: &mut Vec<index::Root>) -> Result<Vec<String>, Error> {
        let mut removed = Vec::new();
        for path in &self.remove {
            let key = source::key(path);
            let given = path.to_string_lossy();
            let position = known.iter().position(|root| root.absolute == key || root.given == given);
            let Some(position) = position else {
                let known = known.iter().map(|root| root.given.clone()).collect();
                return Err(Error::NotIndexed { path: given.into_owned(), known });
            };
            removed.push(known.remove(position).absolute);
        }
        Ok(removed)
    }

    /// The folders to read: those given; else all that are known; else, in a new index, `corpus`.
    fn planned(&self, known: &[index::Root], failed: &mut Vec<Skipped>) -> Result<Vec<Root>, Error> {
        let mut planned = self.chosen(known, failed)?;
        for root in &mut planned {
            root.left_out = once(&self.directory).chain(&self.left_out).filter_map(|path| source::absolute(path)).collect();
        }
        Ok(planned)
    }

    fn chosen(&self, known: &[index::Root], failed: &mut Vec<Skipped>) -> Result<Vec<Root>, Error> {
        let roots: Vec<Root> = known.iter().map(as_root).collect();
        if !self.add.is_empty() {
            let mut planned = source::plan(&roots, &self.add)?;
            for root in &mut planned {
                root.mapping = self.mapping.clone().map(Arc::new).or_else(|| root.mapping.take());
                root.rules = self.rules.clone().unwrap_or_else(|| std::mem::take(&mut root.rules));
            }
            let all: Vec<&Root> = roots.iter().chain(&planned).collect();
            return planned.iter().try_for_each(|root| stands_apart(root, &all)).map(|()| planned);
        }
        if !self.remove.is_empty() {
            return Ok(Vec::new());
        }
        if known.is_empty() {
            return Ok(source::plan(&[], &[PathBuf::from("corpus")])?);
        }
        let (there, gone): (Vec<Root>, Vec<Root>) = roots.into_iter().partition(|root| root.path.exists());
        failed.extend(gone.iter().map(|root| {
            let path = root.given.to_string_lossy().into_owned();
            Skipped::file(path, "no longer there: its articles stay until --remove drops them")
        }));
        Ok(there)
    }
}

/// Refuses a folder that lies within another one, or holds one.
fn stands_apart(root: &Root, others: &[&Root]) -> Result<(), Error> {
    let name = |root: &Root| root.given.to_string_lossy().into_owned();
    for other in others.iter().filter(|other| other.path != root.path) {
        if root.path.starts_with(&other.path) {
            return Err(Error::Nested { inner: name(root), outer: name(other) });
        }
        if other.path.starts_with(&root.path) {
            return Err(Error::Nested { inner: name(other), outer: name(root) });
        }
    }
    Ok(())
}

pub(super) fn as_root(root: &index::Root) -> Root {
    // What this program wrote can be read again; what it cannot read maps nothing.
    let mapping = Mapping::parse(&root.maps).ok().filter(|_| !root.maps.is_empty());
    Root {
        path: PathBuf::from(&root.absolute),
        given: PathBuf::from(&root.given),
        prefix: root.prefix.clone(),
        left_out: Vec::new(),
        rules: Rules { exclude: root.exclude.clone(), follow: root.follow },
        mapping: mapping.map(Arc::new),
    }
}

/// Puts the folder's description in its place, or behind the others where it is new.
pub(super) fn remember(known: &mut Vec<index::Root>, root: &Root, files: &RootFiles) {
    let described = index::Root {
        given: root.given.to_string_lossy().into_owned(),
        absolute: root.key(),
        prefix: root.prefix.clone(),
        articles: files.files.values().map(index::KnownFile::articles).sum(),
        maps: maps(root),
        exclude: root.rules.exclude.clone(),
        follow: root.rules.follow,
    };
    match known.iter_mut().find(|other| other.absolute == described.absolute) {
        Some(other) => *other = described,
        None => known.push(described),
    }
}

/// Where the user said that the fields of its records are.
fn maps(root: &Root) -> Vec<String> {
    root.mapping.as_ref().map(|mapping| mapping.given()).unwrap_or_default()
}

/// What all articles of a folder depend on beside its files.
pub(super) fn settings(root: &Root) -> String {
    format!("{EXTRACTION} {:?} {:?} {:?}", root.given.to_string_lossy(), root.prefix, maps(root))
}
