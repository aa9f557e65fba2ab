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
        || byline::bare(text, true).is_some()
        || date::is_date_line(text)
        || agency::known(text).is_some()
        || credits::parse(text).is_some()
        || dateline::opening(text).is_some()
}
