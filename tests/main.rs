//! One test binary: linking tantivy once is slow enough.

mod architecture;
mod bad_input;
mod expected;
mod run;
mod transcripts;
