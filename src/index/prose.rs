//! Where in a body do paragraphs, sentences and quotations begin and end? An article comes in; its body goes out with a mark
//! before the first word of each, which the analyzer turns into a term at the place of that word. So the index knows whether
//! two words stand in one sentence, in the lead, or in what somebody said, and a phrase passes over the marks.

use std::ops::Range;

use super::sentences::{joined, sentences};
use crate::article::model::Article;

/// What begins or ends before a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// A paragraph begins.
    Paragraph,
    /// A sentence begins.
    Sentence,
    /// A quotation begins.
    Quotation,
    /// A quotation has ended.
    QuotationEnd,
}

/// The marks, by the control character that stands for each in the text and in the index.
const MARKS: [(Mark, char, &str); 4] = [
    (Mark::QuotationEnd, '\u{4}', "\u{4}"),
    (Mark::Paragraph, '\u{1}', "\u{1}"),
    (Mark::Sentence, '\u{2}', "\u{2}"),
    (Mark::Quotation, '\u{3}', "\u{3}"),
];

impl Mark {
    /// The term of the mark in the index of bodies.
    pub fn term(self) -> &'static str {
        MARKS.iter().find(|(mark, _, _)| *mark == self).map_or("", |(_, _, term)| term)
    }

    fn character(self) -> char {
        MARKS.iter().find(|(mark, _, _)| *mark == self).map_or(' ', |(_, character, _)| *character)
    }
}

/// True for a character that stands for a mark.
pub(super) fn is_prose_mark(character: char) -> bool {
    matches!(character, '\u{1}'..='\u{4}')
}

/// The body of an article with its marks. What looks like a mark in the text itself becomes a blank.
pub(super) fn marked(article: &Article) -> String {
    let mut marks = boundaries(&article.body);
    marks.extend(quotations(article));
    marks.sort_by_key(|(at, mark)| (*at, MARKS.iter().position(|(known, _, _)| known == mark)));
    let mut marks = marks.into_iter().peekable();
    let mut marked = String::with_capacity(article.body.len() + article.body.len() / 16);
    for (at, character) in article.body.char_indices() {
        while let Some((_, mark)) = marks.next_if(|(place, _)| *place <= at) {
            marked.push(mark.character());
        }
        marked.push(if is_prose_mark(character) { ' ' } else { character });
    }
    marked
}

/// Paragraphs and sentences, by their first byte.
fn boundaries(body: &str) -> Vec<(usize, Mark)> {
    let sentences = sentences(body);
    let paragraphs = joined(body, &sentences).into_iter().map(|paragraph| (paragraph.start, Mark::Paragraph));
    paragraphs.chain(sentences.into_iter().map(|sentence| (sentence.start, Mark::Sentence))).collect()
}

/// Quotations of the body, by the byte of their first character and of the one behind their last.
fn quotations(article: &Article) -> impl Iterator<Item = (usize, Mark)> {
    let ends = |quote: Range<usize>| [(quote.start, Mark::Quotation), (quote.end, Mark::QuotationEnd)];
    quoted(article).into_iter().flat_map(ends)
}

/// Byte ranges of the quotations in the body of an article; one that reaches beyond the body ends with it.
pub fn quoted(article: &Article) -> Vec<Range<usize>> {
    if article.quotes.is_empty() {
        return Vec::new();
    }
    let before = article.headline.as_deref().unwrap_or_default().chars().count() + 2;
    let bytes: Vec<usize> = article.body.char_indices().map(|(at, _)| at).collect();
    let byte = |place: usize| Some(bytes.get(place.checked_sub(before)?).copied().unwrap_or(article.body.len()));
    article.quotes.iter().filter_map(|quote| Some(byte(quote.start)?..byte(quote.end)?)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::article;
    use super::*;

    /// Marks as letters that can be read: `P` paragraph, `S` sentence, `<` and `>` around quotations.
    fn shown(article: &Article) -> String {
        marked(article).replace('\u{1}', "P").replace('\u{2}', "S").replace('\u{3}', "<").replace('\u{4}', ">")
    }

    #[test]
    fn paragraphs_sentences_and_quotations_are_marked() {
        let story = article("a", "one two. three\nfour.\n\n“héllo five,” six said.").headed("Hé").quoting(None, "héllo five,");
        assert_eq!(shown(&story), "PSone two. Sthree\nfour.\n\nPS“<héllo five,>” six said.");
    }

    #[test]
    fn marks_in_the_text_and_quotations_beyond_it_do_no_harm() {
        let mut story = article("a", "x\u{1}y\u{4}").quoting(Some("Ann"), "y");
        story.quotes.extend(story.quotes.clone().into_iter().map(|quote| crate::article::model::Quote { end: 900, ..quote }));
        assert_eq!(shown(&story), "PSx <<y> ");
        assert_eq!(shown(&article("a", "")), "");
    }

    #[test]
    fn every_mark_has_its_own_term() {
        for (mark, character, term) in MARKS {
            assert_eq!((mark.term(), mark.character()), (term, character));
            assert!(is_prose_mark(character) && term.chars().eq([character]));
        }
    }
}
