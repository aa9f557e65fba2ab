//! What is each paragraph of a text for? Reads the head of a page from the top until the story begins: caption,
//! kicker, headline, standfirst, byline, date lines, dateline, in any order. In come paragraphs, out come the fields
//! of the head and the place where the story begins. A line that is none of these is part of the story.

use super::blocks::{Markup, Paragraph, ends_sentence};
use super::boilerplate::Kind;
use super::byline::{self, Byline};
use super::credits::{self, SignOff};
use super::dateline::{self, Found};
use super::{date, headline};

/// The head of a page.
#[derive(Debug, Default)]
pub struct Head {
    /// Place of the headline among the paragraphs.
    pub headline: Option<usize>,
    /// Place of the caption.
    pub caption: Option<usize>,
    /// Bylines with their places.
    pub bylines: Vec<(usize, Byline)>,
    /// Agencies in the lines with the authors' jobs.
    pub agency: Option<(usize, String)>,
    /// Date lines with their places.
    pub dates: Vec<(usize, date::Line)>,
    /// Credits of pictures.
    pub credits: Vec<(usize, SignOff)>,
    /// Dateline with its place.
    pub dateline: Option<(usize, Found)>,
    /// Agency that opens the story, its place, and the first byte behind it.
    pub opening: Option<(usize, &'static str, usize)>,
    /// Paragraphs over the story that belong to it.
    pub standfirsts: Vec<usize>,
    /// First paragraph of the story.
    pub start: usize,
}

/// Paragraphs in which the head of a page ends.
const DEEPEST: usize = 40;

/// Paragraphs of prose after which no byline or dateline is looked for.
const PROSE_BEFORE: usize = 2;

/// Reads the head of a page.
#[must_use]
pub fn head(paragraphs: &[Paragraph], kinds: &[Kind]) -> Head {
    let mut reader = Reader {
        paragraphs,
        kinds,
        head: Head::default(),
        titles: Vec::new(),
        after: Vec::new(),
        summaries: Vec::new(),
        prose: 0,
        structured: false,
    };
    let ends = reader.read();
    reader.finish(ends)
}

struct Reader<'a> {
    paragraphs: &'a [Paragraph],
    kinds: &'a [Kind],
    head: Head,
    /// Lines that may be headline, caption, kicker or standfirst, before any structure.
    titles: Vec<usize>,
    /// The same behind a byline or date.
    after: Vec<usize>,
    /// Bullets and notes on the version of a story, over a byline or dateline.
    summaries: Vec<usize>,
    prose: usize,
    /// True once a byline, date line or dateline showed that the lines above are a head.
    structured: bool,
}

impl Reader<'_> {
    /// Reads lines until the story begins; gives back its first paragraph.
    fn read(&mut self) -> usize {
        let mut at = 0;
        while at < self.paragraphs.len().min(DEEPEST) {
            let Some(paragraph) = self.paragraphs.get(at) else { break };
            let furniture = !matches!(self.kinds.get(at), Some(Kind::Story));
            if furniture || self.line(at, &paragraph.text) {
                at += 1;
                continue;
            }
            if self.opens_story(at, &paragraph.text) {
                return at;
            }
            if is_prose(paragraph, at == 0) {
                if self.structured && self.head_is_over(at) || self.prose == PROSE_BEFORE || !self.structure_follows(at) {
                    return at;
                }
                self.prose += 1;
            }
            self.title(at, paragraph);
            at += 1;
        }
        self.first_unread()
    }

    /// A headline has to stand somewhere before prose is the story.
    fn head_is_over(&self, at: usize) -> bool {
        !self.titles.is_empty() || !self.after.is_empty() || at > 0
    }

    /// Takes a line that is byline, job, date or credit.
    fn line(&mut self, at: usize, text: &str) -> bool {
        let byline = byline::parse(text).or_else(|| byline::bare(text, self.name_fits(at)).filter(|_| self.bare_fits()));
        if let Some(byline) = byline {
            self.head.bylines.push((at, byline));
            self.structured = true;
            return true;
        }
        if self.follows_byline(at) && byline::is_job_line(text) {
            if let Some(agency) = byline::agency_of_job(text) {
                self.head.agency.get_or_insert_with(|| (at, agency.to_owned()));
            }
            return true;
        }
        if let Some(line) = date::in_line(text) {
            self.head.dates.push((at, line));
            self.structured = true;
            return true;
        }
        let credit = credits::parse(text).filter(|_| at > 0 && !text.chars().all(char::is_alphanumeric));
        match credit {
            Some(credit) => self.head.credits.push((at, credit)),
            None => return false,
        }
        true
    }

    fn bare_fits(&self) -> bool {
        !self.titles.is_empty() && self.head.bylines.is_empty()
    }

    /// A name alone is a byline where a dateline or date line follows, or the story after a sole headline.
    fn name_fits(&self, at: usize) -> bool {
        let Some(next) = self.next_line(at) else { return false };
        date::is_date_line(next) || dateline::opening(next).is_some() || dateline::agency_alone(next).is_some()
    }

    /// The next line that is no furniture.
    fn next_line(&self, at: usize) -> Option<&str> {
        let next = (at + 1..self.paragraphs.len()).take(6).find(|at| matches!(self.kinds.get(*at), Some(Kind::Story)))?;
        self.paragraphs.get(next).map(|paragraph| paragraph.text.as_str())
    }

    fn follows_byline(&self, at: usize) -> bool {
        self.head.bylines.last().is_some_and(|(line, _)| line + 1 == at)
            || self.head.agency.as_ref().is_some_and(|(line, _)| line + 1 == at)
    }

    /// True where the paragraph opens with dateline or agency.
    fn opens_story(&mut self, at: usize, text: &str) -> bool {
        if let Some(found) = dateline::opening(text).filter(|found| self.dateline_fits(at, text, found)) {
            self.head.dateline = Some((at, found));
        } else if let Some((name, end)) = dateline::agency_alone(text) {
            self.head.opening = Some((at, name, end));
        } else if !self.behind_byline(at, text) && !self.behind_headline(at, text) {
            return false;
        }
        self.structured = true;
        true
    }

    /// A dateline on the first line needs more than a place; one below a paragraph of prose has to be certain.
    fn dateline_fits(&self, at: usize, text: &str, found: &Found) -> bool {
        let rest = text.get(found.end..).unwrap_or_default().trim();
        let first = at == 0 || (self.titles.is_empty() && !self.structured);
        if first || self.prose > 0 {
            return if rest.is_empty() {
                found.day.is_some() && found.certain
            } else {
                found.certain || (first && rest.len() > 80)
            };
        }
        // On a line of its own a bare place is a headline or a kicker.
        !rest.is_empty() || found.certain || found.day.is_some() || found.dateline.text.ends_with(super::tokens::is_dash)
    }

    /// `By Jane Roe. OSLO (Reuters) - `.
    fn behind_byline(&mut self, at: usize, text: &str) -> bool {
        let head: String = text.chars().take(80).collect();
        let Some((names, _)) = head.match_indices(". ").find_map(|(end, _)| {
            let names = head.get(..end)?;
            byline::parse(names).map(|byline| (names.len(), byline))
        }) else {
            return false;
        };
        let rest = text.get(names + 2..).unwrap_or_default();
        let Some(found) = dateline::opening(rest) else { return false };
        if let Some(byline) = text.get(..names).and_then(byline::parse) {
            self.head.bylines.push((at, byline));
        }
        let shifted = Found { start: found.start + names + 2, end: found.end + names + 2, ..found };
        self.head.dateline = Some((at, shifted));
        true
    }

    /// A headline and a dateline on one line: the headline is cut off by the caller.
    fn behind_headline(&mut self, at: usize, text: &str) -> bool {
        let Some(found) = dateline::behind_headline(text) else { return false };
        self.head.dateline = Some((at, found));
        true
    }

    /// True where byline, date line or a certain dateline stands shortly below.
    fn structure_follows(&self, at: usize) -> bool {
        let below = (at + 1..self.paragraphs.len()).filter(|at| matches!(self.kinds.get(*at), Some(Kind::Story))).take(4);
        let mut prose = 0;
        for paragraph in below.filter_map(|at| self.paragraphs.get(at)) {
            let text = paragraph.text.as_str();
            if byline::opens(text) || date::is_date_line(text) || dateline::opening(text).is_some_and(|found| found.certain) {
                return true;
            }
            prose += usize::from(is_prose(paragraph, false));
            if prose > 1 {
                return false;
            }
        }
        false
    }

    fn title(&mut self, at: usize, paragraph: &Paragraph) {
        if is_summary(&paragraph.text) && (!self.titles.is_empty() || !self.after.is_empty()) {
            self.summaries.push(at);
        } else if self.structured {
            self.after.push(at);
        } else {
            self.titles.push(at);
        }
    }

    fn first_unread(&self) -> usize {
        self.paragraphs.len().min(DEEPEST)
    }

    /// Settles what the lines of the head are.
    fn finish(mut self, ends: usize) -> Head {
        self.head.start = ends;
        if !self.structured {
            self.unstructured();
            return self.head;
        }
        let lines = if self.titles.is_empty() { std::mem::take(&mut self.after) } else { std::mem::take(&mut self.titles) };
        let paragraphs: Vec<&Paragraph> = lines.iter().filter_map(|at| self.paragraphs.get(*at)).collect();
        let choice = headline::choose(&paragraphs);
        let place = |at: usize| lines.get(at).copied();
        self.head.headline = choice.headline.and_then(place);
        self.head.caption = choice.caption.and_then(place);
        self.head.standfirsts = choice.story.into_iter().filter_map(place).collect();
        self.rest_of_head();
        self.head
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
            } else if !picture {
                self.head.standfirsts.push(at);
            }
        }
    }

    /// Without byline, date or dateline the first line is the headline, and everything below it the story.
    fn unstructured(&mut self) {
        let lines: Vec<&Paragraph> = self.titles.iter().filter_map(|at| self.paragraphs.get(*at)).collect();
        let Some(first) = lines.first() else { return };
        let marked = lines.iter().any(|line| matches!(line.markup, Markup::Heading(1) | Markup::Picture));
        let caption =
            lines.get(1).is_some_and(|second| headline::is_caption(&first.text, &second.text) && !ends_sentence(&first.text));
        if marked || caption {
            let choice = headline::choose(&lines);
            self.head.headline = choice.headline.and_then(|at| self.titles.get(at).copied());
            self.head.caption = choice.caption.and_then(|at| self.titles.get(at).copied());
        } else if is_headline(&first.text) {
            self.head.headline = self.titles.first().copied();
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

/// Bullets over a wire story, and the note what a new version adds.
fn is_summary(text: &str) -> bool {
    text.starts_with("* ")
        || text.starts_with("• ")
        || text.starts_with("- ")
        || (text.starts_with('(') && text.ends_with(')') && text.len() < 200)
}

/// True for a paragraph of a story: long, and ending as a sentence does.
#[must_use]
pub fn is_prose(paragraph: &Paragraph, first: bool) -> bool {
    let text = paragraph.text.as_str();
    if paragraph.markup != Markup::None {
        return false;
    }
    let length = text.chars().take(401).count();
    let small = text.chars().take(400).any(char::is_lowercase);
    let limit = if first || !small { 140 } else { 80 };
    (length >= limit && ends_sentence(text)) || length > 220
}
