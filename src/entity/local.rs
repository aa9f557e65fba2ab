//! Which names are towns that a local paper takes for granted? In come the tagger's spans of an article and where its source
//! is at home; an organisation or a person by the name of a town nearby becomes that town where the words around it say so,
//! and a town that the tagger passed over is found. Without a home nothing is changed.

use std::collections::HashSet;

use crate::article::model::Kind;
use crate::article::survey::Home;
use crate::entity::sentences::{Case, Sentence};
use crate::entity::tagger::Span;
use crate::entity::tokens::{Token, TokenKind};
use crate::entity::words::{Traits, traits_of};
use crate::gazetteer;

/// Words of a town's name at most.
const LONGEST: usize = 3;
/// Words before a town.
const BEFORE: [&str; 12] =
    ["in", "at", "near", "from", "to", "outside", "of", "around", "between", "through", "downtown", "rural"];
/// Words behind a town that is named like an adjective.
const BEHIND: [&str; 22] = [
    "man",
    "woman",
    "men",
    "women",
    "teen",
    "teenager",
    "boy",
    "girl",
    "couple",
    "resident",
    "residents",
    "native",
    "police",
    "firefighter",
    "firefighters",
    "officials",
    "officers",
    "mayor",
    "area",
    "home",
    "city",
    "school",
];
/// Traits of words that are no towns, however near one lies.
const NO_TOWN: Traits = Traits::COMMON
    .and(Traits::FUNCTION)
    .and(Traits::DEMONYM)
    .and(Traits::CALENDAR)
    .and(Traits::TITLE)
    .and(Traits::KNOWN)
    .and(Traits::ORGANIZATION_HEAD)
    .and(Traits::OTHER_HEAD)
    .and(Traits::PLACE_HEAD);

/// The spans with the towns near the source's home, in the order of the text.
pub fn towns(spans: Vec<Span>, sentences: &[Sentence<'_>], home: Option<&Home>) -> Vec<Span> {
    let Some(home) = home else { return spans };
    let surnames = surnames(&spans, sentences);
    let mut towns: Vec<Span> = spans.into_iter().map(|span| settled(span, sentences, home, &surnames)).collect();
    let missed = missed(&towns, sentences, home);
    towns.extend(missed.into_iter().filter(|span| !surnames.contains(&first_word(span, sentences))));
    towns.sort_by_key(|span| (span.sentence, span.first));
    towns
}

/// Last words of the people named in full, in small letters.
fn surnames(spans: &[Span], sentences: &[Sentence<'_>]) -> HashSet<String> {
    let full = spans.iter().filter(|span| span.kind == Kind::Person && span.last > span.first + 1);
    let last = |span: &Span| Some(sentences.get(span.sentence)?.word(span.last - 1)?.text.to_lowercase());
    full.filter_map(last).collect()
}

fn first_word(span: &Span, sentences: &[Sentence<'_>]) -> String {
    sentences
        .get(span.sentence)
        .and_then(|sentence| sentence.word(span.first))
        .map_or_else(String::new, |token| token.text.to_lowercase())
}

/// The span as a place, where it bears the name of a town nearby and stands as one does.
fn settled(span: Span, sentences: &[Sentence<'_>], home: &Home, surnames: &HashSet<String>) -> Span {
    let Some(sentence) = sentences.get(span.sentence) else { return span };
    let one_word = span.last == span.first + 1;
    let stands = match span.kind {
        Kind::Place => return span,
        Kind::Organization => one_word || stands_as_town(sentence, span.first, span.last),
        Kind::Person => {
            stands_as_town(sentence, span.first, span.last) && !(one_word && surnames.contains(&first_word(&span, sentences)))
        }
    };
    let town = stands && is_town(sentence, span.first, span.last, home);
    if town { Span { kind: Kind::Place, ..span } } else { span }
}

/// Towns outside of any span: `Crafton` of `A Crafton man`.
fn missed(spans: &[Span], sentences: &[Sentence<'_>], home: &Home) -> Vec<Span> {
    let mut found = Vec::new();
    let mut spans = spans.iter().peekable();
    for (number, sentence) in sentences.iter().enumerate().filter(|(_, sentence)| sentence.case == Case::Normal) {
        let mut next = 0;
        while next < sentence.tokens.len() {
            while spans.next_if(|span| (span.sentence, span.last) <= (number, next)).is_some() {}
            let ahead = spans.peek().filter(|span| span.sentence == number);
            if let Some(span) = ahead.filter(|span| span.first <= next) {
                next = span.last;
                continue;
            }
            let free = ahead.map_or(sentence.tokens.len(), |span| span.first);
            let last = run_of_capitals(&sentence.tokens, next, free);
            let fits = (1..=LONGEST).contains(&(last - next)) && stands_as_town(sentence, next, last);
            if fits && is_town(sentence, next, last, home) {
                found.push(Span { sentence: number, first: next, last, kind: Kind::Place });
            }
            next = last.max(next + 1);
        }
    }
    found
}

/// One past the last capital of the run that begins here; the beginning itself where none does.
fn run_of_capitals(tokens: &[Token<'_>], first: usize, free: usize) -> usize {
    let capitals = tokens.get(first..free).unwrap_or_default().iter().take_while(|token| is_capital(token));
    first + capitals.count()
}

fn is_capital(token: &Token<'_>) -> bool {
    token.kind == TokenKind::Word && token.text.starts_with(char::is_uppercase)
}

/// True behind `in` and the like, or before `man`, `police` and the like.
fn stands_as_town(sentence: &Sentence<'_>, first: usize, last: usize) -> bool {
    let word = |index: usize| sentence.word(index).map_or_else(String::new, |token| token.text.to_lowercase());
    let before = first.checked_sub(1).map(word).unwrap_or_default();
    BEFORE.contains(&before.as_str()) || BEHIND.contains(&word(last).as_str())
}

/// True for the own name of a town near home, unless all its words are ordinary ones.
fn is_town(sentence: &Sentence<'_>, first: usize, last: usize, home: &Home) -> bool {
    let tokens = sentence.tokens.get(first..last).unwrap_or_default();
    if tokens.iter().all(|token| traits_of(token.text, false).has(NO_TOWN)) {
        return false;
    }
    let name = sentence.slice(first, last);
    let own = |id| gazetteer::key::key(gazetteer::place(id).name) == gazetteer::key::key(name);
    home.namesake(&gazetteer::lookup(name)).is_some_and(own)
}

#[cfg(test)]
mod tests {
    use super::towns;
    use crate::article::model::{Article, Document, Format, Kind};
    use crate::article::sketch;
    use crate::article::survey::{Survey, Surveyor};
    use crate::entity::recognise;

    const STORIES: [&str; 4] = [
        "The council of Zanesville met in Ohio on Monday, as did that of Coshocton.",
        "Rain fell on Chillicothe and on Licking County and on New Lexington.",
        "A fair in Lancaster drew many from Zanesville and Cambridge, Ohio.",
        "Bread is dear in Zanesville, said the baker of Newark and of Granville.",
    ];

    fn document(number: usize, text: &str) -> Document {
        let id = format!("paper/{number}.txt");
        Document::new(id.clone(), id, Format::Text, text.to_owned())
    }

    fn survey() -> Survey {
        let mut surveyor = Surveyor::default();
        for (number, story) in STORIES.iter().enumerate() {
            let text = format!("A headline of the day\n\n{story}\n");
            surveyor.add(sketch(&document(number, &text), jiff::civil::date(2026, 11, 22)));
        }
        surveyor.finish()
    }

    /// The places of a story, with and without what its source tells.
    fn places(body: &str) -> [Vec<String>; 2] {
        let survey = survey();
        [survey.source(&document(9, "")), None].map(|source| {
            let mut article = Article { body: body.to_owned(), ..Article::new(String::new(), String::new(), Format::Text) };
            recognise(&mut article, source);
            article.mentions.into_iter().filter(|mention| mention.kind == Kind::Place).map(|mention| mention.text).collect()
        })
    }

    #[test]
    fn a_town_nearby_is_found_where_the_words_around_it_say_so() {
        let [with, without] = places("Two Hebron officials left. Then Logan police left.");
        assert_eq!(with, ["Hebron", "Logan"]);
        assert!(without.is_empty(), "{without:?}");
    }

    #[test]
    fn people_of_the_name_of_a_town_stay_people() {
        let [with, _] = places("Then Mary Hebron spoke of Hebron and left.");
        assert!(with.is_empty(), "{with:?}");
    }

    #[test]
    fn nothing_changes_without_a_home() {
        assert!(towns(Vec::new(), &crate::entity::sentences::sentences(0, "A Hebron man left."), None).is_empty());
    }
}
