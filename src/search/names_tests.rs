//! Do merged, hidden and renamed names count and find exactly? Counts under random decisions are compared with the stored
//! articles under the same names.

use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::article::model::Article;
use crate::authority::{Decisions, Merged, Merges, Spelling};
use crate::index::sample::{article, conclude, write};
use crate::index::{Conclusions, decide};
use crate::query::parse_value;

/// A reader of an index of these articles, in which Wera Orlowa was merged into Vera Orlova, with decisions.
fn reader(index: &Path, articles: &[Article], decisions: &str) -> Reader {
    write(index, articles);
    let spelling = Spelling { name: "Wera Orlowa".to_owned(), articles: 1, why: "another spelling".to_owned() };
    let merged = Merged { name: "Vera Orlova".to_owned(), articles: 1, spellings: vec![spelling] };
    let merges = Merges { people: vec![merged], organizations: Vec::new() };
    conclude(index, &Conclusions { merges: Some(&merges), ..Conclusions::default() });
    for decision in Decisions::parse(decisions).list {
        decide(index, &decision).expect("written");
    }
    Reader::open(index).expect("an index")
}

fn stories() -> Vec<Article> {
    vec![
        article("a", "One").naming("Vera Orlova", &["Vera Orlova", "Orlova"]).naming("Amazon", &["Amazon"]),
        article("b", "Two").naming("Wera Orlowa", &["Wera Orlowa"]).about("Amazon"),
        article("c", "Three").naming("Vera Orlova", &["Vera Orlova"]).naming("Wera Orlowa", &["Wera Orlowa"]),
        article("d", "Four").naming("Ivan Hale", &["Hale", "Ivan Hale"]).at("Lemberg", None, ""),
        article("e", "Five").at("Lviv", Some("Europe/Ukraine/Lviv"), "UA"),
    ]
}

fn counts(reader: &Reader, field: FacetField) -> BTreeMap<String, usize> {
    let facet = FacetRequest::new(field, 100);
    let facets = run(reader, &Request { facets: vec![facet], ..Request::default() }).expect("an answer").facets;
    facets.into_iter().flat_map(|facet| facet.values).map(|value| (value.value, value.count)).collect()
}

fn ids(reader: &Reader, field: FacetField, value: &str) -> String {
    let filters = vec![Filter::parse(field, value).expect("parses")];
    let results = run(reader, &Request { filters, limit: 10, ..Request::default() }).expect("an answer");
    let mut ids: Vec<String> = results.hits.into_iter().map(|hit| hit.id).collect();
    ids.sort();
    ids.concat()
}

/// The counts of the articles themselves under the names that are shown.
fn by_hand(reader: &Reader, field: FacetField) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for article in reader.articles_of("/root").expect("read") {
        let mut article = article.expect("read");
        reader.authority().apply(&mut article);
        let names: Vec<String> = match field {
            FacetField::People => article.people.into_iter().map(|person| person.name).collect(),
            FacetField::Places => article.places.into_iter().map(|place| place.name).collect(),
            _ => article.organizations.into_iter().map(|one| one.name).collect(),
        };
        for name in names {
            *counts.entry(name).or_default() += 1;
        }
    }
    counts
}

#[test]
fn merged_names_are_one_value_and_found_by_each() {
    let place = tempfile::tempdir().expect("a folder");
    let reader = reader(&place.path().join("index"), &stories(), "");
    assert_eq!(counts(&reader, FacetField::People)["Vera Orlova"], 3);
    for name in ["orlova", "Wera Orlowa", "orlow*"] {
        assert_eq!(ids(&reader, FacetField::People, name), "abc", "{name}");
    }
    assert_eq!(ids(&reader, FacetField::People, "NOT orlowa"), "de");
}

#[test]
fn decisions_hold_for_counts_filters_and_records() {
    let place = tempfile::tempdir().expect("a folder");
    let decisions = "kind person Amazon organization\nhide person \"Ivan Hale\"\nrename person \"Vera Orlova\" \"Vera O.\"\n\
                     merge place \"Europe/Ukraine/Lviv\" Lemberg";
    let reader = reader(&place.path().join("index"), &stories(), decisions);
    assert_eq!(counts(&reader, FacetField::People), BTreeMap::from([("Vera O.".to_owned(), 3)]));
    assert_eq!(counts(&reader, FacetField::Organizations), BTreeMap::from([("Amazon".to_owned(), 2)]));
    assert_eq!(counts(&reader, FacetField::Places), BTreeMap::from([("Lviv".to_owned(), 2)]));
    assert_eq!(ids(&reader, FacetField::Organizations, "amazon"), "ab");
    assert_eq!(ids(&reader, FacetField::Places, "lviv"), "de");
    let shown = show(&reader, "b").expect("read").expect("there");
    assert_eq!((shown.people[0].name.as_str(), shown.organizations[0].name.as_str()), ("Vera O.", "Amazon"));
}

#[test]
fn salience_is_asked_of_every_name() {
    let place = tempfile::tempdir().expect("a folder");
    let mut articles = stories();
    articles[0].people[0].salience = 40;
    articles[1].people[0].salience = 80;
    let reader = reader(&place.path().join("index"), &articles, "");
    let found =
        ["vera orlova@50", "wera orlowa@40", "orlow*@80", "orlova@81"].map(|value| ids(&reader, FacetField::People, value));
    assert_eq!(found, ["b", "ab", "b", ""]);
}

#[test]
fn a_speaker_is_found_by_each_name_and_counted_once() {
    let place = tempfile::tempdir().expect("a folder");
    let articles = [
        article("a", "“Rain will fall,”").quoting(Some("Vera Orlova"), "Rain will fall,"),
        article("b", "“Rain fell,” “No rain here”")
            .quoting(Some("Wera Orlowa"), "Rain fell,")
            .quoting(Some("Ivan Hale"), "No rain here"),
    ];
    let reader = reader(&place.path().join("index"), &articles, "hide person \"Ivan Hale\"");
    assert_eq!(counts(&reader, FacetField::Speakers), BTreeMap::from([("Vera Orlova".to_owned(), 2)]));
    let filters = vec![Filter::parse(FacetField::Speakers, "orlova").expect("parses")];
    let query = crate::query::parse("rain", crate::query::Joiner::All).expect("parses");
    let hits = run(&reader, &Request { query, filters, limit: 10, ..Request::default() }).expect("an answer").hits;
    let said: Vec<_> = hits.iter().map(|hit| (hit.id.as_str(), hit.said_by.as_ref().map(|said| said.speaker.as_str()))).collect();
    assert_eq!(said.len(), 2);
    assert!(said.iter().all(|(_, speaker)| *speaker == Some("Vera Orlova")), "{said:?}");
    assert_eq!(ids(&reader, FacetField::Speakers, "hale"), "");
}

#[test]
fn every_name_of_who_is_hidden_finds_the_same() {
    let place = tempfile::tempdir().expect("a folder");
    let reader = |folder: &str, decisions: &str| reader(&place.path().join(folder), &stories(), decisions);
    let (shown, hidden) = (reader("shown", ""), reader("hidden", "hide person \"Vera Orlova\""));
    for name in ["vera", "wera", "orlova", "orlowa"] {
        assert_eq!(ids(&hidden, FacetField::People, name), ids(&shown, FacetField::People, name), "{name}");
    }
}

#[test]
fn entities_tell_their_names_and_why() {
    let place = tempfile::tempdir().expect("a folder");
    let reader = reader(&place.path().join("index"), &stories(), "hide person \"Ivan Hale\"");
    let asked = parse_value("orlowa").expect("parses");
    let mut found = entities(&reader, Asked::Like(&asked)).expect("read");
    assert_eq!((found.len(), found[0].name.as_str(), found[0].articles), (1, "Vera Orlova", 3));
    assert_eq!((found[0].names[1].articles, found[0].names[1].why.as_str()), (2, "another spelling"));
    add_forms(&reader, &mut found[0]).expect("read");
    assert_eq!(found[0].forms[0], ("Vera Orlova".to_owned(), 2));
    let changed = entities(&reader, Asked::Changed).expect("read");
    assert_eq!(
        changed.iter().map(|named| (named.name.as_str(), named.hidden)).collect::<Vec<_>>(),
        [("Vera Orlova", false), ("Ivan Hale", true)]
    );
    assert!(entities(&reader, Asked::Exactly("orlova")).expect("read").is_empty());
    assert_eq!(entities(&reader, Asked::Exactly("europe/ukraine/lviv")).expect("read").len(), 1);
}

const NAMES: [&str; 6] = ["Vera Orlova", "Wera Orlowa", "Ivan Hale", "Ada Brook", "Amazon", "Harrow"];
const KINDS: [&str; 2] = ["person", "organization"];

fn decision() -> impl Strategy<Value = String> {
    let (name, kind) = (|| proptest::sample::select(&NAMES[..]), || proptest::sample::select(&KINDS[..]));
    prop_oneof![
        (kind(), name(), name()).prop_map(|(kind, one, other)| format!("merge {kind} \"{one}\" \"{other}\"")),
        (kind(), name(), name()).prop_map(|(kind, one, other)| format!("rename {kind} \"{one}\" \"{other}\"")),
        (kind(), name()).prop_map(|(kind, name)| format!("split {kind} \"{name}\"")),
        (kind(), name()).prop_map(|(kind, name)| format!("hide {kind} \"{name}\"")),
        (kind(), name(), kind()).prop_map(|(kind, name, really)| format!("kind {kind} \"{name}\" {really}")),
    ]
}

fn random_article() -> impl Strategy<Value = (Vec<&'static str>, Vec<&'static str>)> {
    let names = || proptest::sample::subsequence(&NAMES[..], 0..4);
    (names(), names())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn counts_are_those_of_the_articles_under_any_decisions(
        stories in proptest::collection::vec(random_article(), 1..6),
        decisions in proptest::collection::vec(decision(), 0..6),
    ) {
        let place = tempfile::tempdir().expect("a folder");
        let named = |(number, (people, organizations)): (usize, &(Vec<&str>, Vec<&str>))| {
            let bare = article(&number.to_string(), "Words");
            let with_people = people.iter().fold(bare, |article, name| article.naming(name, &[name]));
            organizations.iter().fold(with_people, |article, name| article.about(name))
        };
        let articles: Vec<Article> = stories.iter().enumerate().map(named).collect();
        let reader = reader(&place.path().join("index"), &articles, &decisions.join("\n"));
        prop_assert!(reader.faults().next().is_none());
        for field in [FacetField::People, FacetField::Organizations] {
            prop_assert_eq!(counts(&reader, field), by_hand(&reader, field));
        }
    }
}
