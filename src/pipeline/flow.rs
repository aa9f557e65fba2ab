//! How do many files become articles at once, and still come out in order? One thread reads, workers recognise, and the
//! caller's thread receives every outcome in the order of the files, in two passes a root. Channels are bounded and a budget holds the text
//! under way, so memory does not grow with the corpus, however uneven the articles are.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};
use jiff::civil::Date;

use super::kept::Kept;
use crate::article::model::{Article, Reading};
use crate::article::survey::{Sketch, Survey, Surveyor};
use crate::article::{self, Surroundings};
use crate::entity;
use crate::source::{self, Found, Piece, Read, Root, Skipped, walk};

/// Bytes of text under way at most, unless one article alone is longer.
const UNDER_WAY: usize = 16 * 1024 * 1024;
/// What an article counts at least: short ones cost more than their text.
const LEAST_COST: usize = 32 * 1024;
/// Messages that wait in a channel.
const WAITING: usize = 64;

/// What became of a file, or of one article in it.
#[derive(Debug)]
pub enum Outcome {
    /// An article with all its fields, and how its bytes were read.
    Article(Box<Article>, Reading),
    /// No article, left out on purpose.
    Skipped(Skipped),
    /// Something that should have been read and could not be.
    Failed(Skipped),
}

/// Reads and recognises everything below the roots. `handle` is called on this thread, in the order of the roots and
/// of their files, with the number of the root.
///
/// Each root is read twice: first its articles are surveyed, then they are recognised in the light of the survey.
///
/// # Errors
/// The first error of `handle`, which ends the run.
pub fn run<E>(roots: &[Root], today: Date, mut handle: impl FnMut(usize, Outcome) -> Result<(), E>) -> Result<(), E> {
    for (number, root) in roots.iter().enumerate() {
        let kept = Kept::default();
        let survey = survey(root, today, &kept);
        let surroundings = Surroundings { today, survey: survey.as_ref() };
        let work = |place, found| recognise(found, &surroundings, &|piece| kept.read(place, piece));
        flow(root, &work, &mut |outcome| handle(number, outcome))?;
    }
    Ok(())
}

/// The survey of a folder; a file given alone has no neighbours. What cannot be read is reported by the pass that follows.
fn survey(root: &Root, today: Date, kept: &Kept) -> Option<Survey> {
    if root.path.is_file() {
        return None;
    }
    let surveyor = Mutex::new(Surveyor::default());
    let lock = || surveyor.lock().unwrap_or_else(PoisonError::into_inner);
    let draw = |place: u64, found: Found| {
        let Found::Piece(piece) = found else { return None };
        let id = piece.origin.id.clone();
        let read = piece.read();
        let sketch = match &read {
            Read::Document(document) if lock().wants(document) => Some(article::sketch(document, today)),
            _ => None,
        };
        kept.keep(place, id, read);
        sketch
    };
    // What panics here does so again in the pass that follows, which reports it.
    let draw = |place, found| catch_unwind(AssertUnwindSafe(|| draw(place, found))).ok().flatten();
    let mut add = |sketch: Option<Sketch>| {
        if let Some(sketch) = sketch {
            lock().add(sketch);
        }
        Ok::<(), Infallible>(())
    };
    let Ok(()) = flow(root, &draw, &mut add);
    Some(surveyor.into_inner().unwrap_or_else(PoisonError::into_inner).finish())
}

/// Reads everything below a root and gives it, with its number, to `work` on all cores; `handle` receives what comes of it on this thread,
/// in the order of the files.
fn flow<T: Send, E>(
    root: &Root,
    work: &(impl Fn(u64, Found) -> T + Sync),
    handle: &mut impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let budget = Budget::default();
    let (send_found, receive_found) = bounded(WAITING);
    let (send_done, receive_done) = bounded(WAITING);
    thread::scope(|scope| {
        let shared = &budget;
        scope.spawn(move || read_all(root, shared, &send_found));
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
    fn with<U>(self, change: impl FnOnce(u64, T) -> U) -> Ticket<U> {
        Ticket { number: self.number, cost: self.cost, content: change(self.number, self.content) }
    }
}

fn read_all(root: &Root, budget: &Budget, send: &Sender<Ticket<Found>>) {
    let mut number = 0;
    let mut give = |content: Found| {
        let cost = if let Found::Piece(piece) = &content { piece.cost.max(LEAST_COST) } else { 0 };
        let ticket = Ticket { number, cost, content };
        number += 1;
        budget.take(cost) && send.send(ticket).is_ok()
    };
    for file in walk(root) {
        let mut open = true;
        match file {
            Ok(file) => source::read(&file, &mut |found| {
                open = give(found);
                open
            }),
            Err(left_out) => open = give(left_out),
        }
        if !open {
            return;
        }
    }
}

fn work_off<T>(work: &impl Fn(u64, Found) -> T, receive: &Receiver<Ticket<Found>>, send: &Sender<Ticket<T>>) {
    for ticket in receive {
        if send.send(ticket.with(work)).is_err() {
            return;
        }
    }
}

fn recognise(found: Found, surroundings: &Surroundings<'_>, read: &dyn Fn(Piece) -> Read) -> Outcome {
    let piece = match found {
        Found::Piece(piece) => piece,
        Found::Skipped(skipped) => return Outcome::Skipped(skipped),
        Found::Failed(failed) => return Outcome::Failed(failed),
    };
    let origin = piece.origin.clone();
    // A rule that panics on some text is a bug of ours: it may cost that article, never the run.
    catch_unwind(AssertUnwindSafe(|| recognise_document(read(piece), surroundings)))
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
    Outcome::Article(Box::new(article), document.reading)
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

    fn corpus(files: usize) -> (tempfile::TempDir, Vec<Root>) {
        let folder = tempfile::tempdir().unwrap();
        for number in 0..files {
            // Uneven lengths, so that workers overtake one another.
            let text = format!("Talks number {number}\n\nThe talks went on. {}", "They talked. ".repeat(number % 7 * 300));
            std::fs::write(folder.path().join(format!("{number:03}.txt")), text).unwrap();
        }
        let roots = plan(&[], &[folder.path().to_path_buf()]).unwrap();
        (folder, roots)
    }

    #[test]
    fn articles_come_in_the_order_of_their_files() {
        let (_folder, roots) = corpus(200);
        let mut ids = Vec::new();
        let result: Result<(), ()> = run(&roots, date(2026, 11, 22), |_, outcome| {
            if let Outcome::Article(article, _) = outcome {
                ids.push(article.id);
            }
            Ok(())
        });
        assert_eq!(result, Ok(()));
        assert_eq!(ids.len(), 200);
        assert!(ids.is_sorted());
    }

    #[test]
    fn an_error_of_the_receiver_ends_the_run() {
        let (_folder, roots) = corpus(200);
        let mut handled = 0;
        let result = run(&roots, date(2026, 11, 22), |_, _| {
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
