//! Is a word a name of people? In: a folded word. Out: how common it is as a woman's, a man's and a family name, and
//! whether it is a word or a place as well. Made from the United States census of 1990 and a hand-made list of given
//! names in world news; it knows names, not people. Looked up in place in the bytes that `lexicons` wrote.

use std::sync::LazyLock;

use fst::Map;

static NAMES: LazyLock<Map<&'static [u8]>> = LazyLock::new(|| {
    let bytes: &'static [u8] = include_bytes!("names.bin");
    Map::new(bytes).expect("the names in the program are the map that lexicons wrote")
});

/// A given name that is a common word has to be of this class: `Mark`, `Grace` and `Hope` are, `Early` is not.
const GIVEN_BEFORE_WORD: u8 = 8;
/// A family name that is a common word has to be of this class: `Young` and `Long` are, `New` is not.
const SURNAME_BEFORE_WORD: u8 = 9;
/// A name so many classes more common among families is no given name.
const FAR_MORE: u8 = 5;

/// What is known of a name.
///
/// Classes run from 0 (not known as such) to 15: class `c` means that between 2^(c-1) and 2^c of a million people bear
/// the name. `Mary` is of class 15 among women, `Smith` of class 14 among families.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Facts {
    /// Class among women's given names.
    pub female: u8,
    /// Class among men's given names.
    pub male: u8,
    /// Class among family names.
    pub surname: u8,
    /// A given name on the list of names in world news.
    pub world: bool,
    /// A common English word as well: `will`, `mark`, `may`.
    pub word: bool,
    /// A well-known place as well: `jordan`, `paris`, `sydney`.
    pub place: bool,
}

impl Facts {
    /// Whether it is a given name: one of the world list, or one of the census that is neither a word that few people are
    /// called by nor far more common as a family name (`King`).
    pub fn is_given(self) -> bool {
        let class = self.female.max(self.male);
        let doubtful = self.word && class < GIVEN_BEFORE_WORD || class + FAR_MORE <= self.surname;
        self.world || class > 0 && !doubtful
    }

    /// Whether it is a family name, and not a word that few families are called by (`New`, `Most`).
    pub fn is_surname(self) -> bool {
        self.surname > 0 && (!self.word || self.surname >= SURNAME_BEFORE_WORD)
    }

    /// Whether it is a word or a place as well, so that it proves nothing on its own.
    pub fn is_ambiguous(self) -> bool {
        self.word || self.place
    }

    /// How much more common it is as a given name than as a family name, in classes; below 0 where the family name is the
    /// more common. A given name of the world list counts as class 6 at least.
    pub fn leans_given(self) -> i8 {
        let listed = if self.world { 6 } else { 0 };
        let given = self.female.max(self.male).max(listed);
        i8::try_from(given).unwrap_or(0) - i8::try_from(self.surname).unwrap_or(0)
    }

    /// As one number, for the map.
    pub fn pack(self) -> u64 {
        let flags = u64::from(self.world) | u64::from(self.word) << 1 | u64::from(self.place) << 2;
        u64::from(self.female) | u64::from(self.male) << 4 | u64::from(self.surname) << 8 | flags << 12
    }

    fn unpack(packed: u64) -> Self {
        let class = |shift: u32| (packed >> shift & 15) as u8;
        let flag = |shift: u32| packed >> shift & 1 == 1;
        Self { female: class(0), male: class(4), surname: class(8), world: flag(12), word: flag(13), place: flag(14) }
    }
}

/// What is known of a folded word as a name, or `None` where it is no known name.
pub fn facts(folded: &str) -> Option<Facts> {
    NAMES.get(folded).map(Facts::unpack)
}

/// Whether a folded word is a given name.
pub fn given(folded: &str) -> bool {
    facts(folded).is_some_and(Facts::is_given)
}

/// Whether a folded word is a family name.
pub fn surname(folded: &str) -> bool {
    facts(folded).is_some_and(Facts::is_surname)
}

#[cfg(test)]
mod tests {
    use super::{Facts, facts, given, surname};
    use crate::fold::fold;

    #[test]
    fn names_of_the_census_and_of_world_news_are_given_names() {
        for name in ["Mary", "James", "Volodymyr", "Recep", "Narendra", "Kaja", "Xi", "José", "Ngozi", "Yulia"] {
            assert!(given(&fold(name)), "{name}");
        }
        for word in ["kremlin", "the", "parliament", "", "negotiations"] {
            assert!(!given(word), "{word}");
        }
    }

    #[test]
    fn family_names_are_apart_from_given_names() {
        assert!(surname("smith") && surname("oconnor"));
        assert!(!surname("volodymyr"));
        assert!(facts("smith").is_some_and(|name| name.leans_given() < 0));
        assert!(facts("mary").is_some_and(|name| name.leans_given() > 0));
        assert!(facts("volodymyr").is_some_and(|name| name.leans_given() > 0));
    }

    #[test]
    fn words_that_few_are_called_by_are_no_names() {
        for word in ["new", "most", "early", "general"] {
            assert!(!given(word) && !surname(word), "{word}");
        }
        for name in ["mark", "grace", "will", "hope"] {
            assert!(given(name), "{name}");
        }
        for name in ["young", "long", "white", "bush"] {
            assert!(surname(name), "{name}");
        }
        assert!(surname("king") && !given("king"));
    }

    #[test]
    fn sexes_are_told_apart() {
        let mary = facts("mary").unwrap_or_default();
        let john = facts("john").unwrap_or_default();
        assert!(mary.female > mary.male && john.male > john.female);
    }

    #[test]
    fn words_and_places_are_marked() {
        for name in ["will", "mark", "may", "grace"] {
            assert!(facts(name).is_some_and(|facts| facts.word), "{name}");
        }
        for name in ["jordan", "paris", "sydney", "chad", "georgia"] {
            assert!(facts(name).is_some_and(|facts| facts.place), "{name}");
        }
        assert!(facts("patricia").is_some_and(|facts| !facts.is_ambiguous()));
    }

    #[test]
    fn facts_survive_packing() {
        let name = Facts { female: 15, male: 1, surname: 9, world: true, word: false, place: true };
        assert_eq!(Facts::unpack(name.pack()), name);
        assert_eq!(Facts::unpack(Facts::default().pack()), Facts::default());
    }
}
