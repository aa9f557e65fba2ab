//! Which forms of a name mean the same person in one article? Folded names come in, group numbers go out. A surname
//! alone joins the one full name that ends in it; where two fit, it stays alone.

use std::collections::HashMap;

/// Full names compared with one word at most: keeps lists of thousands of namesakes linear.
const MOST_COMPARED: usize = 48;

/// Groups of folded names: each a list of the words of its fullest form.
#[derive(Debug, Default)]
pub struct Groups {
    fullest: Vec<Vec<String>>,
    /// Where a name of two words or more first means the person.
    introduced: Vec<usize>,
    by_word: HashMap<String, Vec<usize>>,
}

/// The group number of each folded name, in the order of the text; equal names have equal numbers unless a surname
/// fits two people: then it means the only one introduced so far, or the first to be introduced where none is yet.
pub fn group(folded: &[String]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..folded.len()).collect();
    let words: Vec<Vec<&str>> = folded.iter().map(|name| significant(name)).collect();
    order.sort_by_key(|index| std::cmp::Reverse(words[*index].len()));
    let mut groups = Groups::default();
    let mut known: HashMap<&str, Meaning> = HashMap::new();
    let mut numbers = vec![0; folded.len()];
    for index in order {
        let meaning = known.entry(&folded[index]).or_insert_with(|| groups.meaning(&words[index], index));
        numbers[index] = groups.number(meaning, &words[index], index);
    }
    numbers
}

/// Whom a name means.
#[derive(Debug)]
enum Meaning {
    /// One person.
    One(usize),
    /// One of several, and the group of its own once it could not be decided.
    Several(Vec<usize>, Option<usize>),
}

/// The words of a folded name without `jr` and the like.
fn significant(name: &str) -> Vec<&str> {
    let words: Vec<&str> = name.split(' ').collect();
    match words.split_last() {
        Some((last, rest)) if rest.len() > 1 && matches!(*last, "jr" | "sr" | "ii" | "iii") => rest.to_vec(),
        _ => words,
    }
}

impl Groups {
    /// Whom a name that first stands at that place means: the people whom it fits, or somebody new.
    fn meaning(&mut self, words: &[&str], place: usize) -> Meaning {
        for fits in [fits_end, fits_begin, fits_inside, fits_variant] {
            match self.fitting(words, fits).as_slice() {
                [] => {}
                [only] => {
                    self.introduced[*only] = self.introduced[*only].min(if words.len() > 1 { place } else { usize::MAX });
                    return Meaning::One(*only);
                }
                several => return Meaning::Several(several.to_vec(), None),
            }
        }
        Meaning::One(self.add(words, place))
    }

    /// The group of a name at one place of the text.
    fn number(&mut self, meaning: &mut Meaning, words: &[&str], place: usize) -> usize {
        let Meaning::Several(people, undecided) = meaning else {
            let Meaning::One(number) = meaning else { return 0 };
            return *number;
        };
        let before: Vec<usize> = people.iter().copied().filter(|number| self.introduced[*number] < place).collect();
        let first = people.iter().copied().min_by_key(|number| self.introduced[*number]);
        match (before.as_slice(), first) {
            ([only], _) => *only,
            ([], Some(first)) if words.len() == 1 => first,
            _ => *undecided.get_or_insert_with(|| self.add(words, place)),
        }
    }

    fn fitting(&self, words: &[&str], fits: fn(&[&str], &[String]) -> bool) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for word in [words.last(), words.first()].into_iter().flatten() {
            let groups = self.by_word.get(*word).map(Vec::as_slice).unwrap_or_default();
            for number in groups.iter().take(MOST_COMPARED) {
                if !found.contains(number) && self.fullest.get(*number).is_some_and(|full| fits(words, full)) {
                    found.push(*number);
                }
            }
        }
        found
    }

    fn add(&mut self, words: &[&str], place: usize) -> usize {
        let number = self.fullest.len();
        self.introduced.push(place);
        self.fullest.push(words.iter().map(|word| (*word).to_owned()).collect());
        for word in words {
            self.by_word.entry((*word).to_owned()).or_default().push(number);
        }
        number
    }
}

/// `Hale`, `J. Hale` and `John Hale` for `John Peter Hale`: same surname, the words before it in order.
fn fits_end(words: &[&str], full: &[String]) -> bool {
    let (Some((last, given)), Some((full_last, full_given))) = (words.split_last(), full.split_last()) else { return false };
    if last != full_last || given.len() > full_given.len() {
        return false;
    }
    let mut rest = full_given.iter();
    given.iter().all(|word| {
        rest.any(|name| {
            name == word || word.len() == 1 && name.starts_with(*word) || name.len() == 1 && word.starts_with(name.as_str())
        })
    })
}

/// `Kim` for `Kim Dae-ho`, `Naomi` for `Naomi Hale`.
fn fits_begin(words: &[&str], full: &[String]) -> bool {
    words.len() < full.len() && words.iter().zip(full).all(|(word, name)| word == name)
}

/// `Suu Kyi` inside a longer name.
fn fits_inside(words: &[&str], full: &[String]) -> bool {
    full.windows(words.len()).any(|window| window.iter().zip(words).all(|(name, word)| name == word))
}

/// `Mikhail Gorbachov` for `Mikhail Gorbachev`: same given name, long surnames one letter apart.
fn fits_variant(words: &[&str], full: &[String]) -> bool {
    let (Some((last, given)), Some((full_last, full_given))) = (words.split_last(), full.split_last()) else { return false };
    let same_given =
        !given.is_empty() && given.len() == full_given.len() && given.iter().zip(full_given).all(|(word, name)| word == name);
    same_given && last.len() > 5 && strsim::levenshtein(last, full_last) <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(names: &[&str]) -> Vec<usize> {
        let folded: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        group(&folded)
    }

    /// True where the two names, in the company of the others, mean one person.
    fn same(names: &[&str]) -> bool {
        let groups = numbers(names);
        groups[0] == groups[1]
    }

    #[test]
    fn a_surname_joins_the_only_full_name() {
        assert!(same(&["orlova", "vera orlova"]));
        assert!(same(&["assad", "bashar al assad"]));
    }

    #[test]
    fn a_surname_of_two_people_stays_alone() {
        let groups = numbers(&["john hale", "mary hale", "hale"]);
        assert_eq!(groups.iter().collect::<std::collections::BTreeSet<_>>().len(), 3);
    }

    #[test]
    fn a_surname_means_the_only_one_introduced_so_far() {
        let groups = numbers(&["hale", "john hale", "hale", "mary hale"]);
        assert_eq!([groups[0], groups[2]], [groups[1], groups[1]]);
        assert_ne!(groups[1], groups[3]);
    }

    #[test]
    fn initials_join_the_name_that_they_stand_for() {
        assert!(same(&["j hale", "john hale", "mary hale"]));
        assert!(same(&["john hale", "john f hale"]));
        assert!(!same(&["john hale", "mary f hale"]));
    }

    #[test]
    fn the_first_name_serves_where_no_surname_fits() {
        assert!(same(&["kim", "kim dae ho"]));
        assert!(same(&["naomi", "naomi hale", "john hale"]));
    }

    #[test]
    fn a_suffix_does_not_part_a_name_from_itself() {
        assert!(same(&["john hale", "john hale jr"]));
    }

    #[test]
    fn spellings_one_letter_apart_meet_on_the_same_given_name() {
        assert!(same(&["pavel orlenkov", "pavel orlenkow"]));
        assert!(!same(&["pavel orlenkov", "mikhail orlenkow"]));
        assert!(!same(&["ann hale", "ann hall"]));
    }

    #[test]
    fn many_namesakes_take_linear_time() {
        let names: Vec<String> = (0..40_000).map(|number| format!("given{number} smith")).collect();
        assert_eq!(group(&names).len(), names.len());
    }
}
