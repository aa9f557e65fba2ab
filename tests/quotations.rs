//! Who said what? Quotations were marked by hand in `tests/quotations/` before they were looked for by program; half of the
//! files are held out. Precision: of the quotations given a speaker, the share with the right one. Recall: of those marked
//! with a speaker, the share given the right one. The whole way from plain text is measured, names included.

use std::collections::{BTreeMap, BTreeSet};
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
    /// Of the right ones, those whose name is exactly the marked one.
    exact: usize,
    /// Of those with a speaker, those whose speaker is no person of the article: the tagger's loss.
    unknown: usize,
    faults: Vec<String>,
}

impl Score {
    fn count(&mut self, name: &str, article: &Article, marked: &[Marked]) {
        let inside = |start: usize| marked.iter().find(|mark| mark.start <= start && start < mark.end);
        let mut first = BTreeSet::new();
        for quote in &article.quotes {
            let mark = inside(quote.start);
            let Some(speaker) = &quote.speaker else { continue };
            self.named += 1;
            let expected = mark.and_then(|mark| mark.speaker.as_ref());
            if expected.is_some_and(|expected| is_meant(article, expected, speaker)) {
                let new = first.insert(mark.map_or(0, |mark| mark.start));
                self.exact += usize::from(new && expected.is_some_and(|expected| fold(expected) == fold(speaker)));
            } else {
                self.faults.push(format!("{name}: wrong {speaker:?} not {expected:?}: {}", quote.text));
            }
        }
        self.right += first.len();
        self.marked += marked.len();
        for mark in marked.iter().filter(|mark| mark.speaker.is_some()) {
            self.clear += 1;
            let known = |speaker: &String| article.people.iter().any(|person| is_meant(article, speaker, &person.name));
            self.unknown += usize::from(!mark.speaker.as_ref().is_some_and(known));
            if !first.contains(&mark.start) {
                let text: String = page(article).chars().skip(mark.start).take(40).collect();
                self.faults.push(format!("{name}: missed {:?}: {text}", mark.speaker.as_deref().unwrap_or_default()));
            }
        }
    }

    fn shares(&self) -> (f64, f64) {
        let share = |of: usize| 100.0 * self.right as f64 / of.max(1) as f64;
        (share(self.named), share(self.clear))
    }

    #[expect(clippy::print_stderr, reason = "the figures are read with --nocapture")]
    fn reaches(&self, part: &str, precision: f64, recall: f64) {
        let (found_precision, found_recall) = self.shares();
        let report = format!(
            "{part}: {} marked, {} with a speaker ({} of them no person of the article); {} given one, {} rightly ({} by exactly \
             that name): precision {found_precision:.1}, recall {found_recall:.1}",
            self.marked, self.clear, self.unknown, self.named, self.right, self.exact
        );
        // Faults of the held-out part are not listed, so that nobody tunes on them.
        eprintln!("{report}");
        let faults = if part == "held" { String::new() } else { self.faults.join("\n") };
        assert!(found_precision >= precision && found_recall >= recall, "{report}\n{faults}");
    }
}

/// True for the same name, or for one with a title or a second name that the other lacks: `Cllr Jane Roe`, `Roe`.
fn is_same(expected: &str, found: &str) -> bool {
    let (expected, found) = (format!(" {}", fold(expected)), format!(" {}", fold(found)));
    expected.ends_with(&found) || found.ends_with(&expected)
}

/// True where the speaker is who is expected, or is shown under the name that other articles give to a form of this one.
fn is_meant(article: &Article, expected: &str, speaker: &str) -> bool {
    let forms = article.people.iter().filter(|person| person.name == speaker).flat_map(|person| &person.forms);
    is_same(expected, speaker) || forms.into_iter().any(|form| fold(form) == fold(expected))
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
    body.trim_end().clone_into(&mut article.body);
    entity::recognise(&mut article, None);
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
    score(false).reaches("seen", 98.5, 96.0);
}

#[test]
fn speakers_of_the_articles_held_out() {
    score(true).reaches("held", 97.5, 94.5);
}

/// Pieces that quotations are made of, so that random texts reach the rules.
const PIECES: &[&str] = &[
    "“",
    "”",
    "\"",
    "„",
    "«",
    "»",
    "‘",
    "’",
    "\n\n",
    " ",
    ",",
    ".",
    "?",
    ":",
    "said",
    "Jane Roe",
    "Roe’s",
    "he",
    "she",
    "who",
    "and",
    "told reporters that",
    "according to",
    "the mayor",
    "called it",
    "Karl Hale",
    "said Hale",
    "a spokesman for",
    "Łódź is cold",
    "é\u{301}",
    "It rained all day",
    "北京",
    "saying",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn quotations_lie_within_the_text_and_never_overlap(pieces in vec(prop::sample::select(PIECES), 0..120), spaced: bool) {
        let article = recognised(&format!("Head “line”\n\n{}", pieces.join(if spaced { " " } else { "" })));
        let characters: Vec<char> = page(&article).chars().collect();
        let held = |start: usize, end: usize| characters.get(start..end).map(|held| held.iter().collect::<String>());
        let mut last_end = 0;
        for quote in &article.quotes {
            prop_assert!(quote.start >= last_end && quote.start < quote.end);
            prop_assert_eq!(held(quote.start, quote.end), Some(quote.text.clone()));
            prop_assert_eq!(quote.speaker.is_some(), quote.attribution.is_some());
            if let Some((start, end)) = quote.attribution {
                let attribution = held(start, end).unwrap_or_default();
                prop_assert!(quote.form.as_ref().is_some_and(|form| attribution.contains(form.as_str())));
                prop_assert!(quote.verb.as_ref().is_some_and(|verb| attribution.contains(verb.as_str())));
            }
            last_end = quote.end;
        }
    }
}
