//! What does an index say about itself? The manifest: format, program, the folders it was built from and what was skipped
//! in them. It travels inside the commit, so that it always describes exactly the articles that can be searched.

use serde::{Deserialize, Serialize};

/// Format of the index: schema, tokenizer and manifest. Another number is refused, because its terms would not meet ours.
pub const FORMAT: u32 = 1;

/// The index's description of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Index format, [`FORMAT`] for this program.
    pub format: u32,
    /// Version of the program that wrote it.
    pub program: String,
    /// Folders and files that the index was built from, in the order in which they were given.
    pub roots: Vec<Root>,
}

/// One folder or file that the index was built from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Root {
    /// Path as the user gave it.
    pub given: String,
    /// Absolute path: the root's key, to be passed to [`Writer::add`](super::Writer::add).
    pub absolute: String,
    /// What the ids of its articles begin with, where they would clash with another folder's.
    pub prefix: String,
    /// Articles that it gave.
    pub articles: usize,
}

impl Manifest {
    /// The manifest of an index over these roots, written by this program.
    pub fn new(roots: Vec<Root>) -> Manifest {
        Manifest { format: FORMAT, program: env!("CARGO_PKG_VERSION").to_owned(), roots }
    }
}
