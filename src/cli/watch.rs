//! `watch`: the index follows its folders. What the system tells of changes is taken as a sign alone: once it is quiet, the
//! folders are compared with the index, so that nothing depends on how a change was told, and none is missed for good.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::arguments::WatchFlags;
use super::{CHECKPOINT, Settings, Status, interrupt};
use crate::error::Error;
use crate::index::Reader;
use crate::pipeline::{Build, Built};
use crate::render::{self, Output, watch_line};
use crate::source;

/// Time after which Ctrl-C is noticed.
const PAUSE: Duration = Duration::from_millis(200);
/// A folder that never comes to rest is looked at so often.
const LONGEST_BURST: Duration = Duration::from_secs(15);
/// Folders are looked at so often without a sign, where the system gives none.
const WITHOUT_SIGNS: Duration = Duration::from_secs(30);
/// And where it does: a disk that was mounted, a sign that was lost.
const WITH_SIGNS: Duration = Duration::from_secs(600);

/// Brings the index in step, and keeps it there until it is told to end.
pub(super) fn run(settings: &Settings, flags: WatchFlags) -> Result<Status, Error> {
    let interrupted = interrupt::flag();
    let settle = Duration::try_from_secs_f64(flags.settle).unwrap_or(Duration::from_secs(1));
    let mut build = Build {
        directory: settings.index.clone(),
        add: flags.paths,
        remove: Vec::new(),
        mapping: None,
        rules: None,
        left_out: Vec::new(),
        today: settings.today,
        memory: flags.writing.memory,
        checkpoint: CHECKPOINT,
        patience: Duration::from_secs(flags.writing.wait.max(60)),
        interrupted: Arc::clone(&interrupted),
    };
    sync(settings, &build, true)?;
    build.add.clear();
    let mut signs = Signs::default();
    while !interrupted.load(Ordering::Relaxed) {
        // Watched before they are compared: what changes meanwhile is not missed.
        signs.attend(&settings.index);
        sync(settings, &build, false)?;
        signs.wait(settle, &interrupted);
    }
    Ok(Status::Interrupted)
}

/// Compares and reads once; a failure that may pass is told and does not end the watch, unless it is the first.
fn sync(settings: &Settings, build: &Build, first: bool) -> Result<(), Error> {
    let begun = Instant::now();
    let built = match build.run(&mut |_| ()) {
        Ok(built) => built,
        Err(error) if first => return Err(error.into()),
        Err(error) => {
            render::complain(&format!("{error} (hint: {})", error.hint()));
            return Ok(());
        }
    };
    tell(settings, &built, first, begun.elapsed())
}

fn tell(settings: &Settings, built: &Built, first: bool, time: Duration) -> Result<(), Error> {
    if settings.quiet || !(built.written || first) {
        return Ok(());
    }
    let mut output = Output::stdout();
    output.line(&watch_line(built, time))?;
    output.finish()?;
    for file in &built.failed {
        render::complain(&format!("{}: {}", file.path, file.reason));
    }
    Ok(())
}

/// What the system tells of changes.
#[derive(Default)]
struct Signs {
    watcher: Option<(RecommendedWatcher, Receiver<()>)>,
    folders: Vec<PathBuf>,
    told: bool,
}

impl Signs {
    /// Watches the folders of the index, those that it does not watch yet.
    fn attend(&mut self, index: &Path) {
        let Ok(reader) = Reader::open(index) else { return };
        let folders: Vec<PathBuf> = reader.manifest().roots.iter().map(|root| PathBuf::from(&root.absolute)).collect();
        let there: Vec<PathBuf> = folders.into_iter().filter(|folder| folder.exists()).collect();
        if there == self.folders && self.watcher.is_some() {
            return;
        }
        match watcher(index, &there) {
            Ok(watcher) => self.watcher = Some(watcher),
            Err(error) if !self.told => {
                self.told = true;
                let seconds = WITHOUT_SIGNS.as_secs();
                render::complain(&format!(
                    "the system does not tell of changes ({error}): folders are looked at every {seconds} s"
                ));
            }
            Err(_) => self.watcher = None,
        }
        self.folders = there;
    }

    /// Waits for a sign and for the quiet after it, or until it is time to look without one.
    fn wait(&self, settle: Duration, interrupted: &AtomicBool) {
        let begun = Instant::now();
        let mut burst: Option<(Instant, Instant)> = None;
        let longest = if self.watcher.is_some() { WITH_SIGNS } else { WITHOUT_SIGNS };
        while !interrupted.load(Ordering::Relaxed) && begun.elapsed() < longest {
            if burst.is_some_and(|(first, last)| last.elapsed() >= settle || first.elapsed() >= LONGEST_BURST) {
                return;
            }
            match self.watcher.as_ref().map(|(_, signs)| signs.recv_timeout(PAUSE.min(settle))) {
                Some(Ok(())) => burst = Some((burst.map_or_else(Instant::now, |(first, _)| first), Instant::now())),
                Some(Err(RecvTimeoutError::Timeout)) => {}
                Some(Err(RecvTimeoutError::Disconnected)) | None => std::thread::sleep(PAUSE),
            }
        }
    }
}

fn watcher(index: &Path, folders: &[PathBuf]) -> notify::Result<(RecommendedWatcher, Receiver<()>)> {
    let (send, receive) = channel();
    let index = source::absolute(index).unwrap_or_else(|| index.to_owned());
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // What the index itself does is no change, nor is reading; an error may have swallowed a sign.
        let is_sign = event.map_or(true, |event| {
            !matches!(event.kind, EventKind::Access(_)) && !event.paths.iter().all(|path| path.starts_with(&index))
        });
        if is_sign {
            // Nobody listens any more once the program ends.
            let _ = send.send(());
        }
    })?;
    for folder in folders {
        watcher.watch(folder, RecursiveMode::Recursive)?;
    }
    Ok((watcher, receive))
}
