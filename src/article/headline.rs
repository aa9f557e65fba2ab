//! Which line is the headline? Over a story may stand a kicker, a caption, the headline and a standfirst, in this
//! order and each with or without the others. In come these lines, out comes what each of them is; the first line is
//! the headline unless something speaks against it.

use super::blocks::{Markup, Paragraph, ends_sentence};
use super::reason::Reason;

/// What the lines over a story are, as places in the list given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// The headline.
    pub headline: Option<usize>,
    /// What told the headline from the lines around it.
    pub headline_reason: Reason,
    /// The caption of a picture.
    pub caption: Option<usize>,
    /// What told the caption.
    pub caption_reason: Reason,
    /// Kickers, in order; slugs of wires are none.
    pub kickers: Vec<usize>,
    /// Standfirsts, which are part of the story.
    pub story: Vec<usize>,
}

/// Tells kicker, caption, headline and standfirst apart.
#[must_use]
pub fn choose(lines: &[&Paragraph]) -> Choice {
    let mut choice = Choice { headline_reason: Reason::medium("first line"), ..Choice::default() };
    let mut rest: Vec<usize> = (0..lines.len()).collect();
    choice.take_picture(lines, &mut rest);
    if let Some(heading) = rest.iter().position(|at| is_heading(lines, *at)) {
        choice.headline_reason = Reason::high("heading of the markup");
        choice.kickers.extend(rest.drain(..heading).filter(|at| is_short(text(lines, *at))));
    } else {
        choice.take_kickers(lines, &mut rest);
        choice.take_caption(lines, &mut rest);
    }
    if !rest.is_empty() {
        choice.headline = Some(rest.remove(0));
    }
    choice.story = rest;
    choice
}

impl Choice {
    /// The words that the markup gives for a picture.
    fn take_picture(&mut self, lines: &[&Paragraph], rest: &mut Vec<usize>) {
        self.caption = rest.iter().copied().find(|at| is_picture(lines, *at));
        self.caption_reason = Reason::high("words of a picture in the markup");
        rest.retain(|at| !is_picture(lines, *at));
    }

    fn take_kickers(&mut self, lines: &[&Paragraph], rest: &mut Vec<usize>) {
        while let [first, second, ..] = rest.as_slice() {
            let line = text(lines, *first);
            let slug = is_slug(line);
            if !slug && !is_kicker(line, text(lines, *second)) {
                break;
            }
            if !slug {
                self.kickers.push(*first);
                self.headline_reason = Reason::medium("first line below the kicker");
            }
            rest.remove(0);
        }
    }

    fn take_caption(&mut self, lines: &[&Paragraph], rest: &mut Vec<usize>) {
        let [first, second, ..] = rest.as_slice() else { return };
        if self.caption.is_some() {
            return;
        }
        let Some(reason) = caption_reason(text(lines, *first), text(lines, *second)) else { return };
        self.caption = Some(rest.remove(0));
        self.caption_reason = reason;
        self.headline_reason = Reason::medium("first line below the caption");
        self.take_kickers(lines, rest);
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

/// A few words over a longer line.
#[must_use]
pub fn is_kicker(first: &str, second: &str) -> bool {
    is_short(first) && words(first) < words(second) && !first.ends_with(['?', '!']) && !first.contains(',')
}

/// Short enough for a kicker; capitals take one word more.
fn is_short(line: &str) -> bool {
    let capitals = line.chars().all(|c| !c.is_lowercase());
    let most = if capitals { 4 } else { 3 };
    (1..=most).contains(&words(line)) && line.chars().count() <= 32
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
    caption_reason(first, second).is_some()
}

/// What tells that the first of two lines is the caption of a picture and the second the headline.
fn caption_reason(first: &str, second: &str) -> Option<Reason> {
    if names_picture(first) {
        return Some(Reason::high("words of a picture above the headline"));
    }
    if words(first) < 6 {
        return None;
    }
    if ends_sentence(first) && !ends_sentence(second) && words(second) >= 3 {
        return Some(Reason::medium("sentence above the headline"));
    }
    let described = has_early_participle(first) || (is_title_case(second) && !is_title_case(first)) || is_scene(first, second);
    described.then_some(Reason::medium("description of a picture above the headline"))
}

/// True where a line says that it belongs to a picture.
#[must_use]
pub fn names_picture(line: &str) -> bool {
    let lower = line.to_lowercase();
    PICTURE_WORDS.iter().any(|word| lower.contains(word))
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
    use super::super::blocks::{Markup, Paragraph};
    use super::{Choice, choose};

    fn choice(lines: &[&str]) -> Choice {
        let lines: Vec<Paragraph> =
            lines.iter().map(|text| Paragraph { line: 1, text: (*text).to_owned(), gap: true, ..Paragraph::default() }).collect();
        choose(&lines.iter().collect::<Vec<_>>())
    }

    fn chosen(lines: &[&str]) -> (Option<usize>, Option<usize>, Vec<usize>) {
        let choice = choice(lines);
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
    fn kickers_are_told_and_slugs_dropped() {
        let kickers = |lines: &[&str]| choice(lines).kickers;
        assert_eq!((chosen(&["Harvest", HEADLINE]), kickers(&["Harvest", HEADLINE])), ((Some(1), None, vec![]), vec![0]));
        assert_eq!(kickers(&["WORLD", "Harvest 2025", HEADLINE]), [0, 1]);
        assert_eq!(chosen(&["AP-Bread, 2nd Ld, a0712", HEADLINE]), (Some(1), None, vec![]));
        assert_eq!(kickers(&["AP-Bread, 2nd Ld, a0712", HEADLINE]), [0_usize; 0]);
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

    #[test]
    fn rules_are_named() {
        let rules = |lines: &[&str]| (choice(lines).headline_reason.rule, choice(lines).caption_reason.rule);
        assert_eq!(rules(&[HEADLINE]).0, "first line");
        assert_eq!(rules(&["Harvest", HEADLINE]).0, "first line below the kicker");
        let caption = "Loaves on a shelf in the market hall. (File photo)";
        let (headline, caption) = rules(&[caption, HEADLINE]);
        assert_eq!(
            (headline.as_ref(), caption.as_ref()),
            ("first line below the caption", "words of a picture above the headline")
        );
    }

    #[test]
    fn a_heading_of_the_markup_is_the_headline() {
        let mut lines: Vec<Paragraph> = ["Harvest", "Bread dearer"]
            .iter()
            .map(|text| Paragraph { line: 1, text: (*text).to_owned(), gap: true, ..Paragraph::default() })
            .collect();
        lines[1].markup = Markup::Heading(1);
        let choice = choose(&lines.iter().collect::<Vec<_>>());
        assert_eq!(
            (choice.headline, choice.kickers, choice.headline_reason.rule.as_ref()),
            (Some(1), vec![0], "heading of the markup")
        );
    }
}
