//! Which fields does the index have? This is the only list of them: every other file takes its fields from [`fields`]. A
//! change here, or in what is written into a field, needs another [`FORMAT`](super::FORMAT).

use std::sync::LazyLock;

use tantivy::schema::{
    Field, IndexRecordOption, NumericOptions, STORED, STRING, Schema, SchemaBuilder, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager};

use super::facet::FacetField;
use super::levels::{self, LEVELS, PLACE_LEVELS};
use super::said::{self, SAID, SAID_WORDS};
use super::tokenizer::{self, NAMES, PROSE, STEMS, WORDS};

/// Every field of the index.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    /// Headline, stemmed.
    pub headline: Field,
    /// Caption, stemmed.
    pub caption: Field,
    /// Subheads, stemmed, one value each.
    pub subheads: Field,
    /// Authors, agency and everyone credited, stemmed, one value each.
    pub byline: Field,
    /// The dateline as it stands, stemmed.
    pub dateline_text: Field,
    /// Body, stemmed, with the marks of its paragraphs, sentences and quotations.
    pub body: Field,
    /// The words of all text fields as they stand, for wildcards and suggestions, and in capitals where they are written so.
    pub words: Field,
    /// What speakers said, stemmed: terms of [`said`].
    pub said: Field,
    /// What speakers said, the words as they stand, for wildcards.
    pub said_words: Field,
    /// Names and written forms of people, one value each.
    pub person_names: Field,
    /// Names and written forms of organisations, one value each.
    pub organization_names: Field,
    /// Speakers of quotations, one value each.
    pub speaker_names: Field,
    /// Authors, one value each.
    pub author_names: Field,
    /// Agency.
    pub agency_names: Field,
    /// Publication.
    pub source_names: Field,
    /// Section.
    pub section_names: Field,
    /// Keywords and subjects, one value each.
    pub keyword_names: Field,
    /// Status of the release.
    pub status_names: Field,
    /// Every folded name under which the places of the article can be asked for.
    pub place_keys: Field,
    /// Places with coordinates, terms of [`Point`](super::Point).
    pub points: Field,
    /// Words of names of people with their salience, see [`mod@levels`].
    pub person_levels: Field,
    /// Words of names of organisations with their salience.
    pub organization_levels: Field,
    /// Folded names of places with their salience.
    pub place_levels: Field,
    /// Every folded name under which the places of the dateline can be asked for.
    pub dateline_keys: Field,
    /// Folded language.
    pub language_key: Field,
    /// Id, also a column.
    pub id: Field,
    /// Path of the file.
    pub path: Field,
    /// Absolute path of the folder or file that the article came with.
    pub root: Field,
    /// Column: people.
    pub people: Field,
    /// Column: paths of places, see [`UNRESOLVED`].
    pub places: Field,
    /// Column: organisations.
    pub organizations: Field,
    /// Speakers of quotations, also a column.
    pub speakers: Field,
    /// Column: authors.
    pub authors: Field,
    /// Column: paths of the dateline's places, see [`UNRESOLVED`].
    pub dateline: Field,
    /// Column: agency.
    pub agency: Field,
    /// Column: language.
    pub language: Field,
    /// Column: publication.
    pub source: Field,
    /// Column: section.
    pub section: Field,
    /// Column: keywords and subjects.
    pub keywords: Field,
    /// Column: status of the release.
    pub status: Field,
    /// Column: day of publication, `yyyymmdd`.
    pub day: Field,
    /// Column: day of the year, `mmdd`.
    pub month_day: Field,
    /// Column: words of the body.
    pub length: Field,
    /// The article as JSON, stored.
    pub article: Field,
}

pub use crate::authority::UNRESOLVED;

impl Fields {
    /// The text fields that a bare word is looked for in, with their weight in the ranking: a headline says what a story
    /// is about, a body also says what it merely touches.
    pub fn searched(&self) -> [(Field, f32); 6] {
        [
            (self.headline, 3.0),
            (self.caption, 0.5),
            (self.subheads, 0.5),
            (self.byline, 0.5),
            (self.dateline_text, 0.5),
            (self.body, 1.0),
        ]
    }

    /// The column that a facet is counted over; groups of copies are counted over the ids.
    pub fn column(&self, field: FacetField) -> Field {
        match field {
            FacetField::People => self.people,
            FacetField::Places => self.places,
            FacetField::Organizations => self.organizations,
            FacetField::Speakers => self.speakers,
            FacetField::Authors => self.authors,
            FacetField::Dateline => self.dateline,
            FacetField::Agency => self.agency,
            FacetField::Language => self.language,
            FacetField::Source => self.source,
            FacetField::Section => self.section,
            FacetField::Keywords => self.keywords,
            FacetField::Status => self.status,
            FacetField::Year | FacetField::Month | FacetField::Day => self.day,
            FacetField::Copies => self.id,
        }
    }
}

static SCHEMA: LazyLock<(Schema, Fields)> = LazyLock::new(build);

/// The schema.
pub fn schema() -> &'static Schema {
    &SCHEMA.0
}

/// The fields.
pub fn fields() -> &'static Fields {
    &SCHEMA.1
}

/// The analyzers that the schema names.
pub fn analyzers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(STEMS, tokenizer::stems());
    manager.register(WORDS, tokenizer::words_and_capitals());
    manager.register(PROSE, tokenizer::prose());
    manager.register(NAMES, tokenizer::names());
    manager.register(SAID, TextAnalyzer::from(said::Spoken(tokenizer::stems())));
    manager.register(SAID_WORDS, TextAnalyzer::from(said::Spoken(tokenizer::words())));
    manager.register(LEVELS, TextAnalyzer::from(levels::Levels));
    manager.register(PLACE_LEVELS, TextAnalyzer::from(levels::PlaceLevels));
    manager
}

fn build() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let fields = Fields {
        headline: text(&mut schema, "headline_text"),
        caption: text(&mut schema, "caption_text"),
        subheads: text(&mut schema, "subheads_text"),
        byline: text(&mut schema, "byline_text"),
        dateline_text: text(&mut schema, "dateline_text"),
        body: schema.add_text_field("body_text", indexed(PROSE, IndexRecordOption::WithFreqsAndPositions)),
        words: schema.add_text_field("words", indexed(WORDS, IndexRecordOption::Basic)),
        said: schema.add_text_field("said", indexed(SAID, IndexRecordOption::WithFreqsAndPositions)),
        said_words: schema.add_text_field("said_words", indexed(SAID_WORDS, IndexRecordOption::Basic)),
        person_names: names(&mut schema, "person_names"),
        organization_names: names(&mut schema, "organization_names"),
        speaker_names: names(&mut schema, "speaker_names"),
        author_names: names(&mut schema, "author_names"),
        agency_names: names(&mut schema, "agency_names"),
        source_names: names(&mut schema, "source_names"),
        section_names: names(&mut schema, "section_names"),
        keyword_names: names(&mut schema, "keyword_names"),
        status_names: names(&mut schema, "status_names"),
        place_keys: schema.add_text_field("place_keys", STRING),
        points: schema.add_text_field("points", STRING),
        person_levels: levels(&mut schema, "person_levels"),
        organization_levels: levels(&mut schema, "organization_levels"),
        place_levels: schema.add_text_field("place_levels", indexed(PLACE_LEVELS, IndexRecordOption::Basic)),
        dateline_keys: schema.add_text_field("dateline_keys", STRING),
        language_key: schema.add_text_field("language_key", STRING),
        id: schema.add_text_field("id", STRING.set_fast("raw")),
        path: schema.add_text_field("path", STRING),
        root: schema.add_text_field("root", STRING),
        people: column(&mut schema, "people"),
        places: column(&mut schema, "places"),
        organizations: column(&mut schema, "organizations"),
        speakers: schema.add_text_field("speakers", STRING.set_fast("raw")),
        authors: column(&mut schema, "authors"),
        dateline: column(&mut schema, "dateline"),
        agency: column(&mut schema, "agency"),
        language: column(&mut schema, "language"),
        source: column(&mut schema, "source"),
        section: column(&mut schema, "section"),
        keywords: column(&mut schema, "keywords"),
        status: column(&mut schema, "status"),
        day: schema.add_u64_field("day", NumericOptions::default().set_fast()),
        month_day: schema.add_u64_field("month_day", NumericOptions::default().set_fast()),
        length: schema.add_u64_field("length", NumericOptions::default().set_fast()),
        article: schema.add_bytes_field("article", STORED),
    };
    (schema.build(), fields)
}

fn text(schema: &mut SchemaBuilder, name: &str) -> Field {
    schema.add_text_field(name, indexed(STEMS, IndexRecordOption::WithFreqsAndPositions))
}

fn names(schema: &mut SchemaBuilder, name: &str) -> Field {
    schema.add_text_field(name, indexed(NAMES, IndexRecordOption::WithFreqsAndPositions))
}

fn levels(schema: &mut SchemaBuilder, name: &str) -> Field {
    schema.add_text_field(name, indexed(LEVELS, IndexRecordOption::WithFreqsAndPositions))
}

fn indexed(analyzer: &str, option: IndexRecordOption) -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer(analyzer).set_index_option(option);
    let scored = analyzer == STEMS || analyzer == PROSE;
    TextOptions::default().set_indexing_options(indexing.set_fieldnorms(scored))
}

fn column(schema: &mut SchemaBuilder, name: &str) -> Field {
    schema.add_text_field(name, TextOptions::default().set_fast("raw"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn analyzers_of_all_text_fields_are_registered() {
        let manager = analyzers();
        for name in [STEMS, WORDS, PROSE, NAMES, SAID, SAID_WORDS, LEVELS, PLACE_LEVELS, "raw"] {
            assert!(manager.get(name).is_some(), "{name}");
        }
    }

    #[test]
    fn every_facet_has_a_column() {
        for field in FacetField::ALL {
            assert!(schema().get_field_entry(fields().column(field)).is_fast(), "{}", field.name());
        }
    }
}
