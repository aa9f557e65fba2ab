//! Is a phrase a place, and how well known is it? The gazetteer's answers, kept for the phrases of one article.

use std::collections::HashMap;

use crate::fold::fold;
use crate::gazetteer::{self, PlaceKind};

/// What the rules ask of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// Continent, country, region or city.
    pub kind: PlaceKind,
    /// Inhabitants.
    pub population: u32,
    /// True where the phrase is the place's own name and not an alternate one.
    pub own_name: bool,
}

/// Gazetteer look-ups of one article.
#[derive(Debug, Default)]
pub struct Atlas<'text> {
    known: HashMap<&'text str, Option<Facts>>,
}

impl<'text> Atlas<'text> {
    /// The most likely place of that name.
    pub fn facts(&mut self, phrase: &'text str) -> Option<Facts> {
        *self.known.entry(phrase).or_insert_with(|| look_up(phrase))
    }
}

/// Towns below so many inhabitants tell nothing: their names are as often those of ships, lawns and people.
const FEWEST_INHABITANTS: u32 = 1_000;

/// The most likely place of a phrase.
pub fn look_up(phrase: &str) -> Option<Facts> {
    let id = gazetteer::region(phrase).first().copied().or_else(|| gazetteer::lookup(phrase).first().copied())?;
    let (kind, population) = (gazetteer::kind(id), gazetteer::population(id));
    if kind == PlaceKind::City && population < FEWEST_INHABITANTS {
        return None;
    }
    Some(Facts { kind, population, own_name: fold(gazetteer::name(id)) == fold(phrase) })
}
