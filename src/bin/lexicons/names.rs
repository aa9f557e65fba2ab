//! Which words are names of people? In: the census lists and the hand-made list of given names. Out: the blob that
//! `newshound::names` reads: an fst map from folded name to rank and flags.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fst::MapBuilder;
use newshound::fold::fold;
use newshound::names::Facts;

use crate::Outcome;
use crate::gather::Gathered;
use crate::tables;

/// How many of the census's surnames are taken: those borne by one in 100,000 or more.
const SURNAMES: usize = 40_000;

/// Share of a name among given names (women, men) and surnames, in parts per million.
#[derive(Default, Clone, Copy)]
pub struct Share {
    pub female: u32,
    pub male: u32,
    pub surname: u32,
    pub world: bool,
}

/// All names, and the ordinary words, which are names only with caution.
#[derive(Default)]
pub struct Census {
    names: BTreeMap<String, Share>,
    words: BTreeSet<String>,
}

impl Census {
    /// Reads the three census files and the hand-made list; `words` holds the ordinary words, one a line.
    pub fn read(folder: &Path, words: &str) -> Outcome<Self> {
        let mut census = Self { words: words.lines().map(str::to_owned).collect(), ..Self::default() };
        for (name, share) in list(&folder.join("dist.female.first"))? {
            census.entry(&name).female = share;
        }
        for (name, share) in list(&folder.join("dist.male.first"))? {
            census.entry(&name).male = share;
        }
        for (name, share) in list(&folder.join("dist.all.last"))?.into_iter().take(SURNAMES) {
            census.entry(&name).surname = share;
        }
        for name in tables::words(tables::GIVEN_NAMES) {
            census.entry(name).world = true;
        }
        Ok(census)
    }

    fn entry(&mut self, name: &str) -> &mut Share {
        self.names.entry(fold(name)).or_default()
    }

    /// Whether a word is an ordinary word.
    pub fn is_word(&self, folded: &str) -> bool {
        self.words.contains(folded)
    }

    /// Whether a word is a name of people.
    pub fn is_name(&self, folded: &str) -> bool {
        self.names.contains_key(folded)
    }
}

fn list(path: &Path) -> Outcome<Vec<(String, u32)>> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut names = Vec::new();
    for line in text.lines() {
        let mut columns = line.split_whitespace();
        let (Some(name), Some(percent)) = (columns.next(), columns.next()) else { continue };
        let share = percent.parse::<f64>()? * 10_000.0;
        // The census rounds to 0.001 %: the rarest names are given half of that.
        names.push((name.to_owned(), u32::try_from(share.round() as i64)?.max(5)));
    }
    Ok(names)
}

/// A place of this size or more makes its name ambiguous.
const KNOWN_PLACE: u64 = 200_000;

/// The blob: an fst map alone.
pub fn encode(census: &Census, all: &Gathered) -> Outcome<Vec<u8>> {
    let places = known_places(all);
    let mut map = MapBuilder::memory();
    for (name, share) in &census.names {
        let facts = Facts {
            female: class(share.female),
            male: class(share.male),
            surname: class(share.surname),
            world: share.world,
            word: census.is_word(name),
            place: places.contains(name),
        };
        map.insert(name, facts.pack())?;
    }
    Ok(map.into_inner()?)
}

fn known_places(all: &Gathered) -> BTreeSet<String> {
    let known = |number: &u32| !all.cities.contains(number) || all.entry(*number).population >= KNOWN_PLACE;
    let numbers = (0..all.regions.end).chain(all.cities.clone());
    numbers.filter(known).map(|number| fold(&all.entry(number).name)).collect()
}

/// Parts per million as a class: 0 for none, else one more than the power of two below it.
fn class(share: u32) -> u8 {
    (u32::BITS - share.leading_zeros()).min(15) as u8
}
