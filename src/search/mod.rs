//! Which articles answer, and what are they about? A [`Request`] and an index come in; hits with snippets and exact facet
//! counts go out as plain data. Nothing is printed here, and an article is read only where it is shown.

mod count;
mod entities;
mod explain;
#[cfg(test)]
mod fields_tests;
mod highlight;
mod hit;
mod lookup;
#[cfg(test)]
mod names_tests;
mod plan;
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

pub use entities::{Asked, Named, OneName, add_forms, entities};
pub use explain::{Explanation, Part, alone, explain, filtered, leaves};
pub use lookup::{nearest, nearest_ids, nearest_words, show, stats};
pub use request::{DateFilter, FacetRequest, Filter, Level, Request, Sort};
pub use results::{FacetCounts, FacetValue, Hit, Results, SaidBy, Stats};
pub use similar::similar;

pub use timeline::{By, Timeline, timeline};

pub use crate::index::FacetField;
pub use crate::index::schema::UNRESOLVED;

use tantivy::query::Query;

use crate::index::{self, Reader};
use count::Counting;
use highlight::Highlighter;
use hit::Shown;
use plan::Plan;
use speakers::Speakers;
use top::{Found, Top};

/// Answers a request.
///
/// # Errors
/// Where files of the index cannot be read.
pub fn run(reader: &Reader, request: &Request) -> Result<Results, index::Error> {
    let searcher = reader.searcher();
    let speakers = Speakers::new(reader, request).map_err(|error| reader.error(&error))?;
    let plan = Plan::new(request, &speakers, reader.authority());
    let (found, facets) = select(reader, request, &plan).map_err(|error| reader.error(&error))?;
    let mut results = Results { total: found.total, facets, ..Results::default() };
    if plan.needs_year {
        results.without_year = plan.without_year().count(searcher).map_err(|error| reader.error(&error))?;
    }
    let shown = Shown { highlighter: Highlighter::new(request.query.as_ref()), speakers: speakers.wanted() };
    for (address, score) in found.best.into_iter().skip(request.offset) {
        let article = lookup::shown(reader, address)?;
        results.hits.push(hit::hit(article, plan.scored.then_some(score), &shown));
    }
    Ok(results)
}

/// The hits and all counts; one pass serves every field whose filters are those of the hits.
fn select(reader: &Reader, request: &Request, plan: &Plan) -> tantivy::Result<(Found, Vec<FacetCounts>)> {
    let (searcher, authority) = (reader.searcher(), reader.authority());
    let keep = if request.limit == 0 { 0 } else { request.offset.saturating_add(request.limit) };
    let top = Top { keep, sort: request.sort, scored: plan.scored && keep > 0, least: 0.0 };
    let apart = |facet: &&FacetRequest| request.alternatives && plan.filters(facet.field);
    let together = request.facets.iter().filter(|facet| !apart(facet)).copied().collect();
    let (found, (_, shared)) = searcher.search(&plan.found(), &(top, Counting::new(reader, authority, together)?))?;
    let mut shared = shared.into_iter();
    let mut facets = Vec::new();
    for facet in &request.facets {
        if apart(&facet) {
            let query = plan.alternatives(facet.field);
            facets.extend(searcher.search(&query, &Counting::new(reader, authority, vec![*facet])?)?.1);
        } else {
            facets.extend(shared.next());
        }
    }
    Ok((found, facets))
}
