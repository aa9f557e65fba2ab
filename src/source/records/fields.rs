//! Which field of a record is which of ours? In comes a record with names of whoever made it, out come our fields and the
//! text. Names are compared in small letters without `_`, `-` and blanks; a path names a field within a field. The names are
//! those of CC-News, `RealNews`, newspaper4k, news-please, trafilatura, the APIs of Guardian, NYT and `NewsAPI`, and the
//! usual table exports.

use serde_json::{Map, Value};

use super::mapping::{Field, Mapping};
use super::values::{self, code, line, names_of, text_of};
use crate::article::model::{Stated, Subjects, Told};
use crate::article::timestamp;

/// Names under which a field is found, the most telling first.
const NAMES: &[(Field, &[&str])] = &[
    (
        Field::Headline,
        &[
            "headline",
            "headline.main",
            "headline.default",
            "fields.headline",
            "webtitle",
            "title",
            "hed",
            "headlinetext",
            "articletitle",
            "storytitle",
            "heading",
            "head",
        ],
    ),
    (
        Field::Body,
        &[
            "body",
            "bodytext",
            "fields.bodytext",
            "articlebody",
            "maintext",
            "fulltext",
            "text",
            "content",
            "contenttext",
            "content.rendered",
            "articletext",
            "storytext",
            "story",
            "plaintext",
            "cleantext",
            "rawtext",
            "article",
            "fields.body",
            "bodyhtml",
            "contenthtml",
            "bodyxhtml",
            "contents",
            "transcript",
        ],
    ),
    (
        Field::Authors,
        &[
            "authors",
            "author",
            "byline",
            "byline.original",
            "fields.byline",
            "bylines",
            "author.name",
            "creator",
            "creators",
            "writer",
            "writers",
            "reporter",
            "reporters",
            "by",
            "authornames",
        ],
    ),
    (
        Field::Date,
        &[
            "date",
            "published",
            "publishdate",
            "datepublish",
            "datepublished",
            "publisheddate",
            "publishedat",
            "publishedon",
            "publishedtime",
            "pubdate",
            "publicationdate",
            "publicationtime",
            "webpublicationdate",
            "firstpublished",
            "firstpublishdate",
            "firstcreated",
            "versioncreated",
            "issued",
            "storydate",
            "articledate",
            "createdat",
            "created",
            "datecreated",
            "datetime",
            "timestamp",
            "time",
            "day",
        ],
    ),
    (
        Field::Latest,
        &[
            "modified",
            "datemodified",
            "lastmodified",
            "updated",
            "updatedat",
            "dateupdated",
            "datedownload",
            "downloaddate",
            "crawldate",
            "crawledat",
            "scrapedat",
            "scrapedate",
            "fetchedat",
            "retrieved",
        ],
    ),
    (
        Field::Url,
        &[
            "url",
            "link",
            "canonicalurl",
            "canonical",
            "weburl",
            "permalink",
            "articleurl",
            "storyurl",
            "sourceurl",
            "href",
            "uri",
        ],
    ),
    (
        Field::Source,
        &[
            "source",
            "source.name",
            "publication",
            "publicationname",
            "publisher",
            "publisher.name",
            "sitename",
            "site",
            "sourcename",
            "outlet",
            "newspaper",
            "domain",
            "sourcedomain",
            "hostname",
        ],
    ),
    (Field::Section, &["section", "sectionname", "articlesection", "category", "newsdesk", "department"]),
    (Field::Dateline, &["dateline"]),
    (Field::Language, &["language", "lang", "inlanguage", "languagecode"]),
    (Field::Keywords, &["keywords", "tags", "topics", "categories", "labels"]),
    (Field::Caption, &["caption", "imagecaption", "photocaption"]),
    (Field::Kicker, &["kicker", "overline", "strapline"]),
    (Field::Agency, &["agency", "newsagency", "wireservice"]),
    (Field::People, &["people", "persons", "person"]),
    (Field::Places, &["places", "locations", "geo"]),
    (Field::Organizations, &["organizations", "organisations", "organization", "organisation", "orgs"]),
];

/// Where a record has no text of its own, the longest of these is taken if it is one.
const SUMMARIES: &[&str] =
    &["leadparagraph", "description", "summary", "abstract", "shortdescription", "snippet", "trailtext", "fields.trailtext"];

/// A summary of fewer characters is no article.
const SHORTEST_SUMMARY: usize = 80;

/// Objects within which the record itself may lie.
const WRAPPERS: &[&str] = &["_source", "article", "attributes", "node", "doc", "document", "story", "item", "post"];

/// The fields of a record and its text; `None` where it has no text that could be an article's.
pub(super) fn of(record: &Map<String, Value>, mapping: Option<&Mapping>) -> Option<(Stated, String)> {
    let inner = WRAPPERS.iter().find_map(|name| record.get(*name)?.as_object());
    let inner =
        inner.filter(|inner| mapping.is_none() && find(inner, Field::Body).is_some() && find(record, Field::Body).is_none());
    let record = Record { values: inner.unwrap_or(record), mapping };
    let (text, place) = record.body()?;
    let mut stated = Stated { body_only: true, ..Stated::default() };
    stated.from.insert("body", Told::stated(place));
    record.enter(&mut stated);
    if let (None, Some(caption)) = (&stated.caption, record.get(Field::Body).and_then(|(_, text)| values::caption_of(text))) {
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
    mapping: Option<&'a Mapping>,
}

impl Record<'_> {
    fn get(&self, field: Field) -> Option<(String, &Value)> {
        match self.mapping.and_then(|mapping| mapping.path(field)) {
            Some(path) => Some((path.to_owned(), at_path(self.values, path)?)),
            None => find(self.values, field),
        }
    }

    /// The text, and the place where it was read.
    fn body(&self) -> Option<(String, String)> {
        if let Some((name, value)) = self.get(Field::Body) {
            let text = text_of(value);
            return Some((text, place(&name))).filter(|(text, _)| !text.trim().is_empty());
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
        stated.source = self.line(stated, Field::Source, "source");
        stated.url = self.line(stated, Field::Url, "url").filter(|url| url.starts_with("http://") || url.starts_with("https://"));
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
            Value::String(text) => match values::python_list(text) {
                Some(names) => stated.authors = names,
                None => stated.byline = Some(line(text)).filter(|byline| !byline.is_empty()),
            },
            value => stated.authors = names_of(value),
        }
        let all = stated.authors.clone();
        stated.authors.retain(|name| !values::is_no_author(name, &all));
        stated.from.insert("authors", Told::stated(place(&name)));
    }

    fn line(&self, stated: &mut Stated, field: Field, ours: &'static str) -> Option<String> {
        let (name, value) = self.get(field)?;
        let text = names_of(value).into_iter().next()?;
        stated.from.insert(ours, Told::stated(place(&name)));
        Some(text)
    }

    fn day(&self, field: Field) -> Option<jiff::civil::Date> {
        match self.get(field)?.1 {
            Value::String(text) => timestamp::day(text),
            Value::Number(number) => timestamp::day(&number.to_string()),
            Value::Object(object) => {
                ["$date", "value", "iso", "date"].iter().find_map(|key| timestamp::day(object.get(*key)?.as_str()?))
            }
            _ => None,
        }
    }

    fn list(&self, field: Field) -> Vec<String> {
        let Some((_, value)) = self.get(field) else { return Vec::new() };
        match value {
            Value::String(text) => values::python_list(text).unwrap_or_else(|| {
                text.split([',', ';']).map(line).filter(|one| !one.is_empty()).take(values::MOST_VALUES).collect()
            }),
            value => names_of(value),
        }
    }
}

fn place(name: &str) -> String {
    format!("field {name}")
}

/// The field of ours under any of its names.
fn find(values: &Map<String, Value>, field: Field) -> Option<(String, &Value)> {
    let (_, names) = NAMES.iter().find(|(known, _)| *known == field)?;
    names.iter().filter_map(|name| named(values, name)).find(|(_, value)| is_filled(value))
}

/// True where a table with these columns has a text, or at least a headline.
pub(super) fn has_articles<'a>(columns: impl Iterator<Item = &'a str>) -> bool {
    let columns: Vec<String> = columns.map(plain).collect();
    let known = |names: &[&str]| columns.iter().any(|column| names.contains(&column.as_str()));
    let of = |field: Field| NAMES.iter().find(|(known, _)| *known == field).map_or(&[][..], |(_, names)| names);
    (known(of(Field::Body)) || known(SUMMARIES))
        && (known(of(Field::Headline)) || known(of(Field::Date)) || known(of(Field::Url)) || known(of(Field::Authors)))
}

/// The value under a name, or under a path of names; and the name as it stands.
fn named<'a>(values: &'a Map<String, Value>, name: &str) -> Option<(String, &'a Value)> {
    let (first, rest) = name.split_once('.').map_or((name, None), |(first, rest)| (first, Some(rest)));
    let (own, value) = values.iter().find(|(own, _)| plain(own) == first)?;
    match rest {
        None => Some((own.clone(), value)),
        Some(rest) => named(value.as_object()?, rest).map(|(inner, value)| (format!("{own}.{inner}"), value)),
    }
}

/// The value at a path as the user writes it: names parted by dots, a name that holds dots itself first.
pub(super) fn at_path<'a>(values: &'a Map<String, Value>, path: &str) -> Option<&'a Value> {
    if let Some(value) = values.get(path) {
        return Some(value);
    }
    let cuts = path.match_indices('.').map(|(at, _)| path.split_at_checked(at));
    cuts.flatten().find_map(|(first, rest)| at_path(values.get(first)?.as_object()?, rest.trim_start_matches('.')))
}

fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_filled(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(values) => !values.is_empty(),
        Value::Number(_) => true,
        // What is an object has paths of its own in the table, but for names.
        Value::Object(object) => ["name", "$date", "value", "rendered"].iter().any(|key| object.contains_key(*key)),
        _ => false,
    }
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
