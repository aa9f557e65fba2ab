//! What lies near a place? The place (`Kyiv`, `Paris, Texas`, `50.45,30.52`) and a distance (`100km`, `60mi`) come in; a centre and a
//! radius go out. Where a name has several places the most usual is meant, as the gazetteer orders them.

use crate::gazetteer::{self, PlaceKind, kilometres, lookup, place};
use crate::index::Point;

/// Kilometres meant where no distance is given.
pub(super) const USUAL_KILOMETRES: u32 = 50;
/// No two places on earth are farther apart.
const FARTHEST_KILOMETRES: f64 = 20_038.0;
/// Kilometres of a mile.
const MILE: f64 = 1.609_344;

/// Degrees north and east of a place; `None` for a name that the gazetteer does not know.
pub(super) fn centre(text: &str) -> Option<(f64, f64)> {
    if let Some((north, east)) = text.split_once(',') {
        let (north, east) = (north.trim().parse::<f64>(), east.trim().parse::<f64>());
        if let (Ok(north), Ok(east)) = (north, east) {
            return (north.abs() <= 90.0 && east.abs() <= 180.0).then_some((north, east));
        }
    }
    let (name, around) = match text.split_once([',', '/']) {
        Some(_) if text.contains('/') => text.rsplit_once('/').map(|(around, name)| (name, Some(around)))?,
        Some((name, around)) => (name, Some(around)),
        None => (text, None),
    };
    let holders = around.map(|around| gazetteer::region(around.rsplit('/').next().unwrap_or(around).trim()));
    let within = |id: &gazetteer::PlaceId| {
        holders.as_ref().is_none_or(|holders| holders.iter().any(|holder| gazetteer::is_within(*id, *holder)))
    };
    lookup(name.trim()).into_iter().find(within).map(gazetteer::coordinates)
}

/// Whole kilometres of `100km`, `100 km`, `60mi` or `100`, at least one; `None` for what is no distance.
pub(super) fn distance(text: &str) -> Option<u32> {
    let small = text.trim().to_lowercase();
    let (digits, unit) = match small.strip_suffix("km") {
        Some(digits) => (digits, 1.0),
        None => small.strip_suffix("mi").map_or((small.as_str(), 1.0), |digits| (digits, MILE)),
    };
    let plain = digits.trim().chars().all(|c| c.is_ascii_digit() || c == '.');
    let kilometres = digits.trim().parse::<f64>().ok().filter(|_| plain)? * unit;
    let whole = format!("{kilometres:.0}").parse::<u32>().ok()?;
    (kilometres > 0.0 && kilometres <= FARTHEST_KILOMETRES).then_some(whole.max(1))
}

/// True where a term of the index stands for a place within the radius. Countries, continents and regions lie nowhere in
/// particular.
pub(super) fn is_near(term: &str, centre: (f64, f64), radius: f64) -> bool {
    let Some(point) = Point::parse(term).filter(|point| kilometres(point.coordinates, centre) <= radius) else { return false };
    let name = point.path.rsplit('/').next().unwrap_or(point.path);
    let known = lookup(name).into_iter().map(place).find(|place| place.path == point.path);
    known.is_none_or(|place| place.kind == PlaceKind::City)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_coordinates_are_centres() {
        let near = |text: &str, wanted: (f64, f64)| kilometres(centre(text).expect(text), wanted) < 20.0;
        assert!(near("Kyiv", (50.45, 30.52)) && near("KIEV", (50.45, 30.52)) && near("50.45, 30.52", (50.45, 30.52)));
        assert!(near("Paris", (48.85, 2.35)) && near("Paris, Texas", (33.66, -95.55)) && near("Texas/Paris", (33.66, -95.55)));
        for text in ["", "Nowhereville Xyz", "91,0", "Paris, Kyiv", ","] {
            assert_eq!(centre(text), None, "{text}");
        }
    }

    #[test]
    fn distances_have_units() {
        assert_eq!((distance("100km"), distance("60 mi"), distance("5")), (Some(100), Some(97), Some(5)));
        assert_eq!(distance("0.1km"), Some(1));
        for text in ["", "km", "0km", "-5km", "nan", "inf", "1e3", "99999km"] {
            assert_eq!(distance(text), None, "{text}");
        }
    }

    #[test]
    fn a_city_is_near_and_a_country_is_not() {
        let kyiv = (50.45, 30.52);
        assert!(is_near("Europe/Ukraine/Kyiv\u{1}50.45\u{1}30.52", kyiv, 10.0));
        assert!(is_near("Europe/Ukraine/Unknown Hamlet\u{1}50.45\u{1}30.52", kyiv, 10.0));
        assert!(!is_near("Europe/Ukraine\u{1}50.45\u{1}30.52", kyiv, 10.0));
        assert!(!is_near("Europe/Ukraine/Lviv\u{1}49.84\u{1}24.02", kyiv, 100.0) && !is_near("Kyiv", kyiv, 100.0));
    }
}
