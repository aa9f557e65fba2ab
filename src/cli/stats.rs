//! `stats`: what does the index hold?

use super::arguments::{OutputFlags, OutputFormat};
use super::{Settings, Status, no_such_format, report_faults};
use crate::error::Error;
use crate::index::Reader;
use crate::render::{self, Output};
use crate::search;

/// Prints what the index holds.
pub(super) fn run(settings: &Settings, flags: &OutputFlags) -> Result<Status, Error> {
    let reader = Reader::open(&settings.index)?;
    let stats = search::stats(&reader)?;
    report_faults(settings, &reader);
    let mut output = Output::stdout();
    match flags.format(OutputFormat::Json) {
        OutputFormat::Text => output.lines(render::stats_text(&stats, settings.screen))?,
        OutputFormat::Json | OutputFormat::Jsonl => output.line(&render::stats_json(&stats))?,
        format => return Err(no_such_format(format, "stats", "text or json")),
    }
    output.finish()?;
    Ok(Status::Done)
}
