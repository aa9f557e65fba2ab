//! Which articles are meant? The query, the filters and the days of the command line become one request, and a result
//! that is empty is explained.

use jiff::civil::Date;

use super::Settings;
use super::arguments::SelectionFlags;
use super::shell::quoted;
use crate::error::Error;
use crate::index::Reader;
use crate::query::{self, Joiner, Node, Scope};
use crate::render;
use crate::search::{self, DateFilter, FacetField, Filter, Request, Results};

/// Words and values without a hit for which the nearest are looked up: each takes a walk through the index, and who pastes a page
/// reads no more.
const MOST_ABSENT: usize = 5;

/// Parts whose own hits are told.
const MOST_ALONE: usize = 20;

/// What a saved search selects, or the command line of a batch: whatever is selected within it narrows it.
#[derive(Debug, Clone)]
pub struct Within {
    /// Filters and days.
    pub selection: SelectionFlags,
    /// Words.
    pub query: String,
}

impl SelectionFlags {
    /// The filters as they were written: flag, field and value.
    fn written(&self) -> Vec<(&'static str, FacetField, &str)> {
        let within = self.within.as_ref().map(|within| within.selection.written());
        within.into_iter().flatten().chain(self.written_here()).collect()
    }

    fn written_here(&self) -> Vec<(&'static str, FacetField, &str)> {
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
    pub(super) fn request(&self, settings: &Settings, query: &str) -> Result<Request, Error> {
        let own = self.request_here(settings, query)?;
        let request = match &self.within {
            Some(within) => both(within.selection.request(settings, &within.query)?, own),
            None => own,
        };
        for ((_, _, value), filter) in self.written().into_iter().zip(&request.filters) {
            check_speaker(filter, request.query.is_some(), value)?;
        }
        Ok(request)
    }

    fn request_here(&self, settings: &Settings, query: &str) -> Result<Request, Error> {
        let joiner = if self.any { Joiner::Any } else { Joiner::All };
        let parsed =
            query::parse_on(query, joiner, settings.today).map_err(|error| Error::Query { error, text: query.into() })?;
        let filters = self
            .written_here()
            .into_iter()
            .map(|(_, field, value)| Filter::parse(field, value).map_err(|error| Error::Query { error, text: value.into() }));
        Ok(Request {
            query: parsed,
            filters: filters.collect::<Result<_, _>>()?,
            dates: self.dates(settings)?,
            ..Request::default()
        })
    }

    fn dates(&self, settings: &Settings) -> Result<Vec<DateFilter>, Error> {
        let flags = [
            ("--since", &self.since, DateFilter::since as fn(&str, Date) -> Result<DateFilter, String>),
            ("--until", &self.until, DateFilter::until),
            ("--on", &self.on, DateFilter::on),
        ];
        let mut dates = Vec::new();
        for (flag, text, parse) in flags {
            if let Some(text) = text {
                let date = parse(text, settings.today).map_err(|message| Error::Usage {
                    message: format!("{flag}: {message}"),
                    hint: "write 2025-12-02, 2025-12, 2025, yesterday or 'last week'".into(),
                })?;
                dates.push(date);
            }
        }
        Ok(dates)
    }

    /// Says on stderr what a user would wonder about: articles left out because their year is not known, and filter
    /// values that no article has.
    pub(super) fn remark(&self, settings: &Settings, reader: &Reader, request: &Request, results: &Results) -> Result<(), Error> {
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
        if results.total == 0 { self.nothing_found(reader, request) } else { Ok(()) }
    }

    /// Why nothing was found: values and words that no article has, else what each part finds alone.
    fn nothing_found(&self, reader: &Reader, request: &Request) -> Result<(), Error> {
        let (mut finds, mut absent) = (Vec::new(), 0);
        for ((flag, field, value), filter) in self.written().into_iter().zip(&request.filters) {
            let articles = search::filtered(reader, filter)?;
            let written = format!("{flag} '{value}'");
            if articles == 0 {
                note_absent(&written, &search::nearest(reader, field, value)?);
            }
            finds.push((written, articles));
        }
        let leaves = request.query.as_ref().map(|query| search::leaves(&query::meaningful(query))).unwrap_or_default();
        for leaf in &leaves {
            let articles = search::alone(reader, leaf)?;
            if articles == 0 {
                absent += 1;
                if absent <= MOST_ABSENT {
                    note_absent(&leaf.to_string(), &nearest(reader, leaf)?);
                }
            }
            finds.push((leaf.to_string(), articles));
        }
        if absent > MOST_ABSENT {
            render::note(&format!("{} more words that no article has", absent - MOST_ABSENT));
        }
        if finds.len() != 1 || finds.iter().any(|(_, articles)| *articles > 0) {
            let all_wanted = matches!(request.query, Some(Node::And(_))) && leaves.len() > 1;
            let some_found = finds.iter().any(|(_, articles)| *articles > 0);
            let any = (all_wanted && some_found).then(|| self.command_for_any(&leaves));
            render::note(&alone(&finds, any.as_deref()));
        }
        Ok(())
    }

    /// The command that finds articles with one of these words.
    fn command_for_any(&self, leaves: &[Node]) -> String {
        let dates = [("--since", &self.since), ("--until", &self.until), ("--on", &self.on)];
        let dates = dates.into_iter().filter_map(|(flag, date)| Some((flag, date.as_deref()?)));
        let filters = self.written().into_iter().map(|(flag, _, value)| (flag, value)).chain(dates);
        let filters = filters.map(|(flag, value)| format!("{flag} {}", quoted(value)));
        let words = leaves.iter().map(|leaf| quoted(&leaf.to_string()));
        ["newshound search --any".to_owned()]
            .into_iter()
            .chain(filters)
            .chain(["--".to_owned()])
            .chain(words)
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// What two requests select both.
fn both(first: Request, second: Request) -> Request {
    let query = match (first.query, second.query) {
        (Some(first), Some(second)) => Some(Node::and(vec![first, second])),
        (first, second) => first.or(second),
    };
    let filters = first.filters.into_iter().chain(second.filters).collect();
    let dates = first.dates.into_iter().chain(second.dates).collect();
    Request { query, filters, dates, ..Request::default() }
}

/// What each part of a request finds alone.
fn alone(finds: &[(String, usize)], any: Option<&str>) -> String {
    let mut list: Vec<String> = finds.iter().take(MOST_ALONE).map(|(part, articles)| format!("{part} {articles}")).collect();
    if finds.len() > MOST_ALONE {
        list.push(format!("and {} more", finds.len() - MOST_ALONE));
    }
    let together =
        if list.is_empty() { "no article is left".to_owned() } else { format!("each alone: {}; together none", list.join(", ")) };
    any.map_or(together.clone(), |any| format!("{together}; for one of them: {any}"))
}

/// What comes near a leaf that no article has.
fn nearest(reader: &Reader, leaf: &Node) -> Result<Vec<String>, Error> {
    match leaf {
        Node::In(Scope::Value(field), value) => Ok(search::nearest(reader, *field, &value.to_string())?),
        Node::In(_, inner) => nearest(reader, inner),
        Node::Word(word) | Node::Fuzzy(word, _) | Node::Exact(word) => {
            let words = search::nearest_words(reader, word)?.into_iter();
            Ok(words.map(|(word, articles)| format!("{word} ({articles})")).collect())
        }
        _ => Ok(Vec::new()),
    }
}

fn note_absent(what: &str, nearest: &[String]) {
    let nearest = if nearest.is_empty() { String::new() } else { format!("; did you mean {}?", nearest.join(", ")) };
    render::note(&format!("no article has {what}{nearest}"));
}

/// Refuses words that nobody in particular is to have said.
fn check_speaker(filter: &Filter, words: bool, value: &str) -> Result<(), Error> {
    if filter.field != FacetField::Speakers || !words || query::names::asks_for_somebody(&filter.value) {
        return Ok(());
    }
    let message = format!("--said-by '{value}' excludes, and names nobody who said the words");
    Err(Error::Usage { message, hint: "name somebody too, or '*' for anybody: --said-by '* -NAME'".into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_query_is_told_in_a_short_line() {
        let finds = |parts: usize| (0..parts).map(|number| (format!("w{number}"), number)).collect::<Vec<_>>();
        assert_eq!(alone(&finds(2), None), "each alone: w0 0, w1 1; together none");
        assert!(alone(&finds(MOST_ALONE), None).ends_with("w19 19; together none"));
        assert!(alone(&finds(MOST_ALONE + 3), None).ends_with("w19 19, and 3 more; together none"));
    }
}
