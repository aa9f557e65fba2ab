//! Who and what appears together with the articles found? A request comes in; the people, places and organisations that
//! these articles name go out, with their articles in all, how strongly they belong there, and when. What the filters ask
//! for is left out: it is in every article.

mod asked;
mod over_time;

use std::collections::BTreeMap;

use super::association::{Table, signed};
use super::{By, FacetCounts, FacetField, FacetRequest, FacetValue, Request, Results, Timeline, Unusual, run, timeline};
use crate::index::{self, Reader};
use asked::AskedFor;
use over_time::OverTime;

/// The fields whose values can be related.
const FIELDS: [FacetField; 3] = [FacetField::People, FacetField::Places, FacetField::Organizations];

/// Order of what is related.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RelatedOrder {
    /// The most strongly associated first, and nothing that is less frequent than expected.
    #[default]
    Association,
    /// The most articles together first.
    Count,
}

/// What is wanted of what is related.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RelatedRequest {
    /// Values of each field at most.
    pub limit: usize,
    /// Their order.
    pub order: RelatedOrder,
    /// Length of a period; without one as [`timeline()`](super::timeline()) chooses it.
    pub by: Option<By>,
}

/// What is related to a request.
#[derive(Debug, Clone, PartialEq)]
pub struct Related {
    /// Articles of the index.
    pub all: usize,
    /// When the articles found were published.
    pub timeline: Timeline,
    /// People, places and organisations.
    pub fields: Vec<RelatedField>,
}

/// The related values of a field.
#[derive(Debug, Clone, PartialEq)]
pub struct RelatedField {
    /// The field.
    pub field: FacetField,
    /// Values that could be shown.
    pub distinct: usize,
    /// Those that are wanted, in order; equals by name.
    pub values: Vec<RelatedValue>,
}

/// A value that appears in the articles found.
#[derive(Debug, Clone, PartialEq)]
pub struct RelatedValue {
    /// The value as it is shown, of a place its own name.
    pub value: String,
    /// The place's path, where it is known.
    pub path: Option<String>,
    /// Articles found that name it.
    pub together: usize,
    /// Articles of the index that name it.
    pub articles: usize,
    /// How many were expected together, and how strongly it is associated.
    pub association: Unusual,
    /// Articles together in each period of the timeline.
    pub periods: Vec<usize>,
}

/// What is related to the articles that a request finds; the results are those of the request, without hits and facets.
///
/// # Errors
/// Where files of the index cannot be read.
pub fn related(reader: &Reader, request: &Request, wanted: RelatedRequest) -> Result<(Related, Results), index::Error> {
    let facets = FIELDS.map(|field| FacetRequest::new(field, usize::MAX)).to_vec();
    let bare = Request { limit: 0, alternatives: false, ..request.clone() };
    let whole = run(reader, &Request { facets: facets.clone(), ..Request::default() })?;
    let found = run(reader, &Request { facets, ..bare.clone() })?;
    let (timeline, results) = timeline(reader, &bare, wanted.by)?;
    let asked = AskedFor::new(reader.authority(), request);
    let table = Table { together: 0, having: 0, found: found.total, all: whole.total };
    let mut fields: Vec<RelatedField> = found
        .facets
        .into_iter()
        .zip(whole.facets)
        .map(|(together, having)| field(together, having, table, &asked).ordered(wanted))
        .collect();
    OverTime::new(reader, &fields, timeline.by).fill(reader, request, &timeline, &mut fields)?;
    Ok((Related { all: whole.total, timeline, fields }, results))
}

/// All values of a field but those asked for, in no order.
fn field(together: FacetCounts, having: FacetCounts, table: Table, asked: &AskedFor<'_>) -> RelatedField {
    let counts: BTreeMap<(String, Option<String>), usize> =
        having.values.into_iter().map(|value| ((value.value, value.path), value.count)).collect();
    let others = together.values.into_iter().filter(|value| !asked.is_asked_for(together.field, value));
    let related = |one: FacetValue| {
        let key = (one.value, one.path);
        let articles = counts.get(&key).copied().unwrap_or(one.count);
        let association = signed(Table { together: one.count, having: articles, ..table });
        let (value, path) = key;
        RelatedValue { value, path, together: one.count, articles, association, periods: Vec::new() }
    };
    let values: Vec<RelatedValue> = others.map(related).collect();
    RelatedField { field: together.field, distinct: values.len(), values }
}

impl RelatedField {
    fn ordered(mut self, wanted: RelatedRequest) -> RelatedField {
        let by_name = |a: &RelatedValue, b: &RelatedValue| (&a.value, &a.path).cmp(&(&b.value, &b.path));
        let by_count = |a: &RelatedValue, b: &RelatedValue| b.together.cmp(&a.together).then_with(|| by_name(a, b));
        match wanted.order {
            RelatedOrder::Count => self.values.sort_unstable_by(by_count),
            RelatedOrder::Association => {
                self.values.retain(|value| value.association.score > 0.0);
                let by_score = |a: &RelatedValue, b: &RelatedValue| b.association.score.total_cmp(&a.association.score);
                self.values.sort_unstable_by(|a, b| by_score(a, b).then_with(|| by_count(a, b)));
            }
        }
        self.distinct = self.values.len();
        self.values.truncate(wanted.limit);
        self
    }
}

#[cfg(test)]
mod tests;
