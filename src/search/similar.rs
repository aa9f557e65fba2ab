//! Which articles are like this one? An article comes in; those that share what sets it apart go out, best first: its
//! rarest words and names, each with a weight. A score is the share of that weight which an article has too, from 0 to 1.
//! Weights are whole numbers, so that sums are exact in whatever order, and statistics that still count removed articles
//! move a weight a little but never the sign of it. An article without any such word is like no other.

use std::collections::BTreeMap;

use tantivy::query::{Bm25StatisticsProvider, Query};
use tantivy::{Searcher, Term};

use super::highlight::Highlighter;
use super::hit::{self, Shown};
use super::plan::Plan;
use super::speakers::Speakers;
use super::top::{Candidate, Found, Order, Top};
use super::{FacetField, Request, Results, lookup};
use crate::article::model::Article;
use crate::index::schema::fields;
use crate::index::tokenizer::{stems, tokens};
use crate::index::{self, Reader};
use crate::query::{Node, is_common, lower};

/// Words that an article is compared by: enough to tell one event from the next, and few enough to be quick.
const WORDS: usize = 30;
/// Names of each kind that it is compared by, those mentioned most.
const NAMES: usize = 8;
/// Weight of the weightiest; all of them together stay far below the whole numbers that a score can hold.
const HEAVIEST: f64 = 1000.0;
/// Share of the weight below which an article is not like another, though it has words in common.
const LEAST_SHARE: f32 = 0.1;
/// How often a word of the headline counts.
const HEADLINE: u32 = 2;

/// What an article is compared by.
#[derive(Default)]
struct Traits {
    /// The query for each, and its weight.
    queries: Vec<(Box<dyn Query>, f64)>,
    /// The words as the article writes them.
    words: Vec<Node>,
}

/// A word of the article.
struct Word {
    surface: String,
    count: u32,
}

/// The articles like this one, itself left out, under the filters, the limit and the offset of a request; its query, order
/// and facets do not count.
///
/// # Errors
/// Where files of the index cannot be read.
pub fn similar(reader: &Reader, article: &Article, request: &Request) -> Result<Results, index::Error> {
    let failed = |error| reader.error(&error);
    let speakers = Speakers::new(reader, request).map_err(failed)?;
    let plan = Plan::new(request, &speakers, reader.authority());
    let traits = traits(reader, article).map_err(failed)?;
    let (alike, whole) = weighted(traits.queries);
    let keep = if request.limit == 0 { 0 } else { request.offset.saturating_add(request.limit) };
    let look = |within, keep| -> tantivy::Result<Found> {
        let top = Top { keep, order: Order::Scored, least: whole * LEAST_SHARE };
        reader.searcher().search(&lower::like(&alike, within, &article.id), &top)
    };
    let found = look(plan.found(), keep).map_err(failed)?;
    let more = found.total > request.offset.saturating_add(request.limit);
    let mut results = Results { total: found.total, more, ..Results::default() };
    if plan.needs_year {
        results.without_year = look(plan.without_year(), 0).map_err(failed)?.total;
    }
    let highlighter = Highlighter::new(Some(&Node::Or(traits.words)));
    let shown = Shown { highlighter, speakers: speakers.wanted(), contexts: 0 };
    for Candidate { address, score, .. } in found.best.into_iter().skip(request.offset) {
        results.hits.push(hit::hit(lookup::shown(reader, address)?, Some(score / whole), &shown));
    }
    Ok(results)
}

/// One query for all of these, and the greatest score that it can give.
fn weighted(queries: Vec<(Box<dyn Query>, f64)>) -> (Box<dyn Query>, f32) {
    let heaviest = queries.iter().map(|(_, weight)| *weight).fold(f64::MIN_POSITIVE, f64::max);
    let whole_number = |weight: f64| (weight / heaviest * HEAVIEST).round().max(1.0) as f32;
    let queries: Vec<(Box<dyn Query>, f32)> = queries.into_iter().map(|(query, weight)| (query, whole_number(weight))).collect();
    let whole = queries.iter().map(|(_, weight)| *weight).sum();
    (lower::weighted(queries), whole)
}

fn traits(reader: &Reader, article: &Article) -> tantivy::Result<Traits> {
    let searcher = reader.searcher();
    let mut traits = Traits::default();
    for (stem, surface, weight) in rarest(searcher, &words(article))? {
        traits.queries.push((lower::stem(&stem), weight));
        traits.words.push(Node::Word(surface));
    }
    for (field, name) in names(article) {
        let query = lower::filter(field, &Node::Name(name), reader.authority());
        let with_it = query.count(searcher)?;
        if with_it > 1 {
            traits.queries.push((query, rarity(searcher, with_it as u64)?));
        }
    }
    Ok(traits)
}

/// Every word that says something, by its stem. A word of the lead counts once more than elsewhere in the body.
fn words(article: &Article) -> BTreeMap<String, Word> {
    let mut words = BTreeMap::new();
    let lead = article.body.split("\n\n").next().unwrap_or_default();
    let headline = article.headline.as_deref().unwrap_or_default();
    for (text, times) in [(headline, HEADLINE), (lead, 1), (article.body.as_str(), 1)] {
        for token in tokens(stems(), text) {
            let surface = text.get(token.offset_from..token.offset_to).unwrap_or_default();
            if !is_common(surface) {
                let word = words.entry(token.text).or_insert_with(|| Word { surface: surface.to_owned(), count: 0 });
                word.count = word.count.saturating_add(times);
            }
        }
    }
    words
}

/// The words that set an article apart: stem, as written, weight. What stands in one article alone connects it to none.
fn rarest(searcher: &Searcher, words: &BTreeMap<String, Word>) -> tantivy::Result<Vec<(String, String, f64)>> {
    let mut weighed = Vec::new();
    for (stem, word) in words {
        let in_body = searcher.doc_freq(&Term::from_field_text(fields().body, stem))?;
        let in_headline = searcher.doc_freq(&Term::from_field_text(fields().headline, stem))?;
        let with_it = in_body.max(in_headline);
        if with_it > 1 {
            let weight = (1.0 + f64::from(word.count).ln()) * rarity(searcher, with_it)?;
            weighed.push((stem.clone(), word.surface.clone(), weight));
        }
    }
    weighed.sort_by(|one, other| other.2.total_cmp(&one.2).then_with(|| one.0.cmp(&other.0)));
    weighed.truncate(WORDS);
    Ok(weighed)
}

/// The logarithm of how few articles have something; never negative. Removed articles that are still counted in the one
/// number are counted in the other too.
fn rarity(searcher: &Searcher, with_it: u64) -> tantivy::Result<f64> {
    let all = searcher.total_num_docs()?;
    Ok((1.0 + all.saturating_sub(with_it) as f64 / with_it.max(1) as f64).ln())
}

/// The people, places and organisations mentioned most. A place goes by its path, where it has one.
fn names(article: &Article) -> Vec<(FacetField, String)> {
    let people = article.people.iter().take(NAMES).map(|person| (FacetField::People, person.name.clone()));
    let organizations = article.organizations.iter().take(NAMES);
    let organizations = organizations.map(|organization| (FacetField::Organizations, organization.name.clone()));
    let places = article.places.iter().take(NAMES);
    let places = places.map(|place| (FacetField::Places, place.location.path.clone().unwrap_or_else(|| place.name.clone())));
    people.chain(organizations).chain(places).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Filter, show};
    use super::*;
    use crate::index::Writer;
    use crate::index::sample::{article, index_of, publish, write};

    fn stories() -> Vec<Article> {
        vec![
            article("quake", "A strong earthquake shook Izmit before dawn. Rescuers dug for survivors in the rubble.")
                .headed("Earthquake shakes Izmit")
                .dated("1999-08-17")
                .at("Izmit", Some("Asia/Turkey/Izmit"), "TR"),
            article("quake-again", "Rescuers in Izmit went on digging through rubble after the earthquake; survivors were few.")
                .headed("Hope fades after earthquake")
                .dated("1999-08-19")
                .at("Izmit", Some("Asia/Turkey/Izmit"), "TR"),
            article("budget", "The chancellor raised taxes on petrol. Before the vote members of parliament were few.")
                .headed("Taxes rise")
                .dated("1999-03-09"),
            article("match", "The striker scored before half-time and after it; the visitors went on to win.")
                .headed("Visitors win")
                .dated("1999-08-18"),
            article("vote", "Members of parliament went on to vote for taxes on petrol.").headed("Vote on taxes"),
        ]
    }

    fn asked(limit: usize) -> Request {
        Request { limit, ..Request::default() }
    }

    fn like(reader: &Reader, id: &str, request: &Request) -> Vec<(String, f32)> {
        let article = show(reader, id).expect("readable").expect("is there");
        let results = similar(reader, &article, request).expect("an answer");
        results.hits.into_iter().map(|hit| (hit.id, hit.score.expect("a score"))).collect()
    }

    #[test]
    fn another_telling_of_the_event_comes_first() {
        let (_folder, reader) = index_of(&stories());
        for (id, other) in [("quake", "quake-again"), ("quake-again", "quake"), ("budget", "vote"), ("vote", "budget")] {
            let found = like(&reader, id, &asked(10));
            assert_eq!(found.first().map(|(id, _)| id.as_str()), Some(other), "{id}: {found:?}");
            assert!(found.iter().all(|(found, score)| found != id && (0.0..=1.0).contains(score)), "{found:?}");
        }
    }

    #[test]
    fn a_copy_shares_everything() {
        let copy = Article { id: "copy".to_owned(), ..stories().remove(0) };
        let (_folder, reader) = index_of(&stories().into_iter().chain([copy]).collect::<Vec<_>>());
        let found = like(&reader, "quake", &asked(1));
        assert_eq!(found, [("copy".to_owned(), 1.0)]);
    }

    #[test]
    fn segments_do_not_change_the_order() {
        let copies = (0..5).map(|number| Article { id: format!("copy{number}"), ..stories().remove(1) });
        let articles: Vec<Article> = stories().into_iter().chain(copies).collect();
        let (_folder, many) = index_of(&articles);
        let folder = tempfile::tempdir().expect("a temporary folder");
        write(folder.path(), &articles);
        let one = Reader::open(folder.path()).expect("readable");
        for article in &articles {
            assert_eq!(like(&many, &article.id, &asked(20)), like(&one, &article.id, &asked(20)));
        }
    }

    #[test]
    fn filters_limit_and_offset_narrow() {
        let (_folder, reader) = index_of(&stories());
        let filters = vec![Filter::parse(FacetField::Places, "Turkey").expect("parses")];
        let inside = like(&reader, "quake", &Request { filters, ..asked(10) });
        assert_eq!(inside.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), ["quake-again"]);
        let filters = vec![Filter::parse(FacetField::Places, "France").expect("parses")];
        assert!(like(&reader, "quake", &Request { filters, ..asked(10) }).is_empty());
        let all = like(&reader, "vote", &asked(10));
        assert_eq!(like(&reader, "vote", &Request { offset: 1, ..asked(10) }), all.get(1..).expect("one at least"));
        assert!(like(&reader, "vote", &asked(0)).is_empty());
    }

    #[test]
    fn removed_articles_do_no_harm() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let copies = (0..100).map(|number| Article { id: format!("copy{number}"), ..stories().remove(0) });
        write(folder.path(), &stories().into_iter().chain(copies).collect::<Vec<_>>());
        let mut writer = Writer::open(folder.path()).expect("the folder can be written");
        for number in 0..98 {
            writer.remove_article(&format!("copy{number}")).expect("can be removed");
        }
        publish(writer);
        let reader = Reader::open(folder.path()).expect("readable");
        let found: Vec<String> = like(&reader, "quake", &asked(3)).into_iter().map(|(id, _)| id).collect();
        assert_eq!(found, ["copy98", "copy99", "quake-again"]);
    }

    #[test]
    fn an_article_without_words_is_like_none() {
        let blank = vec![article("blank", ""), article("the", "The of and."), article("blank-too", "")];
        let (_folder, reader) = index_of(&stories().into_iter().chain(blank).collect::<Vec<_>>());
        for id in ["blank", "the"] {
            assert!(like(&reader, id, &asked(10)).is_empty());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn no_article_makes_it_fail(bodies in prop::collection::vec("(\\PC{0,20}|peace|plan|\n\n| ){0,12}", 1..5)) {
            let articles: Vec<Article> = bodies
                .iter()
                .enumerate()
                .map(|(number, body)| article(&number.to_string(), body).headed(body).naming(body, &[body]).at(body, None, ""))
                .collect();
            let (_folder, reader) = index_of(&articles);
            for article in &articles {
                let found = like(&reader, &article.id, &asked(10));
                prop_assert!(found.iter().all(|(id, score)| *id != article.id && (0.0..=1.0).contains(score)));
            }
        }
    }
}
