//! Which field of a record is which of ours? In comes a record with names of whoever made it, out come our fields and the
//! text. Names are compared in small letters without `_`, `-` and blanks; a path names a field within a field. The names are
//! those of CC-News, `RealNews`, newspaper4k, news-please, trafilatura, the APIs of Guardian, NYT and `NewsAPI`, and the
//! usual table exports.

use serde_json::{Map, Value};

use super::mapping::{Field, Mapping};
use crate::article::model::{Stated, Subjects, Told};
use crate::article::timestamp;
use crate::source::page::text::of_fragment;

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
            // With its paragraphs, which the plain one has not.
            "fields.body",
            "fields.bodytext",
            "articlebody",
            "maintext",
            "fulltext",
            "fullcontent",
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
            "bodyhtml",
            "contenthtml",
            "bodyxhtml",
            "contents",
            "paragraphs",
            "transcript",
            "html",
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
            "mainentityofpage",
            "mainentityofpage.id",
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

/// Values of a list that are taken.
const MOST_VALUES: usize = 100;

/// Fields of a record: one of more is a table in itself.
const MOST_FIELDS: usize = 2_000;

/// Texts by which programs say that there is none.
const NOTHING: &[&str] = &["none", "null", "nan", "nat", "n/a", "undefined", "[removed]", "[]", "{}"];

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
    // A text without a headline beside it may begin with one.
    stated.body_only = stated.headline.is_some();
    let is_told = stated.headline.is_some()
        || stated.date.is_some()
        || stated.url.is_some()
        || stated.byline.is_some()
        || !stated.authors.is_empty();
    (is_told || mapping.is_some()).then_some((stated, text))
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
        stated.authors.retain(|name| !is_address(name));
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

/// The day that a value states: text, number, the first of a list, or an object around one of them.
fn day(value: &Value) -> Option<jiff::civil::Date> {
    match value {
        Value::String(text) => timestamp::day(text),
        Value::Number(number) => timestamp::day(&number.to_string()),
        Value::Array(values) => day(values.first()?),
        Value::Object(object) => ["$date", "$numberLong", "value", "iso", "date"].iter().find_map(|key| day(object.get(*key)?)),
        _ => None,
    }
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

fn is_nothing(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || NOTHING.iter().any(|nothing| nothing.eq_ignore_ascii_case(text))
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
    const OWN: &[&str] = &["name", "$date", "value", "rendered", "text", "content", "firstname", "firstName", "first_name"];
    match value {
        Value::String(text) => !is_nothing(text),
        Value::Array(values) => !values.is_empty(),
        Value::Number(_) => true,
        // What is an object has paths of its own in the table, but for names.
        Value::Object(object) => OWN.iter().any(|key| object.contains_key(*key)),
        _ => false,
    }
}

/// A text, or the paragraphs of a list.
fn text_of(value: &Value) -> String {
    let text = match value {
        Value::Array(values) => values.iter().filter_map(paragraph).collect::<Vec<_>>().join("\n\n"),
        value => paragraph(value).unwrap_or_default(),
    };
    let text = if has_markup(&text) { of_fragment(&text) } else { text };
    let text = without_count(&text);
    // Line ends that were escaped twice.
    if text.contains('\n') { text.to_owned() } else { text.replace("\\r\\n", "\n").replace("\\n", "\n") }
}

/// What an interface cuts off it counts at the end: `The mayor said… [+3421 chars]`.
fn without_count(text: &str) -> &str {
    let cut = text.trim_end().strip_suffix(" chars]").and_then(|rest| rest.rsplit_once("[+"));
    cut.filter(|(_, count)| count.bytes().all(|byte| byte.is_ascii_digit())).map_or(text, |(text, _)| text.trim_end())
}

fn paragraph(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(object) => {
            ["text", "content", "value", "rendered", "body"].iter().find_map(|key| Some(object.get(*key)?.as_str()?.to_owned()))
        }
        _ => None,
    }
}

fn has_markup(text: &str) -> bool {
    ["<p", "<br", "<div", "<P>", "</", "&nbsp;", "&amp;", "&#", "&quot;"].iter().any(|mark| text.contains(mark))
}

/// Names in a text, an object, or a list of either.
fn names_of(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![line(text)],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(values) => {
            values.iter().take(MOST_VALUES).filter(|value| !value.is_array()).flat_map(names_of).collect::<Vec<_>>()
        }
        Value::Object(object) => {
            let whole = ["name", "fullname", "fullName", "title", "value", "rendered", "label", "webTitle"]
                .iter()
                .find_map(|key| object.get(*key)?.as_str());
            let parts = || {
                let part = |keys: [&str; 4]| keys.iter().find_map(|key| object.get(*key)?.as_str());
                let first = part(["firstname", "firstName", "first_name", "first"])?;
                Some(format!("{first} {}", part(["lastname", "lastName", "last_name", "last"]).unwrap_or_default()))
            };
            whole.map(line).or_else(|| parts().map(|name| line(&name))).into_iter().collect()
        }
        _ => Vec::new(),
    }
    .into_iter()
    .filter(|name| !is_nothing(name))
    .collect()
}

/// `['Jane Roe', "Brian O'Neil"]`, as tables often have lists; a list of objects (`[{'name': 'Jane Roe'}]`) has no names.
fn python_list(text: &str) -> Option<Vec<String>> {
    let inner = text.trim().strip_prefix('[')?.strip_suffix(']')?;
    let (mut names, mut name, mut open) = (Vec::new(), String::new(), None);
    for character in inner.chars() {
        match (character, open) {
            ('\'' | '"', None) if name.trim().is_empty() => open = Some(character),
            (mark, Some(own)) if mark == own => open = None,
            (',', None) => names.push(std::mem::take(&mut name)),
            _ => name.push(character),
        }
    }
    names.push(name);
    let is_name = |name: &String| !is_nothing(name) && !name.contains(['{', '}']);
    Some(names.iter().map(|name| line(name)).filter(is_name).take(MOST_VALUES).collect())
}

/// A value on one line, without markup.
pub(super) fn line(text: &str) -> String {
    let text = if has_markup(text) || text.contains('<') && text.contains('>') { of_fragment(text) } else { text.to_owned() };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// ISO 639-1 of `en`, `en-GB`, `eng`, `English`.
pub(in crate::source) fn code(language: &str) -> Option<String> {
    const WORDS: &[(&str, &str)] = &[
        ("eng", "en"),
        ("english", "en"),
        ("deu", "de"),
        ("ger", "de"),
        ("german", "de"),
        ("fra", "fr"),
        ("fre", "fr"),
        ("french", "fr"),
        ("spa", "es"),
        ("spanish", "es"),
        ("ita", "it"),
        ("italian", "it"),
        ("por", "pt"),
        ("portuguese", "pt"),
        ("nld", "nl"),
        ("dutch", "nl"),
        ("rus", "ru"),
        ("russian", "ru"),
        ("zho", "zh"),
        ("chinese", "zh"),
        ("jpn", "ja"),
        ("japanese", "ja"),
        ("ara", "ar"),
        ("arabic", "ar"),
    ];
    let first: String = language.trim().chars().take_while(char::is_ascii_alphabetic).collect::<String>().to_lowercase();
    let known = WORDS.iter().find(|(word, _)| *word == first).map(|(_, code)| (*code).to_owned());
    known.or_else(|| (first.len() == 2).then_some(first))
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
    fn names_are_parted_where_their_list_parts_them() {
        assert_eq!(python_list("['Jane Roe, PhD', \"Brian O'Neil\"]").unwrap(), ["Jane Roe, PhD", "Brian O'Neil"]);
        assert_eq!(python_list("[Jane Roe, Max Miller]").unwrap(), ["Jane Roe", "Max Miller"]);
        for none in ["[]", "[None]", "[{'name': 'Jane Roe'}, {'name': 'Max Miller'}]"] {
            assert!(python_list(none).unwrap().is_empty(), "{none}");
        }
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
