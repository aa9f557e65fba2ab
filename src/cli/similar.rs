//! `similar`: which articles are like this one?

use super::arguments::{OutputFormat, SimilarFlags};
use super::{Settings, Status, report_faults, search as hits, show};
use crate::error::Error;
use crate::index::Reader;
use crate::render::{self, Output};
use crate::search::{self, Request};

/// Prints the articles like one, best first.
pub(super) fn run(settings: &Settings, flags: &SimilarFlags) -> Result<Status, Error> {
    let request = Request { limit: flags.limit, offset: flags.offset, ..flags.selection.request(settings, "")? };
    let reader = Reader::open(&settings.index)?;
    let Some(article) = search::show(&reader, &flags.id)? else {
        show::not_there(&flags.id, &search::nearest_ids(&reader, &flags.id)?);
        return Ok(Status::Nothing);
    };
    let results = search::similar(&reader, &article, &request)?;
    flags.selection.remark(settings, &reader, &request, &results)?;
    report_faults(settings, &reader);
    let printed = match flags.output.format(OutputFormat::Json) {
        OutputFormat::Text => render::hits_text(&results, flags.offset, settings.screen),
        OutputFormat::Json => vec![render::similar_json(&flags.id, &results)],
        OutputFormat::Jsonl => render::hits_jsonl(&results),
        OutputFormat::Csv => render::hits_csv(&results, flags.offset),
        OutputFormat::Paths => hits::paths(&results),
        OutputFormat::Geojson => render::geojson::collection(&hits::articles(&reader, &results)?),
        OutputFormat::Bibtex => render::citation::bibtex(&hits::articles(&reader, &results)?),
        OutputFormat::Ris => render::citation::ris(&hits::articles(&reader, &results)?),
    };
    let mut output = Output::stdout();
    output.lines(printed)?;
    output.finish()?;
    Ok(if results.total == 0 { Status::Nothing } else { Status::Done })
}
