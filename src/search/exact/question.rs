//! Random questions, each with its own plain answer to whether an article is meant.

use proptest::prelude::*;
use proptest::sample::select;

use super::super::{DateFilter, FacetField, FacetOrder, FacetRequest, Filter, Level, Prefix, Request};
use super::corpus::{Corpus, Decided, Story};
use crate::query::{Joiner, parse};

/// One name of a filter, as a user writes it, and the field that it is asked of.
pub(super) type Leaf = (FacetField, &'static str);

const LEAVES: [Leaf; 17] = [
    (FacetField::People, "orlova"),
    (FacetField::People, "wera"),
    (FacetField::People, "Ivan Hale"),
    (FacetField::People, "brook"),
    (FacetField::People, "zelensky"),
    (FacetField::Organizations, "amazon"),
    (FacetField::Organizations, "harrow"),
    (FacetField::Places, "russia"),
    (FacetField::Places, "paris"),
    (FacetField::Places, "Paris, Texas"),
    (FacetField::Places, "north america"),
    (FacetField::Places, "lviv"),
    (FacetField::Places, "lemberg"),
    (FacetField::Dateline, "texas"),
    (FacetField::Dateline, "moscow"),
    (FacetField::Authors, "doe"),
    (FacetField::Authors, "ake sund"),
];

/// Fields of which the corpora have values, and one of which they have none.
const FIELDS: [FacetField; 12] = [
    FacetField::People,
    FacetField::Places,
    FacetField::Organizations,
    FacetField::Speakers,
    FacetField::Authors,
    FacetField::Dateline,
    FacetField::Agency,
    FacetField::Language,
    FacetField::Section,
    FacetField::Year,
    FacetField::Month,
    FacetField::Day,
];

/// Words of a query.
const WORDS: [&str; 5] = ["", "rain", "sun", "rain OR sun", "NOT rain"];

const PREFIXES: [&str; 12] =
    ["o", "or", "zelensk", "zelenski", "a", "texas", "north america/united", "par", "20", "2025-12", "j", "volodymyr z"];

/// How a filter is put together from two names of one field.
#[derive(Debug, Clone, Copy)]
enum Form {
    One,
    Not,
    Either,
    Without,
}

/// A filter on a field.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    form: Form,
    one: Leaf,
    other: Leaf,
    /// Written in the query instead of as a flag.
    in_query: bool,
}

/// A question to the index.
#[derive(Debug, Clone)]
pub(super) struct Question {
    words: &'static str,
    filters: Vec<Asked>,
    dates: Vec<DateFilter>,
    facets: Vec<FacetRequest>,
    pub(super) alternatives: bool,
}

fn filters() -> impl Strategy<Value = Asked> {
    let forms = select(&[Form::One, Form::One, Form::Not, Form::Either, Form::Without][..]);
    (forms, select(&LEAVES[..]), 0..LEAVES.len(), prop::bool::weighted(0.3)).prop_map(|(form, one, other, in_query)| {
        let same: Vec<Leaf> = LEAVES.into_iter().filter(|leaf| leaf.0 == one.0).collect();
        Asked { form, one, other: same[other % same.len()], in_query }
    })
}

fn dates() -> impl Strategy<Value = DateFilter> {
    prop_oneof![
        Just(DateFilter::Since(20_250_000)),
        Just(DateFilter::Until(20_251_208)),
        Just(DateFilter::Between(20_251_200, 20_251_231)),
        Just(DateFilter::DayOfYear(1202)),
    ]
}

fn facets() -> impl Strategy<Value = FacetRequest> {
    let levels = select(&[None, Some(Level::Continent), Some(Level::Country), Some(Level::Region), Some(Level::City)][..]);
    let orders = select(&[FacetOrder::Count, FacetOrder::Name, FacetOrder::Unusual][..]);
    let prefixes = prop::option::weighted(0.3, select(&PREFIXES[..]));
    let limits = prop_oneof![0..4_usize, Just(1_000)];
    (select(&FIELDS[..]), levels, orders, prefixes, limits, 0..3_usize).prop_map(
        |(field, level, order, prefix, limit, offset)| FacetRequest {
            level: level.filter(|_| field.is_hierarchical()),
            order,
            prefix: prefix.map(|prefix| Prefix::parse(prefix).expect("a prefix")),
            offset,
            ..FacetRequest::new(field, limit)
        },
    )
}

/// Questions with up to three filters and six facets.
pub(super) fn questions() -> impl Strategy<Value = Question> {
    (
        select(&WORDS[..]),
        prop::collection::vec(filters(), 0..4),
        prop::collection::vec(dates(), 0..2),
        prop::collection::vec(facets(), 1..7),
        any::<bool>(),
    )
        .prop_map(|(words, filters, dates, facets, alternatives)| Question { words, filters, dates, facets, alternatives })
}

impl Asked {
    fn value(&self) -> String {
        let (one, other) = (self.one.1, self.other.1);
        match self.form {
            Form::One => one.to_owned(),
            Form::Not => format!("NOT \"{one}\""),
            Form::Either => format!("{one} OR {other}"),
            Form::Without => format!("{one} AND NOT {other}"),
        }
    }

    /// The filter as a part of a query.
    fn written(&self) -> String {
        let field = match self.one.0 {
            FacetField::People => "person",
            FacetField::Places => "place",
            FacetField::Organizations => "org",
            FacetField::Authors => "author",
            _ => "dateline",
        };
        match self.form {
            Form::Not => format!("-{field}:\"{}\"", self.one.1),
            Form::One => format!("{field}:\"{}\"", self.one.1),
            Form::Either | Form::Without => {
                format!("{field}:({})", self.value().replace(self.one.1, &format!("\"{}\"", self.one.1)))
            }
        }
    }

    fn takes(&self, story: &Story, decided: Decided) -> bool {
        let (one, other) = (names(story, self.one, decided), names(story, self.other, decided));
        match self.form {
            Form::One => one,
            Form::Not => !one,
            Form::Either => one || other,
            Form::Without => one && !other,
        }
    }
}

/// True where an article has this name in this field.
fn names(story: &Story, (field, name): Leaf, decided: Decided) -> bool {
    let person = |name: &str| story.people.contains(&name);
    let of = |places: &[(&str, Option<&str>)], part: &str| {
        places.iter().any(|(name, path)| *name == part || path.is_some_and(|path| path.split('/').any(|one| one == part)))
    };
    let (vera, wera) = (person("Vera Orlova"), person("Wera Orlowa"));
    let (lviv, lemberg) = (of(&story.places, "Lviv"), of(&story.places, "Lemberg"));
    match (field, name) {
        (FacetField::People, "orlova") => vera || (decided.merged() && wera),
        (FacetField::People, "wera") => wera || (decided.merged() && vera),
        (FacetField::People, "Ivan Hale") => person("Ivan Hale"),
        (FacetField::People, "brook") => person("Ada Brook"),
        (FacetField::People, _) => person("Volodymyr Zelenskyy"),
        (FacetField::Organizations, "amazon") => {
            story.organizations.contains(&"Amazon") || (decided.organization() && person("Amazon"))
        }
        (FacetField::Organizations, _) => story.organizations.contains(&"Harrow Council"),
        (FacetField::Places, "russia") => of(&story.places, "Russia"),
        (FacetField::Places, "paris") => of(&story.places, "Paris"),
        (FacetField::Places, "Paris, Texas") => {
            story.places.iter().any(|(_, path)| *path == Some("North America/United States/Texas/Paris"))
        }
        (FacetField::Places, "north america") => of(&story.places, "North America"),
        (FacetField::Places, "lviv") => lviv || (decided.one_place() && lemberg),
        (FacetField::Places, _) => lemberg || (decided.one_place() && lviv),
        (FacetField::Dateline, "texas") => of(&story.dateline, "Texas"),
        (FacetField::Dateline, _) => of(&story.dateline, "Moscow"),
        (_, "doe") => story.authors.contains(&"Jane Doe"),
        _ => story.authors.contains(&"Åke Sund"),
    }
}

fn is_dated(story: &Story, filter: &DateFilter) -> bool {
    let digits: Vec<&str> = story.date.unwrap_or("XXXX").trim_end_matches('?').split('-').collect();
    let part = |at: usize| digits.get(at).and_then(|part| part.parse::<u32>().ok());
    let day = part(0).map(|year| year * 10_000 + part(1).unwrap_or(0) * 100 + part(2).unwrap_or(0));
    match filter {
        DateFilter::Since(first) => day.is_some_and(|day| day >= *first),
        DateFilter::Until(last) => day.is_some_and(|day| day <= *last),
        DateFilter::Between(first, last) => day.is_some_and(|day| (*first..=*last).contains(&day)),
        DateFilter::DayOfYear(_) => part(1) == Some(12) && part(2) == Some(2),
    }
}

impl Question {
    /// As it is put to the index.
    pub(super) fn request(&self) -> Request {
        let (within, flags): (Vec<&Asked>, Vec<&Asked>) = self.filters.iter().partition(|filter| filter.in_query);
        let words = if self.words.is_empty() || within.is_empty() { self.words.to_owned() } else { format!("({})", self.words) };
        let query: Vec<String> = within.into_iter().map(Asked::written).chain([words]).collect();
        let filter = |asked: &Asked| Filter::parse(asked.one.0, &asked.value()).expect("a filter");
        Request {
            query: parse(&query.join(" "), Joiner::All).expect("a query"),
            filters: flags.into_iter().map(filter).collect(),
            dates: self.dates.clone(),
            facets: self.facets.clone(),
            alternatives: self.alternatives,
            ..Request::default()
        }
    }

    /// The articles that a field is counted over.
    pub(super) fn counted_over<'a>(&self, corpus: &'a Corpus, field: FacetField) -> Vec<&'a Story> {
        let own = |of: FacetField| self.alternatives && of == field;
        let is_taken = |story: &&Story| {
            let has = |word: &str| story.body.to_lowercase().contains(word);
            let words = match self.words {
                "rain" => has("rain"),
                "sun" => has("sun"),
                "NOT rain" => !has("rain"),
                _ => true,
            };
            let mut filters = self.filters.iter().filter(|filter| !own(filter.one.0));
            let dated = (self.alternatives && field.is_calendar()) || self.dates.iter().all(|date| is_dated(story, date));
            words && dated && filters.all(|filter| filter.takes(story, corpus.decided))
        };
        corpus.left().filter(is_taken).collect()
    }

    /// The articles found.
    pub(super) fn found<'a>(&self, corpus: &'a Corpus) -> Vec<&'a Story> {
        Question { alternatives: false, ..self.clone() }.counted_over(corpus, FacetField::People)
    }
}
