//! Which lines belong together? Text in, paragraphs out, each with the number of its first line. Web text has one
//! paragraph a line; wire copy is wrapped at some 65 columns and indents the first line of a paragraph; a wrapped
//! headline goes on in small letters. Nothing is judged here but line ends, no text is lost, and every paragraph knows
//! where it stands in the original.

use std::borrow::Cow;
use std::ops::Range;

use super::byline;
use super::date;

/// A paragraph of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// Number of its first line, counted from 1.
    pub line: usize,
    /// Its text on one line.
    pub text: String,
    /// True where an empty line, or nothing, stands before it.
    pub gap: bool,
    /// What its markup says it is.
    pub markup: Markup,
    /// Its bytes in the original, from the first character to the last.
    pub span: Range<usize>,
}

/// What the markup of a paragraph says about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Markup {
    /// Nothing.
    #[default]
    None,
    /// A heading of this level, 1 the highest.
    Heading(u8),
    /// The words of a picture.
    Picture,
    /// What is set apart as a quotation: never a heading, however short.
    Quote,
}

/// Wrapped copy has no longer lines, in characters; and no shorter ones, or every list would be wrapped copy.
const WIDEST: usize = 100;
const NARROWEST: usize = 45;

/// The paragraphs of a plain text.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<Paragraph> {
    let width = width(text);
    let mut found: Vec<Paragraph> = Vec::new();
    let mut before = Before::default();
    let mut offset = 0;
    for (at, line) in text.split_inclusive('\n').enumerate() {
        let start = offset;
        offset += line.len();
        let clean = clean(line);
        let indent = indent(&clean);
        let content = clean.trim();
        if content.is_empty() {
            before = Before::default();
            continue;
        }
        let joins = !before.line.is_empty() && before.goes_on(content, indent, width);
        match found.last_mut() {
            Some(last) if joins => {
                join(&mut last.text, content);
                last.span.end = span(line, start).end;
            }
            _ => found.push(Paragraph {
                line: at + 1,
                text: content.to_owned(),
                gap: before.line.is_empty(),
                markup: Markup::None,
                span: span(line, start),
            }),
        }
        before =
            Before { opens_indented: if joins { before.opens_indented } else { indent >= 2 }, indent, line: content.to_owned() };
    }
    found
}

/// The bytes of a line that begins at `start`, without the blanks and marks around it.
pub(super) fn span(line: &str, start: usize) -> Range<usize> {
    let unseen = |c: char| kept(c).is_none_or(char::is_whitespace);
    let leading = line.len() - line.trim_start_matches(unseen).len();
    let length = line.trim_matches(unseen).len();
    start + leading..start + leading + length
}

/// Where bytes of a paragraph's text stand in the original.
///
/// A paragraph's text is its original with lines joined and characters dropped: both are walked side by side. Where that
/// cannot be followed (the words of a link in Markdown), the whole paragraph is the answer.
#[must_use]
pub fn locate(original: &str, paragraph: &Paragraph, part: Range<usize>) -> Range<usize> {
    let whole = paragraph.span.clone();
    let (Some(region), Some(text)) = (original.get(whole.clone()), paragraph.text.get(..part.end)) else { return whole };
    let mut characters = region.char_indices();
    let (mut first, mut last) = (None, 0);
    for (at, character) in text.trim_end().char_indices() {
        let Some((place, found)) = characters.find(|(_, found)| is_same(*found, character)) else { return whole };
        if at >= part.start && first.is_none() && !character.is_whitespace() {
            first = Some(place);
        }
        last = place + found.len_utf8();
    }
    first.map_or(whole.clone(), |first| whole.start + first..whole.start + last)
}

fn is_same(original: char, kept_as: char) -> bool {
    original == kept_as || (kept_as == ' ' && original.is_whitespace()) || kept(original) == Some(kept_as)
}

/// The line before, within the same block.
#[derive(Default)]
struct Before {
    line: String,
    indent: usize,
    opens_indented: bool,
}

impl Before {
    /// True where the next line continues this one.
    fn goes_on(&self, next: &str, indent: usize, width: Option<usize>) -> bool {
        if indent >= 2 {
            // A headline set deeper on every line is one headline; the same indent again is a new paragraph.
            return self.indent >= 2 && indent > self.indent + 1 && !ends_sentence(&self.line);
        }
        if self.opens_indented && width.is_some() {
            return true;
        }
        let small = next.starts_with(char::is_lowercase) && !ends_sentence(&self.line) && self.line.chars().count() >= 30;
        let full = width.is_some_and(|width| self.fills(next, width));
        (small || full) && !is_item(next) && !is_head_line(next) && !is_head_line(&self.line)
    }

    /// True where the first word of the next line did not fit on this one.
    fn fills(&self, next: &str, width: usize) -> bool {
        let word = next.split_whitespace().next().map_or(0, |word| word.chars().count());
        self.line.chars().count() + 1 + word + 4 > width
    }
}

/// Bylines and date lines stand alone.
fn is_head_line(line: &str) -> bool {
    byline::opens(line) || date::is_date_line(line)
}

/// A bullet begins its own paragraph.
fn is_item(line: &str) -> bool {
    line.starts_with(['*', '•', '·', '▪']) || line.starts_with("- ") || line.starts_with("— ")
}

/// Width of wrapped copy: the longest line, where hardly any line is longer than wire copy sets them.
fn width(text: &str) -> Option<usize> {
    let (mut lines, mut long, mut widest) = (0_usize, 0_usize, 0);
    for line in text.lines() {
        let length = if line.len() <= WIDEST { line.chars().count() } else { line.chars().take(WIDEST + 1).count() };
        lines += 1;
        if length > WIDEST {
            long += 1;
        } else {
            widest = widest.max(length);
        }
    }
    (widest >= NARROWEST && long * 20 <= lines).then_some(widest)
}

/// The line without control characters, and with blanks of every kind as plain blanks.
fn clean(line: &str) -> Cow<'_, str> {
    let line = line.trim_end_matches(['\n', '\r']);
    if line.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') {
        return Cow::Borrowed(line);
    }
    Cow::Owned(line.chars().filter_map(kept).collect())
}

/// What a character of a line is read as, if at all.
fn kept(character: char) -> Option<char> {
    match character {
        '\t' => Some('\t'),
        '\u{feff}' | '\u{200b}' | '\u{ad}' => None,
        '\u{96}' => Some('–'),
        '\u{97}' => Some('—'),
        c if c.is_control() => None,
        c if c.is_whitespace() => Some(' '),
        c => Some(c),
    }
}

/// Blanks at the start of a line; a tab is as good as four.
fn indent(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

/// True where a text ends as a sentence does, closing quotes and brackets aside.
#[must_use]
pub fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', ' ']).ends_with(['.', '!', '?', '…', '。', ':', ';'])
}

/// Joins a wrapped line; a hyphen at its end was in the word already, so that no blank follows it.
fn join(text: &mut String, line: &str) {
    if !(text.ends_with('-') && !text.ends_with(" -") && !text.ends_with("--")) {
        text.push(' ');
    }
    text.push_str(line);
}

#[cfg(test)]
mod tests {
    use super::{Paragraph, ends_sentence, locate, paragraphs};

    fn texts(text: &str) -> Vec<String> {
        paragraphs(text).into_iter().map(|p| p.text).collect()
    }

    #[test]
    fn indented_wire_copy_is_joined() {
        let copy = "GRAIN SHIPS SAIL AGAIN\n\n    ODESA, Aug 1 - The first ship laden with grain since\nthe war began left port at dawn,\nofficials said.\n    It is bound for Tripoli.\n";
        assert_eq!(
            texts(copy),
            [
                "GRAIN SHIPS SAIL AGAIN",
                "ODESA, Aug 1 - The first ship laden with grain since the war began left port at dawn, officials said.",
                "It is bound for Tripoli."
            ]
        );
    }

    #[test]
    fn lines_of_the_web_stay_apart() {
        assert_eq!(texts("Share\nTweet\nCopy link\n\nA story."), ["Share", "Tweet", "Copy link", "A story."]);
    }

    #[test]
    fn a_wrapped_headline_goes_on_in_small_letters() {
        assert_eq!(
            texts("Parliament of the island votes by a wide margin\nto keep the old harbour\n\nBy Jane Roe"),
            ["Parliament of the island votes by a wide margin to keep the old harbour", "By Jane Roe"]
        );
    }

    #[test]
    fn a_byline_never_joins_what_stands_above() {
        let copy = "Ministers meet in the mountain resort to settle the fishing row\nBy ANNA BERG\nForeign Correspondent\n";
        assert_eq!(texts(copy).len(), 3);
    }

    #[test]
    fn headlines_set_deeper_on_each_line_are_one() {
        let copy = "     URGENT: Strong quake hits coast,\n             thousands without power\n\n     SENDAI - text";
        assert_eq!(texts(copy).first().map(String::as_str), Some("URGENT: Strong quake hits coast, thousands without power"));
    }

    #[test]
    fn line_numbers_count_every_line() {
        let found = paragraphs("One\n\n\nTwo\nThree\n");
        assert_eq!(found.iter().map(|p| (p.line, p.gap)).collect::<Vec<_>>(), [(1, true), (4, true), (5, false)]);
    }

    #[test]
    fn parts_are_found_in_the_original() {
        let original =
            "  Talks\u{ad} in\n\nOSLO, March 3 (AP) \u{97} Envoys met\nat dawn, the ministry of that country said in Oslo.\n";
        let found = paragraphs(original);
        assert_eq!(original.get(found[0].span.clone()), Some("Talks\u{ad} in"));
        let dateline = found[1].text.find('—').expect("a dash") + '—'.len_utf8();
        assert_eq!(original.get(locate(original, &found[1], 0..dateline)), Some("OSLO, March 3 (AP) \u{97}"));
        let at = found[1].text.find("at dawn").expect("joined");
        assert_eq!(original.get(locate(original, &found[1], at - 1..at + 7)), Some("at dawn"));
    }

    #[test]
    fn a_part_that_cannot_be_followed_is_the_whole_paragraph() {
        let paragraph = Paragraph { text: "rain".to_owned(), span: 0..4, ..Paragraph::default() };
        assert_eq!(locate("snow", &paragraph, 0..2), 0..4);
        assert_eq!(locate("", &paragraph, 0..9), 0..4);
    }

    #[test]
    fn sentences_end_behind_their_quotes() {
        assert!(ends_sentence("He said: “No.”"));
        assert!(!ends_sentence("A country divided"));
    }
}
