//! Where do articles lie so that they can be found? In a tantivy index: articles come in through the [`Writer`], the
//! [`Reader`] hands them out to the search. The schema is the only list of fields; the manifest says what the index
//! holds. Another format, a foreign folder or a second writer is refused with an [`Error`] that says the way out.

mod error;
mod manifest;
mod reader;
mod writer;

pub use error::Error;
pub use manifest::{FORMAT, Manifest, Root};
pub use reader::Reader;
pub use writer::Writer;
