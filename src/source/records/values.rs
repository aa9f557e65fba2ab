//! What does the value of a field say? A text with or without markup, names in any of the forms that programs give them, a
//! day, a language; or nothing, whatever word it takes for that.

use serde_json::Value;

use crate::article::timestamp;
use crate::source::page::text::of_fragment;

/// Values of a list that are taken.
pub(super) const MOST_VALUES: usize = 100;

/// Texts by which programs say that there is none.
const NOTHING: &[&str] = &["none", "null", "nan", "nat", "n/a", "undefined", "[removed]", "[]", "{}"];

/// The day that a value states: text, number, the first of a list, or an object around one of them.
pub(super) fn day(value: &Value) -> Option<jiff::civil::Date> {
    match value {
        Value::String(text) => timestamp::day(text),
        Value::Number(number) => timestamp::day(&number.to_string()),
        Value::Array(values) => day(values.first()?),
        Value::Object(object) => ["$date", "$numberLong", "value", "iso", "date"].iter().find_map(|key| day(object.get(*key)?)),
        _ => None,
    }
}

pub(super) fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

pub(super) fn is_nothing(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || NOTHING.iter().any(|nothing| nothing.eq_ignore_ascii_case(text))
}

/// A text, or the paragraphs of a list.
pub(super) fn text_of(value: &Value) -> String {
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
pub(super) fn names_of(value: &Value) -> Vec<String> {
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
pub(super) fn python_list(text: &str) -> Option<Vec<String>> {
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

    #[test]
    fn names_are_parted_where_their_list_parts_them() {
        assert_eq!(python_list("['Jane Roe, PhD', \"Brian O'Neil\"]").unwrap(), ["Jane Roe, PhD", "Brian O'Neil"]);
        assert_eq!(python_list("[Jane Roe, Max Miller]").unwrap(), ["Jane Roe", "Max Miller"]);
        for none in ["[]", "[None]", "[{'name': 'Jane Roe'}, {'name': 'Max Miller'}]"] {
            assert!(python_list(none).unwrap().is_empty(), "{none}");
        }
    }

    #[test]
    fn languages_are_known_by_names_and_codes() {
        for (given, meant) in
            [("en-GB", Some("en")), ("eng", Some("en")), ("German", Some("de")), ("nb", Some("nb")), ("x-klingon", None)]
        {
            assert_eq!(code(given).as_deref(), meant, "{given}");
        }
    }
}
