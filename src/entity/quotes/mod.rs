//! Who said what? An article with its people and mentions comes in, its quotations go out, each with the person who
//! speaks. A quotation without a clear speaker (an organisation's, an official's without a name, two people who fit)
//! is kept with nobody's name where it is a sentence, and left out where it is a few words or a title. English only.

mod attribution;
mod marks;
mod page;
mod pronoun;
mod subject;
mod verbs;

use crate::article::model::{Article, Person, Quote};
use crate::entity::quotes::attribution::Attribution;
use crate::entity::quotes::page::Page;
use crate::entity::quotes::pronoun::People;
use crate::entity::tokens::{Token, TokenKind};

/// Words that a quotation without a speaker must have to be kept: fewer are a name, a motto or a cry.
const SENTENCE: usize = 4;

/// The quotations of an article whose people and mentions are known.
pub fn find(article: &Article) -> Vec<Quote> {
    let english = article.language.as_deref().is_none_or(|language| language == "en");
    if !english || !article.body.contains(['"', '“', '„', '«']) {
        return Vec::new();
    }
    let text = format!("{}\n\n{}", article.headline.as_deref().unwrap_or_default(), article.body);
    let page = Page::new(article, &text);
    let attributions = attributions(&page);
    let speakers = speakers(&page, &attributions, &article.people);
    let numbered = attributions.iter().zip(speakers).enumerate();
    numbered.filter_map(|(number, (attribution, speaker))| quote(&page, &text, number, (attribution.as_ref(), speaker))).collect()
}

/// The words that say who spoke, for each quotation.
fn attributions(page: &Page<'_>) -> Vec<Option<Attribution>> {
    let mut found: Vec<Option<Attribution>> = Vec::with_capacity(page.quotations.len());
    let mut reach = 0;
    for (number, quotation) in page.quotations.iter().enumerate() {
        let previous = number.checked_sub(1).and_then(|previous| found[previous].clone());
        if quotation.continues {
            found.push(previous);
            continue;
        }
        let behind = attribution::behind(page, number);
        let inherited = previous.filter(|_| reach == quotation.open);
        reach = behind.as_ref().map_or(0, |(_, reach)| *reach);
        found.push(choose(page, number, behind.map(|(attribution, _)| attribution), inherited));
    }
    for number in (1..found.len()).rev() {
        if page.quotations[number].continues {
            found[number - 1] = found[number].clone();
        }
    }
    found
}

/// The attribution that counts. One behind the quotation goes before one in front of it, unless both name somebody and
/// not the same: then neither is sure.
fn choose(
    page: &Page<'_>,
    number: usize,
    behind: Option<Attribution>,
    inherited: Option<Attribution>,
) -> Option<Attribution> {
    if behind.is_none() && !is_speech(page, number) {
        return None;
    }
    let before = attribution::before(page, number);
    if let Some(behind) = behind {
        let partial = !is_sentence(page, number);
        return match before {
            Some(before) if partial && before.subject.is_some() => Some(before),
            _ => Some(behind),
        };
    }
    let own = before.filter(|before| inherited.as_ref().is_none_or(|inherited| inherited.verb != before.verb));
    own.or(inherited).or_else(|| attribution::sentence_before(page, number).filter(|_| is_sentence(page, number)))
}

/// The name of the speaker of each quotation.
fn speakers<'text>(page: &Page<'text>, attributions: &[Option<Attribution>], people: &[Person]) -> Vec<Option<&'text str>> {
    let people = People::of(people);
    let mut known: Vec<(usize, &str)> = Vec::new();
    let mut speakers = Vec::with_capacity(attributions.len());
    for (quotation, attribution) in page.quotations.iter().zip(attributions) {
        let subject = attribution.as_ref().and_then(|attribution| attribution.subject);
        let name = subject.and_then(|subject| match subject.mention {
            Some(mention) => Some(page.mentions[mention].name.as_str()),
            None => people.meant(page, subject.first, &known),
        });
        known.extend(name.map(|name| (quotation.open, name)));
        speakers.push(name);
    }
    speakers
}

/// The record of a quotation, unless it is a few words that nobody is known to have said.
fn quote(page: &Page<'_>, text: &str, number: usize, (attribution, speaker): (Option<&Attribution>, Option<&str>)) -> Option<Quote> {
    let quotation = page.quotations.get(number)?;
    if speaker.is_none() && !(is_speech(page, number) && is_sentence(page, number)) {
        return None;
    }
    let (first, last) = (quotation.open + 1, quotation.close);
    let (start, end) = page.span(first, last);
    let named = attribution.filter(|_| speaker.is_some()).and_then(|attribution| Some((attribution, attribution.subject?)));
    Some(Quote {
        text: slice(page, text, first, last).to_owned(),
        start,
        end,
        speaker: speaker.map(str::to_owned),
        form: named.map(|(_, subject)| slice(page, text, subject.first, subject.last).to_owned()),
        verb: named.map(|(attribution, _)| slice(page, text, attribution.verb.0, attribution.verb.1).to_owned()),
        attribution: named.map(|(attribution, subject)| {
            page.span(attribution.verb.0.min(subject.first), attribution.verb.1.max(subject.last))
        }),
    })
}

fn slice<'text>(page: &Page<'_>, text: &'text str, first: usize, last: usize) -> &'text str {
    let begin = page.tokens.get(first).map_or(0, |token| token.byte);
    let end = last.checked_sub(1).and_then(|index| page.tokens.get(index)).map_or(0, Token::byte_end);
    text.get(begin..end).unwrap_or_default()
}

/// The words of a quotation.
fn words<'page>(page: &'page Page<'_>, number: usize) -> impl Iterator<Item = &'page str> {
    let tokens = page.quotations.get(number).and_then(|quotation| page.tokens.get(quotation.open + 1..quotation.close));
    tokens.unwrap_or_default().iter().filter(|token| token.kind == TokenKind::Word).map(|token| token.text)
}

/// True for a quotation that begins with a capital and ends as a sentence does, or goes on in the next paragraph.
fn is_sentence(page: &Page<'_>, number: usize) -> bool {
    let Some(quotation) = page.quotations.get(number) else { return false };
    let capital = words(page, number).next().is_some_and(|word| word.starts_with(char::is_uppercase));
    let last = quotation.close.checked_sub(1).and_then(|index| page.tokens.get(index)).map_or("", |token| token.text);
    let ends = !quotation.closed || matches!(last, "," | "." | "!" | "?" | "…" | "—" | "–" | "-");
    capital && ends && words(page, number).take(SENTENCE).count() == SENTENCE
}

/// False for titles of works, whose longer words all begin with a capital.
fn is_speech(page: &Page<'_>, number: usize) -> bool {
    let long = || words(page, number).filter(|word| word.chars().count() > 3);
    let title = long().next().is_some() && long().all(|word| word.starts_with(char::is_uppercase)) && words(page, number).nth(1).is_some();
    let shown = page.quotations.get(number).and_then(|quotation| page.tokens.get(quotation.close.saturating_sub(1)));
    let stop = shown.is_some_and(|token| matches!(token.text, "." | "!" | "?" | "…"));
    words(page, number).next().is_some() && (!title || stop)
}
