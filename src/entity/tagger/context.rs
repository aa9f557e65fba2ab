//! What does the article show of a word elsewhere? How often it stands in small letters and with a capital that no
//! sentence demands, and what stands beside it there. Lines in title case and capitals are not counted, but profit.

use crate::entity::tagger::attributes::{Attributes, Written};
use crate::entity::tagger::hash;
use crate::entity::tagger::vocabulary::{ByHash, EDGE, Vocabulary};
use crate::entity::words::Traits;

/// Occurrences whose neighbours are looked at.
const MOST_NEIGHBOURS: usize = 4;

/// What an article shows of one word.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// Times in small letters.
    small: u32,
    /// Times with a capital where none is due.
    inner: u32,
    /// Times with a capital that opens a sentence.
    opening: u32,
    /// Words before and behind, where the word has a capital.
    neighbours: Vec<(u32, u32)>,
}

/// Contexts of the words of one article, by the word in small letters.
#[derive(Debug, Default)]
pub struct Contexts {
    numbers: ByHash<u32>,
    known: Vec<Context>,
}

impl Contexts {
    /// Reads a sentence, given as numbers of words.
    pub fn add<Worth>(&mut self, line: &[u32], vocabulary: &Vocabulary<Worth>) {
        for (index, number) in line.iter().enumerate() {
            let word = vocabulary.word(*number);
            if word.kind == Written::Word && word.is_normal {
                let beside =
                    (index.checked_sub(1).map_or(EDGE, |before| line[before]), line.get(index + 1).copied().unwrap_or(EDGE));
                self.add_word(word, beside);
            }
        }
    }

    fn add_word(&mut self, word: &Attributes, beside: (u32, u32)) {
        let number = *self.numbers.entry(word.lower).or_insert_with(|| {
            self.known.push(Context::default());
            self.known.len() as u32 - 1
        });
        let context = &mut self.known[number as usize];
        if !word.is_capital() {
            context.small += 1;
            return;
        }
        if word.opens {
            context.opening += 1;
        } else {
            context.inner += 1;
        }
        if context.neighbours.len() < MOST_NEIGHBOURS && !context.neighbours.contains(&beside) {
            context.neighbours.push(beside);
        }
    }

    /// Number of the context of a word with a capital; `None` where the article shows nothing of it.
    #[inline]
    pub fn number(&self, word: &Attributes) -> Option<u32> {
        if word.is_capital() { self.numbers.get(&word.lower).copied() } else { None }
    }

    /// The context of that number.
    pub fn get(&self, number: u32) -> &Context {
        &self.known[number as usize]
    }

    /// All contexts, in the order of their numbers.
    pub fn all(&self) -> &[Context] {
        &self.known
    }
}

impl Context {
    /// True where the word has a capital somewhere in running text.
    pub fn is_capital(&self) -> bool {
        self.inner + self.opening > 0
    }

    /// The counts as one small number, above 0.
    pub fn code(&self) -> u64 {
        let most = |count: u32, most: u32| u64::from(count.min(most));
        1 + most(self.small, 2) + 3 * most(self.inner, 3) + 12 * most(self.opening, 1)
    }

    /// The features of a word that are known from its neighbours in the article.
    pub fn features<Worth>(&self, vocabulary: &Vocabulary<Worth>, features: &mut Vec<u64>) {
        features.push(name("counts", self.code()));
        let begin = features.len();
        for (before, behind) in &self.neighbours {
            push_neighbour("before", vocabulary.word(*before), features);
            push_neighbour("behind", vocabulary.word(*behind), features);
        }
        // Each once, whatever the number of occurrences that show it.
        features[begin..].sort_unstable();
        let mut kept = begin;
        for next in begin..features.len() {
            if kept == begin || features[kept - 1] != features[next] {
                features[kept] = features[next];
                kept += 1;
            }
        }
        features.truncate(kept);
    }
}

fn push_neighbour(side: &str, word: &Attributes, features: &mut Vec<u64>) {
    let side = hash::text(side);
    features.push(name("beside", hash::pair(side, word.lower)));
    features.push(name("coarse beside", hash::pair(side, u64::from(word.classes.coarse))));
    features.push(name("fine beside", hash::pair(side, u64::from(word.classes.fine))));
    let telling = Traits::GIVEN.and(Traits::SURNAME).and(Traits::TITLE).and(Traits::ORGANIZATION_HEAD).and(Traits::PLACE_HEAD);
    let telling = telling.and(Traits::SPEECH).and(Traits::CAPITAL).and(Traits::INITIAL).and(Traits::LOCATIVE);
    for bit in word.traits.each().filter(|bit| telling.holds(*bit)) {
        features.push(name("trait beside", hash::pair(side, u64::from(bit))));
    }
}

fn name(template: &str, value: u64) -> u64 {
    hash::pair(hash::text(template), value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::sentences::sentences;
    use crate::entity::tagger::attributes::Feature;
    use crate::entity::tagger::table::{self, Table};
    use crate::entity::tagger::{classes, phrases, reading};

    /// The context of a word, in small letters, that the text writes with a capital, and its features.
    fn context(text: &str, word: &str) -> Option<(Context, Vec<u64>)> {
        let bytes = table::encode(Vec::new());
        let (table, _) = Table::open(&bytes, classes::WIDTH).expect("the bytes are a table");
        let mut weigh = |_: &[Feature]| ();
        let mut vocabulary = Vocabulary::new(&mut weigh);
        let mut phrases = phrases::Phrases::default();
        let reading = reading::read(&sentences(0, text), &table, (&mut vocabulary, &mut phrases), &mut weigh);
        let number = reading.contexts.numbers.get(&hash::text(word))?;
        let context = reading.contexts.get(*number).clone();
        let mut features = Vec::new();
        context.features(&vocabulary, &mut features);
        Some((context, features))
    }

    #[test]
    fn capitals_and_small_letters_are_counted() {
        let (rose, _) = context("Rose rose. Then Rose met Rose. A rose fell.", "rose").expect("the text names Rose");
        assert_eq!((rose.small, rose.inner, rose.opening), (2, 2, 1));
        assert_ne!(rose.code(), Context::default().code());
    }

    #[test]
    fn headlines_are_not_counted() {
        assert!(context("MAYOR HALE LEAVES TOWN", "hale").is_none());
    }

    #[test]
    fn neighbours_count_once_and_few_are_kept() {
        let once = context("Then Hale left. And Orr met Hale there.", "hale").expect("the text names Hale");
        let often = context(&"Then Hale left. And Orr met Hale there. ".repeat(9), "hale").expect("the text names Hale");
        assert_eq!(once.0.neighbours.len(), 2);
        assert_eq!(once.1.len(), often.1.len());
    }
}
