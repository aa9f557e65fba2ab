//! Which words are ordinary words? In: running text, one token a line, sentences apart by an empty line, as tagged
//! corpora have it. Out: the words that it writes in small letters often enough, one a line, in the order of the alphabet.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use crate::Outcome;

/// A word must be written small this often: fewer are slips and names of web addresses.
const OFTEN_ENOUGH: usize = 4;

/// How often a word is written small, and with a capital within a sentence.
#[derive(Default)]
struct Uses {
    small: usize,
    capital: usize,
}

/// The ordinary words of these texts. A word that is rather a name (small less than half as often as with a capital
/// within a sentence) is none, and neither is a letter alone.
pub fn ordinary(texts: &[PathBuf]) -> Outcome<String> {
    let mut uses: BTreeMap<String, Uses> = BTreeMap::new();
    for path in texts {
        let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        count(&text, &mut uses);
    }
    let mut list = String::new();
    for (word, uses) in &uses {
        if word.len() > 1 && uses.small >= OFTEN_ENOUGH && uses.small * 2 >= uses.capital {
            list.push_str(word);
            list.push('\n');
        }
    }
    Ok(list)
}

fn count(text: &str, uses: &mut BTreeMap<String, Uses>) {
    let mut within_sentence = false;
    for line in text.lines() {
        let token = line.split('\t').next().unwrap_or_default().trim();
        if token.bytes().all(|byte| byte.is_ascii_lowercase()) && !token.is_empty() {
            uses.entry(token.to_owned()).or_default().small += 1;
        } else if within_sentence && token.bytes().all(|byte| byte.is_ascii_alphabetic()) && !token.is_empty() {
            uses.entry(token.to_ascii_lowercase()).or_default().capital += 1;
        }
        within_sentence = !token.is_empty();
    }
}
