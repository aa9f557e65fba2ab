//! What does a file hold? The one dispatcher of formats: it decides by content, and by the name only where content
//! cannot tell. Gives documents, or the reason why there are none.

use std::fs::File;
use std::io::{BufReader, Read};

use super::{Found, FoundFile, LONGEST_ARTICLE, Skipped, decode, front_matter, reuters, walk};
use crate::article::model::{Document, Format};

/// A format is recognised within this many bytes of a file's beginning.
const SNIFFED: usize = 4096;

/// Names of files that hold text and no article: what programs write for programs.
const NO_ARTICLES: &[&str] = &[
    "css", "csv", "htm", "html", "ini", "js", "json", "jsonl", "lock", "log", "mhtml", "py", "rs", "sh", "toml", "tsv", "xhtml",
    "xml", "yaml", "yml",
];

/// Reads the articles of one file, in order, and hands each to `give`, which answers whether to go on.
pub fn read(file: &FoundFile, give: &mut dyn FnMut(Found) -> bool) {
    let opened = File::open(&file.location).and_then(|mut handle| {
        let mut head = Vec::with_capacity(SNIFFED);
        handle.by_ref().take(SNIFFED as u64).read_to_end(&mut head)?;
        Ok((head, handle))
    });
    match opened {
        Ok((head, rest)) if reuters::recognises(&head) => {
            reuters::read(file, BufReader::new(std::io::Cursor::new(head).chain(rest)), give);
        }
        Ok((head, rest)) => {
            give(single(file, head, rest));
        }
        Err(error) => {
            give(lost(file, &error));
        }
    }
}

fn single(file: &FoundFile, head: Vec<u8>, rest: impl Read) -> Found {
    if let Some(reason) = no_article(file, &head) {
        return skipped(file, reason);
    }
    if file.length > LONGEST_ARTICLE {
        return too_long(file);
    }
    let mut bytes = head;
    // One byte more than allowed tells a file that has grown since its length was taken.
    match rest.take(LONGEST_ARTICLE).read_to_end(&mut bytes) {
        Err(error) => lost(file, &error),
        Ok(_) if bytes.len() as u64 > LONGEST_ARTICLE => too_long(file),
        Ok(_) => document(file, &bytes),
    }
}

fn document(file: &FoundFile, bytes: &[u8]) -> Found {
    let Some(text) = decode(bytes) else {
        return skipped(file, "binary file");
    };
    if text.trim().is_empty() {
        return skipped(file, "empty file");
    }
    let format = if has_extension(file, &["md", "markdown"]) { Format::Markdown } else { Format::Text };
    let (stated, text) = match format {
        Format::Markdown => front_matter::split(text),
        Format::Text | Format::ReutersSgml => front_matter::split_header(text),
    };
    Found::Document(Box::new(Document {
        id: file.id.clone(),
        path: file.path.clone(),
        format,
        text,
        stated,
        modified: file.modified,
    }))
}

fn no_article(file: &FoundFile, head: &[u8]) -> Option<&'static str> {
    let start = head.trim_ascii_start();
    let starts_with = |mark: &str| start.get(..mark.len()).is_some_and(|text| text.eq_ignore_ascii_case(mark.as_bytes()));
    if head.is_empty() {
        Some("empty file")
    } else if starts_with("<!doctype html") || starts_with("<html") || starts_with("<?xml") {
        Some("HTML or XML, a format that is not read")
    } else if starts_with("%PDF-") || decode(head).is_none() {
        Some("binary file")
    } else if has_extension(file, NO_ARTICLES) {
        Some("a format that is not read")
    } else {
        None
    }
}

fn has_extension(file: &FoundFile, extensions: &[&str]) -> bool {
    let extension = file.location.extension().unwrap_or_default().to_ascii_lowercase();
    extensions.iter().any(|known| extension == **known)
}

fn skipped(file: &FoundFile, reason: &str) -> Found {
    Found::Skipped(Skipped { path: file.path.clone(), reason: reason.into() })
}

fn too_long(file: &FoundFile) -> Found {
    let reason = format!("longer than {} MiB: no single article", LONGEST_ARTICLE / 1024 / 1024);
    Found::Failed(Skipped { path: file.path.clone(), reason })
}

fn lost(file: &FoundFile, error: &std::io::Error) -> Found {
    let lost = Skipped { path: file.path.clone(), reason: walk::reason(error) };
    // What is no longer there belongs to no folder any more: the run is complete without it.
    if error.kind() == std::io::ErrorKind::NotFound { Found::Skipped(lost) } else { Found::Failed(lost) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{plan, walk};

    fn read_one(name: &str, content: &[u8]) -> Found {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(name), content).unwrap();
        let roots = plan(&[], &[folder.path().to_path_buf()]).unwrap();
        let file = walk(&roots[0]).next().unwrap().unwrap();
        let mut found = Vec::new();
        read(&file, &mut |one| {
            found.push(one);
            true
        });
        assert_eq!(found.len(), 1);
        found.remove(0)
    }

    fn reason(found: &Found) -> &str {
        match found {
            Found::Document(_) => "a document",
            Found::Skipped(skipped) | Found::Failed(skipped) => &skipped.reason,
        }
    }

    #[test]
    fn text_is_one_document() {
        let Found::Document(document) = read_one("oslo.txt", b"Talks in Oslo\n\nOSLO (AP) - They met.\n") else { panic!() };
        assert_eq!((document.id.as_str(), document.format), ("oslo.txt", Format::Text));
        assert!(document.text.starts_with("Talks in Oslo\n"));
    }

    #[test]
    fn markdown_is_told_by_its_name() {
        let Found::Document(document) = read_one("oslo.MD", b"# Talks in Oslo\n") else { panic!() };
        assert_eq!(document.format, Format::Markdown);
    }

    #[test]
    fn what_is_no_article_says_why() {
        assert_eq!(reason(&read_one("a.txt", b"")), "empty file");
        assert_eq!(reason(&read_one("a.txt", b" \n\t\n")), "empty file");
        assert_eq!(reason(&read_one("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\0\0")), "binary file");
        assert_eq!(reason(&read_one("a.txt", b"<!DOCTYPE html><p>Talks")), "HTML or XML, a format that is not read");
        assert_eq!(reason(&read_one("a.json", b"{\"title\": 1}")), "a format that is not read");
    }

    #[test]
    fn a_huge_file_is_refused_without_reading_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("huge.txt");
        let file = File::create(&path).unwrap();
        std::io::Write::write_all(&mut &file, b"news ").unwrap();
        file.set_len(200 * 1024 * 1024).unwrap();
        let roots = plan(&[], &[path]).unwrap();
        let found = walk(&roots[0]).next().unwrap().unwrap();
        let mut reasons = Vec::new();
        read(&found, &mut |one| {
            reasons.push(format!("{one:?}"));
            true
        });
        assert!(reasons[0].contains("Failed") || reasons[0].contains("binary"), "{reasons:?}");
    }

    #[test]
    fn a_file_that_vanished_is_no_failure() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("gone.txt");
        std::fs::write(&path, "x").unwrap();
        let roots = plan(&[], &[folder.path().to_path_buf()]).unwrap();
        let file = walk(&roots[0]).next().unwrap().unwrap();
        std::fs::remove_file(path).unwrap();
        let mut found = Vec::new();
        read(&file, &mut |one| {
            found.push(one);
            true
        });
        assert!(matches!(&found[0], Found::Skipped(skipped) if skipped.reason == "vanished while it was read"));
    }
}
