//! Which articles answer, and what are they about? A [`Request`] and an index come in; hits with snippets and exact facet
//! counts go out as plain data. Nothing is printed here.

mod request;
mod results;

pub use request::{DateFilter, FacetField, FacetRequest, Filter, Level, Request, Sort};
pub use results::{FacetCounts, FacetValue, Hit, Results, Stats};

use crate::article::model::Article;
use crate::index::{self, Reader};

/// Answers a request.
///
/// # Errors
/// Where files of the index cannot be read.
pub fn run(reader: &Reader, request: &Request) -> Result<Results, index::Error> {
    let _ = (reader, request);
    todo!()
}

/// Values of a field that come near a filter value which matches nothing, best first, five at most.
///
/// # Errors
/// Where files of the index cannot be read.
pub fn nearest(reader: &Reader, field: FacetField, value: &str) -> Result<Vec<String>, index::Error> {
    let _ = (reader, field, value);
    todo!()
}

/// The article with exactly this id.
///
/// # Errors
/// Where files of the index cannot be read.
pub fn show(reader: &Reader, id: &str) -> Result<Option<Article>, index::Error> {
    let _ = (reader, id);
    todo!()
}

/// Ids that come near one that is not there, best first, five at most.
///
/// # Errors
/// Where files of the index cannot be read.
pub fn nearest_ids(reader: &Reader, id: &str) -> Result<Vec<String>, index::Error> {
    let _ = (reader, id);
    todo!()
}

/// What the index holds.
///
/// # Errors
/// Where files of the index cannot be read.
pub fn stats(reader: &Reader) -> Result<Stats, index::Error> {
    let _ = reader;
    todo!()
}

/// Every article, in the order in which they were written.
///
/// # Errors
/// Where files of the index cannot be read.
pub fn articles(reader: &Reader) -> impl Iterator<Item = Result<Article, index::Error>> {
    let _ = reader;
    std::iter::empty()
}
