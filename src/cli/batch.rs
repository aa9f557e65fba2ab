//! `search --batch`: many queries, one a line, in; one JSON document a line out, in their order. A line that cannot be read costs
//! itself alone, and is answered with what is wrong.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use serde_json::json;

use super::arguments::SearchFlags;
use super::{Settings, Status};
use crate::error::Error;
use crate::index::Reader;
use crate::render::{self, Output};
use crate::search::{self, Request};

/// Bytes of a line that are read; a query is far shorter.
const LONGEST_LINE: usize = 64 * 1024;

/// Answers each query of a file, or of stdin for `-`, with what the flags ask of all of them.
pub(super) fn run(settings: &Settings, flags: &SearchFlags, path: &Path, request: &Request) -> Result<Status, Error> {
    let failed = |error: io::Error| Error::Beside { path: path.to_owned(), error };
    let input: Box<dyn BufRead> = match path.to_str() {
        Some("-") => Box::new(io::stdin().lock()),
        _ => Box::new(BufReader::new(File::open(path).map_err(failed)?)),
    };
    let reader = Reader::open(&settings.index)?;
    let mut output = Output::stdout();
    let (mut answered, mut refused, mut found) = (0, 0, 0);
    for (number, line) in input.split(b'\n').enumerate() {
        let line = line.map_err(failed)?;
        let query = String::from_utf8_lossy(line.get(..LONGEST_LINE.min(line.len())).unwrap_or_default()).trim().to_owned();
        if query.is_empty() || query.starts_with('#') {
            continue;
        }
        match answer(settings, flags, &reader, request, &query) {
            Ok(results) => {
                answered += 1;
                found += usize::from(results.total > 0);
                output.line(&render::batch_json(number + 1, &query, &results))?;
            }
            Err(Error::Query { error, .. }) => {
                refused += 1;
                let at = [error.at.start, error.at.end];
                let fault =
                    json!({"line": number + 1, "query": query, "error": error.message, "at": at, "suggestion": error.suggestion});
                output.line(&render::json::line(&fault))?;
            }
            Err(error) => return Err(error),
        }
        if output.is_closed() {
            break;
        }
    }
    output.finish()?;
    Ok(match (answered, refused, found) {
        (0, 1.., _) => Status::Error,
        (_, 1.., _) => Status::Partial,
        (_, _, 0) => Status::Nothing,
        _ => Status::Done,
    })
}

fn answer(
    settings: &Settings,
    flags: &SearchFlags,
    reader: &Reader,
    request: &Request,
    query: &str,
) -> Result<search::Results, Error> {
    let selected = flags.selection.request(settings, query)?;
    Ok(search::run(reader, &Request { query: selected.query, ..request.clone() })?)
}
