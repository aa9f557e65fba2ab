//! Which words report speech? In: a word in small letters. Out: what kind of verb of saying it is, if any, by the list
//! beside this file. English only.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// How a verb reports speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Report {
    /// Before, after and within direct speech: `said`.
    Say,
    /// Before direct speech, with a colon, a comma or `that`: `wrote`.
    Write,
    /// Before the words that it quotes: `called`.
    Call,
    /// What follows is shown or sung, not said: `read`.
    Show,
    /// Behind another verb, whose subject it shares: `saying`.
    Participle,
}

static VERBS: LazyLock<BTreeMap<&'static str, Report>> = LazyLock::new(|| {
    let mut verbs = BTreeMap::new();
    let mut report = Report::Say;
    for line in include_str!("verbs.txt").lines().filter(|line| !line.starts_with('#')) {
        match line {
            "[say]" => report = Report::Say,
            "[write]" => report = Report::Write,
            "[show]" => report = Report::Show,
            "[call]" => report = Report::Call,
            "[participle]" => report = Report::Participle,
            verbs_of_kind => verbs_of_kind.split_whitespace().for_each(|verb| {
                verbs.entry(verb).or_insert(report);
            }),
        }
    }
    verbs
});

/// How a word reports speech; `None` for every other word.
pub fn report(lower: &str) -> Option<Report> {
    VERBS.get(lower).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_section_of_the_list_is_read() {
        assert_eq!(report("said"), Some(Report::Say));
        assert_eq!(report("wrote"), Some(Report::Write));
        assert_eq!(report("called"), Some(Report::Call));
        assert_eq!(report("saying"), Some(Report::Participle));
        assert_eq!(report("sang"), Some(Report::Show));
        assert_eq!(report("baked"), None);
    }

    #[test]
    fn a_verb_in_two_sections_is_of_the_first() {
        assert_eq!(report("asserted"), Some(Report::Say));
    }
}
