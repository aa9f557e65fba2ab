//! Where is a country or a region? Records with their cities come in; countries get the coordinates of the World Factbook,
//! regions the middle of the land on which towns stand, and `centres.txt` corrects what is settled on one side only.

use std::collections::{BTreeMap, BTreeSet};

use crate::Outcome;
use crate::gather::Gathered;
use crate::sources::Sources;
use crate::tables;

/// Gives countries and regions their coordinates, and regions the sum of their cities' inhabitants.
pub fn place(all: &mut Gathered, sources: &Sources) -> Outcome<()> {
    inhabitants(all);
    for (number, (latitude, longitude)) in middles(all, sources) {
        let entry = &mut all.entries[number as usize];
        (entry.latitude, entry.longitude) = (latitude, longitude);
    }
    for (code, country) in &sources.countries {
        let written = sources.country_places.get(&country.fips.to_lowercase());
        if let (Some(place), Some(number)) = (written.and_then(|written| parse(written)), all.codes.get(code)) {
            let entry = &mut all.entries[*number as usize];
            (entry.latitude, entry.longitude) = place;
        }
    }
    for line in tables::lines(tables::CENTRES) {
        let columns: Vec<&str> = line.split_whitespace().collect();
        let number = columns.first().and_then(|code| all.codes.get(*code)).ok_or_else(|| format!("centres.txt: no '{line}'"))?;
        let entry = &mut all.entries[*number as usize];
        entry.latitude = columns.get(1).ok_or("centres.txt: no latitude")?.parse()?;
        entry.longitude = columns.get(2).ok_or("centres.txt: no longitude")?.parse()?;
    }
    Ok(())
}

fn inhabitants(all: &mut Gathered) {
    let mut sums: BTreeMap<u32, u64> = BTreeMap::new();
    for number in all.cities.clone() {
        let city = all.entry(number);
        *sums.entry(city.parent).or_default() += city.population.max(1);
    }
    for (number, sum) in sums {
        if all.regions.contains(&number) {
            all.entries[number as usize].population = sum;
        }
    }
}

/// The middle of the squares of one degree in which towns stand, for each country and region: an empty square has no weight, a
/// crowded one no more than any other, so that the middle is that of the land and not of its people.
fn middles(all: &Gathered, sources: &Sources) -> BTreeMap<u32, (f64, f64)> {
    let mut squares: BTreeSet<(u32, i32, i32)> = BTreeSet::new();
    for city in &sources.cities_in_districts {
        let (Ok(latitude), Ok(longitude)) = (city.lat.parse::<f64>(), city.lng.parse::<f64>()) else { continue };
        let region = format!("{}.{}", city.country, city.admin1);
        for code in [city.country.as_str(), &region] {
            if let Some(number) = all.codes.get(code) {
                squares.insert((*number, latitude.floor() as i32, longitude.floor() as i32));
            }
        }
    }
    let mut middles: BTreeMap<u32, Middle> = BTreeMap::new();
    for (number, south, west) in squares {
        let (latitude, longitude) = (f64::from(south) + 0.5, f64::from(west) + 0.5);
        middles.entry(number).or_default().add(latitude, longitude, latitude.to_radians().cos());
    }
    middles.into_iter().map(|(number, middle)| (number, middle.place())).collect()
}

/// Degrees of `27 00 N, 30 00 E`.
fn parse(written: &str) -> Option<(f64, f64)> {
    let (latitude, longitude) = written.split_once(',')?;
    Some((degrees(latitude)?, degrees(longitude)?))
}

fn degrees(written: &str) -> Option<f64> {
    let mut parts = written.split_whitespace();
    let degrees: f64 = parts.next()?.parse().ok()?;
    let minutes: f64 = parts.next()?.parse().ok()?;
    let sign = match parts.next()? {
        "N" | "E" => 1.0,
        "S" | "W" => -1.0,
        _ => return None,
    };
    Some(sign * (degrees + minutes / 60.0))
}

/// A weighted middle on the globe: a sum of directions, so that the date line does not matter.
#[derive(Default)]
pub struct Middle {
    sum: [f64; 3],
}

impl Middle {
    /// Adds a point with its weight.
    pub fn add(&mut self, latitude: f64, longitude: f64, weight: f64) {
        let (latitude, longitude) = (latitude.to_radians(), longitude.to_radians());
        self.sum[0] += latitude.cos() * longitude.cos() * weight;
        self.sum[1] += latitude.cos() * longitude.sin() * weight;
        self.sum[2] += latitude.sin() * weight;
    }

    /// Degrees north and east of the middle.
    pub fn place(&self) -> (f64, f64) {
        let [x, y, z] = self.sum;
        (z.atan2(x.hypot(y)).to_degrees(), y.atan2(x).to_degrees())
    }
}
