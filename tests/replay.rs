//! Do the checks of the fuzz targets hold for what once was found? Replays the seeds in `tests/fuzz/seeds/`, each whole,
//! cut short and with bits flipped, without a fuzzer.

#[path = "fuzz/checks.rs"]
pub mod checks;

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

fn seeds(target: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/seeds").join(target);
    let mut seeds: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    seeds.sort();
    assert!(seeds.len() >= 10, "{target} has {} seeds", seeds.len());
    seeds
}

/// The bytes themselves, their beginnings and ends, and copies in which one bit or byte is another.
fn variants(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut variants = vec![bytes.to_vec()];
    // Some 60 places, spread over seeds of any length.
    let step = bytes.len() / 60 + 1;
    for at in (0..bytes.len()).step_by(step) {
        let (head, tail) = bytes.split_at(at);
        variants.extend([head.to_vec(), tail.to_vec()]);
        for other in [bytes[at] ^ 0x20, bytes[at] ^ 0x80, b'\n', b'(', 0xff] {
            let mut copy = bytes.to_vec();
            copy[at] = other;
            variants.push(copy);
        }
    }
    variants
}

fn replay(target: &str, check: fn(&[u8])) {
    for seed in seeds(target) {
        for bytes in variants(&fs::read(&seed).unwrap()) {
            if let Err(panic) = catch_unwind(|| check(&bytes)) {
                let told = panic.downcast_ref::<String>().map_or("panic", String::as_str);
                panic!("{}: {told}\nin {:?}", seed.display(), String::from_utf8_lossy(&bytes));
            }
        }
    }
}

#[test]
fn articles_of_the_fuzzer_hold() {
    replay("article", checks::article);
}

#[test]
fn datelines_of_the_fuzzer_hold() {
    replay("dateline", checks::dateline);
}

/// Every file of `corpus/formats` under its own name, whole, cut short and with bytes changed.
#[test]
fn readers_of_the_fuzzer_hold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/formats");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 9, "{files:?}");
    for file in files {
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        // Some dozen of the variants: a page costs more than a line.
        for bytes in variants(&fs::read(&file).unwrap()).into_iter().step_by(9) {
            if let Err(panic) = catch_unwind(|| checks::reader(&name, &bytes)) {
                let told = panic.downcast_ref::<String>().map_or("panic", String::as_str);
                panic!("{name}: {told}\nin {:?}", String::from_utf8_lossy(&bytes));
            }
        }
    }
}

#[test]
fn seeds_are_varied_in_every_way() {
    let found = variants(b"OSLO, March 3 (AP) - Rain");
    assert!(found.contains(&b"OSLO, March".to_vec()) && found.contains(&b"(AP) - Rain".to_vec()));
    assert!(found.contains(&b"oSLO, March 3 (AP) - Rain".to_vec()));
    assert_eq!(variants(b"").len(), 1);
}
