//! `newshound`: a full-text search index for news.
//!
//! # The two flows
//! **Folder to index.** [`source`] walks folders and turns files into documents; [`article`] finds the fields of each
//! document: headline, byline, dateline, date, body; [`entity`] finds its people, places and organisations; [`index`]
//! stores the article so that it can be found; [`authority`] tells which names of different articles are one, [`copies`]
//! which articles are one story.
//! [`pipeline`] drives the flow with several workers and one writer.
//!
//! **Question to answer.** [`query`] parses words into a tree and lowers it to tantivy; [`search`] runs it and gives
//! plain results: hits, snippets, exact facet counts; [`render`] prints them for eyes or for programs.
//!
//! # The rooms
//! `main → cli → {pipeline, search, render}`, `pipeline → {source, article, entity, copies, index}`, `search → {query, index}`,
//! `query → index`, `copies → index`, `index → authority`, `entity → {article, authority, gazetteer, names}`, `authority → {article, names}`,
//! `article → {gazetteer, names}`, `source → article::model`. Below all lies [`fold`], the one way in which names are compared. `tests/architecture.rs` holds the direction.
//!
//! The gazetteer and the names are rooms of their own because both `article` (is this a dateline's place, a byline's
//! name?) and `entity` (where is it, who is it?) need them, and `entity` needs `article`: inside either, a cycle would form.
//!
//! # The dependencies
#![doc = include_str!("dependencies.md")]

pub mod article;
pub mod authority;
pub mod cli;
pub mod copies;
pub mod entity;
pub mod error;
pub mod fold;
pub mod gazetteer;
pub mod index;
pub mod names;
pub mod pipeline;
pub mod query;
pub mod render;
pub mod search;
pub mod source;
