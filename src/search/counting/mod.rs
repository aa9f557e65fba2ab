//! How many of the articles found have which value of a field? Every article found passes by once for all fields; each
//! segment counts by the ordinals of its columns, and the counts are added up by name. They are exact for any number of
//! segments and with removed articles, and an article counts once for each distinct value, names that are one being one.

mod days;
mod levels;
mod order;
mod sums;

use std::collections::BTreeSet;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::query::AllQuery;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use super::renaming::{self, Change, Renamed, column_of};
use super::{FacetCounts, FacetOrder, FacetRequest, Level};
use crate::authority::Authority;
use crate::index::schema::{fields, schema};
use crate::index::{Copies, FacetField, Reader};
use order::Whole;
pub(super) use sums::FieldFruit;

/// Counts fields over the articles found.
#[derive(Debug)]
pub(super) struct Counting<'a> {
    fields: Vec<Counted>,
    /// Places that other places lie in, for the levels of region and city.
    regions: BTreeSet<String>,
    /// Groups of copies, where they are counted.
    copies: Option<&'a Copies>,
}

/// A field to count.
#[derive(Debug)]
struct Counted {
    request: FacetRequest,
    /// Which of its values count as something else.
    changes: Vec<Change>,
    /// The same counts over the whole index, where they make the order.
    whole: Option<Whole>,
}

impl<'a> Counting<'a> {
    /// Counts these fields over an index, under the names that the authority shows.
    pub(super) fn new(reader: &'a Reader, authority: &Authority, requests: Vec<FacetRequest>) -> tantivy::Result<Counting<'a>> {
        let copies = requests.iter().any(|request| request.field == FacetField::Copies).then(|| reader.copies());
        let by_region = |request: &FacetRequest| matches!(request.level, Some(Level::Region | Level::City));
        let regions = if requests.iter().any(by_region) { levels::regions(reader.searcher())? } else { BTreeSet::new() };
        let counted = |request: FacetRequest| -> tantivy::Result<Counted> {
            let by_whole = request.order == FacetOrder::Unusual;
            let whole = by_whole.then(|| whole(reader, authority, &request)).transpose()?;
            Ok(Counted { changes: renaming::changes(authority, request.field), whole, request })
        };
        let fields = requests.into_iter().map(counted).collect::<Result<_, _>>()?;
        Ok(Counting { fields, regions, copies })
    }
}

/// The counts of a field over all articles.
fn whole(reader: &Reader, authority: &Authority, request: &FacetRequest) -> tantivy::Result<Whole> {
    let every = FacetRequest { level: request.level, ..FacetRequest::new(request.field, usize::MAX) };
    let (_, counts) = reader.searcher().search(&AllQuery, &Counting::new(reader, authority, vec![every])?)?;
    Ok(counts.into_iter().next().map(Whole::of).unwrap_or_default())
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

impl Collector for Counting<'_> {
    type Fruit = (usize, Vec<FacetCounts>);
    type Child = SegmentCounting;

    fn for_segment(&self, _: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentCounting> {
        let fields =
            self.fields.iter().map(|field| self.counting(reader, &field.request, &field.changes)).collect::<Result<_, _>>()?;
        Ok(SegmentCounting { total: 0, fields })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<(usize, Vec<FieldFruit>)>) -> tantivy::Result<Self::Fruit> {
        let total = fruits.iter().map(|(total, _)| total).sum();
        let mut by_field: Vec<Vec<FieldFruit>> = self.fields.iter().map(|_| Vec::new()).collect();
        for (_, segment) in fruits {
            by_field.iter_mut().zip(segment).for_each(|(field, fruit)| field.push(fruit));
        }
        let counted = self.fields.iter().zip(by_field);
        let facets = counted.map(|(field, fruits)| field.facet(total, fruits)).collect::<Result<_, _>>()?;
        Ok((total, facets))
    }
}

impl Counting<'_> {
    fn counting(&self, reader: &SegmentReader, request: &FacetRequest, changes: &[Change]) -> tantivy::Result<FieldCounting> {
        if request.field.is_calendar() {
            return day_counting(reader, request.field);
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
            Some(level) => values.grouped(|name| levels::at_level(name, level, &self.regions).map(str::to_owned))?,
            None => values,
        };
        Ok(FieldCounting::Renamed { counts: vec![0; values.len()], values, seen: Vec::new() })
    }
}

fn day_counting(reader: &SegmentReader, field: FacetField) -> tantivy::Result<FieldCounting> {
    let column = reader.fast_fields().column_opt(schema().get_field_name(fields().day))?;
    let unit = match field {
        FacetField::Year => 10_000,
        FacetField::Month => 100,
        _ => 1,
    };
    Ok(column.map_or(FieldCounting::Nothing, |column| FieldCounting::Days { column, unit, days: Vec::new() }))
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
            FieldCounting::Days { unit, days, .. } => {
                FieldFruit { named: days::run_lengths(days, unit), ..FieldFruit::default() }
            }
            FieldCounting::Nothing => FieldFruit::default(),
        }
    }
}

fn add_one(counts: &mut [u32], at: usize) {
    if let Some(count) = counts.get_mut(at) {
        *count += 1;
    }
}

impl Counted {
    /// The values that are asked for, in their order.
    fn facet(&self, total: usize, fruits: Vec<FieldFruit>) -> tantivy::Result<FacetCounts> {
        let FacetRequest { field, ref prefix, limit, offset, .. } = self.request;
        let whole = self.whole.as_ref().filter(|whole| whole.total > total);
        let order =
            if self.request.order == FacetOrder::Unusual && whole.is_none() { FacetOrder::Count } else { self.request.order };
        let first = if order == FacetOrder::Count && prefix.is_none() { offset.saturating_add(limit) } else { usize::MAX };
        let (mut distinct, counted) = sums::add_up(fruits, first)?;
        let mut values: Vec<_> =
            counted.into_iter().map(|(value, count)| order::facet_value(field, &value, count as usize)).collect();
        if first == usize::MAX {
            values.retain(|value| prefix.as_ref().is_none_or(|prefix| prefix.begins(value)));
            if let Some(whole) = whole {
                values = whole.unusual(values, total);
            }
            distinct = values.len();
        }
        order::sort(&mut values, order);
        let values = values.into_iter().skip(offset).take(limit).collect();
        Ok(FacetCounts { field, total, distinct, order, prefix: prefix.clone(), values })
    }
}
