//! `timeline`: when were the articles found published?

use super::arguments::OutputFormat;
use super::count_arguments::{PeriodLength, TimelineFlags};
use super::{Settings, Status, no_such_format, report_faults};
use crate::error::Error;
use crate::index::Reader;
use crate::render::{self, Output};
use crate::search::{self, By, Results, Timeline};

/// Prints the articles found by day, week, month, year or decade.
pub(super) fn run(settings: &Settings, flags: &TimelineFlags) -> Result<Status, Error> {
    if !flags.compare.is_empty() {
        return compare(settings, flags);
    }
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
    output.paged(printed, settings.pages(&flags.output))?;
    output.finish()?;
    Ok(if timeline.total == 0 { Status::Nothing } else { Status::Done })
}

/// Prints the timelines of several queries side by side.
fn compare(settings: &Settings, flags: &TimelineFlags) -> Result<Status, Error> {
    let first = Some(flags.query.join(" ")).filter(|query| !query.trim().is_empty());
    let queries: Vec<String> = first.into_iter().chain(flags.compare.iter().cloned()).collect();
    let requests = queries.iter().map(|query| flags.selection.request(settings, query)).collect::<Result<Vec<_>, _>>()?;
    let reader = Reader::open(&settings.index)?;
    let (timelines, results): (Vec<Timeline>, Vec<Results>) =
        search::compare(&reader, &requests, flags.by.map(By::from))?.into_iter().unzip();
    let total: usize = timelines.iter().map(|timeline| timeline.total).sum();
    for (query, without_year) in queries.iter().zip(results.iter().map(|results| results.without_year)) {
        if without_year > 0 && !settings.quiet {
            let articles = if without_year == 1 { "article has a date" } else { "articles have dates" };
            render::note(&format!("{query}: {without_year} {articles} without a year and stayed out"));
        }
    }
    if let Some(request) = requests.first().filter(|_| total == 0) {
        flags.selection.remark(settings, &reader, request, &Results::default())?;
    }
    report_faults(settings, &reader);
    let series: Vec<(String, Timeline)> = queries.into_iter().zip(timelines).collect();
    let printed = match flags.output.format(OutputFormat::Json) {
        OutputFormat::Text => render::compare_text(&series, settings.screen),
        OutputFormat::Json => vec![render::compare_json(&series)],
        OutputFormat::Jsonl => render::compare_jsonl(&series),
        OutputFormat::Csv => render::compare_csv(&series),
        format => return Err(no_such_format(format, "timeline", "text, json, jsonl or csv")),
    };
    let mut output = Output::stdout();
    output.paged(printed, settings.pages(&flags.output))?;
    output.finish()?;
    Ok(if total == 0 { Status::Nothing } else { Status::Done })
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
