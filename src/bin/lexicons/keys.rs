//! Under which keys is each place found, and in what order where several share one? Order: a weight, then the number.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use newshound::gazetteer::blob::{CAPITAL, CODE_MARK, REGION_MARK, STANDS_ALONE, WORD_MARK};
use newshound::gazetteer::key::key;

use crate::Outcome;
use crate::alternates::Filter;
use crate::gather::Gathered;
use crate::names::Census;
use crate::tables;

/// Every key with its places, best first.
pub type Keys = BTreeMap<String, Vec<u32>>;

/// Continents and countries come before all else.
const COUNTRY: u64 = 1 << 60;
/// A city that a table puts first.
const FIRST: u64 = 1 << 58;
/// A city that stands alone in datelines.
const ALONE: u64 = 1 << 50;
/// A capital counts as three times its size, since it is in the news more often.
const CAPITAL_FACTOR: u64 = 3;
/// A city counts a fifth under a name that is not its main one: Odessa in Ukraine is still before Odessa in Texas.
const ALTERNATE_SHARE: u64 = 5;
/// A city of this size keeps its name before larger ones that have it as a further name.
const WELL_KNOWN: u64 = 50_000;
/// Countries whose states are named in news like places of their own.
const FEDERAL: &[&str] = &["US", "CA", "AU", "GB", "IN", "DE"];

#[derive(Default)]
struct Weighted(BTreeMap<String, BTreeMap<u32, u64>>);

impl Weighted {
    fn add(&mut self, key: String, number: u32, weight: u64) {
        if key.trim_start_matches(|mark: char| !mark.is_alphanumeric()).is_empty() {
            return;
        }
        let held = self.0.entry(key).or_default().entry(number).or_default();
        *held = weight.max(*held);
    }
}

/// All keys.
pub fn keys(all: &Gathered, census: &Census) -> Outcome<Keys> {
    let mut keys = Weighted::default();
    continents_and_countries(&mut keys, all);
    regions(&mut keys, all);
    districts(&mut keys, all);
    cities(&mut keys, all, census);
    hand_made(&mut keys, all)?;
    held_and_codes(&mut keys, all)?;
    Ok(keys.0.into_iter().map(|(key, places)| (key, ordered(places))).collect())
}

fn ordered(places: BTreeMap<u32, u64>) -> Vec<u32> {
    let mut places: Vec<(Reverse<u64>, u32)> = places.into_iter().map(|(number, weight)| (Reverse(weight), number)).collect();
    places.sort_unstable();
    places.into_iter().map(|(_, number)| number).collect()
}

fn continents_and_countries(keys: &mut Weighted, all: &Gathered) {
    for number in 0..all.countries.end {
        let entry = all.entry(number);
        let weight = COUNTRY + entry.population;
        keys.add(key(&entry.name), number, weight);
        for name in &entry.alternates {
            keys.add(key(name), number, COUNTRY);
        }
    }
}

fn regions(keys: &mut Weighted, all: &Gathered) {
    for number in all.regions.clone() {
        let entry = all.entry(number);
        keys.add(key(&entry.name), number, region_weight(all, number));
    }
}

fn region_weight(all: &Gathered, number: u32) -> u64 {
    let entry = all.entry(number);
    let country = entry.code.split('.').next().unwrap_or_default();
    if FEDERAL.contains(&country) { entry.population } else { entry.population / 4 }
}

fn districts(keys: &mut Weighted, all: &Gathered) {
    for number in all.districts.clone() {
        keys.add(key(&all.entry(number).name), number, 1);
    }
}

fn cities(keys: &mut Weighted, all: &Gathered, census: &Census) {
    let filter = Filter::new(census);
    let well_known = well_known(all);
    for number in all.cities.clone() {
        let city = all.entry(number);
        let main = key(&city.name);
        let weight = city_weight(all, number, &main);
        let mark = if filter.needs_its_region(city, &main) { WORD_MARK } else { "" };
        keys.add(format!("{mark}{main}"), number, weight);
        for alternate in filter.kept(city) {
            let namesake = well_known.get(&alternate).map_or(u64::MAX, |weight| weight - 1);
            let weight = (city_weight(all, number, &alternate) / ALTERNATE_SHARE).min(namesake);
            keys.add(alternate, number, weight);
        }
    }
}

/// The main names of cities of some size with their weight: another city's further name comes after them, so that
/// `Victoria` is not Hong Kong.
fn well_known(all: &Gathered) -> BTreeMap<String, u64> {
    let mut names = BTreeMap::new();
    for number in all.cities.clone().filter(|number| all.entry(*number).population >= WELL_KNOWN) {
        let name = key(&all.entry(number).name);
        let weight = city_weight(all, number, &name);
        let held = names.entry(name).or_insert(weight);
        *held = weight.max(*held);
    }
    names
}

fn city_weight(all: &Gathered, number: u32, name: &str) -> u64 {
    let city = all.entry(number);
    let capital = if city.flags & CAPITAL > 0 { CAPITAL_FACTOR } else { 1 };
    let own_name = key(&city.name) == name;
    let alone = if city.flags & STANDS_ALONE > 0 && own_name { ALONE } else { 0 };
    let own = city.population.max(1) * capital + alone;
    // A city that gave its region the name comes before it: Geneva is the city.
    let named_after = all.regions.contains(&city.parent) && key(&all.entry(city.parent).name) == name;
    if named_after { own.max(region_weight(all, city.parent) + 1) } else { own }
}

fn hand_made(keys: &mut Weighted, all: &Gathered) -> Outcome<()> {
    for (code, names) in tables::headed(tables::COUNTRIES) {
        let number = coded(all, code)?;
        for name in names {
            keys.add(key(name), number, COUNTRY);
        }
    }
    for (code, names) in tables::headed(tables::REGION_NAMES) {
        let number = coded(all, code)?;
        for name in names {
            let (name, weight) = weighed(name, region_weight(all, number));
            keys.add(key(name), number, weight);
        }
    }
    for (code, names) in tables::headed(tables::ABBREVIATIONS) {
        let number = coded(all, code)?;
        let weight = region_weight(all, number);
        for name in names {
            keys.add(format!("{REGION_MARK}{}", key(name)), number, weight);
        }
    }
    for (city, names) in tables::headed(tables::CITY_NAMES) {
        let number = all.city(city)?;
        for name in names {
            let (name, weight) = weighed(name, city_weight(all, number, &key(name)));
            keys.add(key(name), number, weight);
        }
    }
    Ok(())
}

/// A name of a table without its `!`, and its weight.
fn weighed(name: &'static str, weight: u64) -> (&'static str, u64) {
    name.strip_prefix('!').map_or((name, weight), |name| (name, FIRST))
}

/// What lies in a country beside its own regions, and every code.
fn held_and_codes(keys: &mut Weighted, all: &Gathered) -> Outcome<()> {
    for (number, held) in &all.held {
        for code in held {
            keys.add(format!(">{number}"), coded(all, code)?, 1);
        }
    }
    for (country, held) in tables::headed(tables::WITHIN) {
        let number = coded(all, country)?;
        for code in held.iter().flat_map(|codes| codes.split_whitespace()) {
            keys.add(format!(">{number}"), coded(all, code)?, 1);
        }
    }
    for (code, number) in &all.codes {
        keys.add(format!("{CODE_MARK}{}", code.to_lowercase()), *number, 1);
    }
    Ok(())
}

fn coded(all: &Gathered, code: &str) -> Outcome<u32> {
    all.codes.get(code).copied().ok_or_else(|| format!("no place of code '{code}' in the data").into())
}
