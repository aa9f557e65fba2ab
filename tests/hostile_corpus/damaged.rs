//! Files of every format that is read, as they lie in `corpus/formats`: cut off in the middle, and with bytes changed.

use super::Told::{self, Failed, Read, Skipped};
use super::{Row, file};
use crate::run::root;

/// Bytes that look random and are always the same.
pub fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_u32;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state.to_le_bytes()[0]
    };
    (0..length).map(|_| next()).collect()
}

fn sample(name: &str) -> Vec<u8> {
    std::fs::read(root().join("corpus/formats").join(name)).unwrap()
}

/// The first half of a sample.
fn cut(name: &'static str, told: Told) -> Row {
    file(&format!("cut-{name}"), told, move || {
        let mut bytes = sample(name);
        bytes.truncate(bytes.len() / 2);
        bytes
    })
}

/// A sample of which, from its hundredth byte on, each hundredth is another.
fn changed(name: &'static str, told: Told) -> Row {
    file(&format!("changed-{name}"), told, move || {
        let mut bytes = sample(name);
        for (byte, other) in bytes.iter_mut().skip(100).step_by(100).zip(noise(1 << 16)) {
            *byte ^= other;
        }
        bytes
    })
}

pub fn rows() -> Vec<Row> {
    vec![
        cut("aol-time-warner.txt", Read(1)),
        cut("atlantis-last-landing.xml", Failed("truncated: it ends within <location>")),
        cut("australia-says-sorry.md", Read(1)),
        cut("balloon-round-the-world.html", Read(1)),
        cut("baltic-way.tsv", Read(1)),
        cut("bleriot-1909-07-26.xml", Failed("broken XML at byte 16616")),
        cut("burj-khalifa-opens.warc.gz", Failed("truncated: the archive ends early")),
        cut("concorde-last-landing.eml", Read(1)),
        cut("congestion-charge.csv", Failed("a quotation mark that is never closed")),
        cut("croatia-joins-eu.xml", Failed("truncated: the file ends within it")),
        cut("euro-cash.zip", Failed("truncated: the archive ends early")),
        cut("gagarin-in-space.txt.zst", Failed("damaged: Failed to parse block header")),
        cut("gotthard-tunnel-opens.xml", Failed("truncated: the file ends within it")),
        cut("huygens-on-titan.mbox", Read(1)),
        cut("ireland-votes-yes.json", Failed("truncated: the file ends within a record")),
        cut("kyoto-protocol.pdf", Failed("damaged: failed parsing cross reference table")),
        cut("links-of-europe.jsonl.gz", Failed("truncated: the archive ends early")),
        cut("oresund-bridge-opens.xml", Failed("truncated: the file ends within it")),
        cut("panama-canal.docx", Failed("truncated or damaged")),
        cut("philae-comet.atom", Failed("truncated: the file ends within it")),
        cut("pluto-no-planet.mhtml", Read(1)),
        cut("solar-impulse-lands.xml", Failed("truncated: the file ends within it")),
        cut("spaceshipone.tar.gz", Failed("truncated: the archive ends early")),
        cut("wire-of-two-days.tar", Read(2)),
        changed("aol-time-warner.txt", Read(1)),
        changed("atlantis-last-landing.xml", Read(1)),
        changed("balloon-round-the-world.html", Read(1)),
        changed("baltic-way.tsv", Read(1)),
        changed("bleriot-1909-07-26.xml", Failed("broken XML at byte")),
        changed("burj-khalifa-opens.warc.gz", Failed("damaged: corrupt deflate stream")),
        changed("concorde-last-landing.eml", Skipped("a message without text")),
        changed("croatia-joins-eu.xml", Read(1)),
        changed("euro-cash.zip", Failed("truncated: the archive ends early")),
        changed("gagarin-in-space.txt.zst", Failed("damaged: ")),
        changed("huygens-on-titan.mbox", Read(1)),
        changed("ireland-votes-yes.json", Failed("truncated: the file ends within a record")),
        changed("kyoto-protocol.pdf", Failed("damaged: ")),
        changed("panama-canal.docx", Failed("truncated or damaged")),
        changed("pluto-no-planet.mhtml", Skipped("a saved page without its page")),
        changed("solar-impulse-lands.xml", Failed("broken XML at byte 568")),
        changed("spaceshipone.tar.gz", Skipped("binary file")),
        changed("wire-of-two-days.tar", Failed("archive header checksum mismatch")),
    ]
}
