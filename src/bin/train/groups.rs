//! Which words are alike? Vectors of length 1 come in, the number of a group for each goes out (k-means by angle, from
//! starts that the seed chooses).

use newshound::entity::tagger::hash;

use crate::vectors::scaled;

/// Rounds of grouping.
const ROUNDS: usize = 8;

/// The group of each row, of `count` groups.
pub fn groups(rows: &[Vec<f32>], count: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|number| hash::pair(seed, *number as u64));
    let mut middles: Vec<Vec<f32>> = order.iter().take(count).map(|number| rows[*number].clone()).collect();
    let mut members = Vec::new();
    for _ in 0..ROUNDS {
        members = rows.iter().map(|row| nearest(row, &middles)).collect();
        middles = means(rows, &members, &middles);
    }
    members
}

fn nearest(row: &[f32], middles: &[Vec<f32>]) -> usize {
    let mut best = (0, f32::MIN);
    for (number, middle) in middles.iter().enumerate() {
        let likeness = product(row, middle);
        if likeness > best.1 {
            best = (number, likeness);
        }
    }
    best.0
}

/// The sum of products, in eight lanes so that it is quick.
fn product(one: &[f32], other: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; 8];
    let (ones, one_rest) = one.as_chunks::<8>();
    let (others, other_rest) = other.as_chunks::<8>();
    for (one, other) in ones.iter().zip(others) {
        for (lane, (one, other)) in lanes.iter_mut().zip(one.iter().zip(other)) {
            *lane += one * other;
        }
    }
    lanes.iter().sum::<f32>() + one_rest.iter().zip(other_rest).map(|(one, other)| one * other).sum::<f32>()
}

/// The mean of each group, scaled; a group without members keeps its middle.
fn means(rows: &[Vec<f32>], members: &[usize], middles: &[Vec<f32>]) -> Vec<Vec<f32>> {
    let mut sums: Vec<Vec<f32>> = middles.iter().map(|middle| vec![0.0; middle.len()]).collect();
    for (row, group) in rows.iter().zip(members) {
        for (sum, part) in sums[*group].iter_mut().zip(row) {
            *sum += part;
        }
    }
    let keep =
        |(sum, middle): (Vec<f32>, &Vec<f32>)| if sum.iter().all(|part| *part == 0.0) { middle.clone() } else { scaled(&sum) };
    sums.into_iter().zip(middles).map(keep).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_one_direction_are_one_group() {
        let rows: Vec<Vec<f32>> = (0..40)
            .map(|number| scaled(&if number % 2 == 0 { [1.0, 0.01 * number as f32] } else { [0.01 * number as f32, -1.0] }))
            .collect();
        let groups = groups(&rows, 2, 3);
        assert!((0..40).all(|number| groups[number] == groups[number % 2]));
        assert_ne!(groups[0], groups[1]);
    }
}
