//! How is an index mended that cannot be read, or not by this program? It is built anew beside the old one: from its folders,
//! and from its stored articles where a folder is gone. Then it takes the place of the old one.

use std::path::{Path, PathBuf};

use super::build::{Build, Built, Error, Event, as_root};
use crate::index::{self, Conclusions, Files, Manifest, RootFiles, SAVED, Salvage, Writer};
use crate::source::{self, Root};

/// Where the new index is built, in the folder of the old one.
const SCRATCH: &str = "rebuild";

/// What could be mended, and what not.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// The account of the last run.
    pub built: Built,
    /// Articles that were saved from the old index.
    pub saved: usize,
    /// Articles that were lost: their folder is gone, and so are they.
    pub lost: usize,
}

impl Build {
    /// Builds the index anew from its own folders, and puts it in the place of what is there.
    ///
    /// # Errors
    /// Where not even the folders are known, or the new index cannot be written.
    pub fn rebuild(&self, watch: &mut dyn FnMut(Event<'_>)) -> Result<Rebuilt, Error> {
        let old = Salvage::open(&self.directory)?;
        let scratch = self.directory.join(SCRATCH);
        // What a run left that was killed.
        index::discard(&scratch)?;
        let mut rebuilt = Rebuilt::default();
        for root in &old.roots {
            let source = as_root(root);
            if source.path.exists() {
                let mapping = source.mapping.as_deref().cloned();
                let (add, rules) = (vec![where_it_is(&source)], Some(source.rules));
                let one = Build { add, mapping, rules, remove: Vec::new(), ..self.at(scratch.clone()) };
                rebuilt.built = one.run(watch)?;
            } else {
                self.save(&old, root, &scratch, &mut rebuilt)?;
            }
        }
        if rebuilt.saved + rebuilt.lost > 0 {
            let failed = std::mem::take(&mut rebuilt.built.failed);
            rebuilt.built = Build { add: Vec::new(), remove: Vec::new(), ..self.at(scratch.clone()) }.run(watch)?;
            rebuilt.built.failed.extend(failed);
        }
        index::replace(&self.directory, &scratch, self.patience)?;
        Ok(rebuilt)
    }

    /// The same for another index folder.
    fn at(&self, directory: PathBuf) -> Build {
        let mut left_out = self.left_out.clone();
        left_out.push(self.directory.clone());
        Build { directory, left_out, ..self.clone() }
    }

    /// Takes over the stored articles of a folder that is gone.
    fn save(&self, old: &Salvage, root: &index::Root, scratch: &Path, rebuilt: &mut Rebuilt) -> Result<(), Error> {
        let articles = old.articles(root);
        rebuilt.saved += articles.len();
        rebuilt.lost += root.articles.saturating_sub(articles.len());
        let mut writer = Writer::with(scratch, self.means())?;
        let mut files: Files = writer.files()?;
        files.0.insert(root.absolute.clone(), RootFiles { settings: SAVED.to_owned(), ..RootFiles::default() });
        let mut roots = writer.manifest().map_or_else(Vec::new, |manifest| manifest.roots.clone());
        roots.push(index::Root { articles: articles.len(), ..root.clone() });
        for article in &articles {
            writer.add(article, &root.absolute)?;
        }
        // Names are merged and copies grouped by the run that follows.
        let manifest = Manifest { concluded: false, ..Manifest::new(roots) };
        writer.commit(&manifest)?.publish(&Conclusions { files: Some(&files), ..Conclusions::default() })?;
        Ok(())
    }
}

/// The folder as it was given, where that still leads to it.
fn where_it_is(root: &Root) -> PathBuf {
    if source::key(&root.given) == root.key() { root.given.clone() } else { root.path.clone() }
}
