//! Which namesake lies near the other places of the story? Places that are certain (named with their region, or of a name that
//! no other place bears) are anchors; in comes a bare name's choice of places, out goes the one beside most anchors. A name that
//! is known everywhere (`Paris`) needs two of them.

use crate::gazetteer::{self, PlaceId, PlaceKind};

/// Places of one story lie within so many kilometres, where they lie together at all.
const TOGETHER: f64 = 80.0;
/// A namesake this many times larger is given up for two anchors only.
const FAR_LARGER: u64 = 50;
/// Anchors looked at.
const MOST_ANCHORS: usize = 64;

/// The certain places of an article.
#[derive(Debug, Default)]
pub struct Anchors {
    places: Vec<PlaceId>,
}

impl Anchors {
    /// Adds a certain place, once; countries and states are too large to lie beside anything.
    pub fn add(&mut self, id: PlaceId) {
        let large = match gazetteer::kind(id) {
            PlaceKind::City => false,
            PlaceKind::Region => {
                gazetteer::ancestors(id).first().is_none_or(|holder| gazetteer::kind(*holder) != PlaceKind::Region)
            }
            PlaceKind::Country | PlaceKind::Continent => true,
        };
        if !large && self.places.len() < MOST_ANCHORS && !self.places.contains(&id) {
            self.places.push(id);
        }
    }

    /// The candidate beside most anchors; the more usual where two have as many.
    pub fn nearest(&self, candidates: &[PlaceId]) -> Option<PlaceId> {
        let first = *candidates.first()?;
        let beside = |id: PlaceId| self.places.iter().filter(|anchor| is_beside(id, **anchor)).count();
        let mut best = (0, first);
        for candidate in candidates {
            let count = beside(*candidate);
            if count > best.0 {
                best = (count, *candidate);
            }
        }
        let (count, place) = best;
        let needed = if gazetteer::is_known_everywhere(first) || is_far_larger(first, place) { 2 } else { 1 };
        (count >= needed).then_some(place)
    }
}

fn is_beside(id: PlaceId, anchor: PlaceId) -> bool {
    gazetteer::kilometres(gazetteer::coordinates(id), gazetteer::coordinates(anchor)) <= TOGETHER
}

fn is_far_larger(usual: PlaceId, near: PlaceId) -> bool {
    let inhabitants = |id: PlaceId| u64::from(gazetteer::population(id));
    inhabitants(usual) > FAR_LARGER * inhabitants(near).max(1_000)
}

#[cfg(test)]
mod tests {
    use super::Anchors;
    use crate::gazetteer::{self, Context};

    fn nearest(certain: &[(&str, &str)], name: &str) -> String {
        let mut anchors = Anchors::default();
        for (place, region) in certain {
            let context = Context { within: vec![(*region).to_owned()], ..Context::default() };
            anchors.add(gazetteer::resolve(place, &context, None).expect("a known place"));
        }
        anchors.nearest(&gazetteer::lookup(name)).map_or_else(|| "none".to_owned(), |id| gazetteer::place(id).path)
    }

    #[test]
    fn the_namesake_beside_a_certain_place_is_meant() {
        assert_eq!(nearest(&[("Zanesville", "Ohio")], "Newark"), "North America/United States/Ohio/Newark");
        assert_eq!(nearest(&[("Seattle", "Washington")], "Newark"), "none");
    }

    #[test]
    fn a_name_known_everywhere_needs_two_certain_places() {
        assert_eq!(nearest(&[("Bonham", "Texas")], "Paris"), "none");
        let paris = nearest(&[("Bonham", "Texas"), ("Hugo", "Oklahoma")], "Paris");
        assert_eq!(paris, "North America/United States/Texas/Paris");
    }

    #[test]
    fn a_state_lies_beside_nothing() {
        assert_eq!(nearest(&[("Ohio", "U.S.")], "Newark"), "none");
    }
}
