//! Is an index whole? Every byte is compared with the sums that were taken when it was written, every stored article is read,
//! and what the columns count is counted again from the articles. What is wrong goes out as a list of faults.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;
use std::sync::Arc;

use tantivy::directory::{Directory, MmapDirectory};
use tantivy::schema::{Field, Value};
use tantivy::{HasLen, SegmentReader};

use super::attachment::Kind;
use super::document::document;
use super::facet::FacetField;
use super::folder::{META, Published, Segments, State, inspect, orphans};
use super::salvage::SAVED;
use super::schema::{fields, schema};
use super::sums::{FileSum, Sums, Verified};
use super::{Error, KnownFile, Reader, Root, RootFiles};
use crate::article::model::Article;

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Examination {
    /// What is wrong, one line each.
    pub faults: Vec<String>,
    /// Files of ours that belong to no commit.
    pub orphans: Vec<String>,
    /// Bytes that were compared.
    pub bytes: u64,
    /// Articles that were read.
    pub articles: usize,
}

/// Looks at every byte and every article of an index. Nothing is changed.
///
/// # Errors
/// `Missing`, `Foreign`, `OtherVersion` or `Io`; damage is no error here but a fault.
pub fn examine(directory: &Path) -> Result<Examination, Error> {
    let mut found = Examination::default();
    let published = match inspect(directory) {
        Ok(State::Ready(published)) => published,
        Ok(State::Empty) => return Err(Error::Missing { path: directory.to_owned() }),
        Err(Error::Damaged { detail, .. }) => {
            found.faults.push(detail);
            return Ok(found);
        }
        Err(error) => return Err(error),
    };
    found.bytes += published.meta.len() as u64;
    found.look_at_files(directory, &published);
    if found.faults.is_empty() {
        // Articles are looked at only where every byte is right: what else is found then is a fault of ours.
        found.look_at_articles(directory);
    }
    Ok(found)
}

impl Examination {
    fn look_at_files(&mut self, directory: &Path, published: &Published) {
        let mut living: BTreeSet<String> = BTreeSet::new();
        let mut sums = Sums::new();
        for (kind, attachment) in &published.seal.attachments {
            living.insert(attachment.name().to_owned());
            match attachment.read(directory) {
                Ok(bytes) => {
                    self.bytes += bytes.len() as u64;
                    if *kind == Kind::Sums {
                        sums = serde_json::from_slice(&bytes).unwrap_or_default();
                    }
                }
                Err(error) => self.faults.push(told(attachment.name(), &error)),
            }
        }
        let segments = Segments::of(&published.meta).unwrap_or_default();
        for (name, sum) in sums.into_iter().filter(|(name, _)| segments.hold(name)) {
            living.insert(name.clone());
            self.look_at_file(directory, &name, sum);
        }
        match orphans(directory, &living) {
            Ok(orphans) => self.orphans.extend(orphans),
            Err(error) => self.faults.push(told(META, &error)),
        }
    }

    fn look_at_file(&mut self, directory: &Path, name: &str, sum: FileSum) {
        let read = || -> io::Result<u64> {
            let disk = MmapDirectory::open(directory).map_err(io::Error::other)?;
            let file = disk.get_file_handle(Path::new(name)).map_err(io::Error::other)?;
            let file = Verified::new(name, file, sum)?;
            file.verify_all()?;
            Ok(file.len() as u64)
        };
        match read() {
            Ok(bytes) => self.bytes += bytes,
            Err(error) => self.faults.push(told(name, &error)),
        }
    }

    fn look_at_articles(&mut self, directory: &Path) {
        let failed = |error: &dyn std::fmt::Display| vec![error.to_string()];
        match Reader::open(directory) {
            Ok(reader) => {
                let counted = self.count(&reader).unwrap_or_else(|error| failed(&error));
                self.faults.extend(counted);
                self.faults.extend(reader.faults().map(str::to_owned));
            }
            Err(error) => self.faults.extend(failed(&error)),
        }
    }

    /// Counts again what the columns count, and the articles of each folder.
    fn count(&mut self, reader: &Reader) -> Result<Vec<String>, Error> {
        let (mut again, mut columns) = (Counted::default(), Counted::default());
        let mut faults = Vec::new();
        let files = reader.files()?;
        for root in &reader.manifest().roots {
            let before = self.articles;
            for article in reader.articles_of(&root.absolute)? {
                let failed = |error: serde_json::Error| Error::from_io(reader.path(), Arc::new(error.into()));
                again.take_article(&article?, &root.absolute).map_err(failed)?;
                self.articles += 1;
            }
            faults.extend(stranger(root, files.0.get(&root.absolute), self.articles - before));
        }
        if self.articles != reader.articles() {
            faults.push(format!("{} articles belong to no folder of the index", reader.articles().abs_diff(self.articles)));
        }
        for segment in reader.searcher().segment_readers() {
            columns.take_columns(segment).map_err(|error| reader.error(&error.into()))?;
        }
        faults.extend(again.differences(&columns));
        Ok(faults)
    }
}

/// A folder whose articles are not those that the list of its files has; one that was saved from a lost folder has no list.
fn stranger(root: &Root, files: Option<&RootFiles>, held: usize) -> Option<String> {
    let listed: usize = files.filter(|files| files.settings != SAVED)?.files.values().map(KnownFile::articles).sum();
    let fault = format!("{}: {held} articles in the index, {listed} in the list of its files", root.given);
    (listed != held).then_some(fault)
}

/// Values with the number of articles that have them, by facet; ids.
#[derive(Debug, Default)]
struct Counted {
    values: BTreeMap<FacetField, BTreeMap<String, usize>>,
    ids: BTreeSet<String>,
    twice: Vec<String>,
}

/// The facets that have a column of their own: years and months are counted over days, copies over ids.
fn columns() -> impl Iterator<Item = (FacetField, Field)> {
    let shared = [FacetField::Year, FacetField::Month, FacetField::Copies];
    FacetField::ALL.into_iter().filter(move |facet| !shared.contains(facet)).map(|facet| (facet, fields().column(facet)))
}

impl Counted {
    fn take(&mut self, facet: FacetField, value: String, count: usize) {
        *self.values.entry(facet).or_default().entry(value).or_default() += count;
    }

    fn take_article(&mut self, article: &Article, root: &str) -> serde_json::Result<()> {
        let made = document(article, root)?;
        for (facet, column) in columns() {
            for value in made.get_all(column) {
                let number = value.as_u64().map(|number| number.to_string());
                if let Some(value) = value.as_str().map(str::to_owned).or(number) {
                    self.take(facet, value, 1);
                }
            }
        }
        if !self.ids.insert(article.id.clone()) {
            self.twice.push(article.id.clone());
        }
        Ok(())
    }

    fn take_columns(&mut self, segment: &SegmentReader) -> io::Result<()> {
        for (facet, column) in columns() {
            let name = schema().get_field_name(column);
            let mut counts: BTreeMap<u64, usize> = BTreeMap::new();
            if let Some(column) = segment.fast_fields().str(name).map_err(io::Error::other)? {
                let ordinals = segment.doc_ids_alive().flat_map(|id| column.term_ords(id));
                ordinals.for_each(|ordinal| *counts.entry(ordinal).or_default() += 1);
                for (ordinal, count) in counts {
                    let mut value = String::new();
                    column.ord_to_str(ordinal, &mut value)?;
                    self.take(facet, value, count);
                }
            } else if let Ok(column) = segment.fast_fields().u64(name) {
                let numbers = segment.doc_ids_alive().flat_map(|id| column.values_for_doc(id));
                numbers.for_each(|number| *counts.entry(number).or_default() += 1);
                for (number, count) in counts {
                    self.take(facet, number.to_string(), count);
                }
            }
        }
        Ok(())
    }

    /// Where the columns count otherwise than the articles.
    fn differences(&self, columns: &Counted) -> Vec<String> {
        let mut faults: Vec<String> = self.twice.iter().map(|id| format!("the article {id} is there twice")).collect();
        let other = columns_of(&self.values, &columns.values);
        faults.extend(other.map(|facet| format!("the facet {} does not count what the articles hold", facet.name())));
        faults
    }
}

/// The facets whose counts differ.
fn columns_of<'a>(
    one: &'a BTreeMap<FacetField, BTreeMap<String, usize>>,
    other: &'a BTreeMap<FacetField, BTreeMap<String, usize>>,
) -> impl Iterator<Item = FacetField> + 'a {
    columns().map(|(facet, _)| facet).filter(move |facet| one.get(facet) != other.get(facet))
}

fn told(name: &str, error: &io::Error) -> String {
    let text = error.to_string();
    if text.contains(name) { text } else { format!("its file {name}: {text}") }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::sample::{article, write};
    use super::super::{Conclusions, Manifest, Writer};
    use super::*;

    fn faults(path: &Path) -> Vec<String> {
        examine(path).expect("an index").faults
    }

    #[test]
    fn an_index_that_is_whole_has_no_faults() {
        let place = tempfile::tempdir().expect("a temporary folder");
        let articles = [article("a", "one").naming("Ada Brook", &["Ada"]).dated("1990-01-01"), article("b", "two")];
        write(place.path(), &articles);
        assert_eq!(faults(place.path()).first().map(String::as_str), Some("2 articles belong to no folder of the index"));
        let root = Root { absolute: "/root".to_owned(), ..Root::default() };
        let writer = Writer::open(place.path()).expect("an index");
        let committed = writer.commit(&Manifest::new(vec![root])).expect("a commit");
        committed.publish(&Conclusions::default()).expect("a publication");
        assert_eq!(faults(place.path()), Vec::<String>::new());
        fs::write(place.path().join("files.99"), "x").expect("written");
        assert_eq!(examine(place.path()).expect("an index").orphans, ["files.99"]);
    }

    #[test]
    fn each_damaged_byte_is_a_fault() {
        let place = tempfile::tempdir().expect("a temporary folder");
        write(place.path(), &[article("a", "one"), article("b", "two")]);
        for entry in fs::read_dir(place.path()).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            let whole = fs::read(&entry).expect("a file");
            if whole.is_empty() {
                continue;
            }
            let mut damaged = whole.clone();
            damaged[whole.len() / 2] ^= 0x20;
            fs::write(&entry, damaged).expect("written");
            assert!(faults(place.path())[0].contains("does not hold what was written"), "{}", entry.display());
            fs::write(&entry, whole).expect("written");
        }
    }

    #[test]
    fn counts_that_differ_are_told() {
        let mut one = Counted::default();
        one.take_article(&article("a", "x").naming("Ada Brook", &["Ada"]), "/r").expect("an article");
        one.take_article(&article("a", "x"), "/r").expect("an article");
        assert_eq!(
            one.differences(&Counted::default()),
            [
                "the article a is there twice",
                "the facet people does not count what the articles hold",
                "the facet language does not count what the articles hold"
            ]
        );
    }
}
