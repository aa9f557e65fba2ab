//! How does it look what was searched? The query in its own language, its tree with the articles that each part finds alone, and
//! the filters.

use serde_json::{Value, json};

use super::columns::grouped;
use super::terminal::{escape, pad, width};
use crate::search::{Explanation, Part};

/// The explanation for eyes.
pub fn explanation_text(explanation: &Explanation) -> Vec<String> {
    let query = explanation.query.as_deref().unwrap_or("(no words: the filters select)");
    let mut lines = vec![format!("searched: {}", escape(query))];
    let mut rows: Vec<(String, String)> = explanation.tree.iter().map(row).collect();
    rows.extend(explanation.filters.iter().map(|(field, part)| {
        let (value, articles) = row(part);
        (format!("filter {}: {}", field.name(), value.trim_start()), articles)
    }));
    let widest = rows.iter().map(|(label, _)| width(label)).max().unwrap_or(0);
    let longest = rows.iter().map(|(_, articles)| width(articles)).max().unwrap_or(0);
    lines.extend(rows.iter().map(|(label, articles)| format!("{}  {articles:>longest$}", pad(label, widest))));
    lines.extend(explanation.days.iter().map(|days| format!("  filter date: {days}")));
    lines.push(String::new());
    lines
}

fn row(part: &Part) -> (String, String) {
    let indent = "  ".repeat(part.depth + 1);
    (format!("{indent}{}", escape(&part.label)), grouped(part.articles as u64))
}

/// The explanation for programs.
pub fn explanation_json(explanation: &Explanation) -> Value {
    let part = |part: &Part| json!({"depth": part.depth, "part": part.label, "articles": part.articles});
    let filter = |(field, part): &(crate::search::FacetField, Part)| json!({"field": field.name(), "value": part.label, "articles": part.articles});
    json!({
        "query": explanation.query,
        "tree": explanation.tree.iter().map(part).collect::<Vec<_>>(),
        "filters": explanation.filters.iter().map(filter).collect::<Vec<_>>(),
        "days": explanation.days,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::FacetField;

    #[test]
    fn an_explanation_reads_well() {
        let part = |depth: usize, label: &str, articles: usize| Part { depth, label: label.to_owned(), articles };
        let explanation = Explanation {
            query: Some("peace AND pl\u{1b}n".to_owned()),
            tree: vec![part(0, "AND", 3), part(1, "peace", 1_200), part(1, "pl\u{1b}n", 7)],
            filters: vec![(FacetField::People, part(0, "roe", 12))],
            days: vec!["2025-12-01..".to_owned()],
        };
        insta::assert_snapshot!(explanation_text(&explanation).join("\n"), @r"
        searched: peace AND pl\u{1b}n
          AND                   3
            peace           1,200
            pl\u{1b}n           7
        filter people: roe     12
          filter date: 2025-12-01..
        ");
        assert_eq!(explanation_json(&explanation)["tree"][1]["articles"], 1_200);
    }
}
