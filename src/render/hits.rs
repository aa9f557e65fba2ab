//! How does a search result look? Rank, headline, dateline and date, authors, people, and a snippet with the hits marked;
//! the facets below.

use std::ops::Range;

use serde::Serialize;

use super::columns::grouped;
use super::facets::{self, ByField};
use super::link::linked;
use super::terminal::{Look, Screen, cut, escape, pad, wrap};
use super::{Selected, context, csv, explain, json};
use crate::search::{Hit, Results};

/// Marks in escaped text, which cannot hold them itself: where a hit begins, and where it ends.
const BEGIN: char = '\u{1}';
const END: char = '\u{2}';
/// Columns of the rank.
const RANK: usize = 4;

/// The result for eyes. `offset` is the number of hits left out before the first.
pub fn hits_text(results: &Results, offset: usize, screen: Screen) -> Vec<String> {
    let mut lines = results.explanation.as_ref().map(explain::explanation_text).unwrap_or_default();
    for (position, hit) in results.hits.iter().enumerate() {
        lines.extend(one(hit, offset + position + 1, screen));
        lines.push(String::new());
    }
    lines.push(count(results, offset));
    let facets = facets::blocks(&results.facets, screen);
    if !facets.is_empty() {
        lines.push(String::new());
        lines.extend(facets);
    }
    lines
}

fn count(results: &Results, offset: usize) -> String {
    let articles = if results.total == 1 { "article" } else { "articles" };
    let shown = offset + results.hits.len();
    let mut text = format!("{} {articles}", grouped(results.total as u64));
    if results.hits.is_empty() && results.total > 0 {
        text.push_str(", none of them shown");
    } else if results.more || offset > 0 {
        text.push_str(&format!(", {}-{} shown", offset + 1, shown));
        if results.more {
            text.push_str(&format!("; more: --offset {shown}"));
        }
    } else if shown < results.total {
        text.push_str(", copies of one story shown once (--no-collapse shows all)");
    }
    text
}

fn one(hit: &Hit, rank: usize, screen: Screen) -> Vec<String> {
    let columns = screen.width.saturating_sub(RANK);
    let headline = hit.headline.as_deref().unwrap_or("(no headline)");
    let mut lines: Vec<String> = wrap(&marked(headline, &hit.headline_highlights), columns)
        .iter()
        .map(|line| linked(hit, &screen.paint(Look::Headline, &unmark(line, screen, true)), screen))
        .collect();
    if let Some(first) = lines.first_mut() {
        *first = format!("{}{first}", screen.paint(Look::Faint, &pad(&format!("{rank:>2}"), RANK)));
    }
    let indent = " ".repeat(RANK);
    let mut below = Vec::new();
    let origin = origin(hit);
    if !origin.is_empty() {
        below.push(screen.paint(Look::Dateline, &cut(&escape(&origin), columns)));
    }
    if !hit.people.is_empty() {
        below.push(cut(&escape(&hit.people.join(", ")), columns));
    }
    let snippet = marked(&hit.snippet, &hit.highlights);
    // Where the headline alone matches, the snippet is the headline, which stands there already.
    let contexts = context::lines(hit, columns, screen);
    if !contexts.is_empty() {
        below.extend(contexts);
    } else if let Some(said_by) = &hit.said_by {
        let words = format!("{}: \"{snippet}\"", escape(&said_by.speaker));
        below.extend(wrap(&words, columns).iter().map(|line| unmark(line, screen, false)));
    } else if !hit.snippet.is_empty() && hit.headline.as_deref() != Some(&hit.snippet) {
        below.extend(wrap(&snippet, columns).iter().map(|line| unmark(line, screen, false)));
    }
    // A path that is to be opened is shown whole.
    let place = if hit.link.is_some() { escape(&hit.path) } else { cut(&escape(&hit.id), columns) };
    below.push(screen.paint(Look::Faint, &place));
    if let Some(copies) = hit.copy_of.as_ref().filter(|copies| !copies.found.is_empty()) {
        below.push(screen.paint(Look::Faint, &cut(&found_copies(&copies.found), columns)));
    }
    lines.extend(below);
    lines.iter().enumerate().map(|(number, line)| if number == 0 { line.clone() } else { format!("{indent}{line}") }).collect()
}

/// The articles found that a hit stands for.
fn found_copies(ids: &[String]) -> String {
    let copies = if ids.len() == 1 { "copy" } else { "copies" };
    format!("{} {copies}: {}", grouped(ids.len() as u64), escape(&ids.join(", ")))
}

/// Dateline, date and authors: where the story comes from.
fn origin(hit: &Hit) -> String {
    let authors = hit.authors.join(", ");
    let byline = if authors.is_empty() { None } else { Some(format!("by {authors}")) };
    let restriction = hit.restriction.as_ref().map(|restriction| format!("[{restriction}]"));
    let parts = [restriction, hit.dateline.clone(), hit.date.clone(), byline];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The text, escaped, with a mark round every word of every hit, so that a line may break within a phrase.
fn marked(text: &str, hits: &[Range<usize>]) -> String {
    let mut marked = String::with_capacity(text.len() + 2 * hits.len());
    let mut hits = hits.iter().peekable();
    let mut inside = false;
    for (position, character) in text.chars().enumerate() {
        while hits.peek().is_some_and(|hit| hit.end <= position) {
            hits.next();
        }
        let hit = hits.peek().is_some_and(|hit| hit.contains(&position)) && !character.is_whitespace();
        if hit != inside {
            marked.push(if hit { BEGIN } else { END });
            inside = hit;
        }
        marked.push_str(&escape(character.encode_utf8(&mut [0; 4])));
    }
    if inside {
        marked.push(END);
    }
    marked
}

/// Turns the marks into what the screen shows. In a headline colour is on already, so that only the hit itself changes.
fn unmark(line: &str, screen: Screen, headline: bool) -> String {
    let mut shown = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once(BEGIN) {
        let (hit, after) = after.split_once(END).unwrap_or((after, ""));
        shown.push_str(before);
        shown.push_str(&if headline && screen.colour { hit.to_owned() } else { screen.hit(hit) });
        rest = after;
    }
    shown.push_str(rest);
    shown
}

/// The result as the contract promises it.
pub fn hits_json(query: &str, results: &Results) -> String {
    result_json(query, results, results.hits.iter().map(HitRecord::new).collect())
}

/// Which of many queries is answered.
#[derive(Debug, Serialize)]
pub struct BatchLine<'a> {
    /// Number of its line, from 1.
    pub line: usize,
    /// What the user calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<serde_json::Value>,
    /// The query as written.
    pub query: &'a str,
}

/// The result of one of many queries, with certain fields of each hit alone where they are given.
pub fn batch_json(line: &BatchLine<'_>, results: &Results, records: Option<&[Selected]>) -> String {
    match records {
        Some(records) => answer_json(line, results, records.iter().collect()),
        None => answer_json(line, results, results.hits.iter().map(HitRecord::new).collect()),
    }
}

/// The result with these fields of each hit alone.
pub fn selected_json(query: &str, results: &Results, hits: &[Selected]) -> String {
    result_json(query, results, hits.iter().collect())
}

fn result_json(query: &str, results: &Results, hits: Vec<impl Serialize>) -> String {
    #[derive(Serialize)]
    struct Asked<'a> {
        query: &'a str,
    }
    answer_json(&Asked { query }, results, hits)
}

fn answer_json(asked: &impl Serialize, results: &Results, hits: Vec<impl Serialize>) -> String {
    #[derive(Serialize)]
    struct Record<'a, A, H> {
        #[serde(flatten)]
        asked: &'a A,
        total: usize,
        hits: Vec<H>,
        facets: ByField<'a>,
        #[serde(skip_serializing_if = "Option::is_none")]
        explanation: Option<serde_json::Value>,
    }
    let explanation = results.explanation.as_ref().map(explain::explanation_json);
    json::line(&Record { asked, total: results.total, hits, facets: ByField(&results.facets), explanation })
}

/// The articles like the one with this id.
pub fn similar_json(id: &str, results: &Results) -> String {
    #[derive(Serialize)]
    struct Record<'a> {
        similar_to: &'a str,
        total: usize,
        hits: Vec<HitRecord<'a>>,
    }
    let hits = results.hits.iter().map(HitRecord::new).collect();
    json::line(&Record { similar_to: id, total: results.total, hits })
}

/// The hits as values, from which fields can be taken.
pub fn hits_values(results: &Results) -> Vec<serde_json::Value> {
    let value = |hit| serde_json::to_value(HitRecord::new(hit)).expect("plain data always serialises");
    results.hits.iter().map(value).collect()
}

/// The hits alone, one a line.
pub fn hits_jsonl(results: &Results) -> Vec<String> {
    results.hits.iter().map(|hit| json::line(&HitRecord::new(hit))).collect()
}

/// The hits with a header.
pub fn hits_csv(results: &Results, offset: usize) -> Vec<String> {
    let header = csv::line(["rank", "id", "score", "headline", "date", "dateline", "authors", "snippet", "path"]);
    let rows = results.hits.iter().enumerate().map(|(position, hit)| {
        csv::line([
            (offset + position + 1).to_string().as_str(),
            &hit.id,
            &hit.score.map(|score| format!("{score:.3}")).unwrap_or_default(),
            hit.headline.as_deref().unwrap_or_default(),
            hit.date.as_deref().unwrap_or_default(),
            hit.dateline.as_deref().unwrap_or_default(),
            &hit.authors.join("; "),
            &hit.snippet,
            &hit.path,
        ])
    });
    std::iter::once(header).chain(rows).collect()
}

/// A hit as JSON.
#[derive(Serialize)]
struct HitRecord<'a> {
    id: &'a str,
    score: Option<f32>,
    headline: Option<&'a str>,
    date: Option<&'a str>,
    dateline: Option<&'a str>,
    authors: &'a [String],
    people: &'a [String],
    snippet: &'a str,
    highlights: Vec<[usize; 2]>,
    said_by: Option<SaidByRecord<'a>>,
    path: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contexts: Vec<context::ContextRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    restriction: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    copies: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    copy_of: Option<&'a str>,
}

/// Who said what a snippet shows.
#[derive(Serialize)]
struct SaidByRecord<'a> {
    speaker: &'a str,
    start: usize,
    end: usize,
}

impl HitRecord<'_> {
    fn new(hit: &Hit) -> HitRecord<'_> {
        HitRecord {
            id: &hit.id,
            score: hit.score,
            headline: hit.headline.as_deref(),
            date: hit.date.as_deref(),
            dateline: hit.dateline.as_deref(),
            authors: &hit.authors,
            people: &hit.people,
            snippet: &hit.snippet,
            highlights: hit.highlights.iter().map(|range| [range.start, range.end]).collect(),
            said_by: hit.said_by.as_ref().map(|said_by| SaidByRecord {
                speaker: &said_by.speaker,
                start: said_by.start,
                end: said_by.end,
            }),
            path: &hit.path,
            contexts: context::records(hit),
            restriction: hit.restriction.as_deref(),
            copies: hit.copy_of.as_ref().map(|copies| copies.others),
            copy_of: hit.copy_of.as_ref().map(|copies| copies.first.as_str()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::{CopyOf, SaidBy};
    use serde_json::{Value, json};

    fn hit() -> Hit {
        Hit {
            id: "wire/oslo.txt".into(),
            score: Some(7.25),
            headline: Some("Talks on peace open in Oslo".into()),
            date: Some("1993-09-10".into()),
            dateline: Some("Oslo".into()),
            restriction: None,
            authors: vec!["Ann Weller".into()],
            people: vec!["Johan Jorgen Holst".into()],
            snippet: "The peace talks \u{1b}[31m went on.".into(),
            highlights: std::iter::once(4..15).collect(),
            headline_highlights: std::iter::once(9..14).collect(),
            said_by: None,
            contexts: Vec::new(),
            path: "corpus/wire/oslo.txt".into(),
            link: None,
            copy_of: None,
        }
    }

    #[test]
    fn a_killed_story_is_shown_as_one() {
        let killed = Hit { restriction: Some("canceled".into()), ..hit() };
        assert_eq!(origin(&killed), "[canceled] · Oslo · 1993-09-10 · by Ann Weller");
        assert_eq!(serde_json::to_value(HitRecord::new(&killed)).expect("a record")["restriction"], "canceled");
    }

    #[test]
    fn a_hit_reads_well_without_colour() {
        let results = Results { total: 12, more: true, hits: vec![hit()], ..Results::default() };
        let lines = hits_text(&results, 0, Screen { width: 60, colour: false });
        insta::assert_snapshot!(lines.join("\n"), @r"
         1  Talks on *peace* open in Oslo
            Oslo · 1993-09-10 · by Ann Weller
            Johan Jorgen Holst
            The *peace* *talks* \u{1b}[31m went on.
            wire/oslo.txt

        12 articles, 1-1 shown; more: --offset 1
        ");
    }

    #[test]
    fn a_quotation_stands_behind_its_speaker() {
        let said_by = Some(SaidBy { speaker: "Ann\u{1b} Roe".into(), start: 30, end: 58 });
        let results = Results { total: 1, hits: vec![Hit { said_by, ..hit() }], ..Results::default() };
        let lines = hits_text(&results, 0, Screen { width: 60, colour: false });
        assert_eq!(lines.get(3).map(String::as_str), Some("    Ann\\u{1b} Roe: \"The *peace* *talks* \\u{1b}[31m went on.\""));
        let json: Value = serde_json::from_str(&hits_json("peace", &results)).unwrap();
        assert_eq!(json["hits"][0]["said_by"], json!({"speaker": "Ann\u{1b} Roe", "start": 30, "end": 58}));
    }

    #[test]
    fn the_copies_found_stand_below_their_hit_and_those_of_the_index_in_json() {
        let found = vec!["north/oslo\u{1b}.txt".to_owned(), "south/oslo.txt".to_owned()];
        let copy_of = Some(CopyOf { first: "wire/a.txt".to_owned(), others: 4, found });
        let results = Results { total: 3, hits: vec![Hit { copy_of, ..hit() }], ..Results::default() };
        let lines = hits_text(&results, 0, Screen { width: 60, colour: false });
        assert_eq!(lines.get(5).map(String::as_str), Some("    2 copies: north/oslo\\u{1b}.txt, south/oslo.txt"));
        assert_eq!(
            lines.last().map(String::as_str),
            Some("3 articles, copies of one story shown once (--no-collapse shows all)")
        );
        let json: Value = serde_json::from_str(&hits_json("peace", &results)).unwrap();
        assert_eq!((&json["hits"][0]["copies"], &json["hits"][0]["copy_of"]), (&json!(4), &json!("wire/a.txt")));
        assert_eq!(json["hits"][0].as_object().unwrap().len(), 13);
    }

    #[test]
    fn json_is_the_contract() {
        let results = Results { total: 1, hits: vec![hit()], ..Results::default() };
        let json: Value = serde_json::from_str(&hits_json("peace talks", &results)).unwrap();
        assert_eq!(json["hits"][0]["highlights"], json!([[4, 15]]));
        assert_eq!((&json["total"], &json["query"], &json["facets"]), (&json!(1), &json!("peace talks"), &json!({})));
    }

    #[test]
    fn hits_beyond_the_text_do_no_harm() {
        assert_eq!(marked("ab", &[1..9, 20..30]), format!("a{BEGIN}b{END}"));
    }
}
