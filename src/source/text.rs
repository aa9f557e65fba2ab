//! How does a file of plain text or Markdown become an article? Text is what is no other format: it is decoded whole, and
//! the fields above it that the file states are taken off.

use super::piece::{Origin, Read};
use super::{decode, front_matter};
use crate::article::model::Format;

/// Reads a text.
pub(super) fn read(origin: Origin, bytes: &[u8]) -> Read {
    let Some((text, reading)) = decode(bytes) else {
        return Read::Skipped(origin.left_out(None, "binary file"));
    };
    if text.trim().is_empty() {
        return Read::Skipped(origin.left_out(Some(Format::Text), "empty file"));
    }
    let format = if origin.has_ending(&["md", "markdown"]) { Format::Markdown } else { Format::Text };
    let (stated, text) = match format {
        Format::Markdown => front_matter::split(text),
        _ => front_matter::split_header(text),
    };
    origin.document(format, text, reading, stated)
}
