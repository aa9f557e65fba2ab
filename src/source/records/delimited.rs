//! How does a table become articles? A row is an article, the header names its fields. Rows are cut out of the stream by
//! following quotation marks, in bounded memory; a mark that is never closed costs its row alone, not the rest of the file.

use std::collections::VecDeque;
use std::io::{self, BufRead};
use std::sync::Arc;

use serde_json::{Map, Value};

use super::{fields, names, too_long};
use crate::article::model::Format;
use crate::source::piece::{Found, Give, Origin, Read};
use crate::source::read::{Head, lost};
use crate::source::returns::with_line_feeds;
use crate::source::{LONGEST_ARTICLE, decode, lines};

/// Rows without an end after which quotation marks are no longer believed.
const MOST_OPEN: usize = 10;

/// True for a table of commas or semicolons, by its name: only the header can tell more.
pub(in crate::source) fn recognises_csv(head: &Head<'_>) -> bool {
    head.origin.has_ending(&["csv"])
}

/// True for a table of tabs, by its name.
pub(in crate::source) fn recognises_tsv(head: &Head<'_>) -> bool {
    head.origin.has_ending(&["tsv", "tab"])
}

/// Reads a table of commas, semicolons or bars.
pub(in crate::source) fn read_csv(origin: &Origin, stream: &mut dyn BufRead, give: Give<'_>) {
    read(origin, stream, give, Format::Csv);
}

/// Reads a table of tabs.
pub(in crate::source) fn read_tsv(origin: &Origin, stream: &mut dyn BufRead, give: Give<'_>) {
    read(origin, stream, give, Format::Tsv);
}

/// The columns of a table.
struct Table {
    format: Format,
    delimiter: u8,
    columns: Vec<String>,
}

fn read(origin: &Origin, stream: &mut dyn BufRead, give: Give<'_>, format: Format) {
    let stream = &mut *with_line_feeds(stream);
    let mut rows = Rows { stream, pending: VecDeque::new(), delimiter: b',', columns: 0, open: 0 };
    let table = match rows.header(format) {
        Ok(Some(table)) if has_articles(origin, &table) => Arc::new(table),
        Ok(_) => {
            give(Found::Skipped(
                origin.left_out(Some(format), "a table without articles: no column is known as text (hint: --map body=COLUMN)"),
            ));
            return;
        }
        Err(error) => {
            give(lost(origin, &error));
            return;
        }
    };
    (rows.delimiter, rows.columns) = (table.delimiter, table.columns.len());
    let mut number = 0;
    loop {
        let row = match rows.next() {
            Ok(Some(row)) => row,
            Ok(None) => return,
            Err(error) => {
                give(lost(&origin.numbered(number + 1), &error));
                return;
            }
        };
        number += 1;
        let origin = origin.numbered(number);
        let found = match row {
            Row::Whole(bytes) if bytes.trim_ascii().is_empty() => {
                number -= 1;
                continue;
            }
            Row::Whole(bytes) => {
                let table = Arc::clone(&table);
                Found::piece(origin, bytes.len(), move |origin| article(origin, &bytes, &table))
            }
            Row::Open => Found::Failed(origin.left_out(Some(format), "a quotation mark that is never closed")),
            Row::TooLong => too_long(&origin, format),
        };
        if !give(found) {
            return;
        }
    }
}

fn has_articles(origin: &Origin, table: &Table) -> bool {
    let mapped = origin
        .mapping
        .as_deref()
        .is_some_and(|mapping| mapping.paths().any(|path| table.columns.iter().any(|column| column == path)));
    mapped || names::has_articles(table.columns.iter().map(String::as_str))
}

fn article(origin: Origin, bytes: &[u8], table: &Table) -> Read {
    let Some((text, reading)) = decode(bytes) else {
        return Read::Failed(origin.left_out(Some(table.format), "binary data within a row"));
    };
    let mut values = values(&text, table.delimiter);
    // Some programs end every row with a delimiter.
    while values.len() > table.columns.len() && values.last().is_some_and(|value| value.trim().is_empty()) {
        values.pop();
    }
    if values.len() != table.columns.len() {
        let reason = format!("a row of {} fields where the header has {}", values.len(), table.columns.len());
        return Read::Failed(origin.left_out(Some(table.format), reason));
    }
    let record: Map<String, Value> = table.columns.iter().cloned().zip(values.into_iter().map(Value::String)).collect();
    match fields::of(&record, origin.mapping.as_deref()) {
        Some((stated, text)) => origin.document(table.format, text, reading, stated),
        None => Read::Skipped(origin.left_out(Some(table.format), "a row without an article: no text, or nothing beside it")),
    }
}

/// The fields of one row, by the rules of [`Marks`]; where a mark is never closed, marks are characters like others.
fn values(row: &str, delimiter: u8) -> Vec<String> {
    let row = row.trim_end_matches(['\n', '\r']);
    let delimiter = char::from(delimiter);
    let (mut values, mut value) = (Vec::new(), String::new());
    let (mut is_open, mut is_inside) = (false, false);
    let mut characters = row.chars().peekable();
    while let Some(character) = characters.next() {
        match (character, is_open) {
            ('"', true) if characters.next_if_eq(&'"').is_some() => value.push('"'),
            ('"', true) if characters.peek().is_none_or(|next| *next == delimiter) => is_open = false,
            ('"', false) if !is_inside => (is_open, is_inside) = (true, true),
            (character, false) if character == delimiter => {
                values.push(std::mem::take(&mut value));
                is_inside = false;
            }
            (character, _) => {
                // Some programs escape a mark with a backslash.
                if character == '"' && is_open && value.ends_with('\\') {
                    value.pop();
                }
                value.push(character);
                is_inside = true;
            }
        }
    }
    if is_open {
        return row.split(delimiter).map(str::to_owned).collect();
    }
    values.push(value);
    values
}

/// A row of a table.
enum Row {
    Whole(Vec<u8>),
    /// Its quotation mark is not closed within the length of an article.
    Open,
    TooLong,
}

/// Rows of a stream.
struct Rows<'a> {
    stream: &'a mut dyn BufRead,
    /// Lines that were read in search of a closing mark and given back.
    pending: VecDeque<Vec<u8>>,
    delimiter: u8,
    columns: usize,
    /// Rows whose mark was never closed.
    open: usize,
}

impl Rows<'_> {
    /// Columns and delimiter, by the first line that is not empty; Excel may name the delimiter above it: `sep=;`.
    fn header(&mut self, format: Format) -> io::Result<Option<Table>> {
        let mut named = None;
        let text = loop {
            let Some(lines::Line::Whole(line)) = self.line()? else { return Ok(None) };
            let Some((text, _)) = decode(&line) else { return Ok(None) };
            let text = text.trim_start_matches('\u{feff}').trim_end_matches(['\n', '\r']);
            match text.strip_prefix("sep=").or_else(|| text.strip_prefix("SEP=")).map(str::as_bytes) {
                Some([delimiter]) => named = Some(*delimiter),
                _ if text.trim().is_empty() => {}
                _ => break text.trim_end().to_owned(),
            }
        };
        let count = |delimiter: &u8| text.bytes().filter(|byte| byte == delimiter).count();
        let delimiter = match format {
            _ if named.is_some() => named.unwrap_or(b','),
            Format::Tsv => b'\t',
            _ => *[b',', b';', b'\t', b'|'].iter().rev().max_by_key(|delimiter| count(delimiter)).unwrap_or(&b','),
        };
        let columns = values(&text, delimiter).iter().map(|column| column.trim().to_owned()).collect();
        Ok(Some(Table { format, delimiter, columns }))
    }

    fn line(&mut self) -> io::Result<Option<lines::Line>> {
        match self.pending.pop_front() {
            Some(line) => Ok(Some(lines::Line::Whole(line))),
            None => lines::next(self.stream),
        }
    }

    /// The next row: one line, or more where a mark is open at the end of a line.
    fn next(&mut self) -> io::Result<Option<Row>> {
        let mut row = match self.line()? {
            None => return Ok(None),
            Some(lines::Line::TooLong) => return Ok(Some(Row::TooLong)),
            Some(lines::Line::Whole(line)) => line,
        };
        let first = row.len();
        let mut marks = Marks::default();
        marks.follow(&row, self.delimiter);
        if !marks.is_open || self.open >= MOST_OPEN || self.has_plain_marks(&row) {
            return Ok(Some(Row::Whole(row)));
        }
        let mut more: Vec<Vec<u8>> = Vec::new();
        while marks.is_open && row.len() as u64 <= LONGEST_ARTICLE {
            let Some(lines::Line::Whole(line)) = self.line()? else { break };
            marks.follow(&line, self.delimiter);
            row.extend(&line);
            more.push(line);
        }
        if !marks.is_open {
            return Ok(Some(Row::Whole(row)));
        }
        // The lines behind it are rows of their own.
        self.open += 1;
        for line in more.into_iter().rev() {
            self.pending.push_front(line);
        }
        row.truncate(first);
        Ok(Some(if self.is_row(&row) { Row::Whole(row) } else { Row::Open }))
    }

    /// Tables of tabs often know no quotation marks: in `"The rain" is over` they are characters like others.
    fn has_plain_marks(&self, line: &[u8]) -> bool {
        let parts = || line.split(|byte| *byte == self.delimiter).map(<[u8]>::trim_ascii_end);
        let is_closed = |part: &[u8]| part.first() != Some(&b'"') || part.split(|byte| *byte == b'"').count() % 2 == 1;
        self.is_row(line) && parts().all(is_closed)
    }

    /// True where the tabs of a line make a row without its marks.
    fn is_row(&self, line: &[u8]) -> bool {
        self.delimiter == b'\t' && line.split(|byte| *byte == b'\t').count() == self.columns
    }
}

/// Follows quotation marks: one opens a field at its beginning, and closes it before a delimiter or a line end.
#[derive(Default)]
struct Marks {
    is_open: bool,
    is_inside: bool,
}

impl Marks {
    fn follow(&mut self, line: &[u8], delimiter: u8) {
        let mut bytes = line.iter().copied().peekable();
        self.is_inside &= self.is_open;
        while let Some(byte) = bytes.next() {
            match byte {
                b'"' if self.is_open => {
                    if bytes.peek() == Some(&b'"') {
                        bytes.next();
                    } else if bytes.peek().is_none_or(|next| *next == delimiter || matches!(next, b'\n' | b'\r')) {
                        self.is_open = false;
                        self.is_inside = true;
                    }
                }
                b'"' if !self.is_inside => {
                    self.is_open = true;
                    self.is_inside = true;
                }
                byte if !self.is_open => self.is_inside = byte != delimiter && !matches!(byte, b'\n' | b'\r'),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(name: &str, text: &str) -> Vec<String> {
        let origin = Origin::named(name);
        let mut found = Vec::new();
        let format = if name.ends_with("tsv") { Format::Tsv } else { Format::Csv };
        read(
            &origin,
            &mut text.as_bytes(),
            &mut |one| {
                found.push(match one.read() {
                    Read::Document(document) => {
                        format!("{} {} | {}", document.id, document.stated.headline.unwrap_or_default(), document.text)
                    }
                    Read::Skipped(left_out) => format!("skipped {}", left_out.reason),
                    Read::Failed(left_out) => format!("failed {} {}", left_out.path, left_out.reason),
                });
                true
            },
            format,
        );
        found
    }

    #[test]
    fn rows_are_articles_in_every_dialect() {
        let expected = ["t#1 Rain, at last | It rained.\nAll day.", "t#2 Sun | It \"shone\"."];
        let commas = "\u{feff}title,text,url\r\n\"Rain, at last\",\"It rained.\nAll day.\",x\r\nSun,\"It \"\"shone\"\".\",y\r\n";
        assert_eq!(table("t", commas), expected);
        let semicolons = "title;text;url\n\"Rain, at last\";\"It rained.\nAll day.\";x\nSun;\"It \"\"shone\"\".\";y";
        assert_eq!(table("t", semicolons), expected);
        assert_eq!(table("t.tsv", "title\ttext\tdate\nRain\tIt rained.\t2024-03-05\n"), ["t.tsv#1 Rain | It rained."]);
    }

    #[test]
    fn a_bad_row_costs_itself_alone_and_is_named() {
        let found = table("t", "title,text\nRain,It rained.\nToo,many,fields\nOne\n\"No end,x\nSun,It shone.\n");
        assert_eq!(found[0], "t#1 Rain | It rained.");
        assert_eq!(found[1], "failed t#2 a row of 3 fields where the header has 2");
        assert_eq!(found[2], "failed t#3 a row of 1 fields where the header has 2");
        assert_eq!(found[3], "failed t#4 a quotation mark that is never closed");
        assert_eq!(found[4], "t#5 Sun | It shone.");
    }

    #[test]
    fn a_table_of_something_else_is_skipped_once() {
        assert_eq!(table("t", "id,price\n1,2\n3,4\n").len(), 1);
        assert!(table("t", "id,price\n1,2\n")[0].starts_with("skipped a table without articles"));
        assert!(table("t", "")[0].starts_with("skipped"));
    }

    #[test]
    fn many_open_marks_do_not_cost_their_square() {
        let text = format!("title,text\n{}", "\"no end,x\n".repeat(20_000));
        assert_eq!(table("t", &text).len(), 20_000);
    }

    #[test]
    fn marks_in_a_table_of_tabs_may_be_characters_like_others() {
        let text = "title\ttext\n\"The rain\" is over\tIt rained.\n\"Quoted\" and again\tIt \"shone\".\n\"Snow\"\t\"It fell.\nAll day.\"\n\"Wind\tIt blew.\n";
        assert_eq!(
            table("t.tsv", text),
            [
                "t.tsv#1 \"The rain\" is over | It rained.",
                "t.tsv#2 \"Quoted\" and again | It \"shone\".",
                "t.tsv#3 Snow | It fell.\nAll day.",
                "t.tsv#4 \"Wind | It blew."
            ]
        );
    }

    #[test]
    fn headers_and_rows_of_spreadsheets_are_read() {
        let expected = ["t#1 Rain | It rained."];
        for text in [
            "sep=;\r\ntitle;text\r\nRain;It rained.\r\n",
            "\n\ntitle,text\nRain,It rained.\n",
            "title,text\rRain,It rained.\r",
            "title,text\nRain,It rained.,,\n",
        ] {
            assert_eq!(table("t", text), expected, "{text}");
        }
        let said = table("t", "title,text\nRain,\"He said \"yes, but\" and left.\"\n");
        assert_eq!(said, ["t#1 Rain | He said \"yes, but\" and left."]);
        let said = table("t", "title,text\nRain,\"He said \\\"yes, but\\\" and left.\"\n");
        assert_eq!(said, ["t#1 Rain | He said \"yes, but\" and left."]);
    }
}
