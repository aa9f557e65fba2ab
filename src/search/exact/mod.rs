//! Are all counts exact? Random corpora in several segments, with articles removed and names merged, hidden and renamed, are
//! asked a thousand random questions; each answer is compared with a count over the articles in plain Rust.

mod brute;
mod corpus;
mod question;

use proptest::prelude::*;

use super::*;
use brute::Brute;
use corpus::Corpus;
use question::Question;

/// Corpora, and questions to each.
const CORPORA: u32 = 100;
const QUESTIONS: usize = 10;

/// What a value shows: its name or path, and articles.
fn shown(values: &[FacetValue]) -> Vec<(String, usize)> {
    values.iter().map(|value| (value.path.clone().unwrap_or(value.value.clone()), value.count)).collect()
}

/// The page of a whole list that a facet asks for.
fn page<T: Clone>(all: &[T], facet: &FacetRequest) -> Vec<T> {
    all.iter().skip(facet.offset).take(facet.limit).cloned().collect()
}

fn check(reader: &Reader, corpus: &Corpus, question: &Question) -> Result<(), TestCaseError> {
    let request = question.request();
    let results = run(reader, &request).expect("an answer");
    prop_assert_eq!(results.total, question.found(corpus).len());
    for (facet, counted) in request.facets.iter().zip(&results.facets) {
        let brute = Brute::of(corpus, question, facet);
        prop_assert_eq!(counted.total, brute.found, "{:?} {:?}", request, facet);
        prop_assert_eq!(counted.distinct, brute.values.len(), "{:?} {:?}", request, facet);
        if counted.order == FacetOrder::Unusual {
            check_unusual(reader, &request, facet, &brute)?;
        } else {
            prop_assert_eq!(shown(&counted.values), page(&brute.names(counted.order), facet), "{:?} {:?}", request, facet);
        }
    }
    Ok(())
}

/// Scores are compared as numbers, the order by the scores, and a page with its part of the whole list.
fn check_unusual(reader: &Reader, request: &Request, facet: &FacetRequest, brute: &Brute) -> Result<(), TestCaseError> {
    let every = FacetRequest { limit: usize::MAX, offset: 0, ..facet.clone() };
    let ask = |facet: FacetRequest| run(reader, &Request { facets: vec![facet], ..request.clone() }).expect("an answer").facets;
    let all = ask(every).remove(0).values;
    let mut last = (f64::INFINITY, 0, String::new());
    for value in &all {
        let name = value.path.clone().unwrap_or(value.value.clone());
        let unusual = value.unusual.expect("a score");
        let (count, expected, score) = brute.unusual(&name);
        prop_assert_eq!(value.count, count, "{}", &name);
        prop_assert!((unusual.expected - expected).abs() < 1e-9 && (unusual.score - score).abs() < 1e-6, "{unusual:?} {score}");
        let next = (unusual.score, value.count, value.value.clone());
        let equals_by_name = (next.0, next.1) != (last.0, last.1) || next.2 >= last.2;
        prop_assert!(next.0 <= last.0 && equals_by_name, "{last:?} before {next:?}");
        last = next;
    }
    prop_assert_eq!(page(&all, facet), ask(facet.clone()).remove(0).values);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: CORPORA, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_thousand_answers_equal_brute_force(
        corpus in corpus::corpora(),
        questions in prop::collection::vec(question::questions(), QUESTIONS),
    ) {
        let place = tempfile::tempdir().expect("a folder");
        let reader = corpus.index(&place.path().join("index"));
        prop_assert_eq!(reader.faults().count(), 0);
        for question in &questions {
            check(&reader, &corpus, question)?;
        }
    }
}
