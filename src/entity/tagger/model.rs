//! What was learnt? Weights of features and of pairs of labels and the classes of words, in one file that `train` wrote
//! and the program carries. It is used where it lies: opening it reads a few hundred bytes.

use std::sync::LazyLock;

use crate::entity::tagger::classes;
use crate::entity::tagger::labels::COUNT;
use crate::entity::tagger::table::Table;
use crate::entity::tagger::viterbi::Transitions;

/// First bytes of a model of this layout.
const MAGIC: &[u8] = b"newshound tagger 1\n";

static BYTES: &[u8] = include_bytes!("model.bin");

static SHIPPED: LazyLock<Model<'static>> =
    LazyLock::new(|| Model::open(BYTES).expect("the model in the program is the one that train wrote"));

/// An opened model.
#[derive(Debug)]
pub struct Model<'bytes> {
    /// Classes of words.
    pub classes: Table<'bytes>,
    /// Weights of each label for each feature.
    weights: Table<'bytes>,
    /// Scores of pairs of labels.
    pub transitions: Transitions,
}

/// A weight for each label, in the unit of the model.
pub type Row = [i8; COUNT];

impl<'bytes> Model<'bytes> {
    /// The model that the program carries.
    pub fn shipped() -> &'static Model<'static> {
        &SHIPPED
    }

    /// Opens the bytes of a model file; `None` for those of another layout, and for those cut short.
    pub fn open(bytes: &'bytes [u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (pairs, rest) = rest.split_at_checked(COUNT * COUNT * 2)?;
        let (classes, rest) = Table::open(rest, classes::WIDTH)?;
        let (weights, rest) = Table::open(rest, COUNT)?;
        let score = |before: usize, after: usize| {
            let digits = pairs.get((before * COUNT + after) * 2..).and_then(<[u8]>::first_chunk::<2>);
            digits.map_or(0, |digits| i32::from(i16::from_le_bytes(*digits)))
        };
        rest.is_empty().then(|| Self { classes, weights, transitions: Transitions::new(score) })
    }

    /// Adds the weights of a feature to the scores.
    #[inline]
    pub fn add(&self, feature: u64, scores: &mut [i32; COUNT]) {
        let Some(row) = self.weights.find(feature).and_then(<[u8]>::first_chunk::<COUNT>) else { return };
        for (score, weight) in scores.iter_mut().zip(row) {
            *score += i32::from(weight.cast_signed());
        }
    }
}

/// The file of a model: scores of pairs of labels row by row, encoded classes, encoded weights.
pub fn encode(pairs: &[i16], classes: &[u8], weights: &[u8]) -> Vec<u8> {
    let pairs = pairs.iter().flat_map(|score| score.to_le_bytes());
    MAGIC.iter().copied().chain(pairs).chain(classes.iter().copied()).chain(weights.iter().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::tagger::table;

    #[test]
    fn a_model_survives_writing() {
        let mut pairs = vec![0; COUNT * COUNT];
        pairs[1] = -300;
        let row: Row = std::array::from_fn(|label| label as i8 - 8);
        let bytes = row.iter().map(|weight| weight.cast_unsigned()).collect();
        let weights = table::encode(vec![(77 << 32, bytes)]);
        let file = encode(&pairs, &table::encode(Vec::new()), &weights);
        let model = Model::open(&file).expect("the file is a model");
        let mut scores = [1; COUNT];
        model.add(77 << 32, &mut scores);
        model.add(78 << 32 | 5, &mut scores);
        assert_eq!((scores[0], scores[16]), (-7, 9));
        assert_eq!(model.transitions.best(&[[0; COUNT]; 2]).len(), 2);
        assert!(Model::open(&file[..file.len() - 1]).is_none());
    }

    #[test]
    fn the_shipped_model_opens() {
        assert!(!Model::shipped().classes.is_empty());
    }
}
