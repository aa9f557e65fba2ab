//! How much markup is too much? Browsers and parsers bear deep nesting badly: what the parser does for an element grows with
//! the number of those that are open. A scan of the tags, before anything is parsed, drops start tags beyond a depth that no
//! page needs, drawings, and the attributes of tags that have thousands; the text stays.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use dom_query::{Document, NodeRef};

/// Open elements that are allowed: Chromium's parser stops at 512.
const DEEPEST: usize = 400;

/// Formatting elements that may be open at once: the parser opens them again in every block.
const MOST_FORMATTING: usize = 40;

/// Longest tag that keeps its attributes, in bytes: the parser compares each attribute with all before it.
const LONGEST_TAG: usize = 16 * 1024;

/// Tags in a page, start and end: the live blog of a night of elections has 100,000; each takes some 300 bytes.
const MOST_TAGS: usize = 400_000;

/// References in a page: some 100,000 take the parser a quarter of a second, a million nine seconds.
const MOST_REFERENCES: usize = 150_000;

/// Bytes that the parser's writer looks at for one page: two seconds of work, and ten times what a novel in French takes that
/// stands in one paragraph.
const MOST_LOOKS: usize = 200_000_000_000;

/// Levels of a parsed page, where elements that end by themselves come on top.
const DEEPEST_TREE: usize = 4_000;

/// Elements that never hold anything, and those that the next of their kind ends: they do not go deep by themselves.
const FLAT: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p", "li",
    "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "colgroup", "rp", "rt", "head",
];

/// Elements that the parser opens again where a block ends within them.
const FORMATTING: &[&str] = &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Elements of which a page has one: the parser compares the attributes of another one with those of the first.
const SINGLE: &[&str] = &["html", "body"];

/// Elements that an end tag of another one does not close.
const SCOPES: &[&str] = &["table", "template", "caption", "button", "marquee", "object", "applet", "select"];

/// Elements whose contents are no markup.
const RAW: &[&str] = &["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

/// Drawings and formulas: no prose, and markup after rules of their own.
const FOREIGN: &[&str] = &["svg", "math"];

/// The same page without what goes too deep; borrowed where nothing had to be dropped.
pub(super) fn shallow(html: &str) -> Cow<'_, str> {
    let mut scan = Scan {
        html,
        open: Vec::new(),
        formatting: BTreeMap::new(),
        without_end: Vec::new(),
        seen: Vec::new(),
        kept: String::new(),
        from: 0,
    };
    let mut at = 0;
    while let Some(start) = html.get(at..).and_then(|rest| rest.find('<')).map(|offset| at + offset) {
        at = scan.markup(start);
    }
    scan.finish()
}

/// What a page has more of than any page of text; `None` where it may be parsed. The parser's time grows with the square of
/// references to characters (`&amp;`), its memory with the elements.
pub(super) fn too_many(html: &str) -> Option<&'static str> {
    let count = |mark: u8| html.bytes().filter(|byte| *byte == mark).count();
    if count(b'&') > MOST_REFERENCES {
        return Some("more references to characters than any text has");
    }
    (count(b'<') > MOST_TAGS).then_some("more tags than any page has")
}

/// True where the tree of a page is deeper than any that [`shallow`] lets through should be.
pub(super) fn is_too_deep(page: &Document) -> bool {
    let mut deepest = 0;
    let mut open = vec![(page.root(), 0)];
    while let Some((node, depth)) = open.pop() {
        deepest = deepest.max(depth);
        open.extend(node.children_it(false).map(|child| (child, depth + 1)));
    }
    deepest > DEEPEST_TREE
}

/// True where a text of the page is longer than can be written out: the parser's writer looks for the end of the whole text again
/// behind each `&` and each character of Latin-1's punctuation in it.
pub(super) fn is_too_dear(page: &Document) -> bool {
    let looks = |node: &NodeRef<'_>| {
        let text = node.text();
        text.len() * text.bytes().filter(|byte| matches!(byte, b'&' | 0xc2)).count()
    };
    page.root().descendants_it().filter(NodeRef::is_text).map(|node| looks(&node)).sum::<usize>() > MOST_LOOKS
}

struct Scan<'a> {
    html: &'a str,
    /// Names of the open elements that hold others.
    open: Vec<String>,
    /// Formatting elements by name: how many are open, and how many start tags were dropped.
    formatting: BTreeMap<String, (usize, usize)>,
    /// Drawings without an end in what follows, and elements of which there may be no other.
    without_end: Vec<&'static str>,
    seen: Vec<&'static str>,
    kept: String,
    /// Where what is not yet copied begins.
    from: usize,
}

impl Scan<'_> {
    /// Follows what begins with the `<` there; gives where to go on.
    fn markup(&mut self, start: usize) -> usize {
        let rest = self.html.get(start + 1..).unwrap_or_default();
        if let Some(comment) = rest.strip_prefix("!--") {
            return start + 4 + end_of_comment(comment);
        }
        if rest.starts_with(['!', '?']) {
            return start + 1 + rest.find('>').map_or(rest.len(), |end| end + 1);
        }
        let (closes, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return start + 1;
        }
        let length = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(rest.len());
        let name = rest.get(..length.min(40)).unwrap_or_default().to_ascii_lowercase();
        let behind_name = self.html.len() - rest.len() + length;
        let end = end_of_tag(self.html, behind_name);
        if closes {
            self.close(&name);
            return end;
        }
        if let Some(foreign) = FOREIGN.iter().find(|foreign| **foreign == name) {
            return self.drawing(foreign, start..end);
        }
        if RAW.contains(&name.as_str()) {
            return end_of_raw(self.html, end, &name);
        }
        if !self.open(&name) {
            self.drop(start..end);
        } else if end - start > LONGEST_TAG {
            self.drop(behind_name..end.saturating_sub(1));
        }
        end
    }

    /// Drops a drawing with all that it holds; one without an end loses its start tag alone.
    fn drawing(&mut self, name: &'static str, tag: Range<usize>) -> usize {
        let is_empty = self.html.get(tag.clone()).is_some_and(|tag| tag.ends_with("/>"));
        let known = !self.without_end.contains(&name) && !is_empty;
        let end = known.then(|| find_end_tag(self.html, tag.end, name)).flatten();
        if known && end.is_none() {
            self.without_end.push(name);
        }
        let end = end.map_or(tag.end, |at| end_of_tag(self.html, at));
        self.drop(tag.start..end);
        end
    }

    /// Opens an element; false where it goes too deep.
    fn open(&mut self, name: &str) -> bool {
        if FORMATTING.contains(&name) {
            let all: usize = self.formatting.values().map(|(open, _)| open).sum();
            let counts = self.formatting.entry(name.to_owned()).or_default();
            let fits = all < MOST_FORMATTING;
            *(if fits { &mut counts.0 } else { &mut counts.1 }) += 1;
            return fits;
        }
        if let Some(single) = SINGLE.iter().find(|single| **single == name) {
            let is_first = !self.seen.contains(single);
            self.seen.extend(is_first.then_some(*single));
            return is_first;
        }
        if FLAT.contains(&name) {
            return true;
        }
        let fits = self.open.len() < DEEPEST;
        if fits {
            self.open.push(name.to_owned());
        }
        fits
    }

    /// Closes the innermost element of that name, and what is open within it; an end tag without one closes nothing.
    fn close(&mut self, name: &str) {
        if let Some((open, dropped)) = self.formatting.get_mut(name) {
            *(if *dropped > 0 { dropped } else { open }) = if *dropped > 0 { *dropped - 1 } else { open.saturating_sub(1) };
            return;
        }
        let reach = self.open.iter().rev().take_while(|open| *open == name || !SCOPES.contains(&open.as_str())).count();
        let within = self.open.len() - reach..self.open.len();
        let found = within.rev().find(|at| self.open.get(*at).is_some_and(|open| open == name));
        // Within a table only its own end tag reaches it.
        let scope = (reach < self.open.len())
            .then(|| self.open.len() - reach - 1)
            .filter(|at| self.open.get(*at).is_some_and(|open| open == name));
        if let Some(at) = found.or(scope) {
            self.open.truncate(at);
        }
    }

    fn drop(&mut self, tag: Range<usize>) {
        self.kept.push_str(self.html.get(self.from..tag.start).unwrap_or_default());
        self.from = tag.end;
    }
}

impl<'a> Scan<'a> {
    fn finish(mut self) -> Cow<'a, str> {
        if self.from == 0 {
            return Cow::Borrowed(self.html);
        }
        self.kept.push_str(self.html.get(self.from..).unwrap_or_default());
        Cow::Owned(self.kept)
    }
}

/// Where a comment ends, as the WHATWG's tokeniser sees it: `<!-->` and `<!--->` are whole comments, `--!>` ends one.
fn end_of_comment(comment: &str) -> usize {
    if let Some(at) = [">", "->"].iter().find(|end| comment.starts_with(**end)).map(|end| end.len()) {
        return at;
    }
    // One pass for both ends: else each comment looks for the rarer one to the end of the page.
    let mut at = 0;
    while let Some(dashes) = comment.get(at..).and_then(|rest| rest.get(rest.find("--")?..)) {
        let rest = dashes.trim_start_matches('-');
        if let Some(behind) = rest.strip_prefix("!>").or_else(|| rest.strip_prefix('>')) {
            return comment.len() - behind.len();
        }
        at = comment.len() - rest.len();
    }
    comment.len()
}

/// Where the next end tag of that name begins.
fn find_end_tag(html: &str, from: usize, name: &str) -> Option<usize> {
    let bytes = html.as_bytes();
    let mut at = from;
    loop {
        let start = at + html.get(at..)?.find("</")?;
        let found = bytes.get(start + 2..start + 2 + name.len());
        if found.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes())) {
            return Some(start);
        }
        at = start + 2;
    }
}

/// Where the tokeniser stands within a tag. Only behind `=` does a quote open anything.
enum Within {
    Space,
    Name,
    Equals,
    Plain,
    Quoted(u8),
}

/// Behind the `>` of a tag, quoted values passed over, as the WHATWG's tokeniser does.
fn end_of_tag(html: &str, from: usize) -> usize {
    let mut within = Within::Space;
    for (offset, byte) in html.as_bytes().get(from..).unwrap_or_default().iter().enumerate() {
        within = match (within, byte) {
            (Within::Quoted(open), byte) if open == *byte => Within::Space,
            (Within::Quoted(open), _) => Within::Quoted(open),
            (_, b'>') => return from + offset + 1,
            (Within::Equals, b'"' | b'\'') => Within::Quoted(*byte),
            (Within::Equals, byte) if byte.is_ascii_whitespace() => Within::Equals,
            (Within::Equals | Within::Plain, byte) if !byte.is_ascii_whitespace() => Within::Plain,
            // A name may be followed by spaces before its `=`; one that begins with `=` is a name too.
            (Within::Name, b'=') => Within::Equals,
            (Within::Name, byte) if byte.is_ascii_whitespace() => Within::Name,
            (_, byte) if byte.is_ascii_whitespace() || *byte == b'/' => Within::Space,
            _ => Within::Name,
        };
    }
    html.len()
}

/// Where the end tag of an element without markup begins.
fn end_of_raw(html: &str, from: usize, name: &str) -> usize {
    find_end_tag(html, from, name).unwrap_or(html.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_as_pages_are_is_not_touched() {
        let part = "<script>if (a < b) { x('<div>') }</script><!-- <div><div> --><p title='a > b'>Text<br><b>bold</b></p>";
        let page = format!("<html><head><title>a < b</title></head><body>{}</body></html>", part.repeat(500));
        assert!(matches!(shallow(&page), Cow::Borrowed(_)));
    }

    #[test]
    fn start_tags_beyond_the_depth_are_dropped_and_the_text_stays() {
        let deep = format!("{}text{}", "<div>".repeat(1_000), "</div>".repeat(1_000));
        let found = shallow(&deep);
        assert_eq!((found.matches("<div>").count(), found.contains("text")), (DEEPEST, true));
        let bold = format!("{}text", "<b class='x'>".repeat(1_000));
        assert_eq!(shallow(&bold).matches("<b").count(), MOST_FORMATTING);
    }

    #[test]
    fn paragraphs_without_end_tags_stay() {
        let page = "<p>One<ul><li>two<li>three</ul><table><tr><td>four</table>".repeat(2_000);
        assert!(matches!(shallow(&page), Cow::Borrowed(_)));
    }

    #[test]
    fn broken_markup_is_scanned_to_its_end() {
        for html in ["<", "</", "<!--", "<!-- -", "<a", "<a href='", "<script>", "<script></scr", "é<é", "<a<b<c"] {
            assert_eq!(shallow(html), html);
        }
    }

    #[test]
    fn drawings_are_dropped_and_comments_end_where_the_parser_ends_them() {
        assert_eq!(shallow("a<svg><path/><title>x</title></svg>b<SVG/>c<math><mi>x</mi></math>d"), "abcd");
        assert_eq!(shallow("<svg><div>text"), "<div>text");
        let deep = "<div>".repeat(1_000);
        for comment in ["<!-->", "<!--->", "<!-- x --!>", "<!x>", "<?x>"] {
            assert_eq!(shallow(&format!("{comment}{deep}")).matches("<div>").count(), DEEPEST, "{comment}");
        }
    }

    #[test]
    fn end_tags_that_close_nothing_do_not_count() {
        for unit in ["<div></x>", "<div></i>", "<div><table></div>", "<section></div>"] {
            let found = shallow(&unit.repeat(5_000)).into_owned();
            assert!(found.matches("<div>").count() + found.matches("<section>").count() <= DEEPEST, "{unit}");
        }
        let formatting = "<div><b class=x></i></div>".repeat(5_000);
        assert_eq!(shallow(&formatting).matches("<b").count(), MOST_FORMATTING);
    }

    #[test]
    fn a_tag_of_thousands_of_attributes_loses_them() {
        let tag = format!("<div {}>text</div>", "a=1 ".repeat(100_000));
        assert_eq!(shallow(&tag), "<div>text</div>");
    }

    #[test]
    fn a_quote_opens_a_value_alone() {
        let ends = |tag: &str| end_of_tag(tag, 0) == tag.len() - "text".len();
        for tag in [
            " class=\"x\"\">text",
            " a\">text",
            " a='>'>text",
            " a = \">\">text",
            " =\">text",
            " a=b\"c'>text",
            " a=/\">text",
            "/>text",
        ] {
            assert!(ends(tag), "{tag}");
        }
    }

    #[test]
    fn comments_are_looked_through_once() {
        let page = format!("<p>One{}two", "<!-- a -- b ---->".repeat(200_000));
        let begun = std::time::Instant::now();
        assert!(matches!(shallow(&page), Cow::Borrowed(_)));
        let dashes = format!("<!-- {} -->", "-".repeat(2_000_000));
        assert!(matches!(shallow(&dashes), Cow::Borrowed(_)));
        assert!(begun.elapsed().as_secs() < 5, "a second look a comment takes minutes");
    }

    #[test]
    fn a_page_has_one_body() {
        let page = "<html lang=en><body a=1>One<BODY b=2>two<html c=3>three";
        assert_eq!(shallow(page), "<html lang=en><body a=1>Onetwothree");
    }

    #[test]
    fn more_markup_than_any_page_is_told() {
        assert_eq!(too_many("<p>text &amp; text"), None);
        assert!(too_many(&"<".repeat(MOST_TAGS + 1)).is_some() && too_many(&"&".repeat(MOST_REFERENCES + 1)).is_some());
    }

    #[test]
    fn a_text_of_nothing_but_signs_is_not_written_out() {
        let text = |length: usize| Document::from(format!("<p>{}</p>", "©".repeat(length)).as_str());
        assert!(is_too_dear(&text(400_000)) && !is_too_dear(&text(100_000)));
        let parted = format!("<p>{}</p>", "«©»".repeat(1_000)).repeat(200);
        assert!(!is_too_dear(&Document::from(parted.as_str())));
    }

    #[test]
    fn the_depth_of_a_tree_is_measured_without_recursion() {
        assert!(is_too_deep(&Document::from("<svg><tr>".repeat(10_000))));
        assert!(!is_too_deep(&Document::from(shallow(&"<svg><tr>".repeat(100_000)).as_ref())));
    }
}
