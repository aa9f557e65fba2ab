//! How does look what is related? A table for each field, with bars over time; for programs JSON or CSV.

use serde_json::{Map, Value, json};

use super::bars::sparkline;
use super::columns::grouped;
use super::facets::{heading, hundredths, told_apart};
use super::terminal::{Look, Screen, cut, escape, pad, width};
use super::timeline::word;
use super::{csv, json};
use crate::search::{Related, RelatedField, RelatedValue};

/// Columns of a value at most.
const WIDEST_VALUE: usize = 32;
/// Columns of the bars over time at most.
const LONGEST: usize = 40;
/// Headings of the numbers, as wide as their columns.
const NUMBERS: &str = "together   in all  association";

/// What is related, for eyes.
pub fn related_text(related: &Related, screen: Screen) -> Vec<String> {
    let shown: Vec<(&RelatedField, Vec<String>)> =
        related.fields.iter().filter(|field| !field.values.is_empty()).map(|field| (field, names(field))).collect();
    let widths = shown.iter().flat_map(|(field, names)| names.iter().map(|name| width(name)).chain([heading(field.field).len()]));
    let values = widths.max().unwrap_or(0).min(WIDEST_VALUE);
    let room = screen.width.saturating_sub(values + 2 + NUMBERS.len() + 2).clamp(1, LONGEST);
    let mut lines = Vec::new();
    for (field, names) in shown {
        let title = screen.paint(Look::Heading, &heading(field.field));
        let blanks = " ".repeat(values - heading(field.field).len());
        lines.push(format!("{title}{blanks}  {NUMBERS}"));
        lines.extend(field.values.iter().zip(names).map(|(value, name)| row(value, &pad(&cut(&name, values), values), room)));
        lines.push(String::new());
    }
    lines.push(last_line(related));
    lines
}

fn names(field: &RelatedField) -> Vec<String> {
    let namesakes = |value: &RelatedValue| field.values.iter().filter(|other| other.value == value.value).count();
    field.values.iter().map(|one| escape(&told_apart(&one.value, one.path.as_deref(), namesakes(one)))).collect()
}

fn row(value: &RelatedValue, name: &str, room: usize) -> String {
    let (together, articles) = (grouped(value.together as u64), grouped(value.articles as u64));
    let bars = sparkline(&value.periods, room);
    format!("{name}  {together:>8}  {articles:>7}  {:>11.1}  {bars}", value.association.score).trim_end().to_owned()
}

/// How many articles, and which time the bars stand for.
fn last_line(related: &Related) -> String {
    let periods = &related.timeline.periods;
    let by = word(related.timeline.by);
    let time = match (periods.first(), periods.last()) {
        (Some((first, _)), Some((last, _))) if first != last => format!("; bars by {by} from {first} to {last}"),
        (Some((only, _)), _) => format!("; bars for {only}"),
        _ => String::new(),
    };
    let undated = match related.timeline.undated {
        0 => String::new(),
        undated => format!(", {} of them without a known {by}", grouped(undated as u64)),
    };
    format!("{} of {} articles{undated}{time}", grouped(related.timeline.total as u64), grouped(related.all as u64))
}

/// One value as JSON.
fn record(value: &RelatedValue, related: &Related) -> Map<String, Value> {
    let counts = related.timeline.periods.iter().zip(&value.periods);
    let periods: Vec<Value> = counts.map(|((period, _), count)| json!({ "period": period, "count": count })).collect();
    let mut record = Map::new();
    record.insert("value".to_owned(), json!(value.value));
    record.extend(value.path.iter().map(|path| ("path".to_owned(), json!(path))));
    record.insert("together".to_owned(), json!(value.together));
    record.insert("articles".to_owned(), json!(value.articles));
    record.insert("expected".to_owned(), json!(hundredths(value.association.expected)));
    record.insert("association".to_owned(), json!(hundredths(value.association.score)));
    record.insert("periods".to_owned(), Value::Array(periods));
    record
}

/// What is related as JSON: `{"total","articles","by","undated","related":{FIELD:{"distinct","values":[{"value","path",
/// "together","articles","expected","association","periods":[{"period","count"}]}]}}}`.
pub fn related_json(related: &Related) -> String {
    let field = |field: &RelatedField| {
        let values: Vec<Map<String, Value>> = field.values.iter().map(|value| record(value, related)).collect();
        (field.field.name().to_owned(), json!({ "distinct": field.distinct, "values": values }))
    };
    let fields: Map<String, Value> = related.fields.iter().map(field).collect();
    let timeline = &related.timeline;
    json::line(&json!({
        "total": timeline.total,
        "articles": related.all,
        "by": word(timeline.by),
        "undated": timeline.undated,
        "related": fields,
    }))
}

/// What is related as JSON, a value a line.
pub fn related_jsonl(related: &Related) -> Vec<String> {
    let values = related.fields.iter().flat_map(|field| field.values.iter().map(move |value| (field.field, value)));
    let line = values.map(|(field, value)| {
        let mut record = record(value, related);
        record.insert("field".to_owned(), json!(field.name()));
        json::line(&record)
    });
    line.collect()
}

/// What is related as CSV with a header.
pub fn related_csv(related: &Related) -> Vec<String> {
    let row = |field: &RelatedField, value: &RelatedValue| {
        let counts = [value.together, value.articles].map(|count| count.to_string());
        let scores = [value.association.expected, value.association.score].map(|score| hundredths(score).to_string());
        let name = [field.field.name(), &value.value, value.path.as_deref().unwrap_or_default()];
        csv::line(name.into_iter().chain(counts.iter().chain(&scores).map(String::as_str)))
    };
    let rows = related.fields.iter().flat_map(|field| field.values.iter().map(move |value| row(field, value)));
    std::iter::once("field,value,path,together,articles,expected,association".to_owned()).chain(rows).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::{By, FacetField, Timeline, Unusual};

    fn related() -> Related {
        let value = |value: &str, path: Option<&str>, together, score| RelatedValue {
            value: value.to_owned(),
            path: path.map(str::to_owned),
            together,
            articles: 1_200,
            association: Unusual { expected: 1.234, score },
            periods: vec![1, 0, together],
        };
        let paris = |path| value("Paris", Some(path), 2, -0.5);
        let people = vec![value("Volodymyr Zelenskyy", None, 12, 56.304)];
        let places = vec![paris("Europe/France/Paris"), paris("North America/United States/Texas/Paris")];
        let periods = ["2024", "2025", "2026"].map(|year| (year.to_owned(), 5)).to_vec();
        Related {
            all: 4_000,
            timeline: Timeline { by: By::Year, total: 16, undated: 1, periods },
            fields: vec![
                RelatedField { field: FacetField::People, distinct: 1, values: people },
                RelatedField { field: FacetField::Places, distinct: 2, values: places },
                RelatedField { field: FacetField::Organizations, distinct: 0, values: Vec::new() },
            ],
        }
    }

    #[test]
    fn text_is_a_table_for_each_field() {
        let lines = related_text(&related(), Screen { width: 80, colour: false });
        insta::assert_snapshot!(lines.join("\n"), @"
        People               together   in all  association
        Volodymyr Zelenskyy        12    1,200         56.3  ▁·█

        Places               together   in all  association
        Paris, France               2    1,200         -0.5  ▄·█
        Paris, Texas                2    1,200         -0.5  ▄·█

        16 of 4,000 articles, 1 of them without a known year; bars by year from 2024 to 2026
        ");
        let narrow = related_text(&related(), Screen { width: 60, colour: false });
        assert!(narrow.iter().rev().skip(1).all(|line| width(line) <= 60));
    }

    #[test]
    fn programs_get_numbers_of_two_decimals() {
        let json = related_json(&related());
        assert!(json.contains(r#""association":56.3,"expected":1.23"#), "{json}");
        assert!(json.contains(r#""organizations":{"distinct":0,"values":[]}"#), "{json}");
        assert_eq!(related_jsonl(&related()).len(), 3);
        assert_eq!(related_csv(&related())[1], "people,Volodymyr Zelenskyy,,12,1200,1.23,56.3");
        assert_eq!(related_csv(&related())[2], "places,Paris,Europe/France/Paris,2,1200,1.23,-0.5");
        assert!(hundredths(-0.001).is_sign_positive());
    }
}
