//! How good is the tagger alone? Exact spans and kinds of people, places and organisations, on labelled text.

use std::path::Path;
use std::time::Instant;

use newshound::entity::tagger::labels;
use newshound::entity::tagger::model::Model;
use newshound::entity::tagger::score::Labeller;

use crate::Outcome;
use crate::corpus;
use crate::documents::{self, Document, Name};

/// Right, found and wanted names of one class.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    right: usize,
    found: usize,
    wanted: usize,
}

impl Tally {
    fn add(self, other: Self) -> Self {
        Self { right: self.right + other.right, found: self.found + other.found, wanted: self.wanted + other.wanted }
    }

    /// Twice the right ones among all found and all wanted, in per cent.
    fn f1(self) -> f64 {
        200.0 * self.right as f64 / (self.found + self.wanted).max(1) as f64
    }
}

/// One line of figures for a file of labelled text.
pub fn score(model: &Model<'_>, path: &Path) -> Outcome<String> {
    let documents = documents::of_file(path)?;
    let mut labeller = Labeller::new(model);
    let mut tallies = [Tally::default(); 3];
    let (begin, mut words) = (Instant::now(), 0);
    for document in &documents {
        let (found, read) = names(&mut labeller, document);
        words += read;
        for (paragraph, found) in document.iter().zip(&found) {
            for (class, tally) in tallies.iter_mut().enumerate() {
                *tally = tally.add(compare(&paragraph.names, found, class));
            }
        }
    }
    let seconds = begin.elapsed().as_secs_f64();
    let all = tallies.iter().fold(Tally::default(), |sum, tally| sum.add(*tally));
    let [person, place, organization] = tallies.map(Tally::f1);
    Ok(format!(
        "{}: F1 {:.2} (P {:.1} R {:.1}) PER {person:.1} LOC {place:.1} ORG {organization:.1}, {:.0}k tokens/s",
        path.file_name().unwrap_or_default().to_string_lossy(),
        all.f1(),
        100.0 * all.right as f64 / all.found.max(1) as f64,
        100.0 * all.right as f64 / all.wanted.max(1) as f64,
        words as f64 / seconds / 1000.0
    ))
}

/// The names that the labeller finds in each paragraph, and the number of tokens.
fn names(labeller: &mut Labeller<'_>, document: &Document) -> (Vec<Vec<Name>>, usize) {
    let sentences = corpus::all_sentences(document);
    let all = labeller.label(&sentences);
    let mut found = vec![Vec::new(); document.len()];
    for (sentence, labels) in sentences.iter().zip(&all) {
        for (first, last, class) in labels::names(labels) {
            let name = Name { first: sentence.tokens[first].byte, last: sentence.tokens[last - 1].byte_end(), class };
            found[sentence.block].push(name);
        }
    }
    (found, all.iter().map(Vec::len).sum())
}

fn compare(wanted: &[Name], found: &[Name], class: usize) -> Tally {
    let of_class = |names: &[Name]| names.iter().filter(|name| name.class == class).count();
    let right = found.iter().filter(|name| name.class == class && wanted.contains(name)).count();
    Tally { right, found: of_class(found), wanted: of_class(wanted) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_exact_names_of_the_class_count() {
        let name = |first, class| Name { first, last: 9, class };
        let tally = compare(&[name(0, 0), name(3, 0)], &[name(0, 0), name(2, 0), name(3, 1)], 0);
        assert_eq!((tally.right, tally.found, tally.wanted), (1, 2, 2));
        assert!((tally.f1() - 50.0).abs() < 1e-9);
    }
}
