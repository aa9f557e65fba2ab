//! Which fields can be counted and filtered, and what are they called? Names as users write them come in, a
//! [`FacetField`] goes out.

/// A field that can be counted and filtered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FacetField {
    /// People named in the article.
    People,
    /// Places named in the article.
    Places,
    /// Organisations named in the article.
    Organizations,
    /// Speakers of quotations.
    Speakers,
    /// Authors.
    Authors,
    /// Places of the dateline.
    Dateline,
    /// Credited agency.
    Agency,
    /// Language, ISO 639-1.
    Language,
    /// Publication.
    Source,
    /// Section of the publication.
    Section,
    /// Keywords and subjects that the source states.
    Keywords,
    /// What the source says about the release: `canceled` for a killed story.
    Status,
    /// Year of publication, `yyyy`.
    Year,
    /// Month of publication, `yyyy-mm`.
    Month,
    /// Day of publication, `yyyy-mm-dd`.
    Day,
    /// Groups of copies of one story, by the id of the first.
    Copies,
}

impl FacetField {
    /// All fields, in the order in which they are shown.
    pub const ALL: [FacetField; 16] = [
        FacetField::People,
        FacetField::Places,
        FacetField::Organizations,
        FacetField::Speakers,
        FacetField::Authors,
        FacetField::Dateline,
        FacetField::Agency,
        FacetField::Language,
        FacetField::Source,
        FacetField::Section,
        FacetField::Keywords,
        FacetField::Status,
        FacetField::Year,
        FacetField::Month,
        FacetField::Day,
        FacetField::Copies,
    ];

    /// The field's name in JSON and on the command line.
    pub fn name(self) -> &'static str {
        self.names()[0]
    }

    /// The field with this name: plural, singular or the filter flag's, in whatever case.
    ///
    /// # Errors
    /// A message with the names that come nearest.
    pub fn parse(text: &str) -> Result<FacetField, String> {
        let wanted = text.trim().to_lowercase();
        let found = FacetField::ALL.into_iter().find(|field| field.names().contains(&wanted.as_str()));
        found.ok_or_else(|| unknown(text, &wanted))
    }

    /// True for fields whose values have a salience in each article.
    pub fn has_salience(self) -> bool {
        matches!(self, FacetField::People | FacetField::Places | FacetField::Organizations)
    }

    /// True for fields whose values lie in one another.
    pub fn is_hierarchical(self) -> bool {
        matches!(self, FacetField::Places | FacetField::Dateline)
    }

    /// True for fields that derive from the day of publication.
    pub fn is_calendar(self) -> bool {
        matches!(self, FacetField::Year | FacetField::Month | FacetField::Day)
    }

    fn names(self) -> &'static [&'static str] {
        match self {
            FacetField::People => &["people", "person", "persons"],
            FacetField::Places => &["places", "place"],
            FacetField::Organizations => &["organizations", "organization", "organisations", "organisation", "orgs", "org"],
            FacetField::Speakers => &["speakers", "speaker", "said-by"],
            FacetField::Authors => &["authors", "author"],
            FacetField::Dateline => &["dateline", "datelines"],
            FacetField::Agency => &["agency", "agencies"],
            FacetField::Language => &["language", "languages", "lang"],
            FacetField::Source => &["source", "sources"],
            FacetField::Section => &["section", "sections"],
            FacetField::Keywords => &["keywords", "keyword", "subjects", "subject"],
            FacetField::Status => &["status"],
            FacetField::Year => &["year", "years"],
            FacetField::Month => &["month", "months"],
            FacetField::Day => &["day", "days"],
            FacetField::Copies => &["copies", "copy"],
        }
    }
}

fn unknown(text: &str, wanted: &str) -> String {
    let mut near: Vec<(usize, &str)> = FacetField::ALL
        .iter()
        .flat_map(|field| field.names())
        .map(|name| (strsim::damerau_levenshtein(name, wanted), *name))
        .filter(|(distance, name)| *distance <= 2 && *distance < name.len())
        .collect();
    near.sort_unstable();
    let Some((_, best)) = near.first() else {
        let all: Vec<&str> = FacetField::ALL.iter().map(|field| field.name()).collect();
        return format!("no field `{text}`; there are {}", all.join(", "));
    };
    format!("no field `{text}`; did you mean `{best}`?")
}

#[cfg(test)]
mod tests {
    use super::FacetField;

    #[test]
    fn every_name_leads_to_its_field() {
        for field in FacetField::ALL {
            assert_eq!(FacetField::parse(field.name()), Ok(field));
        }
        assert_eq!(FacetField::parse(" Person"), Ok(FacetField::People));
        assert_eq!(FacetField::parse("org"), Ok(FacetField::Organizations));
        assert_eq!(FacetField::parse("said-by"), Ok(FacetField::Speakers));
        assert_eq!(FacetField::parse("lang"), Ok(FacetField::Language));
    }

    #[test]
    fn unknown_names_are_answered_with_the_nearest() {
        assert_eq!(FacetField::parse("poeple"), Err("no field `poeple`; did you mean `people`?".to_owned()));
        let far = FacetField::parse("temperature").expect_err("no such field");
        assert!(far.contains("there are people, places"), "{far}");
    }
}
