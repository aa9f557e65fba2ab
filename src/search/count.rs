//! How many of the articles found have which value of a field? Every article found passes by once for all fields; each
//! segment counts by the ordinals of its columns, and the counts are added up by name. They are exact for any number of
//! segments and with removed articles, and an article counts once for each distinct value, names that are one being one.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use super::renaming::{self, Change, Renamed, column_of};
use super::{FacetCounts, FacetRequest, FacetValue, Level};
use crate::authority::Authority;
use crate::index::schema::{UNRESOLVED, fields, schema};
use crate::index::{Copies, FacetField, Reader};

/// Counts fields over the articles found.
#[derive(Debug)]
pub(super) struct Counting<'a> {
    /// Fields, and which of their values count as something else.
    requests: Vec<(FacetRequest, Vec<Change>)>,
    /// Places that other places lie in, for the levels of region and city.
    regions: BTreeSet<String>,
    /// Groups of copies, where they are counted.
    copies: Option<&'a Copies>,
}

impl<'a> Counting<'a> {
    /// Counts these fields over an index, under the names that the authority shows.
    pub(super) fn new(reader: &'a Reader, authority: &Authority, requests: Vec<FacetRequest>) -> tantivy::Result<Counting<'a>> {
        let searcher = reader.searcher();
        let mut regions = BTreeSet::new();
        for request in requests.iter().filter(|request| matches!(request.level, Some(Level::Region | Level::City))) {
            for reader in searcher.segment_readers() {
                regions.extend(regions_of(column_of(reader, request.field)?.as_ref())?);
            }
        }
        let copies = requests.iter().any(|request| request.field == FacetField::Copies).then(|| reader.copies());
        let changes = |field| renaming::changes(authority, field);
        let requests = requests.into_iter().map(|request| (request, changes(request.field))).collect();
        Ok(Counting { requests, regions, copies })
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

/// One segment's counts of all fields.
pub(super) struct SegmentCounting {
    total: usize,
    fields: Vec<FieldCounting>,
}

/// One segment's counts of one field.
enum FieldCounting {
    /// By ordinal of the column's values.
    Values { column: StrColumn, counts: Vec<u32> },
    /// By the number of the name under which the values count.
    Renamed { values: Renamed, counts: Vec<u32>, seen: Vec<u32> },
    /// Every article's day, cut to year or month.
    Days { column: Column<u64>, unit: u64, days: Vec<u64> },
    /// The segment has no value.
    Nothing,
}

/// What one segment counted of one field.
#[derive(Default)]
pub(super) struct FieldFruit {
    /// Counts by ordinal of this column, not yet looked up.
    pub(super) by_ordinal: Option<(StrColumn, Vec<(u64, u32)>)>,
    /// Values and counts.
    pub(super) named: Vec<(String, u32)>,
}

impl Collector for Counting<'_> {
    type Fruit = (usize, Vec<FacetCounts>);
    type Child = SegmentCounting;

    fn for_segment(&self, _: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentCounting> {
        let fields =
            self.requests.iter().map(|(request, changes)| self.counting(reader, request, changes)).collect::<Result<_, _>>()?;
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
        let facets = counted.map(|((request, _), fruits)| facet(request, total, fruits)).collect::<Result<_, _>>()?;
        Ok((total, facets))
    }
}

impl Counting<'_> {
    fn counting(&self, reader: &SegmentReader, request: &FacetRequest, changes: &[Change]) -> tantivy::Result<FieldCounting> {
        if request.field.is_calendar() {
            return days(reader, request.field);
        }
        let level = request.level.filter(|_| request.field.is_hierarchical());
        let Some(column) = column_of(reader, request.field)? else { return Ok(FieldCounting::Nothing) };
        if let (FacetField::Copies, Some(copies)) = (request.field, self.copies) {
            let values = Renamed::by_group(column, copies)?;
            return Ok(FieldCounting::Renamed { counts: vec![0; values.len()], values, seen: Vec::new() });
        }
        if changes.is_empty() && level.is_none() {
            return Ok(FieldCounting::Values { counts: vec![0; column.dictionary().num_terms()], column });
        }
        let values = Renamed::new(reader, column, request.field, changes)?;
        let values = match level {
            Some(level) => values.grouped(|name| at_level(name, level, &self.regions).map(str::to_owned))?,
            None => values,
        };
        Ok(FieldCounting::Renamed { counts: vec![0; values.len()], values, seen: Vec::new() })
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
            FieldCounting::Renamed { values, counts, seen } => {
                values.of_article(doc, seen);
                for number in seen {
                    add_one(counts, *number as usize);
                }
            }
            FieldCounting::Days { column, unit, days } => days.extend(column.first(doc).map(|day| day / *unit)),
            FieldCounting::Nothing => {}
        }
    }

    fn harvest(self) -> FieldFruit {
        match self {
            FieldCounting::Values { column, counts } => {
                let counted = (0..).zip(counts).filter(|(_, count)| *count > 0).collect();
                FieldFruit { by_ordinal: Some((column, counted)), named: Vec::new() }
            }
            FieldCounting::Renamed { values, counts, .. } => values.counted(&counts),
            FieldCounting::Days { unit, days, .. } => FieldFruit { named: run_lengths(days, unit), ..FieldFruit::default() },
            FieldCounting::Nothing => FieldFruit::default(),
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
    if let [fruit] = fruits.as_mut_slice() {
        return fruit.highest(first);
    }
    let mut sums: BTreeMap<String, u32> = BTreeMap::new();
    for fruit in fruits {
        for (value, count) in fruit.named()? {
            *sums.entry(value).or_default() += count;
        }
    }
    Ok((sums.len(), sums.into_iter().collect()))
}

impl FieldFruit {
    /// All values by name.
    fn named(self) -> tantivy::Result<Vec<(String, u32)>> {
        let mut all = self.named;
        if let Some((column, counted)) = self.by_ordinal {
            all.extend(named(&column, &counted)?);
        }
        Ok(all)
    }

    /// The number of values and those that can be among the first.
    fn highest(&mut self, first: usize) -> tantivy::Result<(usize, Vec<(String, u32)>)> {
        let by_ordinal = self.by_ordinal.iter().flat_map(|(_, counted)| counted).map(|(_, count)| *count);
        let mut counts: Vec<u32> = by_ordinal.chain(self.named.iter().map(|(_, count)| *count)).collect();
        let distinct = counts.len();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        let lowest = counts.get(first.saturating_sub(1)).copied().unwrap_or(0);
        let is_high = |count: u32| count >= lowest && first > 0;
        self.named.retain(|(_, count)| is_high(*count));
        if let Some((_, counted)) = &mut self.by_ordinal {
            counted.retain(|(_, count)| is_high(*count));
        }
        Ok((distinct, std::mem::take(self).named()?))
    }
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
