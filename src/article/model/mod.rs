//! What is an article? The plain data that flows through the program: a [`Document`] is what a reader found in a file,
//! an [`Article`] is that document with its fields recognised. The JSON of `extract` and `show` is the serialised
//! [`Article`], and the index stores the same JSON, so field names here are a promise to users.

mod document;

use serde::{Deserialize, Serialize};

pub use document::{Document, Format, KnownBy, Reading, Release, Stated, Subjects, Told};

/// One article with its fields. Absent is `None` or empty, never a guess.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// See [`Document::id`].
    pub id: String,
    /// See [`Document::path`].
    pub path: String,
    /// See [`Document::format`].
    pub format: Format,
    /// Language of the body, ISO 639-1.
    pub language: Option<String>,
    /// Canonical address, where the file states one.
    pub url: Option<String>,
    /// Publication, where the file states one.
    pub source: Option<String>,
    /// Section of the publication, where the file states one.
    pub section: Option<String>,
    /// Subject keywords, where the file states them.
    pub keywords: Vec<String>,
    /// What the source says about its release: status, version, embargo.
    #[serde(default, skip_serializing_if = "is_default")]
    pub release: Release,
    /// Whom and what the source says that the article is about.
    #[serde(default, skip_serializing_if = "is_default")]
    pub subjects: Subjects,
    /// Headline, on one line.
    pub headline: Option<String>,
    /// The few words over the headline: subject or series.
    pub kicker: Option<String>,
    /// Caption of a picture before the story.
    pub caption: Option<String>,
    /// Subheads within the story, in order; each also stands in the body as a paragraph of its own.
    pub subheads: Vec<String>,
    /// Byline as the file states it, with jobs and outlets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// People who wrote the article, in normal case.
    pub authors: Vec<String>,
    /// Credited agency, by its usual short name (`AP`, `Reuters`).
    pub agency: Option<String>,
    /// Everyone credited who is no author.
    pub credits: Vec<Credit>,
    /// Dateline.
    pub dateline: Option<Dateline>,
    /// Publication date.
    pub date: Option<PublicationDate>,
    /// People, most mentioned first.
    pub people: Vec<Person>,
    /// Places, most mentioned first.
    pub places: Vec<Place>,
    /// Organisations, most mentioned first.
    pub organizations: Vec<Organization>,
    /// Every mention, in the order of the text, never overlapping.
    pub mentions: Vec<Mention>,
    /// Quotations, in the order of the text, never overlapping.
    #[serde(default)]
    pub quotes: Vec<Quote>,
    /// Where the article goes beyond a bound of [`crate::article::limits`]: what was cut or not looked for, a line each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<String>,
    /// The article's own prose: paragraphs separated by one empty line.
    pub body: String,
    /// Why each field has its value, in the order in which the fields stand above.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub why: Vec<Evidence>,
}

impl Article {
    /// An article of which nothing is known but its names and format.
    pub fn new(id: String, path: String, format: Format) -> Article {
        Article {
            id,
            path,
            format,
            language: None,
            url: None,
            source: None,
            section: None,
            keywords: Vec::new(),
            release: Release::default(),
            subjects: Subjects::default(),
            headline: None,
            kicker: None,
            caption: None,
            subheads: Vec::new(),
            byline: None,
            authors: Vec::new(),
            agency: None,
            credits: Vec::new(),
            dateline: None,
            date: None,
            people: Vec::new(),
            places: Vec::new(),
            organizations: Vec::new(),
            mentions: Vec::new(),
            quotes: Vec::new(),
            limits: Vec::new(),
            body: String::new(),
            why: Vec::new(),
        }
    }

    /// Path of its file, and its position there where the file holds many articles, as reports name it.
    pub fn place(&self) -> String {
        match self.id.rsplit_once('#') {
            Some((_, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => format!("{}#{number}", self.path),
            _ => self.path.clone(),
        }
    }

    /// The first evidence of a field.
    pub fn evidence(&self, field: &str) -> Option<&Evidence> {
        self.why.iter().find(|evidence| evidence.field == field)
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Someone credited who is no author.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    /// Name of a person or desk.
    pub name: String,
    /// `editor`, `contributor`, `photographer`, `writer` or `desk`.
    pub role: String,
}

/// A dateline: where and when the story was filed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Dateline {
    /// As it stands in the text, from the first place to the separator.
    pub text: String,
    /// What the dateline itself states, as in EDTF: `1987-02-26`, or `XXXX-12-02` without a year.
    pub date: Option<String>,
    /// Agency named in the dateline, in its script: by its usual short name where that is Latin, else as it stands.
    pub agency: Option<String>,
    /// Places, in order.
    pub places: Vec<DatelinePlace>,
    /// What is odd about it, and was left as it stands: `impossible-day`, `misspelt-month`, `unknown-place`.
    pub flags: Vec<String>,
}

/// One place of a dateline.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct DatelinePlace {
    /// The city as it stands, without its region: `PARIS`.
    pub written: String,
    /// Resolved English name; the written form in normal case where unresolved.
    pub name: String,
    /// What told this place from its namesakes: `region`, `only`, `country`, `stand-alone`, `source`,
    /// `story` or `population`.
    pub resolved_by: Option<String>,
    /// What the place was resolved to, where it was.
    #[serde(flatten)]
    pub location: Location,
}

/// Where a place lies. All `None` where the place could not be resolved.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Location {
    /// Continent/country/region/name, the region left out where it bears the place's own name or is unknown.
    pub path: Option<String>,
    /// ISO 3166-1 alpha-2 code.
    pub country: Option<String>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// GeoNames id.
    pub geonames: Option<u32>,
}

/// Publication date and how it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationDate {
    /// EDTF: `2025-12-02`, `2025-12-02?` with an inferred year, `XXXX-12-02` with none.
    pub value: String,
    /// `metadata`, `url`, `path`, `dateline` or `text`.
    pub from: String,
    /// `metadata`, `url`, `path`, `dateline`, `text`, `weekday`, `corpus` or `mtime`; absent without a year.
    pub year_from: Option<String>,
    /// What else states a day, and another one: kept, because either may be the slip.
    pub conflicts: Vec<OtherDate>,
}

/// A date that something states and that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherDate {
    /// EDTF, as in [`PublicationDate::value`].
    pub value: String,
    /// As in [`PublicationDate::from`].
    pub from: String,
}

/// Why a field has its value: the rule that found it, where that stands in the original, and how sure the rule is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Field of the record, or `boilerplate` for lines that were left out.
    pub field: String,
    /// The rule, as a short phrase.
    pub rule: String,
    /// How sure the rule is.
    pub confidence: Confidence,
    /// Where it stands; `None` for what the file states in a field of its own and for what no text states.
    pub span: Option<Span>,
}

/// A stretch of the original: the text of the file as it was decoded, line ends counted as one character; of an
/// article among many in a file, the text that the file gives for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// Line of its first character, counted from 1.
    pub line: usize,
    /// First code point, counted from 0.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The original's words, cut after 200 characters.
    pub text: String,
}

/// How sure a rule is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Inferred: nothing in the text says it.
    Low,
    /// Told by position and shape alone: a name alone on a line, the first line as headline.
    Medium,
    /// Told by its own form, and borne out by a second thing: a place with date and agency, a name behind `By`.
    High,
    /// The file states it in a field of its own.
    Stated,
}

/// A person of the article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Fullest name, without titles.
    pub name: String,
    /// Number of mentions.
    pub count: usize,
    /// How much the article is about them, 0 to 99: see the room `entity`, module `salience`.
    #[serde(default)]
    pub salience: u8,
    /// Distinct forms that the article writes, sorted.
    pub forms: Vec<String>,
    /// Titles that stand with the name, sorted.
    pub titles: Vec<String>,
}

/// A place of the article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// GeoNames' English name where resolved.
    pub name: String,
    /// Number of mentions.
    pub count: usize,
    /// How much the article is about it, 0 to 99: see the room `entity`, module `salience`.
    #[serde(default)]
    pub salience: u8,
    /// Distinct forms that the article writes, sorted.
    pub forms: Vec<String>,
    /// What the place was resolved to, where it was.
    #[serde(flatten)]
    pub location: Location,
}

/// An organisation of the article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    /// Fullest name.
    pub name: String,
    /// Number of mentions.
    pub count: usize,
    /// How much the article is about it, 0 to 99: see the room `entity`, module `salience`.
    #[serde(default)]
    pub salience: u8,
    /// Distinct forms that the article writes, sorted.
    pub forms: Vec<String>,
}

/// Kind of a named entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A person.
    Person,
    /// A place.
    Place,
    /// An organisation.
    Organization,
}

/// One mention of a named entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// What is named.
    pub kind: Kind,
    /// The words of the mention, without title and possessive ending.
    pub text: String,
    /// First code point in `headline + "\n\n" + body`; `None` for a mention in caption or dateline, and inside a longer name.
    pub start: Option<usize>,
    /// One past the last code point.
    pub end: Option<usize>,
    /// Name of the entity that the mention belongs to.
    pub name: String,
    /// True for a place inside a longer name: `Athens` of `Athens Police Department`. It has no offsets of its own, so that
    /// mentions never overlap: the longer name stands before it in the list.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub inside: bool,
    /// True for a capital that stands for its government: `Moscow` of `Moscow rejected it`. It stays a mention of the city, and
    /// is never one of the country.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub metonym: bool,
}

/// Words that an article quotes. A quotation of several paragraphs, or one that its attribution parts, is several of these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The words, without the marks around them.
    pub text: String,
    /// First code point in `headline + "\n\n" + body`.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// Name of the person who said it, as in [`Article::people`]; `None` where the article names nobody clearly.
    pub speaker: Option<String>,
    /// The words that name the speaker here: `Roe`, `he`.
    pub form: Option<String>,
    /// The verb that reports the speech: `said`, `according to`.
    pub verb: Option<String>,
    /// First code point of form and verb, with what stands between them, and one past the last.
    pub attribution: Option<(usize, usize)>,
}
