//! Fields with labels: what stands behind `BYLINE:`, on its line and those that belong to it?

use jiff::civil::Date;

use crate::article::model::{Stated, Subjects, Told};
use crate::article::{date, timestamp};

/// Fields of one document in their order: label and value, lines of the value kept.
#[derive(Debug, Default)]
pub(super) struct Labels {
    fields: Vec<(String, String)>,
}

impl Labels {
    /// Adds a field.
    pub fn add(&mut self, label: &str, value: &str) {
        self.fields.push((label.to_lowercase(), value.trim().to_owned()));
    }

    /// True before the first field.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// Goes on with the last field.
    pub fn extend(&mut self, line: &str) {
        if let Some((_, value)) = self.fields.last_mut() {
            value.push('\n');
            value.push_str(line.trim());
        }
    }

    /// The value of the first of these labels that is there, on one line.
    pub fn line(&self, labels: &[&str]) -> Option<String> {
        let value = labels.iter().find_map(|label| self.value(label))?;
        let line = value.split_whitespace().collect::<Vec<_>>().join(" ");
        (!line.is_empty()).then_some(line)
    }

    /// The names of a byline, without those who helped: `By Jane Roe; Max Miller contributed reporting.`
    pub fn byline(&self, label: &str) -> Option<String> {
        let line = self.line(&[label])?;
        let names = line.split(';').map(str::trim).filter(|names| !names.is_empty() && !names.contains("contributed"));
        Some(names.collect::<Vec<_>>().join("; ")).filter(|names| !names.is_empty())
    }

    /// The value of a label.
    pub fn value(&self, label: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == label).map(|(_, value)| value.as_str())
    }

    /// Names in the values of these labels, without the shares that databases put behind them: `VLADIMIR PUTIN (92%)`.
    pub fn names(&self, labels: &[&str]) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for label in labels {
            let Some(value) = self.line(&[label]) else { continue };
            for name in value.split(';').map(without_share).filter(|name| !is_number(name)) {
                if !name.is_empty() && !names.iter().any(|known| known == name) && names.len() < 100 {
                    names.push(name.to_owned());
                }
            }
        }
        names
    }

    /// The day of the first of these labels that states one.
    pub fn day(&self, labels: &[&str]) -> Option<Date> {
        labels.iter().find_map(|label| day(&self.line(&[label])?))
    }

    /// What the source thinks that the article is about.
    pub fn subjects(&self, people: &[&str], places: &[&str], organizations: &[&str]) -> Subjects {
        Subjects { people: self.names(people), places: self.names(places), organizations: self.names(organizations) }
    }
}

/// Numbers of registers, which stand among the names of companies.
fn is_number(name: &str) -> bool {
    ["NAICS:", "Duns:", "DUNS:", "Ticker:"].iter().any(|label| name.starts_with(label))
}

fn without_share(name: &str) -> &str {
    let name = name.trim();
    let name = name.strip_prefix("Name:").map_or(name, str::trim);
    match name.rsplit_once(" (") {
        Some((name, share)) if share.ends_with("%)") => name.trim(),
        _ => name,
    }
}

/// The day of `March 4, 2019 Monday`, `Monday, March 4, 2019 10:00 PM GMT`, `4 March 2019`.
pub(super) fn day(text: &str) -> Option<Date> {
    let text = text.split(" (").next().unwrap_or(text);
    timestamp::day(text).or_else(|| date::in_line(text).map(|found| found.day)).or_else(|| {
        // Editions and hours stand behind it: the first words are enough.
        let words: Vec<&str> = text.split_whitespace().take(4).collect();
        (2..=words.len()).rev().find_map(|count| date::whole(&words.get(..count)?.join(" ")))
    })
}

/// Says of each field that is filled where it was read.
pub(super) fn tell(stated: &mut Stated, database: &str, labels: &[(&'static str, &str)]) {
    let filled = |field: &str| match field {
        "headline" => stated.headline.is_some(),
        "authors" => stated.byline.is_some(),
        "dateline" => stated.dateline.is_some(),
        "date" => stated.date.is_some(),
        "source" => stated.source.is_some(),
        "section" => stated.section.is_some(),
        "keywords" => !stated.keywords.is_empty(),
        "subjects" => stated.subjects != Subjects::default(),
        "url" => stated.url.is_some(),
        _ => false,
    };
    let told: Vec<_> = labels
        .iter()
        .filter(|(field, _)| filled(field))
        .map(|(field, label)| (*field, Told::stated(format!("{database} {label}"))))
        .collect();
    stated.from.extend(told);
}

/// The first two letters of a language's English name or code, as ISO 639-1, where they are known.
pub(super) fn language(text: &str) -> Option<String> {
    crate::source::records::language_code(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_with_what_stands_around_them() {
        for text in [
            "March 4, 2019 Monday",
            "Monday, March 4, 2019",
            "March 4, 2019 Monday 10:00 PM GMT",
            "March 4, 2019 (Monday)",
            "4 March 2019",
            "2019-03-04",
            "Mar 4, 2019",
            "March 4, 2019 Monday  Final Edition",
        ] {
            assert_eq!(day(text).map(|day| day.to_string()).as_deref(), Some("2019-03-04"), "{text}");
        }
        assert_eq!(day("LENGTH: 734 words"), None);
    }

    #[test]
    fn shares_are_taken_off_names() {
        let mut labels = Labels::default();
        labels.add("PERSON", "VLADIMIR PUTIN (92%);");
        labels.extend("JANE ROE (55%)");
        assert_eq!(labels.names(&["person"]), ["VLADIMIR PUTIN", "JANE ROE"]);
        labels.add("Company", "Name: Oslo City; NAICS: 334111; Duns: 06-070-4780");
        assert_eq!(labels.names(&["company"]), ["Oslo City"]);
    }
}
