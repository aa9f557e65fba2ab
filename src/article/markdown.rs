//! What does a Markdown file say without its marks? The paragraphs with headings and pictures marked, and emphasis,
//! links and quotes as plain words. Tables, code and HTML are kept as they stand: this reads news, not documentation.

use super::blocks::{self, Markup, Paragraph};

/// The paragraphs of a Markdown text.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<Paragraph> {
    let mut found: Vec<Paragraph> = Vec::new();
    let mut open = false;
    let mut offset = 0;
    for (at, whole) in text.split_inclusive('\n').enumerate() {
        let span = blocks::span(whole, offset);
        offset += whole.len();
        let line = whole.trim().trim_start_matches('\u{feff}');
        if line.is_empty() || is_rule(line) || is_instruction(line) {
            open = false;
            continue;
        }
        let paragraph = read(line, at + 1);
        let goes_on = match found.last() {
            // A quotation goes on with or without its mark.
            Some(last) if paragraph.markup == Markup::Quote => last.markup == Markup::Quote,
            _ => paragraph.markup == Markup::None,
        };
        let joins = open && goes_on && !is_item(line);
        match found.last_mut() {
            Some(last) if joins => {
                last.text.push(' ');
                last.text.push_str(&paragraph.text);
                last.span.end = span.end;
            }
            _ => found.push(Paragraph { gap: !open, span, ..paragraph }),
        }
        // A heading ends with its line; two blanks or a backslash at the end of a line break it.
        open = !line.starts_with('#') && !line.ends_with('\\');
    }
    found.retain(|paragraph| !paragraph.text.is_empty());
    found
}

fn is_rule(line: &str) -> bool {
    line.len() >= 3
        && (line.chars().all(|c| matches!(c, '-' | ' '))
            || line.chars().all(|c| matches!(c, '*' | ' '))
            || line.chars().all(|c| c == '_' || c == '='))
}

/// A line for the program that makes a page of the text: `<!--more-->`, `{: .lead}`, `{% include x %}`, `{{< figure >}}`, and
/// the text of a footnote, which stands apart from the story.
fn is_instruction(line: &str) -> bool {
    const MARKS: &[(&str, &str)] = &[("<!--", "-->"), ("{:", "}"), ("{%", "%}"), ("{{<", ">}}"), ("{{%", "%}}")];
    MARKS.iter().any(|(open, end)| line.starts_with(open) && line.ends_with(end))
        || (line.starts_with("[^") && line.contains("]:"))
}

fn is_item(line: &str) -> bool {
    line.starts_with("- ") || line.starts_with("* ") || line.starts_with("+ ")
}

fn read(line: &str, number: usize) -> Paragraph {
    let level = line.chars().take_while(|c| *c == '#').count();
    let (markup, text) = if (1..=6).contains(&level) && line.chars().nth(level) == Some(' ') {
        (Markup::Heading(level as u8), line.trim_matches('#'))
    } else if line.starts_with("![") {
        (Markup::Picture, line)
    } else if line.starts_with('>') {
        (Markup::Quote, line.trim_start_matches(['>', ' ']))
    } else {
        (Markup::None, line)
    };
    Paragraph { line: number, text: plain(text).trim().to_owned(), gap: true, markup, span: 0..0 }
}

/// The words without emphasis, with the words of links and pictures for the links themselves.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        if let Some(behind) = after.strip_prefix('^').and_then(footnote) {
            plain.push_str(before);
            rest = behind;
        } else if let Some((words, behind)) = link(after) {
            plain.push_str(before.strip_suffix('!').unwrap_or(before));
            plain.push_str(words);
            rest = behind;
        } else {
            plain.push_str(before);
            plain.push('[');
            rest = after;
        }
    }
    plain.push_str(rest);
    without_emphasis(&plain)
}

/// The text behind the number of a footnote.
fn footnote(after: &str) -> Option<&str> {
    let number = after.find(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|end| (1..=20).contains(end))?;
    after.get(number..)?.strip_prefix(']')
}

/// The words of a link whose bracket is open, and the text behind its address.
fn link(after: &str) -> Option<(&str, &str)> {
    // Words and address of a link are short: looking no further keeps a line of brackets cheap.
    let near = after.get(..after.len().min(600)).or_else(|| after.char_indices().nth(200).and_then(|(at, _)| after.get(..at)))?;
    let (words, _) = near.split_once("](")?;
    let address = after.get(words.len() + 2..)?;
    let near = address
        .get(..address.len().min(600))
        .or_else(|| address.char_indices().nth(200).and_then(|(at, _)| address.get(..at)))?;
    let end = near.find(')')?;
    Some((words, address.get(end + 1..)?))
}

/// Drops `**`, and single `*`, `_` and backticks that touch a word on one side only.
fn without_emphasis(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut before = ' ';
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let after = characters.peek().copied().unwrap_or(' ');
        let inside = before.is_alphanumeric() && after.is_alphanumeric();
        let alone = before.is_whitespace() && after.is_whitespace();
        let mark = matches!(character, '*' | '`') || (character == '_' && !inside);
        if !mark || alone {
            plain.push(character);
        }
        before = character;
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::super::blocks::Markup;
    use super::paragraphs;

    #[test]
    fn marks_become_structure() {
        let found = paragraphs(
            "# Bread *dearer*\n\nBy **Jane Roe**\n\n![Loaves](a.jpg)\n\nThe [price](http://a.b/c) rose\nagain.\n\n## Why\n\n---\nEnd",
        );
        let texts: Vec<(&str, Markup)> = found.iter().map(|p| (p.text.as_str(), p.markup)).collect();
        assert_eq!(
            texts,
            [
                ("Bread dearer", Markup::Heading(1)),
                ("By Jane Roe", Markup::None),
                ("Loaves", Markup::Picture),
                ("The price rose again.", Markup::None),
                ("Why", Markup::Heading(2)),
                ("End", Markup::None),
            ]
        );
    }

    #[test]
    fn instructions_and_footnotes_are_no_text() {
        let found = paragraphs(
            "It rained.[^1]\n{: .lead}\n\n<!--more-->\n\n{{< youtube x >}}\n\nAll {curly} day [^].\n\n[^1]: In Oslo.\n{% include a.html %}",
        );
        let texts: Vec<&str> = found.iter().map(|p| p.text.as_str()).collect();
        assert_eq!(texts, ["It rained.", "All {curly} day [^]."]);
    }

    #[test]
    fn unfinished_marks_stay_text() {
        let found = paragraphs("A [b and 3 * 4 = 12 in snake_case");
        assert_eq!(found.first().map(|p| p.text.as_str()), Some("A [b and 3 * 4 = 12 in snake_case"));
        assert!(paragraphs("").is_empty());
    }

    #[test]
    fn many_brackets_are_cheap() {
        assert_eq!(paragraphs(&"[".repeat(200_000)).len(), 1);
    }
}
