//! How far does a capitalised run go? Names are runs of capitalised words with initials, particles, hyphens and `&`
//! between them; this finds their ends.

use crate::entity::words::{Line, Traits};

/// Longest run, in tokens: longer ones are tables, and are cut.
const LONGEST: usize = 24;

/// One past the last token of the run that begins at `first`; `first` itself where none begins.
pub fn end(line: &Line<'_, '_>, first: usize) -> usize {
    let mut last = start(line, first);
    while last > first && last < first + LONGEST {
        let next = extend(line, last);
        if next == last {
            break;
        }
        last = next;
    }
    last
}

/// One past the first name-like token: a capital, or a particle before one (`al-Assad`, `von Trapp`).
fn start(line: &Line<'_, '_>, first: usize) -> usize {
    if line.is_name_like(first) {
        return first + 1;
    }
    let elided = line.text(first).ends_with(['\'', '’']);
    let particle = line.has(first, Traits::PARTICLE) && !line.has(first, Traits::CAPITAL) && !elided;
    match particle.then(|| after_particles(line, first)) {
        Some(last) if last > first => last,
        _ => first,
    }
}

/// One past the capital that follows the particles at `first`, `first` itself where none does.
fn after_particles(line: &Line<'_, '_>, first: usize) -> usize {
    let mut next = first;
    while next < first + 3 && line.has(next, Traits::PARTICLE) && !line.has(next, Traits::CAPITAL) {
        next += 1;
        next += usize::from(line.is_hyphen(next));
    }
    if next > first && line.has(next, Traits::CAPITAL) && line.is_name_like(next) { next + 1 } else { first }
}

fn extend(line: &Line<'_, '_>, last: usize) -> usize {
    if line.is_name_like(last) {
        return last + 1;
    }
    if line.is_hyphen(last) {
        return after_hyphen(line, last);
    }
    if line.text(last) == "&" && line.is_name_like(last + 1) {
        return last + 2;
    }
    after_particles(line, last)
}

/// `Jong-un`, `Port-au-Prince`, `Saint-Denis`; not `UK-based`.
fn after_hyphen(line: &Line<'_, '_>, hyphen: usize) -> usize {
    let next = hyphen + 1;
    if line.is_name_like(next) {
        return next + 1;
    }
    let short =
        !line.text(next).is_empty() && line.text(next).chars().count() <= 4 && line.text(next).chars().all(char::is_alphabetic);
    if short && line.is_hyphen(next + 1) && line.is_name_like(next + 2) {
        return next + 3;
    }
    let after_surname = hyphen >= 2 && line.has(hyphen - 2, Traits::CAPITAL) && !line.is_hyphen(hyphen - 2);
    if short && after_surname && !line.has(next, Traits::COMMON.and(Traits::FUNCTION)) { next + 1 } else { hyphen }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::sentences::sentences;
    use crate::entity::words::Words;

    /// The run that begins at the first capital or particle behind the word `then`.
    fn run(text: &str) -> String {
        let sentences = sentences(0, text);
        let line = Words::default().line(&sentences[0]);
        let first = (0..line.len()).find(|index| line.text(*index) == "then").map_or(0, |index| index + 1);
        sentences[0].slice(first, end(&line, first)).to_owned()
    }

    #[test]
    fn runs_hold_initials_particles_and_hyphens() {
        assert_eq!(run("and then John F. van der Berg said"), "John F. van der Berg");
        assert_eq!(run("and then Kim Dae-ho said"), "Kim Dae-ho");
        assert_eq!(run("and then al-Masri said"), "al-Masri");
        assert_eq!(run("and then Smith & Sons said"), "Smith & Sons");
    }

    #[test]
    fn runs_stop_at_small_words() {
        assert_eq!(run("and then Berlin-based firms"), "Berlin");
        assert_eq!(run("and then Orlova of the bank"), "Orlova");
        assert_eq!(run("and then she left"), "");
    }
}
