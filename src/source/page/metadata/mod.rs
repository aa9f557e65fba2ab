//! What does a page state about its article? Everything that may tell a field is gathered in one walk over the page; the
//! places then vote, field by field, each with the weight of its measured precision. In come the parsed page and its
//! address, where that is known; out come stated fields, each with the place where it was read. What no place tells
//! stays empty.

mod authors;
mod dates;
mod gather;
mod headline;
mod json_ld;
mod plain;
mod publication;
mod vote;

use dom_query::Document;

use crate::article::model::{Stated, Told};
use crate::article::{blocks, dateline};
use gather::Gathered;
use json_ld::LinkedData;

/// The fields that a page states. `address` is where it was saved from.
pub(in crate::source) fn stated(page: &Document, address: Option<&str>) -> Stated {
    let gathered = Gathered::of(page);
    let data = LinkedData::read(&gathered.json_ld);
    let article = data.article();
    let own_address = publication::address(&gathered, article);
    let address = own_address.as_ref().map(|(address, _)| address.as_str()).or(address);
    let sites = publication::sites(&gathered, &data, article, address);
    let names: Vec<String> = sites.iter().map(|(name, _)| name.clone()).collect();
    let headline = headline::of(&gathered, article, &names);
    let zone = Zone::of(&gathered, headline.as_ref().map(|(headline, _)| headline.as_str()));
    let credited = authors::of(&gathered, &data, article, &names, &zone);
    let date = dates::of(&gathered, article.or_else(|| data.page()), address, &zone);
    let mut stated =
        Stated { url: address.map(str::to_owned), language: publication::language(&gathered, article), ..Stated::default() };
    let mut enter = Enter(&mut stated);
    enter.elected("headline", headline, |stated, value| stated.headline = Some(value));
    enter.elected("authors", credited.authors, |stated, value| stated.authors = value);
    enter.elected("agency", credited.agency, |stated, value| stated.agency = Some(value));
    enter.elected("date", date, |stated, value| stated.date = Some(value));
    enter.elected("dateline", of_dateline(&gathered, &zone), |stated, value| stated.dateline = Some(value));
    let source = sites.into_iter().find(|(_, place)| *place != publication::HOST);
    enter.read("source", source, |stated, value| stated.source = Some(value));
    enter.read("section", publication::section(&gathered, article), |stated, value| stated.section = Some(value));
    let keywords = Some(publication::keywords(&gathered, article)).filter(|keywords| !keywords.is_empty());
    enter.read("keywords", keywords.map(|keywords| (keywords, "keywords of the page")), |stated, value| stated.keywords = value);
    enter.read("url", own_address, |stated, value| stated.url = Some(value));
    stated
}

/// Enters fields with the places where they were read.
struct Enter<'a>(&'a mut Stated);

impl Enter<'_> {
    fn elected<T>(&mut self, field: &'static str, found: Option<(T, Told)>, set: impl FnOnce(&mut Stated, T)) {
        if let Some((value, told)) = found {
            self.0.from.insert(field, told);
            set(self.0, value);
        }
    }

    fn read<T>(&mut self, field: &'static str, found: Option<(T, &'static str)>, set: impl FnOnce(&mut Stated, T)) {
        self.elected(field, found.map(|(value, place)| (value, Told::stated(place))), set);
    }
}

/// A dateline that the page marks, alone on its line: most elements of that name hold a date, which the grammar refuses.
fn of_dateline(page: &Gathered, zone: &Zone) -> Option<(String, Told)> {
    let marked = page.datelines.iter().filter(|marked| zone.holds(marked.line) && page.lines.contains(&marked.text));
    let is_dateline = |text: &str| dateline::stated(text).0.places.iter().any(|place| place.location.path.is_some());
    let text = marked.map(|marked| marked.text.clone()).find(|text| is_dateline(text))?;
    Some((text, Told::stated("element marked as dateline")))
}

/// Lines between the headline and the story: what stands there speaks of this article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Zone {
    /// Line of the headline.
    headline: usize,
    /// First line behind the zone.
    end: usize,
}

/// Lines above the headline within which marked elements belong to it.
const ABOVE: usize = 6;
/// Lines of the zone at most.
const LONGEST_ZONE: usize = 40;
/// A line of so many characters that ends a sentence is a paragraph of the story.
const PARAGRAPH: usize = 140;

impl Zone {
    fn of(page: &Gathered, headline: Option<&str>) -> Zone {
        let same = |line: &str| headline.is_some_and(|headline| line.to_lowercase() == headline.to_lowercase());
        let heading = page.headings.iter().find(|heading| same(&heading.text)).or_else(|| page.headings.first());
        let line = heading.map(|heading| heading.line).or_else(|| page.lines.iter().position(|line| same(line))).unwrap_or(0);
        let below = page.lines.iter().enumerate().skip(line + 1).take(LONGEST_ZONE);
        let is_story = |line: &str| line.chars().count() >= PARAGRAPH && blocks::ends_sentence(line);
        // The first paragraph may be the standfirst above the byline.
        let second = below.filter(|(_, line)| is_story(line)).map(|(at, _)| at).nth(1);
        Zone { headline: line, end: second.unwrap_or(line + LONGEST_ZONE) }
    }

    /// True for an element that begins there, or shortly above.
    fn holds(&self, line: usize) -> bool {
        (self.headline.saturating_sub(ABOVE)..self.end).contains(&line)
    }

    /// The lines below the headline.
    fn lines<'a>(&self, lines: &'a [String]) -> impl Iterator<Item = &'a str> {
        lines.iter().take(self.end).skip(self.headline + 1).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a page without an address states.
    pub(super) fn stated(html: &str) -> Stated {
        super::stated(&Document::from(html), None)
    }

    #[test]
    fn a_dateline_is_believed_where_the_grammar_does() {
        let page = |text: &str| format!("<h1>Rain</h1><div class=dateline>{text}</div><p>It rained.</p>");
        assert_eq!(stated(&page("OSLO, Norway (AP) —")).dateline.as_deref(), Some("OSLO, Norway (AP) —"));
        assert_eq!(stated(&page("March 5, 2024 10:00")).dateline, None);
    }

    #[test]
    fn every_field_says_where_it_was_read() {
        let found = stated(
            "<html><head><title>Rain in Oslo | Post</title><meta property=og:title content='Rain in Oslo'>\
             <meta name=author content='Jane Roe'><meta property=article:published_time content=2024-03-05></head>\
             <body><h1>Rain in Oslo</h1><p>By Jane Roe</p></body></html>",
        );
        let place = |field: &str| found.from[field].place.to_string();
        assert_eq!(place("headline"), "h1 and og:title");
        assert_eq!(place("authors"), "meta author and byline near the headline");
        assert_eq!(place("date"), "article:published_time");
    }

    #[test]
    fn no_page_makes_it_panic() {
        let unit = "<h1>é</h1><meta name=author content='By &#0; é'><time>\u{0}</time><p class=byline>By</p>|";
        for length in 0..unit.len() {
            stated(&String::from_utf8_lossy(unit.as_bytes().get(..length).unwrap()));
        }
        stated(&unit.repeat(300));
    }
}
