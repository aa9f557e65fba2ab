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
use super::read::Head;

/// Lines that may part a message, which all begin alike: a page with all its pictures has a few hundred. What is nested
/// deeper than 100 parts is refused by the parser.
const MOST_PARTS: usize = 20_000;

/// Steps that reading encoded words may cost: the parser goes over the whole line for each of them.
const MOST_STEPS: usize = 500_000_000;

/// The fields with which a stream begins: their names, and their values as far as they were read, in lower case.
fn fields(head: &Head<'_>) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(head.bytes);
    let mut fields: Vec<(String, String)> = Vec::new();
    let is_count = |line: &str| !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.trim_start_matches('\u{feff}');
    for line in text.lines().skip(usize::from(text.lines().next().is_some_and(is_count))) {
        match (line.split_once(':'), fields.last_mut()) {
            (_, Some((_, value))) if line.starts_with([' ', '\t']) => value.push_str(&line.to_lowercase()),
            (Some((name, value)), _) if is_field(line) => fields.push((name.to_lowercase(), value.trim().to_lowercase())),
            _ => break,
        }
    }
    fields
}

/// `Name: value`.
fn is_field(line: &str) -> bool {
    line.split_once(':').is_some_and(|(name, _)| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    })
}

/// The beginning of a message, as far as an article may go: what follows is attachments.
fn beginning(stream: &mut dyn BufRead) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stream.take(LONGEST_ARTICLE).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The message without what Apple Mail writes round it: its length before it, and properties behind.
fn counted(bytes: &[u8]) -> &[u8] {
    let Some(end) = bytes.iter().take(12).position(|byte| *byte == b'\n') else { return bytes };
    let (count, rest) = bytes.split_at(end);
    match std::str::from_utf8(count).ok().and_then(|count| count.trim().parse().ok()) {
        Some(length) => rest.get(1..).map_or(rest, |rest| rest.get(..length).unwrap_or(rest)),
        None => bytes,
    }
}

/// A message with its parts; an error in words.
fn parsed(bytes: &[u8]) -> Result<ParsedMail<'_>, String> {
    let bytes = counted(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes));
    let lines = || bytes.split(|byte| *byte == b'\n');
    if lines().filter(|line| line.starts_with(b"--")).nth(MOST_PARTS).is_some() {
        return Err(format!("a message of more than {MOST_PARTS} parts"));
    }
    let steps = |line: &[u8]| line.len().saturating_mul(line.windows(2).filter(|mark| *mark == b"=?").count());
    if lines().map(steps).fold(0, usize::saturating_add) > MOST_STEPS {
        return Err("a message with lines of too many encoded words".into());
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
