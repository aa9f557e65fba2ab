//! Is an index whole, and does it agree with its folders? For eyes and as JSON.

use serde_json::{Value, json};

use super::columns::grouped;
use super::stats::size;
use super::summary::changes_text;
use super::terminal::escape;
use crate::index::Examination;
use crate::pipeline::Changes;
use crate::source::Root;

/// What was found.
#[derive(Debug, Clone, Copy)]
pub struct Checked<'a> {
    /// The index as it stands alone.
    pub examination: &'a Examination,
    /// Its folders against what was read of them.
    pub folders: &'a [(Root, Changes)],
}

impl Checked<'_> {
    /// True where every folder is as it was when it was read.
    pub fn agrees(&self) -> bool {
        self.folders.iter().all(|(_, changes)| changes.is_same())
    }
}

/// What was found, for eyes.
pub fn check_text(checked: &Checked) -> Vec<String> {
    let Examination { faults, orphans, bytes, articles } = checked.examination;
    let mut lines: Vec<String> = faults.iter().map(|fault| format!("damaged: {}", escape(fault))).collect();
    if faults.is_empty() {
        let (articles, bytes) = (grouped(*articles as u64), size(*bytes));
        lines.push(format!("whole: {articles} articles read, {bytes} compared, every facet counted again"));
    } else {
        lines.push("`newshound check --repair` builds it anew from its folders".to_owned());
    }
    if !orphans.is_empty() {
        let count = grouped(orphans.len() as u64);
        lines.push(format!("{count} files belong to nothing: the next `newshound index` sweeps them away"));
    }
    if checked.agrees() {
        let files: usize = checked.folders.iter().map(|(_, changes)| changes.unchanged).sum();
        lines.extend(faults.is_empty().then(|| format!("in step with its folders: {} files", grouped(files as u64))));
    } else {
        lines.push("not in step with its folders: `newshound index` reads what has changed".to_owned());
        lines.extend(changes_text(checked.folders, 0, false));
    }
    lines
}

/// What was found, as JSON.
pub fn check_json(checked: &Checked) -> String {
    let Examination { faults, orphans, bytes, articles } = checked.examination;
    let folder = |(root, changes): &(Root, Changes)| {
        json!({
            "path": root.given.to_string_lossy(), "added": changes.added.len(), "changed": changes.changed.len(),
            "moved": changes.moved.len(), "removed": changes.removed.len(), "unchanged": changes.unchanged,
        })
    };
    let folders: Vec<Value> = checked.folders.iter().map(folder).collect();
    let whole = faults.is_empty();
    json!({
        "whole": whole, "faults": faults, "orphans": orphans, "articles": articles, "bytes": bytes,
        "agrees": whole && checked.agrees(), "folders": folders,
    })
    .to_string()
}
