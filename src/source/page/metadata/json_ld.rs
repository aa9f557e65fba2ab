//! What does a page's JSON-LD say of its article? In come the blocks as they stand, broken ones too; out comes the one
//! object that describes the article of this page, not those of related stories. What is not JSON is mended where it
//! can be (line ends within strings, trailing commas, comments around it, an end cut off), else its plain fields are read.

use serde_json::{Map, Value};

/// A block that is longer is data of a program, not a description of an article.
const LONGEST: usize = 1024 * 1024;

/// Objects that are looked at.
const MOST_NODES: usize = 500;

/// Descriptions of things, in the order of the page.
#[derive(Debug, Default)]
pub struct LinkedData {
    nodes: Vec<Map<String, Value>>,
}

impl LinkedData {
    /// Reads all blocks of a page.
    pub fn read(blocks: &[String]) -> LinkedData {
        let mut data = LinkedData::default();
        for block in blocks.iter().filter(|block| block.len() <= LONGEST) {
            match parse(block) {
                Some(value) => data.add(value, 0),
                None => data.nodes.extend(salvage(block)),
            }
        }
        data
    }

    /// Takes an object, and the objects of lists and graphs; what an object only names (its parts, its neighbours) is left.
    fn add(&mut self, value: Value, depth: usize) {
        if depth > 4 || self.nodes.len() >= MOST_NODES {
            return;
        }
        match value {
            Value::Array(values) => values.into_iter().for_each(|value| self.add(value, depth + 1)),
            Value::Object(mut node) => {
                for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                    let held = node.get(key).is_some_and(|value| value.is_object() || value.is_array());
                    if held && let Some(held) = node.get(key).cloned() {
                        self.add(held, depth + 1);
                    }
                }
                node.remove("@graph");
                self.nodes.push(node);
            }
            _ => {}
        }
    }

    /// The object that describes the article: of an article's type, one with a headline before one without.
    pub fn article(&self) -> Option<&Map<String, Value>> {
        let articles = || self.nodes.iter().filter(|node| is_article(node));
        let whole = |node: &&Map<String, Value>| text(node.get("headline")).is_some() && node.contains_key("datePublished");
        articles().find(whole).or_else(|| articles().find(|node| node.contains_key("headline"))).or_else(|| articles().next())
    }

    /// The object that describes the page, where none describes the article.
    pub fn page(&self) -> Option<&Map<String, Value>> {
        self.nodes.iter().find(|node| types(node).contains(&"WebPage"))
    }

    /// Names of the people and bodies that a value holds or points to, with what is known of their kind.
    pub fn names(&self, value: Option<&Value>) -> Vec<(String, Kind)> {
        let mut names = Vec::new();
        self.collect_names(value, &mut names, 0);
        names
    }

    fn collect_names(&self, value: Option<&Value>, names: &mut Vec<(String, Kind)>, depth: usize) {
        if depth > 3 || names.len() > 50 {
            return;
        }
        match value {
            Some(Value::String(name)) => names.push((name.clone(), Kind::Unknown)),
            Some(Value::Array(values)) => values.iter().for_each(|value| self.collect_names(Some(value), names, depth + 1)),
            Some(Value::Object(node)) => {
                let kind = Kind::of(node);
                let before = names.len();
                for name in plain_names(node) {
                    names.push((name, kind));
                }
                if let (true, Some(id)) = (names.len() == before, text(node.get("@id"))) {
                    let known = self.nodes.iter().find(|other| text(other.get("@id")).as_deref() == Some(&id));
                    for name in known.map(plain_names).unwrap_or_default() {
                        names.push((name, known.map_or(kind, Kind::of)));
                    }
                }
            }
            _ => {}
        }
    }
}

/// What a named thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A person, as its type says.
    Person,
    /// An organisation, as its type says.
    Organization,
    /// No type says.
    Unknown,
}

impl Kind {
    fn of(node: &Map<String, Value>) -> Kind {
        let types = types(node);
        let is = |end: &str| types.iter().any(|name| name.ends_with(end));
        match (is("Organization"), is("Person")) {
            (true, false) => Kind::Organization,
            (false, true) => Kind::Person,
            _ => Kind::Unknown,
        }
    }
}

/// The name of a thing, or the names where it lists several.
fn plain_names(node: &Map<String, Value>) -> Vec<String> {
    match node.get("name") {
        Some(Value::String(name)) => vec![name.clone()],
        Some(Value::Array(names)) => names.iter().filter_map(|name| text(Some(name))).collect(),
        _ => {
            let parts = [text(node.get("givenName")), text(node.get("familyName"))];
            let name = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
            if name.is_empty() { Vec::new() } else { vec![name] }
        }
    }
}

fn types(node: &Map<String, Value>) -> Vec<&str> {
    match node.get("@type") {
        Some(Value::String(name)) => vec![name],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Schema.org's article types end so, whatever comes before: `ReportageNewsArticle`, `LiveBlogPosting`.
fn is_article(node: &Map<String, Value>) -> bool {
    types(node).iter().any(|name| name.ends_with("Article") || name.ends_with("BlogPosting") || *name == "Report")
}

/// A text, or the first text of a list, that is not blank.
pub fn text(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Array(values) => values.iter().find_map(|value| text(Some(value))),
        Value::Object(node) => ["@value", "@id"].iter().find_map(|key| text(node.get(*key))),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// All texts of a text or list.
pub fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Array(values)) => values.iter().filter_map(|value| text(Some(value))).collect(),
        value => text(value).into_iter().collect(),
    }
}

/// A block as JSON: as it stands, else mended.
fn parse(block: &str) -> Option<Value> {
    let block = bare(block);
    if block.is_empty() {
        return Some(Value::Null);
    }
    serde_json::from_str(block).ok().or_else(|| first_value(&mended(block)))
}

/// Without comments, CDATA marks and a closing semicolon around it.
fn bare(block: &str) -> &str {
    let mut block = block.trim();
    for mark in ["<!--", "//<![CDATA[", "<![CDATA[", "/*<![CDATA[*/"] {
        block = block.strip_prefix(mark).unwrap_or(block).trim_start();
    }
    for mark in ["-->", "//]]>", "/*]]>*/", "]]>", ";"] {
        block = block.strip_suffix(mark).unwrap_or(block).trim_end();
    }
    block
}

/// The first value of a text, whatever follows it.
fn first_value(text: &str) -> Option<Value> {
    serde_json::Deserializer::from_str(text).into_iter().next()?.ok()
}

/// The block with what breaks most of them mended: control characters within strings, escapes that JSON does not know,
/// commas before a closing bracket, an end that was cut off.
fn mended(block: &str) -> String {
    let mut mended = String::with_capacity(block.len() + 16);
    let mut open: Vec<char> = Vec::new();
    let mut characters = block.chars().peekable();
    let mut in_string = false;
    while let Some(character) = characters.next() {
        match character {
            '\\' if in_string => match characters.next() {
                Some(escaped @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')) => mended.extend(['\\', escaped]),
                Some(other) => mended.push(other),
                None => {}
            },
            '"' => {
                in_string = !in_string;
                mended.push('"');
            }
            _ if in_string && character.is_control() => mended.push(' '),
            _ if in_string => mended.push(character),
            '{' | '[' => {
                open.push(if character == '{' { '}' } else { ']' });
                mended.push(character);
            }
            '}' | ']' => {
                without_comma(&mut mended);
                open.pop();
                mended.push(character);
            }
            _ => mended.push(character),
        }
    }
    if in_string {
        mended.push('"');
    }
    without_comma(&mut mended);
    mended.extend(open.into_iter().rev());
    mended
}

fn without_comma(text: &mut String) {
    let end = text.trim_end().len();
    if text.get(..end).is_some_and(|text| text.ends_with(',')) {
        text.truncate(end - 1);
    }
}

/// The plain fields of a block that is no JSON at all, such as one with bare quotation marks within a field that we do not need.
fn salvage(block: &str) -> Option<Map<String, Value>> {
    let mut node = Map::new();
    for key in ["@type", "headline", "datePublished", "dateModified", "articleSection", "inLanguage", "url"] {
        if let Some(value) = field(block, key) {
            node.insert(key.to_owned(), Value::String(value));
        }
    }
    if let Some((_, rest)) = block.split_once("\"author\"") {
        let near = rest.char_indices().nth(300).map_or(rest, |(end, _)| rest.get(..end).unwrap_or(rest));
        if let Some(name) = field(near, "name") {
            node.insert("author".to_owned(), Value::String(name));
        }
    }
    is_article(&node).then_some(node)
}

/// The value of `"key": "value"` up to a quotation mark that ends a field.
fn field(block: &str, key: &str) -> Option<String> {
    let (_, rest) = block.split_once(&format!("\"{key}\""))?;
    let rest = rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    let ends = |rest: &str| rest.trim_start().starts_with([',', '}', ']']);
    let end = rest.match_indices('"').take(20).find(|(at, _)| ends(rest.get(at + 1..).unwrap_or_default()))?.0;
    rest.get(..end).map(str::to_owned).filter(|value| !value.is_empty() && value.len() < 2_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(blocks: &[&str]) -> LinkedData {
        LinkedData::read(&blocks.iter().map(|block| (*block).to_owned()).collect::<Vec<_>>())
    }

    fn headline(block: &str) -> Option<String> {
        text(read(&[block]).article()?.get("headline"))
    }

    #[test]
    fn an_article_is_found_alone_in_lists_and_in_graphs() {
        let article = r#"{"@type": "NewsArticle", "headline": "Rain in Oslo"}"#;
        for block in [
            article.to_owned(),
            format!("[{{\"@type\": \"Organization\", \"name\": \"Post\"}}, {article}]"),
            format!("{{\"@context\": \"x\", \"@graph\": [{{\"@type\": \"WebSite\"}}, {article}]}}"),
            format!("{{\"@type\": \"WebPage\", \"mainEntity\": {article}}}"),
            article.replace("\"NewsArticle\"", "[\"Thing\", \"ReportageNewsArticle\"]"),
        ] {
            assert_eq!(headline(&block).as_deref(), Some("Rain in Oslo"), "{block}");
        }
        let parts = r#"{"@type": "CollectionPage", "hasPart": [{"@type": "NewsArticle", "headline": "Another"}]}"#;
        assert_eq!(headline(parts), None, "a list of stories is no article");
    }

    #[test]
    fn broken_json_is_mended() {
        for block in [
            "<!-- {\"@type\": \"Article\", \"headline\": \"Rain in Oslo\"} -->",
            "//<![CDATA[\n{\"@type\": \"Article\", \"headline\": \"Rain in Oslo\",}\n//]]>",
            "{\"@type\": \"Article\", \"headline\": \"Rain in\nOslo\"};",
            "{\"@type\": \"Article\", \"headline\": \"Rain\\ in Oslo\", \"keywords\": [\"a\", ], }",
            "{\"@type\": \"Article\", \"headline\": \"Rain in Oslo\", \"author\": {\"name\": \"Jane",
            "{\"@type\": \"Article\", \"headline\": \"Rain in Oslo\"} trailing words",
            "{\"@type\": \"Article\", \"headline\": \"Rain in Oslo\", \"description\": \"He said \"no\" again\"}",
        ] {
            assert_eq!(headline(block).as_deref(), Some("Rain in Oslo"), "{block}");
        }
        for block in ["", "no JSON", "{", "\"", "[[[[[[[[", "{\"@type\": 3, \"headline\": 4}", "\u{0}", "{\"a\\"] {
            assert_eq!(headline(block), None, "{block}");
        }
    }

    #[test]
    fn authors_are_names_of_people_strings_lists_and_references() {
        let data = read(&[
            r##"{"@graph": [{"@type": "Article", "headline": "x", "author": {"@id": "#p"}}, {"@type": "Person", "@id": "#p", "name": "Jane Roe"}]}"##,
        ]);
        assert_eq!(data.names(data.article().unwrap().get("author")), [("Jane Roe".to_owned(), Kind::Person)]);
        for (author, names) in [
            (r#""Jane Roe""#, vec![("Jane Roe", Kind::Unknown)]),
            (
                r#"{"@type": "Person", "name": ["Jane Roe", "Max Muster"]}"#,
                vec![("Jane Roe", Kind::Person), ("Max Muster", Kind::Person)],
            ),
            (r#"[{"name": "Jane Roe"}, "Max Muster"]"#, vec![("Jane Roe", Kind::Unknown), ("Max Muster", Kind::Unknown)]),
            (r#"{"@type": "Person", "givenName": "Jane", "familyName": "Roe"}"#, vec![("Jane Roe", Kind::Person)]),
            (r#"{"@type": "NewsMediaOrganization", "name": "The Post"}"#, vec![("The Post", Kind::Organization)]),
            ("{}", vec![]),
            ("null", vec![]),
        ] {
            let data = read(&[&format!(r#"{{"@type": "Article", "headline": "x", "author": {author}}}"#)]);
            let found = data.names(data.article().unwrap().get("author"));
            assert_eq!(found, names.into_iter().map(|(name, kind)| (name.to_owned(), kind)).collect::<Vec<_>>(), "{author}");
        }
    }

    #[test]
    fn deep_and_long_blocks_cost_nothing() {
        assert!(read(&[&"[".repeat(200_000)]).article().is_none());
        assert!(read(&[&"{\"@graph\":".repeat(100_000)]).article().is_none());
        assert!(
            read(&[&format!("{{\"@type\": \"Article\", \"headline\": \"{}\"}}", "x".repeat(2 * LONGEST))]).article().is_none()
        );
    }
}
