//! What has a run of `index` done? How much and how fast, what the articles are about, what was left out and why, and
//! what to try next.

use std::collections::BTreeMap;
use std::time::Duration;

use super::columns::grouped;
use super::facets;
use super::terminal::{Look, Screen, escape};
use crate::pipeline::Built;
use crate::search::FacetCounts;
use crate::source::Skipped;

/// Files named for each reason; the rest are counted.
const NAMED: usize = 3;

/// What there is to say.
#[derive(Debug, Clone, Copy)]
pub struct Summary<'a> {
    /// What was done.
    pub built: &'a Built,
    /// How long it took.
    pub time: Duration,
    /// Folder of the index, as given.
    pub index: &'a str,
    /// Facets of the whole index.
    pub facets: &'a [FacetCounts],
    /// A search worth trying.
    pub next: Option<&'a str>,
    /// Whether every file that was left out is named.
    pub verbose: bool,
}

/// The summary for eyes.
pub fn summary_text(summary: &Summary, screen: Screen) -> Vec<String> {
    let built = summary.built;
    let mut lines = vec![totals(summary)];
    if built.total != built.articles {
        lines.push(format!("The index holds {} articles in all.", grouped(built.total as u64)));
    }
    lines.extend(left_out("Skipped", &built.skipped, summary.verbose));
    lines.extend(left_out("Could not be read", &built.failed, summary.verbose));
    let facets = facets::blocks(summary.facets, screen);
    if !facets.is_empty() {
        lines.push(String::new());
        lines.extend(facets);
    }
    if let Some(next) = summary.next {
        lines.push(String::new());
        lines.push(format!("Try: {}", screen.paint(Look::Headline, next)));
    }
    lines
}

fn totals(summary: &Summary) -> String {
    let built = summary.built;
    let index = escape(summary.index);
    let folders = if built.removed == 1 { "folder" } else { "folders" };
    let dropped = format!("{} {folders} dropped", grouped(built.removed as u64));
    if built.articles == 0 && built.removed > 0 {
        return format!("{dropped} from {index}");
    }
    let speed = built.articles as u128 * 1000 / summary.time.as_millis().max(1);
    let noun = if built.articles == 1 { "article" } else { "articles" };
    let articles = grouped(built.articles as u64);
    let seconds = summary.time.as_secs_f64();
    let dropped = if built.removed > 0 { format!("; {dropped}") } else { String::new() };
    format!("{articles} {noun} indexed in {seconds:.1} s ({} articles/s) into {index}{dropped}", grouped(speed))
}

/// One line a reason, with its files.
fn left_out(what: &str, files: &[Skipped], verbose: bool) -> Vec<String> {
    let mut by_reason: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for file in files {
        by_reason.entry(&file.reason).or_default().push(&file.path);
    }
    let lines = by_reason.into_iter().map(|(reason, paths)| {
        let named = if verbose { paths.len() } else { NAMED };
        let mut names: Vec<String> = paths.iter().take(named).map(|path| escape(path)).collect();
        if paths.len() > named {
            names.push(format!("and {} more (-v names all)", grouped((paths.len() - named) as u64)));
        }
        format!("{what}: {} ({}): {}", grouped(paths.len() as u64), escape(reason), names.join(", "))
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_out_is_named_by_reason() {
        let file = |path: &str, reason: &str| Skipped::file(path.into(), reason);
        let skipped = vec![
            file("a", "empty file"),
            file("b", "binary file"),
            file("c", "empty file"),
            file("d", "empty file"),
            file("e", "empty file"),
        ];
        let built = Built { articles: 1500, total: 2000, skipped, ..Built::default() };
        let summary = Summary {
            built: &built,
            time: Duration::from_millis(500),
            index: "index",
            facets: &[],
            next: Some("newshound search x"),
            verbose: false,
        };
        insta::assert_snapshot!(summary_text(&summary, Screen { width: 80, colour: false }).join("\n"), @r"
        1,500 articles indexed in 0.5 s (3,000 articles/s) into index
        The index holds 2,000 articles in all.
        Skipped: 1 (binary file): b
        Skipped: 4 (empty file): a, c, d, and 1 more (-v names all)

        Try: newshound search x
        ");
    }
}
