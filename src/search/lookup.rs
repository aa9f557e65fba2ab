//! What does the index hold, and what is the article with this id? Questions that select nothing: one article, all of
//! them, the nearest names, the figures of the whole index.

use tantivy::collector::DocSetCollector;
use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, Term};

use super::plan::Plan;
use super::speakers::Speakers;
use super::top::{Order, Top};
use super::{FacetCounts, FacetField, FacetRequest, Request, Stats, run, suggest};
use crate::article::model::Article;
use crate::fold::fold;
use crate::index::schema::{fields, schema};
use crate::index::{self, Reader};
use crate::query::lower;

/// Values of a field that come near a filter value which matches nothing, best first, five at most.
///
/// # Errors
/// Where files of the index cannot be read.
pub fn nearest(reader: &Reader, field: FacetField, value: &str) -> Result<Vec<String>, index::Error> {
    let facet = FacetRequest::new(field, usize::MAX);
    let request = Request { facets: vec![facet], ..Request::default() };
    let counted = run(reader, &request)?.facets;
    let values = counted.into_iter().flat_map(|facet| facet.values).flat_map(|value| {
        // A place can be asked for by what it lies in.
        let around = value.path.iter().flat_map(|path| path.split('/')).filter(|part| *part != value.value);
        let around: Vec<_> = around.map(|part| super::FacetValue::new(part, value.count)).collect();
        around.into_iter().chain([value])
    });
    Ok(suggest::nearest(&values.collect::<Vec<_>>(), value))
}

/// Words of the index that come near one that no article has, each with the articles that have it; best first.
///
/// # Errors
/// Where files of the index cannot be read.
pub fn nearest_words(reader: &Reader, word: &str) -> Result<Vec<(String, u32)>, index::Error> {
    suggest::nearest_words(reader.searcher(), &fold(word)).map_err(|error| reader.error(&error))
}

/// The article with exactly this id.
///
/// # Errors
/// Where files of the index cannot be read.
pub fn show(reader: &Reader, id: &str) -> Result<Option<Article>, index::Error> {
    let query = TermQuery::new(Term::from_field_text(fields().id, id), IndexRecordOption::Basic);
    let found = reader.searcher().search(&query, &DocSetCollector).map_err(|error| reader.error(&error))?;
    found.into_iter().min().map(|address| shown(reader, address)).transpose()
}

/// The ids of all articles that answer a request, in order of their days, the newest first.
///
/// # Errors
/// Where files of the index cannot be read.
pub fn found(reader: &Reader, request: &Request) -> Result<Vec<String>, index::Error> {
    let failed = |error: tantivy::TantivyError| reader.error(&error);
    let speakers = Speakers::new(reader, request).map_err(failed)?;
    let plan = Plan::new(request, &speakers, reader.authority());
    let top = Top { keep: usize::MAX, order: Order::Newest, least: 0.0 };
    let found = reader.searcher().search(&plan.found(), &top).map_err(failed)?;
    Ok(found.best.into_iter().map(|candidate| candidate.id).collect())
}

/// The article at this address, under the names that are shown.
pub(super) fn shown(reader: &Reader, address: DocAddress) -> Result<Article, index::Error> {
    let mut article = reader.article(address)?;
    reader.authority().apply(&mut article);
    Ok(article)
}

/// Ids that come near one that is not there, best first, five at most.
///
/// # Errors
/// Where files of the index cannot be read.
pub fn nearest_ids(reader: &Reader, id: &str) -> Result<Vec<String>, index::Error> {
    let ids = ids(reader).map_err(|error| reader.error(&error))?;
    Ok(suggest::nearest_ids(ids.iter().map(String::as_str), id))
}

/// The ids of all articles, segment by segment.
fn ids(reader: &Reader) -> tantivy::Result<Vec<String>> {
    let mut ids = Vec::new();
    for segment in reader.searcher().segment_readers() {
        let Some(column) = segment.fast_fields().str(schema().get_field_name(fields().id))? else { continue };
        let mut ordinals: Vec<u64> = segment.doc_ids_alive().filter_map(|doc| column.ords().first(doc)).collect();
        ordinals.sort_unstable();
        column.dictionary().sorted_ords_to_term_cb(&ordinals, |id| ids.push(String::from_utf8_lossy(id).into_owned()))?;
    }
    Ok(ids)
}

/// What the index holds.
///
/// # Errors
/// Where files of the index cannot be read.
pub fn stats(reader: &Reader) -> Result<Stats, index::Error> {
    let facet = |field| FacetRequest::new(field, usize::from(field == FacetField::Day) * usize::MAX);
    let counted = FacetField::ALL.into_iter().filter(|field| *field != FacetField::Copies);
    let request = Request { facets: counted.map(facet).collect(), ..Request::default() };
    let results = run(reader, &request)?;
    let count = |query: &dyn tantivy::query::Query| query.count(reader.searcher()).map_err(|error| reader.error(&error));
    let without_year = count(&*lower::without_year())?;
    let dated = count(&*lower::days(0, u32::MAX))?;
    Ok(Stats {
        articles: results.total,
        distinct: results.facets.iter().map(|facet| (facet.field, facet.distinct)).collect(),
        days: first_and_last(&results.facets),
        undated: results.total.saturating_sub(dated + without_year),
        without_year,
        roots: reader.manifest().roots.clone(),
        bytes: reader.bytes()?,
    })
}

fn first_and_last(facets: &[FacetCounts]) -> Option<(String, String)> {
    let days = facets.iter().find(|facet| facet.field == FacetField::Day)?;
    let names = || days.values.iter().map(|day| day.value.clone());
    Some((names().min()?, names().max()?))
}
