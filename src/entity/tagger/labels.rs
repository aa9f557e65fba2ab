//! Which labels does a token bear? Outside of any name, or begin, inside, end or single token of a name of one of four
//! kinds; the fourth, nationalities, events and works, is told apart and then dropped.

use crate::article::model::Kind;

/// Number of labels.
pub const COUNT: usize = 17;
/// The label of a token in no name.
pub const OUTSIDE: usize = 0;

/// Where in its name a token stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// First of several tokens.
    Begin,
    /// Between first and last.
    Inside,
    /// Last of several tokens.
    End,
    /// The only token.
    Single,
}

/// The label of a part of a name of that class: 0 person, 1 place, 2 organisation, 3 anything else.
pub fn label(class: usize, part: Part) -> usize {
    1 + class * 4 + part as usize
}

/// The class of names that a label belongs to, `None` outside.
pub fn class(label: usize) -> Option<usize> {
    label.checked_sub(1).map(|label| label / 4)
}

/// What newshound calls that class; `None` for the class that is dropped.
pub fn kind(class: usize) -> Option<Kind> {
    [Kind::Person, Kind::Place, Kind::Organization].get(class).copied()
}

/// True for labels after which a name is still open.
pub fn is_open(label: usize) -> bool {
    label > 0 && (label - 1) % 4 < Part::End as usize
}

/// True for labels that continue a name.
pub fn continues(label: usize) -> bool {
    label > 0 && matches!((label - 1) % 4, 1 | 2)
}

/// True where one label may follow the other: an open name goes on in its class, a closed one does not.
pub fn may_follow(before: usize, after: usize) -> bool {
    if is_open(before) { continues(after) && class(before) == class(after) } else { !continues(after) }
}

/// The labels of a sentence of that length with these names: first token, one past the last, class.
pub fn of_names(length: usize, names: &[(usize, usize, usize)]) -> Vec<usize> {
    let mut labels = vec![OUTSIDE; length];
    for (first, last, class) in names {
        for (index, slot) in labels.iter_mut().enumerate().take(*last).skip(*first) {
            let part = match (index == *first, index + 1 == *last) {
                (true, true) => Part::Single,
                (true, false) => Part::Begin,
                (false, true) => Part::End,
                (false, false) => Part::Inside,
            };
            *slot = label(*class, part);
        }
    }
    labels
}

/// The names in a sequence of labels: first token, one past the last, class.
pub fn names(labels: &[usize]) -> Vec<(usize, usize, usize)> {
    let mut names = Vec::new();
    let mut first = 0;
    for (index, label) in labels.iter().enumerate() {
        let Some(class) = class(*label) else { continue };
        if !continues(*label) {
            first = index;
        }
        if !is_open(*label) {
            names.push((first, index + 1, class));
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_survive_labelling() {
        let spans = [(0, 1, 1), (2, 4, 0), (4, 8, 2)];
        let labels = of_names(9, &spans);
        assert_eq!(names(&labels), spans);
        assert_eq!(labels[8], OUTSIDE);
        assert!(labels.windows(2).all(|pair| may_follow(pair[0], pair[1])));
    }

    #[test]
    fn an_open_name_goes_on_in_its_class() {
        assert!(may_follow(label(0, Part::Begin), label(0, Part::End)));
        assert!(!may_follow(label(0, Part::Begin), label(1, Part::End)));
        assert!(!may_follow(label(0, Part::Begin), OUTSIDE));
        assert!(!may_follow(OUTSIDE, label(0, Part::Inside)));
        assert!(may_follow(label(2, Part::Single), label(2, Part::Begin)));
    }
}
