//! Which names were merged, and why? Plain data, kept in the index folder as JSON and shown to who asks.

use serde::{Deserialize, Serialize};

/// The names that are one, by kind; each list sorted by the name shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merges {
    /// People.
    pub people: Vec<Merged>,
    /// Organisations.
    pub organizations: Vec<Merged>,
}

/// Several names that are one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merged {
    /// The name shown: the most frequent full form.
    pub name: String,
    /// Articles that give this very name.
    pub articles: u32,
    /// The other names, most frequent first.
    pub spellings: Vec<Spelling>,
}

/// A name that is shown as another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spelling {
    /// The name as its articles give it.
    pub name: String,
    /// Articles that give it.
    pub articles: u32,
    /// Why it is the same, as a short phrase.
    pub why: String,
}
