//! How do results look to a spreadsheet? Comma-separated, one header line, and no cell that a spreadsheet would run.

/// One line of cells, quoted where needed, without a line end.
pub fn line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    cells.into_iter().map(|cell| quoted(harmless(cell))).collect::<Vec<_>>().join(",")
}

/// What a formula begins with, in plain and in full width, for one spreadsheet or another.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// A cell that begins like a formula, behind blanks and quotes or none, gets an apostrophe, which spreadsheets take for "this
/// is text" (OWASP, "CSV Injection"). Numbers stay numbers. What a terminal would act on is left out.
fn harmless(cell: &str) -> String {
    let text: String = cell.chars().filter(|character| *character == '\n' || !super::terminal::is_unsafe(*character)).collect();
    let begin = text.trim_start_matches(|c: char| c.is_whitespace() || "\"'`“”‘’\u{feff}\u{200b}".contains(c));
    if begin.starts_with(FORMULA) && !is_number(&text) { format!("'{text}") } else { text }
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.e".contains(&byte)) && text.parse::<f64>().is_ok()
}

/// In quotes where it holds something that parts cells: a semicolon does so too where the comma is the decimal sign.
fn quoted(cell: String) -> String {
    if cell.contains(['"', ',', ';', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn commas_and_quotes_are_quoted() {
        assert_eq!(line(["a", "b, c", "say \"d\"", "", "e; f"]), "a,\"b, c\",\"say \"\"d\"\"\",,\"e; f\"");
        assert_eq!(line(["two\nlines"]), "\"two\nlines\"");
    }

    #[test]
    fn formulas_do_not_run() {
        assert_eq!(line(["=HYPERLINK(1)", "-1+1", "plain"]), "'=HYPERLINK(1),'-1+1,plain");
        for begin in ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t=", "\r=", "\n=", " =", "\u{a0}@", "\u{1b}=", "\u{feff}="]
        {
            let cell = line([format!("{begin}cmd()").as_str()]);
            assert!(cell.trim_start_matches('"').starts_with('\''), "{begin:?}: {cell}");
        }
        // A mark of quotation first does not hide it.
        assert_eq!(line(["\"=cmd()"]), "\"'\"\"=cmd()\"");
        assert_eq!(line(["'=cmd()", "’-cmd()"]), "''=cmd(),'’-cmd()");
    }

    #[test]
    fn numbers_stay_numbers() {
        assert_eq!(line(["-1", "+2.5", "-3e7", "1986-10-12", "-", "-inf", "+e"]), "-1,+2.5,-3e7,1986-10-12,'-,'-inf,'+e");
    }

    #[test]
    fn a_reader_of_csv_finds_the_same_cells() {
        let cells = ["a\"b", "c;d", "e\nf", "", "g,h", " i "];
        let text = format!("{}\n", line(cells));
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let record = reader.records().next().unwrap().unwrap();
        assert_eq!(record.iter().collect::<Vec<_>>(), cells);
    }
}
