//! Who is quoted, and with which words? The filters on speakers and the words of a request come in; the queries that
//! select the articles go out, and of each article found the quotation that answers best. A name is looked up in the
//! dictionaries of all segments, so that each word is looked for with the speakers who said it.

use std::collections::BTreeSet;

use tantivy::Searcher;
use tantivy::query::Query;

use super::highlight::Highlighter;
use super::snippet::{Snippet, snippet};
use super::{Request, SaidBy};
use crate::article::model::{Article, Kind, Quote};
use crate::authority::{Authority, Shown};
use crate::index::schema::{fields, schema};
use crate::index::{FacetField, Reader};
use crate::query::{Node, lower, names};

/// What a request asks of speakers.
#[derive(Debug)]
pub(super) struct Speakers<'a> {
    /// Values of the filters on speakers.
    values: Vec<Node>,
    /// Every speaker of the index; nobody where no speaker is asked for.
    names: BTreeSet<String>,
    /// Which of them are one.
    authority: &'a Authority,
}

impl<'a> Speakers<'a> {
    /// What this request asks of the speakers of an index.
    pub(super) fn new(reader: &'a Reader, request: &Request) -> tantivy::Result<Speakers<'a>> {
        let filters = request.filters.iter().filter(|filter| filter.field == FacetField::Speakers);
        let values: Vec<Node> = filters.map(|filter| filter.value.clone()).collect();
        let names = if values.is_empty() { BTreeSet::new() } else { dictionary(reader.searcher())? };
        Ok(Speakers { values, names, authority: reader.authority() })
    }

    /// One query for each filter: the words, said by those it names.
    pub(super) fn queries(&self, words: Option<&Node>) -> Vec<Box<dyn Query>> {
        self.values.iter().map(|value| lower::said_by(value, words, &|leaf| self.named(leaf), self.authority)).collect()
    }

    /// The speakers meant by one leaf of a value, by any of their names.
    fn named(&self, leaf: &Node) -> Vec<String> {
        let others = self.authority.spellings(Kind::Person, |own| names::means(leaf, own));
        let others: BTreeSet<&str> = others.into_iter().map(|member| member.value.as_str()).collect();
        let meant = |name: &&String| names::means(leaf, name) || others.contains(name.as_str());
        self.names.iter().filter(meant).filter(|name| self.shown(name).is_some()).cloned().collect()
    }

    /// The name that is shown for a speaker; `None` for one whom the user hides.
    fn shown(&self, name: &str) -> Option<String> {
        match self.authority.shown(Kind::Person, name) {
            None => Some(name.to_owned()),
            Some(Shown::As(_, name)) => Some(name),
            Some(Shown::Hidden) => None,
        }
    }

    /// Everyone whose words are asked for, under the names that are shown.
    pub(super) fn wanted(&self) -> BTreeSet<String> {
        let named = self.values.iter().flat_map(names::wanted).flat_map(|leaf| self.named(leaf));
        named.filter_map(|name| self.shown(&name)).collect()
    }
}

/// The speakers of all segments.
fn dictionary(searcher: &Searcher) -> tantivy::Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for segment in searcher.segment_readers() {
        let Some(column) = segment.fast_fields().str(schema().get_field_name(fields().speakers))? else { continue };
        let mut values = column.dictionary().stream()?;
        while values.advance() {
            names.insert(String::from_utf8_lossy(values.key()).into_owned());
        }
    }
    Ok(names)
}

/// The quotation of one of these speakers with the most different words of the query, then the most matches, then the
/// first; `None` where none of them is quoted.
pub(super) fn best(article: &Article, speakers: &BTreeSet<String>, highlighter: &Highlighter) -> Option<(SaidBy, Snippet)> {
    let mut best: Option<(usize, usize, &Quote, &str)> = None;
    for quote in &article.quotes {
        let Some(speaker) = quote.speaker.as_deref().filter(|speaker| speakers.contains(*speaker)) else { continue };
        let matches = highlighter.matches(&quote.text);
        let terms: BTreeSet<usize> = matches.iter().map(|found| found.term).collect();
        if best.is_none_or(|(most, count, _, _)| (terms.len(), matches.len()) > (most, count)) {
            best = Some((terms.len(), matches.len(), quote, speaker));
        }
    }
    let (_, _, quote, speaker) = best?;
    let said_by = SaidBy { speaker: speaker.to_owned(), start: quote.start, end: quote.end };
    Some((said_by, snippet(&quote.text, &highlighter.matches(&quote.text))))
}

#[cfg(test)]
mod tests {
    use super::super::{FacetRequest, Filter, Results, run};
    use super::*;
    use crate::index::sample::{article, index_of, write};
    use crate::query::{Joiner, parse};

    const MACRON: Option<&str> = Some("Emmanuel Macron");
    const ORTEGA: Option<&str> = Some("José Ortéga");

    fn stories() -> Vec<Article> {
        vec![
            article(
                "a",
                "“Territorial questions are hard. The border stays.” “We talk on.” “Peace needs territorial guarantees.”",
            )
            .headed("Talks")
            .dated("2025-12-01")
            .quoting(MACRON, "Territorial questions are hard. The border stays.")
            .quoting(MACRON, "We talk on.")
            .quoting(Some("Olaf Scholz"), "Peace needs territorial guarantees."),
            article("b", "“Peace is near,” “The café opens,” “nobody knows the territorial waters”")
                .dated("2025-12-02")
                .quoting(ORTEGA, "Peace is near,")
                .quoting(ORTEGA, "The café opens,")
                .quoting(None, "nobody knows the territorial waters"),
            article("c", "Territorial peace, Emmanuel Macron wrote. “No negotiations,”")
                .quoting(Some("Olaf Scholz"), "No negotiations,"),
            article("d", "“Peace first,” “a peace with territorial and other parts”")
                .dated("2025-11-30")
                .quoting(MACRON, "Peace first,")
                .quoting(MACRON, "a peace with territorial and other parts"),
        ]
    }

    fn asked(speakers: &[&str], words: &str) -> Request {
        let filter = |value: &&str| Filter::parse(FacetField::Speakers, value).expect("parses");
        let query = parse(words, Joiner::All).expect("parses");
        Request { query, filters: speakers.iter().map(filter).collect(), limit: 10, ..Request::default() }
    }

    fn answer(reader: &Reader, speakers: &[&str], words: &str) -> Results {
        run(reader, &asked(speakers, words)).expect("an answer")
    }

    fn ids(reader: &Reader, speakers: &[&str], words: &str) -> String {
        let results = answer(reader, speakers, words);
        assert_eq!(results.total, results.hits.len());
        let mut ids: Vec<String> = results.hits.into_iter().map(|hit| hit.id).collect();
        ids.sort();
        ids.concat()
    }

    #[test]
    fn words_are_found_only_where_the_speaker_said_them() {
        let (_folder, reader) = index_of(&stories());
        for (speaker, words, found) in [
            ("Emmanuel Macron", "territorial", "ad"),
            ("scholz", "territorial", "a"),
            ("MACRON", "guarantees", ""),
            ("macron", "border talk", "a"),
            ("macron", "border peace", ""),
            ("macron", "border OR peace", "ad"),
            ("macron", "territorial -border", "d"),
            ("macron", "-border", "d"),
            ("macron", "*", "ad"),
            ("macron", "the", "a"),
            ("macron OR scholz", "guarantees", "a"),
            ("macron OR scholz", "border guarantees", ""),
            ("macron scholz", "territorial", ""),
            ("macron AND scholz", "territorial", "a"),
            ("macron -scholz", "territorial", "d"),
            ("jose ortega", "CAFE", "b"),
            ("Ortéga, José", "café opening", "b"),
            ("em*", "territor*", "ad"),
            ("scholz", "*gotiations", "c"),
            ("ortega", "terr*", ""),
            ("*", "territorial", "ad"),
            ("“Macron Emmanuel”", "territorial", ""),
            ("nobody", "territorial", ""),
        ] {
            assert_eq!(ids(&reader, &[speaker], words), found, "{speaker}: {words}");
        }
        assert_eq!(ids(&reader, &["macron", "scholz"], "territorial"), "a");
        assert_eq!(ids(&reader, &["macron", "scholz"], "border"), "");
    }

    #[test]
    fn phrases_stay_within_one_quotation() {
        let (_folder, reader) = index_of(&stories());
        for (words, found) in
            [("\"border stays\"", "a"), ("\"stays we talk\"", ""), ("\"first a peace\"", ""), ("\"hard the border\"", "a")]
        {
            assert_eq!(ids(&reader, &["macron"], words), found, "{words}");
        }
    }

    #[test]
    fn without_words_whoever_is_quoted_is_found_newest_first() {
        let (_folder, reader) = index_of(&stories());
        let found: Vec<String> = answer(&reader, &["macron"], "").hits.into_iter().map(|hit| hit.id).collect();
        assert_eq!(found, ["a", "d"]);
        assert_eq!((ids(&reader, &["NOT macron"], "").as_str(), ids(&reader, &["*"], "").as_str()), ("bc", "abcd"));
        assert_eq!(answer(&reader, &["macron"], "").hits.first().and_then(|hit| hit.score), None);
    }

    #[test]
    fn counts_are_of_articles_whatever_the_segments() {
        let facets = vec![FacetRequest::new(FacetField::Speakers, 9)];
        let whole = tempfile::tempdir().expect("a temporary folder");
        write(whole.path(), &stories());
        let one = Reader::open(whole.path()).expect("the index can be read");
        let (_folder, many) = index_of(&stories());
        for reader in [one, many] {
            let request = Request { facets: facets.clone(), limit: 0, ..asked(&["macron"], "territorial") };
            let results = run(&reader, &request).expect("an answer");
            let counted = |results: &Results| -> Vec<(String, usize)> {
                results.facets.iter().flat_map(|facet| &facet.values).map(|value| (value.value.clone(), value.count)).collect()
            };
            assert_eq!(results.total, 2);
            assert_eq!(counted(&results), [("Emmanuel Macron".to_owned(), 2), ("Olaf Scholz".to_owned(), 1)]);
            let results = run(&reader, &Request { alternatives: true, ..request }).expect("an answer");
            assert_eq!(results.total, 2);
            let all = [("Emmanuel Macron".to_owned(), 2), ("Olaf Scholz".to_owned(), 2), ("José Ortéga".to_owned(), 1)];
            assert_eq!(counted(&results), all);
        }
    }

    #[test]
    fn the_quotation_with_most_of_the_words_is_shown() {
        let (_folder, reader) = index_of(&stories());
        let hits = answer(&reader, &["macron"], "peace territorial").hits;
        let hit = hits.first().expect("a hit");
        assert_eq!((hit.snippet.as_str(), hit.highlights.len()), ("a peace with territorial and other parts", 2));
        let said_by = hit.said_by.as_ref().expect("a speaker");
        assert_eq!((said_by.speaker.as_str(), said_by.start, said_by.end), ("Emmanuel Macron", 18, 58));
        let hits = answer(&reader, &["macron -scholz"], "").hits;
        assert_eq!(hits.first().map(|hit| hit.snippet.as_str()), Some("Peace first,"));
    }

    #[test]
    fn where_nobody_is_asked_for_the_article_speaks() {
        let (_folder, reader) = index_of(&stories());
        let hits = answer(&reader, &[], "territorial").hits;
        assert!(hits.len() == 4 && hits.iter().all(|hit| hit.said_by.is_none()));
        assert!(answer(&reader, &["NOT macron"], "").hits.iter().all(|hit| hit.said_by.is_none()));
    }
}
