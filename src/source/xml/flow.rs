//! How does marked-up prose become text? The elements of a body, whether NITF's or XHTML's, come in; paragraphs go out,
//! parted by empty lines. Pictures, scripts and notes to editors are left out. No markup, label or entity remains.

use super::super::page::text;
use super::entities::unescape;
use super::tree::{Element, Part, is_inline};

/// Elements that hold no prose of the story.
const NO_PROSE: &[&str] = &[
    "script",
    "style",
    "noscript",
    "iframe",
    "object",
    "embed",
    "form",
    "button",
    "svg",
    "head",
    "media",
    "figure",
    "figcaption",
    "picture",
    "video",
    "audio",
    "note",
    "hedline",
    "byline",
    "dateline",
    "distributor",
    "body.end",
    "body.head",
    "abstract",
    "credit",
    "media-caption",
    "media-producer",
    "nav",
    "footer",
];

/// The text of an element, its paragraphs parted by empty lines.
pub(super) fn prose(element: Element<'_>) -> String {
    let mut flow = Flow::default();
    let mut left_out = 0;
    for (at, end, part) in element.parts() {
        if at < left_out {
            continue;
        }
        flow.close_until(at);
        match part {
            Part::Text(text) => flow.add(text),
            Part::Element(inner) if NO_PROSE.contains(&inner.name()) => left_out = end,
            Part::Element(inner) => flow.open(inner.name(), end),
        }
    }
    flow.finish()
}

/// Paragraphs in the making.
#[derive(Default)]
struct Flow {
    done: String,
    /// The paragraph, its blanks folded; `\n` where a line is broken.
    line: String,
    /// Ends of the open blocks, the innermost last.
    blocks: Vec<usize>,
    /// Ends of the open elements whose line ends count.
    verbatim: Option<usize>,
}

impl Flow {
    fn open(&mut self, name: &str, end: usize) {
        match name {
            "br" => self.line.push('\n'),
            "td" | "th" => self.line.push(' '),
            _ if is_inline(name) => {}
            _ => {
                self.part();
                self.blocks.push(end);
                if name == "pre" {
                    self.verbatim = self.verbatim.or(Some(end));
                }
            }
        }
    }

    /// Ends the blocks that end before that part.
    fn close_until(&mut self, at: usize) {
        while self.blocks.last().is_some_and(|end| *end <= at) {
            self.blocks.pop();
            self.part();
        }
        if self.verbatim.is_some_and(|end| end <= at) {
            self.verbatim = None;
        }
    }

    fn add(&mut self, text: &str) {
        if self.verbatim.is_some() {
            self.line.push_str(text);
            return;
        }
        for c in text.chars() {
            if !c.is_whitespace() {
                self.line.push(c);
            } else if !self.line.ends_with([' ', '\n']) {
                self.line.push(' ');
            }
        }
    }

    /// Ends the paragraph.
    fn part(&mut self) {
        let line = std::mem::take(&mut self.line);
        let lines: Vec<&str> = line.lines().map(str::trim_end).collect();
        let text = lines.join("\n");
        let text = if self.verbatim.is_some() { text.trim_matches('\n').to_owned() } else { trimmed(&text) };
        if text.trim().is_empty() {
            return;
        }
        if !self.done.is_empty() {
            self.done.push('\n');
        }
        self.done.push_str(&text);
        self.done.push('\n');
    }

    fn finish(mut self) -> String {
        self.part();
        self.done
    }
}

/// The lines without blanks round them and without empty ones at the ends.
fn trimmed(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// The text of a field that holds prose: markup read where it is markup, paragraphs as they stand where it is plain.
pub(super) fn of_field(text: &str) -> String {
    if has_markup(text) { of_html(text) } else { plain(&unescape(text)) }
}

/// The text of a fragment of HTML, which need not be well formed, without the captions of its pictures.
pub(super) fn of_html(html: &str) -> String {
    plain(&text::prose_of_fragment(html))
}

/// Plain text as it stands, its line ends alike.
pub(super) fn plain(text: &str) -> String {
    let mut plain = text.replace("\r\n", "\n").replace('\r', "\n").trim_matches('\n').trim_end().to_owned();
    if !plain.is_empty() {
        plain.push('\n');
    }
    plain
}

/// True where a text holds tags: `<p>`, `</a>`, `<br/>`.
pub(super) fn has_markup(text: &str) -> bool {
    text.split('<').skip(1).any(|piece| {
        let name = piece.strip_prefix('/').unwrap_or(piece);
        name.starts_with(|c: char| c.is_ascii_alphabetic()) && piece.contains('>')
    })
}

#[cfg(test)]
mod tests {
    use super::super::tree::{Names, Tree};
    use super::*;

    fn flow(xml: &str) -> String {
        prose(Tree::parse(xml, &Names::Local).unwrap().root())
    }

    #[test]
    fn blocks_are_paragraphs_and_pictures_are_left_out() {
        let xml = "<body.content><block><p>The <em>Vasa</em>\n  rose.</p><media><media-caption>A ship</media-caption></media>\
            <hl2>Under water</hl2><p>It had lain<br/>there.</p></block>Last<ul><li>one</li><li>two</li></ul></body.content>";
        assert_eq!(flow(xml), "The Vasa rose.\n\nUnder water\n\nIt had lain\nthere.\n\nLast\n\none\n\ntwo\n");
    }

    #[test]
    fn lines_of_set_text_stay() {
        assert_eq!(
            flow("<a><pre>  One line\nand the next.\n\n  Two.</pre><p>b</p></a>"),
            "  One line\nand the next.\n\n  Two.\n\nb\n"
        );
        assert_eq!(flow("<a><br/><br/>x<br/><br/>y<br/></a>"), "x\n\ny\n");
    }

    #[test]
    fn tables_are_lines() {
        assert_eq!(flow("<table><tr><td>Oslo</td><td>3</td></tr><tr><td>Rome</td><td>2</td></tr></table>"), "Oslo 3\n\nRome 2\n");
    }

    #[test]
    fn html_need_not_be_well_formed() {
        let html = "<P>One &eacute;<p>Two<BR>lines <b>bold</i><!-- no --><script>x < y</script>\
            <figure><img><figcaption>cap</FIGCAPTION></figure><p>1 < 2 & <a href=\"?a=1&amp;b\">three</a></p><!-- open <p>never";
        assert_eq!(of_html(html), "One é\n\nTwo\nlines bold\n\n1 < 2 & three\n");
        assert_eq!(of_html(&"<div>".repeat(100_000)), "");
    }

    #[test]
    fn plain_fields_are_told_from_markup() {
        assert!(has_markup("a <p>b") && has_markup("x</p>"));
        assert!(!has_markup("1 < 2 > 0") && !has_markup("<3") && !has_markup(""));
        assert_eq!(of_field("Oslo &amp; Rome\r\n\r\n2"), "Oslo & Rome\n\n2\n");
    }
}
