//! Which field does a word of a query name? A prefix with a colon comes in (`headline:`, `person:`), the field goes out. What
//! is no field's name is a word like any other: `UN: report`, `https://...`.

use std::fmt;

use crate::index::FacetField;

/// A field that part of a query is looked for in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The headline.
    Headline,
    /// The caption.
    Caption,
    /// The body.
    Body,
    /// The first paragraph of the body.
    Lead,
    /// Headline and lead.
    HeadlineLead,
    /// What somebody said, whoever it was.
    Quote,
    /// The values of a field, as a filter takes them.
    Value(FacetField),
    /// The day of publication.
    Date,
    /// The number of words.
    Length,
    /// Where on the map its places lie.
    Around,
}

/// The names of the fields, small; the first of a field is the one that is written back.
const NAMES: [(&str, Scope); 35] = [
    ("headline", Scope::Headline),
    ("hl", Scope::Headline),
    ("title", Scope::Headline),
    ("caption", Scope::Caption),
    ("body", Scope::Body),
    ("lead", Scope::Lead),
    ("lp", Scope::Lead),
    ("hlead", Scope::HeadlineLead),
    ("hlp", Scope::HeadlineLead),
    ("quote", Scope::Quote),
    ("person", Scope::Value(FacetField::People)),
    ("people", Scope::Value(FacetField::People)),
    ("place", Scope::Value(FacetField::Places)),
    ("places", Scope::Value(FacetField::Places)),
    ("org", Scope::Value(FacetField::Organizations)),
    ("organization", Scope::Value(FacetField::Organizations)),
    ("organisation", Scope::Value(FacetField::Organizations)),
    ("author", Scope::Value(FacetField::Authors)),
    ("by", Scope::Value(FacetField::Authors)),
    ("byline", Scope::Value(FacetField::Authors)),
    ("dateline", Scope::Value(FacetField::Dateline)),
    ("agency", Scope::Value(FacetField::Agency)),
    ("source", Scope::Value(FacetField::Source)),
    ("section", Scope::Value(FacetField::Section)),
    ("keyword", Scope::Value(FacetField::Keywords)),
    ("keywords", Scope::Value(FacetField::Keywords)),
    ("subject", Scope::Value(FacetField::Keywords)),
    ("status", Scope::Value(FacetField::Status)),
    ("lang", Scope::Value(FacetField::Language)),
    ("language", Scope::Value(FacetField::Language)),
    ("saidby", Scope::Value(FacetField::Speakers)),
    ("speaker", Scope::Value(FacetField::Speakers)),
    ("date", Scope::Date),
    ("length", Scope::Length),
    ("near", Scope::Around),
];

impl Scope {
    /// True for a field of running text, in which words are looked for as in all the text.
    pub fn is_text(self) -> bool {
        !matches!(self, Scope::Value(_) | Scope::Date | Scope::Length | Scope::Around)
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = NAMES.iter().find(|(_, scope)| scope == self).map_or("", |(name, _)| name);
        f.write_str(name)
    }
}

/// The field that a word begins with, and the rest of the word: `person:putin`. Only small letters name a field, so that a
/// sentence from a newspaper means what it says.
pub(super) fn split(word: &str) -> Option<(Scope, &str)> {
    let (name, rest) = word.split_once(':')?;
    let (_, scope) = NAMES.iter().find(|(known, _)| *known == name)?;
    Some((*scope, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_name_fields() {
        assert_eq!(split("hl:peace"), Some((Scope::Headline, "peace")));
        assert_eq!(split("person:"), Some((Scope::Value(FacetField::People), "")));
        for word in ["UN:", "https://x", "peace", "Person:x", ":x"] {
            assert_eq!(split(word), None, "{word}");
        }
    }

    #[test]
    fn every_field_is_written_back_by_a_name_that_leads_to_it() {
        for (_, scope) in NAMES {
            assert_eq!(split(&format!("{scope}:")), Some((scope, "")));
        }
    }
}
