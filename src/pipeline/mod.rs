//! How does a folder become an index? What has changed in it is read ([`Changes`]), each article in the light of its neighbours,
//! and brought into the index ([`Build`]); without an index, all articles come out with their names merged ([`run_merged`]).

mod build;
mod changes;
mod filling;
mod flow;
mod kept;
mod merged;
mod neighbours;
mod rebuild;
mod record;
mod report;

pub use build::{Build, Built, Counts, EXTRACTION, Error, Event};
pub use changes::Changes;
pub use merged::{Merged, run_merged};
pub use rebuild::Rebuilt;
pub use report::{FileReport, FormatCount, LeftOut};
