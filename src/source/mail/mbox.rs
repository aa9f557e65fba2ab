//! Mailboxes (RFC 4155): where does one message end and the next begin? At a line `From `, behind an empty one; such lines
//! within a message were written as `>From `.

use std::io::BufRead;

use super::message;
use crate::article::model::Format;
use crate::source::LONGEST_ARTICLE;
use crate::source::lines::{self, Line};
use crate::source::piece::{Found, Give, Origin};
use crate::source::read::{Head, lost};

/// True where a stream begins with a `From ` line and the head of a message.
pub(in crate::source) fn recognises(head: &Head<'_>) -> bool {
    let mut lines = head.text.lines();
    lines.next().is_some_and(|line| is_mark(line.as_bytes())) && lines.next().is_some_and(message::is_field)
}

/// `From jane@post.example Tue Mar  5 10:00:00 2024`.
fn is_mark(line: &[u8]) -> bool {
    let ends_in_year = line
        .trim_ascii_end()
        .rsplit(|byte| *byte == b' ')
        .take(2)
        .any(|word| word.len() == 4 && word.iter().all(u8::is_ascii_digit));
    line.starts_with(b"From ") && ends_in_year
}

/// Reads the messages of a mailbox.
pub(in crate::source) fn read(origin: &Origin, stream: &mut dyn BufRead, give: Give<'_>) {
    let mut number = 0;
    let mut message: Vec<u8> = Vec::new();
    let mut behind_empty = true;
    loop {
        let line = match lines::next(stream) {
            Ok(line) => line,
            Err(error) => {
                give(lost(&origin.numbered(number.max(1)), &error));
                None
            }
        };
        let begins = matches!(&line, Some(Line::Whole(line)) if behind_empty && is_mark(line));
        if (begins || line.is_none()) && number > 0 {
            let bytes = std::mem::take(&mut message);
            let found =
                Found::piece(origin.numbered(number), bytes.len(), move |origin| message::of(origin, Format::Mbox, &bytes));
            if !give(found) {
                return;
            }
        }
        let Some(line) = line else { return };
        number += usize::from(begins);
        let Line::Whole(line) = line else { continue };
        behind_empty = line.trim_ascii().is_empty();
        // What is longer than any article is an attachment, which is not read.
        if !begins && ((message.len() + line.len()) as u64) <= LONGEST_ARTICLE {
            message.extend_from_slice(unquoted(&line));
        }
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
    fn a_letter_is_no_mailbox() {
        for text in ["From Oslo, a story of 2024\n\nIt rained.\n", "From 1990 to 2024\nIt rained: a lot.\n"] {
            let found = read_all(text);
            assert!(found.len() == 1 && found[0].starts_with("news.mbox  |"), "{found:?}");
        }
    }
}
