//! Which articles answer, and what are they about? A [`Request`] and an index come in; hits with snippets and exact facet
//! counts go out as plain data. Nothing is printed here, and an article is read only where it is shown.

mod association;
mod collapse;
#[cfg(test)]
mod collapse_tests;
mod conjuncts;
mod context;
mod counting;
mod entities;
#[cfg(test)]
mod exact;
mod explain;
#[cfg(test)]
mod facets_tests;
#[cfg(test)]
mod fields_tests;
mod highlight;
mod hit;
mod lookup;
#[cfg(test)]
mod names_tests;
mod plan;
mod prefix;
mod ranking;
mod related;
mod renaming;
mod request;
mod results;
mod similar;
mod snippet;
mod speakers;
mod suggest;
#[cfg(test)]
mod tests;
mod timeline;
mod top;

pub use association::Unusual;
pub use context::Context;
pub use entities::{Asked, Named, OneName, add_forms, entities};
pub use explain::{Explanation, Part, alone, explain, filtered, leaves};
pub use lookup::{found, nearest, nearest_ids, nearest_words, show, stats};
pub use prefix::Prefix;
pub use related::{Related, RelatedField, RelatedOrder, RelatedRequest, RelatedValue, related};
pub use request::{CopiesShown, DateFilter, FacetOrder, FacetRequest, Filter, Level, Request, Sort};
pub use results::{CopyOf, FacetCounts, FacetValue, Hit, Results, SaidBy, Stats};
pub use similar::similar;

pub use timeline::{By, Timeline, compare, timeline};

pub use crate::index::FacetField;
pub use crate::index::schema::UNRESOLVED;

use tantivy::query::Query;

use crate::index::{self, Reader};
use counting::Counting;
use highlight::Highlighter;
use hit::Shown;
use plan::Plan;
use ranking::{Freshness, Ranking};
use speakers::Speakers;
use top::{Found, Order, Top};

/// Answers a request.
///
/// # Errors
/// Where files of the index cannot be read.
pub fn run(reader: &Reader, request: &Request) -> Result<Results, index::Error> {
    let searcher = reader.searcher();
    let failed = |error: tantivy::TantivyError| reader.error(&error);
    let speakers = Speakers::new(reader, request).map_err(failed)?;
    let plan = Plan::new(request, &speakers, reader.authority());
    let ranking = ranking(reader, request).map_err(failed)?;
    let top = top(reader, request, ranking.as_ref()).map_err(failed)?;
    let (mut found, facets) = select(reader, request, &plan, &top).map_err(failed)?;
    top.settle(reader, &mut found)?;
    let mut results = Results { total: found.total, facets, ..Results::default() };
    results.more = found.total > collapse::wanted(request);
    if request.copies == CopiesShown::Collapsed && request.limit > 0 {
        results.more = collapse::collapse(reader, &plan, &top, &mut found, collapse::wanted(request))?;
    }
    if plan.needs_year {
        results.without_year = plan.without_year().count(searcher).map_err(failed)?;
    }
    let highlighter = Highlighter::new(request.query.as_ref());
    let shown = Shown { highlighter, speakers: speakers.wanted(), contexts: request.contexts };
    let hits = found.best.get(request.offset..).unwrap_or_default();
    for candidate in hits {
        let article = lookup::shown(reader, candidate.address)?;
        results.hits.push(hit::hit(article, ranking.as_ref().map(|_| candidate.score), &shown));
    }
    if request.copies != CopiesShown::Alike {
        let also = request.copies == CopiesShown::Collapsed;
        let ids: Vec<String> = hits.iter().map(|candidate| candidate.id.clone()).collect();
        let copies = collapse::copies_of(reader, &ids, &plan, also).map_err(failed)?;
        results.hits.iter_mut().zip(copies).for_each(|(hit, copy_of)| hit.copy_of = copy_of);
    }
    Ok(results)
}

/// What the words of a request are worth; `None` where its hits are not ranked.
fn ranking(reader: &Reader, request: &Request) -> tantivy::Result<Option<Ranking>> {
    let ranked = matches!(request.sort, Sort::Relevance | Sort::Recent) && request.limit > 0;
    match request.query.as_ref().filter(|_| ranked) {
        Some(query) => Ranking::new(reader.searcher(), query),
        None => Ok(None),
    }
}

/// The hits to keep, and their order.
fn top<'a>(reader: &Reader, request: &Request, ranking: Option<&'a Ranking>) -> tantivy::Result<Top<'a>> {
    let wanted = collapse::wanted(request);
    let collapsed = request.copies == CopiesShown::Collapsed && wanted > 0;
    let keep = if collapsed { collapse::at_first(wanted) } else { wanted };
    let order = match ranking {
        Some(ranking) if request.sort == Sort::Recent => Order::Recent(ranking, Freshness::new(reader.searcher())?),
        Some(ranking) => Order::Ranked(ranking),
        None if request.sort == Sort::Oldest => Order::Oldest,
        None => Order::Newest,
    };
    Ok(Top { keep, order, least: 0.0 })
}

/// The hits and all counts; one pass serves every field whose filters are those of the hits.
fn select(reader: &Reader, request: &Request, plan: &Plan, top: &Top<'_>) -> tantivy::Result<(Found, Vec<FacetCounts>)> {
    let (searcher, authority) = (reader.searcher(), reader.authority());
    let apart = |facet: &&FacetRequest| request.alternatives && plan.filters(facet.field);
    let together = request.facets.iter().filter(|facet| !apart(facet)).cloned().collect();
    let (found, (_, shared)) = searcher.search(&plan.found(), &(*top, Counting::new(reader, authority, together)?))?;
    let mut shared = shared.into_iter();
    let mut facets = Vec::new();
    for facet in &request.facets {
        if apart(&facet) {
            let query = plan.alternatives(facet.field);
            facets.extend(searcher.search(&query, &Counting::new(reader, authority, vec![facet.clone()])?)?.1);
        } else {
            facets.extend(shared.next());
        }
    }
    Ok((found, facets))
}
