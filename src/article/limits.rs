//! How much of one article is taken? Every bound that holds for an article of whatever format, each with the reason of its
//! number. No story of a newspaper comes near one; what is made to be slow or to fill the index does. An article that goes
//! beyond a bound is refused by its reader, or kept in part with a line in [`Article::limits`]: never silently.

use std::time::{Duration, Instant};

use super::model::{Article, Stated};

/// Longest article, in bytes of its text or file: a novel is about 1 MiB; what is longer is a dump or a log, not a story.
pub const LONGEST_TEXT: u64 = 8 * 1024 * 1024;

/// Most lines of a text. *War and Peace* has 66,000; each line may become a paragraph, which costs more than its letters.
pub const MOST_LINES: usize = 200_000;

/// Words and marks of a text in which people, places, organisations and quotations are looked for: a long novel has
/// 200,000. Each takes up to 400 bytes while it is looked at.
pub const MOST_WORDS: usize = 300_000;

/// People, places and organisations of an article, of each kind: the index of names of a long history book has 2,000.
pub const MOST_NAMES: usize = 5_000;

/// Mentions of them, and quotations: one word in ten of the longest text that is looked through.
pub const MOST_MENTIONS: usize = 30_000;

/// Authors, credits, keywords, subjects and subheads, of each: the longest lists of authors that newspapers print name some
/// hundred.
pub const MOST_VALUES: usize = 1_000;

/// Characters of any field but the body: some pages of text.
pub const LONGEST_FIELD: usize = 10_000;

/// Pieces of evidence for the fields of an article: a page of many parts has some hundred.
pub const MOST_EVIDENCE: usize = 10_000;

/// Longest time for the fields of an article, and for its names. The longest article that the other bounds let through takes
/// two seconds of a processor, which a busy machine may part among others.
pub const MOST_TIME: Duration = Duration::from_secs(30);

/// The moment at which no more is looked for in an article. It is asked between the steps of recognition: output depends on
/// the speed of the machine only where a step went wrong.
#[derive(Debug, Clone, Copy)]
pub struct Deadline(Instant);

impl Deadline {
    /// The longest time from now on.
    pub fn start() -> Deadline {
        Deadline::after(MOST_TIME)
    }

    /// So long from now on.
    pub fn after(time: Duration) -> Deadline {
        Deadline(Instant::now() + time)
    }

    /// True once it is over.
    pub fn is_over(&self) -> bool {
        Instant::now() >= self.0
    }

    /// The line for an article in which these were not looked for, because the time was over.
    pub fn note(what: &str) -> String {
        format!("{what} left out: more than {} seconds", MOST_TIME.as_secs())
    }
}

/// The begin of a text with so many words and marks at most: a run of letters and digits counts as one, and every other
/// character that is no white space.
pub fn beginning(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let (mut count, mut in_word) = (0, false);
    for (at, character) in text.char_indices() {
        let is_letter = character.is_alphanumeric();
        count += usize::from(!(character.is_whitespace() || is_letter && in_word));
        in_word = is_letter;
        if count > most {
            return text.get(..at).unwrap_or(text);
        }
    }
    text
}

/// Why a text is no single article; `None` where it may be one.
pub fn refusal(text: &str) -> Option<String> {
    let lines = text.bytes().filter(|byte| *byte == b'\n').count();
    (lines > MOST_LINES).then(|| format!("more than {} lines: no single article", thousands(MOST_LINES)))
}

/// Cuts what a file states to the bounds; gives a line for each field that lost something.
pub fn cut_stated(stated: &mut Stated) -> Vec<String> {
    let mut cut = Cut::default();
    cut.list("keywords", &mut stated.keywords);
    cut.list("authors", &mut stated.authors);
    cut.list("credits", &mut stated.credits);
    let subjects = &mut stated.subjects;
    for list in [&mut subjects.people, &mut subjects.places, &mut subjects.organizations] {
        cut.list("subjects", list);
    }
    cut.texts("keywords", &mut stated.keywords);
    cut.texts("authors", &mut stated.authors);
    let fields = [
        ("headline", &mut stated.headline),
        ("kicker", &mut stated.kicker),
        ("caption", &mut stated.caption),
        ("byline", &mut stated.byline),
        ("dateline", &mut stated.dateline),
        ("agency", &mut stated.agency),
        ("source", &mut stated.source),
        ("section", &mut stated.section),
        ("url", &mut stated.url),
    ];
    for (name, field) in fields {
        cut.text(name, field);
    }
    cut.lines
}

/// Cuts the fields of an article whose names are not yet looked for to the bounds, and says so in its limits.
pub fn cut_fields(article: &mut Article) {
    let mut cut = Cut::default();
    for (name, field) in [("headline", &mut article.headline), ("kicker", &mut article.kicker), ("caption", &mut article.caption)]
    {
        cut.text(name, field);
    }
    cut.list("subheads", &mut article.subheads);
    cut.list("authors", &mut article.authors);
    cut.list("credits", &mut article.credits);
    cut.most("evidence", MOST_EVIDENCE, &mut article.why);
    article.limits.append(&mut cut.lines);
}

/// What was cut, as lines for people.
#[derive(Default)]
struct Cut {
    lines: Vec<String>,
}

impl Cut {
    fn note(&mut self, line: String) {
        if !self.lines.contains(&line) {
            self.lines.push(line);
        }
    }

    fn list<T>(&mut self, name: &str, list: &mut Vec<T>) {
        self.most(name, MOST_VALUES, list);
    }

    fn most<T>(&mut self, name: &str, most: usize, list: &mut Vec<T>) {
        if list.len() > most {
            list.truncate(most);
            self.note(beyond(name, most));
        }
    }

    fn text(&mut self, name: &str, field: &mut Option<String>) {
        if let Some(text) = field {
            self.one(name, text);
        }
    }

    fn texts(&mut self, name: &str, texts: &mut [String]) {
        for text in texts {
            self.one(name, text);
        }
    }

    fn one(&mut self, name: &str, text: &mut String) {
        if let Some((at, _)) = text.char_indices().nth(LONGEST_FIELD) {
            text.truncate(at);
            self.note(format!("{name} of more than {} characters: cut there", thousands(LONGEST_FIELD)));
        }
    }
}

/// The line for a list that was cut.
pub fn beyond(name: &str, most: usize) -> String {
    format!("more than {} {name}: the others left out", thousands(most))
}

/// The line for a text of which only the begin was looked through.
pub fn partly_read() -> String {
    format!("names and quotations looked for in the first {} words alone", thousands(MOST_WORDS))
}

/// A number with commas, as reasons show it.
fn thousands(number: usize) -> String {
    match (number / 1_000, number % 1_000) {
        (0, rest) => rest.to_string(),
        (more, rest) => format!("{},{rest:03}", thousands(more)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::model::Format;

    #[test]
    fn the_begin_of_a_text_ends_before_a_word() {
        assert_eq!(beginning("Rain fell, in Oslo.", 3), "Rain fell, ");
        assert_eq!(beginning("Rain fell, in Oslo.", 4), "Rain fell, in ");
        assert_eq!(beginning("((((", 2), "((");
        assert_eq!(beginning("北京时间昨天", 1), "北京时间昨天");
        assert_eq!(beginning("é", 0), "");
        assert_eq!(beginning("", 0), "");
    }

    #[test]
    fn a_log_is_no_article() {
        assert_eq!(refusal("one\ntwo\n"), None);
        let log = "x\n".repeat(MOST_LINES + 1);
        assert_eq!(refusal(&log).as_deref(), Some("more than 200,000 lines: no single article"));
    }

    #[test]
    fn what_a_file_states_is_cut_and_told_once_a_field() {
        let mut stated = Stated {
            keywords: vec!["rain".to_owned(); MOST_VALUES + 1],
            headline: Some("é".repeat(LONGEST_FIELD + 1)),
            kicker: Some("Weather".to_owned()),
            ..Stated::default()
        };
        stated.subjects.people = vec!["Jane Roe".to_owned(); MOST_VALUES + 1];
        stated.subjects.places = vec!["Oslo".to_owned(); MOST_VALUES + 1];
        let lines = cut_stated(&mut stated);
        assert_eq!(
            lines,
            [
                "more than 1,000 keywords: the others left out",
                "more than 1,000 subjects: the others left out",
                "headline of more than 10,000 characters: cut there",
            ]
        );
        assert_eq!((stated.keywords.len(), stated.headline.unwrap().chars().count()), (MOST_VALUES, LONGEST_FIELD));
        assert!(cut_stated(&mut Stated { kicker: Some("Weather".to_owned()), ..Stated::default() }).is_empty());
    }

    #[test]
    fn fields_that_were_found_are_cut_too() {
        let mut article = Article::new("a".to_owned(), "a".to_owned(), Format::Text);
        article.headline = Some("Rain".to_owned());
        cut_fields(&mut article);
        assert!(article.limits.is_empty());
        article.subheads = vec!["More rain".to_owned(); MOST_VALUES + 1];
        cut_fields(&mut article);
        assert_eq!((article.subheads.len(), article.limits.len()), (MOST_VALUES, 1));
    }

    #[test]
    fn a_deadline_passes() {
        assert!(!Deadline::start().is_over());
        assert!(Deadline::after(Duration::ZERO).is_over());
    }
}
