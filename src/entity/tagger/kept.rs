//! Which spans name something that is no person, place or organisation here? Ships and spacecraft, rooms and houses that
//! no map of the program shows, weapons, and states called by their form alone. Their spans are dropped.

use std::collections::BTreeSet;

use crate::article::model::Kind;
use crate::entity::lists;
use crate::entity::sentences::Sentence;
use crate::entity::tagger::Span;
use crate::fold::fold;
use crate::gazetteer;

/// The spans without those of other things; what is a ship once is one throughout the article.
pub fn without_others(sentences: &[Sentence<'_>], mut spans: Vec<Span>) -> Vec<Span> {
    let name = |span: &Span| fold(sentences[span.sentence].slice(span.first, span.last));
    let vessels: BTreeSet<String> =
        spans.iter().filter(|span| follows_vessel(&sentences[span.sentence], span.first)).map(name).collect();
    spans.retain(|span| {
        let is_other = match span.kind {
            Kind::Person => is_number(&sentences[span.sentence], span),
            Kind::Place => is_number(&sentences[span.sentence], span) || is_room(&sentences[span.sentence], span),
            Kind::Organization => is_thing(&sentences[span.sentence], span),
        };
        !is_other && (vessels.is_empty() || !vessels.contains(&name(span)))
    });
    spans
}

/// `the royal yacht Britannia`.
fn follows_vessel(sentence: &Sentence<'_>, first: usize) -> bool {
    let before = first.checked_sub(1).and_then(|before| sentence.word(before)).map_or("", |token| token.text);
    matches!(
        before,
        "yacht"
            | "ship"
            | "warship"
            | "shuttle"
            | "spacecraft"
            | "module"
            | "ferry"
            | "vessel"
            | "frigate"
            | "destroyer"
            | "carrier"
            | "submarine"
            | "freighter"
            | "tanker"
            | "trawler"
            | "liner"
            | "satellite"
            | "rover"
            | "probe"
    )
}

/// `COP28`: one token with digits.
fn is_number(sentence: &Sentence<'_>, span: &Span) -> bool {
    span.last == span.first + 1 && sentence.word(span.first).is_some_and(|token| token.text.chars().any(char::is_numeric))
}

/// `East Room`, `Castle Buildings`; not `White House`, which the list of organisations holds.
fn is_room(sentence: &Sentence<'_>, span: &Span) -> bool {
    let tokens = &sentence.tokens[span.first..span.last];
    let building = tokens.len() > 1
        && tokens
            .last()
            .is_some_and(|token| matches!(token.text, "Room" | "Chapel" | "Building" | "Buildings" | "House" | "Ring"));
    building
        && lists::known_organization(tokens, true).is_none_or(|(length, _)| length < tokens.len())
        && gazetteer::lookup(sentence.slice(span.first, span.last)).is_empty()
}

/// `Pershing II`, `Star Wars`, `Federal Republic`.
fn is_thing(sentence: &Sentence<'_>, span: &Span) -> bool {
    let last = sentence.word(span.last - 1).map_or("", |token| token.text);
    let length = span.last - span.first;
    length > 1 && matches!(last, "II" | "III" | "IV" | "Wars") || length == 2 && last == "Republic"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::sentences::sentences;

    /// The names left of those that stand in the one sentence of the text.
    fn left(text: &str, names: &[(&'static str, Kind)]) -> Vec<&'static str> {
        let sentences = sentences(0, text);
        let length = sentences[0].tokens.len();
        let mut spans = Vec::new();
        for (name, kind) in names {
            let ends = (0..length).flat_map(|first| (first + 1..=length).map(move |last| (first, last)));
            let found = ends.filter(|(first, last)| sentences[0].slice(*first, *last) == *name);
            spans.extend(found.map(|(first, last)| Span { sentence: 0, first, last, kind: *kind }));
        }
        let name = |span: &Span| sentences[0].slice(span.first, span.last);
        let kept = without_others(&sentences, spans);
        names.iter().map(|(name, _)| *name).filter(|wanted| kept.iter().any(|span| name(span) == *wanted)).collect()
    }

    #[test]
    fn a_ship_is_one_throughout() {
        let names = [("Orrick", Kind::Place), ("Porto", Kind::Place)];
        assert_eq!(left("The yacht Orrick left Porto and the Orrick sank", &names), ["Porto"]);
    }

    #[test]
    fn rooms_are_no_places_unless_known() {
        let names = [("East Room", Kind::Place), ("White House", Kind::Place)];
        assert_eq!(left("He left the East Room of the White House", &names), ["White House"]);
    }

    #[test]
    fn a_number_is_no_place() {
        assert_eq!(left("Talks at COP28 in Porto failed", &[("COP28", Kind::Place), ("Porto", Kind::Place)]), ["Porto"]);
    }

    #[test]
    fn weapons_and_forms_of_state_are_no_organizations() {
        let names =
            [("Tallis II", Kind::Organization), ("Federal Republic", Kind::Organization), ("Tallis Bank", Kind::Organization)];
        assert_eq!(left("The Tallis II of the Federal Republic and the Tallis Bank fell", &names), ["Tallis Bank"]);
    }
}
