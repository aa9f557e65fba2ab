//! Whom do `he` and `she` mean? The pronoun's place comes in, a name goes out: that of the one person in its paragraph
//! before it, or else in the paragraph before, whose given name or title does not speak against it. Where two people fit,
//! or somebody without a name was spoken of since, nobody is named.

use std::collections::BTreeMap;

use crate::article::model::Person;
use crate::entity::quotes::page::Page;
use crate::entity::quotes::roles::is_role;
use crate::entity::tokens::TokenKind;
use crate::fold::fold;
use crate::names;

/// Tokens of a paragraph that are looked through.
const LONGEST_LOOK: usize = 400;
/// Classes by which a given name must be more common in one sex than in the other; a class is a factor of two.
const CLEAR_LEAD: u8 = 3;
/// A woman or a man, so far as name and title tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sex {
    /// `she`
    Woman,
    /// `he`
    Man,
}

/// A token at which somebody is named, and the name.
type Named<'text> = (usize, &'text str);

/// What is known of the people of an article.
#[derive(Debug)]
pub struct People<'article> {
    sexes: BTreeMap<&'article str, Option<Sex>>,
}

impl<'article> People<'article> {
    /// The sexes of the people of an article.
    pub fn of(people: &'article [Person]) -> Self {
        Self { sexes: people.iter().map(|person| (person.name.as_str(), sex(person))).collect() }
    }

    /// The name that a pronoun means. `speakers` are the speakers of the quotations before it, each with the token at which
    /// the quotation begins, in order.
    pub fn meant<'text>(&self, page: &Page<'text>, pronoun: usize, speakers: &[Named<'text>]) -> Option<&'text str> {
        let wanted = wanted(page.tokens.get(pronoun)?.text);
        let begin = page.paragraph_begin(pronoun, LONGEST_LOOK)?;
        let mut fitting = self.fitting(page, (begin, pronoun), wanted, speakers);
        if fitting.is_empty() {
            let before = page.paragraph_begin(begin.checked_sub(1)?, LONGEST_LOOK)?;
            fitting = self.fitting(page, (before, begin), wanted, speakers);
        }
        let (last, name) = *fitting.last()?;
        let only = fitting.iter().all(|(_, other)| *other == name);
        (only && !unnamed_between(page, last, pronoun)).then_some(name)
    }

    /// True where a pronoun may mean the bearer of a name.
    pub fn may_mean(&self, pronoun: &str, name: &str) -> bool {
        self.fits(wanted(pronoun), name)
    }

    fn fits(&self, wanted: Sex, name: &str) -> bool {
        self.sexes.get(name).is_none_or(|sex| sex.is_none_or(|sex| sex == wanted))
    }

    /// The people in a stretch of prose whom the pronoun may mean, and those who speak in it, in order. `Roe's bread`
    /// speaks of bread: whom a possessive names counts only where nobody else is named.
    fn fitting<'text>(
        &self,
        page: &Page<'text>,
        (begin, end): (usize, usize),
        wanted: Sex,
        speakers: &[Named<'text>],
    ) -> Vec<Named<'text>> {
        let named = page.people_between(begin, end).map(|(token, mention)| (token, page.mentions[mention].name.as_str()));
        let first = speakers.partition_point(|(token, _)| *token < begin);
        let speaking = speakers.iter().skip(first).copied().take_while(|(token, _)| *token < end);
        let mut fitting: Vec<Named<'text>> = named.chain(speaking).filter(|(_, name)| self.fits(wanted, name)).collect();
        fitting.sort_unstable();
        if fitting.iter().any(|(token, _)| !page.is_possessive(*token)) {
            fitting.retain(|(token, _)| !page.is_possessive(*token));
        }
        fitting
    }
}

fn wanted(pronoun: &str) -> Sex {
    if pronoun.eq_ignore_ascii_case("she") { Sex::Woman } else { Sex::Man }
}

/// True where somebody who has no name comes in between two tokens: `A guard laughed`, `Roe's brother`.
fn unnamed_between(page: &Page<'_>, begin: usize, end: usize) -> bool {
    (begin + 1..end).filter(|index| !page.is_quoted(*index)).any(|index| {
        let role_within = |most: usize| page.tokens[index + 1..end.min(index + most)].iter().any(|token| is_role(token.text));
        let token = &page.tokens[index];
        let opens = token.paragraph || page.ends_sentence(index - 1);
        let article = matches!(token.text, "A" | "An" | "The" | "One" | "Another" | "Her" | "His" | "Their");
        let named = || page.people_between(index, index + 8).next().is_some();
        token.kind == TokenKind::Possessive && role_within(4) || opens && article && role_within(5) && !named()
    })
}

/// The sex of a person, by title and given name; `None` where neither tells.
fn sex(person: &Person) -> Option<Sex> {
    let mut titles = person.titles.iter().flat_map(|title| title.split_whitespace());
    titles.find_map(sex_of_title).or_else(|| {
        let words: Vec<&str> = person.name.split_whitespace().collect();
        let (_, given) = words.split_last()?;
        given.iter().find_map(|name| sex_of_name(name))
    })
}

fn sex_of_title(title: &str) -> Option<Sex> {
    let lower = title.to_lowercase();
    match lower.trim_end_matches('.') {
        "mrs" | "ms" | "miss" | "lady" | "dame" | "queen" | "princess" | "madame" | "sister" => Some(Sex::Woman),
        "mr" | "sir" | "lord" | "king" | "prince" | "pope" | "father" | "imam" | "sheikh" => Some(Sex::Man),
        other if other.ends_with("woman") => Some(Sex::Woman),
        other if other.ends_with("man") && other.len() > 5 => Some(Sex::Man),
        _ => None,
    }
}

fn sex_of_name(name: &str) -> Option<Sex> {
    let facts = names::facts(&fold(name))?;
    if facts.female >= facts.male + CLEAR_LEAD {
        Some(Sex::Woman)
    } else if facts.male >= facts.female + CLEAR_LEAD {
        Some(Sex::Man)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, titles: &[&str]) -> Person {
        let titles = titles.iter().map(|title| (*title).to_owned()).collect();
        Person { name: name.to_owned(), count: 1, salience: 0, forms: Vec::new(), titles }
    }

    #[test]
    fn titles_tell_before_given_names() {
        assert_eq!(sex(&person("James Roe", &["Mrs."])), Some(Sex::Woman));
        assert_eq!(sex(&person("Orlov", &["Mr."])), Some(Sex::Man));
        assert_eq!(sex(&person("Orlov", &["Police spokeswoman"])), Some(Sex::Woman));
        assert_eq!(sex(&person("Roe", &["President"])), None);
    }

    #[test]
    fn given_names_tell_where_they_are_known() {
        assert_eq!(sex(&person("Mary Hale", &[])), Some(Sex::Woman));
        assert_eq!(sex(&person("J. Robert Hale", &[])), Some(Sex::Man));
        assert_eq!(sex(&person("Bakyt Omurov", &[])), None);
        assert_eq!(sex(&person("Mary", &[])), None, "a name alone may be a family's");
    }

    #[test]
    fn who_is_not_known_may_be_either() {
        let people = [person("Mary Hale", &[]), person("Bakyt Omurov", &[])];
        let people = People::of(&people);
        assert!(people.may_mean("She", "Mary Hale") && !people.may_mean("he", "Mary Hale"));
        assert!(people.may_mean("she", "Bakyt Omurov") && people.may_mean("he", "Bakyt Omurov"));
    }
}
