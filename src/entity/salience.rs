//! How much is an article about someone? An article with its mentions and quotations comes in; each of its people, places
//! and organisations gets a salience from 0 to 99. The points, added up and cut at 99:
//!
//! | what | points |
//! |---|---|
//! | named in the headline, or its name stands there unrecognised: a form, a person's last name | 30 |
//! | first named in the first paragraph | 20; 35 in an article without a headline |
//! | else: first named when the share `r` of the body is still to come | 14 × r |
//! | each mention after the first | 4, five count |
//! | mentions after the first, as a share of all mentions of the kind | 10 × share |
//! | each third of the body in which it is named, after the first | 5 |
//! | each mention that is the subject of its sentence | 3, three count |
//! | each quotation that the person speaks | 3, two count |
//! | named in the caption or in the dateline, however often | 5 |
//!
//! Caption and dateline add nothing else: a dateline says where a story was filed, not what it is about. One mention more
//! never takes a point away. Pronouns are not counted. Everything is whole numbers, rounded down.

use std::collections::HashMap;

use crate::article::model::{Article, Kind, Mention};
use crate::fold::fold;

const MOST: usize = 99;
const HEADLINE: usize = 30;
const LEAD: usize = 20;
/// Without a headline, the first paragraph says what a story is about.
const LEAD_ALONE: usize = 35;
const EARLY: usize = 14;
const MENTION: usize = 4;
const MENTIONS: usize = 5;
const SHARE: usize = 10;
const THIRD: usize = 5;
const SUBJECT: usize = 3;
const SUBJECTS: usize = 3;
const SPEECH: usize = 3;
const SPEECHES: usize = 2;
const BESIDE: usize = 5;

/// Words that may stand between the begin of a sentence and its subject: titles, `the`.
const TITLE_WORDS: usize = 5;
/// Characters of a headline that are looked through for names that were not recognised in it.
const LONGEST_HEADLINE: usize = 300;
/// Letters of a name that is looked for in this way: shorter ones are also words.
const SHORTEST: usize = 4;
/// Characters looked at on either side of a mention.
const NEAR: usize = 60;
/// Verbs of news behind a subject, besides those in `-ed`, sorted.
const VERBS: [&str; 25] = [
    "became", "began", "came", "did", "fell", "gave", "had", "has", "is", "led", "left", "made", "met", "put", "rose", "said",
    "saw", "says", "spoke", "told", "took", "was", "went", "will", "won",
];

/// What is known of one entity.
#[derive(Debug, Clone, Default)]
struct Tally {
    headline: bool,
    beside: bool,
    /// Code point of the body at which it is first named.
    first: Option<usize>,
    count: usize,
    thirds: [bool; 3],
    subjects: usize,
    speeches: usize,
}

/// The text that offsets count in.
struct Page {
    characters: Vec<char>,
    has_headline: bool,
    body: usize,
    lead_end: usize,
    /// The folded headline between blanks.
    folded: String,
}

impl Page {
    fn of(article: &Article) -> Page {
        let headline = article.headline.as_deref().unwrap_or_default();
        let characters: Vec<char> = headline.chars().chain("\n\n".chars()).chain(article.body.chars()).collect();
        let body = headline.chars().count() + 2;
        let story = characters.iter().skip(body).zip(characters.iter().skip(body + 1));
        let lead = story.take_while(|(one, other)| **one != '\n' || **other != '\n').count();
        let folded = format!(" {} ", fold(&headline.chars().take(LONGEST_HEADLINE).collect::<String>()));
        Page { folded, has_headline: !headline.is_empty(), body, lead_end: body + lead + 1, characters }
    }

    /// True where the headline holds one of these forms, or the last word of a person's name.
    ///
    /// Names in a headline in capitals are often not recognised, but known from the body.
    fn is_headed(&self, kind: Kind, name: &str, forms: &[String]) -> bool {
        let holds = |form: &str| form.chars().count() >= SHORTEST && self.folded.contains(&format!(" {form} "));
        let name = fold(name);
        let surname = name.rsplit(' ').next().filter(|_| kind == Kind::Person);
        surname.is_some_and(holds) || forms.iter().any(|form| holds(&fold(form)))
    }

    fn length(&self) -> usize {
        (self.characters.len() - self.body).max(1)
    }

    /// True where the mention begins its sentence, titles aside, or a verb follows it.
    fn is_subject(&self, start: usize, end: usize) -> bool {
        self.opens_sentence(start) || self.before_verb(end)
    }

    fn opens_sentence(&self, start: usize) -> bool {
        let before = self.characters.iter().take(start).skip(self.body.max(start.saturating_sub(NEAR)));
        let before: String = before.collect();
        let whole = start - self.body <= NEAR;
        let mut words = before.rsplit([' ', '\n', '“', '"']).filter(|word| !word.is_empty());
        let after_break = before.ends_with('\n') || before.is_empty();
        for _ in 0..TITLE_WORDS {
            match words.next() {
                None => return whole,
                Some(word) if ends_sentence(word) => return true,
                Some(_) if after_break => return true,
                Some(word) if word.ends_with(',') || !word.starts_with(char::is_uppercase) => return false,
                Some(_) => {}
            }
        }
        false
    }

    fn before_verb(&self, end: usize) -> bool {
        let mut behind = self.characters.iter().skip(end).take(NEAR);
        if behind.next() != Some(&' ') {
            return false;
        }
        let word: String = behind.take_while(|character| character.is_alphabetic()).flat_map(|c| c.to_lowercase()).collect();
        word.len() > 3 && word.ends_with("ed") || VERBS.binary_search(&word.as_str()).is_ok()
    }
}

/// A stop behind a word of some length; that behind `Mr.` or `Gen.` is none.
fn ends_sentence(word: &str) -> bool {
    let plain = word.trim_end_matches(['”', '"', ')', '’']);
    plain.ends_with(['!', '?']) || plain.strip_suffix('.').is_some_and(|word| !word.starts_with(char::is_uppercase))
}

impl Tally {
    fn add(&mut self, mention: &Mention, page: &Page) {
        let (Some(start), Some(end)) = (mention.start, mention.end) else {
            self.beside = true;
            return;
        };
        self.count += 1;
        if start < page.body {
            self.headline = true;
            return;
        }
        let place = start - page.body;
        self.first = Some(self.first.map_or(place, |first| first.min(place)));
        if let Some(third) = self.thirds.get_mut(3 * place / page.length()) {
            *third = true;
        }
        self.subjects += usize::from(self.subjects < SUBJECTS && page.is_subject(start, end));
    }

    /// The points of an entity whose kind is mentioned `all` times.
    fn points(&self, all: usize, page: &Page) -> u8 {
        let more = self.count.saturating_sub(1);
        let thirds = self.thirds.iter().filter(|named| **named).count().saturating_sub(1);
        let points = usize::from(self.headline) * HEADLINE
            + usize::from(self.beside) * BESIDE
            + self.first.map_or(0, |first| early(first, page))
            + more.min(MENTIONS) * MENTION
            + SHARE * more / all.max(1)
            + thirds * THIRD
            + self.subjects.min(SUBJECTS) * SUBJECT
            + self.speeches.min(SPEECHES) * SPEECH;
        u8::try_from(points.min(MOST)).unwrap_or(0)
    }
}

/// The points for where in the body something is first named.
fn early(first: usize, page: &Page) -> usize {
    if first + page.body < page.lead_end {
        return if page.has_headline { LEAD } else { LEAD_ALONE };
    }
    // In percent, so that a body of any length can be multiplied.
    let left = 100 * page.length().saturating_sub(first) / page.length();
    EARLY * left / 100
}

/// The points of the entities of one kind, each of them known by its name and its forms.
fn points<'a>(kind: Kind, entities: impl Iterator<Item = (&'a str, &'a [String])>, article: &Article, page: &Page) -> Vec<u8> {
    let mut numbers: HashMap<(&str, &str), usize> = HashMap::new();
    let mut tallies: Vec<Tally> = Vec::new();
    let speeches = speeches(article);
    for (name, forms) in entities {
        for form in forms {
            numbers.entry((name, form)).or_insert(tallies.len());
        }
        let spoken = if kind == Kind::Person { speeches.get(name).copied().unwrap_or(0) } else { 0 };
        tallies.push(Tally { speeches: spoken, headline: page.is_headed(kind, name, forms), ..Tally::default() });
    }
    for mention in article.mentions.iter().filter(|mention| mention.kind == kind) {
        let number = numbers.get(&(mention.name.as_str(), mention.text.as_str()));
        if let Some(tally) = number.and_then(|number| tallies.get_mut(*number)) {
            tally.add(mention, page);
        }
    }
    let all = tallies.iter().map(|tally| tally.count).sum();
    tallies.iter().map(|tally| tally.points(all, page)).collect()
}

/// How many quotations each speaker has.
fn speeches(article: &Article) -> HashMap<&str, usize> {
    let mut speeches = HashMap::new();
    for speaker in article.quotes.iter().filter_map(|quote| quote.speaker.as_deref()) {
        *speeches.entry(speaker).or_insert(0) += 1;
    }
    speeches
}

/// Fills the salience of the people, places and organisations of an article whose mentions and quotations are known.
pub fn rate(article: &mut Article) {
    let page = Page::of(article);
    let people = article.people.iter().map(|one| (one.name.as_str(), one.forms.as_slice()));
    let people = points(Kind::Person, people, article, &page);
    let places = article.places.iter().map(|one| (one.name.as_str(), one.forms.as_slice()));
    let places = points(Kind::Place, places, article, &page);
    let organizations = article.organizations.iter().map(|one| (one.name.as_str(), one.forms.as_slice()));
    let organizations = points(Kind::Organization, organizations, article, &page);
    article.people.iter_mut().zip(people).for_each(|(one, points)| one.salience = points);
    article.places.iter_mut().zip(places).for_each(|(one, points)| one.salience = points);
    article.organizations.iter_mut().zip(organizations).for_each(|(one, points)| one.salience = points);
}

#[cfg(test)]
mod tests {
    use super::{Kind, Page};
    use crate::entity::marked::{article, recognised};
    use crate::entity::recognise;

    const RAIN: &str = "\n\nRain fell on the harbour for most of the day, and nobody went out to sea before the evening.";

    fn person(headline: Option<&str>, body: &str, name: &str) -> u8 {
        let article = recognised(headline, body);
        let person = article.people.iter().find(|person| person.name == name);
        person.unwrap_or_else(|| panic!("{name} in {:?}", article.people)).salience
    }

    #[test]
    fn the_one_that_a_story_is_about_is_far_above_the_one_named_last() {
        let body = format!(
            "Mary Hale resigned on Monday.{RAIN}\n\n“I am tired of it all,” Hale said. Hale left.{RAIN}\n\nA friend of John Doe knew."
        );
        assert!(person(Some("Hale resigns"), &body, "Mary Hale") >= 70);
        assert!(person(Some("Hale resigns"), &body, "John Doe") < 20);
    }

    #[test]
    fn a_headline_never_lowers() {
        let body = format!("It was cold.{RAIN}\n\nThen Mary Hale left.{RAIN}");
        let plain = person(Some("A cold day at sea"), &body, "Mary Hale");
        assert!(plain > 0);
        assert_eq!(person(Some("A cold day for Mary Hale"), &body, "Mary Hale"), plain + 30 + 4 + 5);
    }

    #[test]
    fn a_headline_holds_names_that_were_not_recognised_in_it() {
        let page = Page::of(&article(Some("HALE RESIGNS; UN, NATO COOL"), "Rain fell."));
        let headed = |kind, name: &str| page.is_headed(kind, name, &[name.to_owned()]);
        assert!(headed(Kind::Person, "Mary Hale") && headed(Kind::Organization, "NATO"));
        assert!(!headed(Kind::Organization, "Mary Hale") && !headed(Kind::Organization, "UN"));
        assert!(!headed(Kind::Person, "Mary Cool Hal") && !headed(Kind::Place, ""));
    }

    #[test]
    fn one_mention_more_never_lowers() {
        let body =
            |times: usize| format!("It was cold.{RAIN}\n\nHe knew Mary Hale.{}", " They met Mary Hale there.".repeat(times));
        let saliences: Vec<u8> = (0..12).map(|times| person(None, &body(times), "Mary Hale")).collect();
        assert!(saliences.is_sorted() && saliences[0] < saliences[2], "{saliences:?}");
    }

    #[test]
    fn a_subject_counts_more_than_an_object() {
        let with = |sentence: &str| person(None, &format!("It was cold.{RAIN}\n\n{sentence}"), "Mary Hale");
        assert!(with("Mary Hale met them there.") > with("They once met Mary Hale."));
        assert!(with("In the end Mary Hale refused.") > with("In the end of it was Mary Hale, cold."));
    }

    #[test]
    fn the_place_of_the_dateline_alone_is_low_but_counts() {
        use crate::article::model::{Dateline, DatelinePlace};
        let mut article = article(Some("Rain"), "Rain fell. Later it snowed.");
        let place = DatelinePlace { written: "TALLISBY".to_owned(), name: "Tallisby".to_owned(), ..DatelinePlace::default() };
        article.dateline = Some(Dateline { text: "TALLISBY —".to_owned(), places: vec![place], ..Dateline::default() });
        recognise(&mut article, None);
        assert_eq!(article.places[0].salience, 5);
    }

    #[test]
    fn long_articles_take_linear_time() {
        let body = "Mary Hale met John Doe in Paris. ".repeat(20_000);
        assert!(recognised(None, &body).people.iter().all(|person| (20..=99).contains(&person.salience)));
    }
}
