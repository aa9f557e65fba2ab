//! How are places and keys written? In the layout that `newshound::gazetteer::blob` reads.

use std::collections::BTreeMap;

use fst::MapBuilder;
use newshound::gazetteer::blob::{HEADER, MAGIC, RECORD, stored_degrees};

use crate::Outcome;
use crate::gather::{Entry, Gathered};
use crate::keys::Keys;

/// The whole blob.
pub fn encode(all: &Gathered, keys: &Keys) -> Outcome<Vec<u8>> {
    let mut names = Pool::default();
    let mut records = Vec::with_capacity(all.entries.len() * RECORD);
    for entry in &all.entries {
        push_record(&mut records, entry, names.put(&entry.name)?);
    }
    let codes: Vec<u8> = all.countries.clone().flat_map(|number| all.entry(number).code.bytes()).collect();
    let (postings, map) = postings(keys)?;
    let mut blob = MAGIC.to_vec();
    let kinds = [all.countries.start, all.regions.start, all.districts.start, all.cities.start, all.cities.end];
    blob.extend(kinds.iter().flat_map(|number| number.to_le_bytes()));
    let mut at = HEADER;
    for section in [&records, &names.bytes, &codes, &postings, &map] {
        blob.extend(u32::try_from(at)?.to_le_bytes());
        at += section.len();
    }
    for section in [records, names.bytes, codes, postings, map] {
        blob.extend(section);
    }
    Ok(blob)
}

fn push_record(records: &mut Vec<u8>, entry: &Entry, name: u32) {
    records.extend(name.to_le_bytes());
    push(records, entry.parent, 2);
    records.push(entry.flags);
    push(records, stored_degrees(entry.latitude), 3);
    push(records, stored_degrees(entry.longitude), 3);
    push(records, u32::try_from(entry.population).unwrap_or(u32::MAX), 4);
    push(records, entry.geonames, 3);
}

fn push(bytes: &mut Vec<u8>, number: u32, width: usize) {
    bytes.extend(number.to_le_bytes().iter().take(width));
}

/// Names, each kept once; a name is its offset and, in the lowest byte, its length.
#[derive(Default)]
struct Pool {
    bytes: Vec<u8>,
    known: BTreeMap<String, u32>,
}

impl Pool {
    fn put(&mut self, name: &str) -> Outcome<u32> {
        if let Some(place) = self.known.get(name) {
            return Ok(*place);
        }
        let length = u8::try_from(name.len())?;
        let place = u32::try_from(self.bytes.len())? << 8 | u32::from(length);
        self.bytes.extend(name.bytes());
        self.known.insert(name.to_owned(), place);
        Ok(place)
    }
}

/// The lists of places, equal lists kept once, and the map from each key to its list. A list of one place is the place itself.
fn postings(keys: &Keys) -> Outcome<(Vec<u8>, Vec<u8>)> {
    let mut postings = Vec::new();
    let mut known: BTreeMap<&[u32], u64> = BTreeMap::new();
    let mut map = MapBuilder::memory();
    for (key, places) in keys {
        let first = match places.as_slice() {
            [only] => u64::from(*only),
            several => *known.entry(several).or_insert_with(|| {
                let first = postings.len() as u64 / 3;
                for place in several {
                    push(&mut postings, *place, 3);
                }
                first
            }),
        };
        map.insert(key, first << 16 | places.len() as u64)?;
    }
    Ok((postings, map.into_inner()?))
}
