//! What stands round each match? A text comes in; a line for each match goes out, as in a concordance: the words before it, the
//! match, the words behind it. Time is linear in the text.

use std::ops::Range;

use super::highlight::{Highlighter, Text, ranges};

/// Characters on each side of a match; whoever shows a line cuts it to the width at hand.
const SIDE: usize = 80;

/// A match and what stands round it, on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// The words before the match, the match, and the words behind it.
    pub text: String,
    /// The match, in code points of `text`.
    pub highlight: Range<usize>,
}

/// The first matches of a text in their context.
pub(super) fn contexts(text: &Text<'_>, highlighter: &Highlighter, most: usize) -> Vec<Context> {
    let found = ranges(&highlighter.matches_in(text));
    found.iter().take(most).map(|at| context(text.written, at)).collect()
}

fn context(text: &str, at: &Range<usize>) -> Context {
    let before = text.get(..at.start).unwrap_or_default();
    let from = before.char_indices().rev().nth(SIDE - 1).map_or(0, |(byte, _)| byte);
    let before = on_one_line(whole_words(before.get(from..).unwrap_or_default(), from > 0));
    let matched = on_one_line(text.get(at.clone()).unwrap_or_default());
    let behind = text.get(at.end..).unwrap_or_default();
    let until = behind.char_indices().nth(SIDE).map_or(behind.len(), |(byte, _)| byte);
    let behind = on_one_line(behind.get(..until).unwrap_or_default());
    let start = before.chars().count();
    let highlight = start..start + matched.chars().count();
    Context { text: format!("{before}{matched}{behind}"), highlight }
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
    use crate::query::{Joiner, parse};

    #[test]
    fn each_match_stands_between_its_neighbours() {
        let query = parse("peace", Joiner::All).expect("parses");
        let written = format!("{} no\n\npeäce and Peace, {}", "word ".repeat(40), "after ".repeat(40));
        let text = Text { written: &written, ..Text::default() };
        let found = contexts(&text, &Highlighter::new(query.as_ref()), 9);
        assert_eq!(found.len(), 2);
        for context in &found {
            let letters: Vec<char> = context.text.chars().collect();
            let matched: String = letters[context.highlight.clone()].iter().collect();
            assert_eq!(matched.to_lowercase().replace('ä', "a"), "peace");
            assert!(context.text.starts_with("word ") && letters.len() < 2 * SIDE + 8 && !context.text.contains("  "));
        }
        assert_eq!(contexts(&text, &Highlighter::new(query.as_ref()), 1).len(), 1);
        assert!(contexts(&text, &Highlighter::new(None), 9).is_empty());
    }
}
