//! Where is it kept which articles are copies of one story? In a file of the index folder, rewritten by each `index`: sorted
//! ids with the group of each, looked up in place, so that a search pays for the few ids that it shows. The file names the
//! commit that it was made for; one that is missing, damaged or of another commit is a fault, and holds no group.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::Arc;

use super::Error;
use super::Reader;

/// The groups, in the index folder.
const COPIES: &str = "copies.bin";
/// What the file begins with: a name and the number of its form.
const MAGIC: &[u8; 8] = b"copies 1";
/// Bytes before the tables: the magic, a checksum of all that follows, the commit, the number of articles and of groups.
const HEAD: usize = 32;
/// Bytes of a number in the tables.
const NUMBER: usize = 4;

/// Which articles of an index are copies of one story.
///
/// Articles are numbered by the order of their ids. The tables: the end of each id in the text of all ids, the group of each
/// article, the end of each group in the list of members, the members; then the ids.
#[derive(Debug, Default)]
pub struct Copies {
    bytes: Vec<u8>,
    articles: usize,
    groups: usize,
}

impl Copies {
    /// The group of an article; `None` where it has no copy.
    pub fn group(&self, id: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.articles);
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.id(middle).cmp(id.as_bytes()) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(self.number(self.articles + middle)),
            }
        }
        None
    }

    /// The ids of a group, from its first article to its last.
    pub fn members(&self, group: usize) -> impl Iterator<Item = &str> {
        let ends = 2 * self.articles;
        let end = |group: usize| if group < self.groups { self.number(ends + group) } else { 0 };
        let begin = group.checked_sub(1).map_or(0, end);
        (begin..end(group)).map(move |member| self.text(self.number(ends + self.groups + member)))
    }

    /// Every article that has a copy, with its group, sorted by id.
    pub fn all(&self) -> impl Iterator<Item = (&str, usize)> {
        (0..self.articles).map(|article| (self.text(article), self.number(self.articles + article)))
    }

    /// Number of groups.
    pub fn groups(&self) -> usize {
        self.groups
    }

    fn text(&self, article: usize) -> &str {
        std::str::from_utf8(self.id(article)).unwrap_or_default()
    }

    fn id(&self, article: usize) -> &[u8] {
        let ids = HEAD + NUMBER * (3 * self.articles + self.groups);
        let begin = article.checked_sub(1).map_or(0, |before| self.number(before));
        self.bytes.get(ids + begin..ids + self.number(article)).unwrap_or_default()
    }

    /// A number of the tables; 0 outside of them.
    fn number(&self, place: usize) -> usize {
        let at = HEAD + NUMBER * place;
        self.bytes.get(at..).and_then(|rest| rest.first_chunk()).map_or(0, |number| u32::from_le_bytes(*number) as usize)
    }

    /// The groups as they are kept, for a commit.
    fn written(groups: &[Vec<String>], commit: u64) -> Vec<u8> {
        let mut articles: Vec<(&str, usize, usize)> = Vec::new();
        for (group, members) in groups.iter().enumerate() {
            articles.extend(members.iter().enumerate().map(|(place, id)| (id.as_str(), group, place)));
        }
        articles.sort_unstable();
        let mut members: Vec<(usize, usize, usize)> =
            articles.iter().enumerate().map(|(number, (_, group, place))| (*group, *place, number)).collect();
        members.sort_unstable();
        let ends = |lengths: Vec<usize>| {
            lengths
                .into_iter()
                .scan(0, |end, length| {
                    *end += length;
                    Some(*end)
                })
                .collect()
        };
        let tables: [Vec<usize>; 4] = [
            ends(articles.iter().map(|(id, _, _)| id.len()).collect()),
            articles.iter().map(|(_, group, _)| *group).collect(),
            ends(groups.iter().map(Vec::len).collect()),
            members.into_iter().map(|(_, _, number)| number).collect(),
        ];
        let mut body = commit.to_le_bytes().to_vec();
        let counts = [articles.len(), groups.len()];
        for number in counts.iter().chain(tables.iter().flatten()) {
            body.extend((*number as u32).to_le_bytes());
        }
        for (id, _, _) in &articles {
            body.extend(id.as_bytes());
        }
        let mut bytes = MAGIC.to_vec();
        bytes.extend(checksum(&body).to_le_bytes());
        bytes.extend(body);
        bytes
    }

    /// Reads what was kept; the message says what is wrong with it.
    fn parse(bytes: Vec<u8>, commit: u64) -> Result<Copies, &'static str> {
        let word = |at: usize| bytes.get(at..).and_then(|rest| rest.first_chunk()).map(|word| u64::from_le_bytes(*word));
        let sound = bytes.starts_with(MAGIC) && bytes.len() >= HEAD && word(8) == bytes.get(16..).map(checksum);
        if !sound {
            return Err("is damaged");
        }
        if word(16) != Some(commit) {
            return Err("belongs to another state of the index");
        }
        let counts = word(24).unwrap_or_default();
        let (articles, groups) = ((counts & u64::from(u32::MAX)) as usize, (counts >> 32) as usize);
        let copies = Copies { bytes, articles, groups };
        if copies.bytes.len() == copies.size() { Ok(copies) } else { Err("is damaged") }
    }

    /// Bytes of the file, as its tables have it.
    fn size(&self) -> usize {
        let ids = self.articles.checked_sub(1).map_or(0, |last| self.number(last));
        HEAD + NUMBER * (3 * self.articles + self.groups) + ids
    }
}

/// Keeps the groups of the commit that is read, all of them or none: ids, each group from its first article to its last.
///
/// # Errors
/// `DiskFull`, `ReadOnly` or `Io`; the index then has no groups, since those it had were for another commit.
pub fn keep_copies(reader: &Reader, groups: &[Vec<String>]) -> Result<(), Error> {
    let directory = reader.path();
    let failed = |error: io::Error| Error::from_io(directory, Arc::new(error));
    let bytes = Copies::written(groups, reader.commit());
    let new = directory.join(format!("{COPIES}.new"));
    fs::write(&new, bytes).and_then(|()| fs::rename(&new, directory.join(COPIES))).map_err(failed)
}

/// The groups of a commit, and why there are none where the file cannot be used.
pub(super) fn read(directory: &Path, commit: u64) -> (Copies, Option<String>) {
    let path = directory.join(COPIES);
    let fault = |what: &str| {
        let hint = "copies are not told (hint: `newshound index` writes it anew)";
        (Copies::default(), Some(format!("{} {what}: {hint}", path.display())))
    };
    match fs::read(&path) {
        Ok(bytes) => Copies::parse(bytes, commit).map_or_else(fault, |copies| (copies, None)),
        Err(error) if error.kind() == ErrorKind::NotFound => fault("is missing"),
        Err(error) => fault(&format!("cannot be read: {error}")),
    }
}

/// Of eight bytes at a time, so that the file of a million articles is checked in a millisecond or two.
fn checksum(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mixed = |sum: u64, word: u64| (sum.rotate_left(29) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let sum = words.iter().fold(bytes.len() as u64, |sum, word| mixed(sum, u64::from_le_bytes(*word)));
    rest.iter().fold(sum, |sum, byte| mixed(sum, u64::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{article, index_of};
    use super::*;

    fn groups() -> Vec<Vec<String>> {
        let group = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
        vec![group(&["wire/b", "é", "a"]), group(&["z", "c"])]
    }

    fn look_up(copies: &Copies, id: &str) -> Option<Vec<String>> {
        copies.group(id).map(|group| copies.members(group).map(str::to_owned).collect())
    }

    #[test]
    fn what_is_kept_is_read_again() {
        let (_folder, reader) = index_of(&[article("a", "one")]);
        keep_copies(&reader, &groups()).expect("kept");
        let (copies, fault) = read(reader.path(), reader.commit());
        assert_eq!((fault, copies.groups()), (None, 2));
        for group in groups() {
            for id in &group {
                assert_eq!(look_up(&copies, id).as_ref(), Some(&group), "{id}");
            }
        }
        assert_eq!(["", "b", "zz", "wire/"].map(|id| copies.group(id)), [None; 4]);
        assert_eq!(copies.all().collect::<Vec<_>>(), [("a", 0), ("c", 1), ("wire/b", 0), ("z", 1), ("é", 0)]);
        assert_eq!(copies.members(2).count(), 0);
    }

    #[test]
    fn an_index_without_copies_has_none_and_no_fault() {
        let (_folder, reader) = index_of(&[article("a", "one")]);
        keep_copies(&reader, &[]).expect("kept");
        assert_eq!((reader.copies().groups(), reader.copies().group("a"), reader.faults().count()), (0, None, 0));
    }

    #[test]
    fn what_is_missing_damaged_or_of_another_commit_is_told_and_holds_nothing() {
        let (_folder, reader) = index_of(&[article("a", "one")]);
        let told = |what: &str, commit| {
            let (copies, fault) = read(reader.path(), commit);
            assert!(fault.is_some_and(|fault| fault.contains(what)), "{what}");
            assert_eq!((copies.groups(), copies.group("a"), copies.all().count()), (0, None, 0));
        };
        told("is missing", reader.commit());
        keep_copies(&reader, &groups()).expect("kept");
        told("another state", reader.commit() + 1);
        let path = reader.path().join(COPIES);
        let whole = fs::read(&path).expect("the file");
        for place in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[place] ^= 4;
            fs::write(&path, &damaged).expect("written");
            told("is", reader.commit());
            fs::write(&path, whole.get(..place).unwrap_or_default()).expect("written");
            told("is damaged", reader.commit());
        }
    }

    #[test]
    fn numbers_that_lie_do_no_harm() {
        let mut bytes = Copies::written(&groups(), 7);
        bytes[24..].fill(0xff);
        let sum = checksum(&bytes[16..]).to_le_bytes();
        bytes[8..16].copy_from_slice(&sum);
        bytes[16..24].copy_from_slice(&7_u64.to_le_bytes());
        assert!(Copies::parse(bytes, 7).is_err());
    }
}
