//! `search --batch`: many queries, one a line, in; one JSON document a line out, in their order. A line is a query, or a JSON object
//! of a query and filters. A line that cannot be read costs itself alone, and is answered with what is wrong.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use serde::Deserialize;
use serde_json::{Value, json};

use super::arguments::{OutputFormat, SearchFlags, SelectionFlags};
use super::search::{answered, records};
use super::selection::Within;
use super::{Settings, Status, no_such_format, report_faults};
use crate::error::Error;
use crate::index::Reader;
use crate::render::{self, BatchLine, Fields, Output};
use crate::search::Request;

/// Bytes of a line that are read; a query is far shorter.
const LONGEST_LINE: u64 = 64 * 1024;

/// A line of the file.
#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Line {
    /// Given back with the answer.
    id: Option<Value>,
    query: String,
    any: bool,
    person: OneOrMore,
    place: OneOrMore,
    org: OneOrMore,
    said_by: OneOrMore,
    author: OneOrMore,
    dateline: OneOrMore,
    agency: OneOrMore,
    lang: OneOrMore,
    source: OneOrMore,
    since: Option<String>,
    until: Option<String>,
    on: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl Default for OneOrMore {
    fn default() -> OneOrMore {
        OneOrMore::More(Vec::new())
    }
}

impl From<OneOrMore> for Vec<String> {
    fn from(values: OneOrMore) -> Vec<String> {
        match values {
            OneOrMore::One(value) => vec![value],
            OneOrMore::More(values) => values,
        }
    }
}

/// What came of the lines.
#[derive(Default)]
struct Tally {
    answered: usize,
    refused: usize,
    found: usize,
}

/// Answers each query of a file, or of stdin for `-`, with what the command line asks of all of them.
pub(super) fn run(
    settings: &Settings,
    flags: &SearchFlags,
    path: &Path,
    asked: (&Request, Option<&Fields>),
) -> Result<Status, Error> {
    if let Some(format) = flags.output.format.filter(|format| !matches!(format, OutputFormat::Json | OutputFormat::Jsonl)) {
        return Err(no_such_format(format, "search --batch", "json or jsonl"));
    }
    let failed = |error: io::Error| Error::Beside { path: path.to_owned(), error };
    let mut input: Box<dyn BufRead> = match path.to_str() {
        Some("-") => Box::new(io::stdin().lock()),
        _ => Box::new(BufReader::new(File::open(path).map_err(failed)?)),
    };
    let reader = Reader::open(&settings.index)?;
    report_faults(settings, &reader);
    let mut output = Output::stdout();
    let (mut tally, mut number) = (Tally::default(), 0);
    while let Some(text) = next_line(&mut input).map_err(failed)? {
        number += 1;
        if text.as_ref().is_ok_and(|text| text.is_empty() || text.starts_with('#')) {
            continue;
        }
        output.line(&answer(settings, flags, (&reader, asked), (number, text), &mut tally)?)?;
        if output.is_closed() {
            break;
        }
    }
    output.finish()?;
    Ok(tally.status())
}

impl Tally {
    fn status(&self) -> Status {
        match (self.answered, self.refused, self.found) {
            (0, 1.., _) => Status::Error,
            (_, 1.., _) => Status::Partial,
            (_, _, 0) => Status::Nothing,
            _ => Status::Done,
        }
    }
}

/// The next line, without the blanks round it; `Err` with what is wrong where it is too long for a query, and is left out.
fn next_line(input: &mut dyn BufRead) -> io::Result<Option<Result<String, String>>> {
    let mut bytes = Vec::new();
    if (&mut *input).take(LONGEST_LINE).read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    if bytes.len() as u64 == LONGEST_LINE && !bytes.ends_with(b"\n") {
        input.skip_until(b'\n')?;
        return Ok(Some(Err(format!("a line of more than {LONGEST_LINE} bytes is no query"))));
    }
    Ok(Some(Ok(String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').trim().to_owned())))
}

/// The answer to a line: what was found, or what is wrong with it.
fn answer(
    settings: &Settings,
    flags: &SearchFlags,
    (reader, (request, fields)): (&Reader, (&Request, Option<&Fields>)),
    (number, text): (usize, Result<String, String>),
    tally: &mut Tally,
) -> Result<String, Error> {
    let line = text.and_then(|text| read(&text));
    let (id, query, selection) = match line {
        Ok(line) => line.within(&flags.selection),
        Err(fault) => {
            tally.refused += 1;
            return Ok(render::json::line(&json!({"line": number, "error": fault})));
        }
    };
    let selected = match selection.request(settings, &query) {
        Ok(selected) => selected,
        Err(error @ (Error::Query { .. } | Error::Usage { .. })) => {
            tally.refused += 1;
            return Ok(render::json::line(&faulty(number, id.as_ref(), &query, &error)));
        }
        Err(error) => return Err(error),
    };
    let request = Request { query: selected.query, filters: selected.filters, dates: selected.dates, ..request.clone() };
    let results = answered(reader, flags, &request)?;
    tally.answered += 1;
    tally.found += usize::from(results.total > 0);
    let records = fields.map(|fields| records(reader, fields, &results)).transpose()?;
    Ok(render::batch_json(&BatchLine { line: number, id, query: &query }, &results, records.as_deref()))
}

fn read(text: &str) -> Result<Line, String> {
    if text.starts_with('{') {
        return serde_json::from_str(text).map_err(|error| format!("no object of a query and filters: {error}"));
    }
    Ok(Line { query: text.to_owned(), ..Line::default() })
}

impl Line {
    /// Its id, its query and what it selects within the flags of the command line.
    fn within(self, flags: &SelectionFlags) -> (Option<Value>, String, SelectionFlags) {
        let within = Within { selection: SelectionFlags { any: false, ..flags.clone() }, query: String::new() };
        let selection = SelectionFlags {
            within: Some(Box::new(within)),
            any: self.any || flags.any,
            person: self.person.into(),
            place: self.place.into(),
            org: self.org.into(),
            said_by: self.said_by.into(),
            author: self.author.into(),
            dateline: self.dateline.into(),
            agency: self.agency.into(),
            lang: self.lang.into(),
            source: self.source.into(),
            since: self.since,
            until: self.until,
            on: self.on,
        };
        (self.id, self.query, selection)
    }
}

/// What is wrong with a line, and where: a fault of a filter has the text of the filter.
fn faulty(number: usize, id: Option<&Value>, query: &str, error: &Error) -> Value {
    let mut fault = json!({"line": number, "query": query, "error": error.to_string(), "suggestion": error.hint()});
    let Some(members) = fault.as_object_mut() else { return fault };
    if let Error::Query { error, text } = error {
        members.insert("at".to_owned(), json!([error.at.start, error.at.end]));
        members.insert("suggestion".to_owned(), json!(error.suggestion));
        if text != query {
            members.insert("text".to_owned(), json!(text));
        }
    }
    members.extend(id.map(|id| ("id".to_owned(), id.clone())));
    fault
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_query_or_an_object() {
        assert_eq!(read("peace plan"), Ok(Line { query: "peace plan".to_owned(), ..Line::default() }));
        let line =
            read(r#"{"id": 7, "query": "peace", "person": "roe", "org": ["nato", "un"], "since": "2020"}"#).expect("reads");
        assert_eq!((line.id, line.query.as_str()), (Some(json!(7)), "peace"));
        assert_eq!(Vec::from(line.person), ["roe"]);
        assert_eq!((Vec::from(line.org).len(), line.since.as_deref()), (2, Some("2020")));
        assert!(read(r#"{"query": "peace", "persn": "roe"}"#).expect_err("unknown").contains("persn"));
        assert!(read("{peace").is_err());
    }

    #[test]
    fn lines_end_where_they_end() {
        let long = "x".repeat(LONGEST_LINE as usize + 10);
        let text = format!("\u{feff}peace \r\n\n{long}\nlast");
        let mut input: &[u8] = text.as_bytes();
        let mut next = || next_line(&mut input).expect("reads");
        assert_eq!(next(), Some(Ok("peace".to_owned())));
        assert_eq!(next(), Some(Ok(String::new())));
        assert!(next().expect("a line").is_err());
        assert_eq!((next(), next()), (Some(Ok("last".to_owned())), None));
    }

    #[test]
    fn some_faults_are_told_apart_from_nothing_else() {
        let status = |answered, refused, found| Tally { answered, refused, found }.status();
        assert_eq!((status(2, 0, 1), status(2, 0, 0), status(0, 0, 0)), (Status::Done, Status::Nothing, Status::Nothing));
        assert_eq!((status(1, 1, 0), status(0, 2, 0)), (Status::Partial, Status::Error));
    }
}
