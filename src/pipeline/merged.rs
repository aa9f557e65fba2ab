//! How are names merged in articles that no index holds? Every article has to be seen before the first can be shown: they
//! wait, as the JSON that an index would store, in memory and beyond that in a temporary file, and come out in their order.

use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};
use std::sync::atomic::AtomicBool;

use jiff::civil::Date;
use tempfile::SpooledTempFile;

use super::flow::{Outcome, Pass, Selection, recognise_all};
use super::kept::Kept;
use super::neighbours::survey;
use crate::article::Surroundings;
use crate::article::model::Article;
use crate::authority::{Authority, Decisions, Ledger};
use crate::source::{Root, Skipped};

/// Bytes of waiting articles that stay in memory.
const IN_MEMORY: usize = 64 * 1024 * 1024;

/// What became of a file, or of one article in it, with the names of the article merged across its folder.
#[derive(Debug)]
pub enum Merged {
    /// An article with all its fields.
    Article(Box<Article>),
    /// No article, left out on purpose.
    Skipped(Skipped),
    /// Something that should have been read and could not be.
    Failed(Skipped),
}

/// Reads and recognises everything below the roots, with the names of people and organisations merged across all articles. What
/// is no article is handed over as it comes; the articles follow, in the order of the roots and of their files.
///
/// # Errors
/// The first error of `handle`, which ends the run; and where the temporary file cannot be written or read.
pub fn run_merged<E: From<io::Error>>(
    roots: &[Root],
    today: Date,
    mut handle: impl FnMut(Merged) -> Result<(), E>,
) -> Result<(), E> {
    let mut ledger = Ledger::default();
    let mut waiting = BufWriter::new(SpooledTempFile::new(IN_MEMORY));
    let mut take = |outcome| match outcome {
        Outcome::Article(found) => {
            ledger.add(&found.article);
            serde_json::to_writer(&mut waiting, &found.article).map_err(io::Error::from)?;
            Ok(waiting.write_all(b"\n")?)
        }
        Outcome::Skipped(one) => handle(Merged::Skipped(one)),
        Outcome::Failed(one) => handle(Merged::Failed(one)),
        Outcome::Begins(_) | Outcome::Ends => Ok(()),
    };
    for root in roots {
        let kept = Kept::default();
        let pass = Pass { root, selection: Selection::All, begun: None, interrupted: &AtomicBool::new(false) };
        let survey = survey(pass, today, &kept);
        recognise_all(pass, &Surroundings { today, survey: survey.as_ref() }, &kept, &mut take)?;
    }
    let authority = Authority::new(ledger.merges(), &Decisions::default());
    let mut waiting = waiting.into_inner().map_err(io::IntoInnerError::into_error)?;
    waiting.rewind()?;
    for line in BufReader::new(waiting).lines() {
        let mut article: Box<Article> = serde_json::from_str(&line?).map_err(io::Error::from)?;
        authority.apply(&mut article);
        handle(Merged::Article(article))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::plan;

    #[test]
    fn names_are_merged_across_the_folder_and_articles_keep_their_order() {
        let folder = tempfile::tempdir().unwrap();
        let stories = ["Volodymyr Zelenskyy", "Volodymyr Zelenskyy", "Volodymyr Zelensky"];
        for (number, name) in stories.iter().enumerate() {
            let text = format!("Talks end\n\nUkrainian President {name} left the talks on Friday. {name} said nothing.\n");
            std::fs::write(folder.path().join(format!("{number}.txt")), text).unwrap();
        }
        let roots = plan(&[], &[folder.path().to_path_buf()]).unwrap();
        let mut named = Vec::new();
        let result: io::Result<()> = run_merged(&roots, jiff::civil::date(2026, 11, 22), |outcome| {
            if let Merged::Article(article) = outcome {
                named.push((article.id.clone(), article.people[0].name.clone()));
            }
            Ok(())
        });
        result.unwrap();
        let shown = "Volodymyr Zelenskyy".to_owned();
        assert_eq!(named, ["0.txt", "1.txt", "2.txt"].map(|id| (id.to_owned(), shown.clone())));
    }
}
