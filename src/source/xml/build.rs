//! How does a text become a tree? Events of the XML come in one after another, a bounded tree goes out. A wrong end tag is
//! passed over; what ends within an element is refused, and so is what is nested too deep or has too many parts.

use quick_xml::Reader;
use quick_xml::events::attributes::Attributes;
use quick_xml::events::{BytesStart, Event};

use super::entities::{entity, unescape};
use super::tree::{Kind, Names, Node, Tree};

/// Elements within one another; the deepest articles that are found have about 20.
const DEEPEST: usize = 256;

/// Elements and texts of one article; the largest packages of agencies have some thousands.
const MOST_NODES: usize = 200_000;

/// Attributes that are kept of one element.
const MOST_ATTRIBUTES: usize = 64;

impl Tree {
    /// The tree of a text whose first element holds everything; what stands behind its end is passed over.
    ///
    /// # Errors
    /// What is wrong with it, and where, in a short phrase.
    pub fn parse(text: &str, names: &Names) -> Result<Tree, String> {
        let mut builder = Builder { names, nodes: Vec::new(), open: Vec::new() };
        builder.read(text)?;
        builder.finish()
    }

    /// The tree of the beginning of a text, as far as it can be read; none where that holds no element.
    pub fn beginning(text: &str, names: &Names) -> Option<Tree> {
        let mut builder = Builder { names, nodes: Vec::new(), open: Vec::new() };
        // What is wrong further on does not concern what stands before it.
        let _ = builder.read(text);
        builder.close(0);
        (!builder.nodes.is_empty()).then_some(Tree { nodes: builder.nodes })
    }
}

struct Builder<'a> {
    names: &'a Names,
    nodes: Vec<Node>,
    /// Elements that have begun and not ended.
    open: Vec<usize>,
}

impl Builder<'_> {
    fn read(&mut self, text: &str) -> Result<(), String> {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        while !self.is_complete() {
            match reader.read_event() {
                Ok(Event::Eof) => break,
                Ok(event) => self.take(&event)?,
                Err(error) => return Err(format!("broken XML at byte {}: {error}", reader.error_position())),
            }
        }
        Ok(())
    }

    fn is_complete(&self) -> bool {
        self.open.is_empty() && !self.nodes.is_empty()
    }

    fn take(&mut self, event: &Event<'_>) -> Result<(), String> {
        match event {
            Event::Start(start) => self.start(start),
            Event::Empty(start) => {
                self.start(start)?;
                self.close(self.open.len().saturating_sub(1));
                Ok(())
            }
            Event::End(end) => {
                self.end(&self.names.of(end.name().into_inner()));
                Ok(())
            }
            Event::Text(text) => self.text(text),
            Event::CData(text) => self.text(text),
            Event::GeneralRef(name) => match entity(name) {
                Some(meant) => self.text(&meant),
                None => self.text(&format!("&{};", &**name)),
            },
            _ => Ok(()),
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), String> {
        if self.open.len() >= DEEPEST {
            return Err(format!("nested deeper than {DEEPEST} elements"));
        }
        let name = self.names.of(start.name().into_inner());
        let attributes = attributes(start.attributes());
        let at = self.push(Kind::Element { name, attributes })?;
        self.open.push(at);
        Ok(())
    }

    /// Ends the innermost element of that name, and those left open in it; none where there is none.
    fn end(&mut self, wanted: &str) {
        let found = self
            .open
            .iter()
            .rposition(|at| matches!(self.nodes.get(*at), Some(Node { kind: Kind::Element { name, .. }, .. }) if name == wanted));
        if let Some(place) = found {
            self.close(place);
        }
    }

    /// Ends the open elements from that place on.
    fn close(&mut self, place: usize) {
        let end = self.nodes.len();
        for at in self.open.split_off(place) {
            if let Some(node) = self.nodes.get_mut(at) {
                node.end = end;
            }
        }
    }

    fn text(&mut self, text: &str) -> Result<(), String> {
        let Some(&parent) = self.open.last() else { return Ok(()) };
        if let Some(Node { kind: Kind::Text(before), parent: its, .. }) = self.nodes.last_mut()
            && *its == parent
        {
            before.push_str(text);
            return Ok(());
        }
        self.push(Kind::Text(text.to_owned())).map(|_| ())
    }

    fn push(&mut self, kind: Kind) -> Result<usize, String> {
        let at = self.nodes.len();
        if at >= MOST_NODES {
            return Err(format!("more than {MOST_NODES} elements and texts"));
        }
        self.nodes.push(Node { kind, parent: self.open.last().copied().unwrap_or(0), end: at + 1 });
        Ok(at)
    }

    fn finish(self) -> Result<Tree, String> {
        match (self.open.last().and_then(|at| self.nodes.get(*at)), self.nodes.is_empty()) {
            (Some(Node { kind: Kind::Element { name, .. }, .. }), _) => Err(format!("truncated: it ends within <{name}>")),
            (_, true) => Err("no element in it".to_owned()),
            _ => Ok(Tree { nodes: self.nodes }),
        }
    }
}

/// The attributes of an element, without their prefixes; broken ones are passed over.
fn attributes(mut attributes: Attributes<'_>) -> Vec<(String, String)> {
    let local = |name: &str| name.rsplit(':').next().unwrap_or(name).to_owned();
    let known = attributes.with_checks(false).filter_map(Result::ok).take(MOST_ATTRIBUTES);
    known.map(|attribute| (local(attribute.key.into_inner()), unescape(&attribute.value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Tree, String> {
        Tree::parse(text, &Names::Local)
    }

    #[test]
    fn wrong_end_tags_are_passed_over() {
        let tree = parse("<a><b>one</c><d>two</b>three</a>").unwrap();
        assert_eq!(tree.root().children().map(super::super::tree::Element::name).collect::<Vec<_>>(), ["b"]);
        assert_eq!(tree.root().raw(), "onetwothree");
    }

    #[test]
    fn what_is_broken_says_where() {
        assert_eq!(parse("<a><b>one").unwrap_err(), "truncated: it ends within <b>");
        assert_eq!(parse("").unwrap_err(), "no element in it");
        assert!(parse("<a><!-- never closed").unwrap_err().starts_with("broken XML at byte"));
        assert!(parse("<a><b").is_err());
    }

    #[test]
    fn bounds_hold() {
        assert_eq!(parse(&"<a>".repeat(100_000)).unwrap_err(), "nested deeper than 256 elements");
        let many = format!("<a>{}</a>", "<b/>".repeat(MOST_NODES));
        assert_eq!(parse(&many).unwrap_err(), format!("more than {MOST_NODES} elements and texts"));
    }

    #[test]
    fn declared_entities_are_never_expanded() {
        let bomb = "<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'><!ENTITY f SYSTEM 'file:///etc/passwd'>]><a>&b;&f;</a>";
        assert_eq!(parse(bomb).unwrap().root().raw(), "&b;&f;");
    }
}
