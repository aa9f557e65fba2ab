//! Which candidates does a line hold? The line is read from left to right, run by run; each run is cut where titles,
//! nationalities, known organisations and places begin and end.

use crate::entity::rules::atlas::Atlas;
use crate::entity::rules::candidate::{Candidate, Guess};
use crate::entity::rules::{chain, organization, person, place};
use crate::entity::words::{Line, Traits};

/// A piece of a run: what it is, if anything, and where the next one begins.
struct Piece {
    guess: Option<Guess>,
    last: usize,
    is_title: bool,
}

impl Piece {
    fn named(guess: Guess, last: usize) -> Self {
        Self { guess: Some(guess), last, is_title: false }
    }

    fn skipped(last: usize) -> Self {
        Self { guess: None, last, is_title: false }
    }
}

/// Appends the candidates of a line.
pub fn candidates<'text>(line: &Line<'_, 'text>, sentence: usize, atlas: &mut Atlas<'text>, found: &mut Vec<Candidate>) {
    let mut next = 0;
    while next < line.len() {
        let end = chain::end(line, next);
        if end == next {
            next += 1;
            continue;
        }
        let mut titled = false;
        while next < end {
            let piece = piece(line, next, end, titled, atlas);
            if let Some(guess) = piece.guess {
                found.push(Candidate { sentence, first: next, last: piece.last, guess });
            }
            titled = piece.is_title;
            next = piece.last.max(next + 1);
        }
    }
}

/// The piece that begins at `first` within the run that ends at `end`.
fn piece<'text>(line: &Line<'_, 'text>, first: usize, end: usize, titled: bool, atlas: &mut Atlas<'text>) -> Piece {
    if !line.has(first, Traits::CAPITAL) && !line.has(first, Traits::PARTICLE) {
        return Piece::skipped(first + 1);
    }
    if let Some(piece) = organization_piece(line, first, end) {
        return piece;
    }
    if let Some(last) = place::area(line, first).or_else(|| place::abbreviation(line, first)) {
        return named_place(line, Guess::Place, last, end);
    }
    let phrase = place::phrase(line, first, atlas);
    let long_place = phrase.filter(|(last, _)| *last > first + 1 && !titled);
    if let Some((last, facts)) = long_place
        && let Some(guess) = place::guess(line, first, last, facts)
        && !is_longer_person(line, first, last, end)
    {
        return named_place(line, guess, last, end);
    }
    if let Some(length) = person::title(line, first).filter(|length| is_title_here(line, first, *length)) {
        return Piece { guess: None, last: first + length, is_title: true };
    }
    if is_no_name(line, first) || is_compass_word(line, first, end) {
        return Piece::skipped(first + 1);
    }
    if !titled && let Some(last) = place::by_head(line, first, end).filter(|last| *last > first + 1) {
        return Piece::named(Guess::Place, last);
    }
    person_or_place(
        line,
        first,
        end,
        titled,
        phrase.filter(|(last, _)| *last == first + 1).and_then(|(last, facts)| place::guess(line, first, last, facts)),
    )
}

/// A title word that is a name as well counts as a title only where a name follows.
fn is_title_here(line: &Line<'_, '_>, first: usize, length: usize) -> bool {
    let name = line.has(first, Traits::GIVEN.and(Traits::SURNAME));
    if length == 1 && line.has(first, Traits::GIVEN) && line.has(first + 1, Traits::PARTICLE) {
        return false;
    }
    let followed = line.is_name_like(first + length) || line.has(first + length, Traits::PARTICLE);
    followed || length > 1 || !name || line.has(first, Traits::COMMON)
}

fn is_no_name(line: &Line<'_, '_>, first: usize) -> bool {
    let surname = line.has(first + 1, Traits::SURNAME) && line.has(first + 1, Traits::CAPITAL);
    let name = line.has(first, Traits::GIVEN) && surname && person::title(line, first + 1).is_none();
    line.has(first, Traits::FUNCTION.and(Traits::CALENDAR).and(Traits::DEMONYM)) && !name
}

/// `the West` and the first word of `West German` are no names.
fn is_compass_word(line: &Line<'_, '_>, first: usize, end: usize) -> bool {
    let compass = ["East", "West", "North", "South", "EAST", "WEST", "NORTH", "SOUTH"].contains(&line.text(first));
    compass && (first + 1 == end || line.has(first + 1, Traits::DEMONYM))
}

/// Known organisations and those with a head word, whichever reaches further.
fn organization_piece(line: &Line<'_, '_>, first: usize, end: usize) -> Option<Piece> {
    let known = organization::known(line, first);
    let strip = line.has(first, Traits::FUNCTION.and(Traits::CALENDAR)) || is_split_demonym(line, first, end);
    let titled = person::title(line, first).is_some_and(|length| length > 1 || !line.has(first + 1, Traits::ORGANIZATION_HEAD));
    let named = person_reaches(line, first, end);
    let by_head = (!strip && !titled)
        .then(|| organization::by_head(line, first, end))
        .flatten()
        .filter(|last| named.is_none_or(|person| *last > person));
    let last = known.max(by_head)?;
    let single = last == first + 1;
    let doubtful = single && line.has(first, Traits::COMMON.and(Traits::GIVEN).and(Traits::SURNAME).and(Traits::FUNCTION));
    if doubtful && line.strict() {
        return None;
    }
    Some(Piece::named(if doubtful { Guess::PerhapsOrganization } else { Guess::Organization }, last))
}

/// Where a sure person begins at `first`, one past its last token.
fn person_reaches(line: &Line<'_, '_>, first: usize, end: usize) -> Option<usize> {
    let last = person::end(line, first, end);
    (person::is_sure(line, first, last) && last == end).then_some(last)
}

/// `Russian Foreign Ministry` names the ministry; `French Football Federation` names all of it.
fn is_split_demonym(line: &Line<'_, '_>, first: usize, end: usize) -> bool {
    line.has(first, Traits::DEMONYM)
        && (first..end).any(|index| {
            matches!(
                line.text(index),
                "Ministry"
                    | "Army"
                    | "Navy"
                    | "Parliament"
                    | "Police"
                    | "Embassy"
                    | "Cabinet"
                    | "Congress"
                    | "Senate"
                    | "Government"
                    | "Central"
                    | "Air"
                    | "Supreme"
                    | "Constitutional"
            )
        })
}

/// `Paris Hilton` is longer than `Paris`; `New York Mayor` is not.
fn is_longer_person(line: &Line<'_, '_>, first: usize, last: usize, end: usize) -> bool {
    let person = person::end(line, first, end);
    person > last && person::is_sure(line, first, person)
}

fn named_place(line: &Line<'_, '_>, guess: Guess, last: usize, end: usize) -> Piece {
    if !line.strict() && last < end && line.has(last, Traits::OTHER_HEAD) {
        return Piece::skipped(last + 1);
    }
    Piece::named(guess, last)
}

fn person_or_place(line: &Line<'_, '_>, first: usize, end: usize, titled: bool, place: Option<Guess>) -> Piece {
    let last = person::end(line, first, end).max(first + 1);
    let sure = person::is_sure(line, first, last);
    if sure || titled && is_after_title(line, first, last) {
        return Piece::named(Guess::Person, last);
    }
    if let Some(guess) = place {
        return named_place(line, guess, first + 1, end);
    }
    if !line.strict()
        && let Some(last) = organization::other(line, first, end)
    {
        return Piece::skipped(last);
    }
    let cut = if line.strict() { (first + 1..last).find(|next| person::is_sure(line, *next, last)) } else { None };
    Piece::named(Guess::Unknown, cut.unwrap_or(last))
}

fn is_after_title(line: &Line<'_, '_>, first: usize, last: usize) -> bool {
    let ordinary =
        (first..last).all(|index| line.has(index, Traits::COMMON) && !line.has(index, Traits::SURNAME.and(Traits::GIVEN)));
    let doubtful = line.strict() && line.has(first, Traits::COMMON);
    !(ordinary || doubtful || line.has(first, Traits::UPPER))
}
