//! Is each dependency accounted for? The table in the documentation and `Cargo.toml` name the same packages, and no
//! line of ours reaches the network.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use crate::run::root;

/// The packages of `Cargo.toml`, those of the tests included.
fn named() -> BTreeSet<String> {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let mut within = false;
    let mut names = BTreeSet::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            within = line.ends_with("dependencies]");
        } else if let Some((name, _)) = line.split_once(" = ").filter(|_| within && !line.starts_with('#')) {
            assert!(names.insert(name.to_owned()), "{name} stands twice in Cargo.toml");
        }
    }
    names
}

/// The rows of the tables, each as its cells.
fn rows() -> Vec<Vec<String>> {
    let table = fs::read_to_string(root().join("src/dependencies.md")).unwrap();
    let rows = table.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| row.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect()).collect()
}

#[test]
fn each_dependency_has_its_row_and_each_row_its_dependency() {
    let rows = rows();
    let told: BTreeSet<String> = rows.iter().map(|row| row[0].trim_matches('`').to_owned()).collect();
    assert_eq!(told, named());
    assert_eq!(told.len(), rows.len(), "a package has two rows");
    for row in rows {
        assert!(row.len() == 5 && row.iter().all(|cell| !cell.is_empty()), "{row:?}");
    }
}

/// The lines of code below a folder, comments left out, each with its file.
fn code(folder: &str) -> Vec<String> {
    let files =
        walkdir::WalkDir::new(root().join(folder)).sort_by_file_name().into_iter().map(|entry| entry.unwrap().into_path());
    let files = files.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    let lines = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        code.map(|line| format!("{}: {line}", path.display())).collect::<Vec<_>>()
    };
    files.flat_map(lines).collect()
}

#[test]
fn the_program_reaches_no_network() {
    for line in code("src") {
        let reaches = ["std::net", "unix::net", "TcpStream", "UdpSocket"].iter().any(|name| line.contains(name));
        assert!(!reaches, "{line}");
    }
}

/// The compiler refuses unsafe code in every target of this package; the fuzz targets are a package of their own.
#[test]
fn fuzz_targets_are_safe() {
    let targets = code("tests/fuzz");
    assert!(targets.len() > 50 && targets.iter().all(|line| !line.contains("unsafe ")), "unsafe code in tests/fuzz");
}
