//! Mailboxes (RFC 4155): where does one message end and the next begin? At a line `From ` with a sender and a time, before
//! the head of a message; other lines that begin so within a message are text, and were mostly written as `>From `.

use std::io::BufRead;

use super::{is_field, message};
use crate::article::model::Format;
use crate::source::LONGEST_ARTICLE;
use crate::source::lines::{self, Line};
use crate::source::piece::{Found, Give, Origin};
use crate::source::read::{Head, lost};

/// Longest line that parts messages, in bytes.
const LONGEST_MARK: usize = 1_024;

/// True where a stream begins with a `From ` line and the head of a message.
pub(in crate::source) fn recognises(head: &Head<'_>) -> bool {
    let mut lines = head.bytes.split(|byte| *byte == b'\n');
    lines.next().is_some_and(is_mark) && lines.next().is_some_and(begins_head)
}

/// `From jane@post.example Tue Mar  5 10:00:00 2024`.
fn is_mark(line: &[u8]) -> bool {
    let words = || line.trim_ascii_end().split(|byte| *byte == b' ');
    let is_year = |word: &[u8]| word.len() == 4 && word.iter().all(u8::is_ascii_digit);
    let is_time = |word: &[u8]| matches!(word, [first, _, b':', _, last, ..] if first.is_ascii_digit() && last.is_ascii_digit());
    line.starts_with(b"From ") && line.len() < LONGEST_MARK && words().any(is_year) && words().any(is_time)
}

/// True for the first line of the head of a message.
fn begins_head(line: &[u8]) -> bool {
    std::str::from_utf8(line.get(..LONGEST_MARK).unwrap_or(line)).is_ok_and(is_field)
}

/// Reads the messages of a mailbox.
pub(in crate::source) fn read(origin: &Origin, stream: &mut dyn BufRead, give: Give<'_>) {
    let mut number = 0;
    let mut message: Vec<u8> = Vec::new();
    // A line that is a mark if the head of a message follows.
    let mut mark: Option<Vec<u8>> = None;
    loop {
        let line = match lines::next(stream) {
            Ok(line) => line,
            Err(error) => {
                give(lost(&origin.numbered(number.max(1)), &error));
                return;
            }
        };
        let begins = mark.is_some() && matches!(&line, Some(Line::Whole(line)) if begins_head(line));
        if let (Some(text), false) = (mark.take(), begins) {
            append(&mut message, &text);
        }
        if (begins || line.is_none()) && number > 0 {
            let bytes = std::mem::take(&mut message);
            let cost = bytes.len();
            let read = move |origin| message::of(origin, Format::Mbox, &bytes);
            if !give(Found::piece(origin.numbered(number), cost, read)) {
                return;
            }
        }
        number += usize::from(begins);
        match line {
            None => return,
            Some(Line::Whole(line)) if is_mark(&line) => mark = Some(line),
            Some(Line::Whole(line)) => append(&mut message, &line),
            Some(Line::TooLong) => {}
        }
    }
}

/// Adds a line; what is longer than any article is an attachment, which is not read.
fn append(message: &mut Vec<u8>, line: &[u8]) {
    if ((message.len() + line.len()) as u64) <= LONGEST_ARTICLE {
        message.extend_from_slice(unquoted(line));
    }
}

/// `>From `, as a mailbox writes what begins like its mark.
fn unquoted(line: &[u8]) -> &[u8] {
    let quotes = line.iter().take_while(|byte| **byte == b'>').count();
    if quotes > 0 && line.get(quotes..).is_some_and(|rest| rest.starts_with(b"From ")) {
        line.get(1..).unwrap_or(line)
    } else {
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::piece::Read;
    use crate::source::read::read_stream;

    fn read_all(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        read_stream(&Origin::named("news.mbox"), &mut text.as_bytes(), &mut |one| {
            found.push(match one.read() {
                Read::Document(document) => {
                    format!("{} {} | {}", document.id, document.stated.headline.unwrap_or_default(), document.text)
                }
                Read::Skipped(left_out) | Read::Failed(left_out) => format!("{}: {}", left_out.path, left_out.reason),
            });
            true
        });
        found
    }

    #[test]
    fn messages_are_parted_and_quoted_marks_are_text() {
        let text = "From a@post.example Tue Mar  5 10:00:00 2024\nFrom: Post <a@post.example>\nSubject: Rain\nDate: Tue, 5 Mar 2024 10:00:00 +0100\n\nIt rained.\n\n>From then on it shone. From Oslo 2024 in the text.\n\n\
                    From b@post.example Wed Mar  6 10:00:00 2024\nSubject: Sun\n\nIt shone.\n";
        let expected = [
            "news.mbox#1 Rain | It rained.\n\nFrom then on it shone. From Oslo 2024 in the text.",
            "news.mbox#2 Sun | It shone.",
        ];
        assert_eq!(read_all(text), expected);
        assert_eq!(read_all(text.get(..180).unwrap()).len(), 1, "what is cut off is read as far as it goes");
        let empty = read_all("From a@post.example Tue Mar  5 10:00:00 2024\nSubject: x\n\n");
        assert!(empty[0].contains("without text"), "{empty:?}");
    }

    #[test]
    fn mailboxes_are_parted_as_programs_write_them() {
        let message = |subject: &str| format!("X-GM-THRID: 1\r\nSubject: {subject}\r\nFrom: x@y\r\n\r\nIt rained.\r\n");
        for mark in
            ["From - Tue Mar  5 10:00:00 2024", "From 1792@xxx Mon Mar 04 10:00:00 +0000 2024", "From a@b Tue Mar 5 10:00 2024"]
        {
            let text = format!("{mark}\r\n{}{mark}\r\n{}", message("Rain"), message("Sun"));
            assert_eq!(read_all(&text), ["news.mbox#1 Rain | It rained.", "news.mbox#2 Sun | It rained."], "{mark}");
        }
        let text = format!("From - Tue Mar  5 10:00:00 2024\n{}\nFrom Oslo at 10:00 in 2024\n\nto Bergen.\n", message("Rain"));
        assert_eq!(read_all(&text), ["news.mbox#1 Rain | It rained.\n\nFrom Oslo at 10:00 in 2024\n\nto Bergen."]);
    }

    #[test]
    fn a_letter_is_no_mailbox() {
        for text in ["From Oslo, a story of 2024\n\nIt rained.\n", "From 1990 to 2024\nIt rained: a lot.\n"] {
            let found = read_all(text);
            assert!(found.len() == 1 && found[0].starts_with("news.mbox  |"), "{found:?}");
        }
    }
}
