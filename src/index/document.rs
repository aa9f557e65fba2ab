//! What of an article is written into which field? An [`Article`] comes in, tantivy's document goes out. Names under which
//! a place can be asked for are made here: of `Europe/Russia/Moscow` every ordered part, so that a filter on Russia takes in
//! Moscow without knowing any gazetteer.

use std::collections::BTreeSet;

use tantivy::TantivyDocument;
use tantivy::schema::Field;

use super::day::PartialDate;
use super::schema::{Fields, fields};
use super::{levels, points, prose, said};
use crate::article::model::{Article, Location, Place, Subjects};
use crate::authority::place_value;
use crate::fold::fold;

/// Countries that newspapers call by letters which are neither their name nor always written in the article.
const COUNTRY_LETTERS: [(&str, &[&str]); 4] =
    [("US", &["us", "usa"]), ("GB", &["uk", "britain", "great britain"]), ("AE", &["uae"]), ("CD", &["drc"])];

/// Parts of a path that count: a path made by the gazetteer has four at most.
const DEEPEST_PATH: usize = 6;

/// The document of an article.
///
/// # Errors
/// Where the article cannot be written as JSON, which a finite coordinate rules out.
pub fn document(article: &Article, root: &str) -> serde_json::Result<TantivyDocument> {
    let fields = fields();
    let mut document = TantivyDocument::default();
    document.add_text(fields.id, &article.id);
    document.add_text(fields.path, &article.path);
    document.add_text(fields.root, root);
    add_text(&mut document, fields, article);
    add_names(&mut document, fields, article);
    add_places(&mut document, fields, article);
    said::add(&mut document, fields, article);
    levels::add(&mut document, fields, article);
    add_day(&mut document, fields, article);
    document.add_u64(fields.length, article.body.split_whitespace().count() as u64);
    document.add_bytes(fields.article, &serde_json::to_vec(article)?);
    Ok(document)
}

fn add_text(document: &mut TantivyDocument, fields: &Fields, article: &Article) {
    let mut add = |field: Field, text: &str| {
        document.add_text(field, text);
        document.add_text(fields.words, text);
    };
    article.headline.iter().for_each(|text| add(fields.headline, text));
    article.caption.iter().for_each(|text| add(fields.caption, text));
    article.subheads.iter().for_each(|text| add(fields.subheads, text));
    article.authors.iter().for_each(|text| add(fields.byline, text));
    article.agency.iter().for_each(|text| add(fields.byline, text));
    article.credits.iter().for_each(|credit| add(fields.byline, &credit.name));
    article.dateline.iter().for_each(|dateline| add(fields.dateline_text, &dateline.text));
    document.add_text(fields.body, prose::marked(article));
    document.add_text(fields.words, &article.body);
}

fn add_names(document: &mut TantivyDocument, fields: &Fields, article: &Article) {
    for person in &article.people {
        add_forms(document, fields.person_names, &person.name, &person.forms);
    }
    for organization in &article.organizations {
        add_forms(document, fields.organization_names, &organization.name, &organization.forms);
    }
    add_values(document, fields.people, article.people.iter().map(|person| person.name.as_str()));
    add_values(document, fields.organizations, article.organizations.iter().map(|o| o.name.as_str()));
    let Subjects { people, places, organizations } = &article.subjects;
    let subjects = [article.keywords.as_slice(), people, places, organizations].concat();
    for (names, column, values) in [
        (fields.author_names, fields.authors, article.authors.as_slice()),
        (fields.agency_names, fields.agency, article.agency.as_slice()),
        (fields.source_names, fields.source, article.source.as_slice()),
        (fields.section_names, fields.section, article.section.as_slice()),
        (fields.keyword_names, fields.keywords, &subjects),
        (fields.status_names, fields.status, article.release.status.as_slice()),
    ] {
        for value in values {
            document.add_text(names, value);
        }
        add_values(document, column, values.iter().map(String::as_str));
    }
    if let Some(language) = &article.language {
        document.add_text(fields.language, language);
        document.add_text(fields.language_key, fold(language));
    }
}

fn add_forms(document: &mut TantivyDocument, field: Field, name: &str, forms: &[String]) {
    document.add_text(field, name);
    forms.iter().filter(|form| *form != name).for_each(|form| document.add_text(field, form));
}

/// Adds each distinct value once: a facet counts articles.
fn add_values<'a>(document: &mut TantivyDocument, column: Field, values: impl Iterator<Item = &'a str>) {
    let distinct: BTreeSet<&str> = values.filter(|value| !value.is_empty()).collect();
    for value in distinct {
        document.add_text(column, value);
    }
}

fn add_places(document: &mut TantivyDocument, fields: &Fields, article: &Article) {
    let mut keys = BTreeSet::new();
    let mut values = BTreeSet::new();
    for place in &article.places {
        keys.extend(place_keys(place));
        values.insert(place_value(&place.name, place.location.path.as_deref()));
    }
    add_set(document, fields.place_keys, keys);
    add_set(document, fields.places, values);
    let dateline = article.dateline.iter().flat_map(|dateline| &dateline.places).map(|place| &place.location);
    let locations = article.places.iter().map(|place| &place.location).chain(dateline);
    add_set(document, fields.points, locations.filter_map(points::term).collect());
    let (mut keys, mut values) = (BTreeSet::new(), BTreeSet::new());
    for place in article.dateline.iter().flat_map(|dateline| &dateline.places) {
        keys.insert(fold(&place.written));
        add_location(&mut keys, &place.name, &place.location);
        values.insert(place_value(&place.name, place.location.path.as_deref()));
    }
    add_set(document, fields.dateline_keys, keys);
    add_set(document, fields.dateline, values);
}

/// Every folded name under which a place of the article can be asked for.
pub(super) fn place_keys(place: &Place) -> BTreeSet<String> {
    let mut keys: BTreeSet<String> = place.forms.iter().map(|form| fold(form)).collect();
    add_location(&mut keys, &place.name, &place.location);
    keys
}

fn add_location(keys: &mut BTreeSet<String>, name: &str, location: &Location) {
    keys.insert(fold(name));
    keys.extend(location.path.iter().flat_map(|path| path_keys(path)));
    keys.extend(location.country.iter().flat_map(|code| country_letters(code)));
}

fn add_set(document: &mut TantivyDocument, field: Field, values: BTreeSet<String>) {
    values.into_iter().filter(|value| !value.is_empty()).for_each(|value| document.add_text(field, value));
}

fn country_letters(code: &str) -> impl Iterator<Item = String> {
    let letters = COUNTRY_LETTERS.into_iter().find(|(country, _)| *country == code);
    letters.into_iter().flat_map(|(_, letters)| letters.iter().map(|name| (*name).to_owned()))
}

/// Every ordered part of a path, folded: `europe`, `europe/russia`, `europe/moscow`, `moscow` and so on.
fn path_keys(path: &str) -> Vec<String> {
    let names: Vec<String> = path.split('/').take(DEEPEST_PATH).map(fold).collect();
    let mut keys: Vec<String> = Vec::new();
    for name in &names {
        let longer: Vec<String> = keys.iter().map(|key| format!("{key}/{name}")).collect();
        keys.extend(longer);
        keys.push(name.clone());
    }
    keys
}

fn add_day(document: &mut TantivyDocument, fields: &Fields, article: &Article) {
    let date = article.date.as_ref().and_then(|date| PartialDate::parse(&date.value));
    let Some(date) = date else { return };
    date.number().into_iter().for_each(|day| document.add_u64(fields.day, u64::from(day)));
    date.month_day().into_iter().for_each(|day| document.add_u64(fields.month_day, u64::from(day)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_can_be_asked_for_by_every_ordered_part() {
        let mut keys = path_keys("North America/United States/Texas/Paris");
        assert_eq!(keys.len(), 15);
        keys.retain(|key| key.ends_with("paris"));
        assert!(keys.contains(&"texas/paris".to_owned()) && keys.contains(&"north america/paris".to_owned()));
        assert_eq!(path_keys("Europe"), ["europe"]);
    }

    #[test]
    fn a_path_of_many_parts_stays_small() {
        assert_eq!(path_keys(&"a/".repeat(10_000)).len(), 63);
    }

    #[test]
    fn letters_of_countries() {
        assert_eq!(country_letters("US").collect::<Vec<_>>(), ["us", "usa"]);
        assert_eq!(country_letters("RU").count(), 0);
    }
}
