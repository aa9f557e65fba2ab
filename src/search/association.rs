//! How far does a value belong to the articles found? Four counts of articles come in; what was to be expected by chance goes
//! out, with the log-likelihood ratio G² of the difference (T. Dunning, "Accurate Methods for the Statistics of Surprise and
//! Coincidence", Computational Linguistics 19, 1993). What is as frequent as expected, or less, is not unusual.

/// Articles by whether they were found and whether they have a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Table {
    /// Articles found that have the value.
    pub(super) together: usize,
    /// Articles of the index that have the value.
    pub(super) having: usize,
    /// Articles found.
    pub(super) found: usize,
    /// Articles of the index.
    pub(super) all: usize,
}

/// By how much a value is more frequent among the articles found than in the whole index.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unusual {
    /// Articles found that would have the value if it were spread evenly over the index.
    pub expected: f64,
    /// Log-likelihood ratio G² of the difference, negative for what is less frequent than expected: above 3.84 it is by chance in one of twenty cases,
    /// above 10.83 in one of a thousand.
    pub score: f64,
}

/// How unusual the value is; `None` where it is no more frequent than was to be expected.
pub(super) fn unusual(table: Table) -> Option<Unusual> {
    Some(signed(table)).filter(|_| table.is_more())
}

/// The same for any value: the score of one that is less frequent than expected is negative.
pub(super) fn signed(table: Table) -> Unusual {
    let Table { together, having, found, all } = table;
    let rest = all.saturating_sub(found);
    let elsewhere = having.saturating_sub(together);
    let cells = [
        (together, found, having),
        (found.saturating_sub(together), found, all.saturating_sub(having)),
        (elsewhere, rest, having),
        (rest.saturating_sub(elsewhere), rest, all.saturating_sub(having)),
    ];
    let expected = |row: usize, column: usize| row as f64 * column as f64 / (all as f64).max(1.0);
    let parts = cells.into_iter().filter(|(observed, _, _)| *observed > 0);
    let sum: f64 = parts.map(|(observed, row, column)| observed as f64 * (observed as f64 / expected(row, column)).ln()).sum();
    let score = (2.0 * sum).max(0.0);
    Unusual { expected: expected(found, having), score: if table.is_more() { score } else { -score } }
}

impl Table {
    /// True where the value is more frequent among the articles found than in the whole index.
    fn is_more(self) -> bool {
        self.together as u128 * self.all as u128 > self.found as u128 * self.having as u128
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(together: usize, having: usize, found: usize, all: usize) -> Option<f64> {
        unusual(Table { together, having, found, all }).map(|unusual| (unusual.score * 100.0).round() / 100.0)
    }

    #[test]
    fn the_ratio_is_that_of_the_paper() {
        // Table 2 of Dunning's paper: "the swiss", 110 times together, 2,442 and 111 times apart, 29,114 times neither.
        assert_eq!(score(110, 221, 2_552, 31_777), Some(270.72));
        // The two are each other's as far as the one is the other's.
        assert_eq!(score(110, 2_552, 221, 31_777), Some(270.72));
    }

    #[test]
    fn only_more_than_expected_is_unusual() {
        assert_eq!((score(1, 10, 10, 100), score(0, 10, 10, 100), score(5, 5, 100, 100)), (None, None, None));
        assert_eq!(score(0, 0, 0, 0), None);
        assert!(score(2, 10, 10, 100).is_some_and(|score| score > 0.0));
        assert!(score(10, 10, 10, 100) > score(9, 10, 10, 100));
        assert!(score(usize::MAX / 4, usize::MAX / 4, usize::MAX / 4, usize::MAX / 2).is_some_and(f64::is_finite));
    }

    #[test]
    fn less_than_expected_is_negative() {
        let score = |together| signed(Table { together, having: 20, found: 10, all: 100 }).score;
        assert!(score(1) < 0.0 && score(0) < score(1) && score(2).abs() < 1e-9 && score(3) > 0.0);
        let nothing = signed(Table { together: 0, having: 0, found: 0, all: 0 });
        assert!(nothing.score.abs() < 1e-9 && nothing.expected.abs() < 1e-9);
    }

    #[test]
    fn what_was_expected_is_told() {
        let unusual = unusual(Table { together: 9, having: 12, found: 10, all: 100 }).expect("more than expected");
        assert!((unusual.expected - 1.2).abs() < 1e-9);
    }
}
