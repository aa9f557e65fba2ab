//! Who are the people of an article? Occurrences of names become people, each named by the fullest form, with the
//! forms and titles that stand in the text.

use std::collections::BTreeSet;

use crate::article::model::Person;
use crate::entity::mentions::{Linked, Occurrence, named};
use crate::entity::sentences::Sentence;
use crate::entity::words::capitalised;
use crate::entity::{people_link, titles};
use crate::fold::fold;

#[derive(Debug, Default)]
struct Group<'text> {
    first: usize,
    count: usize,
    forms: BTreeSet<&'text str>,
    titles: BTreeSet<String>,
}

/// The people that the occurrences mean.
pub fn link<'text>(occurrences: &[Occurrence<'text>], sentences: &[Sentence<'text>]) -> Linked<'text, Person> {
    let folded: Vec<String> = occurrences.iter().map(|occurrence| fold(occurrence.text)).collect();
    let numbers = people_link::group(&folded);
    let mut groups: Vec<Group<'text>> = Vec::new();
    groups.resize_with(numbers.iter().max().map_or(0, |most| most + 1), Group::default);
    for (index, (occurrence, number)) in occurrences.iter().zip(&numbers).enumerate() {
        let group = &mut groups[*number];
        if group.count == 0 {
            group.first = index;
        }
        group.count += 1;
        group.forms.insert(occurrence.text);
        let title = sentences.get(occurrence.span.sentence).and_then(|sentence| titles::before(sentence, occurrence.span.first));
        group.titles.extend(title);
    }
    let names: Vec<String> = groups.iter().map(|group| fullest(&group.forms)).collect();
    let named = named(occurrences, &numbers, &names);
    Linked { entities: entities(groups, names), named }
}

fn entities(groups: Vec<Group<'_>>, names: Vec<String>) -> Vec<Person> {
    let mut people: Vec<(Group<'_>, String)> = groups.into_iter().zip(names).collect();
    people.sort_by_key(|(group, _)| (std::cmp::Reverse(group.count), group.first));
    people
        .into_iter()
        .map(|(group, name)| Person {
            name,
            count: group.count,
            salience: 0,
            forms: group.forms.into_iter().map(str::to_owned).collect(),
            titles: group.titles.into_iter().collect(),
        })
        .collect()
}

/// The form with most words, then most letters; a form in capitals only where there is no other.
fn fullest(forms: &BTreeSet<&str>) -> String {
    let rank = |form: &&&str| (fold(form).split(' ').count(), !is_shouted(form), form.chars().count());
    forms.iter().max_by_key(rank).map_or_else(String::new, |form| normal_case(form))
}

/// True for two capitals or more and no small letter.
pub fn is_shouted(form: &str) -> bool {
    form.chars().filter(|character| character.is_uppercase()).count() > 2 && !form.chars().any(char::is_lowercase)
}

/// `VERA ORLOVA` as `Vera Orlova`; names that are not in capitals stay as they are.
pub fn normal_case(form: &str) -> String {
    if !is_shouted(form) {
        return form.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let word = |word: &str| {
        if word.contains('.') { word.to_owned() } else { word.split('-').map(capitalised).collect::<Vec<_>>().join("-") }
    };
    form.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::normal_case;
    use crate::entity::marked::recognised;

    #[test]
    fn one_person_has_one_name_and_all_forms() {
        let article =
            recognised(None, "Russian President Vladimir Orlov spoke. Mr. Orlov left. Then Orlov’s aides met President Orlov.");
        assert_eq!(article.people.len(), 1, "{:?}", article.people);
        assert_eq!(article.people[0].name, "Vladimir Orlov");
        assert_eq!(article.people[0].count, 4);
        assert_eq!(article.people[0].forms, ["Orlov", "Vladimir Orlov"]);
        assert_eq!(article.people[0].titles, ["Mr.", "President", "Russian President"]);
    }

    #[test]
    fn names_in_capitals_are_shown_in_normal_case() {
        assert_eq!(normal_case("VERA ORLOVA-HALE"), "Vera Orlova-Hale");
        assert_eq!(normal_case("Vera  McHale"), "Vera McHale");
    }
}
