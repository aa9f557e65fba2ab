//! How does markup become text? Blocks stand apart, `<br>` ends a line, list items and table rows stand alone; what nobody
//! sees (scripts, styles, hidden elements) is left out and white space is folded. Used for main texts of pages and for
//! every field of another format that holds HTML. Walks without recursion: depth costs memory, not the stack.

use dom_query::{Document, NodeData, NodeRef};

use super::bounds;
use crate::article::boilerplate;

/// Elements that stand in a line of text; all others begin a block of their own.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "del", "em", "font", "i", "img", "ins",
    "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr",
];

/// Elements whose text nobody sees.
const UNSEEN: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "iframe", "object", "select", "option", "textarea", "canvas", "head",
    "title", "audio", "video", "button", "math",
];

/// What a block is, as far as its markup tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Running text.
    Paragraph,
    /// A heading.
    Heading,
    /// An item of a list.
    Item,
    /// A row of a table.
    Row,
    /// The caption of a picture or table.
    Caption,
}

/// A block of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Its text, lines ended by `<br>` apart.
    pub text: String,
    /// What it is.
    pub kind: Kind,
    /// Bytes of the text that stand within links.
    pub linked: usize,
}

/// The text of a fragment of HTML: blocks separated by one empty line.
pub(in crate::source) fn of_fragment(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return html.trim().to_owned();
    }
    let fragment = Document::fragment(bounds::shallow(html).as_ref());
    joined(&blocks(fragment.root()))
}

/// The caption of the first picture in a fragment of HTML.
pub(in crate::source) fn caption_of_fragment(html: &str) -> Option<String> {
    if !html.contains("<figcaption") {
        return None;
    }
    let fragment = Document::fragment(bounds::shallow(html).as_ref());
    let caption = fragment.root().descendants_it().find(|node| node.has_name("figcaption"))?;
    let text = joined(&blocks(caption)).split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// The prose of a fragment of HTML: the same without the captions of its pictures, what stands aside, and invitations.
pub(in crate::source) fn prose_of_fragment(html: &str) -> String {
    let fragment = Document::fragment(bounds::shallow(html).as_ref());
    let is_aside = |node: &NodeRef<'_>| ["aside", "form", "nav", "footer"].iter().any(|name| node.has_name(name));
    let aside: Vec<NodeRef<'_>> = fragment.root().descendants_it().filter(is_aside).collect();
    aside.iter().for_each(NodeRef::remove_from_parent);
    let mut blocks = blocks(fragment.root());
    let invites = |block: &Block| boilerplate::kind(&block.text) == boilerplate::Kind::Furniture;
    blocks.retain(|block| block.kind != Kind::Caption && !invites(block));
    joined(&blocks)
}

/// Blocks as text.
pub(super) fn joined(blocks: &[Block]) -> String {
    blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n\n")
}

/// The blocks below a node, in order.
pub(super) fn blocks(root: NodeRef<'_>) -> Vec<Block> {
    let mut walk = Walk { blocks: Vec::new(), text: String::new(), linked: 0, kinds: vec![Kind::Paragraph], links: 0, breaks: 0 };
    let mut steps = vec![Step::Enter(root)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Enter(node) => walk.enter(node, &mut steps),
            Step::Leave(element) => walk.leave(element),
        }
    }
    walk.end();
    walk.blocks
}

enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave(Element),
}

/// What matters of an element when it ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Element {
    Inline,
    Link,
    Cell,
    Block { names_kind: bool },
}

struct Walk {
    blocks: Vec<Block>,
    text: String,
    linked: usize,
    /// Kinds of the open elements that have one.
    kinds: Vec<Kind>,
    /// Links that are open.
    links: usize,
    /// `<br>` in a row.
    breaks: usize,
}

impl Walk {
    fn enter<'a>(&mut self, node: NodeRef<'a>, steps: &mut Vec<Step<'a>>) {
        if !node.is_element() {
            node.query(|node| {
                if let NodeData::Text { contents } = &node.data {
                    self.add(contents);
                }
            });
            steps.extend(node.children_it(true).map(Step::Enter));
            return;
        }
        let name = node.node_name().unwrap_or_default();
        let name: &str = &name;
        if UNSEEN.contains(&name) || is_hidden(&node) {
            return;
        }
        let element = self.begin(name);
        steps.push(Step::Leave(element));
        steps.extend(node.children_it(true).map(Step::Enter));
    }

    fn begin(&mut self, name: &str) -> Element {
        match name {
            "br" => {
                self.line_break();
                Element::Inline
            }
            "a" => {
                self.links += 1;
                Element::Link
            }
            "td" | "th" => Element::Cell,
            name if INLINE.contains(&name) => Element::Inline,
            name => {
                self.end();
                let kind = kind_of(name);
                self.kinds.extend(kind);
                Element::Block { names_kind: kind.is_some() }
            }
        }
    }

    fn leave(&mut self, element: Element) {
        match element {
            Element::Inline => {}
            Element::Link => self.links = self.links.saturating_sub(1),
            // Two blanks keep cells apart, as in tables of wire copy.
            Element::Cell if self.text.trim().is_empty() => {}
            Element::Cell => self.text.push('\u{2}'),
            Element::Block { names_kind } => {
                self.end();
                if names_kind {
                    self.kinds.pop();
                }
            }
        }
    }

    fn add(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.breaks = 0;
        }
        // The marks of line ends and cells are ours alone.
        self.text.extend(text.chars().filter(|character| !matches!(character, '\u{1}' | '\u{2}')));
        if self.links > 0 {
            self.linked += text.trim().len();
        }
    }

    /// One ends a line, two in a row end a paragraph.
    fn line_break(&mut self) {
        self.breaks += 1;
        if self.breaks > 1 { self.end() } else { self.text.push('\u{1}') }
    }

    fn end(&mut self) {
        let text = folded(&std::mem::take(&mut self.text));
        let linked = std::mem::take(&mut self.linked);
        self.breaks = 0;
        if !text.is_empty() {
            let kind = self.kinds.last().copied().unwrap_or(Kind::Paragraph);
            self.blocks.push(Block { text, kind, linked });
        }
    }
}

fn kind_of(name: &str) -> Option<Kind> {
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(Kind::Heading),
        "li" | "dt" | "dd" => Some(Kind::Item),
        "tr" => Some(Kind::Row),
        "figcaption" | "caption" | "figure" => Some(Kind::Caption),
        "p" => Some(Kind::Paragraph),
        _ => None,
    }
}

/// True where the page says that nobody sees the element.
pub(super) fn is_hidden(node: &NodeRef<'_>) -> bool {
    let Some(element) = node.element_ref() else { return false };
    element.attrs.iter().any(|attribute| match &*attribute.name.local {
        "hidden" => true,
        "style" => {
            let style = attribute.value.to_ascii_lowercase().replace(' ', "");
            style.contains("display:none") || style.contains("visibility:hidden")
        }
        _ => false,
    })
}

/// White space folded; marks of line ends and cells, which no text holds, become what they stand for.
fn folded(text: &str) -> String {
    let visible: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    let lines = visible.split('\u{1}').map(|line| {
        let cells = line.split('\u{2}').map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" "));
        cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join("  ")
    });
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Marks of layout and direction, and controls that no text means.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
        || (character.is_control() && !matches!(character, '\n' | '\t' | '\r' | '\u{c}' | '\u{1}' | '\u{2}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_stand_apart_and_lines_end() {
        let html = "<p>It  rained\n in <b>Oslo</b>.</p><p>All<br>day.<br><br>And all night.</p><h2>Wind</h2>\
                    <ul><li>One<li>Two</ul><div>Loose <span>text</span><p>inside</p>after</div>";
        let text = "It rained in Oslo.\n\nAll\nday.\n\nAnd all night.\n\nWind\n\nOne\n\nTwo\n\nLoose text\n\ninside\n\nafter";
        assert_eq!(of_fragment(html), text);
    }

    #[test]
    fn rows_of_a_table_are_lines_and_cells_stand_apart() {
        let table = "<table><tr><th>Town<th>Rain</tr><tr><td>Oslo</td><td></td><td>12 mm</td></tr></table>";
        assert_eq!(of_fragment(table), "Town  Rain\n\nOslo  12 mm");
    }

    #[test]
    fn what_nobody_sees_is_left_out() {
        let html = "<style>p {}</style><p>Seen<script>no()</script> text</p><p hidden>no</p><div style='Display : none'>no</div>\
                    <template>no</template><p>so&shy;ft&nbsp;blank &amp; \u{200b}mark</p><!-- no -->";
        assert_eq!(of_fragment(html), "Seen text\n\nsoft blank & mark");
    }

    #[test]
    fn plain_text_stays_as_it_is() {
        assert_eq!(of_fragment(" One line.\n\nAnother. "), "One line.\n\nAnother.");
        assert_eq!(of_fragment(""), "");
    }

    #[test]
    fn prose_has_no_captions_and_no_invitations() {
        let html = "<p>It rained.</p><figure><figcaption>Rain</figcaption></figure><p><a href=/s>Subscribe to The Courier</a></p>\
                    <p>Subscribe to The Courier, she told him.</p><aside>Rain!</aside>";
        assert_eq!(caption_of_fragment(html).as_deref(), Some("Rain"));
        assert_eq!(prose_of_fragment(html), "It rained.\n\nSubscribe to The Courier, she told him.");
    }

    #[test]
    fn kinds_and_links_are_told() {
        let fragment = Document::fragment(
            "<h3>More</h3><ul><li><a href=x>Other story</a></li></ul><figure><figcaption>Rain</figcaption></figure><p>x</p>",
        );
        let found: Vec<(Kind, usize)> = blocks(fragment.root()).iter().map(|block| (block.kind, block.linked)).collect();
        assert_eq!(found, [(Kind::Heading, 0), (Kind::Item, 11), (Kind::Caption, 0), (Kind::Paragraph, 0)]);
    }

    #[test]
    fn depth_costs_no_stack() {
        for tag in ["div", "b", "p", "a", "font", "table", "ul><li", "blockquote"] {
            let html = format!("{}deep", format!("<{tag}>").repeat(100_000));
            assert!(of_fragment(&html).ends_with("deep"), "{tag}");
        }
    }
}
