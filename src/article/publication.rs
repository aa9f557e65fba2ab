//! Which publication is an article from? What the file states; else the host of its address; else a folder of its path
//! that bears a host's name (`lexch.com/00012.txt`). A plain folder (`wire/`) names no publication. In comes a document,
//! out comes a name or none, and the group of articles among which its neighbours are looked for.

use super::model::Document;
use crate::fold::fold;

/// Endings of host names beside those of countries, which have two letters.
const ENDINGS: &[&str] =
    &["com", "org", "net", "info", "news", "press", "media", "edu", "gov", "int", "biz", "online", "site", "world", "today"];

/// Endings of two letters that folders have in their own right.
const FILE_ENDINGS: &[&str] = &["md", "py", "rs", "js", "ts", "sh", "gz", "db", "go", "so", "xz", "pl", "rb", "hs", "bz"];

/// What tells the publication of an article, the most trusted first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Told {
    /// The file states it.
    Stated,
    /// It is the host of the article's address.
    Address,
    /// A folder of the path bears a host's name.
    Folder,
}

/// The publication of an article, and what tells it.
#[must_use]
pub fn of(document: &Document) -> Option<(String, Told)> {
    let stated = &document.stated;
    let name = stated.source.clone().map(|name| (name, Told::Stated));
    let address = || Some((host(stated.url.as_deref()?)?, Told::Address));
    let folder = || Some((in_path(&document.id)?, Told::Folder));
    name.or_else(address).or_else(folder)
}

/// What stands for the source among the neighbours of an article: its publication, else its folder.
#[must_use]
pub fn group(document: &Document) -> String {
    match of(document) {
        Some((name, _)) => fold(&name),
        // The slash keeps a folder apart from a publication of its name.
        None => folders(&document.id).map_or_else(|| "/".to_owned(), |folders| format!("/{folders}")),
    }
}

/// Schemes of addresses at which an article may be found, and of names that agencies give.
const SCHEMES: &[&str] = &["http", "https", "ftp", "urn", "tag", "news", "info", "doi"];

/// True for what may be the address of an article: a reader who follows it gets a page. `javascript:` and `data:` would run,
/// and `file:` is no address of anything on another computer.
#[must_use]
pub fn is_address(url: &str) -> bool {
    // Browsers pass over what stands before a scheme and controls within it.
    let seen: String = url.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    match seen.split(['/', '?', '#']).next().and_then(|first| first.split_once(':')) {
        Some((scheme, _)) => SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known)),
        None => true,
    }
}

/// The host of an address, without `www.` and port.
fn host(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?.split(':').next()?.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (host.contains('.') && host.split('.').all(is_label)).then(|| host.to_owned())
}

/// The innermost folder that bears a host's name.
fn in_path(id: &str) -> Option<String> {
    let name = folders(id)?.rsplit('/').find(|folder| is_host(folder))?.to_ascii_lowercase();
    Some(name.strip_prefix("www.").unwrap_or(&name).to_owned())
}

fn folders(id: &str) -> Option<&str> {
    id.rsplit_once('/').map(|(folders, _)| folders)
}

fn is_host(name: &str) -> bool {
    let Some((rest, ending)) = name.rsplit_once('.') else { return false };
    let ending = ending.to_ascii_lowercase();
    let country =
        ending.len() == 2 && ending.bytes().all(|b| b.is_ascii_alphabetic()) && !FILE_ENDINGS.contains(&ending.as_str());
    (country || ENDINGS.contains(&ending.as_str()))
        && rest.split('.').all(is_label)
        && rest.bytes().any(|b| b.is_ascii_alphabetic())
        && rest.len() >= 3
}

fn is_label(label: &str) -> bool {
    !label.is_empty() && !label.starts_with('-') && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::super::model::{Document, Format, Stated};
    use super::{group, is_address, of};

    fn document(id: &str, source: Option<&str>, url: Option<&str>) -> Document {
        let stated = Stated { source: source.map(str::to_owned), url: url.map(str::to_owned), ..Stated::default() };
        Document { stated, ..Document::new(id.to_owned(), id.to_owned(), Format::Text, String::new()) }
    }

    #[test]
    fn an_address_that_runs_is_none() {
        for url in ["https://example.com/a:b", "HTTP://example.com", "/a/b", "a.html?x=javascript:1", "urn:newsml:example.com:1"]
        {
            assert!(is_address(url), "{url}");
        }
        for url in [
            "javascript:alert(1)",
            " java\tscript:x",
            "\u{1}JavaScript:x",
            "data:text/html,x",
            "file:///etc/passwd",
            "vbscript:x",
        ] {
            assert!(!is_address(url), "{url}");
        }
    }

    #[test]
    fn what_is_stated_stands_before_address_and_folder() {
        let of = |document: &Document| of(document).map(|(name, _)| name);
        let url = Some("https://www.Star.example.com:443/news/1");
        assert_eq!(of(&document("lexch.com/1.txt", Some("The Daily Star"), url)).as_deref(), Some("The Daily Star"));
        assert_eq!(of(&document("lexch.com/1.txt", None, url)).as_deref(), Some("star.example.com"));
        assert_eq!(of(&document("crawl/www.Lexch.com/2019/1.txt", None, None)).as_deref(), Some("lexch.com"));
        assert_eq!(of(&document("a/town-post.co.uk/1.txt", None, Some("no address"))).as_deref(), Some("town-post.co.uk"));
    }

    #[test]
    fn plain_folders_are_no_publications() {
        for id in [
            "wire/1.txt",
            "1.txt",
            "lexch.com",
            "v1.2/1.txt",
            "notes.md/a.txt",
            "a.zip/b.txt",
            "2019.12.02/a.txt",
            "../x.txt",
            "é.fr/a",
        ] {
            assert_eq!(of(&document(id, None, None)), None, "{id}");
        }
    }

    #[test]
    fn neighbours_share_a_publication_or_a_folder() {
        assert_eq!(group(&document("a/1.txt", Some("The Star"), None)), group(&document("b/2.txt", Some("the  STAR"), None)));
        assert_eq!(group(&document("wire/1.txt", None, None)), group(&document("wire/2.txt", None, None)));
        assert_ne!(group(&document("wire/1.txt", None, None)), group(&document("1.txt", Some("wire"), None)));
        assert_ne!(group(&document("wire/1.txt", None, None)), group(&document("web/1.txt", None, None)));
    }
}
