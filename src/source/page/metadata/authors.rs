//! Who wrote a page's article? JSON-LD, meta elements, microdata, marked bylines and the visible lines near the headline are
//! asked; each is read as a byline is, so that outlets, desks and agencies are no people, and the sets of names vote.
//! The people of other stories, commenters and the site itself write nothing here: no author beats a wrong author.

use serde_json::{Map, Value};

use super::gather::Gathered;
use super::json_ld::{Kind, LinkedData};
use super::plain::plain;
use super::vote::{Candidate, elect};
use super::{Told, Zone};
use crate::article::byline::{self, Byline, Position};
use crate::article::{agency, people};

/// Who is credited.
#[derive(Debug, Default)]
pub(super) struct Credited {
    /// People, and where they were read.
    pub authors: Option<(Vec<String>, Told)>,
    /// Agency that signs, and where that was read.
    pub agency: Option<(String, Told)>,
}

/// Who wrote the article. `sites` are names of the site, which are no authors.
///
/// Weights from the precisions of FIELDS, section 2 and 4.1, and from 42 pages with known authors: JSON-LD alone is right on
/// 33 of the 36 where it names people, meta elements on 13 of 16, marked bylines less.
pub(super) fn of(
    page: &Gathered,
    data: &LinkedData,
    article: Option<&Map<String, Value>>,
    sites: &[String],
    zone: &Zone,
) -> Credited {
    let mut asked = Asked { sites, candidates: Vec::new(), agencies: Vec::new() };
    let value = article.and_then(|article| article.get("author").or_else(|| article.get("creator")));
    asked.add(
        data.names(value).into_iter().filter(|(_, kind)| *kind != Kind::Organization).map(|(name, _)| name),
        "JSON-LD author",
        29,
    );
    asked.add_agencies(data.names(value).into_iter().map(|(name, _)| name), "JSON-LD author");
    for (names, place, weight) in [
        (&["parsely-author"][..], "meta parsely-author", 24),
        (&["sailthru.author", "byl", "citation_author", "article:author_name", "article.author"][..], "meta byl", 22),
        (&["author", "article_author", "authors"][..], "meta author", 18),
        (&["dc.creator", "dcterms.creator", "dc.contributor.author"][..], "meta dc.creator", 18),
        (&["article:author", "og:article:author", "og:author"][..], "article:author", 15),
    ] {
        asked.add(page.meta(names).map(str::to_owned), place, weight);
    }
    let items = || page.items.iter().filter(|(item, marked)| item == "author" && zone.holds(marked.line));
    asked.add(items().map(|(_, marked)| marked.text.clone()), MARKED[0], 20);
    let near = |marked: &&super::gather::Marked| zone.holds(marked.line);
    asked.add(page.author_links.iter().filter(near).map(|marked| marked.text.clone()), MARKED[1], 16);
    asked.add(page.bylines.iter().filter(near).take(3).map(|marked| marked.text.clone()), MARKED[2], 15);
    let is_marked = asked.candidates.iter().any(|candidate| MARKED.contains(&candidate.place));
    asked.add_lines(page, zone, if is_marked { 3 } else { 15 });
    let authors = elect(&asked.candidates, |names| {
        let mut names: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
        names.sort_unstable();
        names
    });
    Credited { authors, agency: elect(&asked.agencies, Clone::clone) }
}

/// Places whose text stands near the headline for all to see: a line that says the same is no news.
const MARKED: [&str; 3] = ["itemprop author", "rel=author", "element marked as byline"];

struct Asked<'a> {
    sites: &'a [String],
    candidates: Vec<Candidate<Vec<String>>>,
    agencies: Vec<Candidate<String>>,
}

impl Asked<'_> {
    /// What a place says: all its values together name the authors.
    fn add(&mut self, values: impl Iterator<Item = String>, place: &'static str, weight: u32) {
        let mut names: Vec<String> = Vec::new();
        for value in values.take(30) {
            for name in self.people(&value) {
                if !names.iter().any(|known| known.to_lowercase() == name.to_lowercase()) {
                    names.push(name);
                }
            }
        }
        if !names.is_empty() && names.len() <= 20 {
            self.candidates.push(Candidate { value: names, place, weight });
        }
    }

    fn add_agencies(&mut self, mut values: impl Iterator<Item = String>, place: &'static str) {
        if let Some(name) = values.find_map(|value| agency::known(value.trim())) {
            self.agencies.push(Candidate { value: name.to_owned(), place, weight: 22 });
        }
    }

    /// The first visible line near the headline that is a byline.
    fn add_lines(&mut self, page: &Gathered, zone: &Zone, weight: u32) {
        let mut lines = zone.lines(&page.lines).peekable();
        while let Some(line) = lines.next() {
            let found = match lines.peek() {
                Some(next) if byline::announces(line) => byline::listed(next),
                next => of_line(line).or_else(|| {
                    let dated = next.is_some_and(|next| crate::article::date::is_date_line(next));
                    byline::bare(line, if dated { Position::AboveDate } else { Position::AboveStory })
                }),
            };
            let Some(found) = found else { continue };
            let names = self.own(found.authors);
            if let Some(agency) = found.agency {
                self.agencies.push(Candidate { value: agency, place: "byline near the headline", weight });
            }
            if !names.is_empty() {
                self.candidates.push(Candidate { value: names, place: "byline near the headline", weight });
            }
            return;
        }
    }

    /// The people that a value names.
    fn people(&self, value: &str) -> Vec<String> {
        let value = plain(value);
        let mut names = Vec::new();
        for line in value.lines() {
            let line = without_addresses(line);
            if line.is_empty() || line.starts_with(['(', '[', '{']) || self.is_site(&line) {
                continue;
            }
            if is_foreign_name(&line) {
                names.push(line);
            } else if let Some(found) = of_line(&line).or_else(|| byline::parse(&format!("By {line}"))) {
                names.extend(self.own(found.authors));
            }
        }
        names
    }

    /// Names of people that are not the site's own.
    fn own(&self, names: Vec<String>) -> Vec<String> {
        names.into_iter().filter(|name| !self.is_site(name)).collect()
    }

    fn is_site(&self, name: &str) -> bool {
        let same = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
        let name = same(name);
        self.sites.iter().map(|site| same(site)).any(|site| site == name || (name.len() >= 5 && site.starts_with(&name)))
    }
}

/// The byline that a line is, with its opening word.
pub(super) fn of_line(line: &str) -> Option<Byline> {
    byline::parse(line)
}

/// Without addresses of pages and mail, handles and what stands in brackets behind a name.
fn without_addresses(value: &str) -> String {
    let outside = value.split_once(" (").filter(|(name, _)| people::is_name(name)).map_or(value, |(name, _)| name);
    let words =
        outside.split_whitespace().filter(|word| !word.contains("://") && !word.contains('@') && !word.starts_with("www."));
    words.collect::<Vec<_>>().join(" ")
}

/// A name in a script that our bylines do not read: short, without figures and without Latin letters.
fn is_foreign_name(text: &str) -> bool {
    let count = text.chars().count();
    (2..=12).contains(&count)
        && text.chars().all(|c| (c.is_alphabetic() && !c.is_ascii()) || matches!(c, ' ' | '・' | '·'))
        && text.chars().any(|c| c > '\u{370}')
}

#[cfg(test)]
mod tests {
    use super::super::tests::stated;

    fn authors(html: &str) -> Vec<String> {
        stated(html).authors
    }

    /// A page with this before its text.
    fn page(head: &str) -> String {
        format!("<h1>Rain in Oslo</h1>{head}<p>{}</p>", "It rained in Oslo for a week, and nobody knew why it did. ".repeat(5))
    }

    #[test]
    fn each_place_tells_the_author() {
        for head in [
            "<script type=application/ld+json>{\"@type\": \"NewsArticle\", \"author\": {\"@type\": \"Person\", \"name\": \"Jane Roe\"}}</script>",
            "<meta name=author content='By Jane Roe'>",
            "<meta name=parsely-author content='JANE ROE'>",
            "<span itemprop=author><span itemprop=name>Jane Roe</span></span>",
            "<a rel=author href=/x>Jane Roe</a>",
            "<div class=article-byline>By Jane Roe, Science Editor</div>",
            "<p>By Jane Roe</p>",
            "<p>Jane Roe</p><p>March 5, 2024</p>",
            "<p>Written by</p><p>Jane Roe</p>",
        ] {
            assert_eq!(authors(&page(head)), ["Jane Roe"], "{head}");
        }
    }

    #[test]
    fn several_authors_are_parted() {
        for names in [
            "Jane Roe and Max Miller",
            "Jane Roe, Max Miller",
            "Jane Roe &amp; Max Miller",
            "Jane Roe; Max Miller",
            "Jane Roe og Max Miller",
        ] {
            assert_eq!(authors(&page(&format!("<meta name=author content='{names}'>"))), ["Jane Roe", "Max Miller"], "{names}");
        }
    }

    #[test]
    fn sites_desks_addresses_and_others_write_nothing() {
        for head in [
            "<meta property=og:site_name content='Evening Post'><meta name=author content='Evening Post'>",
            "<meta name=author content='Evening Post Staff'>",
            "<meta property=article:author content=https://www.facebook.com/jane.roe>",
            "<meta name=author content='admin'>",
            "<script type=application/ld+json>{\"@type\": \"NewsArticle\", \"author\": {\"@type\": \"Organization\", \"name\": \"Jane Roe Media\"}}</script>",
            "<div class=comments><span class=author>Jane Roe</span></div>",
            "<p>Photo: Jane Roe</p>",
            "<meta name=author content='(Image: Jane Roe)'>",
        ] {
            assert_eq!(authors(&page(head)), Vec::<String>::new(), "{head}");
        }
    }

    #[test]
    fn an_agency_signs_without_being_a_person() {
        let found = stated(&page(
            "<script type=application/ld+json>{\"@type\": \"NewsArticle\", \"author\": {\"@type\": \"Person\", \"name\": \"Associated Press\"}}</script>",
        ));
        assert_eq!((found.authors.len(), found.agency.as_deref()), (0, Some("AP")));
    }
}
