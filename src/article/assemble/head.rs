//! What does the head of a page say? Enters headline, caption, bylines, agency, credits and date lines of a
//! [`Head`](super::page::Head), each with the stretch of the original that says it.

use std::ops::Range;

use super::{DateLine, Draft, one_line};
use crate::article::blocks::Paragraph;
use crate::article::byline::Byline;
use crate::article::credits;
use crate::article::date::Label;
use crate::article::model::Credit;
use crate::article::page::Head;
use crate::article::reason::Reason;

impl Draft<'_> {
    pub(super) fn read_head(&mut self, head: &Head) {
        self.read_titles(head);
        self.read_bylines(head);
        self.read_dates(head);
    }

    fn read_titles(&mut self, head: &Head) {
        if let Some(headline) = head.headline.and_then(|at| self.paragraphs.get(at)) {
            self.article.headline = Some(one_line(&headline.text));
            let span = head.headline.and_then(|at| self.take(at));
            self.why.note("headline", head.headline_reason.clone(), span);
        }
        if let Some(kicker) = head.kicker.and_then(|at| self.paragraphs.get(at)) {
            self.article.kicker = Some(one_line(&kicker.text));
            let span = head.kicker.and_then(|at| self.take(at));
            self.why.note("kicker", Reason::medium("few words over the headline"), span);
        }
        if let Some(caption) = head.caption.and_then(|at| self.paragraphs.get(at)) {
            let span = head.caption.and_then(|at| self.take(at));
            let (text, credits) = credits::of_caption(&caption.text);
            let place = self.place(caption, 0..text.len());
            self.article.caption = Some(one_line(text));
            self.why.note("caption", head.caption_reason.clone(), Some(place));
            self.add_credits(credits, &Reason::high("photographer named in the caption"), span.as_ref());
        }
    }

    fn read_bylines(&mut self, head: &Head) {
        for (at, byline) in &head.bylines {
            self.take(*at);
            if let Some(paragraph) = self.paragraphs.get(*at) {
                self.enter_byline(byline, &byline.reason, Some(paragraph));
            }
        }
        if let Some((at, agency)) = &head.agency {
            let span = self.take(*at);
            self.set_agency(agency, Reason::high("agency in the job below the byline"), span.as_ref());
        }
        for (at, sign_off) in &head.credits {
            let span = self.take(*at);
            self.add_credits(sign_off.credits.clone(), &Reason::high("credit line over the story"), span.as_ref());
        }
    }

    /// Enters a byline, read from a paragraph or stated by the file.
    pub(super) fn enter_byline(&mut self, byline: &Byline, reason: &Reason, paragraph: Option<&Paragraph>) {
        let whole = paragraph.map(|paragraph| paragraph.span.clone());
        for author in &byline.authors {
            if !self.article.authors.contains(author) {
                self.article.authors.push(author.clone());
                let span = paragraph.map(|paragraph| self.place_of(paragraph, author));
                self.why.note("authors", reason.clone(), span);
            }
        }
        if let Some(agency) = &byline.agency {
            self.set_agency(agency, Reason { rule: "agency in the byline".into(), ..reason.clone() }, whole.as_ref());
        }
        let desks = byline.desks.iter().map(|name| Credit { name: name.clone(), role: "desk".to_owned() }).collect();
        self.add_credits(desks, &Reason { rule: "desk in the byline".into(), ..reason.clone() }, whole.as_ref());
        if let (Some(day), None) = (byline.date, &self.line) {
            let reason = Reason::high("day behind the byline");
            self.line = Some(DateLine { day, label: Label::None, reason, span: whole });
        }
    }

    /// Where a name stands in the original, whatever its case; the whole paragraph where it is written otherwise.
    fn place_of(&self, paragraph: &Paragraph, name: &str) -> Range<usize> {
        let part = find_in_any_case(&paragraph.text, name);
        part.map_or(paragraph.span.clone(), |part| self.place(paragraph, part))
    }

    fn read_dates(&mut self, head: &Head) {
        for (at, _) in &head.dates {
            self.take(*at);
        }
        let Some((at, found)) = head.dates.iter().min_by_key(|(at, line)| (line.label, *at)) else { return };
        let reason = match found.label {
            Label::Published => Reason::high("line labelled as the day of publication"),
            Label::Updated => Reason::medium("line labelled as the day of a change"),
            Label::None => Reason::medium("line that holds a day alone"),
        };
        let span = self.paragraphs.get(*at).map(|paragraph| paragraph.span.clone());
        self.line = Some(DateLine { day: found.day, label: found.label, reason, span });
    }
}

/// The first place of some words in a text, in capitals or not.
fn find_in_any_case(text: &str, words: &str) -> Option<Range<usize>> {
    text.char_indices().find_map(|(start, _)| {
        let rest = text.get(start..)?;
        let length = length_of(rest, words)?;
        Some(start..start + length)
    })
}

/// Bytes at the start of the text that spell the words.
fn length_of(text: &str, words: &str) -> Option<usize> {
    let mut characters = text.chars();
    let mut length = 0;
    for wanted in words.chars() {
        let found = characters.next().filter(|found| found.to_lowercase().eq(wanted.to_lowercase()))?;
        length += found.len_utf8();
    }
    Some(length)
}

#[cfg(test)]
mod tests {
    use super::find_in_any_case;

    #[test]
    fn names_are_found_in_capitals_too() {
        assert_eq!(find_in_any_case("By ZOË ROE and JOHN", "Zoë Roe"), Some(3..11));
        assert_eq!(find_in_any_case("By ZOË", "Zoë Roe"), None);
        assert_eq!(find_in_any_case("", "a"), None);
    }
}
