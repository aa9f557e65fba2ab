//! One test binary: linking tantivy once is slow enough.

mod architecture;
mod expected;
mod run;
