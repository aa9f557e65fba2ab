//! What does a reader find in a file? The text of an article, how its bytes were read, and the fields that the file itself
//! states, each with the place where it stands.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Confidence, Credit};

/// The file format that a document was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown, with or without front matter.
    Markdown,
    /// A page of the web.
    Html,
    /// A page of the web as browsers save it, in one file.
    Mhtml,
    /// NITF, the News Industry Text Format.
    Nitf,
    /// NewsML 1.
    Newsml,
    /// NewsML-G2.
    NewsmlG2,
    /// ninjs, the IPTC's JSON.
    Ninjs,
    /// RSS: an article an entry.
    Rss,
    /// Atom: an article an entry.
    Atom,
    /// JSON Feed: an article an entry.
    JsonFeed,
    /// Export of a `WordPress` site: an article an entry.
    Wxr,
    /// One record of JSON, or an array of them.
    Json,
    /// JSON Lines: an article a line.
    JsonLines,
    /// Comma-separated values: an article a row.
    Csv,
    /// Tab-separated values: an article a row.
    Tsv,
    /// Web archive: an article a response.
    Warc,
    /// Mailbox: an article a message.
    Mbox,
    /// One message of mail.
    Email,
    /// Text export of Nexis: an article a document.
    Nexis,
    /// Text export of Factiva: an article a document.
    Factiva,
    /// Text export of `ProQuest`: an article a document.
    Proquest,
    /// PDF with a text layer.
    Pdf,
    /// Word's DOCX.
    Docx,
    /// ALTO, the text that was recognised on scanned pages.
    Alto,
    /// Reuters-21578 SGML: many articles in a file.
    ReutersSgml,
}

impl Format {
    /// Every format, in the order in which they are listed.
    pub const ALL: [Format; 26] = [
        Format::Text,
        Format::Markdown,
        Format::Html,
        Format::Mhtml,
        Format::Nitf,
        Format::Newsml,
        Format::NewsmlG2,
        Format::Ninjs,
        Format::Rss,
        Format::Atom,
        Format::JsonFeed,
        Format::Wxr,
        Format::Json,
        Format::JsonLines,
        Format::Csv,
        Format::Tsv,
        Format::Warc,
        Format::Mbox,
        Format::Email,
        Format::Nexis,
        Format::Factiva,
        Format::Proquest,
        Format::Pdf,
        Format::Docx,
        Format::Alto,
        Format::ReutersSgml,
    ];

    /// The name that records and reports give it: `newsml-g2`.
    pub fn name(self) -> String {
        serde_json::to_value(self).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
    }
}

/// One article as a reader found it: its text, and the fields that the file itself states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Stable name of the article: path relative to the folder given, `#N` added where a file holds many articles.
    pub id: String,
    /// Path of the file, for people: lossy where the file name is not UTF-8.
    pub path: String,
    /// Format it was read from.
    pub format: Format,
    /// Text in lines ending in `\n`: the whole file where nothing is stated, the body where the file marks it.
    pub text: String,
    /// Fields that the file states.
    pub stated: Stated,
    /// Day of the file's last modification, the latest day that the article can be from.
    pub modified: Option<Date>,
    /// How its bytes were read.
    pub reading: Reading,
    /// See [`super::Article::limits`]: what was cut of the stated fields.
    pub limits: Vec<String>,
}

impl Document {
    /// A document of which nothing is stated.
    pub fn new(id: String, path: String, format: Format, text: String) -> Document {
        Document {
            id,
            path,
            format,
            text,
            stated: Stated::default(),
            modified: None,
            reading: Reading::default(),
            limits: Vec::new(),
        }
    }
}

/// How bytes were read as characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Name of the encoding, as the WHATWG's standard writes it: `UTF-8`, `windows-1252`.
    pub encoding: &'static str,
    /// How the encoding is known.
    pub known_by: KnownBy,
    /// True where the text looks as if it had been read in a wrong encoding before it came to us: `Ã©` for `é`.
    pub mojibake: bool,
}

impl Default for Reading {
    fn default() -> Self {
        Self { encoding: "UTF-8", known_by: KnownBy::Bytes, mojibake: false }
    }
}

/// How an encoding is known, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KnownBy {
    /// A byte-order mark.
    Mark,
    /// The bytes: ASCII, or UTF-8 without a fault, which chance does not make.
    Bytes,
    /// The file, or the message around it, declares it and the bytes do not object.
    Declared,
    /// Nothing: the likeliest was guessed from the bytes.
    Guessed,
}

/// Fields that structured input states; what is stated is never guessed again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stated {
    /// True where the format separates the body from the other fields, so that `text` holds the body alone.
    pub body_only: bool,
    /// Headline.
    pub headline: Option<String>,
    /// The few words over the headline.
    pub kicker: Option<String>,
    /// Caption of the picture that goes with the story.
    pub caption: Option<String>,
    /// Byline as it stands, with `By`, job and outlet.
    pub byline: Option<String>,
    /// Authors one by one, where the format parts them; they stand over the names of the byline.
    pub authors: Vec<String>,
    /// People and desks credited who are no authors.
    pub credits: Vec<Credit>,
    /// Credited agency.
    pub agency: Option<String>,
    /// Dateline as it stands.
    pub dateline: Option<String>,
    /// Day that goes with the dateline, where the format states it beside the words.
    pub dateline_day: Option<Date>,
    /// Publication day.
    pub date: Option<Date>,
    /// Day on which the document was made, as its properties say: a guess at its publication.
    pub made: Option<Date>,
    /// A day after which the article cannot have been published: when it was fetched, changed or mailed.
    pub latest: Option<Date>,
    /// Language, ISO 639-1.
    pub language: Option<String>,
    /// Subject keywords given by the source.
    pub keywords: Vec<String>,
    /// Name of the publication.
    pub source: Option<String>,
    /// Address of the article.
    pub url: Option<String>,
    /// Section of the publication.
    pub section: Option<String>,
    /// What the source says about its release.
    pub release: Release,
    /// Whom and what the source says that the article is about.
    pub subjects: Subjects,
    /// Where the fields were read, by their names in the record: `headline` from `JSON-LD headline`.
    pub from: BTreeMap<&'static str, Told>,
}

/// Where a stated field was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The place in words: `JSON-LD headline`, `NITF hl1`, `column title`.
    pub place: Cow<'static, str>,
    /// [`Confidence::Stated`] where the file has one field for it, less where several were weighed.
    pub confidence: Confidence,
}

impl Told {
    /// Where the file has one field for it.
    pub fn stated(place: impl Into<Cow<'static, str>>) -> Told {
        Told { place: place.into(), confidence: Confidence::Stated }
    }
}

/// What a source says about the release of an article, in its own words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// `usable`, `withheld`, `canceled` as in IPTC's `pubStatus`, or what stands there: a killed story is `canceled`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Version or revision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Time before which it must not be published, as it stands, ISO 8601 where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub embargo: Option<String>,
}

impl Release {
    /// The status where the article was not to be published, or not yet: `canceled`, `embargoed until 2024-03-05T08:00:00Z`.
    pub fn restriction(&self) -> Option<String> {
        let status = self.status.as_ref().filter(|status| !status.eq_ignore_ascii_case("usable"))?;
        let until = self.embargo.as_ref().map(|time| format!(" until {time}"));
        Some(status.clone() + &until.unwrap_or_default())
    }
}

/// Whom and what a source says that an article is about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subjects {
    /// People.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<String>,
    /// Places.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// Organisations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub organizations: Vec<String>,
}
