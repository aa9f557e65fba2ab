//! `timeline`: when were the articles found published?

use super::arguments::{OutputFormat, PeriodLength, TimelineFlags};
use super::{Settings, Status, no_such_format, report_faults};
use crate::error::Error;
use crate::index::Reader;
use crate::render::{self, Output};
use crate::search::{self, By};

/// Prints the articles found by day, week, month, year or decade.
pub(super) fn run(settings: &Settings, flags: &TimelineFlags) -> Result<Status, Error> {
    let request = flags.selection.request(settings, &flags.query.join(" "))?;
    let reader = Reader::open(&settings.index)?;
    let (timeline, results) = search::timeline(&reader, &request, flags.by.map(By::from))?;
    flags.selection.remark(settings, &reader, &request, &results)?;
    report_faults(settings, &reader);
    let printed = match flags.output.format(OutputFormat::Json) {
        OutputFormat::Text => render::timeline_text(&timeline, settings.screen),
        OutputFormat::Json => vec![render::timeline_json(&timeline)],
        OutputFormat::Jsonl => render::timeline_jsonl(&timeline),
        OutputFormat::Csv => render::timeline_csv(&timeline),
        format => return Err(no_such_format(format, "timeline", "text, json, jsonl or csv")),
    };
    let mut output = Output::stdout();
    output.lines(printed)?;
    output.finish()?;
    Ok(if timeline.total == 0 { Status::Nothing } else { Status::Done })
}

impl From<PeriodLength> for By {
    fn from(length: PeriodLength) -> By {
        match length {
            PeriodLength::Day => By::Day,
            PeriodLength::Week => By::Week,
            PeriodLength::Month => By::Month,
            PeriodLength::Year => By::Year,
            PeriodLength::Decade => By::Decade,
        }
    }
}
