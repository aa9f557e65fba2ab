//! ninjs, the IPTC's JSON for news: which fields has an item? Versions 1 (`headline`, `byline`, `body_xhtml`) and 2 to 3
//! (lists `headlines`, `bylines`, `bodies` with their roles) are read, after the standard's schemas (iptc/newsinjson).
//! `associations` are pictures and other items, not this one.

use serde_json::{Map, Value};

use super::values::{code, line};
use crate::article::model::{Release, Stated, Subjects, Told};
use crate::article::{dateline, timestamp};
use crate::source::page::text::of_fragment;

/// True where a record is a ninjs item: it has a `uri` and fields that only ninjs names so.
pub(super) fn recognises(record: &Map<String, Value>) -> bool {
    const OWN: [&str; 12] = [
        "pubstatus",
        "versioncreated",
        "versionCreated",
        "body_xhtml",
        "body_text",
        "bodies",
        "headlines",
        "bylines",
        "copyrightholder",
        "copyrightHolder",
        "usageterms",
        "infosources",
    ];
    let names_itself = ["standard", "$standard", "$schema"]
        .iter()
        .any(|key| record.get(*key).is_some_and(|value| value.to_string().contains("ninjs")));
    names_itself || (record.contains_key("uri") && OWN.iter().filter(|key| record.contains_key(**key)).count() >= 2)
}

/// The fields of an item and its text; `None` where it has no text: a picture, a list of other items.
pub(super) fn read(record: &Map<String, Value>) -> Option<(Stated, String)> {
    let item = Item(record);
    let text = item.body()?;
    let mut stated = Stated {
        body_only: true,
        headline: item.headline(),
        byline: item.byline(),
        agency: item
            .first(&["infosources", "infosource"])
            .or_else(|| item.text(&["provider", "copyrightholder", "copyrightHolder"])),
        date: item.day(&["firstcreated", "firstCreated", "contentcreated", "contentCreated", "versioncreated", "versionCreated"]),
        latest: item.day(&["versioncreated", "versionCreated"]),
        language: item.text(&["language"]).and_then(|language| code(&language)),
        keywords: item.names(&["keywords", "subjects", "subject"]),
        url: item.text(&["altids", "uri"]).filter(|uri| uri.starts_with("http")),
        section: item.names(&["sections", "desk", "section"]).into_iter().next(),
        release: item.release(),
        subjects: Subjects {
            people: item.names(&["people", "person"]),
            places: item.names(&["places", "place"]),
            organizations: item.names(&["organisations", "organisation", "organizations"]),
        },
        ..Stated::default()
    };
    stated.agency = stated.agency.filter(|name| crate::article::agency::known(name).is_some());
    stated.dateline = item.text(&["dateline", "located"]).filter(|text| is_dateline(text));
    let told = [
        ("headline", stated.headline.is_some()),
        ("authors", stated.byline.is_some()),
        ("agency", stated.agency.is_some()),
        ("dateline", stated.dateline.is_some()),
        ("date", stated.date.is_some()),
        ("keywords", !stated.keywords.is_empty()),
        ("section", stated.section.is_some()),
        ("release", stated.release != Release::default()),
        ("subjects", stated.subjects != Subjects::default()),
    ];
    stated.from =
        told.into_iter().filter(|(_, is)| *is).map(|(field, _)| (field, Told::stated(format!("ninjs {field}")))).collect();
    Some((stated, text))
}

/// `located` names where the story was written: a dateline only where it is written as one.
fn is_dateline(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '-' | '–' | '—' | '(')) && !dateline::stated(text).0.places.is_empty()
}

struct Item<'a>(&'a Map<String, Value>);

impl Item<'_> {
    fn text(&self, keys: &[&str]) -> Option<String> {
        keys.iter().find_map(|key| self.0.get(*key)?.as_str()).map(line).filter(|text| !text.is_empty())
    }

    fn day(&self, keys: &[&str]) -> Option<jiff::civil::Date> {
        keys.iter().find_map(|key| timestamp::day(self.0.get(*key)?.as_str()?))
    }

    fn list(&self, keys: &[&str]) -> impl Iterator<Item = &Value> {
        keys.iter().filter_map(|key| self.0.get(*key)?.as_array()).flatten().take(100)
    }

    fn first(&self, keys: &[&str]) -> Option<String> {
        self.names(keys).into_iter().next()
    }

    /// Names in a list of objects or texts.
    fn names(&self, keys: &[&str]) -> Vec<String> {
        let name = |value: &Value| value.get("name").or(Some(value)).and_then(Value::as_str).map(line);
        let mut names: Vec<String> = Vec::new();
        for name in self.list(keys).filter_map(name).filter(|name| !name.is_empty()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    fn headline(&self) -> Option<String> {
        let main = |value: &&Value| {
            value.get("role").and_then(Value::as_str).is_none_or(|role| role.contains("main") || role.contains("headline"))
        };
        let listed = || {
            self.list(&["headlines"]).find(main).or_else(|| self.list(&["headlines"]).next())?.get("value")?.as_str().map(line)
        };
        self.text(&["headline"])
            .or_else(|| self.text(&["headline_text"]))
            .or_else(listed)
            .or_else(|| self.text(&["title", "name"]))
    }

    fn byline(&self) -> Option<String> {
        self.text(&["byline"]).or_else(|| {
            let names = self
                .list(&["bylines"])
                .filter_map(|value| value.get("value").or_else(|| value.get("byline")).or_else(|| value.get("name"))?.as_str());
            let names = names.map(line).collect::<Vec<_>>().join(", ");
            Some(names).filter(|names| !names.is_empty())
        })
    }

    /// Marked-up text before plain text; the body before a summary.
    fn body(&self) -> Option<String> {
        let marked = || self.0.get("body_xhtml").or_else(|| self.0.get("bodyXhtml"))?.as_str().map(of_fragment);
        let plain = || self.0.get("body_text").or_else(|| self.0.get("bodyText"))?.as_str().map(str::to_owned);
        let listed = || {
            let is_main = |value: &&Value| {
                value
                    .get("role")
                    .and_then(Value::as_str)
                    .is_none_or(|role| !role.contains("summary") && !role.contains("caption"))
            };
            let value = self.list(&["bodies"]).find(is_main)?;
            let text = value.get("value")?.as_str()?;
            let kind = value.get("contenttype").or_else(|| value.get("contentType")).and_then(Value::as_str).unwrap_or_default();
            Some(if kind.contains("html") || text.contains("</") { of_fragment(text) } else { text.to_owned() })
        };
        marked().or_else(listed).or_else(plain).filter(|text| !text.trim().is_empty())
    }

    fn release(&self) -> Release {
        Release {
            status: self.text(&["pubstatus", "pubStatus"]).filter(|status| status != "usable"),
            version: self.0.get("version").map(|version| line(version.to_string().trim_matches('"'))),
            embargo: self.text(&["embargoed", "embargoedUntil"]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(json: &str) -> Map<String, Value> {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn version_one_is_read() {
        let record = item(
            r#"{"uri": "urn:post:1", "type": "text", "version": "2", "versioncreated": "2024-03-06T08:00:00Z", "firstcreated": "2024-03-05T10:00:00Z",
                "pubstatus": "canceled", "headline": "Rain in Oslo", "byline": "By Jane Roe", "language": "en-GB", "person": [{"name": "Max Miller"}],
                "place": [{"name": "Oslo"}], "subject": [{"name": "weather"}], "body_xhtml": "<p>OSLO (AP) - It rained.</p><p>All day.</p>",
                "associations": {"featuremedia": {"uri": "x", "type": "picture", "headline": "No"}}}"#,
        );
        assert!(recognises(&record));
        let (stated, text) = read(&record).unwrap();
        assert_eq!(text, "OSLO (AP) - It rained.\n\nAll day.");
        assert_eq!(
            (stated.headline.as_deref(), stated.byline.as_deref(), stated.language.as_deref()),
            (Some("Rain in Oslo"), Some("By Jane Roe"), Some("en"))
        );
        assert_eq!(stated.date.map(|day| day.to_string()).as_deref(), Some("2024-03-05"));
        assert_eq!((stated.release.status.as_deref(), stated.release.version.as_deref()), (Some("canceled"), Some("2")));
        assert_eq!(
            (stated.subjects.people, stated.subjects.places, stated.keywords),
            (vec!["Max Miller".to_owned()], vec!["Oslo".to_owned()], vec!["weather".to_owned()])
        );
        assert_eq!(stated.from["headline"].place, "ninjs headline");
    }

    #[test]
    fn versions_two_and_three_are_read() {
        let record = item(
            r#"{"standard": {"name": "ninjs", "version": "3.0"}, "uri": "urn:post:1", "contentCreated": "2024-03-05T10:00:00Z", "embargoed": "2024-03-06T00:00:00Z",
                "headlines": [{"role": "short", "value": "Rain"}, {"role": "main", "value": "Rain in Oslo"}], "bylines": [{"value": "Jane Roe"}, {"value": "Max Miller"}],
                "bodies": [{"role": "summary", "value": "Short."}, {"contentType": "text/html", "value": "<p>It rained.</p>"}]}"#,
        );
        let (stated, text) = read(&record).unwrap();
        assert_eq!(
            (text.as_str(), stated.headline.as_deref(), stated.byline.as_deref()),
            ("It rained.", Some("Rain in Oslo"), Some("Jane Roe, Max Miller"))
        );
        assert_eq!(stated.release.embargo.as_deref(), Some("2024-03-06T00:00:00Z"));
    }

    #[test]
    fn pictures_and_other_records_are_no_items() {
        assert!(
            read(&item(r#"{"uri": "x", "type": "picture", "headline": "Rain", "pubstatus": "usable", "versioncreated": "x"}"#))
                .is_none()
        );
        assert!(!recognises(&item(r#"{"uri": "x", "title": "Rain", "text": "It rained."}"#)));
    }
}
