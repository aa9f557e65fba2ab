//! Which passage of an article answers best, at a glance? Body and matches come in; about two hundred characters go out,
//! from sentence to sentence where sentences are short enough, with what matched in code points. Time is linear in the body.

use std::collections::BTreeSet;
use std::ops::Range;

use super::highlight::{Match, ranges};
use crate::index::sentences::sentences;

/// Characters of a snippet.
const LENGTH: usize = 200;

/// Bytes of a long sentence shown before its first match.
const BEFORE_MATCH: usize = 60;

/// A passage and what matched in it, in code points, end exclusive.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Snippet {
    pub(super) text: String,
    pub(super) highlights: Vec<Range<usize>>,
}

/// The best passage of a text for these matches (in order); its opening where there are none.
pub(super) fn snippet(text: &str, matches: &[Match]) -> Snippet {
    let sentences = sentences(text);
    let window = best_window(text, &sentences, matches);
    let shown = cut_to_length(text, window.clone(), matches);
    let mut snippet = render(text, &shown, &ranges(matches), shown.start > window.start);
    if shown.end < window.end {
        snippet.text.push_str(" …");
    }
    snippet
}

/// The whole text on one line, with what matched.
pub(super) fn whole(text: &str, matches: &[Match]) -> Snippet {
    render(text, &(0..text.len()), &ranges(matches), false)
}

/// These byte ranges of a text (in order, never overlapping) in code points.
pub(super) fn code_points(text: &str, ranges: &[Range<usize>]) -> Vec<Range<usize>> {
    let (mut counted, mut length) = (0, 0);
    let mut count_to = |at: usize| {
        length += text.get(counted..at).unwrap_or_default().chars().count();
        counted = at;
        length
    };
    ranges.iter().map(|range| count_to(range.start)..count_to(range.end)).collect()
}

/// The run of sentences with the most different words of the query, then the most matches, then the first.
fn best_window(text: &str, sentences: &[Range<usize>], matches: &[Match]) -> Range<usize> {
    let mut best = (0, 0);
    let mut window = run_from(text, sentences, 0);
    let mut first = 0;
    for (index, sentence) in sentences.iter().enumerate() {
        while matches.get(first).is_some_and(|found| found.at.start < sentence.start) {
            first += 1;
        }
        if matches.get(first).is_none_or(|found| found.at.start >= sentence.end) {
            continue;
        }
        let run = run_from(text, sentences, index);
        let inside = matches.iter().skip(first).take_while(|found| found.at.end <= run.end);
        let (mut terms, mut count) = (BTreeSet::new(), 0);
        inside.take(LENGTH).for_each(|found| {
            terms.insert(found.term);
            count += 1;
        });
        if (terms.len(), count) > best {
            best = (terms.len(), count);
            window = run;
        }
    }
    window
}

/// The sentence with this index and those after it that fit into a snippet.
fn run_from(text: &str, sentences: &[Range<usize>], index: usize) -> Range<usize> {
    let Some(first) = sentences.get(index) else { return 0..0 };
    let mut run = first.clone();
    let mut length = characters(text, first.clone());
    for sentence in sentences.iter().skip(index + 1) {
        length += characters(text, run.end..sentence.end);
        if length > LENGTH {
            break;
        }
        run.end = sentence.end;
    }
    run
}

/// The number of characters in a range, or one more than fit into a snippet.
fn characters(text: &str, range: Range<usize>) -> usize {
    text.get(range).unwrap_or_default().chars().take(LENGTH + 1).count()
}

/// A sentence too long for a snippet is cut at blanks, round its first match.
fn cut_to_length(text: &str, window: Range<usize>, matches: &[Match]) -> Range<usize> {
    if characters(text, window.clone()) <= LENGTH {
        return window;
    }
    let first = matches.iter().find(|found| window.contains(&found.at.start)).map_or(window.start, |found| found.at.start);
    let far = first - window.start > BEFORE_MATCH * 2;
    let start = if far { after_blank(text, first, BEFORE_MATCH) } else { window.start };
    let rest = text.get(start..window.end).unwrap_or_default();
    let Some((limit, _)) = rest.char_indices().nth(LENGTH) else { return start..window.end };
    let kept = rest.get(..limit).unwrap_or_default();
    let end = kept.rfind(char::is_whitespace).filter(|blank| start + blank > first).unwrap_or(limit);
    start..start + end
}

/// The beginning of a word, this many bytes or fewer before a place.
fn after_blank(text: &str, place: usize, bytes: usize) -> usize {
    let before = (place.saturating_sub(bytes)..place).find(|at| text.is_char_boundary(*at)).unwrap_or(place);
    let passage = text.get(before..place).unwrap_or_default();
    passage.find(char::is_whitespace).map_or(before, |blank| {
        let after = passage.get(blank..).unwrap_or_default();
        before + blank + (after.len() - after.trim_start().len())
    })
}

/// The passage on one line, with dots where its beginning is cut off.
fn render(text: &str, window: &Range<usize>, marks: &[Range<usize>], cut: bool) -> Snippet {
    let mut line = Line::default();
    if cut {
        "… ".chars().for_each(|character| line.push(character));
    }
    let mut marks = marks.iter().filter(|mark| window.start <= mark.start && mark.end <= window.end).peekable();
    let mut highlights = Vec::new();
    let mut open = None;
    for (offset, character) in text.get(window.clone()).unwrap_or_default().char_indices() {
        let at = window.start + offset;
        if open.is_some() && marks.peek().is_some_and(|mark| mark.end <= at) {
            highlights.extend(open.take().map(|start| start..line.length));
            marks.next();
        }
        if open.is_none() && marks.peek().is_some_and(|mark| mark.start <= at && at < mark.end) {
            open = Some(line.length);
        }
        line.push(character);
    }
    highlights.extend(open.map(|start| start..line.length));
    Snippet { text: line.text, highlights }
}

/// A line of text in which every run of blanks is one.
#[derive(Default)]
struct Line {
    text: String,
    length: usize,
}

impl Line {
    fn push(&mut self, character: char) {
        let blank = character.is_whitespace();
        if blank && (self.text.is_empty() || self.text.ends_with(' ')) {
            return;
        }
        self.text.push(if blank { ' ' } else { character });
        self.length += 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::highlight::Highlighter;
    use super::*;
    use crate::query::{Joiner, parse};

    fn passage(query: &str, text: &str) -> (String, Vec<String>) {
        let node = parse(query, Joiner::All).expect("parses");
        let found = snippet(text, &Highlighter::new(node.as_ref()).matches(text));
        let letters: Vec<char> = found.text.chars().collect();
        let marked = found.highlights.iter().map(|range| letters[range.clone()].iter().collect()).collect();
        (found.text, marked)
    }

    #[test]
    fn the_sentence_with_most_of_the_query_is_shown() {
        let filler = "Nothing of note happened that day in the provinces of the empire. ".repeat(4);
        let text = format!("The plan was old. {filler}They signed the peace plan at noon. {filler}");
        let (shown, marked) = passage("peace plan", &text);
        assert!(shown.starts_with("They signed the peace plan at noon. Nothing"), "{shown}");
        assert_eq!(marked, ["peace", "plan"]);
        assert!(shown.chars().count() <= LENGTH);
    }

    #[test]
    fn a_long_sentence_is_cut_round_its_match() {
        let text = format!("{}the treaty {}", "word and ".repeat(100), "more and ".repeat(100));
        let (shown, marked) = passage("treaty", &text);
        assert!(shown.starts_with("… ") && shown.ends_with(" …"), "{shown}");
        assert_eq!(marked, ["treaty"]);
        assert!(shown.chars().count() <= LENGTH + 4);
    }

    #[test]
    fn without_a_match_the_opening_is_shown_on_one_line() {
        let (shown, marked) = passage("absent", "First\nline.  Second\tline.");
        assert_eq!((shown.as_str(), marked.len()), ("First line. Second line.", 0));
        assert_eq!(snippet("", &[]), Snippet::default());
    }

    #[test]
    fn highlights_count_code_points() {
        let (_, marked) = passage("Kyjiv café", "Ünïcödé — “Café” … in Kyjiv’s ☃ streets.");
        assert_eq!(marked, ["Café", "Kyjiv"]);
    }

    proptest! {
        #[test]
        fn highlights_hold_what_matched(words in prop::collection::vec("peace|plan|talks|\\PC{0,6}|\n|[.!?] ", 0..200)) {
            let text = words.join(" ");
            let node = parse("peace \"plan talks\"", Joiner::All).expect("parses");
            let found = snippet(&text, &Highlighter::new(node.as_ref()).matches(&text));
            let letters: Vec<char> = found.text.chars().collect();
            let mut last = 0;
            for range in found.highlights {
                prop_assert!(last <= range.start && range.start < range.end && range.end <= letters.len());
                last = range.end;
                let marked: String = letters[range].iter().collect();
                prop_assert!(marked.to_lowercase().starts_with("peace") || marked.to_lowercase().starts_with("plan"), "{}", marked);
            }
        }
    }
}
