//! How does one article look on a screen? Its fields, each with where it came from, then its people, places and
//! organisations, then its text.

use super::terminal::{Look, Screen, escape, pad, width, wrap};
use super::{csv, why};
use crate::article::model::{Article, Dateline, PublicationDate, Release, Subjects};

/// Column at which the values of fields begin.
const VALUES: usize = 14;

/// The article for eyes.
pub fn record_text(article: &Article, why: bool, screen: Screen) -> Vec<String> {
    let mut lines = headline(article, screen);
    for (field, value) in fields(article) {
        if !value.is_empty() {
            let origin = article.evidence(field).map(why::origin).unwrap_or_default();
            lines.extend(row(field, &value, &origin, screen));
        }
    }
    if why {
        lines.push(String::new());
        lines.extend(why::why_text(article, screen));
    }
    for paragraph in article.body.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
        lines.push(String::new());
        lines.extend(wrap(&escape(paragraph), screen.width));
    }
    lines
}

fn headline(article: &Article, screen: Screen) -> Vec<String> {
    let text = article.headline.as_deref().unwrap_or("(no headline)");
    wrap(&escape(text), screen.width).iter().map(|line| screen.paint(Look::Headline, line)).collect()
}

/// Fields in the order in which they are read, with their names in the contract.
fn fields(article: &Article) -> Vec<(&'static str, String)> {
    let one = |text: &Option<String>| text.clone().unwrap_or_default();
    let credits = article.credits.iter().map(|credit| format!("{} ({})", credit.name, credit.role));
    let people = article.people.iter().map(|one| counted(&one.name, (one.count, one.salience), &one.forms));
    let places = article.places.iter().map(|one| counted(&one.name, (one.count, one.salience), &one.forms));
    let organizations = article.organizations.iter().map(|one| counted(&one.name, (one.count, one.salience), &one.forms));
    vec![
        ("id", article.id.clone()),
        ("path", article.path.clone()),
        ("kicker", one(&article.kicker)),
        ("caption", one(&article.caption)),
        ("byline", one(&article.byline)),
        ("authors", article.authors.join(", ")),
        ("agency", one(&article.agency)),
        ("credits", credits.collect::<Vec<_>>().join(", ")),
        ("dateline", article.dateline.as_ref().map(dateline).unwrap_or_default()),
        ("date", article.date.as_ref().map(date).unwrap_or_default()),
        ("language", one(&article.language)),
        ("source", one(&article.source)),
        ("section", one(&article.section)),
        ("url", one(&article.url)),
        ("keywords", article.keywords.join(", ")),
        ("subjects", subjects(&article.subjects)),
        ("release", release(&article.release)),
        ("subheads", article.subheads.join(" | ")),
        ("people", people.collect::<Vec<_>>().join(", ")),
        ("places", places.collect::<Vec<_>>().join(", ")),
        ("organizations", organizations.collect::<Vec<_>>().join(", ")),
        ("quoted", quoted(article).join(", ")),
        ("limits", article.limits.join("; ")),
    ]
}

/// Whom and what the source says that the article is about.
fn subjects(subjects: &Subjects) -> String {
    [&subjects.people, &subjects.places, &subjects.organizations]
        .map(|names| names.join(", "))
        .into_iter()
        .filter(|names| !names.is_empty())
        .collect::<Vec<_>>()
        .join("; ")
}

/// What the source says about the release, in its own words.
fn release(release: &Release) -> String {
    let labelled = |label: &str, value: &Option<String>| value.as_ref().map(|value| format!("{label}{value}"));
    let parts = [labelled("", &release.status), labelled("version ", &release.version), labelled("embargo ", &release.embargo)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Who is quoted, and how often, in the order of the text.
fn quoted(article: &Article) -> Vec<String> {
    let mut speakers: Vec<(&str, usize)> = Vec::new();
    for speaker in article.quotes.iter().filter_map(|quote| quote.speaker.as_deref()) {
        match speakers.iter_mut().find(|(name, _)| *name == speaker) {
            Some((_, count)) => *count += 1,
            None => speakers.push((speaker, 1)),
        }
    }
    speakers.into_iter().map(|(name, count)| format!("{name} {count}")).collect()
}

/// The name with its count, its salience as a filter asks for it, and the other forms that the article writes.
fn counted(name: &str, (count, salience): (usize, u8), forms: &[String]) -> String {
    let others: Vec<&str> = forms.iter().map(String::as_str).filter(|form| *form != name).collect();
    if others.is_empty() {
        format!("{name} {count} @{salience}")
    } else {
        format!("{name} {count} @{salience} ({})", others.join(", "))
    }
}

fn dateline(dateline: &Dateline) -> String {
    let paths = dateline.places.iter().map(|place| place.location.path.as_deref().unwrap_or(&place.name));
    let resolved = paths.collect::<Vec<_>>().join(" and ");
    let text = if resolved.is_empty() { dateline.text.clone() } else { format!("{} ({resolved})", dateline.text) };
    if dateline.flags.is_empty() { text } else { format!("{text}, odd: {}", dateline.flags.join(", ")) }
}

fn date(date: &PublicationDate) -> String {
    let year = date.year_from.as_ref().filter(|from| **from != date.from).map(|from| format!(", year from {from}"));
    let others = date.conflicts.iter().map(|other| format!(", but {} from {}", other.value, other.from));
    format!("{} (from {}{}{})", date.value, date.from, year.unwrap_or_default(), others.collect::<String>())
}

fn row(field: &str, value: &str, origin: &str, screen: Screen) -> Vec<String> {
    let origin = if origin.is_empty() { String::new() } else { format!("[{}]", escape(origin)) };
    let text = wrap(&escape(value), screen.width.saturating_sub(VALUES));
    let mut rows: Vec<String> = Vec::new();
    for (number, line) in text.iter().enumerate() {
        let label = if number == 0 { field } else { "" };
        rows.push(format!("{}{line}", screen.paint(Look::Faint, &pad(label, VALUES))));
    }
    if let Some(last) = rows.last_mut().filter(|_| !origin.is_empty()) {
        let room = screen.width.saturating_sub(VALUES + text.last().map_or(0, |line| width(line)));
        if room > width(&origin) {
            last.push(' ');
            last.push_str(&screen.paint(Look::Faint, &origin));
        } else {
            rows.push(format!("{}{}", " ".repeat(VALUES), screen.paint(Look::Faint, &origin)));
        }
    }
    rows
}

/// The main fields of articles, with a header.
pub fn record_csv<'a>(articles: impl IntoIterator<Item = &'a Article>) -> Vec<String> {
    const COLUMNS: [&str; 10] =
        ["id", "path", "headline", "authors", "agency", "dateline", "date", "people", "places", "organizations"];
    let rows = articles.into_iter().map(|article| {
        let names = |names: Vec<&str>| names.join("; ");
        csv::line([
            article.id.as_str(),
            &article.path,
            article.headline.as_deref().unwrap_or_default(),
            &article.authors.join("; "),
            article.agency.as_deref().unwrap_or_default(),
            article.dateline.as_ref().map(|dateline| dateline.text.as_str()).unwrap_or_default(),
            article.date.as_ref().map(|date| date.value.as_str()).unwrap_or_default(),
            &names(article.people.iter().map(|one| one.name.as_str()).collect()),
            &names(article.places.iter().map(|one| one.name.as_str()).collect()),
            &names(article.organizations.iter().map(|one| one.name.as_str()).collect()),
        ])
    });
    std::iter::once(csv::line(COLUMNS)).chain(rows).collect()
}
