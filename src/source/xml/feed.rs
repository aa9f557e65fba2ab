//! RSS 0.9 to 2.0 and Atom 0.3 and 1.0: how do entries become articles? Each entry that holds its whole text is one;
//! an entry with a teaser alone is left out, because half a story is none. Title and language of the feed are the entries'
//! source and language.

use std::io::BufRead;

use super::super::piece::{Give, Origin, Read};
use super::channel::{Feed, title};
use super::tree::{Element, lines, one_line};
use super::{Batch, Prose, add_keyword, fill, flow, language, note, outcome, parse, split, upright};
use crate::article::agency;
use crate::article::model::{Confidence, Credit, Format, Stated, Told};
use crate::article::timestamp::day;

/// A description of fewer characters is a teaser. Teasers of full feeds have some 300 and seldom more than 500.
const SHORTEST_STORY: usize = 600;

/// Elements of an item that hold its whole text, the usual one first; the second is the first as .NET writes it.
const FULL: &[&str] =
    &["content:encoded", "encoded", "body", "xhtml:body", "full-text", "fulltext", "yandex:full-text", "turbo:content"];

/// What `WordPress` writes under an entry, in its languages: `The post Rain appeared first on The Post.`
const UNDER_ENTRIES: &[&str] = &[
    " appeared first on ",
    " first appeared on ",
    " erschien zuerst auf ",
    " est apparu en premier sur ",
    " apareció primero en ",
    " se publicó primero en ",
    " verscheen eerst op ",
    " proviene da ",
];

/// Longest line that `WordPress` writes under an entry, in bytes.
const LONGEST_UNDER: usize = 500;

const RSS: Batch<Feed> = Batch {
    format: Format::Rss,
    names: &["item"],
    may_be_single: false,
    about: Feed::of,
    read: read_item,
    empty: "a feed without entries",
};

const ATOM: Batch<Feed> = Batch { format: Format::Atom, names: &["entry"], read: read_entry, ..RSS };

/// Reads the items of an RSS feed.
pub(in crate::source) fn read_rss(origin: &Origin, stream: &mut dyn BufRead, give: Give<'_>) {
    split(origin, stream, &RSS, give);
}

/// Reads the entries of an Atom feed.
pub(in crate::source) fn read_atom(origin: &Origin, stream: &mut dyn BufRead, give: Give<'_>) {
    split(origin, stream, &ATOM, give);
}

fn read_item(origin: Origin, bytes: &[u8], feed: &Feed) -> Read {
    read_with(origin, bytes, (feed, Format::Rss), item)
}

fn read_entry(origin: Origin, bytes: &[u8], feed: &Feed) -> Read {
    read_with(origin, bytes, (feed, Format::Atom), entry)
}

/// Reads one entry.
pub(super) fn read_with(
    origin: Origin,
    bytes: &[u8],
    (feed, format): (&Feed, Format),
    read: fn(Element<'_>, &Feed) -> Result<Prose, String>,
) -> Read {
    match parse(bytes, feed.charset.as_deref(), &feed.names) {
        Err(reason) => Read::Failed(origin.left_out(Some(format), reason)),
        Ok((tree, reading)) => outcome(origin, format, read(tree.root(), feed), reading),
    }
}

fn item(item: Element<'_>, feed: &Feed) -> Result<Prose, String> {
    if feed.title.as_deref().is_some_and(|title| title.starts_with("Comments on") || title.starts_with("Comments for")) {
        return Err("a comment, no story".to_owned());
    }
    let whole = FULL.iter().find_map(|name| Some(content(item.child(name)?)).filter(|text| !text.trim().is_empty()));
    let text = whole.or_else(|| story_of(item.child("description")?)).ok_or_else(|| no_text(item))?;
    let mut stated = Stated { body_only: true, ..Stated::default() };
    fill(&mut stated.headline, item.child("title").and_then(title), stated.from.entry("headline"), "RSS title");
    enter_authors(item, &mut stated);
    let time = |name: &str| item.child(name).and_then(Element::line).as_deref().and_then(day);
    for (name, place) in [("pubDate", "RSS pubDate"), ("dc:date", "RSS dc:date"), ("dcterms:created", "RSS dcterms:created")] {
        fill(&mut stated.date, time(name), stated.from.entry("date"), place);
    }
    stated.latest = time("dcterms:modified").or_else(|| time("atom:updated"));
    let address = |name: &str| item.child(name).and_then(Element::line).filter(|url| url.starts_with("http"));
    let permanent = item.child("guid").is_some_and(|guid| guid.attribute("isPermaLink") != Some("false"));
    let url = address("feedburner:origLink").or_else(|| address("link")).or_else(|| address("guid").filter(|_| permanent));
    fill(&mut stated.url, url, stated.from.entry("url"), "RSS link");
    for word in item.children().filter(|it| matches!(it.name(), "category" | "dc:subject")).filter_map(title) {
        add_keyword(&mut stated, word, "RSS category");
    }
    enter_picture(item, &mut stated);
    let source = item.child("source").and_then(Element::line);
    fill(&mut stated.source, source, stated.from.entry("source"), "RSS source");
    stated.language = item.child("dc:language").and_then(Element::line).as_deref().and_then(language);
    feed.enter(&mut stated, "RSS channel title");
    Ok((text, stated))
}

fn entry(entry: Element<'_>, feed: &Feed) -> Result<Prose, String> {
    if let Some(reason) = no_story(entry) {
        return Err(reason);
    }
    let whole = entry.child("content").map(content).filter(|text| !text.trim().is_empty());
    let text = whole.or_else(|| story_of(entry.child("summary")?)).ok_or_else(|| no_text(entry))?;
    let mut stated = Stated { body_only: true, ..Stated::default() };
    fill(&mut stated.headline, entry.child("title").and_then(title), stated.from.entry("headline"), "Atom title");
    let named = entry.children().filter(|it| it.name() == "author").filter_map(|author| author.child("name"));
    stated.authors = lines(named).iter().map(|name| upright(name)).collect();
    if stated.authors.is_empty() {
        stated.authors.extend(feed.author.clone());
    }
    if !stated.authors.is_empty() {
        note(&mut stated, "authors", "Atom author");
    }
    enter_entry_dates(entry, &mut stated);
    let is_page = |link: &Element<'_>| link.name() == "link" && matches!(link.attribute("rel"), None | Some("alternate"));
    let url = entry.children().find(is_page).and_then(|link| link.attribute("href")).filter(|url| url.starts_with("http"));
    fill(&mut stated.url, url.map(str::to_owned), stated.from.entry("url"), "Atom link");
    let is_kind = |it: &Element<'_>| it.attribute("scheme").is_some_and(|scheme| scheme.ends_with(KIND));
    for category in entry.children().filter(|it| it.name() == "category" && !is_kind(it)) {
        if let Some(word) = category.attribute("label").or_else(|| category.attribute("term")) {
            add_keyword(&mut stated, word.to_owned(), "Atom category");
        }
    }
    enter_picture(entry, &mut stated);
    let source = entry.child("source").and_then(|source| source.child("title")).and_then(title);
    fill(&mut stated.source, source, stated.from.entry("source"), "Atom source");
    stated.language = entry.attribute("lang").and_then(language);
    feed.enter(&mut stated, "Atom feed title");
    Ok((text, stated))
}

fn no_text(entry: Element<'_>) -> String {
    let has_title = entry.child("title").and_then(Element::line).is_some();
    if has_title { "an entry without its text: a headline or a teaser alone" } else { "an entry without its text" }.to_owned()
}

/// Where the export of a Blogger site says what an entry is: `http://schemas.google.com/g/2005#kind`.
const KIND: &str = "/g/2005#kind";

/// Why an entry of the export of a Blogger site is no story: comments, settings and templates stand between the posts.
fn no_story(entry: Element<'_>) -> Option<String> {
    let line = |name: &str| entry.child(name).and_then(Element::line).map(|line| line.to_lowercase());
    let by_category = entry.children().find(|it| it.attribute("scheme").is_some_and(|scheme| scheme.ends_with(KIND)));
    let kind =
        by_category.and_then(|it| it.attribute("term")?.rsplit('#').next().map(str::to_owned)).or_else(|| line("blogger:type"));
    if let Some(kind) = kind.filter(|kind| !matches!(kind.as_str(), "post" | "page")) {
        return Some(format!("a Blogger entry of type {kind}, no story"));
    }
    let is_draft = entry.find("app:draft").and_then(Element::line).is_some_and(|draft| draft == "yes");
    let state = line("blogger:status").filter(|state| state != "live").or_else(|| is_draft.then(|| "draft".to_owned()))?;
    Some(format!("a Blogger post in state {state}, not published"))
}

/// A day of publication is stated; that of the last change stands in for it, and bounds it where both are there.
fn enter_entry_dates(entry: Element<'_>, stated: &mut Stated) {
    let time = |name: &str| entry.child(name).and_then(Element::line).as_deref().and_then(day);
    for (name, place) in [("published", "Atom published"), ("issued", "Atom issued"), ("created", "Atom created")] {
        fill(&mut stated.date, time(name), stated.from.entry("date"), place);
    }
    let changed = time("updated").or_else(|| time("modified"));
    stated.latest = changed;
    if stated.date.is_none() && changed.is_some() {
        stated.date = changed;
        let told = Told { place: "Atom updated".into(), confidence: Confidence::Medium };
        stated.from.insert("date", told);
    }
}

/// `dc:creator`, else RSS's own `author`: an address of mail with a name in brackets.
fn enter_authors(item: Element<'_>, stated: &mut Stated) {
    let mut creators: Vec<String> = Vec::new();
    for name in item.children().filter(|it| matches!(it.name(), "dc:creator" | "dc:author")).filter_map(title).take(100) {
        creators.extend(in_brackets(&name).map(|name| upright(&name)).filter(|name| !creators.contains(name)));
    }
    let own = lines(item.children().filter(|it| it.name() == "author")).into_iter().filter_map(|author| in_brackets(&author));
    let of_atom = lines(item.children().filter(|it| it.name() == "atom:author").filter_map(|author| author.child("atom:name")));
    let (authors, place) =
        if creators.is_empty() { (own.chain(of_atom).collect(), "RSS author") } else { (creators, "RSS dc:creator") };
    if !authors.is_empty() {
        stated.authors = authors;
        note(stated, "authors", place);
    }
}

fn in_brackets(author: &str) -> Option<String> {
    if !author.contains('@') {
        return Some(author.to_owned());
    }
    let (before, rest) = author.split_once('(')?;
    let inside = rest.split_once(')')?.0;
    // Some write it the other way round: `Ann Roe (ann@post.example)`.
    one_line(if inside.contains('@') { before } else { inside }).filter(|name| !name.contains('@'))
}

fn enter_picture(entry: Element<'_>, stated: &mut Stated) {
    let caption = entry.find("media:description").or_else(|| entry.find("media:text")).and_then(title);
    fill(&mut stated.caption, caption, stated.from.entry("caption"), "media:description");
    let credit = entry.find("media:credit").and_then(Element::line);
    let named = credit.as_deref().and_then(|credit| credit.split(['/', '|', ',']).next()).map(|name| name.trim().to_owned());
    let is_person =
        |name: &String| name.contains(' ') && agency::known(name).is_none() && !name.to_lowercase().contains("images");
    if let Some(name) = named.filter(is_person) {
        stated.credits.push(Credit { name, role: "photographer".to_owned() });
        note(stated, "credits", "media:credit");
    }
}

/// The text of an element without the line that `WordPress` writes under it.
fn content(element: Element<'_>) -> String {
    let mut text = marked(element);
    let body = text.trim_end();
    let last = body.rsplit('\n').next().unwrap_or_default();
    if last.len() <= LONGEST_UNDER && last.ends_with('.') && UNDER_ENTRIES.iter().any(|mark| last.contains(mark)) {
        text.truncate(body.len() - last.len());
    }
    text
}

/// The text of an element that holds markup as elements, or escaped, or plain text.
fn marked(element: Element<'_>) -> String {
    if element.children().next().is_some() {
        flow::prose(element)
    } else if matches!(element.attribute("type"), Some("text" | "text/plain")) {
        flow::plain(&element.raw())
    } else {
        flow::of_field(&element.raw())
    }
}

/// The text of a description that is a whole story: long enough, and not broken off.
fn story_of(description: Element<'_>) -> Option<String> {
    let text = content(description);
    let broken_off = ["…", "...", "[…]", "[...]", "…]", "Read more", "Continue reading", "Read More", "»"];
    let end = text.trim_end();
    (text.chars().count() >= SHORTEST_STORY && !broken_off.iter().any(|mark| end.ends_with(mark))).then_some(text)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::tests::{article, found, reason};
    use super::*;

    fn rss(items: &str) -> Vec<Read> {
        let head = "<?xml version='1.0' encoding='UTF-8'?><rss version='2.0' xmlns:c='http://purl.org/rss/1.0/modules/content/' \
            xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:media='http://search.yahoo.com/mrss/' xmlns:atom='http://www.w3.org/2005/Atom'>\
            <channel><title>The Post</title><atom:link href='https://post.example/feed'/><language>en-us</language>";
        found(read_rss, format!("{head}{items}</channel></rss>").as_bytes())
    }

    #[test]
    fn an_item_with_its_text_gives_its_fields() {
        let all = rss(
            "<item><title>Rain &amp;amp; wind</title><link>https://post.example/1</link><guid isPermaLink='false'>https://post.example/?p=1</guid>\
            <pubDate>Tue, 05 Mar 2019 23:30:00 -0800</pubDate><dc:creator>Ann Roe</dc:creator><dc:creator>John Doe</dc:creator>\
            <category>Weather</category><category><![CDATA[Sea &amp; air]]></category><description>Short.</description>\
            <media:content url='x'><media:description>A street</media:description></media:content>\
            <c:encoded><![CDATA[<p>It rained&nbsp;hard.</p><figure><figcaption>no</figcaption></figure><p>Wind came.</p>]]></c:encoded></item>",
        );
        let document = article(&all[0]);
        let stated = &document.stated;
        assert_eq!((document.id.as_str(), document.format), ("a.xml#1", Format::Rss));
        assert!(document.text.starts_with("It rained") && document.text.ends_with("hard.\n\nWind came.\n"), "{}", document.text);
        assert_eq!((stated.headline.as_deref(), stated.source.as_deref()), (Some("Rain & wind"), Some("The Post")));
        assert_eq!((stated.url.as_deref(), stated.date), (Some("https://post.example/1"), Some(date(2019, 3, 5))));
        assert_eq!(
            (&stated.authors[..], stated.language.as_deref()),
            (&["Ann Roe".to_owned(), "John Doe".to_owned()][..], Some("en"))
        );
        assert_eq!(
            (&stated.keywords[..], stated.caption.as_deref()),
            (&["Weather".to_owned(), "Sea & air".to_owned()][..], Some("A street"))
        );
    }

    #[test]
    fn a_teaser_is_no_article_and_a_long_description_is() {
        let long = "It rained in the town. ".repeat(30);
        let all = rss(&format!(
            "<item><title>a</title><description>{long}</description></item><item><description>{long} [...]</description></item>\
            <item><title>c</title><description>Short.</description></item><item/><item><title>e<b></title></item>"
        ));
        assert!(article(&all[0]).text.starts_with("It rained"));
        for (at, read) in all.iter().enumerate().skip(1).take(4) {
            assert!(reason(read).starts_with("an entry without its text"), "{at}");
        }
    }

    #[test]
    fn authors_are_people_only() {
        let authors = |xml: &str| {
            let all = rss(&format!("<item>{xml}<body>Rain.</body></item>"));
            article(&all[0]).stated.authors.clone()
        };
        assert_eq!(authors("<author>desk@post.example (Ann Roe)</author>"), ["Ann Roe"]);
        for nobody in [
            "<author>desk@post.example</author>",
            "<dc:creator>admin</dc:creator>",
            "<dc:creator>The Post</dc:creator>",
            "<dc:creator>jroe</dc:creator>",
            "<dc:creator>Super User</dc:creator>",
        ] {
            assert!(authors(nobody).is_empty(), "{nobody}");
        }
        for somebody in [
            "<author>Ann Roe (ann@post.example)</author>",
            "<dc:creator>ann@post.example (Ann Roe)</dc:creator>",
            "<dc:creator>Roe, Ann</dc:creator>",
            "<dc:creator><![CDATA[<a href='x'>Ann Roe</a>]]></dc:creator>",
        ] {
            assert_eq!(authors(somebody), ["Ann Roe"], "{somebody}");
        }
        assert_eq!(authors("<dc:creator>Ann Roe, Reuters</dc:creator>"), ["Ann Roe, Reuters"]);
    }

    #[test]
    fn what_stands_under_an_entry_is_no_text_of_it() {
        let long = "It rained in the town. ".repeat(30);
        let under = "<p>The post <a>Rain</a> appeared first on <a>The Post</a>.</p>";
        let all = rss(&format!(
            "<item><c:encoded><![CDATA[<p>It rained.</p>{under}]]></c:encoded></item>\
             <item><description><![CDATA[<p>{long} [&#8230;]</p>{under}]]></description></item>\
             <item><encoded xmlns='http://purl.org/rss/1.0/modules/content/'>It shone.</encoded></item>"
        ));
        assert_eq!(article(&all[0]).text.trim_end(), "It rained.");
        assert!(reason(&all[1]).starts_with("an entry without"));
        assert_eq!(article(&all[2]).text, "It shone.\n");
    }

    #[test]
    fn of_a_blogger_export_posts_are_read_alone() {
        let entry = |kind: &str, more: &str| {
            format!(
                "<entry><category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#{kind}'/>{more}<content>It rained.</content></entry>"
            )
        };
        let entries = [
            entry("settings", ""),
            entry("comment", ""),
            entry("post", "<app:control xmlns:app='a'><app:draft>yes</app:draft></app:control>"),
            entry("post", "<category scheme='http://www.blogger.com/atom/ns#' term='Weather'/>"),
            "<entry><blogger:type>COMMENT</blogger:type><content>Thanks</content></entry>".to_owned(),
        ];
        let all = found(read_atom, format!("<feed xmlns='http://www.w3.org/2005/Atom'>{}</feed>", entries.concat()).as_bytes());
        assert!(reason(&all[0]).contains("settings") && reason(&all[1]).contains("comment") && reason(&all[2]).contains("draft"));
        assert_eq!(article(&all[3]).stated.keywords, ["Weather"]);
        assert!(reason(&all[4]).contains("comment"));
    }

    #[test]
    fn comments_are_no_stories() {
        let feed = "<rss version='2.0'><channel><title>Comments on: Rain</title><item><body>Nice.</body></item></channel></rss>";
        assert_eq!(reason(&found(read_rss, feed.as_bytes())[0]), "a comment, no story");
    }

    #[test]
    fn a_bad_item_costs_itself_alone() {
        let all = rss(
            "<item><body>One.</body></item><item><body>Two.<item><body>Three.</body></item><item><!-- <body>Four.</body></item>",
        );
        assert_eq!(article(&all[0]).text, "One.\n");
        assert!(
            matches!(&all[1], Read::Failed(failed) if failed.path == "news/a.xml#2" && failed.reason.starts_with("never ended"))
        );
        assert_eq!(article(&all[2]).text, "Three.\n");
        assert!(reason(&all[3]).starts_with("truncated"));
        assert_eq!(all.len(), 4);
        assert_eq!(reason(&rss("")[0]), "a feed without entries");
    }

    #[test]
    fn old_and_resource_forms_are_read() {
        let rdf = "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:content='http://purl.org/rss/1.0/modules/content/'>\
            <channel rdf:about='x'><title>Blatt</title><dc:language>de</dc:language><items><rdf:Seq><rdf:li resource='y'/></rdf:Seq></items></channel>\
            <item rdf:about='y'><title>Regen</title><dc:date>2004-05-06T10:00:00+01:00</dc:date><content:encoded>&lt;p&gt;Es regnet.&lt;/p&gt;</content:encoded></item></rdf:RDF>";
        let all = found(read_rss, rdf.as_bytes());
        let document = article(&all[0]);
        assert_eq!((document.text.as_str(), document.stated.date), ("Es regnet.\n", Some(date(2004, 5, 6))));
        assert_eq!((document.stated.source.as_deref(), document.stated.language.as_deref()), (Some("Blatt"), Some("de")));
    }

    #[test]
    fn encodings_are_those_that_the_feed_declares() {
        let text = "<?xml version='1.0' encoding='windows-1251'?><rss version='2.0'><channel><item><body>".to_owned();
        let mut bytes = text.into_bytes();
        bytes.extend_from_slice(b"\xcf\xf0\xe8\xe2\xe5\xf2, \xec\xe8\xf0.</body></item></channel></rss>");
        assert_eq!(article(&found(read_rss, &bytes)[0]).text, "Привет, мир.\n");
        let wide: Vec<u8> = "\u{feff}<rss version='2.0'><item><body>Zoë 1.</body></item><item><body>Two</body></item></rss>"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let all = found(read_rss, &wide);
        assert_eq!((article(&all[0]).text.as_str(), article(&all[1]).text.as_str()), ("Zoë 1.\n", "Two\n"));
    }

    #[test]
    fn entries_of_atom_are_read_in_all_forms() {
        let atom = "<a:feed xmlns:a='http://www.w3.org/2005/Atom' xml:lang='en'><a:title>Log</a:title><a:author><a:name>Ann Roe</a:name></a:author>\
            <a:entry><a:title type='html'>A &lt;b&gt;bold&lt;/b&gt; day</a:title><a:link rel='self' href='https://x.example/self'/><a:link href='https://x.example/1'/>\
            <a:published>2014-11-12T19:40:00Z</a:published><a:updated>2014-11-20T00:00:00Z</a:updated><a:category term='t' label='Label'/>\
            <a:content type='html'>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</a:content></a:entry>\
            <a:entry><a:updated>2014-11-20T00:00:00Z</a:updated><a:author><a:name>John Doe</a:name></a:author>\
            <a:content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>Three <b>four</b>.</p></div></a:content></a:entry>\
            <a:entry><a:content type='text'>Five &lt; six.</a:content></a:entry><a:entry><a:content src='https://x.example/v.mp4'/></a:entry></a:feed>";
        let all = found(read_atom, atom.as_bytes());
        let texts: Vec<&str> = all.iter().take(3).map(|read| article(read).text.as_str()).collect();
        assert_eq!(texts, ["One.\n\nTwo.\n", "Three four.\n", "Five < six.\n"]);
        let first = &article(&all[0]).stated;
        assert_eq!((first.headline.as_deref(), first.url.as_deref()), (Some("A bold day"), Some("https://x.example/1")));
        assert_eq!(
            (first.date, first.latest, &first.authors[..]),
            (Some(date(2014, 11, 12)), Some(date(2014, 11, 20)), &["Ann Roe".to_owned()][..])
        );
        let second = &article(&all[1]).stated;
        assert_eq!((second.date, second.from["date"].confidence), (Some(date(2014, 11, 20)), Confidence::Medium));
        assert_eq!(second.authors, ["John Doe"]);
        assert_eq!(reason(&all[3]), "an entry without its text");
    }
}
