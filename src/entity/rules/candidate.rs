//! What does the first pass propose? Runs of tokens with a guess.

/// How the first pass reads a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guess {
    /// A person, by given name, title or initial.
    Person,
    /// A place, by gazetteer or by a word such as `River`.
    Place,
    /// A town of some size whose name people bear too.
    LikelyPlace,
    /// In the gazetteer, but as well a surname, an ordinary word or a hamlet.
    PerhapsPlace,
    /// An organisation, by list or by a word such as `Ministry`.
    Organization,
    /// In the list, but as well a surname or an ordinary word.
    PerhapsOrganization,
    /// A capitalised run that nothing explains yet.
    Unknown,
}

/// A run of tokens that may be a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// Number of the sentence.
    pub sentence: usize,
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub last: usize,
    /// What it looks like.
    pub guess: Guess,
}
