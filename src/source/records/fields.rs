//! Which field of a record is which of ours? In comes a record with names of whoever made it, out come our fields and the
//! text. What the user says stands over what the names tell.

use serde_json::{Map, Value};

use super::mapping::{Field, Mapping};
use super::names::{SUMMARIES, at_path, find, named, plain};
use super::values::{
    MOST_VALUES, caption_of, code, day, is_address, is_no_author, is_nothing, line, names_of, python_list, text_of,
};
use crate::article::model::{Stated, Subjects, Told};

/// A summary of fewer characters is no article.
const SHORTEST_SUMMARY: usize = 80;

/// Objects within which the record itself may lie.
const WRAPPERS: &[&str] = &["_source", "article", "attributes", "node", "doc", "document", "story", "item", "post"];

/// Fields of a record: one of more is a table in itself.
const MOST_FIELDS: usize = 2_000;

/// The fields of a record and its text; `None` where it has no text that could be an article's.
pub(super) fn of(record: &Map<String, Value>, mapping: Option<&Mapping>) -> Option<(Stated, String)> {
    if record.len() > MOST_FIELDS {
        return None;
    }
    let inner = WRAPPERS.iter().find_map(|name| record.get(*name)?.as_object());
    let inner =
        inner.filter(|inner| mapping.is_none() && find(inner, Field::Body).is_some() && find(record, Field::Body).is_none());
    let record = Record { values: inner.unwrap_or(record), around: inner.map(|_| record), mapping };
    let (text, place) = record.body()?;
    let mut stated = Stated { body_only: true, ..Stated::default() };
    stated.from.insert("body", Told::stated(place));
    record.enter(&mut stated);
    if let (None, Some(caption)) = (&stated.caption, record.get(Field::Body).and_then(|(_, text)| caption_of(text))) {
        stated.from.insert("caption", Told::stated("words of a picture in the text"));
        stated.caption = Some(caption);
    }
    let source = stated.source.clone().unwrap_or_default();
    stated.headline = stated.headline.map(|headline| without_source(&headline, &source).to_owned());
    // A text without a headline beside it may begin with one.
    stated.body_only = stated.headline.is_some();
    let is_told = stated.headline.is_some()
        || stated.date.is_some()
        || stated.url.is_some()
        || stated.byline.is_some()
        || !stated.authors.is_empty();
    (is_told || mapping.is_some()).then_some((stated, text))
}

/// A headline without the publication behind it, which pages put into their titles: `Rain in Oslo - The Evening Post`.
fn without_source<'a>(headline: &'a str, source: &str) -> &'a str {
    let bare = |name: &str| plain(name.trim().trim_start_matches("The ").trim_start_matches("the "));
    let parted = [" - ", " | ", " – ", " — "].iter().filter_map(|mark| headline.rsplit_once(mark));
    let mut own = parted.filter(|(_, name)| !bare(name).is_empty() && bare(name) == bare(source));
    own.next().map_or(headline, |(headline, _)| headline.trim_end())
}

struct Record<'a> {
    values: &'a Map<String, Value>,
    /// What the record lies within.
    around: Option<&'a Map<String, Value>>,
    mapping: Option<&'a Mapping>,
}

impl Record<'_> {
    fn get(&self, field: Field) -> Option<(String, &Value)> {
        match self.mapping.and_then(|mapping| mapping.path(field)) {
            Some(path) => Some((path.to_owned(), at_path(self.values, path)?)),
            None => find(self.values, field).or_else(|| find(self.around?, field).filter(|(_, value)| !self.is_values(value))),
        }
    }

    /// An object around the record names the record itself: `_source` of search engines is no source.
    fn is_values(&self, value: &Value) -> bool {
        value.as_object().is_some_and(|object| std::ptr::eq(object, self.values))
    }

    /// The text, and the place where it was read.
    fn body(&self) -> Option<(String, String)> {
        if let Some((name, value)) = self.get(Field::Body) {
            let text = text_of(value);
            return Some((text, place(&name))).filter(|(text, _)| !is_nothing(text));
        }
        let summaries = SUMMARIES.iter().filter_map(|name| named(self.values, name));
        let longest = summaries.map(|(name, value)| (text_of(value), place(&name))).max_by_key(|(text, _)| text.len())?;
        (longest.0.chars().count() >= SHORTEST_SUMMARY).then_some(longest)
    }

    fn enter(&self, stated: &mut Stated) {
        stated.headline = self.line(stated, Field::Headline, "headline");
        stated.dateline = self.line(stated, Field::Dateline, "dateline");
        stated.section = self.line(stated, Field::Section, "section");
        stated.kicker = self.line(stated, Field::Kicker, "kicker");
        stated.caption = self.line(stated, Field::Caption, "caption");
        stated.agency = self.line(stated, Field::Agency, "agency");
        stated.url = self.line(stated, Field::Url, "url").filter(|url| is_address(url));
        stated.source = self.line(stated, Field::Source, "source");
        // Some name the address of the page as its source.
        if let Some(address) = stated.source.take_if(|source| is_address(source)) {
            stated.from.remove("source");
            stated.url.get_or_insert(address);
        }
        stated.language = self.line(stated, Field::Language, "language").and_then(|language| code(&language));
        self.enter_authors(stated);
        stated.date = self.day(Field::Date);
        if let (Some(_), Some((name, _))) = (stated.date, self.get(Field::Date)) {
            stated.from.insert("date", Told::stated(place(&name)));
        }
        stated.latest = self.day(Field::Latest);
        stated.keywords = self.list(Field::Keywords);
        if let (false, Some((name, _))) = (stated.keywords.is_empty(), self.get(Field::Keywords)) {
            stated.from.insert("keywords", Told::stated(place(&name)));
        }
        stated.subjects = Subjects {
            people: self.list(Field::People),
            places: self.list(Field::Places),
            organizations: self.list(Field::Organizations),
        };
    }

    /// A list parts the authors itself; a text is read as a byline.
    fn enter_authors(&self, stated: &mut Stated) {
        let Some((name, value)) = self.get(Field::Authors) else { return };
        match value {
            Value::String(text) => match python_list(text) {
                Some(names) => stated.authors = names,
                None => stated.byline = Some(line(text)).filter(|byline| !byline.is_empty() && !is_address(byline)),
            },
            value => stated.authors = names_of(value),
        }
        let all = stated.authors.clone();
        stated.authors.retain(|name| !is_address(name) && !is_no_author(name, &all));
        if stated.byline.is_none() && stated.authors.is_empty() {
            return;
        }
        stated.from.insert("authors", Told::stated(place(&name)));
    }

    fn line(&self, stated: &mut Stated, field: Field, ours: &'static str) -> Option<String> {
        let (name, value) = self.get(field)?;
        let text = names_of(value).into_iter().next()?;
        stated.from.insert(ours, Told::stated(place(&name)));
        Some(text)
    }

    fn day(&self, field: Field) -> Option<jiff::civil::Date> {
        day(self.get(field)?.1)
    }

    fn list(&self, field: Field) -> Vec<String> {
        let Some((_, value)) = self.get(field) else { return Vec::new() };
        match value {
            Value::String(text) => python_list(text)
                .unwrap_or_else(|| text.split([',', ';']).map(line).filter(|one| !one.is_empty()).take(MOST_VALUES).collect()),
            // Where a keyword has a name and a value, its name is that of its kind.
            Value::Array(values) => {
                let text = |value: &Value| value.get("name").and(value.get("value")).cloned().unwrap_or_else(|| value.clone());
                let values = values.iter().filter(|value| !value.is_number()).take(MOST_VALUES).map(text);
                names_of(&Value::Array(values.collect()))
            }
            value => names_of(value),
        }
    }
}

fn place(name: &str) -> String {
    format!("field {name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Option<(Stated, String)> {
        let Value::Object(record) = serde_json::from_str(json).unwrap() else { panic!("{json}") };
        of(&record, None)
    }

    #[test]
    fn the_usual_names_of_data_sets_are_known() {
        for json in [
            r#"{"title": "Rain", "text": "It rained.", "authors": ["Jane Roe"], "date": "2024-03-05", "url": "https://post.example/rain"}"#,
            r#"{"headline": "Rain", "body": "It rained.", "byline": "By Jane Roe", "pub_date": "20240305", "link": "https://post.example/rain"}"#,
            r#"{"maintext": "It rained.", "title": "Rain", "date_publish": "2024-03-05 10:00:00", "authors": ["Jane Roe"], "url": "https://post.example/rain"}"#,
            r#"{"webTitle": "Rain", "webUrl": "https://post.example/rain", "webPublicationDate": "2024-03-05T10:00:00Z", "fields": {"bodyText": "It rained.", "byline": "Jane Roe"}}"#,
            r#"{"headline": {"main": "Rain"}, "body": "It rained.", "byline": {"original": "By Jane Roe"}, "pub_date": "2024-03-05T10:00:00+0000", "web_url": "https://post.example/rain"}"#,
            r#"{"_source": {"title": "Rain", "content": "<p>It rained.</p>", "author": {"name": "Jane Roe"}, "published_at": 1709632800, "url": "https://post.example/rain"}}"#,
            r#"{"Title": "Rain", "Article Body": "It rained.", "AUTHOR": "Jane Roe", "Publication-Date": "March 5, 2024", "URL": "https://post.example/rain"}"#,
        ] {
            let (stated, text) = read(json).unwrap_or_else(|| panic!("{json}"));
            assert_eq!((stated.headline.as_deref(), text.as_str()), (Some("Rain"), "It rained."), "{json}");
            let author = stated.authors.first().cloned().or(stated.byline).unwrap_or_default();
            assert_eq!(author.trim_start_matches("By "), "Jane Roe", "{json}");
            assert_eq!(stated.date.map(|day| day.to_string()).as_deref(), Some("2024-03-05"), "{json}");
            assert_eq!(stated.url.as_deref(), Some("https://post.example/rain"), "{json}");
            assert_eq!(stated.source, None, "{json}");
        }
    }

    #[test]
    fn a_record_without_text_or_without_anything_else_is_no_article() {
        for json in [
            r#"{"title": "Rain"}"#,
            r#"{"text": "It rained."}"#,
            r#"{"name": "x", "version": "1.0"}"#,
            "{}",
            r#"{"title": "Rain", "text": "  "}"#,
            r#"{"text": {"a": 1}, "title": 3}"#,
        ] {
            assert!(read(json).is_none(), "{json}");
        }
    }

    #[test]
    fn fields_say_where_they_were_read() {
        let (stated, _) = read(r#"{"headline": {"main": "Rain"}, "lead_paragraph": "It rained in Oslo for a week, and nobody in the town knew why it did, said the mayor."}"#).unwrap();
        assert_eq!(stated.from["headline"].place, "field headline.main");
        assert_eq!(stated.from["body"].place, "field lead_paragraph");
    }

    #[test]
    fn a_mapping_stands_over_the_usual_names() {
        let mapping = Mapping::parse(&["headline=hed.text".into(), "body=story.full".into(), "authors=contrib".into()]).unwrap();
        let json = r#"{"title": "No", "hed": {"text": "Rain"}, "story.full": "It rained.", "contrib": ["Jane Roe", {"name": "Max Miller"}]}"#;
        let Value::Object(record) = serde_json::from_str(json).unwrap() else { panic!() };
        let (stated, text) = of(&record, Some(&mapping)).unwrap();
        assert_eq!((stated.headline.as_deref(), text.as_str()), (Some("Rain"), "It rained."));
        assert_eq!(stated.authors, ["Jane Roe", "Max Miller"]);
    }

    #[test]
    fn what_says_nothing_stands_over_nothing() {
        let (stated, text) = read(r#"{"title": "Rain", "body": "nan", "text": "It rained.", "author": "None", "date": "NaT", "published": ["2024-03-05"], "source": "https://post.example/a", "authors": [null]}"#).unwrap();
        assert_eq!((text.as_str(), stated.byline, stated.authors.len()), ("It rained.", None, 0));
        assert_eq!(stated.date.map(|day| day.to_string()).as_deref(), Some("2024-03-05"));
        assert_eq!((stated.source, stated.url.as_deref()), (None, Some("https://post.example/a")));
        assert!(read(r#"{"title": "[Removed]", "content": "[Removed]", "url": "https://removed.example"}"#).is_none());
        let (stated, text) =
            read(r#"{"title": "Rain", "content": "It rained… [+3421 chars]", "author": "https://social.example/post"}"#).unwrap();
        assert_eq!((text.as_str(), stated.byline), ("It rained…", None));
    }

    #[test]
    fn objects_in_lists_and_around_records_are_read() {
        let (stated, text) = read(r#"{"date": {"$date": {"$numberLong": "1709632800000"}}, "article": {"headline": "Rain", "body": {"content": "It rained."}}, "keywords": [{"name": "glocations", "value": "Oslo"}, 7, {"name": "rain"}], "author": {"first_name": "Jane", "last_name": "Roe"}}"#).unwrap();
        assert_eq!((stated.headline.as_deref(), text.as_str()), (Some("Rain"), "It rained."));
        assert_eq!(stated.date.map(|day| day.to_string()).as_deref(), Some("2024-03-05"));
        assert_eq!((stated.keywords, stated.authors), (vec!["Oslo".to_owned(), "rain".to_owned()], vec!["Jane Roe".to_owned()]));
        let (_, text) = read(
            r#"{"webTitle": "Rain", "fields": {"bodyText": "It rained. All day.", "body": "<p>It rained.</p><p>All day.</p>"}}"#,
        )
        .unwrap();
        assert_eq!(text, "It rained.\n\nAll day.");
        let (_, text) = read(r#"{"title": "Rain", "text": "It rained.\\nAll day."}"#).unwrap();
        assert_eq!(text, "It rained.\nAll day.");
    }

    #[test]
    fn a_record_of_very_many_fields_is_none() {
        let fields: Vec<String> = (0..5_000).map(|number| format!("\"k{number}\": 1")).collect();
        assert!(read(&format!("{{\"title\": \"Rain\", \"text\": \"It rained.\", {}}}", fields.join(", "))).is_none());
    }

    #[test]
    fn lists_are_read_in_every_form() {
        let (stated, _) = read(r#"{"title": "x", "text": "It rained.", "tags": "rain; wind, sun", "author": "['Jane Roe', 'Max Miller']", "language": "en-GB", "modified": "2024-03-06"}"#).unwrap();
        assert_eq!(stated.keywords, ["rain", "wind", "sun"]);
        assert_eq!(stated.authors, ["Jane Roe", "Max Miller"]);
        assert_eq!(
            (stated.language.as_deref(), stated.latest.map(|day| day.to_string()).as_deref()),
            (Some("en"), Some("2024-03-06"))
        );
    }
}
