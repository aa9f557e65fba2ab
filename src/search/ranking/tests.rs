//! Small articles of our own, of which a reader can say at once which answers better.

use super::super::{Request, Sort, run};
use crate::article::model::Article;
use crate::index::sample::{article, index_of, publish, write};
use crate::index::{Reader, Writer};
use crate::query::{Joiner, parse};

/// Words that no query asks for, so many of them, in sentences of ten.
fn filler(words: usize) -> String {
    let word = |number: usize| if number % 10 == 9 { "nothing." } else { "elsewhere" };
    (0..words).map(word).collect::<Vec<_>>().join(" ")
}

fn order(articles: &[Article], query: &str, sort: Sort) -> String {
    let (_folder, reader) = index_of(articles);
    ids(&reader, query, sort)
}

fn ids(reader: &Reader, query: &str, sort: Sort) -> String {
    let query = parse(query, Joiner::Any).expect("parses");
    let request = Request { query, sort, limit: 50, ..Request::default() };
    run(reader, &request).expect("an answer").hits.into_iter().map(|hit| hit.id).collect::<Vec<_>>().join(" ")
}

fn best(articles: &[Article], query: &str) -> String {
    order(articles, query, Sort::Relevance).split(' ').next().unwrap_or_default().to_owned()
}

#[test]
fn what_the_headline_says_comes_before_what_the_body_says() {
    let stories = [
        article("body", &format!("A strike began. {}", filler(60))).headed("Trains stand still"),
        article("headline", &format!("Trains stood. {}", filler(60))).headed("Strike begins"),
    ];
    assert_eq!(order(&stories, "strike", Sort::Relevance), "headline body");
    assert_eq!(order(&stories, "headline:strike OR still", Sort::Relevance), "headline body");
}

#[test]
fn the_lead_comes_before_the_end_of_the_story() {
    let stories = [
        article("end", &format!("{}\n\n{}\n\nA strike began.", filler(50), filler(50))),
        article("lead", &format!("A strike began.\n\n{}\n\n{}", filler(50), filler(50))),
    ];
    assert_eq!(order(&stories, "strike", Sort::Relevance), "lead end");
}

#[test]
fn words_side_by_side_come_before_words_that_are_scattered() {
    let stories = [
        article("scattered", &format!("{} peace {} plan {}", filler(70), filler(30), filler(10))),
        article("near", &format!("{} the peace and arms plan {}", filler(70), filler(40))),
    ];
    assert_eq!(order(&stories, "peace plan", Sort::Relevance), "near scattered");
}

#[test]
fn rare_words_and_short_stories_count_more() {
    let common: Vec<Article> = (0..9).map(|number| article(&format!("c{number}"), "talks in town")).collect();
    let mut stories = common;
    stories.push(article("rare", "a referendum in town"));
    assert_eq!(best(&stories, "talks referendum"), "rare");
    let stories =
        [article("long", &format!("A referendum. {}", filler(400))), article("short", &format!("A referendum. {}", filler(20)))];
    assert_eq!(order(&stories, "referendum", Sort::Relevance), "short long");
}

#[test]
fn weights_and_exclusions_are_heard() {
    let stories = [article("a", "peace in our time"), article("b", "war in our time")];
    assert_eq!(best(&stories, "peace^3 war"), "a");
    assert_eq!(best(&stories, "peace war^3"), "b");
    assert_eq!(order(&stories, "time -war", Sort::Relevance), "a");
}

#[test]
fn what_the_best_share_orders_the_rest_of_a_question_and_finds_nothing_more() {
    let said = "The minister spoke to the assembly of the port strike, dockers and cranes.";
    let mut stories: Vec<Article> = (0..5).map(|number| article(&format!("best{number}"), said)).collect();
    stories.push(article("other", &format!("An assembly of gardeners met. {}", filler(30))));
    stories.push(article("alike", &format!("An assembly met; dockers and cranes. {}", filler(28))));
    stories.push(article("unasked", "dockers and cranes, dockers and cranes"));
    let found = order(&stories, "minister assembly port strike", Sort::Relevance);
    assert!(found.ends_with("alike other"), "{found}");
}

#[test]
fn recent_articles_can_come_first() {
    let stories = [
        article("old", "A strike, the strike of strikes.").headed("Strike").dated("2024-01-05"),
        article("new", "Of a strike and other things.").dated("2025-12-30"),
        article("newest", "Nothing of it.").dated("2025-12-31"),
        article("undated", "A strike, the strike of strikes.").headed("Strike"),
    ];
    assert_eq!(order(&stories, "strike", Sort::Relevance), "old undated new");
    assert_eq!(order(&stories, "strike", Sort::Recent), "new old undated");
}

#[test]
fn a_query_without_a_word_to_rank_by_is_newest_first() {
    let stories = [
        article("a", "x").naming("Ann Roe", &["Roe"]).dated("2024-01-05"),
        article("b", "x").naming("Ann Roe", &["Roe"]).dated("2025-12-30"),
    ];
    assert_eq!(order(&stories, "person:roe", Sort::Relevance), "b a");
}

#[test]
fn segments_do_not_change_the_order() {
    let stories: Vec<Article> = (0..150)
        .map(|number| {
            article(
                &format!("{number:03}"),
                &format!("peace {} plan of the strike {} talks", filler(number % 7), filler(number % 11)),
            )
        })
        .collect();
    let (_many, apart) = index_of(stories.get(..12).expect("twelve"));
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), stories.get(..12).expect("twelve"));
    let together = Reader::open(folder.path()).expect("an index");
    for query in ["peace", "peace plan", "peace plan strike talks"] {
        assert_eq!(ids(&apart, query, Sort::Relevance), ids(&together, query, Sort::Relevance), "{query}");
    }
    let mut writer = Writer::open(folder.path()).expect("an index");
    stories.iter().skip(12).for_each(|story| writer.add(story, "/root").expect("added"));
    publish(writer);
    let reader = Reader::open(folder.path()).expect("an index");
    let first = ids(&reader, "peace plan strike talks", Sort::Relevance);
    assert_eq!(first.split(' ').count(), 50);
}
