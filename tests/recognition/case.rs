//! How is an annotated article read? In comes a file of cases, out come the bare texts with their marks, each with its
//! name, value and place in code points.

use std::ops::Range;

/// Directives that may stand below the name of a case.
const DIRECTIVES: &[&str] = &["path", "modified", "format", "today", "stated-date", "known"];

/// Marks of people and agencies: what else stands on their line is no body.
pub const CREDITS: &[&str] = &["author", "agency", "editor", "contributor", "photographer", "writer", "desk"];

/// Other marks.
const MARKS: &[&str] = &["headline", "kicker", "caption", "dateline", "subhead", "boilerplate", "aside"];

/// Keys of a dateline's mark.
const KEYS: &[&str] = &["place", "date", "agency", "flag", "text"];

/// One annotated article.
#[derive(Debug, Default)]
pub struct Case {
    pub name: String,
    pub line: usize,
    pub known: Option<String>,
    directives: Vec<(String, String)>,
    pub expectations: Vec<(String, String)>,
    /// The article without its marks.
    pub text: String,
    pub marks: Vec<Mark>,
    /// Places of `¶`, in code points of the text.
    pub breaks: Vec<usize>,
}

/// One field marked in an article.
#[derive(Debug, Clone)]
pub struct Mark {
    pub name: String,
    /// What stands behind `=` in the mark, or the text in it.
    pub value: String,
    /// Keys and values of a dateline.
    pub parts: Vec<(String, String)>,
    /// Code points of the text.
    pub range: Range<usize>,
    /// Marks around it.
    pub depth: usize,
}

impl Case {
    pub fn directive(&self, name: &str) -> Option<&str> {
        self.directives.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// The cases of a file; what stands before the first is a note to the reader.
pub fn cases(file: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut lines: Vec<&str> = Vec::new();
    for (at, line) in file.lines().enumerate() {
        if let Some(name) = line.strip_prefix("=== ") {
            finish(cases.last_mut(), &mut lines);
            cases.push(Case { name: name.to_owned(), line: at + 1, ..Case::default() });
        } else {
            lines.push(line);
        }
    }
    finish(cases.last_mut(), &mut lines);
    cases
}

fn finish(case: Option<&mut Case>, lines: &mut Vec<&str>) {
    let lines = std::mem::take(lines);
    let Some(case) = case else { return };
    let mut article = Vec::new();
    for line in lines {
        if let Some((key, value)) = line.strip_prefix("--- ").and_then(|line| line.split_once(": ")) {
            case.expectations.push((key.to_owned(), value.to_owned()));
        } else if let Some((key, value)) = directive(line).filter(|_| article.is_empty()) {
            case.directives.push((key.to_owned(), value.to_owned()));
        } else if !line.is_empty() || !article.is_empty() {
            article.push(line);
        }
    }
    case.known = case.directive("known").map(str::to_owned);
    case.read(article.join("\n").trim_end());
}

fn directive(line: &str) -> Option<(&str, &str)> {
    line.split_once(": ").filter(|(key, _)| DIRECTIVES.contains(key))
}

impl Case {
    /// Takes the marks out of the article.
    fn read(&mut self, article: &str) {
        let mut open: Vec<Mark> = Vec::new();
        let mut count = 0;
        let mut rest = article;
        while let Some(first) = rest.chars().next() {
            if let Some(inner) = rest.strip_prefix('⟦') {
                let (mark, after) = inner.split_once('⟧').unwrap_or_else(|| panic!("{}: a mark without ⟧", self.name));
                rest = after;
                match mark {
                    "/" => {
                        let mark = open.pop().unwrap_or_else(|| panic!("{}: ⟦/⟧ closes nothing", self.name));
                        self.close(mark, count);
                    }
                    _ => open.push(self.opened(mark, count, open.len())),
                }
                continue;
            }
            rest = rest.strip_prefix(first).unwrap_or_default();
            if first == '¶' {
                self.breaks.push(count);
            } else {
                self.text.push(first);
                count += 1;
            }
        }
        assert!(open.is_empty(), "{}: {:?} is not closed", self.name, open);
        self.text.push('\n');
        self.marks.sort_by_key(|mark| (mark.range.start, mark.depth));
    }

    fn opened(&self, mark: &str, at: usize, depth: usize) -> Mark {
        let end = mark.find([' ', '=']).unwrap_or(mark.len());
        let (name, rest) = mark.split_at_checked(end).unwrap_or_default();
        assert!(CREDITS.contains(&name) || MARKS.contains(&name), "{}: no mark is called {name:?}", self.name);
        let (mut value, mut parts) = match rest.strip_prefix('=') {
            Some(value) => (value.to_owned(), Vec::new()),
            None => (String::new(), parts(rest)),
        };
        if let Some(at) = parts.iter().position(|(key, _)| key == "text") {
            value = parts.remove(at).1;
        }
        Mark { name: name.to_owned(), value, parts, range: at..at, depth }
    }

    fn close(&mut self, mut mark: Mark, end: usize) {
        let inner: String = self.text.chars().skip(mark.range.start).take(end - mark.range.start).collect();
        mark.range.end = end - (inner.chars().count() - inner.trim_end().chars().count());
        if mark.value.is_empty() {
            mark.value = inner.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        self.marks.push(mark);
    }
}

/// `place=New York date=XXXX-03-03`: values may hold blanks.
fn parts(text: &str) -> Vec<(String, String)> {
    let mut parts: Vec<(String, String)> = Vec::new();
    for word in text.split_whitespace() {
        if let Some((key, value)) = word.split_once('=').filter(|(key, _)| KEYS.contains(key)) {
            parts.push((key.to_owned(), value.to_owned()));
        } else {
            let (_, value) = parts.last_mut().unwrap_or_else(|| panic!("{word:?} belongs to no key"));
            value.push(' ');
            value.push_str(word);
        }
    }
    parts
}
