//! What does an index say about itself? The manifest: format, program, the folders it was built from and what was skipped
//! in them. It travels inside the commit, so that it always describes exactly the articles that can be searched.

use serde::{Deserialize, Serialize};

/// Format of the index: schema, tokenizer and manifest. Another number is refused, because its terms would not meet ours.
pub const FORMAT: u32 = 7;

/// The index's description of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Index format, [`FORMAT`] for this program.
    pub format: u32,
    /// Version of the program that wrote it.
    pub program: String,
    /// Folders and files that the index was built from, in the order in which they were given.
    pub roots: Vec<Root>,
    /// True where names were merged and copies grouped over all its articles: false after a run that was broken off.
    pub concluded: bool,
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
    /// Where the user said that fields of its records are, each as `field=path`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub maps: Vec<String>,
    /// Patterns of files that the user left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclude: Vec<String>,
    /// True where symbolic links are followed.
    #[serde(default)]
    pub follow: bool,
}

impl Manifest {
    /// The manifest of an index over these roots, written by this program.
    pub fn new(roots: Vec<Root>) -> Manifest {
        Manifest { format: FORMAT, program: env!("CARGO_PKG_VERSION").to_owned(), roots, concluded: true }
    }
}

/// What the payload of a commit turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Payload {
    /// A manifest of this format.
    Ours(Manifest),
    /// A manifest of another format.
    OtherVersion(String),
    /// Something else, or nothing.
    Foreign,
}

impl Payload {
    /// Reads a payload. Only format and program need to be understood, so that later formats are recognised too.
    pub(super) fn read(text: &str) -> Payload {
        let Ok(value) = serde_json::from_str::<serde_json::Value>(text) else {
            return Payload::Foreign;
        };
        let (Some(format), Some(_)) = (value.get("format").and_then(serde_json::Value::as_u64), value.get("program")) else {
            return Payload::Foreign;
        };
        if format != u64::from(FORMAT) {
            return Payload::OtherVersion(format.to_string());
        }
        serde_json::from_value(value).map_or(Payload::Foreign, Payload::Ours)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payloads_are_told_apart() {
        let manifest = Manifest::new(vec![Root { given: "corpus".to_owned(), ..Root::default() }]);
        let text = serde_json::to_string(&manifest).expect("a manifest is JSON");
        assert_eq!(Payload::read(&text), Payload::Ours(manifest));
        assert_eq!(Payload::read(r#"{"format":99,"program":"7.1","shelves":3}"#), Payload::OtherVersion("99".to_owned()));
        let other_program = format!("{{\"format\":{FORMAT},\"program\":2}}");
        for foreign in ["", "null", "{}", "[1]", r#"{"format":1}"#, &other_program] {
            assert_eq!(Payload::read(foreign), Payload::Foreign, "{foreign}");
        }
    }
}
