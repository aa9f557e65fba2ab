//! Which files does a zip archive without its list hold? The list stands at the end, and is what a broken download lacks:
//! each member has a head of its own, from which it is read as far as the bytes go. Sums are not checked here.

use std::io::{self, BufRead, Read};

use flate2::bufread::DeflateDecoder;

use super::super::piece::Origin;
use super::Members;

/// Length of a head behind its mark, the name left out.
const HEAD: usize = 26;

/// Bits of the flags: the member is encrypted; its length follows it.
const ENCRYPTED: u16 = 1;
const LENGTH_FOLLOWS: u16 = 8;

/// The head of a member.
struct Local {
    flags: u16,
    method: u16,
    length: u32,
    name: String,
}

/// Reads one member after another, as far as that goes.
pub(super) fn read(stream: &mut dyn BufRead, members: &mut Members<'_, '_>) {
    while members.go_on() {
        let Ok(Some(local)) = Local::next(stream) else { return };
        let Some(member) = members.origin(&local.name, None) else { continue };
        match (local.flags & ENCRYPTED, local.method) {
            (0, 8) => read_through(&member, &mut DeflateDecoder::new(&mut *stream), members),
            (0, 0) if local.flags & LENGTH_FOLLOWS == 0 => {
                read_through(&member, &mut (&mut *stream).take(local.length.into()), members);
            }
            (0, 0) => members.fail(&member, "cannot be unpacked: its length is not known"),
            (0, method) => members.fail(&member, &format!("cannot be unpacked: compression method not supported: {method}")),
            _ => members.fail(&member, "cannot be unpacked: it is encrypted"),
        }
    }
}

/// Reads a member, and passes over what was not wanted of it: the next one stands behind.
fn read_through(member: &Origin, contents: &mut dyn Read, members: &mut Members<'_, '_>) {
    members.read(member, &mut *contents);
    // Where it is damaged, the next mark is looked for from there.
    let _ = io::copy(&mut members.archive.nesting.metered(contents), &mut io::sink());
}

impl Local {
    /// The next head, wherever it stands; `None` where the list begins, or the end.
    fn next(stream: &mut dyn BufRead) -> io::Result<Option<Local>> {
        if !pass_to_mark(stream)? {
            return Ok(None);
        }
        let mut head = [0; HEAD];
        stream.read_exact(&mut head)?;
        let number = |at: usize| u16::from_le_bytes([head[at], head[at + 1]]);
        let mut name = vec![0; number(22).into()];
        stream.read_exact(&mut name)?;
        io::copy(&mut (&mut *stream).take(number(24).into()), &mut io::sink())?;
        let length = u32::from(number(14)) | u32::from(number(16)) << 16;
        Ok(Some(Local { flags: number(2), method: number(4), length, name: String::from_utf8_lossy(&name).into_owned() }))
    }
}

/// Passes behind the next mark of a head; false at the end and where the list begins.
fn pass_to_mark(stream: &mut dyn BufRead) -> io::Result<bool> {
    let mut last = [0; 4];
    for byte in stream.bytes() {
        last.rotate_left(1);
        last[3] = byte?;
        match &last {
            b"PK\x03\x04" => return Ok(true),
            b"PK\x01\x02" => return Ok(false),
            _ => {}
        }
    }
    Ok(false)
}
