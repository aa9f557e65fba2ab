//! How are the fields put together? Holds an article in the making: what the head, the story and the sign-offs say is
//! entered field by field with its origin, the first source of a field standing, and what the file states over all.

use jiff::civil::Date;

use super::blocks::{self, Paragraph};
use super::boilerplate::{self, Kind};
use super::byline::{self, Byline};
use super::calendar::Day;
use super::credits::{self, SignOff};
use super::dateline::{self, Found};
use super::menu;
use super::model::{Article, Confidence, Credit, Dateline, Document, Evidence, Stated};
use super::page::{self, Head};
use super::{date, language, story};

/// An article in the making.
pub struct Draft {
    article: Article,
    body: Vec<Paragraph>,
    day: Option<Day>,
    line: Option<(Date, String)>,
    bare: bool,
    reporters: Vec<String>,
}

impl Draft {
    /// An empty article with the document's names.
    pub fn new(document: &Document) -> Self {
        let named = Article::new(document.id.clone(), document.path.clone(), document.format);
        let article = Article { keywords: document.stated.keywords.clone(), ..named };
        Self { article, body: Vec::new(), day: None, line: None, bare: false, reporters: Vec::new() }
    }

    /// Reads a text that is a body alone.
    pub fn read_body(&mut self, paragraphs: &[Paragraph]) {
        let kinds = vec![Kind::Story; paragraphs.len()];
        let tail = story::tail(paragraphs, &kinds);
        self.read_sign_offs(tail.sign_offs);
        let story = paragraphs.get(..tail.end).unwrap_or_default();
        self.body = story::body(story, kinds.get(..tail.end).unwrap_or_default());
        self.read_glued_mark();
        self.read_opening_of_body();
    }

    /// A dateline that the file left in the body.
    fn read_opening_of_body(&mut self) {
        let Some(first) = self.body.first() else { return };
        let found = dateline::opening(&first.text).filter(|found| found.certain);
        if let Some(found) = found {
            let line = first.line;
            self.read_dateline(0, line, found);
        }
    }

    /// Reads a whole page.
    pub fn read_page(&mut self, paragraphs: &[Paragraph]) {
        let kinds: Vec<Kind> = kinds(paragraphs);
        let end = menu::end(paragraphs, &kinds);
        let (paragraphs, kinds) = (paragraphs.get(..end).unwrap_or_default(), kinds.get(..end).unwrap_or_default());
        let tail = story::tail(paragraphs, kinds);
        let end = tail.end;
        let (paragraphs, kinds) = (paragraphs.get(..end).unwrap_or_default(), kinds.get(..end).unwrap_or_default());
        let head = page::head(paragraphs, kinds);
        self.read_titles(paragraphs, &head);
        self.read_bylines(paragraphs, &head);
        self.read_dates(paragraphs, &head);
        self.read_story(paragraphs, kinds, head);
        self.read_sign_offs(tail.sign_offs);
        self.read_glued_mark();
    }

    fn read_titles(&mut self, paragraphs: &[Paragraph], head: &Head) {
        if let Some(headline) = head.headline.and_then(|at| paragraphs.get(at)) {
            self.article.headline = Some(one_line(&headline.text));
            self.origin("headline", line(headline));
        }
        if let Some(caption) = head.caption.and_then(|at| paragraphs.get(at)) {
            let (text, credits) = credits::of_caption(&caption.text);
            self.article.caption = Some(one_line(text));
            self.article.credits.extend(credits);
            self.origin("caption", line(caption));
        }
        self.article.kicker = head.kicker.and_then(|at| paragraphs.get(at)).map(|kicker| one_line(&kicker.text));
    }

    fn read_bylines(&mut self, paragraphs: &[Paragraph], head: &Head) {
        for (at, byline) in &head.bylines {
            let origin = paragraphs.get(*at).map(line).unwrap_or_default();
            self.read_byline(byline, &origin);
        }
        if let Some((at, agency)) = &head.agency {
            let origin = paragraphs.get(*at).map(line).unwrap_or_default();
            self.set_agency(agency, &origin);
        }
        for (_, sign_off) in &head.credits {
            self.add_credits(sign_off.credits.clone(), "head");
        }
    }

    fn read_byline(&mut self, byline: &Byline, origin: &str) {
        for author in &byline.authors {
            if !self.article.authors.contains(author) {
                self.article.authors.push(author.clone());
                self.origin("authors", origin.to_owned());
            }
        }
        if let Some(agency) = &byline.agency {
            self.set_agency(agency, origin);
        }
        let desks = byline.desks.iter().map(|name| Credit { name: name.clone(), role: "desk".to_owned() }).collect();
        self.add_credits(desks, origin);
        if let (Some(day), None) = (byline.date, &self.line) {
            self.line = Some((day, origin.to_owned()));
        }
    }

    fn read_dates(&mut self, paragraphs: &[Paragraph], head: &Head) {
        let best = head.dates.iter().min_by_key(|(at, line)| (line.label, *at));
        if let Some((at, found)) = best {
            self.line = Some((found.day, paragraphs.get(*at).map(line).unwrap_or_default()));
        }
    }

    fn read_story(&mut self, paragraphs: &[Paragraph], kinds: &[Kind], head: Head) {
        let standfirsts: Vec<Paragraph> = head.standfirsts.iter().filter_map(|at| paragraphs.get(*at).cloned()).collect();
        let before = standfirsts.len();
        let start = head.start.min(paragraphs.len());
        let story = story::body(paragraphs.get(start..).unwrap_or_default(), kinds.get(start..).unwrap_or_default());
        self.body = standfirsts;
        self.body.extend(story);
        if let Some((at, found)) = head.dateline {
            let line = paragraphs.get(at).map_or(0, |paragraph| paragraph.line);
            self.read_dateline(before, line, found);
        } else if let Some((at, agency, end)) = head.opening {
            let origin = paragraphs.get(at).map(line).unwrap_or_default();
            self.set_agency(agency, &origin);
            self.read_placeless_dateline(before, agency, end);
            self.origin("dateline", origin);
        }
    }

    /// Enters an opening such as `(CNN) —`: a dateline that names its agency and no place.
    fn read_placeless_dateline(&mut self, place: usize, agency: &str, end: usize) {
        let text = self.body.get(place).and_then(|paragraph| paragraph.text.get(..end)).map(str::trim).unwrap_or_default();
        let text = text.to_owned();
        self.article.dateline = Some(Dateline { text, agency: Some(agency.to_owned()), ..Dateline::default() });
        self.cut(place, end);
    }

    /// Enters a dateline and cuts it off its paragraph.
    fn read_dateline(&mut self, place: usize, line: usize, found: Found) {
        let above =
            self.body.get(place).and_then(|paragraph| paragraph.text.get(..found.start)).map(str::trim).unwrap_or_default();
        if !above.is_empty()
            && self.article.headline.is_none()
            && above.split_whitespace().count() >= 3
            && !byline::opens(above.trim_end_matches('.'))
        {
            self.article.headline = Some(one_line(above));
            self.origin("headline", format!("line {line}"));
        }
        if let Some(agency) = &found.dateline.agency {
            self.set_agency(agency, "dateline");
        }
        self.day = found.day;
        self.bare = found.bare;
        self.article.dateline = Some(found.dateline);
        self.origin("dateline", format!("line {line}"));
        self.cut(place, found.end);
    }

    /// Drops the bytes before `end` of a paragraph of the body, and the paragraph where nothing is left.
    fn cut(&mut self, place: usize, end: usize) {
        let Some(paragraph) = self.body.get_mut(place) else { return };
        paragraph.text = paragraph.text.get(end..).unwrap_or_default().trim_start().to_owned();
        if paragraph.text.is_empty() {
            self.body.remove(place);
        }
    }

    fn read_sign_offs(&mut self, sign_offs: Vec<SignOff>) {
        for sign_off in sign_offs {
            self.reporters.extend(sign_off.reporters);
            self.add_credits(sign_off.credits, "sign-off");
            if let Some(agency) = &sign_off.agency {
                self.set_agency(agency, "sign-off");
            }
            if let (Some(day), None) = (sign_off.date, &self.line) {
                self.line = Some((day, "sign-off".to_owned()));
            }
        }
    }

    /// Reads what is glued to the last sentence and cuts it off.
    fn read_glued_mark(&mut self) {
        let Some(last) = self.body.last_mut() else { return };
        let Some((story, sign_off)) = credits::without_glued_sign_off(&last.text) else { return };
        let story = story.to_owned();
        last.text = story;
        self.read_sign_offs(vec![sign_off]);
    }

    fn add_credits(&mut self, credits: Vec<Credit>, origin: &str) {
        for credit in credits {
            if !self.article.credits.contains(&credit) && !self.article.authors.contains(&credit.name) {
                self.article.credits.push(credit);
                self.origin("credits", origin.to_owned());
            }
        }
    }

    fn set_agency(&mut self, agency: &str, origin: &str) {
        if self.article.agency.is_none() {
            self.article.agency = Some(agency.to_owned());
            self.origin("agency", origin.to_owned());
        }
    }

    /// Notes where a field came from; the first source stands.
    fn origin(&mut self, field: &str, origin: String) {
        if self.article.evidence(field).is_none() {
            let evidence = Evidence { field: field.to_owned(), rule: origin, confidence: Confidence::High, span: None };
            self.article.why.push(evidence);
        }
    }

    /// Lets what the file states stand over what was found.
    pub fn apply_stated(&mut self, stated: &Stated) {
        const STATED: &str = "stated by the file";
        if let Some(headline) = &stated.headline {
            self.keep_other_headline(headline);
            self.article.headline = Some(one_line(headline));
            self.stated("headline", STATED);
        }
        if let Some(line) = &stated.byline {
            self.article.authors.clear();
            self.article.why.retain(|evidence| evidence.field != "authors");
            if let Some(byline) =
                byline::parse(&one_line(line)).or_else(|| byline::bare(&one_line(line), byline::Position::AboveDate))
            {
                self.read_byline(&byline, STATED);
            }
        }
        if let Some(text) = &stated.dateline {
            let (dateline, day) = dateline::stated(text);
            if let Some(agency) = &dateline.agency {
                self.set_agency(agency, "dateline");
            }
            self.day = day;
            self.article.dateline = Some(dateline).filter(|dateline| !dateline.text.is_empty());
            self.stated("dateline", STATED);
        }
    }

    fn stated(&mut self, field: &str, origin: &str) {
        self.article.why.retain(|evidence| evidence.field != field);
        self.origin(field, origin.to_owned());
    }

    /// A headline that the text has and the file does not state is part of the story.
    fn keep_other_headline(&mut self, stated: &str) {
        let Some(found) = self.article.headline.take() else { return };
        if crate::fold::fold(&found) != crate::fold::fold(stated) {
            self.body.insert(0, Paragraph { line: 0, text: found, gap: true, markup: blocks::Markup::None });
        }
    }

    /// Settles authors, dates, language and body.
    pub fn finish(mut self, document: &Document, today: Date) -> Article {
        self.settle_reporters();
        self.article.subheads = story::subheads(&self.body);
        if !self.article.subheads.is_empty() {
            self.origin("subheads", "body".to_owned());
        }
        self.article.body = self.body.iter().map(|paragraph| paragraph.text.as_str()).collect::<Vec<_>>().join("\n\n");
        if let Some(dateline) = self.article.dateline.as_mut().filter(|_| self.bare) {
            dateline::resolve_by_story(dateline, &self.article.body);
        }
        self.settle_date(document, today);
        self.article.language = language::of(&self.article.body);
        if self.article.language.is_some() {
            self.origin("language", "body".to_owned());
        }
        self.article
    }

    /// The reporters of a sign-off are the authors where no byline names any, and contributors beside them.
    fn settle_reporters(&mut self) {
        let reporters = std::mem::take(&mut self.reporters);
        if self.article.authors.is_empty() {
            for author in reporters {
                if !self.article.authors.contains(&author) {
                    self.article.authors.push(author);
                    self.origin("authors", "sign-off".to_owned());
                }
            }
        } else {
            let others = reporters.into_iter().map(|name| Credit { name, role: "contributor".to_owned() }).collect();
            self.add_credits(others, "sign-off");
        }
        let authors = &self.article.authors;
        self.article.credits.retain(|credit| !authors.contains(&credit.name));
    }

    fn settle_date(&mut self, document: &Document, today: Date) {
        let evidence = date::Evidence {
            stated: document.stated.date,
            dateline: self.day,
            line: self.line.as_ref().map(|(day, _)| *day),
            path: &document.id,
            body: &self.article.body,
            bound: Some(document.modified.map_or(today, |modified| modified.min(today))),
        };
        let found = date::publication(&evidence);
        let Some(found) = found else { return };
        let origin = match found.from.as_str() {
            "metadata" => "stated by the file".to_owned(),
            "text" => self.line.as_ref().map(|(_, origin)| origin.clone()).unwrap_or_default(),
            other => other.to_owned(),
        };
        self.origin("date", origin);
        self.article.date = Some(found);
    }
}

fn kinds(paragraphs: &[Paragraph]) -> Vec<Kind> {
    paragraphs.iter().map(|paragraph| boilerplate::kind(&paragraph.text)).collect()
}

fn line(paragraph: &Paragraph) -> String {
    format!("line {}", paragraph.line)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
