//! Factiva without its codes: what its readers print. Headline and byline stand above a line `734 words`; day, publication,
//! language and rights below it, each on its own line; then the text. A line `Document` and its number ends it.

use jiff::civil::Date;

use super::labels::{day, language, tell};
use super::{Part, factiva};
use crate::article::byline;
use crate::article::model::Stated;

/// Lines within which a document has the number of its words, and its rights below that.
const LONGEST_HEAD: usize = 12;

/// True where a text begins as such documents do.
pub(super) fn recognises(text: &str) -> bool {
    Lines::of(text).is_some()
}

/// Where a document has what.
struct Lines<'a> {
    above: Vec<&'a str>,
    date: Date,
    below: Vec<&'a str>,
    text: Vec<&'a str>,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Option<Lines<'a>> {
        let mut lines = text.lines().map(str::trim_end);
        let mut filled = lines.by_ref().map(str::trim).filter(|line| !line.is_empty());
        let mut above = Vec::new();
        loop {
            match filled.next()? {
                line if is_length(line) => break,
                _ if above.len() == LONGEST_HEAD => return None,
                line => above.push(line),
            }
        }
        let date = filled.next().filter(|line| line.len() < 40).and_then(day)?;
        let mut below = Vec::new();
        let has_rights = filled.by_ref().take(LONGEST_HEAD).any(|line| {
            below.push(line);
            is_rights(line)
        });
        let is_own = |line: &&str| factiva::part(line.trim()) == Part::Within;
        (has_rights && !above.is_empty()).then(|| Lines { above, date, below, text: lines.filter(is_own).collect() })
    }

    /// The text, without the company's name below it, which the rights name as well.
    fn text(&self) -> String {
        let text = self.text.join("\n").trim().to_owned();
        let rights = self.below.last().copied().unwrap_or_default();
        match text.rsplit_once('\n') {
            Some((text, company)) if rights.contains(company.trim().trim_end_matches('.')) => text.trim().to_owned(),
            _ => text,
        }
    }

    /// A section may stand above the headline, a byline below it: one that says so, or a name alone below a single line.
    fn headline(&self) -> (Option<String>, Option<String>) {
        let (byline, above) = match self.above.split_last() {
            Some((last, above)) if !above.is_empty() && (is_byline(last) || (above.len() == 1 && is_name(last))) => {
                (Some((*last).to_owned()), above)
            }
            _ => (None, self.above.as_slice()),
        };
        let headline = above.iter().copied().filter(|line| !is_section(line)).collect::<Vec<_>>().join(" ");
        (Some(headline).filter(|headline| !headline.is_empty()), byline)
    }
}

/// Fields and text of a document; one of another form is a text that states nothing.
pub(super) fn read(text: &str) -> Option<(Stated, String)> {
    let Some(lines) = Lines::of(text) else {
        let (whole, _) = text.trim_end().rsplit_once('\n').filter(|(_, last)| factiva::part(last.trim()) == Part::Ends)?;
        return Some((Stated::default(), whole.trim().to_owned())).filter(|(_, text)| !text.is_empty());
    };
    let (headline, byline) = lines.headline();
    let mut stated = Stated {
        body_only: true,
        headline,
        byline,
        date: Some(lines.date),
        source: lines.below.iter().find(|line| !is_clock(line)).map(|line| (*line).to_owned()),
        language: lines.below.iter().filter(|line| !line.contains(' ') && line.len() > 3).find_map(|line| language(line)),
        ..Stated::default()
    };
    let told = [("headline", "headline"), ("authors", "byline"), ("date", "day"), ("source", "publication")];
    tell(&mut stated, "Factiva", &told);
    Some((stated, lines.text())).filter(|(_, text)| !text.is_empty())
}

/// `1,734 words`.
fn is_length(line: &str) -> bool {
    line.strip_suffix(" words").is_some_and(|count| {
        count.starts_with(|c: char| c.is_ascii_digit()) && count.bytes().all(|byte| byte.is_ascii_digit() || byte == b',')
    })
}

fn is_rights(line: &str) -> bool {
    ["Copyright", "(c)", "(C)", "©"].iter().any(|mark| line.starts_with(mark))
}

fn is_byline(line: &str) -> bool {
    ["By ", "BY ", "by "].iter().any(|mark| line.starts_with(mark))
}

fn is_name(line: &str) -> bool {
    byline::bare(line, byline::Position::AboveDate).is_some()
}

/// `Foreign Desk; SECTA`: a code in capitals behind a semicolon.
fn is_section(line: &str) -> bool {
    line.rsplit_once("; ").is_some_and(|(_, code)| code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()))
}

fn is_clock(line: &str) -> bool {
    line.starts_with(|c: char| c.is_ascii_digit()) && line.contains(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRINT: &str = "Foreign Desk; SECTA\nRain Falls on Oslo\nBy JANE ROE\n1,734 words\n4 March 2019\n10:20\nThe Evening Post\nEVPO\nLate Edition - Final\n1\nEnglish\nCopyright 2019 The Evening Post Company. All Rights Reserved.\n\nOSLO -- It rained.\n\nAll day, the mayor said.\n\nThe Evening Post Company\n\nDocument EVPO000020190304ef340000b\n";

    #[test]
    fn lines_are_read_by_their_places() {
        assert!(recognises(PRINT));
        let (stated, body) = read(PRINT).unwrap();
        assert_eq!(
            (stated.headline.as_deref(), stated.byline.as_deref(), stated.source.as_deref()),
            (Some("Rain Falls on Oslo"), Some("By JANE ROE"), Some("The Evening Post"))
        );
        assert_eq!(
            (stated.date.map(|day| day.to_string()).as_deref(), stated.language.as_deref()),
            (Some("2019-03-04"), Some("en"))
        );
        assert_eq!(body, "OSLO -- It rained.\n\nAll day, the mayor said.");
        let bare = PRINT.replace("Foreign Desk; SECTA\n", "").replace("By JANE ROE", "Jane Roe");
        let (stated, _) = read(&bare).unwrap();
        assert_eq!((stated.headline.as_deref(), stated.byline.as_deref()), (Some("Rain Falls on Oslo"), Some("Jane Roe")));
        let (stated, body) = read("Rain in Oslo\n\nIt rained.\n\nDocument EVPO000020190304ef340000b\n").unwrap();
        assert_eq!((stated, body.as_str()), (Stated::default(), "Rain in Oslo\n\nIt rained."));
        assert!(read("Search Summary\n\nText\nOslo\n").is_none());
        for end in 0..PRINT.len() {
            let _ = read(PRINT.get(..end).unwrap());
        }
    }

    #[test]
    fn a_page_that_counts_its_words_is_no_print() {
        for text in [
            "Rain in Oslo\n\n734 words\n\nIt rained.\n",
            "Rain in Oslo\n734 words\n4 March 2019\n\nIt rained all day, and the mayor said so.\n",
            "734 words\n4 March 2019\nThe Post\n(c) 2019\n",
        ] {
            assert!(!recognises(text), "{text}");
        }
    }
}
