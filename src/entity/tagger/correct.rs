//! What does the tagger get wrong that the article itself sets right? One name is of one kind throughout an article; a name found once is found wherever it stands; and a few forms
//! (`Tex.` behind a town, `London-based`, `Hall County`) are places by rule.

use std::collections::{HashMap, HashSet};

use crate::article::model::Kind;
use crate::entity::lists;
use crate::entity::rules::atlas;
use crate::entity::sentences::{Case, Sentence};
use crate::entity::tagger::{Span, kept, trim};
use crate::entity::tokens::{Token, TokenKind, tokenise};
use crate::entity::words::{Traits, traits_of};
use crate::fold::fold;
use crate::gazetteer;

/// How often a name is of each kind: person, place, organisation.
type Votes = [usize; 3];

/// The votes on a person named once in running text.
const ONCE: Votes = [2, 0, 0];
/// The votes for a place of a name with a region behind it.
const WITH_REGION: usize = 8;
/// The votes of byline and dateline: three mentions in running text weigh as much.
const KNOWN: usize = 6;
/// Longest name that is looked for again, in tokens.
const LONGEST: usize = 8;
/// Names of one first word that are looked for again at most: keeps lists of thousands of namesakes linear.
const MOST_NAMES: usize = 32;

/// Names whose kind the article's other fields tell.
#[derive(Debug, Default)]
pub struct Known<'a> {
    /// Those who wrote it.
    pub people: Vec<&'a str>,
    /// The places of its dateline, as they stand.
    pub places: Vec<&'a str>,
}

/// The spans of an article, corrected, in the order of the text.
pub fn correct(sentences: &[Sentence<'_>], spans: Vec<Span>, known: &Known<'_>) -> Vec<Span> {
    let spans: Vec<Span> = spans.into_iter().filter_map(|span| trim::trim(sentences, span)).collect();
    let mut spans = kept::without_others(sentences, spans);
    let mut names = Names::default();
    names.learn_known(known);
    for span in &spans {
        names.vote(&sentences[span.sentence], span);
    }
    for span in &mut spans {
        span.kind = names.kind(&sentences[span.sentence], span);
    }
    let mut spans: Vec<Span> = spans.into_iter().flat_map(|span| trim::apart(&sentences[span.sentence], span)).collect();
    let missed = names.missed(sentences, &spans);
    spans.extend(missed);
    spans.sort_by_key(|span| (span.sentence, span.first));
    spans
}

/// The names of an article.
#[derive(Debug, Default)]
struct Names {
    /// Votes on folded names.
    votes: HashMap<String, Votes>,
    /// Surnames of people named in full, in small letters.
    surnames: HashSet<String>,
    /// Words in small letters of names, by the first of them.
    by_first: HashMap<String, Vec<(Vec<String>, Kind)>>,
}

impl Names {
    /// Authors and the dateline's places are found wherever they stand.
    fn learn_known(&mut self, known: &Known<'_>) {
        let people = known.people.iter().map(|name| (*name, Kind::Person));
        let places = known.places.iter().map(|name| (*name, Kind::Place));
        for (name, kind) in people.chain(places) {
            self.votes.entry(fold(name)).or_default()[kind as usize] += KNOWN;
            self.add(tokenise(name).iter().map(|token| token.text.to_lowercase()).collect(), kind);
        }
    }

    fn vote(&mut self, sentence: &Sentence<'_>, span: &Span) {
        let votes = self.votes.entry(fold(sentence.slice(span.first, span.last))).or_default();
        if has_region_behind(sentence, span) {
            votes[Kind::Place as usize] += WITH_REGION;
            return;
        }
        votes[span.kind as usize] += if sentence.case == Case::Normal { 2 } else { 1 };
        if sentence.case == Case::Normal {
            self.learn(sentence, span);
        }
    }

    /// The name, and the surname of a person, may be found again.
    fn learn(&mut self, sentence: &Sentence<'_>, span: &Span) {
        let words: Vec<String> = sentence.tokens[span.first..span.last].iter().map(|token| token.text.to_lowercase()).collect();
        if span.kind == Kind::Person
            && words.len() > 1
            && let Some(surname) = words.iter().rfind(|word| !trim::is_suffix(word) && *word != ".")
        {
            self.add(vec![surname.clone()], span.kind);
            self.surnames.insert(surname.clone());
        }
        self.add(words, span.kind);
    }

    fn add(&mut self, words: Vec<String>, kind: Kind) {
        let Some(first) = words.first() else { return };
        let ordinary =
            words.len() == 1 && (first.chars().count() < 3 || lists::is_common_word(first) || lists::is_function_word(first));
        if ordinary || words.len() > LONGEST {
            return;
        }
        let known = self.by_first.entry(first.clone()).or_default();
        if known.len() < MOST_NAMES && known.iter().all(|(name, _)| *name != words) {
            known.push((words, kind));
            known.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        }
    }

    /// The kind that most votes give the name of a span; its own where it has as many.
    fn kind(&self, sentence: &Sentence<'_>, span: &Span) -> Kind {
        let text = sentence.slice(span.first, span.last);
        if is_county(text) {
            return Kind::Place;
        }
        if span.kind == Kind::Place && is_listed(&sentence.tokens[span.first..span.last]) {
            return Kind::Organization;
        }
        let votes = self.votes.get(&fold(text)).copied().unwrap_or_default();
        let once = span.kind == Kind::Person && span.last == span.first + 1 && votes == ONCE;
        if once && is_plain_place(sentence, span.first) {
            return Kind::Place;
        }
        if self.is_surname(sentence, span) {
            return Kind::Person;
        }
        let kinds = [Kind::Person, Kind::Place, Kind::Organization];
        let most = kinds.into_iter().max_by_key(|kind| (votes[*kind as usize], *kind == span.kind));
        most.filter(|kind| votes[*kind as usize] > 2 * votes[span.kind as usize]).unwrap_or(span.kind)
    }

    /// `London` where Mary London is named, and not behind `in`; countries and regions stay what they are.
    fn is_surname(&self, sentence: &Sentence<'_>, span: &Span) -> bool {
        let behind = span.first.checked_sub(1).and_then(|before| sentence.word(before)).map_or("", |token| token.text);
        let located = matches!(behind, "in" | "In" | "near" | "at" | "from" | "to" | "outside");
        let text = sentence.slice(span.first, span.last);
        span.last == span.first + 1
            && !located
            && self.surnames.contains(&text.to_lowercase())
            && gazetteer::region(text).is_empty()
    }

    /// Names that stand elsewhere outside of any span.
    fn missed(&self, sentences: &[Sentence<'_>], spans: &[Span]) -> Vec<Span> {
        let mut found = Vec::new();
        let mut spans = spans.iter().peekable();
        for (number, sentence) in sentences.iter().enumerate() {
            let mut next = 0;
            while next < sentence.tokens.len() {
                let span = spans.next_if(|span| (span.sentence, span.first) <= (number, next));
                if let Some(span) = span {
                    next = next.max(span.last);
                    continue;
                }
                let free = spans.peek().filter(|span| span.sentence == number).map_or(sentence.tokens.len(), |span| span.first);
                let again = self.again(&sentence.tokens[next..free]).or_else(|| by_form(sentence, next, free));
                if let Some((length, kind)) = again {
                    found.push(Span { sentence: number, first: next, last: next + length, kind });
                    next += length;
                } else {
                    next += 1;
                }
            }
        }
        found
    }

    /// Length and kind of the known name that the tokens begin with.
    fn again(&self, tokens: &[Token<'_>]) -> Option<(usize, Kind)> {
        let first = tokens.first().filter(|token| is_capital(token))?;
        let known = self.by_first.get(&first.text.to_lowercase())?;
        let fits = |words: &[String]| {
            words.len() <= tokens.len() && words.iter().zip(tokens).all(|(word, token)| token.text.to_lowercase() == *word)
        };
        let (words, kind) = known.iter().find(|(words, _)| fits(words))?;
        // A capital or hyphen behind it, and it is another name.
        let goes_on = tokens.get(words.len()).is_some_and(|token| is_capital(token) || token.is_hyphen());
        (!goes_on).then_some((words.len(), *kind))
    }
}

/// `Henderson, Nev.`: a place of that name is known, and a region stands behind the comma.
fn has_region_behind(sentence: &Sentence<'_>, span: &Span) -> bool {
    let region = |last: usize| !gazetteer::region(sentence.slice(span.last + 1, last)).is_empty();
    let behind = |offset: usize| sentence.word(span.last + offset);
    behind(0).is_some_and(|token| token.text == ",")
        && behind(1).is_some_and(is_capital)
        && (region(span.last + 2) || behind(2).is_some_and(is_capital) && region(span.last + 3))
        && !gazetteer::lookup(sentence.slice(span.first, span.last)).is_empty()
}

fn is_capital(token: &Token<'_>) -> bool {
    token.kind == TokenKind::Word && token.text.chars().next().is_some_and(char::is_uppercase)
}

/// `White House`, `Kremlin`: buildings that stand for those who govern from them.
fn is_listed(tokens: &[Token<'_>]) -> bool {
    lists::known_organization(tokens, false).is_some_and(|(length, _)| length == tokens.len())
}

fn is_county(text: &str) -> bool {
    text.split_whitespace().count() > 1
        && (text.ends_with(" County") || text.ends_with(" Parish"))
        && !gazetteer::region(text).is_empty()
}

/// Places by their form: `London` of `London-based`, `Tex.` behind a comma.
fn by_form(sentence: &Sentence<'_>, first: usize, free: usize) -> Option<(usize, Kind)> {
    let tokens = &sentence.tokens;
    let token = tokens.get(first).filter(|token| is_capital(token))?;
    let based = first + 2 < free && tokens[first + 1].is_hyphen() && matches!(tokens[first + 2].text, "based" | "born" | "area");
    let follows = first > 1 && matches!(tokens[first - 1].text, "," | "(") && is_capital(&tokens[first - 2]);
    let short = token.text.ends_with('.') || token.text.len() == 2 && !token.text.chars().any(char::is_lowercase);
    let place = based && !gazetteer::lookup(token.text).is_empty() && !lists::is_demonym(token.text)
        || follows && short && !gazetteer::region(token.text).is_empty()
        || is_plain_place(sentence, first);
    place.then_some((1, Kind::Place))
}

/// True for a capital inside a sentence, with none beside it, of a word that is a place and nothing else.
fn is_plain_place(sentence: &Sentence<'_>, index: usize) -> bool {
    let tokens = &sentence.tokens;
    let other = |index: Option<usize>| {
        index.and_then(|index| tokens.get(index)).is_none_or(|token| !is_capital(token) && !token.is_hyphen())
    };
    let alone = other(index.checked_sub(1)) && other(Some(index + 1));
    let token = &tokens[index];
    let written = alone
        && !token.opens
        && sentence.case == Case::Normal
        && token.text.chars().count() > 3
        && token.text.chars().skip(1).all(char::is_lowercase);
    written && !traits_of(token.text, false).has(NO_PLACE) && atlas::look_up(token.text).is_some_and(|facts| facts.own_name)
}

/// Traits of words that are no places, whatever the gazetteer says.
const NO_PLACE: Traits = Traits::COMMON
    .and(Traits::FUNCTION)
    .and(Traits::DEMONYM)
    .and(Traits::CALENDAR)
    .and(Traits::GIVEN)
    .and(Traits::SURNAME)
    .and(Traits::TITLE)
    .and(Traits::KNOWN)
    .and(Traits::ORGANIZATION_HEAD)
    .and(Traits::OTHER_HEAD)
    .and(Traits::PLACE_HEAD);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::sentences::sentences;

    /// The spans of a text after correction, where those before are given by their words.
    fn corrected(text: &str, names: &[(&str, Kind)]) -> Vec<(String, Kind)> {
        let sentences = sentences(0, text);
        let mut spans = Vec::new();
        for (number, sentence) in sentences.iter().enumerate() {
            let mut next = 0;
            while next < sentence.tokens.len() {
                let fits = |(name, kind): &(&str, Kind)| {
                    let last = (next + 1..=sentence.tokens.len()).find(|last| sentence.slice(next, *last) == *name)?;
                    Some(Span { sentence: number, first: next, last, kind: *kind })
                };
                let span = names.iter().find_map(fits);
                next = span.map_or(next + 1, |span| span.last);
                spans.extend(span);
            }
        }
        let text = |span: Span| (sentences[span.sentence].slice(span.first, span.last).to_owned(), span.kind);
        correct(&sentences, spans, &Known::default()).into_iter().map(text).collect()
    }

    fn named(name: &str, kind: Kind) -> (String, Kind) {
        (name.to_owned(), kind)
    }

    #[test]
    fn a_name_found_once_is_found_wherever_it_stands() {
        let found = corrected("Mary Brusk spoke. Then Brusk left Brusk Hall.", &[("Mary Brusk", Kind::Person)]);
        assert_eq!(found, [named("Mary Brusk", Kind::Person), named("Brusk", Kind::Person)]);
    }

    #[test]
    fn the_surname_of_a_person_is_that_person_but_not_behind_in() {
        let names = [("Mary London", Kind::Person), ("London", Kind::Place)];
        let found = corrected("Then Mary London rose. Aides of London met in London.", &names);
        assert_eq!(found[1..], [named("London", Kind::Person), named("London", Kind::Place)]);
    }

    #[test]
    fn buildings_that_stand_for_a_government_are_organizations() {
        let found = corrected("Then the Kremlin denied it.", &[("Kremlin", Kind::Place)]);
        assert_eq!(found, [named("Kremlin", Kind::Organization)]);
    }

    #[test]
    fn a_region_behind_a_town_decides_for_all_its_mentions() {
        let names = [("Henderson", Kind::Person), ("Nevada", Kind::Place)];
        let found = corrected("Then Henderson, Nevada, rose. Aides saw Henderson fall.", &names);
        assert!(found.iter().all(|(_, kind)| *kind == Kind::Place), "{found:?}");
    }

    #[test]
    fn a_suffix_belongs_to_the_name() {
        let found = corrected("Then Edwin Orrick Jr. left. Orrick slept.", &[("Edwin Orrick", Kind::Person)]);
        assert_eq!(found, [named("Edwin Orrick Jr.", Kind::Person), named("Orrick", Kind::Person)]);
    }

    #[test]
    fn states_behind_towns_and_parties_are_places() {
        let found = corrected("Jo Hale, D-Ohio, flew to Orrick, Tex., with a London-based aide.", &[("D-Ohio", Kind::Person)]);
        assert_eq!(found, [named("Ohio", Kind::Place), named("Tex.", Kind::Place), named("London", Kind::Place)]);
    }

    #[test]
    fn a_town_that_is_nothing_else_is_a_place() {
        let found = corrected("They took Vovchansk and a Quick Reading there. Mary, too.", &[]);
        assert_eq!(found, [named("Vovchansk", Kind::Place)]);
    }

    #[test]
    fn a_town_named_once_is_no_person() {
        let found = corrected("They took Vovchansk, and Tamsin left.", &[("Vovchansk", Kind::Person), ("Tamsin", Kind::Person)]);
        assert_eq!(found, [named("Vovchansk", Kind::Place), named("Tamsin", Kind::Person)]);
    }

    #[test]
    fn thousands_of_namesakes_take_linear_time() {
        let lines: Vec<String> = (0..5000).map(|number| format!("Then Mary Hale{number} left.")).collect();
        let text = lines.join(" ");
        let sentences = sentences(0, &text);
        let span = |sentence| Span { sentence, first: 1, last: 3, kind: Kind::Person };
        let spans: Vec<Span> = (0..sentences.len()).map(span).collect();
        assert_eq!(correct(&sentences, spans.clone(), &Known::default()), spans);
    }

    #[test]
    fn the_dateline_s_own_town_is_a_place_and_the_author_a_person() {
        let text = "Then Harrow police left. The mayor of Harrow wrote to Vera Tallow.";
        let sentences = sentences(0, text);
        let known = Known { people: vec!["Vera Tallow"], places: vec!["HARROW"] };
        let kinds = |spans: Vec<Span>| -> Vec<(&str, Kind)> {
            spans.iter().map(|span| (sentences[span.sentence].slice(span.first, span.last), span.kind)).collect()
        };
        let person = Span { sentence: 0, first: 1, last: 2, kind: Kind::Person };
        assert_eq!(
            kinds(correct(&sentences, vec![person], &known)),
            [("Harrow", Kind::Place), ("Harrow", Kind::Place), ("Vera Tallow", Kind::Person)]
        );
    }

    #[test]
    fn nothing_is_corrected_in_nothing() {
        assert!(correct(&[], Vec::new(), &Known::default()).is_empty());
    }
}
