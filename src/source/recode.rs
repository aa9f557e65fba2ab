//! How is a stream cut at line ends and brackets that has them in other bytes? UTF-16 becomes UTF-8 on the way, and lines
//! that end in carriage returns alone, as old Macs wrote them, end in line feeds; all other bytes pass as they are.

use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, Encoding, UTF_16BE, UTF_16LE};

/// Bytes that are decoded at once.
const STEP: usize = 8 * 1024;

/// The encoding of a stream in UTF-16 that begins with a mark, or with a character of ASCII.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xff, 0xfe, ..] | [1..=0x7f, 0, ..] => Some(UTF_16LE),
        [0xfe, 0xff, ..] | [0, 1..=0x7f, ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// True where a stream that begins like this is in UTF-16.
pub(super) fn is_utf16(bytes: &[u8]) -> bool {
    utf16(bytes).is_some()
}

/// The stream in UTF-8 and with line feeds; as it is where it has both or the beginning does not tell.
pub(super) fn recoded<'a>(stream: &'a mut dyn BufRead) -> Box<dyn BufRead + 'a> {
    let head = stream.fill_buf().unwrap_or_default();
    let decoder = utf16(head).map(Encoding::new_decoder_with_bom_removal);
    let has_returns = head.iter().rev().skip(1).any(|byte| *byte == b'\r') && !head.contains(&b'\n');
    if decoder.is_none() && !has_returns {
        return Box::new(stream);
    }
    Box::new(Recoded { stream, decoder, bytes: Vec::new(), read: 0, is_over: false })
}

struct Recoded<'a> {
    stream: &'a mut dyn BufRead,
    /// None where only the line ends are others.
    decoder: Option<Decoder>,
    bytes: Vec<u8>,
    /// How many of them were read.
    read: usize,
    is_over: bool,
}

impl Recoded<'_> {
    fn step(&mut self) -> io::Result<()> {
        let bytes = self.stream.fill_buf()?;
        let bytes = bytes.get(..STEP).unwrap_or(bytes);
        self.is_over = bytes.is_empty();
        self.read = 0;
        let mut length = bytes.len();
        if let Some(decoder) = &mut self.decoder {
            let mut text = String::with_capacity(decoder.max_utf8_buffer_length(length).unwrap_or(4 * STEP));
            (_, length, _) = decoder.decode_to_string(bytes, &mut text, self.is_over);
            self.bytes = text.into_bytes();
        } else {
            self.bytes = bytes.iter().map(|byte| if *byte == b'\r' { b'\n' } else { *byte }).collect();
        }
        self.stream.consume(length);
        Ok(())
    }
}

impl BufRead for Recoded<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.read >= self.bytes.len() && !self.is_over {
            self.step()?;
        }
        Ok(self.bytes.get(self.read..).unwrap_or_default())
    }

    fn consume(&mut self, length: usize) {
        self.read += length;
    }
}

impl Read for Recoded<'_> {
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
        // Small steps part characters and pairs.
        let mut stream = io::BufReader::with_capacity(3, bytes);
        let mut text = Vec::new();
        recoded(&mut stream).read_to_end(&mut text).unwrap();
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn utf16_becomes_utf8() {
        let text = "{\"title\": \"Regen in Köln 🌧\"}\r\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [[&b"\xff\xfe"[..], &little].concat(), [&b"\xfe\xff"[..], &big].concat(), little.clone(), big] {
            assert_eq!(read(&bytes), text);
        }
        assert!(read(little.get(..little.len() - 1).unwrap()).starts_with("{\"title\""), "half a character at the end");
    }

    #[test]
    fn lines_of_old_macs_end_in_line_feeds_and_all_else_passes() {
        assert_eq!(read(b"a\rb\rc"), "a\nb\nc");
        for text in ["", "a", "a\nb\rc", "a\r\nb"] {
            assert_eq!(read(text.as_bytes()), text);
        }
    }
}
