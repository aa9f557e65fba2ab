//! Which words mean somebody without a name? In: a word as it stands. Out: whether it is a role that people have in
//! news, by the list beside this file: `spokesman`, `mayor`, `sister`.

use std::collections::BTreeSet;
use std::sync::LazyLock;

static ROLES: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    include_str!("roles.txt").lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
});

/// True for a word that means somebody by a role.
pub fn is_role(word: &str) -> bool {
    ROLES.contains(word)
}

#[cfg(test)]
mod tests {
    use super::is_role;

    #[test]
    fn roles_are_found_and_other_words_are_not() {
        assert!(is_role("mayor") && is_role("actor") && is_role("writer"));
        assert!(!is_role("bread") && !is_role("#"));
    }
}
