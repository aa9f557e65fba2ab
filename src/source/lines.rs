//! Which bytes are the next line of a stream, however long a hostile one is?

use std::io::{self, BufRead, Read};

use super::LONGEST_ARTICLE;

/// A line of a stream.
pub(super) enum Line {
    /// Its bytes, with the line end.
    Whole(Vec<u8>),
    /// It is longer than any article, and was passed over.
    TooLong,
}

/// The next line; `None` at the end.
///
/// # Errors
/// Where the stream cannot be read.
pub(super) fn next(stream: &mut dyn BufRead) -> io::Result<Option<Line>> {
    let mut line = Vec::new();
    Read::take(&mut *stream, LONGEST_ARTICLE + 1).read_until(b'\n', &mut line)?;
    if line.is_empty() {
        return Ok(None);
    }
    if line.len() as u64 <= LONGEST_ARTICLE || line.ends_with(b"\n") {
        return Ok(Some(Line::Whole(line)));
    }
    drop(line);
    pass_over(stream)?;
    Ok(Some(Line::TooLong))
}

/// Passes over the rest of a line, without holding it.
fn pass_over(stream: &mut dyn BufRead) -> io::Result<()> {
    loop {
        let bytes = stream.fill_buf()?;
        if bytes.is_empty() {
            return Ok(());
        }
        let end = bytes.iter().position(|byte| *byte == b'\n');
        let length = end.map_or(bytes.len(), |end| end + 1);
        stream.consume(length);
        if end.is_some() {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_too_long_is_passed_over() {
        let text = format!("one\n{}\ntwo", "x".repeat(3 * LONGEST_ARTICLE as usize));
        let mut stream = text.as_bytes();
        let mut lengths = Vec::new();
        while let Some(line) = next(&mut stream).unwrap() {
            lengths.push(match line {
                Line::Whole(line) => line.len(),
                Line::TooLong => 0,
            });
        }
        assert_eq!(lengths, [4, 0, 3]);
    }
}
