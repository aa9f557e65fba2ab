//! `index`: folders into the index, with a summary worth reading.

use std::time::{Duration, Instant};

use super::arguments::IndexFlags;
use super::report::ReportFile;
use super::shell::quoted;
use super::{Settings, Status};
use crate::error::Error;
use crate::index::Reader;
use crate::pipeline::{Build, Built, Event};
use crate::render::{self, Meter, Output, Summary};
use crate::search::{self, FacetCounts, FacetField, FacetRequest, Request};

/// Values of each facet in the summary.
const TOP: usize = 8;

/// Adds, refreshes or drops folders, and tells what the index holds then.
pub(super) fn run(settings: &Settings, flags: IndexFlags) -> Result<Status, Error> {
    let mapping = super::mapping(&flags.map)?;
    let mut report = flags.report.as_deref().map(ReportFile::create).transpose()?;
    let build = Build {
        directory: settings.index.clone(),
        add: flags.paths,
        remove: flags.remove,
        mapping,
        report: flags.report,
        today: settings.today,
    };
    let meter = Meter::new(settings.quiet);
    let begun = Instant::now();
    let built = build.run(&mut |event| match (event, &mut report) {
        (Event::Article { articles, path }, _) => meter.tick(articles, path),
        (Event::File(file), Some(report)) => report.add(file),
        (Event::File(_), None) => {}
    });
    meter.finish();
    let built = built?;
    report.map_or(Ok(()), ReportFile::finish)?;
    if settings.quiet {
        return Ok(status(&built));
    }
    if built.articles == 0 && built.removed == 0 {
        nothing(&build, &built);
    } else {
        summarise(settings, &built, begun.elapsed())?;
    }
    for file in &built.failed {
        render::complain(&format!("{}: {}", file.path, file.reason));
    }
    Ok(status(&built))
}

fn status(built: &Built) -> Status {
    match (built.failed.is_empty(), built.articles + built.removed) {
        (false, _) => Status::Partial,
        (true, 0) => Status::Nothing,
        (true, _) => Status::Done,
    }
}

fn nothing(build: &Build, built: &Built) {
    let folders: Vec<String> = build.add.iter().map(|path| path.display().to_string()).collect();
    let folders = if folders.is_empty() { "the folders of the index".into() } else { folders.join(", ") };
    let skipped =
        if built.skipped.is_empty() { String::new() } else { format!(", {} files skipped (-v names them)", built.skipped.len()) };
    render::complain(&format!("no article found in {folders}{skipped} (hint: newshound formats lists what is read)"));
}

fn summarise(settings: &Settings, built: &Built, time: Duration) -> Result<(), Error> {
    let reader = Reader::open(&settings.index)?;
    let wanted = [FacetField::People, FacetField::Places, FacetField::Dateline];
    let facets = wanted.map(|field| FacetRequest::new(field, TOP)).to_vec();
    let results = search::run(&reader, &Request { facets, ..Request::default() })?;
    let index = settings.index.to_string_lossy();
    let next = next_search(settings, &results.facets);
    let summary =
        Summary { built, time, index: &index, facets: &results.facets, next: next.as_deref(), verbose: settings.verbose };
    let mut output = Output::stdout();
    output.lines(render::summary_text(&summary, settings.screen))?;
    output.finish()?;
    Ok(())
}

/// A search that finds something: the person that most articles name.
fn next_search(settings: &Settings, facets: &[FacetCounts]) -> Option<String> {
    let top = |field: FacetField| Some(facets.iter().find(|facet| facet.field == field)?.values.first()?.value.clone());
    let index = if settings.index == std::path::Path::new("index") {
        String::new()
    } else {
        format!(" --index {}", quoted(&settings.index.to_string_lossy()))
    };
    let (flag, value) = match top(FacetField::People) {
        Some(person) => ("--person", person),
        None => ("--place", top(FacetField::Places)?),
    };
    Some(format!("newshound search{index} {flag} {}", quoted(&value)))
}
