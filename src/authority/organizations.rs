//! Which names mean one organisation? Those of one key: the same but for legal form, article and case, or known to mean the
//! same. Companies of one name under the laws of two countries stay two.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::key;
use super::ledger::{Ledger, Number};
use super::merges::{Merged, Spelling};

/// Why two names mean one organisation.
const SAME_ORGANIZATION: &str = "the same but for case, article or legal form";
/// Likewise, from the list of those that are known under several.
const OTHER_NAME: &str = "another usual name";

/// Organisations whose names are the same but for legal form, article and case, or are known to mean the same.
pub(super) fn merged(ledger: &Ledger) -> Vec<Merged> {
    let keys = ledger.organization_keys();
    let parted = keys.into_values().flat_map(|names| by_law(ledger, names));
    let mut merged: Vec<Merged> = parted.filter(|names| names.len() > 1).map(|names| one_organization(ledger, names)).collect();
    merged.sort_unstable_by(|one, other| one.name.cmp(&other.name));
    merged
}

/// Names of one key, parted by the law of their legal forms: companies of one name in two countries are two. Names
/// without such a form go with those that most articles name.
fn by_law(ledger: &Ledger, names: Vec<Number>) -> Vec<Vec<Number>> {
    let articles = |names: &[Number]| names.iter().filter_map(|number| ledger.organizations.get(number)).sum::<u32>();
    let (with, mut without): (Vec<Number>, Vec<Number>) =
        names.into_iter().partition(|number| key::law(ledger.text(*number)).is_some());
    let mut laws: BTreeMap<Option<&str>, Vec<Number>> = BTreeMap::new();
    for number in with {
        laws.entry(key::law(ledger.text(number))).or_default().push(number);
    }
    let mut parts: Vec<Vec<Number>> = laws.into_values().collect();
    parts.sort_by_key(|part| Reverse(articles(part)));
    match parts.first_mut() {
        Some(first) => first.append(&mut without),
        None => parts.push(without),
    }
    parts
}

fn one_organization(ledger: &Ledger, mut names: Vec<Number>) -> Merged {
    let articles = |number: &Number| ledger.organizations.get(number).copied().unwrap_or(0);
    // A name that took a bracket of its line along is not shown where there is another.
    let torn = |name: &str| name.contains(['<', '>', '(', ')']);
    names.sort_unstable_by_key(|number| (torn(ledger.text(*number)), Reverse(articles(number)), ledger.text(*number)));
    let shown = names[0];
    let bare = |number: &Number| key::bare_organization(ledger.text(*number));
    let spelling = |number: &Number| Spelling {
        name: ledger.text(*number).to_owned(),
        articles: articles(number),
        why: if bare(number) == bare(&shown) { SAME_ORGANIZATION } else { OTHER_NAME }.to_owned(),
    };
    Merged {
        name: ledger.text(shown).to_owned(),
        articles: articles(&shown),
        spellings: names.iter().skip(1).map(spelling).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Merges;
    use super::*;
    use crate::article::model::{Article, Format, Organization};

    /// The merges of articles that name one organisation each.
    fn found(names: &[&str]) -> Merges {
        let mut ledger = Ledger::default();
        for name in names {
            let organizations =
                vec![Organization { name: (*name).to_owned(), count: 1, salience: 0, forms: vec![(*name).to_owned()] }];
            ledger.add(&Article { organizations, ..Article::new("a".to_owned(), "a".to_owned(), Format::Text) });
        }
        ledger.merges()
    }

    #[test]
    fn organisations_with_and_without_legal_form() {
        let merges = found(&["Harrow Line", "Harrow Line Ltd", "THE HARROW LINE"]);
        assert_eq!((merges.organizations.len(), merges.organizations[0].spellings.len()), (1, 2));
    }

    #[test]
    fn known_names_of_one_organisation() {
        let known = found(&["UN", "United Nations", "the U.N."]).organizations;
        assert_eq!((known.len(), known[0].spellings.len()), (1, 2));
        assert!(known[0].spellings.iter().any(|one| one.why == OTHER_NAME), "{known:?}");
    }

    #[test]
    fn companies_of_two_countries_are_two() {
        let names = ["Harrow Inc", "Harrow Inc.", "Harrow", "Harrow Plc", "HARROW PLC", "Harrow SA", "Harrow Inc"];
        let groups: Vec<(String, usize)> =
            found(&names).organizations.into_iter().map(|one| (one.name, one.spellings.len())).collect();
        assert_eq!(groups, [("HARROW PLC".to_owned(), 1), ("Harrow Inc".to_owned(), 2)]);
    }
}
