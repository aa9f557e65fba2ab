//! Under what number is a feature kept? Words and features are hashed to 64 bits, the same at training and at run time
//! and on every machine: the numbers are part of the model file.

const MULTIPLIER: u64 = 0x517c_c1b7_2722_0a95;

/// The hash of a text.
pub fn text(text: &str) -> u64 {
    let mut hash = text.len() as u64;
    for chunk in text.as_bytes().chunks(8) {
        let mut word = [0; 8];
        for (slot, byte) in word.iter_mut().zip(chunk) {
            *slot = *byte;
        }
        hash = step(hash, u64::from_le_bytes(word));
    }
    finish(hash)
}

/// The hash of two hashes or numbers in their order.
pub fn pair(one: u64, other: u64) -> u64 {
    finish(step(step(MULTIPLIER, one), other))
}

fn step(hash: u64, word: u64) -> u64 {
    (hash.rotate_left(5) ^ word).wrapping_mul(MULTIPLIER)
}

/// Spreads every bit over all 64.
fn finish(hash: u64) -> u64 {
    let hash = (hash ^ hash >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let hash = (hash ^ hash >> 33).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ hash >> 33
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_tell_texts_and_orders_apart() {
        assert_ne!(text("Hale"), text("Hall"));
        assert_ne!(text("a"), text("a\0"));
        assert_ne!(pair(1, 2), pair(2, 1));
    }

    #[test]
    fn hashes_are_those_of_the_model_file() {
        assert_eq!(text("Hale"), 0x8bb9_c281_eb09_fc87);
        assert_eq!(finish(1), 0xb456_bcfc_34c2_cb2c);
    }
}
