//! Running the program as a user would.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The day that tests take for today, so that inferred years stay what they are.
pub const TODAY: &str = "2026-11-22";

/// What a run printed, and how it ended.
#[derive(Debug)]
pub struct Output {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

/// The repository.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The program with these arguments, in the repository, without the caller's settings.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_newshound"));
    command.args(arguments).current_dir(root()).stdin(Stdio::null());
    for variable in ["NEWSHOUND_INDEX", "NO_COLOR", "CLICOLOR_FORCE", "COLUMNS"] {
        command.env_remove(variable);
    }
    command.env("NEWSHOUND_TODAY", TODAY);
    command
}

/// Runs the program to its end.
pub fn newshound(arguments: &[&str]) -> Output {
    finish(&mut command(arguments))
}

/// Runs a prepared command to its end.
pub fn finish(command: &mut Command) -> Output {
    let output = loop {
        match command.output() {
            // A program that was copied is busy as long as another test, which starts one, has not closed the file.
            Err(error) if error.kind() == std::io::ErrorKind::ExecutableFileBusy => {
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
            output => break output.unwrap(),
        }
    };
    Output {
        status: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A new index of a folder, in a folder that goes when it is dropped.
pub fn indexed(folder: &Path) -> tempfile::TempDir {
    let index = tempfile::tempdir().unwrap();
    let output = newshound(&["index", folder.to_str().unwrap(), "--index", index.path().to_str().unwrap(), "-q"]);
    assert!([0, 3].contains(&output.status), "{output:?}");
    index
}
