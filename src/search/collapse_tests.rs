//! Copies of one story among the hits: what is shown, what is counted.

use super::*;
use crate::article::model::Article;
use crate::index::Conclusions;
use crate::index::sample::{article, conclude, write};
use proptest::prelude::*;

/// An index of these articles in segments of three, with these groups.
fn index_of(articles: &[Article], groups: &[&[&str]]) -> (tempfile::TempDir, Reader) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    articles.chunks(3).for_each(|articles| write(folder.path(), articles));
    let groups: Vec<Vec<String>> = groups.iter().map(|group| group.iter().map(|id| (*id).to_owned()).collect()).collect();
    conclude(folder.path(), &Conclusions { copies: Some(&groups), ..Conclusions::default() });
    let reader = Reader::open(folder.path()).expect("an index");
    (folder, reader)
}

/// Rain in five articles, the fourth of which says it most; three of them are one story, as are the last two.
fn rain() -> (tempfile::TempDir, Reader) {
    let articles = [
        article("a", "rain and wind over the hills").dated("1990-01-01"),
        article("b", "rain and wind over the coast").dated("1990-01-03"),
        article("c", "sun and wind over the coast").dated("1990-01-04"),
        article("d", "rain rain rain").dated("1990-01-02"),
        article("e", "rain and sun by turns on a long day at sea with friends").dated("1990-01-05"),
        article("f", "rain and sun by turns").dated("1990-01-06"),
    ];
    index_of(&articles, &[&["a", "d", "b", "c"], &["e", "f"]])
}

fn request(words: &str, limit: usize) -> Request {
    let query = crate::query::parse(words, crate::query::Joiner::All).expect("parses");
    Request { query, limit, copies: CopiesShown::Collapsed, ..Request::default() }
}

fn shown(results: &Results) -> Vec<(&str, Vec<&str>)> {
    results.hits.iter().map(|hit| (hit.id.as_str(), found(hit))).collect()
}

fn found(hit: &Hit) -> Vec<&str> {
    hit.copy_of.iter().flat_map(|copies| &copies.found).map(String::as_str).collect()
}

#[test]
fn a_group_stands_once_at_its_best_hit_with_the_articles_found() {
    let (_folder, reader) = rain();
    let results = run(&reader, &request("rain", 10)).expect("an answer");
    assert_eq!((results.total, results.more), (5, false));
    assert_eq!(shown(&results), [("d", vec!["a", "b"]), ("f", vec!["e"])]);
    let told = results.hits.iter().filter_map(|hit| hit.copy_of.as_ref()).map(|copies| (copies.first.as_str(), copies.others));
    assert_eq!(told.collect::<Vec<_>>(), [("a", 3), ("e", 1)]);
}

#[test]
fn pages_are_pages_of_stories() {
    let (_folder, reader) = rain();
    let page = |offset| run(&reader, &Request { offset, ..request("rain", 1) }).expect("an answer");
    assert_eq!((shown(&page(0)), page(0).more), (vec![("d", vec!["a", "b"])], true));
    assert_eq!((shown(&page(1)), page(1).more), (vec![("f", vec!["e"])], false));
    assert_eq!((shown(&page(2)), page(2).more, page(2).total), (vec![], false, 5));
}

#[test]
fn without_collapsing_every_article_stands_and_may_tell_of_its_group() {
    let (_folder, reader) = rain();
    let with = |copies| run(&reader, &Request { copies, ..request("rain", 3) }).expect("an answer");
    let [alike, told] = [CopiesShown::Alike, CopiesShown::Told].map(with);
    assert_eq!(alike.hits.iter().map(|hit| &hit.id).collect::<Vec<_>>(), told.hits.iter().map(|hit| &hit.id).collect::<Vec<_>>());
    assert!(alike.more && alike.hits.len() == 3 && alike.hits.iter().all(|hit| hit.copy_of.is_none()));
    let first = told.hits.first().and_then(|hit| hit.copy_of.clone());
    assert_eq!(first, Some(CopyOf { first: "a".to_owned(), others: 3, found: Vec::new() }));
}

#[test]
fn a_facet_counts_the_articles_found_of_each_group() {
    let (_folder, reader) = rain();
    let facets = vec![FacetRequest::parse("copies", 10).expect("a field")];
    let results = run(&reader, &Request { facets, ..request("sun", 0) }).expect("an answer");
    let values = results.facets[0].values.iter().map(|value| (value.value.as_str(), value.count)).collect::<Vec<_>>();
    assert_eq!((values, results.facets[0].distinct, results.facets[0].total), (vec![("e", 2), ("a", 1)], 2, 3));
}

#[test]
fn with_groups_of_another_commit_every_article_stands_alone_and_the_user_is_told() {
    let (_folder, reader) = rain();
    write(reader.path(), &[article("g", "rain in spring")]);
    let reader = Reader::open(reader.path()).expect("an index");
    assert_eq!(run(&reader, &Request { copies: CopiesShown::Alike, ..request("rain", 9) }).expect("an answer").hits.len(), 6);
    assert_eq!(reader.faults().count(), 0);
    let results = run(&reader, &request("rain", 9)).expect("an answer");
    assert_eq!((results.hits.len(), reader.faults().count()), (6, 1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_is_shown_is_the_first_of_each_group_in_the_order_of_all(
        drafts in prop::collection::vec((1..5_usize, 0..5_usize), 1..24),
        limit in 1..6_usize,
        offset in 0..4_usize,
    ) {
        let id = |number: usize| format!("n{number:02}");
        let articles: Vec<Article> = drafts.iter().enumerate()
            .map(|(number, (rains, _))| article(&id(number), &"rain ".repeat(*rains)).dated("1990-01-01")).collect();
        // Group 0 stands for no group.
        let mut groups: Vec<Vec<String>> = vec![Vec::new(); 5];
        drafts.iter().enumerate().filter(|(_, (_, group))| *group > 0).for_each(|(number, (_, group))| groups[*group].push(id(number)));
        groups.retain(|group| group.len() > 1);
        let groups: Vec<Vec<&str>> = groups.iter().map(|group| group.iter().map(String::as_str).collect()).collect();
        let (_folder, reader) = index_of(&articles, &groups.iter().map(Vec::as_slice).collect::<Vec<_>>());

        let all = run(&reader, &Request { copies: CopiesShown::Alike, ..request("rain", 99) }).expect("an answer");
        let group_of = |id: &str| groups.iter().position(|group| group.contains(&id));
        let mut firsts: Vec<&str> = Vec::new();
        for hit in &all.hits {
            let known = group_of(&hit.id).is_some_and(|group| firsts.iter().any(|first| group_of(first) == Some(group)));
            firsts.extend((!known).then_some(hit.id.as_str()));
        }
        let results = run(&reader, &Request { offset, ..request("rain", limit) }).expect("an answer");
        let wanted: Vec<&str> = firsts.iter().copied().skip(offset).take(limit).collect();
        prop_assert_eq!(results.hits.iter().map(|hit| hit.id.as_str()).collect::<Vec<_>>(), wanted);
        prop_assert_eq!(results.more, firsts.len() > offset + limit);
        prop_assert_eq!(results.total, articles.len());
        for hit in &results.hits {
            let others = group_of(&hit.id).map_or(0, |group| groups[group].len() - 1);
            prop_assert_eq!(hit.copy_of.as_ref().map_or(0, |copies| copies.found.len()), others);
        }
    }
}
