//! Which of its namesakes is a place? In: a name as written, what stands beside it, what the article names elsewhere, and
//! which namesake its source usually means. Out: one place or none, and what told it. Order of trust: the region or country
//! given; cities that stand alone in datelines; the source; regions and countries named in the story; what is most usual.
//! A name in a region that has no such place is not looked for elsewhere.

use super::{
    PlaceId, PlaceKind, ancestors, country_code, is_within, kind, lookup, lookup_beside_region, record, region, stands_alone,
};

/// What is known beside the name when a place is to be chosen among namesakes.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// The region or country that stands with the place, as written, outermost last: `["Ky."]`, `["Texas", "USA"]`.
    pub within: Vec<String>,
    /// Countries and regions named elsewhere in the article, as handles, most mentioned first.
    pub mentioned: Vec<PlaceId>,
}

/// What told a place from its namesakes, the most trusted first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ToldBy {
    /// The region or country written with it.
    Region,
    /// No other place bears the name.
    Only,
    /// It is a country, which is meant before any town of its name.
    Country,
    /// It is one of the cities that stand in datelines without a region.
    StandAlone,
    /// Its source usually means it.
    Source,
    /// The story names the country or region in which it lies.
    Story,
    /// It is the most usual of the name: the largest, as a rule.
    Population,
}

impl ToldBy {
    /// The reason as records hold it: `stand-alone`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Region => "region",
            Self::Only => "only",
            Self::Country => "country",
            Self::StandAlone => "stand-alone",
            Self::Source => "source",
            Self::Story => "story",
            Self::Population => "population",
        }
    }
}

/// A namesake of this size or more in a country of the story is meant even where a larger one lies elsewhere.
const KNOWN_CITY: u32 = 15_000;
/// A city this many times larger than its namesake in the story's country is meant all the same.
const FAR_LARGER: u64 = 100;
/// A capital or a city of this size is meant in a dateline, not the country or region of the same name around it.
const DATELINE_CITY: u32 = 100_000;

/// The place meant by `name` in that context, or `None` where no such place is known.
///
/// Order of trust: region or country given; the cities that stand alone in AP style; `source`, the namesake that the
/// article's source usually means, where that is known; regions named in the story; population. With a region given, a county, camp or fort that is not in the data resolves to that region; every
/// other unknown place to `None`, even if it is known elsewhere. In running text `Singapore` is the country; see
/// [`resolve_dateline`].
pub fn resolve(name: &str, context: &Context, source: Option<PlaceId>) -> Option<PlaceId> {
    choose(name, context, source).map(|(place, _)| place)
}

/// As [`resolve`], for a dateline: where a country or region bears the name of a city in it (`Singapore`,
/// `Luxembourg`, `Gaza`), the city is meant. `source` is the namesake that the article's source usually means, where that
/// is known; with the place comes what told it.
pub fn resolve_dateline(name: &str, context: &Context, source: Option<PlaceId>) -> Option<(PlaceId, ToldBy)> {
    let (place, reason) = choose(name, context, source)?;
    if kind(place) == PlaceKind::City {
        return Some((place, reason));
    }
    let city = lookup(name).into_iter().find(|id| {
        let known = record(*id).population >= DATELINE_CITY || stands_alone(*id);
        kind(*id) == PlaceKind::City && known && ancestors(*id).contains(&place)
    });
    Some((city.unwrap_or(place), reason))
}

fn choose(name: &str, context: &Context, source: Option<PlaceId>) -> Option<(PlaceId, ToldBy)> {
    let holders: Vec<Vec<PlaceId>> =
        context.within.iter().map(|written| region(written)).filter(|regions| !regions.is_empty()).collect();
    if holders.is_empty() {
        return usual(&lookup(name), &context.mentioned, source);
    }
    let inside = |id: &PlaceId| holders.iter().all(|regions| regions.iter().any(|region| is_within(*id, *region)));
    let found: Vec<PlaceId> = lookup_beside_region(name).into_iter().filter(inside).collect();
    let unlike_its_holder = found.iter().find(|id| !holders.iter().any(|regions| regions.contains(id)));
    let area = || names_an_area(name).then(|| narrowest(&holders)).flatten();
    let place = unlike_its_holder.or(found.first()).copied().or_else(area)?;
    Some((place, ToldBy::Region))
}

/// True where the story may tell which of several places of that name is meant: it has namesakes, and none of them is
/// a city that stands alone in datelines.
pub fn has_namesakes(name: &str) -> bool {
    let candidates = lookup(name);
    candidates.len() > 1 && !candidates.first().copied().is_some_and(stands_alone)
}

fn usual(candidates: &[PlaceId], mentioned: &[PlaceId], source: Option<PlaceId>) -> Option<(PlaceId, ToldBy)> {
    let first = *candidates.first()?;
    if candidates.len() == 1 {
        return Some((first, ToldBy::Only));
    }
    if stands_alone(first) {
        return Some((first, ToldBy::StandAlone));
    }
    if let Some(meant) = source.filter(|meant| is_likely(*meant, first)) {
        return Some((meant, ToldBy::Source));
    }
    let near = mentioned.iter().find_map(|holder| near(candidates, *holder));
    let otherwise = if kind(first) < PlaceKind::Region { ToldBy::Country } else { ToldBy::Population };
    near.filter(|near| is_likely(*near, first)).map(|near| (near, ToldBy::Story)).or(Some((first, otherwise)))
}

/// The first candidate that lies in a country or region of the story.
fn near(candidates: &[PlaceId], holder: PlaceId) -> Option<PlaceId> {
    let inside = |id: &&PlaceId| **id != holder && is_within(**id, holder);
    candidates.iter().find(inside).copied()
}

fn is_likely(near: PlaceId, usual: PlaceId) -> bool {
    if kind(usual) < PlaceKind::Region && country_code(near) != country_code(usual) {
        // A country of the name gives way to a region of a country in the story (Georgia), never to its towns.
        return kind(near) == PlaceKind::Region;
    }
    let (near, usual) = (record(near).population, record(usual).population);
    near >= KNOWN_CITY || u64::from(near) * FAR_LARGER >= u64::from(usual)
}

/// The region written first, in the reading that lies in all the others.
fn narrowest(holders: &[Vec<PlaceId>]) -> Option<PlaceId> {
    let innermost = holders.first()?;
    let inside = |id: &&PlaceId| holders.iter().all(|regions| regions.iter().any(|region| is_within(**id, *region)));
    innermost.iter().find(inside).or(innermost.first()).copied()
}

/// Whether the name is that of an area or a base, which few lists of towns hold: `LAUREL COUNTY`, `CAMP LEJEUNE`.
fn names_an_area(name: &str) -> bool {
    let name = super::key::key(name);
    let first = ["camp ", "ft ", "joint base "];
    let last = [" county", " parish", " township", " air force base", " afb", " airport", " naval base", " island", " base"];
    first.iter().any(|word| name.starts_with(word)) || last.iter().any(|word| name.ends_with(word))
}
