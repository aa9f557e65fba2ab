//! Where is it kept which articles are copies of one story? In an attachment of each commit: sorted ids with the group of
//! each, looked up in place, so that a search pays for the few ids that it shows. One that is missing or damaged is a fault,
//! and holds no group.

use std::io;
use std::path::Path;

/// Bytes before the tables: the number of articles and of groups.
const HEAD: usize = 8;
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

    /// The groups as they are kept: ids, each group from its first article to its last.
    pub(super) fn written(groups: &[Vec<String>]) -> Vec<u8> {
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
        let mut bytes = Vec::new();
        let counts = [articles.len(), groups.len()];
        for number in counts.iter().chain(tables.iter().flatten()) {
            bytes.extend((*number as u32).to_le_bytes());
        }
        for (id, _, _) in &articles {
            bytes.extend(id.as_bytes());
        }
        bytes
    }

    /// Reads what was kept; `None` where the numbers in it lie.
    fn parse(bytes: Vec<u8>) -> Option<Copies> {
        let mut copies = Copies { bytes, articles: 0, groups: 0 };
        let whole = copies.bytes.len() >= HEAD;
        let counts =
            [0, NUMBER].map(|at| copies.bytes.get(at..).and_then(|rest| rest.first_chunk()).copied().unwrap_or_default());
        [copies.articles, copies.groups] = counts.map(|count| u32::from_le_bytes(count) as usize);
        (whole && copies.bytes.len() == copies.size()).then_some(copies)
    }

    /// Bytes of the file, as its tables have it.
    fn size(&self) -> usize {
        let ids = self.articles.checked_sub(1).map_or(0, |last| self.number(last));
        HEAD + NUMBER * (3 * self.articles + self.groups) + ids
    }
}

/// The groups of a commit as they were found, and why there are none where they cannot be used.
pub(super) fn read(directory: &Path, found: io::Result<Vec<u8>>) -> (Copies, Option<String>) {
    let fault = |error: &dyn std::fmt::Display| {
        let hint = "copies are not told (hint: `newshound check --repair` writes them anew)";
        (Copies::default(), Some(format!("the copies of {} cannot be read: {error}: {hint}", directory.display())))
    };
    match found {
        Ok(bytes) => Copies::parse(bytes).map_or_else(|| fault(&"its tables do not fit"), |copies| (copies, None)),
        Err(error) => fault(&error),
    }
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

    fn parsed(bytes: Vec<u8>) -> (Copies, Option<String>) {
        read(Path::new("index"), Ok(bytes))
    }

    #[test]
    fn what_is_kept_is_read_again() {
        let (copies, fault) = parsed(Copies::written(&groups()));
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
        assert_eq!((reader.copies().groups(), reader.copies().group("a"), reader.faults().count()), (0, None, 0));
        assert_eq!(parsed(Copies::written(&[])).1, None);
    }

    #[test]
    fn what_does_not_fit_is_told_and_holds_nothing() {
        let whole = Copies::written(&groups());
        for place in 0..whole.len() {
            let (copies, fault) = parsed(whole.get(..place).unwrap_or_default().to_vec());
            assert!(fault.is_some_and(|fault| fault.contains("--repair")), "{place}");
            assert_eq!((copies.groups(), copies.group("a"), copies.all().count()), (0, None, 0));
        }
    }

    #[test]
    fn numbers_that_lie_do_no_harm() {
        for place in 0..Copies::written(&groups()).len() {
            let mut bytes = Copies::written(&groups());
            bytes[place] = 0xff;
            let (copies, _) = parsed(bytes);
            copies.all().for_each(|(id, group)| assert!(copies.members(group).take(9).count() < 10, "{id}"));
        }
    }
}
