//! How is an article cited? As an entry for BibTeX or as a record of RIS, which reference managers take. What an article does not
//! say is left out, and a year that is a guess is marked as one in a note: nobody should cite a guess.

use std::collections::BTreeMap;

use super::terminal::is_unsafe;
use crate::article::model::Article;

/// One `@article` for each article, parted by blank lines. Keys are made of author, year and headline; they are stable for the
/// same articles in the same order.
pub fn bibtex(articles: &[Article]) -> Vec<String> {
    let mut used: BTreeMap<String, usize> = BTreeMap::new();
    let mut lines = Vec::new();
    for article in articles {
        let key = key(article);
        let times = used.entry(key.clone()).or_default();
        *times += 1;
        let key = if *times == 1 { key } else { format!("{key}-{times}") };
        lines.push(format!("@article{{{key},"));
        lines.extend(bibtex_fields(article).into_iter().map(|(name, value)| format!("  {name} = {{{value}}},")));
        lines.extend(["}".to_owned(), String::new()]);
    }
    lines.pop();
    lines
}

fn bibtex_fields(article: &Article) -> Vec<(&'static str, String)> {
    let authors = if article.authors.is_empty() {
        agency(article)
    } else {
        article.authors.iter().map(|name| tex(&inverted(name))).collect()
    };
    let date = Stated::of(article);
    let mut fields = vec![
        ("author", authors.join(" and ")),
        // Braces keep the capitals of names.
        ("title", article.headline.as_deref().map(|headline| format!("{{{}}}", tex(headline))).unwrap_or_default()),
        ("journal", article.source.as_deref().map(tex).unwrap_or_default()),
        ("year", date.year.map(|year| format!("{year:04}")).unwrap_or_default()),
        ("month", date.month.map(|month| month.to_string()).unwrap_or_default()),
        ("day", date.day.map(|day| day.to_string()).unwrap_or_default()),
        ("url", article.url.as_deref().map(tex_address).unwrap_or_default()),
        ("language", article.language.as_deref().map(tex).unwrap_or_default()),
        ("note", tex(&note(article, &date))),
        ("file", tex(&article.path)),
    ];
    fields.retain(|(_, value)| !value.is_empty());
    fields
}

/// An agency in the place of an author: in braces, so that it is not taken for a person.
fn agency(article: &Article) -> Vec<String> {
    article.agency.iter().map(|agency| format!("{{{}}}", tex(agency))).collect()
}

/// One record of type NEWS for each article.
pub fn ris(articles: &[Article]) -> Vec<String> {
    let mut lines = Vec::new();
    for article in articles {
        let mut add = |tag: &str, value: &str| {
            let value = plain(value);
            if !value.is_empty() {
                lines.push(format!("{tag}  - {value}"));
            }
        };
        let date = Stated::of(article);
        add("TY", "NEWS");
        article.authors.iter().for_each(|author| add("AU", &inverted(author)));
        add("TI", article.headline.as_deref().unwrap_or_default());
        add("T2", article.source.as_deref().unwrap_or_default());
        add("PB", article.agency.as_deref().unwrap_or_default());
        add("PY", &date.year.map(|year| format!("{year:04}")).unwrap_or_default());
        add("DA", &date.slashed());
        add("CY", &dateline(article));
        add("SE", article.section.as_deref().unwrap_or_default());
        add("UR", article.url.as_deref().unwrap_or_default());
        add("LA", article.language.as_deref().unwrap_or_default());
        article.keywords.iter().for_each(|keyword| add("KW", keyword));
        add("N1", &note(article, &date));
        add("L1", &article.path);
        add("ID", &article.id);
        lines.extend(["ER  - ".to_owned(), String::new()]);
    }
    lines.pop();
    lines
}

/// A day of publication as far as it is stated, and whether it is a guess.
struct Stated {
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
    written: String,
    is_guess: bool,
}

impl Stated {
    fn of(article: &Article) -> Stated {
        let written = article.date.as_ref().map(|date| date.value.clone()).unwrap_or_default();
        let is_guess = written.ends_with(['?', '~', '%']);
        let mut parts = written.trim_end_matches(['?', '~', '%']).split('-').map(|part| part.parse().ok());
        let mut next = || parts.next().flatten();
        let (year, month, day) = (next(), next(), next());
        Stated { year: year.filter(|_| !is_guess), month, day, written, is_guess }
    }

    /// `2025/12/02/`, as RIS wants it; nothing without a year.
    fn slashed(&self) -> String {
        let two = |part: Option<u32>| part.map(|part| format!("{part:02}")).unwrap_or_default();
        self.year.map(|year| format!("{year:04}/{}/{}/", two(self.month), two(self.day))).unwrap_or_default()
    }
}

/// What has no field of its own: a date that is not certain, the dateline, the agency beside an author.
fn note(article: &Article, date: &Stated) -> String {
    let mut notes = Vec::new();
    if date.is_guess || (date.year.is_none() && !date.written.is_empty()) {
        notes.push(format!("date uncertain: {}", date.written));
    }
    let dateline = dateline(article);
    if !dateline.is_empty() {
        notes.push(format!("dateline: {dateline}"));
    }
    notes.extend(article.agency.iter().filter(|_| !article.authors.is_empty()).map(|agency| format!("agency: {agency}")));
    notes.join("; ")
}

fn dateline(article: &Article) -> String {
    let places = article.dateline.iter().flat_map(|dateline| &dateline.places).map(|place| place.name.as_str());
    places.collect::<Vec<_>>().join("/")
}

/// `Doe, Jane`: the last word is taken for the family name, with the particles before it.
fn inverted(name: &str) -> String {
    const PARTICLES: [&str; 10] = ["van", "von", "der", "den", "de", "da", "di", "la", "le", "bin"];
    let words: Vec<&str> = name.split_whitespace().collect();
    let last = words.len().saturating_sub(1);
    let family = words.iter().take(last).rposition(|word| !PARTICLES.contains(word)).map_or(0, |given| given + 1);
    let (given, family) = words.split_at_checked(family).unwrap_or((&[], &words));
    if given.is_empty() { family.join(" ") } else { format!("{}, {}", family.join(" "), given.join(" ")) }
}

/// `doe2025summit`: author or agency, year, first word of the headline that says something; letters and digits of ASCII alone.
fn key(article: &Article) -> String {
    let letters = |text: &str| crate::fold::fold(text).chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let name = article.authors.first().map(|author| letters(inverted(author).split(',').next().unwrap_or_default()));
    let name = name.or_else(|| article.agency.as_deref().map(letters)).filter(|name| !name.is_empty());
    let year = Stated::of(article).year.map(|year| year.to_string()).unwrap_or_default();
    let words = article.headline.as_deref().map(crate::fold::fold).unwrap_or_default();
    let word = words.split(' ').find(|word| word.len() > 3).unwrap_or_default();
    let key = format!("{}{year}{}", name.unwrap_or_default(), letters(word));
    if key.is_empty() { "article".to_owned() } else { key }
}

/// Text for TeX: what it would act on is escaped, what a terminal would act on left out.
fn tex(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in plain(text).chars() {
        match character {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            // BibTeX counts braces, those behind a backslash too: one alone would end the entry or never.
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '$' | '&' | '#' | '%' | '_' => escaped.extend(['\\', character]),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// An address stands as it is, but for what would end the field.
fn tex_address(address: &str) -> String {
    plain(address).replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C")
}

/// The text on one line, without what a terminal would act on.
fn plain(text: &str) -> String {
    let visible: String = text.chars().map(|character| if is_unsafe(character) { ' ' } else { character }).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::model::{Dateline, DatelinePlace, Format, PublicationDate};

    fn article() -> Article {
        let place = DatelinePlace { name: "Oslo".to_owned(), ..DatelinePlace::default() };
        Article {
            headline: Some("Talks at 50% & {more}\u{1b}[31m go_on".to_owned()),
            authors: vec!["Jane van der Berg".to_owned(), "Ødegård".to_owned()],
            agency: Some("AP".to_owned()),
            source: Some("The Post".to_owned()),
            url: Some("https://example.com/a_b?x={1}".to_owned()),
            date: Some(PublicationDate { value: "2025-12-02".to_owned(), ..PublicationDate::default() }),
            dateline: Some(Dateline { places: vec![place], ..Dateline::default() }),
            ..Article::new("wire/oslo.txt".to_owned(), "corpus/wire/oslo.txt".to_owned(), Format::Text)
        }
    }

    #[test]
    fn an_article_as_bibtex() {
        insta::assert_snapshot!(bibtex(&[article()]).join("\n"), @r"
        @article{vanderberg2025talks,
          author = {van der Berg, Jane and Ødegård},
          title = {{Talks at 50\% \& \textbraceleft{}more\textbraceright{} [31m go\_on}},
          journal = {The Post},
          year = {2025},
          month = {12},
          day = {2},
          url = {https://example.com/a_b?x=%7B1%7D},
          note = {dateline: Oslo; agency: AP},
          file = {corpus/wire/oslo.txt},
        }
        ");
    }

    #[test]
    fn an_article_as_ris() {
        insta::assert_snapshot!(ris(&[article()]).join("\n"), @r"
        TY  - NEWS
        AU  - van der Berg, Jane
        AU  - Ødegård
        TI  - Talks at 50% & {more} [31m go_on
        T2  - The Post
        PB  - AP
        PY  - 2025
        DA  - 2025/12/02/
        CY  - Oslo
        UR  - https://example.com/a_b?x={1}
        N1  - dateline: Oslo; agency: AP
        L1  - corpus/wire/oslo.txt
        ID  - wire/oslo.txt
        ER  - 
        ");
    }

    #[test]
    fn a_guess_is_not_cited_as_a_date() {
        let guessed = |value: &str| Article {
            date: Some(PublicationDate { value: value.to_owned(), ..PublicationDate::default() }),
            authors: Vec::new(),
            ..article()
        };
        for value in ["2025-12-02?", "XXXX-12-02"] {
            let text = bibtex(&[guessed(value)]).join("\n");
            assert!(!text.contains("year =") && text.contains(&format!("date uncertain: {value}")), "{text}");
            assert!(text.contains("author = {{AP}}"), "{text}");
            assert!(!ris(&[guessed(value)]).iter().any(|line| line.starts_with("PY") || line.starts_with("DA")));
        }
    }

    #[test]
    fn nothing_of_an_article_ends_its_entry() {
        let hostile = "}} @string{a = {\n\r\u{2028}ER  - \n\nTY  - NEWS {{ \\input{/etc/passwd} $\\write18{x}$ \"";
        let article = Article {
            headline: Some(hostile.to_owned()),
            authors: vec![hostile.to_owned(), "②, {Ⅳ} ㈱".to_owned()],
            url: Some(format!("https://example.com/{hostile}")),
            section: Some(hostile.to_owned()),
            keywords: vec![hostile.to_owned()],
            ..Article::new(hostile.to_owned(), hostile.to_owned(), Format::Text)
        };
        let entry = bibtex(std::slice::from_ref(&article));
        for line in &entry {
            let depth = line.chars().map(|c| i32::from(c == '{') - i32::from(c == '}')).scan(0, |depth, step| {
                *depth += step;
                Some(*depth)
            });
            let depth: Vec<i32> = depth.collect();
            let field = line.starts_with("  ");
            assert!(!field || depth.last() == Some(&0) && depth.iter().all(|depth| *depth >= 0), "{line}");
            assert!(!line.contains(['\n', '\r', '\u{2028}']) && !line.contains("\\input") && !line.contains("\\write"), "{line}");
        }
        assert!(entry[0].starts_with("@article{") && entry[0].ends_with(',') && entry[0].matches(['{', ',']).count() == 2);
        let record = ris(&[article]);
        assert!(record.iter().all(|line| !line.contains(['\n', '\r', '\u{2028}'])));
        let tags = |tag: &str| record.iter().filter(|line| line.starts_with(tag)).count();
        assert_eq!((tags("TY  - "), tags("ER  - ")), (1, 1));
    }

    #[test]
    fn keys_are_each_used_once() {
        let empty = Article::new("a".to_owned(), "a".to_owned(), Format::Text);
        let lines = bibtex(&[article(), article(), empty]);
        let keys: Vec<&str> = lines.iter().filter_map(|line| line.strip_prefix("@article{")).collect();
        assert_eq!(keys, ["vanderberg2025talks,", "vanderberg2025talks-2,", "article,"]);
    }
}
