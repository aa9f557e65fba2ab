//! How likely are the labels of a sentence under the weights so far? Forward and backward sums over all sequences of
//! labels that spell whole names: the chance of each label at each token and of each pair, less what is right.

use newshound::entity::tagger::labels::{self, COUNT};

/// A number for each label.
pub type Each = [f32; COUNT];

/// Exponentials of the weights of pairs of labels, 0 for pairs that no names spell.
pub type Pairs = [Each; COUNT];

/// The exponentials of pair weights.
pub fn exponentials(weights: &Pairs) -> Pairs {
    std::array::from_fn(|before| {
        std::array::from_fn(|after| if labels::may_follow(before, after) { weights[before][after].exp() } else { 0.0 })
    })
}

/// Chances less truth, for tokens and for pairs of labels: the slope of the loss.
#[derive(Debug)]
pub struct Slope {
    /// One for each token.
    pub tokens: Vec<Each>,
    /// Over the whole sentence.
    pub pairs: Pairs,
    /// Minus the logarithm of the chance of the right labels.
    pub loss: f32,
}

/// The slope of a sentence whose tokens score so and whose right labels are these.
pub fn slope(scores: &[Each], right: &[u8], pairs: &Pairs) -> Slope {
    let local: Vec<Each> = scores.iter().map(local).collect();
    let forward = forward(&local, pairs);
    let backward = backward(&local, pairs);
    let mut slope = Slope { tokens: Vec::with_capacity(scores.len()), pairs: [[0.0; COUNT]; COUNT], loss: 0.0 };
    for (place, (before, after)) in forward.iter().zip(&backward).enumerate() {
        let mut chances: Each = std::array::from_fn(|label| before[label] * after[label]);
        normalise(&mut chances);
        slope.loss -= chances[usize::from(right[place])].max(1e-20).ln();
        chances[usize::from(right[place])] -= 1.0;
        slope.tokens.push(chances);
    }
    for place in 1..scores.len() {
        let after: Each = std::array::from_fn(|label| local[place][label] * backward[place][label]);
        add_pairs(&mut slope.pairs, &forward[place - 1], &after, pairs);
        slope.pairs[usize::from(right[place - 1])][usize::from(right[place])] -= 1.0;
    }
    slope
}

fn local(scores: &Each) -> Each {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    scores.map(|score| (score - most).exp().max(1e-20))
}

fn forward(local: &[Each], pairs: &Pairs) -> Vec<Each> {
    let mut all: Vec<Each> = Vec::with_capacity(local.len());
    for own in local {
        let mut sums: Each = match all.last() {
            None => std::array::from_fn(|label| if labels::continues(label) { 0.0 } else { own[label] }),
            Some(before) => {
                let mut sums = [0.0; COUNT];
                for (chance, row) in before.iter().zip(pairs) {
                    for (sum, pair) in sums.iter_mut().zip(row) {
                        *sum += chance * pair;
                    }
                }
                std::array::from_fn(|label| sums[label] * own[label])
            }
        };
        normalise(&mut sums);
        all.push(sums);
    }
    all
}

fn backward(local: &[Each], pairs: &Pairs) -> Vec<Each> {
    let mut all: Vec<Each> = Vec::with_capacity(local.len());
    let mut next: Each = std::array::from_fn(|label| if labels::is_open(label) { 0.0 } else { 1.0 });
    for own in local.iter().rev() {
        all.push(next);
        let after: Each = std::array::from_fn(|label| own[label] * next[label]);
        next = std::array::from_fn(|before| pairs[before].iter().zip(&after).map(|(pair, after)| pair * after).sum());
        normalise(&mut next);
    }
    all.reverse();
    all
}

fn add_pairs(sums: &mut Pairs, before: &Each, after: &Each, pairs: &Pairs) {
    let mut here = [[0.0; COUNT]; COUNT];
    let mut total = 0.0;
    for label in 0..COUNT {
        for next in 0..COUNT {
            here[label][next] = before[label] * pairs[label][next] * after[next];
            total += here[label][next];
        }
    }
    for (row, add) in sums.iter_mut().zip(&here) {
        for (sum, chance) in row.iter_mut().zip(add) {
            *sum += chance / total.max(1e-30);
        }
    }
}

fn normalise(numbers: &mut Each) {
    let total: f32 = numbers.iter().sum();
    if total > 0.0 {
        for number in numbers {
            *number /= total;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_are_those_of_brute_force() {
        let thrown = |one: usize, other: usize| ((one * 31 + other * 17) % 13) as f32 / 7.0 - 0.9;
        let scores: Vec<Each> = (0..3).map(|place| std::array::from_fn(|label| thrown(place + 1, label))).collect();
        let weights: Pairs = std::array::from_fn(|before| std::array::from_fn(|after| thrown(after + 5, before)));
        let mut chances = [[0.0_f32; COUNT]; 3];
        let mut total = 0.0;
        for code in 0..COUNT * COUNT * COUNT {
            let all = [code / COUNT / COUNT, code / COUNT % COUNT, code % COUNT];
            let whole = !labels::continues(all[0])
                && all.windows(2).all(|two| labels::may_follow(two[0], two[1]))
                && !labels::is_open(all[2]);
            if whole {
                let own: f32 = all.iter().enumerate().map(|(place, label)| scores[place][*label]).sum();
                let sum = (own + weights[all[0]][all[1]] + weights[all[1]][all[2]]).exp();
                total += sum;
                all.iter().enumerate().for_each(|(place, label)| chances[place][*label] += sum);
            }
        }
        let slope = slope(&scores, &[0, 0, 0], &exponentials(&weights));
        for (found, wanted) in slope.tokens.iter().zip(&chances) {
            for label in 1..COUNT {
                assert!((found[label] - wanted[label] / total).abs() < 1e-4);
            }
        }
        let pairs: f32 = slope.pairs.iter().flatten().sum();
        assert!(pairs.abs() < 1e-3, "{pairs}");
    }
}
