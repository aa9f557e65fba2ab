//! How are the fields put together? Holds an article in the making: what head, story and sign-offs say is entered field
//! by field with the reason and the place in the original; the first source of a field stands, and what the file states
//! stands over all. What no field took is noted too, so that nothing is lost unseen.

mod head;
mod left_out;
mod settle;
mod stated;
mod story;

use std::ops::Range;

use jiff::civil::Date;

use super::agency;
use super::blocks::{self, Paragraph};
use super::boilerplate::{self, Kind};
use super::calendar::Day;
use super::credits::SignOff;
use super::date::Label;
use super::limits::Deadline;
use super::model::{Article, Credit, Document};
use super::reason::Reason;
use super::story as body;
use super::survey::{Repeated, Source};
use super::why::Why;
use super::{limits, menu, page};

/// An article in the making.
pub struct Draft<'a> {
    document: &'a Document,
    paragraphs: &'a [Paragraph],
    /// What the other articles of its source tell.
    source: Option<&'a Source>,
    kinds: Vec<Kind>,
    /// Lines that the pages of its source share, in the order of the text.
    repeated: Vec<Repeated>,
    article: Article,
    why: Why,
    body: Vec<Paragraph>,
    /// True at the places of paragraphs that some field took.
    taken: Vec<bool>,
    day: Option<Day>,
    bare: bool,
    line: Option<DateLine>,
    reporters: Vec<(String, Option<Range<usize>>)>,
}

/// A day that a line of the page states.
struct DateLine {
    day: Date,
    label: Label,
    reason: Reason,
    span: Option<Range<usize>>,
}

impl<'a> Draft<'a> {
    /// An empty article with the document's names.
    pub fn new(document: &'a Document, paragraphs: &'a [Paragraph], source: Option<&'a Source>) -> Self {
        let named = Article {
            limits: document.limits.clone(),
            ..Article::new(document.id.clone(), document.path.clone(), document.format)
        };
        let mut kinds = if document.stated.body_only {
            vec![Kind::Story; paragraphs.len()]
        } else {
            paragraphs.iter().map(|paragraph| boilerplate::kind(&paragraph.text)).collect()
        };
        let mut repeated = source.map(|source| source.lines.repeated(paragraphs, &kinds)).unwrap_or_default();
        repeated.sort_unstable_by_key(|line| line.at);
        for line in &repeated {
            kinds.splice(line.at..=line.at, [Kind::Furniture]);
        }
        Self {
            document,
            paragraphs,
            source,
            kinds,
            repeated,
            article: named,
            why: Why::default(),
            body: Vec::new(),
            taken: vec![false; paragraphs.len()],
            day: None,
            bare: false,
            line: None,
            reporters: Vec::new(),
        }
    }

    /// Reads the text: a whole page, or a body alone where the file states the other fields. Where the time is over before the
    /// head is read, all of it is body.
    pub fn read(&mut self, deadline: &Deadline) {
        let end = if self.document.stated.body_only { self.paragraphs.len() } else { menu::end(self.paragraphs, &self.kinds) };
        let tail = body::tail(self.paragraphs.get(..end).unwrap_or_default(), self.kinds.get(..end).unwrap_or_default());
        if deadline.is_over() {
            self.body = self.paragraphs.to_vec();
            self.article.limits.push(Deadline::note("fields of the text"));
            return;
        }
        if self.document.stated.body_only {
            self.read_body(self.head_of_body(), &tail);
            self.read_opening_of_body();
        } else {
            let paragraphs = self.paragraphs.get(..tail.end).unwrap_or_default();
            let head = page::head(paragraphs, self.kinds.get(..tail.end).unwrap_or_default());
            self.read_head(&head);
            self.read_story(head, &tail);
        }
        self.drop_life_of_author();
        for (at, sign_off) in tail.sign_offs {
            let span = self.take(at);
            self.read_sign_off(sign_off, span.as_ref());
        }
        self.read_glued_mark();
        self.note_left_out();
    }

    /// Marks a paragraph as taken by a field; gives its place in the original.
    fn take(&mut self, at: usize) -> Option<Range<usize>> {
        *self.taken.get_mut(at)? = true;
        self.paragraphs.get(at).map(|paragraph| paragraph.span.clone())
    }

    /// Where a part of a paragraph stands in the original.
    fn place(&self, paragraph: &Paragraph, part: Range<usize>) -> Range<usize> {
        blocks::locate(&self.document.text, paragraph, part)
    }

    /// Notes why a field has its value, where no reason is known yet.
    fn note_first(&mut self, field: &'static str, reason: Reason, span: Option<&Range<usize>>) {
        if !self.why.knows(field) {
            self.why.note(field, reason, span.cloned());
        }
    }

    fn read_sign_off(&mut self, sign_off: SignOff, span: Option<&Range<usize>>) {
        self.reporters.extend(sign_off.reporters.into_iter().map(|name| (name, span.cloned())));
        self.add_credits(sign_off.credits, &Reason::high("named with a role in a sign-off"), span);
        if let Some(agency) = &sign_off.agency {
            self.set_agency(agency, Reason::high("agency that signs the story"), span);
        }
        if let (Some(day), None) = (sign_off.date, &self.line) {
            let reason = Reason::high("closing line with a day");
            self.line = Some(DateLine { day, label: Label::None, reason, span: span.cloned() });
        }
    }

    fn add_credits(&mut self, credits: Vec<Credit>, reason: &Reason, span: Option<&Range<usize>>) {
        for credit in credits {
            // One more than allowed tells that there are more; each is compared with all before it.
            let fits = self.article.credits.len() <= limits::MOST_VALUES;
            if fits && !self.article.credits.contains(&credit) && !self.article.authors.contains(&credit.name) {
                self.article.credits.push(credit);
                self.why.note("credits", reason.clone(), span.cloned());
            }
        }
    }

    /// Enters the credited agency by its usual short name.
    fn set_agency(&mut self, agency: &str, reason: Reason, span: Option<&Range<usize>>) {
        if self.article.agency.is_none() {
            self.article.agency = Some(agency::known(agency).unwrap_or(agency).to_owned());
            self.note_first("agency", reason, span);
        }
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
