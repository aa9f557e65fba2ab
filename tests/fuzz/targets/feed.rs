//! Fuzzes the reader of this format (feed); seeds lie in `corpus/formats`.
#![no_main]

#[path = "../checks.rs"]
mod checks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| checks::reader("a.rss", bytes));
