//! `related`: who and what appears in the same articles?

use super::arguments::{OutputFormat, SelectionFlags};
use super::count_arguments::{RelatedFlags, RelatedSort};
use super::{Settings, Status, no_such_format, report_faults};
use crate::error::Error;
use crate::index::Reader;
use crate::render::{self, Output};
use crate::search::{self, By, RelatedOrder, RelatedRequest, Request};

/// Prints the people, places and organisations of the articles found.
pub(super) fn run(settings: &Settings, flags: &RelatedFlags) -> Result<Status, Error> {
    let request = selected(settings, &flags.selection, &flags.query.join(" "))?;
    let order = match flags.sort {
        RelatedSort::Association => RelatedOrder::Association,
        RelatedSort::Count => RelatedOrder::Count,
    };
    let reader = Reader::open(&settings.index)?;
    let wanted = RelatedRequest { limit: flags.limit, order, by: flags.by.map(By::from) };
    let (related, results) = search::related(&reader, &request, wanted)?;
    flags.selection.remark(settings, &reader, &request, &results)?;
    report_faults(settings, &reader);
    let printed = match flags.output.format(OutputFormat::Json) {
        OutputFormat::Text => render::related_text(&related, settings.screen),
        OutputFormat::Json => vec![render::related_json(&related)],
        OutputFormat::Jsonl => render::related_jsonl(&related),
        OutputFormat::Csv => render::related_csv(&related),
        format => return Err(no_such_format(format, "related", "text, json, jsonl or csv")),
    };
    let mut output = Output::stdout();
    output.paged(printed, settings.pages(&flags.output))?;
    output.finish()?;
    Ok(if related.timeline.total == 0 { Status::Nothing } else { Status::Done })
}

/// The request, which has to select: everybody is related to all articles.
fn selected(settings: &Settings, selection: &SelectionFlags, query: &str) -> Result<Request, Error> {
    let request = selection.request(settings, query)?;
    if request.query.is_none() && request.filters.is_empty() && request.dates.is_empty() {
        let message = "related to whom or what?".to_owned();
        return Err(Error::Usage { message, hint: "name somebody or something: newshound related --person NAME".into() });
    }
    Ok(request)
}
