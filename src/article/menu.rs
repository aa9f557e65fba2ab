//! What of a page dump is the article? A page saved as text, or stripped of its tags, has the menus, teasers and footers
//! of the site around the article. In come its paragraphs, out come the headline, found by what it shares with the story
//! below, and the place where the menus below the story begin. A text that has no menus is left whole.

use std::collections::BTreeSet;

use super::blocks::{Paragraph, ends_sentence};
use super::boilerplate::Kind;
use super::{byline, date, headline};
use crate::fold::fold;

/// So many lines stand above the story where a page begins with a menu.
const MENU_LINES: usize = 8;

/// So many lines stand below the last sentence where a page ends with menus.
const FOOTER_LINES: usize = 12;

/// Lines without prose that may stand between two paragraphs of one story: share bars, pictures, teasers.
const WIDEST_BREAK: usize = 14;

/// Lines above the story among which the headline is looked for, and paragraphs of the story that it is compared with.
const SEARCHED: usize = 80;
const COMPARED: usize = 16;

/// Part of a headline's words that the story takes up.
const SHARED: f64 = 0.4;

/// The article within a page that has menus above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// The headline, where one shares enough words with the story.
    pub headline: Option<usize>,
    /// First paragraph of the first run of prose, which may be a standfirst or a caption.
    pub story: usize,
}

/// Where the article stands in a page with a menu on top, or `None` where the page has none.
#[must_use]
pub fn frame(paragraphs: &[Paragraph], kinds: &[Kind]) -> Option<Frame> {
    let early = (0..paragraphs.len().min(MENU_LINES)).any(|at| tells(paragraphs, kinds, at));
    if early && !is_menu(kinds.get(..MENU_LINES.min(kinds.len())).unwrap_or_default()) {
        return None;
    }
    let run = longest_run(paragraphs, kinds)?;
    let above = kinds.get(..run.first).unwrap_or_default();
    if above.len() < MENU_LINES || !is_menu(above) {
        return None;
    }
    Some(Frame { headline: headline_of(paragraphs, kinds, &run), story: run.first })
}

/// One past the last paragraph that can belong to the story: menus below it are left out.
#[must_use]
pub fn end(paragraphs: &[Paragraph], kinds: &[Kind]) -> usize {
    let whole = paragraphs.len();
    let Some(run) = longest_run(paragraphs, kinds).filter(|run| run.last + FOOTER_LINES < whole) else { return whole };
    let below = kinds.get(run.last + 1..).unwrap_or_default();
    let told: usize = (run.last + 1..whole)
        .filter(|at| tells(paragraphs, kinds, *at))
        .filter_map(|at| paragraphs.get(at))
        .map(|paragraph| paragraph.text.len())
        .sum();
    if is_menu(below) && told * 3 <= run.letters { run.last + 1 + sign_offs(paragraphs, run.last) } else { whole }
}

/// Sign-offs stand directly below the last paragraph.
fn sign_offs(paragraphs: &[Paragraph], last: usize) -> usize {
    paragraphs.iter().skip(last + 1).take(4).take_while(|paragraph| super::credits::parse(&paragraph.text).is_some()).count()
}

/// True where known furniture stands among the lines.
fn is_menu(kinds: &[Kind]) -> bool {
    kinds.iter().filter(|kind| **kind != Kind::Story).take(2).count() == 2
}

/// True for a paragraph that tells something.
fn tells(paragraphs: &[Paragraph], kinds: &[Kind], at: usize) -> bool {
    let (Some(paragraph), Some(Kind::Story)) = (paragraphs.get(at), kinds.get(at)) else { return false };
    let text = paragraph.text.as_str();
    text.len() >= 60 && (ends_sentence(text) || text.len() > 220) && text.bytes().take(400).any(|b| b.is_ascii_lowercase())
}

/// Paragraphs of prose with no more than a short break between two of them.
struct Run {
    first: usize,
    last: usize,
    letters: usize,
}

/// The run with the most text: teasers and notes of the site are shorter than its story.
fn longest_run(paragraphs: &[Paragraph], kinds: &[Kind]) -> Option<Run> {
    let mut best: Option<Run> = None;
    let mut open: Option<Run> = None;
    for (at, paragraph) in paragraphs.iter().enumerate() {
        if !tells(paragraphs, kinds, at) {
            continue;
        }
        let letters = paragraph.text.len();
        match open.as_mut().filter(|run| at - run.last <= WIDEST_BREAK) {
            Some(run) => {
                run.last = at;
                run.letters += letters;
            }
            None => {
                keep_longer(&mut best, open.take());
                open = Some(Run { first: at, last: at, letters });
            }
        }
    }
    keep_longer(&mut best, open);
    best
}

fn keep_longer(best: &mut Option<Run>, run: Option<Run>) {
    if run.as_ref().map_or(0, |run| run.letters) > best.as_ref().map_or(0, |run| run.letters) {
        *best = run;
    }
}

/// A line that may be the headline, and what speaks for it.
struct Candidate {
    at: usize,
    score: f64,
    shared: f64,
}

fn headline_of(paragraphs: &[Paragraph], kinds: &[Kind], run: &Run) -> Option<usize> {
    let story = stems_of_story(paragraphs, kinds, run);
    // The first paragraphs of the run may be notes of the site or a caption above the headline.
    let end = (run.first + WIDEST_BREAK).min(run.last);
    let candidates: Vec<Candidate> = (run.first.saturating_sub(SEARCHED)..end)
        .filter_map(|at| candidate(paragraphs, kinds, at, &story).map(|found| (at, found)))
        .map(|(at, shared)| Candidate { at, shared, score: shared + support(paragraphs, kinds, at, run) })
        .collect();
    let best = candidates.iter().max_by(|a, b| a.score.total_cmp(&b.score).then(b.at.cmp(&a.at)))?;
    Some(top_of_head(&candidates, best))
}

/// The headline stands above its standfirst, which shares as many words with the story.
fn top_of_head(candidates: &[Candidate], best: &Candidate) -> usize {
    let mut top = best.at;
    for candidate in candidates.iter().rev().filter(|candidate| candidate.at < best.at) {
        if top - candidate.at > 6 || candidate.shared < 0.5 || candidate.score + 0.6 < best.score {
            break;
        }
        top = candidate.at;
    }
    top
}

/// The part of a line's words that the story takes up, where the line has the form of a headline.
fn candidate(paragraphs: &[Paragraph], kinds: &[Kind], at: usize, story: &BTreeSet<String>) -> Option<f64> {
    let text = paragraphs.get(at).filter(|_| kinds.get(at) == Some(&Kind::Story))?.text.as_str();
    let words = text.split_whitespace().count();
    let formed = (3..=40).contains(&words) && (15..=260).contains(&text.len()) && !text.ends_with(['.', ':', ';']);
    if !formed || headline::names_picture(text) || byline::opens(text) || date::is_date_line(text) {
        return None;
    }
    let stems = stems(text);
    let shared = stems.iter().filter(|stem| story.contains(*stem)).count();
    #[expect(clippy::cast_precision_loss, reason = "a line has few words")]
    let part = shared as f64 / stems.len().max(1) as f64;
    (shared >= 2 && part >= SHARED).then_some(part)
}

/// What speaks for a line besides its words: byline or date shortly below, the same line once more, nearness.
fn support(paragraphs: &[Paragraph], kinds: &[Kind], at: usize, run: &Run) -> f64 {
    let below = paragraphs.iter().enumerate().skip(at + 1).take(8).filter(|(at, _)| kinds.get(*at) == Some(&Kind::Story));
    let mut support = 0.0;
    if below.map(|(_, paragraph)| paragraph.text.as_str()).any(|text| byline::opens(text) || date::is_date_line(text)) {
        support += 0.4;
    }
    if is_repeated(paragraphs, at) {
        support += 0.3;
    }
    let distance = u8::try_from(run.first.saturating_sub(at)).unwrap_or(u8::MAX);
    support - f64::from(distance.min(60)) * 0.012
}

/// True where the line stands again near by, alone or at the end of a breadcrumb.
fn is_repeated(paragraphs: &[Paragraph], at: usize) -> bool {
    let Some(text) = paragraphs.get(at).map(|paragraph| paragraph.text.as_str()) else { return false };
    let near = paragraphs.iter().enumerate().skip(at.saturating_sub(SEARCHED)).take(2 * SEARCHED);
    near.filter(|(other, _)| *other != at).any(|(_, paragraph)| paragraph.text.len() < 400 && paragraph.text.ends_with(text))
}

/// The words of the first paragraphs of the story, cut to their stems.
fn stems_of_story(paragraphs: &[Paragraph], kinds: &[Kind], run: &Run) -> BTreeSet<String> {
    (run.first..=run.last)
        .filter(|at| tells(paragraphs, kinds, *at))
        .take(COMPARED)
        .filter_map(|at| paragraphs.get(at))
        .flat_map(|paragraph| stems(&paragraph.text))
        .collect()
}

/// The longer words of a text, cut to five letters so that endings do not matter.
fn stems(text: &str) -> BTreeSet<String> {
    fold(text).split(' ').filter(|word| word.chars().count() > 3).map(|word| word.chars().take(5).collect()).collect()
}
