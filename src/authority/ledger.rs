//! What do the articles say of each name? Articles come in one by one, in any order; what is kept of each full name is
//! small and bounded: in how many articles it stands, its titles, who is named beside it. [`merges`](Ledger::merges) weighs
//! that. Names of one word are not kept: nobody is merged by surname alone.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::key::{self, PersonKey};
use super::merge;
use super::merges::Merges;
use crate::article::model::Article;
use crate::fold::fold;

/// Names kept of those that stand beside a person; those with the smallest fingerprints, so that two names which stand in
/// the same company keep the same part of it.
const COMPANY: usize = 24;
/// Titles kept of a person, chosen likewise.
const TITLES: usize = 12;

/// Number of an interned text.
pub(super) type Number = u32;

/// What the articles say of the names in them.
#[derive(Debug, Default)]
pub struct Ledger {
    texts: Texts,
    pub(super) articles: u32,
    /// People by full name.
    pub(super) people: BTreeMap<Number, Known>,
    /// Organisations by name, with the articles that name them.
    pub(super) organizations: BTreeMap<Number, u32>,
    /// Pairs of people of one surname that an article names as two.
    pub(super) apart: BTreeSet<(Number, Number)>,
}

/// What is known of a full name.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Articles that give it as a person's name.
    pub(super) articles: u32,
    /// First and last year of its articles, where any has one.
    pub(super) years: Option<(u32, u32)>,
    /// The last two words of its titles of several words, folded.
    pub(super) titles: Sample<TITLES>,
    /// People and organisations named in the same articles.
    pub(super) company: Sample<COMPANY>,
}

/// A bounded choice of numbers that does not depend on the order in which they came.
#[derive(Debug, Default)]
pub(super) struct Sample<const MOST: usize> {
    kept: BTreeSet<(u64, Number)>,
}

impl<const MOST: usize> Sample<MOST> {
    fn add(&mut self, fingerprint: u64, number: Number) {
        self.kept.insert((fingerprint, number));
        if self.kept.len() > MOST {
            self.kept.pop_last();
        }
    }

    /// All that it holds.
    pub(super) fn numbers(&self) -> impl Iterator<Item = Number> + '_ {
        self.kept.iter().map(|(_, number)| *number)
    }

    /// What both hold.
    pub(super) fn shared<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = Number> + 'a {
        self.kept.intersection(&other.kept).map(|(_, number)| *number)
    }
}

/// Texts by number, each kept once, with the articles that named it.
#[derive(Debug, Default)]
struct Texts {
    numbers: HashMap<Box<str>, Number>,
    by_number: Vec<Box<str>>,
    articles: Vec<u32>,
}

impl Texts {
    fn number(&mut self, text: &str) -> Number {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = self.by_number.len() as Number;
        self.numbers.insert(text.into(), number);
        self.by_number.push(text.into());
        self.articles.push(0);
        number
    }

    fn seen(&mut self, number: Number) {
        if let Some(articles) = self.articles.get_mut(number as usize) {
            *articles += 1;
        }
    }
}

impl Ledger {
    /// Takes note of the people and organisations of an article.
    pub fn add(&mut self, article: &Article) {
        self.articles += 1;
        let people: BTreeSet<Number> = article
            .people
            .iter()
            .filter(|person| person.name.contains(' '))
            .map(|person| self.texts.number(&person.name))
            .collect();
        let organizations: BTreeSet<Number> =
            article.organizations.iter().map(|organization| self.texts.number(&organization.name)).collect();
        let named: BTreeSet<Number> = people.union(&organizations).copied().collect();
        for number in &named {
            self.texts.seen(*number);
        }
        for number in &organizations {
            *self.organizations.entry(*number).or_default() += 1;
        }
        let year = article.date.as_ref().and_then(|date| date.value.get(..4)?.parse().ok());
        let company = self.company(&named);
        for number in &people {
            self.add_person(*number, &company, year);
        }
        self.add_titles(article);
        self.keep_apart(&people);
    }

    /// Those of the named of an article whom a sample of company may keep: one more than it holds, as nobody is his own.
    fn company(&self, named: &BTreeSet<Number>) -> Vec<(u64, Number)> {
        let mut company: Vec<(u64, Number)> = named.iter().map(|number| (fingerprint(self.text(*number)), *number)).collect();
        company.sort_unstable();
        company.truncate(COMPANY + 1);
        company
    }

    fn add_person(&mut self, number: Number, company: &[(u64, Number)], year: Option<u32>) {
        let known = self.people.entry(number).or_default();
        known.articles += 1;
        if let Some(year) = year {
            let (first, last) = known.years.unwrap_or((year, year));
            known.years = Some((first.min(year), last.max(year)));
        }
        for (fingerprint, beside) in company.iter().filter(|(_, beside)| *beside != number) {
            known.company.add(*fingerprint, *beside);
        }
    }

    fn add_titles(&mut self, article: &Article) {
        for person in article.people.iter().filter(|person| person.name.contains(' ')) {
            let number = self.texts.number(&person.name);
            for title in person.titles.iter().filter_map(|title| office(title)) {
                let office = self.texts.number(&title);
                self.people.entry(number).or_default().titles.add(fingerprint(&title), office);
            }
        }
    }

    /// Two people of one surname in one article are two: the article itself would have joined them.
    fn keep_apart(&mut self, people: &BTreeSet<Number>) {
        let surname = |number: &Number| PersonKey::of(self.text(*number)).map(|key| key.last().to_owned());
        let named: Vec<(Number, Option<String>)> = people.iter().map(|number| (*number, surname(number))).collect();
        let mut by_surname: BTreeMap<&str, Vec<Number>> = BTreeMap::new();
        for (number, surname) in &named {
            by_surname.entry(surname.as_deref().unwrap_or_default()).or_default().push(*number);
        }
        for family in by_surname.values().filter(|family| (2..=MOST_OF_A_FAMILY).contains(&family.len())) {
            for (place, one) in family.iter().enumerate() {
                self.apart.extend(family.iter().skip(place + 1).map(|other| (*one, *other)));
            }
        }
    }

    /// Which names are one.
    pub fn merges(&self) -> Merges {
        merge::merges(self)
    }

    /// The text of a number.
    pub(super) fn text(&self, number: Number) -> &str {
        self.texts.by_number.get(number as usize).map_or("", |text| text)
    }

    /// Articles that name it.
    pub(super) fn named_in(&self, number: Number) -> u32 {
        self.texts.articles.get(number as usize).copied().unwrap_or(0)
    }

    /// The organisations by the key under which they are one.
    pub(super) fn organization_keys(&self) -> BTreeMap<String, Vec<Number>> {
        let mut keys: BTreeMap<String, Vec<Number>> = BTreeMap::new();
        for number in self.organizations.keys() {
            keys.entry(key::organization(self.text(*number))).or_default().push(*number);
        }
        keys
    }
}

/// People of one surname in an article beyond which it is a list of names, which says nothing of any two.
const MOST_OF_A_FAMILY: usize = 12;

/// The last two words of a title of several words, folded: `U.S. Treasury Secretary` is `treasury secretary`. A title of
/// one word (`Mr.`, `President`) tells nobody from anybody.
fn office(title: &str) -> Option<String> {
    let folded = fold(title);
    let words: Vec<&str> = folded.split(' ').collect();
    let last = words.get(words.len().checked_sub(2)?..)?;
    Some(last.join(" "))
}

/// FNV-1a, 64 bits: the same on every machine and in every version.
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_company_of_an_article_is_bounded() {
        use crate::article::model::{Format, Person};
        let person = |number: usize| Person {
            name: format!("Vera Orlova{number}"),
            count: 1,
            salience: 0,
            forms: Vec::new(),
            titles: Vec::new(),
        };
        let mut ledger = Ledger::default();
        let people = (0..60).map(person).collect();
        ledger.add(&Article { people, ..Article::new("a".to_owned(), "a".to_owned(), Format::Text) });
        let named: BTreeSet<Number> = ledger.people.keys().copied().collect();
        assert_eq!(ledger.company(&named).len(), COMPANY + 1);
        assert!(ledger.people.iter().all(|(number, known)| {
            let company: Vec<Number> = known.company.numbers().collect();
            company.len() == COMPANY && !company.contains(number)
        }));
    }

    #[test]
    fn an_office_is_the_end_of_a_title() {
        assert_eq!(office("U.S. Treasury Secretary").as_deref(), Some("treasury secretary"));
        assert_eq!(office("President"), None);
        assert_eq!(office(""), None);
    }

    #[test]
    fn a_sample_does_not_depend_on_the_order() {
        let (mut one, mut other) = (Sample::<3>::default(), Sample::<3>::default());
        let numbers: Vec<Number> = (0..20).collect();
        for (number, reverse) in numbers.iter().zip(numbers.iter().rev()) {
            one.add(fingerprint(&number.to_string()), *number);
            other.add(fingerprint(&reverse.to_string()), *reverse);
        }
        assert_eq!(one.shared(&other).count(), 3);
    }
}
