//! Which organisations does an article name? Occurrences become organisations: forms of one line of the list, an
//! abbreviation that brackets or initials tie to a full name, and a first word that stands for the whole are one.

use std::collections::{BTreeSet, HashMap};

use crate::article::model::Organization;
use crate::authority::key;
use crate::entity::lists;
use crate::entity::mentions::{Linked, Occurrence, named};
use crate::entity::people::is_shouted;
use crate::entity::sentences::Sentence;
use crate::entity::words::capitalised;
use crate::fold::fold;

#[derive(Debug, Default)]
struct Group<'text> {
    count: usize,
    forms: BTreeSet<&'text str>,
}

/// Group numbers by the keys that lead to them.
#[derive(Debug, Default)]
struct Keys {
    numbers: HashMap<String, usize>,
    count: usize,
}

/// The organisations that the occurrences mean.
pub fn link<'text>(occurrences: &[Occurrence<'text>], sentences: &[Sentence<'text>]) -> Linked<'text, Organization> {
    let numbers = group(occurrences, sentences);
    let mut groups: Vec<Group<'text>> = Vec::new();
    groups.resize_with(numbers.iter().max().map_or(0, |most| most + 1), Group::default);
    for (occurrence, number) in occurrences.iter().zip(&numbers) {
        groups[*number].count += 1;
        groups[*number].forms.insert(occurrence.text);
    }
    let names: Vec<String> = groups.iter().map(|group| fullest(&group.forms)).collect();
    let named = named(occurrences, &numbers, &names);
    let mut entities: Vec<Organization> = groups
        .into_iter()
        .zip(names)
        .filter(|(group, _)| group.count > 0)
        .map(|(group, name)| Organization {
            name,
            count: group.count,
            salience: 0,
            forms: group.forms.into_iter().map(str::to_owned).collect(),
        })
        .collect();
    entities.sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.name.cmp(&other.name)));
    Linked { entities, named }
}

/// The group number of each occurrence; long names first, so that short forms find them.
fn group(occurrences: &[Occurrence<'_>], sentences: &[Sentence<'_>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..occurrences.len()).collect();
    order.sort_by_key(|index| std::cmp::Reverse(occurrences[*index].span.last - occurrences[*index].span.first));
    let mut keys = Keys::default();
    let mut numbers = vec![0; occurrences.len()];
    for index in order {
        let occurrence = &occurrences[index];
        let number = keys.number(occurrence.text);
        if let Some(short) =
            sentences.get(occurrence.span.sentence).and_then(|sentence| in_brackets(sentence, occurrence.span.last))
        {
            keys.numbers.entry(key::organization(short)).or_insert(number);
        }
        numbers[index] = number;
    }
    numbers
}

/// The abbreviation in brackets behind a name: `(NATO)`.
fn in_brackets<'text>(sentence: &Sentence<'text>, last: usize) -> Option<&'text str> {
    let short = sentence.word(last + 1)?.text;
    let bracketed = sentence.word(last)?.text == "(" && sentence.word(last + 2)?.text == ")";
    (bracketed && short.chars().filter(|character| character.is_uppercase()).count() > 1).then_some(short)
}

impl Keys {
    /// The group of a name: that of an earlier key, or a new one with all keys that the name gives.
    fn number(&mut self, name: &str) -> usize {
        let key = key::organization(name);
        if let Some(number) = self.numbers.get(&key) {
            return *number;
        }
        let number = self.count;
        self.count += 1;
        for key in [key].into_iter().chain(short_forms(name, &key::bare_organization(name))) {
            self.numbers.entry(key).or_insert(number);
        }
        number
    }
}

/// Initials of three letters or more, and the first word where it is no ordinary one.
fn short_forms(name: &str, plain: &str) -> Vec<String> {
    let words: Vec<&str> = plain.split(' ').collect();
    if words.len() < 2 {
        return Vec::new();
    }
    let capitals: String =
        name.split_whitespace().filter_map(|word| word.chars().next().filter(|first| first.is_uppercase())).collect();
    let mut forms = Vec::new();
    if capitals.chars().count() > 2 {
        forms.push(fold(&capitals));
    }
    forms.extend(words.first().filter(|word| word.len() > 3 && !lists::is_common_word(word)).map(|word| (*word).to_owned()));
    forms
}

/// The longest form, a form in small letters before one in capitals of the same length.
fn fullest(forms: &BTreeSet<&str>) -> String {
    let longest = forms
        .iter()
        .max_by_key(|form| (form.split_whitespace().count(), form.chars().any(char::is_lowercase), form.chars().count()));
    longest.map_or_else(String::new, |form| normal_case(form))
}

/// `COMMUNIST PARTY OF CHINA` as `Communist Party of China`; one word alone may be letters, and stays as it is.
fn normal_case(form: &str) -> String {
    let words: Vec<&str> = form.split_whitespace().collect();
    if words.len() < 2 || !is_shouted(form) {
        return words.join(" ");
    }
    let small = |word: &str| matches!(word, "OF" | "THE" | "FOR" | "AND" | "IN" | "ON" | "TO");
    let normal = |(place, word): (usize, &&str)| match *word {
        word if small(word) && place > 0 => word.to_lowercase(),
        word if word.contains(['.', '&']) => word.to_owned(),
        word => capitalised(word),
    };
    words.iter().enumerate().map(normal).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use crate::entity::marked::recognised;

    #[test]
    fn names_in_capitals_become_normal() {
        assert_eq!(super::normal_case("COMMUNIST PARTY OF CHINA"), "Communist Party of China");
        assert_eq!([super::normal_case("NATO"), super::normal_case("U.S. SENATE")], ["NATO", "U.S. Senate"]);
    }

    /// Names and counts of the organisations of a text.
    fn organizations(text: &str) -> Vec<(String, usize)> {
        recognised(None, text).organizations.into_iter().map(|organization| (organization.name, organization.count)).collect()
    }

    #[test]
    fn known_short_forms_are_one_with_the_full_name() {
        assert_eq!(organizations("The United Nations met. The UN and the U.N. agreed."), [("United Nations".to_owned(), 3)]);
    }

    #[test]
    fn a_bracketed_abbreviation_is_a_form_of_the_name_before_it() {
        assert_eq!(
            organizations("The Harrow Fishers Association (HFA) met. Then HFA voted."),
            [("Harrow Fishers Association".to_owned(), 3)]
        );
    }

    #[test]
    fn the_first_word_stands_for_the_whole() {
        assert_eq!(
            organizations("Shares of Tallisco Holdings fell. Later Tallisco rose."),
            [("Tallisco Holdings".to_owned(), 2)]
        );
    }

    #[test]
    fn a_name_known_by_its_abbreviation_alone_keeps_it() {
        assert_eq!(organizations("He left NATO."), [("NATO".to_owned(), 1)]);
    }
}
