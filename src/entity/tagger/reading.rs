//! What does the tagger see of an article? Each sentence as numbers of words, contexts and phrases; and for each token
//! the features that join it to its neighbours. Training and run time read articles by this one way.

use crate::entity::sentences::Sentence;
use crate::entity::tagger::attributes::{Attributes, Feature, Written};
use crate::entity::tagger::context::Contexts;
use crate::entity::tagger::hash;
use crate::entity::tagger::phrases::Phrases;
use crate::entity::tagger::table::Table;
use crate::entity::tagger::vocabulary::{EDGE, Vocabulary};

/// An article as the tagger sees it.
#[derive(Debug)]
pub struct Reading {
    /// Its sentences.
    pub lines: Vec<Line>,
    /// What it shows of its words.
    pub contexts: Contexts,
}

/// A sentence as the tagger sees it.
#[derive(Debug)]
pub struct Line {
    /// Numbers of the words.
    pub words: Vec<u32>,
    /// Codes of known phrases.
    phrases: Vec<u16>,
}

/// Reads the sentences of one article.
pub fn read<Worth>(
    sentences: &[Sentence<'_>],
    classes: &Table<'_>,
    (vocabulary, phrases): (&mut Vocabulary<Worth>, &mut Phrases),
    weigh: &mut impl FnMut(&[Feature]) -> Worth,
) -> Reading {
    let mut reading = Reading { lines: Vec::with_capacity(sentences.len()), contexts: Contexts::default() };
    for sentence in sentences {
        let number = |token| vocabulary.number(token, sentence.case, classes, weigh);
        let words: Vec<u32> = sentence.tokens.iter().map(number).collect();
        reading.contexts.add(&words, vocabulary);
        let phrases = phrases.codes(sentence, &words, vocabulary);
        reading.lines.push(Line { words, phrases });
    }
    reading
}

/// The neighbourhood of one token.
struct Window<'reading> {
    words: [&'reading Attributes; 5],
    codes: [u64; 3],
    phrases: [u64; 3],
}

/// Where the token itself stands in its neighbourhood.
const HERE: usize = 2;

impl Reading {
    /// Appends the features that join the token of that line and place to its neighbours; none where neither it nor one
    /// beside it has a capital.
    pub fn features<Worth>(&self, line: &Line, place: usize, vocabulary: &Vocabulary<Worth>, features: &mut Vec<u64>) {
        let at =
            |offset: usize| (place + offset).checked_sub(HERE).and_then(|index| line.words.get(index)).copied().unwrap_or(EDGE);
        let words = std::array::from_fn(|offset| vocabulary.word(at(offset)));
        let [_, before, here, behind, _]: [&Attributes; 5] = words;
        if !(before.is_capital() || here.is_capital() || behind.is_capital()) {
            return;
        }
        let phrase = |offset: usize| {
            (place + offset).checked_sub(1).and_then(|index| line.phrases.get(index)).map_or(0, |code| u64::from(*code))
        };
        let code = |word: &Attributes| self.contexts.number(word).map_or(0, |number| self.contexts.get(number).code());
        let window = Window { words, codes: [code(before), code(here), code(behind)], phrases: std::array::from_fn(phrase) };
        window.push_words(features);
        window.push_shapes(features);
        window.push_known(features);
        if here.is_capital() {
            push_run(line, place, vocabulary, features);
        }
    }
}

/// Which features share a number space; the numbers are part of the model file.
#[derive(Debug, Clone, Copy)]
enum Template {
    Words,
    Shapes,
    Paths,
    Groups,
    Mixed,
    Phrases,
    Counts,
    Run,
}

/// The number of a feature made of parts; `form` tells the features of one template apart.
#[inline]
fn name(template: Template, form: u64, parts: &[u64]) -> u64 {
    let first = hash::pair(0x6e65_7773, (template as u64) << 8 | form);
    parts.iter().fold(first, |number, part| hash::pair(number, *part))
}

impl Window<'_> {
    fn push_words(&self, features: &mut Vec<u64>) {
        let [w0, w1, w2, w3, w4] = self.words.map(|word| word.lower);
        features.extend([
            name(Template::Words, 0, &[w1, w2]),
            name(Template::Words, 1, &[w2, w3]),
            name(Template::Words, 2, &[w1, w3]),
            name(Template::Words, 3, &[w0, w1]),
            name(Template::Words, 4, &[w3, w4]),
            name(Template::Words, 5, &[w1, w2, w3]),
        ]);
        let [p1, p2, p3] = [1, HERE, 3].map(|place| u64::from(self.words[place].classes.prefix(8)));
        let [c1, c2, c3] = [1, HERE, 3].map(|place| u64::from(self.words[place].classes.coarse));
        features.extend([
            name(Template::Paths, 0, &[p1, p2]),
            name(Template::Paths, 1, &[p2, p3]),
            name(Template::Paths, 2, &[p1, p2, p3]),
            name(Template::Groups, 0, &[c1, c2]),
            name(Template::Groups, 1, &[c2, c3]),
            name(Template::Groups, 2, &[c1, c3]),
        ]);
    }

    fn push_shapes(&self, features: &mut Vec<u64>) {
        let [s0, s1, s2, s3, s4] = self.words.map(|word| word.shape);
        let [w1, w3] = [self.words[1].lower, self.words[3].lower];
        features.extend([
            name(Template::Shapes, 0, &[s1, s2]),
            name(Template::Shapes, 1, &[s2, s3]),
            name(Template::Shapes, 2, &[s1, s2, s3]),
            name(Template::Shapes, 3, &[s0, s1, s2]),
            name(Template::Shapes, 4, &[s2, s3, s4]),
            name(Template::Mixed, 0, &[w1, s2]),
            name(Template::Mixed, 1, &[s2, w3]),
            name(Template::Mixed, 2, &[w1, s2, s3]),
            name(Template::Mixed, 3, &[s1, s2, w3]),
        ]);
    }

    fn push_known(&self, features: &mut Vec<u64>) {
        let [p1, p2, p3] = self.phrases;
        if p1 + p2 + p3 > 0 {
            features.extend([
                name(Template::Phrases, 0, &[p2]),
                name(Template::Phrases, 1, &[p1, p2]),
                name(Template::Phrases, 2, &[p2, p3]),
                name(Template::Phrases, 3, &[p2, self.words[HERE].shape]),
                name(Template::Phrases, 4, &[p1]),
                name(Template::Phrases, 5, &[p3]),
            ]);
        }
        let [c1, c2, c3] = self.codes;
        let shape = self.words[HERE].shape;
        features.extend([
            name(Template::Counts, 0, &[c2, shape]),
            name(Template::Counts, 1, &[c1, c2]),
            name(Template::Counts, 2, &[c2, c3]),
        ]);
    }
}

/// Longest run of capitalised words whose ends are looked for.
const LONGEST_RUN: usize = 8;

/// The run of capitalised words that the token stands in: what stands before and behind it, its first and last word.
fn push_run<Worth>(line: &Line, place: usize, vocabulary: &Vocabulary<Worth>, features: &mut Vec<u64>) {
    let belongs = |index: &usize| {
        let word = vocabulary.word(line.words[*index]);
        word.is_capital() || word.kind == Written::Hyphen
    };
    let first = (place.saturating_sub(LONGEST_RUN)..place).rev().take_while(belongs).last().unwrap_or(place);
    let last = (place..line.words.len().min(place + LONGEST_RUN)).take_while(belongs).last().unwrap_or(place);
    let word = |index: Option<usize>| vocabulary.word(index.and_then(|index| line.words.get(index)).copied().unwrap_or(EDGE));
    let (before, behind) = (word(first.checked_sub(1)), word(Some(last + 1)));
    let (begin, end) = (word(Some(first)), word(Some(last)));
    let position = u64::from(place == first) | u64::from(place == last) << 1;
    let length = (last - first).min(4) as u64;
    features.extend([
        name(Template::Run, 0, &[before.lower, position]),
        name(Template::Run, 1, &[behind.lower, position]),
        name(Template::Run, 2, &[begin.lower, position]),
        name(Template::Run, 3, &[end.lower, position]),
        name(Template::Run, 4, &[length, position, vocabulary.word(line.words[place]).shape]),
        name(Template::Run, 5, &[u64::from(before.classes.coarse), u64::from(behind.classes.coarse), position]),
        name(Template::Run, 6, &[u64::from(end.classes.fine), position]),
    ]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::sentences::sentences;
    use crate::entity::tagger::classes;
    use crate::entity::tagger::table;

    /// The features that join each token of the first sentence to its neighbours.
    fn features(text: &str) -> Vec<Vec<u64>> {
        let bytes = table::encode(Vec::new());
        let (table, _) = Table::open(&bytes, classes::WIDTH).expect("the bytes are a table");
        let mut weigh = |_: &[Feature]| ();
        let mut vocabulary = Vocabulary::new(&mut weigh);
        let reading = read(&sentences(0, text), &table, (&mut vocabulary, &mut Phrases::default()), &mut weigh);
        let line = &reading.lines[0];
        let of_token = |place| {
            let mut features = Vec::new();
            reading.features(line, place, &vocabulary, &mut features);
            features
        };
        (0..line.words.len()).map(of_token).collect()
    }

    #[test]
    fn only_capitals_and_their_neighbours_are_joined() {
        let counts: Vec<bool> = features("rain fell on Hale that day").iter().map(|features| !features.is_empty()).collect();
        assert_eq!(counts, [false, false, true, true, true, false]);
    }

    #[test]
    fn features_are_distinct_and_the_same_each_time() {
        let all = features("then Mary Hale of Porto left");
        assert_eq!(all, features("then Mary Hale of Porto left"));
        let mut hale = all[2].clone();
        hale.sort_unstable();
        hale.dedup();
        assert_eq!(hale.len(), all[2].len());
    }

    #[test]
    fn what_stands_around_a_run_is_seen_from_all_its_words() {
        let (one, other) = (features("then Mary Ann Orr Hale left"), features("then Mary Ann Orr Hale spoke"));
        assert!(one[2].iter().any(|feature| !other[2].contains(feature)));
    }
}
