//! `index --report`: what became of each file, as JSON Lines in a file of the user's.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::pipeline::FileReport;
use crate::render;

/// The file that takes a line for each file read.
pub(super) struct ReportFile {
    path: PathBuf,
    lines: BufWriter<File>,
    failure: Option<io::Error>,
}

impl ReportFile {
    /// Begins the file anew.
    pub fn create(path: &Path) -> Result<ReportFile, Error> {
        let file = File::create(path).map_err(|error| Error::Beside { path: path.to_path_buf(), error })?;
        Ok(ReportFile { path: path.to_path_buf(), lines: BufWriter::new(file), failure: None })
    }

    /// Adds a line. A failure waits for the end: it must not cost the index.
    pub fn add(&mut self, report: &FileReport) {
        if self.failure.is_none() {
            self.failure = self.write(report).err();
        }
    }

    fn write(&mut self, report: &FileReport) -> io::Result<()> {
        writeln!(self.lines, "{}", render::json::line(report))
    }

    /// Ends the file, and tells the first failure.
    pub fn finish(mut self) -> Result<(), Error> {
        let ended = self.lines.flush();
        let path = self.path;
        self.failure.map_or(ended, Err).map_err(|error| Error::Beside { path, error })
    }
}
