//! One test binary: linking tantivy once is slow enough.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails where it stands")]

mod architecture;
mod bad_input;
mod copies;
mod crash;
mod damage;
mod dependencies;
mod expected;
mod extraction;
mod hostile;
#[cfg(unix)]
mod hostile_corpus;
mod meant;
mod pages;
mod properties;
mod quotations;
mod recognition;
mod replay;
mod report;
mod run;
mod salience;
mod sandbox;
mod survey;
mod sync;
mod together;
mod transcripts;
