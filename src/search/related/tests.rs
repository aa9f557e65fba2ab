//! Articles of our own on two people who appear together, and one who does not.

use super::*;
use crate::article::model::Article;
use crate::authority::Decisions;
use crate::index::decide;
use crate::index::sample::{article, index_of, write};
use crate::query::{Joiner, parse};
use crate::search::Filter;

const LVIV: &str = "Europe/Ukraine/Lviv";

fn stories() -> Vec<Article> {
    let together = |id: &str, date: &str| {
        let story = article(id, "Talks went on.").naming("Vera Orlova", &[]).naming("Ivan Hale", &[]).dated(date);
        story.at("Lviv", Some(LVIV), "UA").about("Arden Bank")
    };
    let alone = |id: &str| article(id, "Rain fell.").naming("Ada Brook", &[]).about("Arden Bank").dated("2024-03-09");
    vec![
        together("a", "2024-01-31"),
        together("b", "2024-03-01").naming("Ada Brook", &[]),
        together("c", "2024-03-02"),
        article("d", "Talks failed.").naming("Vera Orlova", &[]).at("Ukraine", Some("Europe/Ukraine"), "UA").dated("2024"),
        alone("e"),
        alone("f"),
        alone("g"),
        alone("h"),
    ]
}

fn wanted(order: RelatedOrder) -> RelatedRequest {
    RelatedRequest { limit: 10, order, by: Some(By::Month) }
}

fn asked(reader: &Reader, filters: &[(FacetField, &str)], query: &str, order: RelatedOrder) -> Related {
    let filters = filters.iter().map(|(field, value)| Filter::parse(*field, value).expect("parses")).collect();
    let query = parse(query, Joiner::All).expect("parses");
    let (found, results) = related(reader, &Request { query, filters, ..Request::default() }, wanted(order)).expect("an answer");
    assert_eq!(found.timeline.total, results.total);
    found
}

fn names(related: &Related, at: usize) -> Vec<(&str, usize, usize)> {
    let field = &related.fields[at];
    assert_eq!(field.distinct, field.values.len());
    field.values.iter().map(|one| (one.value.as_str(), one.together, one.articles)).collect()
}

#[test]
fn whoever_appears_together_more_than_by_chance_is_associated() {
    let (_folder, reader) = index_of(&stories());
    for (filters, query) in [(&[(FacetField::People, "orlova")][..], ""), (&[], "person:orlova")] {
        let related = asked(&reader, filters, query, RelatedOrder::Association);
        assert_eq!((related.all, related.timeline.total, related.timeline.undated), (8, 4, 1));
        assert_eq!(names(&related, 0), [("Ivan Hale", 3, 3)]);
        assert_eq!(names(&related, 1), [("Lviv", 3, 3), ("Ukraine", 1, 1)]);
        assert_eq!(names(&related, 2), []);
        let hale = &related.fields[0].values[0];
        assert!((hale.association.expected - 1.5).abs() < 1e-9 && hale.association.score > 3.84, "{hale:?}");
    }
}

#[test]
fn by_count_whoever_appears_at_all_comes() {
    let (_folder, reader) = index_of(&stories());
    let related = asked(&reader, &[(FacetField::People, "orlova")], "", RelatedOrder::Count);
    assert_eq!(names(&related, 0), [("Ivan Hale", 3, 3), ("Ada Brook", 1, 5)]);
    assert_eq!(names(&related, 2), [("Arden Bank", 3, 7)]);
    assert!(related.fields[0].values[1].association.score < 0.0);
}

#[test]
fn periods_are_those_of_the_timeline() {
    let (_folder, reader) = index_of(&stories());
    let related = asked(&reader, &[(FacetField::People, "orlova")], "", RelatedOrder::Count);
    let periods: Vec<&str> = related.timeline.periods.iter().map(|(period, _)| period.as_str()).collect();
    assert_eq!(periods, ["2024-01", "2024-02", "2024-03"]);
    let over_time: Vec<&[usize]> = related.fields[0].values.iter().map(|one| one.periods.as_slice()).collect();
    assert_eq!(over_time, [[1, 0, 2], [0, 0, 1]]);
    assert_eq!(related.fields[1].values[0].periods, [1, 0, 2]);
}

#[test]
fn what_was_asked_for_is_left_out_and_what_was_excluded_is_not() {
    let (_folder, reader) = index_of(&stories());
    let places = asked(&reader, &[(FacetField::Places, "ukraine")], "", RelatedOrder::Count);
    assert_eq!(names(&places, 1), []);
    assert_eq!(names(&places, 0)[..2], [("Vera Orlova", 4, 4), ("Ivan Hale", 3, 3)]);
    let either = asked(&reader, &[(FacetField::People, "orlova OR hale")], "", RelatedOrder::Count);
    assert_eq!(names(&either, 0), [("Ada Brook", 1, 5)]);
    let query = asked(&reader, &[(FacetField::People, "NOT brook")], "talks", RelatedOrder::Count);
    assert_eq!(names(&query, 0), [("Vera Orlova", 3, 4), ("Ivan Hale", 2, 3)]);
    assert_eq!(names(&asked(&reader, &[(FacetField::People, "*")], "", RelatedOrder::Count), 0).len(), 3);
}

#[test]
fn names_that_are_one_are_one() {
    let place = tempfile::tempdir().expect("a folder");
    let index = place.path().join("index");
    write(&index, &stories());
    for decision in Decisions::parse(
        "merge person \"Ivan Hale\" \"Ada Brook\"\nrename person \"Vera Orlova\" \"Vera O.\"\nhide organization \"Arden Bank\"",
    )
    .list
    {
        decide(&index, &decision).expect("written");
    }
    let reader = Reader::open(&index).expect("an index");
    let one = asked(&reader, &[(FacetField::People, "orlova")], "", RelatedOrder::Count);
    assert_eq!(names(&one, 0), [("Ivan Hale", 3, 7)]);
    assert_eq!((one.fields[0].values[0].periods.as_slice(), names(&one, 2)), (&[1, 0, 2][..], vec![]));
    let merged = asked(&reader, &[(FacetField::People, "brook")], "", RelatedOrder::Count);
    assert_eq!(names(&merged, 0), [("Vera O.", 3, 4)]);
}

#[test]
fn limits_hold_and_nothing_found_is_related_to_nothing() {
    let (_folder, reader) = index_of(&stories());
    let query = parse("talks", Joiner::All).expect("parses");
    let request = RelatedRequest { limit: 1, order: RelatedOrder::Count, by: None };
    let (found, _) = related(&reader, &Request { query, ..Request::default() }, request).expect("an answer");
    assert_eq!((found.fields[0].distinct, found.fields[0].values.len()), (3, 1));
    let none = asked(&reader, &[], "zebra", RelatedOrder::Association);
    assert!(none.timeline.total == 0 && none.fields.iter().all(|field| field.values.is_empty()));
}
