//! Which line above a story is its headline? In comes a page with the run of its prose, out comes the line that shares
//! its words with the story, has byline, date or dateline shortly below, stands twice, and stands near; teasers of other stories,
//! subheads, captions and breadcrumbs share less or stand elsewhere. Where no line shares enough, the one above byline
//! or dateline is taken, and where there is neither, none.

use std::collections::{BTreeMap, BTreeSet};

use super::{Run, WIDEST_BREAK, tells};
use crate::article::blocks::Paragraph;
use crate::article::boilerplate::Kind;
use crate::article::{byline, date, dateline, headline};
use crate::fold::fold;

/// Lines above the story among which the headline is looked for, and paragraphs of the story that it is compared with.
const SEARCHED: usize = 80;
const COMPARED: usize = 16;

/// Part of a headline's words that the story takes up, and the words that are enough to be sure.
const SHARED: f64 = 0.3;
const MANY_SHARED: f64 = 6.0;

/// A headline that is a sentence is no longer than this, in bytes.
const LONGEST_SENTENCE: usize = 100;

/// Weight of a word that one paragraph of the story takes up.
const SEEN_ONCE: f64 = 0.6;

/// A headline scores so much at least, and the line above it no more than this below it.
const LEAST_SCORE: f64 = 0.35;
const SLACK: f64 = 0.35;

/// A line that may be the headline, and what speaks for it.
struct Candidate {
    at: usize,
    score: f64,
}

/// The search for the headline of one page.
pub(super) struct Search<'a> {
    paragraphs: &'a [Paragraph],
    kinds: &'a [Kind],
    run: &'a Run,
    /// Stems of the words of the story, with their weights.
    story: BTreeMap<String, f64>,
}

impl<'a> Search<'a> {
    /// Reads the words of the story.
    pub(super) fn new(paragraphs: &'a [Paragraph], kinds: &'a [Kind], run: &'a Run) -> Self {
        Self { paragraphs, kinds, run, story: stems_of_story(paragraphs, kinds, run) }
    }

    /// The place of the headline.
    pub(super) fn headline(&self) -> Option<usize> {
        // The first paragraphs of the run may be notes of the site or a caption above the headline.
        let end = (self.run.first + 2 * WIDEST_BREAK).min(self.run.last);
        let formed: Vec<usize> = (self.run.first.saturating_sub(SEARCHED)..end).filter(|at| self.is_formed(*at)).collect();
        let candidates: Vec<Candidate> =
            formed.iter().filter_map(|at| Some(Candidate { at: *at, score: self.shared(*at)? + self.support(*at) })).collect();
        let best = candidates.iter().max_by(|a, b| a.score.total_cmp(&b.score).then(b.at.cmp(&a.at)));
        match best.filter(|best| best.score >= LEAST_SCORE) {
            Some(best) => Some(self.top_of_head(&candidates, best)),
            None => self.above_structure(&formed),
        }
    }

    fn text(&self, at: usize) -> &str {
        self.paragraphs.get(at).map_or("", |paragraph| paragraph.text.as_str())
    }

    /// Without enough shared words, the line next above byline or date; the one above it where it shares a word at all.
    fn above_structure(&self, formed: &[usize]) -> Option<usize> {
        let fits = |at: &usize| *at < self.run.first && self.is_long(*at) && self.heads_structure(*at);
        let next = formed.iter().copied().rev().find(fits)?;
        let upper = formed.iter().copied().filter(|at| *at < next && next - at <= 2).find(fits);
        upper.filter(|at| stems(self.text(*at)).iter().any(|stem| self.story.contains_key(stem))).or(Some(next))
    }

    /// The headline stands above its standfirst, which shares as many words with the story.
    fn top_of_head(&self, candidates: &[Candidate], best: &Candidate) -> usize {
        let mut top = best.at;
        for candidate in candidates.iter().rev().filter(|candidate| candidate.at < best.at) {
            if top - candidate.at > 4 || candidate.score + SLACK < best.score || !self.is_long(candidate.at) {
                break;
            }
            top = candidate.at;
        }
        top
    }

    /// True for the form of a headline.
    fn is_formed(&self, at: usize) -> bool {
        let text = self.text(at);
        let words = text.split_whitespace().count();
        self.kinds.get(at) == Some(&Kind::Story)
            && (3..=40).contains(&words)
            && (15..=260).contains(&text.len())
            && !text.ends_with(['…', ']', ':', ';'])
            && !text.contains(". (")
            && !(text.len() > LONGEST_SENTENCE && text.trim_end_matches(['"', '”', '’']).ends_with('.'))
            && !headline::names_picture(text)
            && !is_byline(text)
            && !date::is_date_line(text)
            && !self.is_glued(at)
    }

    /// `HomeNewsBread dearer again`: a breadcrumb that ends in the headline of one of the next lines.
    fn is_glued(&self, at: usize) -> bool {
        let text = self.text(at);
        let below = self.paragraphs.iter().skip(at + 1).take(12).map(|paragraph| paragraph.text.as_str());
        below.filter(|next| next.len() >= 15 && next.len() < text.len()).any(|next| text.ends_with(next))
    }

    /// How much of a line the story takes up: by the part of its words and by their number.
    fn shared(&self, at: usize) -> Option<f64> {
        let stems = stems(self.text(at));
        let all = f64::from(u8::try_from(stems.len()).unwrap_or(u8::MAX).max(1));
        // A sentence has its own words in the story: only those of a second paragraph count.
        let own = if tells(self.paragraphs, self.kinds, at) { SEEN_ONCE } else { 0.0 };
        let weights: Vec<f64> =
            stems.iter().filter_map(|stem| self.story.get(stem)).copied().filter(|weight| *weight > own).collect();
        let shared: f64 = weights.iter().sum();
        let part = shared / all;
        (weights.len() >= 2 && part >= SHARED).then_some(f64::midpoint(part, shared.min(MANY_SHARED) / MANY_SHARED))
    }

    /// What speaks for a line besides its words: byline or date shortly below, the same line once more, nearness; and
    /// against it: a full stop, and paragraphs of the story above it.
    fn support(&self, at: usize) -> f64 {
        let structure = if self.heads_structure(at) { 0.4 } else { 0.0 };
        let repeated = if self.is_long(at) && self.is_repeated(at) { 0.3 } else { 0.0 };
        let sentence = if self.text(at).ends_with('.') { 0.3 } else { 0.0 };
        let distance = u8::try_from(self.run.first.saturating_sub(at)).unwrap_or(u8::MAX).min(40);
        let prose = (self.run.first..=at).filter(|at| tells(self.paragraphs, self.kinds, *at)).count();
        // Subheads have prose above them and no byline below.
        let against = if structure > 0.0 { 0.05 } else { 0.25 };
        let prose = f64::from(u8::try_from(prose).unwrap_or(u8::MAX)) * against;
        structure + repeated - sentence - f64::from(distance) * 0.01 - prose
    }

    /// True where byline, date or dateline stand shortly below a line.
    fn heads_structure(&self, at: usize) -> bool {
        let lines = (at + 1..self.paragraphs.len())
            .filter(|at| self.kinds.get(*at) == Some(&Kind::Story) || byline::announces(self.text(*at)));
        lines.take(6).map(|at| self.text(at)).any(is_structure)
    }

    /// Items of menus stand twice as well, but are short.
    fn is_long(&self, at: usize) -> bool {
        self.text(at).split_whitespace().count() >= 4
    }

    /// True where the line stands again near by, alone or at the end of a breadcrumb.
    fn is_repeated(&self, at: usize) -> bool {
        let text = self.text(at);
        let near = self.paragraphs.iter().enumerate().skip(at.saturating_sub(SEARCHED)).take(2 * SEARCHED);
        near.filter(|(other, _)| *other != at).any(|(_, paragraph)| paragraph.text.len() < 400 && paragraph.text.ends_with(text))
    }
}

/// True for a line that stands between a headline and its story, or opens the story with place and date or agency.
fn is_structure(text: &str) -> bool {
    byline::opens(text) || byline::announces(text) || date::is_date_line(text) || dateline::opening(text).is_some()
}

fn is_byline(text: &str) -> bool {
    byline::opens(text) || byline::bare(text, byline::Position::Anywhere).is_some()
}

/// The words that the first paragraphs of the story take up, cut to their stems, with their weight: what two paragraphs
/// take up counts in full, because polls and notes of the site above the story have words of their own.
fn stems_of_story(paragraphs: &[Paragraph], kinds: &[Kind], run: &Run) -> BTreeMap<String, f64> {
    let told = (run.first..=run.last).filter(|at| tells(paragraphs, kinds, *at)).take(COMPARED);
    let told = told.filter_map(|at| paragraphs.get(at)).filter(|paragraph| !paragraph.text.ends_with('?'));
    let mut weights: BTreeMap<String, f64> = BTreeMap::new();
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
    use super::super::super::blocks::{Paragraph, paragraphs};
    use super::super::super::boilerplate::{self, Kind};
    use super::super::frame;

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
    fn without_shared_words_the_line_above_the_byline_is_taken() {
        let other = "Rain came late to the island this year, and the farmers said on Monday that they were glad of it.";
        let text = format!("{MENU}\nGale warnings for seven coasts\nBy Jane Miller\n\n{other}");
        assert_eq!(headline(&text).as_deref(), Some("Gale warnings for seven coasts"));
        let filed = format!("{MENU}\nGale warnings for seven coasts\nJane Miller\nHarbour Herald\n\nOSLO, Norway — {other}");
        assert_eq!(headline(&filed).as_deref(), Some("Gale warnings for seven coasts"));
        assert_eq!(headline(&format!("{MENU}\n\n{other}")), None);
    }

    #[test]
    fn a_headline_may_stand_below_a_note_of_the_site() {
        let note = "Sign in once a day to read as many stories of this paper as you like, wherever you are.";
        let text = format!("{MENU}\n{note}\n{HEADLINE}\nBy Jane Miller\n\n{STORY}");
        assert_eq!(headline(&text).as_deref(), Some(HEADLINE));
    }
}
