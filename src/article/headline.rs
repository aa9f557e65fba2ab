//! Which line is the headline? Over a story may stand a kicker, a caption, the headline and a standfirst, in this
//! order and each with or without the others. In come these lines, out comes what each of them is; the first line is
//! the headline unless something speaks against it.

use super::blocks::{Markup, Paragraph, ends_sentence};

/// What the lines over a story are, as places in the list given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// The headline.
    pub headline: Option<usize>,
    /// The caption of a picture.
    pub caption: Option<usize>,
    /// Standfirsts, which are part of the story.
    pub story: Vec<usize>,
}

/// Tells headline, caption and standfirst apart; kickers are in none of them.
#[must_use]
pub fn choose(lines: &[&Paragraph]) -> Choice {
    let mut choice = Choice::default();
    let mut rest: Vec<usize> = (0..lines.len()).collect();
    let picture = rest.iter().copied().find(|at| is_picture(lines, *at));
    rest.retain(|at| !is_picture(lines, *at));
    choice.caption = picture;
    if let Some(heading) = rest.iter().position(|at| is_heading(lines, *at)) {
        rest.drain(..heading);
    } else {
        drop_kickers(lines, &mut rest);
        if choice.caption.is_none() && opens_with_caption(lines, &rest) {
            choice.caption = Some(rest.remove(0));
            drop_kickers(lines, &mut rest);
        }
    }
    if !rest.is_empty() {
        choice.headline = Some(rest.remove(0));
    }
    choice.story = rest;
    choice
}

fn opens_with_caption(lines: &[&Paragraph], rest: &[usize]) -> bool {
    let [first, second, ..] = rest else { return false };
    is_caption(text(lines, *first), text(lines, *second))
}

fn drop_kickers(lines: &[&Paragraph], rest: &mut Vec<usize>) {
    while let [first, second, ..] = rest.as_slice() {
        if !is_kicker(text(lines, *first), text(lines, *second)) {
            break;
        }
        rest.remove(0);
    }
}

fn text<'a>(lines: &[&'a Paragraph], at: usize) -> &'a str {
    lines.get(at).map_or("", |line| line.text.as_str())
}

fn is_picture(lines: &[&Paragraph], at: usize) -> bool {
    lines.get(at).is_some_and(|line| line.markup == Markup::Picture)
}

fn is_heading(lines: &[&Paragraph], at: usize) -> bool {
    lines.get(at).is_some_and(|line| line.markup == Markup::Heading(1))
}

/// A few words over a longer line, or the slug of a wire.
fn is_kicker(first: &str, second: &str) -> bool {
    let capitals = first.chars().all(|c| !c.is_lowercase());
    let most = if capitals { 4 } else { 3 };
    let short = words(first) <= most && first.chars().count() <= 32;
    is_slug(first) || (short && words(first) < words(second) && !first.ends_with(['?', '!']) && !first.contains(','))
}

/// `AP-Summit, 6th Ld, a0714`: what wires write over a story for their machines.
fn is_slug(line: &str) -> bool {
    let wire = ["AP-", "BC-", "AM-", "PM-", "UPI-", "^"].iter().any(|start| line.starts_with(start));
    wire && line.len() < 80 && !ends_sentence(line)
}

/// Words of pictures, with which captions begin or end.
const PICTURE_WORDS: &[&str] = &[
    "file photo",
    "(photo",
    "photo:",
    "picture:",
    "[photo",
    "pictured",
    "ap photo",
    "getty images",
    "image:",
    "(left)",
    "(right)",
    "(file)",
];

/// True where the first of two lines is the caption of a picture and the second the headline.
#[must_use]
pub fn is_caption(first: &str, second: &str) -> bool {
    let lower = first.to_lowercase();
    if PICTURE_WORDS.iter().any(|word| lower.contains(word)) {
        return true;
    }
    let long = words(first) >= 6;
    let sentence = ends_sentence(first) && !ends_sentence(second) && words(second) >= 3;
    long && (sentence
        || has_early_participle(first)
        || (is_title_case(second) && !is_title_case(first))
        || is_scene(first, second))
}

fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// `Vladimir Putin meeting officers`: names and then a participle, with no verb between.
fn has_early_participle(text: &str) -> bool {
    let is_participle = |word: &str| word.len() > 4 && word.ends_with("ing") && word.starts_with(char::is_lowercase);
    let other = text.split_whitespace().take(6).enumerate().find(|(_, word)| !word.starts_with(char::is_uppercase));
    other.is_some_and(|(names, word)| names >= 2 && is_participle(word))
}

/// A long description with an article, over a headline that is shorter.
fn is_scene(first: &str, second: &str) -> bool {
    let article = ["The ", "A ", "An ", "Two ", "Members of "].iter().any(|start| first.starts_with(start));
    article && words(first) >= 12 && words(first) > words(second) && words(second) >= 4
}

/// True where nearly every longer word has a capital.
fn is_title_case(text: &str) -> bool {
    let long: Vec<&str> =
        text.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= 4).collect();
    let capital = long.iter().filter(|word| word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)).count();
    long.len() >= 4 && capital * 10 >= long.len() * 9
}

#[cfg(test)]
mod tests {
    use super::super::blocks::Paragraph;
    use super::choose;

    fn chosen(lines: &[&str]) -> (Option<usize>, Option<usize>, Vec<usize>) {
        let lines: Vec<Paragraph> =
            lines.iter().map(|text| Paragraph { line: 1, text: (*text).to_owned(), gap: true, ..Paragraph::default() }).collect();
        let choice = choose(&lines.iter().collect::<Vec<_>>());
        (choice.headline, choice.caption, choice.story)
    }

    const HEADLINE: &str = "Bread dearer again as harvest fails in three provinces";

    #[test]
    fn the_first_line_is_the_headline() {
        assert_eq!(chosen(&[HEADLINE]), (Some(0), None, vec![]));
        assert_eq!(
            chosen(&[HEADLINE, "Millers say that flour will last until the next spring if the roads stay open"]),
            (Some(0), None, vec![1])
        );
        assert_eq!(chosen(&[]), (None, None, vec![]));
    }

    #[test]
    fn kickers_and_slugs_are_dropped() {
        assert_eq!(chosen(&["Harvest", HEADLINE]), (Some(1), None, vec![]));
        assert_eq!(chosen(&["AP-Bread, 2nd Ld, a0712", HEADLINE]), (Some(1), None, vec![]));
        assert_eq!(chosen(&["Is bread dearer?", HEADLINE]), (Some(0), None, vec![1]));
    }

    #[test]
    fn captions_stand_over_headlines() {
        let title = "Bread Dearer Again as Harvest Fails in Three Provinces";
        for (caption, headline) in [
            ("Jane Roe inspecting loaves inside the oldest bakery of the town", HEADLINE),
            ("Mayor John Doe and the millers at the gate of the bakery", title),
            ("Loaves on a shelf in the market hall. (File photo)", HEADLINE),
            ("The loaves of the last harvest are carried into the market hall, an hour before the doors open", HEADLINE),
            ("Millers wait at the gate.  Photo: Jane Roe", HEADLINE),
        ] {
            assert_eq!(chosen(&[caption, headline]), (Some(1), Some(0), vec![]), "{caption}");
        }
    }
}
