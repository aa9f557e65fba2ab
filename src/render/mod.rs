//! How do results reach the user? Plain results come in; lines of text, JSON or CSV go out. The only room that prints.

pub mod citation;
pub mod csv;
pub mod geojson;
pub mod json;
pub mod terminal;

mod bars;
mod check;
mod columns;
mod compare;
mod context;
mod entities;
mod explain;
mod facets;
mod formats;
mod hits;
mod link;
mod output;
mod progress;
mod record;
mod related;
mod selected;
mod stats;
mod summary;
mod timeline;
mod why;

pub use check::{Checked, check_json, check_text};
pub use compare::{compare_csv, compare_json, compare_jsonl, compare_text};
pub use entities::{entities_json, entities_text};
pub use facets::{facets_csv, facets_json, facets_jsonl, facets_text};
pub use formats::{formats_json, formats_text};
pub use hits::{BatchLine, batch_json, hits_csv, hits_json, hits_jsonl, hits_text, hits_values, selected_json, similar_json};
pub use link::file_address;
pub use output::{Output, complain, note};
pub use progress::Meter;
pub use record::{record_csv, record_text};
pub use related::{related_csv, related_json, related_jsonl, related_text};
pub use selected::{Fields, Selected};
pub use stats::{size, stats_json, stats_text};
pub use summary::{Summary, changes_text, summary_text, watch_line};
pub use timeline::{timeline_csv, timeline_json, timeline_jsonl, timeline_text};
pub use why::{record_json, record_value, records_json};
