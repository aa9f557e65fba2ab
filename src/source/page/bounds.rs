//! How much markup is too much? Browsers and parsers bear deep nesting badly: some of what the parser does for formatting
//! elements grows with the square of the depth. A scan of the tags, before anything is parsed, drops start tags beyond a
//! depth that no page needs; their text stays.

use std::borrow::Cow;

/// Open elements that are allowed: Chromium's parser stops at 512.
const DEEPEST: usize = 400;

/// Formatting elements that may be open at once: the parser opens them again in every block.
const MOST_FORMATTING: usize = 40;

/// Elements that never hold anything, and those that the next of their kind ends: they do not go deep by themselves.
const FLAT: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p", "li",
    "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "colgroup", "rp", "rt", "html", "head",
    "body",
];

/// Elements that the parser opens again where a block ends within them.
const FORMATTING: &[&str] = &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Elements whose contents are no markup.
const RAW: &[&str] = &["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

/// The same page with at most so many elements open at once; borrowed where nothing had to be dropped.
pub(super) fn shallow(html: &str) -> Cow<'_, str> {
    let mut scan = Scan { open: 0, formatting: 0, kept: String::new(), from: 0 };
    let mut at = 0;
    while let Some(start) = html.get(at..).and_then(|rest| rest.find('<')).map(|offset| at + offset) {
        let rest = html.get(start + 1..).unwrap_or_default();
        at = start + 1;
        if let Some(comment) = rest.strip_prefix("!--") {
            at = comment.find("-->").map_or(html.len(), |end| start + 4 + end + 3);
            continue;
        }
        let (closes, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let name = rest.get(..length).unwrap_or_default().to_ascii_lowercase();
        if name.is_empty() || !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let end = end_of_tag(html, html.len() - rest.len() + length);
        at = end;
        if RAW.contains(&name.as_str()) && !closes {
            at = end_of_raw(html, end, &name);
        } else if !FLAT.contains(&name.as_str()) && !scan.allows(&name, closes) {
            scan.drop(html, start..end);
        }
    }
    scan.finish(html)
}

struct Scan {
    open: usize,
    formatting: usize,
    kept: String,
    /// Where what is not yet copied begins.
    from: usize,
}

impl Scan {
    /// Counts a tag; false for a start tag that goes too deep.
    fn allows(&mut self, name: &str, closes: bool) -> bool {
        let formatting = usize::from(FORMATTING.contains(&name));
        if closes {
            self.open = self.open.saturating_sub(1);
            self.formatting = self.formatting.saturating_sub(formatting);
            return true;
        }
        let fits = self.open < DEEPEST && (formatting == 0 || self.formatting < MOST_FORMATTING);
        // What is dropped counts too: its end tag comes as well.
        self.open += 1;
        self.formatting += formatting;
        fits
    }

    fn drop(&mut self, html: &str, tag: std::ops::Range<usize>) {
        self.kept.push_str(html.get(self.from..tag.start).unwrap_or_default());
        self.from = tag.end;
    }

    fn finish(mut self, html: &str) -> Cow<'_, str> {
        if self.from == 0 {
            return Cow::Borrowed(html);
        }
        self.kept.push_str(html.get(self.from..).unwrap_or_default());
        Cow::Owned(self.kept)
    }
}

/// Behind the `>` of a tag, quoted values passed over.
fn end_of_tag(html: &str, from: usize) -> usize {
    let mut quote = None;
    for (offset, byte) in html.as_bytes().get(from..).unwrap_or_default().iter().enumerate() {
        match (quote, byte) {
            (None, b'>') => return from + offset + 1,
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), byte) if open == *byte => quote = None,
            _ => {}
        }
    }
    html.len()
}

/// Where the end tag of an element without markup begins.
fn end_of_raw(html: &str, from: usize, name: &str) -> usize {
    let bytes = html.as_bytes();
    let mut at = from;
    while let Some(offset) = html.get(at..).and_then(|rest| rest.find("</")) {
        let start = at + offset;
        let found = bytes.get(start + 2..start + 2 + name.len());
        if found.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes())) {
            return start;
        }
        at = start + 2;
    }
    html.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_as_pages_are_is_not_touched() {
        let page = "<html><head><title>a < b</title><script>if (a < b) { x('<div>') }</script></head><body>\
            <!-- <div><div> --><p title='a > b'>Text<br><b>bold</b></p></body></html>";
        let many = page.repeat(500);
        assert!(matches!(shallow(&many), Cow::Borrowed(_)));
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
}
