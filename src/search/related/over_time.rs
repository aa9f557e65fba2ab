//! When do related values appear? The values that are shown come in; every article found passes by once, and each value is
//! counted in the period of the article's day. Names that are one are one here too.

use std::collections::BTreeMap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use super::super::plan::Plan;
use super::super::renaming::{self, Change, Renamed, column_of};
use super::super::speakers::Speakers;
use super::super::timeline::period;
use super::super::{By, FacetField, Request, Timeline};
use super::RelatedField;
use crate::authority::place_value;
use crate::index::schema::{fields, schema};
use crate::index::{self, Reader};

/// Counts values by period.
pub(super) struct OverTime {
    by: By,
    fields: Vec<Wanted>,
}

/// The values of a field that are counted.
struct Wanted {
    field: FacetField,
    changes: Vec<Change>,
    /// Numbers of the values by name as the column holds it.
    numbers: BTreeMap<String, usize>,
}

/// Articles by field, number of the value, and period.
type Counts = BTreeMap<(usize, usize, String), usize>;

impl OverTime {
    /// Counts the values of these fields.
    pub(super) fn new(reader: &Reader, fields: &[RelatedField], by: By) -> OverTime {
        let wanted = |related: &RelatedField| {
            let name = |value: &super::RelatedValue| match related.field {
                FacetField::Places => place_value(&value.value, value.path.as_deref()),
                _ => value.value.clone(),
            };
            let numbers = related.values.iter().map(name).zip(0..).collect();
            Wanted { field: related.field, changes: renaming::changes(reader.authority(), related.field), numbers }
        };
        OverTime { by, fields: fields.iter().map(wanted).collect() }
    }

    /// Adds the counts of each period of the timeline to the values.
    pub(super) fn fill(
        &self,
        reader: &Reader,
        request: &Request,
        timeline: &Timeline,
        fields: &mut [RelatedField],
    ) -> Result<(), index::Error> {
        let search = || -> tantivy::Result<Counts> {
            let plan = Plan::new(request, &Speakers::new(reader, request)?, reader.authority());
            reader.searcher().search(&plan.found(), self)
        };
        let counts = search().map_err(|error| reader.error(&error))?;
        for (at, field) in fields.iter_mut().enumerate() {
            for (number, value) in field.values.iter_mut().enumerate() {
                let count = |period: &str| counts.get(&(at, number, period.to_owned())).copied().unwrap_or(0);
                value.periods = timeline.periods.iter().map(|(period, _)| count(period)).collect();
            }
        }
        Ok(())
    }
}

impl Collector for OverTime {
    type Fruit = Counts;
    type Child = SegmentOverTime;

    fn for_segment(&self, _: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentOverTime> {
        let mut fields = Vec::new();
        for (at, wanted) in self.fields.iter().enumerate() {
            if let Some(column) = column_of(reader, wanted.field)? {
                let values = Renamed::new(reader, column, wanted.field, &wanted.changes)?;
                let numbers = wanted.numbers.iter();
                let number_of = numbers.map(|(name, number)| Ok(values.number_of(name)?.map(|one| (one, *number))));
                let number_of: tantivy::Result<Vec<_>> = number_of.collect();
                fields.push((at, number_of?.into_iter().flatten().collect(), values));
            }
        }
        let days = reader.fast_fields().column_opt(schema().get_field_name(self::fields().day))?;
        Ok(SegmentOverTime { by: self.by, days, fields, counts: BTreeMap::new(), seen: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<Counts>) -> tantivy::Result<Counts> {
        let mut sums = Counts::new();
        for (key, count) in fruits.into_iter().flatten() {
            *sums.entry(key).or_default() += count;
        }
        Ok(sums)
    }
}

/// One segment's counts.
pub(super) struct SegmentOverTime {
    by: By,
    days: Option<Column<u64>>,
    /// Field, number of a value by its number in this segment, and the values of the segment.
    fields: Vec<(usize, BTreeMap<u32, usize>, Renamed)>,
    /// Articles by field, number and day.
    counts: BTreeMap<(usize, usize, u64), usize>,
    seen: Vec<u32>,
}

impl SegmentCollector for SegmentOverTime {
    type Fruit = Counts;

    fn collect(&mut self, doc: DocId, _: Score) {
        let Some(day) = self.days.as_ref().and_then(|days| days.first(doc)) else { return };
        for (field, numbers, values) in &self.fields {
            values.of_article(doc, &mut self.seen);
            for number in self.seen.iter().filter_map(|seen| numbers.get(seen)) {
                *self.counts.entry((*field, *number, day)).or_default() += 1;
            }
        }
    }

    fn harvest(self) -> Counts {
        let mut counts = Counts::new();
        for ((field, number, day), count) in self.counts {
            if let Some(period) = period(day, self.by) {
                *counts.entry((field, number, period)).or_default() += count;
            }
        }
        counts
    }
}
