//! Which sequence of labels is the best? Scores of each token and each pair of labels come in, the sequence with the
//! greatest sum among those that spell whole names goes out.

use crate::entity::tagger::labels::{self, COUNT};

/// A score for each label of one token.
pub type Scores = [i32; COUNT];

/// Far below any sum of scores of one sentence, and far above overflow.
const NEVER: i32 = i32::MIN / 4;

/// Scores of pairs of labels, and which pairs there are.
#[derive(Debug, Clone)]
pub struct Transitions {
    /// For each label, those that may stand before it, with the score of the pair.
    before: Vec<Vec<(usize, i32)>>,
}

impl Transitions {
    /// Takes the score of each pair; pairs that no names spell are left out.
    pub fn new(score: impl Fn(usize, usize) -> i32) -> Self {
        let before = |after: usize| {
            (0..COUNT).filter(|before| labels::may_follow(*before, after)).map(|before| (before, score(before, after))).collect()
        };
        Self { before: (0..COUNT).map(before).collect() }
    }

    /// The best labels of a sentence.
    pub fn best(&self, tokens: &[Scores]) -> Vec<usize> {
        let Some((first, rest)) = tokens.split_first() else { return Vec::new() };
        let mut sums: Scores = std::array::from_fn(|label| if labels::continues(label) { NEVER } else { first[label] });
        let mut steps: Vec<[u8; COUNT]> = Vec::with_capacity(rest.len());
        for scores in rest {
            let (next, step) = self.step(&sums, scores);
            // Kept near zero, so that no length of sentence overflows.
            let most = next.iter().copied().max().unwrap_or_default();
            sums = next.map(|sum| (sum - most).max(NEVER));
            steps.push(step);
        }
        let closed = (0..COUNT).filter(|label| !labels::is_open(*label));
        let mut label = closed.max_by_key(|label| (sums[*label], std::cmp::Reverse(*label))).unwrap_or(labels::OUTSIDE);
        let mut best = vec![label];
        for step in steps.iter().rev() {
            label = usize::from(step[label]);
            best.push(label);
        }
        best.reverse();
        best
    }

    #[inline]
    fn step(&self, sums: &Scores, scores: &Scores) -> (Scores, [u8; COUNT]) {
        let mut next = [NEVER; COUNT];
        let mut step = [0; COUNT];
        for (after, before) in self.before.iter().enumerate() {
            let mut most = i32::MIN;
            for (label, score) in before {
                let sum = sums[*label] + score;
                if sum > most {
                    (most, step[after]) = (sum, *label as u8);
                }
            }
            next[after] = most.saturating_add(scores[after]);
        }
        (next, step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::tagger::hash;

    /// A number between -50 and 49 that looks thrown.
    fn thrown(seed: u64, one: u64, other: u64) -> i32 {
        (hash::pair(hash::pair(seed, one), other) % 100) as i32 - 50
    }

    fn sum(tokens: &[Scores], labels: &[usize], pair: impl Fn(usize, usize) -> i32) -> i32 {
        let own: i32 = tokens.iter().zip(labels).map(|(scores, label)| scores[*label]).sum();
        own + labels.windows(2).map(|two| pair(two[0], two[1])).sum::<i32>()
    }

    /// All sequences of whole names of that length.
    fn all(length: usize) -> Vec<Vec<usize>> {
        let mut all: Vec<Vec<usize>> = vec![Vec::new()];
        for _ in 0..length {
            let grown = |start: &Vec<usize>| -> Vec<Vec<usize>> {
                let fits =
                    |label: &usize| start.last().map_or(!labels::continues(*label), |last| labels::may_follow(*last, *label));
                (0..COUNT).filter(fits).map(|label| [start.clone(), vec![label]].concat()).collect()
            };
            all = all.iter().flat_map(grown).collect();
        }
        all.retain(|labels| !labels::is_open(labels[length - 1]));
        all
    }

    #[test]
    fn the_best_sequence_is_that_of_brute_force() {
        for seed in 0..20 {
            let length = 1 + (seed % 4) as usize;
            let tokens: Vec<Scores> =
                (0..length).map(|place| std::array::from_fn(|label| thrown(seed, place as u64, label as u64))).collect();
            let pair = |one: usize, other: usize| thrown(seed + 1000, one as u64, other as u64);
            let best = Transitions::new(pair).best(&tokens);
            let most = all(length).iter().map(|labels| sum(&tokens, labels, pair)).max();
            assert_eq!(Some(sum(&tokens, &best, pair)), most, "seed {seed}");
            assert_eq!(labels::of_names(length, &labels::names(&best)), best);
        }
    }

    #[test]
    fn long_sentences_do_not_overflow() {
        let tokens = vec![[1_000_000; COUNT]; 20_000];
        assert_eq!(Transitions::new(|_, _| 1_000_000).best(&tokens).len(), 20_000);
    }

    #[test]
    fn nothing_has_no_labels() {
        assert!(Transitions::new(|_, _| 0).best(&[]).is_empty());
    }
}
