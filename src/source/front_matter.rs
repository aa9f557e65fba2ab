//! What does a Markdown file state about itself? The block between two lines of `---` at its beginning, as site
//! generators write it: flat `key: value` lines in YAML's simplest form. Keys that name a field of ours become stated fields;
//! nested values and all other keys are passed over. Without such a block, or without its end, the text stays as it is.

use jiff::civil::Date;

use crate::article::model::Stated;

/// The fields that the block states, and the text behind it; empty lines take the block's place, so that the numbers of
/// lines stay those of the file.
pub(super) fn split(text: String) -> (Stated, String) {
    let Some((block, rest)) = block(&text) else {
        return (Stated::default(), text);
    };
    let lines = |text: &str| text.matches('\n').count();
    let blank = "\n".repeat(lines(&text) - lines(rest));
    (stated(block), format!("{blank}{rest}"))
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

/// The day of `2020-03-04`, `2020-03-04T10:00:00Z` and the like.
fn day(value: &str) -> Option<Date> {
    value.get(..10)?.parse().ok()
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
