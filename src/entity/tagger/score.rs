//! How well does each label suit each token? The scores of a word and its neighbours are summed once for each distinct
//! word and kept; those of its context once for each article; only what joins neighbours is summed for each token.

use crate::entity::sentences::Sentence;
use crate::entity::tagger::attributes::{Feature, REACH};
use crate::entity::tagger::context::Context;
use crate::entity::tagger::hash;
use crate::entity::tagger::labels::COUNT;
use crate::entity::tagger::model::Model;
use crate::entity::tagger::phrases::Phrases;
use crate::entity::tagger::reading::{self, Line, Reading};
use crate::entity::tagger::viterbi::Scores;
use crate::entity::tagger::vocabulary::{EDGE, Vocabulary};

/// Places that a word is weighed for: two tokens before it to two behind it.
pub const PLACES: usize = 2 * REACH + 1;
/// Distinct words remembered between articles at most: about 10 MB.
const MOST_WORDS: usize = 40_000;

/// What a word adds to the scores of the tokens around it, by the place at which it stands from there.
type Worth = [[i16; COUNT]; PLACES];

/// The number of a word's feature as seen from a token that the word stands that far from, counted from `-REACH`.
pub fn seen_from(feature: u64, place: usize) -> u64 {
    hash::pair(feature, place as u64)
}

/// The places from which a feature of that reach is seen.
pub fn places(reach: usize) -> std::ops::RangeInclusive<usize> {
    REACH - reach..=REACH + reach
}

/// Labels articles with one model, and remembers the words.
#[derive(Debug)]
pub struct Labeller<'model> {
    model: &'model Model<'model>,
    vocabulary: Vocabulary<Worth>,
    phrases: Phrases,
}

impl<'model> Labeller<'model> {
    /// A labeller that remembers nothing yet.
    pub fn new(model: &'model Model<'model>) -> Self {
        let vocabulary = Vocabulary::new(&mut |features| weigh(model, features));
        Self { model, vocabulary, phrases: Phrases::default() }
    }

    /// The labels of the sentences of one article.
    pub fn label(&mut self, sentences: &[Sentence<'_>]) -> Vec<Vec<usize>> {
        let model = self.model;
        let known = (&mut self.vocabulary, &mut self.phrases);
        let reading = reading::read(sentences, &model.classes, known, &mut |features| weigh(model, features));
        let contexts = self.context_scores(&reading);
        let mut features = Vec::new();
        let label = |line: &Line| {
            let score = |place| self.score(&reading, (line, place), &contexts, &mut features);
            let scores: Vec<Scores> = (0..line.words.len()).map(score).collect();
            model.transitions.best(&scores)
        };
        let labels = reading.lines.iter().map(label).collect();
        if self.vocabulary.len() > MOST_WORDS {
            self.vocabulary = Vocabulary::new(&mut |features| weigh(model, features));
        }
        labels
    }

    /// What each context of an article adds to the scores of its word.
    fn context_scores(&self, reading: &Reading) -> Vec<Option<Scores>> {
        let mut features = Vec::new();
        let scores = |context: &Context| {
            context.is_capital().then(|| {
                features.clear();
                context.features(&self.vocabulary, &mut features);
                sum(self.model, &features)
            })
        };
        reading.contexts.all().iter().map(scores).collect()
    }

    fn score(
        &self,
        reading: &Reading,
        (line, place): (&Line, usize),
        contexts: &[Option<Scores>],
        features: &mut Vec<u64>,
    ) -> Scores {
        features.clear();
        reading.features(line, place, &self.vocabulary, features);
        let mut scores = sum(self.model, features);
        for offset in 0..PLACES {
            let number = (place + offset).checked_sub(REACH).and_then(|index| line.words.get(index)).copied().unwrap_or(EDGE);
            for (score, worth) in scores.iter_mut().zip(&self.vocabulary.worth(number)[offset]) {
                *score += i32::from(*worth);
            }
        }
        let context = reading.contexts.number(self.vocabulary.word(line.words[place]));
        let context = context.and_then(|number| contexts.get(number as usize)).and_then(Option::as_ref);
        for (score, worth) in scores.iter_mut().zip(context.into_iter().flatten()) {
            *score += worth;
        }
        scores
    }
}

fn sum(model: &Model<'_>, features: &[u64]) -> Scores {
    let mut scores = [0; COUNT];
    for feature in features {
        model.add(*feature, &mut scores);
    }
    scores
}

fn weigh(model: &Model<'_>, features: &[Feature]) -> Worth {
    let mut worth = [[0; COUNT]; PLACES];
    for (place, worth) in worth.iter_mut().enumerate() {
        let mut scores = [0; COUNT];
        for (feature, reach) in features {
            if places(*reach).contains(&place) {
                model.add(seen_from(*feature, place), &mut scores);
            }
        }
        *worth = scores.map(|score| score.clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16);
    }
    worth
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::sentences::sentences;
    use crate::entity::tagger::attributes;
    use crate::entity::tagger::labels::{self, Part};
    use crate::entity::tagger::table::Table;
    use crate::entity::tagger::{classes, model, table};

    /// A model that knows one thing: the word `Hale` is a person, told by its first feature.
    fn bytes() -> Vec<u8> {
        let empty = table::encode(Vec::new());
        let (classes, _) = Table::open(&empty, classes::WIDTH).expect("the bytes are a table");
        let sentence = &sentences(0, "then Hale left")[0];
        let (_, features) = attributes::of(&sentence.tokens[1], sentence.case, &classes);
        let mut row = vec![0; COUNT];
        row[labels::label(0, Part::Single)] = 100;
        let weights = table::encode(vec![(seen_from(features[0].0, REACH), row)]);
        model::encode(&[0; COUNT * COUNT], &empty, &weights)
    }

    #[test]
    fn a_feature_counts_for_its_word_alone_where_it_is_seen_from_there() {
        let bytes = bytes();
        let model = Model::open(&bytes).expect("the bytes are a model");
        let mut labeller = Labeller::new(&model);
        let labels = labeller.label(&sentences(0, "then Hale left. And Orr met Hale."));
        let people: Vec<Vec<(usize, usize, usize)>> = labels.iter().map(|labels| labels::names(labels)).collect();
        assert_eq!(people, [vec![(1, 2, 0)], vec![(3, 4, 0)]]);
    }

    #[test]
    fn what_was_labelled_before_changes_nothing() {
        let text = sentences(0, "Mary Hale met NATO envoys in Kabul.");
        let mut labeller = Labeller::new(Model::shipped());
        let first = labeller.label(&text);
        labeller.label(&sentences(0, "Hale is a village. Kabul Gate, NATO fell."));
        assert_eq!(labeller.label(&text), first);
        assert_eq!(Labeller::new(Model::shipped()).label(&text), first);
    }
}
