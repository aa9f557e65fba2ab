//! Which places are there? All records in the order of the blob: continents, countries (today's, then former ones),
//! regions, districts, cities; each knows the record it lies in. Names other than the main one are left to `keys`.

use std::collections::BTreeMap;
use std::ops::Range;

use newshound::gazetteer::blob::{CAPITAL, FORMER, REGION_HIDDEN, STANDS_ALONE};
use newshound::gazetteer::key::key;

use crate::Outcome;
use crate::centres::{self, Middle};
use crate::sources::{City, Sources};
use crate::tables;

/// One record to be.
#[derive(Default)]
pub struct Entry {
    pub name: String,
    /// `EU`, `RU`, `US.TX`, `US.TX.201`; for a city the code of its region or country.
    pub code: String,
    pub parent: u32,
    pub flags: u8,
    pub latitude: f64,
    pub longitude: f64,
    pub population: u64,
    pub geonames: u32,
    pub alternates: Vec<String>,
}

/// All records, and where each kind stands.
#[derive(Default)]
pub struct Gathered {
    pub entries: Vec<Entry>,
    pub countries: Range<u32>,
    pub regions: Range<u32>,
    pub districts: Range<u32>,
    pub cities: Range<u32>,
    /// Record of each code of a continent, country, region or district.
    pub codes: BTreeMap<String, u32>,
    /// Former country, and the codes of what it held.
    pub held: Vec<(u32, Vec<String>)>,
}

/// Gathers every record.
pub fn gather(sources: &Sources) -> Outcome<Gathered> {
    let mut all = Gathered::default();
    continents(&mut all, sources)?;
    countries(&mut all, sources)?;
    former(&mut all, sources)?;
    regions(&mut all, sources);
    districts(&mut all, sources);
    cities(&mut all, sources);
    stand_alone(&mut all)?;
    centres::place(&mut all, sources)?;
    Ok(all)
}

impl Gathered {
    fn push(&mut self, entry: Entry) -> u32 {
        let number = self.entries.len() as u32;
        self.entries.push(entry);
        number
    }

    /// The record of a number.
    pub fn entry(&self, number: u32) -> &Entry {
        &self.entries[number as usize]
    }

    /// The most populous city of that name (else of that further name) in a country or region, written `US.TX Paris`.
    pub fn city(&self, written: &str) -> Outcome<u32> {
        let (code, name) = written.split_once(' ').ok_or_else(|| format!("no place in '{written}'"))?;
        let wanted = key(name);
        let inside = |entry: &Entry| entry.code == code || entry.code.starts_with(&format!("{code}."));
        let main = |entry: &Entry| key(&entry.name) == wanted;
        let further = |entry: &Entry| entry.alternates.iter().any(|name| key(name) == wanted);
        let cities = || self.cities.clone().filter(|number| inside(self.entry(*number)));
        let largest = |number: &u32| (self.entry(*number).population, *number);
        cities()
            .filter(|number| main(self.entry(*number)))
            .max_by_key(largest)
            .or_else(|| cities().filter(|number| further(self.entry(*number))).max_by_key(largest))
            .ok_or_else(|| format!("no city '{written}' in the data").into())
    }
}

fn continents(all: &mut Gathered, sources: &Sources) -> Outcome<()> {
    for (code, continent) in &sources.continents {
        let number = all.entries.len() as u32;
        let english = ["en", "de", "fr", "es", "it", "pt", "ru"];
        let alternates = continent.alternate_names.iter().filter(|name| english.contains(&name.lang.as_str()));
        all.push(Entry {
            name: continent.name.clone(),
            code: code.clone(),
            parent: number,
            latitude: continent.lat.parse()?,
            longitude: continent.lng.parse()?,
            population: continent.population,
            geonames: continent.geoname_id,
            alternates: alternates.map(|name| name.name.clone()).collect(),
            ..Entry::default()
        });
        // Namibia's code is North America's too: continents have codes of their own.
        all.codes.insert(format!("+{code}"), number);
    }
    Ok(())
}

fn countries(all: &mut Gathered, sources: &Sources) -> Outcome<()> {
    all.countries = all.entries.len() as u32..0;
    for (code, country) in &sources.countries {
        let continent = format!("+{}", country.continentcode);
        let parent = *all.codes.get(&continent).ok_or("a country without continent")?;
        let former = if matches!(code.as_str(), "CS" | "AN") { FORMER } else { 0 };
        let number = all.push(Entry {
            name: country.name.trim().to_owned(),
            code: code.clone(),
            parent,
            flags: former,
            population: u64::from(country.population),
            geonames: country.geonameid,
            ..Entry::default()
        });
        all.codes.insert(code.clone(), number);
    }
    Ok(())
}

fn former(all: &mut Gathered, sources: &Sources) -> Outcome<()> {
    for line in tables::lines(tables::FORMER) {
        let columns: Vec<&'static str> = line.split(';').map(str::trim).collect();
        let [code, name, continent, capital, held, names] = columns[..] else {
            return Err(format!("former.txt: six columns are needed in '{line}'").into());
        };
        let city = find_city(sources, capital).ok_or_else(|| format!("former.txt: no city '{capital}'"))?;
        let parent = all.codes.get(&format!("+{continent}")).ok_or("former.txt: no such continent")?;
        let entry = Entry {
            name: name.to_owned(),
            code: code.to_owned(),
            parent: *parent,
            flags: FORMER,
            latitude: city.latitude,
            longitude: city.longitude,
            alternates: tables::names(names).into_iter().map(str::to_owned).collect(),
            ..Entry::default()
        };
        let number = all.push(entry);
        all.held.push((number, held.split_whitespace().map(str::to_owned).collect()));
    }
    all.countries.end = all.entries.len() as u32;
    Ok(())
}

fn find_city<'a>(sources: &'a Sources, written: &str) -> Option<&'a City> {
    let (code, name) = written.split_once(' ')?;
    let named = |city: &&City| city.countrycode == code && city.name == name;
    sources.cities.iter().filter(named).max_by_key(|city| city.population)
}

fn regions(all: &mut Gathered, sources: &Sources) {
    let sorted: BTreeMap<&str, &str> =
        sources.regions.iter().map(|region| (region.code.as_str(), region.name.as_str())).collect();
    let start = all.entries.len() as u32;
    for (code, name) in sorted {
        let country = code.split('.').next().unwrap_or(code);
        let Some(parent) = all.codes.get(country).copied() else { continue };
        let number = all.push(Entry {
            name: name.to_owned(),
            code: code.to_owned(),
            parent,
            geonames: sources.division_id(code),
            ..Entry::default()
        });
        all.codes.insert(code.to_owned(), number);
    }
    all.regions = start..all.entries.len() as u32;
}

/// The counties of the United States, each in the middle of its places.
fn districts(all: &mut Gathered, sources: &Sources) {
    let mut middles: BTreeMap<String, Middle> = BTreeMap::new();
    for city in sources.cities_in_districts.iter().filter(|city| city.country == "US") {
        let code = format!("US.{}.{}", city.admin1, city.admin2);
        if let (Ok(latitude), Ok(longitude)) = (city.lat.parse(), city.lng.parse()) {
            middles.entry(code).or_default().add(latitude, longitude, 1.0);
        }
    }
    let sorted: BTreeMap<&str, &str> =
        sources.districts.iter().map(|county| (county.code.as_str(), county.name.as_str())).collect();
    let start = all.entries.len() as u32;
    for (code, name) in sorted {
        let Some((region, _)) = code.strip_prefix("US.").and_then(|_| code.rsplit_once('.')) else { continue };
        let (Some(parent), Some(middle)) = (all.codes.get(region).copied(), middles.get(code)) else { continue };
        let (latitude, longitude) = middle.place();
        let (name, code, geonames) = (name.to_owned(), code.to_owned(), sources.division_id(code));
        all.push(Entry { name, code, parent, latitude, longitude, geonames, ..Entry::default() });
    }
    all.districts = start..all.entries.len() as u32;
}

fn cities(all: &mut Gathered, sources: &Sources) {
    let mut sorted: Vec<&City> = sources.cities.iter().collect();
    sorted.sort_by_key(|city| (&city.countrycode, &city.admin1code, city.geonameid));
    let capitals = capitals(sources);
    let start = all.entries.len() as u32;
    for city in sorted {
        let region = format!("{}.{}", city.countrycode, city.admin1code);
        let code = if all.codes.contains_key(&region) { region } else { city.countrycode.clone() };
        let Some(parent) = all.codes.get(&code).copied() else { continue };
        let capital = capitals.get(city.countrycode.as_str()) == Some(&city.geonameid);
        let hidden = code.contains('.') && bears_the_name(&all.entry(parent).name, &city.name);
        all.push(Entry {
            name: city.name.clone(),
            code,
            parent,
            flags: if hidden { REGION_HIDDEN } else { 0 } | if capital { CAPITAL } else { 0 },
            latitude: city.latitude,
            longitude: city.longitude,
            population: u64::from(city.population),
            geonames: city.geonameid,
            alternates: city.alternatenames.clone(),
        });
    }
    all.cities = start..all.entries.len() as u32;
}

/// The largest city that bears the name of its country's capital, for each country.
fn capitals(sources: &Sources) -> BTreeMap<&str, u32> {
    let mut largest: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for city in &sources.cities {
        let country = sources.countries.get(&city.countrycode);
        if country.is_some_and(|country| key(&country.capital) == key(&city.name)) {
            let held = largest.entry(&city.countrycode).or_default();
            *held = (*held).max((city.population, city.geonameid));
        }
    }
    largest.into_iter().map(|(country, (_, id))| (country, id)).collect()
}

/// Words around the name of a city that make the name of its region.
const SUFFIXES: &[&str] = &[
    "city",
    "capital",
    "oblast",
    "province",
    "region",
    "governorate",
    "municipality",
    "district",
    "prefecture",
    "department",
    "division",
    "county",
    "metropolitan",
    "autonomous district",
    "fd",
    "dc",
    "state",
];
const PREFIXES: &[&str] = &["state of", "canton of", "city of", "province of", "municipality of", "grad"];

/// Whether a region is called after the city: `Kyiv City` and `State of Berlin` are; the state New York is not called
/// `New York City`.
fn bears_the_name(region: &str, city: &str) -> bool {
    let region = key(region.split(" (").next().unwrap_or(region));
    let city = key(city);
    let Some(rest) = region.strip_prefix(city.as_str()) else {
        return region.strip_suffix(city.as_str()).is_some_and(|rest| PREFIXES.contains(&rest.trim()));
    };
    rest.is_empty() || rest.strip_prefix(' ').is_some_and(|rest| SUFFIXES.contains(&rest))
}

fn stand_alone(all: &mut Gathered) -> Outcome<()> {
    for line in tables::lines(tables::STANDALONE) {
        let number = all.city(line)?;
        all.entries[number as usize].flags |= STANDS_ALONE;
    }
    Ok(())
}
