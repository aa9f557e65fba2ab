//! Where do sentences and paragraphs begin? A text comes in, byte ranges go out. A stop ends a sentence unless it belongs to an
//! abbreviation; a blank line or an indented one ends a paragraph. Time is linear in the text.

use std::ops::Range;

/// Characters before a dot that are looked at for an abbreviation.
const LONGEST_ENDING: usize = 32;

/// Words with a dot that end no sentence; single letters never do.
const ABBREVIATIONS: [&str; 24] = [
    "Adm", "Capt", "Col", "Corp", "Dr", "Ft", "Gen", "Gov", "Inc", "Jr", "Lt", "Maj", "Mr", "Mrs", "Ms", "Mt", "Prof", "Rep",
    "Rev", "Sen", "Sgt", "Sr", "St", "vs",
];

/// Byte ranges of the sentences of a text, without the blanks between them.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let end = at + character.len_utf8();
        let next = characters.peek().map(|(_, next)| *next);
        let paragraph = character == '\n' && next.is_none_or(char::is_whitespace);
        let stop = closes(character) && next.is_none_or(char::is_whitespace) && ends_sentence(text, start, end);
        if paragraph || stop {
            push_trimmed(&mut sentences, text, start..end);
            start = end;
        }
    }
    push_trimmed(&mut sentences, text, start..text.len());
    sentences
}

fn closes(character: char) -> bool {
    matches!(character, '.' | '!' | '?' | '"' | '”' | '’' | '\'' | ')' | '»' | '。')
}

/// True where the text before this place ends in a stop, quotes and brackets aside, that belongs to no abbreviation.
fn ends_sentence(text: &str, start: usize, end: usize) -> bool {
    let Some(sentence) = text.get(start..end) else { return false };
    let bare = sentence.trim_end_matches(['"', '”', '’', '\'', ')', '»']);
    let Some(before) = bare.strip_suffix('.') else { return bare.ends_with(['!', '?', '。']) };
    let last = before.chars().rev().take(LONGEST_ENDING);
    let letters: Vec<char> = last.skip_while(|c| !c.is_alphanumeric()).take_while(|c| c.is_alphanumeric()).collect();
    let word: String = letters.into_iter().rev().collect();
    word.chars().nth(1).is_some() && !ABBREVIATIONS.contains(&word.as_str())
}

fn push_trimmed(sentences: &mut Vec<Range<usize>>, text: &str, range: Range<usize>) {
    let Some(sentence) = text.get(range.clone()) else { return };
    let start = range.start + (sentence.len() - sentence.trim_start().len());
    let end = start + sentence.trim().len();
    if start < end {
        sentences.push(start..end);
    }
}

/// Byte ranges of the paragraphs of a text, without the blanks between them.
pub fn paragraphs(text: &str) -> Vec<Range<usize>> {
    joined(text, &sentences(text))
}

/// Byte ranges of the paragraphs that these sentences of a text make up.
pub(super) fn joined(text: &str, sentences: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut paragraphs: Vec<Range<usize>> = Vec::new();
    for sentence in sentences.iter().cloned() {
        match paragraphs.last_mut() {
            Some(last) if !parts_paragraphs(text.get(last.end..sentence.start).unwrap_or_default()) => last.end = sentence.end,
            _ => paragraphs.push(sentence),
        }
    }
    paragraphs
}

/// True where a new paragraph begins behind these blanks between two sentences.
fn parts_paragraphs(blanks: &str) -> bool {
    blanks.split_once('\n').is_some_and(|(_, after)| !after.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_at_stops_and_not_at_abbreviations() {
        let text = "Mr. Witkoff met U.S. envoys. “We agree.” He left!\n\nNo. 10 said (so). Yes";
        let found: Vec<&str> = sentences(text).into_iter().map(|range| text.get(range).expect("boundaries")).collect();
        assert_eq!(found, ["Mr. Witkoff met U.S. envoys.", "“We agree.”", "He left!", "No.", "10 said (so).", "Yes"]);
    }

    #[test]
    fn lines_that_are_wrapped_are_joined() {
        let text = "The minister said that rates\nwould fall soon.\n\nNothing else.\n    Indented text.";
        let found: Vec<&str> = sentences(text).into_iter().map(|range| text.get(range).expect("boundaries")).collect();
        assert_eq!(found, ["The minister said that rates\nwould fall soon.", "Nothing else.", "Indented text."]);
    }

    #[test]
    fn paragraphs_hold_their_sentences() {
        let text = "One. Two\nlines.\n\n  Three!\n";
        let found: Vec<&str> = paragraphs(text).into_iter().map(|range| text.get(range).expect("boundaries")).collect();
        assert_eq!(found, ["One. Two\nlines.", "Three!"]);
    }

    #[test]
    fn paragraphs_are_parted_by_more_than_the_end_of_a_line() {
        for (blanks, parted) in [(" ", false), ("\n", false), ("\n\n", true), ("\r\n\r\n", true), ("\n    ", true), ("", false)] {
            assert_eq!(parts_paragraphs(blanks), parted, "{blanks:?}");
        }
    }
}
