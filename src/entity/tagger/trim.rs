//! How far does a name go? Titles, offices and possessive endings are no part of it, `Jr.` is; two places joined by a
//! hyphen are two. The tagger's spans come in, the same spans with better ends go out, or none where nothing is left.

use crate::article::model::Kind;
use crate::entity::lists;
use crate::entity::sentences::Sentence;
use crate::entity::tagger::Span;
use crate::entity::tokens::{Token, TokenKind};
use crate::gazetteer;

/// The span without titles and possessive ending; `None` where nothing is left, or only ordinary words.
pub fn trim(sentences: &[Sentence<'_>], mut span: Span) -> Option<Span> {
    let tokens = &sentences.get(span.sentence)?.tokens;
    while span.last > span.first && ends_badly(&tokens[span.last - 1]) {
        span.last -= 1;
    }
    if span.kind == Kind::Person {
        let length = lists::title(&tokens[span.first..span.last], false).unwrap_or_default();
        let rest = &tokens[span.first + length..span.last];
        if length > 0 && rest.iter().any(|token| token.kind == TokenKind::Word) {
            span.first += length;
        }
    }
    let suffix = |token: &Token<'_>| is_suffix(&token.text.to_lowercase());
    if span.kind == Kind::Person && tokens.get(span.last).is_some_and(suffix) {
        span.last += 1;
    }
    span = without_office(sentences, party_and_state(tokens, span));
    let named = tokens[span.first..span.last].iter().any(|token| token.kind == TokenKind::Word);
    named.then_some(span)
}

/// `US-Ukraine` names two places, `Guinea-Bissau` one.
pub fn apart(sentence: &Sentence<'_>, span: Span) -> Vec<Span> {
    let joined = span.kind == Kind::Place && span.last == span.first + 3 && sentence.tokens[span.first + 1].is_hyphen();
    let known = |first: usize, last: usize| !gazetteer::lookup(sentence.slice(first, last)).is_empty();
    if joined && !known(span.first, span.last) && known(span.first, span.first + 1) && known(span.last - 1, span.last) {
        vec![Span { last: span.first + 1, ..span }, Span { first: span.last - 1, ..span }]
    } else {
        vec![span]
    }
}

fn ends_badly(token: &Token<'_>) -> bool {
    token.kind == TokenKind::Possessive || matches!(token.text, "," | "(" | "-" | "'" | "’" | "\"" | "“")
}

/// `Hall County Sheriff` names the county.
fn without_office(sentences: &[Sentence<'_>], span: Span) -> Span {
    let sentence = &sentences[span.sentence];
    let office = sentence.word(span.last - 1).is_some_and(|token| {
        matches!(
            token.text,
            "Sheriff" | "Mayor" | "Coroner" | "Prosecutor" | "Judge" | "Attorney" | "Commissioner" | "Administrator"
        )
    });
    let place = office
        && span.kind == Kind::Organization
        && span.last > span.first + 1
        && !gazetteer::lookup(sentence.slice(span.first, span.last - 1)).is_empty();
    if place { Span { last: span.last - 1, kind: Kind::Place, ..span } } else { span }
}

/// `D-Ohio` behind a member's name: the state alone, a place.
fn party_and_state(tokens: &[Token<'_>], span: Span) -> Span {
    let party =
        matches!(tokens[span.first].text, "D" | "R" | "I") && span.last > span.first + 2 && tokens[span.first + 1].is_hyphen();
    if party { Span { first: span.first + 2, kind: Kind::Place, ..span } } else { span }
}

/// True for `Jr.` and the like, in small letters.
pub fn is_suffix(word: &str) -> bool {
    matches!(word, "jr" | "jr." | "sr" | "sr." | "ii" | "iii" | "iv")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::sentences::sentences;

    /// What is left of that name in the text.
    fn left(text: &str, name: &str, kind: Kind) -> Vec<(String, Kind)> {
        let sentences = sentences(0, text);
        let length = sentences[0].tokens.len();
        let mut ends = (0..length).flat_map(|first| (first + 1..=length).map(move |last| (first, last)));
        let (first, last) =
            ends.find(|(first, last)| sentences[0].slice(*first, *last) == name).expect("the text holds the name");
        let span = trim(&sentences, Span { sentence: 0, first, last, kind });
        let spans = span.into_iter().flat_map(|span| apart(&sentences[0], span));
        spans.map(|span| (sentences[0].slice(span.first, span.last).to_owned(), span.kind)).collect()
    }

    fn named(name: &str, kind: Kind) -> (String, Kind) {
        (name.to_owned(), kind)
    }

    #[test]
    fn titles_and_endings_are_no_part_of_a_name() {
        let text = "Then Mrs. Tamsin Orrick's aide left.";
        assert_eq!(left(text, "Mrs. Tamsin Orrick's", Kind::Person), [named("Tamsin Orrick", Kind::Person)]);
        assert_eq!(left(text, "Mrs.", Kind::Person), [named("Mrs.", Kind::Person)]);
        assert!(left(text, "'s", Kind::Place).is_empty());
    }

    #[test]
    fn an_office_is_no_part_of_a_place() {
        let text = "Then London Mayor Hale left.";
        assert_eq!(left(text, "London Mayor", Kind::Organization), [named("London", Kind::Place)]);
    }

    #[test]
    fn a_suffix_is_part_of_the_name_and_a_party_is_not() {
        let text = "Then Edwin Orrick Jr., D-Ohio, left.";
        assert_eq!(left(text, "Edwin Orrick", Kind::Person), [named("Edwin Orrick Jr.", Kind::Person)]);
        assert_eq!(left(text, "D-Ohio", Kind::Person), [named("Ohio", Kind::Place)]);
    }

    #[test]
    fn two_countries_joined_by_a_hyphen_are_two() {
        let text = "The US-Ukraine talks in Guinea-Bissau failed.";
        assert_eq!(left(text, "US-Ukraine", Kind::Place), ["US", "Ukraine"].map(|place| named(place, Kind::Place)));
        assert_eq!(left(text, "Guinea-Bissau", Kind::Place), [named("Guinea-Bissau", Kind::Place)]);
    }
}
