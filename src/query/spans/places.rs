//! The algebra: places of words in, places of what they make up out. What many words make up between the same two counts once, so
//! that the places of a chain (`a NEAR/9 b NEAR/9 c ...`) stay fewer than the pairs of words in the text.

use std::collections::BTreeMap;

use super::Shape;
use crate::index::Mark;
use crate::query::Proximity;

/// A text whose words can be asked for.
pub trait Source {
    /// Where a word stands: places in rising order. The number is that of [`Spans::words`](super::Spans::words).
    fn word(&mut self, number: usize) -> Vec<u32>;

    /// Before which words a mark stands, in rising order.
    fn marks(&mut self, mark: Mark) -> Vec<u32>;
}

/// Where something stands: from its first to its last word, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// First word.
    pub first: u32,
    /// Last word.
    pub last: u32,
}

/// The places of a shape, in order, each once.
pub(super) fn places(shape: &Shape, text: &mut dyn Source) -> Vec<Place> {
    let mut found = match shape {
        Shape::Row(row) => in_a_row(row, text),
        Shape::Window(words, between) => in_a_window(words, *between, text),
        Shape::Either(shapes) => shapes.iter().flat_map(|shape| places(shape, text)).collect(),
        Shape::Pair(proximity, left, right) => {
            let (lefts, rights) = (places(left, text), places(right, text));
            let mut found = pairs(*proximity, &lefts, &rights, text);
            for (outer, inner) in within(*proximity, (left, &lefts), (right, &rights)) {
                found.extend(outer.iter().filter(|outer| inner.holds(**outer)));
            }
            in_unit(*proximity, found, text)
        }
    };
    found.sort_unstable();
    found.dedup();
    found
}

/// Where one of two parts is made up of parts itself, the other may stand within it: the word that a chain names last may stand
/// between those that it names first. Each such part with the places of the other.
pub(super) fn within<'a>(
    proximity: Proximity,
    (left, lefts): (&Shape, &'a [Place]),
    (right, rights): (&Shape, &'a [Place]),
) -> Vec<(&'a [Place], Inner<'a>)> {
    if matches!(proximity, Proximity::Before(_)) {
        return Vec::new();
    }
    let made_up = |shape: &Shape| matches!(shape, Shape::Pair(..));
    let both = [(left, lefts, rights), (right, rights, lefts)];
    both.into_iter().filter(|(shape, ..)| made_up(shape)).map(|(_, outer, inner)| (outer, Inner::of(inner))).collect()
}

/// Places that may lie within others.
pub(super) struct Inner<'a> {
    places: &'a [Place],
    /// The earliest end of a place and all that follow it.
    earliest: Vec<u32>,
}

impl<'a> Inner<'a> {
    fn of(places: &'a [Place]) -> Inner<'a> {
        let mut earliest: Vec<u32> = places.iter().map(|place| place.last).collect();
        for at in (1..earliest.len()).rev() {
            if let (Some(next), Some(before)) = (earliest.get(at).copied(), earliest.get_mut(at - 1)) {
                *before = next.min(*before);
            }
        }
        Inner { places, earliest }
    }

    fn behind(&self, outer: Place) -> usize {
        self.places.partition_point(|place| place.first <= outer.first)
    }

    /// True where one of them lies between the first and the last word of this place.
    fn holds(&self, outer: Place) -> bool {
        self.earliest.get(self.behind(outer)).is_some_and(|last| *last < outer.last)
    }

    /// Those that lie there.
    pub(super) fn inside(&self, outer: Place) -> impl Iterator<Item = Place> {
        let from_first = self.places.iter().skip(self.behind(outer)).take_while(move |place| place.first < outer.last);
        from_first.filter(move |place| place.last < outer.last).copied()
    }
}

/// Places that no mark parts which this operator minds.
fn in_unit(proximity: Proximity, mut found: Vec<Place>, text: &mut dyn Source) -> Vec<Place> {
    let mark = match proximity {
        Proximity::Sentence => Mark::Sentence,
        Proximity::Paragraph => Mark::Paragraph,
        Proximity::Near(_) | Proximity::Before(_) => return found,
    };
    let marks = text.marks(mark);
    let unit = |word: u32| marks.partition_point(|mark| *mark <= word);
    found.retain(|place| unit(place.first) == unit(place.last));
    found
}

/// What two parts make up where they stand so.
fn pairs(proximity: Proximity, left: &[Place], right: &[Place], text: &mut dyn Source) -> Vec<Place> {
    match proximity {
        _ if left.is_empty() || right.is_empty() => Vec::new(),
        Proximity::Near(words) => near(left, right, words),
        Proximity::Before(words) => behind(left, right, words),
        Proximity::Sentence => in_one(left, right, &text.marks(Mark::Sentence)),
        Proximity::Paragraph => in_one(left, right, &text.marks(Mark::Paragraph)),
    }
}

pub(super) fn in_a_row(row: &[(u32, usize)], text: &mut dyn Source) -> Vec<Place> {
    let Some(((_, first), rest)) = row.split_first() else { return Vec::new() };
    let mut starts = text.word(*first);
    for (offset, word) in rest {
        if starts.is_empty() {
            break;
        }
        let places = text.word(*word);
        starts.retain(|start| places.binary_search(&start.saturating_add(*offset)).is_ok());
    }
    let length = rest.last().map_or(0, |(offset, _)| *offset);
    starts.into_iter().map(|first| Place { first, last: first + length }).collect()
}

/// The shortest stretches that hold all words, where they are short enough. A word asked for twice must stand there twice.
fn in_a_window(words: &[usize], between: u32, text: &mut dyn Source) -> Vec<Place> {
    let mut wanted: Vec<(usize, usize)> = Vec::new();
    for word in words {
        match wanted.iter_mut().find(|(known, _)| known == word) {
            Some((_, times)) => *times += 1,
            None => wanted.push((*word, 1)),
        }
    }
    let mut stream: Vec<(u32, usize)> = Vec::new();
    for (number, (word, _)) in wanted.iter().enumerate() {
        stream.extend(text.word(*word).into_iter().map(|place| (place, number)));
    }
    stream.sort_unstable();
    let longest = words.len() as u64 + u64::from(between);
    let mut held = vec![0_usize; wanted.len()];
    let (mut missing, mut begin, mut found) = (wanted.len(), 0, Vec::new());
    for (last, number) in &stream {
        count(&mut held, &wanted, *number, true, &mut missing);
        while missing == 0 {
            let Some((first, leaving)) = stream.get(begin) else { break };
            if u64::from(last - first) < longest {
                found.push(Place { first: *first, last: *last });
            }
            count(&mut held, &wanted, *leaving, false, &mut missing);
            begin += 1;
        }
    }
    found
}

/// Takes a word into the stretch or out of it, and keeps the number of words that are still missing.
fn count(held: &mut [usize], wanted: &[(usize, usize)], number: usize, comes: bool, missing: &mut usize) {
    let (Some(held), Some((_, times))) = (held.get_mut(number), wanted.get(number)) else { return };
    if comes {
        *held += 1;
        *missing -= usize::from(*held == *times);
    } else {
        *missing += usize::from(*held == *times);
        *held -= 1;
    }
}

/// Pairs at most so many words apart. Nothing is near itself.
fn near(left: &[Place], right: &[Place], words: u32) -> Vec<Place> {
    let mut pairs = behind(left, right, words);
    pairs.extend(behind(right, left, words));
    pairs
}

/// Pairs of which the right one follows the left one, at most so many words behind it. All that begin at one word are looked at
/// together, and so are all that end at one.
fn behind(left: &[Place], right: &[Place], words: u32) -> Vec<Place> {
    let longest = right.iter().map(|place| place.last - place.first).max().unwrap_or(0);
    let mut ends: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for other in right {
        ends.entry(other.last).or_default().push(other.first);
    }
    let mut pairs = Vec::new();
    for begins in left.chunk_by(|one, other| one.first == other.first) {
        let (Some(nearest), Some(farthest)) = (begins.first(), begins.last()) else { continue };
        let until = farthest.last.saturating_add(words).saturating_add(longest);
        let meets = |starts: &[u32]| starts.iter().any(|start| is_behind(begins, *start, words));
        let later = ends.range(nearest.last..=until).filter(|(_, starts)| meets(starts));
        pairs.extend(later.map(|(last, _)| Place { first: nearest.first, last: *last }));
    }
    pairs
}

/// True where one of these places, in order of their ends, ends at most so many words before this one.
fn is_behind(places: &[Place], start: u32, words: u32) -> bool {
    let before = places.partition_point(|place| place.last < start);
    let nearest = before.checked_sub(1).and_then(|nearest| places.get(nearest));
    nearest.is_some_and(|nearest| start - nearest.last <= words)
}

/// Pairs between whose first and last word no mark stands.
fn in_one(left: &[Place], right: &[Place], marks: &[u32]) -> Vec<Place> {
    let right = by_unit(right, marks);
    let pairs = by_unit(left, marks).into_iter().filter_map(|(unit, left)| Some(near(&left, right.get(&unit)?, u32::MAX)));
    pairs.flatten().collect()
}

/// The places that no mark parts, by how many marks stand before them.
fn by_unit(places: &[Place], marks: &[u32]) -> BTreeMap<usize, Vec<Place>> {
    let unit = |word: u32| marks.partition_point(|mark| *mark <= word);
    let mut units: BTreeMap<usize, Vec<Place>> = BTreeMap::new();
    for place in places.iter().filter(|place| unit(place.first) == unit(place.last)) {
        units.entry(unit(place.first)).or_default().push(*place);
    }
    units
}

/// Places that lie in the first paragraph.
pub(in crate::query) fn in_lead(places: &mut Vec<Place>, text: &mut dyn Source) {
    let second = text.marks(Mark::Paragraph).get(1).copied().unwrap_or(u32::MAX);
    places.retain(|place| place.last < second);
}

/// Places that lie in a quotation as a whole.
pub(in crate::query) fn in_quotation(places: &mut Vec<Place>, text: &mut dyn Source) {
    let (begins, ends) = (text.marks(Mark::Quotation), text.marks(Mark::QuotationEnd));
    let until = |marks: &[u32], place: u32| marks.partition_point(|mark| *mark <= place);
    places.retain(|place| {
        let inside = until(&begins, place.first) > until(&ends, place.first);
        inside && until(&ends, place.first) == until(&ends, place.last)
    });
}

/// A text for tests.
#[cfg(test)]
pub(super) mod sample {
    use super::*;
    use crate::query::spans::{Spans, Word};

    /// Words parted by blanks; `.` begins a sentence, `|` a paragraph and a sentence, `<` and `>` part quotations.
    pub(in crate::query::spans) struct Text {
        pub(in crate::query::spans) words: Vec<String>,
        pub(in crate::query::spans) marks: Vec<(u32, Mark)>,
        wanted: Vec<Word>,
    }

    impl Text {
        pub(in crate::query::spans) fn of(text: &str, spans: &Spans) -> Text {
            let (mut words, mut marks) = (Vec::new(), vec![(0, Mark::Paragraph), (0, Mark::Sentence)]);
            for word in text.split_whitespace() {
                let place = words.len() as u32;
                match word {
                    "." => marks.push((place, Mark::Sentence)),
                    "|" => marks.extend([(place, Mark::Paragraph), (place, Mark::Sentence)]),
                    "<" => marks.push((place, Mark::Quotation)),
                    ">" => marks.push((place, Mark::QuotationEnd)),
                    word => words.push(word.to_owned()),
                }
            }
            Text { words, marks, wanted: spans.words.clone() }
        }
    }

    impl Source for Text {
        fn word(&mut self, number: usize) -> Vec<u32> {
            let is = |word: &String| match &self.wanted[number] {
                Word::Stem(stem) => stem == word,
                Word::Loose(loose) => loose.matches(word, word),
            };
            (0..).zip(&self.words).filter(|(_, word)| is(word)).map(|(place, _)| place).collect()
        }

        fn marks(&mut self, mark: Mark) -> Vec<u32> {
            self.marks.iter().filter(|(_, known)| *known == mark).map(|(place, _)| *place).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Spans;
    use super::sample::Text;
    use super::*;
    use crate::query::{Joiner, parse};

    fn spans(query: &str) -> Spans {
        Spans::of(&parse(query, Joiner::All).expect("parses").expect("not blank")).expect("places")
    }

    fn found(query: &str, text: &str) -> Vec<(u32, u32)> {
        let spans = spans(query);
        spans.places(&mut Text::of(text, &spans)).into_iter().map(|place| (place.first, place.last)).collect()
    }

    #[test]
    fn phrases_and_windows() {
        assert_eq!(found("\"a b a\"", "a b a b a c a b"), [(0, 2), (2, 4)]);
        assert_eq!(found("\"a b\"~1", "a x b x x a b"), [(0, 2), (5, 6)]);
        assert_eq!(found("\"a b\"~2", "b x x a"), [(0, 3)]);
        assert_eq!(found("\"a a b\"~0", "a b a x a a b"), [(0, 2), (4, 6)]);
        assert!(found("\"a a\"~3", "a x x x x a").is_empty());
    }

    #[test]
    fn near_counts_from_edge_to_edge() {
        assert_eq!(found("a NEAR/2 b", "a x b x x b"), [(0, 2)]);
        assert_eq!(found("a NEAR/3 b", "b x a x x b"), [(0, 2), (2, 5)]);
        assert_eq!(found("a PRE/3 b", "b x a x x b"), [(2, 5)]);
        assert_eq!(found("\"a b\" W/1 c", "c a b c"), [(0, 2), (1, 3)]);
        assert_eq!(found("a W/9 a", "a x a"), [(0, 2)]);
        assert!(found("a W/9 a", "a").is_empty());
        assert_eq!(found("a NEAR/2 (b OR c*)", "a x cd b"), [(0, 2)]);
        assert_eq!(found("a NEAR/1 b NEAR/1 c", "a b c"), [(0, 2)]);
        assert_eq!(found("a NEAR/9 b NEAR/9 c", "a b b c"), [(0, 3)]);
        assert_eq!(found("(a NEAR/9 b) NEAR/1 (a NEAR/9 b)", "a b b a"), [(0, 3)]);
    }

    #[test]
    fn sentences_and_paragraphs() {
        assert_eq!(found("a /s b", "a x b . a . b"), [(0, 2)]);
        assert_eq!(found("a /p b", "a . b | a . c | b"), [(0, 1)]);
        assert!(found("a /s a", "a . a").is_empty());
        for query in ["a /s b /s c", "a /s c /s b", "c /s b /s a", "b /s (a /s c)"] {
            assert_eq!(found(query, "a x b x c . a b"), [(0, 4)], "{query}");
        }
        assert!(found("(a NEAR/9 c) /s b", "a b . c").is_empty());
        assert_eq!(found("a NEAR/9 c NEAR/2 b", "a b x x c"), [(0, 4)]);
        assert!(found("a NEAR/9 c PRE/2 b", "a b x x c").is_empty());
    }

    #[test]
    fn leads_and_quotations() {
        let kept = |keep: fn(&mut Vec<Place>, &mut dyn Source), text: &str| {
            let spans = spans("\"a b\"");
            let mut source = Text::of(text, &spans);
            let mut places = spans.places(&mut source);
            keep(&mut places, &mut source);
            places.into_iter().map(|place| place.first).collect::<Vec<_>>()
        };
        assert_eq!(kept(in_lead, "a b . a b | a b"), [0, 2]);
        assert_eq!(kept(in_quotation, "a b < a b > a b < x a > b < a b"), [2, 9]);
    }

    proptest! {
        /// Against every pair of words, compared one by one.
        #[test]
        fn near_is_what_comparing_all_pairs_gives(words in prop::collection::vec("[abx.|]", 0..30), distance in 1..6_u32) {
            let text = words.join(" ");
            let spans = spans(&format!("a NEAR/{distance} b"));
            let source = Text::of(&text, &spans);
            let at = |wanted: &str| (0_u32..).zip(&source.words).filter(|(_, word)| *word == wanted).map(|(at, _)| at).collect::<Vec<_>>();
            let mut pairs: Vec<(u32, u32)> = Vec::new();
            for a in at("a") {
                pairs.extend(at("b").into_iter().filter(|b| a.abs_diff(*b) <= distance).map(|b| (a.min(b), a.max(b))));
            }
            pairs.sort_unstable();
            prop_assert_eq!(found(&format!("a NEAR/{distance} b"), &text), pairs);
            let ordered: Vec<(u32, u32)> = found(&format!("a PRE/{distance} b"), &text);
            prop_assert!(ordered.iter().all(|(first, _)| source.words[*first as usize] == "a"));
            let sentence = |place: u32| source.marks.iter().filter(|(at, mark)| *mark == Mark::Sentence && *at <= place).count();
            prop_assert!(found("a /s b", &text).iter().all(|(first, last)| sentence(*first) == sentence(*last)));
        }
    }
}
