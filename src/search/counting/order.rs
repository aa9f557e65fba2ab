//! Which values come first? Counted values come in, and for the order of what is unusual the counts of the whole index; the
//! values in their order go out. Equals stand by name, so that there is one order alone.

use std::collections::BTreeMap;

use super::super::association::{self, Table};
use super::super::{FacetCounts, FacetOrder, FacetValue};
use crate::fold::fold;
use crate::index::FacetField;
use crate::index::schema::UNRESOLVED;

/// The counts of a field over the whole index.
#[derive(Debug, Default)]
pub(super) struct Whole {
    /// Articles of the index.
    pub(super) total: usize,
    /// Articles by value and path.
    counts: BTreeMap<(String, Option<String>), usize>,
}

impl Whole {
    /// From counts of all values over all articles.
    pub(super) fn of(counts: FacetCounts) -> Whole {
        let values = counts.values.into_iter();
        Whole { total: counts.total, counts: values.map(|value| ((value.value, value.path), value.count)).collect() }
    }

    /// Those of the values of `found` articles that more of them have than were to be expected.
    pub(super) fn unusual(&self, values: Vec<FacetValue>, found: usize) -> Vec<FacetValue> {
        let rate = |mut value: FacetValue| -> Option<FacetValue> {
            let key = (value.value, value.path);
            let having = self.counts.get(&key).copied().unwrap_or(0);
            (value.value, value.path) = key;
            let table = Table { together: value.count, having, found, all: self.total };
            value.unusual = Some(association::unusual(table)?);
            Some(value)
        };
        values.into_iter().filter_map(rate).collect()
    }
}

/// Puts values in order.
pub(super) fn sort(values: &mut [FacetValue], order: FacetOrder) {
    let by_name = |a: &FacetValue, b: &FacetValue| (&a.value, &a.path).cmp(&(&b.value, &b.path));
    let by_count = |a: &FacetValue, b: &FacetValue| b.count.cmp(&a.count).then_with(|| by_name(a, b));
    let score = |value: &FacetValue| value.unusual.map_or(0.0, |unusual| unusual.score);
    match order {
        FacetOrder::Count => values.sort_unstable_by(by_count),
        FacetOrder::Name => values.sort_by_cached_key(|value| (fold(&value.value), value.value.clone(), value.path.clone())),
        FacetOrder::Unusual => values.sort_unstable_by(|a, b| score(b).total_cmp(&score(a)).then_with(|| by_count(a, b))),
    }
}

/// A value as it is shown, from the one that its column holds.
pub(super) fn facet_value(field: FacetField, stored: &str, count: usize) -> FacetValue {
    let (value, path) = match stored.strip_prefix(UNRESOLVED) {
        _ if !field.is_hierarchical() => (stored, None),
        Some(written) => (written, None),
        None => (stored.rsplit('/').next().unwrap_or(stored), Some(stored.to_owned())),
    };
    FacetValue { path, ..FacetValue::new(value, count) }
}
