//! Fuzzes the reader of this format (records); seeds lie in `corpus/formats`.
#![no_main]

#[path = "../checks.rs"]
mod checks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| checks::reader("a.jsonl", bytes));
