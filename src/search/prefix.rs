//! Does a value begin so? What the user has typed of it comes in; values of which a word begins with it, or several words in
//! a row the last of them in part, are taken. Names are compared as the index compares them, places by their whole path.

use super::FacetValue;
use crate::fold::fold;
use crate::index::tokenizer::name_words;

/// What a value has to begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prefix {
    /// As the user wrote it.
    pub written: String,
    /// Folded, behind a blank.
    folded: String,
    /// The same with the endings of names made one.
    name: String,
}

impl Prefix {
    /// What was written.
    ///
    /// # Errors
    /// A message where there is no letter or digit.
    pub fn parse(written: &str) -> Result<Prefix, String> {
        let folded = format!(" {}", fold(written));
        let name = format!(" {}", name_words(written).join(" "));
        if folded == " " {
            return Err(format!("there is no letter and no digit in `{written}`"));
        }
        Ok(Prefix { written: written.to_owned(), folded, name })
    }

    /// True where a word of the value, or of what a place lies in, begins so.
    pub(super) fn begins(&self, value: &FacetValue) -> bool {
        let whole = value.path.as_deref().unwrap_or(&value.value);
        let begins = format!(" {}", fold(whole)).contains(&self.folded);
        begins || (value.path.is_none() && format!(" {}", name_words(whole).join(" ")).contains(&self.name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begins(written: &str, value: &str) -> bool {
        let path = value.contains('/').then(|| value.to_owned());
        let value = FacetValue { path, ..FacetValue::new(value.rsplit('/').next().unwrap_or_default(), 1) };
        Prefix::parse(written).expect("has letters").begins(&value)
    }

    #[test]
    fn any_word_may_begin_so() {
        for (written, value) in [
            ("zelensk", "Volodymyr Zelenskyy"),
            ("ZELENSKIY", "Volodymyr Zelenskyy"),
            ("volodymyr zel", "Volodymyr Zelenskyy"),
            ("Jose", "Tomás José Ortéga"),
            ("U.N", "UN Security Council"),
            ("obr", "Pat O’Brien"),
            ("rus", "Europe/Russia/Moscow"),
            ("Russia/Mos", "Europe/Russia/Moscow"),
            ("Île-de", "Europe/France/Île-de-France/Paris"),
            ("2025-1", "2025-12"),
        ] {
            assert!(begins(written, value), "{written} {value}");
        }
    }

    #[test]
    fn the_middle_of_a_word_is_no_beginning() {
        for (written, value) in [
            ("elensk", "Volodymyr Zelenskyy"),
            ("zelensky volo", "Volodymyr Zelenskyy"),
            ("scow", "Europe/Russia/Moscow"),
            ("mosc rus", "Europe/Russia/Moscow"),
            ("zelenskyyy", "Volodymyr Zeman"),
        ] {
            assert!(!begins(written, value), "{written} {value}");
        }
        assert!(Prefix::parse(" -! ").is_err());
    }
}
