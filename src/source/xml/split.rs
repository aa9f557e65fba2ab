//! Where does an article of a file of many begin and end? The bytes of a feed, an export or a message of an agency come
//! in; out come its entries one after another, as they stand, and what is outside them. Memory holds one entry, not the
//! file; nothing is understood but where tags, comments and marked sections end. An entry that is never ended, or is too
//! long, costs itself alone.

use std::io::{self, BufRead, Read};

use crate::source::LONGEST_ARTICLE;

/// What is kept of what stands outside the entries: titles and the names of authors stand before the first.
const OUTSIDE: usize = 256 * 1024;

/// A tag, and what is looked at of it: the name alone counts.
const LONGEST_TAG: u64 = 64 * 1024;

/// One entry of a stream.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// From its tag to its end tag.
    Whole(Vec<u8>),
    /// Another began within it; what stood before that.
    Unended(Vec<u8>),
    /// It could not be read, and why.
    Broken(&'static str),
}

/// A stream that is split.
pub(super) struct Splitter<'a> {
    stream: &'a mut dyn BufRead,
    /// Names of the elements that are entries, without prefixes.
    names: &'static [&'static str],
    /// What stood outside the entries so far.
    pub outside: Vec<u8>,
    entry: Vec<u8>,
    /// Name of the entry that is open, with its prefix.
    open: Option<Vec<u8>>,
}

/// What a tag does to the entries.
enum Edge {
    Begins(Vec<u8>),
    Ends,
    Neither,
}

impl<'a> Splitter<'a> {
    /// The entries of that name in a stream of bytes that agree with ASCII.
    pub fn new(stream: &'a mut dyn BufRead, names: &'static [&'static str]) -> Self {
        Self { stream, names, outside: Vec::new(), entry: Vec::new(), open: None }
    }

    /// The next entry; none at the end.
    pub fn next(&mut self) -> io::Result<Option<Entry>> {
        loop {
            let read = self.until(b"<", LONGEST_ARTICLE)?;
            if read == 0 {
                let cut = self.open.take().is_some();
                return Ok(cut.then_some(Entry::Broken("truncated: the file ends within it")));
            }
            if self.is_too_long() {
                return Ok(Some(self.give_up("longer than any article")));
            }
            if let Some(entry) = self.tag()? {
                return Ok(Some(entry));
            }
        }
    }

    /// Takes what stands behind a `<`.
    fn tag(&mut self) -> io::Result<Option<Entry>> {
        let at = self.buffer().len();
        self.until(b">", LONGEST_TAG)?;
        for (begin, end) in [(&b"!--"[..], &b"-->"[..]), (b"![CDATA[", b"]]>"), (b"?", b"?>")] {
            if self.buffer().get(at..).is_some_and(|tag| tag.starts_with(begin)) {
                return self.marked(at, begin.len(), end);
            }
        }
        let tag = self.buffer().get(at..).unwrap_or_default().to_vec();
        match self.edge(&tag) {
            Edge::Begins(name) => Ok(self.begin(at, name, &tag)),
            Edge::Ends => Ok(Some(self.end())),
            Edge::Neither => Ok(None),
        }
    }

    /// Reads on to the end of a comment, a marked section or an instruction.
    fn marked(&mut self, at: usize, opening: usize, end: &[u8]) -> io::Result<Option<Entry>> {
        while !self.buffer().get(at + opening..).is_some_and(|text| text.ends_with(end)) {
            if self.until(b">", LONGEST_ARTICLE)? == 0 {
                break;
            }
            if self.open.is_some() && self.is_too_long() {
                return Ok(Some(self.give_up("longer than any article")));
            }
            self.bound_outside(at + opening, end.len());
        }
        Ok(None)
    }

    /// Outside the entries a section may be of any length: of a long one only the end is kept.
    fn bound_outside(&mut self, from: usize, kept: usize) {
        if self.open.is_none() && self.outside.len() > from + 2 * OUTSIDE {
            let end = self.outside.len() - kept;
            self.outside.drain(from..end);
        }
    }

    fn edge(&self, tag: &[u8]) -> Edge {
        let ends = tag.first() == Some(&b'/');
        let name = tag.get(usize::from(ends)..).unwrap_or_default();
        let length = name.iter().position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/')).unwrap_or(name.len());
        let name = name.get(..length).unwrap_or_default();
        match &self.open {
            Some(open) if open == name => {
                if ends {
                    Edge::Ends
                } else {
                    Edge::Begins(name.to_vec())
                }
            }
            None if !ends && self.is_entry(name) => Edge::Begins(name.to_vec()),
            _ => Edge::Neither,
        }
    }

    fn is_entry(&self, name: &[u8]) -> bool {
        let local = name.rsplit(|b| *b == b':').next().unwrap_or_default();
        self.names.iter().any(|known| known.as_bytes() == local)
    }

    /// An entry begins with the tag at that place; one that is open was never ended.
    fn begin(&mut self, at: usize, name: Vec<u8>, tag: &[u8]) -> Option<Entry> {
        let unended = self.open.is_some();
        self.buffer().truncate(at.saturating_sub(1));
        let before = std::mem::take(&mut self.entry);
        self.entry.push(b'<');
        self.entry.extend_from_slice(tag);
        self.open = Some(name);
        if unended {
            return Some(Entry::Unended(before));
        }
        tag.ends_with(b"/>").then(|| self.end())
    }

    fn end(&mut self) -> Entry {
        self.open = None;
        Entry::Whole(std::mem::take(&mut self.entry))
    }

    fn is_too_long(&self) -> bool {
        self.open.is_some() && self.entry.len() as u64 > LONGEST_ARTICLE
    }

    fn give_up(&mut self, reason: &'static str) -> Entry {
        self.open = None;
        self.entry = Vec::new();
        Entry::Broken(reason)
    }

    /// Where bytes are put: the open entry, or what stands outside.
    fn buffer(&mut self) -> &mut Vec<u8> {
        if self.open.is_some() { &mut self.entry } else { &mut self.outside }
    }

    /// Reads to a mark or so many bytes; gives how many were read.
    fn until(&mut self, mark: &[u8], most: u64) -> io::Result<usize> {
        let buffer = if self.open.is_some() {
            &mut self.entry
        } else {
            // Only what stands before the first entries is of use, and the tag that is being read.
            if self.outside.len() > OUTSIDE && mark == b"<" {
                self.outside.truncate(OUTSIDE);
            }
            &mut self.outside
        };
        Read::take(&mut *self.stream, most).read_until(*mark.first().unwrap_or(&0), buffer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> (Vec<String>, String) {
        let mut stream = text.as_bytes();
        let mut splitter = Splitter::new(&mut stream, &["item", "entry"]);
        let mut found = Vec::new();
        while let Some(entry) = splitter.next().unwrap() {
            found.push(match entry {
                Entry::Whole(bytes) => String::from_utf8(bytes).unwrap(),
                Entry::Unended(before) => format!("! never ended: {}", String::from_utf8(before).unwrap()),
                Entry::Broken(reason) => format!("! {reason}"),
            });
        }
        (found, String::from_utf8(splitter.outside).unwrap())
    }

    #[test]
    fn entries_are_cut_out_as_they_stand() {
        let (entries, outside) =
            split("<rss><items>a</items><item k='1'>b<x/></item>\n<item/><rss:item><item>c</item></rss:item></rss>");
        assert_eq!(entries, ["<item k='1'>b<x/></item>", "<item/>", "<rss:item><item>c</item></rss:item>"]);
        assert_eq!(outside, "<rss><items>a</items>\n</rss>");
    }

    #[test]
    fn sections_and_comments_hide_their_tags() {
        let text = "<a><!-- <item> --><item><![CDATA[</item> > <item>]]>x<!--</item>--><?y </item>?></item></a>";
        let (entries, outside) = split(text);
        assert_eq!(entries, ["<item><![CDATA[</item> > <item>]]>x<!--</item>--><?y </item>?></item>"]);
        assert_eq!(outside, "<a><!-- <item> --></a>");
    }

    #[test]
    fn a_broken_entry_costs_itself_alone() {
        let (entries, _) = split("<rss><item>a<item>b</item><item>c");
        assert_eq!(entries, ["! never ended: <item>a", "<item>b</item>", "! truncated: the file ends within it"]);
        let (entries, _) = split("<rss><item>a</item><item><![CDATA[x</item>");
        assert_eq!(entries, ["<item>a</item>", "! truncated: the file ends within it"]);
        assert_eq!(split("").0.len() + split("no tags").0.len() + split("<").0.len(), 0);
    }

    #[test]
    fn an_endless_entry_is_given_up() {
        let long = "x ".repeat(LONGEST_ARTICLE as usize / 2 + 10);
        for text in
            [format!("<item>{long}</item><item>b</item>"), format!("<item><![CDATA[{long}>{long}>]]></item><item>b</item>")]
        {
            let (entries, _) = split(&text);
            assert_eq!(entries, ["! longer than any article", "<item>b</item>"]);
        }
    }

    #[test]
    fn what_stands_outside_is_bounded() {
        let (entries, outside) = split(&format!("<rss>{}<item>a</item>{}", "<b>c</b>".repeat(200_000), "d".repeat(1_000_000)));
        assert_eq!(entries.len(), 1);
        assert!(outside.len() <= 4 * OUTSIDE + 1_000_000, "{}", outside.len());
        let (entries, outside) = split(&format!("<rss><!--{}--><item>a</item>", "y>".repeat(2_000_000)));
        assert_eq!(entries.len(), 1);
        assert!(outside.len() <= 3 * OUTSIDE + 1000, "{}", outside.len());
    }
}
