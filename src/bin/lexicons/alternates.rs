//! Which further names of a city are worth having? GeoNames lists airport codes, nicknames, and spellings of every
//! language, transliterated ones included; many are words of another language. In: a city. Out: the keys kept.
//! Refused: codes, names of three letters or fewer, names without a capital, and, for small places, names that
//! are a person's name or a word of every day, as well as scripts other than Latin.

use std::collections::BTreeSet;

use newshound::gazetteer::blob::{CAPITAL, STANDS_ALONE};
use newshound::gazetteer::key::key;

use crate::gather::Entry;
use crate::names::Census;
use crate::tables;

/// Below this size, a further name has to be safe.
const LARGE: u64 = 100_000;
/// From this size on, names in Cyrillic and Greek are kept.
const CYRILLIC: u64 = 200_000;
/// From this size on, names in all scripts are kept.
const ANY_SCRIPT: u64 = 1_000_000;
/// There, the main name is the English one, and further names are other languages' spellings of it.
const ENGLISH: &[&str] = &["US", "GB", "CA", "AU", "NZ", "IE"];

/// The rule, with the lists it looks at.
pub struct Filter<'a> {
    census: &'a Census,
    other_things: BTreeSet<String>,
}

impl<'a> Filter<'a> {
    /// The rule with these names.
    pub fn new(census: &'a Census) -> Self {
        Self { census, other_things: tables::lines(tables::NOT_PLACES).map(key).collect() }
    }

    /// The keys of a city's further names.
    pub fn kept(&self, city: &Entry) -> BTreeSet<String> {
        let kept = city.alternates.iter().filter(|name| self.is_kept(city, name));
        kept.map(|name| key(name)).filter(|key| letters(key) > 3).collect()
    }

    /// Whether a city is too small to be meant by a word of every day that is its name: `University`, `Most`, `Hope`.
    pub fn needs_its_region(&self, city: &Entry, key: &str) -> bool {
        city.population < LARGE && city.flags & (CAPITAL | STANDS_ALONE) == 0 && self.is_other_thing(key)
    }

    fn is_other_thing(&self, key: &str) -> bool {
        self.census.is_word(key) || self.other_things.contains(key)
    }

    fn is_kept(&self, city: &Entry, name: &str) -> bool {
        let capital = name.chars().find(|character| character.is_alphabetic()).is_some_and(|c| !c.is_lowercase());
        let digits = name.chars().any(|character| character.is_ascii_digit());
        let code = !name.contains(' ') && name.chars().all(|character| character.is_ascii_uppercase());
        capital && !digits && !code && Self::script_fits(city, name) && self.is_safe(city, &key(name))
    }

    fn script_fits(city: &Entry, name: &str) -> bool {
        match script(name) {
            Script::Latin => true,
            Script::CyrillicOrGreek => city.population >= CYRILLIC,
            Script::Other => city.population >= ANY_SCRIPT,
        }
    }

    fn is_safe(&self, city: &Entry, key: &str) -> bool {
        if self.is_other_thing(key) {
            return false;
        }
        if city.population >= LARGE {
            return true;
        }
        let country = city.code.split('.').next().unwrap_or_default();
        !ENGLISH.contains(&country) && letters(key) > 4 && !self.census.is_name(key)
    }
}

enum Script {
    Latin,
    CyrillicOrGreek,
    Other,
}

fn script(name: &str) -> Script {
    let furthest = name.chars().filter(|character| character.is_alphabetic()).max().unwrap_or('a');
    match u32::from(furthest) {
        0..=0x24f | 0x1e00..=0x1eff => Script::Latin,
        0x250..=0x52f => Script::CyrillicOrGreek,
        _ => Script::Other,
    }
}

/// Letters of a key, blanks not counted.
pub fn letters(key: &str) -> usize {
    key.chars().filter(|character| *character != ' ').count()
}
