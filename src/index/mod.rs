//! Where do articles lie so that they can be found? In a tantivy index: articles come in through the [`Writer`], the
//! [`Reader`] hands them out to the search. The schema is the only list of fields; the manifest says what the index
//! holds. Another format, a foreign folder or a second writer is refused with an [`Error`] that says the way out.

mod authority;
mod copies;
mod day;
mod document;
mod error;
mod facet;
mod folder;
pub mod levels;
mod made;
mod manifest;
mod points;
mod prose;
mod reader;
pub mod said;
#[cfg(test)]
pub(crate) mod sample;
pub mod schema;
pub mod sentences;
pub mod tokenizer;
pub mod words;
mod writer;

pub use authority::{beside, decide, decisions, decisions_path, keep_merges};
pub use copies::{Copies, keep_copies};
pub use day::PartialDate;
pub use error::Error;
pub use facet::FacetField;
pub use manifest::{FORMAT, Manifest, Root};
pub use points::Point;
pub use prose::{Mark, quoted};
pub use reader::Reader;
pub use writer::Writer;
