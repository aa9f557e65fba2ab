//! What do the other articles of a source tell about one? A first pass over a folder draws a bounded sample of each
//! source's articles into [`Sketch`]es; frozen, they are a [`Survey`] that says what a bare dateline usually means there,
//! which year its neighbours share, and which lines stand on every page. In come articles recognised alone; what is
//! told is used only where the evidence is clear, and it does not depend on the order of the files.

mod areas;
mod days;
mod era;
mod home;
mod lines;

use std::collections::{BTreeMap, BTreeSet};

pub use areas::Areas;
pub(super) use days::years_about;
pub use days::{Days, Neighbours};
pub use era::Era;
pub use home::Home;
pub use lines::{Lines, Repeated};

use super::blocks::Paragraph;
use super::model::{Article, Document};
use super::publication;

/// Articles of a source that are looked at: a share of a third is known to within seven points.
const SAMPLE: usize = 200;

/// Sources that are surveyed; with the sample this bounds the memory, whatever the size of the corpus.
const SOURCES: usize = 2_048;

/// What one article tells about its source: some hundred bytes, whatever its length.
#[derive(Debug)]
pub struct Sketch {
    key: Key,
    areas: areas::Votes,
    day: days::Sketch,
    era: era::Sketch,
    page: lines::Sketch,
}

/// Where an article stands in the sample. Hashes make the draw independent of the order of the files.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Key {
    source: (u64, String),
    article: u64,
}

impl Key {
    fn of(document: &Document) -> Self {
        let source = publication::group(document);
        Self { source: (hash(&source), source), article: hash(&document.id) }
    }
}

impl Sketch {
    /// The sketch of a document, from its paragraphs and from the fields that were recognised in it alone.
    #[must_use]
    pub fn new(document: &Document, paragraphs: &[Paragraph], article: &Article) -> Self {
        Self {
            key: Key::of(document),
            areas: areas::votes(article),
            day: days::Sketch::new(document, article),
            era: era::Sketch::new(article),
            page: lines::Sketch::new(document, paragraphs, article),
        }
    }
}

/// The name of the source whose articles tell about this document.
#[must_use]
pub fn source_name(document: &Document) -> String {
    publication::group(document)
}

/// Of these sources those that are surveyed: all, unless there are too many.
pub fn surveyed<'names>(names: impl Iterator<Item = &'names str>) -> BTreeSet<&'names str> {
    let keys: BTreeSet<(u64, &str)> = names.map(|name| (hash(name), name)).collect();
    keys.into_iter().take(SOURCES).map(|(_, name)| name).collect()
}

/// Gathers sketches.
#[derive(Debug, Default)]
pub struct Surveyor {
    sources: BTreeMap<(u64, String), BTreeMap<u64, Sketch>>,
}

impl Surveyor {
    /// True where the sketch of this document would be kept, so that most articles of a large source need not be
    /// recognised twice.
    #[must_use]
    pub fn wants(&self, document: &Document) -> bool {
        self.has_room(&Key::of(document))
    }

    fn has_room(&self, key: &Key) -> bool {
        match self.sources.get(&key.source) {
            Some(sample) => sample.len() < SAMPLE || sample.last_key_value().is_some_and(|(last, _)| key.article < *last),
            None => self.sources.len() < SOURCES || self.sources.last_key_value().is_some_and(|(last, _)| key.source < *last),
        }
    }

    /// Takes a sketch, in whatever order they come: those with the smallest hashes stay.
    pub fn add(&mut self, sketch: Sketch) {
        if !self.has_room(&sketch.key) {
            return;
        }
        let sample = self.sources.entry(sketch.key.source.clone()).or_default();
        sample.insert(sketch.key.article, sketch);
        if sample.len() > SAMPLE {
            sample.pop_last();
        }
        if self.sources.len() > SOURCES {
            self.sources.pop_last();
        }
    }

    /// What the sketches tell.
    #[must_use]
    pub fn finish(self) -> Survey {
        let source = |((_, name), sample): ((u64, String), BTreeMap<u64, Sketch>)| (name, Source::new(sample));
        Survey { sources: self.sources.into_iter().map(source).collect() }
    }
}

/// What a folder's articles tell about their sources.
#[derive(Debug, Default)]
pub struct Survey {
    sources: BTreeMap<String, Source>,
}

impl Survey {
    /// What is known about the source of a document; nothing where it was not surveyed.
    #[must_use]
    pub fn source(&self, document: &Document) -> Option<&Source> {
        self.sources.get(&publication::group(document))
    }

    /// A digest of what is known about a source: where it stays the same, so do the articles. `None` where the source was not
    /// surveyed.
    #[must_use]
    pub fn digest(&self, source: &str) -> Option<u64> {
        self.sources.get(source).map(|source| source.digest)
    }

    /// True where the article with this id was looked at to survey its source.
    #[must_use]
    pub fn has_looked_at(&self, source: &str, id: &str) -> bool {
        self.sources.get(source).is_some_and(|source| source.sample.contains(&hash(id)))
    }

    /// Forgets all sources but these.
    pub fn retain(&mut self, sources: &BTreeSet<&str>) {
        self.sources.retain(|name, _| sources.contains(name.as_str()));
    }
}

/// What is known about one source.
#[derive(Debug, Default)]
pub struct Source {
    /// Where its stories take place.
    pub areas: Areas,
    /// When its articles were published.
    pub days: Days,
    /// Of which years they speak.
    pub era: Era,
    /// Which lines its pages share.
    pub lines: Lines,
    digest: u64,
    sample: BTreeSet<u64>,
}

impl Source {
    fn new(sample: BTreeMap<u64, Sketch>) -> Self {
        let (mut areas, mut days, mut eras, mut pages) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let articles = sample.keys().copied().collect();
        for sketch in sample.into_values() {
            areas.push(sketch.areas);
            days.push(sketch.day);
            eras.push(sketch.era);
            pages.push(sketch.page);
        }
        let (areas, days, era, lines) = (Areas::new(&areas), Days::new(&days), Era::new(&eras), Lines::new(&pages));
        // The form for debugging names every field, those to come included.
        let digest = hash(&format!("{areas:?}{days:?}{era:?}{lines:?}"));
        Self { areas, days, era, lines, digest, sample: articles }
    }
}

/// FNV-1a with a final mix: the same on every system and in every version, which the standard library does not promise.
fn hash(text: &str) -> u64 {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    let mixed = (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ (mixed >> 29)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{SAMPLE, SOURCES, Sketch, Survey, Surveyor};
    use crate::article::model::{Document, Format, Stated};
    use crate::article::sketch;

    fn document(id: &str) -> Document {
        let stated = Stated { date: Some(date(1987, 3, 4)), ..Stated::default() };
        Document { stated, ..Document::new(id.to_owned(), id.to_owned(), Format::Text, "Rain".to_owned()) }
    }

    fn draw(id: &str) -> Sketch {
        sketch(&document(id), date(2026, 11, 22))
    }

    fn articles(surveyor: &Surveyor) -> Vec<u64> {
        surveyor.sources.values().flat_map(|sample| sample.keys().copied()).collect()
    }

    #[test]
    fn the_sample_is_bounded_and_free_of_order() {
        let ids: Vec<String> = (0..SAMPLE * 3).map(|number| format!("wire/{number}.txt")).collect();
        let (mut forward, mut backward) = (Surveyor::default(), Surveyor::default());
        for id in &ids {
            // What is not wanted would not have been kept.
            if forward.wants(&document(id)) {
                forward.add(draw(id));
            }
        }
        ids.iter().rev().for_each(|id| backward.add(draw(id)));
        assert_eq!(articles(&forward).len(), SAMPLE);
        assert_eq!(articles(&forward), articles(&backward));
    }

    #[test]
    fn sources_are_bounded_too() {
        let mut surveyor = Surveyor::default();
        (0..SOURCES + 50).for_each(|number| surveyor.add(draw(&format!("folder-{number}/a.txt"))));
        assert_eq!(surveyor.sources.len(), SOURCES);
    }

    #[test]
    fn sources_are_kept_apart() {
        let mut surveyor = Surveyor::default();
        (0..5).for_each(|number| surveyor.add(draw(&format!("wire/{number}.txt"))));
        let survey = surveyor.finish();
        let year = |survey: &Survey, id: &str| Some(survey.source(&document(id))?.days.year_of(3, 5)?.day.year());
        assert_eq!(year(&survey, "wire/new.txt"), Some(1987));
        assert_eq!(year(&survey, "web/new.txt"), None);
        assert_eq!(year(&Survey::default(), "wire/new.txt"), None);
    }
}
