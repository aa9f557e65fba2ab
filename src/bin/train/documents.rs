//! How does labelled text become text again? Files of one token a line (`token TAB label`, an empty line between
//! sentences, `-DOCSTART-` between documents) come in; documents of paragraphs with the places of their names go out,
//! written as an article is: no blank before a comma, quotation marks closed up, contractions whole.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Outcome;

/// Longest document, in paragraphs: collections of loose posts are no articles, and are cut into pieces.
const LONGEST: usize = 60;

/// A name in a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    /// First byte.
    pub first: usize,
    /// One past the last byte.
    pub last: usize,
    /// 0 person, 1 place, 2 organisation, 3 anything else.
    pub class: usize,
}

/// One sentence as running text.
#[derive(Debug, Clone, Default)]
pub struct Paragraph {
    /// The text.
    pub text: String,
    /// Its names, in order.
    pub names: Vec<Name>,
}

/// The paragraphs of one article.
pub type Document = Vec<Paragraph>;

/// The documents of all files; of a folder, those of `.bio` files whose name ends in `labels`.
pub fn all(paths: &[PathBuf], labels: &str) -> Outcome<Vec<Document>> {
    let mut documents = Vec::new();
    for path in paths {
        for file in files(path, labels)? {
            documents.extend(of_file(&file)?);
        }
    }
    if documents.is_empty() { Err("no labelled text there".into()) } else { Ok(documents) }
}

fn files(path: &Path, labels: &str) -> Outcome<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(path)? {
        let file = entry?.path();
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.ends_with(&format!("{labels}.bio")) {
            files.push(file);
        }
    }
    files.sort();
    Ok(files)
}

/// The documents of one file, long ones in pieces.
pub fn of_file(path: &Path) -> Outcome<Vec<Document>> {
    let text = fs::read_to_string(path)?;
    let pieces = whole(&text)
        .into_iter()
        .flat_map(|document| document.chunks(LONGEST).map(<[Paragraph]>::to_vec).collect::<Vec<Document>>());
    Ok(pieces.collect())
}

/// The documents of labelled text.
pub fn whole(text: &str) -> Vec<Document> {
    let splits = splits_hyphens(text);
    let mut documents: Vec<Document> = vec![Vec::new()];
    let mut sentence: Vec<(&str, &str)> = Vec::new();
    for line in text.lines().chain([""]) {
        let mut fields = line.split('\t');
        let (word, label) = (fields.next().unwrap_or_default(), fields.next().unwrap_or("O"));
        if word.trim().is_empty() || word == "-DOCSTART-" {
            if let Some(document) = documents.last_mut().filter(|_| !sentence.is_empty()) {
                document.push(paragraph(&std::mem::take(&mut sentence), splits));
            }
            if word == "-DOCSTART-" {
                documents.push(Vec::new());
            }
        } else {
            sentence.push((word, label));
        }
    }
    documents.retain(|document| !document.is_empty());
    documents
}

/// True for text whose hyphened words were taken apart: nearly no word holds a hyphen.
fn splits_hyphens(text: &str) -> bool {
    let words = || text.lines().filter_map(|line| line.split('\t').next());
    let alone = words().filter(|word| *word == "-").count();
    let inside = words().filter(|word| word.trim_matches('-').contains('-') && *word != "-DOCSTART-").count();
    inside < alone
}

/// Running text made of tokens.
#[derive(Default)]
struct Writer {
    paragraph: Paragraph,
    quoted: bool,
    open: Option<(usize, usize)>,
}

fn paragraph(sentence: &[(&str, &str)], splits_hyphens: bool) -> Paragraph {
    let mut writer = Writer::default();
    for (index, (word, label)) in sentence.iter().enumerate() {
        let word = match *word {
            "``" | "''" => "\"",
            "-LRB-" => "(",
            "-RRB-" => ")",
            word => word,
        };
        let joined = |place: usize| sentence.get(place).is_some_and(|(word, _)| word.chars().all(char::is_alphanumeric));
        let hyphen = |place: usize| {
            sentence.get(place).is_some_and(|(word, _)| *word == "-")
                && place > 0
                && joined(place - 1)
                && joined(place + 1)
                && (splits_hyphens || sentence.get(place + 1).is_some_and(|(_, label)| label.starts_with('I')))
        };
        let glue = hyphen(index) || index > 0 && hyphen(index - 1);
        writer.write(word, label, glue);
    }
    writer.close();
    writer.paragraph
}

impl Writer {
    fn write(&mut self, word: &str, label: &str, glue: bool) {
        let class = ["PER", "LOC", "ORG", "MISC"].iter().position(|kind| label.get(2..) == Some(*kind));
        let goes_on = label.starts_with("I-") && self.open.map(|(_, class)| class) == class;
        if !goes_on {
            self.close();
        }
        let glue = self.is_glued(word) || glue;
        if word == "\"" {
            self.quoted = !self.quoted;
        }
        if !glue {
            self.paragraph.text.push(' ');
        }
        if self.open.is_none() {
            self.open = class.map(|class| (self.paragraph.text.len(), class));
        }
        self.paragraph.text.push_str(word);
    }

    /// Ends the name that is open.
    fn close(&mut self) {
        if let Some((first, class)) = self.open.take() {
            self.paragraph.names.push(Name { first, last: self.paragraph.text.len(), class });
        }
    }

    /// True where no blank stands before the word.
    fn is_glued(&self, word: &str) -> bool {
        let text = &self.paragraph.text;
        if word == "\"" {
            return self.quoted || text.is_empty();
        }
        let opened = text.is_empty() || text.ends_with(['(', '[', '{', '$']) || text.ends_with('"') && self.quoted;
        let ending = ["'s", "'S", "’s", "n't", "'re", "'ve", "'ll", "'d", "'m", "’"];
        opened
            || word.starts_with([',', '.', ';', ':', '?', '!', '%', ')', ']', '}'])
            || ending.iter().any(|end| word.starts_with(end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_become_running_text_with_names() {
        let text = "-DOCSTART-\tO\n\n\"\tO\nMary\tB-PER\nHale\tI-PER\n's\tO\nplan\tO\n(\tO\nor\tO\nOhio\tB-LOC\n)\tO\n,\tO\n\"\tO\nhe\tO\ndid\tO\nn't\tO\nsay\tO\n.\tO\n";
        let documents = whole(text);
        assert_eq!(documents[0][0].text, "\"Mary Hale's plan (or Ohio),\" he didn't say.");
        let names: Vec<&str> =
            documents[0][0].names.iter().filter_map(|name| documents[0][0].text.get(name.first..name.last)).collect();
        assert_eq!(names, ["Mary Hale", "Ohio"]);
    }

    #[test]
    fn names_beside_each_other_stay_apart() {
        let documents = whole("Paris\tB-LOC\nHale\tB-PER\nOrr\tI-ORG\n");
        let classes: Vec<usize> = documents[0][0].names.iter().map(|name| name.class).collect();
        assert_eq!(classes, [1, 0, 2]);
    }

    #[test]
    fn hyphens_are_closed_up_where_all_were_taken_apart() {
        assert_eq!(whole("US\tO\n-\tO\nled\tO\n")[0][0].text, "US-led");
        assert_eq!(whole("US-led\tO\nforce\tO\n-\tO\ngone\tO\n")[0][0].text, "US-led force - gone");
    }
}
