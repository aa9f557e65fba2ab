//! The program: parse, run, exit.

use std::process::ExitCode;

fn main() -> ExitCode {
    newshound::cli::main(std::env::args_os())
}
