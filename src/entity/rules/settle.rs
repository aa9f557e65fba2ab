//! What do the unsure candidates turn out to be? Each is asked for the person, place or organisation of its article
//! that it repeats, then for the words around it; what still explains nothing is no name.

use crate::article::model::Kind;
use crate::entity::rules::candidate::{Candidate, Guess};
use crate::entity::rules::evidence::Evidence;
use crate::entity::tagger::Span;
use crate::entity::words::{Line, Traits};

/// The spans that the candidates come to.
pub fn spans(lines: &[Line<'_, '_>], candidates: &[Candidate], evidence: &Evidence) -> Vec<Span> {
    let mut found = Vec::new();
    for candidate in candidates {
        let Some(line) = lines.get(candidate.sentence) else { continue };
        let case = Settling { line, candidate, evidence };
        if let Some(kind) = case.kind() {
            found.push(Span { sentence: candidate.sentence, first: candidate.first, last: candidate.last, kind });
        } else if line.strict() && candidate.guess == Guess::Unknown {
            found.extend(known_inside(line, candidate, evidence));
        }
    }
    found
}

/// The longest part of a run in a headline that the story knows: `Brusk` in `Brusk Vows`.
fn known_inside(line: &Line<'_, '_>, candidate: &Candidate, evidence: &Evidence) -> Option<Span> {
    let lengths = (1..candidate.last - candidate.first).rev();
    let parts = lengths.flat_map(|length| (candidate.first..=candidate.last - length).map(move |first| (first, first + length)));
    let ordinary = |first: usize, last: usize| last == first + 1 && line.has(first, Traits::COMMON.and(Traits::FUNCTION));
    parts.filter(|(first, last)| !ordinary(*first, *last)).find_map(|(first, last)| {
        let part = Candidate { first, last, ..*candidate };
        let kind = Settling { line, candidate: &part, evidence }.repeated()?;
        Some(Span { sentence: candidate.sentence, first, last, kind })
    })
}

struct Settling<'a, 'line, 'text> {
    line: &'a Line<'line, 'text>,
    candidate: &'a Candidate,
    evidence: &'a Evidence,
}

impl Settling<'_, '_, '_> {
    fn kind(&self) -> Option<Kind> {
        match self.candidate.guess {
            Guess::Person => Some(Kind::Person),
            Guess::Organization => Some(Kind::Organization),
            Guess::Place => Some(self.place()),
            Guess::LikelyPlace | Guess::PerhapsPlace => self.perhaps_place(),
            Guess::PerhapsOrganization => self.perhaps_organization(),
            Guess::Unknown => self.unknown(),
        }
    }

    fn word(&self) -> &str {
        self.line.text(self.candidate.first)
    }

    fn phrase(&self) -> &str {
        self.line.sentence.slice(self.candidate.first, self.candidate.last)
    }

    fn is_single(&self) -> bool {
        self.candidate.last == self.candidate.first + 1
    }

    fn opens(&self) -> bool {
        self.line.sentence.word(self.candidate.first).is_some_and(|token| token.opens)
    }

    fn first_has(&self, bits: Traits) -> bool {
        self.line.has(self.candidate.first, bits)
    }

    fn is_person_here(&self) -> bool {
        self.is_single() && self.evidence.is_person_word(self.word())
    }

    /// `Washington` is the man where the article names George Washington, but not behind `in`.
    fn place(&self) -> Kind {
        let person = self.is_person_here()
            && self.first_has(Traits::GIVEN.and(Traits::SURNAME))
            && !self.line.after_locative(self.candidate.first);
        if person { Kind::Person } else { Kind::Place }
    }

    fn perhaps_place(&self) -> Option<Kind> {
        if let Some(kind) = self.repeated() {
            return Some(kind);
        }
        let located = self.line.after_locative(self.candidate.first) && !self.line.strict() || self.has_region_behind();
        let ordinary =
            self.first_has(Traits::COMMON.and(Traits::FUNCTION).and(Traits::CALENDAR)) && (self.line.strict() || self.opens());
        let plain =
            !self.line.strict() && !self.opens() && !self.first_has(Traits::GIVEN.and(Traits::SURNAME).and(Traits::COMMON));
        if (located || plain || self.is_town_before_person()) && !ordinary {
            return Some(Kind::Place);
        }
        self.unknown()
    }

    fn is_town_before_person(&self) -> bool {
        let spoken = self.line.has(self.candidate.last, Traits::SPEECH);
        self.candidate.guess == Guess::LikelyPlace && !self.line.strict() && !self.opens() && !spoken
    }

    /// A comma and a capital follow: `Tallis, Ohio`.
    fn has_region_behind(&self) -> bool {
        let next = self.candidate.last;
        !self.line.strict()
            && self.line.text(next) == ","
            && self.line.has(next + 1, Traits::CAPITAL)
            && matches!(self.line.text(next + 2), "," | "." | "")
            && !self.first_has(Traits::GIVEN.and(Traits::SURNAME))
    }

    fn perhaps_organization(&self) -> Option<Kind> {
        if self.is_person_here() {
            return Some(Kind::Person);
        }
        let ordinary = self.first_has(Traits::COMMON) && self.opens();
        (!ordinary).then_some(Kind::Organization)
    }

    /// What the same words are elsewhere in the article.
    fn repeated(&self) -> Option<Kind> {
        if self.is_person_here()
            && !(self.opens() && self.first_has(Traits::COMMON) && self.evidence.is_small_elsewhere(self.word()))
        {
            return Some(Kind::Person);
        }
        if self.candidate.guess == Guess::Unknown && self.is_single() && self.evidence.begins_organization(self.word()) {
            return Some(Kind::Organization);
        }
        if self.is_single() && self.evidence.begins_place(self.word()) {
            return Some(Kind::Place);
        }
        self.evidence.kind_of(self.phrase())
    }

    fn unknown(&self) -> Option<Kind> {
        if let Some(kind) = self.repeated() {
            return Some(kind);
        }
        if self.line.strict() || !self.line.has(self.candidate.first, Traits::CAPITAL) {
            return None;
        }
        if self.is_single() { self.unknown_word() } else { self.unknown_phrase() }
    }

    fn unknown_word(&self) -> Option<Kind> {
        if self.first_has(Traits::UPPER) {
            let acronym = self.word().chars().count() >= 2 && !self.first_has(Traits::OTHER_ACRONYM.and(Traits::INITIAL));
            return acronym.then_some(Kind::Organization);
        }
        let heads =
            Traits::ORGANIZATION_HEAD.and(Traits::PLACE_HEAD).and(Traits::OTHER_HEAD).and(Traits::TITLE).and(Traits::INITIAL);
        if self.first_has(Traits::COMMON.and(Traits::FUNCTION))
            || self.first_has(heads)
            || self.evidence.is_small_elsewhere(self.word())
        {
            return None;
        }
        let spoken = self.line.has(self.candidate.last, Traits::SPEECH);
        let named = self.first_has(Traits::GIVEN.and(Traits::SURNAME));
        if spoken || named && (!self.opens() || self.evidence.inner_capitals(self.word()) > 0) {
            return Some(Kind::Person);
        }
        (self.line.after_locative(self.candidate.first) && self.line.text(self.candidate.first - 1) == "in")
            .then_some(Kind::Place)
    }

    /// `the Boomtown Rats`: an article stands before the words, so that they hardly name a person.
    fn is_definite(&self) -> bool {
        self.candidate.first.checked_sub(1).is_some_and(|before| matches!(self.line.text(before), "the" | "The" | "a" | "an"))
    }

    fn unknown_phrase(&self) -> Option<Kind> {
        let (first, last) = (self.candidate.first, self.candidate.last);
        let common = (first..last).filter(|index| self.line.has(*index, Traits::COMMON)).count();
        if self.line.has(last, Traits::SPEECH) && common == 0 {
            return Some(Kind::Person);
        }
        if common > 0 {
            return None;
        }
        if self.line.after_locative(first) && self.line.text(first - 1) == "in" {
            return Some(Kind::Place);
        }
        let named = (first..last).any(|index| self.line.has(index, Traits::GIVEN.and(Traits::SURNAME)));
        let recurs = self.evidence.inner_capitals(self.line.text(last - 1)) > 1;
        let person = named || recurs || !self.is_definite();
        (last - first <= 4 && person).then_some(Kind::Person)
    }
}

#[cfg(test)]
mod tests {
    use crate::entity::marked::{article, assert_marked};
    use crate::entity::recognise;

    #[test]
    fn a_surname_alone_is_a_person_where_the_full_name_stands_somewhere() {
        assert_marked("[person Brusk] denied it. Later [person Mary Brusk] left.");
    }

    #[test]
    fn a_place_is_a_person_where_a_full_name_ends_in_it_but_not_behind_in() {
        assert_marked("Then [person Mary London] rose. Aides of [person London] met in [place London].");
    }

    #[test]
    fn a_sentence_may_begin_with_an_ordinary_word() {
        assert_marked("Rain fell. Officials waited. Several left, and hope faded.");
    }

    #[test]
    fn headlines_know_what_the_story_knows() {
        assert_marked(
            "[person Brusk] Vows to Rebuild Harbour as Rain Falls\n\nOn Monday [person Mary Brusk] spoke in [place London].",
        );
    }

    #[test]
    fn the_first_word_of_a_place_is_that_place() {
        assert_marked("Boats left [place Orrick Airport] late. Later [place Orrick] was shut.");
    }

    #[test]
    fn an_article_before_unknown_words_speaks_against_a_person() {
        assert_marked("Fans of the Zorvath Quonks sang with [person Zorvath Quonk].");
    }

    #[test]
    fn text_in_another_language_is_read_by_lists() {
        let mut article = article(None, "Der Torwart Peter Hale kam aus London. Die Fans sangen. Hale lachte.");
        article.language = Some("de".to_owned());
        recognise(&mut article, None);
        assert_eq!(
            article.mentions.iter().map(|mention| mention.text.as_str()).collect::<Vec<_>>(),
            ["Peter Hale", "London", "Hale"]
        );
    }

    #[test]
    fn text_in_capitals_is_read_by_lists() {
        assert_marked("THE ARMY OF [place RUSSIA] LEFT [place LONDON] ON MONDAY, [organization NATO] SAID.");
    }
}
