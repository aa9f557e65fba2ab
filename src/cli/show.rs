//! `show`: what is in these articles, and where does each field come from?

use super::arguments::{OutputFormat, ShowFlags};
use super::{Settings, Status, report_faults};
use crate::article::model::Article;
use crate::error::Error;
use crate::index::Reader;
use crate::render::{self, Output};
use crate::search;

/// Prints the articles in the order of their ids on the command line. An id that is not there is named, the others
/// are shown.
pub(super) fn run(settings: &Settings, flags: &ShowFlags) -> Result<Status, Error> {
    let reader = Reader::open(&settings.index)?;
    let mut articles = Vec::new();
    for id in &flags.ids {
        match search::show(&reader, id)? {
            Some(article) => articles.push(article),
            None => not_there(id, &search::nearest_ids(&reader, id)?),
        }
    }
    report_faults(settings, &reader);
    let mut output = Output::stdout();
    let printed = articles.len();
    output.paged(lines(settings, flags, articles), settings.pages(&flags.output))?;
    output.finish()?;
    Ok(if printed < flags.ids.len() { Status::Nothing } else { Status::Done })
}

fn lines(settings: &Settings, flags: &ShowFlags, mut articles: Vec<Article>) -> Vec<String> {
    match flags.output.format(OutputFormat::Json) {
        OutputFormat::Json if flags.ids.len() == 1 => {
            articles.pop().map(|article| render::record_json(article, flags.why)).into_iter().collect()
        }
        OutputFormat::Json => vec![render::records_json(articles, flags.why)],
        OutputFormat::Jsonl => articles.into_iter().map(|article| render::record_json(article, flags.why)).collect(),
        OutputFormat::Geojson => render::geojson::collection(&articles),
        OutputFormat::Bibtex => render::citation::bibtex(&articles),
        OutputFormat::Ris => render::citation::ris(&articles),
        OutputFormat::Csv => render::record_csv(&articles),
        OutputFormat::Paths => articles.iter().map(|article| render::terminal::escape_name(&article.path)).collect(),
        OutputFormat::Text => {
            let records: Vec<Vec<String>> =
                articles.iter().map(|article| render::record_text(article, flags.why, settings.screen)).collect();
            records.join(&String::new())
        }
    }
}

/// Says that there is no such article, and which ids come near.
pub(super) fn not_there(id: &str, nearest: &[String]) {
    let hint = if nearest.is_empty() {
        "newshound search prints ids, the last line of each article".into()
    } else {
        format!("near it: {}", nearest.join(", "))
    };
    render::complain(&format!("no article with the id '{id}' (hint: {hint})"));
}
