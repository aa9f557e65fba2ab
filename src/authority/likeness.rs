//! Can two full names mean one person, and how strong is the name alone as evidence? Two keys come in; what joins them
//! goes out. Whether weak likeness is borne out by the articles is for [`merge`](super::merge) to say.

use super::key::{self, PersonKey};
use super::spellings;
use crate::names;

/// Census class of a family name from which many people bear it (a thousand in a million and more): `Smith`, `Baker`.
const COMMON_SURNAME: u8 = 11;
/// Letters that a word must have for one of them to be a slip.
const LONG_WORD: usize = 6;
/// Letters up to which another spelling is another name as often as not.
const SHORT_WORD: usize = 3;

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

/// Whether two names of the same words are one name for sure, or two that people bear side by side: names that the census
/// knows both, and short ones among short ones, where a letter is much of the name (`Park Choo` and `Park Chu`).
pub(super) fn same_words(one: &PersonKey, other: &PersonKey) -> Likeness {
    let short = one.written.iter().all(|word| word.len() < LONG_WORD);
    let side_by_side = |(one, other): (&String, &String)| {
        let listed = spellings::usual(one).is_some_and(|usual| spellings::usual(other) == Some(usual));
        let known = is_established(one) && is_established(other);
        one != other && !listed && (known || short && key::plain(one).chars().count() <= SHORT_WORD)
    };
    let namesake = one.written.iter().zip(&other.written).any(side_by_side);
    if namesake { Likeness::Namesake } else { Likeness::Spelling }
}

/// True of a name that the census knows.
fn is_established(word: &str) -> bool {
    names::facts(word).is_some_and(|facts| facts.female + facts.male + facts.surname > 0)
}

/// True where the family name is borne by many, so that a name of two words may be anybody's.
pub(super) fn is_common(key: &PersonKey) -> bool {
    key.written.last().and_then(|word| names::facts(word)).is_some_and(|facts| facts.surname >= COMMON_SURNAME)
}

/// True where one name has a suffix and the other none: `Jr.` tells a son from his father, who often bears no suffix.
pub(super) fn one_has_suffix(one: &PersonKey, other: &PersonKey) -> bool {
    one.suffix != other.suffix
}

/// True where one name leaves out nothing of the other but initials and given names, as people do. `bin`, `de la` and the
/// first family name of a Spaniard are what tells one person from another.
pub(super) fn leaves_out_given_names(one: &PersonKey, other: &PersonKey) -> bool {
    let is_initial = |word: &String| word.chars().nth(1).is_none();
    let is_given = |word: &String| match names::facts(word) {
        Some(facts) => facts.is_given(),
        None => word.len() >= LONG_WORD,
    };
    let is_given = |word: &String| is_initial(word) || is_given(word);
    let all_given = |key: &PersonKey| key.written_middle().iter().all(is_given);
    one.written_middle().len() == other.written_middle().len() || (all_given(one) && all_given(other))
}

/// True where suffix and middle names leave room for one person: `Jr.` and `Sr.` do not, nor do `W.` and `H. W.`, nor do
/// `Jean-Claude` and `Jean`.
pub(super) fn are_compatible(one: &PersonKey, other: &PersonKey) -> bool {
    let suffixes = match (&one.suffix, &other.suffix) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    let hyphens = one.middle().len() == other.middle().len() || !(one.hyphened || other.hyphened);
    suffixes && hyphens && are_compatible_middles(one, other)
}

/// True where one has none or each middle name is the other's, or its initial.
fn are_compatible_middles(one: &PersonKey, other: &PersonKey) -> bool {
    let fits = |(one, other): (&String, &String)| {
        key::plain(one) == key::plain(other)
            || (one.chars().nth(1).is_none() && other.starts_with(one.as_str()))
            || (other.chars().nth(1).is_none() && one.starts_with(other.as_str()))
    };
    let (one, other) = (one.written_middle(), other.written_middle());
    one.is_empty() || other.is_empty() || (one.len() == other.len() && one.iter().zip(other).all(fits))
}

/// True where one word is the other but for one letter, neither is short, and not both are names that people bear:
/// `Johnson` and `Johnston` are no slip.
pub(super) fn is_slip(one: &str, other: &str) -> bool {
    let long = one.len() >= LONG_WORD && other.len() >= LONG_WORD;
    let same_start = one.bytes().next() == other.bytes().next();
    let slip = long && same_start && one != other && strsim::damerau_levenshtein(one, other) == 1;
    slip && !(is_established(one) && is_established(other))
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
        assert_eq!(same_words(&key("Park Choo"), &key("Park Chu")), Likeness::Namesake);
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
    fn a_hyphen_joins_what_is_no_middle_name() {
        assert!(!are_compatible(&key("Jean-Claude Orlov"), &key("Jean Orlov")));
        assert!(!are_compatible(&key("Li Xiao-peng"), &key("Li Peng")));
        assert!(are_compatible(&key("Jean-Claude Orlov"), &key("Jean Claude Orlov")));
    }

    #[test]
    fn what_people_leave_out_is_a_given_name() {
        for (one, other) in [
            ("Nelson Rolihlahla Orlov", "Nelson Orlov"),
            ("John Robert Orlov", "John Orlov"),
            ("Park Q. Orlov", "Park Orlov"),
            ("John W. Orlov", "John Walker Orlov"),
        ] {
            assert!(leaves_out_given_names(&key(one), &key(other)), "{one}");
        }
        for (one, other) in [
            ("Mohammed bin Orlov", "Mohammed Orlov"),
            ("Juan de la Orlov", "Juan Orlov"),
            ("Felipe Gutierrez Orlov", "Felipe Orlov"),
        ] {
            assert!(!leaves_out_given_names(&key(one), &key(other)), "{one}");
        }
    }

    #[test]
    fn slips_are_of_long_words() {
        assert!(!is_slip("johnson", "johnston") && !is_slip("martin", "martina"));
        assert!(is_slip("weinberger", "weinburger") && !is_slip("hall", "hale") && !is_slip("hansen", "jansen"));
    }

    #[test]
    fn common_family_names() {
        assert!(is_common(&key("John Smith")) && !is_common(&key("Volodymyr Zelensky")));
    }
}
