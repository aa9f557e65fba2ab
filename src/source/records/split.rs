//! Where does one record of JSON end and the next begin? A scanner of brackets and strings cuts objects out of a stream, one
//! after another, without understanding them: those of an array, those that follow one another, and those of the list
//! within an object around it (`{"articles": [...]}`). Memory holds one record; one that is too long is passed over.

use std::io::{self, BufRead};

use super::super::LONGEST_ARTICLE;

/// Names of lists of records within an object around them.
const LISTS: &[&str] = &[
    "articles",
    "items",
    "data",
    "docs",
    "documents",
    "results",
    "records",
    "hits",
    "stories",
    "entries",
    "posts",
    "news",
    "list",
    "edges",
    "nodes",
    "@graph",
];

/// Bytes that are kept of what stands around a list: names of feed and site.
const LONGEST_SHELL: usize = 64 * 1024;

/// Objects around a list that are looked into.
const DEEPEST_LIST: usize = 4;

/// What the scanner found.
#[derive(Debug, PartialEq, Eq)]
pub enum Cut {
    /// An object, from bracket to bracket.
    Record(Vec<u8>),
    /// An object that is longer than any article.
    TooLong,
    /// The stream ends within a record.
    Truncated,
}

/// Cuts records out of a stream.
pub struct Splitter<'a> {
    stream: &'a mut dyn BufRead,
    /// Objects and lists that are open around the records.
    around: usize,
    /// True where the stream is a list itself: then no object in it is one around a list.
    is_array: bool,
    /// What stands before the list of records, from the first bracket on.
    shell: Vec<u8>,
}

/// Where the scanner is with regard to strings.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Text {
    #[default]
    Outside,
    Inside,
    /// Behind a backslash.
    Escaped,
}

/// Where the scanner is within a record.
#[derive(Default)]
struct Scan {
    bytes: Vec<u8>,
    length: u64,
    depth: usize,
    text: Text,
    /// The last string that ended, which names what follows it, and whether a colon stands between.
    name: Vec<u8>,
    is_value: bool,
    /// An opening bracket whose first element decides whether it is a list of records.
    is_list: bool,
    /// True where it is known to be a record itself.
    is_record: bool,
}

impl<'a> Splitter<'a> {
    /// A splitter of the stream.
    pub fn new(stream: &'a mut dyn BufRead) -> Splitter<'a> {
        Splitter { stream, around: 0, is_array: false, shell: Vec::new() }
    }

    /// True where the records are elements of a list.
    pub fn is_list(&self) -> bool {
        self.is_array || !self.shell.is_empty()
    }

    /// What stands around the records, closed so that it is JSON: `{"title": "Post", "items": []}`; empty where nothing does.
    pub fn shell(&self) -> &[u8] {
        &self.shell
    }

    /// The next record; `None` at the end.
    ///
    /// # Errors
    /// Where the stream cannot be read.
    pub fn next(&mut self) -> io::Result<Option<Cut>> {
        if !self.skip_to_record()? {
            return Ok(None);
        }
        let mut scan = Scan::default();
        while let Some(byte) = self.byte()? {
            scan.take(byte);
            if scan.is_list && !byte.is_ascii_whitespace() && byte != b'[' {
                scan.is_list = false;
                scan.is_record |= byte == b'{' && !self.may_enter(&scan);
                if byte == b'{' && !scan.is_record {
                    self.enter_list(&mut scan);
                }
            }
            if scan.depth == 0 {
                let is_whole = scan.length <= LONGEST_ARTICLE;
                return Ok(Some(if is_whole { Cut::Record(scan.bytes) } else { Cut::TooLong }));
            }
        }
        Ok(Some(Cut::Truncated))
    }

    /// True where what was scanned so far may stand around the records: it has no text of its own.
    fn may_enter(&self, scan: &Scan) -> bool {
        const OF_RECORDS: [&[u8]; 7] =
            [b"\"body\"", b"\"text\"", b"\"content\"", b"\"headline\"", b"\"maintext\"", b"\"articleBody\"", b"\"byline\""];
        let has = |mark: &[u8]| scan.bytes.windows(mark.len()).any(|window| window == mark);
        let fits = !scan.is_record
            && self.shell.is_empty()
            && !self.is_array
            && scan.depth <= DEEPEST_LIST + 2
            && scan.bytes.len() <= LONGEST_SHELL;
        fits && !OF_RECORDS.iter().any(|mark| has(mark))
    }

    /// What was scanned so far stands around a list, whose first record begins here.
    fn enter_list(&mut self, scan: &mut Scan) {
        // Without the bracket that was just read.
        scan.bytes.pop();
        self.shell = std::mem::take(&mut scan.bytes);
        self.around = scan.depth - 1;
        self.shell.push(b']');
        self.shell.extend(std::iter::repeat_n(b'}', self.around - 1));
        *scan = Scan::default();
        scan.take(b'{');
    }

    /// Passes over what stands between records; false at the end.
    fn skip_to_record(&mut self) -> io::Result<bool> {
        // What follows the list within the object around it is no record.
        let mut skipped = Scan::default();
        loop {
            let Some(byte) = self.peek()? else { return Ok(false) };
            if byte == b'{' && skipped.text == Text::Outside {
                return Ok(true);
            }
            self.is_array |= byte == b'[' && skipped.text == Text::Outside;
            self.stream.consume(1);
            skipped.skip(byte);
            // The list ends: what follows belongs to the object around it.
            if skipped.text == Text::Outside && byte == b']' && !self.shell.is_empty() {
                self.skip_rest()?;
            }
        }
    }

    /// Passes over the rest of the objects around a list.
    fn skip_rest(&mut self) -> io::Result<()> {
        let mut scan = Scan { depth: self.around.saturating_sub(1), ..Scan::default() };
        self.around = 0;
        while scan.depth > 0 {
            let Some(byte) = self.byte()? else { break };
            scan.take(byte);
            scan.bytes.clear();
        }
        Ok(())
    }

    fn peek(&mut self) -> io::Result<Option<u8>> {
        Ok(self.stream.fill_buf()?.first().copied())
    }

    fn byte(&mut self) -> io::Result<Option<u8>> {
        let byte = self.peek()?;
        self.stream.consume(usize::from(byte.is_some()));
        Ok(byte)
    }
}

impl Scan {
    fn take(&mut self, byte: u8) {
        self.length += 1;
        if self.length <= LONGEST_ARTICLE {
            self.bytes.push(byte);
        } else {
            self.bytes.clear();
        }
        self.skip(byte);
    }

    /// Follows brackets and strings.
    fn skip(&mut self, byte: u8) {
        match (self.text, byte) {
            (Text::Outside, _) => self.follow(byte),
            (Text::Escaped, _) => self.text = Text::Inside,
            (Text::Inside, b'\\') => self.text = Text::Escaped,
            (Text::Inside, b'"') => self.text = Text::Outside,
            (Text::Inside, _) if self.name.len() < 32 => self.name.push(byte.to_ascii_lowercase()),
            (Text::Inside, _) => {}
        }
    }

    fn follow(&mut self, byte: u8) {
        match byte {
            b'"' => {
                self.text = Text::Inside;
                self.name.clear();
                self.is_value = false;
            }
            b':' => self.is_value = true,
            b'{' => {
                self.depth += 1;
                self.is_value = false;
            }
            b'[' => {
                self.depth += 1;
                self.is_list = self.is_value && LISTS.iter().any(|name| name.as_bytes() == self.name);
                self.is_value = false;
            }
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> (Vec<String>, String) {
        let mut stream = text.as_bytes();
        let mut splitter = Splitter::new(&mut stream);
        let mut cuts = Vec::new();
        while let Some(cut) = splitter.next().unwrap() {
            cuts.push(match cut {
                Cut::Record(bytes) => String::from_utf8(bytes).unwrap(),
                other => format!("{other:?}"),
            });
        }
        (cuts, String::from_utf8(splitter.shell().to_vec()).unwrap())
    }

    #[test]
    fn records_of_an_array_and_one_after_another() {
        for text in [
            "[{\"a\": 1}, {\"a\": 2}]",
            "{\"a\": 1}\n{\"a\": 2}\n",
            "{\"a\": 1}{\"a\": 2}",
            "\u{feff}  [ {\"a\": 1}\n,{\"a\": 2} ]  ",
        ] {
            assert_eq!(cut(text).0, ["{\"a\": 1}", "{\"a\": 2}"], "{text}");
        }
        for text in ["", "[]", "  ", "[1, 2, \"{\"]", "null"] {
            assert_eq!(cut(text).0, Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn brackets_in_strings_are_text() {
        let record = r#"{"a": "} ] \" {", "b": {"c": ["]", {}]}}"#;
        assert_eq!(cut(&format!("[{record},{record}]")).0, [record, record]);
    }

    #[test]
    fn the_list_within_an_object_is_found_and_what_stands_around_it_kept() {
        let (records, shell) = cut(r#"{"title": "Post", "items": [{"a": 1}, {"items": [1]}], "next": {"a": 3}} "#);
        assert_eq!(records, [r#"{"a": 1}"#, r#"{"items": [1]}"#]);
        assert_eq!(shell, r#"{"title": "Post", "items": []}"#);
        let (records, _) = cut(r#"{"response": {"status": "ok", "docs": [{"a": 1}]}, "more": [{"a": 2}]}"#);
        assert_eq!(records, [r#"{"a": 1}"#]);
        let one = r#"{"headline": "x", "authors": [{"name": "Jane"}], "items": []}"#;
        assert_eq!(cut(one).0, [one], "a list that holds no objects is a part of the record");
        let inner = r#"{"title": "x", "text": "y", "items": [{"a": 1}]}"#;
        assert_eq!(cut(inner).0, [inner], "a list within a record is a part of it");
        let listed = r#"{"title": "x", "items": [{"a": 1}]}"#;
        assert_eq!(cut(&format!("[{listed}]")).0, [listed]);
    }

    #[test]
    fn many_lists_in_a_record_do_not_cost_their_square() {
        let record = format!("{{\"text\": 1{}}}", ", \"items\": [{}]".repeat(4_000));
        assert_eq!(cut(&record.repeat(100)).0.len(), 100);
    }

    #[test]
    fn what_is_cut_off_is_told_and_what_is_whole_is_given() {
        assert_eq!(cut("[{\"a\": 1}, {\"a\": ").0, ["{\"a\": 1}", "Truncated"]);
        assert_eq!(cut("{\"a\": \"no end").0, ["Truncated"]);
    }

    #[test]
    fn a_record_that_is_too_long_costs_itself_alone() {
        let long = format!("{{\"a\": \"{}\"}}", "x".repeat(LONGEST_ARTICLE as usize));
        let (records, _) = cut(&format!("[{long}, {{\"a\": 2}}]"));
        assert_eq!(records, ["TooLong", "{\"a\": 2}"]);
    }

    #[test]
    fn depth_costs_nothing() {
        assert_eq!(cut(&format!("{{\"a\":{}", "[".repeat(1_000_000))).0, ["Truncated"]);
        assert_eq!(cut(&"]".repeat(100_000)).0, Vec::<String>::new());
    }
}
