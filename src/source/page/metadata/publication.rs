//! What does a page say of the publication and of itself: names of the site, section, keywords, language, address?

use serde_json::{Map, Value};

use super::gather::{Gathered, one_line};
use super::json_ld::{self, LinkedData};
use super::plain::plain;

/// Keywords that are kept, and the longest of them in bytes.
const MOST_KEYWORDS: usize = 50;
const LONGEST_KEYWORD: usize = 80;

/// Names of the site, the most trusted first, each with the place where it was read. The host's own word is the last.
pub(super) fn sites(
    page: &Gathered,
    data: &LinkedData,
    article: Option<&Map<String, Value>>,
    address: Option<&str>,
) -> Vec<(String, &'static str)> {
    let mut sites: Vec<(String, &'static str)> = Vec::new();
    let mut add = |name: &str, place| {
        let name = one_line(&plain(name));
        if !name.is_empty() && name.len() <= 80 && !name.contains("://") {
            sites.push((name, place));
        }
    };
    page.meta(&["og:site_name"]).take(1).for_each(|name| add(name, "og:site_name"));
    let publisher = article.and_then(|article| article.get("publisher"));
    data.names(publisher).iter().take(1).for_each(|(name, _)| add(name, "JSON-LD publisher"));
    page.meta(&["application-name", "dc.publisher", "dcterms.publisher", "publisher", "apple-mobile-web-app-title"])
        .take(2)
        .for_each(|name| add(name, "meta application-name"));
    if let Some(host) = address.and_then(host_word) {
        add(&host, HOST);
    }
    sites
}

/// The place of a name that is only the host's word: no name of a publication, but one that is cut off headlines.
pub(super) const HOST: &str = "host";

/// `evening-post` of `https://www.evening-post.co.uk/x`.
fn host_word(address: &str) -> Option<String> {
    let host = address.split_once("://")?.1.split(['/', '?', '#', ':']).next()?;
    let labels: Vec<&str> = host.split('.').filter(|label| !matches!(*label, "www" | "m" | "amp" | "news" | "edition")).collect();
    labels.iter().rev().skip(1).find(|label| label.len() > 3).or(labels.first()).map(|label| (*label).to_owned())
}

/// The section, and where it was read.
pub(super) fn section(page: &Gathered, article: Option<&Map<String, Value>>) -> Option<(String, &'static str)> {
    let linked =
        article.and_then(|article| json_ld::text(article.get("articleSection"))).map(|name| (name, "JSON-LD articleSection"));
    let meta = || {
        page.meta(&["article:section", "parsely-section", "section", "dc.subject.section", "sailthru.section"])
            .next()
            .map(|name| (name.to_owned(), "article:section"))
    };
    let item = || {
        page.items
            .iter()
            .find(|(item, _)| item == "articlesection")
            .map(|(_, marked)| (marked.text.clone(), "itemprop articleSection"))
    };
    let (name, place) = linked.or_else(meta).or_else(item)?;
    Some((one_line(&plain(&name)), place)).filter(|(name, _)| !name.is_empty() && name.len() <= 100)
}

/// Keywords, each once, in the order of the page.
pub(super) fn keywords(page: &Gathered, article: Option<&Map<String, Value>>) -> Vec<String> {
    let linked = article.map(|article| json_ld::texts(article.get("keywords"))).unwrap_or_default();
    let meta = page
        .meta(&["news_keywords", "keywords", "article:tag", "parsely-tags", "sailthru.tags", "dc.subject"])
        .map(str::to_owned);
    let mut keywords: Vec<String> = Vec::new();
    for list in linked.into_iter().chain(meta) {
        for keyword in list.split([',', ';']).map(|keyword| one_line(&plain(keyword))) {
            let fits = !keyword.is_empty() && keyword.len() <= LONGEST_KEYWORD && keywords.len() < MOST_KEYWORDS;
            if fits && !keywords.iter().any(|known| known.to_lowercase() == keyword.to_lowercase()) {
                keywords.push(keyword);
            }
        }
    }
    keywords
}

/// The language that the page states, ISO 639-1.
pub(super) fn language(page: &Gathered, article: Option<&Map<String, Value>>) -> Option<String> {
    let linked = article.and_then(|article| json_ld::text(article.get("inLanguage")));
    let meta = page.meta(&["og:locale", "content-language", "language", "dc.language"]).next().map(str::to_owned);
    let language = page.language.clone().or(linked).or(meta)?;
    let code: String = language.chars().take_while(char::is_ascii_alphabetic).collect::<String>().to_lowercase();
    (code.len() == 2).then_some(code)
}

/// The canonical address: of an article, not of the site's first page; and where it was read.
pub(super) fn address(page: &Gathered, article: Option<&Map<String, Value>>) -> Option<(String, &'static str)> {
    let link = |rel: &str| page.links.iter().find(|(known, _)| known == rel).map(|(_, address)| address.clone());
    let linked = || {
        let article = article?;
        ["url", "mainEntityOfPage", "@id"].iter().find_map(|key| json_ld::text(article.get(*key)).filter(|url| is_article(url)))
    };
    [
        (link("canonical"), "link canonical"),
        (page.meta(&["og:url"]).next().map(str::to_owned), "og:url"),
        (linked(), "JSON-LD url"),
    ]
    .into_iter()
    .find_map(|(address, place)| Some((address.filter(|address| is_article(address))?, place)))
}

/// True for an address in full with a path of its own.
fn is_article(address: &str) -> bool {
    let path = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://")).and_then(|rest| rest.split_once('/'));
    path.is_some_and(|(host, path)| host.contains('.') && path.len() > 1)
        && !address.contains(char::is_whitespace)
        && address.len() <= 2_000
}

#[cfg(test)]
mod tests {
    use super::super::tests::stated;

    #[test]
    fn publication_section_keywords_language_and_address_are_read() {
        let found = stated(
            "<html lang=de-AT><meta property=og:site_name content='Abend&amp;Post'><meta property=article:section content=Politik>\
             <meta name=news_keywords content='Regen, Oslo,regen'><meta property=article:tag content=Wetter>\
             <link rel=canonical href=https://post.example/regen>",
        );
        assert_eq!((found.source.as_deref(), found.section.as_deref()), (Some("Abend&Post"), Some("Politik")));
        assert_eq!(found.keywords, ["Regen", "Oslo", "Wetter"]);
        assert_eq!((found.language.as_deref(), found.url.as_deref()), (Some("de"), Some("https://post.example/regen")));
        assert_eq!(found.from["source"].place, "og:site_name");
    }

    #[test]
    fn the_first_page_of_a_site_is_no_address_of_an_article() {
        let found =
            stated("<link rel=canonical href=https://post.example/><meta property=og:url content=https://post.example/rain>");
        assert_eq!(found.url.as_deref(), Some("https://post.example/rain"));
        assert_eq!(stated("<link rel=canonical href=/rain>").url, None);
        assert_eq!(stated("<p>x</p>").source, None, "no name is invented");
    }
}
