//! Which people, desks and agencies stand between the commas of a byline? In comes what stands behind `By`, or a name
//! with its job; out come its parts, sorted by what they are. A part that is none of these, and no few words behind a
//! full name, refuses the line as a whole.

use super::{Byline, agency_of_job};
use crate::article::people::{is_credential, is_job, is_name, is_outlet, is_suffix};
use crate::article::{agency, case, date};
use crate::names;

/// Reads names up to the first part that is none.
pub(super) fn read(text: &str, marked: bool) -> Option<Byline> {
    let mut byline = Byline::default();
    let text = text.trim_end_matches(')');
    let mut segments = text
        .split(['|', '•', '·', '\t'])
        .flat_map(|part| part.split(" - "))
        .flat_map(|part| part.split(" – "))
        .flat_map(|part| part.split(" / "));
    let names = segments.next().map(without_honorific).filter(|names| !has_inner_stop(names))?;
    let mut over = false;
    for (at, (part, joined)) in parts(names.strip_suffix(" on ").unwrap_or(names)).into_iter().enumerate() {
        if over && joined && is_second_name(part) {
            byline.authors.push(case::normal(part));
        }
        over = over || !byline.take(part, at == 0 && marked)?;
    }
    for segment in segments {
        byline.take_rest(segment);
    }
    (!byline.authors.is_empty() || !byline.desks.is_empty() || byline.agency.is_some()).then_some(byline)
}

/// A full stop behind a word and before another one: `By Jane Roe. OSLO` is more than a byline.
fn has_inner_stop(names: &str) -> bool {
    names.split_once(". ").is_some_and(|(before, after)| {
        let word = before.rsplit(' ').next().unwrap_or_default();
        word.chars().filter(|c| c.is_alphabetic()).count() > 2 && !after.trim().is_empty()
    })
}

/// The names between commas and conjunctions, and whether a conjunction stands before each.
fn parts(names: &str) -> Vec<(&str, bool)> {
    let mut found = Vec::new();
    for part in names.split([',', ';']) {
        let mut joined = false;
        let mut rest = part;
        while let Some((before, after)) = split_conjunction(rest) {
            if !before.trim().is_empty() {
                found.push((before.trim(), joined));
            }
            joined = true;
            rest = after;
        }
        if !rest.trim().is_empty() {
            found.push((rest.trim(), joined));
        }
    }
    found
}

fn split_conjunction(text: &str) -> Option<(&str, &str)> {
    let conjunctions = [" and ", " AND ", " And ", " & ", " und ", " et ", " og ", " y ", " e "];
    let first = conjunctions.iter().filter_map(|c| text.find(c).map(|at| (at, *c))).min_by_key(|(at, _)| *at);
    match first {
        Some((_, conjunction)) => text.split_once(conjunction),
        None => text.strip_prefix("and ").or_else(|| text.strip_prefix("AND ")).map(|rest| ("", rest)),
    }
}

impl Byline {
    /// Takes one part: `Some(true)` where it was taken, `Some(false)` where the names are over, `None` where the line
    /// is no byline.
    fn take(&mut self, part: &str, first: bool) -> Option<bool> {
        let part = without_place(without_team(without_honorific(part.trim()), self));
        let part = self.without_agency(part);
        let begun = !self.authors.is_empty() || !self.desks.is_empty() || self.agency.is_some();
        if part.is_empty() || is_suffix(part) || is_credential(part) {
            self.append_suffix(part);
            return begun.then_some(true).or(Some(false));
        }
        if let Some(name) = agency::known(part) {
            self.agency.get_or_insert_with(|| name.to_owned());
            return Some(true);
        }
        if let Some(day) = date::whole(part) {
            self.date = Some(day);
            return begun.then_some(false);
        }
        if is_job(part) || is_outlet(part) {
            if let Some(name) = agency_of_job(part) {
                self.agency.get_or_insert_with(|| name.to_owned());
            }
            return if begun { Some(false) } else { self.desk(part) };
        }
        if first && is_short_sign(part) {
            self.desks.push(part.to_owned());
            return Some(true);
        }
        if (is_name(part) || first && is_small_name(part)) && (first || part.contains(' ')) {
            self.authors.push(case::normal(without_echo(part)));
            return Some(true);
        }
        // What follows a full name may be a place, a date or an outlet, in few words.
        (begun && part.split_whitespace().count() <= 5 && !part.ends_with('.')).then_some(false)
    }

    /// `Jane Roe Reuters`, `Jane Roe The Associated Press`: the name without the agency that no comma sets off.
    fn without_agency<'a>(&mut self, part: &'a str) -> &'a str {
        for (at, _) in part.match_indices(' ').skip(1) {
            let Some((name, last)) = part.split_at_checked(at) else { continue };
            let Some(agency) = agency::known(last).filter(|_| last.trim().len() > 2 && is_name(name)) else { continue };
            self.agency.get_or_insert_with(|| agency.to_owned());
            return name;
        }
        part
    }

    fn desk(&mut self, part: &str) -> Option<bool> {
        let short = part.split_whitespace().count() <= 5 && !part.ends_with('.');
        let capital = part.split_whitespace().all(|word| !word.starts_with(char::is_lowercase) || word.len() <= 3);
        if !(short && (capital || is_job(part))) || part.starts_with(char::is_lowercase) {
            return None;
        }
        self.desks.push(part.to_owned());
        Some(true)
    }

    /// `Jr.` belongs to the name before it.
    fn append_suffix(&mut self, part: &str) {
        if let Some(last) = self.authors.last_mut().filter(|_| is_suffix(part)) {
            last.push(' ');
            last.push_str(part);
        }
    }

    fn take_rest(&mut self, segment: &str) {
        let segment = segment.trim();
        if let Some(name) = agency::known(segment) {
            self.agency.get_or_insert_with(|| name.to_owned());
        }
        self.date = self.date.or_else(|| date::in_line(segment).map(|found| found.day));
    }
}

/// `Xinhua writers Zhou Lixin`, `our correspondent Jane Roe`: the name without the team it belongs to.
fn without_team<'a>(part: &'a str, byline: &mut Byline) -> &'a str {
    for job in [" writers ", " writer ", " correspondents ", " correspondent ", " reporters ", " reporter "] {
        let Some((team, name)) = part.split_once(job) else { continue };
        if let Some(agency) = agency::known(team) {
            byline.agency.get_or_insert_with(|| agency.to_owned());
            return name.trim();
        }
    }
    part
}

/// `Anna Berg in Oslo`: the name without the place.
fn without_place(part: &str) -> &str {
    for word in [" in ", " IN ", " In ", " at ", " for ", " For ", " FOR ", " of ", " from ", " From "] {
        if let Some((name, _)) = part.split_once(word).filter(|(name, _)| is_name(name)) {
            return name.trim();
        }
    }
    part
}

/// `TPN`, `IANS`: up to four capitals alone are initials or an outlet.
fn is_short_sign(part: &str) -> bool {
    part.chars().count() <= 4 && part.chars().all(char::is_uppercase)
}

/// `keith grant`: small letters count where both words are names of people.
fn is_small_name(part: &str) -> bool {
    part.chars().all(|c| c.is_lowercase() || c == ' ')
        && part.split_once(' ').is_some_and(|(given, family)| names::given(given) && names::surname(family))
}

/// `Jane Roe Jane Roe`: the name of a picture and the same name below it.
fn without_echo(part: &str) -> &str {
    let words = part.split(' ').count();
    let half = part.match_indices(' ').map(|(at, _)| at).nth((words / 2).saturating_sub(1));
    match half.and_then(|at| part.split_at_checked(at)) {
        Some((name, echo)) if words >= 4 && echo.trim_start() == name => name,
        _ => part,
    }
}

/// `Jane Roe, Chief Editor and John Doe`: behind a job only what begins as people's names do is a name.
fn is_second_name(part: &str) -> bool {
    let given = part.split(' ').next().unwrap_or_default();
    part.contains(' ') && is_name(part) && names::given(&crate::fold::fold(given))
}

/// `Dr. Jane Roe`: the name alone.
fn without_honorific(part: &str) -> &str {
    ["Dr. ", "Dr ", "Prof. ", "Mr. ", "Mrs. ", "Ms. "].iter().find_map(|title| part.strip_prefix(title)).unwrap_or(part)
}

#[cfg(test)]
mod tests {
    use super::read;

    fn authors(names: &str) -> Option<Vec<String>> {
        read(names, true).map(|byline| byline.authors)
    }

    #[test]
    fn parts_that_are_no_names_end_the_list() {
        assert_eq!(authors("Jane Roe, Oslo"), Some(vec!["Jane Roe".to_owned()]));
        assert_eq!(authors("Jane Roe, Chief Editor of Bread and Flour"), Some(vec!["Jane Roe".to_owned()]));
        assert_eq!(authors("Jane Roe, who won the race on Monday against all of them"), None);
    }

    #[test]
    fn an_echo_and_an_honorific_go() {
        assert_eq!(authors("Jane Roe Jane Roe"), Some(vec!["Jane Roe".to_owned()]));
        assert_eq!(authors("Prof. Jane Roe"), Some(vec!["Jane Roe".to_owned()]));
    }

    #[test]
    fn the_agency_of_a_name_is_kept() {
        let byline = read("Jane Roe The Associated Press", true).unwrap_or_default();
        assert_eq!((byline.authors.as_slice(), byline.agency.as_deref()), (&["Jane Roe".to_owned()][..], Some("AP")));
    }
}
