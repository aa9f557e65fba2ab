//! The folder itself: names that do something, links that lead out, what is no file, and what cannot be read.

use super::Made::{Closed, Link, Pipe, Socket};
use super::Told::{Failed, Read, Skipped};
use super::{Row, STORY, named, special};

pub fn rows() -> Vec<Row> {
    let story = |name: &[u8]| named(name, Read(1), || STORY);
    let mut rows = vec![
        story(b"line\nend.txt"),
        story(b"return\rhere.txt"),
        story(b"\x1b[2J\x1b]0;owned\x07.txt"),
        story("one-character \u{9b}2J.txt".as_bytes()),
        story("\u{202e}txt.live".as_bytes()),
        story("\u{2066}\u{200f}\u{61c}.txt".as_bytes()),
        story(b"no-utf8-\xe9.txt"),
        story(b"no-utf8-\xff\xfe\xc0.txt"),
        story(b"no-utf8-\\xe9.txt"),
        story(b"=HYPERLINK(\"x\").txt"),
        story(b"@SUM(1).txt"),
        story(b"-rf"),
        story(b"--index"),
        story(b"* ?[a].txt"),
        story(b"\"quoted\", 'and' `more`.txt"),
        story(b"number#1.txt"),
        story(b"percent%00%s%n.txt"),
        story(b"back\\slash.txt"),
        story(b" blanks .txt "),
        story(b"dots..."),
        story(b"CON"),
        story("combining-e\u{301}\u{301}\u{301}.txt".as_bytes()),
        story("\u{fffd}\u{feff}.txt".as_bytes()),
        story(&b"x".repeat(255)),
        story(&[b"d/".repeat(200), b"deep.txt".to_vec()].concat()),
        story(b"folder.txt/inside.txt"),
        story(b"archive.zip/inside.txt"),
    ];
    rows.extend([
        special("link-to-a-file", Skipped("symbolic link, not followed"), Link("/etc/passwd")),
        special("link-to-a-folder", Skipped("symbolic link, not followed"), Link("/etc")),
        special("link-to-the-root", Skipped("symbolic link, not followed"), Link("/")),
        special("link-to-nothing", Skipped("symbolic link, not followed"), Link("nothing")),
        special("link-to-itself", Skipped("symbolic link, not followed"), Link("link-to-itself")),
        special("link-upwards", Skipped("symbolic link, not followed"), Link("..")),
        special("link-to-a-device", Skipped("symbolic link, not followed"), Link("/dev/zero")),
        special("loop/a/b/c", Skipped("symbolic link, not followed"), Link("../../../loop")),
        special("pipe.txt", Skipped("not a regular file"), Pipe),
        special("socket.txt", Skipped("not a regular file"), Socket),
        special("closed.txt", Failed("permission denied"), Closed),
    ]);
    rows
}
