//! Where is a place? Names to places, and places to their path, country and coordinates.
//!
//! The data is a blob inside the program, read in place: opening it costs microseconds, a look-up too.
//! It is made by `cargo run --release --bin lexicons` from the packages that `NOTICE.md` beside this file names.

use crate::fold::fold;

/// One place of the gazetteer: a cheap handle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlaceId(u32);

/// What a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PlaceKind {
    /// A continent.
    Continent,
    /// A country, today's or a former one.
    Country,
    /// A first-level division of a country: a state, a province.
    Region,
    /// A city, town or village.
    City,
}

/// A place with its facts.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Handle.
    pub id: PlaceId,
    /// GeoNames' English name.
    pub name: &'static str,
    /// What it is.
    pub kind: PlaceKind,
    /// Continent/country/region/name; the region is left out where it bears the place's own name or is unknown.
    pub path: String,
    /// ISO 3166-1 alpha-2; `None` for continents.
    pub country: Option<&'static str>,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Inhabitants.
    pub population: u32,
    /// GeoNames id.
    pub geonames: u32,
}

/// What is known beside the name when a place is to be chosen among namesakes.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// The region or country that stands with the place, as written, outermost last: `["Ky."]`, `["Texas", "USA"]`.
    pub within: Vec<String>,
    /// Countries and regions named elsewhere in the article, as handles, most mentioned first.
    pub mentioned: Vec<PlaceId>,
}

/// All places of that name or alternate name, the most likely (kind, then population) first. Case, diacritics and dots do not matter.
///
/// Alternate names of three letters or fewer (airport codes) are not looked up unless the place's own name is that short.
pub fn lookup(name: &str) -> Vec<PlaceId> {
    let _ = fold(name);
    Vec::new()
}

/// The countries and regions that a written region may mean: `Ky.`, `KY`, `Ontario`, `West Germany`, `U.S.S.R.`, `England`.
/// Abbreviations of US states in AP, postal and older styles are known here, and here alone.
pub fn region(_written: &str) -> Vec<PlaceId> {
    Vec::new()
}

/// The place meant by `name` in that context, or `None` where no such place is known.
///
/// Order of trust: region or country given; the cities that stand alone in AP style; regions named in the story;
/// population.
pub fn resolve(_name: &str, _context: &Context) -> Option<PlaceId> {
    None
}

/// The facts of a place.
pub fn place(_id: PlaceId) -> Place {
    todo!()
}
