//! `index`: folders into the index, with a summary worth reading.

use std::path::Path;
use std::time::{Duration, Instant};

use super::arguments::IndexFlags;
use super::report::ReportFile;
use super::shell::quoted;
use super::{CHECKPOINT, Settings, Status, interrupt};
use crate::error::Error;
use crate::index::{Reader, network_file_system};
use crate::pipeline::{Build, Built, Event};
use crate::render::{self, Meter, Output, Summary};
use crate::search::{self, FacetCounts, FacetField, FacetRequest, Request};
use crate::source::Rules;

/// Values of each facet in the summary.
const TOP: usize = 8;

/// Adds, refreshes or drops folders, and tells what the index holds then.
pub(super) fn run(settings: &Settings, flags: IndexFlags) -> Result<Status, Error> {
    let mapping = super::mapping(&flags.map)?;
    let rules = rules(&flags)?;
    let build = Build {
        directory: settings.index.clone(),
        add: flags.paths,
        remove: flags.remove,
        mapping,
        rules,
        left_out: flags.report.iter().cloned().collect(),
        today: settings.today,
        memory: flags.writing.memory,
        checkpoint: CHECKPOINT,
        patience: Duration::from_secs(flags.writing.wait),
        interrupted: interrupt::flag(),
    };
    if flags.dry_run {
        return dry_run(settings, &build);
    }
    warn_of_network(settings);
    let mut report = flags.report.as_deref().map(ReportFile::create).transpose()?;
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
    if built.total == 0 && built.removed == 0 {
        if !built.interrupted {
            nothing(&build, &built);
        }
    } else {
        summarise(settings, &built, begun.elapsed())?;
    }
    for file in &built.failed {
        render::complain(&format!("{}: {}", file.path, file.reason));
    }
    if built.interrupted {
        render::complain(&format!("interrupted: {} (hint: the same command goes on from there)", what_is_left(&built)));
    }
    Ok(status(&built))
}

/// Which files are meant, where the user says something about it.
fn rules(flags: &IndexFlags) -> Result<Option<Rules>, Error> {
    if flags.exclude.is_empty() && !flags.follow {
        return Ok(None);
    }
    let hint = "patterns are written as in .gitignore: *.log, /drafts/, !keep.log".to_owned();
    Rules::new(flags.exclude.clone(), flags.follow).map(Some).map_err(|message| Error::Usage { message, hint })
}

fn what_is_left(built: &Built) -> &'static str {
    if built.total == 0 { "no file had been read to its end" } else { "what was read to its end is in the index" }
}

/// Tells what a run would find, folder by folder.
fn dry_run(settings: &Settings, build: &Build) -> Result<Status, Error> {
    let (folders, built) = build.dry_run()?;
    let mut output = Output::stdout();
    output.lines(render::changes_text(&folders, built.removed, settings.verbose))?;
    output.finish()?;
    for file in &built.failed {
        render::complain(&format!("{}: {}", file.path, file.reason));
    }
    let is_idle = built.removed == 0 && folders.iter().all(|(_, changes)| changes.is_empty());
    Ok(if is_idle { Status::Nothing } else { Status::Done })
}

/// A lock on a network file system may hold on one machine alone.
fn warn_of_network(settings: &Settings) {
    let existing = settings.index.ancestors().find(|path| path.exists());
    let place = existing.filter(|path| !path.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if let Some(kind) = network_file_system(place).filter(|_| !settings.quiet) {
        let hint = "let one machine alone write it";
        render::complain(&format!("{} lies on a network file system ({kind}) (hint: {hint})", settings.index.display()));
    }
}

fn status(built: &Built) -> Status {
    match (built.interrupted, built.failed.is_empty(), built.total + built.removed) {
        (true, _, _) => Status::Interrupted,
        (_, false, _) => Status::Partial,
        (_, true, 0) => Status::Nothing,
        (_, true, _) => Status::Done,
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
    let index = if settings.index == Path::new("index") {
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
