//! Do two texts tell the same story in the same words? The stretches that they share are laid side by side. A copy shares long
//! stretches, whatever became of headline, lead and end; two reports of one skeleton share short ones, and the figures and
//! names between them differ.

use std::collections::BTreeSet;

use super::words::{Mark, Word, Words};

/// Words that a shared stretch has at least.
const STRETCH: usize = 8;
/// Shared words from which a story shows by them alone; with fewer, next to nothing may differ.
const ENOUGH: usize = 50;
/// Shared words from which more may differ between them.
const PLENTY: usize = 100;
/// One stretch of so many words is found in no skeleton: then whatever else differs is a lead, or an addition.
const LONG: usize = 60;
/// Words of a stretch, on average: skeletons have a figure or a name every few words.
const AVERAGE: usize = 15;
/// Names that differ beside a figure, where not much is shared, once the same is said of somebody else.
const OTHER_NAMES: usize = 3;
/// Hundredths of the shorter text that are shared where it is the longer one cut.
const CUT: usize = 95;
/// The same where both open with the same words, as a story does of which only the beginning is printed.
const OPENING: usize = 85;
/// Words within which both open alike.
const OPENS: usize = 10;
/// Shared words from which an opening is a story.
const BEGUN: usize = 40;

/// What two texts have in common.
#[derive(Debug, Default, PartialEq, Eq)]
struct Shared {
    /// Words of the shorter text that lie in shared stretches.
    words: usize,
    /// Number of stretches.
    stretches: usize,
    /// Words of the longest.
    longest: usize,
    /// Words before the first, in the text that has more of them there.
    before: usize,
    /// Figures of the shorter text, and those of them that the rest of the longer does not have.
    figures: Part,
    /// Its names, likewise.
    names: Part,
}

/// A number of words, and how many of them are missing elsewhere.
#[derive(Debug, Default, PartialEq, Eq)]
struct Part {
    all: usize,
    missing: usize,
}

impl Part {
    /// True where at most so many of a hundred are missing.
    fn has(&self, hundredths: usize) -> bool {
        self.missing * 100 <= self.all * hundredths
    }
}

/// How alike two texts are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// They are two stories, as far as the words tell.
    None,
    /// One is a copy of the other, and parts of it differ.
    Copy,
    /// One is the other, whole or cut.
    Cut,
}

/// Whether one text is a copy of the other: whole, cut, or with another lead.
///
/// The shorter must have two fifths of the longer's words, or an eighth where it is its opening: a story that takes a
/// paragraph from another, or a digest of many, is no copy. The limits were set on the 11,000 newswire stories of Reuters-21578, where reports recur by day and week.
pub fn likeness(one: &Words, other: &Words) -> Likeness {
    let (shorter, longer) = if one.0.len() <= other.0.len() { (&one.0, &other.0) } else { (&other.0, &one.0) };
    let (fewer, more) = (shorter.len(), longer.len());
    if fewer == 0 || fewer * 8 < more {
        return Likeness::None;
    }
    let shared = shared(shorter, longer);
    let is_copy = if fewer * 5 < more * 2 { is_opening(&shared, fewer) } else { is_copy(&shared, fewer, more) };
    match is_copy {
        true if shared.words * 100 >= fewer * CUT => Likeness::Cut,
        true => Likeness::Copy,
        false => Likeness::None,
    }
}

fn is_opening(shared: &Shared, fewer: usize) -> bool {
    shared.before <= OPENS && shared.words >= BEGUN && shared.words * 100 >= fewer * OPENING
}

fn is_copy(shared: &Shared, fewer: usize, more: usize) -> bool {
    let covers = |hundredths: usize| shared.words * 100 >= fewer * hundredths;
    if shared.words < ENOUGH {
        // One figure of a long table may have been put right, none of a few.
        return covers(85) && shared.figures.has(10) && shared.names.missing == 0;
    }
    if !covers(55) || shared.words * 10 < more * 3 {
        return false;
    }
    let plenty = shared.words >= PLENTY;
    if !plenty && shared.figures.missing > 0 && shared.names.missing >= OTHER_NAMES {
        return false;
    }
    let figures = if plenty { 30 } else { 20 };
    let names = if plenty || covers(80) { 30 } else { 20 };
    let filled_alike = shared.figures.has(figures) && shared.names.has(names);
    let in_one_piece = covers(85) || shared.words >= shared.stretches * AVERAGE;
    shared.longest >= LONG || (filled_alike && in_one_piece)
}

/// Lays the shorter text beside the longer.
fn shared(shorter: &[Word], longer: &[Word]) -> Shared {
    let mut shared = Shared::default();
    let (mut beside, mut left) = (vec![false; shorter.len()], vec![true; longer.len()]);
    let stretches = stretches(shorter, longer);
    shared.before = stretches.first().map_or(0, |(start, at, _)| *start.max(at));
    for (start, at, length) in stretches {
        shared.words += length;
        shared.stretches += 1;
        shared.longest = shared.longest.max(length);
        beside.iter_mut().skip(start).take(length).for_each(|word| *word = true);
        left.iter_mut().skip(at).take(length).for_each(|word| *word = false);
    }
    let anywhere: BTreeSet<u32> = longer.iter().map(|word| word.print).collect();
    let rest: BTreeSet<u32> = longer.iter().zip(left).filter(|(_, left)| *left).map(|(word, _)| word.print).collect();
    for (word, beside) in shorter.iter().zip(beside) {
        let (part, known) = match word.mark {
            Mark::Plain => continue,
            Mark::Figure => (&mut shared.figures, rest.contains(&word.print)),
            Mark::Name => (&mut shared.names, anywhere.contains(&word.print)),
        };
        part.all += 1;
        part.missing += usize::from(!beside && !known);
    }
    shared
}

/// The stretches of the shorter text that the longer has too: where each begins in either, and its length.
fn stretches(shorter: &[Word], longer: &[Word]) -> Vec<(usize, usize, usize)> {
    let places = places(longer);
    let mut stretches = Vec::new();
    let (mut start, mut behind) = (0, 0);
    while let Some(opening) = shorter.get(start..start + STRETCH) {
        let Some(at) = place(&places, print(opening), behind) else {
            start += 1;
            continue;
        };
        let pairs = shorter.iter().skip(start).zip(longer.iter().skip(at));
        let length = pairs.take_while(|(one, other)| one.print == other.print).count();
        if length < STRETCH {
            start += 1;
            continue;
        }
        stretches.push((start, at, length));
        start += length;
        behind = at + length;
    }
    stretches
}

/// Where which stretch begins, sorted.
fn places(words: &[Word]) -> Vec<(u64, usize)> {
    let mut places: Vec<(u64, usize)> = words.windows(STRETCH).map(print).zip(0..).collect();
    places.sort_unstable();
    places
}

/// The next place of a stretch behind another, else its first.
fn place(places: &[(u64, usize)], print: u64, behind: usize) -> Option<usize> {
    let from = |place: (u64, usize)| {
        let next = places.get(places.partition_point(|other| *other < place));
        next.filter(|(found, _)| *found == print).map(|(_, at)| *at)
    };
    from((print, behind)).or_else(|| from((print, 0)))
}

fn print(words: &[Word]) -> u64 {
    words.iter().fold(0, |print: u64, word| (print.rotate_left(23) ^ u64::from(word.print)).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A word without a figure.
    fn plain(number: usize) -> String {
        number.to_string().bytes().map(|digit| char::from(digit - b'0' + b'k')).collect()
    }

    /// A story of so many words, with a figure and a name every so often.
    fn story(seed: usize, words: usize) -> Vec<String> {
        let word = |number: usize| match number % 23 {
            7 => format!("{}", 100 + (seed * 7 + number) % 800),
            15 => format!("P{}", plain(seed * 1_000 + number % 5)),
            _ => plain(seed * 1_000 + number),
        };
        (0..words).map(word).collect()
    }

    fn between(one: &[String], other: &[String]) -> Likeness {
        let [one, other] = [one, other].map(|words| Words::of(&words.join(" ")));
        assert_eq!(likeness(&one, &other), likeness(&other, &one));
        likeness(&one, &other)
    }

    #[test]
    fn a_story_is_itself_and_no_other() {
        assert_eq!(between(&story(1, 200), &story(1, 200)), Likeness::Cut);
        assert_eq!(between(&story(1, 200), &story(2, 200)), Likeness::None);
        assert_eq!(likeness(&Words::default(), &Words::default()), Likeness::None);
    }

    #[test]
    fn a_story_that_is_cut_is_the_same() {
        let whole = story(1, 400);
        for words in [280, 200, 160, 60] {
            assert_eq!(between(&whole, &whole[..words]), Likeness::Cut, "{words}");
        }
        assert_eq!(between(&whole, &whole[..40]), Likeness::None);
    }

    #[test]
    fn a_paragraph_from_the_middle_is_no_copy() {
        let whole = story(1, 400);
        assert_eq!(between(&whole, &whole[200..300]), Likeness::None);
        let background = [story(2, 150), whole[300..].to_vec()].concat();
        assert_eq!(between(&whole, &background), Likeness::None);
    }

    #[test]
    fn a_story_with_another_lead_is_a_copy() {
        let whole = story(1, 200);
        let other_lead = [story(2, 30), whole[30..].to_vec()].concat();
        assert_eq!(between(&whole, &other_lead), Likeness::Copy);
        assert_eq!(between(&whole, &other_lead[..140]), Likeness::Copy);
    }

    fn report(fill: [&str; 5]) -> Vec<String> {
        let [day, bought, rate, part, name] = fill;
        let text = format!(
            "The central bank of the country entered the open market on {day} to buy {bought} million crowns of bills from the \
             discount houses a spokesman for the bank said. Dealers in the market said that overnight money was trading at {rate} \
             1/{part} percent when the bank began its regular temporary and direct supply of reserves, said {name}"
        );
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn a_report_with_other_figures_is_another_report() {
        let monday = report(["Monday", "300", "6", "8", "Alden"]);
        assert_eq!(between(&monday, &monday), Likeness::Cut);
        assert_eq!(between(&monday, &report(["Monday", "250", "6", "8", "Alden"])), Likeness::None);
        assert_eq!(between(&monday, &report(["Tuesday", "two", "7", "16", "Brock"])), Likeness::None);
    }

    #[test]
    fn a_correction_of_a_long_story_is_a_copy() {
        let whole = story(1, 200);
        let mut corrected = whole.clone();
        corrected[53] = "999".to_owned();
        assert!(between(&whole, &corrected) >= Likeness::Copy);
    }

    #[test]
    fn the_same_said_of_somebody_else_is_no_copy() {
        let boilerplate: Vec<String> = (0..65).map(plain).collect();
        let of = |names: &str| [names.split_whitespace().map(str::to_owned).collect(), boilerplate.clone()].concat();
        let one = of("Alden Missiles and Space is being awarded a 304 crown order,");
        assert_eq!(between(&one, &of("The Brock division of Carver is being awarded a 303 crown order,")), Likeness::None);
    }

    #[test]
    fn what_repeats_itself_is_compared_in_time() {
        let chant = vec!["la".to_owned(); 60_000];
        assert_eq!(between(&chant, &chant), Likeness::Cut);
    }
}
