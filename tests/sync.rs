//! Does an index stay in step with its folder? After any changes it holds what a fresh index of the folder would hold, and
//! it says exactly what has changed.

use std::collections::BTreeMap;
use std::fs::{self, FileTimes, OpenOptions};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use jiff::civil::Date;
use newshound::index::{FacetField, Reader};
use newshound::pipeline::{Build, Built, Counts};
use newshound::search::{self, FacetRequest, Request};

use crate::run::{TODAY, root};

/// What is to be done to an index, by the usual means.
pub fn build(index: &Path, add: &[PathBuf], remove: &[PathBuf], today: Date) -> Build {
    Build {
        directory: index.to_owned(),
        add: add.to_vec(),
        remove: remove.to_vec(),
        mapping: None,
        rules: None,
        left_out: Vec::new(),
        today,
        memory: 256 << 20,
        patience: Duration::ZERO,
        checkpoint: Duration::from_secs(30),
        interrupted: Arc::default(),
    }
}

/// Brings an index in step with folders.
pub fn sync(index: &Path, add: &[PathBuf], remove: &[PathBuf]) -> Built {
    build(index, add, remove, TODAY.parse().unwrap()).run(&mut |_| ()).unwrap()
}

/// Everything that an index says: its articles, the counts of all facets with names merged, and the groups of copies.
pub fn content(index: &Path) -> BTreeMap<String, String> {
    let reader = Reader::open(index).unwrap();
    let mut content = BTreeMap::new();
    for folder in &reader.manifest().roots {
        for article in reader.articles_of(&folder.absolute).unwrap() {
            let article = article.unwrap();
            let twice = content.insert(article.id.clone(), serde_json::to_string(&article).unwrap());
            assert_eq!(twice, None, "{} is there twice", article.id);
        }
    }
    assert_eq!(content.len(), reader.articles());
    let facets = FacetField::ALL.map(|field| FacetRequest::new(field, 10_000)).to_vec();
    let results = search::run(&reader, &Request { facets, ..Request::default() }).unwrap();
    content.insert("facets".into(), format!("{:?}", results.facets));
    content.insert("copies".into(), format!("{:?}", reader.copies().all().collect::<Vec<_>>()));
    assert_eq!(reader.faults().collect::<Vec<_>>(), Vec::<&str>::new());
    content
}

fn assert_same(found: &BTreeMap<String, String>, wanted: &BTreeMap<String, String>, when: &str) {
    for (id, text) in wanted {
        assert_eq!(found.get(id), Some(text), "{when}: {id}");
    }
    assert_eq!(found.len(), wanted.len(), "{when}");
}

/// Numbers that look like chance and are always the same.
#[derive(Debug)]
pub struct Dice(pub u64);

impl Dice {
    /// A number below this.
    pub fn below(&mut self, limit: usize) -> usize {
        // Knuth's multiplier, MMIX; the upper half of the bits is the better one.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit
    }
}

/// A folder that changes.
pub struct Shelf {
    place: tempfile::TempDir,
    dice: Dice,
    stories: Vec<PathBuf>,
    files: Vec<String>,
    made: usize,
}

impl Shelf {
    /// An empty folder, to be filled from the stories of the project.
    pub fn new(seed: u64) -> Shelf {
        let corpus = walkdir::WalkDir::new(root().join("corpus")).sort_by_file_name();
        let stories = corpus.into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
        let stories = stories.map(walkdir::DirEntry::into_path).collect();
        Shelf { place: tempfile::tempdir().unwrap(), dice: Dice(seed), stories, files: Vec::new(), made: 0 }
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.place.path()
    }

    /// Files in it.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Adds a file: a story of the project, or a short one that leans on its neighbours for its year.
    pub fn add(&mut self) {
        self.made += 1;
        let folder = ["wire", "lexch.com", "wire/1987"][self.dice.below(3)];
        let (name, bytes) = if self.dice.below(3) == 0 {
            let story = self.stories[self.dice.below(self.stories.len())].clone();
            let name = story.file_name().unwrap().to_string_lossy().into_owned();
            (format!("{folder}/{}-{name}", self.made), fs::read(story).unwrap())
        } else {
            (format!("{folder}/{}.txt", self.made), self.story().into_bytes())
        };
        self.write(&name, &bytes);
        self.files.push(name);
    }

    fn story(&mut self) -> String {
        let day = self.dice.below(28) + 1;
        let year = ["", ", 1987", ", 1988", ""][self.dice.below(4)];
        let town = ["NEWARK", "OSLO", "PARIS"][self.dice.below(3)];
        let name = ["Wera Orlowa", "Vera Orlova", "Ada Brook"][self.dice.below(3)];
        let number = self.dice.below(9);
        format!(
            "Bread is dearer by {number} cents\n\n{town}, March {day}{year} — Minister {name} told the council that bread will cost \
             {number} cents more.\n\nBakers in Ohio and in Oslo had asked for it, Orlova said. Number {}.\n\nAll rights reserved by the wire.\n",
            self.made
        )
    }

    fn write(&mut self, name: &str, bytes: &[u8]) {
        let path = self.place.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        // Older than any run, so that nothing has to be read twice to be sure.
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000 + self.dice.below(500_000_000) as u64);
        let file = OpenOptions::new().write(true).open(&path).unwrap();
        file.set_times(FileTimes::new().set_modified(time)).unwrap();
    }

    /// Changes the content of a file.
    pub fn change(&mut self) {
        let name = self.files[self.dice.below(self.files.len())].clone();
        let text = self.story();
        self.write(&name, text.as_bytes());
    }

    /// Gives a file another place.
    pub fn shift(&mut self) {
        let number = self.dice.below(self.files.len());
        self.made += 1;
        let (from, to) = (self.files[number].clone(), format!("moved/{}-{}", self.made, self.files[number].replace('/', "_")));
        fs::create_dir_all(self.path().join("moved")).unwrap();
        fs::rename(self.path().join(&from), self.path().join(&to)).unwrap();
        self.files[number] = to;
    }

    /// Removes a file.
    pub fn remove(&mut self) {
        let name = self.files.swap_remove(self.dice.below(self.files.len()));
        fs::remove_file(self.path().join(name)).unwrap();
    }

    /// Something of everything.
    pub fn stir(&mut self) {
        for _ in 0..=self.dice.below(3) {
            match self.dice.below(4) {
                0 if self.files.len() > 5 => self.remove(),
                1 => self.shift(),
                2 => self.change(),
                _ => self.add(),
            }
        }
    }
}

#[test]
fn what_has_changed_is_told_exactly() {
    let index = tempfile::tempdir().unwrap();
    let mut shelf = Shelf::new(1);
    (0..10).for_each(|_| shelf.add());
    let here = [shelf.path().to_owned()];
    assert_eq!(sync(index.path(), &here, &[]).files, Counts { added: 10, ..Counts::default() });
    let again = sync(index.path(), &here, &[]);
    assert_eq!((again.files, again.written, again.articles), (Counts { unchanged: 10, ..Counts::default() }, false, 0));
    shelf.add();
    shelf.shift();
    shelf.remove();
    let (folders, _) = build(index.path(), &[], &[], TODAY.parse().unwrap()).dry_run().unwrap();
    let changes = &folders[0].1;
    assert_eq!((changes.added.len() + changes.moved.len(), changes.removed.len()), (2, 1));
    let files = sync(index.path(), &[], &[]).files;
    assert_eq!(files.added + files.moved, 2);
    assert_eq!((files.removed, files.unchanged + files.added + files.moved), (1, 10));
}

#[test]
fn an_index_in_step_holds_what_a_fresh_one_would() {
    let index = tempfile::tempdir().unwrap();
    let mut shelf = Shelf::new(7);
    (0..25).for_each(|_| shelf.add());
    for round in 0..12 {
        sync(index.path(), &[shelf.path().to_owned()], &[]);
        let fresh = tempfile::tempdir().unwrap();
        sync(fresh.path(), &[shelf.path().to_owned()], &[]);
        assert_same(&content(index.path()), &content(fresh.path()), &format!("round {round}"));
        shelf.stir();
    }
}

/// A thousand rounds on a thousand articles, a tenth of which changes in each: by hand.
#[test]
#[ignore = "takes an hour: cargo test a_thousand_rounds -- --ignored --nocapture"]
fn a_thousand_rounds_leave_no_trace() {
    let index = tempfile::tempdir().unwrap();
    let mut shelf = Shelf::new(3);
    (0..1_000).for_each(|_| shelf.add());
    let rounds = std::env::var("NEWSHOUND_ROUNDS").map_or(1_000, |rounds| rounds.parse().unwrap());
    for _ in 0..rounds {
        sync(index.path(), &[shelf.path().to_owned()], &[]);
        (0..100).for_each(|_| shelf.change());
    }
    sync(index.path(), &[shelf.path().to_owned()], &[]);
    let fresh = tempfile::tempdir().unwrap();
    sync(fresh.path(), &[shelf.path().to_owned()], &[]);
    assert_same(&content(index.path()), &content(fresh.path()), "at the end");
    let bytes = |index: &Path| Reader::open(index).unwrap().bytes().unwrap();
    let (updated, new) = (bytes(index.path()), bytes(fresh.path()));
    println!("{rounds} rounds: {updated} bytes, a fresh index {new}");
    assert!(updated * 10 <= new * 12, "{updated} bytes, a fresh index {new}");
}

#[test]
fn what_was_published_on_the_way_leaves_no_trace() {
    let (index, fresh) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut shelf = Shelf::new(6);
    (0..12).for_each(|_| shelf.add());
    let here = [shelf.path().to_owned()];
    let often = Build { checkpoint: Duration::ZERO, ..build(index.path(), &here, &[], TODAY.parse().unwrap()) };
    let mut seen = 0;
    let mut watch = |_: newshound::pipeline::Event<'_>| {
        seen = seen.max(Reader::open(index.path()).map_or(0, |reader| reader.articles()));
    };
    often.run(&mut watch).unwrap();
    assert!(seen > 5, "{seen}");
    sync(fresh.path(), &here, &[]);
    assert_same(&content(index.path()), &content(fresh.path()), "after many publications");
}

#[test]
fn folders_come_and_go_one_by_one() {
    let index = tempfile::tempdir().unwrap();
    let (mut first, mut second) = (Shelf::new(1), Shelf::new(2));
    (0..5).for_each(|_| first.add());
    (0..5).for_each(|_| second.add());
    let (first, second) = (first.path().to_owned(), second.path().to_owned());
    sync(index.path(), std::slice::from_ref(&first), &[]);
    let alone = content(index.path());
    sync(index.path(), std::slice::from_ref(&second), &[]);
    assert!(content(index.path()).len() > alone.len());
    sync(index.path(), &[], &[second]);
    assert_same(&content(index.path()), &alone, "after the second folder went");
}

#[test]
fn a_folder_that_is_empty_all_at_once_keeps_its_articles() {
    let index = tempfile::tempdir().unwrap();
    let mut shelf = Shelf::new(1);
    (0..5).for_each(|_| shelf.add());
    sync(index.path(), &[shelf.path().to_owned()], &[]);
    let before = content(index.path());
    while shelf.len() > 0 {
        shelf.remove();
    }
    let built = sync(index.path(), &[], &[]);
    assert!(built.failed[0].reason.contains("is empty now"), "{:?}", built.failed);
    assert_same(&content(index.path()), &before, "a disk that is not mounted");
}
