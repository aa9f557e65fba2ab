//! Do facets come in the order that was asked for, are they narrowed by what their values begin with, and does each field
//! know its own filters, those of the query included?

use super::*;
use crate::article::model::Article;
use crate::index::Writer;
use crate::index::sample::{article, index_of, publish, write};
use crate::query::{Joiner, parse};

const PARIS: &str = "Europe/France/Paris";
const PARIS_TEXAS: &str = "North America/United States/Texas/Paris";
const AUSTIN: &str = "North America/United States/Texas/Austin";

/// Ten articles on the weather, of which all name Ida Storm, and two on trade, of which both name Åke Sund.
fn stories() -> Vec<Article> {
    let weather = (0..10).map(|number| {
        let story = article(&format!("w{number}"), "Rain fell on the town.").naming("Ida Storm", &[]).dated("2024-03-01");
        if number < 4 { story.at("Paris", Some(PARIS), "FR") } else { story.at("Paris", Some(PARIS_TEXAS), "US") }
    });
    let trade = |id: &str| {
        let story = article(id, "Trade talks went on.").naming("Åke Sund", &[]).naming("Ida Storm", &[]);
        story.at("Paris", Some(PARIS), "FR").dated("2025-01-01").by("Jane Doe")
    };
    weather.chain([trade("t1").naming("Volodymyr Zelenskyy", &[]), trade("t2").at("Austin", Some(AUSTIN), "US")]).collect()
}

fn counts(reader: &Reader, query: &str, facet: FacetRequest) -> FacetCounts {
    let query = parse(query, Joiner::All).expect("parses");
    let results = run(reader, &Request { query, facets: vec![facet], ..Request::default() }).expect("an answer");
    results.facets.into_iter().next().expect("one field")
}

fn shown(counts: &FacetCounts) -> Vec<(&str, usize)> {
    counts.values.iter().map(|value| (value.path.as_deref().unwrap_or(&value.value), value.count)).collect()
}

fn facet(text: &str) -> FacetRequest {
    FacetRequest::parse(text, 10).expect("a facet")
}

fn beginning(text: &str, prefix: &str) -> FacetRequest {
    FacetRequest { prefix: Some(Prefix::parse(prefix).expect("a prefix")), ..facet(text) }
}

#[test]
fn the_unusual_comes_first_and_the_usual_not_at_all() {
    let (_folder, reader) = index_of(&stories());
    let people = counts(&reader, "trade", facet("people:unusual"));
    assert_eq!(shown(&people), [("Åke Sund", 2), ("Volodymyr Zelenskyy", 1)]);
    assert_eq!((people.total, people.distinct, people.order), (2, 2, FacetOrder::Unusual));
    let expected: Vec<f64> = people.values.iter().filter_map(|value| value.unusual).map(|unusual| unusual.expected).collect();
    assert!((expected[0] - 1.0 / 3.0).abs() < 1e-9 && (expected[1] - 1.0 / 6.0).abs() < 1e-9, "{expected:?}");
    let places = counts(&reader, "trade", facet("places:unusual"));
    assert_eq!(shown(&places), [(AUSTIN, 1), (PARIS, 2)]);
    assert_eq!(shown(&counts(&reader, "rain", facet("places:country:unusual"))), [("North America/United States", 6)]);
    assert_eq!(shown(&counts(&reader, "trade", facet("year:unusual"))), [("2025", 2)]);
}

#[test]
fn nothing_is_unusual_about_everything() {
    let (_folder, reader) = index_of(&stories());
    for query in ["", "person:storm"] {
        let people = counts(&reader, query, facet("people:unusual"));
        assert_eq!((people.order, people.values[0].unusual), (FacetOrder::Count, None));
        assert_eq!(shown(&people)[..2], [("Ida Storm", 12), ("Åke Sund", 2)]);
    }
    assert_eq!(counts(&reader, "zebra", facet("people:unusual")).distinct, 0);
}

#[test]
fn names_come_as_in_a_register() {
    let (_folder, reader) = index_of(&stories());
    let people = counts(&reader, "", facet("people:name"));
    assert_eq!(shown(&people), [("Åke Sund", 2), ("Ida Storm", 12), ("Volodymyr Zelenskyy", 1)]);
    let second = FacetRequest { offset: 1, limit: 1, ..facet("people:name") };
    let page = counts(&reader, "", second);
    assert_eq!((shown(&page), page.distinct), (vec![("Ida Storm", 12)], 3));
}

#[test]
fn values_are_found_by_how_they_begin() {
    let (_folder, reader) = index_of(&stories());
    for (field, prefix, values) in [
        ("people", "zelenski", &[("Volodymyr Zelenskyy", 1)][..]),
        ("people", "s", &[("Ida Storm", 12), ("Åke Sund", 2)]),
        ("people", "ake s", &[("Åke Sund", 2)]),
        ("people", "torm", &[]),
        ("places", "texas", &[(PARIS_TEXAS, 6), (AUSTIN, 1)]),
        ("places", "united states/tex", &[(PARIS_TEXAS, 6), (AUSTIN, 1)]),
        ("places:country", "paris", &[]),
        ("places:region", "tex", &[("North America/United States/Texas", 7)]),
        ("month", "2024", &[("2024-03", 10)]),
        ("authors:name", "DOE", &[("Jane Doe", 2)]),
    ] {
        let found = counts(&reader, "", beginning(field, prefix));
        assert_eq!((shown(&found).as_slice(), found.distinct), (values, values.len()), "{field} {prefix}");
    }
    let one = counts(&reader, "", FacetRequest { limit: 1, ..beginning("people", "s") });
    assert_eq!((one.distinct, one.values.len()), (2, 1));
    assert_eq!(shown(&counts(&reader, "trade", beginning("people:unusual", "s"))), [("Åke Sund", 2)]);
}

fn alternatives(reader: &Reader, query: &str, filters: &[(FacetField, &str)], field: &str) -> Vec<(String, usize)> {
    let filters = filters.iter().map(|(field, value)| Filter::parse(*field, value).expect("parses")).collect();
    let query = parse(query, Joiner::All).expect("parses");
    let request = Request { query, filters, facets: vec![facet(field)], alternatives: true, ..Request::default() };
    let facets = run(reader, &request).expect("an answer").facets;
    shown(&facets[0]).into_iter().map(|(value, count)| (value.to_owned(), count)).collect()
}

#[test]
fn an_exclusion_is_a_field_s_own_filter() {
    let (_folder, reader) = index_of(&stories());
    let all = [("Ida Storm", 12), ("Åke Sund", 2), ("Volodymyr Zelenskyy", 1)].map(|(name, count)| (name.to_owned(), count));
    for (query, filters) in [
        ("", &[(FacetField::People, "NOT sund")][..]),
        ("", &[(FacetField::People, "sund"), (FacetField::People, "NOT zelensky")]),
        ("-person:sund", &[]),
        ("person:sund", &[]),
        ("person:zelensky", &[(FacetField::People, "storm")]),
    ] {
        assert_eq!(alternatives(&reader, query, filters, "people"), all, "{query} {filters:?}");
    }
}

#[test]
fn filters_of_the_query_are_those_of_their_field_and_its_words_are_nobody_s() {
    let (_folder, reader) = index_of(&stories());
    let of =
        |query: &str, field: &str| alternatives(&reader, query, &[], field).into_iter().map(|(_, count)| count).sum::<usize>();
    assert_eq!((of("trade person:zelensky", "people"), of("trade person:zelensky", "year")), (5, 1));
    assert_eq!((of("rain OR person:zelensky", "people"), of("rain OR person:zelensky", "year")), (13, 11));
    assert_eq!((of("date:2025 person:storm", "year"), of("date:2025 person:storm", "people")), (12, 5));
}

#[test]
fn removed_articles_make_no_region() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let texas = article("texas", "x").at("Texas", Some("North America/United States/Texas"), "US");
    let austin = article("austin", "x").at("Austin", Some(AUSTIN), "US");
    // One removed article of many stays in its segment.
    let others = (0..30).map(|number| article(&format!("other{number}"), "x"));
    write(folder.path(), &[texas, austin].into_iter().chain(others).collect::<Vec<_>>());
    let mut writer = Writer::open(folder.path()).expect("an index");
    writer.remove_article("austin").expect("removed");
    publish(writer);
    let reader = Reader::open(folder.path()).expect("an index");
    assert!(reader.searcher().segment_readers().iter().any(tantivy::SegmentReader::has_deletes));
    assert_eq!(shown(&counts(&reader, "", facet("places:region"))), []);
    assert_eq!(shown(&counts(&reader, "", facet("places:city"))), [("North America/United States/Texas", 1)]);
}

#[test]
fn a_name_of_several_words_is_left_out_wherever_it_stands_first() {
    let story = |id: &str| article(id, "x");
    let folder = tempfile::tempdir().expect("a temporary folder");
    write(folder.path(), &[story("a"), story("b"), story("c").naming("Ivan Hale", &[]), story("d")]);
    let reader = Reader::open(folder.path()).expect("an index");
    for (query, found) in
        [("-person:\"Ivan Hale\"", 3), ("x -person:\"Ivan Hale\"", 3), ("-person:(\"Ivan Hale\" OR \"Ada B\")", 3)]
    {
        assert_eq!(counts(&reader, query, facet("people")).total, found, "{query}");
    }
}
