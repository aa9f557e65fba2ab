//! Where do articles lie so that they can be found? In a tantivy index: articles come in through the [`Writer`], the
//! [`Reader`] hands them out to the search. The schema is the only list of fields; the manifest says what the index
//! holds. Another format, a foreign folder or a second writer is refused with an [`Error`] that says the way out.

mod attachment;
mod authority;
mod copies;
mod day;
mod document;
mod error;
mod examine;
mod facet;
mod files;
mod folder;
pub mod levels;
mod lock;
mod made;
mod manifest;
mod points;
mod prose;
mod reader;
mod room;
pub mod said;
mod salvage;
#[cfg(test)]
pub(crate) mod sample;
pub mod schema;
mod seal;
pub mod sentences;
mod sums;
pub mod tokenizer;
pub mod words;
mod writer;

pub use authority::{beside, decide, decisions, decisions_path};
pub use copies::Copies;
pub use day::PartialDate;
pub use error::Error;
pub use examine::{Examination, examine};
pub use facet::FacetField;
pub use files::{Files, KnownFile, RootFiles, Share, SourceState, Stamp};
pub use lock::{Holder, network_file_system};
pub use manifest::{FORMAT, Manifest, Root};
pub use points::Point;
pub use prose::{Mark, quoted};
pub use reader::Reader;
pub use salvage::{SAVED, Salvage, discard, replace};
pub use writer::{Committed, Conclusions, Means, Writer};
