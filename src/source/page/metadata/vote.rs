//! Which of several answers is it? Each place of a page that may tell a field is a candidate with the weight of its measured
//! precision; candidates that say the same stand together, and the heaviest group wins. Two weak places that agree thus
//! beat a strong one that stands alone.

use std::borrow::Cow;

use crate::article::model::{Confidence, Told};

/// From this weight on, a place alone is as good as a field of its own: right in nine cases of ten.
const STRONG: u32 = 22;

/// What one place says.
#[derive(Debug, Clone)]
pub struct Candidate<T> {
    /// What it says.
    pub value: T,
    /// The place, in words.
    pub place: &'static str,
    /// Ten times the logarithm of the odds that the place is right where it speaks: 22 for 90 %, 29 for 95 %, 39 for 98 %.
    pub weight: u32,
}

/// The value on which the most weight stands, in the form of its heaviest place, and where it was read.
///
/// `key` says what counts as the same. Among equals the first wins, so that candidates come in the order of trust.
pub fn elect<T: Clone, K: PartialEq>(candidates: &[Candidate<T>], key: impl Fn(&T) -> K) -> Option<(T, Told)> {
    let mut groups: Vec<(K, Vec<&Candidate<T>>)> = Vec::new();
    for candidate in candidates {
        let own = key(&candidate.value);
        match groups.iter_mut().find(|(known, _)| *known == own) {
            // A place that says the same twice has one vote.
            Some((_, group)) if group.iter().any(|other| other.place == candidate.place) => {}
            Some((_, group)) => group.push(candidate),
            None => groups.push((own, vec![candidate])),
        }
    }
    let weight = |group: &[&Candidate<T>]| group.iter().map(|candidate| candidate.weight).sum::<u32>();
    // The last of equals would win otherwise.
    let (_, group) = groups.iter().rev().max_by_key(|(_, group)| weight(group))?;
    let best = group.iter().rev().max_by_key(|candidate| candidate.weight)?;
    Some((best.value.clone(), Told { place: places(group), confidence: confidence(group) }))
}

/// The first two places of a group, in words.
fn places<T>(group: &[&Candidate<T>]) -> Cow<'static, str> {
    match group {
        [one] => Cow::Borrowed(one.place),
        [one, other, ..] => Cow::Owned(format!("{} and {}", one.place, other.place)),
        [] => Cow::Borrowed(""),
    }
}

fn confidence<T>(group: &[&Candidate<T>]) -> Confidence {
    match group {
        _ if group.iter().any(|candidate| candidate.weight >= STRONG) => Confidence::Stated,
        [_, _, ..] => Confidence::High,
        _ => Confidence::Medium,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn elected(candidates: &[(&str, &'static str, u32)]) -> Option<(String, String, Confidence)> {
        let candidates: Vec<Candidate<String>> = candidates
            .iter()
            .map(|(value, place, weight)| Candidate { value: (*value).to_owned(), place, weight: *weight })
            .collect();
        let (value, told) = elect(&candidates, |value| value.to_lowercase())?;
        Some((value, told.place.into_owned(), told.confidence))
    }

    #[test]
    fn agreement_beats_a_single_strong_place() {
        let found = elected(&[("One", "a", 26), ("Two", "b", 15), ("two", "c", 14)]);
        assert_eq!(found, Some(("Two".into(), "b and c".into(), Confidence::High)));
    }

    #[test]
    fn a_place_has_one_vote_and_the_first_of_equals_wins() {
        let found = elected(&[("one", "a", 10), ("two", "b", 10), ("two", "b", 10)]);
        assert_eq!(found, Some(("one".into(), "a".into(), Confidence::Medium)));
        assert_eq!(elected(&[("x", "a", 30)]).unwrap().2, Confidence::Stated);
        assert_eq!(elected(&[]), None);
    }
}
