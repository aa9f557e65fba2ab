//! What does the value of a field say? A text with or without markup, names in any of the forms that programs give them, a
//! day, a language; or nothing, whatever word it takes for that.

use serde_json::Value;

use crate::article::{boilerplate, limits, timestamp};
use crate::source::page::text::{caption_of_fragment, of_fragment, prose_of_fragment};

/// Values of a list that are read: one more than an article keeps tells that there are more.
pub(super) const MOST_VALUES: usize = limits::MOST_VALUES + 1;

/// Where no empty line parts paragraphs, a text that stands in lines of more bytes than this has a paragraph a line: wrapped
/// copy is narrower.
const WRAPPED: usize = 100;

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
    if has_markup(&text) {
        return prose_of_fragment(&text);
    }
    let text = without_count(&text);
    // Line ends that were escaped twice.
    let text = if text.contains('\n') { text.to_owned() } else { text.replace("\\r\\n", "\n").replace("\\n", "\n") };
    without_furniture(&parted(&text))
}

/// What an interface cuts off it counts at the end: `The mayor said… [+3421 chars]`.
fn without_count(text: &str) -> &str {
    let cut = text.trim_end().strip_suffix(" chars]").and_then(|rest| rest.rsplit_once("[+"));
    cut.filter(|(_, count)| count.bytes().all(|byte| byte.is_ascii_digit())).map_or(text, |(text, _)| text.trim_end())
}

/// A text in which every line is a paragraph, with an empty line between them.
fn parted(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let long: usize = lines().map(str::len).filter(|length| *length > WRAPPED).sum();
    let is_line_a_paragraph = !text.contains("\n\n") && lines().count() > 1 && long * 3 > text.len() * 2;
    if is_line_a_paragraph { text.replace('\n', "\n\n") } else { text }
}

/// A text without the lines that belong to the page that it was taken from: `READ MORE: ...`.
fn without_furniture(text: &str) -> String {
    let kept = text.split_inclusive('\n').filter(|line| boilerplate::kind(line) != boilerplate::Kind::Furniture);
    kept.collect()
}

/// The caption of the first picture in a text: marked up, or as one broadcaster's pages leave it above the text, `Image
/// copyright EPA Image caption The hall`.
pub(super) fn caption_of(value: &Value) -> Option<String> {
    let text = value.as_str()?;
    let above = || {
        let (credit, caption) = text.trim_start().lines().next()?.split_once("Image caption ")?;
        let is_credit = credit.is_empty() || credit.starts_with("Image copyright ") || credit.starts_with("Image source");
        is_credit.then(|| line(caption))
    };
    caption_of_fragment(text).or_else(above)
}

/// True for what stands in lists of authors and is no name: jobs, credits of pictures; a word alone among whole names.
pub(super) fn is_no_author(name: &str, all: &[String]) -> bool {
    const WORDS: &[&str] = &["copyright", "image", "images", "correspondent", "reporter", "editor", "updated", "newsletter"];
    let words = |name: &str| name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    let own = words(name);
    let is_alone = own.len() == 1 && all.iter().any(|other| words(other).len() > 1);
    is_alone || own.iter().any(|word| WORDS.contains(&word.as_str()))
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
    use serde_json::json;

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

    #[test]
    fn lines_of_paragraphs_and_of_wrapped_copy_are_told_apart() {
        let long = "It rained in Oslo for a week, and nobody in the town knew why it did, the mayor told the council on Monday, before it went.";
        let text = format!("{long}\nREAD MORE: Sun in Bergen\nWind too\n{long}");
        assert_eq!(text_of(&json!(text)), format!("{long}\n\n\nWind too\n\n{long}"));
        let wrapped = "It rained in Oslo for a week,\nand nobody in the town knew why it did,\nthe mayor said.";
        assert_eq!(text_of(&json!(wrapped)), wrapped);
    }

    #[test]
    fn words_of_a_picture_are_cut_off() {
        let text = "Image copyright EPA Image caption The hall\nHamburg opened it.";
        assert_eq!(
            (caption_of(&json!(text)).as_deref(), text_of(&json!(text)).as_str()),
            (Some("The hall"), "Hamburg opened it.")
        );
        assert_eq!(caption_of(&json!("The words Image caption stand here.\nAnd more.")), None);
        assert_eq!(caption_of(&json!("<figure><figcaption>Rain</figcaption></figure><p>x")).as_deref(), Some("Rain"));
    }

    #[test]
    fn jobs_and_single_words_are_no_authors_beside_names() {
        let all = ["Tilda Marsh", "Arts Correspondent", "Hamburg", "Image Copyright"].map(str::to_owned);
        let kept: Vec<&String> = all.iter().filter(|name| !is_no_author(name, &all)).collect();
        assert_eq!(kept, ["Tilda Marsh"]);
        assert!(!is_no_author("Rahul", &["Rahul".to_owned()]), "some have one name alone");
    }
}
