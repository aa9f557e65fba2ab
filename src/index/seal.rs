//! Which commit is this, and is its description whole? tantivy's list of segments gets a head: a checksum over all that
//! follows, the generation, and the attachments. The list is replaced in one step, so that segments, manifest and
//! attachments change together or not at all.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::attachment::{Attachment, Kind};

/// What the file begins with, up to its checksum in eight digits.
const OPENING: &[u8] = b"{\"seal\":\"";
/// What stands between the checksum and the seal.
const NAME: &[u8] = b"\",\"newshound\":";

/// What a commit says of itself beside tantivy's list and our manifest.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Seal {
    /// Grows by one with each commit.
    pub generation: u64,
    /// The files that belong to the commit.
    pub attachments: BTreeMap<Kind, Attachment>,
}

/// A list of segments as it was found.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unsealed {
    /// Whole, with its seal.
    Whole(Seal),
    /// Sealed once, and changed since.
    Broken,
    /// Never sealed: of another program, or of an older one of ours.
    Never,
}

impl Seal {
    /// tantivy's list with this seal as its head.
    ///
    /// # Errors
    /// Where the list is no JSON object.
    pub(super) fn put_on(&self, list: &[u8]) -> serde_json::Result<Vec<u8>> {
        use serde::ser::Error as _;
        let members = list.trim_ascii_start().strip_prefix(b"{").ok_or_else(|| serde_json::Error::custom("no JSON object"))?;
        let mut sealed = NAME.to_vec();
        serde_json::to_writer(&mut sealed, self)?;
        sealed.push(b',');
        sealed.extend_from_slice(members);
        let mut whole = OPENING.to_vec();
        whole.extend(format!("{:08x}", crc32fast::hash(&sealed)).into_bytes());
        whole.append(&mut sealed);
        Ok(whole)
    }

    /// The seal of a list of segments.
    pub(super) fn read(list: &[u8]) -> Unsealed {
        #[derive(Deserialize)]
        struct Head {
            newshound: Seal,
        }
        let Some((digits, sealed)) = list.strip_prefix(OPENING).and_then(|rest| rest.split_at_checked(8)) else {
            return Unsealed::Never;
        };
        let stated = std::str::from_utf8(digits).ok().and_then(|digits| u32::from_str_radix(digits, 16).ok());
        if stated != Some(crc32fast::hash(sealed)) {
            return Unsealed::Broken;
        }
        serde_json::from_slice::<Head>(list).map_or(Unsealed::Broken, |head| Unsealed::Whole(head.newshound))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed() -> (Seal, Vec<u8>) {
        let seal = Seal { generation: 9, attachments: BTreeMap::new() };
        let whole = seal.put_on(b"{\n \"segments\": [] }\n").expect("an object");
        (seal, whole)
    }

    #[test]
    fn a_sealed_list_is_the_list_with_one_member_more() {
        let (seal, whole) = sealed();
        assert_eq!(Seal::read(&whole), Unsealed::Whole(seal));
        let value: serde_json::Value = serde_json::from_slice(&whole).expect("JSON");
        assert_eq!(value["segments"], serde_json::json!([]));
    }

    #[test]
    fn any_changed_byte_breaks_the_seal() {
        let (_, whole) = sealed();
        for place in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[place] ^= 1;
            assert!(!matches!(Seal::read(&damaged), Unsealed::Whole(_)), "byte {place}");
            assert!(!matches!(Seal::read(&whole[..place]), Unsealed::Whole(_)), "{place} bytes");
        }
        assert_eq!(Seal::read(b"{\"segments\":[]}"), Unsealed::Never);
    }
}
