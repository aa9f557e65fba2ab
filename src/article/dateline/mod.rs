//! Where and when was a story filed? Finds the dateline at the start of a paragraph, on a line of its own, behind a
//! byline or behind a headline in the same line. The grammar says what an opening could mean, the evidence whether it
//! does; in comes one paragraph, out come the dateline and the text behind it. An agency alone (`(CNN) — `) is no
//! dateline and comes out as an agency.

pub mod brackets;
mod cjk;
pub mod evidence;
mod flags;
pub mod grammar;
mod reason;
mod regions;

use self::grammar::Reading;
use super::calendar::Day;
use super::model::{Dateline, DatelinePlace, Location};
use super::reason::Reason;
use super::survey::Areas;
use super::tokens::{Token, pieces};
use super::{agency, case, months};
use crate::gazetteer::{self, Context, PlaceId, ToldBy};

/// A dateline found in a paragraph.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The dateline.
    pub dateline: Dateline,
    /// The date it states, as far as it does.
    pub day: Option<Day>,
    /// Bytes of the paragraph before it: a byline, a headline, a prefix such as `RPT`.
    pub start: usize,
    /// First byte of the paragraph behind it.
    pub end: usize,
    /// True where no region stands with the places, so that the story may tell which of its namesakes is meant.
    pub bare: bool,
    /// True where date or agency bear it out, so that it may stand further down the page.
    pub certain: bool,
    /// What showed that it is a dateline.
    pub reason: Reason,
}

/// The dateline at the start of a paragraph.
#[must_use]
pub fn opening(text: &str) -> Option<Found> {
    if let Some(found) = cjk::opening(text) {
        return Some(found);
    }
    let bears_out = |reading: &Reading| supported(text, reading);
    let reading = grammar::read(text).filter(bears_out).or_else(|| behind_agency(text).filter(bears_out))?;
    Some(found(text, &reading))
}

/// True where the parts and what stands behind them bear each other out.
fn supported(text: &str, reading: &Reading) -> bool {
    evidence::supports(reading, text.get(reading.end..).unwrap_or_default().trim())
}

/// `(ANSA) - ROMA, 09 LUG -`: the agency before the place. Only a date tells that a place stands there and no sentence.
fn behind_agency(text: &str) -> Option<Reading> {
    let (name, at) = agency_alone(text)?;
    let reading = grammar::read(text.get(at..)?).filter(|reading| reading.day.is_some() && reading.set_off)?;
    Some(Reading {
        agency: Some(name.to_owned()),
        agency_known: true,
        start: text.len() - text.trim_start().len(),
        end: at + reading.end,
        ..reading
    })
}

/// A dateline that the file itself marks, and true where no region stands with its places: the grammar reads it, and no
/// evidence is asked for.
#[must_use]
pub fn stated(text: &str) -> (Dateline, Option<Day>, bool) {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match grammar::read(&line) {
        Some(reading) => {
            let found = found(&line, &reading);
            let text = line.get(found.start..).unwrap_or_default().to_owned();
            (Dateline { text, ..found.dateline }, found.day, found.bare)
        }
        None => (Dateline { text: line, ..Dateline::default() }, None, false),
    }
}

fn found(text: &str, reading: &Reading) -> Found {
    let words = text.get(reading.start..reading.end).unwrap_or_default().trim();
    let places = located(reading);
    Found {
        dateline: Dateline {
            text: words.to_owned(),
            date: reading.day.and_then(Day::edtf),
            agency: reading.agency.clone(),
            flags: flags::of(words, reading, &places),
            places,
        },
        day: reading.day,
        start: reading.start,
        end: reading.end,
        bare: reading.regions.is_empty(),
        certain: reading.agency_known || (reading.day.is_some() && reading.set_off),
        reason: reason::of(reading),
    }
}

/// The places with their locations. A region belongs to the last place for certain, and to those before it where it
/// has such a place: `NEW YORK AND MAINZ, Germany`.
fn located(reading: &Reading) -> Vec<DatelinePlace> {
    let last = reading.places.len().saturating_sub(1);
    let place = |(at, place): (usize, &String)| resolved(place, &reading.regions, at < last);
    reading.places.iter().enumerate().map(place).collect()
}

/// The place with its location: within its region, or the likeliest of that name where the region may be another's.
fn resolved(written: &str, regions: &[String], anywhere: bool) -> DatelinePlace {
    let within = |regions: &[String]| {
        gazetteer::resolve_dateline(written, &Context { within: regions.to_vec(), mentioned: Vec::new() }, None)
    };
    at(written, within(regions).or_else(|| within(&[]).filter(|_| anywhere)))
}

fn at(written: &str, resolved: Option<(PlaceId, ToldBy)>) -> DatelinePlace {
    let Some((id, told_by)) = resolved else {
        return DatelinePlace { written: written.to_owned(), name: case::normal(written), ..DatelinePlace::default() };
    };
    let place = gazetteer::place(id);
    DatelinePlace {
        written: written.to_owned(),
        name: place.name.to_owned(),
        resolved_by: Some(told_by.as_str().to_owned()),
        location: Location {
            path: Some(place.path),
            country: place.country.map(str::to_owned),
            latitude: Some(place.latitude),
            longitude: Some(place.longitude),
            geonames: Some(place.geonames).filter(|id| *id != 0),
        },
    }
}

/// Resolves places without a region again: by what their source usually means, and by the countries and regions that
/// the story names.
pub fn resolve_bare(dateline: &mut Dateline, story: &str, source: Option<&Areas>) {
    if !dateline.places.iter().any(|place| gazetteer::has_namesakes(&place.written)) {
        return;
    }
    // `Kansas City` in the story does not name Kansas.
    let other = |story: String, place: &DatelinePlace| match place.written.contains(' ') {
        true => story.replace(&case::normal(&place.written), " "),
        false => story,
    };
    let story = dateline.places.iter().fold(story.to_owned(), other);
    let context = Context { within: Vec::new(), mentioned: regions::named_in(&story) };
    for place in &mut dateline.places {
        let meant = source.and_then(|areas| areas.usual(&place.written));
        *place = at(&place.written, gazetteer::resolve_dateline(&place.written, &context, meant));
    }
}

/// An opening that names an agency and no place, and the first byte behind it: `(CNN) — `, `(Reuters) - `.
#[must_use]
pub fn agency_alone(text: &str) -> Option<(&'static str, usize)> {
    if !text.trim_start().starts_with(['(', '[', '/']) {
        return None;
    }
    let pieces = pieces(text);
    let close = pieces.iter().skip(1).take(5).position(|p| matches!(p.token, Token::Close | Token::Slash))? + 1;
    let name = agency::known(text.get(pieces.first()?.end..pieces.get(close)?.start)?)?;
    let mut end = pieces.get(close)?.end;
    for piece in pieces.iter().skip(close + 1).take(2) {
        match piece.token {
            Token::Dash(_) | Token::Colon => end = piece.end,
            _ => break,
        }
    }
    Some((name, end))
}

/// A dateline behind a headline in capitals on the same line: `... IS STRONG LONDON, Oct 20 - `.
///
/// Only a dateline with a date, whose place is known, is looked for, and at least three words have to stand before it.
#[must_use]
pub fn behind_headline(text: &str) -> Option<Found> {
    if text.chars().filter(|c| !c.is_whitespace()).take(3).any(char::is_lowercase) {
        return None;
    }
    let pieces = pieces(text);
    let comma = (3..pieces.len()).find(|at| {
        pieces.get(*at).is_some_and(|p| p.token == Token::Comma)
            && matches!(pieces.get(at + 1).map(|p| p.token), Some(Token::Word(word)) if months::month(word).is_some())
    })?;
    (1..=3).rev().filter(|words| comma >= words + 3).find_map(|words| {
        let first = pieces.get(comma - words)?;
        let head = text.get(..first.start)?;
        if head.chars().any(char::is_lowercase) {
            return None;
        }
        let behind = text.get(first.start..)?;
        let reading = grammar::read(behind).filter(|reading| supported(behind, reading))?;
        if reading.day.is_none() || !reading.places.iter().all(|place| evidence::knows(place, 0)) {
            return None;
        }
        let behind = found(behind, &reading);
        Some(Found { start: first.start + behind.start, end: first.start + behind.end, ..behind })
    })
}

#[cfg(test)]
mod tests {
    use super::{agency_alone, behind_headline, opening, stated};

    #[test]
    fn places_resolve_within_their_region() {
        let found = opening("PARIS, Texas, March 3 (AP) — Rain fell.").expect("a dateline");
        assert_eq!(found.dateline.text, "PARIS, Texas, March 3 (AP) —");
        assert_eq!(
            found.dateline.places.first().and_then(|p| p.location.path.clone()).as_deref(),
            Some("North America/United States/Texas/Paris")
        );
    }

    #[test]
    fn an_unknown_place_keeps_its_name() {
        let found = opening("QZXVILLE, March 3 (AP) — Rain fell.").expect("a dateline");
        let place = found.dateline.places.first().expect("a place");
        assert_eq!((place.written.as_str(), place.name.as_str()), ("QZXVILLE", "Qzxville"));
        assert_eq!(place.location.path, None);
    }

    #[test]
    fn the_story_tells_which_namesake_is_meant() {
        let mut dateline = opening("COLUMBUS -- The board met on Monday to speak of the winter.").expect("a dateline").dateline;
        super::resolve_bare(
            &mut dateline,
            "The board met. The Nebraska Department of Education had asked for it; Nebraska pays.",
            None,
        );
        let place = dateline.places.first().expect("a place");
        assert_eq!(place.location.path.as_deref(), Some("North America/United States/Nebraska/Columbus"));
        assert_eq!(place.resolved_by.as_deref(), Some("story"));
    }

    #[test]
    fn an_agency_alone_is_no_dateline() {
        let text = "(CNN) — Rain fell.";
        assert_eq!(opening(text), None);
        let (name, end) = agency_alone(text).expect("an agency");
        assert_eq!((name, text.get(end..)), ("CNN", Some(" Rain fell.")));
        assert_eq!(agency_alone("(Laughter) — Rain"), None);
    }

    #[test]
    fn an_agency_may_stand_before_the_place() {
        let found = opening("(ANSA) - ROMA, 09 LUG - Il vento ha chiuso il ponte.").expect("a dateline");
        assert_eq!((found.dateline.text.as_str(), found.dateline.agency.as_deref()), ("(ANSA) - ROMA, 09 LUG -", Some("ANSA")));
        assert_eq!(opening("(Reuters) - Oslo, the capital, saw snow on March 3 - a first."), None);
    }

    #[test]
    fn a_dateline_behind_a_headline() {
        let text = "MINISTER SAYS HARVEST IS STRONG LONDON, Oct 20 - The harvest was good.";
        let found = behind_headline(text).expect("a dateline");
        assert_eq!(text.get(..found.start), Some("MINISTER SAYS HARVEST IS STRONG "));
        assert_eq!(found.dateline.text, "LONDON, Oct 20 -");
        assert_eq!(behind_headline("Prices fell in London, May 3 - the minister said."), None);
    }

    #[test]
    fn a_stated_dateline_is_kept_as_it_is() {
        let (dateline, _, _) = stated("    COPPER GRADE A * ");
        assert_eq!((dateline.text.as_str(), dateline.places.len()), ("COPPER GRADE A *", 0));
        let (dateline, _, _) = stated("    OSLO, Feb 26 - ");
        assert_eq!(dateline.date.as_deref(), Some("XXXX-02-26"));
    }
}
