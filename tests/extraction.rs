//! Does an index notice that more is extracted than when it was built? It compares versions: this test fails where what is
//! extracted from the stories of the project changes and the version stays.

use std::fs::{self, FileTimes, OpenOptions};
use std::io;
use std::time::{Duration, SystemTime};

use newshound::pipeline::{EXTRACTION, Merged, run_merged};
use newshound::source::plan;

use crate::run::{TODAY, root};

/// The version, and what it makes of the stories: where the second changes, raise `EXTRACTION` and write both down anew.
const KNOWN: (u32, u64) = (1, 7_490_563_080_917_784_439);

/// FNV-1a.
fn hash(hash: u64, text: &str) -> u64 {
    text.bytes().fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

#[test]
fn what_is_extracted_changes_with_its_version() {
    let place = tempfile::tempdir().unwrap();
    for entry in walkdir::WalkDir::new(root().join("corpus")).min_depth(1).sort_by_file_name() {
        let entry = entry.unwrap();
        let target = place.path().join(entry.path().strip_prefix(root()).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        if entry.file_type().is_file() {
            fs::copy(entry.path(), &target).unwrap();
            // The day of a file tells about its article.
            let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
            let file = OpenOptions::new().write(true).open(&target).unwrap();
            file.set_times(FileTimes::new().set_modified(time)).unwrap();
        }
    }
    let roots = plan(&[], &[place.path().join("corpus")]).unwrap();
    let mut digest = 0xcbf2_9ce4_8422_2325;
    let result: io::Result<()> = run_merged(&roots, TODAY.parse().unwrap(), |outcome| {
        if let Merged::Article(mut article) = outcome {
            // Where the folder lies is no part of what is extracted.
            article.path.clear();
            digest = hash(digest, &serde_json::to_string(&article).unwrap());
        }
        Ok(())
    });
    result.unwrap();
    assert_eq!((EXTRACTION, digest), KNOWN, "raise pipeline::EXTRACTION, and write both numbers down here");
}
