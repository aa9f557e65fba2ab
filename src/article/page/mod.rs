//! What is each paragraph of a text for? Reads the head of a page from the top until the story begins: caption,
//! kicker, headline, standfirst, byline, date lines, dateline, in any order. In come paragraphs, out come the fields
//! of the head and the place where the story begins. A line that is none of these is part of the story.

mod names;
mod settle;

use super::blocks::{Markup, Paragraph, ends_sentence};
use super::boilerplate::Kind;
use super::byline::{self, Byline, Position};
use super::credits::{self, SignOff};
use super::date;
use super::dateline::{self, Found};
use super::menu::{self, Frame};
use super::reason::Reason;

/// The head of a page.
#[derive(Debug, Default)]
pub struct Head {
    /// Place of the headline among the paragraphs.
    pub headline: Option<usize>,
    /// What told the headline.
    pub headline_reason: Reason,
    /// Place of the caption.
    pub caption: Option<usize>,
    /// What told the caption.
    pub caption_reason: Reason,
    /// Place of the kicker, the one next to the headline where several stand over it.
    pub kicker: Option<usize>,
    /// Bylines with their places; each says itself what told it.
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

/// A byline and a dateline on one line are no shorter than this, in bytes.
const SHORTEST_GLUED: usize = 20;

/// Paragraphs of prose after which no byline or dateline is looked for.
const PROSE_BEFORE: usize = 2;

/// Reads the head of a page.
#[must_use]
pub fn head(paragraphs: &[Paragraph], kinds: &[Kind]) -> Head {
    let frame = menu::frame(paragraphs, kinds);
    let mut reader = Reader {
        paragraphs,
        kinds,
        frame,
        head: Head::default(),
        titles: Vec::new(),
        after: Vec::new(),
        summaries: Vec::new(),
        margins: Vec::new(),
        prose: 0,
        structured: false,
        announced: false,
    };
    let ends = reader.read();
    reader.finish(ends)
}

struct Reader<'a> {
    paragraphs: &'a [Paragraph],
    kinds: &'a [Kind],
    /// Where the article stands, in a page that has menus above it.
    frame: Option<Frame>,
    head: Head,
    /// Lines that may be headline, caption, kicker or standfirst, before any structure.
    titles: Vec<usize>,
    /// The same behind a byline or date.
    after: Vec<usize>,
    /// Bullets and notes on the version of a story, over a byline or dateline.
    summaries: Vec<usize>,
    /// Lines that name a section or menu, or are the headline where nothing else can be it.
    margins: Vec<usize>,
    prose: usize,
    /// True once a byline, date line or dateline showed that the lines above are a head.
    structured: bool,
    /// True below a line that announces names.
    announced: bool,
}

impl Reader<'_> {
    /// Reads lines until the story begins; gives back its first paragraph.
    fn read(&mut self) -> usize {
        let top = self.top();
        for (at, paragraph) in self.paragraphs.iter().enumerate().take(top + DEEPEST).skip(top) {
            let kind = self.kinds.get(at).copied().unwrap_or(Kind::Story);
            // A stop between blanks is what is left of a line end: `PUBLISHED: .`
            let text = paragraph.text.strip_suffix(" .").unwrap_or(&paragraph.text);
            if self.announced_name(text, at) {
                continue;
            }
            if kind != Kind::Story || matches!(text, "." | "|") {
                self.margins.extend((kind == Kind::Margin).then_some(at));
                continue;
            }
            if self.behind_byline(at, &paragraph.text) {
                return at;
            }
            if self.line(at, text) {
                continue;
            }
            if self.opens_story(at, &paragraph.text) || self.is_story(at, paragraph) {
                return at;
            }
            self.title(at, paragraph);
        }
        (top + DEEPEST).min(self.paragraphs.len())
    }

    /// The line at which the head begins: menus above it are not read.
    fn top(&self) -> usize {
        self.frame.map_or(0, |frame| frame.headline.unwrap_or(frame.story))
    }

    /// True for prose with no byline or dateline below it that would make it a part of the head.
    fn is_story(&mut self, at: usize, paragraph: &Paragraph) -> bool {
        let first = at == self.top();
        let prose = is_prose(paragraph, first) || self.frame.is_some() && !first && is_sentence(&paragraph.text);
        if !prose {
            return false;
        }
        let over = self.structured && self.head_is_over(at) && self.frame.is_none();
        if over || self.prose == PROSE_BEFORE || !self.structure_follows(at) {
            return true;
        }
        self.prose += 1;
        false
    }

    /// A headline has to stand somewhere before prose is the story.
    fn head_is_over(&self, at: usize) -> bool {
        !self.titles.is_empty() || !self.after.is_empty() || at > 0
    }

    /// Takes a line that is byline, job, date or credit.
    fn line(&mut self, at: usize, text: &str) -> bool {
        if self.frame.is_some_and(|frame| frame.headline == Some(at)) {
            return false;
        }
        if let Some(byline) = byline::parse(text).or_else(|| self.goes_on(at, text)).or_else(|| self.bare_byline(at, text)) {
            self.head.bylines.push((at, byline));
            self.structured = true;
            return true;
        }
        if self.follows_byline(at) && (byline::is_job_line(text) || names::is_outlet_line(text)) {
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
        } else if !self.behind_headline(at, text) {
            return false;
        }
        self.structured = true;
        true
    }

    /// A dateline on the first line needs more than a place; one below a paragraph of prose has to be certain.
    fn dateline_fits(&self, at: usize, text: &str, found: &Found) -> bool {
        let rest = text.get(found.end..).unwrap_or_default().trim();
        if at == 0 && is_shouted_headline(rest) {
            return false;
        }
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

    /// `By Jane Roe. OSLO (Reuters) - `, and the same without the full stop where place and date or agency are known.
    fn behind_byline(&mut self, at: usize, text: &str) -> bool {
        let opens = text.get(..2).is_some_and(|by| by.eq_ignore_ascii_case("by"));
        if !opens || text.len() < SHORTEST_GLUED {
            return false;
        }
        let head: String = text.chars().take(80).collect();
        let parted = head.match_indices(' ').find_map(|(end, _)| {
            let (names, rest) = (text.get(..end)?, text.get(end + 1..)?);
            let stopped = names.strip_suffix('.').filter(|names| !names.ends_with(char::is_uppercase));
            let found = dateline::opening(rest)?;
            let known = found.certain && found.dateline.places.iter().all(|place| place.location.path.is_some());
            let byline = byline::parse(stopped.unwrap_or(names)).filter(|_| stopped.is_some() || known)?;
            Some((byline, Found { start: found.start + end + 1, end: found.end + end + 1, ..found }))
        });
        let Some((byline, found)) = parted else { return false };
        self.head.bylines.push((at, byline));
        self.head.dateline = Some((at, found));
        self.structured = true;
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
        let below =
            (at + 1..self.paragraphs.len()).filter(|at| matches!(self.kinds.get(*at), Some(Kind::Story))).take(self.look_ahead());
        let mut prose = 0;
        for paragraph in below.filter_map(|at| self.paragraphs.get(at)) {
            let text = paragraph.text.as_str();
            let named = byline::announces(text) || self.frame.is_some() && byline::bare(text, Position::AboveStory).is_some();
            if named
                || byline::opens(text)
                || date::is_date_line(text)
                || dateline::opening(text).is_some_and(|found| found.certain)
            {
                return true;
            }
            prose += usize::from(is_prose(paragraph, false));
            if prose > 1 {
                return false;
            }
        }
        false
    }

    /// Lines below a paragraph among which byline or dateline may stand; share bars widen a page of the web.
    fn look_ahead(&self) -> usize {
        if self.frame.is_some() { 12 } else { 4 }
    }

    fn title(&mut self, at: usize, paragraph: &Paragraph) {
        let headline = self.frame.and_then(|frame| frame.headline);
        if self.frame.is_some() && headline != Some(at) && is_button(&paragraph.text) {
            return;
        }
        if is_summary(&paragraph.text) && (!self.titles.is_empty() || !self.after.is_empty()) {
            self.summaries.push(at);
        } else if self.structured {
            self.after.push(at);
        } else {
            self.titles.push(at);
        }
    }
}

/// In a page with menus, a few words that are no sentence.
fn is_button(text: &str) -> bool {
    text.split_whitespace().count() < 5 && !ends_sentence(text)
}

/// A sentence long enough for a paragraph of a page of the web.
fn is_sentence(text: &str) -> bool {
    text.len() >= 80 && ends_sentence(text)
}

/// A line in capitals, short enough for a headline: `PACIFIC RAIL <CP> CONFIRMS EARNINGS` opens with no dateline.
fn is_shouted_headline(rest: &str) -> bool {
    !rest.is_empty() && rest.len() <= 120 && !rest.ends_with('.') && rest.chars().all(|c| !c.is_lowercase())
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
    if !matches!(paragraph.markup, Markup::None | Markup::Quote) {
        return false;
    }
    let length = text.chars().take(401).count();
    let small = text.chars().take(400).any(char::is_lowercase);
    let limit = if first || !small { 140 } else { 80 };
    (length >= limit && ends_sentence(text)) || length > 220
}
