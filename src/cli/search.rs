//! `search`: which articles answer, and what are they about?

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::arguments::{OutputFormat, SearchFlags, SortOrder};
use super::{Settings, Status, batch, facets, report_faults, saved};
use crate::article::model::Article;
use crate::error::Error;
use crate::index::Reader;
use crate::render::{self, Fields, Output, Selected, terminal};
use crate::search::{self, FacetRequest, Request, Results, Sort};

/// Hits that are shown unless another number is asked for.
const USUAL_HITS: usize = 10;
/// Facets that are counted unless others are asked for.
const USUAL_FACETS: [&str; 6] = ["people", "places", "organizations", "dateline", "authors", "year"];
/// Values of each on a screen, and in JSON.
const USUAL_VALUES: (usize, usize) = (8, 10);

/// Prints hits and facets.
pub(super) fn run(settings: &Settings, flags: &SearchFlags) -> Result<Status, Error> {
    let mut request = request(settings, flags)?;
    let fields = fields(flags)?;
    if let Some(path) = &flags.answers.batch {
        return batch::run(settings, flags, path, (&request, fields.as_ref()));
    }
    let reader = Reader::open(&settings.index)?;
    let news = flags.answers.new.then(|| only_new(settings, flags, &reader, &mut request)).transpose()?;
    let results = answered(&reader, flags, &request)?;
    match &news {
        Some((name, _)) if results.total == 0 => nothing_new(settings, name),
        _ => flags.selection.remark(settings, &reader, &request, &results)?,
    }
    report_faults(settings, &reader);
    facets::remark(settings, &request, &results);
    let mut output = Output::stdout();
    let query = written(flags, &request);
    match (&fields, format(flags)) {
        (_, OutputFormat::Text) if news.is_some() && results.total == 0 => {}
        (Some(fields), format) => output.lines(selected(&reader, fields, format, &query, &results)?)?,
        (None, OutputFormat::Text) => {
            output.paged(render::hits_text(&results, flags.offset, settings.screen), settings.pages(&flags.output))?;
        }
        (None, format) => output.lines(lines(&reader, flags.offset, format, &query, &results)?)?,
    }
    // Whoever stopped reading has not seen all.
    if let (true, Some((name, seen))) = (output.finish()?, news) {
        saved::keep_seen(&settings.index, &name, &seen)?;
    }
    Ok(if results.total == 0 { Status::Nothing } else { Status::Done })
}

/// A batch is answered in JSON.
fn format(flags: &SearchFlags) -> OutputFormat {
    if flags.answers.batch.is_some() { OutputFormat::Json } else { flags.output.format(OutputFormat::Json) }
}

fn request(settings: &Settings, flags: &SearchFlags) -> Result<Request, Error> {
    let format = format(flags);
    Ok(Request {
        limit: flags.limit.unwrap_or(if flags.answers.new { usize::MAX } else { USUAL_HITS }),
        offset: flags.offset,
        sort: sort(flags.sort),
        facets: wanted(flags, format)?,
        alternatives: flags.alternatives,
        contexts: flags.answers.context.unwrap_or_default(),
        copies: flags.copies.shown(format),
        ..flags.selection.request(settings, &flags.query.join(" "))?
    })
}

/// What is found, with what the flags ask besides.
pub(super) fn answered(reader: &Reader, flags: &SearchFlags, request: &Request) -> Result<Results, Error> {
    let mut results = search::run(reader, request)?;
    if flags.answers.open {
        links(reader, &mut results);
    }
    if flags.explain {
        results.explanation = Some(search::explain(reader, request)?);
    }
    Ok(results)
}

/// The query as it was typed, or as it is with a saved search.
fn written(flags: &SearchFlags, request: &Request) -> String {
    match (&flags.selection.within, &request.query) {
        (Some(_), Some(query)) => query.to_string(),
        _ => flags.query.join(" "),
    }
}

fn nothing_new(settings: &Settings, name: &str) {
    if !settings.quiet {
        render::note(&format!("nothing new in @{name}"));
    }
}

/// Leaves only what a saved search has not shown yet; its name, and all that it has then shown. Without `-n` all of it comes.
fn only_new(
    settings: &Settings,
    flags: &SearchFlags,
    reader: &Reader,
    request: &mut Request,
) -> Result<(String, BTreeSet<String>), Error> {
    let Some(name) = flags.answers.saved.clone() else {
        let (message, hint) =
            ("--new is for saved searches".to_owned(), "newshound save NAME QUERY, then search @NAME --new".to_owned());
        return Err(Error::Usage { message, hint });
    };
    let mut seen = saved::seen(&settings.index, &name)?;
    let new: Vec<String> = search::found(reader, request)?.into_iter().filter(|id| !seen.contains(id)).collect();
    seen.extend(new.iter().cloned());
    request.among = Some(new);
    Ok((name, seen))
}

/// The name of this computer, where the system tells it in a file.
fn host() -> String {
    std::fs::read_to_string("/proc/sys/kernel/hostname").map(|name| name.trim().to_owned()).unwrap_or_default()
}

/// Gives each hit the address of its file, which a terminal can open.
fn links(reader: &Reader, results: &mut Results) {
    let (roots, host) = (&reader.manifest().roots, host());
    for hit in &mut results.hits {
        let root = roots.iter().find(|root| Path::new(&hit.path).starts_with(&root.given));
        let below = root.and_then(|root| Some((root, Path::new(&hit.path).strip_prefix(&root.given).ok()?)));
        let path = match below {
            Some((root, below)) if below.as_os_str().is_empty() => PathBuf::from(&root.absolute),
            Some((root, below)) => Path::new(&root.absolute).join(below),
            None => PathBuf::from(&hit.path),
        };
        hit.link = Some(render::file_address(&host, &path.to_string_lossy()));
    }
}

fn sort(order: Option<SortOrder>) -> Sort {
    match order {
        None | Some(SortOrder::Relevance) => Sort::Relevance,
        Some(SortOrder::Newest) => Sort::Newest,
        Some(SortOrder::Oldest) => Sort::Oldest,
        Some(SortOrder::Recent) => Sort::Recent,
    }
}

fn wanted(flags: &SearchFlags, format: OutputFormat) -> Result<Vec<FacetRequest>, Error> {
    if flags.no_facets || !matches!(format, OutputFormat::Text | OutputFormat::Json) {
        return Ok(Vec::new());
    }
    let usual = USUAL_FACETS.map(String::from);
    let asked: &[String] = if flags.facet.is_empty() { &usual } else { &flags.facet };
    let limit = if format == OutputFormat::Text { USUAL_VALUES.0 } else { USUAL_VALUES.1 };
    asked.iter().map(|text| parse_facet(text, limit)).collect()
}

/// A facet as written on the command line.
pub(super) fn parse_facet(text: &str, limit: usize) -> Result<FacetRequest, Error> {
    FacetRequest::parse(text, limit)
        .map_err(|message| Error::Usage { message, hint: "write FIELD, FIELD:N or places:country".into() })
}

/// The answer for programs.
fn lines(reader: &Reader, offset: usize, format: OutputFormat, query: &str, results: &Results) -> Result<Vec<String>, Error> {
    Ok(match format {
        OutputFormat::Json | OutputFormat::Text => vec![render::hits_json(query, results)],
        OutputFormat::Jsonl => render::hits_jsonl(results),
        OutputFormat::Csv => render::hits_csv(results, offset),
        OutputFormat::Paths => paths(results),
        OutputFormat::Geojson => render::geojson::collection(&articles(reader, results)?),
        OutputFormat::Bibtex => render::citation::bibtex(&articles(reader, results)?),
        OutputFormat::Ris => render::citation::ris(&articles(reader, results)?),
    })
}

/// The fields that are asked for alone.
fn fields(flags: &SearchFlags) -> Result<Option<Fields>, Error> {
    let Some(names) = &flags.answers.fields else { return Ok(None) };
    let format = format(flags);
    if !matches!(format, OutputFormat::Json | OutputFormat::Jsonl | OutputFormat::Csv) {
        let (message, hint) = ("--fields chooses fields for programs".to_owned(), "add --format json, jsonl or csv".to_owned());
        return Err(Error::Usage { message, hint });
    }
    let wrong = |message| Error::Usage {
        message: format!("--fields: {message}"),
        hint: "write them with commas: id,headline,date".into(),
    };
    Fields::parse(names).map(Some).map_err(wrong)
}

/// Those fields of each hit.
fn selected(
    reader: &Reader,
    fields: &Fields,
    format: OutputFormat,
    query: &str,
    results: &Results,
) -> Result<Vec<String>, Error> {
    let records = records(reader, fields, results)?;
    Ok(match format {
        OutputFormat::Csv => fields.csv(&records),
        OutputFormat::Json => vec![render::selected_json(query, results, &records)],
        _ => records.iter().map(render::json::line).collect(),
    })
}

/// Those fields of each hit, by name.
pub(super) fn records(reader: &Reader, fields: &Fields, results: &Results) -> Result<Vec<Selected>, Error> {
    let articles = if fields.need_article() { articles(reader, results)? } else { Vec::new() };
    let articles: Vec<Value> = articles.into_iter().map(render::record_value).collect();
    let hits = render::hits_values(results);
    Ok(hits.iter().enumerate().map(|(place, hit)| fields.of(hit, articles.get(place))).collect())
}

/// The articles found, whole.
pub(super) fn articles(reader: &Reader, results: &Results) -> Result<Vec<Article>, Error> {
    let mut articles = Vec::new();
    for hit in &results.hits {
        articles.extend(search::show(reader, &hit.id)?);
    }
    Ok(articles)
}

/// Each file once, in the order of its first hit.
pub(super) fn paths(results: &Results) -> Vec<String> {
    let mut paths: Vec<String> = Vec::new();
    let mut seen = BTreeSet::new();
    for hit in &results.hits {
        if seen.insert(&hit.path) {
            paths.push(terminal::escape_name(&hit.path));
        }
    }
    paths
}
