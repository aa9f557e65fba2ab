//! How are the weights found? By gradient steps, sentence by sentence, each feature at its own pace (`AdaGrad`), and the
//! mean of the weights over the later half of the way, which errs less than the last ones.

use newshound::entity::tagger::hash;
use newshound::entity::tagger::labels::COUNT;

use crate::corpus::Corpus;
use crate::field::{self, Each, Pairs};

/// Slopes below this change nothing: the token is learnt.
const LEARNT: f32 = 0.002;
/// Parts of an epoch after each of which the weights are added to the mean.
const PARTS: usize = 8;

/// How to learn.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Times that the text is gone through.
    pub epochs: usize,
    /// Length of a step.
    pub rate: f32,
    /// What the sums of squared slopes begin with: the greater, the smaller the first steps.
    pub start: f32,
    /// Pull of the weights towards 0.
    pub penalty: f32,
    /// The order of the sentences depends on it.
    pub seed: u64,
}

/// Weights learnt.
#[derive(Debug)]
pub struct Learnt {
    /// One row for each feature.
    pub rows: Vec<Each>,
    /// Pairs of labels.
    pub pairs: Pairs,
}

/// Weights on the way, with the sum of their squared slopes.
struct State {
    rows: Vec<Each>,
    slopes: Vec<Each>,
    pairs: Pairs,
    pair_slopes: Pairs,
}

/// Learns the weights of all features of the corpus; `step` is told how it goes.
pub fn learn(corpus: &Corpus, settings: &Settings, step: &dyn Fn(&str)) -> Learnt {
    let count = corpus.hashes.len();
    let empty = [[0.0; COUNT]; COUNT];
    let mut state = State {
        rows: vec![[0.0; COUNT]; count],
        slopes: vec![[settings.start; COUNT]; count],
        pairs: empty,
        pair_slopes: [[settings.start; COUNT]; COUNT],
    };
    let mut mean = Learnt { rows: vec![[0.0; COUNT]; count], pairs: empty };
    let mut taken = 0.0;
    for epoch in 0..settings.epochs {
        let mut order: Vec<usize> = (0..corpus.sentences.len()).collect();
        order.sort_by_key(|number| hash::pair(settings.seed + epoch as u64, *number as u64));
        let mut loss = 0.0;
        for part in order.chunks(order.len().div_ceil(PARTS).max(1)) {
            loss += part.iter().map(|number| f64::from(state.learn(corpus, *number, settings))).sum::<f64>();
            if epoch * 2 >= settings.epochs {
                taken += 1.0;
                mean.add(&state);
            }
        }
        step(&format!("epoch {}: loss {:.4} a token", epoch + 1, loss / corpus.tokens.len() as f64));
    }
    mean.divide(taken);
    mean
}

impl State {
    /// One step; the loss before it.
    fn learn(&mut self, corpus: &Corpus, number: usize, settings: &Settings) -> f32 {
        let sentence = corpus.sentences[number];
        let places = sentence.0..sentence.1;
        let mut features = Vec::new();
        let score = |place: usize| {
            corpus.features(sentence, place, &mut features);
            self.score(&features)
        };
        let scores: Vec<Each> = places.clone().map(score).collect();
        let right: Vec<u8> = corpus.tokens[places.clone()].iter().map(|token| token.label).collect();
        let slope = field::slope(&scores, &right, &field::exponentials(&self.pairs));
        for (place, slope) in places.zip(&slope.tokens) {
            if slope.iter().any(|part| part.abs() > LEARNT) {
                corpus.features(sentence, place, &mut features);
                for feature in &features {
                    let feature = *feature as usize;
                    descend(&mut self.rows[feature], &mut self.slopes[feature], slope, settings);
                }
            }
        }
        for ((weights, slopes), slope) in self.pairs.iter_mut().zip(&mut self.pair_slopes).zip(&slope.pairs) {
            descend(weights, slopes, slope, settings);
        }
        slope.loss
    }

    fn score(&self, features: &[u32]) -> Each {
        let mut scores = [0.0; COUNT];
        for feature in features {
            for (score, weight) in scores.iter_mut().zip(&self.rows[*feature as usize]) {
                *score += weight;
            }
        }
        scores
    }
}

#[inline]
fn descend(weights: &mut Each, slopes: &mut Each, slope: &Each, settings: &Settings) {
    for ((weight, sum), slope) in weights.iter_mut().zip(slopes).zip(slope) {
        let slope = slope + settings.penalty * *weight;
        *sum += slope * slope;
        *weight -= settings.rate * slope / sum.sqrt();
    }
}

impl Learnt {
    /// Marks the features with the greatest weights, that many.
    pub fn greatest(&self, count: usize) -> Vec<bool> {
        let greatest: Vec<f32> =
            self.rows.iter().map(|row| row.iter().fold(0.0, |most: f32, weight| most.max(weight.abs()))).collect();
        let mut order: Vec<usize> = (0..greatest.len()).collect();
        order.sort_by(|one, other| greatest[*other].total_cmp(&greatest[*one]).then(one.cmp(other)));
        let mut marks = vec![false; greatest.len()];
        order.iter().take(count).for_each(|number| marks[*number] = true);
        marks
    }

    fn add(&mut self, state: &State) {
        for (mean, weights) in self.rows.iter_mut().chain(&mut self.pairs).zip(state.rows.iter().chain(&state.pairs)) {
            for (mean, weight) in mean.iter_mut().zip(weights) {
                *mean += weight;
            }
        }
    }

    fn divide(&mut self, taken: f32) {
        for mean in self.rows.iter_mut().chain(&mut self.pairs).flatten() {
            *mean /= taken.max(1.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use newshound::entity::tagger::labels;

    use super::*;
    use crate::{corpus, documents};

    const TEXT: &str = "then\tO\nMary\tB-PER\nHale\tI-PER\nleft\tO\nPorto\tB-LOC\n\nrain\tO\nfell\tO\nin\tO\nPorto\tB-LOC\n";

    fn corpus() -> Corpus {
        let documents = documents::whole(&TEXT.replace("\n\n", "\n\n-DOCSTART-\tO\n\n"));
        corpus::read(&documents, &newshound::entity::tagger::table::encode(Vec::new()), 1).expect("the classes are a table")
    }

    fn learnt(corpus: &Corpus) -> Learnt {
        let settings = Settings { epochs: 12, rate: 0.1, start: 1.0, penalty: 0.0003, seed: 1 };
        learn(corpus, &settings, &|_| ())
    }

    #[test]
    fn what_was_shown_is_learnt_and_the_same_each_time() {
        let corpus = corpus();
        let (one, other) = (learnt(&corpus), learnt(&corpus));
        assert_eq!(one.rows, other.rows);
        let state = State { rows: one.rows, slopes: Vec::new(), pairs: one.pairs, pair_slopes: one.pairs };
        let mut features = Vec::new();
        for sentence in &corpus.sentences {
            for place in sentence.0..sentence.1 {
                corpus.features(*sentence, place, &mut features);
                let scores = state.score(&features);
                let best = (0..COUNT).max_by(|one, other| scores[*one].total_cmp(&scores[*other]));
                assert_eq!(best, Some(usize::from(corpus.tokens[place].label)), "token {place}");
            }
        }
        assert!(corpus.tokens.iter().any(|token| token.label == labels::label(1, labels::Part::Single) as u8));
    }

    #[test]
    fn the_greatest_weights_are_marked() {
        let row = |weight| std::array::from_fn(|label| if label == 3 { weight } else { 0.0 });
        let learnt = Learnt { rows: vec![row(0.1), row(-0.9), row(0.5)], pairs: [[0.0; COUNT]; COUNT] };
        assert_eq!(learnt.greatest(2), [false, true, true]);
    }

    #[test]
    fn rare_features_are_cut_and_the_rest_renumbered() {
        let corpus = corpus();
        let all = corpus.hashes.len();
        let cut = corpus.cut(2);
        assert!(cut.hashes.len() < all && !cut.hashes.is_empty());
        let mut features = Vec::new();
        cut.features(cut.sentences[0], cut.sentences[0].0, &mut features);
        assert!(features.iter().all(|feature| (*feature as usize) < cut.hashes.len()));
    }
}
