//! `show`: what is in these articles, and where does each field come from?

use super::arguments::{OutputFormat, ShowFlags};
use super::{Settings, Status};
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
    let mut output = Output::stdout();
    output.lines(lines(settings, flags, &articles))?;
    output.finish()?;
    Ok(if articles.len() < flags.ids.len() { Status::Nothing } else { Status::Done })
}

fn lines(settings: &Settings, flags: &ShowFlags, articles: &[Article]) -> Vec<String> {
    match flags.output.format(OutputFormat::Json) {
        OutputFormat::Json => match (articles, flags.ids.len()) {
            ([], 1) => Vec::new(),
            ([article], 1) => vec![render::json::line(article)],
            (articles, _) => vec![render::json::line(&articles)],
        },
        OutputFormat::Jsonl => articles.iter().map(render::json::line).collect(),
        OutputFormat::Csv => render::record_csv(articles),
        OutputFormat::Paths => articles.iter().map(|article| render::terminal::escape(&article.path)).collect(),
        OutputFormat::Text => {
            let records: Vec<Vec<String>> =
                articles.iter().map(|article| render::record_text(article, settings.screen)).collect();
            records.join(&String::new())
        }
    }
}

fn not_there(id: &str, nearest: &[String]) {
    let hint = if nearest.is_empty() {
        "newshound search prints ids, the last line of each article".into()
    } else {
        format!("near it: {}", nearest.join(", "))
    };
    render::complain(&format!("no article with the id '{id}' (hint: {hint})"));
}
