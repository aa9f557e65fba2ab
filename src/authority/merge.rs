//! Which names mean one person? Candidates come from buckets of like names, so that no name is compared with all others;
//! the strongest likeness is weighed first. A likeness that may also be chance has to be borne out by the articles: a title
//! in common, or the same company. No merge joins what an article, a suffix or a middle name keeps apart.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::key::{self, PersonKey};
use super::ledger::{Known, Ledger, Number};
use super::likeness::{self, Likeness};
use super::merges::{Merged, Merges, Spelling};
use super::{organizations, spellings};

/// Names of one bucket that are compared with each other, the most frequent first.
const BUCKET: usize = 200;
/// Names in common that bear out a likeness.
const COMPANY_IN_COMMON: usize = 2;
/// Company in so many articles says nothing: a hundredth of all, and four in a small index.
const COMMON_COMPANY: (u32, u32) = (100, 4);

/// Names that bear a title beyond which it does not tell two of one common family name apart.
const BEARERS: u32 = 4;

/// Years between the articles of two names beyond which nothing but their spelling makes them one: father and son, or two of
/// one name.
const YEARS_APART: u32 = 8;

/// A full name with what is known of it.
struct Name<'a> {
    number: Number,
    text: &'a str,
    key: PersonKey,
    known: &'a Known,
}

impl Name<'_> {
    /// What is shown goes first: a given name before an initial, the more frequent, the shorter, the alphabet.
    fn rank(&self) -> (bool, Reverse<u32>, usize, &str) {
        (self.key.first().len() < 2, Reverse(self.known.articles), self.key.written.len(), self.text)
    }
}

/// Two names by their places in the list, and what joins them.
type Edge = (Likeness, usize, usize);

/// The merges that the ledger bears out.
pub(super) fn merges(ledger: &Ledger) -> Merges {
    let mut names: Vec<Name<'_>> = ledger.people.iter().filter_map(|(number, known)| name(ledger, *number, known)).collect();
    names.sort_unstable_by(|one, other| one.rank().cmp(&other.rank()));
    let mut bearers: BTreeMap<Number, u32> = BTreeMap::new();
    for title in names.iter().flat_map(|name| name.known.titles.numbers()) {
        *bearers.entry(title).or_default() += 1;
    }
    let weighing = Weighing { ledger, names: &names, bearers };
    Merges { people: weighing.people(), organizations: organizations::merged(ledger) }
}

fn name<'a>(ledger: &'a Ledger, number: Number, known: &'a Known) -> Option<Name<'a>> {
    let text = ledger.text(number);
    Some(Name { number, text, key: PersonKey::of(text)?, known })
}

struct Weighing<'a> {
    ledger: &'a Ledger,
    /// Sorted by rank: of two names, the one with the lower place is shown.
    names: &'a [Name<'a>],
    /// Names that bear each title.
    bearers: BTreeMap<Number, u32>,
}

impl Weighing<'_> {
    fn people(&self) -> Vec<Merged> {
        let mut edges = self.edges();
        edges.sort_unstable();
        let mut groups = Groups::new(self.names.len());
        let (mut reasons, mut hubs) = (BTreeMap::new(), BTreeMap::new());
        for (likeness, one, other) in edges {
            if let Some(reason) = self.reason(likeness, one, other)
                && groups.unite(one, other, |one, other| self.may_be_one(one, other))
            {
                reasons.entry(other).or_insert_with(|| reason.clone());
                hubs.entry(one).or_insert(reason);
            }
        }
        // A name that only drew others in was joined for the reason for which the first of them was.
        for (place, reason) in hubs {
            reasons.entry(place).or_insert(reason);
        }
        let mut merged: Vec<Merged> = groups.of_several().map(|group| self.merged(group, &reasons)).collect();
        merged.sort_unstable_by(|one, other| one.name.cmp(&other.name));
        merged
    }

    fn merged(&self, group: &[usize], reasons: &BTreeMap<usize, String>) -> Merged {
        let mut members = group.to_vec();
        members.sort_unstable();
        let spelling = |place: &usize| Spelling {
            name: self.names[*place].text.to_owned(),
            articles: self.names[*place].known.articles,
            why: reasons.get(place).cloned().unwrap_or_default(),
        };
        let shown = &self.names[members[0]];
        Merged {
            name: shown.text.to_owned(),
            articles: shown.known.articles,
            spellings: members.iter().skip(1).map(spelling).collect(),
        }
    }

    /// Every two names that are alike.
    fn edges(&self) -> Vec<Edge> {
        let mut edges = Vec::new();
        self.pairs(
            &mut edges,
            |key| vec![key.words.join(" ")],
            |one, other| (one.words == other.words && one.suffix == other.suffix).then(|| likeness::same_words(one, other)),
        );
        self.middles(&mut edges);
        self.pairs(
            &mut edges,
            |key| vec![format!("{} {}", full_given(key), key.last())],
            |one, other| (one.first() != other.first()).then_some(Likeness::ShortForm),
        );
        self.initials(&mut edges);
        self.pairs(&mut edges, |key| vec![turned(key)], |one, other| (one.words != other.words).then_some(Likeness::Order));
        self.pairs(&mut edges, slip_buckets, |one, other| {
            let slip = if one.first() == other.first() {
                likeness::is_slip(one.last(), other.last())
            } else {
                one.last() == other.last() && likeness::is_slip(one.first(), other.first())
            };
            slip.then_some(Likeness::Slip)
        });
        edges
    }

    /// The places of all names by bucket, in the order of their rank.
    fn buckets(&self, keys: impl Fn(&PersonKey) -> Vec<String>) -> BTreeMap<String, Vec<usize>> {
        let mut buckets: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, name) in self.names.iter().enumerate() {
            for key in keys(&name.key).into_iter().filter(|key| !key.is_empty()) {
                buckets.entry(key).or_default().push(place);
            }
        }
        buckets.retain(|_, bucket| bucket.len() > 1);
        for bucket in buckets.values_mut() {
            bucket.truncate(BUCKET);
        }
        buckets
    }

    fn pairs(
        &self,
        edges: &mut Vec<Edge>,
        keys: impl Fn(&PersonKey) -> Vec<String>,
        alike: impl Fn(&PersonKey, &PersonKey) -> Option<Likeness>,
    ) {
        for bucket in self.buckets(keys).into_values() {
            for (one, other) in couples(&bucket) {
                edges.extend(alike(&self.names[one].key, &self.names[other].key).map(|likeness| (likeness, one, other)));
            }
        }
    }

    /// Names that differ in their middle: one without any joins the others only where they leave room for one person.
    fn middles(&self, edges: &mut Vec<Edge>) {
        for bucket in self.buckets(|key| vec![format!("{} {}", key.first(), key.last())]).into_values() {
            let fits = |(one, other): &(usize, usize)| likeness::are_compatible(&self.names[*one].key, &self.names[*other].key);
            let unclear = couples(&bucket).any(|couple| !fits(&couple));
            let is_bare = |place: usize| self.names[place].key.middle().is_empty() && self.names[place].key.suffix.is_none();
            let differ = |(one, other): &(usize, usize)| {
                let (one, other) = (&self.names[*one].key, &self.names[*other].key);
                (one.middle(), &one.suffix) != (other.middle(), &other.suffix)
            };
            let joined = couples(&bucket)
                .filter(differ)
                .filter(|(one, other)| !(unclear && (is_bare(*one) || is_bare(*other))))
                .filter(fits);
            edges.extend(joined.map(|(one, other)| (Likeness::Middle, one, other)));
        }
    }

    /// `J. Hale` beside the only given name with that initial.
    fn initials(&self, edges: &mut Vec<Edge>) {
        let initial = |key: &PersonKey| vec![format!("{} {}", key.initial().unwrap_or(' '), key.last())];
        for bucket in self.buckets(initial).into_values() {
            let (short, full): (Vec<usize>, Vec<usize>) =
                bucket.iter().partition(|place| self.names[**place].key.first().chars().count() == 1);
            let given: BTreeSet<&str> = full.iter().map(|place| self.names[*place].key.first()).collect();
            if let (1, Some(only)) = (given.len(), full.first()) {
                edges.extend(short.into_iter().map(|place| (Likeness::Initial, *only, place)));
            }
        }
    }

    /// Why two like names are one, where they are.
    fn reason(&self, likeness: Likeness, one: usize, other: usize) -> Option<String> {
        let years = self.years_apart(one, other);
        let (sure, company) = match likeness {
            Likeness::Spelling => (true, 0),
            _ if years.is_some_and(|years| years > YEARS_APART) => return None,
            Likeness::Middle if self.can_be_left_out(one, other) => (years.is_some(), 1),
            _ => (false, COMPANY_IN_COMMON),
        };
        if sure {
            return Some(likeness.reason().to_owned());
        }
        self.borne_out(one, other, company).map(|evidence| format!("{}; {evidence}", likeness.reason()))
    }

    /// True where two names of one rare family name differ in nothing but what people often leave out of their names.
    fn can_be_left_out(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.names[one].key, &self.names[other].key);
        likeness::leaves_out_given_names(one, other) && !likeness::one_has_suffix(one, other) && !likeness::is_common(one)
    }

    /// Years between the articles of two names; `None` where they are not known.
    fn years_apart(&self, one: usize, other: usize) -> Option<u32> {
        let (one, other) = (self.names[one].known.years?, self.names[other].known.years?);
        Some(one.0.saturating_sub(other.1).max(other.0.saturating_sub(one.1)))
    }

    /// What the articles of two names have in common: a title, or so much of their company.
    fn borne_out(&self, one: usize, other: usize, company: usize) -> Option<String> {
        let many = likeness::is_common(&self.names[one].key);
        let (one, other) = (self.names[one].known, self.names[other].known);
        let mut titles = one.titles.shared(&other.titles).filter(|title| !many || self.is_rare_title(*title));
        if let Some(title) = titles.by_ref().map(|number| self.ledger.text(number)).min() {
            return Some(format!("both with the title {title}"));
        }
        let (share, least) = COMMON_COMPANY;
        let common = (self.ledger.articles / share).max(least);
        let rare = one.company.shared(&other.company).filter(|number| self.ledger.named_in(*number) <= common);
        let mut shared: Vec<&str> = rare.map(|number| self.ledger.text(number)).collect();
        shared.sort_unstable();
        // `Harrow Line` and `Harrow Line Co` are one that bears witness once.
        let mut witnesses = BTreeSet::new();
        shared.retain(|name| witnesses.insert(key::organization(name)));
        shared.truncate(company);
        (shared.len() == company).then(|| format!("both named beside {}", shared.join(" and ")))
    }

    /// True of a title that few bear: two of one common family name may both be vice president.
    fn is_rare_title(&self, title: Number) -> bool {
        self.bearers.get(&title).is_none_or(|bearers| *bearers <= BEARERS)
    }

    /// False where suffix, middle name or an article that names both keeps them apart.
    fn may_be_one(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.names[one], &self.names[other]);
        let pair = (one.number.min(other.number), one.number.max(other.number));
        let named_as_two = one.key.words != other.key.words && self.ledger.apart.contains(&pair);
        !named_as_two && likeness::are_compatible(&one.key, &other.key)
    }
}

/// Every two of a bucket, the higher in rank first.
fn couples(bucket: &[usize]) -> impl Iterator<Item = (usize, usize)> + '_ {
    bucket.iter().enumerate().flat_map(|(at, one)| bucket.iter().skip(at + 1).map(|other| (*one, *other)))
}

/// The full form of the given name, for a bucket of its short and foreign forms.
fn full_given(key: &PersonKey) -> &str {
    let given = key.written.first().map_or("", String::as_str);
    spellings::full_form(spellings::usual(given).unwrap_or(given))
}

/// Two words in the order of the alphabet; nothing for names of more.
fn turned(key: &PersonKey) -> String {
    let mut words = key.words.clone();
    words.sort_unstable();
    if words.len() == 2 { words.join(" ") } else { String::new() }
}

/// Names whose given name is the same and whose family name begins alike, and the other way round.
fn slip_buckets(key: &PersonKey) -> Vec<String> {
    let start = |word: &str| word.chars().take(2).collect::<String>();
    vec![format!("{} {}-", key.first(), start(key.last())), format!("{}- {}", start(key.first()), key.last())]
}

/// Which places belong together so far.
struct Groups {
    group_of: Vec<usize>,
    members: Vec<Vec<usize>>,
}

impl Groups {
    fn new(count: usize) -> Groups {
        Groups { group_of: (0..count).collect(), members: (0..count).map(|place| vec![place]).collect() }
    }

    /// Joins the groups of two places where every one of each may be every one of the other; false where not.
    fn unite(&mut self, one: usize, other: usize, may: impl Fn(usize, usize) -> bool) -> bool {
        let (kept, joined) = (self.group_of[one], self.group_of[other]);
        let fits = |one: &usize| self.members[joined].iter().all(|other| may(*one, *other));
        if kept == joined || !self.members[kept].iter().all(fits) {
            return false;
        }
        let moved = std::mem::take(&mut self.members[joined]);
        for place in &moved {
            self.group_of[*place] = kept;
        }
        self.members[kept].extend(moved);
        true
    }

    fn of_several(&self) -> impl Iterator<Item = &[usize]> {
        self.members.iter().map(Vec::as_slice).filter(|members| members.len() > 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::model::{Article, Format, Organization, Person, PublicationDate};

    /// An article that names these people, each perhaps with a title before a colon, beside these organisations.
    fn article(people: &[&str], organizations: &[&str]) -> Article {
        let person = |written: &&str| {
            let (titles, name) =
                written.split_once(": ").map_or((Vec::new(), *written), |(title, name)| (vec![title.to_owned()], name));
            Person { name: name.to_owned(), count: 1, salience: 0, forms: vec![name.to_owned()], titles }
        };
        let organization =
            |name: &&str| Organization { name: (*name).to_owned(), count: 1, salience: 0, forms: vec![(*name).to_owned()] };
        Article {
            people: people.iter().map(person).collect(),
            organizations: organizations.iter().map(organization).collect(),
            ..Article::new("a".to_owned(), "a".to_owned(), Format::Text)
        }
    }

    fn merged(articles: &[Article]) -> Merges {
        let mut ledger = Ledger::default();
        for article in articles {
            ledger.add(article);
        }
        ledger.merges()
    }

    /// The merged names, the one shown first, of articles that name one person each.
    fn people(names: &[&str]) -> Vec<Vec<String>> {
        groups(&names.iter().map(|name| article(&[name], &[])).collect::<Vec<_>>())
    }

    fn groups(articles: &[Article]) -> Vec<Vec<String>> {
        let names = |merged: Merged| [merged.name].into_iter().chain(merged.spellings.into_iter().map(|one| one.name)).collect();
        merged(articles).people.into_iter().map(names).collect()
    }

    #[test]
    fn spellings_are_one_under_the_most_frequent() {
        assert_eq!(
            people(&["Volodymyr Zelensky", "Volodymyr Zelenskyy", "Volodymyr Zelenskyy", "Volodymyr Selenskyj"]),
            [["Volodymyr Zelenskyy", "Volodymyr Selenskyj", "Volodymyr Zelensky"]]
        );
    }

    #[test]
    fn nobody_is_merged_by_surname() {
        assert!(people(&["Zelensky", "Volodymyr Zelensky", "Olena Zelensky"]).is_empty());
    }

    #[test]
    fn a_middle_name_joins_where_there_is_but_one() {
        let beside = |names: &[&'static str]| {
            let articles: Vec<Article> = names.iter().map(|name| article(&[name, "Vera Hale"], &[])).collect();
            groups(&articles)
        };
        assert_eq!(beside(&["Pavel Orlenkov", "Pavel A. Orlenkov"]), [["Pavel Orlenkov", "Pavel A. Orlenkov"]]);
        assert!(beside(&["Pavel Orlenkov", "Pavel A. Orlenkov", "Pavel B. Orlenkov"]).is_empty());
        assert_eq!(beside(&["George W. Bush", "George H.W. Bush", "George Walker Bush", "George Bush"]).len(), 1);
        assert!(people(&["Pavel Orlenkov", "Pavel A. Orlenkov"]).is_empty(), "nothing but the name joins them");
    }

    #[test]
    fn names_that_are_years_apart_are_two() {
        let dated = |name: &str, year: &str| {
            let date = PublicationDate { value: format!("{year}-06-01"), ..PublicationDate::default() };
            Article { date: Some(date), ..article(&[name], &[]) }
        };
        assert_eq!(groups(&[dated("Pavel Orlenkov", "1990"), dated("Pavel A. Orlenkov", "1998")]).len(), 1);
        assert!(groups(&[dated("Pavel Orlenkov", "1990"), dated("Pavel A. Orlenkov", "2001")]).is_empty());
        assert_eq!(groups(&[dated("Pavel Orlenkov", "1990"), dated("Pavel Orlenkow", "2001")]).len(), 1);
    }

    #[test]
    fn a_common_name_needs_evidence_for_its_middle() {
        assert!(people(&["John Smith", "John Q. Smith"]).is_empty());
        let articles = [article(&["Finance Minister: John Smith"], &[]), article(&["finance minister: John Q. Smith"], &[])];
        assert_eq!(groups(&articles), [["John Smith", "John Q. Smith"]]);
    }

    #[test]
    fn suffixes_keep_father_and_son_apart() {
        assert!(people(&["Oleg Hale Jr.", "Oleg Hale Sr.", "Oleg Hale"]).is_empty());
    }

    #[test]
    fn short_forms_need_a_title_or_company_in_common() {
        assert!(people(&["Robert Orlenkov", "Bob Orlenkov"]).is_empty());
        let titled = [article(&["Senate Leader: Robert Orlenkov"], &[]), article(&["U.S. Senate Leader: Bob Orlenkov"], &[])];
        assert_eq!(groups(&titled).len(), 1);
        let company = [
            article(&["Robert Orlenkov", "Vera Hale"], &["Harrow Line"]),
            article(&["Bob Orlenkov", "Vera Hale"], &["Harrow Line"]),
        ];
        let merges = merged(&company);
        assert_eq!(
            merges.people[0].spellings[0].why,
            "another form of the same given name; both named beside Harrow Line and Vera Hale"
        );
    }

    #[test]
    fn two_whom_one_article_names_are_two() {
        let mut articles =
            vec![article(&["Senate Leader: Robert Orlenkov"], &[]), article(&["Senate Leader: Bob Orlenkov"], &[])];
        assert_eq!(groups(&articles).len(), 1);
        articles.push(article(&["Robert Orlenkov", "Bob Orlenkov"], &[]));
        assert!(groups(&articles).is_empty());
    }

    #[test]
    fn an_initial_fits_one_given_name_alone() {
        let beside = ["Vera Hale", "Ada Brook"];
        let with = |name: &'static str| article(&[name, beside[0], beside[1]], &[]);
        assert_eq!(
            groups(&[with("P. Orlenkov"), with("Pavel Orlenkov"), with("P. Orlenkov")]),
            [["Pavel Orlenkov", "P. Orlenkov"]]
        );
        assert!(groups(&[with("P. Orlenkov"), with("Pavel Orlenkov"), with("Pyotr Orlenkov")]).is_empty());
    }

    #[test]
    fn a_suffix_and_a_family_name_within_need_more_evidence() {
        let beside = |name: &str, company: &[&str]| article(&[name], company);
        for other in ["Oleg Orlenkov Jr.", "Oleg Hansen Orlenkov", "Oleg bin Orlenkov"] {
            let one = [beside("Oleg Orlenkov", &["Orlenkov Inc"]), beside(other, &["Orlenkov Inc"])];
            assert!(groups(&one).is_empty(), "{other}");
            let two = [beside("Oleg Orlenkov", &["Orlenkov Inc", "Harrow"]), beside(other, &["Orlenkov Inc", "Harrow"])];
            assert_eq!(groups(&two).len(), 1, "{other}");
        }
    }

    #[test]
    fn one_company_under_two_names_bears_witness_once() {
        let company = ["Harrow Line", "Harrow Line Co"];
        assert!(groups(&[article(&["Robert Orlenkov"], &company), article(&["Bob Orlenkov"], &company)]).is_empty());
    }

    #[test]
    fn a_title_that_many_bear_does_not_tell_common_names_apart() {
        let mut articles = vec![article(&["Vice President: Robert Smith"], &[]), article(&["Vice President: Bob Smith"], &[])];
        assert_eq!(groups(&articles).len(), 1);
        articles
            .extend(["Ada Brook", "Ivan Hale", "Vera Orlova"].map(|name| article(&[&format!("Vice President: {name}")], &[])));
        assert!(groups(&articles).is_empty());
    }

    #[test]
    fn one_letter_more_is_another_name_where_people_bear_both() {
        let beside = |name: &'static str| article(&[name, "Vera Hale", "Ada Brook"], &[]);
        assert!(groups(&[beside("William Johnson"), beside("William Johnston")]).is_empty());
    }

    #[test]
    fn the_order_of_the_articles_does_not_matter() {
        let names = ["Robert Orlenkov", "Bob Orlenkov", "Pavel Orlenkow", "Pavel Orlenkov", "Pavel A. Orlenkov"];
        let mut articles: Vec<Article> =
            names.iter().map(|name| article(&[name, "Vera Hale", "Ada Brook"], &["Harrow"])).collect();
        let one = merged(&articles);
        articles.reverse();
        assert_eq!(merged(&articles), one);
        assert!(!one.people.is_empty());
    }
}
