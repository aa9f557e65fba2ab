//! What do the articles of a folder tell about one another, and about which has that changed? A folder that is read anew is
//! surveyed whole. Of one that is known only those sources are surveyed whose articles came, went or changed; where what they
//! tell is not what it was, their other articles are out of date too.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use jiff::civil::Date;

use super::changes::Changes;
use super::flow::{Pass, Selection, Step, flow};
use super::kept::Kept;
use crate::article;
use crate::article::survey::{Sketch, Survey, Surveyor, source_name, surveyed};
use crate::index::{KnownFile, RootFiles, SourceState};
use crate::source::{Found, Read};

/// The survey of a folder in which everything is read; a file given alone has no neighbours. What cannot be read is reported
/// by the pass that follows.
pub(super) fn survey(pass: Pass<'_>, today: Date, kept: &Kept) -> Option<Survey> {
    (!pass.root.path.is_file()).then(|| {
        let mut sweeps = Sweeps { pass, today, kept, surveyor: Mutex::default(), sources: BTreeSet::new() };
        sweeps.read(Selection::All);
        sweeps.finish()
    })
}

/// What a known folder tells after some of its files have changed.
#[derive(Debug, Default)]
pub(super) struct Neighbours {
    /// What its sources tell, those that matter.
    pub survey: Option<Survey>,
    /// The sources that were asked.
    pub asked: BTreeSet<String>,
    /// Files that have to be read: those that changed, and those of which other ones tell something else now.
    pub reads: BTreeSet<String>,
}

/// Surveys what has to be known before changed files are read.
pub(super) fn neighbours(pass: Pass<'_>, today: Date, kept: &Kept, before: (&RootFiles, &Changes)) -> Neighbours {
    let (known, changes) = before;
    let mut reads = changes.reads();
    if pass.root.path.is_file() || reads.is_empty() && changes.removed.is_empty() {
        return Neighbours { reads, ..Neighbours::default() };
    }
    let mut sweeps = Sweeps { pass, today, kept, surveyor: Mutex::default(), sources: BTreeSet::new() };
    sweeps.read(Selection::These(&reads));
    let past = Past::new(known, changes);
    let new = sweeps.sources.clone();
    let allowed = surveyed(past.living().chain(new.iter().map(String::as_str)));
    let wanted = past.wanted(&new, &allowed);
    let samples = past.samples(&wanted);
    sweeps.read(Selection::These(&samples));
    let mut survey = sweeps.finish();
    survey.retain(&wanted.intersection(&allowed).copied().collect());
    reads.extend(past.out_of_date(&wanted, &survey));
    let asked = wanted.into_iter().map(str::to_owned).collect();
    Neighbours { survey: Some(survey), asked, reads }
}

/// Ways through the files of a folder in which its articles are sketched.
struct Sweeps<'a> {
    pass: Pass<'a>,
    today: Date,
    kept: &'a Kept,
    surveyor: Mutex<Surveyor>,
    /// The sources of all articles that were seen.
    sources: BTreeSet<String>,
}

impl Sweeps<'_> {
    fn read(&mut self, selection: Selection<'_>) {
        if matches!(selection, Selection::These(paths) if paths.is_empty()) {
            return;
        }
        let (surveyor, kept, today) = (&self.surveyor, self.kept, self.today);
        let lock = || surveyor.lock().unwrap_or_else(PoisonError::into_inner);
        let draw = |step: Step| {
            let Step::Found(Found::Piece(piece)) = step else { return None };
            let id = piece.origin.id.clone();
            let read = piece.read();
            let drawn = match &read {
                Read::Document(document) => {
                    let wanted = lock().wants(document);
                    Some((source_name(document), wanted.then(|| article::sketch(document, today))))
                }
                _ => None,
            };
            kept.keep(id, read);
            drawn
        };
        // What panics here does so again in the pass that follows, which reports it.
        let draw = |step| catch_unwind(AssertUnwindSafe(|| draw(step))).ok().flatten();
        let sources = &mut self.sources;
        let mut add = |drawn: Option<(String, Option<Sketch>)>| {
            if let Some((source, sketch)) = drawn {
                if let Some(sketch) = sketch {
                    lock().add(sketch);
                }
                sources.insert(source);
            }
            Ok::<(), Infallible>(())
        };
        let Ok(()) = flow(Pass { selection, begun: None, ..self.pass }, &draw, &mut add);
    }

    fn finish(self) -> Survey {
        self.surveyor.into_inner().unwrap_or_else(PoisonError::into_inner).finish()
    }
}

/// What was known of a folder before, as it stands to what has changed.
struct Past<'a> {
    known: &'a RootFiles,
    /// Files whose articles are gone, or will be read again.
    gone: Vec<&'a KnownFile>,
    /// Files that are as they were.
    left: Vec<(&'a String, &'a KnownFile)>,
}

impl<'a> Past<'a> {
    fn new(known: &'a RootFiles, changes: &Changes) -> Past<'a> {
        let gone: BTreeSet<&str> = changes.gone().collect();
        let (gone, left): (Vec<_>, Vec<_>) = known.files.iter().partition(|(below, _)| gone.contains(below.as_str()));
        Past { known, gone: gone.into_iter().map(|(_, file)| file).collect(), left }
    }

    fn sources(&self, file: &KnownFile) -> impl Iterator<Item = &'a str> {
        file.shares.iter().filter_map(|share| self.known.sources.get(share.source as usize)).map(|source| source.name.as_str())
    }

    /// The sources of the articles that are left.
    fn living(&self) -> impl Iterator<Item = &'a str> {
        self.left.iter().flat_map(|(_, file)| self.sources(file))
    }

    /// The sources that have to be surveyed: those of which articles came or went, those that are surveyed now and were not or
    /// the other way round, and those with which they share a file.
    fn wanted<'n>(&self, new: &'n BTreeSet<String>, allowed: &BTreeSet<&str>) -> BTreeSet<&'n str>
    where
        'a: 'n,
    {
        let mut wanted: BTreeSet<&str> = new.iter().map(String::as_str).collect();
        wanted.extend(self.gone.iter().flat_map(|file| self.sources(file)));
        let other = self.known.sources.iter().filter(|source| source.digest.is_some() != allowed.contains(source.name.as_str()));
        wanted.extend(other.map(|source| source.name.as_str()));
        let shared: Vec<&KnownFile> = self.left.iter().map(|(_, file)| *file).filter(|file| file.shares.len() > 1).collect();
        loop {
            let before = wanted.len();
            for file in &shared {
                if self.sources(file).any(|source| wanted.contains(source)) {
                    wanted.extend(self.sources(file));
                }
            }
            if wanted.len() == before {
                return wanted;
            }
        }
    }

    /// The sources of which an article of the sample is gone, so that another one takes its place, nobody knows which.
    fn lost(&self) -> BTreeSet<u32> {
        let gone = || self.gone.iter().flat_map(|file| &file.shares);
        let all = self.left.iter().flat_map(|(_, file)| &file.shares).chain(gone());
        let larger: BTreeSet<u32> = all.filter(|share| share.articles > share.sampled).map(|share| share.source).collect();
        let gone = gone().filter(|share| share.sampled > 0).map(|share| share.source);
        gone.filter(|source| larger.contains(source)).collect()
    }

    /// Files that are as they were, in which articles stand from which these sources are surveyed.
    fn samples(&self, wanted: &BTreeSet<&str>) -> BTreeSet<String> {
        let lost = self.lost();
        let mut samples = BTreeSet::new();
        for (below, file) in &self.left {
            let is_sample = file
                .shares
                .iter()
                .zip(self.sources(file))
                .any(|(share, source)| wanted.contains(source) && (share.sampled > 0 || lost.contains(&share.source)));
            if is_sample {
                samples.insert((*below).clone());
            }
        }
        samples
    }

    /// Files that are as they were, of whose sources the articles tell something else now.
    fn out_of_date(&self, wanted: &BTreeSet<&str>, survey: &Survey) -> Vec<String> {
        let lost = self.lost();
        let is_other = |(number, source): (u32, &SourceState)| {
            let name = source.name.as_str();
            wanted.contains(name) && (lost.contains(&number) || survey.digest(name) != source.digest)
        };
        let other: Vec<bool> = (0..).zip(&self.known.sources).map(is_other).collect();
        let concerned = |file: &KnownFile| file.shares.iter().any(|share| other.get(share.source as usize) == Some(&true));
        self.left.iter().filter(|(_, file)| concerned(file)).map(|(below, _)| (*below).clone()).collect()
    }
}
