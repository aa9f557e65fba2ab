//! What does the story say, from its dateline to its last words? Enters dateline and body, and cuts off the body what is
//! no part of it: dateline, a byline or headline on the same line, and marks glued to the last sentence.

use std::ops::Range;

use super::{Draft, one_line};
use crate::article::dateline::{self, Found};
use crate::article::model::Dateline;
use crate::article::page::Head;
use crate::article::reason::Reason;
use crate::article::story::{self, Tail};
use crate::article::{blocks, byline, credits, date};
use crate::fold::fold;

/// Lines above a stated body that may repeat fields, and the longest slug or credit among them, in characters.
const LONGEST_HEAD: usize = 5;
const LONGEST_SLUG: usize = 80;

/// Longest words about an author below a story, in bytes.
const LONGEST_LIFE: usize = 300;

impl Draft<'_> {
    pub(super) fn read_story(&mut self, head: Head, tail: &Tail) {
        for at in &head.standfirsts {
            self.take(*at);
        }
        self.body = head.standfirsts.iter().filter_map(|at| self.paragraphs.get(*at).cloned()).collect();
        let before = self.body.len();
        self.read_body(head.start, tail);
        if let Some((_, found)) = head.dateline {
            self.read_dateline(before, found);
        } else if let Some((_, agency, end)) = head.opening {
            self.read_placeless_dateline(before, agency, end);
        }
    }

    pub(super) fn read_body(&mut self, start: usize, tail: &Tail) {
        for at in story::body(self.paragraphs, &self.kinds, start, tail) {
            self.take(at);
            self.body.extend(self.paragraphs.get(at).cloned());
        }
    }

    /// Paragraphs above a stated body that say again what the file states elsewhere: headline, byline, day, and slugs and
    /// credits above a dateline.
    pub(super) fn head_of_body(&self) -> usize {
        let lines = self.paragraphs.iter().take(LONGEST_HEAD).map(|paragraph| one_line(&paragraph.text)).collect::<Vec<_>>();
        let opens = |line: &String| dateline::opening(line).is_some_and(|found| found.certain);
        let first = lines.iter().position(opens);
        let belongs = |(at, line): (usize, &String)| {
            let is_short = line.chars().count() <= LONGEST_SLUG && !blocks::ends_sentence(line);
            self.repeats_field(line) || (is_short && first.is_some_and(|first| at < first))
        };
        let head = lines.iter().enumerate().take_while(|(at, line)| Some(*at) != first && belongs((*at, line))).count();
        if head < self.paragraphs.len() { head } else { 0 }
    }

    fn repeats_field(&self, line: &str) -> bool {
        let stated = &self.document.stated;
        let is_headline = stated.headline.as_deref().is_some_and(|headline| fold(headline) == fold(line));
        let has_authors = stated.byline.is_some() || !stated.authors.is_empty();
        is_headline || (has_authors && byline::opens(line)) || (stated.date.is_some() && date::is_date_line(line))
    }

    /// Drops a last paragraph about the author: `Jane Roe is our correspondent in Oslo.`
    pub(super) fn drop_life_of_author(&mut self) {
        let stated = &self.document.stated;
        let is_author = |name: &str| {
            stated.authors.iter().any(|author| author == name)
                || (name.contains(' ') && stated.byline.as_deref().is_some_and(|byline| byline.contains(name)))
        };
        let is_life = |text: &str| text.len() < LONGEST_LIFE && text.split_once(" is ").is_some_and(|(name, _)| is_author(name));
        let last = self.body.last().is_some_and(|last| self.body.len() > 1 && is_life(&last.text));
        if last {
            self.body.pop();
        }
    }

    /// A dateline that the file left in the body.
    pub(super) fn read_opening_of_body(&mut self) {
        let Some(first) = self.body.first() else { return };
        // A place alone before a dash opens a story only where a story follows.
        let opens = |found: &Found| {
            let rest = first.text.get(found.end..).unwrap_or_default();
            let is_place = found.dateline.places.iter().all(|place| place.location.path.is_some());
            found.certain || (rest.len() > 80 && is_place && !found.dateline.places.is_empty())
        };
        if let Some(found) = dateline::opening(&first.text).filter(opens) {
            self.read_dateline(0, found);
        }
    }

    /// Enters an opening such as `(CNN) —`: a dateline that names its agency and no place.
    fn read_placeless_dateline(&mut self, place: usize, agency: &str, end: usize) {
        let Some(paragraph) = self.body.get(place) else { return };
        let text = paragraph.text.get(..end).map(str::trim).unwrap_or_default().to_owned();
        let span = self.place(paragraph, 0..end);
        let reason = Reason::high("agency alone before a dash");
        self.set_agency(agency, reason.clone(), Some(&span));
        self.why.note("dateline", reason, Some(span));
        self.article.dateline = Some(Dateline { text, agency: Some(agency.to_owned()), ..Dateline::default() });
        self.cut(place, end);
    }

    /// Enters a dateline and cuts it off its paragraph.
    fn read_dateline(&mut self, place: usize, found: Found) {
        let Some(paragraph) = self.body.get(place) else { return };
        let span = self.place(paragraph, found.start..found.end);
        let above = paragraph.text.get(..found.start).map(str::trim).unwrap_or_default();
        if is_headline_above(above) && self.article.headline.is_none() {
            let reason = Reason::medium("words in capitals before the dateline");
            let above_at = self.place(paragraph, 0..found.start);
            self.article.headline = Some(one_line(above));
            self.why.note("headline", reason, Some(above_at));
        }
        if let Some(agency) = &found.dateline.agency {
            self.set_agency(agency, Reason::high("agency in the dateline"), Some(&span));
        }
        self.why.note("dateline", found.reason, Some(span));
        self.day = found.day;
        self.bare = found.bare;
        self.article.dateline = Some(found.dateline);
        self.cut(place, found.end);
    }

    /// Drops the bytes before `end` of a paragraph of the body, and the paragraph where nothing is left.
    fn cut(&mut self, place: usize, end: usize) {
        let Some(paragraph) = self.body.get(place) else { return };
        let rest = paragraph.text.get(end..).unwrap_or_default().trim_start().to_owned();
        if rest.is_empty() {
            self.body.remove(place);
            return;
        }
        let span = self.place(paragraph, paragraph.text.len() - rest.len()..paragraph.text.len());
        if let Some(paragraph) = self.body.get_mut(place) {
            paragraph.text = rest;
            paragraph.span = span;
        }
    }

    /// Reads what is glued to the last sentence and cuts it off.
    pub(super) fn read_glued_mark(&mut self) {
        let Some(last) = self.body.last() else { return };
        let Some((story, sign_off)) = credits::without_glued_sign_off(&last.text) else { return };
        let (told, mark) = (0..story.len(), story.len()..last.text.len());
        let (told, mark): (Range<usize>, Range<usize>) = (self.place(last, told), self.place(last, mark));
        let story = story.to_owned();
        if let Some(last) = self.body.last_mut() {
            last.text = story;
            last.span = told;
        }
        self.read_sign_off(sign_off, Some(&mark));
    }
}

/// What stands before a dateline on its line is a headline, if it is no byline and no stray word.
fn is_headline_above(above: &str) -> bool {
    above.split_whitespace().count() >= 3 && !byline::opens(above.trim_end_matches('.'))
}
