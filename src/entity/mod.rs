//! People, places, organisations.

pub mod names;
