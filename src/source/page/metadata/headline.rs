//! Which headline does a page give? Its main heading, JSON-LD, the cards for other sites and the title of the window are
//! asked; what the site adds of its own (` | The Post`) is taken off first, then they vote.

use super::gather::{Gathered, one_line};
use super::plain::plain;
use super::vote::{Candidate, elect};
use super::{Told, json_ld};

use serde_json::{Map, Value};

/// What stands between a headline and the name of the site.
const SEPARATORS: &[&str] = &[" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " / ", " ‹ ", " < ", " // ", " ~ "];

/// Meta elements with a headline for others to show.
const CARDS: &[(&[&str], &str)] = &[
    (&["og:title"], "og:title"),
    (&["twitter:title"], "twitter:title"),
    (&["parsely-title", "sailthru.title"], "meta parsely-title"),
    (&["dc.title", "dcterms.title", "title"], "meta title"),
];

/// Words of a tail that is no part of a headline, at most, where nothing else tells.
const SITE_WORDS: usize = 5;

/// The headline, and where it was read. `sites` are names of the site.
///
/// Weights after 42 pages whose headline is known: where it speaks, JSON-LD is right on 33 of 38, the heading on 34 of 42, the
/// cards on 36 of 42 but together; the title counts for its agreement with one of them.
pub(super) fn of(page: &Gathered, article: Option<&Map<String, Value>>, sites: &[String]) -> Option<(String, Told)> {
    let mut candidates: Vec<Candidate<String>> = Vec::new();
    let mut add = |value: &str, place: &'static str, weight: u32| {
        let value = one_line(&plain(value));
        if !value.is_empty() && value.len() <= 400 {
            candidates.push(Candidate { value, place, weight });
        }
    };
    if let Some(headline) = article.and_then(|article| json_ld::text(article.get("headline"))) {
        add(&headline, "JSON-LD headline", 30);
    }
    for (number, heading) in page.headings.iter().enumerate() {
        let (place, weight) = if number == 0 { ("h1", 24) } else { ("further h1", 10) };
        add(&heading.text, place, weight);
    }
    for (_, marked) in page.items.iter().filter(|(item, _)| item == "headline") {
        add(&marked.text, "itemprop headline", 20);
    }
    // The cards are filled from one field of the site's system: what the second says is no news.
    let mut weight = 16;
    for (names, place) in CARDS {
        if let Some(value) = page.meta(names).next() {
            add(value, place, weight);
            weight = 2;
        }
    }
    if let Some(title) = &page.title {
        add(title, "title", 13);
    }
    strip_sites(&mut candidates, sites);
    candidates.retain(|candidate| !sites.iter().any(|site| same(site) == same(&candidate.value)));
    elect(&candidates, |value| same(value))
}

/// Takes off each what the site adds: where the rest is what another place says, where the tail is a name of the site, and
/// at the title of a window any short tail.
fn strip_sites(candidates: &mut [Candidate<String>], sites: &[String]) {
    let all: Vec<(&'static str, String)> = candidates.iter().map(|one| (one.place, same(&one.value))).collect();
    for candidate in candidates {
        let others = |rest: &str| all.iter().any(|(place, value)| *place != candidate.place && *value == same(rest));
        let is_site = |tail: &str| sites.iter().any(|site| is_name_of(tail, site));
        let value = candidate.value.clone();
        let before_site =
            parts(&value).find(|(rest, tail)| others(rest) || is_site(tail)).map(|(rest, _)| shortest(rest, &is_site));
        let behind_site = || {
            let (site, rest) = SEPARATORS.iter().find_map(|mark| value.split_once(mark))?;
            is_site(site).then_some(rest)
        };
        let before_short_tail = || {
            let short = |tail: &str| tail.split_whitespace().count() <= SITE_WORDS;
            let cut = parts(&value).find(|(rest, tail)| short(tail) && rest.split_whitespace().count() >= 3);
            cut.map(|(rest, _)| rest).filter(|_| candidate.place == "title")
        };
        let before_site = before_site.map(|rest| if candidate.place == "title" { without_section(rest) } else { rest });
        if let Some(rest) = before_site.or_else(behind_site).or_else(before_short_tail) {
            candidate.value = rest.to_owned();
        }
    }
}

/// The rest may end in a name of the site again: ` | News | The Post`.
fn shortest<'a>(mut rest: &'a str, is_site: &impl Fn(&str) -> bool) -> &'a str {
    while let Some((shorter, _)) = parts(rest).find(|(_, tail)| is_site(tail)) {
        rest = shorter;
    }
    rest
}

/// `Rain in Oslo - News`: a single capitalised word between the headline and the name of the site is a section.
fn without_section(rest: &str) -> &str {
    let is_section = |tail: &str| !tail.contains(' ') && tail.starts_with(char::is_uppercase);
    parts(rest).find(|(rest, tail)| is_section(tail) && rest.split(' ').count() >= 4).map_or(rest, |(rest, _)| rest)
}

/// Every way to part a text at a separator, the shortest tail first.
fn parts(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut cuts: Vec<(usize, usize)> =
        SEPARATORS.iter().flat_map(|mark| text.rmatch_indices(mark).take(4).map(|(at, mark)| (at, at + mark.len()))).collect();
    cuts.sort_unstable_by(|one, other| other.cmp(one));
    cuts.into_iter().filter_map(move |(end, start)| Some((text.get(..end)?.trim(), text.get(start..)?.trim())))
}

/// True where a tail names the site: `The Post` and `Post`, `Daily Mail Online` and `Mail Online`.
fn is_name_of(tail: &str, site: &str) -> bool {
    let (tail, site) = (same(tail), same(site));
    let within = |one: &str, other: &str| format!(" {other} ").contains(&format!(" {one} "));
    !tail.is_empty()
        && !site.is_empty()
        && (tail == site
            || (tail.len() >= 4 && within(&tail, &site))
            || (site.len() >= 4 && within(&site, &tail) && tail.split(' ').count() <= SITE_WORDS)
            || tail.replace(' ', "") == site.replace(' ', ""))
}

/// What counts as the same headline: letters and figures, in small letters.
fn same(text: &str) -> String {
    let letters: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    letters.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::tests::stated;

    fn headline(html: &str) -> Option<String> {
        stated(html).headline
    }

    #[test]
    fn the_name_of_the_site_is_taken_off() {
        for head in [
            "<title>Rain in Oslo for a week | The Evening Post</title>",
            "<title>Rain in Oslo for a week - News - The Evening Post</title><meta property=og:site_name content='The Evening Post'>",
            "<title>The Evening Post: x</title><meta property=og:title content='Rain in Oslo for a week – Evening Post'><meta property=og:site_name content='The Evening Post'>",
            "<title>Evening Post | Rain in Oslo for a week</title><meta property=og:site_name content='Evening Post'>",
            "<title>eveningpost</title><h1>Rain in Oslo for a week</h1>",
        ] {
            assert_eq!(headline(head).as_deref(), Some("Rain in Oslo for a week"), "{head}");
        }
    }

    #[test]
    fn a_headline_with_a_dash_stays_whole() {
        let page = "<title>Rain – and no end | Post</title><h1>Rain – and no end</h1><meta property=og:title content='Rain – and no end'>";
        assert_eq!(headline(page).as_deref(), Some("Rain – and no end"));
    }

    #[test]
    fn two_that_agree_outvote_one() {
        let page = "<h1>Weather</h1><meta property=og:title content='Rain in Oslo'>\
            <script type=application/ld+json>{\"@type\": \"NewsArticle\", \"headline\": \"Rain in Oslo\"}</script>";
        assert_eq!(headline(page).as_deref(), Some("Rain in Oslo"));
    }

    #[test]
    fn marks_and_references_within_are_read() {
        let page = "<script type=application/ld+json>{\"@type\": \"NewsArticle\", \"headline\": \"Caf&#233; &amp;amp; <em>rain</em>\"}</script>";
        assert_eq!(headline(page).as_deref(), Some("Café & rain"));
        assert_eq!(headline("<h1>  </h1>"), None);
        assert_eq!(headline("<h1>Post</h1><meta property=og:site_name content=Post>"), None, "a logo is no headline");
    }
}
