//! How does an entity look: its names, why they are one, and the forms that articles write?

use serde_json::json;

use super::columns::grouped;
use super::json;
use super::terminal::{Look, Screen, escape, pad};
use crate::search::Named;

/// Column at which the values begin.
const VALUES: usize = 12;
/// Forms and titles shown at most, each.
const MOST: usize = 12;

/// Entities for eyes: the name shown, then what was merged and why, then forms and titles.
pub fn entities_text(entities: &[Named], screen: Screen) -> Vec<String> {
    let records: Vec<Vec<String>> = entities.iter().map(|named| record(named, screen)).collect();
    records.join(&String::new())
}

fn record(named: &Named, screen: Screen) -> Vec<String> {
    let hidden = if named.hidden { ", hidden" } else { "" };
    let kind = format!("{:?}", named.kind).to_lowercase();
    let mut lines = vec![format!(
        "{}  {kind}, {}{hidden}",
        screen.paint(Look::Headline, &escape(own(&named.name))),
        articles(named.articles)
    )];
    let mut row = |label: &str, text: String| lines.push(format!("  {}{text}", screen.paint(Look::Faint, &pad(label, VALUES))));
    for one in named.names.iter().filter(|one| named.names.len() > 1 || one.name != named.name) {
        let why = if one.why.is_empty() { String::new() } else { format!(": {}", one.why) };
        row("name", escape(&format!("{}, {}{why}", own(&one.name), articles(one.articles))));
    }
    for (label, counted) in [("forms", &named.forms), ("titles", &named.titles)] {
        if !counted.is_empty() {
            row(label, escape(&list(counted)));
        }
    }
    lines
}

/// A value without the mark of a place that was not resolved.
fn own(value: &str) -> &str {
    value.trim_start_matches(crate::search::UNRESOLVED)
}

fn articles(count: usize) -> String {
    format!("{} {}", grouped(count as u64), if count == 1 { "article" } else { "articles" })
}

fn list(counted: &[(String, usize)]) -> String {
    let shown: Vec<String> =
        counted.iter().take(MOST).map(|(text, count)| format!("{text} {}", grouped(*count as u64))).collect();
    let left = counted.len().saturating_sub(MOST);
    let more = if left > 0 { format!(", and {left} more") } else { String::new() };
    format!("{}{more}", shown.join(", "))
}

/// Entities as JSON: `{"entities":[{"kind","name","hidden","articles","names":[...],"forms":[...],"titles":[...]}]}`.
pub fn entities_json(entities: &[Named]) -> String {
    let counted = |list: &[(String, usize)], key: &str| -> Vec<serde_json::Value> {
        list.iter().map(|(text, articles)| json!({ key: text, "articles": articles })).collect()
    };
    let entity = |named: &Named| {
        let names = named.names.iter().map(|one| {
            json!({ "name": own(&one.name), "kind": one.kind, "articles": one.articles, "why": (!one.why.is_empty()).then_some(&one.why) })
        });
        json!({
            "kind": named.kind,
            "name": own(&named.name),
            "hidden": named.hidden,
            "articles": named.articles,
            "names": names.collect::<Vec<_>>(),
            "forms": counted(&named.forms, "form"),
            "titles": counted(&named.titles, "title"),
        })
    };
    json::line(&json!({ "entities": entities.iter().map(entity).collect::<Vec<_>>() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::model::Kind;
    use crate::search::OneName;

    fn named() -> Named {
        let one = |name: &str, why: &str| OneName { name: name.to_owned(), kind: Kind::Person, articles: 2, why: why.to_owned() };
        Named {
            kind: Kind::Person,
            name: "Vera Orlova".to_owned(),
            hidden: false,
            articles: 3,
            names: vec![one("Vera Orlova", ""), one("Wera\u{1b} Orlowa", "another spelling")],
            forms: vec![("Orlova".to_owned(), 3)],
            titles: Vec::new(),
        }
    }

    #[test]
    fn names_and_reasons_for_eyes() {
        let lines = entities_text(&[named()], Screen { width: 80, colour: false });
        assert_eq!(lines[0], "Vera Orlova  person, 3 articles");
        assert!(lines[2].contains("2 articles: another spelling") && !lines[2].contains('\u{1b}'), "{lines:?}");
        assert_eq!(lines.last().map(String::as_str), Some("  forms       Orlova 3"));
    }

    #[test]
    fn json_for_programs() {
        let json: serde_json::Value = serde_json::from_str(&entities_json(&[named()])).unwrap();
        assert_eq!(json["entities"][0]["names"][0]["why"], serde_json::Value::Null);
        assert_eq!(json["entities"][0]["forms"][0]["form"], "Orlova");
    }
}
