//! How do results look to a spreadsheet? Comma-separated, one header line, and no cell that a spreadsheet would run.

/// One line of cells, quoted where needed, without a line end.
pub fn line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cells = cells.into_iter().map(harmless);
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    writer.write_record(cells).expect("a line is written to memory");
    let bytes = writer.into_inner().expect("a line is written to memory");
    String::from_utf8_lossy(&bytes).trim_end_matches('\n').to_owned()
}

/// A cell that begins like a formula gets an apostrophe, which spreadsheets take for "this is text"
/// (OWASP, "CSV Injection").
fn harmless(cell: &str) -> String {
    let text: String = cell.chars().filter(|character| *character == '\n' || !super::terminal::is_unsafe(*character)).collect();
    if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn commas_and_quotes_are_quoted() {
        assert_eq!(line(["a", "b, c", "say \"d\""]), "a,\"b, c\",\"say \"\"d\"\"\"");
    }

    #[test]
    fn formulas_do_not_run() {
        assert_eq!(line(["=HYPERLINK(1)", "-1", "plain"]), "'=HYPERLINK(1),'-1,plain");
    }
}
