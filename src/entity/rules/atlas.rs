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

/// The most likely place of a phrase.
pub fn look_up(phrase: &str) -> Option<Facts> {
    let id = gazetteer::region(phrase).first().copied().or_else(|| gazetteer::lookup(phrase).first().copied())?;
    let place = gazetteer::place(id);
    Some(Facts { kind: place.kind, population: place.population, own_name: fold(place.name) == fold(phrase) })
}
