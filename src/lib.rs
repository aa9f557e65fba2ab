//! `newshound`: a full-text search index for news.

pub mod article;
pub mod fold;
pub mod gazetteer;

pub mod entity;
