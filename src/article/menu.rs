//! What of a page dump is the article? A page saved as text, or stripped of its tags, has the menus, teasers and footers
//! of the site around the article. In come its paragraphs, out come the headline, found by what it shares with the story
//! below, and the place where the menus below the story begin. A text that has no menus is left whole.

use std::collections::{BTreeMap, BTreeSet};

use super::blocks::{Paragraph, ends_sentence};
use super::boilerplate::Kind;
use super::{byline, date, headline};
use crate::fold::fold;

/// So many lines stand above the story where a page begins with a menu.
const MENU_LINES: usize = 8;

/// So many lines stand below the last sentence where a page ends with menus.
const FOOTER_LINES: usize = 12;

/// Lines without prose that may stand between two paragraphs of one story: share bars, pictures, teasers.
const WIDEST_BREAK: usize = 20;

/// Lines above the story among which the headline is looked for, and paragraphs of the story that it is compared with.
const SEARCHED: usize = 80;
const COMPARED: usize = 16;

/// Part of a headline's words that the story takes up, and the words that are enough to be sure.
const SHARED: f64 = 0.3;
const MANY_SHARED: f64 = 6.0;

/// Weight of a word that one paragraph of the story takes up.
const SEEN_ONCE: f64 = 0.6;

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
    if early && kinds.iter().take(MENU_LINES).all(|kind| *kind == Kind::Story) {
        return None;
    }
    let run = longest_run(paragraphs, kinds).filter(|run| run.first >= MENU_LINES)?;
    let known = is_menu(kinds.get(..run.first).unwrap_or_default());
    if !known && !is_list(paragraphs.get(..run.first).unwrap_or_default()) {
        return None;
    }
    let headline = headline_of(paragraphs, kinds, &run);
    (known || headline.is_some()).then_some(Frame { headline, story: run.first })
}

/// True for many lines of a few words each: a menu of which no line is known.
fn is_list(above: &[Paragraph]) -> bool {
    let short = above.iter().filter(|paragraph| paragraph.text.split_whitespace().count() <= 4).count();
    above.len() >= 2 * MENU_LINES && short * 4 >= above.len() * 3
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
        // The longest text of many a page is its note on cookies.
        let letters = if paragraph.text.contains("ookies") { 0 } else { paragraph.text.len() };
        if let Some(run) = open.as_mut().filter(|run| at - run.last <= WIDEST_BREAK) {
            run.last = at;
            run.letters += letters;
        } else {
            keep_longer(&mut best, open.take());
            open = Some(Run { first: at, last: at, letters });
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
}

fn headline_of(paragraphs: &[Paragraph], kinds: &[Kind], run: &Run) -> Option<usize> {
    let story = stems_of_story(paragraphs, kinds, run);
    // The first paragraphs of the run may be notes of the site or a caption above the headline.
    let end = (run.first + 2 * WIDEST_BREAK).min(run.last);
    let formed: Vec<usize> = (run.first.saturating_sub(SEARCHED)..end).filter(|at| is_formed(paragraphs, kinds, *at)).collect();
    let candidates: Vec<Candidate> = formed
        .iter()
        .filter_map(|at| shared(paragraphs.get(*at)?, &story).map(|shared| (*at, shared)))
        .map(|(at, shared)| Candidate { at, score: shared + support(paragraphs, kinds, at, run) })
        .collect();
    let best = candidates.iter().max_by(|a, b| a.score.total_cmp(&b.score).then(b.at.cmp(&a.at)));
    match best.filter(|best| best.score >= 0.35) {
        Some(best) => Some(top_of_head(paragraphs, &candidates, best)),
        None => above_structure(paragraphs, kinds, &formed, run, &story),
    }
}

/// Without enough shared words, the line next above byline or date; the one above it where it shares a word at all.
fn above_structure(
    paragraphs: &[Paragraph],
    kinds: &[Kind],
    formed: &[usize],
    run: &Run,
    story: &BTreeMap<String, f64>,
) -> Option<usize> {
    let fits = |at: &usize| *at < run.first && is_long(paragraphs, *at) && heads_structure(paragraphs, kinds, *at);
    let next = formed.iter().copied().rev().find(fits)?;
    let upper = formed.iter().copied().filter(|at| *at < next && next - at <= 2).find(fits);
    upper
        .filter(|at| paragraphs.get(*at).is_some_and(|line| stems(&line.text).iter().any(|stem| story.contains_key(stem))))
        .or(Some(next))
}

/// The headline stands above its standfirst, which shares as many words with the story.
fn top_of_head(paragraphs: &[Paragraph], candidates: &[Candidate], best: &Candidate) -> usize {
    let mut top = best.at;
    for candidate in candidates.iter().rev().filter(|candidate| candidate.at < best.at) {
        if top - candidate.at > 4 || candidate.score + 0.35 < best.score || !is_long(paragraphs, candidate.at) {
            break;
        }
        top = candidate.at;
    }
    top
}

/// True for the form of a headline.
fn is_formed(paragraphs: &[Paragraph], kinds: &[Kind], at: usize) -> bool {
    let Some(text) = paragraphs.get(at).filter(|_| kinds.get(at) == Some(&Kind::Story)).map(|line| line.text.as_str()) else {
        return false;
    };
    let words = text.split_whitespace().count();
    let formed = (3..=40).contains(&words)
        && (15..=260).contains(&text.len())
        && !text.ends_with(['…', ']', ':', ';'])
        && !text.contains(". (");
    formed && !headline::names_picture(text) && !is_byline(text) && !date::is_date_line(text) && !is_glued(paragraphs, at)
}

fn is_byline(text: &str) -> bool {
    byline::opens(text) || byline::bare(text, byline::Position::Anywhere).is_some()
}

/// `HomeNewsBread dearer again`: a breadcrumb that ends in the headline of one of the next lines.
fn is_glued(paragraphs: &[Paragraph], at: usize) -> bool {
    let Some(text) = paragraphs.get(at).map(|paragraph| paragraph.text.as_str()) else { return false };
    let below = paragraphs.iter().skip(at + 1).take(12).map(|paragraph| paragraph.text.as_str());
    below.filter(|next| next.len() >= 15 && next.len() < text.len()).any(|next| text.ends_with(next))
}

/// How much of a line the story takes up: by the part of its words and by their number.
fn shared(line: &Paragraph, story: &BTreeMap<String, f64>) -> Option<f64> {
    let stems = stems(&line.text);
    let all = f64::from(u8::try_from(stems.len()).unwrap_or(u8::MAX).max(1));
    let weights: Vec<f64> = stems.iter().filter_map(|stem| story.get(stem)).copied().collect();
    let shared: f64 = weights.iter().sum();
    let part = shared / all;
    (weights.len() >= 2 && part >= SHARED).then_some(f64::midpoint(part, shared.min(MANY_SHARED) / MANY_SHARED))
}

/// What speaks for a line besides its words: byline or date shortly below, the same line once more, nearness; and
/// against it: paragraphs of the story above it.
fn support(paragraphs: &[Paragraph], kinds: &[Kind], at: usize, run: &Run) -> f64 {
    let structure = if heads_structure(paragraphs, kinds, at) { 0.4 } else { 0.0 };
    let repeated = if is_long(paragraphs, at) && is_repeated(paragraphs, at) { 0.3 } else { 0.0 };
    let distance = u8::try_from(run.first.saturating_sub(at)).unwrap_or(u8::MAX).min(40);
    let prose = u8::try_from((run.first..=at).filter(|at| tells(paragraphs, kinds, *at)).count()).unwrap_or(u8::MAX);
    // Subheads have prose above them and no byline below.
    let sentence = if paragraphs.get(at).is_some_and(|paragraph| paragraph.text.ends_with('.')) { 0.3 } else { 0.0 };
    let against = if structure > 0.0 { 0.05 } else { 0.25 };
    structure + repeated - sentence - f64::from(distance) * 0.01 - f64::from(prose) * against
}

/// True where byline or date stand shortly below a line.
fn heads_structure(paragraphs: &[Paragraph], kinds: &[Kind], at: usize) -> bool {
    let below = paragraphs.iter().enumerate().skip(at + 1).filter(|(at, _)| kinds.get(*at) == Some(&Kind::Story)).take(6);
    below
        .map(|(_, paragraph)| paragraph.text.as_str())
        .any(|text| byline::opens(text) || byline::announces(text) || date::is_date_line(text))
}

/// Items of menus stand twice as well, but are short.
fn is_long(paragraphs: &[Paragraph], at: usize) -> bool {
    paragraphs.get(at).is_some_and(|paragraph| paragraph.text.split_whitespace().count() >= 4)
}

/// True where the line stands again near by, alone or at the end of a breadcrumb.
fn is_repeated(paragraphs: &[Paragraph], at: usize) -> bool {
    let Some(text) = paragraphs.get(at).map(|paragraph| paragraph.text.as_str()) else { return false };
    let near = paragraphs.iter().enumerate().skip(at.saturating_sub(SEARCHED)).take(2 * SEARCHED);
    near.filter(|(other, _)| *other != at).any(|(_, paragraph)| paragraph.text.len() < 400 && paragraph.text.ends_with(text))
}

/// The words that the first paragraphs of the story take up, cut to their stems, with their weight: what two paragraphs
/// take up counts in full, because polls and notes of the site above the story have words of their own.
fn stems_of_story(paragraphs: &[Paragraph], kinds: &[Kind], run: &Run) -> BTreeMap<String, f64> {
    let told = (run.first..=run.last).filter(|at| tells(paragraphs, kinds, *at)).take(COMPARED);
    let mut weights: BTreeMap<String, f64> = BTreeMap::new();
    let told = told.filter_map(|at| paragraphs.get(at)).filter(|paragraph| !paragraph.text.ends_with('?'));
    for stem in told.flat_map(|paragraph| stems(&paragraph.text)) {
        weights.entry(stem).and_modify(|weight| *weight = 1.0).or_insert(SEEN_ONCE);
    }
    weights
}

/// The longer words of a text, cut to five letters so that endings do not matter.
fn stems(text: &str) -> BTreeSet<String> {
    fold(text).split(' ').filter(|word| word.chars().count() > 3).map(|word| word.chars().take(5).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::blocks::{Paragraph, paragraphs};
    use super::super::boilerplate::{self, Kind};
    use super::{end, frame};

    const MENU: &str = "Skip to content\nMenu\nHome\nHarbour\nTheatre\nChess\nBooks\nSubscribe\nLog in\nStorm closes two schools in the north\nJane Miller wins the chess cup";
    const STORY: &str = "The council of the town met on Tuesday to settle the price of bread before the harvest fails again.\n\nBakers had asked for dearer bread, the mayor said, because the harvest in three provinces was poor.\n\nNo date was set for the next meeting of the council, and the bakers went home without an answer.";
    const HEADLINE: &str = "Bread dearer again as harvest fails in three provinces";

    fn page(text: &str) -> (Vec<Paragraph>, Vec<Kind>) {
        let paragraphs = paragraphs(text);
        let kinds = paragraphs.iter().map(|p| boilerplate::kind(&p.text)).collect();
        (paragraphs, kinds)
    }

    fn headline(text: &str) -> Option<String> {
        let (paragraphs, kinds) = page(text);
        frame(&paragraphs, &kinds)?.headline.and_then(|at| paragraphs.get(at)).map(|line| line.text.clone())
    }

    #[test]
    fn the_headline_shares_its_words_with_the_story() {
        for between in [
            "",
            "By Jane Miller\n",
            "Share\nCopy link\n",
            "Millers say that flour will last until spring\n",
            "Text size\nListen\nWed 13 Dec 2023\n",
        ] {
            assert_eq!(headline(&format!("{MENU}\n\n{HEADLINE}\n\n{between}\n{STORY}")).as_deref(), Some(HEADLINE), "{between}");
        }
    }

    #[test]
    fn breadcrumbs_subheads_and_captions_are_no_headlines() {
        for text in [
            format!("{MENU}\nHomeNews{HEADLINE}\n{HEADLINE}\n\n{STORY}"),
            format!("{MENU}\n{HEADLINE}\n\n{STORY}\n\nHarvest fails in three provinces again\n\n{STORY}"),
            format!("{MENU}\n{HEADLINE}\n\nBread of the council of three provinces. (Photo: Jane Miller)\n\n{STORY}"),
        ] {
            assert_eq!(headline(&text).as_deref(), Some(HEADLINE), "{text}");
        }
    }

    #[test]
    fn a_text_without_menus_has_no_frame() {
        for text in [
            format!("{HEADLINE}\n\nBy Jane Miller\n\n{STORY}"),
            STORY.to_owned(),
            String::new(),
            "Home\nMenu\nSubscribe".to_owned(),
            format!("{HEADLINE}\n\n{}\n{STORY}", "Shr 34 cts vs 12 cts for the whole year\n".repeat(20)),
        ] {
            let (paragraphs, kinds) = page(&text);
            assert_eq!(frame(&paragraphs, &kinds), None, "{text}");
            assert_eq!(end(&paragraphs, &kinds), paragraphs.len(), "{text}");
        }
    }

    #[test]
    fn menus_below_the_story_are_left_out() {
        let footer = "About us\nContact us\nCareers\nPrivacy policy\nTerms of use\n".repeat(4);
        let (paragraphs, kinds) = page(&format!("{HEADLINE}\n\n{STORY}\n\n(Reporting by Jane Miller)\n\n{footer}"));
        assert_eq!(paragraphs.get(end(&paragraphs, &kinds) - 1).map(|p| p.text.as_str()), Some("(Reporting by Jane Miller)"));
    }

    #[test]
    fn a_story_that_goes_on_below_a_list_is_kept() {
        let list = "Share\nComments\n".repeat(12);
        let (paragraphs, kinds) = page(&format!("{HEADLINE}\n\n{STORY}\n\n{list}\n\n{STORY}"));
        assert_eq!(end(&paragraphs, &kinds), paragraphs.len());
    }
}
