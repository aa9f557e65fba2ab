//! Where is a local paper at home? Each name in its sample splits one vote among the towns and counties that bear it,
//! however often it stands; the true ones of a local paper lie side by side, their namesakes are scattered. Out comes the
//! middle of the strongest squares of half a degree, where they have a clear share, the paper's own town, and the namesakes near
//! it. A wire or a national paper has no home.

use std::collections::BTreeMap;

use crate::article::months;
use crate::gazetteer::{self, PlaceId, PlaceKind};

/// A name of more places than this votes for none.
const MOST_NAMESAKES: usize = 20;
/// Names of one article that are kept at most, those of fewest places first.
const MOST_NAMES: usize = 24;
/// Articles with a vote that a source needs to have a home.
const FEWEST_ARTICLES: usize = 3;
/// The home's squares need one of so many votes.
const SHARE: f64 = 11.0;
/// Names that have to vote for the home's squares, their votes added.
const FEWEST_VOTES: f64 = 1.5;

/// A town is local within so many kilometres.
const LOCAL: f64 = 100.0;
/// Articles that have to name the paper's own town: these, and a third of all.
const FEWEST_OF_OWN: usize = 2;

/// A square of half a degree, counted from the south pole and the date line eastward.
type Square = (i32, i32);

/// The names of an article that towns or counties bear.
pub(super) type Votes = Vec<String>;

/// Votes on squares, and where in them they lie: sums of degrees north and east under the votes.
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    votes: f64,
    north: f64,
    east: f64,
}

impl Weight {
    fn add(&mut self, other: Self) {
        self.votes += other.votes;
        self.north += other.north;
        self.east += other.east;
    }
}

/// The vote of an article, from its names and the places that each may mean.
pub(super) fn votes<'names>(names: impl Iterator<Item = (&'names str, &'names [PlaceId])>) -> Votes {
    let local = |(name, found): (&'names str, &[PlaceId])| {
        let towns = found.iter().filter(|id| is_local(**id)).count();
        let says = towns > 0 && months::month(name).is_none() && months::weekday(name).is_none();
        says.then_some((towns, name))
    };
    let mut names: Vec<(usize, &str)> = names.filter_map(local).collect();
    names.sort_unstable();
    names.into_iter().take(MOST_NAMES).map(|(_, name)| name.to_owned()).collect()
}

fn square((latitude, longitude): (f64, f64)) -> Square {
    (((latitude + 90.0) * 2.0).floor() as i32, ((longitude + 180.0) * 2.0).floor() as i32)
}

/// Towns, and counties: regions that lie in a region.
fn is_local(id: PlaceId) -> bool {
    match gazetteer::kind(id) {
        PlaceKind::City => true,
        PlaceKind::Region => gazetteer::ancestors(id).first().is_some_and(|holder| gazetteer::kind(*holder) == PlaceKind::Region),
        PlaceKind::Country | PlaceKind::Continent => false,
    }
}

/// The middle of what a local source writes about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Home {
    latitude: f64,
    longitude: f64,
    own: Option<PlaceId>,
}

/// A name of the sample: how many articles hold it, and what it may mean.
struct Name {
    articles: usize,
    towns: Vec<PlaceId>,
}

impl Home {
    /// The home of a source with these articles; `region` is where most of its stories take place, as far as that is known.
    pub(super) fn new<'votes>(articles: impl Iterator<Item = &'votes Votes>, region: Option<PlaceId>) -> Option<Self> {
        let mut voters = 0;
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for votes in articles {
            voters += usize::from(!votes.is_empty());
            for name in votes {
                *counts.entry(name).or_default() += 1;
            }
        }
        let towns = |name: &str| gazetteer::lookup(name).into_iter().filter(|id| is_local(*id)).collect();
        let names: Vec<Name> = counts.into_iter().map(|(name, articles)| Name { articles, towns: towns(name) }).collect();
        let (latitude, longitude) = middle(&names, region).filter(|_| voters >= FEWEST_ARTICLES)?;
        let home = Self { latitude, longitude, own: None };
        Some(Self { own: home.own_town(&names, voters), ..home })
    }

    /// The town that most articles name, a third of them or more.
    fn own_town(&self, names: &[Name], voters: usize) -> Option<PlaceId> {
        let often = names.iter().filter(|name| name.articles >= FEWEST_OF_OWN && name.articles * 3 >= voters);
        let near = |name: &Name| {
            let (distance, town) = self.nearest(&name.towns)?;
            (distance <= LOCAL && gazetteer::kind(town) == PlaceKind::City).then_some((name.articles, distance, town))
        };
        let most = often.filter_map(near).max_by(|one, other| one.0.cmp(&other.0).then(other.1.total_cmp(&one.1)));
        most.map(|(_, _, town)| town)
    }

    /// The namesake that a story of this source means by a bare name: the nearest, where one is near. A name of a country, a
    /// region or a city known everywhere (`Lebanon`, `Paris`) means no town but the source's own.
    #[must_use]
    pub fn namesake(&self, candidates: &[PlaceId]) -> Option<PlaceId> {
        let first = candidates.first()?;
        if let Some(own) = self.own.filter(|own| candidates.contains(own)) {
            return Some(own);
        }
        let towns: Vec<PlaceId> = candidates.iter().copied().filter(|id| is_local(*id)).collect();
        let near = self.nearest(&towns).filter(|(distance, _)| *distance <= LOCAL && !gazetteer::is_known_everywhere(*first));
        near.map(|(_, town)| town)
    }

    fn nearest(&self, towns: &[PlaceId]) -> Option<(f64, PlaceId)> {
        let place = (self.latitude, self.longitude);
        let distances = towns.iter().map(|id| (gazetteer::kilometres(place, gazetteer::coordinates(*id)), *id));
        distances.min_by(|one, other| one.0.total_cmp(&other.0))
    }
}

/// The middle of the strongest squares, where they are clear.
fn middle(names: &[Name], region: Option<PlaceId>) -> Option<(f64, f64)> {
    let mut squares: BTreeMap<Square, Weight> = BTreeMap::new();
    let mut voting = 0.0;
    for towns in names.iter().filter_map(|name| voted_for(&name.towns, region)) {
        let votes = 1.0 / towns.len() as f64;
        voting += 1.0;
        for (latitude, longitude) in towns.iter().map(|town| gazetteer::coordinates(*town)) {
            let weight = Weight { votes, north: latitude * votes, east: longitude * votes };
            squares.entry(square((latitude, longitude))).or_default().add(weight);
        }
    }
    let around = |(south, west): Square| {
        let mut block = Weight::default();
        for (north, east) in (-1..=1).flat_map(|north| (-1..=1).map(move |east| (north, east))) {
            block.add(squares.get(&(south + north, west + east)).copied().unwrap_or_default());
        }
        block
    };
    let blocks = squares.keys().map(|square| around(*square));
    let best = blocks.reduce(|best, block| if block.votes > best.votes { block } else { best })?;
    let clear = best.votes * SHARE >= voting && best.votes >= FEWEST_VOTES;
    clear.then(|| (best.north / best.votes, best.east / best.votes))
}

/// The towns for which a name votes: the one in the source's region, where there is one, else all, unless they are many.
fn voted_for(towns: &[PlaceId], region: Option<PlaceId>) -> Option<Vec<PlaceId>> {
    let inside = |id: &PlaceId| region.is_some_and(|region| gazetteer::ancestors(*id).contains(&region));
    let own: Vec<PlaceId> = towns.iter().copied().filter(inside).collect();
    if own.len() == 1 {
        return Some(own);
    }
    (towns.len() <= MOST_NAMESAKES).then(|| towns.to_vec())
}

#[cfg(test)]
mod tests {
    use super::{Home, Votes, votes};
    use crate::gazetteer;

    fn articles(articles: &[&[&str]]) -> Vec<Votes> {
        let found = |names: &[&str]| -> Vec<(String, Vec<gazetteer::PlaceId>)> {
            names.iter().map(|name| ((*name).to_owned(), gazetteer::lookup(name))).collect()
        };
        let vote = |names: &&[&str]| votes(found(names).iter().map(|(name, found)| (name.as_str(), found.as_slice())));
        articles.iter().map(vote).collect()
    }

    fn home(names: &[&[&str]]) -> Option<Home> {
        Home::new(articles(names).iter(), None)
    }

    fn meant(home: &Home, name: &str) -> String {
        home.namesake(&gazetteer::lookup(name)).map_or_else(|| "none".to_owned(), |id| gazetteer::place(id).path)
    }

    const AROUND_PARIS: [&[&str]; 4] = [
        &["Paris", "Lamar County", "Roxton", "Hugo"],
        &["Paris", "Honey Grove", "Bonham"],
        &["Clarksville", "Deport", "March"],
        &["Powderly", "Blossom"],
    ];

    #[test]
    fn towns_side_by_side_make_a_home() {
        let home = home(&AROUND_PARIS).expect("the towns lie side by side");
        assert_eq!(meant(&home, "Clarksville"), "North America/United States/Texas/Clarksville");
        assert_eq!(meant(&home, "Detroit"), "none");
    }

    #[test]
    fn a_name_known_everywhere_means_the_own_town_alone() {
        let local = home(&AROUND_PARIS).expect("the towns lie side by side");
        assert_eq!(meant(&local, "Paris"), "North America/United States/Texas/Paris");
        let without: Vec<&[&str]> = AROUND_PARIS.iter().map(|names| names.strip_prefix(&["Paris"]).unwrap_or(names)).collect();
        assert_eq!(meant(&home(&without).expect("a home still"), "Paris"), "none");
    }

    #[test]
    fn scattered_or_few_articles_have_no_home() {
        assert_eq!(home(&AROUND_PARIS[..2]), None);
        assert_eq!(home(&[&["Seattle", "Madrid"], &["Kyoto", "Lagos"], &["Lima", "Oslo", "Perth"], &["Denver"]]), None);
        assert_eq!(home(&[]), None);
    }

    #[test]
    fn months_are_no_towns() {
        assert!(articles(&[&["March", "May"]])[0].is_empty());
    }
}
