//! What does a file state about itself, above its text? In Markdown the block between two lines of `---` (YAML) or `+++`
//! (TOML), as site generators write it; in plain text a block of lines `key: value`, each with a key of ours, that names source
//! or address. Keys that name a field of ours become stated fields; all others are passed over. A block that is not what it
//! should be is read line by line; without an end it is text, and stays as it is.

use gray_matter::engine::{Engine, TOML, YAML};
use serde_json::Value;

use crate::article::limits;
use crate::article::model::{Credit, Stated, Told};
use crate::article::timestamp;

/// Longest block that is parsed, in bytes, and places in it that repeat another one: each may double what it holds.
const LONGEST: usize = 64 * 1024;
const MOST_ALIASES: usize = 10;

/// Values that are read of a list: one more than an article keeps tells that there are more.
const MOST_VALUES: usize = limits::MOST_VALUES + 1;

/// Columns and marks of one line that may each open a level: the parser calls itself for each.
const DEEPEST: usize = 100;

/// The fields that the block states, and the text behind it; empty lines take the block's place, so that the numbers of
/// lines stay those of the file.
pub(super) fn split(text: String) -> (Stated, String) {
    let found = [("---", yaml as fn(&str) -> Option<Value>), ("+++", toml)]
        .iter()
        .find_map(|(fence, parse)| block(&text, fence).map(|(block, rest)| (block, rest, parse)));
    let Some((block, rest, parse)) = found else {
        return split_header(text);
    };
    let parsed = Some(block).filter(|block| block.len() <= LONGEST).and_then(parse);
    let entries = parsed.map_or_else(|| lines(block), |value| entries(&value));
    (stated(&entries), blanked(&text, rest))
}

fn yaml(block: &str) -> Option<Value> {
    (aliases(block) <= MOST_ALIASES && block.lines().all(is_shallow)).then(|| YAML::parse(block).ok()?.deserialize().ok())?
}

/// Asterisks, or runs of them, that stand at the begin of a word: the most aliases that the block can hold, with blanks between
/// them or none.
fn aliases(block: &str) -> usize {
    let mut before = ' ';
    let mut begun = 0;
    for character in block.chars() {
        begun += usize::from(character == '*' && before != '*' && !before.is_alphanumeric());
        before = character;
    }
    begun
}

/// A line opens a level by its column, and by each `- ` and `? ` in it.
fn is_shallow(line: &str) -> bool {
    let column = line.len() - line.trim_start().len();
    column <= DEEPEST && line.matches("- ").count() + line.matches("? ").count() <= DEEPEST
}

fn toml(block: &str) -> Option<Value> {
    TOML::parse(block).ok()?.deserialize().ok()
}

/// The same for the header of a plain text: a block as Markdown has it that states something, or two lines or more, up to
/// the first empty one, that all bear a key of ours.
///
/// One of them has to state the source or an address in full, or the first the title: `Date:` and `Author:` alone are
/// lines of the page, which are read there. Below a title, keys that are not ours are a header's too.
pub(super) fn split_header(text: String) -> (Stated, String) {
    if let Some((block, rest)) = block(&text, "---")
        && let stated = yaml(block).map(|value| stated(&entries(&value))).unwrap_or_default()
        && (stated.headline.is_some() || stated.url.is_some())
    {
        return (stated, blanked(&text, rest));
    }
    let Some((header, rest)) = text.split_once("\n\n") else { return (Stated::default(), text) };
    let keys: Option<Vec<String>> = header.lines().map(header_key).collect();
    let keys = keys.unwrap_or_default();
    let is_known = |key: &&String| HEADER_KEYS.contains(&key.as_str());
    let known = keys.iter().filter(is_known).count();
    let stated = stated(&lines(header));
    let names_itself = known == keys.len() && (stated.source.is_some() || stated.url.is_some());
    let is_titled = keys.first().is_some_and(|key| key == "title") && stated.headline.is_some();
    if known >= 2 && (names_itself || is_titled) { (stated, blanked(&text, rest)) } else { (Stated::default(), text) }
}

/// The key of a header's line, which is a word or two, in small letters.
fn header_key(line: &str) -> Option<String> {
    let (key, value) = line.split_once(':')?;
    let is_key = !key.starts_with(' ') && key.split(' ').count() <= 2 && key.len() <= 30 && !value.starts_with('/');
    is_key.then(|| key.to_ascii_lowercase())
}

/// Keys that the header of a plain text may have.
const HEADER_KEYS: &[&str] = &[
    "title",
    "headline",
    "author",
    "authors",
    "byline",
    "date",
    "published",
    "pubdate",
    "tags",
    "keywords",
    "source",
    "publication",
    "site",
    "url",
    "link",
    "canonical",
    "section",
    "category",
];

fn blanked(text: &str, rest: &str) -> String {
    let lines = |text: &str| text.matches('\n').count();
    let blank = "\n".repeat(lines(text) - lines(rest));
    format!("{blank}{rest}")
}

fn stated(entries: &[(String, Vec<String>)]) -> Stated {
    let mut stated = Stated::default();
    let mut authors = Vec::new();
    for (key, values) in entries {
        let first = values.first().cloned();
        let day = || first.as_deref().and_then(timestamp::day);
        let field = match key.to_lowercase().as_str() {
            "title" | "headline" => set("headline", &mut stated.headline, first),
            "author" | "authors" | "byline" | "extra.author" | "extra.authors" => {
                authors.extend(values.iter().map(|name| without_by(name).to_owned()));
                (!values.is_empty()).then_some("authors")
            }
            "date" | "published" | "pubdate" | "publishdate" | "publish_date" | "datepublished" => {
                set("date", &mut stated.date, day())
            }
            "lastmod" | "updated" | "modified" | "last_modified_at" => set("latest", &mut stated.latest, day()),
            "tags" | "keywords" | "taxonomies.tags" => {
                stated.keywords.extend(values.iter().cloned());
                (!values.is_empty()).then_some("keywords")
            }
            // Clippings name the page that they were cut from as their source.
            "source" if first.as_deref().is_some_and(is_address) => set("url", &mut stated.url, first),
            "source" | "publication" | "site" => set("source", &mut stated.source, first.filter(|name| !is_address(name))),
            "url" | "link" | "canonical" | "canonical_url" | "canonicalurl" => {
                set("url", &mut stated.url, first.filter(|url| is_address(url)))
            }
            "section" | "category" | "categories" | "taxonomies.categories" => set("section", &mut stated.section, first),
            "dateline" => set("dateline", &mut stated.dateline, first),
            "kicker" => set("kicker", &mut stated.kicker, first),
            "caption" | "cover.caption" | "image.caption" | "cover.image.caption" => set("caption", &mut stated.caption, first),
            key if let Some(role) = key.strip_prefix(CREDIT) => {
                stated.credits.extend(values.iter().map(|name| Credit { name: name.clone(), role: role.to_owned() }));
                Some("credits")
            }
            "lang" | "language" | "locale" => {
                set("language", &mut stated.language, first.and_then(|name| super::records::language_code(&name)))
            }
            "draft" if first.as_deref() == Some("true") => set("release", &mut stated.release.status, Some("draft".to_owned())),
            _ => None,
        };
        if let Some(field) = field {
            stated.from.entry(field).or_insert_with(|| Told::stated(format!("front matter {key}")));
        }
    }
    stated.byline = (!authors.is_empty()).then(|| format!("By {}", authors.join(" and ")));
    stated
}

/// Sets a field that nothing has set yet; gives its name where it did.
fn set<T>(name: &'static str, field: &mut Option<T>, value: Option<T>) -> Option<&'static str> {
    if field.is_some() || value.is_none() {
        return None;
    }
    *field = value;
    Some(name)
}

/// What stands between the first line, which is the fence, and the next such line; and what stands behind that. Empty
/// lines above and blanks behind a fence do no harm.
fn block<'a>(text: &'a str, fence: &str) -> Option<(&'a str, &'a str)> {
    let (first, inner) = text.trim_start_matches('\n').split_once('\n')?;
    if first.trim_end() != fence {
        return None;
    }
    let mut length = 0;
    for line in inner.split_inclusive('\n') {
        let (block, behind) = inner.split_at_checked(length)?;
        let bare = line.trim_end();
        // YAML ends with three dots as well.
        if bare == fence || (fence == "---" && bare == "...") {
            return Some((block, behind.strip_prefix(line)?));
        }
        length += line.len();
    }
    None
}

/// Keys with their values, keys within keys joined by dots: `taxonomies.tags`.
fn entries(value: &Value) -> Vec<(String, Vec<String>)> {
    let mut entries = Vec::new();
    let mut open = vec![(String::new(), value)];
    while let Some((key, value)) = open.pop() {
        match value {
            Value::Object(object) if key.is_empty() || !object.contains_key("name") => {
                let dot = if key.is_empty() { "" } else { "." };
                open.extend(object.iter().rev().map(|(name, value)| (format!("{key}{dot}{name}"), value)));
            }
            value => {
                entries.extend(credits(value));
                entries.push((key, texts(value)));
            }
        }
    }
    entries
}

/// Keys of those who are listed with authors and have another role.
const CREDIT: &str = "credit: ";

/// Names in a list whose role is not a writer's, each under a key of its role.
fn credits(value: &Value) -> Vec<(String, Vec<String>)> {
    let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
    let credit =
        |one: &Value| Some((format!("{CREDIT}{}", other_role(one)?), vec![one.get("name")?.as_str()?.trim().to_owned()]));
    list.iter().take(MOST_VALUES).filter_map(credit).collect()
}

/// The role of somebody who did not write: `role: Photographer`.
fn other_role(person: &Value) -> Option<&'static str> {
    let role = ["role", "job", "position"].iter().find_map(|key| person.get(*key)?.as_str())?.to_lowercase();
    let roles =
        [("photo", "photographer"), ("illustrat", "contributor"), ("graphic", "contributor"), ("translat", "contributor")];
    roles.iter().find(|(part, _)| role.contains(part)).map(|(_, role)| *role)
}

/// The texts of a value: one, those of a list, or the names of those who wrote.
fn texts(value: &Value) -> Vec<String> {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(is) => Some(is.to_string()),
        Value::Object(object) if other_role(value).is_none() => {
            object.get("name").and_then(Value::as_str).map(|name| name.trim().to_owned())
        }
        _ => None,
    };
    match value {
        Value::Array(values) => values.iter().take(MOST_VALUES).filter_map(text).collect(),
        value => text(value).into_iter().collect(),
    }
}

/// The same of lines alone: keys in the first column with their values, one, a list in brackets, or one a line behind `- `.
fn lines(block: &str) -> Vec<(String, Vec<String>)> {
    let mut entries: Vec<(String, Vec<String>)> = Vec::new();
    let mut is_folded = false;
    for line in block.lines() {
        if let (true, true, Some((_, values))) = (is_folded, line.starts_with(' '), entries.last_mut()) {
            let before = values.pop().map(|value| value + " ").unwrap_or_default();
            values.push(before + line.trim());
        } else if let (Some(item), Some((_, values))) = (line.trim_start().strip_prefix("- "), entries.last_mut()) {
            values.extend(scalar(item));
        } else if let Some((key, value)) = line.split_once(':').filter(|(key, _)| !key.starts_with([' ', '#'])) {
            // A text of many lines is announced by its mark: `title: >-`.
            is_folded = matches!(value.trim(), ">" | ">-" | ">+" | "|" | "|-" | "|+");
            entries.push((key.trim().to_owned(), if is_folded { Vec::new() } else { values(value.trim()) }));
        }
    }
    entries
}

fn values(value: &str) -> Vec<String> {
    match value.strip_prefix('[').and_then(|list| list.strip_suffix(']')) {
        Some(list) => list.split(',').filter_map(scalar).collect(),
        None => scalar(value).into_iter().collect(),
    }
}

/// A value without its quotes; none where it is empty.
fn scalar(value: &str) -> Option<String> {
    let value = value.trim();
    let within = |quote: char| value.strip_prefix(quote)?.strip_suffix(quote);
    let double = || within('"').map(|text| text.replace("\\\"", "\""));
    let value = double().or_else(|| within('\'').map(|text| text.replace("''", "'"))).unwrap_or_else(|| value.to_owned());
    Some(value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// Notes link the names of people: `[[Jane Roe]]`.
fn without_by(name: &str) -> &str {
    let name = name.strip_prefix("[[").and_then(|name| name.strip_suffix("]]")).unwrap_or(name);
    name.strip_prefix("By ").or_else(|| name.strip_prefix("by ")).unwrap_or(name)
}

fn is_address(value: &str) -> bool {
    (value.starts_with("https://") || value.starts_with("http://")) && !value.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn usual_keys_become_stated_fields() {
        let text = "---\ntitle: \"Talks open: Oslo\"\ndate: 2020-03-04T10:00:00+01:00\nauthors:\n  - Jane Doe\n  - By John Roe\ntags: [peace, 'Norway']\nlayout: post\n---\n\n# Talks\n";
        let (stated, rest) = split(String::from(text));
        assert_eq!(stated.headline.as_deref(), Some("Talks open: Oslo"));
        assert_eq!(stated.date, Some(date(2020, 3, 4)));
        assert_eq!(stated.byline.as_deref(), Some("By Jane Doe and John Roe"));
        assert_eq!(stated.keywords, ["peace", "Norway"]);
        assert_eq!(rest.trim_start_matches('\n'), "# Talks\n");
        assert_eq!(rest.lines().count(), text.lines().count());
    }

    #[test]
    fn toml_nested_authors_and_broken_yaml_are_read() {
        let toml = "+++\ntitle = \"Rain\"\ndate = 2024-03-05T10:00:00Z\ndraft = true\n[taxonomies]\ntags = [\"rain\", \"wind\"]\n[extra]\nauthor = \"Jane Roe\"\n+++\nIt rained.\n";
        let (stated, rest) = split(toml.into());
        assert_eq!(
            (stated.headline.as_deref(), stated.byline.as_deref(), stated.date),
            (Some("Rain"), Some("By Jane Roe"), Some(date(2024, 3, 5)))
        );
        assert_eq!(
            (stated.keywords, stated.release.status.as_deref()),
            (vec!["rain".to_owned(), "wind".to_owned()], Some("draft"))
        );
        assert_eq!((rest.trim(), rest.lines().count()), ("It rained.", toml.lines().count()));
        let (stated, _) =
            split("---\ntitle: Rain\nauthors:\n  - name: Jane Roe\n    email: x\n  - name: Max Miller\n---\nx\n".into());
        assert_eq!(stated.byline.as_deref(), Some("By Jane Roe and Max Miller"));
        assert_eq!(stated.from["authors"].place, "front matter authors");
        let (stated, _) = split("---\ntitle: Rain: a story\nauthor: Jane Roe\n---\nx\n".into());
        assert_eq!((stated.headline.as_deref(), stated.byline.as_deref()), (Some("Rain: a story"), Some("By Jane Roe")));
    }

    #[test]
    fn aliases_of_aliases_do_no_harm() {
        for between in [", ", ","] {
            let mut bomb = String::from("---\na: &a [x, x, x, x, x, x, x, x, x]\n");
            for (name, before) in ["b", "c", "d", "e", "f", "g", "h", "i"].iter().zip(["a", "b", "c", "d", "e", "f", "g", "h"]) {
                bomb.push_str(&format!("{name}: &{name} [{}]\n", vec![format!("*{before}"); 9].join(between)));
            }
            bomb.push_str("title: Rain\n---\nIt rained.\n");
            assert_eq!(split(bomb).0.headline.as_deref(), Some("Rain"));
        }
    }

    #[test]
    fn emphasis_is_counted_once() {
        assert_eq!(aliases("title: *Rain* in **Oslo**\nlist: [*a,**b, {c: *d}]\nsum: 2*3"), 5);
    }

    #[test]
    fn levels_on_levels_do_no_harm() {
        for deep in [format!("a:\n{}x", "- ".repeat(30_000)), format!("{}x", "? ".repeat(30_000))] {
            assert_eq!(split(format!("---\ntitle: Rain\n{deep}\n---\nx\n")).0.headline.as_deref(), Some("Rain"));
        }
        let steps = (1..340).fold(String::new(), |steps, depth| steps + &" ".repeat(depth) + "a:\n");
        assert_eq!(split(format!("---\ntitle: Rain\na:\n{steps}---\nx\n")).0.headline.as_deref(), Some("Rain"));
    }

    #[test]
    fn fences_are_written_in_many_ways() {
        for (above, below) in [("---", "---"), ("\n---", "---"), ("--- ", "---\t"), ("---", "...")] {
            let text = format!("{above}\ntitle: Rain\nauthor: Jane Roe\n{below}\nIt rained.\n");
            for read in [split, split_header] {
                let (stated, rest) = read(text.clone());
                assert_eq!((stated.headline.as_deref(), stated.byline.as_deref()), (Some("Rain"), Some("By Jane Roe")), "{text}");
                assert_eq!((rest.trim(), rest.lines().count()), ("It rained.", text.lines().count()), "{text}");
            }
        }
        let page = "---\nIt rained: all day.\n---\n\nx\n";
        assert_eq!(split_header(page.into()), (Stated::default(), page.to_owned()), "a rule of a plain text");
    }

    #[test]
    fn lines_of_a_block_that_is_not_what_it_should_be_are_read() {
        let (stated, _) =
            split("---\ntitle: >-\n  Rain in Oslo\n  for a week: a story\nauthor: 'Brian O''Neil'\nbad: a: b\n---\nx\n".into());
        assert_eq!(
            (stated.headline.as_deref(), stated.byline.as_deref()),
            (Some("Rain in Oslo for a week: a story"), Some("By Brian O'Neil"))
        );
        let (stated, _) = split("---\ntitle: \"Rain \\\"again\\\"\"\nbad: [\n---\nx\n".into());
        assert_eq!(stated.headline.as_deref(), Some("Rain \"again\""));
    }

    #[test]
    fn clippings_and_headers_that_begin_with_a_title_are_stated() {
        let (stated, _) =
            split("---\ntitle: Rain\nsource: https://post.example/a\nauthor:\n  - \"[[Jane Roe]]\"\n---\nx\n".into());
        assert_eq!((stated.url.as_deref(), stated.byline.as_deref()), (Some("https://post.example/a"), Some("By Jane Roe")));
        let pelican =
            "Title: Rain in Oslo\nDate: 2024-03-05 10:20\nSlug: rain\nAuthors: Jane Roe, Max Miller\nSummary:\n\nIt rained.\n";
        let (stated, rest) = split(pelican.into());
        assert_eq!((stated.headline.as_deref(), stated.date), (Some("Rain in Oslo"), Some(date(2024, 3, 5))));
        assert_eq!((stated.byline.as_deref(), rest.trim()), (Some("By Jane Roe, Max Miller"), "It rained."));
    }

    #[test]
    fn publication_address_and_section_are_stated() {
        let text = "---\nsite: The Daily Star\ncanonical: https://star.example/1\ncategory: [World, Asia]\ndate: March 4, 2020\n---\nx\n";
        let (stated, _) = split(text.into());
        assert_eq!((stated.source.as_deref(), stated.section.as_deref()), (Some("The Daily Star"), Some("World")));
        assert_eq!((stated.url.as_deref(), stated.date), (Some("https://star.example/1"), Some(date(2020, 3, 4))));
        let (stated, _) = split("---\nsite: https://star.example/1\nurl: /news/1\n---\nx\n".into());
        assert_eq!((stated.source, stated.url), (None, None));
    }

    #[test]
    fn a_plain_header_that_names_its_source_is_stated() {
        let text = "Title: Talks open\nSource: The Daily Star\nURL: https://star.example/1\nDate: 2020-03-04\n\nThey met.\n";
        let (stated, rest) = split_header(text.into());
        assert_eq!((stated.headline.as_deref(), stated.source.as_deref()), (Some("Talks open"), Some("The Daily Star")));
        assert_eq!((stated.url.as_deref(), stated.date), (Some("https://star.example/1"), Some(date(2020, 3, 4))));
        assert_eq!((rest.trim(), rest.lines().count()), ("They met.", text.lines().count()));
    }

    #[test]
    fn lines_of_a_page_are_no_header() {
        for text in [
            "Source: Reuters\n\nThey met.",
            "Author: Jane Doe\nDate: March 4, 2020\n\nThey met.",
            "Source: Reuters\nPhoto: John Roe\n\nThey met.",
            "Talks open\nSource: The Star\nURL: https://star.example/1\n\nThey met.",
            "URL: none\nSection: World\n\nThey met.",
            "Source: The Star\nSection: World",
            "",
        ] {
            assert_eq!(split_header(text.into()), (Stated::default(), text.to_owned()));
        }
    }

    #[test]
    fn what_is_no_block_stays_in_the_text() {
        for text in ["# Talks\n\n---\n\nThey go on.\n", "---\ntitle: never closed\n", "---", ""] {
            assert_eq!(split(String::from(text)), (Stated::default(), text.to_owned()));
        }
    }

    #[test]
    fn values_that_are_not_understood_are_passed_over() {
        let (stated, rest) = split("---\n: x\ntitle:\ndate: soon\nédition: é\nauthor: ''\n  nested: y\n---".into());
        assert_eq!((stated, rest.trim()), (Stated::default(), ""));
    }
}
