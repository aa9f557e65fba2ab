//! What of a page dump is the article? A page saved as text, or stripped of its tags, has the menus, teasers and footers
//! of the site around the article. In come its paragraphs, out come the headline, found by what it shares with the story
//! below, and the place where the menus below the story begin. A text that has no menus is left whole.

mod title;

use self::title::Search;
use super::blocks::{Paragraph, ends_sentence};
use super::boilerplate::Kind;

/// So many lines stand above the story where a page begins with a menu.
const MENU_LINES: usize = 8;

/// So many lines stand below the last sentence where a page ends with menus.
const FOOTER_LINES: usize = 12;

/// Lines without prose that may stand between two paragraphs of one story: share bars, pictures, teasers.
const WIDEST_BREAK: usize = 20;

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
    let headline = Search::new(paragraphs, kinds, &run).headline();
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
    if is_menu(below) && told * 3 <= run.letters { run.last + 1 + close(paragraphs, kinds, run.last) } else { whole }
}

/// Short last sentences and sign-offs directly below the last long paragraph.
fn close(paragraphs: &[Paragraph], kinds: &[Kind], last: usize) -> usize {
    let below = paragraphs.iter().zip(kinds).skip(last + 1);
    below
        .take_while(|(paragraph, kind)| {
            **kind == Kind::Story && (ends_sentence(&paragraph.text) || super::credits::parse(&paragraph.text).is_some())
        })
        .count()
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

#[cfg(test)]
mod tests {
    use super::super::blocks::{Paragraph, paragraphs};
    use super::super::boilerplate::{self, Kind};
    use super::{end, frame};

    const STORY: &str = "The council of the town met on Tuesday to settle the price of bread before the harvest fails again.\n\nBakers had asked for dearer bread, the mayor said, because the harvest in three provinces was poor.\n\nNo date was set for the next meeting of the council, and the bakers went home without an answer.";
    const HEADLINE: &str = "Bread dearer again as harvest fails in three provinces";

    fn page(text: &str) -> (Vec<Paragraph>, Vec<Kind>) {
        let paragraphs = paragraphs(text);
        let kinds = paragraphs.iter().map(|p| boilerplate::kind(&p.text)).collect();
        (paragraphs, kinds)
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
        let (paragraphs, kinds) =
            page(&format!("{HEADLINE}\n\n{STORY}\n\n“No,” he said.\n\n(Reporting by Jane Miller)\n\n{footer}"));
        assert_eq!(paragraphs.get(end(&paragraphs, &kinds) - 1).map(|p| p.text.as_str()), Some("(Reporting by Jane Miller)"));
    }

    #[test]
    fn a_story_that_goes_on_below_a_list_is_kept() {
        let list = "Share\nComments\n".repeat(12);
        let (paragraphs, kinds) = page(&format!("{HEADLINE}\n\n{STORY}\n\n{list}\n\n{STORY}"));
        assert_eq!(end(&paragraphs, &kinds), paragraphs.len());
    }
}
