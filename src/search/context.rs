//! What stands round each match? An article comes in; a line for each match goes out, as in a concordance: the words before it, the
//! match, the words behind it. Time is linear in the text.

use std::ops::Range;

use super::highlight::{Highlighter, Text, ranges};
use super::hit::body;
use crate::article::model::Article;
use crate::query::Scope;

/// Characters on each side of a match; whoever shows a line cuts it to the width at hand.
const SIDE: usize = 80;

/// A match and what stands round it, on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// The words before the match, the match, and the words behind it.
    pub text: String,
    /// The match, in code points of `text`.
    pub highlight: Range<usize>,
    /// Where it stands: `body`, `caption` or `headline`.
    pub field: &'static str,
}

/// The first matches of an article in their context: those of the body, then of caption and headline.
pub(super) fn contexts(article: &Article, highlighter: &Highlighter, most: usize) -> Vec<Context> {
    if most == 0 {
        return Vec::new();
    }
    let other = |field, text, scope| (field, Text { written: text, scope: Some(scope), ..Text::default() });
    let caption = article.caption.as_deref().map(|text| other("caption", text, Scope::Caption));
    let headline = article.headline.as_deref().map(|text| other("headline", text, Scope::Headline));
    let texts = std::iter::once(("body", body(article))).chain(caption).chain(headline);
    texts.flat_map(|(field, text)| of_text(field, &text, highlighter, most)).take(most).collect()
}

fn of_text(field: &'static str, text: &Text<'_>, highlighter: &Highlighter, most: usize) -> Vec<Context> {
    let found = ranges(&highlighter.matches_in(text));
    found.iter().take(most).map(|at| context(field, text.written, at)).collect()
}

fn context(field: &'static str, text: &str, at: &Range<usize>) -> Context {
    let before = text.get(..at.start).unwrap_or_default();
    let from = before.char_indices().rev().nth(SIDE - 1).map_or(0, |(byte, _)| byte);
    let before = on_one_line(whole_words(before.get(from..).unwrap_or_default(), from > 0));
    let matched = on_one_line(text.get(at.clone()).unwrap_or_default());
    let behind = text.get(at.end..).unwrap_or_default();
    let until = behind.char_indices().nth(SIDE).map_or(behind.len(), |(byte, _)| byte);
    let behind = on_one_line(behind.get(..until).unwrap_or_default());
    let start = before.chars().count();
    let highlight = start..start + matched.chars().count();
    Context { text: format!("{before}{matched}{behind}"), highlight, field }
}

/// The text from its first whole word on, where it was cut.
fn whole_words(text: &str, is_cut: bool) -> &str {
    match text.find(char::is_whitespace).filter(|_| is_cut) {
        Some(blank) => text.get(blank..).unwrap_or_default().trim_start(),
        None => text,
    }
}

/// The text with one blank for each run of blanks.
fn on_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        let blank = character.is_whitespace();
        if !(blank && line.ends_with(' ')) {
            line.push(if blank { ' ' } else { character });
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::model::Format;
    use crate::query::{Joiner, parse};

    fn article(body: String) -> Article {
        Article {
            headline: Some("No peace".to_owned()),
            caption: Some("Peace at last".to_owned()),
            body,
            ..Article::new("a".to_owned(), "a".to_owned(), Format::Text)
        }
    }

    #[test]
    fn each_match_stands_between_its_neighbours() {
        let query = parse("peace", Joiner::All).expect("parses");
        let article = article(format!("{} no\n\npeäce and Peace, {}", "word ".repeat(40), "after ".repeat(40)));
        let highlighter = Highlighter::new(query.as_ref());
        let found = contexts(&article, &highlighter, 9);
        assert_eq!(found.iter().map(|context| context.field).collect::<Vec<_>>(), ["body", "body", "caption", "headline"]);
        for context in &found {
            let letters: Vec<char> = context.text.chars().collect();
            let matched: String = letters[context.highlight.clone()].iter().collect();
            assert_eq!(matched.to_lowercase().replace('ä', "a"), "peace");
            let cut = context.text.starts_with("word ") && letters.len() < 2 * SIDE + 8;
            assert!((cut || context.field != "body") && !context.text.contains("  "));
        }
        assert_eq!((contexts(&article, &highlighter, 1).len(), contexts(&article, &highlighter, 0).len()), (1, 0));
        assert!(contexts(&article, &Highlighter::new(None), 9).is_empty());
    }

    #[test]
    fn a_field_is_looked_for_where_it_is() {
        let found = |query: &str| {
            let query = parse(query, Joiner::All).expect("parses");
            let found = contexts(&article("There is peace.".to_owned()), &Highlighter::new(query.as_ref()), 9);
            found.iter().map(|context| context.field).collect::<Vec<_>>()
        };
        assert_eq!((found("headline:peace"), found("body:peace")), (vec!["headline"], vec!["body"]));
    }
}
