//! What has a run of `index` done? How much and how fast, what the articles are about, what was left out and why, and
//! what to try next.

use std::collections::BTreeMap;
use std::time::Duration;

use super::columns::grouped;
use super::facets;
use super::terminal::{Look, Screen, escape};
use crate::pipeline::{Built, Changes, Counts, FormatCount, LeftOut};
use crate::search::FacetCounts;
use crate::source::{Root, Skipped};

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
    lines.extend(files(&built.files));
    if !built.written && !built.interrupted {
        lines.push(format!("The index holds {} articles.", grouped(built.total as u64)));
        return lines;
    }
    if built.total != built.articles {
        lines.push(format!("The index holds {} articles in all.", grouped(built.total as u64)));
    }
    lines.extend(formats(&built.formats));
    lines.extend(left_out("Skipped", &built.skipped, summary.verbose));
    lines.extend(left_out("Could not be read", &built.failed, summary.verbose));
    lines.extend(cut(&built.cut, summary.verbose));
    lines.extend(doubts(built, summary.verbose));
    let facets = facets::blocks(summary.facets, screen);
    if !facets.is_empty() {
        lines.push(String::new());
        lines.extend(facets);
    }
    if let Some(next) = summary.next {
        lines.push(String::new());
        lines.push(format!("Try: {}", screen.paint(Look::Headline, &escape(next))));
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
    if !built.written && !built.interrupted {
        return format!("Nothing has changed since {index} was written ({:.1} s)", summary.time.as_secs_f64());
    }
    let speed = built.articles as u128 * 1000 / summary.time.as_millis().max(1);
    let noun = if built.articles == 1 { "article" } else { "articles" };
    let articles = grouped(built.articles as u64);
    let seconds = summary.time.as_secs_f64();
    let dropped = if built.removed > 0 { format!("; {dropped}") } else { String::new() };
    format!("{articles} {noun} indexed in {seconds:.1} s ({} articles/s) into {index}{dropped}", grouped(speed))
}

/// What has happened to the files since the last run; nothing to tell of a first one.
fn files(counts: &Counts) -> Option<String> {
    let Counts { added, changed, moved, removed, unchanged } = *counts;
    let names = [(added, "added"), (changed, "changed"), (moved, "moved"), (removed, "removed"), (unchanged, "unchanged")];
    let told: Vec<String> = names.iter().map(|(count, name)| format!("{} {name}", grouped(*count as u64))).collect();
    (changed + moved + removed + unchanged > 0).then(|| format!("Files: {}", told.join(", ")))
}

/// What `watch` has done at once: when, what has happened to the files, and what the index holds then.
pub fn watch_line(built: &Built, time: Duration) -> String {
    let now = jiff::Zoned::now().strftime("%H:%M:%S").to_string();
    let changes = files(&built.files).unwrap_or_else(|| format!("Files: {} added", grouped(built.files.added as u64)));
    let changes = changes.trim_start_matches("Files: ");
    format!("{now}  {changes} ({:.1} s); {} articles", time.as_secs_f64(), grouped(built.total as u64))
}

/// What a run would do, folder by folder: how many files, and with `verbose` which.
pub fn changes_text(folders: &[(Root, Changes)], dropped: usize, verbose: bool) -> Vec<String> {
    let mut lines = Vec::new();
    if dropped > 0 {
        lines.push(format!("Would drop {} {}", grouped(dropped as u64), if dropped == 1 { "folder" } else { "folders" }));
    }
    for (root, changes) in folders {
        let mut counts = Counts::default();
        counts.add(changes);
        let Counts { added, changed, moved, removed, unchanged } = counts;
        let given = escape(&root.given.to_string_lossy());
        let counts = format!("{added} added, {changed} changed, {moved} moved, {removed} removed, {unchanged} unchanged");
        lines.push(format!("{given}: {counts}"));
        let shown = if verbose { usize::MAX } else { NAMED };
        let mut list = |what: &str, paths: Vec<String>| {
            lines.extend(paths.iter().take(shown).map(|path| format!("  {what} {}", escape(path))));
            if paths.len() > shown {
                lines.push(format!("  and {} more {what} (-v names all)", grouped((paths.len() - shown) as u64)));
            }
        };
        list("added", changes.added.clone());
        list("changed", changes.changed.clone());
        list("moved", changes.moved.iter().map(|(from, to)| format!("{from} to {to}")).collect());
        list("removed", changes.removed.clone());
    }
    lines
}

/// How many articles came in which format, where there is more than one.
fn formats(formats: &[FormatCount]) -> Option<String> {
    let counts: Vec<String> =
        formats.iter().map(|known| format!("{} {}", known.format.name(), grouped(known.articles as u64))).collect();
    (counts.len() > 1).then(|| format!("Formats: {}", counts.join(", ")))
}

/// One line a reason, with its files.
fn left_out(what: &str, files: &[Skipped], verbose: bool) -> Vec<String> {
    let mut by_reason: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for file in files {
        by_reason.entry(&file.reason).or_default().push(&file.path);
    }
    by_reason.into_iter().map(|(reason, paths)| named(what, reason, &paths, verbose)).collect()
}

/// One line a bound, with the articles that go beyond it and are kept in part.
fn cut(cut: &[LeftOut], verbose: bool) -> Vec<String> {
    let mut by_reason: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for one in cut {
        by_reason.entry(&one.reason).or_default().extend(one.paths.iter().map(String::as_str));
    }
    by_reason.into_iter().map(|(reason, paths)| named("Kept in part", reason, &paths, verbose)).collect()
}

/// What about the text itself is not sure: encodings that were guessed, and letters that were broken before.
fn doubts(built: &Built, verbose: bool) -> Vec<String> {
    let mut by_encoding: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (file, encoding) in &built.guessed {
        by_encoding.entry(encoding).or_default().push(file);
    }
    let guessed = by_encoding.into_iter().map(|(encoding, files)| named("Encoding guessed", encoding, &files, verbose));
    let broken: Vec<&str> = built.mojibake.iter().map(String::as_str).collect();
    let broken = (!broken.is_empty()).then(|| named("Letters broken", "mojibake suspected", &broken, verbose));
    guessed.chain(broken).collect()
}

/// How many files, why, and the first of them by name.
fn named(what: &str, why: &str, files: &[&str], verbose: bool) -> String {
    let shown = if verbose { files.len() } else { NAMED };
    let mut names: Vec<String> = files.iter().take(shown).map(|path| escape(path)).collect();
    if files.len() > shown {
        names.push(format!("and {} more (-v names all)", grouped((files.len() - shown) as u64)));
    }
    format!("{what}: {} ({}): {}", grouped(files.len() as u64), escape(why), names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::model::Format;

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
        let built = Built {
            articles: 1500,
            total: 2000,
            written: true,
            skipped,
            formats: [(Format::Text, 1400), (Format::NewsmlG2, 100)]
                .map(|(format, articles)| FormatCount { format, articles })
                .to_vec(),
            guessed: vec![("f".into(), "windows-1252".into())],
            mojibake: vec!["g".into(), "h".into()],
            ..Built::default()
        };
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
        Formats: text 1,400, newsml-g2 100
        Skipped: 1 (binary file): b
        Skipped: 4 (empty file): a, c, d, and 1 more (-v names all)
        Encoding guessed: 1 (windows-1252): f
        Letters broken: 2 (mojibake suspected): g, h

        Try: newshound search x
        ");
    }
}
