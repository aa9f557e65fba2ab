//! Which lines of a head name its authors without `By`? Asks of a line where it stands: below a line that announces
//! names, above a date or job, or between headline and story; a name that headline or story bear too is whom the story
//! is about. In comes a line of the head, out come its people, or nothing where any doubt is left.

use super::{Reader, is_prose, is_sentence};
use crate::article::blocks::Paragraph;
use crate::article::boilerplate::Kind;
use crate::article::byline::{self, Byline, Position};
use crate::article::model::Confidence;
use crate::article::{date, dateline, people};
use crate::fold::fold;
use crate::names;

/// Lines of the page that are searched for a name's words in small letters.
const WORDS_OF_PAGE: usize = 60;

/// Lines below the headline of a page with menus, within which a name alone is its author.
const NEAR_HEADLINE: usize = 10;

impl Reader<'_> {
    /// Takes a line that announces names, and the names below it.
    pub(super) fn announced_name(&mut self, text: &str, at: usize) -> bool {
        let headed = !self.titles.is_empty() || !self.after.is_empty();
        if headed && byline::announces(text) {
            self.announced = true;
            return true;
        }
        if !self.announced {
            return false;
        }
        if text.trim() == "…" {
            return true;
        }
        let Some(byline) = byline::listed(text) else {
            self.announced = false;
            return false;
        };
        self.head.bylines.push((at, byline));
        self.structured = true;
        true
    }

    /// The byline that a line without `By` is by its position.
    pub(super) fn bare_byline(&self, at: usize, text: &str) -> Option<Byline> {
        if !self.bare_fits(at) || dateline::opening(text).is_some() {
            return None;
        }
        let position = self.position(at);
        let collective = || byline::collective(text).filter(|_| position != Position::Anywhere);
        let byline = collective().or_else(|| byline::bare(text, position))?;
        let doubtful = byline.reason.confidence != Confidence::High
            && byline.authors.iter().any(|name| self.is_subject(at, name) || self.is_of_words(name) || self.is_strange(name));
        (!doubtful).then_some(byline)
    }

    /// `and John Doe` on the line below a byline.
    pub(super) fn goes_on(&self, at: usize, text: &str) -> Option<Byline> {
        let below = self.head.bylines.last().is_some_and(|(line, _)| line + 1 == at);
        if below && text.starts_with("and ") { byline::listed(text) } else { None }
    }

    /// Names alone stand below a headline, the first of them or directly below another one.
    fn bare_fits(&self, at: usize) -> bool {
        let next = self.head.bylines.last().is_some_and(|(line, byline)| {
            line + 1 == at && byline.reason.confidence != Confidence::High && !byline.authors.is_empty()
        });
        !self.titles.is_empty() && (self.head.bylines.is_empty() || next)
    }

    fn position(&self, at: usize) -> Position {
        let Some(next) = self.next_line(at) else { return Position::Anywhere };
        let Some(text) = self.paragraphs.get(next).map(|paragraph| paragraph.text.as_str()) else { return Position::Anywhere };
        if date::is_date_line(text)
            || dateline::opening(text).is_some()
            || dateline::agency_alone(text).is_some()
            || byline::is_job_line(text)
        {
            return Position::AboveDate;
        }
        let story = self.paragraphs.get(next).is_some_and(|paragraph| is_prose(paragraph, false))
            || is_sentence(text)
            || is_outlet_line(text);
        let head = self.frame.and_then(|frame| frame.headline).is_some_and(|headline| at <= headline + NEAR_HEADLINE);
        if story || head { Position::AboveStory } else { self.position_of_list(next) }
    }

    /// Two names on two lines stand above the story together.
    fn position_of_list(&self, next: usize) -> Position {
        let Some(line) = self.paragraphs.get(next) else { return Position::Anywhere };
        let below = self.next_line(next).and_then(|at| self.paragraphs.get(at));
        let story = below.is_some_and(|paragraph| is_prose(paragraph, false));
        let name = byline::bare(&line.text, Position::AboveStory).is_some();
        if story && name { Position::AboveStory } else { Position::Anywhere }
    }

    /// The next line that is no furniture.
    fn next_line(&self, at: usize) -> Option<usize> {
        (at + 1..self.paragraphs.len()).take(6).find(|at| matches!(self.kinds.get(*at), Some(Kind::Story)))
    }

    /// True where the headline bears the last name, or the first paragraphs below the whole name.
    fn is_subject(&self, at: usize, name: &str) -> bool {
        let name = fold(name);
        let last = name.rsplit(' ').next().unwrap_or_default();
        let titles = self.titles.iter().filter_map(|at| self.paragraphs.get(*at));
        let named = titles.map(|paragraph| fold(&paragraph.text)).any(|title| title.split(' ').any(|word| word == last));
        // Behind a name may stand what is no part of it: `Jane Roe Trinity`.
        let two = name.match_indices(' ').nth(1).and_then(|(end, _)| name.get(..end)).unwrap_or(&name);
        named || self.story_below(at).any(|paragraph| tells_of(&paragraph.text, two))
    }

    /// The first sentences of the story; a page of the web is cut into more paragraphs.
    fn story_below(&self, at: usize) -> impl Iterator<Item = &Paragraph> {
        let sentences = if self.frame.is_some() { 20 } else { 2 };
        self.paragraphs.iter().skip(at + 1).filter(|paragraph| paragraph.text.len() > 60).take(sentences)
    }

    /// True for what may be a button of a page with menus: no word of it is known as a name.
    fn is_strange(&self, name: &str) -> bool {
        self.frame.is_some() && !fold(name).split(' ').any(|word| names::given(word) || names::surname(word))
    }

    /// True where the page writes a word of the name in small letters: then it is a word, and the line no name.
    fn is_of_words(&self, name: &str) -> bool {
        let words: Vec<String> = name.split(' ').filter(|word| word.len() > 3).map(str::to_lowercase).collect();
        let near = self.paragraphs.iter().skip(self.top()).take(WORDS_OF_PAGE);
        near.flat_map(|paragraph| paragraph.text.split(|c: char| !c.is_alphabetic()))
            .any(|word| word.starts_with(char::is_lowercase) && words.iter().any(|name| name == word))
    }
}

/// True where a paragraph of the story bears the name; `Jane Roe is a reporter` presents the author.
fn tells_of(paragraph: &str, name: &str) -> bool {
    let paragraph = fold(paragraph);
    paragraph.find(name).is_some_and(|at| at > 0 || !paragraph.get(name.len()..).is_some_and(|rest| rest.starts_with(" is ")))
}

/// `Lakeside Herald`: the outlet of an author on the line below.
pub(super) fn is_outlet_line(text: &str) -> bool {
    let plain = |word: &str| !word.starts_with(char::is_lowercase) && word.chars().all(|c| c.is_alphabetic() || c == '-');
    (2..=5).contains(&text.split_whitespace().count()) && text.split_whitespace().all(plain) && people::is_outlet(text)
}

#[cfg(test)]
mod tests {
    use crate::article::blocks::paragraphs;
    use crate::article::boilerplate;
    use crate::article::page::{Head, head};

    const HEADLINE: &str = "Bread dearer again as harvest fails in three provinces";
    const LEAD: &str = "The council of the town met on Tuesday for the third time this winter to settle the price of bread, which Jane Miller of the bakers had called too low in a letter to the mayor.";

    fn read(lines: &str) -> Head {
        let paragraphs = paragraphs(&format!("{HEADLINE}\n\n{lines}\n\n{LEAD}\n\n{LEAD}\n"));
        let kinds: Vec<_> = paragraphs.iter().map(|p| boilerplate::kind(&p.text)).collect();
        head(&paragraphs, &kinds)
    }

    fn authors(lines: &str) -> Vec<String> {
        read(lines).bylines.into_iter().flat_map(|(_, byline)| byline.authors).collect()
    }

    #[test]
    fn a_name_between_headline_and_story_is_the_author() {
        for lines in
            ["John Carter", "JOHN CARTER", "John Carter\nScience Editor", "John Carter\n\nMarch 4, 2019", "Dr. John Carter"]
        {
            assert_eq!(authors(lines), ["John Carter"], "{lines}");
        }
        assert_eq!(authors("John Carter and Ann Baker"), ["John Carter", "Ann Baker"]);
        assert_eq!(authors("John Carter\nAnn Baker"), ["John Carter", "Ann Baker"]);
    }

    #[test]
    fn whom_the_story_names_is_no_author() {
        for lines in
            ["Jane Miller", "Harvest Festival", "Jordan Valley", "Cape Town", "Bread Price", "Read this", "Photo by John Carter"]
        {
            assert_eq!(authors(lines), Vec::<String>::new(), "{lines}");
        }
    }

    #[test]
    fn names_follow_a_line_that_announces_them() {
        assert_eq!(authors("By\nJohn Carter"), ["John Carter"]);
        assert_eq!(authors("Author of the article:\nJohn Carter"), ["John Carter"]);
        assert_eq!(authors("By\n\nJohn Carter0,\n\nAnn Baker &\n\nMary Smith"), ["John Carter", "Ann Baker", "Mary Smith"]);
        assert_eq!(authors("By John Carter\nand Ann Baker"), ["John Carter", "Ann Baker"]);
    }

    #[test]
    fn a_byline_with_its_word_stands_over_a_name_alone() {
        assert_eq!(authors("Ann Baker\n\nBy John Carter"), ["John Carter"]);
    }

    #[test]
    fn flattened_lines_keep_their_names() {
        assert_eq!(authors("By .\nJohn Carter .\nPUBLISHED: .\n14:11 EST, 25 October 2013 .\n|\n.\nUPDATED: ."), ["John Carter"]);
    }

    #[test]
    fn agencies_and_desks_are_no_people() {
        let agency = |lines: &str| read(lines).bylines.into_iter().find_map(|(_, byline)| byline.agency);
        assert_eq!(agency("AFP, MANILA").as_deref(), Some("AFP"));
        assert_eq!(authors("Staff Reporter"), Vec::<String>::new());
    }
}
