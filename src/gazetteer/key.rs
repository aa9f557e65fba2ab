//! Under what key is a place name stored and looked up? Folded, then with the words that are spelled both long and
//! short (`Saint`, `Fort`, `Mount`) made short and a leading `the` dropped. In: a name as written. Out: its key, or an
//! empty text for a name without letters or digits. The maker of the data and the look-up share this one function.

use crate::fold::fold;

/// The key of a place name: `SAINT LOUIS`, `St. Louis` and `St Louis` share `st louis`; `The Hague` is `hague`.
pub fn key(name: &str) -> String {
    let folded = fold(name);
    let bare = match folded.strip_prefix("the ") {
        Some(rest) if !rest.is_empty() => rest,
        _ => folded.as_str(),
    };
    let mut key = String::with_capacity(bare.len());
    for word in bare.split(' ').filter(|word| !word.is_empty()) {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(shortened(word));
    }
    key
}

fn shortened(word: &str) -> &str {
    match word {
        "saint" => "st",
        "sainte" => "ste",
        "fort" => "ft",
        "mount" => "mt",
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn spellings_of_saint_fort_and_mount_share_a_key() {
        assert_eq!(key("SAINT LOUIS"), key("St. Louis"));
        assert_eq!(key("Fort Worth"), key("FT. WORTH"));
        assert_eq!(key("Mount Vernon"), "mt vernon");
        assert_ne!(key("Santa Fe"), key("St. Fe"));
    }

    #[test]
    fn a_leading_article_is_dropped_but_never_the_whole_name() {
        assert_eq!(key("The Hague"), "hague");
        assert_eq!(key("The"), "the");
        assert_eq!(key("  "), "");
    }

    #[test]
    fn a_key_is_its_own_key() {
        for name in ["The Saint Fort", "N'Djamena", "Al-Ain", "МОСКВА", "the the hague"] {
            let once = key(name);
            assert!(key(&once).len() <= once.len());
        }
    }
}
