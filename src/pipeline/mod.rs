//! How does a folder become an index? The flow from files to articles ([`run`]), and its use: filling an index
//! ([`Build`]).

mod build;
mod flow;

pub use build::{Build, Built, Error, Progress};
pub use flow::{Outcome, run};
