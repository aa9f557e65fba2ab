//! What does `@NAME` stand for? A command line whose query begins so comes in; the same with the saved search taken up goes out.
//! What is typed narrows what is saved: its words, filters and days hold as well. Of what says how to show the answer, what is
//! typed stands above what is saved.

use clap::Parser;

use super::super::Settings;
use super::super::answer_arguments::AnswerFlags;
use super::super::arguments::{Arguments, Command, SearchFlags, SelectionFlags};
use super::super::selection::Within;
use super::searches::{SEARCHES, Searches, usage};
use crate::error::Error;
use crate::index::beside;

/// Puts the saved search that a command names into its flags.
pub(in crate::cli) fn take_up(settings: &Settings, command: &mut Command) -> Result<(), Error> {
    match command {
        Command::Search(flags) => {
            if let Some((name, saved)) = named(settings, &mut flags.query)? {
                flags.answers.saved = Some(name);
                flags.fill(saved);
            }
            Ok(())
        }
        Command::Facets(flags) => narrow(settings, &mut flags.query, &mut flags.selection),
        Command::Related(flags) => narrow(settings, &mut flags.query, &mut flags.selection),
        Command::Timeline(flags) if flags.compare.is_empty() => narrow(settings, &mut flags.query, &mut flags.selection),
        Command::Timeline(flags) => match named(settings, &mut flags.query)? {
            // What is compared is the queries, under filters that are the same.
            Some((_, saved)) => {
                flags.query = together(&saved.query, &flags.query);
                flags.selection.within = Some(Box::new(Within { selection: saved.selection, query: String::new() }));
                Ok(())
            }
            None => Ok(()),
        },
        _ => Ok(()),
    }
}

/// The words of two queries as one that asks for both.
fn together(first: &[String], second: &[String]) -> Vec<String> {
    match (first, second) {
        ([], words) | (words, []) => words.to_vec(),
        _ => [first, second].map(|words| format!("({})", words.join(" "))).to_vec(),
    }
}

fn narrow(settings: &Settings, query: &mut Vec<String>, selection: &mut SelectionFlags) -> Result<(), Error> {
    if let Some((_, saved)) = named(settings, query)? {
        selection.within = Some(Box::new(Within { selection: saved.selection, query: saved.query.join(" ") }));
    }
    Ok(())
}

/// The name at the beginning of a query and the search that is saved so; the name is taken out of the query.
fn named(settings: &Settings, query: &mut Vec<String>) -> Result<Option<(String, SearchFlags)>, Error> {
    let Some(first) = query.first().and_then(|word| word.strip_prefix('@')) else { return Ok(None) };
    let (name, rest) = first.split_once(char::is_whitespace).unwrap_or((first, ""));
    let (name, rest) = (name.to_owned(), rest.trim().to_owned());
    let searches = Searches::read(&settings.index)?;
    searches.report_faults(settings.quiet);
    let saved = flags(&searches.find(&name)?).map_err(|message| {
        let hint = format!("change it in {}", beside(&settings.index, SEARCHES).display());
        usage(&format!("the saved search '{name}': {message}"), &hint)
    })?;
    query.splice(..1, Some(rest).filter(|rest| !rest.is_empty()));
    Ok(Some((name, saved)))
}

/// The words of a saved search as flags.
///
/// # Errors
/// A message where they are none, or hold what belongs to a run.
pub(super) fn flags(words: &[String]) -> Result<SearchFlags, String> {
    let line = ["newshound", "search"].into_iter().chain(words.iter().map(String::as_str));
    let parsed = Arguments::try_parse_from(line)
        .map_err(|error| error.to_string().lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned())?;
    let Command::Search(flags) = parsed.command else { return Err("it is no search".to_owned()) };
    let index = words.iter().take_while(|word| *word != "--").any(|word| word == "--index" || word.starts_with("--index="));
    let named = flags.query.first().is_some_and(|word| word.starts_with('@'));
    if index || named || flags.answers.new || flags.answers.batch.is_some() {
        return Err("a saved search has no --index, --new, --batch or @NAME of its own".to_owned());
    }
    Ok(flags)
}

impl SearchFlags {
    /// Selects within a saved search, and shows as it does where nothing else is typed.
    fn fill(&mut self, saved: SearchFlags) {
        let SearchFlags {
            query,
            selection,
            limit,
            offset,
            sort,
            facet,
            no_facets,
            alternatives,
            explain,
            copies,
            answers,
            output,
        } = saved;
        self.selection.within = Some(Box::new(Within { selection, query: query.join(" ") }));
        // What is new would be lost where a number that was saved for another purpose cut it off.
        self.limit = self.limit.or(limit.filter(|_| !self.answers.new));
        self.offset = if self.offset == 0 && !self.answers.new { offset } else { self.offset };
        self.sort = self.sort.or(sort);
        if self.facet.is_empty() && !self.no_facets {
            (self.facet, self.no_facets) = (facet, no_facets);
        }
        self.alternatives |= alternatives;
        self.explain |= explain;
        if !self.copies.collapse && !self.copies.no_collapse {
            self.copies = copies;
        }
        self.answers.fill(answers);
        if self.output.format.is_none() && !self.output.json {
            self.output = output;
        }
    }
}

impl AnswerFlags {
    fn fill(&mut self, saved: AnswerFlags) {
        let AnswerFlags { context, open, new: _, batch: _, saved: _, fields } = saved;
        self.context = self.context.or(context);
        self.open |= open;
        self.fields = self.fields.take().or(fields);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(words: &str) -> SearchFlags {
        flags(&words.split(' ').map(str::to_owned).collect::<Vec<_>>()).expect("parses")
    }

    fn filled(typed_words: &str, saved: &str) -> SearchFlags {
        let mut flags = typed(typed_words);
        flags.fill(typed(saved));
        flags
    }

    #[test]
    fn what_is_typed_stands_above_what_is_saved() {
        let flags = filled("oslo --sort oldest -n 2 --no-facets", "peace --sort newest -n 5 --facet people --offset 3");
        assert_eq!((flags.sort, flags.limit, flags.offset), (typed("--sort oldest").sort, Some(2), 3));
        assert!(flags.facet.is_empty() && flags.no_facets);
        let flags = filled("--json", "peace --facet people --format csv --context=7 --fields id --no-collapse");
        assert!(flags.output.json && flags.output.format.is_none() && flags.copies.no_collapse);
        assert_eq!((flags.facet, flags.answers.context), (vec!["people".to_owned()], Some(7)));
        assert_eq!(flags.answers.fields.as_deref(), Some("id"));
    }

    #[test]
    fn two_queries_are_one() {
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(together(&words("peace OR war"), &words("oslo")), ["(peace OR war)", "(oslo)"]);
        assert_eq!(together(&words("peace plan"), &[]), ["peace", "plan"]);
        assert_eq!(together(&[], &words("oslo")), ["oslo"]);
    }

    #[test]
    fn what_is_new_is_not_cut_off() {
        let mut news = typed("--open");
        news.answers.new = true;
        news.fill(typed("peace -n 5 --offset 2"));
        assert_eq!((news.limit, news.offset), (None, 0));
    }

    #[test]
    fn what_belongs_to_a_run_is_not_saved() {
        for words in ["--new", "--index=a x", "@war", "--batch file", "--nosuch"] {
            assert!(flags(&words.split(' ').map(str::to_owned).collect::<Vec<_>>()).is_err(), "{words}");
        }
        assert_eq!(typed("plan -- --index").query, ["plan", "--index"]);
    }
}
