//! How are headlines and lines in capitals learnt without any? Some sentences are copied in title case or in capitals
//! and stand in their article beside the others.

use newshound::entity::tagger::hash;

use crate::documents::{Document, Paragraph};

/// Of a hundred sentences, so many are copied in title case, and as many in capitals.
const SHARE: u64 = 5;

/// The document with copies of some of its sentences at its end.
pub fn with_copies(document: &Document, seed: u64) -> Document {
    let mut whole = document.clone();
    for (number, paragraph) in document.iter().enumerate() {
        let thrown = hash::pair(hash::pair(seed, number as u64), hash::text(&paragraph.text));
        let copy = match thrown % 100 {
            number if number < SHARE => title_case(paragraph, thrown & 0x1000 > 0),
            number if number < 2 * SHARE => capitals(paragraph),
            _ => continue,
        };
        whole.push(headless(copy));
    }
    whole
}

/// Small words that many headlines write small.
fn is_small(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "and"
            | "as"
            | "at"
            | "but"
            | "by"
            | "for"
            | "from"
            | "in"
            | "of"
            | "on"
            | "or"
            | "over"
            | "the"
            | "to"
            | "with"
    )
}

fn title_case(paragraph: &Paragraph, small_words: bool) -> Paragraph {
    let mut text = String::with_capacity(paragraph.text.len());
    for (number, word) in paragraph.text.split_inclusive([' ', '-']).enumerate() {
        let keeps = small_words && number > 0 && is_small(word.trim_end());
        let mut characters = word.chars();
        text.extend(characters.next().map(|first| if keeps { first } else { upper(first) }));
        text.push_str(characters.as_str());
    }
    Paragraph { text, names: paragraph.names.clone() }
}

fn capitals(paragraph: &Paragraph) -> Paragraph {
    Paragraph { text: paragraph.text.chars().map(upper).collect(), names: paragraph.names.clone() }
}

/// The capital of a letter, where it is as long in bytes, so that names stay where they are.
fn upper(letter: char) -> char {
    let mut capitals = letter.to_uppercase();
    match (capitals.next(), capitals.next()) {
        (Some(capital), None) if capital.len_utf8() == letter.len_utf8() => capital,
        _ => letter,
    }
}

/// The line without its full stop, as headlines are.
fn headless(mut paragraph: Paragraph) -> Paragraph {
    let inside = paragraph.names.last().is_some_and(|name| name.last >= paragraph.text.len());
    if !inside && paragraph.text.ends_with('.') {
        paragraph.text.pop();
    }
    paragraph
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::Name;

    fn paragraph() -> Paragraph {
        let names = vec![Name { first: 11, last: 20, class: 0 }];
        Paragraph { text: "The man of Mary Hale’s town ßpoke.".to_owned(), names }
    }

    #[test]
    fn copies_keep_names_in_their_place() {
        assert_eq!(headless(title_case(&paragraph(), true)).text, "The Man of Mary Hale’s Town ßpoke");
        assert_eq!(title_case(&paragraph(), false).text, "The Man Of Mary Hale’s Town ßpoke.");
        let shouted = capitals(&paragraph());
        assert_eq!(shouted.text.get(11..20), Some("MARY HALE"));
    }

    #[test]
    fn about_a_tenth_is_copied() {
        let document: Document =
            (0..1000).map(|number| Paragraph { text: format!("Line {number} fell."), names: Vec::new() }).collect();
        let copies = with_copies(&document, 1).len() - 1000;
        assert!((60..140).contains(&copies), "{copies}");
        assert_eq!(with_copies(&document, 1).len(), with_copies(&document, 1).len());
    }
}
