//! gzip: what does the file hold, in all its members?

use std::io::{self, BufRead, Chain, Cursor, Read};

use flate2::bufread::GzDecoder;

use super::super::piece::{Give, Origin};
use super::super::read::Head;
use super::read_unpacked;

/// True where a stream begins as gzip does.
pub(in crate::source) fn recognises(head: &Head<'_>) -> bool {
    head.bytes.starts_with(&MAGIC)
}

/// Reads what the file holds.
pub(in crate::source) fn read(origin: &Origin, stream: &mut dyn BufRead, give: Give<'_>) {
    read_unpacked(origin, &["gz", "tgz", "gzip"], Parts { stream: Some(stream), part: None, is_damaged: false }, give);
}

/// What a member begins with (RFC 1952, section 2.3.1).
const MAGIC: [u8; 3] = [0x1f, 0x8b, 8];

/// One member after another: the stream between members, or the member that is read. Whoever reads on after an error comes
/// to the next member: web archives have one a record.
struct Parts<'a> {
    stream: Option<&'a mut dyn BufRead>,
    part: Option<GzDecoder<Part<'a>>>,
    is_damaged: bool,
}

/// A member, with what of it was read to find it.
type Part<'a> = Chain<Cursor<&'static [u8]>, &'a mut dyn BufRead>;

impl<'a> Parts<'a> {
    /// The stream behind the last member.
    fn behind(&mut self) -> Option<&'a mut dyn BufRead> {
        self.part.take().map(|part| part.into_inner().into_inner().1).or_else(|| self.stream.take())
    }
}

impl Read for Parts<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.part.as_mut().map_or(Ok(0), |part| part.read(buffer)) {
                Ok(0) if self.part.is_none() || !buffer.is_empty() => {}
                Ok(length) => return Ok(length),
                Err(error) => {
                    self.stream = self.behind();
                    self.is_damaged = true;
                    return Err(error);
                }
            }
            let Some(stream) = self.behind() else { return Ok(0) };
            let is_over = if self.is_damaged { !pass_to_magic(stream)? } else { is_at_end(stream)? };
            if is_over {
                return Ok(0);
            }
            let prefix: &[u8] = if self.is_damaged { &MAGIC } else { &[] };
            self.is_damaged = false;
            self.part = Some(GzDecoder::new(Cursor::new(prefix).chain(stream)));
        }
    }
}

/// Passes behind the next beginning of a member; false at the end.
fn pass_to_magic(stream: &mut dyn BufRead) -> io::Result<bool> {
    let mut last = [0; MAGIC.len()];
    for byte in stream.bytes() {
        last.rotate_left(1);
        last[MAGIC.len() - 1] = byte?;
        if last == MAGIC {
            return Ok(true);
        }
    }
    Ok(false)
}

/// True where nothing follows but zeros, with which tapes and some tools fill the last block.
fn is_at_end(stream: &mut dyn BufRead) -> io::Result<bool> {
    loop {
        let bytes = stream.fill_buf()?;
        if bytes.is_empty() {
            return Ok(true);
        }
        let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
        let is_more = zeros < bytes.len();
        stream.consume(zeros);
        if is_more {
            return Ok(false);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use crate::source::piece::{Found, Origin, Read};
    use crate::source::read::read_stream;

    fn packed(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    fn read(name: &str, bytes: &[u8]) -> Vec<String> {
        let mut found = Vec::new();
        read_stream(&Origin::named(name), &mut &*bytes, &mut |one| {
            found.push(match one.read() {
                Read::Document(document) => format!("{} {}", document.id, document.format.name()),
                Read::Skipped(left_out) | Read::Failed(left_out) => format!("{}: {}", left_out.path, left_out.reason),
            });
            true
        });
        found
    }

    #[test]
    fn what_is_packed_is_read_as_what_it_is() {
        let records = b"{\"title\": \"a\", \"text\": \"It rained.\"}\n{\"title\": \"b\", \"text\": \"It shone.\"}\n";
        assert_eq!(read("a.jsonl.gz", &packed(records)), ["a.jsonl.gz#1 json-lines", "a.jsonl.gz#2 json-lines"]);
        let (first, second) = records.split_at(40);
        let two = [packed(first), packed(second)].concat();
        assert_eq!(read("a.jsonl.gz", &two).len(), 2, "members follow one another");
        assert_eq!(read("a.md.gz", &packed(b"# Rain\n\nIt rained.\n")), ["a.md.gz markdown"]);
        let filled = [packed(b"# Rain\n\nIt rained.\n"), vec![0; 100_000]].concat();
        assert_eq!(read("a.md.gz", &filled), ["a.md.gz markdown"]);
        let other = [packed(b"# Rain\n\nIt rained.\n"), b"something else follows".to_vec()].concat();
        assert_eq!(read("a.md.gz", &other), ["a.md.gz: damaged: invalid gzip header"]);
    }

    #[test]
    fn what_is_cut_off_is_named_and_what_was_whole_is_given() {
        let mut lines = String::new();
        for number in 0..20_000 {
            writeln!(lines, "{{\"title\": \"a\", \"text\": \"It rained {number}.\"}}").unwrap();
        }
        let whole = packed(lines.as_bytes());
        let found = read("a.jsonl.gz", whole.get(..whole.len() / 2).unwrap());
        let (last, others) = found.split_last().unwrap();
        assert!(others.len() > 5_000 && others.iter().all(|one| one.ends_with("json-lines")));
        assert!(last.contains("truncated: the archive ends early"), "{last}");
    }

    #[test]
    fn a_bomb_is_stopped() {
        let bomb = packed(&vec![b' '; 80 * 1024 * 1024]);
        let found = read("bomb.txt.gz", &bomb);
        assert!(found[0].contains("longer than 8 MiB"), "{found:?}");
        let line = packed(&b"{\"title\": \"a\", \"text\": \"It rained.\"}\n".repeat(2_000_000));
        let mut last = None;
        read_stream(&Origin::named("bomb.jsonl.gz"), &mut line.as_slice(), &mut |one| {
            last = Some(one);
            true
        });
        let Some(Found::Failed(failed)) = last else { panic!("{last:?}") };
        assert!(failed.reason.contains("expands to more than 200 times"), "{failed:?}");
        let mut nested = packed(b"text");
        for _ in 0..6 {
            nested = packed(&nested);
        }
        assert!(read("a.gz", &nested)[0].contains("more than 4 archives"));
    }
}
