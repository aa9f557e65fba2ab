//! Do those who search and one who writes get on? Every answer is from one whole commit, whatever is written meanwhile.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use newshound::index::Reader;
use newshound::query::{Joiner, parse};
use newshound::search::{self, Request};

use crate::run::command;
use crate::sync::sync;

const ARTICLES: usize = 20;

/// All articles of a folder say which round it is.
fn write_round(folder: &Path, round: usize) {
    for number in 0..ARTICLES {
        let text = format!(
            "Round {round} of talks\n\nOSLO, March 3, 1987 — Envoy Ada Brook opened round number{round} of the talks in room {number} \
             on Tuesday.\n\nThey will go on, she said.\n"
        );
        fs::write(folder.join(format!("{number}.txt")), text).unwrap();
    }
}

/// One look at the index: how many articles there are, and of which rounds.
fn look(index: &Path) -> (usize, BTreeSet<String>) {
    let reader = Reader::open(index).unwrap();
    let roots = reader.manifest().roots.clone();
    let articles = reader.articles_of(&roots[0].absolute).unwrap();
    let rounds = articles.map(|article| article.unwrap().headline.unwrap()).collect();
    let request = Request { query: parse("talks", Joiner::All).unwrap(), ..Request::default() };
    let found = search::run(&reader, &request).unwrap();
    assert_eq!(reader.faults().collect::<Vec<_>>(), Vec::<&str>::new());
    (found.total, rounds)
}

fn search_while_writing(readers: usize, time: Duration) -> (usize, usize) {
    let (folder, index) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    write_round(folder.path(), 0);
    sync(index.path(), &[folder.path().to_owned()], &[]);
    let (looks, over) = (AtomicUsize::new(0), AtomicBool::new(false));
    let mut round = 0;
    std::thread::scope(|scope| {
        for _ in 0..readers {
            scope.spawn(|| {
                while !over.load(Ordering::Relaxed) {
                    let (total, rounds) = look(index.path());
                    assert_eq!((total, rounds.len()), (ARTICLES, 1), "{rounds:?}");
                    looks.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        let begun = Instant::now();
        while begun.elapsed() < time {
            round += 1;
            write_round(folder.path(), round);
            sync(index.path(), &[folder.path().to_owned()], &[]);
        }
        over.store(true, Ordering::Relaxed);
    });
    (looks.into_inner(), round)
}

#[test]
fn every_answer_is_from_one_whole_commit() {
    let (looks, rounds) = search_while_writing(2, Duration::from_secs(3));
    assert!(looks > 2 && rounds > 1, "{looks} looks, {rounds} rounds");
}

/// By hand.
#[test]
#[ignore = "takes two minutes: cargo test four_readers -- --ignored --nocapture"]
fn four_readers_for_two_minutes_meet_no_error() {
    let (looks, rounds) = search_while_writing(4, Duration::from_secs(120));
    println!("{looks} answers while the index was written {rounds} times");
}

#[cfg(unix)]
#[test]
fn watch_follows_its_folder_and_ends_when_told() {
    let (folder, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let index = place.path().join("index");
    write_round(folder.path(), 1);
    let arguments = ["watch", folder.path().to_str().unwrap(), "--settle", "0.2", "-q", "--index", index.to_str().unwrap()];
    let mut process = command(&arguments).spawn().unwrap();
    let holds = |wanted: &dyn Fn(&Reader) -> bool| {
        let begun = Instant::now();
        while !Reader::open(&index).is_ok_and(|reader| wanted(&reader)) {
            assert!(begun.elapsed() < Duration::from_secs(60), "the index does not follow");
            std::thread::sleep(Duration::from_millis(100));
        }
    };
    holds(&|reader| reader.articles() == ARTICLES);
    fs::create_dir(folder.path().join("new")).unwrap();
    fs::write(folder.path().join("new/story.txt"), "Rain in Oslo\n\nIt rained in Oslo on Monday, the mayor said.\n").unwrap();
    holds(&|reader| reader.articles() == ARTICLES + 1);
    fs::rename(folder.path().join("new"), folder.path().join("old")).unwrap();
    holds(&|reader| reader.body("old/story.txt").is_ok_and(|body| !body.is_empty()) && reader.articles() == ARTICLES + 1);
    fs::remove_dir_all(folder.path().join("old")).unwrap();
    holds(&|reader| reader.articles() == ARTICLES);
    let told = std::process::Command::new("kill").args(["-INT", &process.id().to_string()]).status().unwrap();
    assert!(told.success());
    let begun = Instant::now();
    assert_eq!(process.wait().unwrap().code(), Some(130));
    assert!(begun.elapsed() < Duration::from_secs(4));
}
