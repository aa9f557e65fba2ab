//! `check`: is the index whole, and does it agree with its folders? `--repair` mends what can be mended.

use std::sync::Arc;
use std::time::Duration;

use super::arguments::{CheckFlags, OutputFormat};
use super::{CHECKPOINT, Settings, Status, no_such_format};
use crate::error::Error;
use crate::index::{self, Examination, Means, Writer};
use crate::pipeline::{Build, Changes};
use crate::render::{self, Checked, Output};
use crate::source::Root;

/// Tells what is wrong; with `--repair`, mends it and tells what is still wrong then.
pub(super) fn run(settings: &Settings, flags: &CheckFlags) -> Result<Status, Error> {
    let build = build(settings, flags);
    if flags.repair {
        repair(settings, &build)?;
    }
    let examination = index::examine(&settings.index)?;
    let folders = if examination.faults.is_empty() { folders(settings, &build)? } else { Vec::new() };
    let checked = Checked { examination: &examination, folders: &folders };
    let mut output = Output::stdout();
    match flags.output.format(OutputFormat::Json) {
        OutputFormat::Text => output.lines(render::check_text(&checked))?,
        OutputFormat::Json | OutputFormat::Jsonl => output.line(&render::check_json(&checked))?,
        format => return Err(no_such_format(format, "check", "text or json")),
    }
    output.finish()?;
    Ok(match (examination.faults.is_empty(), checked.agrees()) {
        (false, _) => Status::Error,
        (true, false) => Status::Nothing,
        (true, true) => Status::Done,
    })
}

/// How the folders differ from what was read of them, those that are still there.
fn folders(settings: &Settings, build: &Build) -> Result<Vec<(Root, Changes)>, Error> {
    let (folders, built) = build.dry_run()?;
    for gone in built.failed.iter().filter(|_| !settings.quiet) {
        render::complain(&format!("{}: {}", gone.path, gone.reason));
    }
    Ok(folders)
}

fn build(settings: &Settings, flags: &CheckFlags) -> Build {
    Build {
        directory: settings.index.clone(),
        add: Vec::new(),
        remove: Vec::new(),
        mapping: None,
        rules: None,
        left_out: Vec::new(),
        today: settings.today,
        memory: flags.writing.memory,
        checkpoint: CHECKPOINT,
        patience: Duration::from_secs(flags.writing.wait),
        interrupted: Arc::default(),
    }
}

/// Builds anew what is damaged or of an older format; a writer that is opened sweeps away what belongs to no commit.
fn repair(settings: &Settings, build: &Build) -> Result<(), Error> {
    let is_sound = match index::examine(&settings.index) {
        Ok(Examination { faults, .. }) => faults.is_empty(),
        Err(index::Error::OtherVersion { .. }) => false,
        Err(error) => return Err(error.into()),
    };
    if is_sound {
        Writer::with(&settings.index, Means { patience: build.patience, ..Means::default() })?;
        return Ok(());
    }
    let rebuilt = build.rebuild(&mut |_| ())?;
    if !settings.quiet {
        let (total, saved, lost) = (rebuilt.built.total, rebuilt.saved, rebuilt.lost);
        render::note(&format!("built anew: {total} articles, {saved} of them from the old index, {lost} lost"));
        rebuilt.built.failed.iter().for_each(|file| render::complain(&format!("{}: {}", file.path, file.reason)));
    }
    Ok(())
}
