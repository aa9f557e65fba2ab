//! At which level does a place count? The path of a place and a level come in, the path under which it counts goes out. A
//! place of three parts is a region where another lies in it, so that the paths of all articles have to be known first.

use std::collections::BTreeSet;

use tantivy::columnar::StrColumn;
use tantivy::{Searcher, SegmentReader};

use super::super::Level;
use super::super::renaming::column_of;
use crate::index::FacetField;
use crate::index::schema::UNRESOLVED;

/// Every place of three parts in which another lies, whether the articles name it or come from there.
pub(super) fn regions(searcher: &Searcher) -> tantivy::Result<BTreeSet<String>> {
    let mut regions = BTreeSet::new();
    for segment in searcher.segment_readers() {
        for field in [FacetField::Places, FacetField::Dateline] {
            regions.extend(regions_of(segment, column_of(segment, field)?.as_ref())?);
        }
    }
    Ok(regions)
}

/// The first three parts of every path of four that an article of a segment has.
fn regions_of(segment: &SegmentReader, column: Option<&StrColumn>) -> tantivy::Result<Vec<String>> {
    let mut regions = Vec::new();
    let Some(column) = column else { return Ok(regions) };
    let left = segment.has_deletes().then(|| left(segment, column));
    let mut values = column.dictionary().stream()?;
    while values.advance() {
        let value = String::from_utf8_lossy(values.key());
        let is_there = left.as_ref().is_none_or(|left| left.contains(&values.term_ord()));
        if let Some((region, _)) = value.rsplit_once('/').filter(|(region, _)| is_there && region.matches('/').count() == 2) {
            regions.push(region.to_owned());
        }
    }
    Ok(regions)
}

/// The values of those articles that were not removed.
fn left(segment: &SegmentReader, column: &StrColumn) -> BTreeSet<u64> {
    segment.doc_ids_alive().flat_map(|doc| column.ords().values_for_doc(doc)).collect()
}

/// What a place lies in at this level, or the place itself; `None` where the level is not known.
pub(super) fn at_level<'a>(path: &'a str, level: Level, regions: &BTreeSet<String>) -> Option<&'a str> {
    if path.starts_with(UNRESOLVED) {
        return None;
    }
    let depth = path.matches('/').count() + 1;
    let region = depth == 3 && regions.contains(path);
    match level {
        Level::Continent => first_parts(path, 1),
        Level::Country => first_parts(path, 2),
        Level::Region if depth > 3 || region => first_parts(path, 3),
        Level::City if depth > 3 || (depth == 3 && !region) => Some(path),
        Level::Region | Level::City => None,
    }
}

fn first_parts(path: &str, count: usize) -> Option<&str> {
    let mut ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
    ends.nth(count - 1).and_then(|end| path.get(..end))
}
