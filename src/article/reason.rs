//! Why does a rule believe what it found? A short phrase and how sure the rule is, carried with a field of the head
//! until the article notes it as evidence; says nothing of the place in the text, which the field itself carries.

use super::model::Confidence;

/// The rule behind a field, and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason {
    /// The rule, as a short phrase: `name behind By`.
    pub rule: &'static str,
    /// How sure the rule is.
    pub confidence: Confidence,
}

impl Reason {
    /// A rule that goes by the form of the line and is borne out by a second thing.
    #[must_use]
    pub const fn high(rule: &'static str) -> Self {
        Self { rule, confidence: Confidence::High }
    }

    /// A rule that goes by position and shape alone.
    #[must_use]
    pub const fn medium(rule: &'static str) -> Self {
        Self { rule, confidence: Confidence::Medium }
    }

    /// A rule that infers.
    #[must_use]
    pub const fn low(rule: &'static str) -> Self {
        Self { rule, confidence: Confidence::Low }
    }
}

impl Default for Reason {
    fn default() -> Self {
        Self::low("")
    }
}
