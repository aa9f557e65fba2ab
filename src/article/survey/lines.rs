//! Which lines does every page of a source bear? A line at the head or foot that a large share of its stories share is
//! furniture, without any word list. Stories are counted, not files: a wire story is filed again in new versions, and the
//! paragraphs that these share are no boilerplate. Only lines that reach the edge of the page through other furniture are
//! given back, so that what tables repeat (`Nine mths`) stays.

use std::collections::{BTreeMap, BTreeSet};

use super::hash;
use crate::article::blocks::{Paragraph, ends_sentence};
use crate::article::boilerplate::Kind;
use crate::article::model::{Article, Document};
use crate::article::{agency, byline, credits, date, dateline};

/// Paragraphs at each edge of a page that are compared.
const EDGE: usize = 12;
/// Stories that have to share a line.
const FEWEST: usize = 5;
/// A line is shared by one story in so many; what reads like a sentence by one in fewer.
const SHARE: usize = 3;
const SHARE_OF_SENTENCES: usize = 2;
/// Characters from which a sentence is prose.
const PROSE: usize = 60;
/// Words of headline and lead by which versions of one story are known.
const WORDS: usize = 32;

/// What one page tells: its lines at the edges, and the words of its headline and lead.
#[derive(Debug, Default)]
pub(super) struct Sketch {
    lines: BTreeSet<u64>,
    words: BTreeSet<u32>,
}

impl Sketch {
    pub(super) fn new(document: &Document, paragraphs: &[Paragraph], article: &Article) -> Self {
        if document.stated.body_only {
            return Self::default();
        }
        let edges = paragraphs.iter().take(EDGE).chain(paragraphs.iter().rev().take(EDGE));
        let opening = article.body.split("\n\n").filter(|paragraph| is_prose(paragraph)).take(2);
        let words = article.headline.as_deref().into_iter().chain(opening).flat_map(|text| text.split_whitespace().take(WORDS));
        let words = words.filter(|word| word.chars().filter(|c| c.is_alphanumeric()).count() >= 5);
        Self {
            lines: edges.map(|paragraph| hash(&paragraph.text)).collect(),
            words: words.map(|word| hash(&word.to_lowercase()) as u32).take(WORDS).collect(),
        }
    }

    /// True where the other page tells the same story: half the words of the shorter opening stand in both.
    fn tells_as(&self, other: &Self) -> bool {
        let fewest = self.words.len().min(other.words.len());
        fewest >= 4 && self.words.intersection(&other.words).count() * 2 >= fewest
    }
}

/// True for a sentence of some length.
fn is_prose(text: &str) -> bool {
    text.chars().take(PROSE).count() == PROSE && ends_sentence(text)
}

/// A line that other stories of the source bear as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repeated {
    /// Its place among the paragraphs.
    pub at: usize,
    /// Number of other stories, of those surveyed, that bear it too, this one included where it was surveyed.
    pub stories: usize,
}

/// The lines that a source repeats.
#[derive(Debug, Default)]
pub struct Lines {
    shared: BTreeMap<u64, usize>,
    /// Number of different stories that were compared.
    pub stories: usize,
}

impl Lines {
    pub(super) fn new(pages: &[Sketch]) -> Self {
        let mut stories: Vec<(&Sketch, BTreeSet<u64>)> = Vec::new();
        for page in pages.iter().filter(|page| !page.lines.is_empty()) {
            match stories.iter_mut().find(|(first, _)| page.tells_as(first)) {
                Some((_, lines)) => lines.extend(&page.lines),
                None => stories.push((page, page.lines.clone())),
            }
        }
        let mut shared: BTreeMap<u64, usize> = BTreeMap::new();
        for line in stories.iter().flat_map(|(_, lines)| lines) {
            *shared.entry(*line).or_default() += 1;
        }
        let stories = stories.len();
        shared.retain(|_, count| *count >= FEWEST && *count * SHARE >= stories);
        Self { shared, stories }
    }

    /// The lines at the head and foot of a page that the source repeats. Bylines, dates, datelines, agencies and sign-offs
    /// are none of them, nor is the only line over a story, which may be its headline.
    #[must_use]
    pub fn repeated(&self, paragraphs: &[Paragraph], kinds: &[Kind]) -> Vec<Repeated> {
        if self.shared.is_empty() {
            return Vec::new();
        }
        let Some(first) = paragraphs.iter().position(|paragraph| is_prose(&paragraph.text) && self.count(&paragraph.text) == 0)
        else {
            return Vec::new();
        };
        let mut found = self.at_head(paragraphs.get(..first).unwrap_or_default(), kinds);
        found.extend(self.at_foot(paragraphs, kinds, first));
        found
    }

    fn at_head(&self, head: &[Paragraph], kinds: &[Kind]) -> Vec<Repeated> {
        let story = |at: usize| kinds.get(at) == Some(&Kind::Story);
        let found: Vec<Repeated> = head
            .iter()
            .enumerate()
            .take(EDGE)
            .filter(|(at, paragraph)| story(*at) && !is_credit(&paragraph.text))
            .filter_map(|(at, paragraph)| self.repeated_at(at, paragraph))
            .collect();
        let titles = head.iter().enumerate().filter(|(at, paragraph)| story(*at) && !is_credit(&paragraph.text)).count();
        if titles > found.len() { found } else { Vec::new() }
    }

    fn at_foot(&self, paragraphs: &[Paragraph], kinds: &[Kind], first: usize) -> Vec<Repeated> {
        let mut found = Vec::new();
        for (at, paragraph) in paragraphs.iter().enumerate().skip(first + 1).rev() {
            if kinds.get(at) != Some(&Kind::Story) || credits::parse(&paragraph.text).is_some() {
                continue;
            }
            match self.repeated_at(at, paragraph) {
                Some(repeated) => found.push(repeated),
                None => break,
            }
        }
        found
    }

    fn repeated_at(&self, at: usize, paragraph: &Paragraph) -> Option<Repeated> {
        let stories = self.count(&paragraph.text);
        (stories > 0).then_some(Repeated { at, stories })
    }

    /// Number of stories that share a line, where they are enough.
    fn count(&self, text: &str) -> usize {
        let stories = self.shared.get(&hash(text)).copied().unwrap_or_default();
        if is_prose(text) && stories * SHARE_OF_SENTENCES < self.stories { 0 } else { stories }
    }
}

/// A line that says who wrote, when or where: repeated in the folder of one author or of one day.
fn is_credit(text: &str) -> bool {
    byline::parse(text).is_some()
        || byline::bare(text, byline::Position::AboveDate).is_some()
        || date::is_date_line(text)
        || agency::known(text).is_some()
        || credits::parse(text).is_some()
        || dateline::opening(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::super::super::blocks::{Paragraph, paragraphs};
    use super::super::super::boilerplate::{self, Kind};
    use super::super::super::model::{Document, Format};
    use super::super::super::{Surroundings, recognise};
    use super::{Lines, Sketch};

    const SUBJECTS: [&str; 8] = ["harbour", "orchard", "railway", "library", "theatre", "aquarium", "brewery", "cathedral"];

    /// A story of its own for each subject: no words of five letters are shared but a few.
    fn story(subject: &str) -> String {
        let verb: String = subject.chars().rev().collect();
        format!(
            "Old {subject} to open\n\nThe {subject}{verb} of {verb}ton had been {verb}ed, and its {subject}s {verb}ing, for as long as {subject}men could say.\n\nA {verb}man and his {subject}keeper said so to the {subject}gazette, in a long talk at the {verb}house."
        )
    }

    fn page(text: &str) -> (Vec<Paragraph>, Vec<Kind>) {
        let paragraphs = paragraphs(text);
        let kinds = paragraphs.iter().map(|paragraph| boilerplate::kind(&paragraph.text)).collect();
        (paragraphs, kinds)
    }

    fn lines(pages: &[String]) -> Lines {
        let sketch = |text: &String| {
            let document = Document::new("a.txt".to_owned(), "a.txt".to_owned(), Format::Text, text.clone());
            let article = recognise(&document, &Surroundings::alone(jiff::civil::date(2026, 11, 22)));
            Sketch::new(&document, &paragraphs(text), &article)
        };
        Lines::new(&pages.iter().map(sketch).collect::<Vec<_>>())
    }

    /// The lines that go from a page, given a folder of pages.
    fn gone(pages: &[String], text: &str) -> Vec<String> {
        let (paragraphs, kinds) = page(text);
        let mut gone: Vec<usize> = lines(pages).repeated(&paragraphs, &kinds).iter().map(|line| line.at).collect();
        gone.sort_unstable();
        gone.into_iter().map(|at| paragraphs[at].text.clone()).collect()
    }

    fn pages(of: impl Fn(&str) -> String) -> Vec<String> {
        SUBJECTS.iter().map(|subject| of(&story(subject))).collect()
    }

    #[test]
    fn what_every_page_bears_at_head_and_foot_goes() {
        let pages = pages(|story| {
            format!("Valley Gazette and Courier\n\n{story}\n\nWrite to the desk at Mill Lane\n\nPrinted in the valley")
        });
        let text = pages[0].as_str();
        assert_eq!(gone(&pages, text), ["Valley Gazette and Courier", "Write to the desk at Mill Lane", "Printed in the valley"]);
    }

    #[test]
    fn too_few_stories_or_too_small_a_share_tell_nothing() {
        let foot = |story: &str| format!("{story}\n\nPrinted in the valley");
        let pages = pages(foot);
        assert!(gone(&pages[..4], &pages[0]).is_empty());
        let more =
            ["viaduct", "granary", "hospital", "windmill", "foundry", "tannery", "smithy", "chapel", "dairy", "forge", "wharf"];
        let plain: Vec<String> = more.iter().map(|subject| story(subject)).collect();
        let rare: Vec<String> = pages[..5].iter().cloned().chain(plain).collect();
        assert!(gone(&rare, &pages[0]).is_empty());
        assert_eq!(gone(&rare[..12], &pages[0]).len(), 1);
    }

    #[test]
    fn versions_of_one_story_share_no_furniture() {
        let background = "The harbour was dug in the last century by men of the town and has been quarrelled over ever since.";
        let version = |number: usize| format!("{}\n\nIt took {number} hours.\n\n{background}", story("harbour"));
        let versions: Vec<String> = (2..12).map(version).collect();
        assert!(gone(&versions, &versions[0]).is_empty());
    }

    #[test]
    fn a_sentence_needs_more_stories_than_a_line() {
        let sentence = "The paper was founded in the year of the flood and has been owned by its readers ever since.";
        let half = pages(|story| format!("{story}\n\n{sentence}"));
        assert_eq!(gone(&half, &half[0]), [sentence]);
        let more = ["viaduct", "granary", "hospital", "windmill", "foundry", "tannery"].map(story);
        let fewer: Vec<String> = half[..5].iter().cloned().chain(more).collect();
        assert!(gone(&fewer, &half[0]).is_empty());
    }

    #[test]
    fn what_tables_repeat_stays() {
        let pages: Vec<String> = SUBJECTS
            .iter()
            .enumerate()
            .map(|(number, subject)| format!("{}\n\nNine mths\n\nShr {number} cts vs loss 12 cts", story(subject)))
            .collect();
        assert!(gone(&pages, &pages[0]).is_empty());
    }

    #[test]
    fn bylines_dates_and_the_only_headline_stay() {
        let pages = pages(|story| {
            let (_, rest) = story.split_once("\n\n").unwrap_or_default();
            format!(
                "Notes from the valley\n\nBy Jane Roe\n\nMarch 4, 2019\n\nOSLO (AP) — {rest}\n\n(Reporting by Jane Roe; editing by John Doe)"
            )
        });
        assert!(gone(&pages, &pages[0]).is_empty());
    }

    #[test]
    fn nothing_is_told_of_nothing() {
        let (paragraphs, kinds) = page("");
        assert!(lines(&[]).repeated(&paragraphs, &kinds).is_empty());
    }
}
