//! What do hostile and broken files of each format cost? Themselves alone: the run ends, the good story beside them is
//! indexed, and each is named with its reason. One test a way to break a file.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

use crate::run::newshound;

const STORY: &str =
    "Talks open in Oslo\n\nOSLO, Norway (AP) - Envoys met in Oslo on Friday, the ministry said.\n\nThe talks go on.\n";
const PROSE: &str =
    "It rained in Oslo for a week, and nobody in the town knew why it did, the mayor told the council on Monday. ";

/// What the report says of a file that lies beside a good story, which has to be found.
fn told(name: &str, bytes: &[u8]) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let beside = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("good.txt"), STORY).unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    let (index, report) = (beside.path().join("index"), beside.path().join("report.jsonl"));
    let output = newshound(&[
        "index",
        folder.path().to_str().unwrap(),
        "--index",
        index.to_str().unwrap(),
        "--report",
        report.to_str().unwrap(),
    ]);
    assert!([0, 3].contains(&output.status) && !output.stderr.contains("internal error"), "{output:?}");
    let lines: Vec<Value> = fs::read_to_string(report).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let line = |name: &str| lines.iter().find(|line| line["file"].as_str().unwrap().ends_with(name)).cloned().unwrap();
    assert_eq!(line("good.txt")["articles"], 1);
    line(name)
}

/// The first reason why something was left out.
fn reason(told: &Value) -> String {
    let first = |list: &str| told[list][0]["reason"].as_str().map(str::to_owned);
    first("failed").or_else(|| first("skipped")).unwrap_or_default()
}

fn page(body: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><title>Rain in Oslo</title></head><body><article><h1>Rain in Oslo</h1>{body}<p>{}</p></article></body></html>",
        PROSE.repeat(4)
    )
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn xml_that_expands_stays_small() {
    let mut bomb = String::from("<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"lol\">");
    for (name, before) in ["b", "c", "d", "e", "f", "g", "h"].iter().zip(["a", "b", "c", "d", "e", "f", "g"]) {
        write!(bomb, "<!ENTITY {name} \"{}\">", format!("&{before};").repeat(10)).unwrap();
    }
    write!(bomb, "<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss version=\"2.0\"><channel><item><title>&h;&x;</title><description>{}</description></item></channel></rss>", PROSE.repeat(8)).unwrap();
    let told = told("bomb.xml", bomb.as_bytes());
    assert_eq!((told["articles"].as_u64(), told["format"].as_str()), (Some(1), Some("rss")), "{told}");
}

#[test]
fn xml_of_any_depth_ends() {
    let deep = format!("<nitf>{}", "<block>".repeat(200_000));
    assert!(reason(&told("deep.xml", deep.as_bytes())).contains("deep"), "{}", told("deep.xml", deep.as_bytes()));
}

#[test]
fn articles_beyond_a_bound_are_kept_in_part_and_say_so() {
    let cut = |told: &Value| -> Vec<String> {
        assert_eq!(told["articles"], 1, "{told}");
        told["cut"].as_array().unwrap().iter().map(|one| one["reason"].as_str().unwrap().to_owned()).collect()
    };
    let names: Vec<String> = (0..1_500).map(|number| format!("Jane R{}oe", "o".repeat(number % 7))).collect();
    let keywords: Vec<String> = (0..1_500).map(|number| format!("rain {number}")).collect();
    let record = serde_json::json!({ "headline": "x".repeat(20_000), "body": PROSE, "authors": names, "keywords": keywords });
    assert_eq!(
        cut(&told("many.json", record.to_string().as_bytes())),
        [
            "more than 1,000 keywords: the others left out",
            "more than 1,000 authors: the others left out",
            "headline of more than 10,000 characters: cut there",
        ]
    );
    let endless = format!("Rain\n\n{}", PROSE.repeat(25_000));
    assert_eq!(
        cut(&told("endless.txt", endless.as_bytes())),
        ["names and quotations looked for in the first 300,000 words alone"]
    );
    let log = told("log.txt", "1 ok\n".repeat(200_001).as_bytes());
    assert_eq!(reason(&log), "more than 200,000 lines: no single article");
}

#[test]
fn articles_made_to_be_slow_are_not() {
    let many = |unit: &dyn Fn(usize) -> String, count: usize| (0..count).map(unit).collect::<String>();
    let letters = |number: usize| format!("{number:05}").bytes().map(|digit| char::from(digit - b'0' + b'a')).collect::<String>();
    let begun = std::time::Instant::now();
    for body in [
        many(&|number| format!("John X{} said. ", letters(number)), 40_000),
        many(&|number| format!("X{} Smith said. ", letters(number)), 40_000),
        many(&|number| format!("(Reporting by X{0} Roe; Editing by Y{0} Hale)\n", letters(number)), 20_000),
        ".".repeat(500_000),
        "“He said ".repeat(100_000),
        "U.S.A.B.".repeat(100_000),
        "((((((((".repeat(100_000),
    ] {
        let told = told("slow.txt", format!("Rain\n\nOSLO (AP) - {PROSE}\n\n{body}\n").as_bytes());
        assert_eq!(told["articles"], 1, "{told}");
    }
    // Each takes about a second in a program that is not optimised; what grows with the square of these takes minutes.
    assert!(begun.elapsed().as_secs() < 120, "{:?}", begun.elapsed());
}

#[test]
fn archives_that_expand_are_stopped() {
    let mut bomb = b"WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 209715200\r\n\r\n".to_vec();
    bomb.resize(200 * 1024 * 1024, 0);
    let told = told("bomb.warc.gz", &packed(&bomb));
    assert!(reason(&told).contains("expands to more than 200 times its size"), "{told}");
}

#[test]
fn names_in_archives_lead_nowhere() {
    let mut builder = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.as_gnu_mut().unwrap().name[..20].copy_from_slice(b"../../../etc/evil.tx");
    header.set_size(STORY.len() as u64);
    header.set_cksum();
    builder.append(&header, STORY.as_bytes()).unwrap();
    let told = told("tricks.tar", &builder.into_inner().unwrap());
    assert_eq!(told["articles"], 1);
    assert!(!std::path::Path::new("/etc/evil.tx").exists());
}

#[test]
fn a_record_without_end_costs_itself_alone() {
    let long = format!(
        "{{\"title\": \"x\", \"text\": \"{}\"}}\n{{\"title\": \"Sun\", \"text\": \"It shone.\"}}\n",
        "x".repeat(20 * 1024 * 1024)
    );
    let told = told("long.jsonl", long.as_bytes());
    assert_eq!(told["articles"], 1);
    assert!(reason(&told).contains("longer than 8 MiB"), "{told}");
}

#[test]
fn one_bad_record_among_many_is_named_with_its_number() {
    let mut records = String::new();
    for number in 1..=2_000 {
        match number {
            1_234 => records.push_str("{\"title\": broken}\n"),
            _ => writeln!(records, "{{\"title\": \"Rain {number}\", \"text\": \"It rained.\"}}").unwrap(),
        }
    }
    let told = told("many.jsonl", records.as_bytes());
    assert_eq!(told["articles"], 1_999);
    assert!(told["failed"][0]["paths"][0].as_str().unwrap().ends_with("many.jsonl#1234"), "{told}");
}

#[test]
fn pages_that_are_too_long_or_too_deep_end() {
    let long = told("long.html", page(&"<p>x</p>".repeat(2 * 1024 * 1024)).as_bytes());
    assert!(reason(&long).contains("longer than 8 MiB"), "{long}");
    for unit in [
        "<div>",
        "<b class=x>",
        "<p><a><font>",
        "<table><tr><td>",
        "<svg><tr>",
        "<svg><title><div>",
        "<math><td>",
        "<!--><div>",
        "<div></x>",
        "<div><table></div>",
        "<b></i><div></x>",
    ] {
        let told = told("deep.html", page(&unit.repeat(60_000)).as_bytes());
        assert!(told["articles"].as_u64() == Some(1) || !reason(&told).is_empty(), "{unit}: {told}");
    }
}

#[test]
fn pages_of_nothing_but_signs_end() {
    for text in [
        "<".repeat(1024 * 1024),
        format!("<div {}>", "a=1 b ".repeat(200_000)),
        "<a href='".repeat(100_000),
        "&".repeat(1024 * 1024),
    ] {
        told("signs.html", format!("<html>{text}").as_bytes());
    }
}

#[test]
fn what_is_cut_off_gives_what_is_whole() {
    let records: String = (0..3_000).fold(String::new(), |mut all, number| {
        writeln!(all, "{{\"title\": \"Rain {number}\", \"text\": \"It rained {number} times.\"}}").unwrap();
        all
    });
    let whole = packed(records.as_bytes());
    let gzip = told("cut.jsonl.gz", &whole[..whole.len() / 2]);
    assert!(gzip["articles"].as_u64().unwrap() > 500 && reason(&gzip).contains("truncated"), "{gzip}");
    let response = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{}", page(""));
    let record = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/rain\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n{response}\r\n\r\n",
        response.len()
    );
    let warc = told("cut.warc", &record.repeat(2).as_bytes()[..record.len() + record.len() / 2]);
    assert!(warc["articles"] == 1 && reason(&warc).contains("truncated"), "{warc}");
    let message = format!(
        "From a@post.example Tue Mar  5 10:00:00 2024\nFrom: a@post.example\nSubject: Rain\nMIME-Version: 1.0\n\n{PROSE}\n\n"
    );
    let mbox = told("cut.mbox", &message.repeat(3).as_bytes()[..2 * message.len() + 130]);
    assert_eq!(mbox["articles"], 3, "{mbox}");
}

#[test]
fn encodings_that_are_declared_wrongly_are_seen_through() {
    let utf8 = page("<p>Caf\u{e9} in Li\u{e8}ge, gar\u{e7}on.</p>").replace("<head>", "<head><meta charset=iso-8859-1>");
    assert_eq!(told("utf8.html", utf8.as_bytes())["encoding"], "UTF-8");
    let latin: Vec<u8> = page("<p>Caf\u{e9} in Li\u{e8}ge, gar\u{e7}on, na\u{ef}ve.</p>")
        .replace("<head>", "<head><meta charset=utf-8>")
        .chars()
        .map(|c| u8::try_from(c as u32).unwrap())
        .collect();
    let told = told("latin.html", &latin);
    assert_eq!((told["encoding"].as_str(), told["encoding_from"].as_str()), (Some("windows-1252"), Some("guessed")), "{told}");
}

#[test]
fn json_ld_that_is_none_does_no_harm() {
    for script in [
        "{not json",
        "[[[[",
        "{\"@type\": \"NewsArticle\", \"headline\": \"Rain in Oslo\", \"x\": \"a \"b\" c\"}",
        &"[".repeat(100_000),
    ] {
        let told = told("ld.html", page(&format!("<script type=\"application/ld+json\">{script}</script>")).as_bytes());
        assert_eq!(told["articles"], 1, "{script}");
    }
}

#[test]
fn pages_without_an_article_are_skipped_and_counted() {
    let links: String = (0..30).fold(String::new(), |mut all, number| {
        write!(all, "<li><h3><a href=/{number}>Story number {number} of the day in the town</a></h3></li>").unwrap();
        all
    });
    let front = format!("<!DOCTYPE html><html><head><title>The Post</title></head><body><ul>{links}</ul></body></html>");
    let wall = "<!DOCTYPE html><html><body><h1>We value your privacy</h1><p>We and our partners use cookies to store and/or access information on a device. You can accept all, or manage options and withdraw your consent at any time.</p></body></html>";
    let missing = "<!DOCTYPE html><html><body><h1>404 - Page not found</h1><p>What you were looking for is not here, or has moved, or never was. Try the first page, or search for it.</p></body></html>";
    for (name, text) in [("front.html", front.as_str()), ("wall.html", wall), ("missing.html", missing)] {
        let told = told(name, text.as_bytes());
        assert!(told["articles"] == 0 && reason(&told).starts_with("page without an article"), "{told}");
    }
}

#[test]
fn documents_of_pages_that_are_damaged_are_named() {
    assert!(!reason(&told("a.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")).is_empty());
    assert!(reason(&told("a.docx", b"PK\x03\x04word/document.xml")).contains("damaged"));
}
