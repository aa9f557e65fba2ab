//! Which words are used alike? Word classes made from much text by others: a path in a tree (Brown clusters) and two
//! groupings of word vectors, a coarse and a fine one. A word comes in, its classes go out, in the bytes of the model.

use crate::entity::tagger::hash;
use crate::entity::tagger::table::Table;

/// Bytes of one word's classes.
pub const WIDTH: usize = 5;

/// The classes of one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Classes {
    /// The path of turns from the root of the tree, the first turn in the lowest bit; 0 for an unknown word.
    pub path: u32,
    /// Number of the coarse group from 1, 0 where unknown.
    pub coarse: u8,
    /// Number of the fine group from 1, 0 where unknown.
    pub fine: u16,
}

impl Classes {
    /// The first turns of the path.
    pub fn prefix(self, turns: u32) -> u32 {
        self.path & ((1 << turns) - 1)
    }

    /// As stored.
    pub fn encode(self) -> Vec<u8> {
        let packed = u64::from(self.path) | u64::from(self.coarse) << 18 | u64::from(self.fine) << 26;
        packed.to_le_bytes().into_iter().take(WIDTH).collect()
    }

    fn decode(bytes: &[u8]) -> Self {
        let packed = bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte));
        Self { path: (packed & 0x3_ffff) as u32, coarse: (packed >> 18 & 0xff) as u8, fine: (packed >> 26 & 0x3fff) as u16 }
    }
}

/// The classes of a word as it is written, or of the first known among its other spellings.
pub fn classes(table: &Table<'_>, spellings: &[&str]) -> Classes {
    let known = spellings.iter().find_map(|word| table.find(hash::text(word)));
    known.map(Classes::decode).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::tagger::table;

    #[test]
    fn classes_survive_storing() {
        let hale = Classes { path: 0x2_0fa1, coarse: 200, fine: 1000 };
        let bytes = table::encode(vec![(hash::text("hale"), hale.encode())]);
        let (table, _) = Table::open(&bytes, WIDTH).expect("the bytes are a table");
        assert_eq!(classes(&table, &["HALE", "hale"]), hale);
        assert_eq!(classes(&table, &["orr"]), Classes::default());
        assert_eq!(hale.prefix(4), 1);
    }
}
