//! How does text reach a terminal safely and in its width? Every string from an article is escaped, cut and padded
//! here: scraped text may hold control sequences and characters that turn the writing direction round.

use anstyle::{AnsiColor, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Where output goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Screen {
    /// Columns.
    pub width: usize,
    /// Whether colour may be used.
    pub colour: bool,
}

/// What a piece of text is, which decides how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// A headline.
    Headline,
    /// A heading of ours.
    Heading,
    /// Something that may be passed over.
    Faint,
    /// A word that was looked for.
    Hit,
    /// A place and a date.
    Dateline,
}

impl Look {
    fn style(self) -> Style {
        match self {
            Self::Headline => Style::new().bold(),
            Self::Heading => Style::new().underline(),
            Self::Faint => Style::new().dimmed(),
            Self::Hit => Style::new().bold().fg_color(Some(AnsiColor::Yellow.into())),
            Self::Dateline => Style::new().fg_color(Some(AnsiColor::Cyan.into())),
        }
    }
}

impl Screen {
    /// The text in its look, or as it is where colour is off. The text must be escaped.
    pub fn paint(self, look: Look, text: &str) -> String {
        if self.colour && !text.is_empty() {
            let style = look.style();
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }

    /// A word that was looked for: coloured, or between asterisks where there is no colour.
    pub fn hit(self, text: &str) -> String {
        if self.colour { self.paint(Look::Hit, text) } else { format!("*{text}*") }
    }
}

/// True for characters that a terminal would act on: controls, line ends, and marks that turn the writing direction or stand
/// for annotations. What is merely invisible stays: emoji and Persian are written with it.
pub fn is_unsafe(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{206f}')
        || matches!(character, '\u{fff9}'..='\u{fffb}')
}

/// The text with every unsafe character written as its number; line ends and tabs become blanks.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\t' => safe.push(' '),
            character if is_unsafe(character) => safe.extend(character.escape_unicode()),
            character => safe.push(character),
        }
    }
    safe
}

/// The name of a file as one line of its own, from which no other name can be made: line ends and tabs are numbers too.
pub fn escape_name(name: &str) -> String {
    let shown = |character: char| if is_unsafe(character) { character.escape_unicode().collect() } else { character.to_string() };
    name.chars().map(shown).collect()
}

/// Columns that a text takes on a terminal.
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text cut to so many columns, an ellipsis at the cut.
pub fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut short = String::new();
    let mut used = 1;
    for character in text.chars() {
        used += character.width().unwrap_or(0);
        if used > columns {
            break;
        }
        short.push(character);
    }
    let mut short = short.trim_end().to_owned();
    short.push('…');
    short
}

/// The text, filled up with blanks to so many columns.
pub fn pad(text: &str, columns: usize) -> String {
    let blanks = columns.saturating_sub(width(text));
    format!("{text}{}", " ".repeat(blanks))
}

/// The words in lines of at most so many columns, where none of the words is longer.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is always a line");
        if line.is_empty() {
            line.push_str(word);
        } else if width(line) + 1 + width(word) <= columns {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_acts_on_gets_through() {
        assert_eq!(escape("a\u{1b}[31mred\u{7}"), "a\\u{1b}[31mred\\u{7}");
        assert_eq!(escape("user\u{202e}txt.exe"), "user\\u{202e}txt.exe");
        assert_eq!(escape("\u{9b}31m"), "\\u{9b}31m");
        assert_eq!(escape("\u{fff9}a\u{206a}\u{7f}\0\r"), "\\u{fff9}a\\u{206a}\\u{7f}\\u{0}\\u{d}");
        assert_eq!(escape("نمی\u{200c}خواهم 👩\u{200d}🚒"), "نمی\u{200c}خواهم 👩\u{200d}🚒");
        assert_eq!(escape("Zürich — “talks”\n\tgo on"), "Zürich — “talks”  go on");
    }

    #[test]
    fn a_name_stays_on_its_line() {
        assert_eq!(escape_name("a\nb\tc\u{1b}.txt"), "a\\u{a}b\\u{9}c\\u{1b}.txt");
        assert_eq!(escape_name("Zürich 1.txt"), "Zürich 1.txt");
    }

    #[test]
    fn cutting_counts_columns_not_bytes() {
        assert_eq!(cut("Москва", 6), "Москва");
        assert_eq!(cut("Москва", 4), "Мос…");
        assert_eq!(cut("北京时间", 5), "北京…");
        assert_eq!(pad("北京", 6), "北京  ");
    }

    #[test]
    fn wrapping_keeps_words_whole() {
        assert_eq!(wrap("the talks went on in Oslo", 12), ["the talks", "went on in", "Oslo"]);
        assert_eq!(wrap("", 12), [""]);
    }

    #[test]
    fn hits_show_without_colour() {
        let plain = Screen { width: 80, colour: false };
        let colour = Screen { width: 80, colour: true };
        assert_eq!(plain.hit("peace"), "*peace*");
        assert!(colour.hit("peace").contains('\u{1b}'));
    }
}
