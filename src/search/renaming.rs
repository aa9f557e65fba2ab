//! Under which name does each value of a field count? Names that are one are counted as one, hidden ones not at all, and
//! what the user calls an organisation counts as one although its articles call it a person. In: a segment's columns and
//! the authority. Out: a number for each value, those of one name alike.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::SegmentReader;
use tantivy::columnar::StrColumn;

use super::counting::FieldFruit;
use crate::article::model::Kind;
use crate::authority::{Authority, Shown};
use crate::index::schema::{fields, schema};
use crate::index::{Copies, FacetField};

/// The kind whose names a field holds; `None` for a field without names of its own.
pub(super) fn kind(field: FacetField) -> Option<Kind> {
    match field {
        FacetField::People | FacetField::Speakers => Some(Kind::Person),
        FacetField::Places => Some(Kind::Place),
        FacetField::Organizations => Some(Kind::Organization),
        _ => None,
    }
}

/// The columns of the kinds, in which a name of any of them may stand.
const COLUMNS: [FacetField; 3] = [FacetField::People, FacetField::Places, FacetField::Organizations];

/// A segment's column of a field.
pub(super) fn column_of(reader: &SegmentReader, field: FacetField) -> tantivy::Result<Option<StrColumn>> {
    reader.fast_fields().str(schema().get_field_name(fields().column(field)))
}

/// The name that is shown in a field. Whoever speaks is a speaker, whatever else.
fn shown_in(field: FacetField, shown: &Shown) -> Option<&str> {
    match shown {
        Shown::As(kind, name) if Some(*kind) == self::kind(field) || field == FacetField::Speakers => Some(name),
        _ => None,
    }
}

/// Values for each look-up that costs as much as passing them: a look-up unpacks a block of the dictionary.
const VALUES_PER_LOOK_UP: usize = 64;

/// The ordinals of those names that are values of a column.
fn ordinals_of<'a>(column: &StrColumn, names: BTreeSet<&'a str>) -> tantivy::Result<BTreeMap<&'a str, u32>> {
    let dictionary = column.dictionary();
    let mut ordinals = BTreeMap::new();
    if names.len() * VALUES_PER_LOOK_UP < dictionary.num_terms() {
        for name in names {
            ordinals.extend(dictionary.term_ord(name)?.map(|ordinal| (name, ordinal as u32)));
        }
        return Ok(ordinals);
    }
    // Both are sorted by their bytes: one pass over the values finds them all.
    let mut wanted = names.into_iter().peekable();
    let mut values = dictionary.stream()?;
    while wanted.peek().is_some() && values.advance() {
        while wanted.next_if(|name| name.as_bytes() < values.key()).is_some() {}
        if let Some(name) = wanted.next_if(|name| name.as_bytes() == values.key()) {
            ordinals.insert(name, values.term_ord() as u32);
        }
    }
    Ok(ordinals)
}

/// One segment's values of a field by the number of the name under which they count.
pub(super) struct Renamed {
    /// The field's own column; a value that counts as itself has its ordinal for a number.
    pub(super) column: StrColumn,
    /// Number by ordinal; `None` for what is not shown in this field.
    counts_as: Vec<Option<u32>>,
    /// Values of other kinds that count here: column, ordinal and number.
    from_elsewhere: Vec<(StrColumn, u64, u32)>,
    /// Numbers that are ordinals of the column; those of `names` follow them.
    ordinals: usize,
    /// Names that are no value of the column, in the order of their numbers.
    names: Vec<String>,
}

/// What is counted as something else than itself: the field it stands in, its value, what is shown.
pub(super) type Change = (FacetField, String, Shown);

/// Every change that concerns a field: its own values, and those of other kinds that are shown as it. Speakers are who they
/// are in their own column alone.
pub(super) fn changes(authority: &Authority, field: FacetField) -> Vec<Change> {
    let Some(wanted) = kind(field) else { return Vec::new() };
    let columns = if field == FacetField::Speakers { &[field][..] } else { &COLUMNS[..] };
    let mut changes = Vec::new();
    for (field, kind) in columns.iter().filter_map(|field| Some((*field, kind(*field)?))) {
        let concerned =
            authority.changed(kind).filter(|(_, shown)| kind == wanted || matches!(shown, Shown::As(kind, _) if *kind == wanted));
        changes.extend(concerned.map(|(value, shown)| (field, value.to_owned(), shown)));
    }
    changes
}

impl Renamed {
    /// The numbers of the values of a segment's column of a field.
    pub(super) fn new(
        reader: &SegmentReader,
        column: StrColumn,
        field: FacetField,
        changes: &[Change],
    ) -> tantivy::Result<Renamed> {
        let ordinals = column.dictionary().num_terms();
        let counts_as = (0..ordinals as u32).map(Some).collect();
        let mut renamed = Renamed { column, counts_as, from_elsewhere: Vec::new(), ordinals, names: Vec::new() };
        let own = changes.iter().filter(|(stands_in, _, _)| *stands_in == field).map(|(_, value, _)| value.as_str());
        let shown = changes.iter().filter_map(|(_, _, shown)| shown_in(field, shown));
        let mut numbers = ordinals_of(&renamed.column, own.chain(shown).collect())?;
        for (stands_in, value, shown) in changes {
            let number = shown_in(field, shown).map(|name| renamed.number(name, &mut numbers));
            if *stands_in == field {
                let place = numbers.get(value.as_str()).and_then(|ordinal| renamed.counts_as.get_mut(*ordinal as usize));
                if let Some(place) = place {
                    *place = number;
                }
            } else if let (Some(number), Some(other)) = (number, column_of(reader, *stands_in)?) {
                let ordinal = other.dictionary().term_ord(value)?;
                renamed.from_elsewhere.extend(ordinal.map(|ordinal| (other, ordinal, number)));
            }
        }
        Ok(renamed)
    }

    /// The groups of copies that the ids of a column belong to; an article without a copy does not count.
    pub(super) fn by_group(ids: StrColumn, copies: &Copies) -> tantivy::Result<Renamed> {
        let mut counts_as = vec![None; ids.dictionary().num_terms()];
        let groups: BTreeMap<&str, usize> = copies.all().collect();
        for (id, ordinal) in ordinals_of(&ids, groups.keys().copied().collect())? {
            if let (Some(place), Some(group)) = (counts_as.get_mut(ordinal as usize), groups.get(id)) {
                *place = Some(*group as u32);
            }
        }
        let first = |group| copies.members(group).next().unwrap_or_default().to_owned();
        let names = (0..copies.groups()).map(first).collect();
        Ok(Renamed { column: ids, counts_as, from_elsewhere: Vec::new(), ordinals: 0, names })
    }

    /// The number of a name: its ordinal, or one behind all ordinals.
    fn number<'a>(&mut self, name: &'a str, numbers: &mut BTreeMap<&'a str, u32>) -> u32 {
        *numbers.entry(name).or_insert_with(|| {
            self.names.push(name.to_owned());
            (self.ordinals + self.names.len() - 1) as u32
        })
    }

    /// The same values by the group of their name; a name of no group does not count.
    pub(super) fn grouped(mut self, group: impl Fn(&str) -> Option<String>) -> tantivy::Result<Renamed> {
        let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
        let mut groups = Vec::new();
        let mut add = |name: &str| {
            let next = numbers.len() as u32;
            groups.push(group(name).map(|group| *numbers.entry(group).or_insert(next)));
        };
        let mut values = self.column.dictionary().stream()?;
        while values.advance() {
            add(&String::from_utf8_lossy(values.key()));
        }
        drop(values);
        self.names.iter().for_each(|name| add(name));
        let group_of = |number: u32| groups.get(number as usize).copied().flatten();
        self.counts_as.iter_mut().for_each(|number| *number = number.and_then(group_of));
        let regrouped = self.from_elsewhere.into_iter();
        self.from_elsewhere =
            regrouped.filter_map(|(column, ordinal, number)| Some((column, ordinal, group_of(number)?))).collect();
        let mut names: Vec<(u32, String)> = numbers.into_iter().map(|(name, number)| (number, name)).collect();
        names.sort_unstable();
        self.names = names.into_iter().map(|(_, name)| name).collect();
        self.ordinals = 0;
        Ok(self)
    }

    /// The number under which a name is counted; `None` where nothing counts as it here. Not for values by group.
    pub(super) fn number_of(&self, name: &str) -> tantivy::Result<Option<u32>> {
        if let Some(at) = self.names.iter().position(|one| one == name) {
            return Ok(Some((self.ordinals + at) as u32));
        }
        Ok(self.column.dictionary().term_ord(name)?.map(|ordinal| ordinal as u32))
    }

    /// How many numbers there are.
    pub(super) fn len(&self) -> usize {
        self.ordinals + self.names.len()
    }

    /// Counts by number, as counts by ordinal and by name; what was not counted is left out.
    pub(super) fn counted(self, counts: &[u32]) -> FieldFruit {
        let (by_ordinal, by_name) = counts.split_at_checked(self.ordinals).unwrap_or((counts, &[]));
        let by_ordinal = (0..).zip(by_ordinal.iter().copied()).filter(|(_, count)| *count > 0).collect();
        let named = self.names.into_iter().zip(by_name.iter().copied()).filter(|(_, count)| *count > 0).collect();
        FieldFruit { by_ordinal: Some((self.column, by_ordinal)), named }
    }

    /// The distinct numbers of an article, in `seen`.
    pub(super) fn of_article(&self, doc: tantivy::DocId, seen: &mut Vec<u32>) {
        seen.clear();
        let own = self.column.ords().values_for_doc(doc);
        seen.extend(own.filter_map(|ordinal| self.counts_as.get(ordinal as usize).copied().flatten()));
        for (column, ordinal, number) in &self.from_elsewhere {
            seen.extend(column.ords().values_for_doc(doc).any(|value| value == *ordinal).then_some(*number));
        }
        seen.sort_unstable();
        seen.dedup();
    }
}
