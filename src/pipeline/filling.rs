//! How is an index brought up to date, folder by folder? What has changed is read, with what it changes for other articles;
//! articles come in, files are remembered, and at the end names are merged, copies are grouped, and all of it is published.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use jiff::Timestamp;

use super::build::{Build, Built, Error, Event, remember, settings};
use super::changes::Changes;
use super::flow::{Outcome, Pass, ReadFile, Recognised, Selection, recognise_all};
use super::kept::Kept;
use super::neighbours::{Neighbours, neighbours, survey};
use super::record::{Record, report_of};
use super::report::FileReport;
use crate::article::Surroundings;
use crate::article::model::Article;
use crate::article::survey::Survey;
use crate::authority::Ledger;
use crate::copies::{Sketches, Words};
use crate::index::{self, Committed, Conclusions, Files, Manifest, Reader, RootFiles, Writer};
use crate::source::{Root, Skipped};

/// What a run has in hand. The writer of a new index is opened only when there is something to write: a folder without
/// articles leaves no empty index behind.
pub(super) struct Filling<'a> {
    build: &'a Build,
    begun: Timestamp,
    watch: &'a mut dyn FnMut(Event<'_>),
    built: Built,
    writer: Option<Writer>,
    files: Files,
    roots: Vec<index::Root>,
    published: Instant,
    gathered: Gathered,
    /// What was read of each folder, by its key.
    read: BTreeMap<String, ReadOf>,
    /// What has to be written at the end.
    due: Due,
}

/// What has to be written at the end of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Due {
    /// Nothing.
    Nothing,
    /// What is remembered of the files.
    Files,
    /// Articles, with what follows from them.
    Articles,
}

/// The paths, for people, of the files that were read of a folder; everything where there is no list.
type ReadOf = Option<BTreeSet<String>>;

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

/// What has to be done to one folder.
struct Task<'a> {
    root: &'a Root,
    /// What its sources tell, and of which of them that was asked: all where there is no list.
    survey: Option<Survey>,
    asked: Option<BTreeSet<String>>,
    /// The files that are read; all where there is no list.
    reads: Option<BTreeSet<String>>,
    /// Where files lay that have moved, by where they lie now.
    moved: BTreeMap<String, String>,
    /// True where nobody has counted its files.
    counts: bool,
    record: Record,
}

/// Why a folder was not read to its end.
enum Stop {
    Interrupted,
    Error(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Stop {
        Stop::Error(error)
    }
}

impl<'a> Filling<'a> {
    /// Takes up the index, where there is one.
    pub(super) fn open(build: &'a Build, watch: &'a mut dyn FnMut(Event<'_>)) -> Result<Filling<'a>, Error> {
        let exists = match Reader::open(&build.directory) {
            Ok(_) => true,
            Err(index::Error::Missing { .. }) => false,
            Err(error) => return Err(error.into()),
        };
        let writer = exists.then(|| Writer::with(&build.directory, build.means())).transpose()?;
        let files = writer.as_ref().map(Writer::files).transpose()?.unwrap_or_default();
        let manifest = writer.as_ref().and_then(Writer::manifest);
        let roots = manifest.map_or_else(Vec::new, |manifest| manifest.roots.clone());
        let is_concluded = manifest.is_none_or(|manifest| manifest.concluded);
        Ok(Filling {
            build,
            begun: Timestamp::now(),
            watch,
            built: Built::default(),
            writer,
            files,
            roots,
            published: Instant::now(),
            gathered: Gathered::default(),
            read: BTreeMap::new(),
            due: if is_concluded { Due::Nothing } else { Due::Articles },
        })
    }

    /// The folders of the index.
    pub(super) fn roots(&self) -> &[index::Root] {
        &self.roots
    }

    fn writer(&mut self) -> Result<&mut Writer, Error> {
        if self.writer.is_none() {
            self.writer = Some(Writer::with(&self.build.directory, self.build.means())?);
        }
        self.due = Due::Articles;
        Ok(self.writer.as_mut().expect("it was opened above"))
    }

    /// Drops a folder with all its articles.
    pub(super) fn drop_root(&mut self, key: &str) -> Result<(), Error> {
        self.files.0.remove(key);
        self.roots.retain(|root| root.absolute != key);
        Ok(self.writer()?.remove_root(key)?)
    }

    /// Reads what has changed in a folder.
    ///
    /// # Errors
    /// Where the index cannot be written.
    pub(super) fn bring_up_to_date(&mut self, root: &Root) -> Result<(), Error> {
        let key = root.key();
        let Some(known) = self.files.0.remove(&key) else {
            return self.read_all(root, true);
        };
        let changes = Changes::of(root, &known);
        if changes.is_all_gone() {
            self.built.failed.push(is_empty(root, changes.removed.len()));
            self.files.0.insert(key, known);
            return Ok(());
        }
        self.built.files.add(&changes);
        if known.settings == settings(root) {
            return self.read_changes(root, known, changes);
        }
        self.writer()?.remove_root(&key)?;
        self.read_all(root, false)
    }

    fn read_all(&mut self, root: &Root, counts: bool) -> Result<(), Error> {
        let kept = Kept::default();
        let pass = Pass { root, selection: Selection::All, begun: None, interrupted: &self.build.interrupted };
        let survey = survey(pass, self.build.today, &kept);
        let record = Record::new(settings(root));
        let task = Task { root, survey, asked: None, reads: None, moved: BTreeMap::new(), counts, record };
        self.read(task, &kept)
    }

    fn read_changes(&mut self, root: &Root, known: RootFiles, changes: Changes) -> Result<(), Error> {
        let kept = Kept::default();
        let pass = Pass { root, selection: Selection::All, begun: None, interrupted: &self.build.interrupted };
        let Neighbours { survey, asked, reads } = neighbours(pass, self.build.today, &kept, (&known, &changes));
        let gone: BTreeSet<&str> = changes.gone().collect();
        for (below, file) in known.files.iter().filter(|(below, _)| !reads.contains(*below) && !gone.contains(below.as_str())) {
            self.tell(&report_of(root, below, file));
        }
        self.tell_left_out(&changes);
        for below in &changes.removed {
            self.writer()?.remove_file(&root.key(), &root.shown(below))?;
        }
        if !changes.restamped.is_empty() {
            self.due = self.due.max(Due::Files);
        }
        let record = Record::after(known, &changes, &reads);
        let moved = changes.moved.into_iter().map(|(from, to)| (to, from)).collect();
        self.read(Task { root, survey, asked: Some(asked), reads: Some(reads), moved, counts: false, record }, &kept)
    }

    /// Reads the files of a task into the index.
    fn read(&mut self, mut task: Task<'_>, kept: &Kept) -> Result<(), Error> {
        let reads = task.reads.take();
        let nothing = reads.as_ref().is_some_and(BTreeSet::is_empty);
        if !nothing && !self.build.is_interrupted() {
            let surroundings = Surroundings { today: self.build.today, survey: task.survey.as_ref() };
            let selection = reads.as_ref().map_or(Selection::All, Selection::These);
            let interrupted = &self.build.interrupted;
            let pass = Pass { root: task.root, selection, begun: Some(self.begun), interrupted };
            let (root, moved, record) = (task.root, &task.moved, &mut task.record);
            let (is_new, counts) = (reads.is_none(), task.counts);
            let survey = surroundings.survey;
            let mut step = Reading { filling: self, root, key: root.key(), moved, record, survey, is_new, counts };
            match recognise_all(pass, &surroundings, kept, &mut |outcome| step.take(outcome)) {
                Ok(()) | Err(Stop::Interrupted) => {}
                Err(Stop::Error(error)) => return Err(error),
            }
        }
        if let Some(path) = task.record.unfinished() {
            self.writer()?.remove_file(&task.root.key(), path)?;
        }
        let key = task.root.key();
        let files = task.record.finish(task.survey.as_ref(), task.asked.as_ref());
        if self.writer.is_some() {
            remember(&mut self.roots, task.root, &files);
            self.files.0.insert(key.clone(), files);
        }
        let shown = |paths: BTreeSet<String>| paths.iter().map(|below| task.root.shown(below)).collect();
        self.read.insert(key, reads.map(shown));
        Ok(())
    }

    fn tell(&mut self, report: &FileReport) {
        self.built.skipped.extend(report.left_out(false));
        self.built.failed.extend(report.left_out(true));
        self.built.note(report);
        (self.watch)(Event::File(report));
    }

    fn tell_left_out(&mut self, changes: &Changes) {
        let skipped = changes.skipped.iter().map(|one| Outcome::Skipped(one.clone()));
        let closed = changes.closed.iter().map(|one| Outcome::Failed(one.clone()));
        for outcome in skipped.chain(closed) {
            self.tell_one(&outcome);
        }
    }

    /// Something that lies beside the files.
    fn tell_one(&mut self, outcome: &Outcome) {
        let (Outcome::Skipped(one) | Outcome::Failed(one)) = outcome else { return };
        let mut report = FileReport::begin(&one.file);
        report.take(outcome);
        self.tell(&report);
    }

    /// Publishes what was read so far of a new folder, where that is due.
    fn checkpoint(&mut self, root: &Root, record: &Record, survey: Option<&Survey>) -> Result<(), Error> {
        if self.published.elapsed() < self.build.checkpoint {
            return Ok(());
        }
        let (mut files, mut roots) = (self.files.clone(), self.roots.clone());
        let read = record.clone().finish(survey, None);
        remember(&mut roots, root, &read);
        files.0.insert(root.key(), read);
        let manifest = Manifest { concluded: false, ..Manifest::new(roots) };
        let conclusions = Conclusions { files: Some(&files), ..Conclusions::default() };
        self.writer()?.checkpoint(&manifest, &conclusions)?;
        self.published = Instant::now();
        Ok(())
    }

    /// Publishes what was done, if anything was; gives the account of it.
    ///
    /// # Errors
    /// Where the index cannot be written.
    pub(super) fn finish(mut self) -> Result<Built, Error> {
        let mut built = std::mem::take(&mut self.built);
        built.total = self.roots.iter().map(|root| root.articles).sum();
        built.interrupted = self.build.is_interrupted();
        let Some(writer) = self.writer.take().filter(|_| self.due > Due::Nothing) else {
            return Ok(built);
        };
        let is_concluded = self.due == Due::Files || !built.interrupted;
        let manifest = Manifest { concluded: is_concluded, ..Manifest::new(self.roots.clone()) };
        let committed = writer.commit(&manifest)?;
        if self.due == Due::Articles && is_concluded {
            self.conclude(committed, &manifest)?;
        } else {
            committed.publish(&Conclusions { files: Some(&self.files), ..Conclusions::default() })?;
        }
        built.written = true;
        Ok(built)
    }

    /// Merges names and groups copies in the whole index: the articles that this run read, and those that it left alone.
    fn conclude(self, committed: Committed, manifest: &Manifest) -> Result<(), Error> {
        let mut gathered = self.gathered;
        let reader = committed.reader()?;
        for root in &manifest.roots {
            let read = self.read.get(&root.absolute);
            if matches!(read, Some(None)) {
                continue;
            }
            let known: BTreeSet<&str> = read.iter().filter_map(|read| read.as_ref()).flatten().map(String::as_str).collect();
            for article in reader.articles_of(&root.absolute)? {
                let article = article?;
                if !known.contains(article.path.as_str()) {
                    gathered.add(&article);
                }
            }
        }
        let merges = gathered.ledger.merges();
        let copies = gathered.sketches.groups(|id| reader.body(id).map(|body| Words::of(&body)))?;
        drop(reader);
        committed.publish(&Conclusions { files: Some(&self.files), merges: Some(&merges), copies: Some(&copies) })?;
        Ok(())
    }
}

/// A folder while it is read.
struct Reading<'f, 'a, 't> {
    filling: &'f mut Filling<'a>,
    root: &'t Root,
    key: String,
    moved: &'t BTreeMap<String, String>,
    record: &'t mut Record,
    survey: Option<&'t Survey>,
    /// True where the index holds nothing of the folder.
    is_new: bool,
    /// True where nobody has counted its files.
    counts: bool,
}

impl Reading<'_, '_, '_> {
    fn take(&mut self, outcome: Outcome) -> Result<(), Stop> {
        if self.filling.build.is_interrupted() {
            return Err(Stop::Interrupted);
        }
        if let Some(report) = self.record.report() {
            report.take(&outcome);
        }
        match outcome {
            Outcome::Begins(file) => self.begin(*file)?,
            Outcome::Article(found) => self.article(&found)?,
            Outcome::Ends => self.end()?,
            Outcome::Skipped(_) | Outcome::Failed(_) if self.record.report().is_none() => self.filling.tell_one(&outcome),
            Outcome::Skipped(_) | Outcome::Failed(_) => {}
        }
        Ok(())
    }

    /// What the index holds of the file goes before it is read.
    fn begin(&mut self, file: ReadFile) -> Result<(), Error> {
        if !self.is_new {
            let writer = self.filling.writer()?;
            writer.remove_file(&self.key, &file.path)?;
            if let Some(from) = self.moved.get(&file.below) {
                writer.remove_file(&self.key, &self.root.shown(from))?;
                self.record.forget(from);
            }
        }
        self.filling.built.files.added += usize::from(self.counts);
        self.record.begin(file);
        Ok(())
    }

    fn end(&mut self) -> Result<(), Error> {
        self.record.end().iter().for_each(|report| self.filling.tell(report));
        // What is known of a folder that the index holds is left alone until all of it is right.
        if self.counts { self.filling.checkpoint(self.root, self.record, self.survey) } else { Ok(()) }
    }

    fn article(&mut self, found: &Recognised) -> Result<(), Error> {
        self.filling.gathered.add(&found.article);
        self.filling.writer()?.add(&found.article, &self.key)?;
        self.record.article(found);
        self.filling.built.articles += 1;
        (self.filling.watch)(Event::Article { articles: self.filling.built.articles, path: &found.article.path });
        Ok(())
    }
}

/// A folder that is there and has no files any more.
fn is_empty(root: &Root, files: usize) -> Skipped {
    let path = root.given.to_string_lossy().into_owned();
    Skipped::file(path, format!("is empty now: the articles of its {files} files stay until --remove drops them"))
}
