//! What does a file state about itself, above its text? In Markdown the block between two lines of `---`, as site
//! generators write it: flat `key: value` lines in YAML's simplest form; in plain text a block of such lines, each with a
//! key of ours, that names source or address. Keys that name a field of ours become stated fields; nested values and all
//! other keys are passed over. Without such a block, or without its end, the text stays as it is.

use jiff::civil::Date;

use crate::article::date;
use crate::article::model::Stated;

/// The fields that the block states, and the text behind it; empty lines take the block's place, so that the numbers of
/// lines stay those of the file.
pub(super) fn split(text: String) -> (Stated, String) {
    let Some((block, rest)) = block(&text) else {
        return (Stated::default(), text);
    };
    (stated(block), blanked(&text, rest))
}

/// The same for the header of a plain text: two lines or more, up to the first empty one, that all bear a key of ours.
///
/// One of them has to state the source or an address in full: `Date:` and `Author:` alone are lines of the page, which
/// are read there.
pub(super) fn split_header(text: String) -> (Stated, String) {
    let Some((header, rest)) = text.split_once("\n\n") else { return (Stated::default(), text) };
    let keys = header.lines().map(|line| line.split_once(": ").map(|(key, _)| key.to_ascii_lowercase()));
    let known = keys.map(|key| key.filter(|key| HEADER_KEYS.contains(&key.as_str()))).collect::<Option<Vec<String>>>();
    let stated = stated(header);
    let sure = known.is_some_and(|keys| keys.len() >= 2) && (stated.source.is_some() || stated.url.is_some());
    if sure { (stated, blanked(&text, rest)) } else { (Stated::default(), text) }
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

fn stated(block: &str) -> Stated {
    let mut stated = Stated::default();
    let mut authors = Vec::new();
    for (key, values) in entries(block) {
        match key.to_ascii_lowercase().as_str() {
            "title" | "headline" => stated.headline = values.into_iter().next(),
            "author" | "authors" | "byline" => authors.extend(values),
            "date" | "published" | "pubdate" => stated.date = values.first().and_then(|value| day(value)),
            "tags" | "keywords" => stated.keywords.extend(values),
            "source" | "publication" | "site" => stated.source = values.into_iter().next().filter(|name| !is_address(name)),
            "url" | "link" | "canonical" => stated.url = values.into_iter().next().filter(|url| is_address(url)),
            "section" | "category" => stated.section = values.into_iter().next(),
            _ => {}
        }
    }
    let authors: Vec<&str> = authors.iter().map(|name| without_by(name)).collect();
    stated.byline = (!authors.is_empty()).then(|| format!("By {}", authors.join(" and ")));
    stated
}

fn block(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix("---\n")?;
    rest.split_once("\n---\n").or_else(|| Some((rest.strip_suffix("\n---")?, "")))
}

/// Keys in the first column with their values: one, a list in brackets, or one a line behind `- `.
fn entries(block: &str) -> Vec<(&str, Vec<String>)> {
    let mut entries: Vec<(&str, Vec<String>)> = Vec::new();
    for line in block.lines() {
        if let (Some(item), Some((_, values))) = (line.trim_start().strip_prefix("- "), entries.last_mut()) {
            values.extend(scalar(item));
        } else if let Some((key, value)) = line.split_once(':').filter(|(key, _)| !key.starts_with([' ', '#'])) {
            entries.push((key.trim(), values(value.trim())));
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
    let quoted = ['"', '\''].iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote));
    let value = quoted.unwrap_or(value).trim();
    (!value.is_empty()).then(|| value.to_owned())
}

fn without_by(name: &str) -> &str {
    name.strip_prefix("By ").or_else(|| name.strip_prefix("by ")).unwrap_or(name)
}

fn is_address(value: &str) -> bool {
    (value.starts_with("https://") || value.starts_with("http://")) && !value.contains(char::is_whitespace)
}

/// The day of `2020-03-04`, `2020-03-04T10:00:00Z`, `March 4, 2020` and the like.
fn day(value: &str) -> Option<Date> {
    value.get(..10).and_then(|day| day.parse().ok()).or_else(|| date::whole(value))
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
    fn publication_address_and_section_are_stated() {
        let text = "---\nsite: The Daily Star\ncanonical: https://star.example/1\ncategory: [World, Asia]\ndate: March 4, 2020\n---\nx\n";
        let (stated, _) = split(text.into());
        assert_eq!((stated.source.as_deref(), stated.section.as_deref()), (Some("The Daily Star"), Some("World")));
        assert_eq!((stated.url.as_deref(), stated.date), (Some("https://star.example/1"), Some(date(2020, 3, 4))));
        let (stated, _) = split("---\nsource: https://star.example/1\nurl: /news/1\n---\nx\n".into());
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
