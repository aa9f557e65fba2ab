//! How much does an article's age count? A day of publication comes in, a share of the score goes out. Age is counted from the
//! newest article of the index and not from today, so that an archive has fresh articles too and answers are the same tomorrow.

use jiff::civil::Date;
use tantivy::Searcher;

use crate::index::schema::{fields, schema};

/// Days after which half of the score is left. The share falls as one over the age, so that what is old keeps its order.
const HALF_LIFE: f32 = 30.0;

/// The newest day of an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::search) struct Freshness {
    newest: Option<i64>,
    oldest: Option<i64>,
}

impl Freshness {
    /// From the days of all articles.
    pub(in crate::search) fn new(searcher: &Searcher) -> tantivy::Result<Freshness> {
        let (mut newest, mut oldest) = (None, None);
        for segment in searcher.segment_readers() {
            let column = segment.fast_fields().column_opt::<u64>(schema().get_field_name(fields().day))?;
            let Some(column) = column.filter(|column| column.values.num_vals() > 0) else { continue };
            newest = newest.max(day_number(column.max_value()));
            oldest = [oldest, day_number(column.min_value())].into_iter().flatten().min();
        }
        Ok(Freshness { newest, oldest })
    }

    /// The share of its score that an article of this day (`yyyymmdd`) keeps; without a day it counts as the oldest.
    pub(in crate::search) fn share(&self, day: Option<u64>) -> f32 {
        let (Some(newest), Some(day)) = (self.newest, day.and_then(day_number).or(self.oldest)) else { return 1.0 };
        let age = newest.saturating_sub(day).max(0) as f32;
        HALF_LIFE / (HALF_LIFE + age)
    }
}

/// Days since 1970 of `yyyymmdd`; a month or year counts by its first day.
fn day_number(day: u64) -> Option<i64> {
    let part = |value: u64| i8::try_from(value.max(1)).ok();
    let year = i16::try_from(day / 10_000).ok()?;
    let date = Date::new(year, part(day / 100 % 100)?, part(day % 100)?).ok()?;
    let since = date.since((jiff::Unit::Day, jiff::civil::date(1970, 1, 1))).ok()?;
    Some(i64::from(since.get_days()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_older_keeps_less() {
        let freshness = Freshness { newest: day_number(20_251_231), oldest: day_number(19_870_000) };
        let shares = [20_251_231, 20_251_201, 20_251_200, 20_250_000, 19_870_226].map(|day| freshness.share(Some(day)));
        assert!(shares.is_sorted_by(|newer, older| newer >= older), "{shares:?}");
        assert!((shares[0] - 1.0).abs() < 0.001 && (shares[1] - 0.5).abs() < 0.001);
        assert!(freshness.share(None) < shares[4] && freshness.share(None) > 0.0);
    }

    #[test]
    fn an_index_without_dates_has_no_age() {
        let freshness = Freshness { newest: None, oldest: None };
        assert!((freshness.share(None) - 1.0).abs() < f32::EPSILON);
        assert_eq!((day_number(19_700_102), day_number(20_259_999)), (Some(1), None));
    }
}
