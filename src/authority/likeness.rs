//! Can two full names mean one person, and how strong is the name alone as evidence? Two keys come in; what joins them
//! goes out. Whether weak likeness is borne out by the articles is for [`merge`](super::merge) to say.

use super::key::PersonKey;
use super::spellings;
use crate::names;

/// Census class of a family name from which many people bear it (a thousand in a million and more): `Smith`, `Baker`.
const COMMON_SURNAME: u8 = 11;
/// Letters that a word must have for one of them to be a slip.
const LONG_WORD: usize = 6;

/// What joins two names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// The same words in other letters: another transliteration, case or accent.
    Spelling,
    /// The same but for a middle name or initial.
    Middle,
    /// Two established spellings: `Philip` and `Phillip`.
    Namesake,
    /// The given name is a short or foreign form of the other.
    ShortForm,
    /// The given name is the other's initial.
    Initial,
    /// The words are in another order.
    Order,
    /// One letter is different.
    Slip,
}

impl Likeness {
    /// The reason as users read it.
    pub(super) fn reason(self) -> &'static str {
        match self {
            Self::Spelling => "another spelling of the same name",
            Self::Middle => "the same name with and without middle name or suffix",
            Self::Namesake => "a variant of the same name",
            Self::ShortForm => "another form of the same given name",
            Self::Initial => "the given name's initial",
            Self::Order => "the same words in another order",
            Self::Slip => "one letter apart",
        }
    }
}

/// Whether two names of the same words are one name for sure, or two that people bear side by side.
pub(super) fn same_words(one: &PersonKey, other: &PersonKey) -> Likeness {
    let differing = one.written.iter().zip(&other.written).filter(|(one, other)| one != other);
    let established = |word: &str| names::facts(word).is_some_and(|facts| facts.female + facts.male + facts.surname > 0);
    let side_by_side = differing.into_iter().any(|(one, other)| {
        spellings::usual(one).is_none_or(|usual| spellings::usual(other) != Some(usual)) && established(one) && established(other)
    });
    if side_by_side { Likeness::Namesake } else { Likeness::Spelling }
}

/// True where the family name is borne by many, so that a name of two words may be anybody's.
pub(super) fn is_common(key: &PersonKey) -> bool {
    key.written.last().and_then(|word| names::facts(word)).is_some_and(|facts| facts.surname >= COMMON_SURNAME)
}

/// True where suffix and middle names leave room for one person: `Jr.` and `Sr.` do not, nor do `W.` and `H. W.`.
pub(super) fn are_compatible(one: &PersonKey, other: &PersonKey) -> bool {
    let suffixes = match (&one.suffix, &other.suffix) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    suffixes && are_compatible_middles(one.middle(), other.middle())
}

/// True where one is empty or each middle name is the other's, or its initial.
fn are_compatible_middles(one: &[String], other: &[String]) -> bool {
    let fits = |(one, other): (&String, &String)| {
        one == other
            || (one.len() == 1 && other.starts_with(one.as_str()))
            || (other.len() == 1 && one.starts_with(other.as_str()))
    };
    one.is_empty() || other.is_empty() || (one.len() == other.len() && one.iter().zip(other).all(fits))
}

/// True where one word is the other but for one letter, and neither is short.
pub(super) fn is_slip(one: &str, other: &str) -> bool {
    let long = one.len() >= LONG_WORD && other.len() >= LONG_WORD;
    let same_start = one.bytes().next() == other.bytes().next();
    long && same_start && one != other && strsim::damerau_levenshtein(one, other) == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> PersonKey {
        PersonKey::of(name).expect("a full name")
    }

    #[test]
    fn spellings_that_people_bear_side_by_side_prove_nothing() {
        assert_eq!(same_words(&key("Philip Green"), &key("Phillip Green")), Likeness::Namesake);
        assert_eq!(same_words(&key("Olena Zelensky"), &key("Olena Zelenskyy")), Likeness::Spelling);
        assert_eq!(same_words(&key("Mohammed Orlov"), &key("Muhammad Orlov")), Likeness::Spelling);
    }

    #[test]
    fn suffixes_and_middle_names_keep_people_apart() {
        assert!(!are_compatible(&key("John Hale Jr."), &key("John Hale Sr.")));
        assert!(!are_compatible(&key("George W. Bush"), &key("George H.W. Bush")));
        assert!(are_compatible(&key("George W. Bush"), &key("George Walker Bush")));
        assert!(are_compatible(&key("George W. Bush"), &key("George Bush")));
    }

    #[test]
    fn slips_are_of_long_words() {
        assert!(is_slip("weinberger", "weinburger") && !is_slip("hall", "hale") && !is_slip("hansen", "jansen"));
    }

    #[test]
    fn common_family_names() {
        assert!(is_common(&key("John Smith")) && !is_common(&key("Volodymyr Zelensky")));
    }
}
