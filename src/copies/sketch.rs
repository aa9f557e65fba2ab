//! Which articles may share a story? Of a body's shingles, four words each, the smallest fingerprints are kept: the same
//! ones for the same shingles, so that two sketches are samples of two texts taken alike (A. Broder, "On the resemblance and
//! containment of documents", 1997). How much of the shorter text the longer one holds can be told from them.

use super::words::{Words, mixed};

/// Words of a shingle: shorter ones are shared by strangers, longer ones are lost at every edit.
const SHINGLE: usize = 4;
/// Fingerprints kept.
const KEPT: usize = 48;
/// Fingerprints under which others are to find an article.
pub(super) const POSTED: usize = 24;
/// Words under which a text proves nothing by itself: a dividend or a result is the same few words for many companies.
/// There, the text must be the same word for word, and the headline begin alike.
const SHORT: usize = 30;
/// Words of a headline that count for a short text: whom it is about.
const OPENING: usize = 3;
/// Words under which a text says nothing at all.
const EMPTY: usize = 8;

/// A sample of a text, of bounded size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch {
    /// Words of the text.
    pub(super) words: u32,
    /// Fingerprint of the whole text; of a short one, of the headline's first words and the text.
    pub(super) whole: u64,
    /// The smallest fingerprints, sorted. A short text has one, that of the whole.
    pub(super) smallest: Vec<u32>,
}

impl Sketch {
    /// The sketch of a text under a headline; `None` where there are too few words to tell.
    pub fn of(headline: &str, words: &Words) -> Option<Sketch> {
        let count = words.0.len();
        if count < EMPTY {
            return None;
        }
        let words_of = |whole, smallest| Some(Sketch { words: u32::try_from(count).unwrap_or(u32::MAX), whole, smallest });
        if count < SHORT {
            let mut opening = Words::of(headline);
            opening.0.truncate(OPENING);
            let whole = words.whole(opening.whole(1));
            return words_of(whole, vec![(whole >> 32) as u32]);
        }
        let mut prints: Vec<u32> = words
            .0
            .windows(SHINGLE)
            .map(|shingle| {
                let joined =
                    shingle.iter().fold(0_u64, |joined, word| joined.rotate_left(17).wrapping_mul(5) ^ u64::from(word.print));
                (mixed(joined) >> 32) as u32
            })
            .collect();
        prints.sort_unstable();
        prints.dedup();
        prints.truncate(KEPT);
        prints.shrink_to_fit();
        words_of(words.whole(0), prints)
    }

    /// True for a text that must be the same word for word.
    pub(super) fn is_short(&self) -> bool {
        (self.words as usize) < SHORT
    }

    /// The share of the shorter text's shingles that the longer text has too, as an estimate from 0 to 1.
    pub(super) fn containment(&self, other: &Sketch) -> f32 {
        let (shorter, longer) =
            if (self.words, self.whole) <= (other.words, other.whole) { (self, other) } else { (other, self) };
        let reach = shorter.reach().min(longer.reach());
        let sampled = shorter.smallest.partition_point(|print| *print <= reach);
        let shared = shorter.smallest.iter().take(sampled).filter(|print| longer.smallest.binary_search(print).is_ok()).count();
        shared as f32 / sampled.max(1) as f32
    }

    /// The fingerprint up to which none is missing.
    fn reach(&self) -> u32 {
        if self.smallest.len() < KEPT { u32::MAX } else { self.smallest.last().copied().unwrap_or(u32::MAX) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(from: usize, to: usize) -> String {
        (from..to).map(|number| format!("w{number}")).collect::<Vec<_>>().join(" ")
    }

    fn sketch(text: &str) -> Sketch {
        Sketch::of("", &Words::of(text)).expect("enough words")
    }

    #[test]
    fn containment_is_near_the_truth() {
        let whole = sketch(&text(0, 1_000));
        for (from, to, share) in [(0, 1_000, 1.0), (0, 700, 1.0), (0, 500, 1.0), (300, 1_300, 0.7), (2_000, 2_500, 0.0)] {
            let estimate = whole.containment(&sketch(&text(from, to)));
            assert!((estimate - share).abs() < 0.2, "{from}..{to}: {estimate}");
        }
    }

    #[test]
    fn containment_is_the_same_from_both_sides() {
        let (one, other) = (sketch(&text(0, 90)), sketch(&text(40, 400)));
        assert!((one.containment(&other) - other.containment(&one)).abs() < f32::EPSILON);
        assert!((one.containment(&other) - 47.0 / 87.0).abs() < 0.25);
    }

    #[test]
    fn size_is_bounded_and_repeats_count_once() {
        assert_eq!(sketch(&text(0, 5_000)).smallest.len(), KEPT);
        assert_eq!(sketch(&"la ".repeat(5_000)).smallest.len(), 1);
    }

    #[test]
    fn short_texts_are_known_by_the_headlines_first_words_and_all_of_their_own() {
        let of = |headline: &str| Sketch::of(headline, &Words::of("Qtly div 18 cts vs 18 cts prior")).expect("a sketch");
        assert_eq!(of("Noel Metals Corp sets payout"), of("NOEL METALS CORP declares dividend"));
        assert_ne!(of("Noel Metals Corp sets payout").smallest, of("Hale Metals Corp sets payout").smallest);
        assert!(of("").is_short());
        assert_eq!(Sketch::of("Noel", &Words::of("No story here")), None);
    }
}
