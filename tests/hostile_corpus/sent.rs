//! What was sent or fetched: messages, mailboxes, saved pages, web archives.

use super::Told::{Failed, Part, Read, Skipped};
use super::packed::gzip;
use super::{PROSE, Row, file, many};

const HEAD: &str =
    "From: Jane Doe <jane@post.example>\nDate: Tue, 5 Mar 2024 10:00:00 +0000\nSubject: Rain in Oslo\nMIME-Version: 1.0\n";

/// A message with more in its head, and this below it.
fn message(head: &str, body: &str) -> String {
    format!("{HEAD}{head}\n{body}\n")
}

/// A message of several parts.
fn parts(inside: &str) -> String {
    message(
        "Content-Type: multipart/mixed; boundary=\"x\"\n",
        &format!("{inside}\n--x\nContent-Type: text/plain\n\n{PROSE}\n--x--"),
    )
}

pub fn rows() -> Vec<Row> {
    [messages(), letters(), mailboxes(), archives()].into_iter().flatten().collect()
}

fn messages() -> Vec<Row> {
    let headed = |name: &str, told, head: fn() -> String| file(name, told, move || message(&head(), &PROSE.repeat(3)));
    vec![
        headed("head-of-1-mb.eml", Read(1), || format!("X-Long: {}\n", "x".repeat(1_000_000))),
        headed("10000-fields.eml", Read(1), || "Received: from a by b; Tue, 5 Mar 2024 10:00:00 +0000\n".repeat(10_000)),
        headed("folded-without-end.eml", Read(1), || format!("X-Folded: a\n{}", " b\n".repeat(100_000))),
        headed("addresses-10000.eml", Read(1), || format!("To: {}a@b.example\n", "a@b.example, ".repeat(10_000))),
        headed("encoding-unknown.eml", Read(1), || {
            "Content-Type: text/plain; charset=klingon-1\nContent-Transfer-Encoding: rot13\n".into()
        }),
        headed("base64-no.eml", Skipped("a message without text"), || {
            "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n".into()
        }),
        headed("quoted-no.eml", Read(1), || "Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n".into()),
        headed("boundary-missing.eml", Skipped("a message without text"), || "Content-Type: multipart/mixed\n".into()),
        headed("boundary-empty.eml", Skipped("a message without text"), || {
            "Content-Type: multipart/mixed; boundary=\"\"\n".into()
        }),
        headed("boundary-never-met.eml", Skipped("a message without text"), || {
            "Content-Type: multipart/mixed; boundary=\"never\"\n".into()
        }),
        headed("date-no.eml", Read(1), || "Date: Smarch 99 99999 99:99 +9999\nDate: never\n".into()),
        file("head-alone.eml", Skipped("a message without text"), || HEAD),
        file("parts-20000.eml", Read(1), || parts(&"--x\nContent-Type: text/plain\n\nx\n".repeat(15_000))),
        file("parts-30000.eml", Failed("a message of more than 20000 parts"), || {
            parts(&"--x\nContent-Type: text/plain\n\nx\n".repeat(30_000))
        }),
        file("parts-in-parts.eml", Failed("Recursion limit reached"), || {
            message(
                "Content-Type: multipart/mixed; boundary=\"b0\"\n",
                &many("", 1_000, |n| format!("--b{n}\nContent-Type: multipart/mixed; boundary=\"b{}\"\n\n", n + 1)),
            )
        }),
        file("messages-in-messages.eml", Skipped("a message without text"), || {
            message("Content-Type: message/rfc822\n", &message("Content-Type: message/rfc822\n", "").repeat(500))
        }),
        file("attachments-alone.eml", Skipped("a message without text"), || {
            message(
                "Content-Type: application/octet-stream\nContent-Disposition: attachment; filename=\"../../evil.sh\"\nContent-Transfer-Encoding: base64\n",
                "AAAA",
            )
        }),
        file("part-is-html-bomb.eml", Read(1), || {
            message(
                "Content-Type: text/html\n",
                &format!("<html><body><h1>Rain</h1><p>{}</p>{}", PROSE.repeat(4), "<div>".repeat(100_000)),
            )
        }),
        file("never-closed.eml", Read(1), || parts("").replace("--x--", "")),
        file("long.eml", Read(1), || message("", &PROSE.repeat(100_000))),
    ]
}

fn letters() -> Vec<Row> {
    let subject = |name: &str, subject: &'static str| {
        file(name, Read(1), move || message("", &PROSE.repeat(3)).replace("Rain in Oslo", subject))
    };
    let sender =
        |name: &str, sender: &'static str| file(name, Read(1), move || message("", &PROSE.repeat(3)).replace("Jane Doe", sender));
    vec![
        subject("escapes-in-subject.eml", "=?utf-8?q?=1b[2J=1b]0;x=07Rain?= \u{1b}[31min Oslo"),
        subject("overrides-in-subject.eml", "=?utf-8?q?Rain_=e2=80=aeolsO?="),
        subject("lines-in-subject.eml", "=?utf-8?q?Rain=0d=0aBcc:_all@post.example=0d=0a=0d=0a?= in Oslo"),
        subject("formula-in-subject.eml", "=?utf-8?b?PTErMQ==?="),
        subject("words-no-words.eml", "=?utf-8?b?!!!!?= =?klingon?q?x?= =?utf-8?x?x?= =?utf-8?q? Rain"),
        subject("subject-endless.eml", "=?utf-8?q?=?utf-8?q?=?utf-8?q?=?utf-8?q?=?utf-8?q?=?utf-8?q?"),
        sender("escapes-in-sender.eml", "=?utf-8?q?Jane_=1b[5mDoe?="),
        sender("overrides-in-sender.eml", "\"Jane \u{202e}eoD\" (\u{2066}x"),
    ]
}

fn mailboxes() -> Vec<Row> {
    let from = "From jane@post.example Tue Mar  5 10:00:00 2024\n";
    let letter = move |body: &str| format!("{from}{}", message("", body));
    vec![
        file("cut.mbox", Read(3), move || {
            let all = letter(PROSE).repeat(3);
            all.as_bytes()[..all.len() - 40].to_vec()
        }),
        file("nul.mbox", Part(2, "a message without text"), move || letter(PROSE) + &letter("It\0rained.") + &letter(PROSE)),
        file("letter-of-10-mb.mbox", Part(2, "a message without text"), move || {
            letter(PROSE) + &letter(&PROSE.repeat(100_000)) + &letter(PROSE)
        }),
        file("beginnings-alone.mbox", Read(1), move || from.repeat(1_000)),
        file("beginnings-in-text.mbox", Read(1), move || {
            letter(&format!(">From the mayor\nFrom now on it rains.\n>>From\n{PROSE}"))
        }),
        file("no-mailbox.mbox", Read(1), || PROSE.repeat(10)),
        file(
            "page-missing.mhtml",
            Skipped("a saved page without its page"),
            || "From: <Saved by Blink>\nSnapshot-Content-Location: https://post.example/\nSubject: Rain\nMIME-Version: 1.0\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"x\"\n\n--x\nContent-Type: image/png\n\nx\n--x--\n",
        ),
        file("page-cut.mhtml", Read(1), || {
            format!(
                "From: <Saved by Blink>\nSnapshot-Content-Location: https://post.example/\nSubject: Rain\nMIME-Version: 1.0\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"x\"\n\n--x\nContent-Type: text/html\nContent-Location: javascript:alert(1)\n\n<!DOCTYPE html><html><body><article><h1>Rain in Oslo</h1><p>{}",
                PROSE.repeat(4)
            )
        }),
    ]
}

/// A record of a web archive, with the length that it claims.
fn record(kind: &str, length: usize, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://post.example/rain\r\nContent-Type: application/http\r\nContent-Length: {length}\r\n\r\n"
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn page(head: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{head}\r\n<!DOCTYPE html><html><body><article><h1>Rain in Oslo</h1><p>{}</p></article></body></html>", PROSE.repeat(4)).into_bytes()
}

fn archives() -> Vec<Row> {
    let one = |name: &str, told, block: fn() -> Vec<u8>| {
        file(name, told, move || {
            let block = block();
            [record("response", block.len(), &block), record("response", page("").len(), &page(""))].concat()
        })
    };
    vec![
        one("chunks-broken.warc", Read(2), || page("Transfer-Encoding: chunked\r\n")),
        one("chunk-endless.warc", Part(1, "page without an article"), || {
            [
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n"
                    .as_slice(),
                b"<p>Rain",
            ]
            .concat()
        }),
        one("encoding-broken.warc", Read(2), || page("Content-Encoding: gzip\r\n")),
        one("encoding-unknown.warc", Read(2), || page("Content-Encoding: br\r\n")),
        one("encoding-bomb.warc", Part(1, "page without an article"), || {
            [
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n".to_vec(),
                gzip(&vec![b' '; 100_000_000]),
            ]
            .concat()
        }),
        one("head-of-2-mb.warc", Read(1), || page(&format!("X-Long: {}\r\n", "x".repeat(2_000_000)))),
        one("no-response.warc", Read(1), || b"It rained in Oslo.".to_vec()),
        one("noise.warc", Read(1), || super::damaged::noise(10_000)),
        file("length-lies.warc", Failed("truncated"), || record("response", 1 << 40, &page(""))),
        file("length-negative.warc", Failed("a length that is no number"), || {
            record("response", 0, b"").iter().map(|b| if *b == b'0' { b'-' } else { *b }).collect::<Vec<u8>>()
        }),
        file("length-too-short.warc", Failed("no record begins here"), || record("response", 10, &page(""))),
        file("lines-of-head.warc", Failed("a head of more than 200 lines"), || {
            [b"WARC/1.0\r\n".to_vec(), b"X: y\r\n".repeat(100_000)].concat()
        }),
        file("line-of-1-mb.warc", Failed("the file ends within the head of a record"), || {
            [b"WARC/1.0\r\nX: ".to_vec(), vec![b'x'; 1_000_000]].concat()
        }),
        file("address-with-escapes.warc", Read(1), || {
            super::replaced(&record("response", page("").len(), &page("")), "example/rain", "example/\u{1b}[2J")
        }),
        file("bomb.warc.gz", Failed("expands to more than"), || gzip(&record("metadata", 200_000_000, &vec![0; 200_000_000]))),
        file("requests-alone.warc", Skipped("a web archive without pages"), || {
            record("request", 30, b"GET /rain HTTP/1.1\r\nHost: x\r\n\r").repeat(1_000)
        }),
    ]
}
