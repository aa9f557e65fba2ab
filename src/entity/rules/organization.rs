//! Is a run an organisation? By the list of known ones, and by words that say so: `Ministry of Health`, `Harbour
//! Bank`, `Tallis Ltd`.

use crate::entity::lists;
use crate::entity::rules::chain;
use crate::entity::words::{Line, Traits};

/// One past the last token of the known organisation that begins at `first`.
pub fn known(line: &Line<'_, '_>, first: usize) -> Option<usize> {
    if !line.has(first, Traits::KNOWN) {
        return None;
    }
    let (length, _) = lists::known_organization(line.from(first), line.shouts())?;
    let article = length == 1 && line.text(first) == "The";
    (!article).then_some(first + length)
}

/// One past the last token of the organisation that `first` begins by its head word, within the run that ends at `last`.
pub fn by_head(line: &Line<'_, '_>, first: usize, last: usize) -> Option<usize> {
    let heads = Traits::ORGANIZATION_HEAD.and(Traits::COMPLEMENT_HEAD);
    let head = (first..last).rev().find(|index| line.has(*index, heads) && !line.is_hyphen(index + 1))?;
    let whole = (line.has(head, Traits::COMPLEMENT_HEAD) && head + 1 == last).then(|| complement(line, last)).flatten();
    if let Some(end) = whole {
        return Some(end);
    }
    (head > first && line.has(head, Traits::ORGANIZATION_HEAD) && !line.strict()).then_some(head + 1)
}

/// One past the `of ...` that follows a head: `of Health and Human Services`, `for the Study of Rivers`.
fn complement(line: &Line<'_, '_>, last: usize) -> Option<usize> {
    let mut end = None;
    let mut next = last;
    for _ in 0..3 {
        let Some(begin) = complement_begin(line, next, end.is_some()) else { break };
        let run = trim(line, begin, chain::end(line, begin));
        if run == begin {
            break;
        }
        end = Some(run);
        next = run;
    }
    end
}

/// Where the words after a preposition begin; an `and` joins only ordinary words to ordinary words.
fn complement_begin(line: &Line<'_, '_>, last: usize, inside: bool) -> Option<usize> {
    let begin = match line.text(last) {
        "of" | "for" | "on" | "against" | "to" | "de" | "del" if !(inside && line.text(last) != "of") => last + 1,
        "and" | "&" if inside && line.has(last - 1, Traits::COMMON) && line.has(last + 1, Traits::COMMON) => last + 1,
        "," if inside
            && line.has(last - 1, Traits::COMMON)
            && line.has(last + 1, Traits::COMMON)
            && matches!(line.text(last + 2), "," | "and" | "&") =>
        {
            last + 1
        }
        _ => return None,
    };
    let begin = begin + usize::from(matches!(line.text(begin), "the" | "la" | "los" | "las"));
    line.has(begin, Traits::CAPITAL).then_some(begin)
}

/// The complement ends before a title: `Bank of Japan Governor`.
fn trim(line: &Line<'_, '_>, first: usize, last: usize) -> usize {
    (first + 1..last)
        .find(|index| {
            line.has(*index, Traits::TITLE) && !line.has(*index, Traits::COMMON.and(Traits::SURNAME)) || is_title(line, *index)
        })
        .unwrap_or(last)
}

fn is_title(line: &Line<'_, '_>, index: usize) -> bool {
    line.has(index, Traits::TITLE)
        && lists::title(line.from(index), false).is_some_and(|length| line.is_name_like(index + length))
}

/// One past a run that names an event, a law or a prize: such names are of no kind here.
pub fn other(line: &Line<'_, '_>, first: usize, last: usize) -> Option<usize> {
    let head = (first + 1..last).rev().find(|index| line.has(*index, Traits::OTHER_HEAD))?;
    Some(head + 1)
}

#[cfg(test)]
mod tests {
    use crate::entity::marked::assert_marked;

    #[test]
    fn known_organizations_are_found_as_they_are_written() {
        assert_marked("Talks at [organization NATO] and the [organization U.N. Security Council] stalled.");
        assert_marked("Shares of [organization Procter & Gamble] and [organization McDonald’s] fell.");
        assert_marked("He saw it on the [organization BBC].");
    }

    #[test]
    fn a_head_word_makes_an_organization() {
        assert_marked("He joined [organization Tallis Ltd] and then [organization Harrowgate University].");
        assert_marked("The [organization Justice Ministry] denied it.");
    }

    #[test]
    fn complements_belong_to_the_name() {
        assert_marked("A note from the [organization Ministry of Agriculture and Forestry] said so.");
        assert_marked("The head of the [organization Center for Countering Rumours] said so.");
        assert_marked("Studies at the [organization University of Texas] began.");
    }

    #[test]
    fn a_complement_ends_before_a_title() {
        assert_marked("He met [organization Bank of Japan] Governor [person John Hale].");
    }

    #[test]
    fn events_and_laws_are_no_names_here() {
        assert_marked("They signed the Harrow Treaty before the Tallis Cup.");
    }

    #[test]
    fn abbreviations_in_capitals_are_organizations_unless_known_for_something_else() {
        assert_marked("The report of [organization QRTF] on GDP was late.");
    }
}
