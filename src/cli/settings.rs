//! What do the flags of every command amount to? One validated value, with the environment and the clock resolved.

use std::path::PathBuf;

use jiff::civil::Date;

use super::arguments::{ColorChoice, GlobalFlags, OutputFlags, OutputFormat};
use crate::render::terminal::Screen;

/// Settings of a run.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    /// Folder of the index.
    pub index: PathBuf,
    /// Where output goes.
    pub screen: Screen,
    /// No summary, progress or warnings.
    pub quiet: bool,
    /// Every file that was left out is named.
    pub verbose: bool,
    /// The day to take for today.
    pub today: Date,
    /// Long answers may be shown page by page.
    pub pager: bool,
}

impl Settings {
    /// From the flags and the environment.
    pub fn new(flags: &GlobalFlags) -> Settings {
        let colour = match flags.color {
            ColorChoice::Auto => anstream::ColorChoice::Auto,
            ColorChoice::Always => anstream::ColorChoice::Always,
            ColorChoice::Never => anstream::ColorChoice::Never,
        };
        Settings {
            index: flags.index.clone(),
            screen: Screen::of_stdout(colour),
            quiet: flags.quiet,
            verbose: flags.verbose,
            pager: !flags.no_pager,
            today: flags.today.unwrap_or_else(|| jiff::Zoned::now().date()),
        }
    }
}

impl Settings {
    /// True where what these flags print is for eyes, and may be shown page by page.
    pub(super) fn pages(&self, flags: &OutputFlags) -> bool {
        self.pager && flags.format(OutputFormat::Json) == OutputFormat::Text
    }
}

impl OutputFlags {
    /// The form that was asked for; `--json` means `json`, whatever that is for the command.
    pub(super) fn format(&self, json: OutputFormat) -> OutputFormat {
        match self.format {
            Some(format) => format,
            None if self.json => json,
            None => OutputFormat::Text,
        }
    }
}
