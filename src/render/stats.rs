//! How does an index describe itself?

use serde_json::{Map, Value, json};

use super::columns::grouped;
use super::json;
use super::terminal::{Look, Screen, escape, pad};
use crate::search::Stats;

/// Column at which the values begin.
const VALUES: usize = 16;

/// What the index holds, for eyes.
pub fn stats_text(stats: &Stats, screen: Screen) -> Vec<String> {
    let mut lines = Vec::new();
    let mut row = |label: &str, value: String| lines.push(format!("{}{value}", screen.paint(Look::Faint, &pad(label, VALUES))));
    row("articles", grouped(stats.articles as u64));
    if let Some((first, last)) = &stats.days {
        row("days", format!("{first} to {last}"));
    }
    row("without a year", grouped(stats.without_year as u64));
    row("without a date", grouped(stats.undated as u64));
    for (field, distinct) in &stats.distinct {
        row(field.name(), grouped(*distinct as u64));
    }
    row("size", size(stats.bytes));
    for root in &stats.roots {
        row("folder", format!("{} ({} articles)", escape(&root.given), grouped(root.articles as u64)));
    }
    lines
}

/// What the index holds, as JSON.
pub fn stats_json(stats: &Stats) -> String {
    let distinct: Map<String, Value> =
        stats.distinct.iter().map(|(field, count)| (field.name().to_owned(), json!(count))).collect();
    let roots: Vec<Value> = stats
        .roots
        .iter()
        .map(|root| json!({ "path": root.given, "absolute": root.absolute, "articles": root.articles }))
        .collect();
    json::line(&json!({
        "articles": stats.articles,
        "first_day": stats.days.as_ref().map(|(first, _)| first),
        "last_day": stats.days.as_ref().map(|(_, last)| last),
        "without_year": stats.without_year,
        "undated": stats.undated,
        "distinct": distinct,
        "bytes": stats.bytes,
        "folders": roots,
    }))
}

/// Bytes in the largest unit that leaves a whole number: `3.4 MB`.
/// A number of bytes, for eyes.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_have_units() {
        assert_eq!([size(12), size(4_400), size(3_400_000)], ["12 bytes", "4.4 kB", "3.4 MB"]);
    }
}
