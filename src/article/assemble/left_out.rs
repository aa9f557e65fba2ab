//! What did no field take? Lines of the page that are no part of the article: each run of them is noted with the rule
//! that left it out, so that a reader can see that no sentence of the story went.

use std::ops::Range;

use super::Draft;
use crate::article::blocks::{Markup, Paragraph};
use crate::article::boilerplate::Kind;
use crate::article::reason::Reason;

impl Draft<'_> {
    /// Notes every run of paragraphs that no field took.
    pub(super) fn note_left_out(&mut self) {
        let last = self.taken.iter().rposition(|taken| *taken).unwrap_or_default();
        let mut run: Option<(&'static str, Range<usize>)> = None;
        for (at, paragraph) in self.paragraphs.iter().enumerate() {
            let rule = if self.taken.get(at) == Some(&true) { None } else { Some(self.rule(at, paragraph, last)) };
            match (&mut run, rule) {
                (Some((before, span)), Some(rule)) if *before == rule => span.end = paragraph.span.end,
                (_, rule) => {
                    self.note_run(run.take());
                    run = rule.map(|rule| (rule, paragraph.span.clone()));
                }
            }
        }
        self.note_run(run);
    }

    fn note_run(&mut self, run: Option<(&'static str, Range<usize>)>) {
        if let Some((rule, span)) = run {
            self.why.note("boilerplate", Reason::medium(rule), Some(span));
        }
    }

    fn rule(&self, at: usize, paragraph: &Paragraph, last: usize) -> &'static str {
        match self.kinds.get(at) {
            Some(Kind::Furniture) if self.repeated.binary_search_by_key(&at, |line| line.at).is_ok() => {
                "line that the pages of its source share"
            }
            _ if at > last => "behind the end of the story",
            Some(Kind::Furniture) => "line of page furniture",
            Some(Kind::Margin) => "name of a menu or section",
            Some(Kind::Footer) => "head of what follows a story",
            _ if paragraph.markup == Markup::Picture => "words of a picture",
            _ => "slug, summary or job over the story",
        }
    }
}
