//! Which fields of the user's records are which of ours, where the names do not tell? The user says so: `--map headline=hed`.

use std::fmt;

/// A field of ours that a record may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Headline.
    Headline,
    /// Text of the article.
    Body,
    /// Authors, or the byline.
    Authors,
    /// Day of publication.
    Date,
    /// Day of the last change, which bounds the day of publication.
    Latest,
    /// Address.
    Url,
    /// Name of the publication.
    Source,
    /// Section.
    Section,
    /// Dateline.
    Dateline,
    /// Language.
    Language,
    /// Keywords.
    Keywords,
    /// Caption.
    Caption,
    /// Kicker.
    Kicker,
    /// Agency.
    Agency,
    /// People whom the source names as subjects.
    People,
    /// Places, likewise.
    Places,
    /// Organisations, likewise.
    Organizations,
}

/// The names of the fields.
const NAMES: &[(&str, Field)] = &[
    ("headline", Field::Headline),
    ("body", Field::Body),
    ("authors", Field::Authors),
    ("date", Field::Date),
    ("modified", Field::Latest),
    ("url", Field::Url),
    ("source", Field::Source),
    ("section", Field::Section),
    ("dateline", Field::Dateline),
    ("language", Field::Language),
    ("keywords", Field::Keywords),
    ("caption", Field::Caption),
    ("kicker", Field::Kicker),
    ("agency", Field::Agency),
    ("people", Field::People),
    ("places", Field::Places),
    ("organizations", Field::Organizations),
];

/// What the user said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    paths: Vec<(Field, String)>,
}

/// A mapping that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadMapping {
    given: String,
}

impl fmt::Display for BadMapping {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "'{}' maps no field", self.given)
    }
}

impl BadMapping {
    /// What the user can do about it.
    pub fn hint(&self) -> String {
        let names: Vec<&str> = NAMES.iter().map(|(name, _)| *name).collect();
        format!("write FIELD=PATH, as in headline=hed.text; fields are {}", names.join(", "))
    }
}

impl Mapping {
    /// Reads `field=path`, each.
    ///
    /// # Errors
    /// The first that has no field of ours or no path.
    pub fn parse(given: &[String]) -> Result<Mapping, BadMapping> {
        let one = |text: &String| {
            let (name, path) = text.split_once('=')?;
            let (_, field) = NAMES.iter().find(|(known, _)| *known == name.trim())?;
            Some((*field, path.trim().to_owned())).filter(|(_, path)| !path.is_empty())
        };
        let paths = given.iter().map(|text| one(text).ok_or_else(|| BadMapping { given: text.clone() }));
        Ok(Mapping { paths: paths.collect::<Result<_, _>>()? })
    }

    /// Where the user says that a field is.
    pub(super) fn path(&self, field: Field) -> Option<&str> {
        self.paths.iter().find(|(known, _)| *known == field).map(|(_, path)| path.as_str())
    }

    /// What the user said, each as `field=path`.
    pub fn given(&self) -> Vec<String> {
        let name = |field: Field| NAMES.iter().find(|(_, known)| *known == field).map_or("", |(name, _)| name);
        self.paths.iter().map(|(field, path)| format!("{}={path}", name(*field))).collect()
    }

    /// All paths.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(|(_, path)| path.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_has_a_path() {
        let mapping = Mapping::parse(&["headline=hed".into(), " body = story.full ".into()]).unwrap();
        assert_eq!((mapping.path(Field::Headline), mapping.path(Field::Body)), (Some("hed"), Some("story.full")));
        assert_eq!(mapping.path(Field::Url), None);
        assert_eq!(Mapping::parse(&mapping.given()), Ok(mapping));
    }

    #[test]
    fn what_maps_nothing_is_refused_with_the_names() {
        for given in ["title=hed", "headline", "headline=", "=x", ""] {
            let error = Mapping::parse(&[given.into()]).unwrap_err();
            assert!(error.hint().contains("headline, body, authors") && error.to_string().contains(given), "{error}");
        }
    }
}
