//! What became of each file? Outcomes come in, in the order of the files; one [`FileReport`] a file goes out: what it was
//! read as, how sure that is, what it gave and what of it was left out. Memory holds one file's report, and of that
//! a bounded part.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::flow::Outcome;
use crate::article::model::{Article, Format, KnownBy, Reading};
use crate::source::Skipped;

/// Positions that are named for one reason in one file; the rest are counted.
const NAMED: usize = 100;

/// Reasons that are told apart in one file, and what stands for all others: a reason may hold a number.
const REASONS: usize = 100;
const OTHER: &str = "other reasons";

/// What became of one file. Its JSON is a line of `index --report`, so field names are a promise to users.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileReport {
    /// Path of the file.
    pub file: String,
    /// Format of most of its articles, or the one that was recognised where it gave none.
    pub format: Option<Format>,
    /// Encoding of its text; where its articles differ, the least sure one.
    pub encoding: Option<Cow<'static, str>>,
    /// How that encoding is known.
    pub encoding_from: Option<KnownBy>,
    /// Articles found.
    pub articles: usize,
    /// How many of them look as if they had been read in a wrong encoding before they came to us.
    pub mojibake: usize,
    /// What was left out of articles that go beyond a bound, by reason: they are kept in part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cut: Vec<LeftOut>,
    /// What was left out on purpose, by reason.
    pub skipped: Vec<LeftOut>,
    /// What should have been read and could not be, by reason.
    pub failed: Vec<LeftOut>,
    /// Articles by format, where there is more than one: an archive.
    #[serde(default, skip_serializing_if = "is_single")]
    pub formats: Vec<FormatCount>,
}

/// What was left out of a file for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Why, as a short phrase.
    pub reason: String,
    /// How often.
    pub count: usize,
    /// Where: the file itself, or positions in it; the first hundred.
    pub paths: Vec<String>,
}

/// Articles of one format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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

impl FileReport {
    /// The report of a file of which nothing is known yet.
    pub(super) fn begin(path: &str) -> FileReport {
        FileReport { file: path.to_owned(), ..FileReport::default() }
    }

    /// Takes an outcome of this file.
    pub(super) fn take(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Article(found) => self.add_article(&found.article, &found.reading),
            Outcome::Skipped(left_out) => self.add_left_out(left_out, false),
            Outcome::Failed(left_out) => self.add_left_out(left_out, true),
            Outcome::Begins(_) | Outcome::Ends => {}
        }
    }

    /// What was left out on purpose, and what could not be read, one by one as far as they are named.
    pub(super) fn left_out(&self, failed: bool) -> impl Iterator<Item = Skipped> + '_ {
        let list = if failed { &self.failed } else { &self.skipped };
        list.iter().flat_map(|left_out| {
            let one = |path: &String| Skipped {
                file: self.file.clone(),
                path: path.clone(),
                format: self.format,
                reason: left_out.reason.clone(),
            };
            left_out.paths.iter().map(one)
        })
    }

    /// Reads a report as it was written; `None` where it is none.
    pub(super) fn parse(json: &str) -> Option<FileReport> {
        let mut report: FileReport = serde_json::from_str(json).ok()?;
        if let (true, Some(format), 1..) = (report.formats.is_empty(), report.format, report.articles) {
            report.formats = vec![FormatCount { format, articles: report.articles }];
        }
        Some(report)
    }

    /// The format of a file of which there is nothing to tell but its articles: text in UTF-8 that says so by its bytes.
    pub(super) fn plain(&self) -> Option<Format> {
        let left_out = [&self.cut, &self.skipped, &self.failed].iter().any(|list| !list.is_empty());
        let told = self.mojibake > 0 || left_out || self.formats.len() > 1;
        let reading = Reading::default();
        let usual = self.encoding.as_deref() == Some(reading.encoding) && self.encoding_from == Some(reading.known_by);
        self.format.filter(|_| usual && !told && self.articles > 0)
    }

    /// The report of a plain file.
    pub(super) fn of_plain(path: String, format: Format, articles: usize) -> FileReport {
        let Reading { encoding, known_by, .. } = Reading::default();
        FileReport {
            file: path,
            format: Some(format),
            encoding: Some(encoding.into()),
            encoding_from: Some(known_by),
            articles,
            formats: vec![FormatCount { format, articles }],
            ..FileReport::default()
        }
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
            self.encoding = Some(reading.encoding.into());
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
    use super::super::flow::Recognised;
    use super::*;
    use crate::article::model::Article;

    fn article(format: Format, reading: Reading) -> Outcome {
        let article = Article::new("a".into(), "a".into(), format);
        Outcome::Article(Box::new(Recognised { article, reading, source: "/".into(), sampled: true }))
    }

    fn left_out(path: &str, number: usize, reason: &str) -> Skipped {
        Skipped { file: path.into(), path: format!("{path}#{number}"), format: Some(Format::JsonLines), reason: reason.into() }
    }

    fn report(path: &str, outcomes: &[Outcome]) -> FileReport {
        let mut report = FileReport::begin(path);
        for outcome in outcomes {
            report.take(outcome);
        }
        report
    }

    #[test]
    fn what_became_of_a_file_is_told_by_reason() {
        let guessed = Reading { encoding: "windows-1252", known_by: KnownBy::Guessed, mojibake: true };
        let told = report(
            "a.jsonl",
            &[
                article(Format::JsonLines, Reading::default()),
                Outcome::Failed(left_out("a.jsonl", 2, "no JSON")),
                article(Format::JsonLines, guessed),
                Outcome::Failed(left_out("a.jsonl", 4, "no JSON")),
            ],
        );
        assert_eq!((told.articles, told.mojibake), (2, 1));
        assert_eq!((told.encoding.as_deref(), told.encoding_from), (Some("windows-1252"), Some(KnownBy::Guessed)));
        let paths = vec!["a.jsonl#2".to_owned(), "a.jsonl#4".to_owned()];
        assert_eq!(told.failed, [LeftOut { reason: "no JSON".into(), count: 2, paths }]);
        assert_eq!(told.left_out(true).map(|one| one.path).collect::<Vec<_>>(), ["a.jsonl#2", "a.jsonl#4"]);
        let nothing = report("b.jsonl", &[Outcome::Skipped(left_out("b.jsonl", 1, "a record without text"))]);
        assert_eq!((nothing.articles, nothing.format, nothing.encoding), (0, Some(Format::JsonLines), None));
    }

    #[test]
    fn an_archive_of_many_formats_names_them_all_and_one_file_only_one() {
        let zip = [Format::Text, Format::Html, Format::Html].map(|format| article(format, Reading::default()));
        let all = report("a.zip", &zip);
        assert_eq!(all.format, Some(Format::Html));
        let json = serde_json::to_value(&all).unwrap();
        assert_eq!(json["formats"], serde_json::json!([{"format": "html", "articles": 2}, {"format": "text", "articles": 1}]));
        let single = serde_json::to_value(report("a.zip", &zip[..1])).unwrap();
        assert_eq!(single.get("formats"), None);
        assert_eq!(single["encoding_from"], "bytes");
    }

    #[test]
    fn a_report_is_read_as_it_was_written_and_a_plain_one_need_not_be() {
        let plain = report("a.txt", &[article(Format::Text, Reading::default())]);
        assert_eq!(FileReport::of_plain("a.txt".into(), plain.plain().unwrap(), 1), plain);
        let failed = report("a", &[article(Format::Text, Reading::default()), Outcome::Failed(left_out("a", 2, "no JSON"))]);
        assert_eq!(failed.plain(), None);
        let json = serde_json::to_string(&failed).unwrap();
        assert_eq!(FileReport::parse(&json), Some(failed));
    }

    #[test]
    fn reasons_that_hold_a_number_do_not_fill_the_memory() {
        let bad = |number: usize| Outcome::Failed(left_out("a.csv", number, &format!("a row of {number} fields")));
        let failed = report("a.csv", &(0..REASONS * 3).map(bad).collect::<Vec<_>>()).failed;
        assert_eq!((failed.len(), failed.iter().map(|one| one.count).sum::<usize>()), (REASONS + 1, REASONS * 3));
        assert_eq!(failed.last().map(|last| (last.reason.as_str(), last.paths.len())), Some((OTHER, NAMED)));
    }

    #[test]
    fn what_is_cut_is_reported_with_its_place() {
        let mut cut = Article::new("a.jsonl#3".into(), "a.jsonl".into(), Format::JsonLines);
        cut.limits.push("more than 1,000 keywords: the others left out".into());
        let found = Recognised { article: cut, reading: Reading::default(), source: "/".into(), sampled: true };
        let told = report("a.jsonl", &[Outcome::Article(Box::new(found))]);
        assert_eq!((told.articles, told.cut[0].paths.as_slice(), told.plain()), (1, &["a.jsonl#3".to_owned()][..], None));
    }

    #[test]
    fn a_million_bad_records_are_counted_and_not_all_named() {
        let mut report = FileReport::begin("a.jsonl");
        for number in 0..1_000_000 {
            report.take(&Outcome::Failed(left_out("a.jsonl", number, "no JSON")));
        }
        assert_eq!((report.failed[0].count, report.failed[0].paths.len()), (1_000_000, NAMED));
    }
}
