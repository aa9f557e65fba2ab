//! What does a message say? Subject, day, sender and text; of alternative forms of its text the plain one, unless that is a
//! stub that points to the other. Who sent it is no author: a newsletter is sent by an outlet, and a byline stands in the text.

use std::io::BufRead;

use mailparse::{DispositionType, ParsedMail};

use super::{beginning, field, leaves, parsed};
use crate::article::model::{Format, Reading, Stated, Told};
use crate::article::{people, timestamp};
use crate::source::decode_declared;
use crate::source::page::text::of_fragment;
use crate::source::piece::{Found, Give, Origin, Read};
use crate::source::read::{Head, lost};

/// Fields that only mail has.
const OF_MAIL: &[&str] = &["message-id", "mime-version", "received", "return-path", "delivered-to", "x-mailer", "dkim-signature"];

/// Fields that a message has and other texts may have too.
const OF_MESSAGES: &[&str] = &["from", "to", "date", "subject"];

/// True where a stream begins with the head of a message.
pub(in crate::source) fn recognises(head: &Head<'_>) -> bool {
    let names: Vec<String> = head
        .text
        .lines()
        .take_while(|line| !line.is_empty())
        .filter(|line| is_field(line))
        .map(|line| name(line).to_lowercase())
        .collect();
    let count = |known: &[&str]| names.iter().filter(|name| known.contains(&name.as_str())).count();
    let begins = head.text.lines().next().is_some_and(is_field);
    begins && count(OF_MESSAGES) >= 2 && (count(OF_MAIL) >= 1 || head.origin.has_ending(&["eml"]))
}

/// `Name: value`.
pub(super) fn is_field(line: &str) -> bool {
    let name = name(line);
    line.len() > name.len()
        && !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

fn name(line: &str) -> &str {
    line.split_once(':').map_or(line, |(name, _)| name)
}

/// Reads one message.
pub(in crate::source) fn read(origin: &Origin, stream: &mut dyn BufRead, give: Give<'_>) {
    let found = match beginning(stream) {
        Ok(bytes) => Found::piece(origin.clone(), bytes.len(), move |origin| of(origin, Format::Email, &bytes)),
        Err(error) => lost(origin, &error),
    };
    give(found);
}

/// The article of a message.
pub(super) fn of(origin: Origin, format: Format, bytes: &[u8]) -> Read {
    let message = match parsed(bytes) {
        Ok(message) => message,
        Err(reason) => return Read::Failed(origin.left_out(Some(format), reason)),
    };
    let Some((text, reading)) = text(&message) else {
        return Read::Skipped(origin.left_out(Some(format), "a message without text"));
    };
    let mut stated = Stated {
        headline: field(&message, "Subject")
            .map(|subject| without_marks(&subject).to_owned())
            .filter(|subject| !subject.is_empty()),
        date: field(&message, "Date").and_then(|date| timestamp::day(&date)),
        source: source(&message),
        url: field(&message, "Archived-At")
            .map(|url| url.trim_matches(['<', '>']).to_owned())
            .filter(|url| url.starts_with("http")),
        keywords: field(&message, "Keywords")
            .map(|list| list.split(',').map(|one| one.trim().to_owned()).collect())
            .unwrap_or_default(),
        ..Stated::default()
    };
    stated.body_only = stated.headline.is_some();
    for (ours, theirs, is) in [
        ("headline", "Subject of the message", stated.headline.is_some()),
        ("date", "Date of the message", stated.date.is_some()),
        ("source", "sender of the message", stated.source.is_some()),
        ("url", "Archived-At", stated.url.is_some()),
        ("keywords", "Keywords of the message", !stated.keywords.is_empty()),
    ] {
        if is {
            stated.from.insert(ours, Told::stated(theirs));
        }
    }
    origin.document(format, text, reading, stated)
}

/// The subject without what mail programs and lists put before it: `Re:`, `Fwd:`, `[List]`.
fn without_marks(subject: &str) -> &str {
    let mut subject = subject.trim();
    loop {
        let reply = ["re:", "fw:", "fwd:", "aw:", "wg:", "sv:", "tr:"].iter().find_map(|mark| {
            let (head, rest) = subject.split_at_checked(mark.len())?;
            head.eq_ignore_ascii_case(mark).then_some(rest)
        });
        let list = || {
            subject
                .strip_prefix('[')
                .and_then(|rest| rest.split_once(']'))
                .map(|(_, rest)| rest)
                .filter(|rest| !rest.trim().is_empty())
        };
        match reply.or_else(list) {
            Some(rest) => subject = rest.trim_start(),
            None => return subject,
        }
    }
}

/// The sender, where it is an outlet and no person; else the list.
fn source(message: &ParsedMail<'_>) -> Option<String> {
    let sender = field(message, "From").and_then(|from| {
        let (name, _) = from.split_once('<')?;
        Some(name.trim().trim_matches(['"', '\'']).trim().to_owned())
    });
    let list = || {
        let id = field(message, "List-Id")?;
        let (name, _) = id.split_once('<')?;
        Some(name.trim().trim_matches('"').trim().to_owned())
    };
    sender.filter(|name| people::is_outlet(name)).or_else(list).filter(|name| !name.is_empty())
}

/// The text of a message and how its bytes were read.
fn text(message: &ParsedMail<'_>) -> Option<(String, Reading)> {
    let parts = leaves(message);
    let of = |kind: &str| {
        let own = parts.iter().filter(|part| part.ctype.mimetype == kind && !is_attached(part));
        own.filter_map(|part| decoded(part)).filter(|(text, _)| !text.trim().is_empty()).collect::<Vec<_>>()
    };
    let (plain, marked) = (of("text/plain"), of("text/html"));
    let reading = plain.first().or(marked.first()).map(|(_, reading)| *reading)?;
    let plain: String = plain.into_iter().map(|(text, _)| story(&text)).collect::<Vec<_>>().join("\n\n");
    // A stub says little more than "open this in a browser".
    if plain.len() >= 600 || marked.is_empty() {
        return Some((plain, reading)).filter(|(text, _)| !text.trim().is_empty());
    }
    let marked = marked.into_iter().map(|(html, _)| of_fragment(&html)).collect::<Vec<_>>().join("\n\n");
    let is_stub = plain.len() * 3 < marked.len();
    let text = if is_stub { story(&marked) } else { plain };
    Some((text, reading)).filter(|(text, _)| !text.trim().is_empty())
}

fn is_attached(part: &ParsedMail<'_>) -> bool {
    part.get_content_disposition().disposition == DispositionType::Attachment
}

fn decoded(part: &ParsedMail<'_>) -> Option<(String, Reading)> {
    let bytes = part.get_body_raw().ok()?;
    let (text, reading) = decode_declared(&bytes, Some(&part.ctype.charset))?;
    let is_flowed = part.ctype.params.get("format").is_some_and(|format| format.eq_ignore_ascii_case("flowed"));
    Some((if is_flowed { unflowed(&text) } else { text }, reading))
}

/// Lines that end in a blank go on in the next one (RFC 3676).
fn unflowed(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    for line in text.lines() {
        whole.push_str(line);
        if !line.ends_with(' ') || line == "-- " {
            whole.push('\n');
        }
    }
    whole
}

/// Without signature, quoted replies, and the lines about the subscription.
fn story(text: &str) -> String {
    // Quoted-printable takes the blank away that marks a signature.
    let text = ["\n-- \n", "\n--\n"].iter().find_map(|mark| text.split_once(mark)).map_or(text, |(text, _)| text);
    let lines = text.lines().filter(|line| !line.starts_with('>') && !is_about_the_mail(line));
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

fn is_about_the_mail(line: &str) -> bool {
    const MARKS: &[&str] = &[
        "unsubscribe",
        "view this email in your browser",
        "view in browser",
        "view online",
        "manage your preferences",
        "update your preferences",
        "email preferences",
        "you are receiving this",
        "you received this",
        "forwarded this email",
        "abbestellen",
        "im browser ansehen",
        "se désabonner",
        "cancelar suscripción",
    ];
    let lower = line.to_lowercase();
    line.len() <= 300 && MARKS.iter().any(|mark| lower.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::read::read_stream;

    const PROSE: &str = "It rained in Oslo for a week, and nobody in the town knew why it did.";

    fn read(name: &str, text: &[u8]) -> Result<(Stated, String), String> {
        let mut found = Vec::new();
        read_stream(&Origin::named(name), &mut &*text, &mut |one| {
            found.push(match one.read() {
                Read::Document(document) if document.format == Format::Email => Ok((document.stated, document.text)),
                other => Err(format!("{other:?}")),
            });
            true
        });
        found.remove(0)
    }

    #[test]
    fn subject_day_sender_and_text_are_read() {
        let mail = format!(
            "Received: from x\r\nFrom: \"The Evening Post\" <news@post.example>\r\nSubject: Re: [Post] =?utf-8?Q?Rain_in_Troms=C3=B8?=\r\nDate: Tue, 5 Mar 2024 23:30:00 -0500\r\n\
             Content-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nOSLO (AP) =96 {PROSE}\r\n\r\nUnsubscribe here\r\n\r\n-- \r\nJane Roe\r\n"
        );
        let (stated, text) = read("a.eml", mail.as_bytes()).unwrap();
        assert_eq!((stated.headline.as_deref(), stated.source.as_deref()), (Some("Rain in Tromsø"), Some("The Evening Post")));
        assert_eq!(stated.date.map(|day| day.to_string()).as_deref(), Some("2024-03-05"));
        assert_eq!(text, format!("OSLO (AP) – {PROSE}"));
        assert!(stated.authors.is_empty() && stated.byline.is_none());
    }

    #[test]
    fn the_plain_form_is_read_unless_it_is_a_stub() {
        let mail = |plain: &str| {
            format!(
                "MIME-Version: 1.0\nFrom: x@post.example\nSubject: Rain\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n{plain}\n--b\nContent-Type: text/html\n\n\
                 <p>{}</p>\n--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=x.txt\n\nattached\n--b--\n",
                PROSE.repeat(5)
            )
        };
        assert_eq!(read("a", mail("Read this online.").as_bytes()).unwrap().1, PROSE.repeat(5));
        assert_eq!(read("a", mail(&PROSE.repeat(5)).as_bytes()).unwrap().1, PROSE.repeat(5));
        let flowed = format!(
            "MIME-Version: 1.0\nFrom: x@y\nSubject: Rain\nContent-Type: text/plain; format=flowed\n\nIt rained \nall day.\n\n{PROSE}\n"
        );
        assert!(read("a", flowed.as_bytes()).unwrap().1.starts_with("It rained all day.\n"));
    }

    #[test]
    fn other_texts_are_no_messages() {
        for text in [
            "From: Oslo\nSubject: Rain\n\nIt rained.\n",
            "Subject: a story\n\nIt rained.\n",
            "Title: Rain\nDate: 2024-03-05\n\nIt rained.\n",
        ] {
            assert!(read("a.txt", text.as_bytes()).unwrap_err().contains("Text"), "{text}");
        }
    }

    #[test]
    fn parts_within_parts_have_an_end() {
        let deep = "Content-Type: multipart/mixed; boundary=b\n\n--b\n".repeat(20_000);
        let mail = format!("MIME-Version: 1.0\nFrom: x@y\nSubject: Rain\n{deep}");
        assert!(read("a.eml", mail.as_bytes()).unwrap_err().contains("more than 100 parts"));
        for cut in (0..mail.len().min(200)).step_by(7) {
            let _ = read("a.eml", mail.as_bytes().get(..cut.max(1)).unwrap());
        }
    }
}
