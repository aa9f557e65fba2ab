//! Do fields, misspelt words, words near one another and dates find what was meant? Small articles of our own, each in a
//! segment of its own.

use super::*;
use crate::article::model::Article;
use crate::index::sample::{article, index_of};
use crate::query::{Joiner, parse};

fn stories() -> Vec<Article> {
    vec![
        article("a", "The envoy Witkoff met the president in Moscow. Peace is a plan, and a plan for peace is hard.")
            .headed("Envoy in Moscow")
            .dated("2025-12-02?")
            .naming("Vladimir Putin", &["Putin"])
            .at("Moscow", Some("Europe/Russia/Moscow"), "RU"),
        article("b", "Rain fell on the parliament of Norway. A missile was shown in Moscow.")
            .headed("Rain and peace")
            .dated("1989-11-10")
            .by("Jane Doe")
            .naming("Ivan Putin", &["Putin"]),
        article("c", "Missiles were counted by Vladimir Hale.").headed("Counting").dated("1605-07"),
    ]
}

fn found(query: &str) -> String {
    let (_folder, reader) = index_of(&stories());
    let query = parse(query, Joiner::All).expect("parses");
    let results = run(&reader, &Request { query, limit: 10, ..Request::default() }).expect("an answer");
    assert_eq!(results.total, results.hits.len());
    let mut ids: Vec<String> = results.hits.into_iter().map(|hit| hit.id).collect();
    ids.sort();
    ids.concat()
}

#[test]
fn each_part_of_a_query_is_looked_for_where_it_says() {
    for (query, ids) in [
        ("moscow", "ab"),
        ("headline:moscow", "a"),
        ("hl:(moscow OR rain)", "ab"),
        ("headline:peace -body:plan", "b"),
        ("body:\"plan for peace\"", "a"),
        ("headline:\"rain and peace\"", "b"),
        ("headline:count*", "c"),
        ("person:putin", "ab"),
        ("person:(vladimir putin)", "a"),
        ("person:\"vladimir putin\" moscow", "a"),
        ("NOT person:putin", "c"),
        ("place:russia OR by:jane", "ab"),
        ("person:nobody", ""),
    ] {
        assert_eq!(found(query), ids, "{query}");
    }
}

#[test]
fn misspelt_words_and_words_near_one_another() {
    for (query, ids) in [
        ("witkof~", "a"),
        ("wittkoff~1", "a"),
        ("witkov~1", ""),
        ("witkov~2", "a"),
        ("WITKÓF~1", "a"),
        ("\"peace plan\"", ""),
        ("\"peace plan\"~1", ""),
        ("\"peace plan\"~2", "a"),
        ("\"envoy president\"~1", ""),
        ("\"envoy president\"~3", "a"),
    ] {
        assert_eq!(found(query), ids, "{query}");
    }
}

#[test]
fn dates_of_days_months_years_and_between() {
    for (query, ids) in [
        ("date:2025-12", "a"),
        ("date:1989", "b"),
        ("date:..1989", "bc"),
        ("date:1605", "c"),
        ("date:1989..2025-12-02", "ab"),
        ("moscow -date:2025", "b"),
        ("date:2024", ""),
    ] {
        assert_eq!(found(query), ids, "{query}");
    }
}

#[test]
fn what_matched_is_marked() {
    let (_folder, reader) = index_of(&stories());
    let marked = |query: &str| {
        let query = parse(query, Joiner::All).expect("parses");
        let hits = run(&reader, &Request { query, limit: 1, ..Request::default() }).expect("an answer").hits;
        hits.first().map_or(0, |hit| hit.highlights.len())
    };
    assert_eq!([marked("witkof~"), marked("body:envoy"), marked("person:hale")], [1, 1, 0]);
    assert!(marked("\"peace plan\"~2") >= 2);
}
