//! `compact`: one segment of all, without what was removed.

use std::time::Duration;

use super::arguments::WritingFlags;
use super::{Settings, Status};
use crate::error::Error;
use crate::index::{Conclusions, Error as IndexError, Means, Reader, Writer};
use crate::render::{Output, size};

/// Makes the index as small as it can be, and tells how small.
pub(super) fn run(settings: &Settings, flags: &WritingFlags) -> Result<Status, Error> {
    let before = Reader::open(&settings.index)?.bytes()?;
    let means = Means { memory: flags.memory / 4, patience: Duration::from_secs(flags.wait) };
    let mut writer = Writer::with(&settings.index, means)?;
    let Some(manifest) = writer.manifest().cloned() else {
        return Err(IndexError::Missing { path: settings.index.clone() }.into());
    };
    writer.compact()?;
    writer.commit(&manifest)?.publish(&Conclusions::default())?;
    let reader = Reader::open(&settings.index)?;
    if !settings.quiet {
        let mut output = Output::stdout();
        let (articles, after) = (reader.articles(), reader.bytes()?);
        output.line(&format!("{articles} articles in {}, {} before", size(after), size(before)))?;
        output.finish()?;
    }
    Ok(Status::Done)
}
