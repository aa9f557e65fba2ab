//! How small do weights become? Each a whole number from -127 to 127 in one unit for all.

use newshound::entity::tagger::table;

use crate::learn::Learnt;

/// Weights a unit: weights up to 4 fit; larger ones, which are hardly any, are cut to it.
const UNIT: f32 = 4.0 / 127.0;

/// Pair weights and the encoded table of feature weights.
pub fn quantise(learnt: &Learnt, hashes: &[u64]) -> (Vec<i16>, Vec<u8>) {
    let pairs = learnt.pairs.iter().flatten().map(|weight| (weight / UNIT).round() as i16).collect();
    let mut entries: Vec<(u64, Vec<u8>)> = Vec::new();
    for (row, hash) in learnt.rows.iter().zip(hashes) {
        let small = |weight: &f32| ((weight / UNIT).round().clamp(-127.0, 127.0) as i8).cast_unsigned();
        let row: Vec<u8> = row.iter().map(small).collect();
        if row.iter().any(|weight| *weight != 0) {
            entries.push((*hash, row));
        }
    }
    (pairs, table::encode(entries))
}

#[cfg(test)]
mod tests {
    use newshound::entity::tagger::labels::COUNT;
    use newshound::entity::tagger::table::Table;

    use super::*;

    #[test]
    fn weights_become_whole_numbers_and_small_ones_nothing() {
        let mut row = [0.0; COUNT];
        (row[0], row[1]) = (1.0, -99.0);
        let mut pairs = [[0.0; COUNT]; COUNT];
        pairs[0][1] = 8.0;
        let learnt = Learnt { rows: vec![row, [0.001; COUNT]], pairs };
        let (pairs, weights) = quantise(&learnt, &[1 << 40, 2 << 40]);
        let (table, _) = Table::open(&weights, COUNT).expect("the bytes are a table");
        assert_eq!((table.len(), pairs[1]), (1, 254));
        assert_eq!(table.find(1 << 40).map(|row| (row[0], row[1].cast_signed())), Some((32, -127)));
    }
}
