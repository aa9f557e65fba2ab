//! Who is the subject of a verb of saying? Units of prose and the verb's place come in; the one who speaks goes out, as a
//! named person or a pronoun. Whatever else may be the subject (a ministry, "an official", "Roe's lawyer", two people
//! at once) is no answer: then nobody is named.

use crate::entity::quotes::page::{Unit, What};
use crate::entity::quotes::roles::is_role;

/// Most units between a subject and its verb: `Roe, who has run the mill since her father died in the flood, said`.
const LONGEST_APPOSITION: usize = 32;
/// Words about someone before the name: `the former chairman and chief executive of`.
const LONGEST_ROLE: usize = 10;

/// The one who speaks: the unit that says so.
pub type Subject = usize;

/// The subject that stands before the verb at `verb`.
pub fn before_verb(units: &[Unit], verb: usize) -> Option<Subject> {
    let mut left = skip_adverbs(units, verb)?;
    if units[left].is("who") {
        left = left.checked_sub(1)?;
        return if units[left].is(",") { before_comma(units, left) } else { None };
    }
    if is_pronoun(&units[left]) {
        return Some(left);
    }
    if units[left].is(")") {
        left = units[..left].iter().rposition(|unit| unit.is("("))?.checked_sub(1)?;
    }
    if units[left].is(",") {
        return before_comma(units, left);
    }
    if units[left].person().is_some() {
        return Some(left).filter(|subject| is_head(units, *subject));
    }
    behind_affiliation(units, left)
}

/// The subject that stands behind the verb at `verb`: `said the mayor, Jane Roe`.
pub fn after_verb(units: &[Unit], verb: usize) -> Option<Subject> {
    let first = units.get(verb + 1)?;
    if is_pronoun(first) {
        return Some(verb + 1);
    }
    let mut blocked = false;
    for (index, unit) in units.iter().enumerate().skip(verb + 1).take(LONGEST_ROLE * 2) {
        if unit.person().is_some() {
            let apposed = index > verb + 2 && units[index - 1].is(",");
            if (!blocked || apposed) && stands_alone(units, index) {
                return Some(index);
            }
            blocked = true;
        } else if ends_role(unit) {
            return None;
        }
        blocked |= is_preposition(unit) && !is_title(units, index);
    }
    None
}

/// The subject of the sentence, for a verb further on: the first person in it who stands where a subject does.
pub fn of_sentence(units: &[Unit], end: usize) -> Option<Subject> {
    (0..end.min(units.len())).find(|index| {
        let unit = &units[*index];
        let pronoun = is_pronoun(unit) && *index < 2;
        pronoun
            || unit.person().is_some() && begins_clause(units, *index) && is_head(units, *index) && stands_alone(units, *index)
    })
}

/// True where no verb can stand before a name in its clause: the sentence begins with it, with a title or a role.
fn begins_clause(units: &[Unit], subject: usize) -> bool {
    let Some(before) = subject.checked_sub(1).map(|index| &units[index]) else { return true };
    let titles = units[..subject].iter().rev().take_while(|unit| unit.what != What::Mark).all(|unit| unit.capital);
    before.is(",") || titles || is_role(&before.lower)
}

/// True where the verb shares the subject of a verb before it: `rose and later told`.
pub fn is_coordinated(units: &[Unit], verb: usize) -> bool {
    skip_adverbs(units, verb).is_some_and(|left| units[left].is("and") || units[left].is("but"))
}

/// True for the pronouns that mean one person.
pub fn is_pronoun(unit: &Unit) -> bool {
    unit.is("he") || unit.is("she")
}

/// The last unit before the verb that is no adverb or auxiliary; `None` where the verb is passive.
fn skip_adverbs(units: &[Unit], verb: usize) -> Option<usize> {
    let mut left = verb.checked_sub(1)?;
    loop {
        let unit = &units[left];
        if matches!(unit.lower.as_str(), "was" | "were" | "is" | "are" | "be" | "been" | "being" | "to" | "not") {
            return None;
        }
        let auxiliary = matches!(
            unit.lower.as_str(),
            "has"
                | "had"
                | "have"
                | "also"
                | "then"
                | "later"
                | "once"
                | "now"
                | "still"
                | "again"
                | "even"
                | "often"
                | "only"
                | "just"
        );
        let adverb = unit.what == What::Word && !unit.capital && unit.lower.len() > 4 && unit.lower.ends_with("ly");
        if !auxiliary && !adverb {
            return Some(left);
        }
        left = left.checked_sub(1)?;
    }
}

/// The person before an apposition that ends with the comma at `comma`, or the one that the comma sets off.
fn before_comma(units: &[Unit], comma: usize) -> Option<Subject> {
    let named = comma.checked_sub(1)?;
    let apposed = units[named].person().is_some() && named.checked_sub(1).is_some_and(|index| units[index].is(","));
    if apposed {
        return Some(named);
    }
    let lowest = comma.saturating_sub(LONGEST_APPOSITION);
    let subject = (lowest..named).rev().find(|index| units[*index].person().is_some() && units[index + 1].is(","))?;
    is_head(units, subject).then_some(subject)
}

/// The person before `of the bank` or `in London`, directly before a verb.
fn behind_affiliation(units: &[Unit], left: usize) -> Option<Subject> {
    let lowest = left.saturating_sub(LONGEST_ROLE);
    let subject = (lowest..left).rev().find(|index| units[*index].person().is_some())?;
    let between = &units[subject + 1..=left];
    let begins = between.first().is_some_and(|unit| matches!(unit.lower.as_str(), "of" | "at" | "from" | "with" | "in"));
    let plain = between.iter().all(|unit| unit.what != What::Mark || unit.is("-") || unit.is("'s") || unit.is("’s"));
    let named = units[left].what == What::Name || units[left].capital;
    (begins && plain && named && is_head(units, subject)).then_some(subject)
}

/// True where a person is the subject itself, not one whom the subject belongs to: `a spokesman for Roe`, `Hale and Roe`.
fn is_head(units: &[Unit], subject: usize) -> bool {
    let lowest = subject.saturating_sub(LONGEST_ROLE);
    for index in (lowest..subject).rev() {
        let unit = &units[index];
        let adjacent = index + 1 == subject;
        if matches!(unit.lower.as_str(), "," | ":" | ";" | "—" | "–" | "that" | "but" | "while" | "when" | "as") {
            return !(unit.is("as") && adjacent);
        }
        if unit.is("and") || unit.is("or") {
            return !adjacent && !units[index - usize::from(index > 0)].capital;
        }
        if is_preposition(unit) && !is_title(units, index) {
            return index == 0 && !adjacent;
        }
        if unit.person().is_some() || unit.is("including") {
            return false;
        }
    }
    true
}

/// True where a name is neither a possessive nor the first of several.
fn stands_alone(units: &[Unit], subject: usize) -> bool {
    let Some(next) = units.get(subject + 1) else { return true };
    let several = next.is("and") && units.get(subject + 2).is_some_and(|unit| unit.capital);
    !next.is("'s") && !next.is("’s") && !next.is("’") && !next.is("'") && !several
}

/// True where what follows a verb of saying is no longer a description of the speaker.
fn ends_role(unit: &Unit) -> bool {
    let ends = ["who", "whose", "that", "when", "while", "after", "before", "because", "as", "adding", ".", ";", ":", "—", "("];
    ends.iter().any(|word| unit.is(word))
}

/// True for the `of` of a title: `Secretary of State Roe`.
fn is_title(units: &[Unit], of: usize) -> bool {
    let title = |index: usize| units.get(index).is_some_and(|unit| unit.capital && unit.person().is_none());
    units[of].is("of") && title(of + 1) && of.checked_sub(1).is_some_and(title)
}

fn is_preposition(unit: &Unit) -> bool {
    let prepositions = [
        "of", "for", "to", "by", "with", "about", "from", "against", "at", "in", "on", "like", "than", "near", "under", "over",
        "into", "between", "among", "during", "without",
    ];
    unit.what == What::Word && prepositions.iter().any(|preposition| unit.is(preposition))
}
