//! How do several timelines look side by side? One row a period, one column for each query, bars by the highest of all; for
//! programs JSON or CSV.

use serde_json::{Value, json};

use super::columns::grouped;
use super::terminal::{Screen, cut, escape, pad, width};
use super::timeline::{total_line, word};
use super::{csv, json};
use crate::search::Timeline;

/// Columns between two queries.
const GAP: usize = 2;
/// Columns of the longest bar at most.
const LONGEST: usize = 24;

/// Timelines of the same periods, each with its query, for eyes.
pub fn compare_text(series: &[(String, Timeline)], screen: Screen) -> Vec<String> {
    let periods = series.first().map_or(&[][..], |(_, timeline)| &timeline.periods);
    let counts = series.iter().flat_map(|(_, timeline)| timeline.periods.iter().map(|(_, count)| *count));
    let most = counts.max().unwrap_or(0).max(1);
    let names = periods.iter().map(|(name, _)| width(name)).max().unwrap_or(0);
    let number = width(&grouped(most as u64));
    let room = screen.width.saturating_sub(names) / series.len().max(1);
    let column = room.saturating_sub(GAP).clamp(number, number + 1 + LONGEST);
    let cell = |count: usize| {
        let bar = "█".repeat((count * column.saturating_sub(number + 1)).div_ceil(most));
        pad(format!("{:>number$} {bar}", grouped(count as u64)).trim_end(), column)
    };
    let row = |name: &str, cells: Vec<String>| {
        let gap = " ".repeat(GAP);
        format!("{}{gap}{}", pad(name, names), cells.join(&gap)).trim_end().to_owned()
    };
    let mut lines = Vec::new();
    if !periods.is_empty() {
        lines.push(row("", series.iter().map(|(query, _)| pad(&cut(&escape(query), column), column)).collect()));
    }
    for (at, (name, _)) in periods.iter().enumerate() {
        let counts = series.iter().map(|(_, timeline)| timeline.periods.get(at).map_or(0, |(_, count)| *count));
        lines.push(row(name, counts.map(cell).collect()));
    }
    if !periods.is_empty() {
        lines.push(String::new());
    }
    lines.extend(series.iter().map(|(query, timeline)| format!("{}: {}", escape(query), total_line(timeline))));
    lines
}

fn record((query, timeline): &(String, Timeline)) -> Value {
    let period = |(name, count): &(String, usize)| json!({ "period": name, "count": count });
    let periods: Vec<Value> = timeline.periods.iter().map(period).collect();
    json!({ "query": query, "total": timeline.total, "undated": timeline.undated, "periods": periods })
}

/// Timelines as JSON: `{"by","series":[{"query","total","undated","periods":[{"period","count"}]}]}`.
pub fn compare_json(series: &[(String, Timeline)]) -> String {
    let by = series.first().map(|(_, timeline)| word(timeline.by));
    json::line(&json!({ "by": by, "series": series.iter().map(record).collect::<Vec<Value>>() }))
}

/// Timelines as JSON, a query a line.
pub fn compare_jsonl(series: &[(String, Timeline)]) -> Vec<String> {
    series.iter().map(|one| json::line(&record(one))).collect()
}

/// Timelines as CSV: the period and a column for each query, under a header.
pub fn compare_csv(series: &[(String, Timeline)]) -> Vec<String> {
    let header = csv::line(["period"].into_iter().chain(series.iter().map(|(query, _)| query.as_str())));
    let periods = series.first().map_or(&[][..], |(_, timeline)| &timeline.periods);
    let row = |(at, (name, _)): (usize, &(String, usize))| {
        let counts = series.iter().map(|(_, timeline)| timeline.periods.get(at).map_or(0, |(_, count)| *count).to_string());
        let cells: Vec<String> = std::iter::once(name.clone()).chain(counts).collect();
        csv::line(cells.iter().map(String::as_str))
    };
    std::iter::once(header).chain(periods.iter().enumerate().map(row)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::By;

    fn series() -> Vec<(String, Timeline)> {
        let timeline = |counts: [usize; 3], undated| {
            let periods = ["1989", "1990", "1991"].map(str::to_owned).into_iter().zip(counts).collect();
            Timeline { by: By::Year, total: counts.iter().sum::<usize>() + undated, undated, periods }
        };
        vec![("peace talks".to_owned(), timeline([4, 0, 1], 1)), ("person:putin, of course".to_owned(), timeline([0, 12, 6], 0))]
    }

    #[test]
    fn columns_share_a_scale() {
        let lines = compare_text(&series(), Screen { width: 40, colour: false });
        insta::assert_snapshot!(lines.join("\n"), @"
              peace talks       person:putin, o…
        1989   4 █████           0
        1990   0                12 █████████████
        1991   1 ██              6 ███████

        peace talks: 6 articles, 1 of them without a known year
        person:putin, of course: 18 articles
        ");
        assert!(lines.iter().take(4).all(|line| width(line) <= 40));
    }

    #[test]
    fn many_queries_are_numbers_alone() {
        let many: Vec<(String, Timeline)> = std::iter::repeat_n(series(), 12).flatten().collect();
        let lines = compare_text(&many, Screen { width: 80, colour: false });
        assert!(lines[2].starts_with("1990   0  12   0  12"), "{}", lines[2]);
    }

    #[test]
    fn programs_get_every_number() {
        assert!(compare_json(&series()).starts_with(r#"{"by":"year","series":[{"periods":[{"count":4,"period":"1989"},"#));
        assert_eq!(compare_jsonl(&series()).len(), 2);
        let csv = compare_csv(&series());
        assert_eq!(csv[..3], ["period,peace talks,\"person:putin, of course\"", "1989,4,0", "1990,0,12"]);
        assert_eq!(compare_text(&[], Screen { width: 80, colour: false }), [""; 0]);
    }
}
