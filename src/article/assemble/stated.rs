//! What does the file itself state? Lets stated headline, byline, dateline and keywords stand over what was found.

use super::{Draft, one_line};
use crate::article::blocks::{Paragraph, locate};
use crate::article::model::Stated;
use crate::article::publication::{self, Told};
use crate::article::reason::Reason;
use crate::article::{byline, dateline};

impl Draft<'_> {
    /// Enters what the file states.
    pub fn apply_stated(&mut self) {
        let stated: &Stated = &self.document.stated;
        if let Some(headline) = &stated.headline {
            self.keep_other_headline(headline);
            self.article.headline = Some(one_line(headline));
            self.note_stated("headline");
        }
        if let Some(line) = &stated.byline {
            self.article.authors.clear();
            self.why.forget("authors");
            let line = one_line(line);
            if let Some(byline) = byline::parse(&line).or_else(|| byline::bare(&line, byline::Position::AboveDate)) {
                self.enter_byline(&byline, &Reason::stated(), None);
            }
        }
        if let Some(text) = &stated.dateline {
            let (dateline, day, bare) = dateline::stated(text);
            if let Some(agency) = &dateline.agency {
                self.set_agency(agency, Reason::high("agency in the dateline"), None);
            }
            self.day = day;
            self.bare = bare;
            self.article.dateline = Some(dateline).filter(|dateline| !dateline.text.is_empty());
            self.note_stated("dateline");
        }
        self.enter_publication();
        if !stated.keywords.is_empty() {
            self.article.keywords.clone_from(&stated.keywords);
            self.note_stated("keywords");
        }
    }

    /// Enters publication, address and section.
    fn enter_publication(&mut self) {
        let stated: &Stated = &self.document.stated;
        self.article.url.clone_from(&stated.url);
        self.article.section.clone_from(&stated.section);
        for (field, known) in [("url", stated.url.is_some()), ("section", stated.section.is_some())] {
            if known {
                self.note_stated(field);
            }
        }
        if let Some((name, told)) = publication::of(self.document) {
            let reason = match told {
                Told::Stated => Reason::stated(),
                Told::Address => Reason::high("host of the address"),
                Told::Folder => Reason::medium("folder called by a host"),
            };
            self.why.note("source", reason, None);
            self.article.source = Some(name);
        }
    }

    fn note_stated(&mut self, field: &'static str) {
        self.why.forget(field);
        self.why.note(field, Reason::stated(), None);
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
