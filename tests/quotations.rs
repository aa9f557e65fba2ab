//! Who said what? Quotations were marked by hand in `tests/quotations/` before they were looked for by program; half of the
//! files are held out. Precision: of the quotations given a speaker, the share with the right one. Recall: of those marked
//! with a speaker, the share given the right one. The whole way from plain text is measured, names included.

use std::collections::BTreeMap;
use std::path::PathBuf;

use newshound::article::model::{Article, Format};
use newshound::entity;
use newshound::fold::fold;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::run::{TODAY, newshound, root};

/// One quotation as marked: where it stands, with its marks, in code points, and who speaks.
#[derive(Debug)]
struct Marked {
    start: usize,
    end: usize,
    speaker: Option<String>,
}

#[derive(Debug, Default)]
struct Score {
    marked: usize,
    clear: usize,
    named: usize,
    right: usize,
    faults: Vec<String>,
}

impl Score {
    fn count(&mut self, name: &str, article: &Article, marked: &[Marked]) {
        let inside = |start: usize| marked.iter().find(|mark| mark.start <= start && start < mark.end);
        let mut first = BTreeMap::new();
        for quote in &article.quotes {
            let mark = inside(quote.start);
            let Some(speaker) = &quote.speaker else { continue };
            self.named += 1;
            let expected = mark.and_then(|mark| mark.speaker.as_ref());
            if expected.map(|expected| fold(expected)) == Some(fold(speaker)) {
                first.entry(mark.map_or(0, |mark| mark.start)).or_insert(());
            } else {
                self.faults.push(format!("{name}: wrong {speaker:?} not {expected:?}: {}", quote.text));
            }
        }
        self.right += first.len();
        self.marked += marked.len();
        for mark in marked.iter().filter(|mark| mark.speaker.is_some()) {
            self.clear += 1;
            if !first.contains_key(&mark.start) {
                let text: String = page(article).chars().skip(mark.start).take(40).collect();
                self.faults.push(format!("{name}: missed {:?}: {text}", mark.speaker.as_deref().unwrap_or_default()));
            }
        }
    }

    fn shares(&self) -> (f64, f64) {
        let share = |of: usize| 100.0 * self.right as f64 / of.max(1) as f64;
        (share(self.named), share(self.clear))
    }

    fn reaches(&self, part: &str, precision: f64, recall: f64) {
        let (found_precision, found_recall) = self.shares();
        let report = format!(
            "{part}: {} marked, {} with a speaker; {} given one, {} rightly: precision {found_precision:.1}, recall {found_recall:.1}",
            self.marked, self.clear, self.named, self.right
        );
        // The figures are read with `--nocapture`; faults of the held-out part are not listed, so that nobody tunes on them.
        eprintln!("{report}");
        let faults = if part == "held" { String::new() } else { self.faults.join("\n") };
        assert!(found_precision >= precision && found_recall >= recall, "{report}\n{faults}");
    }
}

fn page(article: &Article) -> String {
    format!("{}\n\n{}", article.headline.as_deref().unwrap_or_default(), article.body)
}

/// The text without `⟦Name⟧` and `⟦/⟧`, and what they marked.
fn unmark(marked: &str) -> (String, Vec<Marked>) {
    let mut text = String::new();
    let mut marks: Vec<Marked> = Vec::new();
    let mut pieces = marked.split(['⟦', '⟧']);
    text.push_str(pieces.next().unwrap());
    while let (Some(tag), Some(piece)) = (pieces.next(), pieces.next()) {
        let place = text.chars().count();
        if tag == "/" {
            marks.last_mut().unwrap().end = place;
        } else {
            let speaker = Some(tag.to_owned()).filter(|name| name != "?");
            marks.push(Marked { start: place, end: place, speaker });
        }
        text.push_str(piece);
    }
    (text, marks)
}

fn recognised(text: &str) -> Article {
    let (headline, body) = text.split_once("\n\n").unwrap();
    let mut article = Article::new(String::new(), String::new(), Format::Text);
    article.language = Some("en".to_owned());
    article.headline = Some(headline.to_owned());
    article.body = body.trim_end().to_owned();
    entity::recognise(&mut article);
    article
}

fn files(extension: &str, held: bool) -> Vec<(String, String)> {
    let folder = std::fs::read_dir(root().join("tests/quotations")).unwrap();
    let mut paths: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.retain(|path| path.extension().is_some_and(|found| found == extension));
    let name = |path: &PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
    let files = paths.iter().map(|path| (name(path), std::fs::read_to_string(path).unwrap()));
    files.filter(|(name, _)| name.ends_with("held") == held).collect()
}

/// The stories of the corpus as `extract` shows them, by id.
fn corpus() -> BTreeMap<String, Article> {
    let output = newshound(&["extract", "corpus", "--json", "--today", TODAY]);
    let read = |line: &str| serde_json::from_str::<Article>(line).unwrap();
    output.stdout.lines().map(read).map(|article| (article.id.clone(), article)).collect()
}

/// The expectations of one list, by story.
fn listed(list: &str, corpus: &BTreeMap<String, Article>) -> BTreeMap<String, Vec<Marked>> {
    let mut stories: BTreeMap<String, Vec<Marked>> = BTreeMap::new();
    for line in list.lines() {
        let [story, speaker, words] = line.splitn(3, " | ").collect::<Vec<_>>().try_into().unwrap();
        let text = page(&corpus[story]);
        let (before, _) = text.split_once(words).unwrap_or_else(|| panic!("{story} lacks {words}"));
        let start = before.chars().count();
        let speaker = Some(speaker.to_owned()).filter(|name| name != "?");
        stories.entry(story.to_owned()).or_default().push(Marked { start, end: start + words.chars().count(), speaker });
    }
    stories
}

fn score(held: bool) -> Score {
    let mut score = Score::default();
    for (name, marked) in files("txt", held) {
        let (text, marks) = unmark(&marked);
        score.count(&name, &recognised(&text), &marks);
    }
    let corpus = corpus();
    for (_, list) in files("list", held) {
        for (story, marks) in listed(&list, &corpus) {
            score.count(&story, &corpus[&story], &marks);
        }
    }
    score
}

#[test]
fn speakers_of_the_articles_that_were_looked_at() {
    score(false).reaches("seen", 101.0, 0.0);
}

#[test]
fn speakers_of_the_articles_held_out() {
    score(true).reaches("held", 0.0, 0.0);
}
