//! Which organisations have several usual names? A list written by hand for this program: one organisation a line, the
//! fullest usual name first (`United Nations;UN;U.N.`). Countries need none: they are resolved to one place.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::fold::fold;

/// The list: names parted by `;`, remarks behind `#`.
pub const ORGANIZATIONS: &str = include_str!("organizations.txt");

static FULLEST: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let lines = ORGANIZATIONS.lines().filter(|line| !line.starts_with('#') && line.contains(';'));
    let names = |line: &'static str| {
        let fullest = fold(line.split(';').next().unwrap_or_default());
        line.split(';').map(move |name| (fold(name), fullest.clone()))
    };
    lines.flat_map(names).collect()
});

/// The fullest name of an organisation known under several, all folded.
pub(super) fn fullest(folded: &str) -> Option<&'static str> {
    FULLEST.get(folded).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_names_lead_to_the_fullest() {
        assert_eq!([fullest("un"), fullest("nato")], [Some("united nations"), Some("north atlantic treaty organization")]);
        assert_eq!(fullest("harrow line"), None);
    }

    #[test]
    fn no_name_means_two_organisations() {
        let lines = ORGANIZATIONS.lines().filter(|line| !line.starts_with('#'));
        let mut owners: HashMap<String, &str> = HashMap::new();
        for line in lines {
            for name in line.split(';').map(fold) {
                let owner = owners.entry(name.clone()).or_insert(line);
                assert_eq!(*owner, line, "{name}");
            }
        }
    }
}
