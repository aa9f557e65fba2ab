//! What does a message say? Subject, day, sender and text; of alternative forms of its text the plain one, unless that is a
//! stub that points to the other. Who sent it is no author: a newsletter is sent by an outlet, and a byline stands in the text.

use std::io::BufRead;

use mailparse::{DispositionType, ParsedMail};

use super::{beginning, field, fields, leaves, parsed};
use crate::article::model::{Format, Reading, Stated, Told};
use crate::article::{people, timestamp};
use crate::source::decode_declared;
use crate::source::page::text::of_fragment;
use crate::source::piece::{Found, Give, Origin, Read};
use crate::source::read::{Head, lost};

/// Fields that only mail has.
const OF_MAIL: &[&str] = &[
    "message-id",
    "mime-version",
    "received",
    "x-received",
    "return-path",
    "delivered-to",
    "x-mailer",
    "dkim-signature",
    "authentication-results",
    "arc-seal",
    "arc-message-signature",
    "arc-authentication-results",
];

/// Fields that a message has and other texts may have too.
const OF_MESSAGES: &[&str] = &["from", "to", "date", "subject"];

/// Fields of mail that tell a message whose sender and subject stand further down: servers put theirs before them.
const OF_MAIL_ALONE: usize = 3;

/// Lines within which a newsletter comes to its story.
const OPENING: usize = 20;

/// Longest line with a byline, in bytes.
const LONGEST_BYLINE: usize = 120;

/// Shortest text that is no stub, in bytes: a stub says little more than "open this in a browser".
const SHORTEST: usize = 600;

/// Bytes of text to each address in it, where people wrote it; in what programs make of a newsletter every phrase has one.
const TO_EACH_ADDRESS: usize = 300;

/// True where a stream begins with the head of a message.
pub(in crate::source) fn recognises(head: &Head<'_>) -> bool {
    let fields = fields(head);
    let count = |known: &[&str]| known.iter().filter(|known| fields.iter().any(|(name, _)| name == *known)).count();
    let (of_messages, of_mail) = (count(OF_MESSAGES), count(OF_MAIL));
    of_mail >= OF_MAIL_ALONE || of_messages >= 2 && (of_mail >= 1 || head.origin.has_ending(&["eml"]))
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
    // A text that repeats the subject or begins with a byline is a page in itself, with what belongs to one.
    stated.body_only = stated.headline.as_deref().is_some_and(|headline| !opens_with(&text, headline));
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

/// True where one of the first lines of a text is its headline, or the very first one a byline.
fn opens_with(text: &str, headline: &str) -> bool {
    let headline = headline.to_lowercase();
    let first = text.lines().next().filter(|line| line.len() <= LONGEST_BYLINE).unwrap_or_default().to_lowercase();
    ["by ", "von ", "par ", "por "].iter().any(|word| first.starts_with(word))
        || text.lines().take(OPENING).any(|line| line.trim().to_lowercase() == headline)
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
    let has_addresses = plain.matches("://").count() * TO_EACH_ADDRESS > plain.len();
    if marked.is_empty() || (plain.len() >= SHORTEST && !has_addresses) {
        return Some((plain, reading)).filter(|(text, _)| !text.trim().is_empty());
    }
    let marked = story(&marked.into_iter().map(|(html, _)| of_fragment(&html)).collect::<Vec<_>>().join("\n\n"));
    let is_better = !marked.is_empty() && (has_addresses || plain.len() * 3 < marked.len());
    Some((if is_better { marked } else { plain }, reading)).filter(|(text, _)| !text.trim().is_empty())
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

/// Without signature, quoted replies, and the lines about the subscription with all that follows them at the end.
fn story(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    let mut length = 0;
    for line in text.lines() {
        length += line.len() + 1;
        // Quoted-printable takes the blank away that marks a signature.
        if line == "-- " || line == "--" || (is_about_the_mail(line) && length * 2 > text.len()) {
            break;
        }
        if line.starts_with('>') {
            leave_out_introduction(&mut lines);
        } else if !is_about_the_mail(line) {
            lines.push(line);
        }
    }
    lines.join("\n").trim().to_owned()
}

/// Leaves out `On Tuesday, Jane Roe wrote:` before what is quoted.
fn leave_out_introduction(lines: &mut Vec<&str>) {
    let Some(last) = lines.iter().rposition(|line| !line.trim().is_empty()) else { return };
    let line = lines.get(last).map_or("", |line| line.trim()).to_lowercase();
    if ["wrote:", "writes:", "schrieb:", "a écrit :", "escribió:"].iter().any(|end| line.ends_with(end)) {
        let begins = lines.get(last.saturating_sub(1)).is_some_and(|line| line.starts_with("On "));
        lines.truncate(if begins { last.saturating_sub(1) } else { last });
    }
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
    fn what_programs_write_round_a_message_is_passed_over() {
        let mail = "From: The Evening Post <x@post.example>\nMessage-ID: <1@x>\nSubject: Rain\n\nIt rained.\n";
        let apple = format!("{}\n{mail}<?xml version=\"1.0\"?><plist/>\n", mail.len());
        for text in [format!("\u{feff}{mail}"), apple] {
            let (stated, text) = read("a.eml", text.as_bytes()).unwrap();
            assert_eq!((stated.source.as_deref(), text.as_str()), (Some("The Evening Post"), "It rained."));
        }
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
    fn messages_are_told_whatever_servers_put_before_them() {
        let seals = format!("ARC-Seal: i=1;\r\n  b={}\r\n", "A".repeat(900)).repeat(6);
        let mail = format!(
            "Delivered-To: x@y\r\nReceived: by z\r\n{seals}From: x@y\r\nSubject: Rain\r\n\r\n{PROSE}\r\n-- \r\nJane Roe\r\n"
        );
        let (stated, text) = read("a.eml", mail.as_bytes()).unwrap();
        assert_eq!((stated.headline.as_deref(), text.as_str()), (Some("Rain"), PROSE));
    }

    #[test]
    fn what_belongs_to_the_mail_is_left_out() {
        let text = format!(
            "View in browser\n\n{PROSE}\n\nOn Tue, 5 Mar 2024, Jane Roe\n<x@y> wrote:\n\n> It snowed.\n\n{PROSE}\n\nUnsubscribe\n1 High Street\n"
        );
        assert_eq!(story(&text), format!("{PROSE}\n\n\n{PROSE}"));
        let addresses = format!("{PROSE} (https://t.example/1) {PROSE} (https://t.example/2)\n").repeat(8);
        let mail = format!(
            "MIME-Version: 1.0\nFrom: x@post.example\nSubject: Rain\nContent-Type: multipart/alternative; boundary=b\n\n--b\n\n{addresses}\n--b\nContent-Type: text/html\n\n<h1>Rain</h1><p>{PROSE}</p>\n--b--\n"
        );
        let (stated, text) = read("a.eml", mail.as_bytes()).unwrap();
        assert_eq!((stated.body_only, text), (false, format!("Rain\n\n{PROSE}")));
        assert!(opens_with("By Jane Roe\n\nIt rained.", "Rain"));
        assert!(!opens_with(PROSE, "Rain") && !opens_with("", "Rain"));
    }

    #[test]
    fn laborious_messages_are_refused() {
        let head = "MIME-Version: 1.0\nFrom: x@y\n";
        for (mail, reason) in [
            (format!("{head}Subject: {}\n\n{PROSE}", "=?utf-8?Q?=41?= ".repeat(400_000)), "encoded words"),
            (format!("{head}Subject: Rain\nContent-Type: multipart/mixed; boundary=b\n\n{}", "--b\n".repeat(1_000_000)), "parts"),
        ] {
            assert!(read("a.eml", mail.as_bytes()).unwrap_err().contains(reason));
        }
    }

    #[test]
    fn parts_within_parts_have_an_end() {
        let part = |level: usize| format!("Content-Type: multipart/mixed; boundary=b{level}x\n\n--b{level}x\n");
        let deep = (0..10_000).map(part).collect::<Vec<_>>().concat();
        let mail = format!("MIME-Version: 1.0\nFrom: x@y\nSubject: Rain\n{deep}");
        assert!(read("a.eml", mail.as_bytes()).unwrap_err().contains("Recursion limit reached"));
        for cut in (0..mail.len().min(200)).step_by(7) {
            let _ = read("a.eml", mail.as_bytes().get(..cut.max(1)).unwrap());
        }
    }
}
