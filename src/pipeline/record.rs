//! What is remembered of the files of a folder? Files come in as they are read; the list for the next run goes out, with what
//! was known of those that were not read again.

use std::collections::{BTreeMap, BTreeSet};

use super::changes::Changes;
use super::flow::{ReadFile, Recognised};
use super::report::FileReport;
use crate::article::survey::Survey;
use crate::index::{KnownFile, RootFiles, Share, SourceState};
use crate::source::Root;

/// The list of a folder while it is being made.
#[derive(Debug, Clone, Default)]
pub(super) struct Record {
    files: RootFiles,
    /// The sources by their names.
    sources: BTreeMap<String, u32>,
    /// The file that is being read.
    current: Option<(ReadFile, FileReport, BTreeMap<u32, Share>)>,
}

impl Record {
    /// An empty list.
    pub(super) fn new(settings: String) -> Record {
        Record { files: RootFiles { settings, ..RootFiles::default() }, ..Record::default() }
    }

    /// The list of the last run, without what is gone. What has to be read again is marked, so that a run that is broken off
    /// leaves it to the next one.
    pub(super) fn after(known: RootFiles, changes: &Changes, reads: &BTreeSet<String>) -> Record {
        let mut files = known;
        for below in &changes.removed {
            files.files.remove(below);
        }
        for (below, stamp) in &changes.restamped {
            if let Some(file) = files.files.get_mut(below) {
                file.stamp = *stamp;
            }
        }
        for below in reads {
            if let Some(file) = files.files.get_mut(below) {
                file.stamp.hash = None;
            }
        }
        let names = files.sources.iter().map(|source| source.name.clone());
        let sources = names.zip(0..).collect();
        Record { files, sources, current: None }
    }

    /// A file begins.
    pub(super) fn begin(&mut self, file: ReadFile) {
        let report = FileReport::begin(&file.path);
        self.current = Some((file, report, BTreeMap::new()));
    }

    /// The report of the file that is being read.
    pub(super) fn report(&mut self) -> Option<&mut FileReport> {
        self.current.as_mut().map(|(_, report, _)| report)
    }

    /// An article of the file that is being read.
    pub(super) fn article(&mut self, found: &Recognised) {
        let number = self.source(&found.source);
        if let Some((_, _, shares)) = &mut self.current {
            let share = shares.entry(number).or_insert(Share { source: number, articles: 0, sampled: 0 });
            share.articles += 1;
            share.sampled += u32::from(found.sampled);
        }
    }

    fn source(&mut self, name: &str) -> u32 {
        if let Some(number) = self.sources.get(name) {
            return *number;
        }
        let number = self.files.sources.len() as u32;
        self.files.sources.push(SourceState { name: name.to_owned(), digest: None });
        self.sources.insert(name.to_owned(), number);
        number
    }

    /// The file has been read to its end; gives its report.
    pub(super) fn end(&mut self) -> Option<FileReport> {
        let (file, report, shares) = self.current.take()?;
        let format = report.plain();
        let told = if format.is_some() { None } else { serde_json::to_string(&report).ok() };
        let known = KnownFile { stamp: file.stamp, shares: shares.into_values().collect(), format, report: told };
        self.files.files.insert(file.below, known);
        Some(report)
    }

    /// Forgets a file: it lies elsewhere now.
    pub(super) fn forget(&mut self, below: &str) {
        self.files.files.remove(below);
    }

    /// The path of a file that was begun and not ended: a run that is broken off drops its articles.
    pub(super) fn unfinished(&self) -> Option<&str> {
        self.current.as_ref().map(|(file, _, _)| file.path.as_str())
    }

    /// The list, with what the sources that were asked tell now; sources without articles are left out.
    pub(super) fn finish(self, survey: Option<&Survey>, asked: Option<&BTreeSet<String>>) -> RootFiles {
        let RootFiles { settings, sources, mut files } = self.files;
        let used: BTreeSet<u32> = files.values().flat_map(|file| &file.shares).map(|share| share.source).collect();
        let digest = |source: &SourceState| {
            if asked.is_none_or(|asked| asked.contains(&source.name)) {
                survey.and_then(|survey| survey.digest(&source.name))
            } else {
                source.digest
            }
        };
        let numbered = (0..).zip(&sources).filter(|(number, _)| used.contains(number));
        let by_name: BTreeMap<&str, (u32, Option<u64>)> =
            numbered.map(|(number, source)| (source.name.as_str(), (number, digest(source)))).collect();
        let places: BTreeMap<u32, u32> = by_name.values().map(|(number, _)| *number).zip(0..).collect();
        for share in files.values_mut().flat_map(|file| &mut file.shares) {
            share.source = places.get(&share.source).copied().unwrap_or_default();
        }
        let states = by_name.into_iter().map(|(name, (_, digest))| SourceState { name: name.to_owned(), digest });
        RootFiles { settings, sources: states.collect(), files }
    }
}

/// What became of a file when it was read last.
pub(super) fn report_of(root: &Root, below: &str, known: &KnownFile) -> FileReport {
    let path = || root.shown(below);
    let told = known.report.as_deref().and_then(FileReport::parse);
    let plain = || known.format.map(|format| FileReport::of_plain(path(), format, known.articles()));
    told.or_else(plain).unwrap_or_else(|| FileReport::begin(&path()))
}
