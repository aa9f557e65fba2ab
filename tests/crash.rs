//! What is left of an index when the process that writes it is killed? Whatever the moment: the index opens, it holds what it
//! held before or what it would have held after, each article once, and the next run ends with the content of one that was
//! never killed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use newshound::index::{Error, Reader, examine};

use crate::run::{command, newshound};
use crate::sync::{Dice, Shelf, content, sync};

/// What the process is at when it is killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    /// A first index is built.
    Indexing,
    /// A tenth of the files has changed.
    Updating,
    /// A small change to an index of many small segments, which are merged for it.
    Merging,
    /// All segments become one.
    Compacting,
}

impl Phase {
    const ALL: [Phase; 4] = [Phase::Indexing, Phase::Updating, Phase::Merging, Phase::Compacting];

    fn arguments<'a>(self, folder: &'a str, index: &'a str) -> Vec<&'a str> {
        match self {
            Phase::Compacting => vec!["compact", "-q", "--index", index],
            _ => vec!["index", "-q", folder, "--index", index],
        }
    }
}

/// A folder, an index of an earlier state of it, and what the index holds before and after.
struct Scene {
    shelf: Shelf,
    before: tempfile::TempDir,
    held: Option<BTreeMap<String, String>>,
    wanted: BTreeMap<String, String>,
    /// How long the run takes that is killed.
    time: Duration,
}

impl Scene {
    fn new(phase: Phase, files: usize) -> Scene {
        let before = tempfile::tempdir().unwrap();
        let index = before.path().join("index");
        let mut shelf = Shelf::new(phase as u64 + 11);
        let parts = if phase == Phase::Merging { 3 } else { 1 };
        for _ in 0..parts {
            (0..files / parts).for_each(|_| shelf.add());
            if phase != Phase::Indexing {
                sync(&index, &[shelf.path().to_owned()], &[]);
            }
        }
        let held = (phase != Phase::Indexing).then(|| content(&index));
        if phase == Phase::Updating {
            (0..files / 10).for_each(|_| shelf.change());
        }
        if phase == Phase::Merging {
            shelf.add();
        }
        let fresh = tempfile::tempdir().unwrap();
        sync(fresh.path(), &[shelf.path().to_owned()], &[]);
        let wanted = content(fresh.path());
        let mut scene = Scene { shelf, before, held, wanted, time: Duration::ZERO };
        let place = scene.copy();
        let begun = Instant::now();
        let folder = scene.shelf.path().to_str().unwrap().to_owned();
        let output = newshound(&phase.arguments(&folder, place.path().join("index").to_str().unwrap()));
        scene.time = begun.elapsed();
        assert!([0, 3].contains(&output.status), "{output:?}");
        scene
    }

    /// A fresh copy of the index as it was before.
    fn copy(&self) -> tempfile::TempDir {
        let place = tempfile::tempdir().unwrap();
        let (from, to) = (self.before.path().join("index"), place.path().join("index"));
        if from.exists() {
            fs::create_dir(&to).unwrap();
            for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
                fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
            }
        }
        place
    }

    /// Kills a run after a part of its time, in thousandths; gives what the index holds then.
    fn kill(&self, phase: Phase, part: usize) -> &'static str {
        let place = self.copy();
        let index = place.path().join("index");
        let folder = self.shelf.path().to_str().unwrap();
        let mut run = command(&phase.arguments(folder, index.to_str().unwrap()));
        let mut process = run.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        sleep(self.time * part as u32 / 1000);
        process.kill().unwrap();
        process.wait().unwrap();
        let found = self.state(&index);
        sync(&index, &[self.shelf.path().to_owned()], &[]);
        assert!(content(&index) == self.wanted, "{phase:?} at {part}: the next run does not end with what was wanted");
        let examination = examine(&index).unwrap();
        assert_eq!((examination.faults, examination.orphans), (Vec::new(), Vec::new()), "{phase:?} at {part}");
        found
    }

    fn state(&self, index: &Path) -> &'static str {
        match Reader::open(index) {
            Err(Error::Missing { .. }) if self.held.is_none() => "nothing yet",
            Err(error) => panic!("{error}"),
            Ok(_) => {
                let now = content(index);
                assert_eq!(examine(index).unwrap().faults, Vec::<String>::new());
                if Some(&now) == self.held.as_ref() {
                    return "as before";
                }
                assert!(now == self.wanted, "neither what was nor what was to be");
                "as wanted"
            }
        }
    }
}

/// Kills runs of each phase at so many moments, and tells how many left the index in which state.
fn kill_all(files: usize, moments: usize) -> Vec<String> {
    let mut told = Vec::new();
    for phase in Phase::ALL {
        let scene = Scene::new(phase, files);
        let mut dice = Dice(moments as u64);
        let mut states: BTreeMap<&str, usize> = BTreeMap::new();
        for number in 0..moments {
            // Spread over the whole run, and random within its part of it.
            let part = (number * 1000 + dice.below(1000)) / moments;
            *states.entry(scene.kill(phase, part)).or_default() += 1;
        }
        told.push(format!("{phase:?}: killed {moments} times within {:?}: {states:?}", scene.time));
    }
    told
}

#[test]
fn a_killed_run_loses_nothing() {
    assert_eq!(kill_all(60, 3).len(), Phase::ALL.len());
}

/// By hand.
#[test]
#[ignore = "takes minutes: cargo test a_hundred_kills -- --ignored --nocapture"]
fn a_hundred_kills_lose_nothing() {
    println!("{}", kill_all(300, 25).join("\n"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full_leaves_the_index_as_it_was() {
    let place = tempfile::tempdir().unwrap();
    let index = place.path().join("index");
    let mut shelf = Shelf::new(5);
    (0..20).for_each(|_| shelf.add());
    sync(&index, &[shelf.path().to_owned()], &[]);
    let before = content(&index);
    (0..200).for_each(|_| shelf.add());
    // A limit on the size of files stands for a full disk: writing fails in the same way.
    let script = format!(
        "ulimit -f 100; exec {} index -q {} --index {}",
        env!("CARGO_BIN_EXE_newshound"),
        shelf.path().display(),
        index.display()
    );
    let output = std::process::Command::new("bash").args(["-c", &format!("trap '' XFSZ; {script}")]).output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains("the disk is full"), "{stderr}");
    assert!(content(&index) == before);
    sync(&index, &[shelf.path().to_owned()], &[]);
    assert!(content(&index).len() > before.len());
}

#[cfg(unix)]
#[test]
fn ctrl_c_keeps_what_is_whole_and_the_next_run_goes_on() {
    let place = tempfile::tempdir().unwrap();
    let index = place.path().join("index");
    let mut shelf = Shelf::new(9);
    (0..1_000).for_each(|_| shelf.add());
    let folder = shelf.path().to_str().unwrap();
    let mut process = command(&["index", "-q", folder, "--index", index.to_str().unwrap()]).spawn().unwrap();
    sleep(Duration::from_millis(1_500));
    let begun = Instant::now();
    let told = std::process::Command::new("kill").args(["-INT", &process.id().to_string()]).status().unwrap();
    assert!(told.success());
    let status = process.wait().unwrap();
    let time = begun.elapsed();
    // On a fast machine it may have been done.
    assert!([Some(130), Some(0), Some(3)].contains(&status.code()), "{status:?}");
    assert!(time < Duration::from_secs(4), "{time:?}");
    sync(&index, &[shelf.path().to_owned()], &[]);
    let fresh = tempfile::tempdir().unwrap();
    sync(fresh.path(), &[shelf.path().to_owned()], &[]);
    assert!(content(&index) == content(fresh.path()));
}
