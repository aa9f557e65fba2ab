//! How does mail become articles? Newsletters and wire copy by mail: a message is an article, a mailbox holds many, and a
//! page as browsers save it (MHTML) is a message whose first part is the page. Attachments are not read.

mod mbox;
mod message;
mod mhtml;

pub(super) use mbox::{read as read_mbox, recognises as is_mbox};
pub(super) use message::{read as read_message, recognises as is_message};
pub(super) use mhtml::{read as read_mhtml, recognises as is_mhtml};

use std::io::{self, BufRead, Read};

use mailparse::{MailParseError, ParsedMail};

use super::LONGEST_ARTICLE;

/// Parts of a message at most: each level of parts within parts is parsed within the one around it.
const MOST_PARTS: usize = 100;

/// The beginning of a message, as far as an article may go: what follows is attachments.
fn beginning(stream: &mut dyn BufRead) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stream.take(LONGEST_ARTICLE).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A message with its parts; an error in words.
fn parsed(bytes: &[u8]) -> Result<ParsedMail<'_>, String> {
    const MARK: &[u8] = b"boundary";
    if bytes.windows(MARK.len()).filter(|window| window.eq_ignore_ascii_case(MARK)).take(MOST_PARTS + 1).count() > MOST_PARTS {
        return Err(format!("a message of more than {MOST_PARTS} parts within parts"));
    }
    mailparse::parse_mail(bytes).map_err(|error: MailParseError| format!("no message: {error}"))
}

/// A field of the head of a message.
fn field(message: &ParsedMail<'_>, name: &str) -> Option<String> {
    let found = message.headers.iter().find(|header| header.get_key_ref().eq_ignore_ascii_case(name))?;
    let value = found.get_value().split_whitespace().collect::<Vec<_>>().join(" ");
    (!value.is_empty()).then_some(value)
}

/// All parts that hold something themselves, in order.
fn leaves<'a, 'b>(message: &'b ParsedMail<'a>) -> Vec<&'b ParsedMail<'a>> {
    let mut leaves = Vec::new();
    let mut open = vec![message];
    while let Some(part) = open.pop() {
        if part.subparts.is_empty() {
            leaves.push(part);
        }
        open.extend(part.subparts.iter().rev());
    }
    leaves
}
