//! Which articles are meant? The query, the filters and the days of the command line become one request, and a result
//! that is empty is explained.

use super::Settings;
use super::arguments::SelectionFlags;
use crate::error::Error;
use crate::index::Reader;
use crate::query::{self, Joiner};
use crate::render;
use crate::search::{self, DateFilter, FacetField, Filter, Request, Results};

impl SelectionFlags {
    /// The filters as they were written: flag, field and value.
    fn written(&self) -> Vec<(&'static str, FacetField, &str)> {
        let fields = [
            ("--person", FacetField::People, &self.person),
            ("--place", FacetField::Places, &self.place),
            ("--org", FacetField::Organizations, &self.org),
            ("--said-by", FacetField::Speakers, &self.said_by),
            ("--author", FacetField::Authors, &self.author),
            ("--dateline", FacetField::Dateline, &self.dateline),
            ("--agency", FacetField::Agency, &self.agency),
            ("--lang", FacetField::Language, &self.lang),
            ("--source", FacetField::Source, &self.source),
        ];
        fields
            .into_iter()
            .flat_map(|(flag, field, values)| values.iter().map(move |value| (flag, field, value.as_str())))
            .collect()
    }

    /// A request for what the query and the flags select.
    pub(super) fn request(&self, query: &str) -> Result<Request, Error> {
        let joiner = if self.any { Joiner::Any } else { Joiner::All };
        let parsed = query::parse(query, joiner).map_err(|error| Error::Query { error, text: query.into() })?;
        let mut filters = Vec::new();
        for (_, field, value) in self.written() {
            let filter = Filter::parse(field, value).map_err(|error| Error::Query { error, text: value.into() })?;
            check_speaker(&filter, parsed.is_some(), value)?;
            filters.push(filter);
        }
        Ok(Request { query: parsed, filters, dates: self.dates()?, ..Request::default() })
    }

    fn dates(&self) -> Result<Vec<DateFilter>, Error> {
        let flags = [
            ("--since", &self.since, DateFilter::since as fn(&str) -> Result<DateFilter, String>),
            ("--until", &self.until, DateFilter::until),
            ("--on", &self.on, DateFilter::on),
        ];
        let mut dates = Vec::new();
        for (flag, text, parse) in flags {
            if let Some(text) = text {
                let date = parse(text).map_err(|message| Error::Usage {
                    message: format!("{flag}: {message}"),
                    hint: "write 2025-12-02, 2025-12 or 2025".into(),
                })?;
                dates.push(date);
            }
        }
        Ok(dates)
    }

    /// Says on stderr what a user would wonder about: articles left out because their year is not known, and filter
    /// values that no article has.
    pub(super) fn remark(&self, settings: &Settings, reader: &Reader, results: &Results) -> Result<(), Error> {
        if settings.quiet {
            return Ok(());
        }
        if results.without_year > 0 {
            let articles = if results.without_year == 1 { "article has a date" } else { "articles have dates" };
            render::note(&format!(
                "{} {articles} without a year and stayed out (--on XXXX-12-02 finds them by day)",
                results.without_year
            ));
        }
        if results.total > 0 {
            return Ok(());
        }
        for (flag, field, value) in self.written() {
            if is_unknown(reader, field, value)? {
                let nearest = search::nearest(reader, field, value)?;
                let nearest = if nearest.is_empty() { String::new() } else { format!("; nearest: {}", nearest.join(", ")) };
                render::note(&format!("no article has {flag} '{value}'{nearest}"));
            }
        }
        Ok(())
    }
}

/// Refuses words that nobody in particular is to have said.
fn check_speaker(filter: &Filter, words: bool, value: &str) -> Result<(), Error> {
    if filter.field != FacetField::Speakers || !words || query::names::asks_for_somebody(&filter.value) {
        return Ok(());
    }
    let message = format!("--said-by '{value}' excludes, and names nobody who said the words");
    Err(Error::Usage { message, hint: "name somebody too, or '*' for anybody: --said-by '* -NAME'".into() })
}

/// True where the filter alone finds nothing, so that the value itself is to blame.
fn is_unknown(reader: &Reader, field: FacetField, value: &str) -> Result<bool, Error> {
    let filter = Filter::parse(field, value).map_err(|error| Error::Query { error, text: value.into() })?;
    let alone = search::run(reader, &Request { filters: vec![filter], ..Request::default() })?;
    Ok(alone.total == 0)
}
