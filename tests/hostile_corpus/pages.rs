//! Pages of the web: markup without end, statements that are none, encodings that are declared wrongly.

use super::Told::{Failed, Read, Skipped};
use super::{PROSE, Row, file, many};

/// A page with this in its head and this above its prose.
fn page(head: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><title>Rain in Oslo</title>{head}</head><body><article><h1>Rain in Oslo</h1>{body}<p>{}</p></article></body></html>",
        PROSE.repeat(4)
    )
}

/// A page with what it states as JSON-LD.
fn stating(json: &str) -> String {
    page(&format!("<script type=\"application/ld+json\">{json}</script>"), "")
}

pub fn rows() -> Vec<Row> {
    [markup(), statements(), encodings(), without()].into_iter().flatten().collect()
}

fn markup() -> Vec<Row> {
    let body = |name: &str, unit: &'static str, times: usize| file(name, Read(1), move || page("", &unit.repeat(times)));
    let signs =
        |name: &str, told, unit: &'static str, times: usize| file(name, told, move || format!("<html>{}", unit.repeat(times)));
    vec![
        body("deep-div.html", "<div>", 100_000),
        body("deep-inline.html", "<b class=x>", 60_000),
        body("deep-tables.html", "<table><tr><td>", 8_000),
        file("deep-drawing.html", Skipped("page without an article"), || page("", &"<svg><title><div>".repeat(60_000))),
        body("deep-formatting.html", "<p><a><font>", 60_000),
        body("deep-lists.html", "<ul><li>", 20_000),
        body("closed-never-opened.html", "</div></b></p>", 100_000),
        body("short-paragraphs.html", "<p>x</p>", 50_000),
        body("breaks.html", "<br>", 100_000),
        body("references.html", "&amp;&nbsp;&#x1b;", 20_000),
        body("references-of-no-character.html", "&#0;&#xd800;&#x110000;&#99999999999;", 10_000),
        body("comments.html", "<!--x-->", 100_000),
        body("cells.html", "<table><td>x</td></table>", 30_000),
        body("choices.html", "<select><option>x", 50_000),
        file("templates.html", Skipped("page without an article"), || page("", &"<template><p>x".repeat(20_000))),
        file("attributes.html", Read(1), || page("", &format!("<p {}>x</p>", "a=1 b ".repeat(100_000)))),
        file("attribute-of-3-mb.html", Read(1), || {
            page("", &format!("<img src=\"data:image/png;base64,{}\">", "A".repeat(3_000_000)))
        }),
        file("title-of-1-mb.html", Read(1), || {
            page("", "").replace("Rain in Oslo</title>", &format!("{}</title>", "Rain ".repeat(200_000)))
        }),
        file("longer-than-8-mb.html", Failed("longer than 8 MiB"), || page("", &"<p>x</p>".repeat(2_000_000))),
        file("comment-never-closed.html", Read(1), || page("", &PROSE.repeat(6)) + "<!--" + &"x".repeat(100_000)),
        file("script-never-closed.html", Read(1), || page("", "") + "<script>" + &"x".repeat(100_000)),
        file("plain-text.html", Read(1), || page("", "<plaintext>")),
        file("nul.html", Skipped("binary file"), || page("", "<p>It\0rained\0</p>")),
        file("escapes.html", Read(1), || {
            page("", "<p>By <b>Jane \u{1b}[31mDoe</b> &#27;[2J &#x9b;2J &#x202e;olsO</p>")
                .replace("Rain in Oslo", "Rain \u{1b}]0;x\u{7}in &#x202e;Oslo")
        }),
        signs("less-than.html", Failed("more tags than any page has"), "<", 1_000_000),
        signs("ampersands.html", Failed("more references to characters than any text has"), "&", 1_000_000),
        signs("attribute-never-closed.html", Skipped("page without an article"), "<a href='", 100_000),
        signs("declarations.html", Skipped("page without an article"), "<!", 300_000),
        signs("cdata.html", Skipped("page without an article"), "<svg><![CDATA[", 100_000),
    ]
}

fn statements() -> Vec<Row> {
    let stated = |name: &str, json: fn() -> String| file(name, Read(1), move || stating(&json()));
    let head = |name: &str, head: fn() -> String| file(name, Read(1), move || page(&head(), ""));
    vec![
        stated("ld-no-json.html", || "{not json".into()),
        stated("ld-deep.html", || "[".repeat(200_000)),
        stated("ld-deep-objects.html", || "{\"a\":".repeat(100_000)),
        stated("ld-wrong-kinds.html", || {
            "{\"@type\":\"NewsArticle\",\"headline\":{\"a\":[1]},\"author\":7,\"datePublished\":[[]],\"keywords\":{}}".into()
        }),
        stated("ld-100000-authors.html", || {
            format!(
                "{{\"@type\":\"NewsArticle\",\"author\":[{}{{\"name\":\"Jane Doe\"}}]}}",
                many("", 100_000, |n| format!("{{\"name\":\"Jane Doe {n}\"}},"))
            )
        }),
        stated("ld-escapes.html", || {
            "{\"@type\":\"NewsArticle\",\"headline\":\"\\u001b[2JRain \\u202eolsO\",\"author\":\"Jane \\u009b31mDoe\",\"keywords\":\"=rain,@sun\\u0007\"}".into()
        }),
        stated("ld-half-pairs.html", || "{\"@type\":\"NewsArticle\",\"headline\":\"Rain \\ud800 in Oslo\"}".into()),
        stated("ld-formula.html", || {
            "{\"@type\":\"NewsArticle\",\"headline\":\"=1+1\",\"author\":\"+Jane Doe\",\"articleSection\":\"@News\"}".into()
        }),
        stated("ld-dates.html", || {
            "{\"@type\":\"NewsArticle\",\"datePublished\":\"99999-99-99T99:99:99+99:99\",\"dateModified\":\"-1\"}".into()
        }),
        stated("ld-loops.html", || {
            "{\"@graph\":[{\"@id\":\"a\",\"@type\":\"NewsArticle\",\"author\":{\"@id\":\"b\"}},{\"@id\":\"b\",\"author\":{\"@id\":\"a\"}}]}".into()
        }),
        head("meta-10000.html", || {
            "<meta property=\"article:author\" content=\"Jane Doe\"><meta name=keywords content=\"a,b,c\">".repeat(10_000)
        }),
        head("meta-of-1-mb.html", || format!("<meta name=author content=\"{}\">", "Jane Doe ".repeat(100_000))),
        head("meta-wrong-dates.html", || {
            "<meta property=\"article:published_time\" content=\"yesterday\"><meta name=date content=\"31.02.0000\">".into()
        }),
        head("base.html", || {
            "<base href=\"javascript:alert(1)\"><link rel=canonical href=\"file:///etc/passwd\"><meta http-equiv=refresh content=\"0;url=https://evil.example\">".into()
        }),
    ]
}

fn encodings() -> Vec<Row> {
    let declared = |name: &str, charset: &'static str| {
        file(name, Read(1), move || page(&format!("<meta charset={charset}>"), "<p>Caf\u{e9} in Li\u{e8}ge, gar\u{e7}on.</p>"))
    };
    vec![
        declared("declared-latin-1.html", "iso-8859-1"),
        declared("declared-utf-7.html", "utf-7"),
        declared("declared-utf-16.html", "utf-16"),
        declared("declared-japanese.html", "iso-2022-jp"),
        declared("declared-unknown.html", "klingon-1"),
        declared("declared-itself.html", "\"><meta charset=\"x-user-defined"),
        file("declared-utf-8.html", Read(1), || {
            let text = page("<meta charset=utf-8>", "<p>Caf\u{e9} in Li\u{e8}ge, gar\u{e7}on, na\u{ef}ve.</p>");
            text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect::<Vec<u8>>()
        }),
        file("declared-late.html", Read(1), || page(&format!("<!--{}--><meta charset=koi8-r>", "x".repeat(100_000)), "")),
    ]
}

/// Pages that are no article: each is told as one.
fn without() -> Vec<Row> {
    let none = |name: &str, text: fn() -> String| file(name, Skipped("page without an article"), text);
    vec![
        none("head-alone.html", || "<!DOCTYPE html><html><head><title>Rain in Oslo</title></head>".into()),
        none("links.html", || {
            format!(
                "<!DOCTYPE html><html><body><h1>The Post</h1>{}",
                many("", 20_000, |n| format!("<li><a href=/{n}>Story {n} of the day in the town</a></li>"))
            )
        }),
        none("missing.html", || {
            "<!DOCTYPE html><html><body><h1>404 - Page not found</h1><p>What you were looking for is not here, or has moved, or never was. Try the first page, or search for it.</p>".into()
        }),
        none("wall.html", || {
            "<!DOCTYPE html><html><body><h1>We value your privacy</h1><p>We and our partners use cookies to store and/or access information on a device. You can accept all, or manage options and withdraw your consent at any time.</p>".into()
        }),
        none("frames.html", || {
            "<!DOCTYPE html><html><frameset><frame src=file:///etc/passwd><iframe srcdoc=\"<p>Rain\"></frameset>".into()
        }),
        none("script-alone.html", || {
            format!("<!DOCTYPE html><html><body><script>{}</script>", "document.write('Rain in Oslo');".repeat(50_000))
        }),
    ]
}
