//! Does a search answer what was asked, exactly? Articles of our own, each in a segment of its own, and counts compared
//! with brute force over random corpora.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::article::model::Article;
use crate::index::Writer;
use crate::index::sample::{article, index_of, publish, write};
use crate::query::{Joiner, parse};

const MOSCOW: &str = "Europe/Russia/Moscow";
const PARIS: &str = "Europe/France/Paris";
const PARIS_TEXAS: &str = "North America/United States/Texas/Paris";

fn stories() -> Vec<Article> {
    vec![
        article("a", "The special envoy Witkoff met Vladimir Putin in the café. A state-of-the-art plan, said O’Brien of AT&T.")
            .headed("UN: report on Moscow talks")
            .dated("2025-12-02?")
            .naming("Vladimir Putin", &["Putin", "Vladimir Putin"])
            .naming("George W. Bush", &["Bush"])
            .at("Moscow", Some(MOSCOW), "RU")
            .filed_from("Moscow", Some(MOSCOW), "RU")
            .by("Jane Doe")
            .from_agency("AP"),
        article("b", "Talks went on in Paris. The U.S. sent two envoys; an envoy is special. Putin stayed away.")
            .headed("Paris talks")
            .dated("2025-11-30")
            .naming("Volodymyr Zelenskyy", &["Zelenskyy"])
            .naming("Vladimir Putin", &["Putin"])
            .at("Paris", Some(PARIS), "FR")
            .at("United States", Some("North America/United States"), "US")
            .filed_from("Paris", Some(PARIS), "FR"),
        article("c", "Rain fell on a town of wide streets. US farmers were glad, see https://example.com/a for more.")
            .headed("Rain in Texas")
            .dated("XXXX-12-02")
            .at("Paris", Some(PARIS_TEXAS), "US")
            .filed_from("Nowhere Creek", None, ""),
        article("d", "Der Minister sprach in München über Verhandlungen.").headed("Minister").dated("1651-03-04"),
    ]
}

fn request(query: &str) -> Request {
    Request { query: parse(query, Joiner::All).expect("parses"), limit: 10, ..Request::default() }
}

fn answer(reader: &Reader, request: &Request) -> Vec<String> {
    let results = run(reader, request).expect("an answer");
    assert_eq!(results.total, results.hits.len());
    results.hits.into_iter().map(|hit| hit.id).collect()
}

fn found(reader: &Reader, query: &str) -> String {
    let mut ids = answer(reader, &request(query));
    ids.sort();
    ids.concat()
}

fn filtered(reader: &Reader, field: FacetField, value: &str) -> String {
    let filters = vec![Filter::parse(field, value).expect("parses")];
    let mut ids = answer(reader, &Request { filters, limit: 10, ..Request::default() });
    ids.sort();
    ids.concat()
}

#[test]
fn queries_find_what_was_meant() {
    let (_folder, reader) = index_of(&stories());
    for (query, ids) in [
        ("put*", "ab"),
        ("wit?off", "a"),
        ("*koff", "a"),
        ("putin and paris", "b"),
        ("putin AND paris", "b"),
        ("paris OR o'brien", "ab"),
        ("O'Brien", "a"),
        ("O’Brien", "a"),
        ("UN: report", "a"),
        ("moscow: talks", "a"),
        ("https://example.com/a", "c"),
        ("-paris", "acd"),
        ("NOT paris", "acd"),
        ("talks NOT (paris OR rome)", "a"),
        ("cafe", "a"),
        ("“special envoy”", "a"),
        ("\"envoys special\"", ""),
        ("AT&T", "a"),
        ("state-of-the-art", "a"),
        ("U.S.", "bc"),
        ("US", "bc"),
        ("the talks of an envoy", "ab"),
        ("the", "ab"),
        ("Munchen verhandlungen", "d"),
        ("jane doe", "a"),
        ("ap", "a"),
        ("nowhere", "c"),
        ("*", "abcd"),
    ] {
        assert_eq!(found(&reader, query), ids, "{query}");
    }
    let any = Request { query: parse("witkoff rain", Joiner::Any).expect("parses"), limit: 9, ..Request::default() };
    assert_eq!(answer(&reader, &any).len(), 2);
}

#[test]
fn filters_take_names_by_their_parts_and_places_with_what_lies_inside() {
    let (_folder, reader) = index_of(&stories());
    for (field, value, ids) in [
        (FacetField::People, "putin", "ab"),
        (FacetField::People, "PUTIN, Vladimir", "ab"),
        (FacetField::People, "zelensky", "b"),
        (FacetField::People, "George Bush", "a"),
        (FacetField::People, "“George Bush”", ""),
        (FacetField::People, "Putin George", ""),
        (FacetField::People, "putin OR zelensky", "ab"),
        (FacetField::People, "putin -zelensky", "a"),
        (FacetField::People, "zel*", "b"),
        (FacetField::Places, "russia", "a"),
        (FacetField::Places, "Paris", "bc"),
        (FacetField::Places, "Paris, Texas", "c"),
        (FacetField::Places, "Texas/Paris", "c"),
        (FacetField::Places, "europe/paris", "b"),
        (FacetField::Places, "U.S.", "bc"),
        (FacetField::Places, "the United States", "bc"),
        (FacetField::Places, "North America", "bc"),
        (FacetField::Places, "par*", "bc"),
        (FacetField::Places, "mos", ""),
        (FacetField::Dateline, "NOT moscow", "bcd"),
        (FacetField::Dateline, "nowhere creek", "c"),
        (FacetField::Authors, "doe", "a"),
        (FacetField::Agency, "ap", "a"),
        (FacetField::Language, "EN", "abcd"),
        (FacetField::Year, "2025", "ab"),
        (FacetField::Month, "2025-12", "a"),
    ] {
        assert_eq!(filtered(&reader, field, value), ids, "{} {value}", field.name());
    }
}

#[test]
fn dates_include_their_days_and_count_what_has_no_year() {
    let (_folder, reader) = index_of(&stories());
    let dated = |filter: Result<DateFilter, String>| {
        let results = run(&reader, &Request { dates: vec![filter.expect("a date")], limit: 9, ..Request::default() });
        let results = results.expect("an answer");
        (results.hits.into_iter().map(|hit| hit.id).collect::<String>(), results.without_year)
    };
    assert_eq!(dated(DateFilter::since("2025-12-02", jiff::civil::date(2025, 12, 10))), ("a".to_owned(), 1));
    assert_eq!(dated(DateFilter::since("2025", jiff::civil::date(2025, 12, 10))), ("ab".to_owned(), 1));
    assert_eq!(dated(DateFilter::until("2025-11", jiff::civil::date(2025, 12, 10))), ("bd".to_owned(), 1));
    assert_eq!(dated(DateFilter::on("2025-12", jiff::civil::date(2025, 12, 10))), ("a".to_owned(), 1));
    assert_eq!(dated(DateFilter::on("1651", jiff::civil::date(2025, 12, 10))), ("d".to_owned(), 1));
    assert_eq!(dated(DateFilter::on("XXXX-12-02", jiff::civil::date(2025, 12, 10))), ("ac".to_owned(), 0));
}

#[test]
fn hits_come_in_one_order() {
    let (_folder, reader) = index_of(&stories());
    let order = |request: &Request| answer(&reader, request).concat();
    let sorted = |sort| order(&Request { sort, limit: 9, ..Request::default() });
    assert_eq!(sorted(Sort::Relevance), "abdc");
    assert_eq!(sorted(Sort::Newest), "abdc");
    assert_eq!(sorted(Sort::Oldest), "dbac");
    assert_eq!(order(&request("paris")), "b");
    assert_eq!(order(&request("moscow OR paris OR rain")).len(), 3);
    let page = run(&reader, &Request { offset: 1, limit: 2, ..Request::default() }).expect("an answer");
    assert_eq!((page.total, page.hits.len(), page.hits[0].id.as_str()), (4, 2, "b"));
    assert_eq!(page.hits[0].score, None);
    assert!(run(&reader, &request("paris")).expect("an answer").hits[0].score.is_some_and(|score| score > 0.0));
}

#[test]
fn a_headline_weighs_more_than_a_body() {
    let (_folder, reader) = index_of(&[
        article("a", "Wheat was cheap. Barley was dear.").headed("Crops"),
        article("b", "Crops were cheap. Barley was dear.").headed("Wheat"),
    ]);
    assert_eq!(answer(&reader, &request("wheat")), ["b", "a"]);
}

#[test]
fn a_hit_shows_its_fields() {
    let (_folder, reader) = index_of(&stories());
    let results = run(&reader, &request("\"special envoy\" moscow")).expect("an answer");
    let hit = &results.hits[0];
    assert_eq!((hit.id.as_str(), hit.path.as_str(), hit.date.as_deref()), ("a", "a.txt", Some("2025-12-02?")));
    assert_eq!((hit.dateline.as_deref(), hit.authors.as_slice()), (Some("Moscow"), &["Jane Doe".to_owned()][..]));
    assert_eq!(hit.people, ["Vladimir Putin", "George W. Bush"]);
    assert!(hit.snippet.starts_with("The special envoy Witkoff"), "{}", hit.snippet);
    assert_eq!((hit.highlights.first(), hit.highlights.len()), (Some(&(4..17)), 1));
    assert_eq!((hit.headline_highlights.first(), hit.headline_highlights.len()), (Some(&(14..20)), 1));
    let headline_alone = run(&reader, &request("report")).expect("an answer");
    assert_eq!(headline_alone.hits[0].snippet, "UN: report on Moscow talks");
}

fn facet(text: &str) -> FacetRequest {
    FacetRequest::parse(text, 10).expect("a facet")
}

fn counted(reader: &Reader, request: &Request) -> Vec<String> {
    let shown = |value: &FacetValue| format!("{} {}", value.path.as_ref().unwrap_or(&value.value), value.count);
    let facets = run(reader, request).expect("an answer").facets;
    facets.iter().map(|facet| facet.values.iter().map(shown).collect::<Vec<_>>().join(", ")).collect()
}

#[test]
fn facets_count_articles_at_any_level() {
    let (_folder, reader) = index_of(&stories());
    let facets = ["people", "places:country", "places:city", "places:region", "dateline:2", "year", "month", "day:1"].map(facet);
    assert_eq!(
        counted(&reader, &Request { facets: facets.to_vec(), ..Request::default() }),
        [
            "Vladimir Putin 2, George W. Bush 1, Volodymyr Zelenskyy 1",
            "North America/United States 2, Europe/France 1, Europe/Russia 1",
            "Europe/Russia/Moscow 1, Europe/France/Paris 1, North America/United States/Texas/Paris 1",
            "North America/United States/Texas 1",
            "Europe/Russia/Moscow 1, Nowhere Creek 1",
            "2025 2, 1651 1",
            "1651-03 1, 2025-11 1, 2025-12 1",
            "1651-03-04 1",
        ]
    );
}

#[test]
fn alternatives_are_counted_without_the_field_s_own_filter() {
    let (_folder, reader) = index_of(&stories());
    let filters = vec![Filter::parse(FacetField::Dateline, "moscow").expect("parses")];
    let facets = vec![facet("people"), facet("dateline")];
    let plain = Request { filters, facets, ..request("talks") };
    assert_eq!(counted(&reader, &plain), ["George W. Bush 1, Vladimir Putin 1", "Europe/Russia/Moscow 1"]);
    assert_eq!(
        counted(&reader, &Request { alternatives: true, ..plain }),
        ["George W. Bush 1, Vladimir Putin 1", "Europe/Russia/Moscow 1, Europe/France/Paris 1",]
    );
}

#[test]
fn lookups() {
    let (_folder, reader) = index_of(&stories());
    assert_eq!(show(&reader, "b").expect("read"), Some(stories()[1].clone()));
    assert_eq!(show(&reader, "B").expect("read"), None);
    assert_eq!(nearest_ids(&reader, "B").expect("read").first().map(String::as_str), Some("b"));
    assert_eq!(nearest(&reader, FacetField::People, "Zelinsky").expect("read"), ["Volodymyr Zelenskyy"]);
    assert_eq!(nearest(&reader, FacetField::Places, "rusia").expect("read"), ["Russia"]);
    assert_eq!(reader.articles_of("/root").expect("read").count(), 4);
    let stats = stats(&reader).expect("read");
    assert_eq!((stats.articles, stats.undated, stats.without_year), (4, 0, 1));
    assert_eq!(stats.days, Some(("1651-03-04".to_owned(), "2025-12-02".to_owned())));
    assert_eq!(stats.distinct[0], (FacetField::People, 3));
    assert!(stats.bytes > 1_000);
}

#[test]
fn an_empty_index_answers() {
    let (_folder, reader) = index_of(&[]);
    let everything = Request { facets: FacetField::ALL.map(|field| facet(field.name())).to_vec(), ..request("a b* -c \"d e\"") };
    assert_eq!(run(&reader, &everything).expect("an answer").total, 0);
    assert!(stats(&reader).expect("read").days.is_none());
}

/// One random article: a word, people, a place and a date by number.
type Draft = (usize, BTreeSet<usize>, usize, usize);

const PLACES: [&str; 4] = [MOSCOW, PARIS, PARIS_TEXAS, "North America/United States/Texas"];

fn build(number: usize, (word, people, place, date): &Draft) -> Article {
    let draft = article(&format!("n{number}"), ["rain", "sun", "rain sun"][*word]).at(
        PLACES[*place].rsplit('/').next().unwrap_or_default(),
        Some(PLACES[*place]),
        "XX",
    );
    let draft = ["2024-01-31", "2025-12-02?", "XXXX-12-02"].get(*date).map_or(draft.clone(), |value| draft.dated(value));
    people.iter().fold(draft, |draft, person| draft.naming(&format!("Person {person}"), &[]))
}

fn brute(articles: &[Article], value: impl Fn(&Article) -> BTreeSet<String>) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    articles.iter().flat_map(value).for_each(|value| *counts.entry(value).or_default() += 1);
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

fn values(facet: &FacetCounts) -> Vec<(String, usize)> {
    facet.values.iter().map(|value| (value.path.clone().unwrap_or(value.value.clone()), value.count)).collect()
}

fn people(article: &Article) -> BTreeSet<String> {
    article.people.iter().map(|person| person.name.clone()).collect()
}

fn country(article: &Article) -> BTreeSet<String> {
    let paths = article.places.iter().filter_map(|place| place.location.path.as_deref());
    paths.map(|path| path.split('/').take(2).collect::<Vec<_>>().join("/")).collect()
}

fn year(article: &Article) -> BTreeSet<String> {
    let date = article.date.iter().filter_map(|date| date.value.get(..4));
    date.filter(|year| *year != "XXXX").map(str::to_owned).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10))]

    #[test]
    fn counts_equal_brute_force(
        drafts in prop::collection::vec((0..3_usize, prop::collection::btree_set(0..4_usize, 0..4), 0..4_usize, 0..4_usize), 1..24),
        batch in 3..9_usize,
        removed in prop::collection::btree_set(0..24_usize, 0..6),
    ) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let all: Vec<Article> = drafts.iter().enumerate().map(|(number, draft)| build(number, draft)).collect();
        all.chunks(batch).for_each(|articles| write(folder.path(), articles));
        let mut writer = Writer::open(folder.path()).expect("an index");
        for number in &removed {
            writer.remove_article(&format!("n{number}")).expect("removed");
        }
        publish(writer);
        let reader = Reader::open(folder.path()).expect("an index");

        let left = all.into_iter().enumerate().filter(|(number, _)| !removed.contains(number)).map(|(_, article)| article);
        let rainy: Vec<Article> = left.filter(|article| article.body.contains("rain")).collect();
        let of_person_1: Vec<Article> = rainy.iter().filter(|article| people(article).contains("Person 1")).cloned().collect();
        let facets = vec![facet("people"), facet("places:country"), facet("year")];
        let filters = vec![Filter::parse(FacetField::People, "person 1").expect("parses")];
        let request = Request { facets, filters, limit: 30, ..request("rain") };

        let results = run(&reader, &request).expect("an answer");
        prop_assert_eq!(results.total, of_person_1.len());
        prop_assert_eq!(results.hits.len(), of_person_1.len());
        prop_assert_eq!(values(&results.facets[0]), brute(&of_person_1, people));
        prop_assert_eq!(values(&results.facets[1]), brute(&of_person_1, country));
        prop_assert_eq!(values(&results.facets[2]), brute(&of_person_1, year));

        let results = run(&reader, &Request { alternatives: true, ..request }).expect("an answer");
        prop_assert_eq!(values(&results.facets[0]), brute(&rainy, people));
        prop_assert_eq!(values(&results.facets[1]), brute(&of_person_1, country));
        prop_assert_eq!(results.facets[0].total, rainy.len());
    }
}

/// People, places and organisations with a salience, by number.
fn rated(number: usize, saliences: &[u8]) -> Article {
    let mut rated = article(&format!("n{number}"), "rain")
        .naming("Vera Orlova", &["Orlova", "Vera Orlova"])
        .naming("Ivan Orlova", &["Ivan Orlova"])
        .at("Moscow", Some(MOSCOW), "RU")
        .at("Paris", Some(PARIS), "FR")
        .about("NATO Council");
    let people = rated.people.iter_mut().map(|one| &mut one.salience);
    let places = rated.places.iter_mut().map(|one| &mut one.salience);
    let organizations = rated.organizations.iter_mut().map(|one| &mut one.salience);
    people.chain(places).chain(organizations).zip(saliences).for_each(|(salience, value)| *salience = *value);
    rated
}

#[test]
fn saliences_select_exactly() {
    let values = |number: usize| [1, 7, 13, 29, 31].map(|step| u8::try_from(number * step % 100).unwrap_or(0));
    let articles: Vec<Article> = (0..100).map(|number| rated(number, &values(number))).collect();
    let folder = tempfile::tempdir().expect("a temporary folder");
    write(folder.path(), &articles);
    let reader = Reader::open(folder.path()).expect("an index");
    let check = |field, name: &str, least: u8, salience: &dyn Fn(&Article) -> u8| {
        let filters = vec![Filter::parse(field, &format!("{name}@{least}")).expect("parses")];
        let total = run(&reader, &Request { filters, ..Request::default() }).expect("an answer").total;
        let expected = articles.iter().filter(|article| salience(article) >= least).count();
        assert_eq!(total, expected, "{name}@{least}");
    };
    for least in 0..=99 {
        check(FacetField::People, "vera orlova", least, &|article| article.people[0].salience);
        check(FacetField::People, "\"Ivan Orlova\"", least, &|article| article.people[1].salience);
        let either = |article: &Article| article.people[0].salience.max(article.people[1].salience);
        check(FacetField::People, "orlova", least, &either);
        check(FacetField::People, "orl*", least, &either);
        check(FacetField::People, "*", least, &either);
        check(FacetField::Places, "russia", least, &|article| article.places[0].salience);
        check(FacetField::Places, "russ*", least, &|article| article.places[0].salience);
        check(FacetField::Places, "europe", least, &|article| article.places[0].salience.max(article.places[1].salience));
        check(FacetField::Places, "Paris, France", least, &|article| article.places[1].salience);
        check(FacetField::Organizations, "nato", least, &|article| article.organizations[0].salience);
    }
}

#[test]
fn fields_without_salience_refuse_one() {
    for field in [FacetField::Authors, FacetField::Dateline, FacetField::Agency, FacetField::Language, FacetField::Source] {
        let error = Filter::parse(field, "a OR (jane@50)").expect_err("no salience");
        assert_eq!(error.message, "only people, places and organisations have a salience");
        assert_eq!((error.at.start, error.suggestion.is_some()), (10, true));
        assert!(Filter::parse(field, "jane@example.com").is_ok());
    }
}
