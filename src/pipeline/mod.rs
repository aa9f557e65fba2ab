//! How does a folder become an index? The flow from files to articles ([`run`]), and its uses: filling an index
//! ([`Build`]), and articles whose names are merged without one ([`run_merged`]).

mod build;
mod flow;
mod kept;
mod merged;
mod report;

pub use build::{Build, Built, Error, Event};
pub use flow::{Outcome, run};
pub use merged::{Merged, run_merged};
pub use report::{FileReport, FormatCount, LeftOut};
