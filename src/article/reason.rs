//! Why does a rule believe what it found? A short phrase and how sure the rule is, carried with a field until the article
//! notes it as evidence; says nothing of the place in the text, which the field itself carries.

use std::borrow::Cow;

use super::model::Confidence;

/// The rule behind a field, and how sure it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The rule, as a short phrase: `name behind By`.
    pub rule: Cow<'static, str>,
    /// How sure the rule is.
    pub confidence: Confidence,
}

impl Reason {
    /// What the file says in a field of its own.
    #[must_use]
    pub fn stated() -> Self {
        Self { rule: Cow::Borrowed("stated by the file"), confidence: Confidence::Stated }
    }

    /// A rule that goes by the form of the line and is borne out by a second thing.
    #[must_use]
    pub fn high(rule: impl Into<Cow<'static, str>>) -> Self {
        Self { rule: rule.into(), confidence: Confidence::High }
    }

    /// A rule that goes by position and shape alone.
    #[must_use]
    pub fn medium(rule: impl Into<Cow<'static, str>>) -> Self {
        Self { rule: rule.into(), confidence: Confidence::Medium }
    }

    /// A rule that infers.
    #[must_use]
    pub fn low(rule: impl Into<Cow<'static, str>>) -> Self {
        Self { rule: rule.into(), confidence: Confidence::Low }
    }
}

impl Default for Reason {
    fn default() -> Self {
        Self::low("")
    }
}
