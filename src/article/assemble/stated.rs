//! What does the file itself state? Lets stated headline, byline, dateline and keywords stand over what was found.

use super::{Draft, one_line};
use crate::article::blocks::{Paragraph, locate};
use crate::article::calendar::Day;
use crate::article::model::{Release, Stated, Subjects};
use crate::article::publication::{self, Told};
use crate::article::reason::Reason;
use crate::article::{byline, credits, dateline};

impl Draft<'_> {
    /// Enters what the file states.
    pub fn apply_stated(&mut self) {
        let stated: &Stated = &self.document.stated;
        if let Some(headline) = &stated.headline {
            self.keep_other_headline(headline);
            self.article.headline = Some(one_line(headline));
            self.note_stated("headline");
        }
        self.enter_authors();
        self.enter_dateline();
        self.enter_publication();
        self.enter_circumstances();
    }

    /// The authors that the format parts, else the names of the byline.
    fn enter_authors(&mut self) {
        let stated: &Stated = &self.document.stated;
        if stated.byline.is_some() || !stated.authors.is_empty() {
            self.article.authors.clear();
            self.why.forget("authors");
        }
        self.article.byline = stated.byline.as_deref().map(one_line).filter(|line| !line.is_empty());
        let reason = self.reason("authors");
        if let (true, Some(line)) = (stated.authors.is_empty(), self.article.byline.clone()) {
            self.enter_stated_byline(&line, &reason);
        }
        for name in &stated.authors {
            self.enter_byline(&byline::stated_name(&one_line(name)), &reason, None);
        }
        let agency = stated.agency.as_deref().map(one_line).filter(|agency| !agency.is_empty());
        if let Some(agency) = agency {
            let reason = self.reason("agency");
            self.set_agency(&agency, reason, None);
        }
        let reason = self.reason("credits");
        self.add_credits(stated.credits.clone(), &reason, None);
    }

    fn enter_stated_byline(&mut self, line: &str, reason: &Reason) {
        // `From Jane Roe in Oslo`, which only the field tells from a sentence.
        let reporter = line.strip_prefix("From ").and_then(|line| Some(format!("By {}", line.split_once(" in ")?.0)));
        let line = reporter.as_deref().unwrap_or(line);
        if let Some(byline) = byline::parse(line).or_else(|| byline::bare(line, byline::Position::AboveDate)) {
            self.enter_byline(&byline, reason, None);
        }
    }

    fn enter_dateline(&mut self) {
        let Some(text) = &self.document.stated.dateline else { return };
        let (dateline, day, bare) = dateline::stated(text);
        if let Some(agency) = &dateline.agency {
            self.set_agency(agency, Reason::high("agency in the dateline"), None);
        }
        self.day = day;
        self.bare = bare;
        self.article.dateline = Some(dateline).filter(|dateline| !dateline.text.is_empty());
        self.note_stated("dateline");
        if let (Some(dateline), Some(day)) = (&mut self.article.dateline, self.document.stated.dateline_day) {
            dateline.date = Some(day.to_string());
            self.day = Some(Day::of(day));
        }
    }

    /// Enters publication, address and section.
    fn enter_publication(&mut self) {
        let stated: &Stated = &self.document.stated;
        self.article.url = stated.url.clone().filter(|url| publication::is_address(url));
        self.article.section.clone_from(&stated.section);
        for (field, known) in [("url", self.article.url.is_some()), ("section", stated.section.is_some())] {
            if known {
                self.note_stated(field);
            }
        }
        if let Some((name, told)) = publication::of(self.document) {
            let reason = match told {
                Told::Stated => self.reason("source"),
                Told::Address => Reason::high("host of the address"),
                Told::Folder => Reason::medium("folder called by a host"),
            };
            self.why.note("source", reason, None);
            self.article.source = Some(name);
        }
    }

    /// Enters what the source says beside the story: kicker, caption, keywords, release and subjects.
    fn enter_circumstances(&mut self) {
        let stated: &Stated = &self.document.stated;
        let kicker = stated.kicker.as_deref().map(one_line);
        if let Some(kicker) = kicker {
            self.article.kicker = Some(kicker);
            self.note_stated("kicker");
        }
        if let Some(caption) = stated.caption.as_deref().map(one_line) {
            let (caption, photographers) = credits::of_caption(&caption);
            self.article.caption = Some(caption.to_owned());
            self.note_stated("caption");
            self.add_credits(photographers, &Reason::high("named at the end of a caption"), None);
        }
        if !stated.keywords.is_empty() {
            self.article.keywords.clone_from(&stated.keywords);
            self.note_stated("keywords");
        }
        if stated.release != Release::default() {
            self.article.release.clone_from(&stated.release);
            self.note_stated("release");
        }
        if stated.subjects != Subjects::default() {
            self.article.subjects.clone_from(&stated.subjects);
            self.note_stated("subjects");
        }
    }

    /// Why a stated field is believed: the place in the file.
    pub(super) fn reason(&self, field: &'static str) -> Reason {
        match self.document.stated.from.get(field) {
            Some(told) => Reason { rule: told.place.clone(), confidence: told.confidence },
            None => Reason::stated(),
        }
    }

    /// Notes a stated field in place of what was found.
    fn note_stated(&mut self, field: &'static str) {
        self.why.forget(field);
        self.why.note(field, self.reason(field), None);
    }

    /// A headline that the text has and the file does not state is part of the story.
    fn keep_other_headline(&mut self, stated: &str) {
        let Some(found) = self.article.headline.take() else { return };
        if crate::fold::fold(&found) == crate::fold::fold(stated) {
            return;
        }
        let place = self.paragraphs.iter().find(|paragraph| one_line(&paragraph.text) == found);
        let paragraph = place.cloned().unwrap_or_else(|| Paragraph { text: found, ..Paragraph::default() });
        let span = locate(&self.document.text, &paragraph, 0..paragraph.text.len());
        self.body.insert(0, Paragraph { gap: true, span, ..paragraph });
    }
}
