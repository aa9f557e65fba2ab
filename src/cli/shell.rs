//! What does a shell need to know? Completions and the manual page, made from the one definition of the arguments.

use clap::CommandFactory;

use super::arguments::Arguments;
use super::{Status, completions};
use crate::error::Error;
use crate::render::Output;

/// Prints a completion script.
pub(super) fn completions(shell: clap_complete::Shell) -> Result<Status, Error> {
    print(completions::script(shell).as_bytes())
}

/// Prints the manual page, one section a command.
pub(super) fn man() -> Result<Status, Error> {
    let command = Arguments::command();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for subcommand in command.get_subcommands().filter(|subcommand| !subcommand.is_hide_set() && subcommand.get_name() != "help")
    {
        let name = format!("newshound {}", subcommand.get_name());
        let subcommand = subcommand.clone().display_name(name.clone()).bin_name(name);
        let man = clap_mangen::Man::new(subcommand);
        man.render_name_section(&mut page)?;
        man.render_synopsis_section(&mut page)?;
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
    }
    print(&page)
}

fn print(text: &[u8]) -> Result<Status, Error> {
    let mut output = Output::stdout();
    output.line(String::from_utf8_lossy(text).trim_end())?;
    output.finish()?;
    Ok(Status::Done)
}
