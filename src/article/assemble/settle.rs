//! What can only be settled when all is read? Authors against sign-offs, subheads, the dateline's place against its
//! namesakes, the date and its year, the language, and the evidence of every field.

use jiff::civil::Date;

use super::Draft;
use crate::article::model::{Article, Credit, PublicationDate};
use crate::article::reason::Reason;
use crate::article::{date, dateline, language, limits, story};

impl Draft<'_> {
    /// Settles authors, dates, language and body.
    pub fn finish(mut self, today: Date) -> Article {
        self.settle_reporters();
        self.settle_body();
        if let Some(dateline) = self.article.dateline.as_mut().filter(|_| self.bare) {
            dateline::resolve_bare(dateline, &self.article.body, self.source.map(|source| &source.areas));
        }
        self.settle_date(today);
        self.settle_language();
        self.article.why = self.why.evidence(&self.document.text);
        self.article
    }

    /// The body decides; what the file states stands where the body is too short to tell, because pages copy their site's
    /// language from a template.
    fn settle_language(&mut self) {
        let found = language::of(&self.article.body);
        let reason = if found.is_some() { Reason::high("detected in the body") } else { self.reason("language") };
        self.article.language = found.or_else(|| self.document.stated.language.clone());
        if self.article.language.is_some() {
            self.why.note("language", reason, None);
        }
    }

    /// The reporters of a sign-off are the authors where no byline names any, and contributors beside them.
    fn settle_reporters(&mut self) {
        let bylined = !self.article.authors.is_empty();
        for (name, span) in std::mem::take(&mut self.reporters) {
            if bylined {
                let credit = Credit { name, role: "contributor".to_owned() };
                self.add_credits(vec![credit], &Reason::high("reporter named in a sign-off beside the byline"), span.as_ref());
            } else if self.article.authors.len() <= limits::MOST_VALUES && !self.article.authors.contains(&name) {
                self.article.authors.push(name);
                self.why.note("authors", Reason::high("reporter named in a sign-off"), span);
            }
        }
        let authors = &self.article.authors;
        self.article.credits.retain(|credit| !authors.contains(&credit.name));
        if self.article.credits.is_empty() {
            self.why.forget("credits");
        }
    }

    fn settle_body(&mut self) {
        for line in story::subheads(&self.body) {
            self.article.subheads.push(line.text.clone());
            let reason = Reason::medium("short line of its own before a paragraph");
            self.why.note("subheads", reason, Some(line.span.clone()));
        }
        if let (Some(first), Some(last)) = (self.body.first(), self.body.last()) {
            let rule = format!("{} paragraphs of the story", self.body.len());
            self.why.note("body", Reason::high(rule), Some(first.span.start..last.span.end.max(first.span.start)));
        }
        let paragraphs: Vec<&str> = self.body.iter().map(|paragraph| paragraph.text.as_str()).collect();
        self.article.body = paragraphs.join("\n\n");
    }

    fn settle_date(&mut self, today: Date) {
        let document = self.document;
        let found = date::publication(&date::Evidence {
            stated: document.stated.date,
            dateline: self.day,
            line: self.line.as_ref().map(|line| date::Line { day: line.day, label: line.label }),
            url: document.stated.url.as_deref(),
            path: &document.id,
            body: &self.article.body,
            file: document.modified,
            made: document.stated.made,
            bound: [document.modified, document.stated.latest, Some(today)].into_iter().flatten().min(),
            neighbours: self.source,
        });
        let Some(found) = found else { return };
        let (reason, span) = match (found.from.as_str(), self.line.take()) {
            ("metadata", _) if document.stated.date.is_none() => (Reason::low("day on which the document was made"), None),
            ("text", Some(line)) => (line.reason, line.span),
            ("dateline", _) => (of_dateline(&found), self.why.span("dateline")),
            ("url", _) => (Reason::high("day in the address"), None),
            ("path", _) => (Reason::high("day in the path"), None),
            _ => (self.reason("date"), None),
        };
        self.why.note("date", reason, span);
        self.article.date = Some(found);
    }
}

/// Why a date that the dateline gives has its year.
fn of_dateline(found: &PublicationDate) -> Reason {
    match found.year_from.as_deref() {
        Some("dateline") => Reason::high("day and year of the dateline"),
        Some("weekday") => {
            Reason::low("day of the dateline; the latest year in which it is the weekday that the story names first")
        }
        Some("corpus") => Reason::medium("day of the dateline; the year that its neighbours in the folder share"),
        Some("metadata") => Reason::medium("day of the dateline; the year in which the document was made"),
        Some("mtime") => Reason::medium("day of the dateline; the year of the file's own day"),
        Some("text") => Reason::medium("day of the dateline; the year of a date nearby that the story names"),
        _ => Reason::high("day of the dateline; nothing tells the year"),
    }
}
