//! How do facet counts look?

use serde::{Serialize, Serializer};

use super::columns::{Block, beside, grouped};
use super::terminal::{Screen, escape};
use super::{csv, json};
use crate::search::{FacetCounts, FacetField, FacetOrder, FacetValue};

/// Headings of the fields; the columns of a screen have room for a word.
pub(super) fn heading(field: FacetField) -> String {
    match field {
        FacetField::Dateline => "Datelines".into(),
        FacetField::Agency => "Agencies".into(),
        field => {
            let mut name = field.name().to_owned();
            if let Some(first) = name.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            name
        }
    }
}

/// The facets of a result, side by side; fields without a value are left out.
pub(super) fn blocks(facets: &[FacetCounts], screen: Screen) -> Vec<String> {
    let shown = facets.iter().filter(|facet| !facet.values.is_empty());
    let blocks: Vec<Block> = shown.map(|facet| Block { title: heading(facet.field), rows: rows(&facet.values) }).collect();
    beside(&blocks, screen)
}

/// Values and counts. Namesakes are told apart by what they lie in: `Paris, Texas`.
fn rows(values: &[FacetValue]) -> Vec<(String, String)> {
    let name = |value: &FacetValue| {
        let namesakes = values.iter().filter(|other| other.value == value.value).count();
        told_apart(&value.value, value.path.as_deref(), namesakes)
    };
    values.iter().map(|value| (escape(&name(value)), grouped(value.count as u64))).collect()
}

/// A value, with what it lies in where others beside it bear the same name.
pub(super) fn told_apart(value: &str, path: Option<&str>, namesakes: usize) -> String {
    let around = path.and_then(|path| path.rsplit('/').nth(1)).filter(|_| namesakes > 1);
    around.map_or_else(|| value.to_owned(), |around| format!("{value}, {around}"))
}

/// One field's values for eyes: a count, what was expected where that is asked for, the value, and for places where they
/// lie.
pub fn facets_text(facet: &FacetCounts) -> Vec<String> {
    let count = |value: &FacetValue| grouped(value.count as u64);
    let expected = |value: &FacetValue| value.unusual.map_or(String::new(), |one| format!("{:.1}", one.expected));
    let widest = |text: &dyn Fn(&FacetValue) -> String| facet.values.iter().map(|value| text(value).len()).max().unwrap_or(0);
    let (counts, expectations) = (widest(&count), widest(&expected));
    let row = |value: &FacetValue| {
        let shown = escape(value.path.as_deref().unwrap_or(&value.value));
        let expected = match expectations {
            0 => String::new(),
            wide => format!("  (expected {:>wide$})", expected(value)),
        };
        format!("{:>counts$}{expected}  {shown}", count(value))
    };
    let mut lines: Vec<String> = facet.values.iter().map(row).collect();
    lines.push(String::new());
    lines.push(last_line(facet));
    lines
}

/// How many values there are, and how many of them are not shown.
fn last_line(facet: &FacetCounts) -> String {
    let left = facet.distinct.saturating_sub(facet.values.len());
    let articles = if facet.total == 1 { "article" } else { "articles" };
    let more = if left > 0 {
        format!(", {} of them not shown: -n {} shows all", grouped(left as u64), facet.distinct)
    } else {
        String::new()
    };
    let which = match facet.order {
        FacetOrder::Unusual => " more frequent than expected",
        FacetOrder::Count | FacetOrder::Name => "",
    };
    let beginning = facet.prefix.as_ref().map_or_else(String::new, |prefix| format!(" with '{}…'", escape(&prefix.written)));
    format!(
        "{} {}{beginning}{which} in {} {articles}{more}",
        grouped(facet.distinct as u64),
        heading(facet.field).to_lowercase(),
        grouped(facet.total as u64)
    )
}

/// One field's values as the contract promises them.
pub fn facets_json(facet: &FacetCounts) -> String {
    #[derive(Serialize)]
    struct Record<'a> {
        field: &'a str,
        total: usize,
        distinct: usize,
        values: Vec<ValueRecord<'a>>,
    }
    json::line(&Record { field: facet.field.name(), total: facet.total, distinct: facet.distinct, values: records(facet) })
}

/// One value a line.
pub fn facets_jsonl(facet: &FacetCounts) -> Vec<String> {
    records(facet).iter().map(json::line).collect()
}

/// `value`, `path` and `count`, with a header; `expected` and `score` too where they make the order.
pub fn facets_csv(facet: &FacetCounts) -> Vec<String> {
    let unusual = facet.order == FacetOrder::Unusual;
    let cells = |one: &FacetValue| {
        let mut cells = vec![one.value.clone(), one.path.clone().unwrap_or_default(), one.count.to_string()];
        cells.extend(one.unusual.iter().flat_map(|one| [one.expected, one.score]).map(|number| hundredths(number).to_string()));
        csv::line(cells.iter().map(String::as_str))
    };
    let header = ["value", "path", "count", "expected", "score"];
    let header = csv::line(header.into_iter().take(if unusual { 5 } else { 3 }));
    std::iter::once(header).chain(facet.values.iter().map(cells)).collect()
}

/// A number to two decimals, never the negative zero.
pub(super) fn hundredths(number: f64) -> f64 {
    (number * 100.0).round() / 100.0 + 0.0
}

/// One value as JSON: places alone have a path.
#[derive(Serialize)]
struct ValueRecord<'a> {
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    count: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
}

fn records(facet: &FacetCounts) -> Vec<ValueRecord<'_>> {
    facet.values.iter().map(record).collect()
}

fn record(one: &FacetValue) -> ValueRecord<'_> {
    ValueRecord {
        value: &one.value,
        path: one.path.as_deref(),
        count: one.count,
        expected: one.unusual.map(|unusual| hundredths(unusual.expected)),
        score: one.unusual.map(|unusual| hundredths(unusual.score)),
    }
}

/// Facets as one JSON object, in the order in which they were asked for.
pub(super) struct ByField<'a>(pub &'a [FacetCounts]);

impl Serialize for ByField<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|facet| (facet.field.name(), records(facet))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::{Prefix, Unusual};

    fn place(value: &str, path: &str, count: usize) -> FacetValue {
        FacetValue { path: Some(path.into()), ..FacetValue::new(value, count) }
    }

    fn counts() -> FacetCounts {
        let values = vec![place("Moscow", "Europe/Russia/Moscow", 1204), place("Oslo", "Europe/Norway/Oslo", 7)];
        FacetCounts { field: FacetField::Dateline, total: 1300, distinct: 9, order: FacetOrder::Count, prefix: None, values }
    }

    fn unusual() -> FacetCounts {
        let mut counts = FacetCounts { order: FacetOrder::Unusual, prefix: Prefix::parse("o").ok(), distinct: 2, ..counts() };
        for (value, expected) in counts.values.iter_mut().zip([101.25, 1.0]) {
            value.unusual = Some(Unusual { expected, score: 2.0 / 3.0 });
        }
        counts
    }

    #[test]
    fn text_aligns_counts_and_says_what_is_not_shown() {
        insta::assert_snapshot!(facets_text(&counts()).join("\n"), @r"
        1,204  Europe/Russia/Moscow
            7  Europe/Norway/Oslo

        9 datelines in 1,300 articles, 7 of them not shown: -n 9 shows all
        ");
    }

    #[test]
    fn what_is_unusual_says_what_was_expected() {
        insta::assert_snapshot!(facets_text(&unusual()).join("\n"), @r"
        1,204  (expected 101.2)  Europe/Russia/Moscow
            7  (expected   1.0)  Europe/Norway/Oslo

        2 datelines with 'o…' more frequent than expected in 1,300 articles
        ");
        assert_eq!(
            facets_csv(&unusual())[..2],
            ["value,path,count,expected,score", "Moscow,Europe/Russia/Moscow,1204,101.25,0.67"]
        );
        assert!(facets_json(&unusual()).ends_with(r#""count":7,"expected":1.0,"score":0.67}]}"#));
        assert_eq!(facets_csv(&counts())[..2], ["value,path,count", "Moscow,Europe/Russia/Moscow,1204"]);
    }

    #[test]
    fn namesakes_are_told_apart() {
        let paris = |path: &str| place("Paris", path, 1);
        let shown = rows(&[paris("Europe/France/Île-de-France/Paris"), paris("North America/United States/Texas/Paris")]);
        assert_eq!([&shown[0].0, &shown[1].0], ["Paris, Île-de-France", "Paris, Texas"]);
    }

    #[test]
    fn json_is_the_contract() {
        insta::assert_snapshot!(facets_json(&counts()), @r#"{"field":"dateline","total":1300,"distinct":9,"values":[{"value":"Moscow","path":"Europe/Russia/Moscow","count":1204},{"value":"Oslo","path":"Europe/Norway/Oslo","count":7}]}"#);
    }
}
