//! Who, where and which organisations does an article name? An article with its fields recognised comes in; its
//! people, places, organisations and mentions are filled. Headline, caption, body (subheads stand in it) and dateline
//! are read; authors, agency and credits are known already and yield no mentions.
//!
//! Text becomes sentences of tokens, a tagger proposes spans with a kind, and the spans are linked to people, places
//! and organisations within this one article. A name that fits two people is left alone: no guess is made.

mod inside;
mod lists;
mod local;
#[cfg(test)]
mod marked;
mod mentions;
mod organizations;
mod people;
mod people_link;
mod places;
mod quotes;
mod rules;
mod salience;
pub mod sentences;
pub mod tagger;
mod titles;
pub mod tokens;
mod words;

use crate::article::limits::{self, Deadline};
use crate::article::model::{Article, Kind, Mention, Organization, Person, Place};
use crate::article::survey::{Areas, Source};
use crate::entity::mentions::{AllLinked, Blocks, Occurrence};
use crate::entity::sentences::Sentence;
use crate::entity::tagger::Span;

/// Fills people, places, organisations and mentions of an article whose other fields are recognised. What goes beyond
/// [`limits`] is left out, and [`Article::limits`] says so.
///
/// The places of the dateline count as places of the article: each yields a mention without offsets. `mentions`
/// holds the headline first, then caption, dateline and body. `source` tells what the article's source usually means by
/// the name of a place, where that is known.
pub fn recognise(article: &mut Article, source: Option<&Source>) {
    recognise_by(&Deadline::start(), article, source);
}

/// The same, until the time is over.
fn recognise_by(deadline: &Deadline, article: &mut Article, source: Option<&Source>) {
    if limits::beginning(&article.body, limits::MOST_WORDS).len() < article.body.len() {
        article.limits.push(limits::partly_read());
    }
    let Some(named) = named(article, source, deadline) else {
        article.limits.push(Deadline::note("people, places, organizations and quotations"));
        return;
    };
    (article.people, article.places, article.organizations) = (named.people, named.places, named.organizations);
    article.mentions = named.mentions;
    article.limits.extend(named.limits);
    if deadline.is_over() {
        article.limits.push(Deadline::note("quotations"));
    } else {
        article.quotes = quotes::find(article);
        article.limits.extend(keep_first("quotations", &mut article.quotes));
    }
    salience::rate(article);
}

/// Who and what an article names.
struct Named {
    people: Vec<Person>,
    places: Vec<Place>,
    organizations: Vec<Organization>,
    mentions: Vec<Mention>,
    limits: Vec<String>,
}

/// Who and what an article names; nothing where the time is over before all is known.
fn named(article: &Article, source: Option<&Source>, deadline: &Deadline) -> Option<Named> {
    let in_time = || (!deadline.is_over()).then_some(());
    let blocks = Blocks::of(article);
    let mut sentences = blocks.sentences();
    in_time()?;
    let spans = spans(article, &mut sentences);
    in_time()?;
    let areas = source.map(|source| &source.areas);
    let spans = local::towns(spans, &sentences, areas.and_then(Areas::home));
    let inside = inside::places(&spans, &sentences, article, areas);
    in_time()?;
    let occurrences = |kind: Kind| Occurrence::of_kind(kind, &spans, &sentences);
    let people = people::link(&occurrences(Kind::Person), &sentences);
    in_time()?;
    let places = Occurrence::with_inside(occurrences(Kind::Place), &inside, &sentences);
    let places = places::link(&places, &sentences, article.dateline.as_ref(), areas);
    in_time()?;
    let organizations = organizations::link(&occurrences(Kind::Organization), &sentences);
    let mut linked = AllLinked { people, places, organizations };
    let mut limits = linked.keep_most();
    let mut mentions = mentions::in_order(&blocks, &sentences, &linked);
    limits.extend(keep_first("mentions", &mut mentions));
    let AllLinked { people, places, organizations } = linked;
    Some(Named { people: people.entities, places: places.entities, organizations: organizations.entities, mentions, limits })
}

/// The spans that name something: by the tagger in English, by rules in other languages.
fn spans(article: &Article, sentences: &mut [Sentence<'_>]) -> Vec<Span> {
    if article.language.as_deref().is_none_or(|language| language == "en") {
        return tagger::tag(sentences, &known(article));
    }
    sentences.iter_mut().for_each(Sentence::distrust_capitals);
    rules::tag(sentences)
}

/// Cuts a list to as many as mentions are kept; the line that says so.
fn keep_first<T>(name: &str, list: &mut Vec<T>) -> Option<String> {
    let is_longer = list.len() > limits::MOST_MENTIONS;
    list.truncate(limits::MOST_MENTIONS);
    is_longer.then(|| limits::beyond(name, limits::MOST_MENTIONS))
}

/// What byline and dateline name.
fn known(article: &Article) -> tagger::Known<'_> {
    tagger::Known {
        people: article.authors.iter().map(String::as_str).collect(),
        places: article.dateline.iter().flat_map(|dateline| &dateline.places).map(|place| place.written.as_str()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::article::model::Format;

    fn article(body: String) -> Article {
        let language = Some("en".to_owned());
        Article { language, body, ..Article::new("a.txt".to_owned(), "a.txt".to_owned(), Format::Text) }
    }

    /// Letters that stand for a number, so that each name is another one.
    fn letters(number: usize) -> String {
        format!("{number:05}").bytes().map(|digit| char::from(digit - b'0' + b'a')).collect()
    }

    #[test]
    fn an_article_as_articles_are_meets_no_limit() {
        let mut found = article("Jane Roe met Max Hale in Oslo. “It rains,” Ms. Roe said.".to_owned());
        recognise(&mut found, None);
        assert!(found.limits.is_empty() && !found.people.is_empty() && !found.quotes.is_empty(), "{found:?}");
    }

    #[test]
    fn when_the_time_is_over_nobody_is_named_and_the_article_says_so() {
        let mut found = article("Jane Roe met Max Hale in Oslo. “It rains,” Ms. Roe said.".to_owned());
        recognise_by(&Deadline::after(Duration::ZERO), &mut found, None);
        assert!(found.people.is_empty() && found.mentions.is_empty() && found.quotes.is_empty());
        assert_eq!(found.limits, ["people, places, organizations and quotations left out: more than 30 seconds"]);
    }

    #[test]
    fn of_too_many_people_the_most_mentioned_stay() {
        let many = (0..limits::MOST_NAMES + 50).map(|number| ["Mr. X", &letters(number), " came. "].concat());
        let mut body: String = many.collect();
        body.push_str("Mr. Zimmerman came. Mr. Zimmerman went.");
        let mut found = article(body);
        recognise(&mut found, None);
        assert_eq!(found.people.len(), limits::MOST_NAMES);
        assert_eq!(found.people.first().map(|most| most.name.as_str()), Some("Zimmerman"));
        assert!(found.limits.contains(&"more than 5,000 people: the others left out".to_owned()), "{:?}", found.limits);
        assert!(found.mentions.iter().all(|mention| found.people.iter().any(|one| one.name == mention.name)));
    }

    #[test]
    fn the_end_of_an_endless_text_is_not_looked_through() {
        let mut found = article(format!("{} Jane Roe came.", "rain fell. ".repeat(limits::MOST_WORDS / 3 + 1)));
        recognise(&mut found, None);
        assert!(found.people.is_empty());
        assert_eq!(found.limits, ["names and quotations looked for in the first 300,000 words alone"]);
    }
}
