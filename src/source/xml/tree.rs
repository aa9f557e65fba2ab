//! What does a piece of XML hold? One bounded tree of elements and texts, made of one article, never of a whole file of
//! many. Nothing that a document type declares is expanded or read: of entities only XML's five, character references and
//! HTML's names are decoded, any other stays as it is written.

use std::collections::BTreeMap;

use crate::article::limits;

/// Values that are read of a field that may have many: one more than an article keeps tells that there are more.
const MOST_VALUES: usize = limits::MOST_VALUES + 1;

/// How the names of elements are written in a tree.
#[derive(Debug, Clone, Default)]
pub(in crate::source) enum Names {
    /// Without their prefixes.
    #[default]
    Local,
    /// With the prefix that is usual for the namespace that theirs stands for; nothing stands for the feed's own.
    Usual(BTreeMap<String, &'static str>),
}

impl Names {
    /// A name as the tree writes it.
    pub fn of(&self, name: &str) -> String {
        let Some((prefix, local)) = name.split_once(':') else { return name.to_owned() };
        match self {
            Names::Local => local.to_owned(),
            Names::Usual(known) => match known.get(prefix) {
                Some(&"") => local.to_owned(),
                Some(usual) => format!("{usual}:{local}"),
                None => name.to_owned(),
            },
        }
    }
}

/// Elements and texts in the order of the document.
#[derive(Debug)]
pub(in crate::source) struct Tree {
    pub nodes: Vec<Node>,
}

#[derive(Debug)]
pub(in crate::source) struct Node {
    pub kind: Kind,
    /// Index of the element that holds it.
    pub parent: usize,
    /// Index of the first node behind what it holds.
    pub end: usize,
}

#[derive(Debug)]
pub(in crate::source) enum Kind {
    Element { name: String, attributes: Vec<(String, String)> },
    Text(String),
}

/// An element, or a text, of a tree.
#[derive(Debug, Clone, Copy)]
pub(in crate::source) enum Part<'a> {
    /// An element.
    Element(Element<'a>),
    /// A stretch of text, its entities decoded.
    Text(&'a str),
}

/// An element of a tree.
#[derive(Debug, Clone, Copy)]
pub(in crate::source) struct Element<'a> {
    tree: &'a Tree,
    at: usize,
}

impl Tree {
    /// The element that holds all others.
    pub fn root(&self) -> Element<'_> {
        Element { tree: self, at: 0 }
    }
}

impl<'a> Element<'a> {
    fn node(self) -> Option<&'a Node> {
        self.tree.nodes.get(self.at)
    }

    /// Its name, as [`Names`] writes it.
    pub fn name(self) -> &'a str {
        match self.node() {
            Some(Node { kind: Kind::Element { name, .. }, .. }) => name,
            _ => "",
        }
    }

    /// An attribute that is not blank, by its name without prefix.
    pub fn attribute(self, wanted: &str) -> Option<&'a str> {
        let Some(Node { kind: Kind::Element { attributes, .. }, .. }) = self.node() else { return None };
        let (_, value) = attributes.iter().find(|(name, _)| name == wanted)?;
        Some(value.trim()).filter(|value| !value.is_empty())
    }

    /// Its attributes, without their prefixes.
    pub fn attributes(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let attributes = match self.node() {
            Some(Node { kind: Kind::Element { attributes, .. }, .. }) => attributes.as_slice(),
            _ => &[],
        };
        attributes.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// What it holds, at any depth, in order; each part with the index of the first behind it.
    pub fn parts(self) -> impl Iterator<Item = (usize, usize, Part<'a>)> {
        let tree = self.tree;
        let inside = self.at + 1..self.node().map_or(self.at + 1, |node| node.end);
        inside.filter_map(move |at| {
            let node = tree.nodes.get(at)?;
            let part = match &node.kind {
                Kind::Element { .. } => Part::Element(Element { tree, at }),
                Kind::Text(text) => Part::Text(text),
            };
            Some((at, node.end, part))
        })
    }

    /// The elements that it holds, at any depth, in order.
    pub fn inner(self) -> impl Iterator<Item = Element<'a>> {
        self.parts().filter_map(|(_, _, part)| match part {
            Part::Element(element) => Some(element),
            Part::Text(_) => None,
        })
    }

    /// The elements of that name that it holds at any depth.
    pub fn all(self, name: &str) -> impl Iterator<Item = Element<'a>> {
        self.inner().filter(move |element| element.name() == name)
    }

    /// The first element of that name that it holds at any depth.
    pub fn find(self, name: &str) -> Option<Element<'a>> {
        self.all(name).next()
    }

    /// The elements that it holds itself.
    pub fn children(self) -> impl Iterator<Item = Element<'a>> {
        let mut next = self.at + 1;
        let tree = self.tree;
        let end = self.node().map_or(next, |node| node.end);
        std::iter::from_fn(move || {
            while next < end {
                let at = next;
                let node = tree.nodes.get(at)?;
                next = node.end;
                if matches!(node.kind, Kind::Element { .. }) {
                    return Some(Element { tree, at });
                }
            }
            None
        })
    }

    /// The first element of that name that it holds itself.
    pub fn child(self, name: &str) -> Option<Element<'a>> {
        self.children().find(|element| element.name() == name)
    }

    /// Its text at any depth, as it stands.
    pub fn raw(self) -> String {
        let texts = self.parts().filter_map(|(_, _, part)| match part {
            Part::Text(text) => Some(text),
            Part::Element(_) => None,
        });
        texts.collect()
    }

    /// Its text at any depth on one line; none where it is blank.
    pub fn line(self) -> Option<String> {
        let mut text = String::new();
        for (_, _, part) in self.parts() {
            match part {
                Part::Text(piece) => text.push_str(piece),
                // Parts of a place are a list: `<city>Oslo</city><country>Norway</country>`.
                Part::Element(element) if is_place(element.name()) && text.ends_with(char::is_alphanumeric) => {
                    text.push_str(", ");
                }
                Part::Element(element) if is_inline(element.name()) && !element.name().starts_with("name.") => {}
                Part::Element(_) => text.push(' '),
            }
        }
        one_line(&text)
    }
}

/// The words of elements or texts that are there, on one line each.
pub(super) fn lines<'a>(elements: impl Iterator<Item = Element<'a>>) -> Vec<String> {
    let mut found = Vec::new();
    for line in elements.filter_map(Element::line) {
        if found.len() < MOST_VALUES && !found.contains(&line) {
            found.push(line);
        }
    }
    found
}

fn is_place(name: &str) -> bool {
    matches!(name, "city" | "state" | "region" | "country" | "sublocation")
}

/// True for elements that stand within words.
pub(super) fn is_inline(name: &str) -> bool {
    const INLINE: &[&str] = &[
        "em",
        "strong",
        "b",
        "i",
        "u",
        "s",
        "a",
        "span",
        "font",
        "q",
        "cite",
        "code",
        "small",
        "sub",
        "sup",
        "abbr",
        "acronym",
        "mark",
        "ins",
        "del",
        "person",
        "location",
        "org",
        "chron",
        "city",
        "state",
        "region",
        "country",
        "sublocation",
        "num",
        "money",
        "event",
        "function",
        "object.title",
        "virtloc",
        "classifier",
        "copyrite",
        "lang",
        "pronounce",
        "alt-code",
        "time",
        "big",
        "tt",
        "kbd",
        "var",
        "dfn",
        "bdo",
        "label",
        "wbr",
        "event",
        "inlineref",
        "name.given",
        "name.family",
    ];
    INLINE.contains(&name)
}

/// The text on one line; none where it is blank.
pub(super) fn one_line(text: &str) -> Option<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Tree, String> {
        Tree::parse(text, &Names::Local)
    }

    #[test]
    fn elements_and_texts_are_found_in_order() {
        let tree = parse(
            "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x 'y'>]><n:a k='1 &amp; 2'><b>one</b> <c>two<d>three</d></c></n:a>",
        )
        .unwrap();
        let root = tree.root();
        assert_eq!((root.name(), root.attribute("k"), root.attribute("l")), ("a", Some("1 & 2"), None));
        assert_eq!(root.children().map(Element::name).collect::<Vec<_>>(), ["b", "c"]);
        assert_eq!(root.all("b").map(Element::raw).collect::<Vec<_>>(), ["one"]);
        assert_eq!(root.child("c").and_then(Element::line).as_deref(), Some("two three"));
        assert!(root.child("x").is_none() && root.find("x").is_none());
    }

    #[test]
    fn entities_are_decoded_and_unknown_ones_stay() {
        let tree =
            parse("<a>Z&#252;rich &amp; Orl&eacute;ans&nbsp;&#x2014; &x; AT&T <![CDATA[<b>&amp;</b>]]>&#150;&#0;</a>").unwrap();
        assert_eq!(tree.root().raw(), "Zürich & Orléans\u{a0}— &x; AT&T <b>&amp;</b>–");
    }

    #[test]
    fn usual_prefixes_stand_for_namespaces() {
        let names = Names::Usual([("c".to_owned(), "content"), ("f".to_owned(), "")].into());
        let tree = Tree::parse("<f:item><c:encoded>x</c:encoded><media:content/></f:item>", &names).unwrap();
        assert_eq!(tree.root().inner().map(Element::name).collect::<Vec<_>>(), ["content:encoded", "media:content"]);
        assert_eq!(tree.root().name(), "item");
    }
}
