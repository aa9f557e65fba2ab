//! What of a text does a comparison look at? A body comes in; its folded words go out as fingerprints, and which of them
//! are figures and names: they tell two reports of one skeleton apart.

use crate::index::words::each_word;

/// Figures that are written as words. Those of other languages count as words like any other.
const FIGURES: [&str; 15] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty", "hundred",
    "thousand",
];

/// What a word says beyond itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing.
    Plain,
    /// It is a figure.
    Figure,
    /// It has a capital letter.
    Name,
}

/// One word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    /// Fingerprint of the folded word.
    pub(super) print: u32,
    /// What it says beyond itself.
    pub(super) mark: Mark,
}

/// The words of a text, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words(pub(super) Vec<Word>);

impl Words {
    /// The words of a text.
    pub fn of(text: &str) -> Words {
        let mut words = Vec::with_capacity(text.len() / 6);
        each_word(text, |word, start| {
            let capital = || text.get(start..).and_then(|rest| rest.chars().next()).is_some_and(char::is_uppercase);
            let mark = if is_figure(word) {
                Mark::Figure
            } else if capital() {
                Mark::Name
            } else {
                Mark::Plain
            };
            words.push(Word { print: (mixed(fingerprint(word)) >> 32) as u32, mark });
        });
        Words(words)
    }

    /// Fingerprint of all words in their order, begun with another.
    pub(super) fn whole(&self, begun: u64) -> u64 {
        self.0.iter().fold(begun, |whole, word| mixed(whole ^ u64::from(word.print)))
    }
}

fn is_figure(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit()) || FIGURES.contains(&word)
}

/// FNV-1a.
fn fingerprint(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

/// Spreads what differs over all bits: the finalizer of `splitmix64`.
pub(super) fn mixed(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(text: &str) -> Vec<Mark> {
        Words::of(text).0.iter().map(|word| word.mark).collect()
    }

    #[test]
    fn figures_and_names_are_marked() {
        use Mark::{Figure, Name, Plain};
        assert_eq!(
            marks("rose two cents to 6-1/8 in “Oslo”"),
            [Plain, Figure, Plain, Plain, Figure, Figure, Figure, Plain, Name]
        );
        assert_eq!(marks("Élan école Two"), [Name, Plain, Figure]);
        assert_eq!(marks(""), []);
    }

    #[test]
    fn words_that_fold_alike_are_one() {
        let prints = |text: &str| Words::of(text).0.iter().map(|word| word.print).collect::<Vec<_>>();
        assert_eq!(prints("Zelensky’s “U.S.” café"), prints("zelensky US cafe"));
        assert_ne!(prints("one two"), prints("two one"));
        assert_ne!(Words::of("a b").whole(0), Words::of("b a").whole(0));
    }
}
