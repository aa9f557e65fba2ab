//! What became of each file? Outcomes come in, in the order of the files; one [`FileReport`] a file goes out: what it was
//! read as, how sure that is, what it gave and what of it was left out. Memory holds one file's report, and of that
//! a bounded part.

use serde::Serialize;

use super::Outcome;
use crate::article::model::{Article, Format, KnownBy, Reading};
use crate::source::Skipped;

/// Positions that are named for one reason in one file; the rest are counted.
const NAMED: usize = 100;

/// Reasons that are told apart in one file, and what stands for all others: a reason may hold a number.
const REASONS: usize = 100;
const OTHER: &str = "other reasons";

/// What became of one file. Its JSON is a line of `index --report`, so field names are a promise to users.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FileReport {
    /// Path of the file.
    pub file: String,
    /// Format of most of its articles, or the one that was recognised where it gave none.
    pub format: Option<Format>,
    /// Encoding of its text; where its articles differ, the least sure one.
    pub encoding: Option<&'static str>,
    /// How that encoding is known.
    pub encoding_from: Option<KnownBy>,
    /// Articles found.
    pub articles: usize,
    /// How many of them look as if they had been read in a wrong encoding before they came to us.
    pub mojibake: usize,
    /// What was left out of articles that go beyond a bound, by reason: they are kept in part.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cut: Vec<LeftOut>,
    /// What was left out on purpose, by reason.
    pub skipped: Vec<LeftOut>,
    /// What should have been read and could not be, by reason.
    pub failed: Vec<LeftOut>,
    /// Articles by format, where there is more than one: an archive.
    #[serde(skip_serializing_if = "is_single")]
    pub formats: Vec<FormatCount>,
}

/// What was left out of a file for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Why, as a short phrase.
    pub reason: String,
    /// How often.
    pub count: usize,
    /// Where: the file itself, or positions in it; the first hundred.
    pub paths: Vec<String>,
}

/// Articles of one format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct FormatCount {
    /// Format.
    pub format: Format,
    /// Articles.
    pub articles: usize,
}

#[allow(clippy::ptr_arg, reason = "serde hands the field over by reference")]
fn is_single(formats: &Vec<FormatCount>) -> bool {
    formats.len() < 2
}

/// Gathers the outcomes of one file after another.
#[derive(Debug, Default)]
pub(super) struct Reports {
    current: Option<FileReport>,
}

impl Reports {
    /// Takes an outcome; gives the report of the file before, where this is of another one.
    pub fn take(&mut self, outcome: &Outcome) -> Option<FileReport> {
        let file = match outcome {
            Outcome::Article(article, _) => &article.path,
            Outcome::Skipped(left_out) | Outcome::Failed(left_out) => &left_out.file,
        };
        let is_next = self.current.as_ref().is_none_or(|current| current.file != *file);
        let finished = if is_next { self.finish() } else { None };
        let report = self.current.get_or_insert_with(|| FileReport { file: file.clone(), ..FileReport::default() });
        match outcome {
            Outcome::Article(article, reading) => report.add_article(article, reading),
            Outcome::Skipped(left_out) => report.add_left_out(left_out, false),
            Outcome::Failed(left_out) => report.add_left_out(left_out, true),
        }
        finished
    }

    /// The report of the last file.
    pub fn finish(&mut self) -> Option<FileReport> {
        self.current.take()
    }
}

impl FileReport {
    fn add_article(&mut self, article: &Article, reading: &Reading) {
        self.articles += 1;
        for limit in &article.limits {
            count(&mut self.cut, limit, &article.place());
        }
        self.mojibake += usize::from(reading.mojibake);
        // The later of these is the less sure one.
        if self.encoding_from.is_none_or(|known| known < reading.known_by) {
            self.encoding = Some(reading.encoding);
            self.encoding_from = Some(reading.known_by);
        }
        count_format(&mut self.formats, article.format, 1);
        self.format = self.formats.first().map(|most| most.format);
    }

    fn add_left_out(&mut self, left_out: &Skipped, is_failure: bool) {
        self.format = self.format.or(left_out.format);
        let list = if is_failure { &mut self.failed } else { &mut self.skipped };
        count(list, &left_out.reason, &left_out.path);
    }
}

/// Counts a reason for what is left out, and names its place unless many are named already.
fn count(list: &mut Vec<LeftOut>, reason: &str, path: &str) {
    let is_new = list.len() >= REASONS && list.iter().all(|known| known.reason != reason);
    let reason = if is_new { OTHER } else { reason };
    match list.iter_mut().find(|known| known.reason == reason) {
        Some(known) => {
            known.count += 1;
            if known.paths.len() < NAMED {
                known.paths.push(path.to_owned());
            }
        }
        None => list.push(LeftOut { reason: reason.to_owned(), count: 1, paths: vec![path.to_owned()] }),
    }
}

/// Counts articles of a format in a list that has the most frequent first.
pub(super) fn count_format(formats: &mut Vec<FormatCount>, format: Format, articles: usize) {
    match formats.iter_mut().find(|known| known.format == format) {
        Some(known) => known.articles += articles,
        None => formats.push(FormatCount { format, articles }),
    }
    formats.sort_by_key(|known| std::cmp::Reverse(known.articles));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(path: &str, format: Format, reading: Reading) -> Outcome {
        Outcome::Article(Box::new(Article::new(path.into(), path.into(), format)), reading)
    }

    fn left_out(path: &str, number: usize, reason: &str) -> Skipped {
        Skipped { file: path.into(), path: format!("{path}#{number}"), format: Some(Format::JsonLines), reason: reason.into() }
    }

    fn reports(outcomes: &[Outcome]) -> Vec<FileReport> {
        let mut reports = Reports::default();
        let mut finished: Vec<FileReport> = outcomes.iter().filter_map(|outcome| reports.take(outcome)).collect();
        finished.extend(reports.finish());
        finished
    }

    #[test]
    fn reasons_that_hold_a_number_do_not_fill_the_memory() {
        let bad = |number: usize| Outcome::Failed(left_out("a.csv", number, &format!("a row of {number} fields")));
        let found = reports(&(0..REASONS * 3).map(bad).collect::<Vec<_>>());
        let failed = &found[0].failed;
        assert_eq!((failed.len(), failed.iter().map(|one| one.count).sum::<usize>()), (REASONS + 1, REASONS * 3));
        assert_eq!(failed.last().map(|last| (last.reason.as_str(), last.paths.len())), Some((OTHER, NAMED)));
    }

    #[test]
    fn what_is_cut_is_reported_with_its_place() {
        let mut cut = Article::new("a.jsonl#3".into(), "a.jsonl".into(), Format::JsonLines);
        cut.limits.push("more than 1,000 keywords: the others left out".into());
        let found = reports(&[Outcome::Article(Box::new(cut), Reading::default())]);
        assert_eq!((found[0].articles, found[0].cut[0].paths.as_slice()), (1, &["a.jsonl#3".to_owned()][..]));
    }

    #[test]
    fn a_file_after_another_is_reported_once() {
        let guessed = Reading { encoding: "windows-1252", known_by: KnownBy::Guessed, mojibake: true };
        let found = reports(&[
            article("a.jsonl", Format::JsonLines, Reading::default()),
            Outcome::Failed(left_out("a.jsonl", 2, "no JSON")),
            article("a.jsonl", Format::JsonLines, guessed),
            Outcome::Failed(left_out("a.jsonl", 4, "no JSON")),
            Outcome::Skipped(left_out("b.jsonl", 1, "a record without text")),
        ]);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].articles, found[0].mojibake), (2, 1));
        assert_eq!((found[0].encoding, found[0].encoding_from), (Some("windows-1252"), Some(KnownBy::Guessed)));
        let paths = vec!["a.jsonl#2".to_owned(), "a.jsonl#4".to_owned()];
        assert_eq!(found[0].failed, [LeftOut { reason: "no JSON".into(), count: 2, paths }]);
        assert_eq!((found[1].articles, found[1].format, found[1].encoding), (0, Some(Format::JsonLines), None));
    }

    #[test]
    fn an_archive_of_many_formats_names_them_all_and_one_file_only_one() {
        let zip = [Format::Text, Format::Html, Format::Html].map(|format| article("a.zip", format, Reading::default()));
        let report = reports(&zip).remove(0);
        assert_eq!(report.format, Some(Format::Html));
        let json = serde_json::to_value(&report).unwrap();
        assert_eq!(json["formats"], serde_json::json!([{"format": "html", "articles": 2}, {"format": "text", "articles": 1}]));
        let single = serde_json::to_value(&reports(&zip[..1])[0]).unwrap();
        assert_eq!(single.get("formats"), None);
        assert_eq!(single["encoding_from"], "bytes");
    }

    #[test]
    fn a_million_bad_records_are_counted_and_not_all_named() {
        let mut reports = Reports::default();
        for number in 0..1_000_000 {
            reports.take(&Outcome::Failed(left_out("a.jsonl", number, "no JSON")));
        }
        let failed = &reports.finish().unwrap().failed[0];
        assert_eq!((failed.count, failed.paths.len()), (1_000_000, NAMED));
    }
}
