//! How do facet counts look?

use serde::{Serialize, Serializer};

use super::columns::{Block, beside, grouped};
use super::terminal::{Screen, escape};
use super::{csv, json};
use crate::search::{FacetCounts, FacetField, FacetValue};

/// Headings of the fields; the columns of a screen have room for a word.
fn heading(field: FacetField) -> String {
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
        let around = value.path.as_deref().and_then(|path| path.rsplit('/').nth(1)).filter(|_| namesakes > 1);
        around.map_or_else(|| value.value.clone(), |around| format!("{}, {around}", value.value))
    };
    values.iter().map(|value| (escape(&name(value)), grouped(value.count as u64))).collect()
}

/// One field's values for eyes: a count, the value, and for places where they lie.
pub fn facets_text(facet: &FacetCounts) -> Vec<String> {
    let counts: Vec<String> = facet.values.iter().map(|value| grouped(value.count as u64)).collect();
    let widest = counts.iter().map(String::len).max().unwrap_or(0);
    let rows = facet.values.iter().zip(&counts).map(|(value, count)| {
        let shown = value.path.as_deref().unwrap_or(&value.value);
        format!("{count:>widest$}  {}", escape(shown))
    });
    let mut lines: Vec<String> = rows.collect();
    let left = facet.distinct.saturating_sub(facet.values.len());
    let articles = if facet.total == 1 { "article" } else { "articles" };
    let more = if left > 0 {
        format!(", {} of them not shown: -n {} shows all", grouped(left as u64), facet.distinct)
    } else {
        String::new()
    };
    lines.push(String::new());
    lines.push(format!(
        "{} {} in {} {articles}{more}",
        grouped(facet.distinct as u64),
        heading(facet.field).to_lowercase(),
        grouped(facet.total as u64)
    ));
    lines
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

/// `value`, `path` and `count`, with a header.
pub fn facets_csv(facet: &FacetCounts) -> Vec<String> {
    let header = csv::line(["value", "path", "count"]);
    let rows = facet
        .values
        .iter()
        .map(|one| csv::line([one.value.as_str(), one.path.as_deref().unwrap_or_default(), &one.count.to_string()]));
    std::iter::once(header).chain(rows).collect()
}

/// One value as JSON: places alone have a path.
#[derive(Serialize)]
struct ValueRecord<'a> {
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    count: usize,
}

fn records(facet: &FacetCounts) -> Vec<ValueRecord<'_>> {
    facet.values.iter().map(|one| ValueRecord { value: &one.value, path: one.path.as_deref(), count: one.count }).collect()
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

    fn counts() -> FacetCounts {
        let place = |value: &str, path: &str, count| FacetValue { value: value.into(), path: Some(path.into()), count };
        let values = vec![place("Moscow", "Europe/Russia/Moscow", 1204), place("Oslo", "Europe/Norway/Oslo", 7)];
        FacetCounts { field: FacetField::Dateline, total: 1300, distinct: 9, values }
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
    fn namesakes_are_told_apart() {
        let place = |path: &str| FacetValue { value: "Paris".into(), path: Some(path.into()), count: 1 };
        let shown = rows(&[place("Europe/France/Île-de-France/Paris"), place("North America/United States/Texas/Paris")]);
        assert_eq!([&shown[0].0, &shown[1].0], ["Paris, Île-de-France", "Paris, Texas"]);
    }

    #[test]
    fn json_is_the_contract() {
        insta::assert_snapshot!(facets_json(&counts()), @r#"{"field":"dateline","total":1300,"distinct":9,"values":[{"value":"Moscow","path":"Europe/Russia/Moscow","count":1204},{"value":"Oslo","path":"Europe/Norway/Oslo","count":7}]}"#);
    }
}
