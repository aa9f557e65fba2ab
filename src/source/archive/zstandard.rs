//! Zstandard: what does the file hold, in all its frames?

use std::io::{self, BufRead, Chain, Cursor, Read};

use ruzstd::decoding::{FrameDecoder, StreamingDecoder};

use super::super::piece::{Give, Origin};
use super::super::read::Head;
use super::read_unpacked;

/// The number at the beginning of a frame (RFC 8878, section 3.1.1).
const MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// Length of such a number.
const MAGIC_LENGTH: usize = MAGIC.len();

/// True where a stream begins as Zstandard does.
pub(in crate::source) fn recognises(head: &Head<'_>) -> bool {
    head.bytes.first_chunk().is_some_and(|magic| *magic == MAGIC || is_skippable(*magic))
}

/// True where a frame holds no contents, but what a program keeps beside them (RFC 8878, section 3.1.2).
fn is_skippable(magic: [u8; MAGIC_LENGTH]) -> bool {
    (0x184d_2a50..=0x184d_2a5f).contains(&u32::from_le_bytes(magic))
}

/// Reads what the file holds.
pub(in crate::source) fn read(origin: &Origin, stream: &mut dyn BufRead, give: Give<'_>) {
    read_unpacked(origin, &["zst", "zstd"], Frames { stream: Some(stream), frame: None }, give);
}

/// One frame after another: the stream between frames, or the frame that is read.
struct Frames<'a> {
    stream: Option<&'a mut dyn BufRead>,
    frame: Option<StreamingDecoder<Frame<'a>, FrameDecoder>>,
}

/// A frame from its beginning, which was read to tell what kind of frame it is.
type Frame<'a> = Chain<Cursor<[u8; MAGIC_LENGTH]>, &'a mut dyn BufRead>;

impl Read for Frames<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(frame) = &mut self.frame {
                let length = frame.read(buffer)?;
                if length > 0 || buffer.is_empty() {
                    return Ok(length);
                }
            }
            let behind = self.frame.take().map(|frame| frame.into_inner().into_inner().1);
            let Some(stream) = behind.or_else(|| self.stream.take()) else { return Ok(0) };
            if stream.fill_buf()?.is_empty() {
                return Ok(0);
            }
            let magic = number(stream)?;
            if is_skippable(magic) {
                let length = u32::from_le_bytes(number(stream)?);
                io::copy(&mut (&mut *stream).take(length.into()), &mut io::sink())?;
                self.stream = Some(stream);
            } else {
                let frame = StreamingDecoder::new(Cursor::new(magic).chain(stream));
                self.frame = Some(frame.map_err(|error| io::Error::other(error.to_string()))?);
            }
        }
    }
}

fn number(stream: &mut dyn BufRead) -> io::Result<[u8; MAGIC_LENGTH]> {
    let mut bytes = [0; MAGIC_LENGTH];
    stream.read_exact(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};

    use super::*;
    use crate::source::piece::Read as Outcome;
    use crate::source::read::read_stream;

    fn ids(name: &str, bytes: &[u8]) -> Vec<String> {
        let mut found = Vec::new();
        read_stream(&Origin::named(name), &mut &*bytes, &mut |one| {
            found.push(match one.read() {
                Outcome::Document(document) => document.id,
                Outcome::Skipped(left_out) | Outcome::Failed(left_out) => left_out.reason,
            });
            true
        });
        found
    }

    #[test]
    fn frames_are_read_one_after_another() {
        let record = b"{\"title\": \"a\", \"text\": \"It rained.\"}\n";
        let packed =
            [compress_to_vec(&record[..], CompressionLevel::Fastest), compress_to_vec(&record[..], CompressionLevel::Fastest)]
                .concat();
        assert_eq!(ids("a.jsonl.zst", &packed), ["a.jsonl.zst#1", "a.jsonl.zst#2"]);
        let beside = [&[0x5e, 0x2a, 0x4d, 0x18, 3, 0, 0, 0][..], b"abc"].concat();
        let apart = [&beside, &packed, &beside].map(Vec::as_slice).concat();
        assert_eq!(ids("a.jsonl.zst", &apart), ["a.jsonl.zst#1", "a.jsonl.zst#2"]);
        let cut = ids("a.jsonl.zst", packed.get(..packed.len() - 5).unwrap());
        assert!(cut.len() == 2 && cut[0] == "a.jsonl.zst#1", "{cut:?}");
        assert_eq!(ids("a.zst", &[&MAGIC[..], b"\xff\xff\xff\xff\xff"].concat()).len(), 1);
    }
}
