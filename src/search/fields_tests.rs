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

#[test]
fn subjects_and_status_of_the_source_are_asked_for_by_name() {
    let [mut killed, mut other] = [article("a", "Rain."), article("b", "Sun.")];
    killed.keywords = vec!["Flood defences".to_owned()];
    killed.release.status = Some("canceled".to_owned());
    other.subjects.people = vec!["Jens Holm".to_owned()];
    let (_folder, reader) = index_of(&[killed, other]);
    for (query, id, restriction) in [
        ("keyword:flood", "a", Some("canceled")),
        ("status:canceled", "a", Some("canceled")),
        ("subject:\"jens holm\"", "b", None),
    ] {
        let query = parse(query, Joiner::All).expect("parses");
        let results = run(&reader, &Request { query, limit: 10, ..Request::default() }).expect("an answer");
        let found: Vec<_> = results.hits.iter().map(|hit| (hit.id.as_str(), hit.restriction.as_deref())).collect();
        assert_eq!(found, [(id, restriction)]);
    }
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
fn regular_expressions_are_compared_with_small_letters() {
    for (query, ids) in [
        ("/[v-w]itk.*/", "a"),
        ("/WITK\\w+/", "a"),
        ("/[^w]itkoff/", ""),
        ("/[^w]itkoff/ NEAR/9 met", ""),
        ("/w[^x]tkoff/ NEAR/9 met", "a"),
    ] {
        assert_eq!(found(query), ids, "{query}");
    }
}

#[test]
fn chains_of_nearness_find_what_each_pair_would() {
    for (query, ids) in [
        ("peace NEAR/9 plan NEAR/9 hard", "a"),
        ("peace PRE/6 plan PRE/2 peace", "a"),
        ("missile /s shown /s moscow", "b"),
        ("rain /p missile /p shown", "b"),
        ("rain /s missile /s shown", ""),
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
        ("\"peace plan\"~0", ""),
        ("\"peace plan\"~1", "a"),
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

/// Stories for what stands near what; `d` quotes somebody, and is long.
fn places() -> Vec<Article> {
    let kyiv = |mut article: Article| {
        let place = article.places.last_mut().expect("a place");
        (place.location.latitude, place.location.longitude) = (Some(50.45), Some(30.52));
        article
    };
    let first = article(
        "d",
        "Talks in Kyiv failed. The peace plan of the US was refused.\n\nAid stopped. Talks will go on, talks and talks.",
    );
    let second =
        article("e", "They told us of the plan. Peace comes later, the mayor said: “We talk of aid.”\n\nThe plan ran on.");
    vec![
        kyiv(first.headed("NO PEACE FOR US").dated("2025-12-02").at("Kyiv", Some("Europe/Ukraine/Kyiv"), "UA")),
        second.headed("A plan").dated("1650-03-04").quoting(Some("Vera Orlova"), "We talk of aid."),
    ]
}

fn found_near(query: &str) -> String {
    let (_folder, reader) = index_of(&places());
    let query = crate::query::parse_on(query, Joiner::All, jiff::civil::date(2025, 12, 3)).expect("parses");
    let results = run(&reader, &Request { query, limit: 10, ..Request::default() }).expect("an answer");
    assert_eq!(results.total, results.hits.len());
    let mut ids: Vec<String> = results.hits.into_iter().map(|hit| hit.id).collect();
    ids.sort();
    ids.concat()
}

#[test]
fn words_stand_near_one_another() {
    for (query, ids) in [
        ("peace NEAR/1 plan", "de"),
        ("peace PRE/1 plan", "d"),
        ("plan NEAR/2 peace", "de"),
        ("plan PRE/2 peace", "e"),
        ("peace /s plan", "d"),
        ("peace /p plan", "de"),
        ("failed /p aid", ""),
        ("(aid OR plan) /s us", "de"),
        ("\"peace plan\" W/5 refus*", "d"),
        ("tal?s NEAR/2 kyiv", "d"),
        ("headline:(peace NEAR/2 us)", "d"),
        ("NOT (peace /s plan)", "e"),
    ] {
        assert_eq!(found_near(query), ids, "{query}");
    }
}

#[test]
fn parts_of_the_text_can_be_asked() {
    for (query, ids) in [
        ("lead:aid", "e"),
        ("lead:plan", "de"),
        ("lead:\"aid stopped\"", ""),
        ("hlead:(plan -kyiv)", "e"),
        ("hlead:\"no peace\"", "d"),
        ("quote:aid", "e"),
        ("quote:mayor", ""),
        ("quote:\"talk of aid\" saidby:orlova", "e"),
        ("saidby:nobody", ""),
        ("headline:plan*", "e"),
        ("lead:xyfused~1", ""),
        ("lead:refuse~", "d"),
    ] {
        assert_eq!(found_near(query), ids, "{query}");
    }
}

#[test]
fn forms_times_lengths_and_distances() {
    for (query, ids) in [
        ("=talk", "e"),
        ("=talks", "d"),
        ("caps(US)", "d"),
        ("us", "de"),
        ("caps(Talks)", "d"),
        ("/ta?lks/", "d"),
        ("/(mayor|kyiv)/", "de"),
        ("body:/ma.*/", "e"),
        ("atleast4(talk)", "d"),
        ("atleast2(plan)", "e"),
        ("atleast3(peace OR plan)", "de"),
        ("length:>18", "de"),
        ("length:..21 length:21..", "d"),
        ("near:Kyiv", "d"),
        ("near:\"Kyiv\"~1km", "d"),
        ("near:\"Chernihiv\"~100km", ""),
        ("near:\"Chernihiv\"~150km", "d"),
        ("date:yesterday", "d"),
        ("date:\"last 2 weeks\"", "d"),
        ("date:march 1650", "e"),
        ("date:..1676", "e"),
        ("peace^3 talks", "de"),
    ] {
        assert_eq!(found_near(query), ids, "{query}");
    }
}

#[test]
fn exactly_what_matched_is_marked() {
    let (_folder, reader) = index_of(&places());
    let marked = |query: &str| -> Vec<String> {
        let query = parse(query, Joiner::All).expect("parses");
        let hits = run(&reader, &Request { query, limit: 1, ..Request::default() }).expect("an answer").hits;
        let hit = hits.first().expect("a hit");
        let letters: Vec<char> = hit.snippet.chars().collect();
        hit.highlights.iter().map(|range| letters[range.clone()].iter().collect()).collect()
    };
    for (query, words) in [
        ("plan PRE/2 peace", &["plan", "Peace"][..]),
        ("kyiv /s talks", &["Talks", "Kyiv"]),
        ("\"peace plan\" /s refus*", &["peace plan", "refused"]),
        ("quote:aid", &["aid"]),
        ("caps(US) aid", &["US", "Aid"]),
        ("=talks lead:kyiv", &["Talks", "Kyiv", "Talks", "talks", "talks"]),
        ("/ref.*/", &["refused"]),
        ("headline:plan later", &["later"]),
    ] {
        assert_eq!(marked(query), words, "{query}");
    }
}
