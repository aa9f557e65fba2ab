//! `extract`: what would `index` store?

use std::sync::Arc;

use super::arguments::{ExtractFlags, OutputFormat};
use super::{Settings, Status, no_such_format};
use crate::article::model::Article;
use crate::error::Error;
use crate::pipeline::{self, Merged};
use crate::render::{self, Output};
use crate::source::{self, Skipped};

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
    let (mut failed, mut skipped, mut cut) = (Vec::new(), Vec::new(), Vec::new());
    printer.begin()?;
    let result = pipeline::run_merged(&roots, settings.today, |outcome| {
        match outcome {
            Merged::Article(article) => {
                cut.extend(article.limits.iter().map(|limit| Skipped::file(article.place(), format!("kept in part: {limit}"))));
                printer.print(*article).map_err(Stop::Error)?;
            }
            Merged::Skipped(one) => skipped.push(one),
            Merged::Failed(one) => failed.push(one),
        }
        if printer.output.is_closed() { Err(Stop::Closed) } else { Ok(()) }
    });
    match result {
        Err(Stop::Error(error)) => return Err(error),
        Err(Stop::Closed) | Ok(()) => {}
    }
    let printed = printer.printed;
    printer.end()?;
    report(settings, &skipped, failed.iter().chain(&cut));
    if printed == 0 && failed.is_empty() && !settings.quiet {
        render::complain("no article found (hint: -v names the files that were skipped)");
    }
    Ok(match (failed.is_empty(), printed) {
        (false, _) => Status::Partial,
        (true, 0) => Status::Nothing,
        (true, _) => Status::Done,
    })
}

/// Names what could not be read or is kept in part, and with `-v` what was skipped too.
fn report<'a>(settings: &Settings, skipped: &[Skipped], failed: impl Iterator<Item = &'a Skipped>) {
    if settings.quiet {
        return;
    }
    for file in failed {
        render::complain(&format!("{}: {}", file.path, file.reason));
    }
    for file in skipped.iter().filter(|_| settings.verbose) {
        render::complain(&format!("{}: skipped: {}", file.path, file.reason));
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
