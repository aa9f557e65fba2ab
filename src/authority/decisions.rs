//! What has the user decided about names? A plain text file, one decision a line, written by `newshound entities` and by
//! hand: `merge person "Kyiv Post" "KyivPost"`. Lines come in, decisions go out in their order; a line that cannot be meant
//! is a [`Fault`] with its number and a hint, and the others count all the same.

use std::fmt;

use crate::article::model::Kind;

/// What stands at the head of a new file.
pub const HEADER: &str = "\
# Decisions about names, one a line; later lines stand above earlier ones. newshound entities writes them, anyone may edit.
# merge person \"Name to show\" \"Other name\" ...   these are one
# split person \"Name\" ...                         each of these stands for itself
# rename person \"Name\" \"Name to show\"             shown under another name
# hide person \"Name\"                              left out of facets and records
# kind person \"Name\" organization                 not a person but an organization
# A place is written with its path, as in facets: hide place \"Europe/United Kingdom/England/Reading\"
";

/// One decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// All these names are one, shown under the first.
    Merge(Kind, Vec<String>),
    /// Each of these names stands for itself.
    Split(Kind, Vec<String>),
    /// A name, and the name to show for it.
    Rename(Kind, String, String),
    /// A name to leave out.
    Hide(Kind, String),
    /// A name, and what it really is.
    Kind(Kind, String, Kind),
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Merge(kind, names) => write!(f, "merge {} {}", word(*kind), quoted(names)),
            Self::Split(kind, names) => write!(f, "split {} {}", word(*kind), quoted(names)),
            Self::Rename(kind, name, shown) => write!(f, "rename {} {} {}", word(*kind), quote(name), quote(shown)),
            Self::Hide(kind, name) => write!(f, "hide {} {}", word(*kind), quote(name)),
            Self::Kind(kind, name, really) => write!(f, "kind {} {} {}", word(*kind), quote(name), word(*really)),
        }
    }
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| quote(name)).collect::<Vec<_>>().join(" ")
}

/// A name in quotes; quotes and backslashes within it stand behind a backslash, line ends become blanks.
fn quote(name: &str) -> String {
    let escaped: String = name
        .chars()
        .flat_map(|letter| {
            let letter = if letter.is_control() { ' ' } else { letter };
            matches!(letter, '"' | '\\').then_some('\\').into_iter().chain([letter])
        })
        .collect();
    format!("\"{escaped}\"")
}

/// The word for a kind.
pub fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "person",
        Kind::Place => "place",
        Kind::Organization => "organization",
    }
}

/// The kind that a word means: singular, plural, British or short.
pub fn kind(word: &str) -> Option<Kind> {
    match word.to_lowercase().as_str() {
        "person" | "people" | "persons" => Some(Kind::Person),
        "place" | "places" => Some(Kind::Place),
        "organization" | "organizations" | "organisation" | "organisations" | "org" | "orgs" => Some(Kind::Organization),
        _ => None,
    }
}

/// A line that cannot be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Line, counted from 1.
    pub line: usize,
    /// What is wrong, and what to write instead.
    pub message: String,
}

/// The user's decisions, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decisions {
    /// What was decided.
    pub list: Vec<Decision>,
    /// Lines that cannot be meant.
    pub faults: Vec<Fault>,
}

impl Decisions {
    /// Reads a file of decisions. Empty lines and those that begin with `#` say nothing.
    pub fn parse(text: &str) -> Decisions {
        let mut decisions = Decisions::default();
        for (number, line) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
            if line.trim().is_empty() || line.trim_start().starts_with('#') {
                continue;
            }
            match decision(line) {
                Ok(decision) => decisions.list.push(decision),
                Err(message) => decisions.faults.push(Fault { line: number, message }),
            }
        }
        decisions
    }
}

fn decision(line: &str) -> Result<Decision, String> {
    let words = words(line)?;
    let mut words = words.into_iter();
    let verb = words.next().unwrap_or_default();
    let written = words.next().unwrap_or_default();
    let kind_of =
        kind(&written).ok_or_else(|| format!("`{written}` is no kind; write person, place or organization behind {verb}"))?;
    let names: Vec<String> = words.collect();
    match (verb.to_lowercase().as_str(), names.as_slice()) {
        ("merge", [_, _, ..]) => Ok(Decision::Merge(kind_of, names)),
        ("merge", _) => Err("merge takes two names or more, each in quotes".to_owned()),
        ("split", [_, ..]) => Ok(Decision::Split(kind_of, names)),
        ("rename", [name, shown]) => Ok(Decision::Rename(kind_of, name.clone(), shown.clone())),
        ("rename", _) => Err("rename takes the name and the name to show, each in quotes".to_owned()),
        ("hide", [name]) => Ok(Decision::Hide(kind_of, name.clone())),
        ("split" | "hide", _) => Err(format!("{verb} takes a name, in quotes")),
        ("kind", [name, really]) => {
            let really = kind(really).ok_or_else(|| format!("`{really}` is no kind; write person, place or organization"))?;
            Ok(Decision::Kind(kind_of, name.clone(), really))
        }
        ("kind", _) => Err("kind takes the name, in quotes, and what it really is".to_owned()),
        _ => Err(format!("`{verb}` is no decision; write merge, split, rename, hide or kind")),
    }
}

/// The words of a line; what stands in quotes, straight or curly, is one word. `#` begins a remark.
fn words(line: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            _ if letter.is_whitespace() => {}
            '#' => break,
            '"' | '“' => words.push(until_quote(&mut letters)?),
            _ => {
                let mut word = String::from(letter);
                while let Some(next) = letters.next_if(|next| !next.is_whitespace()) {
                    word.push(next);
                }
                words.push(word);
            }
        }
    }
    Ok(words)
}

fn until_quote(letters: &mut impl Iterator<Item = char>) -> Result<String, String> {
    let mut word = String::new();
    while let Some(letter) = letters.next() {
        match letter {
            '"' | '”' if word.trim().is_empty() => return Err("a name is empty".to_owned()),
            '"' | '”' => return Ok(word),
            '\\' => word.extend(letters.next()),
            _ => word.push(letter),
        }
    }
    Err("a quote is not closed".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(line: &str) -> Result<Decision, String> {
        let mut decisions = Decisions::parse(line);
        decisions.list.pop().ok_or_else(|| decisions.faults[0].message.clone())
    }

    #[test]
    fn what_is_written_is_read_again() {
        let name = |text: &str| text.to_owned();
        for decision in [
            Decision::Merge(Kind::Person, vec![name("Vera Orlova"), name("V. \"Vee\" Orlowa"), name("back\\slash")]),
            Decision::Split(Kind::Organization, vec![name("AT&T # 1")]),
            Decision::Rename(Kind::Place, name("Europe/Germany/Berlin"), name("Berlin")),
            Decision::Hide(Kind::Person, name("“")),
            Decision::Kind(Kind::Person, name("Amazon"), Kind::Organization),
        ] {
            assert_eq!(only(&decision.to_string()), Ok(decision));
        }
    }

    #[test]
    fn written_by_hand() {
        assert_eq!(only("  Hide org Reuters  # our own name"), Ok(Decision::Hide(Kind::Organization, "Reuters".to_owned())));
        assert_eq!(only("hide person “Vera Orlova”"), Ok(Decision::Hide(Kind::Person, "Vera Orlova".to_owned())));
        assert_eq!(Decisions::parse(HEADER), Decisions::default());
    }

    #[test]
    fn a_line_that_cannot_be_meant_is_named() {
        let decisions = Decisions::parse(
            "hide person \"A\"\n\nhid person B\nmerge people \"A\"\nsplit animal \"B\"\nhide person \"C\nkind person A tree",
        );
        assert_eq!(decisions.list.len(), 1);
        assert_eq!(decisions.faults.iter().map(|fault| fault.line).collect::<Vec<_>>(), [3, 4, 5, 6, 7]);
        assert!(decisions.faults[0].message.contains("write merge, split"), "{:?}", decisions.faults);
    }
}
