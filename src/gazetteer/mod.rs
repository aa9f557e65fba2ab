//! Where is a place? Names to places, and places to their path, country and coordinates.
//!
//! The data is a blob inside the program, read in place: opening it costs microseconds, a look-up too.
//! It is made by `cargo run --release --bin lexicons` from the packages that `NOTICE.md` beside this file names.
//! In: names as written. Out: handles and facts. It refuses nothing: an unknown name has no places.

pub mod blob;
pub mod key;
mod resolve;

pub use resolve::{Context, ToldBy, has_namesakes, resolve, resolve_dateline};

use blob::{BLOB, Record};

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
    /// A division of a country: a state, a province; a county of the United States as well.
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
    /// ISO 3166-1 alpha-2, for a former country the code that it had; `None` for continents.
    pub country: Option<&'static str>,
    /// Degrees north. Countries are where the World Factbook places them, regions in the middle of their settled land, counties
    /// in the middle of their towns, former countries at their capital.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Inhabitants; 0 where unknown.
    pub population: u32,
    /// GeoNames id; 0 where the data holds none (former countries).
    pub geonames: u32,
}

/// All places of that name or alternate name, the most usual first. Case, diacritics and dots do not matter.
///
/// Countries come first, then regions and cities by size: a region by the inhabitants of its cities, less outside
/// federal states; a capital by three times its own, a city under a further name by a fifth. `Georgia` is the country,
/// then the state; `Ontario` the province; `Geneva`, `New York` and `Washington` are cities.
///
/// Alternate names of three letters or fewer (airport codes) are not looked up unless the place's own name is that
/// short; `US`, `UK`, `UAE` and the like are known, so a caller has to tell the country `US` from the word `us`.
/// Places below 100,000 inhabitants whose name is a common word (`University`, `Hope`, `Most`) are not found here;
/// [`resolve()`] finds them beside their region.
pub fn lookup(name: &str) -> Vec<PlaceId> {
    let key = key::key(name);
    let found = filed(&key);
    if found.is_empty() { without_its_kind(&key) } else { found }
}

/// The countries and regions that a written region may mean: `Ky.`, `KY`, `Ontario`, `West Germany`, `U.S.S.R.`,
/// `England`; also counties and continents.
/// Abbreviations of US states in AP, postal and older styles are known here, and here alone.
pub fn region(written: &str) -> Vec<PlaceId> {
    let key = key::key(written);
    let mut regions = filed(&format!("{}{key}", blob::REGION_MARK));
    let named = lookup(written).into_iter().filter(|id| kind(*id) != PlaceKind::City);
    for id in named {
        if !regions.contains(&id) {
            regions.push(id);
        }
    }
    regions
}

/// The facts of a place.
pub fn place(id: PlaceId) -> Place {
    let record = BLOB.record(id.0);
    Place {
        id,
        name: record.name,
        kind: kind(id),
        path: path_parts(id).join("/"),
        country: country_code(id),
        latitude: record.latitude,
        longitude: record.longitude,
        population: record.population,
        geonames: record.geonames,
    }
}

/// The parts of a place's path, the continent first, the place's own name last.
pub fn path_parts(id: PlaceId) -> Vec<&'static str> {
    let own = BLOB.record(id.0);
    let hidden = own.flags & blob::REGION_HIDDEN > 0;
    let mut parts: Vec<&'static str> = ancestors(id)
        .into_iter()
        .filter(|ancestor| !(hidden && ancestor.0 == own.parent))
        .map(|ancestor| BLOB.record(ancestor.0).name)
        .collect();
    parts.reverse();
    parts.push(own.name);
    parts
}

/// What a place lies in, the nearest first: region, country, continent. A continent lies in nothing.
pub fn ancestors(id: PlaceId) -> Vec<PlaceId> {
    let mut ancestors = Vec::with_capacity(3);
    let mut number = id.0;
    loop {
        let parent = BLOB.record(number).parent;
        // A record lies in an earlier one; only continents name themselves, so this ends.
        if parent >= number {
            return ancestors;
        }
        ancestors.push(PlaceId(parent));
        number = parent;
    }
}

/// Whether a place lies in another or is it. News puts some places in two countries (Hong Kong, Puerto Rico, Crimea), and
/// former countries hold what they held: such places lie in both.
pub fn is_within(id: PlaceId, container: PlaceId) -> bool {
    let mut holders = ancestors(id);
    holders.push(id);
    if holders.contains(&container) {
        return true;
    }
    held(container).any(|held| holders.contains(&held))
}

/// Whether the name is that of a city which stands in datelines without its region: the thirty cities of AP style, and
/// well-known cities abroad.
pub fn is_stand_alone(name: &str) -> bool {
    let places = lookup(name);
    let city = places.into_iter().find(|id| kind(*id) == PlaceKind::City);
    city.is_some_and(stands_alone)
}

/// Whether a bare name means this place everywhere: countries and regions, and the cities that stand alone in datelines.
pub fn is_known_everywhere(id: PlaceId) -> bool {
    let division = matches!(kind(id), PlaceKind::Continent | PlaceKind::Country | PlaceKind::Region);
    division && kind(PlaceId(BLOB.record(id.0).parent)) != PlaceKind::Region || stands_alone(id)
}

/// Whether a place is the capital of a country.
pub fn is_capital(id: PlaceId) -> bool {
    record(id).flags & blob::CAPITAL > 0
}

/// Degrees north and east of a place, without its other facts.
pub fn coordinates(id: PlaceId) -> (f64, f64) {
    let record = BLOB.record(id.0);
    (record.latitude, record.longitude)
}

/// GeoNames' English name of a place, without its other facts.
pub fn name(id: PlaceId) -> &'static str {
    BLOB.record(id.0).name
}

/// Inhabitants of a place, without its other facts; 0 where unknown.
pub fn population(id: PlaceId) -> u32 {
    BLOB.record(id.0).population
}

/// Kilometres between two points in degrees north and east, along the ground.
pub fn kilometres(one: (f64, f64), other: (f64, f64)) -> f64 {
    const RADIUS: f64 = 6_371.0;
    let (south, north) = (one.0.to_radians(), other.0.to_radians());
    let (across, along) = ((other.1 - one.1).to_radians() / 2.0, (north - south) / 2.0);
    let chord = along.sin().powi(2) + south.cos() * north.cos() * across.sin().powi(2);
    2.0 * RADIUS * chord.sqrt().min(1.0).asin()
}

/// What a place is; `place` gives it too, at the price of the path.
pub fn kind(id: PlaceId) -> PlaceKind {
    match id.0 {
        number if number < BLOB.countries() => PlaceKind::Continent,
        number if number < BLOB.regions() => PlaceKind::Country,
        number if number < BLOB.cities() => PlaceKind::Region,
        _ => PlaceKind::City,
    }
}

/// The code of the country that a place is or lies in, such as `RU`.
pub fn country_code(id: PlaceId) -> Option<&'static str> {
    let lies_in = ancestors(id).into_iter().find(|ancestor| kind(*ancestor) == PlaceKind::Country);
    BLOB.country_code(lies_in.unwrap_or(id).0)
}

fn record(id: PlaceId) -> Record {
    BLOB.record(id.0)
}

fn stands_alone(id: PlaceId) -> bool {
    record(id).flags & blob::STANDS_ALONE > 0
}

fn held(container: PlaceId) -> impl Iterator<Item = PlaceId> {
    BLOB.places(&format!(">{}", container.0)).map(PlaceId)
}

/// All places of a name that stands beside its region: those of `lookup`, and small ones named by a common word.
fn lookup_beside_region(name: &str) -> Vec<PlaceId> {
    let mut places = lookup(name);
    places.extend(filed(&format!("{}{}", blob::WORD_MARK, key::key(name))));
    places
}

fn filed(key: &str) -> Vec<PlaceId> {
    BLOB.places(key).map(PlaceId).collect()
}

/// Words that news and GeoNames add to the name of a region, not always the same.
const REGION_WORDS: [&str; 12] = [
    "region",
    "oblast",
    "province",
    "state",
    "governorate",
    "prefecture",
    "district",
    "republic",
    "county",
    "parish",
    "territory",
    "department",
];

/// The places of a name that carries its kind: `Kursk region`, `Quezon City`, `city of Chicago`.
fn without_its_kind(key: &str) -> Vec<PlaceId> {
    if let Some((bare, word)) = key.rsplit_once(' ')
        && REGION_WORDS.contains(&word)
    {
        return region_of_any_kind(bare);
    }
    let bare = key.strip_prefix("city of ").or_else(|| key.strip_suffix(" city"));
    let cities = bare.map(filed).unwrap_or_default().into_iter();
    cities.filter(|id| kind(*id) == PlaceKind::City).collect()
}

/// The regions of that bare name, or of that name with the first word that fits.
fn region_of_any_kind(bare: &str) -> Vec<PlaceId> {
    let with_words = REGION_WORDS.iter().map(|word| format!("{bare} {word}"));
    let mut names = std::iter::once(bare.to_owned()).chain(with_words);
    let regions =
        |name: String| -> Vec<PlaceId> { filed(&name).into_iter().filter(|id| kind(*id) == PlaceKind::Region).collect() };
    names.find_map(|name| Some(regions(name)).filter(|found| !found.is_empty())).unwrap_or_default()
}

#[cfg(test)]
mod tests;
