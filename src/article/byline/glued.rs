//! What was lost between the words of a byline? Stripping tags glues neighbours together: `Jane RoeMar 5, 2025`,
//! `Jane Roe@janeroe`, `Jane Roe5 hours ago`, `Jane Roe Follow`. In comes a line, out comes the same line with bars
//! between its parts; a line that shows no such seam comes out as it is.

use std::borrow::Cow;

use crate::article::months;

/// Words that follow a name on its line and never belong to it.
const BUTTONS: &[&str] = &[
    "Follow",
    "Published",
    "Updated",
    "Posted",
    "View",
    "Published:",
    "Updated:",
    "published",
    "updated",
    "posted",
    "Contributor",
    "Bio",
];

/// Beginnings of names with a capital inside: the letters before it.
const INNER_CAPITALS: &[&str] =
    &["Mc", "Mac", "De", "Di", "Du", "La", "Le", "Van", "Von", "Fitz", "Des", "Lo", "Del", "Al", "El", "St"];

/// The line with a bar at every seam.
#[must_use]
pub fn parted(line: &str) -> Cow<'_, str> {
    let line = line.trim();
    let words: Vec<&str> = line.split(' ').collect();
    let mut parts: Vec<Cow<'_, str>> = Vec::with_capacity(words.len());
    let mut parted = false;
    for (at, word) in words.iter().enumerate() {
        // One bar is enough: what stands behind it is read as a date or not at all.
        let button = at >= 2 && BUTTONS.contains(word);
        let dated = at >= 2 && months::month(word.trim_end_matches('.')).is_some() && begins_day(words.get(at + 1));
        let part = match seam(word) {
            _ if parted => Cow::Borrowed(*word),
            _ if button || dated => Cow::Owned(format!("| {word}")),
            Some((before, after)) => Cow::Owned(format!("{before} | {after}")),
            None => Cow::Borrowed(*word),
        };
        parted = parted || matches!(part, Cow::Owned(_));
        parts.push(part);
    }
    if parted { Cow::Owned(parts.join(" ")) } else { Cow::Borrowed(line) }
}

fn begins_day(word: Option<&&str>) -> bool {
    word.is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// The place within a word where two were glued: before a figure, a handle, or a capital behind a small letter.
fn seam(word: &str) -> Option<(&str, &str)> {
    let mut before = ' ';
    for (at, character) in word.char_indices() {
        let glued = match character {
            '@' => before.is_alphabetic(),
            digit if digit.is_ascii_digit() => before.is_lowercase(),
            capital if capital.is_uppercase() => before.is_lowercase() && !is_inner_capital(word.get(..at).unwrap_or_default()),
            _ => false,
        };
        if glued {
            return word.split_at_checked(at);
        }
        before = character;
    }
    None
}

fn is_inner_capital(before: &str) -> bool {
    let part = before.rsplit(['-', '\'', '’']).next().unwrap_or_default();
    INNER_CAPITALS.contains(&part)
}

#[cfg(test)]
mod tests {
    use super::parted;

    #[test]
    fn seams_are_marked() {
        for (line, with_bars) in [
            ("Jane RoeMar 5, 2025", "Jane Roe | Mar 5, 2025"),
            ("Jane Roe-BarneyThe Continental Review", "Jane Roe-Barney | The Continental Review"),
            ("Jane Roe5 hours ago", "Jane Roe | 5 hours ago"),
            ("Jane Roe@janeroe", "Jane Roe | @janeroe"),
            ("Jane Roe Follow", "Jane Roe | Follow"),
            ("Jane Roe published 19 May 2026", "Jane Roe | published 19 May 2026"),
            ("Jane Roe Jul. 19, 2026 9:45 am", "Jane Roe | Jul. 19, 2026 9:45 am"),
        ] {
            assert_eq!(parted(line), with_bars);
        }
    }

    #[test]
    fn names_with_capitals_inside_stay_whole() {
        for name in [
            "Ian McDonald",
            "Fiona MacLeod",
            "Ana DeSantis",
            "Jean-Luc O’Neill",
            "Rosa D'Arcy",
            "LeBron Roe",
            "May Roe",
            "",
            " ",
            "Šárka",
        ] {
            assert_eq!(parted(name), name.trim(), "{name}");
        }
    }
}
