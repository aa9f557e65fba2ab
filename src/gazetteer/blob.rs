//! How are the places stored? One blob, read in place: fixed-width records, a pool of names, and an fst map from the
//! key of a name to its places. In: the bytes that `lexicons` wrote. Out: numbers and borrowed texts. Nothing is parsed
//! or copied at open; bytes beyond the end read as zero, never as a panic.
//!
//! Layout, all numbers little-endian: the magic, then ten `u32`: the record numbers at which countries, regions,
//! districts and cities begin and end, and the offsets of records, names, codes, postings and the two maps' bytes.

use std::sync::LazyLock;

use fst::Map;

static BYTES: &[u8] = include_bytes!("places.bin");

/// The first bytes of the blob; the last digit is the version of the layout.
pub const MAGIC: &[u8; 4] = b"NHG1";
/// Bytes of one record.
pub const RECORD: usize = 20;
/// Bytes before the records: magic and ten numbers.
pub const HEADER: usize = 44;
/// Sets apart the keys of codes (`=us`, `=us.tx`), which no folded name can begin with.
pub const CODE_MARK: char = '=';
/// Sets apart the keys of abbreviations that are looked up as regions alone (`~tex`).
pub const REGION_MARK: char = '~';
/// Sets apart the keys of small places whose name is a common word, which are looked up only beside their region.
pub const WORD_MARK: &str = "?";

/// The region in a place's path would repeat the place's own name.
pub const REGION_HIDDEN: u8 = 1;
/// The city stands alone in datelines.
pub const STANDS_ALONE: u8 = 2;
/// The city is its country's capital.
pub const CAPITAL: u8 = 4;
/// A country that no longer exists.
pub const FORMER: u8 = 8;

/// Degrees are stored in this fraction, in 24 bits.
const PER_DEGREE: f64 = 1e4;

/// The opened blob.
pub struct Blob {
    numbers: [u32; 10],
    names: Map<&'static [u8]>,
}

/// One record, decoded.
pub struct Record {
    /// GeoNames' English name.
    pub name: &'static str,
    /// Number of the record that this place lies in; continents name themselves.
    pub parent: u32,
    /// The flags above.
    pub flags: u8,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Inhabitants.
    pub population: u32,
    /// GeoNames id, 0 where there is none.
    pub geonames: u32,
}

/// Opened at first use: a few microseconds.
pub static BLOB: LazyLock<Blob> = LazyLock::new(|| Blob::open(BYTES));

impl Blob {
    fn open(bytes: &'static [u8]) -> Self {
        let mut numbers = [0; 10];
        for (index, number) in numbers.iter_mut().enumerate() {
            *number = unsigned(bytes, MAGIC.len() + index * 4, 4);
        }
        let map = bytes.get(numbers[9] as usize..).unwrap_or_default();
        Self { numbers, names: Map::new(map).expect("the blob in the program holds the map that lexicons wrote") }
    }

    /// Number of the first country; all before are continents.
    pub fn countries(&self) -> u32 {
        self.numbers[0]
    }

    /// Number of the first region.
    pub fn regions(&self) -> u32 {
        self.numbers[1]
    }

    /// Number of the first district (a county).
    pub fn districts(&self) -> u32 {
        self.numbers[2]
    }

    /// Number of the first city.
    pub fn cities(&self) -> u32 {
        self.numbers[3]
    }

    /// How many records there are.
    pub fn count(&self) -> u32 {
        self.numbers[4]
    }

    /// The record of that number; numbers beyond the end read as the last record.
    pub fn record(&self, number: u32) -> Record {
        let at = self.numbers[5] as usize + number.min(self.count().saturating_sub(1)) as usize * RECORD;
        let name = unsigned(BYTES, at, 4);
        Record {
            name: self.text(name >> 8, name & 0xff),
            parent: unsigned(BYTES, at + 4, 2),
            flags: unsigned(BYTES, at + 6, 1) as u8,
            latitude: degrees(unsigned(BYTES, at + 7, 3)),
            longitude: degrees(unsigned(BYTES, at + 10, 3)),
            population: unsigned(BYTES, at + 13, 4),
            geonames: unsigned(BYTES, at + 17, 3),
        }
    }

    /// The two-letter code of the country of that record number.
    pub fn country_code(&self, country: u32) -> Option<&'static str> {
        let index = country.checked_sub(self.countries())? as usize;
        let at = self.numbers[7] as usize + index * 2;
        std::str::from_utf8(BYTES.get(at..at + 2)?).ok()
    }

    /// The places filed under a key, best first.
    pub fn places(&self, key: &str) -> impl Iterator<Item = u32> + use<> {
        let value = self.names.get(key).unwrap_or(0);
        let (first, count) = ((value >> 16) as usize, (value & 0xffff) as usize);
        let postings = self.numbers[8] as usize;
        (0..count).map(move |index| match count {
            1 => first as u32,
            _ => unsigned(BYTES, postings + (first + index) * 3, 3),
        })
    }

    fn text(&self, offset: u32, length: u32) -> &'static str {
        let at = self.numbers[6] as usize + offset as usize;
        let bytes = BYTES.get(at..at + length as usize).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

/// A coordinate as it is stored: offset so that it is never negative.
pub fn stored_degrees(degrees: f64) -> u32 {
    // Within 0..=3,600,000 for every longitude, so the casts lose nothing.
    u32::try_from(((degrees + 180.0) * PER_DEGREE).round() as i64).unwrap_or(0)
}

fn degrees(stored: u32) -> f64 {
    (f64::from(stored) - 180.0 * PER_DEGREE).round() / PER_DEGREE
}

fn unsigned(bytes: &[u8], at: usize, width: usize) -> u32 {
    let digits = bytes.get(at..at + width).unwrap_or_default();
    digits.iter().rev().fold(0, |number, digit| number << 8 | u32::from(*digit))
}

#[cfg(test)]
mod tests {
    use super::{BLOB, BYTES, MAGIC, degrees, stored_degrees};

    #[test]
    fn the_blob_is_of_this_layout_and_in_order() {
        assert!(BYTES.starts_with(MAGIC));
        assert!(BLOB.countries() >= 7);
        assert!(BLOB.countries() < BLOB.regions() && BLOB.regions() < BLOB.districts());
        assert!(BLOB.districts() <= BLOB.cities() && BLOB.cities() < BLOB.count());
    }

    #[test]
    fn every_record_reads_and_lies_in_an_earlier_one() {
        for number in 0..BLOB.count() {
            let record = BLOB.record(number);
            assert!(!record.name.is_empty(), "record {number} has no name");
            assert!(record.parent < BLOB.cities());
            assert!(record.parent <= number);
            assert!((-90.0..=90.0).contains(&record.latitude), "{}", record.name);
            assert!((-180.0..=180.0).contains(&record.longitude), "{}", record.name);
        }
    }

    #[test]
    fn numbers_beyond_the_end_do_not_panic() {
        assert!(!BLOB.record(u32::MAX).name.is_empty());
        assert_eq!(BLOB.country_code(0), None);
    }

    #[test]
    fn degrees_survive_storing_to_four_places() {
        for value in [-179.9999, -33.8688, 0.0, 55.7558, 179.5] {
            assert!((degrees(stored_degrees(value)) - value).abs() < 0.000_06, "{value}");
        }
    }
}
