//! Is a run a place? By the gazetteer, the longest phrase first, and by words that say so: `Tallis River`, `Lake Orr`.

use crate::entity::lists;
use crate::entity::rules::atlas::{Atlas, Facts};
use crate::entity::rules::candidate::Guess;
use crate::entity::rules::chain;
use crate::entity::words::{Line, Traits};
use crate::gazetteer::{self, PlaceKind};

/// Inhabitants from which a town is more likely meant than a person of its name who is not introduced.
const LARGE_TOWN: u32 = 50_000;

/// Longest phrase looked up, in tokens.
const LONGEST: usize = 7;

/// The longest gazetteer phrase that begins at `first`: one past its last token, and its facts.
pub fn phrase<'text>(line: &Line<'_, 'text>, first: usize, atlas: &mut Atlas<'text>) -> Option<(usize, Facts)> {
    let mut ends = Vec::new();
    let mut next = first;
    while next < first + LONGEST && belongs(line, first, next) {
        next += 1;
        let inside_hyphens = line.is_hyphen(next) && line.has(next + 1, Traits::CAPITAL);
        if line.has(next - 1, Traits::CAPITAL) && (!inside_hyphens || next - first == 1) {
            ends.push(next);
        }
    }
    ends.into_iter().rev().find_map(|end| atlas.facts(line.sentence.slice(first, end)).map(|facts| (end, facts)))
}

fn belongs(line: &Line<'_, '_>, first: usize, next: usize) -> bool {
    let inner = next > first;
    line.has(next, Traits::CAPITAL)
        || inner
            && (line.is_hyphen(next)
                || line.has(next, Traits::PARTICLE)
                || matches!(line.text(next), "of" | "and" | "the" | "au" | "aux" | "sur" | "upon" | "on" | "am" | "en"))
}

/// How far the gazetteer's answer is to be believed before the article is looked at.
pub fn guess(line: &Line<'_, '_>, first: usize, last: usize, facts: Facts) -> Option<Guess> {
    let single = last == first + 1;
    if single && matches!(line.text(first), "East" | "West" | "North" | "South" | "Central" | "Earth" | "Union") {
        return None;
    }
    let ordinary = (first..last)
        .all(|index| line.has(index, Traits::COMMON.and(Traits::FUNCTION).and(Traits::CALENDAR).and(Traits::DEMONYM)));
    let name = line.has(first, Traits::GIVEN.and(Traits::SURNAME));
    let upper = line.has(first, Traits::UPPER) && single;
    let large = match facts.kind {
        PlaceKind::Continent | PlaceKind::Country => true,
        PlaceKind::Region => facts.own_name || !single || upper,
        PlaceKind::City => facts.population >= 100_000 && facts.own_name || facts.population >= 1_000_000,
    };
    let short_region = matches!(facts.kind, PlaceKind::Region)
        && single
        && (upper && line.text(first).len() == 2 || line.text(first).ends_with('.'));
    if short_region || upper && matches!(facts.kind, PlaceKind::City) || line.has(first, Traits::OTHER_ACRONYM) {
        return None;
    }
    let sure = match facts.kind {
        PlaceKind::Continent | PlaceKind::Country => !ordinary,
        PlaceKind::Region => large && !ordinary,
        PlaceKind::City if single => large && !ordinary && (!name || facts.population >= 500_000),
        PlaceKind::City => !ordinary && (large || !line.has(first, Traits::GIVEN)),
    };
    let town = matches!(facts.kind, PlaceKind::City) && facts.own_name && facts.population >= LARGE_TOWN && !ordinary;
    Some(if sure {
        Guess::Place
    } else if town {
        Guess::LikelyPlace
    } else {
        Guess::PerhapsPlace
    })
}

/// One past the last token of the area that begins at `first`; one of a single word that is an ordinary one too must
/// stand within a sentence.
pub fn area(line: &Line<'_, '_>, first: usize) -> Option<usize> {
    let length = line.has(first, Traits::AREA).then(|| lists::area(line.from(first), line.shouts())).flatten()?;
    let doubtful =
        length == 1 && line.has(first, Traits::COMMON.and(Traits::SURNAME).and(Traits::GIVEN)) && !line.after_locative(first);
    let continued =
        line.is_name_like(first + length) && length == 1 && !line.has(first + length, Traits::TITLE.and(Traits::DEMONYM));
    (!doubtful && !continued).then_some(first + length)
}

/// One past the abbreviated region at `first`, which must follow a comma or bracket: `, Tex.`, `, OH`.
pub fn abbreviation(line: &Line<'_, '_>, first: usize) -> Option<usize> {
    let short = line.text(first).ends_with('.') || line.has(first, Traits::UPPER) && line.text(first).len() == 2;
    let follows = first > 1 && matches!(line.text(first - 1), "," | "(") && line.has(first - 2, Traits::CAPITAL);
    let region = short && follows && !gazetteer::region(line.text(first)).is_empty();
    region.then_some(first + 1)
}

/// One past the last token of the place that `first` begins by its head word, within the run that ends at `last`.
pub fn by_head(line: &Line<'_, '_>, first: usize, last: usize) -> Option<usize> {
    if line.strict() {
        return None;
    }
    if line.has(first, Traits::PLACE_FIRST) {
        let next = first + 1;
        if line.text(next) == "of" {
            let begin = next + 1 + usize::from(line.text(next + 1) == "the");
            let end = chain::end(line, begin);
            let stop = (begin + 1..end)
                .find(|index| line.has(*index, Traits::TITLE.and(Traits::ORGANIZATION_HEAD).and(Traits::DEMONYM)));
            return (end > begin).then(|| stop.unwrap_or(end));
        }
        let named = next < last && !line.has(next, Traits::COMMON.and(Traits::ORGANIZATION_HEAD).and(Traits::TITLE));
        return named.then_some(next + 1);
    }
    let head = (first + 1..last).rev().find(|index| line.has(*index, Traits::PLACE_HEAD))?;
    let person =
        line.has(first, Traits::GIVEN) && head == first + 1 && line.has(head, Traits::SURNAME) && !line.after_locative(first);
    (!person).then_some(head + 1)
}

#[cfg(test)]
mod tests {
    use crate::entity::marked::assert_marked;

    #[test]
    fn the_longest_place_wins() {
        assert_marked("Flights from [place New York] to [place Rio de Janeiro] and [place South Africa] resumed.");
    }

    #[test]
    fn the_country_in_all_its_spellings() {
        assert_marked("The [place US], the [place U.S.] and the [place United States] agreed with the [place UK].");
    }

    #[test]
    fn a_pronoun_and_ordinary_words_are_no_places() {
        assert_marked("Most of us left. Reading took time. Nice of them, and mobile too. Of course.");
    }

    #[test]
    fn places_inside_other_names_are_not_marked() {
        assert_marked("The [organization Bank of England] told the [organization New York Times] little.");
    }

    #[test]
    fn a_town_and_its_region_are_two_places() {
        assert_marked("He was born in [place Paris], [place Texas], in May.");
    }

    #[test]
    fn rivers_lakes_and_counties_are_places() {
        assert_marked("Boats on [place Lake Tallis] and the [place Orrick River] in [place Harrow County] sank.");
    }

    #[test]
    fn areas_without_an_entry_and_abbreviated_regions_are_places() {
        assert_marked("Trade in the [place Middle East] and in [place Lexington], [place Ky.], fell.");
        assert_marked("Ships left the [place Strait of Hormuz] on Monday.");
    }

    #[test]
    fn compounds_with_small_words_hold_the_place_alone() {
        assert_marked("The [place London]-based firm sold it.");
    }
}
