//! `completions`: how does a shell complete what is typed? The script that the definition of the arguments gives comes in; the same
//! goes out with values of the index for the flags that filter, and names of saved searches behind `@`, in the shells that can run
//! the program for them.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::arguments::{Arguments, GlobalFlags};
use super::complete::FLAGS;

/// The script for a shell.
pub(super) fn script(shell: Shell) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut shown(), "newshound", &mut script);
    let script = String::from_utf8_lossy(&script).into_owned();
    match shell {
        Shell::Bash => format!("{script}{}", bash()),
        Shell::Zsh => zsh(&script),
        Shell::Fish => format!("{script}{}", fish()),
        _ => script,
    }
}

/// The program without the commands that are hidden, which a script would offer all the same.
fn shown() -> clap::Command {
    let all = Arguments::command();
    let commands: Vec<clap::Command> = all.get_subcommands().filter(|command| !command.is_hide_set()).cloned().collect();
    GlobalFlags::augment_args(clap::Command::new("newshound").version(env!("CARGO_PKG_VERSION")).disable_help_subcommand(true))
        .subcommands(commands)
}

/// A function round the one that the script registers.
fn bash() -> String {
    let flags: Vec<String> = FLAGS.iter().map(|(flag, _)| format!("--{flag}")).collect();
    include_str!("values.bash").replace("FLAGS", &flags.join("|"))
}

/// Other actions for the flags, and their functions behind the last of the script's own.
fn zsh(script: &str) -> String {
    let action = |line: &str| {
        let flag = FLAGS.iter().find(|(flag, _)| line.starts_with(&format!("'*--{flag}=[")));
        let query = line.starts_with("'*::query -- ");
        match (flag, line.strip_suffix(":_default' \\")) {
            (Some((flag, _)), Some(line)) => format!("{line}: _newshound_values {flag}' \\\n"),
            (None, Some(line)) if query => format!("{line}: _newshound_query' \\\n"),
            _ => format!("{line}\n"),
        }
    };
    let (functions, start) = script.split_once("\nif [ \"$funcstack[1]\"").unwrap_or((script, ""));
    let functions: String = functions.lines().map(action).collect();
    format!("{functions}{}\nif [ \"$funcstack[1]\"{start}", include_str!("values.zsh"))
}

/// More candidates for the flags.
fn fish() -> String {
    let commands = "__fish_seen_subcommand_from search facets timeline related save";
    let flags = FLAGS.iter().map(|(flag, _)| {
        format!("complete -c newshound -n \"{commands}\" -l {flag} -x -a \"(__fish_newshound_values {flag})\"\n")
    });
    let named = format!(
        "complete -c newshound -n \"{commands}; and string match -q '@*' -- (commandline -ct)\" -f -a \"@(__fish_newshound_values saved)\"\n"
    );
    std::iter::once(include_str!("values.fish").to_owned()).chain(flags).chain([named]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_flag_that_filters_has_values_of_the_index() {
        let command = Arguments::command();
        let search = command.find_subcommand("search").expect("a command");
        let (bash, zsh, fish) = (script(Shell::Bash), script(Shell::Zsh), script(Shell::Fish));
        for (flag, _) in FLAGS {
            assert!(search.get_arguments().any(|argument| argument.get_long() == Some(flag)), "{flag}");
            assert!(bash.contains(&format!("--{flag}|")) || bash.contains(&format!("--{flag}) ;;")), "{flag}");
            assert!(zsh.contains(&format!(": _newshound_values {flag}'")), "{flag}");
            assert!(!zsh.lines().any(|line| line.starts_with(&format!("'*--{flag}=[")) && line.contains(":_default")), "{flag}");
            assert!(fish.contains(&format!("(__fish_newshound_values {flag})")), "{flag}");
        }
        assert!(!zsh.contains("'complete:") && !bash.contains("newshound,complete)"));
        assert!(zsh.contains(": _newshound_query'") && zsh.trim_end().ends_with("compdef _newshound newshound\nfi"));
    }

    #[test]
    fn shells_that_cannot_run_the_program_get_what_is_fixed() {
        for shell in [Shell::Elvish, Shell::PowerShell] {
            let script = script(shell);
            assert!(script.contains("--person") && !script.contains("newshound complete"), "{shell}");
        }
    }
}
