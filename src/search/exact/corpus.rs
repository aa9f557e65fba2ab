//! Random articles, how they are cut into segments, which are removed, and what is decided about names.

use std::path::Path;

use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::article::model::Article;
use crate::authority::{Decisions, Merged, Merges, Spelling};
use crate::index::sample::{article, conclude, publish, write};
use crate::index::{Conclusions, Reader, Writer, decide};

/// People as articles call them. The second is another spelling of the first.
pub(super) const PEOPLE: [&str; 6] = ["Vera Orlova", "Wera Orlowa", "Ivan Hale", "Ada Brook", "Volodymyr Zelenskyy", "Amazon"];
/// Organisations as articles call them.
const ORGANIZATIONS: [&str; 3] = ["Amazon", "Harrow Council", "Arden Bank"];
/// Places with their paths. The last is another name of the one before.
pub(super) const PLACES: [(&str, Option<&str>); 8] = [
    ("Moscow", Some("Europe/Russia/Moscow")),
    ("Paris", Some("Europe/France/Paris")),
    ("Paris", Some("North America/United States/Texas/Paris")),
    ("Texas", Some("North America/United States/Texas")),
    ("United States", Some("North America/United States")),
    ("Europe", Some("Europe")),
    ("Lviv", Some("Europe/Ukraine/Lviv")),
    ("Lemberg", None),
];
const AUTHORS: [&str; 3] = ["Jane Doe", "John Roe", "Åke Sund"];
const DATES: [&str; 6] = ["2024-01-31", "2025-12-02?", "2025-12-09", "XXXX-12-02", "2025-12", "1605"];
const BODIES: [&str; 3] = ["Rain fell.", "The sun shone.", "Rain fell and the sun shone."];

/// An article, field by field.
#[derive(Debug, Clone)]
pub(super) struct Story {
    pub(super) body: &'static str,
    pub(super) people: Vec<&'static str>,
    pub(super) organizations: Vec<&'static str>,
    pub(super) places: Vec<(&'static str, Option<&'static str>)>,
    pub(super) dateline: Vec<(&'static str, Option<&'static str>)>,
    pub(super) authors: Vec<&'static str>,
    pub(super) speakers: Vec<&'static str>,
    pub(super) agency: Option<&'static str>,
    pub(super) date: Option<&'static str>,
}

/// What is decided about names, each or not.
#[derive(Debug, Clone, Copy)]
pub(super) struct Decided([bool; 5]);

impl Decided {
    /// Wera Orlowa was merged into Vera Orlova.
    pub(super) fn merged(self) -> bool {
        self.0[0]
    }

    /// Vera Orlova is shown as Vera O.
    pub(super) fn renamed(self) -> bool {
        self.0[1]
    }

    /// Ivan Hale is left out.
    pub(super) fn hidden(self) -> bool {
        self.0[2]
    }

    /// The person Amazon is an organisation.
    pub(super) fn organization(self) -> bool {
        self.0[3]
    }

    /// Lemberg is Lviv.
    pub(super) fn one_place(self) -> bool {
        self.0[4]
    }
}

/// Articles in segments.
#[derive(Debug, Clone)]
pub(super) struct Corpus {
    /// All articles, and whether they were removed.
    pub(super) stories: Vec<(Story, bool)>,
    /// Articles of a commit.
    batch: usize,
    pub(super) decided: Decided,
}

fn stories() -> impl Strategy<Value = Story> {
    let names = (subsequence(&PEOPLE[..], 0..4), subsequence(&ORGANIZATIONS[..], 0..3), subsequence(&AUTHORS[..], 0..3));
    // A place may be named twice, as in an article that writes it in two ways.
    let places = (prop::collection::vec(select(&PLACES[..]), 0..4), prop::collection::vec(select(&PLACES[..]), 0..3));
    let speakers = subsequence(&PEOPLE[..5], 0..3);
    let single = (prop::option::of(select(&["AP", "Reuters"][..])), prop::option::weighted(0.8, select(&DATES[..])));
    (select(&BODIES[..]), names, places, speakers, single).prop_map(
        |(body, (people, organizations, authors), (places, dateline), speakers, (agency, date))| Story {
            body,
            people,
            organizations,
            places,
            dateline,
            authors,
            speakers,
            agency,
            date,
        },
    )
}

/// Corpora of up to 40 articles.
pub(super) fn corpora() -> impl Strategy<Value = Corpus> {
    // Where articles are few, a removed one is often the only one with a value; where few of many are removed, they stay in
    // their segment.
    let few = prop::collection::vec((stories(), prop::bool::weighted(0.4)), 1..8);
    let many = prop::collection::vec((stories(), prop::bool::weighted(0.06)), 8..40);
    let stories = prop_oneof![few, many];
    (stories, 3..40_usize, any::<[bool; 5]>().prop_map(Decided)).prop_map(|(stories, batch, decided)| Corpus {
        stories,
        batch,
        decided,
    })
}

impl Corpus {
    /// The articles that were not removed.
    pub(super) fn left(&self) -> impl Iterator<Item = &Story> {
        self.stories.iter().filter(|(_, removed)| !removed).map(|(story, _)| story)
    }

    /// Writes an index and opens it.
    pub(super) fn index(&self, index: &Path) -> Reader {
        let articles: Vec<Article> = self.stories.iter().enumerate().map(|(number, (story, _))| story.article(number)).collect();
        articles.chunks(self.batch).for_each(|articles| write(index, articles));
        let mut writer = Writer::open(index).expect("an index");
        for (article, _) in articles.iter().zip(&self.stories).filter(|(_, (_, removed))| *removed) {
            writer.remove_article(&article.id).expect("removed");
        }
        publish(writer);
        self.decided.write(index);
        Reader::open(index).expect("an index")
    }
}

impl Story {
    fn article(&self, number: usize) -> Article {
        let mut article = article(&format!("n{number}"), self.body);
        for name in &self.people {
            article = article.naming(name, &[name]);
        }
        for name in &self.organizations {
            article = article.about(name);
        }
        for (name, path) in &self.places {
            article = article.at(name, *path, "XX");
        }
        for (name, path) in &self.dateline {
            article = article.filed_from(name, *path, "XX");
        }
        for name in &self.authors {
            article = article.by(name);
        }
        for name in &self.speakers {
            article = article.quoting(Some(name), "Rain");
        }
        article = self.agency.map_or(article.clone(), |agency| article.from_agency(agency));
        self.date.map_or(article.clone(), |date| article.dated(date))
    }
}

impl Decided {
    fn write(self, index: &Path) {
        let spelling = Spelling { name: "Wera Orlowa".to_owned(), articles: 1, why: "another spelling".to_owned() };
        let merged = Merged { name: "Vera Orlova".to_owned(), articles: 1, spellings: vec![spelling] };
        let people = if self.merged() { vec![merged] } else { Vec::new() };
        let merges = Merges { people, organizations: Vec::new() };
        conclude(index, &Conclusions { merges: Some(&merges), ..Conclusions::default() });
        let lines = [
            (self.renamed(), "rename person \"Vera Orlova\" \"Vera O.\""),
            (self.hidden(), "hide person \"Ivan Hale\""),
            (self.organization(), "kind person Amazon organization"),
            (self.one_place(), "merge place \"Europe/Ukraine/Lviv\" Lemberg"),
        ];
        for decision in lines.iter().filter(|(taken, _)| *taken).flat_map(|(_, line)| Decisions::parse(line).list) {
            decide(index, &decision).expect("written");
        }
    }
}
