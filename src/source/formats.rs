//! Which formats are read? One description a format, for `newshound formats`: what it is called, what its files are
//! usually called, and what an article is in it. Formats are told by content; endings are only a help.

use crate::article::model::Format;

/// What is said of a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Description {
    /// The name that records and reports give it.
    pub name: &'static str,
    /// What it is.
    pub title: &'static str,
    /// Usual endings of its files.
    pub endings: &'static [&'static str],
    /// What of it becomes an article, or that files of any format lie within.
    pub holds: &'static str,
}

/// Every format that is read, in the order of [`Format::ALL`], and behind them what they may be packed in.
pub fn formats() -> Vec<Description> {
    Format::ALL.iter().map(|format| describe(*format)).chain(CONTAINERS.iter().copied()).collect()
}

/// What files of any format may be packed in.
const CONTAINERS: &[Description] = &[
    Description { name: "gzip", title: "gzip", endings: &["gz"], holds: "a file of any format here" },
    Description { name: "zstd", title: "Zstandard", endings: &["zst"], holds: "a file of any format here" },
    Description { name: "tar", title: "tar archive", endings: &["tar", "tar.gz", "tgz"], holds: "files of any format here" },
    Description { name: "zip", title: "zip archive", endings: &["zip"], holds: "files of any format here" },
];

const ONE: &str = "one article";

fn describe(format: Format) -> Description {
    let (name, title, endings, holds): (_, _, &'static [&'static str], _) = match format {
        Format::Text => ("text", "plain text, OCR included", &["txt"], ONE),
        Format::Markdown => ("markdown", "Markdown, with YAML or TOML front matter", &["md", "markdown"], ONE),
        Format::Html => ("html", "page of the web", &["html", "htm", "xhtml"], ONE),
        Format::Mhtml => ("mhtml", "page of the web as browsers save it", &["mhtml", "mht"], ONE),
        Format::Nitf => ("nitf", "NITF 3", &["xml", "nitf"], ONE),
        Format::Newsml => ("newsml", "NewsML 1.2", &["xml"], "an article a news item"),
        Format::NewsmlG2 => ("newsml-g2", "NewsML-G2", &["xml"], "an article a news item"),
        Format::Ninjs => ("ninjs", "ninjs 1 to 3", &["json"], ONE),
        Format::Rss => ("rss", "RSS, with the full text", &["xml", "rss", "rdf"], "an article an item"),
        Format::Atom => ("atom", "Atom, with the full text", &["xml", "atom"], "an article an entry"),
        Format::JsonFeed => ("json-feed", "JSON Feed", &["json"], "an article an item"),
        Format::Wxr => ("wxr", "WordPress export", &["xml"], "an article a post or page that is published"),
        Format::Json => ("json", "JSON: an object, or a list of them", &["json"], "an article a record"),
        Format::JsonLines => ("json-lines", "JSON Lines", &["jsonl", "ndjson"], "an article a line"),
        Format::Csv => ("csv", "comma-separated values with a header", &["csv"], "an article a row"),
        Format::Tsv => ("tsv", "tab-separated values with a header", &["tsv"], "an article a row"),
        Format::Warc => ("warc", "web archive", &["warc", "warc.gz"], "an article a page"),
        Format::Mbox => ("mbox", "mailbox", &["mbox"], "an article a message"),
        Format::Email => ("email", "message of mail", &["eml"], ONE),
        Format::Nexis => ("nexis", "text export of Nexis", &["txt"], "an article a document"),
        Format::Factiva => ("factiva", "text export of Factiva", &["txt"], "an article a document"),
        Format::Proquest => ("proquest", "text export of ProQuest", &["txt"], "an article a document"),
        Format::Pdf => ("pdf", "PDF with a text layer", &["pdf"], ONE),
        Format::Docx => ("docx", "Word document", &["docx"], ONE),
        Format::Alto => ("alto", "ALTO, text recognised on scanned pages", &["xml"], ONE),
        Format::ReutersSgml => ("reuters-sgml", "Reuters-21578", &["sgm"], "an article a REUTERS element"),
    };
    Description { name, title, endings, holds }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_is_described_under_the_name_that_records_give_it() {
        for format in Format::ALL {
            assert_eq!(describe(format).name, format.name());
        }
    }
}
