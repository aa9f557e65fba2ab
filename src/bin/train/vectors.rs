//! How are word vectors read? The three files of a spaCy vocabulary: `vectors`, a `NumPy` table of 32-bit floats;
//! `key2row`, a `MessagePack` map from the hash of a word to its row; `strings.json`, the words.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use crate::Outcome;

/// Word vectors: rows, and which word has which.
#[derive(Debug)]
pub struct Vectors {
    /// The rows, each scaled to length 1.
    pub rows: Vec<Vec<f32>>,
    /// All words of the vocabulary.
    pub words: Vec<String>,
    keys: HashMap<u64, usize>,
}

impl Vectors {
    /// Reads a folder.
    pub fn read(folder: &Path) -> Outcome<Self> {
        let rows = rows(&fs::read(folder.join("vectors"))?)?;
        let keys = keys(&fs::read(folder.join("key2row"))?).ok_or("key2row is not a map of numbers")?;
        let words = serde_json::from_slice(&fs::read(folder.join("strings.json"))?)?;
        Ok(Self { rows, words, keys })
    }

    /// The row of a word.
    pub fn row(&self, word: &str) -> Option<usize> {
        self.keys.get(&murmur(word.as_bytes())).copied().filter(|row| *row < self.rows.len())
    }
}

fn rows(bytes: &[u8]) -> Outcome<Vec<Vec<f32>>> {
    let head = bytes.get(8..10).ok_or("vectors is empty")?;
    let length = 10 + usize::from(u16::from_le_bytes([head[0], head[1]]));
    let (head, body) = bytes.split_at_checked(length).ok_or("vectors is cut short")?;
    let head = String::from_utf8_lossy(head).into_owned();
    let shape = head.split("'shape': (").nth(1).and_then(|rest| rest.split(')').next()).ok_or("vectors has no shape")?;
    let width: usize = shape.split(',').nth(1).unwrap_or_default().trim().parse()?;
    let floats: Vec<f32> = body.as_chunks::<4>().0.iter().map(|digits| f32::from_le_bytes(*digits)).collect();
    Ok(floats.chunks_exact(width).map(scaled).collect())
}

/// The row with length 1.
pub fn scaled(row: &[f32]) -> Vec<f32> {
    let length = row.iter().map(|part| part * part).sum::<f32>().sqrt().max(1e-9);
    row.iter().map(|part| part / length).collect()
}

/// A `MessagePack` map of unsigned numbers to small unsigned numbers.
fn keys(bytes: &[u8]) -> Option<HashMap<u64, usize>> {
    let (mut rest, count) = match bytes.split_first()? {
        (0xdf, rest) => (rest.get(4..)?, u32::from_be_bytes(*rest.first_chunk()?) as usize),
        (0xde, rest) => (rest.get(2..)?, usize::from(u16::from_be_bytes(*rest.first_chunk()?))),
        (small, rest) => (rest, usize::from(small & 15)),
    };
    let mut keys = HashMap::new();
    for _ in 0..count {
        let key = number(&mut rest)?;
        let row = number(&mut rest)?;
        keys.insert(key, row as usize);
    }
    Some(keys)
}

/// Takes one unsigned number.
fn number(bytes: &mut &[u8]) -> Option<u64> {
    let (first, rest) = bytes.split_first()?;
    let width = match first {
        0..=0x7f => 0,
        0xcc => 1,
        0xcd | 0xd1 => 2,
        0xce | 0xd2 => 4,
        0xcf | 0xd3 => 8,
        _ => return None,
    };
    let (digits, rest) = rest.split_at_checked(width)?;
    *bytes = rest;
    Some(if width == 0 { u64::from(*first) } else { digits.iter().fold(0, |number, digit| number << 8 | u64::from(*digit)) })
}

/// `MurmurHash64A` with seed 1, the key of a word.
fn murmur(bytes: &[u8]) -> u64 {
    const MULTIPLIER: u64 = 0xc6a4_a793_5bd1_e995;
    let mut hash = 1 ^ (bytes.len() as u64).wrapping_mul(MULTIPLIER);
    let (words, tail) = bytes.as_chunks::<8>();
    for word in words {
        let word = u64::from_le_bytes(*word).wrapping_mul(MULTIPLIER);
        hash = (hash ^ (word ^ word >> 47).wrapping_mul(MULTIPLIER)).wrapping_mul(MULTIPLIER);
    }
    if !tail.is_empty() {
        let last = tail.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte));
        hash = (hash ^ last).wrapping_mul(MULTIPLIER);
    }
    hash = (hash ^ hash >> 47).wrapping_mul(MULTIPLIER);
    hash ^ hash >> 47
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_of_numbers_are_read() {
        let map = keys(&[0x82, 0xcd, 1, 2, 5, 9, 0xcc, 200]).expect("the bytes are a map");
        assert_eq!((map.get(&258), map.get(&9)), (Some(&5), Some(&200)));
        assert!(keys(&[0x82, 0xcf, 1]).is_none());
    }

    #[test]
    fn keys_are_those_of_spacy() {
        // "coffee" has this number in spaCy's documentation.
        assert_eq!(murmur(b"coffee"), 3_197_928_453_018_144_401);
    }

    #[test]
    fn tables_of_numpy_are_read() {
        let mut bytes = b"\x93NUMPY\x01\x00\x1b\x00{'shape': (2, 2), 'fortran'".to_vec();
        bytes.extend([3.0_f32, 4.0, 1.0, 0.0].iter().flat_map(|number| number.to_le_bytes()));
        assert_eq!(rows(&bytes).expect("the bytes are a table"), [[0.6, 0.8], [1.0, 0.0]]);
    }
}
