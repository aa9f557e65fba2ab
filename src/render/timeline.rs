//! How does a timeline look? One row a period, with a bar in proportion; for programs JSON or CSV.

use serde_json::{Value, json};

use super::columns::grouped;
use super::terminal::{Screen, pad, width};
use super::{csv, json};
use crate::search::{By, Timeline};

/// Columns of the longest bar at most.
const LONGEST: usize = 50;

pub(super) fn word(by: By) -> String {
    format!("{by:?}").to_lowercase()
}

/// A timeline for eyes.
pub fn timeline_text(timeline: &Timeline, screen: Screen) -> Vec<String> {
    let most = timeline.periods.iter().map(|(_, count)| *count).max().unwrap_or(0).max(1);
    let names = timeline.periods.iter().map(|(name, _)| width(name)).max().unwrap_or(0);
    let counts = width(&grouped(most as u64));
    let room = screen.width.saturating_sub(names + counts + 4).clamp(1, LONGEST);
    let bar = |count: usize| "█".repeat((count * room).div_ceil(most));
    let row = |(name, count): &(String, usize)| {
        let count_shown = grouped(*count as u64);
        format!("{}  {count_shown:>counts$}  {}", pad(name, names), bar(*count)).trim_end().to_owned()
    };
    let mut lines: Vec<String> = timeline.periods.iter().map(row).collect();
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.push(total_line(timeline));
    lines
}

/// How many articles, and how many of them stand in no period.
pub(super) fn total_line(timeline: &Timeline) -> String {
    let articles = if timeline.total == 1 { "article" } else { "articles" };
    let undated = match timeline.undated {
        0 => String::new(),
        undated => format!(", {} of them without a known {}", grouped(undated as u64), word(timeline.by)),
    };
    format!("{} {articles}{undated}", grouped(timeline.total as u64))
}

/// A timeline as JSON: `{"by","total","undated","periods":[{"period","count"}]}`.
pub fn timeline_json(timeline: &Timeline) -> String {
    let period = |(name, count): &(String, usize)| json!({ "period": name, "count": count });
    let periods: Vec<Value> = timeline.periods.iter().map(period).collect();
    json::line(&json!({ "by": word(timeline.by), "total": timeline.total, "undated": timeline.undated, "periods": periods }))
}

/// A timeline as JSON, a period a line.
pub fn timeline_jsonl(timeline: &Timeline) -> Vec<String> {
    timeline.periods.iter().map(|(name, count)| json::line(&json!({ "period": name, "count": count }))).collect()
}

/// A timeline as CSV with a header.
pub fn timeline_csv(timeline: &Timeline) -> Vec<String> {
    let rows = timeline.periods.iter().map(|(name, count)| csv::line([name.as_str(), &count.to_string()]));
    std::iter::once(csv::line(["period", "count"])).chain(rows).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_in_proportion() {
        let periods = vec![("1989".to_owned(), 4), ("1990".to_owned(), 0), ("1991".to_owned(), 1)];
        let timeline = Timeline { by: By::Year, total: 6, undated: 1, periods };
        let lines = timeline_text(&timeline, Screen { width: 19, colour: false });
        assert_eq!(lines, ["1989  4  ██████████", "1990  0", "1991  1  ███", "", "6 articles, 1 of them without a known year"]);
    }
}
