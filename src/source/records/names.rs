//! Under which name is a field found? Names are compared in small letters without `_`, `-` and blanks; a path names a field
//! within a field. The names are those of CC-News, `RealNews`, newspaper4k, news-please, trafilatura, the APIs of Guardian,
//! NYT and `NewsAPI`, and the usual table exports.

use serde_json::{Map, Value};

use super::mapping::Field;
use super::values::is_nothing;

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
pub(super) const SUMMARIES: &[&str] =
    &["leadparagraph", "description", "summary", "abstract", "shortdescription", "snippet", "trailtext", "fields.trailtext"];

/// The field of ours under any of its names.
pub(super) fn find(values: &Map<String, Value>, field: Field) -> Option<(String, &Value)> {
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
pub(super) fn named<'a>(values: &'a Map<String, Value>, name: &str) -> Option<(String, &'a Value)> {
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

pub(super) fn plain(name: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn record(json: &str) -> Map<String, Value> {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn the_most_telling_name_that_says_something_is_found() {
        let record = record(
            r#"{"title": "No", "Head-Line": "Rain", "Pub_Date": "NaN", "created": "2024", "fields": {"bodyText": "It rained."}}"#,
        );
        let found = |field| find(&record, field).map(|(name, _)| name);
        assert_eq!(found(Field::Headline).as_deref(), Some("Head-Line"));
        assert_eq!(found(Field::Date).as_deref(), Some("created"));
        assert_eq!(found(Field::Body).as_deref(), Some("fields.bodyText"));
        assert_eq!(found(Field::Url), None);
    }

    #[test]
    fn a_path_goes_into_objects_and_a_name_may_hold_dots() {
        let record = record(r#"{"a": {"b.c": 1}, "a.b": {"d": 2}}"#);
        let at = |path| at_path(&record, path).and_then(Value::as_i64);
        assert_eq!((at("a.b.c"), at("a.b.d"), at("a.c"), at("")), (Some(1), Some(2), None, None));
    }

    #[test]
    fn a_table_of_articles_has_a_text_and_more() {
        assert!(has_articles(["Title", "Article Text"].into_iter()) && has_articles(["url", "Summary"].into_iter()));
        assert!(!has_articles(["title", "price"].into_iter()) && !has_articles(["text"].into_iter()));
    }
}
