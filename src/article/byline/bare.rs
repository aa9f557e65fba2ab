//! Is a line without `By` a byline? In comes a line and what its position says, out come its people, where the line is
//! a name with a job or outlet, or a name alone where the position or the name model speaks for one. A place, a kicker
//! and the one whom the story is about are refused: no author beats a wrong author.

use super::{Byline, glued, read};
use crate::article::people::{is_credential, is_job, is_name, is_outlet, is_suffix};
use crate::article::reason::Reason;
use crate::article::{agency, date};
use crate::fold::fold;
use crate::names;

/// What the position of a line says of a name alone on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// Nothing: only a name with its job is a byline.
    Anywhere,
    /// Between headline and story: a name by the name model is a byline.
    AboveStory,
    /// Directly above a date line, a dateline or a job: the shape of a name is enough.
    AboveDate,
}

/// The byline that a line without an opening word consists of: a name with a job, or a name alone.
#[must_use]
pub fn bare(line: &str, position: Position) -> Option<Byline> {
    let line = line.trim();
    if line.len() > 120 || line.ends_with(['.', ':', '?', '!']) {
        return None;
    }
    let line = glued::parted(line);
    let (head, rest) = head(&line);
    let reason = match rest {
        Some(job) if speaks_for_name(job, line.strip_prefix(head).is_some_and(|rest| rest.starts_with(','))) => {
            Reason::high("name with a job, outlet or date")
        }
        None if position == Position::AboveDate => Reason::medium("name alone above a date, dateline or job"),
        None if position == Position::AboveStory => Reason::medium("name alone between headline and story"),
        _ => return None,
    };
    let names: Vec<&str> = people(head).collect();
    let modelled = rest.is_none() && position == Position::AboveStory;
    let fits = |name: &&str| is_full_name(name) && (!modelled || is_person(name));
    if names.is_empty() || !names.iter().all(fits) {
        return None;
    }
    let parted = name_and_job(&line).map(|(name, job)| format!("{name}, {job}"));
    read(parted.as_deref().unwrap_or(&line), false).map(|byline| Byline { reason, ..byline })
}

/// The names of a line, and what stands behind them.
fn head(line: &str) -> (&str, Option<&str>) {
    let ends = [line.find(['|', '/', '•', '·']), line.find(" - "), line.find(" – "), line.find(" — "), job_comma(line)];
    match ends.into_iter().flatten().min().and_then(|at| line.split_at_checked(at)) {
        Some((head, rest)) => (head.trim(), Some(rest.trim_matches([',', '|', '/', '-', '–', '—', '•', '·', ' ']))),
        None => name_and_job(line).map_or((line, None), |(head, job)| (head, Some(job))),
    }
}

/// `Jane Miller Deputy Sports Editor`: two words of a name and a job, with no comma between them.
fn name_and_job(line: &str) -> Option<(&str, &str)> {
    let (at, _) = line.match_indices(' ').nth(1)?;
    let (name, job) = line.split_at_checked(at)?;
    (is_person(name) && is_job(job) && job.split_whitespace().count() <= 5).then_some((name, job.trim_start()))
}

/// The first comma with no name behind it: `Jane Roe, John Doe, Science Editors`.
fn job_comma(line: &str) -> Option<usize> {
    line.match_indices(',').map(|(at, _)| at).find(|at| {
        let next = line.get(at + 1..).unwrap_or_default().split([',', '|']).next().unwrap_or_default().trim();
        !people(next).all(|name| is_full_name(name) || is_suffix(name) || is_credential(name))
    })
}

/// The names between commas and conjunctions.
fn people(names: &str) -> impl Iterator<Item = &str> {
    names
        .split([',', ';'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" & "))
        .map(str::trim)
        .filter(|part| !part.is_empty() && !is_suffix(part) && !is_credential(part))
}

/// A job, an outlet, a handle, a button, or a date, which makes a dateline behind a comma.
fn speaks_for_name(rest: &str, after_comma: bool) -> bool {
    let first = rest.split(['|', '/', '•', '·']).next().unwrap_or_default().trim().trim_start_matches("for ");
    let published = ["published", "updated", "posted"].iter().any(|word| first.to_lowercase().starts_with(word));
    is_job(first)
        || (agency::known(first).is_some() && !first.contains('.'))
        || is_outlet(first)
        || (date::is_date_line(first) && !after_comma)
        || first.starts_with('@')
        || first == "Follow"
        || published
        || is_age(first)
}

/// `5 hours ago`.
fn is_age(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit()) && text.ends_with(" ago") && text.split(' ').count() == 3
}

fn is_full_name(name: &str) -> bool {
    (2..=4).contains(&name.split_whitespace().count()) && is_name(name) && !is_place(name)
}

/// True where the whole name is a place, as the lines over a story may be.
fn is_place(name: &str) -> bool {
    !crate::gazetteer::lookup(name).is_empty()
}

/// True for a name that begins as people's names do and ends in no common word.
///
/// `Grace Period` begins with a given name that is a word as well, so that its last word has to be a family name.
#[must_use]
pub fn is_person(name: &str) -> bool {
    let words: Vec<String> = name.split_whitespace().filter(|word| !is_suffix(word)).map(fold).collect();
    let [first, .., last] = words.as_slice() else { return false };
    let given = words.iter().take(2).any(|word| names::given(word));
    let initial = first.len() == 1;
    let facts = |word: &str| names::facts(word);
    let known = names::surname(last);
    let free = facts(last).is_none_or(|facts| !facts.word) && facts(first).is_some_and(|facts| !facts.is_ambiguous());
    (given && (known || free)) || (initial && known)
}

#[cfg(test)]
mod tests {
    use super::{Position, bare, is_person};

    fn authors(line: &str, position: Position) -> Vec<String> {
        bare(line, position).map(|byline| byline.authors).unwrap_or_default()
    }

    #[test]
    fn a_name_with_a_job_is_a_byline_anywhere() {
        for line in [
            "Thomas Ridley, Science Editor",
            "Thomas Ridley, Reuters",
            "Thomas Ridley | The Continental Review",
            "Thomas Ridley - Nov 19, 2019, 10:31 pm CST",
            "Thomas RidleyThe Continental Review",
            "Thomas Ridley5 hours ago",
            "Thomas Ridley@tridley",
            "Thomas Ridley|Published 4 months ago",
            "Thomas Ridley Deputy Sports Editor",
        ] {
            assert_eq!(authors(line, Position::Anywhere), ["Thomas Ridley"], "{line}");
        }
        assert_eq!(authors("Farah Lindqvist, climate correspondent", Position::Anywhere), ["Farah Lindqvist"]);
    }

    #[test]
    fn a_name_alone_needs_its_position() {
        assert_eq!(authors("Oliver Pennington", Position::AboveDate), ["Oliver Pennington"]);
        assert_eq!(authors("Oliver Pennington", Position::AboveStory), ["Oliver Pennington"]);
        assert!(bare("Oliver Pennington", Position::Anywhere).is_none());
        assert_eq!(authors("Mpho Lerotholi", Position::AboveDate), ["Mpho Lerotholi"]);
        assert!(bare("Mpho Lerotholi", Position::AboveStory).is_none());
    }

    #[test]
    fn several_names() {
        assert_eq!(authors("Jane Miller and John Carter", Position::AboveStory), ["Jane Miller", "John Carter"]);
        assert_eq!(
            authors("Jane Miller, John Carter and Ann Baker", Position::AboveStory),
            ["Jane Miller", "John Carter", "Ann Baker"]
        );
        assert_eq!(authors("Jane Miller, John Carter, Science Editors", Position::Anywhere), ["Jane Miller", "John Carter"]);
    }

    #[test]
    fn titles_and_places_are_no_bylines() {
        for line in [
            "Talks resume in the capital",
            "Peace, at last",
            "New York",
            "Los Angeles",
            "Grace Period",
            "CHADDS FORD, Pa., March 11 -",
            "Valley Forge, March 11",
            "Middle East Crisis",
            "Text Size",
            "Copy Link",
            "Jane Miller, who won the race",
            "Green Energy",
            "",
            ",",
            " and ",
        ] {
            assert!(bare(line, Position::AboveStory).is_none(), "{line}");
        }
    }

    #[test]
    fn people_by_the_name_model() {
        for name in ["Jane Miller", "J. Carter", "Mary Ann Kowalczyk", "John Carter Jr."] {
            assert!(is_person(name), "{name}");
        }
        for other in ["Copy Link", "Grace Period", "Harvest", "", "Dark Mode"] {
            assert!(!is_person(other), "{other}");
        }
    }
}
