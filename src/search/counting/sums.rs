//! How do the counts of the segments become one? What each segment counted by the ordinals of its own column comes in; values
//! by name with their sums go out. A name is looked up only where its value can be among those that are shown.

use std::collections::BTreeMap;

use tantivy::columnar::StrColumn;

/// What one segment counted of one field.
#[derive(Default)]
pub(in crate::search) struct FieldFruit {
    /// Counts by ordinal of this column, not yet looked up.
    pub(in crate::search) by_ordinal: Option<(StrColumn, Vec<(u64, u32)>)>,
    /// Values and counts.
    pub(in crate::search) named: Vec<(String, u32)>,
}

/// The number of values and those of them that can be among the first. In one segment a value is looked up only where its
/// count is high enough.
pub(super) fn add_up(mut fruits: Vec<FieldFruit>, first: usize) -> tantivy::Result<(usize, Vec<(String, u32)>)> {
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
