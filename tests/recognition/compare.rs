//! Does what is found agree with the marks? Both are written as lines, one a value, so that a difference reads like one.

use std::ops::Range;

use jiff::civil::{Date, date};
use newshound::article;
use newshound::article::model::{Article, Document, Format, Stated};

use super::case::{CREDITS, Case, Mark};

/// What is wanted and not found (`-`), found and not wanted (`+`), and spans that differ from the marks.
pub fn difference(case: &Case) -> Option<String> {
    let article = recognised(case);
    let wanted = wanted(case);
    let found = found(case, &article);
    let mut told: Vec<String> = missing(&wanted, &found).into_iter().map(|line| format!("- {line}")).collect();
    told.extend(missing(&found, &wanted).into_iter().map(|line| format!("+ {line}")));
    if told.is_empty() && in_order(&wanted) != in_order(&found) {
        told.push(format!("- in this order: {:?}", in_order(&wanted)));
    }
    if told.is_empty() {
        told = spans(case, &article);
    }
    (!told.is_empty()).then(|| told.join("\n") + "\n")
}

/// The article that is recognised in the text of a case.
pub fn recognised(case: &Case) -> Article {
    let day = |name: &str| case.directive(name).map(|day| day.parse::<Date>().unwrap());
    let path = || case.directive("path").unwrap_or("story.txt").to_owned();
    let format = if case.directive("format") == Some("markdown") { Format::Markdown } else { Format::Text };
    let document = Document {
        stated: Stated { date: day("stated-date"), ..Stated::default() },
        modified: day("modified"),
        ..Document::new(path(), path(), format, case.text.clone())
    };
    article::recognise(&document, &article::Surroundings::alone(day("today").unwrap_or(date(2026, 11, 22))))
}

/// The values of which the order counts.
fn in_order(lines: &[String]) -> Vec<&String> {
    lines.iter().filter(|line| ["author: ", "place: ", "body: "].iter().any(|name| line.starts_with(name))).collect()
}

/// The lines of one side that the other lacks.
fn missing(lines: &[String], others: &[String]) -> Vec<String> {
    let mut others = others.to_vec();
    let mut missing = Vec::new();
    for line in lines {
        match others.iter().position(|other| other == line) {
            Some(at) => drop(others.remove(at)),
            None => missing.push(line.clone()),
        }
    }
    missing
}

fn marks<'a>(case: &'a Case, name: &str) -> impl Iterator<Item = &'a Mark> {
    case.marks.iter().filter(move |mark| mark.name == name)
}

fn wanted(case: &Case) -> Vec<String> {
    let mut lines = Vec::new();
    for name in ["headline", "kicker", "caption", "author", "subhead"] {
        lines.extend(marks(case, name).map(|mark| format!("{name}: {}", mark.value)));
    }
    let mut credits: Vec<String> = case
        .marks
        .iter()
        .filter(|mark| CREDITS.contains(&mark.name.as_str()) && !matches!(mark.name.as_str(), "author" | "agency"))
        .map(|mark| format!("{}: {}", mark.name, mark.value))
        .collect();
    credits.sort();
    lines.extend(credits);
    let dateline = marks(case, "dateline").next();
    let of_dateline = dateline.and_then(|mark| part(mark, "agency"));
    let agency = marks(case, "agency").map(|mark| mark.value.as_str()).next().or(of_dateline);
    // A dateline credits the agency in its own script, the article names it by its usual short name.
    let short = |agency| article::agency::known(agency).unwrap_or(agency);
    lines.extend(agency.map(|agency| format!("agency: {}", short(agency))));
    if let Some(mark) = dateline {
        lines.push(format!("dateline: {}", mark.value));
        for (name, value) in &mark.parts {
            let name = if name == "date" || name == "agency" { format!("{name} of the dateline") } else { name.clone() };
            lines.push(format!("{name}: {value}"));
        }
    }
    let stated = case.expectations.iter().any(|(key, _)| key == "date");
    lines.extend(dateline.filter(|_| !stated).and_then(|mark| part(mark, "date")).map(of_dateline_alone));
    lines.extend(case.expectations.iter().map(|(key, value)| format!("{key}: {}", expected(value))));
    lines.extend(body(case).into_iter().map(|paragraph| format!("body: {paragraph}")));
    lines
}

fn part<'a>(mark: &'a Mark, name: &str) -> Option<&'a str> {
    mark.parts.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

fn of_dateline_alone(day: &str) -> String {
    format!("date: {}", expected(&format!("{day} from dateline")))
}

/// `2019-03-04 from text` says that the year is from there too.
fn expected(value: &str) -> String {
    match value.split_once(" from ") {
        Some((day, from)) if !value.contains(", year ") && !day.starts_with("XXXX") => format!("{value}, year {from}"),
        _ => value.to_owned(),
    }
}

fn found(case: &Case, article: &Article) -> Vec<String> {
    let mut lines = Vec::new();
    let one = |name: &str, value: &Option<String>| value.iter().map(|value| format!("{name}: {value}")).collect::<Vec<_>>();
    lines.extend(one("headline", &article.headline));
    lines.extend(one("kicker", &article.kicker));
    lines.extend(one("caption", &article.caption));
    lines.extend(article.authors.iter().map(|author| format!("author: {author}")));
    lines.extend(article.subheads.iter().map(|subhead| format!("subhead: {subhead}")));
    let mut credits: Vec<String> = article.credits.iter().map(|credit| format!("{}: {}", credit.role, credit.name)).collect();
    credits.sort();
    lines.extend(credits);
    lines.extend(one("agency", &article.agency));
    lines.extend(dateline(case, article));
    lines.extend(dates(case, article));
    lines.extend(
        article.body.split("\n\n").filter(|paragraph| !paragraph.is_empty()).map(|paragraph| format!("body: {paragraph}")),
    );
    lines
}

/// The dateline found; of its places what the case names of them.
fn dateline(case: &Case, article: &Article) -> Vec<String> {
    let Some(dateline) = &article.dateline else { return Vec::new() };
    let wanted: Vec<&str> = marks(case, "dateline")
        .next()
        .map(|mark| mark.parts.iter().filter(|(key, _)| key == "place").map(|(_, value)| value.as_str()).collect())
        .unwrap_or_default();
    let mut lines = vec![format!("dateline: {}", dateline.text)];
    for (at, place) in dateline.places.iter().enumerate() {
        let path = place.location.path.clone().unwrap_or_else(|| format!("?/{}", place.name));
        let named = wanted.get(at).is_some_and(|wanted| !wanted.contains('/'));
        lines.push(format!("place: {}", if named { place.name.clone() } else { path }));
    }
    lines.extend(dateline.date.iter().map(|day| format!("date of the dateline: {day}")));
    lines.extend(dateline.agency.iter().map(|agency| format!("agency of the dateline: {agency}")));
    lines.extend(dateline.flags.iter().map(|flag| format!("flag: {flag}")));
    lines
}

fn dates(case: &Case, article: &Article) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(date) = &article.date {
        let year = date.year_from.as_ref().map(|year| format!(", year {year}")).unwrap_or_default();
        lines.push(format!("date: {} from {}{year}", date.value, date.from));
        lines.extend(
            date.conflicts.iter().map(|other| format!("conflict: {}", expected(&format!("{} from {}", other.value, other.from)))),
        );
    }
    if case.expectations.iter().any(|(key, _)| key == "resolved") {
        let place = article.dateline.iter().flat_map(|dateline| &dateline.places).next();
        lines.extend(place.and_then(|place| place.resolved_by.as_ref()).map(|how| format!("resolved: {how}")));
    }
    lines
}

/// The paragraphs that no mark and no line of credits takes.
fn body(case: &Case) -> Vec<String> {
    let story = story(case);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut open = false;
    for line in lines(case) {
        let held: String = case
            .text
            .chars()
            .zip(&story)
            .skip(line.start)
            .take(line.len())
            .filter(|(_, story)| **story)
            .map(|(c, _)| c)
            .collect();
        let held = held.split_whitespace().collect::<Vec<_>>().join(" ");
        let goes_on = open && !held.is_empty() && !case.breaks.contains(&line.start);
        match paragraphs.last_mut().filter(|_| goes_on) {
            Some(last) if last.ends_with('-') => last.push_str(&held),
            Some(last) => last.push_str(&format!(" {held}")),
            None if held.is_empty() => {}
            None => paragraphs.push(held.clone()),
        }
        open = !held.is_empty() && !marks(case, "subhead").any(|mark| mark.range.end > line.start && mark.range.start < line.end);
    }
    paragraphs
}

/// The code points of each line, without its end.
fn lines(case: &Case) -> Vec<Range<usize>> {
    let mut start = 0;
    let line = |line: &str| {
        let range = start..start + line.chars().count();
        start = range.end + 1;
        range
    };
    case.text.lines().map(line).collect()
}

/// Which code points of the text are body.
fn story(case: &Case) -> Vec<bool> {
    let mut story = vec![true; case.text.chars().count()];
    for line in lines(case) {
        let on_line = |mark: &&Mark| mark.range.start < line.end && mark.range.end > line.start;
        let dateline = marks(case, "dateline").find(on_line).map(|mark| mark.range.end.min(line.end));
        let credited = case.marks.iter().filter(on_line).any(|mark| mark.depth == 0 && CREDITS.contains(&mark.name.as_str()));
        let end = dateline.unwrap_or(if credited { line.end } else { line.start });
        let end = end.max(line.start + heading_mark(case, line.start));
        story.iter_mut().take(end).skip(line.start).for_each(|story| *story = false);
    }
    for mark in case.marks.iter().filter(|mark| mark.name != "subhead") {
        story.iter_mut().take(mark.range.end).skip(mark.range.start).for_each(|story| *story = false);
    }
    story
}

/// Number signs that make a line of Markdown a heading.
fn heading_mark(case: &Case, at: usize) -> usize {
    let signs = case.text.chars().skip(at).take_while(|c| *c == '#').count();
    if case.directive("format") == Some("markdown") { signs } else { 0 }
}

/// What is wrong with the spans of the evidence: a mark without one, or one that is no mark.
pub fn spans(case: &Case, article: &Article) -> Vec<String> {
    let mut told = Vec::new();
    for evidence in &article.why {
        let Some(span) = &evidence.span else { continue };
        let held: String = case.text.chars().skip(span.start).take(span.end.saturating_sub(span.start)).collect();
        let line = case.text.chars().take(span.start).filter(|c| *c == '\n').count() + 1;
        let quoted: String = held.chars().take(200).collect();
        if (line, &quoted) != (span.line, &span.text) {
            told.push(format!("+ {} in line {line} is {quoted:?}, not {:?} in line {}", evidence.field, span.text, span.line));
        }
        if !is_marked(case, &evidence.field, span.start..span.end) {
            told.push(format!("+ {} rests on {held:?} ({})", evidence.field, evidence.rule));
        }
    }
    for mark in &case.marks {
        let field = field_of(&mark.name);
        let fits = |range: &Range<usize>| range.start <= mark.range.start && mark.range.end <= range.end;
        let spans = article.why.iter().filter(|one| Some(one.field.as_str()) == field).filter_map(|one| one.span.as_ref());
        if field.is_some() && !spans.map(|span| span.start..span.end).any(|range| fits(&range)) {
            told.push(format!("- no evidence of {} rests on {:?}", mark.name, mark.value));
        }
    }
    told
}

/// The field whose evidence has to rest on a mark.
fn field_of(mark: &str) -> Option<&str> {
    Some(match mark {
        "author" => "authors",
        "subhead" => "subheads",
        "headline" | "kicker" | "caption" | "dateline" | "boilerplate" => mark,
        _ => return None,
    })
}

/// True where a span is the mark of its field; an author's may be the whole sign-off, boilerplate a run of lines.
fn is_marked(case: &Case, field: &str, span: Range<usize>) -> bool {
    let mut of_field = case.marks.iter().filter(|mark| field_of(&mark.name) == Some(field));
    match field {
        "headline" | "kicker" | "caption" | "dateline" | "subheads" => {
            let signs = heading_mark(case, span.start);
            of_field.any(|mark| mark.range == (span.start + signs + signs.min(1)..span.end))
        }
        "authors" => of_field.any(|mark| span.start <= mark.range.start && mark.range.end <= span.end),
        "boilerplate" => {
            !case.text.chars().zip(story(case)).skip(span.start).take(span.len()).any(|(c, story)| story && !c.is_whitespace())
        }
        _ => true,
    }
}
