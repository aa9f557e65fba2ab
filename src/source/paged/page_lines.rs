//! Which lines stand on a page of a PDF? A PDF places characters, not lines: in come characters with their places, as
//! `pdf-extract` reports them, out come lines in the order of the file, each with its place and the size of its type.

use pdf_extract::{ColorSpace, MediaBox, OutputDev, OutputError, Path, Transform};

/// In heights of the type: how far characters of one line may stand apart in height, what is a blank between words, and
/// what is so wide that something else begins behind it.
const SAME_LINE: f64 = 0.5;
const BLANK: f64 = 0.1;
const ANOTHER: f64 = 3.0;

/// Text and lines of one page: more than any article has.
const LONGEST_PAGE: usize = 9 * 1024 * 1024;
const MOST_LINES: usize = 200_000;

/// A line; places in points, the origin at the top on the left.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct PageLine {
    pub text: String,
    pub left: f64,
    pub right: f64,
    pub top: f64,
    /// Height of the type.
    pub size: f64,
}

/// Takes the lines of one page.
#[derive(Debug, Default)]
pub(super) struct PageLines {
    pub lines: Vec<PageLine>,
    height: f64,
    begins_word: bool,
    /// Bytes of text so far.
    pub length: usize,
}

impl PageLines {
    /// True where the page holds more than it may, and the library was stopped.
    pub fn is_full(&self) -> bool {
        self.length > LONGEST_PAGE || self.lines.len() > MOST_LINES
    }

    fn add(&mut self, text: &str, place: &PageLine) {
        let begins_word = std::mem::take(&mut self.begins_word);
        let last = self.lines.last_mut().filter(|last| {
            let same_height = (place.top - last.top).abs() <= SAME_LINE * place.size.max(last.size);
            let ahead = place.left - last.right;
            same_height && (!begins_word || (-place.size..ANOTHER * place.size).contains(&ahead))
        });
        match last {
            Some(line) => {
                if begins_word && place.left > line.right + BLANK * place.size {
                    line.text.push(' ');
                }
                line.text.push_str(text);
                line.right = place.right;
                line.size = line.size.max(place.size);
            }
            None => self.lines.push(PageLine { text: text.to_owned(), ..place.clone() }),
        }
    }
}

impl OutputDev for PageLines {
    fn begin_page(&mut self, _: u32, media_box: &MediaBox, _: Option<(f64, f64, f64, f64)>) -> Result<(), OutputError> {
        self.height = media_box.ury;
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(&mut self, at: &Transform, width: f64, _: f64, font_size: f64, text: &str) -> Result<(), OutputError> {
        let size = font_size * (at.m11 * at.m22 - at.m12 * at.m21).abs().sqrt();
        let place = PageLine { text: String::new(), left: at.m31, right: at.m31 + width * size, top: self.height - at.m32, size };
        self.add(text, &place);
        self.length += text.len();
        if self.is_full() { Err(std::fmt::Error.into()) } else { Ok(()) }
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        self.begins_word = true;
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn stroke(&mut self, _: &Transform, _: &ColorSpace, _: &[f64], _: &Path) -> Result<(), OutputError> {
        Ok(())
    }

    fn fill(&mut self, _: &Transform, _: &ColorSpace, _: &[f64], _: &Path) -> Result<(), OutputError> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(words: &[(&str, f64, f64)]) -> Vec<String> {
        let mut page = PageLines::default();
        for (word, left, top) in words {
            page.begins_word = true;
            let mut left = *left;
            for letter in word.chars() {
                let place = PageLine { left, right: left + 5.0, top: *top, size: 10.0, ..PageLine::default() };
                page.add(&letter.to_string(), &place);
                left += 5.0;
            }
        }
        page.lines.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn words_beside_one_another_are_a_line() {
        assert_eq!(lines(&[("Rain", 0.0, 10.0), ("in", 25.0, 10.0), ("Oslo", 0.0, 22.0)]), ["Rain in", "Oslo"]);
        assert_eq!(lines(&[("Ra", 0.0, 10.0), ("in", 10.0, 10.0)]), ["Rain"], "a word may be placed in pieces");
        assert_eq!(lines(&[("The", 0.0, 10.0), ("Post", 200.0, 10.0)]), ["The", "Post"], "two ends of a running head");
    }
}
