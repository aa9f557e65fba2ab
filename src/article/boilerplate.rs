//! Which lines belong to the page and not to the story? Menus, share bars, comment forms, links to other stories. In
//! comes a line, out comes its kind. A line counts only as a whole (`Newsletters are booming.` is a sentence), and
//! what a kind means depends on where the line stands, which is the caller's to know.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::fold::fold;

/// What a line of a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Part of the story, as far as the line itself tells.
    Story,
    /// Furniture wherever it stands: share bars, advertisement marks, links to other stories.
    Furniture,
    /// Furniture above or below the story, and maybe a subhead inside it: menus, sections.
    Margin,
    /// The head of what follows a story: comment form, related stories.
    Footer,
}

/// Lines that are furniture wherever they stand.
static FURNITURE: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::of(include_str!("boilerplate/furniture.txt")));

/// Names of sections and menus.
static MARGIN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::of(include_str!("boilerplate/margins.txt")));

/// Heads of what follows a story.
static FOOTERS: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::of(include_str!("boilerplate/footers.txt")));

/// Longest line that may be furniture, in bytes.
const LONGEST: usize = 240;

/// Whole lines, folded.
struct Lexicon {
    lines: HashSet<&'static str>,
    longest: usize,
}

impl Lexicon {
    /// The lexicon of a file that has one folded line a line.
    fn of(file: &'static str) -> Self {
        Self { lines: file.lines().collect(), longest: file.lines().map(str::len).max().unwrap_or_default() }
    }

    fn holds(&self, folded: &str) -> bool {
        // Nearly every line of a story is longer than the longest entry and need not be hashed.
        !folded.is_empty() && folded.len() <= self.longest && self.lines.contains(folded)
    }
}

/// What a line is, by itself.
#[must_use]
pub fn kind(line: &str) -> Kind {
    if line.len() > LONGEST {
        return Kind::Story;
    }
    let folded = fold(line.trim_matches(|c: char| {
        matches!(c, '*' | '#' | '+' | '>' | '»' | '›' | '|' | '_' | '-' | '→' | '«') || c.is_whitespace()
    }));
    let folded = folded.as_str();
    if FOOTERS.holds(folded) {
        Kind::Footer
    } else if is_furniture(line, folded) {
        Kind::Furniture
    } else if is_footer(line, folded) && !is_sentence(line, folded) {
        Kind::Footer
    } else if MARGIN.holds(folded) || (may_be_parted(line) && (is_breadcrumb(line) || is_bar(line))) {
        Kind::Margin
    } else {
        Kind::Story
    }
}

fn is_furniture(line: &str, folded: &str) -> bool {
    FURNITURE.holds(folded)
        || is_counted(folded)
        || is_legal(line, folded)
        || is_form(folded)
        || is_wall(folded)
        || is_of_picture(folded)
        || (is_teaser(line, folded) && !is_sentence(line, folded))
}

fn is_sentence(line: &str, folded: &str) -> bool {
    line.trim_end().ends_with(['.', '?', '!']) && folded.split(' ').count() > 4
}

fn begins(folded: &str, starts: &[&str]) -> bool {
    // Comparing one letter first spares nearly all comparisons of texts.
    let first = folded.bytes().next();
    starts.iter().any(|start| start.bytes().next() == first && folded.starts_with(start))
}

/// `3 min read`, `24 comments`, `1.2k shares`.
fn is_counted(folded: &str) -> bool {
    let is_figure = |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) && word.len() <= 6;
    let mut words = folded.split(' ');
    match [words.next(), words.next(), words.next(), words.next()] {
        [Some(figure), Some("min" | "mins" | "minute" | "minutes"), Some("read"), None]
        | [
            Some(figure),
            Some("min" | "mins" | "minutes" | "comments" | "comment" | "shares" | "share" | "views" | "likes"),
            None,
            None,
        ] => is_figure(figure),
        [Some("reading"), Some("time"), ..] | [Some("estimated"), Some("reading"), Some("time"), ..] => folded.len() < 40,
        _ => false,
    }
}

/// Copyright lines and notes on cookies and terms.
fn is_legal(line: &str, folded: &str) -> bool {
    let line = line.trim_start();
    line.starts_with('©')
        || (line.starts_with("(c) ") && folded.split(' ').nth(1).is_some_and(super::calendar::is_year))
        || (folded.starts_with("copyright ")
            && folded.split(' ').take(4).any(|word| word.len() == 4 && word.starts_with(|c: char| c.is_ascii_digit())))
        || folded.ends_with("all rights reserved")
        || begins(
            folded,
            &[
                "this site uses cookies",
                "by continuing to browse",
                "we use cookies",
                "this site is protected by recaptcha",
                "this website uses cookies",
                "this material may not be published",
                "all quotes delayed",
                "if you purchase a product",
                "if you buy something",
                "c copyright",
                "our standards the thomson reuters trust principles",
            ],
        )
}

/// Fields and notes of comment forms.
fn is_form(folded: &str) -> bool {
    matches!(
        folded,
        "name"
            | "email"
            | "website"
            | "email address"
            | "your email"
            | "message"
            | "submit"
            | "post comment"
            | "cancel reply"
            | "reply"
            | "first name"
            | "last name"
            | "δ"
    ) || begins(
        folded,
        &["your email address will not be published", "save my name email", "required fields are marked", "notify me of"],
    )
}

/// What broadcasters' pages write around pictures and films, where nothing else is left of these.
fn is_of_picture(folded: &str) -> bool {
    begins(folded, &["image copyright ", "image caption ", "image source ", "media caption ", "media playback is un"])
}

/// What stands where a story is for subscribers: `Already a subscriber? Log in.`
fn is_wall(folded: &str) -> bool {
    folded.len() < 160
        && (begins(
            folded,
            &[
                "already a subscriber ",
                "already have an account ",
                "create an account to ",
                "log in to continue",
                "subscribe now",
                "subscribe to continue",
                "subscribe to read",
                "this article is for subscribers",
                "this story is for subscribers",
                "to continue reading ",
            ],
        ) || folded.contains("subscribe for free to receive"))
}

/// Links to other stories: `READ MORE: ...`, `Related: ...`, `Sign up for our newsletter ...`.
fn is_teaser(line: &str, folded: &str) -> bool {
    // A message from a social network is text, whatever its first word.
    (has_label(line) || invites(folded)) && !line.contains("http") && !line.contains(['#', '@'])
}

/// `READ MORE: ...`, `Related: ...`.
fn has_label(line: &str) -> bool {
    let end = line.bytes().position(|byte| matches!(byte, b':' | b'|'));
    let label = end.and_then(|end| line.get(..end)).map(fold);
    label.is_some_and(|label| {
        matches!(
            label.as_str(),
            "read more"
                | "read also"
                | "also read"
                | "read"
                | "related"
                | "more"
                | "watch"
                | "watch more"
                | "see also"
                | "see more"
                | "listen"
                | "read next"
                | "dont miss"
                | "tags"
                | "topics"
                | "filed under"
                | "follow"
                | "more on this"
                | "related story"
                | "related article"
        )
    })
}

/// `Sign up for our newsletter ...`.
fn invites(folded: &str) -> bool {
    folded.len() < 120
        && begins(
            folded,
            &[
                "sign up for ",
                "subscribe to ",
                "follow us on ",
                "click here to ",
                "get the latest ",
                "download the ",
                "like us on ",
                "join our ",
                "share on ",
                "share this ",
                "click to share ",
            ],
        )
}

/// Heads of what follows a story, with a name or number in them: `More from Europe`, `3 thoughts on ...`.
fn is_footer(line: &str, folded: &str) -> bool {
    let few_words = || folded.split(' ').count() <= 6;
    let numbered = folded.split_once(' ').is_some_and(|(figure, rest)| {
        figure.chars().all(|c| c.is_ascii_digit())
            && (rest.starts_with("thoughts on ") || rest == "comments" || rest == "responses")
    });
    numbered || (begins(folded, &["more from ", "more in ", "more on "]) && few_words()) || line.starts_with("TAGS:")
}

/// True where some mark may stand between pieces of furniture: few lines of a story have one.
fn may_be_parted(line: &str) -> bool {
    line.contains("  ") || line.bytes().any(|byte| matches!(byte, b'|' | b'\t' | b'>' | b'/') || !byte.is_ascii())
}

/// `Weather | Sports | Opinion`, `Email this article | Print`: several pieces of furniture on one line.
fn is_bar(line: &str) -> bool {
    let line = line.replace("  ", "|");
    let parts: Vec<String> = line.split(['|', '\t', '·', '•']).map(fold).filter(|part| !part.is_empty()).collect();
    let is_furniture = |part: &String| MARGIN.holds(part) || FURNITURE.holds(part);
    parts.len() >= 2 && parts.iter().filter(|part| is_furniture(part)).count() * 3 >= parts.len() * 2
}

/// `Home > World > Europe`, `World / Europe`.
fn is_breadcrumb(line: &str) -> bool {
    let short = |separator: &str, fewest: usize| {
        let parts: Vec<&str> = line.split(separator).map(str::trim).collect();
        let last_free = parts.len().saturating_sub(1);
        parts.len() >= fewest
            && parts
                .iter()
                .take(last_free.max(2))
                .all(|part| !part.is_empty() && part.split_whitespace().count() <= 3 && part.chars().count() <= 24)
            && !line.ends_with('.')
    };
    let opens_with_section = || line.split(['>', '/', '›', '»', '|']).next().is_some_and(|first| MARGIN.holds(&fold(first)));
    line.len() < 160
        && (short(" > ", 2)
            || short(" › ", 2)
            || short(" » ", 2)
            || ((short(" / ", 2) || short(" | ", 3)) && opens_with_section()))
}

#[cfg(test)]
mod tests {
    use super::{Kind, kind};

    #[test]
    fn furniture_is_known_as_a_whole_line() {
        for line in [
            "Advertisement",
            "Share",
            "SHARE ON FACEBOOK",
            "3 min read",
            "Already a subscriber? Log in.",
            "To continue reading, create an account.",
            "Thanks for reading! Subscribe for free to receive new posts.",
            "Media playback is unsupported on your device",
            "Image copyright EPA Image caption The hall",
            "24 comments",
            "© 2025 The Paper",
            "All rights reserved.",
            "Copy link",
            "Name *",
            "Your email address will not be published. Required fields are marked *",
            "READ MORE: Trade deal clears hurdle",
            "Save my name, email, and website in this browser for the next time I comment.",
            "This site uses cookies. Accept all | Manage preferences",
        ] {
            assert_eq!(kind(line), Kind::Furniture, "{line}");
        }
    }

    #[test]
    fn heads_of_what_follows() {
        for line in [
            "Leave a Comment",
            "Related articles",
            "Most viewed",
            "More from Europe",
            "You may also like",
            "TAGS: Harbour | Ships",
            "Must Read",
        ] {
            assert!(matches!(kind(line), Kind::Footer | Kind::Furniture), "{line}");
        }
    }

    #[test]
    fn margins_and_breadcrumbs() {
        for line in [
            "Home",
            "World / Europe",
            "Home > World > Europe",
            "News / India / Monsoon: Rain comes early, farmers glad",
            "PRESS RELEASE",
        ] {
            assert_eq!(kind(line), Kind::Margin, "{line}");
        }
    }

    #[test]
    fn sentences_are_story() {
        for line in [
            "Newsletters are booming.",
            "Share prices fell on Monday.",
            "Read the terms, the minister said: they are clear.",
            "A country divided",
            "",
            "Subscribe to the idea that rain is news, the farmer said on Monday.",
            "Home is where the vote is > for now.",
            "Copyright law has to change, the minister said on Monday in the capital.",
        ] {
            assert_eq!(kind(line), Kind::Story, "{line}");
        }
    }
}
