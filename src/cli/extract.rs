//! `extract`: what would `index` store?

use std::sync::Arc;

use super::arguments::{ExtractFlags, OutputFormat};
use super::{Settings, Status, no_such_format};
use crate::article::model::Article;
use crate::error::Error;
use crate::pipeline::{self, Merged};
use crate::render::{self, Output};
use crate::source;

/// Why reading stops before its end: an error, or a reader that has seen enough.
enum Stop {
    Error(Error),
    Closed,
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Stop {
        Stop::Error(Error::Waiting(error))
    }
}

/// Prints one record an article, in the order of the files.
pub(super) fn run(settings: &Settings, flags: &ExtractFlags) -> Result<Status, Error> {
    let format = flags.output.format(OutputFormat::Jsonl);
    let mapping = super::mapping(&flags.map)?.map(Arc::new);
    let mut roots = source::plan(&[], &flags.paths)?;
    for root in &mut roots {
        root.mapping.clone_from(&mapping);
    }
    let mut printer =
        Printer { format, why: flags.why, settings, output: Output::stdout(), printed: 0, features: 0, last_path: None };
    let (mut failed, mut skipped, mut cut) = (Named::default(), Named::default(), Named::default());
    printer.begin()?;
    let result = pipeline::run_merged(&roots, settings.today, |outcome| {
        match outcome {
            Merged::Article(article) => {
                for limit in &article.limits {
                    cut.push(&article.path, &article.place(), &format!("kept in part: {limit}"));
                }
                printer.print(*article).map_err(Stop::Error)?;
            }
            Merged::Skipped(one) => skipped.push(&one.file, &one.path, &format!("skipped: {}", one.reason)),
            Merged::Failed(one) => failed.push(&one.file, &one.path, &one.reason),
        }
        if printer.output.is_closed() { Err(Stop::Closed) } else { Ok(()) }
    });
    match result {
        Err(Stop::Error(error)) => return Err(error),
        Err(Stop::Closed) | Ok(()) => {}
    }
    let printed = printer.printed;
    printer.end()?;
    report(settings, &skipped, [&failed, &cut]);
    if printed == 0 && failed.is_empty() && !settings.quiet {
        render::complain("no article found (hint: -v names the files that were skipped)");
    }
    Ok(match (failed.is_empty(), printed) {
        (false, _) => Status::Partial,
        (true, 0) => Status::Nothing,
        (true, _) => Status::Done,
    })
}

/// What is told of one file at most; the rest is counted.
const NAMED: usize = 100;

/// What is to be told of files when all articles are printed, in bounded memory for each file.
#[derive(Default)]
struct Named {
    lines: Vec<String>,
    /// The file of the last line, and how much of it there was.
    file: String,
    count: usize,
}

impl Named {
    fn push(&mut self, file: &str, path: &str, reason: &str) {
        if self.file != file {
            (self.file, self.count) = (file.to_owned(), 0);
        }
        self.count += 1;
        if self.count > NAMED + 1 {
            self.lines.pop();
        }
        self.lines.push(if self.count > NAMED {
            format!("{file}: {} more like these", self.count - NAMED)
        } else {
            format!("{path}: {reason}")
        });
    }

    fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

/// Names what could not be read or is kept in part, and with `-v` what was skipped too.
fn report(settings: &Settings, skipped: &Named, failed: [&Named; 2]) {
    if settings.quiet {
        return;
    }
    let skipped = skipped.lines.iter().filter(|_| settings.verbose);
    for line in failed.into_iter().flat_map(|failed| &failed.lines).chain(skipped) {
        render::complain(line);
    }
}

struct Printer<'a> {
    format: OutputFormat,
    why: bool,
    settings: &'a Settings,
    output: Output,
    printed: usize,
    features: usize,
    last_path: Option<String>,
}

impl Printer<'_> {
    fn begin(&mut self) -> Result<(), Error> {
        match self.format {
            OutputFormat::Csv => self.output.lines(render::record_csv([]))?,
            OutputFormat::Json => self.output.line("[")?,
            OutputFormat::Geojson => self.output.line(render::geojson::BEGIN)?,
            format @ (OutputFormat::Bibtex | OutputFormat::Ris) => {
                return Err(no_such_format(format, "extract", "text, json, jsonl, csv, paths or geojson"));
            }
            _ => {}
        }
        Ok(())
    }

    fn print(&mut self, article: Article) -> Result<(), Error> {
        match self.format {
            OutputFormat::Jsonl => self.output.line(&render::record_json(article, self.why))?,
            OutputFormat::Json => {
                let comma = if self.printed > 0 { "," } else { "" };
                self.output.line(&format!("{comma}{}", render::record_json(article, self.why)))?;
            }
            OutputFormat::Geojson => {
                for feature in render::geojson::features(&article) {
                    let comma = if self.features > 0 { "," } else { "" };
                    self.output.line(&format!("{comma}{feature}"))?;
                    self.features += 1;
                }
            }
            OutputFormat::Csv => self.output.lines(render::record_csv([&article]).into_iter().skip(1))?,
            // The articles of one file come one after the other, so the last path is all that need be kept.
            OutputFormat::Paths if self.last_path.as_deref() == Some(&article.path) => {}
            OutputFormat::Paths => {
                self.output.line(&render::terminal::escape_name(&article.path))?;
                self.last_path = Some(article.path);
            }
            // The other forms were refused before anything was read.
            OutputFormat::Text | OutputFormat::Bibtex | OutputFormat::Ris => {
                let lines = render::record_text(&article, self.why, self.settings.screen);
                self.output.lines(std::iter::repeat_n(String::new(), usize::from(self.printed > 0)).chain(lines))?;
            }
        }
        self.printed += 1;
        Ok(())
    }

    fn end(mut self) -> Result<(), Error> {
        match self.format {
            OutputFormat::Json => self.output.line("]")?,
            OutputFormat::Geojson => self.output.line(render::geojson::END)?,
            _ => {}
        }
        self.output.finish()?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{NAMED, Named};

    #[test]
    fn of_one_file_a_hundred_are_named_and_the_rest_is_counted() {
        let mut named = Named::default();
        for number in 1..=NAMED + 3 {
            named.push("a.csv", &format!("a.csv#{number}"), "no row");
        }
        named.push("b.csv", "b.csv#1", "no row");
        assert_eq!(named.lines.len(), NAMED + 2);
        assert_eq!(named.lines.get(NAMED - 1..).unwrap(), ["a.csv#100: no row", "a.csv: 3 more like these", "b.csv#1: no row"]);
    }
}
