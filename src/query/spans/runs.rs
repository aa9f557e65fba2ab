//! Which words make up what was found? A shape and its places come in, the runs of words that it was asked for by go out, from the
//! whole down to single words: a part counts only where it belongs to one of the places.

use std::collections::BTreeSet;

use super::Shape;
use super::places::{Place, Source, in_a_row, places, within};
use crate::index::Mark;
use crate::query::Proximity;

/// Adds the runs of words that make up these places of a shape.
pub(super) fn gather(shape: &Shape, found: &[Place], text: &mut dyn Source, runs: &mut Vec<Place>) {
    let wanted: BTreeSet<Place> = found.iter().copied().collect();
    match shape {
        Shape::Row(row) => runs.extend(in_a_row(row, text).into_iter().filter(|place| wanted.contains(place))),
        Shape::Window(words, _) => {
            // No stretch lies within another, so that the last to begin is the last to end.
            let before = |at: u32| wanted.range(..=Place { first: at, last: u32::MAX }).next_back();
            let inside = |at: &u32| before(*at).is_some_and(|place| *at <= place.last);
            for word in words {
                runs.extend(text.word(*word).into_iter().filter(inside).map(|at| Place { first: at, last: at }));
            }
        }
        Shape::Either(shapes) => shapes.iter().for_each(|shape| gather(shape, found, text, runs)),
        Shape::Pair(proximity, left, right) => {
            let (lefts, rights) = (places(left, text), places(right, text));
            let standing = Standing::of(*proximity, text);
            let (mut first, mut second) = parts(&wanted, &lefts, &rights, &standing);
            if !matches!(proximity, Proximity::Before(_)) {
                let (before, behind) = parts(&wanted, &rights, &lefts, &standing);
                second.extend(before);
                first.extend(behind);
            }
            for (outer, inner) in within(*proximity, (left, &lefts), (right, &rights)) {
                let of_left = std::ptr::eq(outer, lefts.as_slice());
                for place in outer.iter().filter(|place| wanted.contains(place)) {
                    let inside: Vec<Place> = inner.inside(*place).collect();
                    let (whole, parts) = if of_left { (&mut first, &mut second) } else { (&mut second, &mut first) };
                    whole.extend((!inside.is_empty()).then_some(*place));
                    parts.extend(inside);
                }
            }
            gather(left, &first, text, runs);
            gather(right, &second, text, runs);
        }
    }
}

/// How far apart two parts may stand, and the marks that must not part them.
struct Standing {
    words: u32,
    marks: Vec<u32>,
}

impl Standing {
    fn of(proximity: Proximity, text: &mut dyn Source) -> Standing {
        let (words, mark) = match proximity {
            Proximity::Near(words) | Proximity::Before(words) => (words, None),
            Proximity::Sentence => (u32::MAX, Some(Mark::Sentence)),
            Proximity::Paragraph => (u32::MAX, Some(Mark::Paragraph)),
        };
        Standing { words, marks: mark.map(|mark| text.marks(mark)).unwrap_or_default() }
    }

    /// True where the second follows the first so.
    fn holds(&self, before: Place, behind: Place) -> bool {
        let unit = |word: u32| self.marks.partition_point(|mark| *mark <= word);
        let follows = behind.first > before.last && behind.first - before.last <= self.words;
        follows && unit(before.first) == unit(behind.last)
    }
}

/// Of two parts, those that make up a wanted place where the second stands behind the first.
fn parts(wanted: &BTreeSet<Place>, before: &[Place], behind: &[Place], standing: &Standing) -> (Vec<Place>, Vec<Place>) {
    let mut by_end: Vec<Place> = behind.to_vec();
    by_end.sort_unstable_by_key(|place| (place.last, place.first));
    let (mut first, mut second) = (BTreeSet::new(), BTreeSet::new());
    for whole in wanted {
        let begin = before.partition_point(|place| place.first < whole.first);
        let end = by_end.partition_point(|place| place.last < whole.last);
        let ending = || by_end.iter().skip(end).take_while(|place| place.last == whole.last);
        for one in before.iter().skip(begin).take_while(|place| place.first == whole.first) {
            for other in ending().filter(|other| standing.holds(*one, **other)) {
                first.insert(*one);
                second.insert(*other);
            }
        }
    }
    (first.into_iter().collect(), second.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use crate::query::spans::Spans;
    use crate::query::spans::places::sample::Text;
    use crate::query::{Joiner, parse};

    fn marked(query: &str, text: &str) -> Vec<(u32, u32)> {
        let spans = Spans::of(&parse(query, Joiner::All).expect("parses").expect("not blank")).expect("places");
        spans.runs(&mut Text::of(text, &spans)).into_iter().map(|run| (run.first, run.last)).collect()
    }

    #[test]
    fn only_what_belongs_to_a_place_is_a_run() {
        assert_eq!(marked("\"a b\" NEAR/2 c", "a b x c x a b"), [(0, 1), (3, 3), (5, 6)]);
        assert_eq!(marked("a NEAR/1 b NEAR/9 c", "a b x a c"), [(0, 0), (1, 1), (4, 4)]);
        assert_eq!(marked("a NEAR/9 c NEAR/2 b", "b a b x x c b x"), [(0, 0), (1, 1), (2, 2), (5, 5), (6, 6)]);
        assert_eq!(marked("a /s c /s b", "a b c"), [(0, 0), (1, 1), (2, 2)]);
        assert_eq!(marked("a PRE/2 b", "b a x b x x a"), [(1, 1), (3, 3)]);
        assert_eq!(marked("\"a b\"~1", "a x b x x a x x b"), [(0, 0), (2, 2)]);
    }

    #[test]
    fn runs_lie_in_one_sentence() {
        assert_eq!(marked("a /s b", "a . b x a . a"), [(1, 1), (3, 3)]);
        assert_eq!(marked("a /p (b OR c)", "a . b | c | c a"), [(0, 0), (1, 1), (3, 3), (4, 4)]);
    }

    #[test]
    fn all_that_make_up_one_stretch_are_runs() {
        assert_eq!(marked("a NEAR/9 b NEAR/9 c", "a b b c"), [(0, 0), (1, 1), (2, 2), (3, 3)]);
    }
}
