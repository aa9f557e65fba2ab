//! `facets`: which values does a field have, and how often?

use super::arguments::OutputFormat;
use super::count_arguments::{FacetsFlags, ValueOrder};
use super::search::parse_facet;
use super::{Settings, Status, no_such_format, report_faults};
use crate::error::Error;
use crate::index::Reader;
use crate::render::{self, Output};
use crate::search::{self, FacetCounts, FacetOrder, FacetRequest, Prefix, Request, Results};

/// Prints the values of one field with their counts.
pub(super) fn run(settings: &Settings, flags: &FacetsFlags) -> Result<Status, Error> {
    let facet = requested(flags)?;
    let request = Request {
        facets: vec![facet],
        alternatives: flags.alternatives,
        ..flags.selection.request(settings, &flags.query.join(" "))?
    };
    let reader = Reader::open(&settings.index)?;
    let results = search::run(&reader, &request)?;
    flags.selection.remark(settings, &reader, &request, &results)?;
    report_faults(settings, &reader);
    remark(settings, &request, &results);
    let mut output = Output::stdout();
    for counts in &results.facets {
        output.paged(lines(flags.output.format(OutputFormat::Json), counts)?, settings.pages(&flags.output))?;
    }
    output.finish()?;
    let none = results.facets.iter().all(|counts| counts.distinct == 0);
    Ok(if none { Status::Nothing } else { Status::Done })
}

fn requested(flags: &FacetsFlags) -> Result<FacetRequest, Error> {
    let parsed = parse_facet(&flags.field, flags.limit)?;
    let prefix = flags.prefix.as_deref().map(Prefix::parse).transpose();
    let prefix = prefix.map_err(|message| Error::Usage {
        message: format!("--prefix: {message}"),
        hint: "write how a word of it begins".into(),
    })?;
    let order = match flags.sort {
        ValueOrder::Count => parsed.order,
        ValueOrder::Name => FacetOrder::Name,
        ValueOrder::Unusual => FacetOrder::Unusual,
    };
    Ok(FacetRequest { limit: flags.limit, offset: flags.offset, order, prefix, ..parsed })
}

/// Says on stderr that nothing is unusual where all articles were found.
pub(super) fn remark(settings: &Settings, request: &Request, results: &Results) {
    let mut counted = request.facets.iter().zip(&results.facets);
    if !settings.quiet && counted.any(|(asked, counts)| asked.order != counts.order && counts.total > 0) {
        render::note("nothing is unusual about all articles together: select some of them; values come by count");
    }
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
