//! What does `index` do to an index? It drops folders, refreshes folders and adds new ones, all in one commit: until
//! that commit, and after any error, the index is as it was. After it, the names of all articles are merged anew, and copies
//! of one story are grouped anew.

use std::iter::once;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use super::report::{FileReport, FormatCount, LeftOut, Reports, count_format};
use super::{Outcome, run};
use crate::article::model::{Article, KnownBy};
use crate::authority::Ledger;
use crate::copies::{Sketches, Words};
use crate::index::{self, Manifest, Reader, Writer};
use crate::source::{self, Mapping, Root, Skipped};

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
    /// File of the user's that the run is reported to: where it lies within a folder, it is no article.
    pub report: Option<PathBuf>,
    /// Day to take for today.
    pub today: Date,
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
    /// Files that are no articles.
    pub skipped: Vec<Skipped>,
    /// Files that should have been read and could not be.
    pub failed: Vec<Skipped>,
    /// Articles read, by format, the most frequent first.
    pub formats: Vec<FormatCount>,
    /// Files whose encoding was guessed, with the guess.
    pub guessed: Vec<(String, &'static str)>,
    /// Files whose text looks as if it had been read in a wrong encoding before it came to us.
    pub mojibake: Vec<String>,
    /// Articles kept in part, by what was left out of them.
    pub cut: Vec<LeftOut>,
}

impl Built {
    /// Takes what the summary tells out of the report of a file.
    fn note(&mut self, report: &FileReport) {
        for known in &report.formats {
            count_format(&mut self.formats, known.format, known.articles);
        }
        if let (Some(encoding), Some(KnownBy::Guessed)) = (report.encoding, report.encoding_from) {
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
        let mut known = self.known()?;
        let removed = self.take_removed(&mut known)?;
        let mut built = Built { removed: removed.len(), ..Built::default() };
        let mut planned = self.planned(&known, &mut built.failed)?;
        for root in &mut planned {
            root.left_out = once(&self.directory).chain(&self.report).filter_map(|path| source::absolute(path)).collect();
        }
        let mut filling =
            Filling { directory: &self.directory, planned: &planned, removed, writer: None, gathered: Gathered::default() };
        if !filling.removed.is_empty() || planned.iter().any(|root| known.iter().any(|other| other.absolute == root.key())) {
            filling.writer()?;
        }
        let counts = filling.fill(self.today, &mut built, watch)?;
        let Some(writer) = filling.writer else {
            built.total = known.iter().map(|root| root.articles).sum();
            return Ok(built);
        };
        // What the writer found is the truth: another process may have written since the folders were looked up.
        let mut roots = writer.manifest().map_or_else(Vec::new, |manifest| manifest.roots.clone());
        roots.retain(|root| !filling.removed.contains(&root.absolute));
        for (root, articles) in planned.iter().zip(counts) {
            remember(&mut roots, root, articles);
        }
        built.total = roots.iter().map(|root| root.articles).sum();
        let read: Vec<String> = planned.iter().map(Root::key).collect();
        let others: Vec<String> = roots.iter().map(|root| root.absolute.clone()).filter(|key| !read.contains(key)).collect();
        let commit = writer.commit(&Manifest::new(roots))?;
        self.conclude(filling.gathered, &others, commit)?;
        Ok(built)
    }

    /// Merges names and groups copies in the whole index: the articles that this run read, and those of the folders that it
    /// left alone.
    fn conclude(&self, mut gathered: Gathered, others: &[String], commit: u64) -> Result<(), Error> {
        let reader = Reader::open(&self.directory)?;
        for root in others {
            for article in reader.articles_of(root)? {
                gathered.add(&article?);
            }
        }
        index::keep_merges(&self.directory, &gathered.ledger.merges())?;
        let groups = gathered.sketches.groups(|id| reader.body(id).map(|body| Words::of(&body)))?;
        // Whoever has committed meanwhile groups what there is now.
        if reader.commit() == commit { Ok(index::keep_copies(&reader, &groups)?) } else { Ok(()) }
    }

    /// The folders that the index holds; none where there is no index yet.
    fn known(&self) -> Result<Vec<index::Root>, Error> {
        match Reader::open(&self.directory) {
            Ok(reader) => Ok(reader.manifest().roots.clone()),
            Err(index::Error::Missing { .. }) => Ok(Vec::new()),
            Err(error) => Err(error.into()),
        }
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
        let roots: Vec<Root> = known.iter().map(as_root).collect();
        if !self.add.is_empty() {
            let mut planned = source::plan(&roots, &self.add)?;
            for root in planned.iter_mut().filter(|_| self.mapping.is_some()) {
                root.mapping = self.mapping.clone().map(Arc::new);
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

/// What is kept of every article until all have been seen.
#[derive(Default)]
struct Gathered {
    ledger: Ledger,
    sketches: Sketches,
}

impl Gathered {
    fn add(&mut self, article: &Article) {
        self.ledger.add(article);
        self.sketches.add(article);
    }
}

/// The writer, opened only when there is something to write: a folder without articles leaves no empty index behind.
struct Filling<'a> {
    directory: &'a Path,
    planned: &'a [Root],
    removed: Vec<String>,
    writer: Option<Writer>,
    gathered: Gathered,
}

impl Filling<'_> {
    fn writer(&mut self) -> Result<&mut Writer, Error> {
        if self.writer.is_none() {
            let mut writer = Writer::open(self.directory)?;
            for root in &self.removed {
                writer.remove_root(root)?;
            }
            for root in self.planned {
                writer.remove_root(&root.key())?;
            }
            self.writer = Some(writer);
        }
        Ok(self.writer.as_mut().expect("it was opened above"))
    }

    /// Adds every article of the planned folders; gives their number for each folder.
    fn fill(&mut self, today: Date, built: &mut Built, watch: &mut dyn FnMut(Event<'_>)) -> Result<Vec<usize>, Error> {
        let keys: Vec<String> = self.planned.iter().map(Root::key).collect();
        let mut counts = vec![0; keys.len()];
        let mut reports = Reports::default();
        let conclude = |report: Option<FileReport>, built: &mut Built, watch: &mut dyn FnMut(Event<'_>)| {
            if let Some(report) = report {
                built.note(&report);
                watch(Event::File(&report));
            }
        };
        run(self.planned, today, |root, outcome| {
            conclude(reports.take(&outcome), built, watch);
            match outcome {
                Outcome::Article(article, _) => {
                    self.gathered.add(&article);
                    self.writer()?.add(&article, &keys[root])?;
                    counts[root] += 1;
                    built.articles += 1;
                    watch(Event::Article { articles: built.articles, path: &article.path });
                }
                Outcome::Skipped(skipped) => built.skipped.push(skipped),
                Outcome::Failed(failed) => built.failed.push(failed),
            }
            Ok::<(), Error>(())
        })?;
        conclude(reports.finish(), built, watch);
        Ok(counts)
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

fn as_root(root: &index::Root) -> Root {
    // What this program wrote can be read again; what it cannot read maps nothing.
    let mapping = Mapping::parse(&root.maps).ok().filter(|_| !root.maps.is_empty());
    Root {
        path: PathBuf::from(&root.absolute),
        given: PathBuf::from(&root.given),
        prefix: root.prefix.clone(),
        left_out: Vec::new(),
        mapping: mapping.map(Arc::new),
    }
}

/// Puts the folder's description in its place, or behind the others where it is new.
fn remember(known: &mut Vec<index::Root>, root: &Root, articles: usize) {
    let described = index::Root {
        given: root.given.to_string_lossy().into_owned(),
        absolute: root.key(),
        prefix: root.prefix.clone(),
        articles,
        maps: root.mapping.as_ref().map(|mapping| mapping.given()).unwrap_or_default(),
    };
    match known.iter_mut().find(|other| other.absolute == described.absolute) {
        Some(other) => *other = described,
        None => known.push(described),
    }
}
