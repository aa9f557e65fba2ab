//! Which tantivy query selects the articles, and which one counts a field? A request comes in once; with `alternatives` a
//! field is counted under all filters but its own, those of the query included, so that each field may need a query of its
//! own.

use tantivy::query::{AllQuery, Query, QueryClone};

use super::conjuncts::Conjuncts;
use super::speakers::Speakers;
use super::{DateFilter, Request};
use crate::authority::Authority;
use crate::index::FacetField;
use crate::query::lower;

/// The parts of a request as tantivy's queries.
pub(super) struct Plan {
    text: Option<Box<dyn Query>>,
    filters: Vec<(FacetField, Box<dyn Query>)>,
    /// The words, said by the speakers asked for.
    said: Vec<Box<dyn Query>>,
    /// All that is asked of the day, by flags and in the query.
    dates: Vec<Box<dyn Query>>,
    /// The only articles that count, where not all do.
    among: Vec<Box<dyn Query>>,
    /// What the query asks of the day, where that was taken out of it.
    days: Vec<Box<dyn Query>>,
    /// True where a date filter leaves out every date without a year.
    pub(super) needs_year: bool,
}

impl Plan {
    /// The plan of a request.
    pub(super) fn new(request: &Request, speakers: &Speakers<'_>, authority: &Authority) -> Plan {
        let query = if request.alternatives {
            Conjuncts::of(request.query.as_ref())
        } else {
            Conjuncts { text: request.query.clone(), ..Conjuncts::default() }
        };
        let filter = |filter: &super::Filter| (filter.field, lower::filter(filter.field, &filter.value, authority));
        let filters = request.filters.iter().chain(&query.filters);
        let days: Vec<_> = query.days.iter().map(|days| lower::text(days, authority)).collect();
        Plan {
            text: query.text.as_ref().map(|query| lower::text(query, authority)),
            filters: filters.filter(|filter| filter.field != FacetField::Speakers).map(filter).collect(),
            said: speakers.queries(query.text.as_ref()),
            dates: request.dates.iter().map(date).chain(days.iter().map(QueryClone::box_clone)).collect(),
            days,
            among: request.among.iter().map(|ids| lower::ids(ids)).collect(),
            needs_year: request.dates.iter().any(|filter| !filter.takes_unknown_years()),
        }
    }

    /// The query for the articles found.
    pub(super) fn found(&self) -> Box<dyn Query> {
        self.join(|_| true, &self.dates)
    }

    /// The query for the articles that a field is counted over where its own filters do not count.
    pub(super) fn alternatives(&self, field: FacetField) -> Box<dyn Query> {
        let dates = if field.is_calendar() { &[] } else { self.dates.as_slice() };
        self.join(|filtered| filtered != field, dates)
    }

    /// True where a field has filters of its own.
    pub(super) fn filters(&self, field: FacetField) -> bool {
        (field.is_calendar() && !self.dates.is_empty())
            || (field == FacetField::Speakers && !self.said.is_empty())
            || self.filters.iter().any(|(filtered, _)| *filtered == field)
    }

    /// The query for what a date filter leaves out because its year is not known.
    pub(super) fn without_year(&self) -> Box<dyn Query> {
        let days = self.days.iter().map(QueryClone::box_clone).chain([lower::without_year()]);
        self.join(|_| true, &days.collect::<Vec<_>>())
    }

    fn join(&self, wanted: impl Fn(FacetField) -> bool, dates: &[Box<dyn Query>]) -> Box<dyn Query> {
        // Words that somebody is to have said are looked for in quotations only.
        let said = if wanted(FacetField::Speakers) { self.said.as_slice() } else { &[] };
        let text = self.text.iter().filter(|_| said.is_empty());
        let filters = self.filters.iter().filter(|(field, _)| wanted(*field)).map(|(_, query)| query);
        let parts: Vec<Box<dyn Query>> =
            text.chain(said).chain(filters).chain(dates).chain(&self.among).map(QueryClone::box_clone).collect();
        if parts.is_empty() { Box::new(AllQuery) } else { lower::all(parts) }
    }
}

fn date(filter: &DateFilter) -> Box<dyn Query> {
    match filter {
        DateFilter::Since(first) => lower::days(*first, u32::MAX),
        DateFilter::Until(last) => lower::days(0, *last),
        DateFilter::Between(first, last) => lower::days(*first, *last),
        DateFilter::DayOfYear(day) => lower::day_of_year(*day),
    }
}
