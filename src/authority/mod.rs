//! Who is who across articles? What librarians call authority control: the names that the articles of an index give to
//! people, places and organisations come in, and out goes what is shown in their stead. Spellings of one person are merged
//! on strong evidence alone, never by surname; what the user decides in a plain text file stands above it. The articles
//! themselves are never changed: names are looked up when facets are counted and records are shown.

pub mod aliases;
mod apply;
pub mod decisions;
pub mod key;
mod ledger;
mod likeness;
mod merge;
mod merges;
mod organizations;
mod register;
mod spellings;

pub use decisions::{Decision, Decisions, Fault};
pub use ledger::Ledger;
pub use merges::{Merged, Merges, Spelling};
pub use register::{Authority, Entity, Member, Shown, own_name};

/// First character of a place's value that is a written name and no path.
pub const UNRESOLVED: char = '=';

/// The value under which a place is counted: its path, or its name marked as unresolved.
pub fn place_value(name: &str, path: Option<&str>) -> String {
    path.map_or_else(|| format!("{UNRESOLVED}{name}"), str::to_owned)
}
