//! `facets`: which values does a field have, and how often?

use super::arguments::{FacetsFlags, OutputFormat};
use super::search::parse_facet;
use super::{Settings, Status, no_such_format, report_faults};
use crate::error::Error;
use crate::index::Reader;
use crate::render::{self, Output};
use crate::search::{self, FacetCounts, FacetRequest, Request};

/// Prints the values of one field with their counts.
pub(super) fn run(settings: &Settings, flags: &FacetsFlags) -> Result<Status, Error> {
    let facet = FacetRequest { limit: flags.limit, offset: flags.offset, ..parse_facet(&flags.field, flags.limit)? };
    let request = Request {
        facets: vec![facet],
        alternatives: flags.alternatives,
        ..flags.selection.request(settings, &flags.query.join(" "))?
    };
    let reader = Reader::open(&settings.index)?;
    let results = search::run(&reader, &request)?;
    flags.selection.remark(settings, &reader, &request, &results)?;
    report_faults(settings, &reader);
    let mut output = Output::stdout();
    for counts in &results.facets {
        output.lines(lines(flags.output.format(OutputFormat::Json), counts)?)?;
    }
    output.finish()?;
    let none = results.facets.iter().all(|counts| counts.distinct == 0);
    Ok(if none { Status::Nothing } else { Status::Done })
}

fn lines(format: OutputFormat, counts: &FacetCounts) -> Result<Vec<String>, Error> {
    Ok(match format {
        OutputFormat::Text => render::facets_text(counts),
        OutputFormat::Json => vec![render::facets_json(counts)],
        OutputFormat::Jsonl => render::facets_jsonl(counts),
        OutputFormat::Csv => render::facets_csv(counts),
        format => return Err(no_such_format(format, "facets", "text, json, jsonl or csv")),
    })
}
