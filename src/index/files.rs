//! Which files was an index built from, and what came of each? The list is an attachment of each commit, so that it always
//! tells of exactly the articles that can be searched; the next run reads only what differs from it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::article::model::Format;

/// The files of an index, by the absolute path of the folder (or file) that they came with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Files(pub BTreeMap<String, RootFiles>);

/// The files of one folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RootFiles {
    /// What all its articles depend on beside their files; another value makes all of them out of date.
    pub settings: String,
    /// The sources of its articles, in the order of their names.
    pub sources: Vec<SourceState>,
    /// The files, by their path below the folder.
    pub files: BTreeMap<String, KnownFile>,
}

/// A source whose articles tell about one another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceState {
    /// Its name.
    pub name: String,
    /// A digest of what its articles tell; another one makes all of them out of date. `None` where it was not surveyed.
    pub digest: Option<u64>,
}

/// A file that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownFile {
    /// What tells whether it has changed.
    #[serde(flatten)]
    pub stamp: Stamp,
    /// What its articles belong to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shares: Vec<Share>,
    /// Format of its articles, where the file is a plain one that needs no report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
    /// What became of it, as a line of `index --report`, where there is more to tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<String>,
}

/// What tells whether a file has changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Length in bytes.
    pub length: u64,
    /// Time of the last modification in nanoseconds since 1970, where the system knows it.
    pub modified: Option<i64>,
    /// Hash of its content; `None` where it could not be read or may have changed meanwhile.
    pub hash: Option<u64>,
}

/// Articles of a file that belong to one source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// The source, by its place in the list.
    pub source: u32,
    /// Articles.
    pub articles: u32,
    /// How many of them may belong to the sample from which the source was surveyed.
    pub sampled: u32,
}

impl KnownFile {
    /// Articles that it gave.
    pub fn articles(&self) -> usize {
        self.shares.iter().map(|share| share.articles as usize).sum()
    }
}
