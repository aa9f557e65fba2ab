//! What are the lines of a head that name no author and no day? Once the story has been reached, the titles above it
//! become headline, kicker, caption and standfirsts, by the menus' frame, by the markup or by their order. A head
//! without byline, date or dateline gives a headline alone.

use super::{Head, Reader};
use crate::article::blocks::{Markup, Paragraph, ends_sentence};
use crate::article::credits;
use crate::article::headline;
use crate::article::model::Confidence;
use crate::article::reason::Reason;

impl Reader<'_> {
    /// Settles what the lines of the head are.
    pub(super) fn finish(mut self, ends: usize) -> Head {
        self.head.start = ends;
        if !self.structured {
            self.unstructured();
            return self.head;
        }
        self.drop_doubtful_names();
        let lines = if self.titles.is_empty() { std::mem::take(&mut self.after) } else { std::mem::take(&mut self.titles) };
        self.titles_of(&lines);
        self.only_line();
        self.rest_of_head();
        self.head
    }

    /// Where a line says `By`, a name alone is a teaser or another picture's.
    fn drop_doubtful_names(&mut self) {
        if self.head.bylines.iter().any(|(_, byline)| byline.reason.confidence == Confidence::High && !byline.authors.is_empty())
        {
            self.head.bylines.retain(|(_, byline)| byline.reason.confidence == Confidence::High);
        }
    }

    /// Tells headline, kicker, caption and standfirsts among these lines.
    fn titles_of(&mut self, lines: &[usize]) {
        if let Some(headline) = self.frame.and_then(|frame| frame.headline) {
            self.head.headline = Some(headline);
            self.head.headline_reason = Reason::medium("title-like line that shares its words with the story");
            let below = lines.iter().copied().filter(|at| *at > headline);
            let (pictures, story): (Vec<usize>, Vec<usize>) = below.partition(|at| self.names_picture(*at));
            self.head.caption = pictures.first().copied();
            self.head.caption_reason = Reason::medium("words of a picture below the headline");
            self.head.standfirsts = story;
            return;
        }
        let paragraphs: Vec<&Paragraph> = lines.iter().filter_map(|at| self.paragraphs.get(*at)).collect();
        let choice = headline::choose(&paragraphs);
        let place = |at: usize| lines.get(at).copied();
        self.head.headline = choice.headline.and_then(place);
        self.head.headline_reason = choice.headline_reason;
        self.head.caption = choice.caption.and_then(place);
        self.head.caption_reason = choice.caption_reason;
        self.head.kicker = choice.kickers.last().copied().and_then(place);
        self.head.standfirsts = choice.story.into_iter().filter_map(place).collect();
    }

    fn names_picture(&self, at: usize) -> bool {
        self.paragraphs.get(at).is_some_and(|paragraph| headline::names_picture(&paragraph.text))
    }

    /// A sole line over the story is its headline, whatever it says: `Story`, `Weather`.
    fn only_line(&mut self) {
        if let (None, None, [0]) = (self.head.headline, self.frame, self.margins.as_slice()) {
            self.head.headline = Some(0);
            self.head.headline_reason = Reason::low("only line above the story");
        }
    }

    /// Lines between byline and story: a caption, or part of the story.
    fn rest_of_head(&mut self) {
        for at in std::mem::take(&mut self.after) {
            let Some(paragraph) = self.paragraphs.get(at) else { continue };
            let credited = credits::of_caption(&paragraph.text).1.is_empty();
            let beside = self.head.credits.iter().any(|(line, _)| line.abs_diff(at) == 1);
            let picture = paragraph.markup == Markup::Picture || !credited || beside;
            if picture && self.head.caption.is_none() {
                self.head.caption = Some(at);
                self.head.caption_reason = Reason::medium("beside the credit of a picture");
            } else if !picture {
                self.head.standfirsts.push(at);
            }
        }
    }

    /// Without byline, date or dateline the first line is the headline, and everything below it the story.
    fn unstructured(&mut self) {
        let lines: Vec<&Paragraph> = self.titles.iter().filter_map(|at| self.paragraphs.get(*at)).collect();
        let Some(first) = lines.first() else {
            self.only_line();
            return;
        };
        let marked = lines.iter().any(|line| matches!(line.markup, Markup::Heading(1) | Markup::Picture));
        let caption =
            lines.get(1).is_some_and(|second| headline::is_caption(&first.text, &second.text) && !ends_sentence(&first.text));
        let kicker =
            lines.get(1).is_some_and(|second| headline::is_kicker(&first.text, &second.text) && is_headline(&second.text));
        if marked || caption || (kicker && lines.len() == 2) {
            let titles = std::mem::take(&mut self.titles);
            self.titles_of(&titles);
            self.titles = titles;
            self.head.standfirsts.clear();
        } else if is_headline(&first.text) {
            self.head.headline = self.titles.first().copied();
            self.head.headline_reason = Reason::medium("first line");
        }
        let last = self.head.headline.max(self.head.caption);
        self.head.start = last.map_or_else(|| self.titles.first().copied().unwrap_or_default(), |at| at + 1);
        self.head.credits.clear();
    }
}

/// A line that may be a headline without a byline or dateline to prove it: no sentence, unless in capitals.
fn is_headline(text: &str) -> bool {
    text.chars().count() <= 200 && (!text.trim_end().ends_with(['.', ':', ';']) || text.chars().all(|c| !c.is_lowercase()))
}

#[cfg(test)]
mod tests {
    use crate::article::blocks::paragraphs;
    use crate::article::boilerplate;
    use crate::article::page::{Head, head};

    const HEADLINE: &str = "Bread dearer again as harvest fails in three provinces";
    const LEAD: &str = "The council of the town met on Tuesday for the third time this winter to settle the price of bread, which the bakers had called too low in a letter to the mayor.";

    fn read(text: &str) -> Head {
        let paragraphs = paragraphs(text);
        let kinds: Vec<_> = paragraphs.iter().map(|p| boilerplate::kind(&p.text)).collect();
        head(&paragraphs, &kinds)
    }

    #[test]
    fn a_kicker_stands_over_the_headline_with_and_without_a_byline() {
        for byline in ["By John Carter\n\n", ""] {
            let head = read(&format!("Harvest\n\n{HEADLINE}\n\n{byline}{LEAD}\n\n{LEAD}"));
            assert_eq!((head.kicker, head.headline), (Some(0), Some(1)), "{byline}");
            assert_eq!(head.headline_reason.rule, "first line below the kicker");
        }
    }

    #[test]
    fn a_sole_word_is_the_headline_where_nothing_else_can_be() {
        let head = read(&format!("Story\n\nBy John Carter\n\n{LEAD}"));
        assert_eq!((head.headline, head.headline_reason.rule.as_ref()), (Some(0), "only line above the story"));
        assert_eq!(read(&format!("Home\nNews\n\n{LEAD}\n\n{LEAD}")).headline, None);
    }

    #[test]
    fn a_page_with_menus_says_what_told_its_headline() {
        let menu = "Skip to content\nMenu\nHome\nHarbour\nTheatre\nChess\nBooks\nSubscribe\nLog in";
        let text = format!("{menu}\n\n{HEADLINE}\n\nText size\nShare\n\nBy John Carter\n\n{LEAD}\n\n{LEAD}");
        let head = read(&text);
        assert_eq!(head.headline_reason.rule, "title-like line that shares its words with the story");
        assert_eq!((head.headline, head.standfirsts.len(), head.bylines.len()), (Some(9), 0, 1));
    }

    #[test]
    fn a_headline_in_capitals_with_an_agency_in_brackets_is_no_dateline() {
        let head = read(&format!("PACIFIC RAIL <CP> CONFIRMS EARNINGS\n\nOSLO, March 9 - {LEAD}\n\n{LEAD}"));
        assert_eq!((head.headline, head.dateline.map(|(at, _)| at)), (Some(0), Some(1)));
    }
}
