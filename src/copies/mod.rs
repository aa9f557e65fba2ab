//! Which articles are copies of one story: the same wire story in several papers, under other headlines, cut at the end,
//! with another lead? Articles come in one by one, in any order; groups of ids go out, each with its first article in
//! front. The same skeleton filled with other figures or names (market reports, dividends, weather) is no copy.
//!
//! A [`Sketch`] finds who may be a copy of whom among all articles, in memory that does not grow with their length; what
//! it finds is then settled on the [`Words`] themselves.

mod group;
mod likeness;
mod sketch;
mod words;

pub use group::Sketches;
pub use likeness::{Likeness, likeness};
pub use sketch::Sketch;
pub use words::Words;
