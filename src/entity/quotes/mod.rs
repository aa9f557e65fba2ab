//! Who said what? An article with its people and mentions comes in, its quotations go out, each with the person who
//! speaks. A quotation without a clear speaker (an organisation's, an official's without a name, two people who fit)
//! is kept with nobody's name where it is a sentence, and left out where it is a few words or a title. English only.

mod attribution;
mod marks;
mod page;
mod pronoun;
mod roles;
mod subject;
mod verbs;

use crate::article::limits;
use crate::article::model::{Article, Person, Quote};
use crate::entity::quotes::attribution::Attribution;
use crate::entity::quotes::page::{Page, Unit};
use crate::entity::quotes::pronoun::People;
use crate::entity::tokens::{Token, TokenKind};

/// Words that a quotation without a speaker must have to be kept: fewer are a name, a motto or a cry.
const SENTENCE: usize = 4;
/// Letters of the longest words that titles write small: `the`, `for`.
const LONGEST_SMALL_WORD: usize = 3;
/// So many capitals and no small letter at the begin of a longer word make a title even where a stop ends it.
const TITLE: usize = 3;

/// The quotations of an article whose people and mentions are known.
pub fn find(article: &Article) -> Vec<Quote> {
    let english = article.language.as_deref().is_none_or(|language| language == "en");
    if !english || !article.body.contains(['"', '“', '„', '«']) {
        return Vec::new();
    }
    let body = limits::beginning(&article.body, limits::MOST_WORDS);
    let text = format!("{}\n\n{body}", article.headline.as_deref().unwrap_or_default());
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
        let behind = attribution::behind(page, number);
        let adjacent = reach == quotation.open && !page.tokens[quotation.open].paragraph;
        reach = behind.as_ref().map_or(0, |(_, reach)| *reach);
        let behind = behind.map(|(attribution, _)| attribution);
        found.push(if quotation.continues {
            previous.or(behind)
        } else {
            choose(page, number, behind, previous.filter(|_| adjacent))
        });
    }
    for number in (1..found.len()).rev() {
        if page.quotations[number].continues {
            found[number - 1] = found[number].clone();
        }
    }
    found
}

/// The attribution that counts: one behind the quotation, one in front of it, or that of the quotation before. A few
/// words with one on either side that do not agree have no clear speaker.
fn choose(page: &Page<'_>, number: usize, behind: Option<Attribution>, inherited: Option<Attribution>) -> Option<Attribution> {
    if behind.is_none() && !is_speech(page, number) {
        return None;
    }
    let before = attribution::before(page, number);
    if let Some(behind) = behind {
        let doubtful = before.is_some_and(|before| before.subject.is_some() && !same_speaker(page, &before, &behind));
        return Some(if doubtful && !is_sentence(page, number) { Attribution { subject: None, ..behind } } else { behind });
    }
    let own = before.filter(|before| inherited.as_ref().is_none_or(|inherited| inherited.verb != before.verb));
    let told = || is_sentence(page, number) && attribution::ends_its_sentence(page, number);
    own.or(inherited).or_else(|| attribution::nearest(&attribution::sentence_before(page, number)).filter(|_| told()))
}

/// True where two attributions name the same person.
fn same_speaker(page: &Page<'_>, one: &Attribution, other: &Attribution) -> bool {
    let name = |attribution: &Attribution| Some(page.mentions[attribution.subject?.mention?].name.as_str());
    name(one) == name(other)
}

/// The name of the speaker of each quotation.
fn speakers<'text>(page: &Page<'text>, attributions: &[Option<Attribution>], people: &[Person]) -> Vec<Option<&'text str>> {
    let people = People::of(people);
    let mut known: Vec<(usize, &str)> = Vec::new();
    let mut speakers: Vec<Option<&str>> = Vec::with_capacity(attributions.len());
    for (number, attribution) in attributions.iter().enumerate() {
        let subject = attribution.as_ref().and_then(|attribution| attribution.subject);
        let name = subject.and_then(|subject| match subject.mention {
            Some(mention) => Some(page.mentions[mention].name.as_str()),
            None => people
                .meant(page, subject.first, &known)
                .or_else(|| speaker_before(page, number, attributions, &known))
                .filter(|name| people.may_mean(page.tokens[subject.first].text, name) && !is_spoken_to(page, number, name)),
        });
        known.extend(name.map(|name| (page.quotations[number].open, name)));
        speakers.push(name);
    }
    speakers
}

/// The one person in the sentence directly before a quotation, who speaks there: `Roe said so. "Bread is dear," she added.`
fn speaker_before<'text>(
    page: &Page<'text>,
    number: usize,
    attributions: &[Option<Attribution>],
    known: &[(usize, &'text str)],
) -> Option<&'text str> {
    let units = attribution::sentence_before(page, number);
    let attribution = attribution::nearest(&units)?;
    let before = attribution.subject?;
    let mut others = units.iter().filter_map(Unit::person).map(|mention| page.mentions[mention].name.as_str());
    let name = if let Some(mention) = before.mention {
        page.mentions[mention].name.as_str()
    } else {
        let previous = number.checked_sub(1)?;
        let same = attributions[previous].as_ref().is_some_and(|previous| previous.verb == attribution.verb);
        known.last().filter(|(open, _)| same && *open == page.quotations[previous].open)?.1
    };
    others.all(|other| other == name).then_some(name)
}

/// True where the words behind a quotation name somebody as the one spoken to or of: `she told Roe`.
fn is_spoken_to(page: &Page<'_>, number: usize, name: &str) -> bool {
    page.after(number).0.iter().filter_map(Unit::person).any(|mention| page.mentions[mention].name == name)
}

/// The record of a quotation, unless it is a few words that nobody is known to have said.
fn quote(
    page: &Page<'_>,
    text: &str,
    number: usize,
    (attribution, speaker): (Option<&Attribution>, Option<&str>),
) -> Option<Quote> {
    let quotation = page.quotations.get(number)?;
    // Marks with no word between them say nothing.
    words(page, number).next()?;
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
        attribution: named
            .map(|(attribution, subject)| page.span(attribution.verb.0.min(subject.first), attribution.verb.1.max(subject.last))),
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

/// False for titles of works, whose longer words all begin with a capital, and for a name between names: `Harold “Hal” Roe`.
fn is_speech(page: &Page<'_>, number: usize) -> bool {
    let Some(quotation) = page.quotations.get(number) else { return false };
    let capital = |index: usize| page.tokens.get(index).is_some_and(|token| token.text.starts_with(char::is_uppercase));
    let long = words(page, number).filter(|word| word.chars().count() > LONGEST_SMALL_WORD);
    let (capitals, small): (Vec<&str>, Vec<&str>) = long.partition(|word| word.starts_with(char::is_uppercase));
    let stops = matches!(page.tokens[quotation.close - 1].text, "." | "!" | "?" | "…");
    let several = words(page, number).nth(1).is_some();
    let title = small.is_empty() && (several && !capitals.is_empty() && !stops || capitals.len() >= TITLE);
    let nickname =
        !several && capital(quotation.open + 1) && capital(quotation.end()) && quotation.open > 0 && capital(quotation.open - 1);
    words(page, number).next().is_some() && !title && !nickname
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::article::model::Quote;
    use crate::entity::marked::{article, recognised};

    fn quotes(body: &str) -> Vec<Quote> {
        recognised(None, body).quotes
    }

    /// Each quotation's speaker, `?` where nobody is named.
    fn speakers(body: &str) -> Vec<String> {
        quotes(body).into_iter().map(|quote| quote.speaker.unwrap_or_else(|| "?".to_owned())).collect()
    }

    #[test]
    fn a_quotation_has_words_span_form_and_verb() {
        let quotes = quotes("“Bread is dear now,” said baker Jane Roe.");
        assert_eq!(
            quotes,
            [Quote {
                text: "Bread is dear now,".to_owned(),
                start: 3,
                end: 21,
                speaker: Some("Jane Roe".to_owned()),
                form: Some("Jane Roe".to_owned()),
                verb: Some("said".to_owned()),
                attribution: Some((23, 42)),
            }]
        );
    }

    #[test]
    fn attributions_behind() {
        for attribution in [
            "said Jane Roe",
            "Jane Roe said",
            "said the mayor, Jane Roe",
            "Mayor Jane Roe told reporters",
            "Jane Roe, the mayor of Paris, said",
            "Jane Roe, who runs the mill, told the council",
            "said the head of the mill, Jane Roe",
            "a friend of the mayor, Jane Roe, said",
            "according to Jane Roe",
            "Jane Roe later added",
        ] {
            assert_eq!(speakers(&format!("“Bread is dear now,” {attribution}.")), ["Jane Roe"], "{attribution}");
        }
    }

    #[test]
    fn attributions_in_front() {
        for attribution in [
            "Jane Roe told reporters that the price was",
            "Jane Roe, the mayor, called it",
            "Mayor Jane Roe rose and later described the loaf as",
            "Jane Roe welcomed the law, saying it was",
            "According to Jane Roe, bread is",
            "In Paris, Jane Roe spoke of",
        ] {
            assert_eq!(speakers(&format!("{attribution} “dear but good”.")), ["Jane Roe"], "{attribution}");
        }
        assert_eq!(speakers("Jane Roe wrote to the council:\n\n“Bread is dear. It will be dearer.”"), ["Jane Roe"]);
        assert_eq!(speakers("Jane Roe said bread was dear. “We have no flour left.”"), ["Jane Roe"]);
    }

    #[test]
    fn whose_words_are_unclear_are_nobodys() {
        for attribution in [
            "the ministry said",
            "an official said",
            "said a spokesman for Jane Roe",
            "Jane Roe’s lawyer said",
            "Jane Roe and Karl Hale said",
            "said Jane Roe and Karl Hale",
            "a neighbour of Jane Roe said",
            "they said",
        ] {
            assert_eq!(speakers(&format!("“Bread is dear now,” {attribution}.")), ["?"], "{attribution}");
        }
    }

    #[test]
    fn names_and_titles_in_marks_are_no_speech() {
        for text in [
            "Jane Roe said the so-called “bread pact” was dead.",
            "Jane Roe wrote the novel “Bread and Salt” in Paris.",
            "Jane Roe sang “bread is dear” in Paris.",
            "Jane Roe runs a bakery known as “the oven”.",
            "Jane Roe was called “the oven” at school.",
            "Jane Roe told Harold “Hal” Orr to wait.",
            "Jane Roe spoke of “Bread, Butter and Salt.”",
        ] {
            assert_eq!(speakers(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn an_attribution_holds_for_what_it_parts() {
        assert_eq!(speakers("“Bread is dear,” Jane Roe said. “It was dear before.” Rain fell."), ["Jane Roe", "Jane Roe"]);
        assert_eq!(speakers("“Bread,” said Jane Roe, “is dear.”"), ["Jane Roe", "Jane Roe"]);
        assert_eq!(speakers("“Bread is so dear,” an official said. “It was dear before.”"), ["?", "?"]);
        assert_eq!(speakers("“Bread is so dear,” Jane Roe said.\n\n“It was dear before.”"), ["Jane Roe", "?"]);
    }

    #[test]
    fn paragraphs_that_go_on_have_one_speaker() {
        assert_eq!(speakers("“Bread is dear,” Jane Roe said. “One.\n\n“Two.\n\n“Three.”"), ["Jane Roe"; 4]);
        assert_eq!(speakers("“Bread is dear.\n\n“It was dear before,” Jane Roe said."), ["Jane Roe"; 2]);
    }

    #[test]
    fn pronouns_mean_the_only_one_who_fits() {
        assert_eq!(speakers("Mary Hale left. “Bread is dear now,” she said."), ["Mary Hale"]);
        assert_eq!(speakers("Mary Hale met James Orr. “Bread is dear now,” he said."), ["James Orr"]);
        assert_eq!(speakers("Mary Hale left.\n\n“Bread is dear now,” she said."), ["Mary Hale"]);
        assert_eq!(speakers("James Orr met Robert Hale. “Bread is dear now,” he said."), ["?"]);
        let last = "James Orr left. Robert Hale said so. “Bread is dear now,” he added. “It is dear indeed,” he said.";
        assert_eq!(speakers(last), ["Robert Hale", "Robert Hale"]);
        assert_eq!(speakers("James Orr left. “Bread is dear now,” she said."), ["?"]);
        assert_eq!(speakers("James Orr left. “Bread is dear now,” he told Orr."), ["?"]);
        assert_eq!(speakers("James Orr left. A guard laughed. “Bread is dear now,” he said."), ["?"]);
        assert_eq!(speakers("Mary Hale’s brother laughed. “Bread is dear now,” he said."), ["?"]);
        assert_eq!(speakers("James Orr left.\n\nRain fell.\n\n“Bread is dear now,” he said."), ["?"]);
    }

    #[test]
    fn participles_and_pairs_of_attributions_that_disagree() {
        assert_eq!(speakers("Jane Roe said Karl Hale was ill, telling them to “go away”."), Vec::<String>::new());
        assert_eq!(speakers("Jane Roe was calling it “a mess”."), Vec::<String>::new());
        assert_eq!(speakers("Jane Roe called it “a mess”, Karl Hale said."), Vec::<String>::new());
        assert_eq!(speakers("Jane Roe continued to “bake bread”."), Vec::<String>::new());
    }

    #[test]
    fn other_languages_have_no_quotations_yet() {
        let mut german = article(None, "“Brot ist teuer geworden,” said Jane Roe.");
        german.language = Some("de".to_owned());
        assert_eq!(find(&german), []);
    }
}
