//! Which fields of an article does a program want? Names of fields come in with the hits and their articles; records of those
//! fields alone go out, in the order in which they were asked for. A field is one of the hit or of the article as `extract` prints it.

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::{csv, json};

/// The fields of one hit, by name, in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Selected(Vec<(String, Value)>);

impl Serialize for Selected {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// Names of fields, each known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fields(Vec<String>);

/// Every field that can be asked for: those of a hit, then those of an article that a hit does not have.
const KNOWN: [&str; 39] = [
    "id",
    "score",
    "headline",
    "date",
    "dateline",
    "authors",
    "people",
    "snippet",
    "highlights",
    "said_by",
    "contexts",
    "path",
    "copies",
    "copy_of",
    "restriction",
    "agency",
    "body",
    "byline",
    "caption",
    "credits",
    "format",
    "keywords",
    "kicker",
    "language",
    "limits",
    "mentions",
    "organizations",
    "origins",
    "places",
    "quotes",
    "release",
    "section",
    "source",
    "subheads",
    "subjects",
    "url",
    "article.date",
    "article.dateline",
    "article.people",
];

impl Fields {
    /// From names with commas between them.
    ///
    /// # Errors
    /// A message that names the nearest field.
    pub fn parse(text: &str) -> Result<Fields, String> {
        let names: Vec<String> = text.split(',').map(|name| name.trim().to_lowercase()).filter(|name| !name.is_empty()).collect();
        match names.iter().find(|name| !KNOWN.contains(&name.as_str())) {
            Some(unknown) => Err(no_field(unknown)),
            None if names.is_empty() => Err("no field is named".to_owned()),
            None => Ok(Fields(names)),
        }
    }

    /// True where one of them is a field of the article that a hit does not have.
    pub fn need_article(&self) -> bool {
        let first = KNOWN.iter().position(|known| *known == "agency").unwrap_or_default();
        self.0.iter().any(|name| KNOWN.iter().skip(first).any(|known| known == name))
    }

    /// The fields of a hit and its article.
    pub fn of(&self, hit: &Value, article: Option<&Value>) -> Selected {
        let value = |name: &String| {
            let of_article = |name: &str| article.and_then(|article| article.get(name)).cloned();
            let found = match name.strip_prefix("article.") {
                Some(name) => of_article(name),
                None => hit.get(name).cloned().or_else(|| of_article(name)),
            };
            (name.clone(), found.unwrap_or(Value::Null))
        };
        Selected(self.0.iter().map(value).collect())
    }

    /// Records as CSV, with a header: lists are joined by `; `, what has parts is JSON.
    pub fn csv(&self, records: &[Selected]) -> Vec<String> {
        let cells = |record: &Selected| {
            let cells: Vec<String> = record.0.iter().map(|(_, value)| cell(value)).collect();
            csv::line(cells.iter().map(String::as_str))
        };
        std::iter::once(csv::line(self.0.iter().map(String::as_str))).chain(records.iter().map(cells)).collect()
    }
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) if values.iter().all(Value::is_string) => {
            values.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("; ")
        }
        Value::Array(values) if values.iter().all(|value| value.get("name").is_some_and(Value::is_string)) => {
            values.iter().filter_map(|value| value.get("name")?.as_str()).collect::<Vec<_>>().join("; ")
        }
        value => json::line(value),
    }
}

fn no_field(unknown: &str) -> String {
    let near = KNOWN.iter().map(|known| (strsim::damerau_levenshtein(known, unknown), *known)).min();
    match near.filter(|(slips, known)| *slips <= 2 && *slips < known.len()) {
        Some((_, known)) => format!("no field `{unknown}`; did you mean `{known}`?"),
        None => format!("no field `{unknown}`; there are {}", KNOWN.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn fields_come_in_the_order_asked_for() {
        let fields = Fields::parse("date, id,agency,article.date").expect("known");
        let hit = json!({"id": "a", "date": "2025"});
        let article = json!({"agency": null, "date": {"value": "2025", "from": "text"}, "id": "other"});
        let record = fields.of(&hit, Some(&article));
        assert_eq!(
            json::line(&record),
            r#"{"date":"2025","id":"a","agency":null,"article.date":{"from":"text","value":"2025"}}"#
        );
        assert_eq!(fields.csv(&[record]), ["date,id,agency,article.date", r#"2025,a,,"{""from"":""text"",""value"":""2025""}""#]);
        assert!(fields.need_article() && !Fields::parse("id,copy_of").expect("known").need_article());
    }

    #[test]
    fn lists_are_joined() {
        let fields = Fields::parse("authors,places").expect("known");
        let record = fields.of(&json!({"authors": ["A", "B"]}), Some(&json!({"places": [{"name": "Oslo"}, {"name": "Rome"}]})));
        assert_eq!(fields.csv(&[record])[1], "\"A; B\",\"Oslo; Rome\"");
    }

    #[test]
    fn unknown_fields_are_answered_with_the_nearest() {
        assert_eq!(Fields::parse("id,headlin"), Err("no field `headlin`; did you mean `headline`?".to_owned()));
        assert!(Fields::parse("temperature").is_err_and(|message| message.contains("there are id")));
        assert_eq!(Fields::parse(" , "), Err("no field is named".to_owned()));
    }
}
