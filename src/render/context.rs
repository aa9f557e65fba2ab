//! How does a match in its context look? The words before it, the match and the words behind it come in; one line goes out, with the
//! match in the middle, or a record for programs.

use std::ops::Range;

use serde::Serialize;

use super::terminal::{Screen, cut, escape, width};
use crate::search::{Context, Hit};

/// The matches of a hit, one a line, as in a concordance. Those in the headline are marked there.
pub(super) fn lines(hit: &Hit, columns: usize, screen: Screen) -> Vec<String> {
    let shown = hit.contexts.iter().filter(|context| context.field != "headline");
    shown.map(|context| line(context, columns, screen)).collect()
}

/// A match in the middle of its line: what is before it ends there, what is behind it begins there, each cut to its half.
fn line(context: &Context, columns: usize, screen: Screen) -> String {
    let part = |range: Range<usize>| escape(&context.text.chars().skip(range.start).take(range.len()).collect::<String>());
    // Without colour a mark stands on each side of the match.
    let columns = if screen.colour { columns } else { columns.saturating_sub(2) };
    let found = cut(&part(context.highlight.clone()), columns);
    let side = columns.saturating_sub(width(&found)) / 2;
    let before = part(0..context.highlight.start);
    let before = fitting_end(&before, side);
    let behind = part(context.highlight.end..context.text.chars().count());
    let behind = cut(&behind, columns.saturating_sub(side + width(&found)));
    let blanks = " ".repeat(side.saturating_sub(width(before)));
    format!("{blanks}{before}{}{behind}", screen.hit(&found)).trim_end().to_owned()
}

/// As many whole words of the end of a text as fit into so many columns; of a text without blanks as many letters.
fn fitting_end(text: &str, columns: usize) -> &str {
    let mut used = 0;
    let fits = text.char_indices().rev().take_while(|(_, letter)| {
        used += width(letter.encode_utf8(&mut [0; 4]));
        used <= columns
    });
    let start = fits.last().map_or(text.len(), |(at, _)| at);
    let (cut, fitting) = text.split_at_checked(start).unwrap_or_default();
    match fitting.trim_end().find(' ') {
        Some(blank) if !cut.is_empty() && !cut.ends_with(' ') => fitting.get(blank + 1..).unwrap_or_default(),
        _ => fitting,
    }
}

/// A match and what stands round it, for programs.
#[derive(Serialize)]
pub(super) struct ContextRecord<'a> {
    text: &'a str,
    highlight: [usize; 2],
    field: &'a str,
}

/// The matches of a hit for programs.
pub(super) fn records(hit: &Hit) -> Vec<ContextRecord<'_>> {
    let record = |context: &'_ Context| [context.highlight.start, context.highlight.end];
    hit.contexts
        .iter()
        .map(|context| ContextRecord { text: &context.text, highlight: record(context), field: context.field })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, highlight: Range<usize>, columns: usize) -> String {
        let context = Context { text: text.to_owned(), highlight, field: "body" };
        line(&context, columns, Screen { width: 100, colour: false })
    }

    #[test]
    fn a_match_stands_in_the_middle() {
        assert_eq!(shown("the long way to peace in Oslo and beyond", 16..21, 25), "  way to *peace* in Oslo…");
        assert_eq!(shown("to peace", 3..8, 25), "      to *peace*");
        assert_eq!(shown("peace in", 0..5, 25), "         *peace* in");
    }

    #[test]
    fn wide_letters_and_narrow_screens_do_no_harm() {
        let line = shown("東京平和会談が始まった", 2..4, 16);
        assert_eq!((line.as_str(), width(&line)), (" 東京*平和*会談…", 16));
        for columns in 0..40 {
            let shown = shown("the way to peace\u{1b}[31m in Oslo", 11..16, columns);
            assert!(width(&shown) <= columns.max(8), "{columns}: {shown}");
        }
        assert_eq!(
            (fitting_end("東京", 3), fitting_end("the way to ", 9), fitting_end("the way to ", 2)),
            ("京", "way to ", "o ")
        );
    }
}
