//! The export of a `WordPress` site: how do its items become articles? Posts and pages that are published are; drafts,
//! attachments, menus and revisions are left out with the reason. Logins stand for the names that the site shows, blank
//! lines part paragraphs as on the site, and codes in square brackets are no text.

use std::io::BufRead;

use super::super::piece::{Give, Origin, Read};
use super::channel::{Feed, title};
use super::feed::read_with;
use super::tree::{Element, one_line};
use super::{Batch, Prose, add_keyword, fill, flow, note, shortcodes, split};
use crate::article::model::{Format, Stated};
use crate::article::timestamp::day;

const POSTS: Batch<Feed> = Batch {
    format: Format::Wxr,
    names: &["item"],
    may_be_single: false,
    about: Feed::of,
    read: read_post,
    empty: "an export without posts",
};

/// Reads the posts of an export.
pub(in crate::source) fn read(origin: &Origin, stream: &mut dyn BufRead, give: Give<'_>) {
    split(origin, stream, &POSTS, give);
}

fn read_post(origin: Origin, bytes: &[u8], site: &Feed) -> Read {
    read_with(origin, bytes, (site, Format::Wxr), post)
}

fn post(item: Element<'_>, site: &Feed) -> Result<Prose, String> {
    let line = |name: &str| item.child(name).and_then(Element::line);
    if let Some(reason) = unpublished(item) {
        return Err(reason);
    }
    let raw = item.child("content:encoded").map(Element::raw).unwrap_or_default();
    let (html, caption) = shortcodes::strip(&raw);
    let text = flow::of_html(&paragraphs(&html));
    if text.trim().is_empty() {
        return Err("an entry without its text".to_owned());
    }
    let mut stated = Stated { body_only: true, ..Stated::default() };
    fill(&mut stated.headline, item.child("title").and_then(title), stated.from.entry("headline"), "WXR title");
    let caption = caption.and_then(|caption| one_line(&flow::of_html(&caption)));
    fill(&mut stated.caption, caption, stated.from.entry("caption"), "WXR caption");
    enter_authors(item, site, &mut stated);
    for (name, place) in
        [("wp:post_date", "WXR post_date"), ("wp:post_date_gmt", "WXR post_date_gmt"), ("pubDate", "WXR pubDate")]
    {
        fill(&mut stated.date, line(name).as_deref().and_then(day), stated.from.entry("date"), place);
    }
    stated.latest = line("wp:post_modified").as_deref().and_then(day);
    fill(&mut stated.url, line("link").filter(|url| url.starts_with("http")), stated.from.entry("url"), "WXR link");
    enter_categories(item, &mut stated);
    site.enter(&mut stated, "WXR channel title");
    Ok((text, stated))
}

/// The authors that a plugin adds as categories, else whoever entered the post: where there are both, that was the desk.
fn enter_authors(item: Element<'_>, site: &Feed, stated: &mut Stated) {
    let added = item.children().filter(|it| it.name() == "category" && it.attribute("domain") == Some("author"));
    let mut logins: Vec<String> = added.filter_map(Element::line).take(20).collect();
    let place = if logins.is_empty() { "WXR dc:creator" } else { "WXR category author" };
    if logins.is_empty() {
        logins.extend(item.child("dc:creator").and_then(Element::line));
    }
    let shown = |login: String| site.authors.iter().find(|(known, _)| *known == login).map_or(login, |(_, name)| name.clone());
    stated.authors = logins.into_iter().map(shown).collect();
    if !stated.authors.is_empty() {
        note(stated, "authors", place);
    }
}

/// Types of items that hold stories: those of `WordPress`, and those that newspapers add.
const STORIES: &[&str] =
    &["post", "page", "article", "articles", "news", "story", "stories", "blog", "column", "opinion", "obituary"];

/// Why an item is no published story.
fn unpublished(item: Element<'_>) -> Option<String> {
    let line = |name: &str| item.child(name).and_then(Element::line);
    let kind = line("wp:post_type").unwrap_or_else(|| "post".to_owned());
    let state = line("wp:status").unwrap_or_else(|| "publish".to_owned());
    if !STORIES.contains(&kind.as_str()) {
        return Some(format!("a WordPress item of type {kind}, no story"));
    }
    if state != "publish" {
        return Some(format!("a WordPress {kind} in state {state}, not published"));
    }
    line("wp:post_password").map(|_| format!("a WordPress {kind} that a password protects"))
}

/// The first category is the section, the others are keywords as tags are.
fn enter_categories(item: Element<'_>, stated: &mut Stated) {
    for category in item.children().filter(|it| it.name() == "category") {
        let Some(name) = title(category).filter(|name| name != "Uncategorized") else { continue };
        match category.attribute("domain") {
            Some("category") if stated.section.is_none() => {
                fill(&mut stated.section, Some(name), stated.from.entry("section"), "WXR category");
            }
            Some("category" | "post_tag" | "tag") | None => add_keyword(stated, name, "WXR category or post_tag"),
            Some(_) => {}
        }
    }
}

/// What the site makes of a post when it shows it: blank lines part paragraphs, and line ends stay where no paragraphs are
/// marked up.
fn paragraphs(html: &str) -> String {
    let html = html.replace("\r\n", "\n").replace('\r', "\n").replace("<!--nextpage-->", "\n\n");
    let marked = html.contains("<p>") || html.contains("<p ") || html.contains("<!-- wp:");
    let parted: Vec<String> =
        html.split("\n\n").map(|part| if marked { part.to_owned() } else { part.replace('\n', "<br>") }).collect();
    // A part that begins within a tag or a comment would be torn by one more.
    if marked { parted.join("\n<p>\n") } else { parted.join("<p>") }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::tests::{article, found, reason};
    use super::*;

    fn export(items: &str) -> Vec<Read> {
        let head = "<?xml version='1.0' encoding='UTF-8'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' \
            xmlns:excerpt='http://wordpress.org/export/1.2/excerpt/' xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:wp='http://wordpress.org/export/1.2/'>\
            <channel><title>Courier</title><language>en</language><wp:author><wp:author_login><![CDATA[aroe]]></wp:author_login>\
            <wp:author_display_name><![CDATA[Ann Roe]]></wp:author_display_name></wp:author><wp:author><wp:author_login>jd</wp:author_login>\
            <wp:author_display_name>jd</wp:author_display_name><wp:author_first_name>John</wp:author_first_name><wp:author_last_name>Doe</wp:author_last_name></wp:author>";
        found(read, format!("{head}{items}</channel></rss>").as_bytes())
    }

    fn item(inner: &str, content: &str) -> String {
        format!("<item><title>T</title>{inner}<content:encoded><![CDATA[{content}]]></content:encoded></item>")
    }

    #[test]
    fn a_published_post_gives_its_fields() {
        let inner = "<link>https://c.example/t</link><dc:creator><![CDATA[aroe]]></dc:creator><wp:post_date>2016-06-01 18:20:31</wp:post_date>\
            <wp:post_modified>2016-06-03 10:00:00</wp:post_modified><wp:status>publish</wp:status><wp:post_type>post</wp:post_type><wp:post_password></wp:post_password>\
            <category domain='post_tag'>Alps</category><category domain='category'>Uncategorized</category><category domain='category'>Trains &amp;amp; roads</category>\
            <category domain='category'>World</category><excerpt:encoded>Short</excerpt:encoded>";
        let all = export(&item(
            inner,
            "[caption id=\"1\"]<img /> A portal[/caption]\nFirst line\nsecond &amp; third [sic].\n\n<strong>Next.</strong>\n\n[gallery]",
        ));
        let document = article(&all[0]);
        let stated = &document.stated;
        assert_eq!(document.text, "First line\nsecond & third [sic].\n\nNext.\n");
        assert_eq!((stated.caption.as_deref(), &stated.authors[..]), (Some("A portal"), &["Ann Roe".to_owned()][..]));
        assert_eq!((stated.date, stated.latest), (Some(date(2016, 6, 1)), Some(date(2016, 6, 3))));
        assert_eq!(
            (stated.section.as_deref(), &stated.keywords[..]),
            (Some("Trains & roads"), &["Alps".to_owned(), "World".to_owned()][..])
        );
        assert_eq!((stated.source.as_deref(), stated.url.as_deref()), (Some("Courier"), Some("https://c.example/t")));
    }

    #[test]
    fn what_is_not_published_says_why() {
        let kinds = [("attachment", "inherit"), ("nav_menu_item", "publish"), ("post", "draft"), ("page", "private")];
        let items: Vec<String> = kinds
            .iter()
            .map(|(kind, state)| item(&format!("<wp:post_type>{kind}</wp:post_type><wp:status>{state}</wp:status>"), "x"))
            .collect();
        let all = export(&format!(
            "{}{}{}",
            items.concat(),
            item("<wp:post_password>p</wp:post_password>", "x"),
            item("", "[gallery]")
        ));
        let reasons: Vec<&str> = all.iter().map(reason).collect();
        assert_eq!(
            reasons,
            [
                "a WordPress item of type attachment, no story",
                "a WordPress item of type nav_menu_item, no story",
                "a WordPress post in state draft, not published",
                "a WordPress page in state private, not published",
                "a WordPress post that a password protects",
                "an entry without its text",
            ]
        );
    }

    #[test]
    fn logins_stand_for_names_or_for_nobody() {
        let authors =
            |login: &str| article(&export(&item(&format!("<dc:creator>{login}</dc:creator>"), "x"))[0]).stated.authors.clone();
        assert_eq!(authors("jd"), ["John Doe"]);
        assert!(authors("admin").is_empty() && authors("unknown1").is_empty());
    }

    #[test]
    fn authors_that_a_plugin_adds_stand_over_whoever_entered_the_post() {
        let authors = |added: &str| {
            let inner = format!("<dc:creator>jd</dc:creator><category domain='author' nicename='cap-x'>{added}</category>");
            article(&export(&item(&inner, "x"))[0]).stated.authors.clone()
        };
        assert_eq!(authors("aroe"), ["Ann Roe"]);
        assert!(authors("guest-writer").is_empty());
    }

    #[test]
    fn types_that_newspapers_add_are_stories_and_codes_of_builders_are_none() {
        let content = "[vc_row][vc_column_text]One.<!--nextpage-->Two [sic].[/vc_column_text][/vc_row]";
        let all = export(&item("<wp:post_type>article</wp:post_type>", content));
        assert_eq!(article(&all[0]).text, "One.\n\nTwo [sic].\n");
    }

    #[test]
    fn posts_of_the_block_editor_are_read() {
        let all = export(&item(
            "",
            "<!-- wp:paragraph {\"dropCap\":true} -->\n<p>One\ntwo.</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:heading -->\n<h2>Head</h2>\n<!-- /wp:heading -->\n\n<!-- wp:image -->\n<figure><img/><figcaption>cap</figcaption></figure>\n<!-- /wp:image -->",
        ));
        assert_eq!(article(&all[0]).text, "One two.\n\nHead\n");
    }
}
