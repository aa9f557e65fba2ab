//! One test binary: linking tantivy once is slow enough.

mod architecture;
