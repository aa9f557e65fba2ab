//! Factiva's other form: articles as they are shown, without codes. Headline, byline, number of words, day, publication, its
//! code, page, language and copyright stand line by line above the text, `Document` and a number below it.

use super::Part;
use super::factiva;
use super::labels::{day, language, tell};
use crate::article::byline;
use crate::article::model::Stated;

/// Lines within which the head of an article stands, and those of a head before its number of words: section, headline,
/// byline, credit.
const HEAD: usize = 30;
const BEFORE_WORDS: usize = 5;

/// Longest code of a publication: `NYTF`, `LBA`.
const LONGEST_CODE: usize = 8;

/// The lines of the head that are found without labels.
struct Head<'a> {
    before_words: Vec<&'a str>,
    /// Day, time, publication, code, edition, page, language and copyright.
    behind_words: Vec<&'a str>,
    text: &'a str,
}

/// True where a text begins as exports do.
pub(super) fn recognises(text: &str) -> bool {
    let first = text.lines().take(HEAD).map(str::trim);
    let words = first.clone().position(|line| words_of(line).is_some());
    words.is_some() && head(text).is_some_and(|head| head.behind_words.iter().any(|line| is_copyright(line)))
}

/// Fields and text of a document.
pub(super) fn read(text: &str) -> Option<(Stated, String)> {
    let head = head(text)?;
    let lines = head.text.lines().filter(|line| factiva::part(line.trim()) != Part::Ends);
    let body = lines.map(str::trim_end).collect::<Vec<_>>().join("\n").trim().to_owned();
    (!body.is_empty()).then(|| (stated(&head), body))
}

/// The head ends where its copyright ends, else at the language.
fn head(text: &str) -> Option<Head<'_>> {
    let mut before_words = Vec::new();
    let mut behind_words = Vec::new();
    let mut has_words = false;
    let mut rest = text;
    while let Some((line, behind)) = rest.split_once('\n') {
        let line = line.trim().trim_start_matches('\u{feff}');
        rest = behind;
        if line.is_empty() {
            continue;
        }
        if !has_words {
            has_words = words_of(line).is_some();
            if !has_words {
                before_words.push(line);
            }
        } else {
            behind_words.push(line);
        }
        let is_over = is_copyright(line) || (language(line).is_some() && !starts_with_copyright(behind));
        if has_words && is_over && behind_words.iter().any(|line| is_code(line)) {
            let is_head = behind_words.first().is_some_and(|line| day(line).is_some()) && !before_words.is_empty();
            return is_head.then_some(Head { before_words, behind_words, text: rest });
        }
        if before_words.len() > BEFORE_WORDS || before_words.len() + behind_words.len() > HEAD {
            return None;
        }
    }
    None
}

/// `1,234 words`.
fn words_of(line: &str) -> Option<&str> {
    let number = line.strip_suffix(" words")?;
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b',')).then_some(number)
}

fn is_copyright(line: &str) -> bool {
    let line = line.trim_start_matches('(');
    line.starts_with("Copyright") || line.starts_with("c) ") || line.starts_with('©')
}

fn starts_with_copyright(text: &str) -> bool {
    text.lines().map(str::trim).find(|line| !line.is_empty()).is_some_and(is_copyright)
}

fn is_code(line: &str) -> bool {
    line.len() <= LONGEST_CODE && line.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

fn stated(head: &Head<'_>) -> Stated {
    let (byline, titles): (Vec<&str>, Vec<&str>) = head.before_words.iter().partition(|line| byline::opens(line));
    // Without `By`, what stands between headline and number of words is a byline too, where there is one line of it.
    let (headline, byline) = match (titles.as_slice(), byline.first()) {
        ([headline, byline], None) => (*headline, Some(*byline)),
        (titles, byline) => (titles.last().copied().unwrap_or_default(), byline.copied()),
    };
    let code = head.behind_words.iter().position(|line| is_code(line));
    let publication = code.and_then(|at| head.behind_words.get(at.checked_sub(1)?)).filter(|line| day(line).is_none());
    let mut stated = Stated {
        body_only: true,
        headline: Some(headline.to_owned()).filter(|headline| !headline.is_empty()),
        byline: byline.map(str::to_owned),
        date: head.behind_words.first().and_then(|line| day(line)),
        source: publication.map(|name| (*name).to_owned()),
        language: head.behind_words.iter().find_map(|line| language(line)),
        ..Stated::default()
    };
    let told = [
        ("headline", "first line"),
        ("authors", "line above the words"),
        ("date", "line below the words"),
        ("source", "publication"),
    ];
    tell(&mut stated, "Factiva", &told);
    stated
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTICLE: &str = "Rain in Oslo for a week\n\nBy Jane Roe\n1,034 words\n4 March 2019\n10:15\nThe Evening Post\nEVPO\nA4\nEnglish\n\
        (c) 2019 Evening Post Ltd. All rights reserved.\n\nIt rained in Oslo for a week.\n\nAll day, the mayor said.\n\nDocument EVPO000020190305ef340000b\n";

    #[test]
    fn lines_of_the_head_are_told_apart() {
        for text in [
            ARTICLE.to_owned(),
            ARTICLE.replace("By Jane Roe", "Jane Roe"),
            ARTICLE.replace("(c) 2019 Evening Post Ltd. All rights reserved.\n", ""),
            ARTICLE.replace("10:15\n", "").replace("A4\n", ""),
        ] {
            let (stated, body) = read(&text).unwrap();
            assert_eq!(
                (stated.headline.as_deref(), stated.source.as_deref()),
                (Some("Rain in Oslo for a week"), Some("The Evening Post"))
            );
            assert!(stated.byline.as_deref().is_some_and(|byline| byline.ends_with("Jane Roe")), "{text}");
            assert_eq!(
                (stated.date.map(|day| day.to_string()).as_deref(), stated.language.as_deref()),
                (Some("2019-03-04"), Some("en"))
            );
            assert_eq!(body, "It rained in Oslo for a week.\n\nAll day, the mayor said.");
        }
        assert!(recognises(ARTICLE) && recognises(&ARTICLE.replace("By Jane Roe\n", "")));
    }

    #[test]
    fn stories_that_count_words_are_no_exports() {
        for text in [
            "Rain in Oslo\n\n34 words\n\nIt rained in Oslo.\n\nCopyright 2019 The Evening Post\n",
            "Rain\n34 words\n4 March 2019\nIt rained in Oslo for a week.\n",
            "1,034 words\n",
        ] {
            assert!(!recognises(text), "{text}");
        }
        for end in 0..ARTICLE.len() {
            let _ = read(ARTICLE.get(..end).unwrap());
        }
    }
}
