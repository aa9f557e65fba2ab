//! Is a run a person? By a given name, an initial, `Jr.`, or a title before it.

use crate::entity::lists;
use crate::entity::words::{Line, Traits};

/// Longest name of a person, in tokens.
const LONGEST: usize = 9;

/// Length in tokens of the title that begins at `index`.
pub fn title(line: &Line<'_, '_>, index: usize) -> Option<usize> {
    if !line.has(index, Traits::TITLE) {
        return None;
    }
    lists::title(line.from(index), line.shouts())
}

/// One past the last token that may belong to the name beginning at `first`, within the run that ends at `last`.
pub fn end(line: &Line<'_, '_>, first: usize, last: usize) -> usize {
    let mut next = first;
    while next < last && next - first < LONGEST && continues(line, first, next, last) {
        next += 1;
    }
    while next > first && (line.is_hyphen(next - 1) || line.text(next - 1) == "&" || is_small_particle(line, next - 1)) {
        next -= 1;
    }
    next
}

fn is_small_particle(line: &Line<'_, '_>, index: usize) -> bool {
    line.has(index, Traits::PARTICLE) && !line.has(index, Traits::CAPITAL)
}

fn continues(line: &Line<'_, '_>, first: usize, next: usize, last: usize) -> bool {
    let stops = Traits::FUNCTION.and(Traits::CALENDAR).and(Traits::DEMONYM);
    if line.text(next) == "&"
        || line.has(next, stops) && !line.has(next, Traits::GIVEN.and(Traits::SURNAME)) && !line.has(next, Traits::PARTICLE)
    {
        return false;
    }
    if line.has(next, Traits::UPPER)
        && !line.has(next, Traits::INITIAL)
        && line.text(next).len() < 5
        && !line.has(next, Traits::SUFFIX)
    {
        return false;
    }
    if line.strict()
        && line.has(next, Traits::COMMON)
        && !(next > first && line.has(next, Traits::SURNAME) && line.has(first, Traits::GIVEN))
    {
        return line.has(next, Traits::GIVEN) && line.has(next + 1, Traits::SURNAME) && !line.has(next + 1, Traits::COMMON);
    }
    let ends = next + 1 >= last || line.has(next + 1, Traits::SUFFIX);
    // What ends a name behind a given name is the surname, though it may be a title elsewhere: `John Major`.
    let after_given = next == first + 1 && line.has(first, Traits::GIVEN) && !line.has(first, Traits::COMMON);
    let surname = next > first && ends && (line.has(next, Traits::SURNAME) || after_given);
    let head = line.has(next, Traits::ORGANIZATION_HEAD.and(Traits::OTHER_HEAD)) || next > first && title(line, next).is_some();
    surname || !head
}

/// True where the tokens themselves show a person's name of two words or more.
pub fn is_sure(line: &Line<'_, '_>, first: usize, last: usize) -> bool {
    if last < first + 2 {
        return false;
    }
    let given = line.has(first, Traits::GIVEN);
    let common = line.has(first, Traits::COMMON);
    let last_is_ordinary = line.has(last - 1, Traits::COMMON) && !line.has(last - 1, Traits::SURNAME);
    if line.strict() {
        return given && line.has(last - 1, Traits::SURNAME) || given && !common && !line.has(last - 1, Traits::COMMON);
    }
    given && !last_is_ordinary && (!common || line.has(last - 1, Traits::SURNAME))
        || has_initial(line, first, last) && !last_is_ordinary && !line.has(last - 1, Traits::INITIAL)
        || line.has(last - 1, Traits::SUFFIX) && line.text(last - 1).contains(['J', 'S', 'r'])
        || line.has(first, Traits::SURNAME) && !common && line.has(last - 1, Traits::GIVEN) && !line.has(last - 1, Traits::COMMON)
}

fn has_initial(line: &Line<'_, '_>, first: usize, last: usize) -> bool {
    (first..last).any(|index| {
        line.has(index, Traits::INITIAL) && line.text(index).ends_with('.') && !line.has(index, Traits::OTHER_ACRONYM)
    }) && !line.has(first, Traits::COMMON)
}

#[cfg(test)]
mod tests {
    use crate::entity::marked::assert_marked;

    #[test]
    fn given_names_make_people() {
        assert_marked("Yesterday [person Mary Hale] met [person John F. Orlenko].");
        assert_marked("Among them were [person Peter van der Berg] and [person Martin Luther King Jr.], he said.");
    }

    #[test]
    fn titles_make_people_and_do_not_belong_to_the_name() {
        assert_marked("On Monday President [person Zhurkov] met Sen. [person Orrick] and Mrs. [person Tamsin].");
        assert_marked("New Prime Minister Sir [person Keir Hale] spoke.");
    }

    #[test]
    fn titles_and_nationalities_may_be_surnames_and_given_names() {
        assert_marked("Later Prime Minister [person John Major] met German Chancellor [person Helmut Hale].");
    }

    #[test]
    fn a_title_alone_is_nobody() {
        assert_marked("The President and the Prime Minister left.");
    }

    #[test]
    fn possessive_endings_do_not_belong_to_the_name() {
        assert_marked("It was [person Mary Hale]’s plan, and then [person Hale]'s again.");
    }

    #[test]
    fn people_named_like_places_are_people() {
        assert_marked("Then [person Paris Hilton] and [person Jordan Smith] sang.");
    }

    #[test]
    fn days_and_nationalities_are_no_names() {
        assert_marked("On Tuesday Russian and French officials met the Americans.");
    }
}
