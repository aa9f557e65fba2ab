//! Why does a field have its value? The rules that found the fields of an article, for eyes and for programs: field,
//! rule, confidence and the place in the original.

use std::collections::BTreeMap;

use serde::Serialize;

use super::json;
use super::terminal::{Look, Screen, escape, pad, wrap};
use crate::article::model::{Article, Confidence, Evidence};

/// Columns at which confidence and rule begin.
const CONFIDENCE: usize = 14;
const RULE: usize = 23;

/// The record of an article as one line of JSON: its fields, where each came from, and, if asked, why.
pub fn record_json(article: Article, why: bool) -> String {
    json::line(&Record::new(article, why))
}

/// The record of an article as a value, from which fields can be taken.
pub fn record_value(article: Article) -> serde_json::Value {
    serde_json::to_value(Record::new(article, false)).expect("plain data always serialises")
}

/// The records of several articles as one JSON array.
pub fn records_json(articles: Vec<Article>, why: bool) -> String {
    json::line(&articles.into_iter().map(|article| Record::new(article, why)).collect::<Vec<_>>())
}

#[derive(Serialize)]
struct Record {
    #[serde(flatten)]
    article: Article,
    origins: BTreeMap<String, String>,
}

impl Record {
    fn new(mut article: Article, why: bool) -> Self {
        let mut origins = BTreeMap::new();
        for evidence in article.why.iter().filter(|evidence| evidence.field != "boilerplate") {
            origins.entry(evidence.field.clone()).or_insert_with(|| origin(evidence));
        }
        if !why {
            article.why.clear();
        }
        Self { article, origins }
    }
}

/// Where a field came from, in few words: its line, or the rule where no line says it.
pub fn origin(evidence: &Evidence) -> String {
    match &evidence.span {
        Some(span) => format!("line {}", span.line),
        None => evidence.rule.clone(),
    }
}

/// One row for each piece of evidence: field, confidence, rule, and what stands in the original.
pub fn why_text(article: &Article, screen: Screen) -> Vec<String> {
    article.why.iter().flat_map(|evidence| rows(evidence, screen)).collect()
}

fn rows(evidence: &Evidence, screen: Screen) -> Vec<String> {
    let head = format!("{}{}", pad(&evidence.field, CONFIDENCE), pad(confidence(evidence.confidence), RULE - CONFIDENCE));
    let told = match &evidence.span {
        Some(span) => format!("{} [line {}, {}-{}] {}", evidence.rule, span.line, span.start, span.end, quoted(&span.text)),
        None => evidence.rule.clone(),
    };
    let lines = wrap(&escape(&told), screen.width.saturating_sub(RULE));
    let labels = std::iter::once(head).chain(std::iter::repeat(" ".repeat(RULE)));
    lines.iter().zip(labels).map(|(line, label)| format!("{}{line}", screen.paint(Look::Faint, &label))).collect()
}

fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Stated => "stated",
        Confidence::High => "high",
        Confidence::Medium => "medium",
        Confidence::Low => "low",
    }
}

/// The beginning of the original's words on one line.
fn quoted(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let head: String = words.chars().take(60).collect();
    if head.len() < words.len() { format!("“{head}…”") } else { format!("“{head}”") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::model::{Format, Span};

    fn article() -> Article {
        let mut article = Article::new("a.txt".into(), "a.txt".into(), Format::Text);
        let span = Some(Span { line: 3, start: 10, end: 17, text: "Jane\nRoe".into() });
        let by = Evidence { field: "authors".into(), rule: "name behind By".into(), confidence: Confidence::High, span };
        let left = Evidence { field: "boilerplate".into(), ..by.clone() };
        let detected = Evidence { field: "language".into(), rule: "detected in the body".into(), span: None, ..by.clone() };
        article.why = vec![detected, by, left];
        article
    }

    #[test]
    fn a_record_names_origins_always_and_reasons_when_asked() {
        let short: serde_json::Value = serde_json::from_str(&record_json(article(), false)).unwrap();
        assert_eq!(short["origins"], serde_json::json!({"authors": "line 3", "language": "detected in the body"}));
        assert!(short.get("why").is_none());
        let long: serde_json::Value = serde_json::from_str(&record_json(article(), true)).unwrap();
        assert_eq!(long["why"][1]["span"]["start"], 10);
        assert_eq!(long["why"][1]["confidence"], "high");
    }

    #[test]
    fn rows_name_rule_and_place() {
        let rows = why_text(&article(), Screen { width: 80, colour: false });
        assert_eq!(rows[0], "language      high     detected in the body");
        assert_eq!(rows[1], "authors       high     name behind By [line 3, 10-17] “Jane Roe”");
    }
}
