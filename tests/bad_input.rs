//! What happens when things go wrong? One test for each way in which they do: a clear word, the right exit status, and
//! the rest of the work done.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::{Output, command, finish, indexed, newshound};

const STORY: &str =
    "Talks open in Oslo\n\nOSLO, Norway (AP) - Envoys met in Oslo on Friday, the ministry said.\n\nThe talks go on.\n";

/// A folder with one good article, and what `prepare` puts beside it.
fn folder(prepare: impl FnOnce(&Path)) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("good.txt"), STORY).unwrap();
    prepare(folder.path());
    folder
}

/// Indexes a folder into a new index, which is kept for as long as the value.
fn index(folder: &Path) -> (Output, tempfile::TempDir) {
    let index = tempfile::tempdir().unwrap();
    let output = newshound(&["index", folder.to_str().unwrap(), "--index", index.path().to_str().unwrap(), "-v"]);
    (output, index)
}

fn articles(index: &Path) -> u64 {
    let output = newshound(&["stats", "--json", "--index", index.to_str().unwrap()]);
    serde_json::from_str::<serde_json::Value>(&output.stdout).unwrap()["articles"].as_u64().unwrap()
}

#[track_caller]
fn says(output: &Output, status: i32, words: &[&str]) {
    assert_eq!(output.status, status, "{output:?}");
    for word in words {
        assert!(output.stderr.contains(word) || output.stdout.contains(word), "{word:?} in {output:?}");
    }
    assert!(!output.stderr.contains("panicked"), "{output:?}");
}

#[test]
fn an_empty_folder_is_nothing_to_index() {
    let empty = tempfile::tempdir().unwrap();
    let (output, index) = index(empty.path());
    says(&output, 1, &["no article found", "hint:"]);
    assert_eq!(fs::read_dir(index.path()).unwrap().count(), 0, "an empty index was left behind");
}

#[test]
fn a_folder_within_another_is_refused() {
    let folder = folder(|folder| {
        fs::create_dir(folder.join("inner")).unwrap();
        fs::write(folder.join("inner/other.txt"), STORY).unwrap();
    });
    let index = indexed(folder.path());
    let inner = folder.path().join("inner");
    let output = newshound(&["index", inner.to_str().unwrap(), "--index", index.path().to_str().unwrap()]);
    says(&output, 2, &["lies within", "hint:"]);
    assert_eq!(articles(index.path()), 2);
}

#[test]
fn a_missing_folder_is_an_error() {
    let output = newshound(&["index", "no/such/folder", "--index", "target/no-index"]);
    says(&output, 2, &["no such file or folder: no/such/folder", "hint:"]);
    says(&newshound(&["extract", "no/such/folder"]), 2, &["no/such/folder"]);
}

#[test]
fn empty_and_binary_files_are_skipped_and_named() {
    let folder = folder(|folder| {
        fs::write(folder.join("empty.txt"), "").unwrap();
        fs::write(folder.join("picture.txt"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0").unwrap();
        fs::write(folder.join("page.html"), "<html><body>Talks</body></html>").unwrap();
    });
    let (output, index) = index(folder.path());
    says(&output, 0, &["empty file", "empty.txt", "binary file", "picture.txt", "page.html", "1 article indexed"]);
    assert_eq!(articles(index.path()), 1);
}

#[test]
fn a_file_of_200_mb_costs_itself_alone() {
    let folder = folder(|folder| {
        let mut text = STORY.repeat(100).into_bytes();
        text.resize(64 * 1024, b'x');
        fs::write(folder.join("huge.txt"), &text).unwrap();
        // The rest is a hole in the file: 200 MB that take no room on the disk.
        fs::OpenOptions::new().write(true).open(folder.join("huge.txt")).unwrap().set_len(200_000_000).unwrap();
    });
    let (output, index) = index(folder.path());
    says(&output, 3, &["huge.txt", "longer than 8 MiB"]);
    assert_eq!(articles(index.path()), 1);
}

#[test]
fn a_truncated_file_gives_what_is_whole() {
    let sgml = "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS NEWID=\"1\"><TEXT><TITLE>TIN</TITLE><BODY>Tin rose.</BODY></TEXT></REUTERS>\n\
                <REUTERS NEWID=\"2\"><TEXT><TITLE>COPPER</TITLE><BODY>Copper fe";
    let folder = folder(|folder| fs::write(folder.join("cut.sgm"), sgml).unwrap());
    let (output, index) = index(folder.path());
    says(&output, 3, &["cut.sgm#2", "truncated"]);
    assert_eq!(articles(index.path()), 2);
}

#[test]
fn invalid_utf8_is_read_all_the_same() {
    let folder = folder(|folder| {
        fs::write(
            folder.join("latin.txt"),
            b"Z\xfcrich talks\n\nZ\xdcRICH, March 3 (Reuters) - Banks in Z\xfcrich met on Tuesday.\n",
        )
        .unwrap();
        fs::write(folder.join("noise.txt"), b"\xff\xfe\xfd\xfc noise \xc3\x28 \xe2\x82 more \xf0\x9f noise").unwrap();
    });
    let (output, index) = index(folder.path());
    says(&output, 0, &["articles indexed"]);
    let index = index.path().to_str().unwrap();
    says(&newshound(&["search", "zurich", "--index", index]), 0, &["*Zürich* talks"]);
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_named_and_the_rest_is_indexed() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(|folder| {
        fs::write(folder.join("secret.txt"), STORY).unwrap();
        fs::create_dir(folder.join("closed")).unwrap();
        for name in ["secret.txt", "closed"] {
            fs::set_permissions(folder.join(name), fs::Permissions::from_mode(0o000)).unwrap();
        }
    });
    let ordinary = Ordinary::new();
    let output = finish(ordinary.command(&["index", folder.path().to_str().unwrap(), "--index", "index", "-v"]).env("HOME", "/"));
    says(&output, 3, &["secret.txt", "closed", "permission denied"]);
    assert_eq!(articles(&ordinary.folder.path().join("index")), 1);
    fs::set_permissions(folder.path().join("closed"), fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_file_that_vanishes_during_the_walk_does_no_harm() {
    let folder = folder(|folder| {
        for number in 0..400 {
            fs::write(folder.join(format!("{number:04}.txt")), STORY).unwrap();
        }
    });
    let path = folder.path().to_path_buf();
    let vanishing = std::thread::spawn(move || {
        for number in (0..400).rev() {
            let _ = fs::remove_file(path.join(format!("{number:04}.txt")));
            std::thread::sleep(std::time::Duration::from_micros(500));
        }
    });
    let (output, index) = index(folder.path());
    vanishing.join().unwrap();
    says(&output, 0, &[" indexed in "]);
    assert!(articles(index.path()) >= 1);
}

#[cfg(unix)]
#[test]
fn names_that_are_not_utf8_are_found_and_shown() {
    use std::os::unix::ffi::OsStrExt;
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9.txt");
    let folder = folder(|folder| fs::write(folder.join(name), STORY).unwrap());
    let (output, index) = index(folder.path());
    says(&output, 0, &["2 articles indexed"]);
    let index = index.path().to_str().unwrap();
    says(&newshound(&["search", "oslo", "--index", index]), 0, &["caf\\xe9.txt"]);
    says(&newshound(&["show", "caf\\xe9.txt", "--index", index]), 0, &["Talks open in Oslo"]);
}

#[test]
fn without_an_index_the_way_to_one_is_shown() {
    for arguments in [&["search", "oslo"][..], &["facets", "people"], &["show", "a"], &["stats"]] {
        let output = newshound(&[arguments, &["--index", "target/no-such-index"]].concat());
        says(&output, 2, &["no index at target/no-such-index", "newshound index"]);
    }
}

#[test]
fn a_foreign_folder_is_refused_and_left_alone() {
    let foreign = tempfile::tempdir().unwrap();
    fs::write(foreign.path().join("thesis.doc"), "years of work").unwrap();
    let folder = folder(|_| {});
    let output = newshound(&["index", folder.path().to_str().unwrap(), "--index", foreign.path().to_str().unwrap()]);
    says(&output, 2, &["not a newshound index", "hint:"]);
    assert_eq!(fs::read_dir(foreign.path()).unwrap().count(), 1);
}

#[test]
fn an_index_that_another_process_writes_says_so_and_can_be_searched() {
    let folder = folder(|_| {});
    let (_, index) = index(folder.path());
    let path = index.path().to_str().unwrap();
    let _writer = newshound::index::Writer::open(index.path()).unwrap();
    says(&newshound(&["index", folder.path().to_str().unwrap(), "--index", path]), 2, &["another process", "hint:"]);
    says(&newshound(&["search", "oslo", "--index", path]), 0, &["1 article"]);
}

#[cfg(unix)]
#[test]
fn a_read_only_index_can_be_searched_and_not_written() {
    let ordinary = Ordinary::new();
    let folder = folder(|_| {});
    let index = indexed(folder.path());
    make_read_only(index.path());
    let path = index.path().to_str().unwrap();
    says(&finish(&mut ordinary.command(&["search", "oslo", "--index", path])), 0, &["1 article"]);
    let output = finish(&mut ordinary.command(&["index", folder.path().to_str().unwrap(), "--index", path]));
    says(&output, 2, &["cannot be written", "hint:"]);
    make_writable(index.path());
}

/// A limit on the size of files is a disk that is full at once, and needs no disk of its own.
#[cfg(unix)]
#[test]
fn a_full_disk_is_an_error_and_the_index_stays() {
    let folder = folder(|_| {});
    let index = indexed(folder.path());
    let path = index.path().to_str().unwrap();
    for number in 0..400 {
        fs::write(folder.path().join(format!("{number}.txt")), format!("{STORY}\nStory number {number}.\n").repeat(8)).unwrap();
    }
    let files = || fs::read_dir(index.path()).unwrap().count();
    let before = files();
    let program = env!("CARGO_BIN_EXE_newshound");
    let script =
        format!("trap '' XFSZ; ulimit -f 8; exec '{program}' index '{}' --index '{path}' 2>&1 | cat", folder.path().display());
    let output = finish(Command::new("sh").args(["-c", &script]));
    says(&output, 0, &["the disk is full", "hint:"]);
    says(&newshound(&["search", "oslo", "--index", path]), 0, &["1 article"]);
    assert_eq!(articles(index.path()), 1);
    assert_eq!(files(), before, "the failed run left files behind");
}

#[test]
fn a_query_that_does_not_parse_gets_a_caret() {
    let folder = folder(|_| {});
    let index = indexed(folder.path());
    let path = index.path().to_str().unwrap();
    let output = newshound(&["search", "talks", "\"in Oslo", "--index", path]);
    says(&output, 2, &["quote"]);
    assert!(output.stderr.contains("\n  talks \"in Oslo\n        ^"), "{}", output.stderr);
    says(&newshound(&["search", "(talks", "--index", path]), 2, &["^"]);
    says(&newshound(&["search", "talks AND", "--index", path]), 2, &["^"]);
    says(&newshound(&["search", "--person", "\"x", "--index", path]), 2, &["^"]);
}

#[test]
fn unknown_fields_and_values_get_the_nearest() {
    let folder = folder(|_| {});
    let index = indexed(folder.path());
    let path = index.path().to_str().unwrap();
    says(&newshound(&["facets", "peple", "--index", path]), 2, &["people"]);
    says(&newshound(&["search", "--facet", "plases", "--index", path]), 2, &["places"]);
    says(&newshound(&["search", "--place", "Osllo", "--index", path]), 1, &["Oslo"]);
    says(&newshound(&["search", "--lang", "xx", "--index", path]), 1, &["no article has --lang 'xx'"]);
    says(&newshound(&["search", "--since", "yesteryear", "--index", path]), 2, &["--since", "2025-12-02"]);
    says(&newshound(&["show", "god.txt", "--index", path]), 1, &["good.txt"]);
    says(&newshound(&["search", "--frobnicate"]), 2, &["--frobnicate", "hint:"]);
}

#[test]
fn nothing_found_is_no_error() {
    let folder = folder(|_| {});
    let index = indexed(folder.path());
    let output = newshound(&["search", "xylophone", "--index", index.path().to_str().unwrap()]);
    says(&output, 1, &["0 articles"]);
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_error() {
    let program = env!("CARGO_BIN_EXE_newshound");
    let output = finish(
        Command::new("bash")
            .args(["-c", &format!("set -o pipefail; '{program}' extract corpus --json | head -n 1 >/dev/null")])
            .current_dir(crate::run::root()),
    );
    assert_eq!((output.status, output.stderr.as_str()), (0, ""), "{output:?}");
}

/// The program as run by an ordinary user: the superuser may read and write everything, so that for them these tests
/// would test nothing.
#[cfg(unix)]
struct Ordinary {
    folder: tempfile::TempDir,
    program: PathBuf,
}

#[cfg(unix)]
impl Ordinary {
    const NOBODY: u32 = 65534;

    fn new() -> Ordinary {
        use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("newshound");
        fs::copy(env!("CARGO_BIN_EXE_newshound"), &program).unwrap();
        if fs::metadata(folder.path()).unwrap().uid() == 0 {
            chown(folder.path(), Some(Self::NOBODY), Some(Self::NOBODY)).unwrap();
        }
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        Ordinary { folder, program }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        use std::os::unix::fs::{MetadataExt, PermissionsExt};
        use std::os::unix::process::CommandExt;
        // Temporary folders are closed to others; these tests are about what lies in them.
        for argument in arguments.iter().filter(|argument| argument.starts_with('/')) {
            let mode = fs::metadata(argument).unwrap().permissions().mode() | 0o055;
            fs::set_permissions(argument, fs::Permissions::from_mode(mode)).unwrap();
        }
        let mut command = command(arguments);
        let mut ordinary = Command::new(&self.program);
        ordinary.args(command.get_args()).current_dir(self.folder.path());
        if fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0) {
            ordinary.uid(Self::NOBODY).gid(Self::NOBODY);
        }
        command.env_clear();
        ordinary
    }
}

#[cfg(unix)]
fn make_read_only(folder: &Path) {
    change(folder, 0o444, 0o555);
}

#[cfg(unix)]
fn make_writable(folder: &Path) {
    change(folder, 0o644, 0o755);
}

#[cfg(unix)]
fn change(folder: &Path, file: u32, own: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    for entry in fs::read_dir(folder).unwrap() {
        fs::set_permissions(entry.unwrap().path(), fs::Permissions::from_mode(file)).unwrap();
    }
    fs::set_permissions(folder, fs::Permissions::from_mode(own)).unwrap();
}
