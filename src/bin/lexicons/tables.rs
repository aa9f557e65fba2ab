//! What was written by hand? The text tables beside this file, split into their columns. `#` begins a comment line.

/// Names of countries, by code.
pub const COUNTRIES: &str = include_str!("countries.txt");
/// Countries that no longer exist.
pub const FORMER: &str = include_str!("former.txt");
/// Territories that count as lying in another country too.
pub const WITHIN: &str = include_str!("within.txt");
/// Abbreviations of regions.
pub const ABBREVIATIONS: &str = include_str!("abbreviations.txt");
/// Names of regions.
pub const REGION_NAMES: &str = include_str!("region_names.txt");
/// Names of cities.
pub const CITY_NAMES: &str = include_str!("city_names.txt");
/// Cities that stand alone in datelines.
pub const STANDALONE: &str = include_str!("standalone.txt");
/// Names that mean other things in news.
pub const NOT_PLACES: &str = include_str!("not_places.txt");
/// Where countries and regions lie whose towns stand on one side of them.
pub const CENTRES: &str = include_str!("centres.txt");
/// Given names common in world news.
pub const GIVEN_NAMES: &str = include_str!("given_names.txt");

/// The lines of a table without comments and empty lines.
pub fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The lines of a table of the form `head: one | two`.
pub fn headed(table: &'static str) -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    lines(table).filter_map(|line| {
        let (head, rest) = line.split_once(": ")?;
        Some((head.trim(), names(rest)))
    })
}

/// The names of a list `one | two`.
pub fn names(list: &'static str) -> Vec<&'static str> {
    list.split('|').map(str::trim).filter(|name| !name.is_empty()).collect()
}

/// The words of a table that holds many a line.
pub fn words(table: &'static str) -> impl Iterator<Item = &'static str> {
    lines(table).flat_map(str::split_whitespace)
}
