//! `formats`: what is read?

use super::arguments::{OutputFlags, OutputFormat};
use super::{Status, no_such_format};
use crate::error::Error;
use crate::render::{self, Output};
use crate::source;

/// Lists the formats.
pub(super) fn run(flags: &OutputFlags) -> Result<Status, Error> {
    let formats = source::formats();
    let mut output = Output::stdout();
    match flags.format(OutputFormat::Json) {
        OutputFormat::Text => output.lines(render::formats_text(&formats))?,
        OutputFormat::Json | OutputFormat::Jsonl => output.line(&render::formats_json(&formats))?,
        format => return Err(no_such_format(format, "formats", "text or json")),
    }
    output.finish()?;
    Ok(Status::Done)
}
