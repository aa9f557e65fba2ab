//! What can be asked of the index?

use jiff::civil::Date;

use super::Prefix;
use crate::index::{FacetField, PartialDate};
use crate::query::{self, Node};

/// A question to the index.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Words to look for, from [`query::parse`]; `None` selects by filters alone.
    pub query: Option<Node>,
    /// Filters on fields; each narrows. Where one is on speakers, the words of the query are looked for in what those
    /// speakers said, and nowhere else.
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
    /// Only these articles, by id; `None` for all.
    pub among: Option<Vec<String>>,
    /// Matches of each hit to show in their context, at most.
    pub contexts: usize,
    /// What is to be done with copies of one story.
    pub copies: CopiesShown,
}

/// What is done with copies of one story among the hits. Totals and facets count articles whatever it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CopiesShown {
    /// Each is a hit like any other.
    #[default]
    Alike,
    /// The same, and each hit tells whose copy it is.
    Told,
    /// The best of them alone is a hit, and names the others.
    Collapsed,
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
    /// As by relevance, but what is older than the newest article of the index counts less: 30 days halve a score. Without a
    /// query: newest first.
    Recent,
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
    /// Where the value does not parse, or asks for a salience that the field does not have.
    pub fn parse(field: FacetField, value: &str) -> Result<Filter, query::Error> {
        let node = query::parse_value(value)?;
        if node.asks_salience() && !field.has_salience() {
            let at = value.chars().position(|c| c == '@').unwrap_or(0)..value.chars().count();
            let message = "only people, places and organisations have a salience".to_owned();
            let suggestion = Some("leave out the @ and its number, or quote a name that holds it".to_owned());
            return Err(query::Error { message, suggestion, at });
        }
        Ok(Filter { field, value: node })
    }
}

/// A filter on the day of publication. Days are `yyyymmdd`, zeros standing for what is unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateFilter {
    /// This day or later.
    Since(u32),
    /// This day or earlier.
    Until(u32),
    /// From the first to the last of these days.
    Between(u32, u32),
    /// This day of the year, `mmdd`, in whatever year.
    DayOfYear(u32),
}

impl DateFilter {
    /// `--since`: `2025`, `2025-12`, `2025-12-02`, or in words as [`query::days`] reads them.
    ///
    /// # Errors
    /// A message where this is no date.
    pub fn since(text: &str, today: Date) -> Result<DateFilter, String> {
        Ok(DateFilter::Since(days(text, today)?.0))
    }

    /// `--until`: as [`DateFilter::since`], included to its last day.
    ///
    /// # Errors
    /// A message where this is no date.
    pub fn until(text: &str, today: Date) -> Result<DateFilter, String> {
        Ok(DateFilter::Until(days(text, today)?.1))
    }

    /// `--on`: `2025`, `2025-12`, `2025-12-02`, or `XXXX-12-02` for a day in whatever year, unknown years included.
    ///
    /// # Errors
    /// A message where this is no date.
    pub fn on(text: &str, today: Date) -> Result<DateFilter, String> {
        if let Some(day) = PartialDate::parse(text).filter(|date| date.year.is_none()).and_then(PartialDate::month_day) {
            return Ok(DateFilter::DayOfYear(day));
        }
        let (first, last) = days(text, today)?;
        Ok(DateFilter::Between(first, last))
    }

    /// True where a date without a year can match.
    pub(super) fn takes_unknown_years(&self) -> bool {
        matches!(self, DateFilter::DayOfYear(_))
    }
}

fn days(text: &str, today: Date) -> Result<(u32, u32), String> {
    query::days(text, Some(today)).ok_or_else(|| match PartialDate::parse(text) {
        Some(_) => format!("`{text}` has no year"),
        None => no_date(text),
    })
}

fn no_date(text: &str) -> String {
    format!("`{text}` is no date")
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

impl Level {
    fn parse(text: &str) -> Option<Level> {
        match text.to_lowercase().as_str() {
            "continent" | "continents" => Some(Level::Continent),
            "country" | "countries" => Some(Level::Country),
            "region" | "regions" => Some(Level::Region),
            "city" | "cities" => Some(Level::City),
            _ => None,
        }
    }
}

/// Order of the values of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FacetOrder {
    /// The most frequent first.
    #[default]
    Count,
    /// By the name of the value, folded.
    Name,
    /// What the articles found have more often than the whole index, the most unusual first, and nothing else.
    Unusual,
}

impl FacetOrder {
    fn parse(text: &str) -> Option<FacetOrder> {
        match text.to_lowercase().as_str() {
            "count" => Some(FacetOrder::Count),
            "name" => Some(FacetOrder::Name),
            "unusual" => Some(FacetOrder::Unusual),
            _ => None,
        }
    }
}

/// A field to count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetRequest {
    /// The field.
    pub field: FacetField,
    /// Level, for places and dateline; `None` counts each place as it is.
    pub level: Option<Level>,
    /// Values wanted at most.
    pub limit: usize,
    /// Values to leave out before the first.
    pub offset: usize,
    /// Order of the values.
    pub order: FacetOrder,
    /// What values have to begin with.
    pub prefix: Option<Prefix>,
}

impl FacetRequest {
    /// The most frequent values of a field, so many at most.
    pub fn new(field: FacetField, limit: usize) -> FacetRequest {
        FacetRequest { field, level: None, limit, offset: 0, order: FacetOrder::Count, prefix: None }
    }

    /// From `FIELD` and, in any order, `:N`, `:ORDER` and for places `:LEVEL`; plural, singular and flag names of fields are
    /// understood.
    ///
    /// # Errors
    /// A message that names the nearest fields or levels.
    pub fn parse(text: &str, default_limit: usize) -> Result<FacetRequest, String> {
        let mut parts = text.split(':');
        let field = FacetField::parse(parts.next().unwrap_or_default())?;
        let mut request = FacetRequest::new(field, default_limit);
        for part in parts {
            match (part.parse(), Level::parse(part), FacetOrder::parse(part)) {
                (Ok(limit), ..) => request.limit = limit,
                (_, _, Some(order)) => request.order = order,
                (_, Some(level), _) if field.is_hierarchical() => request.level = Some(level),
                (_, Some(_), _) => return Err(format!("`{}` has no levels; places and dateline have", field.name())),
                _ => return Err(unknown_part(part, field)),
            }
        }
        Ok(request)
    }
}

fn unknown_part(part: &str, field: FacetField) -> String {
    let levels = if field.is_hierarchical() { ", a level (continent, country, region, city)" } else { "" };
    format!("`{part}` is neither a number{levels} nor an order (count, name, unusual)")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facets_are_asked_for_by_name_level_and_number() {
        let facet = |text: &str| FacetRequest::parse(text, 10).map(|f| (f.field, f.level, f.limit));
        assert_eq!(facet("person"), Ok((FacetField::People, None, 10)));
        assert_eq!(facet("places:country:3"), Ok((FacetField::Places, Some(Level::Country), 3)));
        assert_eq!(facet("dateline:5"), Ok((FacetField::Dateline, None, 5)));
        let ordered = FacetRequest::parse("places:Unusual:country:10", 8).map(|f| (f.order, f.level, f.limit));
        assert_eq!(ordered, Ok((FacetOrder::Unusual, Some(Level::Country), 10)));
        assert!(facet("people:odd").is_err_and(|message| message.contains("neither a number nor an order")));
        assert!(facet("people:country").is_err_and(|message| message.contains("no levels")));
        assert!(facet("places:village").is_err_and(|message| message.contains("neither a number, a level")));
        assert!(facet("plaecs").is_err_and(|message| message.contains("places")));
    }

    #[test]
    fn dates_become_days() {
        const TODAY: Date = Date::constant(2025, 12, 10);
        assert_eq!(DateFilter::since("last week", TODAY), Ok(DateFilter::Since(20_251_201)));
        assert_eq!(DateFilter::since("2025-12", TODAY), Ok(DateFilter::Since(20_251_200)));
        assert_eq!(DateFilter::until("2025", TODAY), Ok(DateFilter::Until(20_251_231)));
        assert_eq!(DateFilter::on("2025-12-02", TODAY), Ok(DateFilter::Between(20_251_202, 20_251_202)));
        assert_eq!(DateFilter::on("XXXX-12-02", TODAY), Ok(DateFilter::DayOfYear(1202)));
        assert_eq!(DateFilter::since("XXXX-12-02", TODAY), Err("`XXXX-12-02` has no year".to_owned()));
        assert_eq!(DateFilter::on("soon", TODAY), Err("`soon` is no date".to_owned()));
    }
}
