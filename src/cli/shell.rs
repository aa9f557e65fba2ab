//! What does a shell need to know? Completions and the manual page, made from the one definition of the arguments, and how a word
//! is quoted in the commands that hints offer.

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

/// A word as a shell takes it: nothing of it is run or expanded.
pub(super) fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ',' | ':' | '/' | '@' | '%' | '+');
    if !word.is_empty() && word.chars().all(plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

fn print(text: &[u8]) -> Result<Status, Error> {
    let mut output = Output::stdout();
    output.line(String::from_utf8_lossy(text).trim_end())?;
    output.finish()?;
    Ok(Status::Done)
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_shell_gets_the_very_word() {
        for word in ["O'Brien", "$(reboot)", "`reboot`", "a;b", "=ls", "!x", "~root", "a\\", "\"", "", "a b", "<(x)", "é", "*"] {
            assert_eq!(shlex::split(&quoted(word)).unwrap(), [word]);
        }
        assert_eq!((quoted("=ls").as_str(), quoted("Oslo").as_str()), ("'=ls'", "Oslo"));
    }
}
