//! Which spellings are one name? Two lists written by hand for this program: `spellings.txt` holds transliterations of
//! one name, `short_forms.txt` names that one person may bear by turns (`Bill` and `William`, `Volodymyr` and `Vladimir`).

use std::collections::HashMap;
use std::sync::LazyLock;

static SPELLINGS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| first_of_line(include_str!("spellings.txt")));
static SHORT_FORMS: LazyLock<HashMap<&'static str, &'static str>> =
    LazyLock::new(|| first_of_line(include_str!("short_forms.txt")));

/// Each word of a list with the first word of its line.
fn first_of_line(list: &'static str) -> HashMap<&'static str, &'static str> {
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    let words = |line: &'static str| {
        let first = line.split_whitespace().next().unwrap_or_default();
        line.split_whitespace().map(move |word| (word, first))
    };
    lines.flat_map(words).collect()
}

/// The usual spelling of a folded word that has several.
pub(super) fn usual(word: &str) -> Option<&'static str> {
    SPELLINGS.get(word).copied()
}

/// The full form of a folded given name; the name itself where it is no short form.
pub(super) fn full_form(given: &str) -> &str {
    SHORT_FORMS.get(given).copied().unwrap_or(given)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_stands_in_one_line_of_its_list() {
        for list in [include_str!("spellings.txt"), include_str!("short_forms.txt")] {
            let mut seen = std::collections::BTreeSet::new();
            for word in list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace) {
                assert!(seen.insert(word), "{word} stands twice");
                assert_eq!(crate::fold::fold(word), word, "{word} is not folded");
            }
        }
    }

    #[test]
    fn spellings_and_short_forms_lead_to_one_name() {
        assert_eq!(usual("qaddafi"), usual("gadhafi"));
        assert_eq!(full_form("bill"), full_form("william"));
        assert_eq!(full_form("volodymyr"), full_form("vladimir"));
        assert_eq!((usual("smith"), full_form("smith")), (None, "smith"));
    }
}
