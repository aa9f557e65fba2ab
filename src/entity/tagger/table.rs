//! How are weights and word classes found by hash, in the bytes of the program and without reading them first? A table
//! of buckets: the high half of a hash chooses the bucket, the low 16 bits tell its entries apart. A hash that was never
//! put in is taken for another about once in ten thousand times, which costs a wrong weight, no more.

/// Entries a bucket on average.
const LOAD: usize = 4;
/// Bytes of the head: count of buckets, count of entries.
const HEAD: usize = 8;

/// A table in the bytes of a model.
#[derive(Debug, Clone, Copy)]
pub struct Table<'model> {
    buckets: u64,
    starts: &'model [u8],
    prints: &'model [u8],
    values: &'model [u8],
    width: usize,
}

impl<'model> Table<'model> {
    /// Opens a table whose values are `width` bytes long, and gives the bytes behind it; `None` where bytes are missing.
    pub fn open(bytes: &'model [u8], width: usize) -> Option<(Self, &'model [u8])> {
        let (head, rest) = bytes.split_at_checked(HEAD)?;
        let (buckets, count) = (number(head, 0), number(head, 1));
        let (starts, rest) = rest.split_at_checked((buckets + 1) * 4)?;
        let (prints, rest) = rest.split_at_checked(count * 2)?;
        let (values, rest) = rest.split_at_checked(count * width)?;
        Some((Self { buckets: buckets as u64, starts, prints, values, width }, rest))
    }

    /// The value of a hash, where it is in the table.
    #[inline]
    pub fn find(&self, hash: u64) -> Option<&'model [u8]> {
        let bucket = bucket(hash, self.buckets);
        let begin = number(self.starts, bucket);
        let end = number(self.starts, bucket + 1);
        let prints = self.prints.get(begin * 2..end * 2)?;
        let print = (hash as u16).to_le_bytes();
        let place = begin + prints.chunks_exact(2).position(|known| known == print)?;
        self.values.get(place * self.width..(place + 1) * self.width)
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.prints.len() / 2
    }

    /// True for a table without entries.
    pub fn is_empty(&self) -> bool {
        self.prints.is_empty()
    }
}

/// The bytes of a table of these hashes and values; of two with one place and fingerprint the first is kept.
pub fn encode(mut entries: Vec<(u64, Vec<u8>)>) -> Vec<u8> {
    let buckets = (entries.len() / LOAD).max(1) as u64;
    entries.sort_by_key(|(hash, _)| (bucket(*hash, buckets), *hash as u16, *hash));
    entries.dedup_by_key(|(hash, _)| (bucket(*hash, buckets), *hash as u16));
    let mut starts = Vec::new();
    let mut next = 0;
    for number in 0..=buckets as usize {
        while entries.get(next).is_some_and(|(hash, _)| bucket(*hash, buckets) < number) {
            next += 1;
        }
        starts.extend((next as u32).to_le_bytes());
    }
    let mut bytes = (buckets as u32).to_le_bytes().to_vec();
    bytes.extend((entries.len() as u32).to_le_bytes());
    bytes.extend(starts);
    bytes.extend(entries.iter().flat_map(|(hash, _)| (*hash as u16).to_le_bytes()));
    bytes.extend(entries.into_iter().flat_map(|(_, value)| value));
    bytes
}

#[inline]
fn bucket(hash: u64, buckets: u64) -> usize {
    (((hash >> 32) * buckets) >> 32) as usize
}

/// The number at that place of a list of 32-bit numbers; 0 past its end.
#[inline]
fn number(bytes: &[u8], place: usize) -> usize {
    let digits = bytes.get(place * 4..).and_then(<[u8]>::first_chunk::<4>);
    digits.map_or(0, |digits| u32::from_le_bytes(*digits) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::tagger::hash;

    #[test]
    fn what_was_put_in_is_found_and_hardly_anything_else() {
        let entries: Vec<(u64, Vec<u8>)> =
            (0..5000).map(|number| (hash::pair(number, 7), (number as u16).to_le_bytes().to_vec())).collect();
        let bytes = encode(entries);
        let (table, rest) = Table::open(&bytes, 2).expect("the bytes are a table");
        assert!(rest.is_empty() && table.len() > 4990);
        let right = (0..5000_u64)
            .filter(|number| table.find(hash::pair(*number, 7)) == Some((*number as u16).to_le_bytes().as_slice()))
            .count();
        assert!(right > 4990, "{right}");
        let wrong = (0..5000).filter(|number| table.find(hash::pair(*number, 8)).is_some()).count();
        assert!(wrong < 10, "{wrong}");
    }

    #[test]
    fn an_empty_table_and_cut_bytes_hold_nothing() {
        let bytes = encode(Vec::new());
        assert!(Table::open(&bytes, 3).is_some_and(|(table, _)| table.is_empty() && table.find(12).is_none()));
        assert!(Table::open(bytes.get(..9).expect("the head alone is eight bytes long"), 3).is_none());
    }
}
