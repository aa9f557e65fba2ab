//! How is a text cut at line ends that has none? Old Macs ended lines with carriage returns alone: on the way they become line
//! feeds; a stream that has line feeds passes as it is.

use std::io::{self, BufRead, Read};

/// The stream with line feeds, where its beginning has carriage returns alone.
pub(super) fn with_line_feeds<'a>(stream: &'a mut dyn BufRead) -> Box<dyn BufRead + 'a> {
    let head = stream.fill_buf().unwrap_or_default();
    let has_returns = head.iter().rev().skip(1).any(|byte| *byte == b'\r') && !head.contains(&b'\n');
    if has_returns { Box::new(Returns { stream, bytes: Vec::new(), read: 0 }) } else { Box::new(stream) }
}

struct Returns<'a> {
    stream: &'a mut dyn BufRead,
    bytes: Vec<u8>,
    /// How many of them were read.
    read: usize,
}

impl BufRead for Returns<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.read >= self.bytes.len() {
            let bytes = self.stream.fill_buf()?;
            let length = bytes.len();
            self.bytes = bytes.iter().map(|byte| if *byte == b'\r' { b'\n' } else { *byte }).collect();
            self.read = 0;
            self.stream.consume(length);
        }
        Ok(self.bytes.get(self.read..).unwrap_or_default())
    }

    fn consume(&mut self, length: usize) {
        self.read += length;
    }
}

impl Read for Returns<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> String {
        let mut stream = io::BufReader::with_capacity(5, bytes);
        let mut text = String::new();
        with_line_feeds(&mut stream).read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn lines_of_old_macs_end_in_line_feeds_and_all_else_passes() {
        assert_eq!(read(b"a\rb\rc and more\r"), "a\nb\nc and more\n");
        for text in ["", "a", "a\nb\rc", "a\r\nb"] {
            assert_eq!(read(text.as_bytes()), text);
        }
    }
}
