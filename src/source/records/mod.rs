//! How do records of programs become articles? JSON as lines, lists, objects one after another or around a list, ninjs and
//! JSON Feed, and tables of commas or tabs with a header. A stream is cut into records in bounded memory; each record is
//! read on its own, so that a bad one costs itself alone and is named with its number.

mod delimited;
mod fields;
mod mapping;
mod mend;
mod names;
mod ninjs;
mod split;
mod values;

pub use mapping::{BadMapping, Mapping};

use serde_json::{Map, Value};

use super::piece::{Found, Give, Origin, Read};
use super::read::{Head, lost};
use super::returns::with_line_feeds;
use super::{LONGEST_ARTICLE, decode, lines};
use crate::article::model::{Format, Told};
use std::io::BufRead;
use std::sync::Arc;

pub(super) use delimited::{read_csv, read_tsv, recognises_csv, recognises_tsv};
pub(super) use values::code as language_code;

/// True where a stream begins as JSON of objects does.
pub(super) fn recognises(head: &Head<'_>) -> bool {
    // Records are cut out of the bytes: encodings that do not hold ASCII as it is are not JSON's.
    let bytes = head.bytes;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let behind = |open: u8| Some(bytes.strip_prefix(&[open])?.trim_ascii_start());
    behind(b'{').is_some_and(|rest| rest.starts_with(b"\""))
        || behind(b'[').is_some_and(|rest| {
            rest.starts_with(b"{") && rest.get(1..).is_some_and(|rest| rest.trim_ascii_start().starts_with(b"\""))
        })
}

/// True where it is an object a line: by its ending, or because a line ends where an object does and the next begins.
pub(super) fn recognises_lines(head: &Head<'_>) -> bool {
    let is_object = |line: &str| serde_json::from_str::<Map<String, Value>>(line).is_ok();
    let mut lines = head.text.lines().filter(|line| !line.trim().is_empty());
    let mut first_is_whole =
        || lines.next().is_some_and(is_object) && lines.next().is_some_and(|next| next.trim_start().starts_with('{'));
    // An object that is spread over lines is none a line, whatever the name says.
    let is_spread = head.text.lines().next().is_some_and(|line| line.trim_end() == "{");
    let is_named = head.origin.has_ending(&["jsonl", "ndjson", "ldjson"]) && !is_spread;
    recognises(head) && head.text.starts_with('{') && (is_named || first_is_whole())
}

/// Reads JSON Lines: a line is a record, whatever is wrong with the one before it.
pub(super) fn read_lines(origin: &Origin, stream: &mut dyn BufRead, give: Give<'_>) {
    let stream = &mut *with_line_feeds(stream);
    let mut number = 0;
    loop {
        let line = match lines::next(stream) {
            Ok(None) => return,
            Ok(Some(line)) => line,
            Err(error) => {
                give(lost(&origin.numbered(number + 1), &error));
                return;
            }
        };
        number += 1;
        let found = match line {
            lines::Line::TooLong => too_long(&origin.numbered(number), Format::JsonLines),
            lines::Line::Whole(line) if line.trim_ascii().is_empty() => continue,
            lines::Line::Whole(line) => Found::piece(origin.numbered(number), line.len(), move |origin| {
                record(origin, Format::JsonLines, &line, &Context::default())
            }),
        };
        if !give(found) {
            return;
        }
    }
}

/// Reads objects: in a list, one after another, or in a list within an object.
pub(super) fn read(origin: &Origin, stream: &mut dyn BufRead, give: Give<'_>) {
    let stream = &mut *with_line_feeds(stream);
    let mut splitter = split::Splitter::new(stream);
    let mut context: Option<Arc<Context>> = None;
    let mut number = 0;
    // An object alone in its file needs no number.
    let mut first: Option<Vec<u8>> = None;
    loop {
        let cut = match splitter.next() {
            Ok(Some(cut)) => cut,
            Ok(None) => break,
            Err(error) => {
                give(lost(&origin.numbered(number + 1), &error));
                break;
            }
        };
        number += 1;
        let context = context.get_or_insert_with(|| Arc::new(Context::of(splitter.shell())));
        let open = match cut {
            split::Cut::Record(bytes) if number == 1 && !splitter.is_list() => {
                first = Some(bytes);
                true
            }
            split::Cut::Record(bytes) => {
                first.take().is_none_or(|bytes| give(piece(origin.numbered(1), bytes, context)))
                    && give(piece(origin.numbered(number), bytes, context))
            }
            split::Cut::TooLong => give(too_long(&origin.numbered(number), Format::Json)),
            split::Cut::Truncated => {
                first.take().is_none_or(|bytes| give(piece(origin.numbered(1), bytes, context)))
                    && give(Found::Failed(
                        origin.numbered(number).left_out(Some(Format::Json), "truncated: the file ends within a record"),
                    ))
            }
        };
        if !open {
            return;
        }
    }
    match (first, number) {
        (Some(bytes), _) => {
            give(piece(origin.clone(), bytes, &Arc::new(Context::default())));
        }
        (None, 0) => {
            give(Found::Skipped(origin.left_out(Some(Format::Json), "JSON without a record")));
        }
        _ => {}
    }
}

fn piece(origin: Origin, bytes: Vec<u8>, context: &Arc<Context>) -> Found {
    let context = Arc::clone(context);
    Found::piece(origin, bytes.len(), move |origin| record(origin, Format::Json, &bytes, &context))
}

pub(super) fn too_long(origin: &Origin, format: Format) -> Found {
    let reason = format!("a record longer than {} MiB: no single article", LONGEST_ARTICLE / 1024 / 1024);
    Found::Failed(origin.left_out(Some(format), reason))
}

/// What stands around the records of a file.
#[derive(Debug, Default, PartialEq, Eq)]
struct Context {
    is_feed: bool,
    source: Option<String>,
    language: Option<String>,
}

impl Context {
    /// Of the object around a list: a JSON Feed names itself, its site and its language.
    fn of(shell: &[u8]) -> Context {
        let Ok(Value::Object(shell)) = serde_json::from_slice::<Value>(shell) else { return Context::default() };
        let text = |key: &str| shell.get(key).and_then(Value::as_str).map(values::line).filter(|text| !text.is_empty());
        let is_feed = text("version").is_some_and(|version| version.contains("jsonfeed.org"));
        if !is_feed {
            return Context::default();
        }
        Context { is_feed, source: text("title"), language: text("language").and_then(|language| values::code(&language)) }
    }
}

/// Reads a record.
fn record(origin: Origin, format: Format, bytes: &[u8], context: &Context) -> Read {
    let Some((text, reading)) = decode(bytes) else {
        return Read::Failed(origin.left_out(Some(format), "binary data within a record"));
    };
    let text = text.trim_start_matches('\u{feff}');
    let parsed = serde_json::from_str(text).or_else(|error| serde_json::from_str(&mend::mended(text)).map_err(|_| error));
    let record: Map<String, Value> = match parsed {
        Ok(record) => record,
        Err(error) => return Read::Failed(origin.left_out(Some(format), format!("no JSON: {}", reason(&error)))),
    };
    let mapping = origin.mapping.as_deref();
    let (format, found) = if mapping.is_none() && ninjs::recognises(&record) {
        (Format::Ninjs, ninjs::read(&record))
    } else {
        (if context.is_feed { Format::JsonFeed } else { format }, fields::of(&record, mapping))
    };
    let Some((mut stated, text)) = found else {
        return Read::Skipped(origin.left_out(Some(format), "a record without an article: no text, or nothing beside it"));
    };
    if let (None, Some(source)) = (&stated.source, &context.source) {
        stated.source = Some(source.clone());
        stated.from.insert("source", Told::stated("title of the feed"));
    }
    stated.language = stated.language.or_else(|| context.language.clone());
    origin.document(format, text, reading, stated)
}

/// What is wrong, without the position in the record, which is no position in the file.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line").next().unwrap_or(&text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::read::read_stream;

    /// Headlines by path, and reasons of what was left out.
    fn read(name: &str, text: &str) -> Vec<String> {
        let origin = Origin::named(name);
        let mut found = Vec::new();
        read_stream(&origin, &mut text.as_bytes(), &mut |one| {
            found.push(match one.read() {
                Read::Document(document) => {
                    format!("{} {}: {}", document.id, document.format.name(), document.stated.headline.unwrap_or_default())
                }
                Read::Skipped(left_out) => format!("skipped {}: {}", left_out.path, left_out.reason),
                Read::Failed(left_out) => format!("failed {}: {}", left_out.path, left_out.reason),
            });
            true
        });
        found
    }

    const ONE: &str = r#"{"title": "Rain", "text": "It rained."}"#;
    const TWO: &str = r#"{"title": "Sun", "text": "It shone."}"#;

    #[test]
    fn json_is_read_in_every_form() {
        assert_eq!(read("a.json", ONE), ["a.json json: Rain"]);
        assert_eq!(read("a.json", &format!("[{ONE}, {TWO}]")), ["a.json#1 json: Rain", "a.json#2 json: Sun"]);
        assert_eq!(read("a", &format!("{ONE}\n\n{TWO}\n")), ["a#1 json-lines: Rain", "a#3 json-lines: Sun"]);
        assert_eq!(read("a.json", &format!("{{\"status\": 1, \"articles\": [{ONE}]}}")), ["a.json#1 json: Rain"]);
        let feed = format!("{{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Post\", \"items\": [{ONE}]}}");
        assert_eq!(read("feed.json", &feed), ["feed.json#1 json-feed: Rain"]);
    }

    #[test]
    fn a_bad_record_costs_itself_alone_and_is_named() {
        let found = read("a.jsonl", &format!("{ONE}\n{{\"title\": \"no end\n{{'a'}}\n{TWO}\n"));
        assert_eq!((found[0].as_str(), found[3].as_str()), ("a.jsonl#1 json-lines: Rain", "a.jsonl#4 json-lines: Sun"));
        assert!(
            found[1].starts_with("failed a.jsonl#2: no JSON: ") && found[2].starts_with("failed a.jsonl#3: no JSON: "),
            "{found:?}"
        );
        let found = read("a.json", &format!("[{ONE}, {{\"a\": nope}}, {TWO}"));
        assert_eq!(found.len(), 3);
        assert!(found[1].starts_with("failed a.json#2: no JSON"), "{found:?}");
    }

    #[test]
    fn other_encodings_line_ends_and_near_json_are_read() {
        let lines = format!("{ONE}\r\n{TWO}\r\n");
        let utf16: Vec<u8> = format!("\u{feff}{lines}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut found = Vec::new();
        read_stream(&Origin::named("a.jsonl"), &mut &utf16[..], &mut |one| {
            let Read::Document(document) = one.read() else { panic!() };
            found.push(document.stated.headline.unwrap_or_default());
            true
        });
        assert_eq!(found, ["Rain", "Sun"]);
        let near = "{\"title\": \"Rain\", \"author\": NaN, \"text\": \"It\train\\ud83d\"},\n";
        assert_eq!(read("a.jsonl", &near.repeat(2)), ["a.jsonl#1 json-lines: Rain", "a.jsonl#2 json-lines: Rain"]);
        assert_eq!(read("a.jsonl", &ONE.replace('{', "{\n").repeat(2)), ["a.jsonl#1 json: Rain", "a.jsonl#2 json: Rain"]);
        assert_eq!(read("a.jsonl", &format!("{ONE}\r{TWO}\r")).len(), 2);
        assert_eq!(read("a.json", &format!("{{\"@graph\": [{{\"name\": \"Post\"}}, {ONE}]}}"))[1], "a.json#2 json: Rain");
    }

    #[test]
    fn json_of_programs_is_no_article() {
        for text in
            [r#"{"name": "x", "dependencies": {}}"#, r#"{"type": "FeatureCollection", "features": [{"type": "Feature"}]}"#]
        {
            let found = read("package.json", text);
            assert!(found.len() == 1 && found[0].starts_with("skipped package.json: a record without an article"), "{found:?}");
        }
        for text in ["{braces} open this story", "[Photo] A story begins", "{\n}", "[1, 2]"] {
            assert!(!read("a.txt", text)[0].contains("json"), "{text}");
        }
    }

    #[test]
    fn deep_json_fails_and_does_no_harm() {
        let deep = format!("{{\"a\": {}{}}}", "[".repeat(50_000), "]".repeat(50_000));
        assert!(read("a.json", &deep)[0].starts_with("failed a.json: no JSON: recursion limit"), "{:?}", read("a.json", &deep));
    }
}
