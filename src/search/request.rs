//! What can be asked of the index?

use crate::query::{self, Node};

/// A question to the index.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Words to look for, from [`query::parse`]; `None` selects by filters alone.
    pub query: Option<Node>,
    /// Filters on fields; each narrows.
    pub filters: Vec<Filter>,
    /// Filters on the day; each narrows.
    pub dates: Vec<DateFilter>,
    /// Hits wanted at most. Zero counts without reading any article.
    pub limit: usize,
    /// Hits to leave out before the first.
    pub offset: usize,
    /// Order of the hits.
    pub sort: Sort,
    /// Fields to count.
    pub facets: Vec<FacetRequest>,
    /// Count each field under all filters but its own.
    pub alternatives: bool,
}

/// Order of the hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// Best first, then newest, then by id. Without a query: newest first.
    #[default]
    Relevance,
    /// Newest first, without a date last.
    Newest,
    /// Oldest first, without a date last.
    Oldest,
}

/// A filter on a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// The field.
    pub field: FacetField,
    /// What it must hold, from [`query::parse_value`].
    pub value: Node,
}

impl Filter {
    /// A filter from the value that the user wrote.
    ///
    /// # Errors
    /// Where the value does not parse.
    pub fn parse(field: FacetField, value: &str) -> Result<Filter, query::Error> {
        Ok(Filter { field, value: query::parse_value(value)? })
    }
}

/// A filter on the day of publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateFilter {
    /// This day, month or year, or later.
    Since(u32),
    /// This day, month or year, or earlier.
    Until(u32),
    /// From the first to the last of these days, as `yyyymmdd`.
    Between(u32, u32),
    /// This day of the year, `mmdd`, in whatever year.
    DayOfYear(u32),
}

impl DateFilter {
    /// `--since`: `2025`, `2025-12` or `2025-12-02`.
    ///
    /// # Errors
    /// A message where this is no date.
    pub fn since(text: &str) -> Result<DateFilter, String> {
        let _ = text;
        todo!()
    }

    /// `--until`: `2025`, `2025-12` or `2025-12-02`, included to its last day.
    ///
    /// # Errors
    /// A message where this is no date.
    pub fn until(text: &str) -> Result<DateFilter, String> {
        let _ = text;
        todo!()
    }

    /// `--on`: `2025`, `2025-12`, `2025-12-02`, or `XXXX-12-02` for a day in whatever year, unknown years included.
    ///
    /// # Errors
    /// A message where this is no date.
    pub fn on(text: &str) -> Result<DateFilter, String> {
        let _ = text;
        todo!()
    }
}

/// A field that can be counted and filtered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FacetField {
    /// People.
    People,
    /// Places.
    Places,
    /// Organisations.
    Organizations,
    /// Authors.
    Authors,
    /// Places of the dateline.
    Dateline,
    /// Credited agency.
    Agency,
    /// Language.
    Language,
    /// Publication.
    Source,
    /// Section.
    Section,
    /// Year, `yyyy`.
    Year,
    /// Month, `yyyy-mm`.
    Month,
    /// Day, `yyyy-mm-dd`.
    Day,
}

impl FacetField {
    /// All fields, in the order in which they are shown.
    pub const ALL: [FacetField; 12] = [
        FacetField::People,
        FacetField::Places,
        FacetField::Organizations,
        FacetField::Authors,
        FacetField::Dateline,
        FacetField::Agency,
        FacetField::Language,
        FacetField::Source,
        FacetField::Section,
        FacetField::Year,
        FacetField::Month,
        FacetField::Day,
    ];

    /// The field's name in JSON and on the command line.
    pub fn name(self) -> &'static str {
        todo!()
    }
}

/// Level at which places are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// `Europe`.
    Continent,
    /// `Europe/Russia`.
    Country,
    /// `North America/United States/Texas`.
    Region,
    /// `Europe/Russia/Moscow`.
    City,
}

/// A field to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FacetRequest {
    /// The field.
    pub field: FacetField,
    /// Level, for places and dateline; `None` counts each place as it is.
    pub level: Option<Level>,
    /// Values wanted at most.
    pub limit: usize,
    /// Values to leave out before the first.
    pub offset: usize,
}

impl FacetRequest {
    /// From `FIELD`, `FIELD:N`, `places:LEVEL` or `places:LEVEL:N`; plural, singular and flag names are understood.
    ///
    /// # Errors
    /// A message that names the nearest fields or levels.
    pub fn parse(text: &str, default_limit: usize) -> Result<FacetRequest, String> {
        let _ = (text, default_limit);
        todo!()
    }
}
