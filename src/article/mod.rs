//! How does a document become an article? Fields are recognised in the order in which they stand on a page.
pub mod model;
use jiff::civil::Date;
/// Stub.
pub fn recognise(_document: &model::Document, _today: Date) -> model::Article {
    todo!()
}
