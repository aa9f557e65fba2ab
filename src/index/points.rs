//! Where on the map are the places of an article? Each place with coordinates comes in; one term for it goes out, so that
//! what lies near a point is found by reading the dictionary, which holds every place once.

use crate::article::model::Location;

/// Between path and coordinates in a term; no path holds it.
const SEPARATOR: char = '\u{1}';

/// A place of the index and where it lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point<'a> {
    /// Continent/country/region/name.
    pub path: &'a str,
    /// Degrees north and degrees east.
    pub coordinates: (f64, f64),
}

impl<'a> Point<'a> {
    /// The place that a term stands for; `None` for what is no such term.
    pub fn parse(term: &'a str) -> Option<Point<'a>> {
        let mut parts = term.split(SEPARATOR);
        let (path, north, east) = (parts.next()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        parts.next().is_none().then_some(Point { path, coordinates: (north, east) })
    }
}

/// The term of a place; `None` where its path or its coordinates are not known.
pub(super) fn term(location: &Location) -> Option<String> {
    let (path, north, east) = (location.path.as_ref()?, location.latitude?, location.longitude?);
    (!path.contains(SEPARATOR)).then(|| format!("{path}{SEPARATOR}{north}{SEPARATOR}{east}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_tells_place_and_coordinates() {
        let path = "Europe/Ukraine/Kyiv";
        let kyiv = Location { path: Some(path.to_owned()), latitude: Some(50.45), longitude: Some(-30.5), ..Location::default() };
        let term = term(&kyiv).expect("a term");
        assert_eq!(Point::parse(&term), Some(Point { path, coordinates: (50.45, -30.5) }));
        assert_eq!(super::term(&Location { latitude: None, ..kyiv }), None);
        assert_eq!(Point::parse("Europe"), None);
    }
}
