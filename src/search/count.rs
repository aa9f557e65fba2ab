//! How many of the articles found have which value of a field? Every article found passes by once for all fields; each
//! segment counts by the ordinals of its columns, and the counts are added up by name. They are exact for any number of
//! segments and with removed articles, and an article counts once for each distinct value.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, Score, Searcher, SegmentOrdinal, SegmentReader};

use super::{FacetCounts, FacetRequest, FacetValue, Level};
use crate::index::FacetField;
use crate::index::schema::{UNRESOLVED, fields, schema};

/// Counts fields over the articles found.
#[derive(Debug)]
pub(super) struct Counting {
    requests: Vec<FacetRequest>,
    /// Places that other places lie in, for the levels of region and city.
    regions: BTreeSet<String>,
}

impl Counting {
    /// Counts these fields over an index.
    pub(super) fn new(searcher: &Searcher, requests: Vec<FacetRequest>) -> tantivy::Result<Counting> {
        let mut regions = BTreeSet::new();
        for request in requests.iter().filter(|request| matches!(request.level, Some(Level::Region | Level::City))) {
            for reader in searcher.segment_readers() {
                regions.extend(regions_of(column(reader, request.field)?.as_ref())?);
            }
        }
        Ok(Counting { requests, regions })
    }
}

/// The first three parts of every path of four: a place of three parts is a region where another lies in it.
fn regions_of(column: Option<&StrColumn>) -> tantivy::Result<Vec<String>> {
    let mut regions = Vec::new();
    let Some(column) = column else { return Ok(regions) };
    let mut values = column.dictionary().stream()?;
    while values.advance() {
        let value = String::from_utf8_lossy(values.key());
        if let Some((region, _)) = value.rsplit_once('/').filter(|(region, _)| region.matches('/').count() == 2) {
            regions.push(region.to_owned());
        }
    }
    Ok(regions)
}

fn column(reader: &SegmentReader, field: FacetField) -> tantivy::Result<Option<StrColumn>> {
    reader.fast_fields().str(schema().get_field_name(fields().column(field)))
}

/// One segment's counts of all fields.
pub(super) struct SegmentCounting {
    total: usize,
    fields: Vec<FieldCounting>,
}

/// One segment's counts of one field.
enum FieldCounting {
    /// By ordinal of the column's values.
    Values { column: StrColumn, counts: Vec<u32> },
    /// By ordinal of what the column's values lie in.
    Groups { column: StrColumn, group_of: Vec<Option<u32>>, names: Vec<String>, counts: Vec<u32>, seen: Vec<u32> },
    /// Every article's day, cut to year or month.
    Days { column: Column<u64>, unit: u64, days: Vec<u64> },
    /// The segment has no value.
    Nothing,
}

/// What one segment counted of one field.
pub(super) enum FieldFruit {
    /// Ordinals and counts, not yet looked up.
    Values(StrColumn, Vec<(u64, u32)>),
    /// Values and counts.
    Named(Vec<(String, u32)>),
}

impl Collector for Counting {
    type Fruit = (usize, Vec<FacetCounts>);
    type Child = SegmentCounting;

    fn for_segment(&self, _: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentCounting> {
        let fields = self.requests.iter().map(|request| self.counting(reader, request)).collect::<Result<_, _>>()?;
        Ok(SegmentCounting { total: 0, fields })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<(usize, Vec<FieldFruit>)>) -> tantivy::Result<Self::Fruit> {
        let total = fruits.iter().map(|(total, _)| total).sum();
        let mut by_field: Vec<Vec<FieldFruit>> = self.requests.iter().map(|_| Vec::new()).collect();
        for (_, segment) in fruits {
            by_field.iter_mut().zip(segment).for_each(|(field, fruit)| field.push(fruit));
        }
        let counted = self.requests.iter().zip(by_field);
        let facets = counted.map(|(request, fruits)| facet(request, total, fruits)).collect::<Result<_, _>>()?;
        Ok((total, facets))
    }
}

impl Counting {
    fn counting(&self, reader: &SegmentReader, request: &FacetRequest) -> tantivy::Result<FieldCounting> {
        if request.field.is_calendar() {
            return days(reader, request.field);
        }
        let Some(column) = column(reader, request.field)? else { return Ok(FieldCounting::Nothing) };
        match request.level {
            Some(level) if request.field.is_hierarchical() => self.groups(column, level),
            _ => Ok(FieldCounting::Values { counts: vec![0; column.dictionary().num_terms()], column }),
        }
    }

    fn groups(&self, column: StrColumn, level: Level) -> tantivy::Result<FieldCounting> {
        let (mut group_of, mut names) = (Vec::new(), BTreeMap::new());
        let mut values = column.dictionary().stream()?;
        while values.advance() {
            let value = String::from_utf8_lossy(values.key());
            let group = at_level(&value, level, &self.regions).map(|group| {
                let next = names.len() as u32;
                *names.entry(group.to_owned()).or_insert(next)
            });
            group_of.push(group);
        }
        drop(values);
        let mut by_number: Vec<(u32, String)> = names.into_iter().map(|(name, number)| (number, name)).collect();
        by_number.sort_unstable();
        let names: Vec<String> = by_number.into_iter().map(|(_, name)| name).collect();
        Ok(FieldCounting::Groups { column, group_of, counts: vec![0; names.len()], names, seen: Vec::new() })
    }
}

fn days(reader: &SegmentReader, field: FacetField) -> tantivy::Result<FieldCounting> {
    let column = reader.fast_fields().column_opt(schema().get_field_name(fields().day))?;
    let unit = match field {
        FacetField::Year => 10_000,
        FacetField::Month => 100,
        _ => 1,
    };
    Ok(column.map_or(FieldCounting::Nothing, |column| FieldCounting::Days { column, unit, days: Vec::new() }))
}

/// What a place lies in at this level, or the place itself; `None` where the level is not known.
fn at_level<'a>(path: &'a str, level: Level, regions: &BTreeSet<String>) -> Option<&'a str> {
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

impl SegmentCollector for SegmentCounting {
    type Fruit = (usize, Vec<FieldFruit>);

    fn collect(&mut self, doc: DocId, _: Score) {
        self.total += 1;
        self.fields.iter_mut().for_each(|field| field.collect(doc));
    }

    fn harvest(self) -> Self::Fruit {
        (self.total, self.fields.into_iter().map(FieldCounting::harvest).collect())
    }
}

impl FieldCounting {
    fn collect(&mut self, doc: DocId) {
        match self {
            FieldCounting::Values { column, counts } => {
                column.ords().values_for_doc(doc).for_each(|value| add_one(counts, value as usize));
            }
            FieldCounting::Groups { column, group_of, counts, seen, .. } => {
                seen.clear();
                let groups = column.ords().values_for_doc(doc);
                seen.extend(groups.filter_map(|value| group_of.get(value as usize).copied().flatten()));
                seen.sort_unstable();
                seen.dedup();
                for group in &*seen {
                    add_one(counts, *group as usize);
                }
            }
            FieldCounting::Days { column, unit, days } => days.extend(column.first(doc).map(|day| day / *unit)),
            FieldCounting::Nothing => {}
        }
    }

    fn harvest(self) -> FieldFruit {
        match self {
            FieldCounting::Values { column, counts } => {
                let counted = (0..).zip(counts).filter(|(_, count)| *count > 0);
                FieldFruit::Values(column, counted.collect())
            }
            FieldCounting::Groups { names, counts, .. } => {
                FieldFruit::Named(names.into_iter().zip(counts).filter(|(_, count)| *count > 0).collect())
            }
            FieldCounting::Days { unit, days, .. } => FieldFruit::Named(run_lengths(days, unit)),
            FieldCounting::Nothing => FieldFruit::Named(Vec::new()),
        }
    }
}

fn add_one(counts: &mut [u32], at: usize) {
    if let Some(count) = counts.get_mut(at) {
        *count += 1;
    }
}

fn run_lengths(mut days: Vec<u64>, unit: u64) -> Vec<(String, u32)> {
    days.sort_unstable();
    let runs = days.chunk_by(|one, next| one == next);
    runs.filter_map(|run| Some((day_name(*run.first()?, unit)?, run.len() as u32))).collect()
}

/// `2025`, `2025-12` or `2025-12-02`; `None` where the date says less than that.
fn day_name(day: u64, unit: u64) -> Option<String> {
    let two = |value: u64| Some(value % 100).filter(|part| *part > 0);
    match unit {
        10_000 => Some(format!("{day:04}")),
        100 => Some(format!("{:04}-{:02}", day / 100, two(day)?)),
        _ => Some(format!("{:04}-{:02}-{:02}", day / 10_000, two(day / 100)?, two(day)?)),
    }
}

fn facet(request: &FacetRequest, total: usize, fruits: Vec<FieldFruit>) -> tantivy::Result<FacetCounts> {
    let (distinct, counted) = add_up(fruits, request.offset.saturating_add(request.limit))?;
    let mut values: Vec<FacetValue> =
        counted.into_iter().map(|(value, count)| facet_value(request.field, &value, count as usize)).collect();
    values.sort_unstable_by(|a, b| b.count.cmp(&a.count).then_with(|| (&a.value, &a.path).cmp(&(&b.value, &b.path))));
    let values = values.into_iter().skip(request.offset).take(request.limit).collect();
    Ok(FacetCounts { field: request.field, total, distinct, values })
}

/// The number of values and those of them that can be among the first. In one segment a value is looked up only where its
/// count is high enough.
fn add_up(mut fruits: Vec<FieldFruit>, first: usize) -> tantivy::Result<(usize, Vec<(String, u32)>)> {
    if let [FieldFruit::Values(column, counted)] = fruits.as_mut_slice() {
        let distinct = counted.len();
        let mut counts: Vec<u32> = counted.iter().map(|(_, count)| *count).collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        let lowest = counts.get(first.saturating_sub(1)).copied().unwrap_or(0);
        counted.retain(|(_, count)| *count >= lowest && first > 0);
        return Ok((distinct, named(column, counted)?));
    }
    let mut sums: BTreeMap<String, u32> = BTreeMap::new();
    for fruit in fruits {
        let counted = match fruit {
            FieldFruit::Values(column, counted) => named(&column, &counted)?,
            FieldFruit::Named(counted) => counted,
        };
        for (value, count) in counted {
            *sums.entry(value).or_default() += count;
        }
    }
    Ok((sums.len(), sums.into_iter().collect()))
}

fn named(column: &StrColumn, counted: &[(u64, u32)]) -> tantivy::Result<Vec<(String, u32)>> {
    let ordinals: Vec<u64> = counted.iter().map(|(ordinal, _)| *ordinal).collect();
    let mut counts = counted.iter().map(|(_, count)| *count);
    let mut named = Vec::with_capacity(counted.len());
    column.dictionary().sorted_ords_to_term_cb(&ordinals, |value| {
        named.extend(counts.next().map(|count| (String::from_utf8_lossy(value).into_owned(), count)));
    })?;
    Ok(named)
}

fn facet_value(field: FacetField, stored: &str, count: usize) -> FacetValue {
    if !field.is_hierarchical() {
        return FacetValue { value: stored.to_owned(), path: None, count };
    }
    if let Some(written) = stored.strip_prefix(UNRESOLVED) {
        return FacetValue { value: written.to_owned(), path: None, count };
    }
    let name = stored.rsplit('/').next().unwrap_or(stored);
    FacetValue { value: name.to_owned(), path: Some(stored.to_owned()), count }
}
