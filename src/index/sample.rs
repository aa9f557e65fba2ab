//! Articles for tests, built field by field.

use std::path::Path;

use super::{Conclusions, Manifest, Reader, Writer};
use crate::article::model::{
    Article, Dateline, DatelinePlace, Format, Location, Organization, Person, Place, PublicationDate, Quote,
};

/// An article without any field but its id and body.
pub fn article(id: &str, body: &str) -> Article {
    let named = Article::new(id.to_owned(), format!("{id}.txt"), Format::Text);
    Article { language: Some("en".to_owned()), body: body.to_owned(), ..named }
}

impl Article {
    /// With this headline.
    #[must_use]
    pub fn headed(mut self, headline: &str) -> Article {
        self.headline = Some(headline.to_owned());
        self
    }

    /// With this publication date.
    #[must_use]
    pub fn dated(mut self, value: &str) -> Article {
        let (value, from) = (value.to_owned(), "metadata".to_owned());
        self.date = Some(PublicationDate { value, from, ..PublicationDate::default() });
        self
    }

    /// With one more person, written in these forms.
    #[must_use]
    pub fn naming(mut self, name: &str, forms: &[&str]) -> Article {
        let forms = forms.iter().map(|form| (*form).to_owned()).collect();
        self.people.push(Person { name: name.to_owned(), count: 1, salience: 0, forms, titles: Vec::new() });
        self
    }

    /// With one more quotation, which stands in the body first at its words.
    #[must_use]
    pub fn quoting(mut self, speaker: Option<&str>, words: &str) -> Article {
        let before = self.body.split(words).next().unwrap_or_default();
        let start = self.headline.iter().flat_map(|headline| headline.chars()).count() + 2 + before.chars().count();
        let (text, end) = (words.to_owned(), start + words.chars().count());
        let speaker = speaker.map(str::to_owned);
        self.quotes.push(Quote { text, start, end, speaker, form: None, verb: None, attribution: None });
        self
    }

    /// With one more organisation.
    #[must_use]
    pub fn about(mut self, name: &str) -> Article {
        let name = name.to_owned();
        self.organizations.push(Organization { name: name.clone(), count: 1, salience: 0, forms: vec![name] });
        self
    }

    /// With one more place; a path that ends in the name is known, `None` is not.
    #[must_use]
    pub fn at(mut self, name: &str, path: Option<&str>, country: &str) -> Article {
        let location = location(path, country);
        self.places.push(Place { name: name.to_owned(), count: 1, salience: 0, forms: vec![name.to_owned()], location });
        self
    }

    /// With one more place in the dateline.
    #[must_use]
    pub fn filed_from(mut self, name: &str, path: Option<&str>, country: &str) -> Article {
        let written = name.to_uppercase();
        let text = format!("{written} —");
        let dateline = self.dateline.get_or_insert(Dateline { text, ..Dateline::default() });
        let location = location(path, country);
        dateline.places.push(DatelinePlace { written, name: name.to_owned(), location, ..DatelinePlace::default() });
        self
    }

    /// With one more author.
    #[must_use]
    pub fn by(mut self, author: &str) -> Article {
        self.authors.push(author.to_owned());
        self
    }

    /// With this agency.
    #[must_use]
    pub fn from_agency(mut self, agency: &str) -> Article {
        self.agency = Some(agency.to_owned());
        self
    }
}

fn location(path: Option<&str>, country: &str) -> Location {
    let known = path.map(|_| country.to_owned());
    Location { path: path.map(str::to_owned), country: known, ..Location::default() }
}

/// Adds these articles in one commit.
pub fn write(folder: &Path, articles: &[Article]) {
    let mut writer = Writer::open(folder).expect("the folder can be written");
    for article in articles {
        writer.add(article, "/root").expect("an article can be added");
    }
    publish(writer);
}

/// Publishes what a writer was given, without a word about files.
pub fn publish(writer: Writer) {
    let committed = writer.commit(&Manifest::new(Vec::new())).expect("a commit");
    committed.publish(&Conclusions::default()).expect("a publication");
}

/// Publishes these conclusions over an index as it is.
pub fn conclude(folder: &Path, conclusions: &Conclusions<'_>) {
    let writer = Writer::open(folder).expect("the folder can be written");
    let manifest = writer.manifest().expect("an index").clone();
    writer.commit(&manifest).expect("a commit").publish(conclusions).expect("a publication");
}

/// An index of these articles, one commit each, and the folder that keeps it.
pub fn index_of(articles: &[Article]) -> (tempfile::TempDir, Reader) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    articles.chunks(1).for_each(|article| write(folder.path(), article));
    if articles.is_empty() {
        write(folder.path(), articles);
    }
    let reader = Reader::open(folder.path()).expect("the index can be read");
    (folder, reader)
}
