//! Archives: bombs, names that lead out, members that are no files, archives in archives, and lengths that lie.

use std::io::{Cursor, Write as _};

use flate2::Compression;
use flate2::write::GzEncoder;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::Told::{Failed, Part, Read, Skipped};
use super::{Row, STORY, file, many};

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub fn zip<'a>(members: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A member of a tar archive, with its name as it is given, whatever that is.
fn member(name: &[u8], kind: u8, length: u64, bytes: &[u8]) -> Vec<u8> {
    let mut header = tar::Header::new_gnu();
    let fields = header.as_gnu_mut().unwrap();
    fields.name[..name.len()].copy_from_slice(name);
    fields.typeflag[0] = kind;
    fields.linkname[..11].copy_from_slice(b"/etc/passwd");
    header.set_mode(0o644);
    header.set_size(length);
    header.set_cksum();
    let mut member = [header.as_bytes().as_slice(), bytes].concat();
    member.resize(member.len().div_ceil(512) * 512, 0);
    member
}

fn tar(name: &[u8]) -> Vec<u8> {
    ended(member(name, b'0', STORY.len() as u64, STORY.as_bytes()))
}

fn ended(mut members: Vec<u8>) -> Vec<u8> {
    members.resize(members.len() + 1024, 0);
    members
}

/// Replaces bytes wherever they stand.
fn replaced(bytes: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for at in 0..bytes.len().saturating_sub(old.len()) {
        if bytes[at..].starts_with(old) {
            bytes[at..at + old.len()].copy_from_slice(new);
        }
    }
    bytes
}

fn nested(levels: usize, pack: fn(Vec<u8>, usize) -> Vec<u8>) -> Vec<u8> {
    (0..levels).fold(STORY.as_bytes().to_vec(), pack)
}

pub fn rows() -> Vec<Row> {
    [streams(), tars(), zips(), disguised()].into_iter().flatten().collect()
}

fn streams() -> Vec<Row> {
    vec![
        file("bomb.txt.gz", Failed("longer than 8 MiB"), || gzip(&vec![b' '; 100_000_000])),
        file("bomb.jsonl.gz", Part(0, "expands to more than 200 times its size"), || {
            gzip(format!("{{\"a\": \"{}\"}}\n", "x".repeat(1_000)).repeat(10_000).as_bytes()).repeat(25)
        }),
        file("bomb-in-bomb.gz", Failed("longer than 8 MiB"), || gzip(&gzip(&gzip(&vec![b' '; 50_000_000])))),
        file("deep.txt.gz", Failed("more than 4 archives within one another"), || nested(10, |bytes, _| gzip(&bytes))),
        file("head-alone.gz", Failed("truncated"), || gzip(STORY.as_bytes())[..10].to_vec()),
        file("half.txt.gz", Failed("truncated"), || {
            let whole = gzip(STORY.as_bytes());
            whole[..whole.len() / 2].to_vec()
        }),
        file("checksum-wrong.txt.gz", Failed("damaged: corrupt gzip stream does not have a matching checksum"), || {
            let mut whole = gzip(STORY.as_bytes());
            let end = whole.len() - 6;
            whole[end] ^= 255;
            whole
        }),
        file("more-behind.txt.gz", Failed("damaged: invalid gzip header"), || {
            [gzip(STORY.as_bytes()), b"something else follows".to_vec()].concat()
        }),
        file("two-streams.txt.gz", Read(1), || [gzip(STORY.as_bytes()), gzip(b"It rained again.\n")].concat()),
        file("named.gz", Read(1), || {
            let mut encoder = flate2::GzBuilder::new()
                .filename("../../../etc/cron.d/evil\u{1b}[2J")
                .comment("=1+1")
                .write(Vec::new(), Compression::fast());
            encoder.write_all(STORY.as_bytes()).unwrap();
            encoder.finish().unwrap()
        }),
        file("empty.txt.gz", Skipped("empty file"), || gzip(b"")),
        file("head-alone.zst", Failed("damaged"), || b"\x28\xb5\x2f\xfd".to_vec()),
        file("window-of-2-gb.zst", Failed("window_size is too big"), || b"\x28\xb5\x2f\xfd\x00\xa8\x01\x00\x00".to_vec()),
        file("bomb.txt.zst", Failed("longer than 8 MiB"), || {
            // One block of one repeated byte, 128 KiB long, a thousand times.
            let block = [0x02, 0x00, 0x10, b' '];
            [b"\x28\xb5\x2f\xfd\x00\x58".as_slice(), &block.repeat(1_000), &[0x03, 0x00, 0x10, b' ']].concat()
        }),
    ]
}

fn tars() -> Vec<Row> {
    let named = |name: &str, within: &'static [u8]| file(name, Read(1), move || tar(within));
    let kind = |name: &str, told, kind: u8| {
        file(name, told, move || {
            ended([member(b"a.txt", kind, 0, b""), member(b"b.txt", b'0', STORY.len() as u64, STORY.as_bytes())].concat())
        })
    };
    vec![
        named("leads-up.tar", b"../../../../etc/evil.txt"),
        named("leads-to-the-root.tar", b"/etc/evil.txt"),
        named("leads-to-a-drive.tar", b"C:\\Windows\\evil.txt"),
        named("name-of-dots.tar", b".././..//./evil.txt"),
        named("name-with-escapes.tar", b"\x1b[2J\x07evil\n\r.txt"),
        named("name-no-utf8.tar", b"caf\xe9\xff.txt"),
        named("name-with-overrides.tar", "\u{202e}txt.live".as_bytes()),
        named("name-formula.tar", b"=1+1.txt"),
        file("name-empty.tar", Skipped("nothing in it"), || tar(b"")),
        kind("member-hard-link.tar", Part(1, "link, not followed"), b'1'),
        kind("member-symbolic-link.tar", Part(1, "link, not followed"), b'2'),
        kind("member-device.tar", Part(1, "not a regular file"), b'3'),
        kind("member-pipe.tar", Part(1, "not a regular file"), b'6'),
        kind("member-of-no-kind.tar", Part(1, "not a regular file"), b'Z'),
        file("length-lies.tar", Failed("truncated or damaged"), || ended(member(b"a.txt", b'0', 1 << 32, STORY.as_bytes()))),
        file("length-of-exabytes.tar", Failed("truncated or damaged"), || {
            ended(member(b"a.txt", b'0', u64::MAX / 2, STORY.as_bytes()))
        }),
        file("name-without-end.tar", Failed("a name of more than 1 MiB"), || {
            ended(member(b"././@LongLink", b'L', 50_000_000, &vec![b'x'; 50_000_000]))
        }),
        file("fields-without-end.tar", Failed("a name of more than 1 MiB"), || {
            ended(member(b"x", b'x', 5_000_000, &b"30 path=../../../etc/evil.txt\n".repeat(170_000)))
        }),
        file("checksum-wrong.tar", Failed("archive header checksum mismatch"), || {
            let mut bytes = tar(b"a.txt");
            bytes[150] ^= 1;
            bytes
        }),
        file("half.tar", Part(1, "truncated or damaged"), || tar(b"a.txt")[..600].to_vec()),
        file("twice-the-same.tar", Read(2), || {
            ended(
                [
                    member(b"a.txt", b'0', STORY.len() as u64, STORY.as_bytes()),
                    member(b"a.txt", b'0', STORY.len() as u64, STORY.as_bytes()),
                ]
                .concat(),
            )
        }),
        file("10000-members.tar", Part(1, "empty file"), || {
            ended(
                [member(b"a", b'0', 0, b"").repeat(10_000), member(b"b.txt", b'0', STORY.len() as u64, STORY.as_bytes())]
                    .concat(),
            )
        }),
        file("deep.tar", Failed("more than 4 archives within one another"), || {
            nested(8, |bytes, _| ended(member(b"a.tar", b'0', bytes.len() as u64, &bytes)))
        }),
        file("bomb.tar.gz", Failed("longer than 8 MiB"), || {
            gzip(&ended(member(b"a.txt", b'0', 100_000_000, &vec![b' '; 100_000_000])))
        }),
    ]
}

fn zips() -> Vec<Row> {
    let story = STORY.as_bytes();
    let named = |name: &str, within: &'static str| file(name, Read(1), move || zip([(within, STORY.as_bytes())]));
    vec![
        named("leads-up.zip", "../../../../etc/evil.txt"),
        named("leads-to-the-root.zip", "/etc/evil.txt"),
        named("leads-up-backwards.zip", "..\\..\\evil.txt"),
        named("name-with-escapes.zip", "\u{1b}[2Jevil\n\u{9b}.txt"),
        named("name-with-overrides.zip", "\u{202e}txt.live"),
        named("name-formula.zip", "=cmd|' /C calc'!A0.txt"),
        file("name-of-60000.zip", Read(1), || zip([("x".repeat(60_000).as_str(), STORY.as_bytes())])),
        file("bomb-of-one.zip", Failed("longer than 8 MiB"), || zip([("a.txt", vec![b' '; 100_000_000].as_slice())])),
        file("bomb-of-many.zip", Failed("expands to more than 200 times its size"), || {
            let blanks = vec![b' '; 8_000_000];
            let names: Vec<String> = (0..20).map(|number| format!("{number}.txt")).collect();
            zip(names.iter().map(|name| (name.as_str(), blanks.as_slice())))
        }),
        file("bomb-in-zip.zip", Failed("longer than 8 MiB"), || {
            let inner = zip([("a.txt", vec![b' '; 50_000_000].as_slice())]);
            zip([("inner.zip", inner.as_slice())])
        }),
        file("deep.zip", Failed("more than 4 archives within one another"), || {
            nested(10, |bytes, _| zip([("a.zip", bytes.as_slice())]))
        }),
        file("checksum-wrong.zip", Failed("damaged: Invalid checksum"), move || {
            let whole = zip([("a.txt", story)]);
            let sum = whole[14..18].to_vec();
            replaced(&whole, &sum, b"\0\0\0\0")
        }),
        file("method-unknown.zip", Failed("compression method not supported"), move || {
            let mut whole = zip([("a.txt", story)]);
            whole[8] = 99;
            let at = whole.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
            whole[at + 10] = 99;
            whole
        }),
        file("locked.zip", Failed("Password required"), move || {
            let mut whole = zip([("a.txt", story)]);
            whole[6] |= 1;
            let at = whole.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
            whole[at + 8] |= 1;
            whole
        }),
        file("two-names.zip", Read(1), move || {
            let whole = zip([("a.txt", story)]);
            let at = whole.windows(5).position(|w| w == b"a.txt").unwrap();
            let mut bytes = whole;
            bytes[at] = b'/';
            bytes
        }),
        file("length-lies.zip", Read(1), move || {
            let whole = zip([("a.txt", story)]);
            let length = u32::try_from(story.len()).unwrap().to_le_bytes();
            replaced(&whole, &length, &u32::MAX.to_le_bytes())
        }),
        file("members-overlap.zip", Part(77, "expands to more than 200 times its size"), overlapping),
        file("end-alone.zip", Skipped("nothing in it"), || b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec()),
        file("end-lies.zip", Failed("truncated or damaged"), || {
            b"PK\x05\x06\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\0".to_vec()
        }),
        file("beginning-alone.zip", Failed("damaged"), || b"PK\x03\x04".to_vec()),
        file("half.zip", Failed("truncated"), move || {
            let whole = zip([("a.txt", story)]);
            whole[..60].to_vec()
        }),
        file("10000-members.zip", Part(1, "empty file"), move || {
            let names: Vec<String> = (0..10_000).map(|n| n.to_string()).collect();
            zip(names.iter().map(|name| (name.as_str(), b"".as_slice())).chain([("b.txt", story)]))
        }),
        file("more-in-front.zip", Skipped("binary file"), move || {
            [b"MZ not a program ".to_vec(), zip([("a.txt", story)])].concat()
        }),
        file("link.zip", Skipped("link, not followed"), || {
            let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
            writer.add_symlink("a.txt", "/etc/passwd", SimpleFileOptions::default()).unwrap();
            writer.finish().unwrap().into_inner()
        }),
        file("all-kinds.zip", Read(3), move || {
            let tar = tar(b"../a.txt");
            let inner = zip([("../b.txt", story)]);
            zip([("a.tar.gz", gzip(&tar).as_slice()), ("../inner.zip", &inner), ("c.txt.gz", &gzip(story))])
        }),
    ]
}

/// An archive whose directory has 1,000 names for one and the same member, and that member expands.
fn overlapping() -> Vec<u8> {
    let whole = zip([("a.txt", vec![b'a'; 1_000_000].as_slice())]);
    let at = whole.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    let end = whole.windows(4).position(|window| window == b"PK\x05\x06").unwrap();
    let entry = |number: usize| super::replaced(&whole[at..end], "a.txt", &format!("{number:05}"));
    let directory = (0..1_000).flat_map(entry).collect::<Vec<u8>>();
    let mut last = whole[end..].to_vec();
    last[8..12].copy_from_slice(&[0xe8, 0x03, 0xe8, 0x03]);
    last[12..16].copy_from_slice(&u32::try_from(directory.len()).unwrap().to_le_bytes());
    [&whole[..at], &directory, &last].concat()
}

/// What it is, under the name of something else.
fn disguised() -> Vec<Row> {
    vec![
        file("zip-as.txt", Read(1), || zip([("a.txt", STORY.as_bytes())])),
        file("gzip-as.html", Skipped("a format that is not read"), || gzip(STORY.as_bytes())),
        file("tar-as.pdf", Read(1), || tar(b"a.txt")),
        file("text-as.zip", Read(1), || STORY),
        file("text-as.gz", Read(1), || STORY),
        file("noise-as.zip", Skipped("binary file"), || super::damaged::noise(50_000)),
        file("json-as.pdf", Read(20), || {
            many("", 20, |n| format!("{{\"title\": \"Rain {n}\", \"text\": \"It rained {n} times.\"}}\n"))
        }),
    ]
}
