//! How do many files become articles at once, and still come out in order? One thread reads, workers recognise, and the
//! caller's thread receives every outcome in the order of the files. Channels are bounded and a budget holds the text
//! under way, so memory does not grow with the corpus, however uneven the articles are.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};
use jiff::Timestamp;

use super::kept::Kept;
use crate::article::model::{Article, Reading};
use crate::article::survey::{Survey, source_name};
use crate::article::{self, Surroundings};
use crate::entity;
use crate::index::Stamp;
use crate::source::{self, Found, FoundFile, Read, Root, Skipped, walk};

/// Bytes of text under way at most, unless one article alone is longer.
const UNDER_WAY: usize = 16 * 1024 * 1024;
/// What an article counts at least: short ones cost more than their text.
const LEAST_COST: usize = 32 * 1024;
/// A file that was changed less than so many nanoseconds before a run may be changed again without another time: the times
/// of some file systems (FAT) are exact to two seconds.
const YOUNG: i128 = 2_000_000_000;
/// What anything else counts: a file of millions of bad records must not run ahead of the rest.
const OTHER_COST: usize = 1024;
/// Messages that wait in a channel.
const WAITING: usize = 64;

/// What became of a file, or of one article in it.
#[derive(Debug)]
pub enum Outcome {
    /// A file begins: what follows up to its end is of this file.
    Begins(Box<ReadFile>),
    /// An article with all its fields.
    Article(Box<Recognised>),
    /// No article, left out on purpose.
    Skipped(Skipped),
    /// Something that should have been read and could not be.
    Failed(Skipped),
    /// The file has been read to its end.
    Ends,
}

/// A file that is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadFile {
    /// Path below its root.
    pub below: String,
    /// Path for people.
    pub path: String,
    /// What tells whether it has changed.
    pub stamp: Stamp,
}

/// An article, and what is remembered beside it.
#[derive(Debug)]
pub struct Recognised {
    /// The article with all its fields.
    pub article: Article,
    /// How its bytes were read.
    pub reading: Reading,
    /// The source among whose articles it stands.
    pub source: String,
    /// True where the source was surveyed with the help of this article.
    pub sampled: bool,
}

/// Which files of a root are read.
#[derive(Debug, Clone, Copy)]
pub(super) enum Selection<'a> {
    /// All of them.
    All,
    /// Those with these paths below the root.
    These(&'a BTreeSet<String>),
}

impl Selection<'_> {
    fn holds(self, root: &Root, file: &FoundFile) -> bool {
        match self {
            Selection::All => true,
            Selection::These(paths) => paths.contains(file.below(root)),
        }
    }
}

/// One way through the files of a root.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pass<'a> {
    /// The folder or file.
    pub root: &'a Root,
    /// Which of its files are read; what is no file is told only where that is all of them.
    pub selection: Selection<'a>,
    /// Where the beginnings and ends of files are told: the time at which the run began.
    pub begun: Option<Timestamp>,
    /// Set by whoever wants the pass to end before its end.
    pub interrupted: &'a AtomicBool,
}

/// Recognises the articles of a pass in the light of a survey. `handle` is called on this thread, in the order of the files.
///
/// # Errors
/// The first error of `handle`, which ends the pass.
pub(super) fn recognise_all<E>(
    pass: Pass<'_>,
    surroundings: &Surroundings<'_>,
    kept: &Kept,
    handle: &mut impl FnMut(Outcome) -> Result<(), E>,
) -> Result<(), E> {
    flow(pass, &|step| recognise(step, surroundings, kept), handle)
}

/// What a reader comes upon.
#[derive(Debug)]
pub(super) enum Step {
    /// A file begins.
    Begins(Box<ReadFile>),
    /// Something in it, or a file that is left out.
    Found(Found),
    /// The file has been read to its end.
    Ends,
}

/// Reads the files of a pass and gives what is found to `work` on all cores; `handle` receives what comes of it on this thread,
/// in the order of the files.
pub(super) fn flow<T: Send, E>(
    pass: Pass<'_>,
    work: &(impl Fn(Step) -> T + Sync),
    handle: &mut impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let budget = Budget::default();
    let (send_found, receive_found) = bounded(WAITING);
    let (send_done, receive_done) = bounded(WAITING);
    thread::scope(|scope| {
        let shared = &budget;
        scope.spawn(move || read_all(pass, shared, &send_found));
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            let (receive, send) = (receive_found.clone(), send_done.clone());
            scope.spawn(move || work_off(work, &receive, &send));
        }
        // Only the threads' own ends stay open, so that each channel closes when its last sender is done.
        drop((receive_found, send_done));
        let result = in_order(receive_done, &budget, handle);
        budget.close();
        result
    })
}

/// Something under way: its place in the order and its share of the budget.
struct Ticket<T> {
    number: u64,
    cost: usize,
    content: T,
}

impl<T> Ticket<T> {
    fn with<U>(self, change: impl FnOnce(T) -> U) -> Ticket<U> {
        Ticket { number: self.number, cost: self.cost, content: change(self.content) }
    }
}

fn read_all(pass: Pass<'_>, budget: &Budget, send: &Sender<Ticket<Step>>) {
    let mut number = 0;
    let mut give = |content: Step| {
        let cost = if let Step::Found(Found::Piece(piece)) = &content { piece.cost.max(LEAST_COST) } else { OTHER_COST };
        let ticket = Ticket { number, cost, content };
        number += 1;
        budget.take(cost) && send.send(ticket).is_ok()
    };
    for file in walk(pass.root) {
        let open = match file {
            Ok(file) if pass.selection.holds(pass.root, &file) => read_file(pass, &file, &mut give),
            Err(left_out) if matches!(pass.selection, Selection::All) => give(Step::Found(left_out)),
            Ok(_) | Err(_) => true,
        };
        if !open || pass.interrupted.load(Ordering::Relaxed) {
            return;
        }
    }
}

fn read_file(pass: Pass<'_>, file: &FoundFile, give: &mut impl FnMut(Step) -> bool) -> bool {
    let mut open = pass.begun.is_none_or(|begun| give(Step::Begins(Box::new(ReadFile::new(pass.root, file, begun)))));
    if open {
        source::read(file, &mut |found| {
            open = give(Step::Found(found));
            open
        });
    }
    open && (pass.begun.is_none() || give(Step::Ends))
}

impl ReadFile {
    fn new(root: &Root, file: &FoundFile, begun: Timestamp) -> ReadFile {
        // Of a file that is as young as the run nobody can say which state of it was read: it is read again by the next run.
        let settled = file.touched.is_some_and(|touched| i128::from(touched) + YOUNG < begun.as_nanosecond());
        let hash = if settled { file.hash() } else { None };
        let stamp = Stamp { length: file.length, modified: file.touched, hash };
        ReadFile { below: file.below(root).to_owned(), path: file.path.clone(), stamp }
    }
}

fn work_off<T>(work: &impl Fn(Step) -> T, receive: &Receiver<Ticket<Step>>, send: &Sender<Ticket<T>>) {
    for ticket in receive {
        if send.send(ticket.with(work)).is_err() {
            return;
        }
    }
}

fn recognise(step: Step, surroundings: &Surroundings<'_>, kept: &Kept) -> Outcome {
    let piece = match step {
        Step::Begins(file) => return Outcome::Begins(file),
        Step::Ends => return Outcome::Ends,
        Step::Found(Found::Piece(piece)) => piece,
        Step::Found(Found::Skipped(skipped)) => return Outcome::Skipped(skipped),
        Step::Found(Found::Failed(failed)) => return Outcome::Failed(failed),
    };
    let origin = piece.origin.clone();
    // A rule that panics on some text is a bug of ours: it may cost that article, never the run.
    catch_unwind(AssertUnwindSafe(|| recognise_document(kept.read(piece), surroundings)))
        .unwrap_or_else(|_| Outcome::Failed(origin.left_out(None, "an internal error: please report this file")))
}

fn recognise_document(read: Read, surroundings: &Surroundings<'_>) -> Outcome {
    let document = match read {
        Read::Document(document) => document,
        Read::Skipped(skipped) => return Outcome::Skipped(skipped),
        Read::Failed(failed) => return Outcome::Failed(failed),
    };
    let mut article = article::recognise(&document, surroundings);
    entity::recognise(&mut article, surroundings.survey.and_then(|survey| survey.source(&document)));
    let source = source_name(&document);
    let looked_at = |survey: &Survey| survey.has_looked_at(&source, &document.id);
    let sampled = surroundings.survey.is_some_and(looked_at);
    Outcome::Article(Box::new(Recognised { article, reading: document.reading, source, sampled }))
}

/// Takes the outcomes as they come and hands them on in order; what comes early waits.
fn in_order<T, E>(receive: Receiver<Ticket<T>>, budget: &Budget, handle: &mut impl FnMut(T) -> Result<(), E>) -> Result<(), E> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    for ticket in receive {
        early.insert(ticket.number, ticket);
        while let Some(ticket) = early.remove(&next) {
            handle(ticket.content)?;
            budget.give_back(ticket.cost);
            next += 1;
        }
    }
    Ok(())
}

/// Text under way, in bytes, and whether the run is over.
#[derive(Default)]
struct Budget {
    state: Mutex<(usize, bool)>,
    changed: Condvar,
}

impl Budget {
    fn lock(&self) -> MutexGuard<'_, (usize, bool)> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until the cost fits; false once the run is over.
    fn take(&self, cost: usize) -> bool {
        let full = |(used, over): &mut (usize, bool)| !*over && *used > 0 && *used + cost > UNDER_WAY;
        let mut state = self.changed.wait_while(self.lock(), full).unwrap_or_else(PoisonError::into_inner);
        state.0 += cost;
        !state.1
    }

    fn give_back(&self, cost: usize) {
        self.lock().0 -= cost;
        self.changed.notify_one();
    }

    fn close(&self) {
        self.lock().1 = true;
        self.changed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::plan;
    use jiff::civil::date;

    fn corpus(files: usize) -> (tempfile::TempDir, Root) {
        let folder = tempfile::tempdir().unwrap();
        for number in 0..files {
            // Uneven lengths, so that workers overtake one another.
            let text = format!("Talks number {number}\n\nThe talks went on. {}", "They talked. ".repeat(number % 7 * 300));
            std::fs::write(folder.path().join(format!("{number:03}.txt")), text).unwrap();
        }
        let root = plan(&[], &[folder.path().to_path_buf()]).unwrap().remove(0);
        (folder, root)
    }

    fn all<E>(root: &Root, begun: Option<Timestamp>, handle: &mut impl FnMut(Outcome) -> Result<(), E>) -> Result<(), E> {
        let pass = Pass { root, selection: Selection::All, begun, interrupted: &AtomicBool::new(false) };
        recognise_all(pass, &Surroundings::alone(date(2026, 11, 22)), &Kept::default(), handle)
    }

    #[test]
    fn articles_come_in_the_order_of_their_files() {
        let (_folder, root) = corpus(200);
        let mut ids = Vec::new();
        let result: Result<(), ()> = all(&root, None, &mut |outcome| {
            if let Outcome::Article(found) = outcome {
                ids.push(found.article.id);
            }
            Ok(())
        });
        assert_eq!(result, Ok(()));
        assert_eq!(ids.len(), 200);
        assert!(ids.is_sorted());
    }

    #[test]
    fn each_file_begins_and_ends_and_only_those_selected() {
        let (_folder, root) = corpus(5);
        let these = BTreeSet::from(["001.txt".to_owned(), "004.txt".to_owned(), "009.txt".to_owned()]);
        let never = AtomicBool::new(false);
        let pass = Pass { root: &root, selection: Selection::These(&these), begun: Some(Timestamp::now()), interrupted: &never };
        let mut seen = Vec::new();
        let result = recognise_all(pass, &Surroundings::alone(date(2026, 11, 22)), &Kept::default(), &mut |outcome| {
            seen.push(match outcome {
                Outcome::Begins(file) => format!("{} {:?}", file.below, file.stamp.hash),
                Outcome::Article(found) => found.article.id,
                Outcome::Ends => "end".to_owned(),
                other => format!("{other:?}"),
            });
            Ok::<(), ()>(())
        });
        assert_eq!(result, Ok(()));
        assert_eq!(seen, ["001.txt None", "001.txt", "end", "004.txt None", "004.txt", "end"]);
    }

    #[test]
    fn an_error_of_the_receiver_ends_the_run() {
        let (_folder, root) = corpus(200);
        let mut handled = 0;
        let result = all(&root, None, &mut |_| {
            handled += 1;
            if handled == 3 { Err("enough") } else { Ok(()) }
        });
        assert_eq!((result, handled), (Err("enough"), 3));
    }

    #[test]
    fn a_budget_lets_one_long_article_pass() {
        let budget = Budget::default();
        assert!(budget.take(UNDER_WAY * 2));
        budget.give_back(UNDER_WAY * 2);
        assert!(budget.take(1));
        budget.close();
        assert!(!budget.take(UNDER_WAY * 2));
    }
}
