//! Where does the story end, and what stands in it? In come the paragraphs below the head, out come the paragraphs of
//! the body, its subheads and what the sign-offs say. What follows a footer is cut, furniture between the paragraphs
//! goes, and a sentence of the story never does.

use super::blocks::{Markup, Paragraph, ends_sentence};
use super::boilerplate::Kind;
use super::credits::{self, SignOff};
use super::page::is_prose;

/// The end of the story and what was read behind it.
#[derive(Debug, Default)]
pub struct Tail {
    /// One past the last paragraph of the story.
    pub end: usize,
    /// Sign-offs with their places, the first of them first.
    pub sign_offs: Vec<(usize, SignOff)>,
}

/// Sign-offs are looked for in so many paragraphs before the end.
const SIGN_OFF_PARAGRAPHS: usize = 12;

/// Finds the end of the story.
#[must_use]
pub fn tail(paragraphs: &[Paragraph], kinds: &[Kind]) -> Tail {
    let prose: Vec<bool> =
        paragraphs.iter().zip(kinds).map(|(paragraph, kind)| *kind == Kind::Story && tells(paragraph)).collect();
    let Some(first) = prose.iter().position(|prose| *prose) else {
        return Tail { end: without_marks(paragraphs, paragraphs.len()), sign_offs: Vec::new() }.with_marks(paragraphs);
    };
    let end = footer(kinds, &prose, first).unwrap_or(paragraphs.len());
    let mut tail = Tail { end, sign_offs: Vec::new() };
    while tail.end > first + 1 && tail.takes(paragraphs, kinds) {
        tail.end -= 1;
    }
    tail.earlier(paragraphs);
    tail.sign_offs.reverse();
    tail
}

/// A paragraph that tells something: `Leave a Comment` is cut only where none follows.
fn tells(paragraph: &Paragraph) -> bool {
    paragraph.text.chars().nth(59).is_some() && ends_sentence(&paragraph.text) && credits::parse(&paragraph.text).is_none()
}

/// The first footer with no story behind it, or with so little that it is comments and notes on the author.
fn footer(kinds: &[Kind], prose: &[bool], first: usize) -> Option<usize> {
    let total = prose.iter().filter(|prose| **prose).count();
    let mut before = 0;
    for (at, (kind, prose)) in kinds.iter().zip(prose).enumerate() {
        before += usize::from(*prose);
        if *kind != Kind::Footer || at <= first {
            continue;
        }
        let after = total - before;
        if after == 0 || (before >= 3 && after * 3 <= before) {
            return Some(at);
        }
    }
    None
}

impl Tail {
    /// Takes the last paragraph off where it is furniture or a sign-off.
    fn takes(&mut self, paragraphs: &[Paragraph], kinds: &[Kind]) -> bool {
        let Some(last) = self.end.checked_sub(1) else { return false };
        let (Some(paragraph), Some(kind)) = (paragraphs.get(last), kinds.get(last)) else { return false };
        if *kind != Kind::Story {
            return true;
        }
        match credits::parse(&paragraph.text).or_else(|| credits::closing_date(&paragraph.text)) {
            Some(sign_off) => self.sign_offs.push((last, sign_off)),
            None => return false,
        }
        true
    }

    /// Sign-offs a little above the end stay where they are in the page and are read all the same.
    fn earlier(&mut self, paragraphs: &[Paragraph]) {
        let from = self.end.saturating_sub(SIGN_OFF_PARAGRAPHS);
        for (at, paragraph) in paragraphs.iter().enumerate().take(self.end).skip(from.max(1)).rev() {
            let sign_off = credits::parse(&paragraph.text).filter(SignOff::names_people);
            self.sign_offs.extend(sign_off.map(|sign_off| (at, sign_off)));
        }
    }

    fn with_marks(mut self, paragraphs: &[Paragraph]) -> Self {
        let marks = paragraphs.iter().enumerate().skip(self.end);
        self.sign_offs = marks.filter_map(|(at, paragraph)| Some((at, credits::parse(&paragraph.text)?))).collect();
        self
    }
}

/// In a text without prose only closing marks go.
fn without_marks(paragraphs: &[Paragraph], mut end: usize) -> usize {
    while end > 1 && paragraphs.get(end - 1).is_some_and(|paragraph| credits::parse(&paragraph.text).is_some()) {
        end -= 1;
    }
    end
}

/// The places of the body's paragraphs from `start` up to the tail: no furniture, no sign-off.
#[must_use]
pub fn body(paragraphs: &[Paragraph], kinds: &[Kind], start: usize, tail: &Tail) -> Vec<usize> {
    let is_told = |at: &usize| {
        let furniture = matches!(kinds.get(*at), Some(Kind::Furniture | Kind::Footer));
        let picture = paragraphs.get(*at).is_some_and(|paragraph| paragraph.markup == Markup::Picture);
        let sign_off = *at > start && tail.sign_offs.iter().any(|(place, _)| place == at);
        !furniture && !picture && !sign_off
    };
    (start..tail.end.min(paragraphs.len())).filter(is_told).collect()
}

/// The subheads of a body: short lines of their own, with no final stop, followed by a paragraph.
pub fn subheads(body: &[Paragraph]) -> impl Iterator<Item = &Paragraph> {
    body.windows(3).filter_map(|three| match three {
        [_, line, next] if is_subhead(line, next) => Some(line),
        _ => None,
    })
}

fn is_subhead(line: &Paragraph, next: &Paragraph) -> bool {
    match line.markup {
        Markup::Heading(_) => return true,
        Markup::Quote => return false,
        Markup::None | Markup::Picture => {}
    }
    let text = line.text.as_str();
    let opens_head = |c: char| c.is_alphanumeric() && !c.is_lowercase() || matches!(c, '"' | '“' | '‘' | '\'' | '«' | '¿' | '¡');
    // In the order of cost: nearly all paragraphs end with a full stop.
    line.gap
        && next.gap
        && !text.ends_with(['.', ',', ';', ':', '…'])
        && text.starts_with(opens_head)
        && is_short(text)
        && !is_figures(text)
        && !ends_sentence(text.trim_end_matches(['?', '!', '"', '”', '’']))
        && (is_prose(next, false) || (ends_sentence(&next.text) && next.text.chars().nth(49).is_some()))
}

fn is_short(text: &str) -> bool {
    text.chars().nth(100).is_none() && text.split_whitespace().count() <= 14
}

/// True where figures are a quarter of the text or more, as in a row of a table.
fn is_figures(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let figures = text.chars().filter(char::is_ascii_digit).count();
    letters <= 3 * figures
}

#[cfg(test)]
mod tests {
    use super::super::blocks::{Paragraph, paragraphs};
    use super::super::boilerplate::{self, Kind};
    use super::{body, subheads, tail};

    const STORY: &str = "The council of the town met for the third time this winter to settle the price of bread and flour.";

    fn page(text: &str) -> (Vec<Paragraph>, Vec<Kind>) {
        let paragraphs = paragraphs(text);
        let kinds = paragraphs.iter().map(|p| boilerplate::kind(&p.text)).collect();
        (paragraphs, kinds)
    }

    #[test]
    fn everything_behind_a_footer_goes() {
        let (paragraphs, kinds) = page(&format!("{STORY}\n\nLeave a Comment\n\nName *\n\nBread in pictures\n\nEmail *"));
        assert_eq!(tail(&paragraphs, &kinds).end, 1);
    }

    #[test]
    fn a_story_behind_a_footer_stays() {
        let (paragraphs, kinds) = page(&format!("{STORY}\n\nRelated stories\n\n{STORY}\n\n{STORY}"));
        assert_eq!(tail(&paragraphs, &kinds).end, 4);
    }

    #[test]
    fn furniture_between_paragraphs_goes() {
        let (paragraphs, kinds) = page(&format!("{STORY}\n\nAdvertisement\n\nREAD MORE: Flour dearer\n\n{STORY}"));
        assert_eq!(body(&paragraphs, &kinds, 0, &tail(&paragraphs, &kinds)), [0, 3]);
    }

    #[test]
    fn sign_offs_are_read_and_dropped() {
        let (paragraphs, kinds) = page(&format!("{STORY}\n\n(Reporting by Jane Roe; Editing by John Doe)\n\n((a@example.com;))"));
        let tail = tail(&paragraphs, &kinds);
        assert_eq!(tail.end, 1);
        assert!(tail.sign_offs.iter().any(|found| found.1.reporters == ["Jane Roe"]));
    }

    #[test]
    fn subheads_stand_between_paragraphs() {
        let (paragraphs, _) = page(&format!("{STORY}\n\nFlour runs short\n\n{STORY}\n\nHe said: “No”.\n\n{STORY}\n\nLast line"));
        let found: Vec<&str> = subheads(&paragraphs).map(|line| line.text.as_str()).collect();
        assert_eq!(found, ["Flour runs short"]);
    }
}
