//! Which places stand inside longer names? `Athens Police Department` names Athens, `Paris City Hall` Paris, `East Oxford` Oxford.
//! In come the spans of an article, out go spans of places within them. Bodies of a country tell no place (`U.S. Supreme
//! Court` sits for all of it), companies and teams neither; a school or hospital may be called after a person, so that its
//! town has to be named elsewhere in the article, or lie where the article's source is at home.

use std::collections::HashSet;

use crate::article::model::{Article, Kind};
use crate::article::survey::{Areas, Home};
use crate::entity::lists;
use crate::entity::sentences::Sentence;
use crate::entity::tagger::Span;
use crate::entity::tokens::TokenKind;
use crate::entity::words::{Traits, traits_of};
use crate::fold::fold;
use crate::gazetteer::{self, PlaceId, PlaceKind};

/// Words of a place's name at most.
const LONGEST: usize = 4;
/// Words of public bodies, which bear the name of the place that they serve.
const BODIES: [&str; 36] = [
    "police",
    "sheriff",
    "council",
    "court",
    "courts",
    "commission",
    "commissioners",
    "department",
    "authority",
    "legislature",
    "senate",
    "house",
    "assembly",
    "patrol",
    "fire",
    "rescue",
    "selectmen",
    "jail",
    "coroner",
    "prosecutor",
    "attorney",
    "schools",
    "school",
    "supervisors",
    "education",
    "commerce",
    "aldermen",
    "clerk",
    "auditor",
    "treasurer",
    "zoning",
    "detention",
    "guard",
    "planning",
    "borough",
    "district",
];

/// Words of other houses, which may be called after a person too.
const HOUSES: [&str; 20] = [
    "hospital",
    "library",
    "courthouse",
    "hall",
    "fairgrounds",
    "airport",
    "college",
    "university",
    "museum",
    "center",
    "centre",
    "church",
    "park",
    "foundation",
    "marina",
    "hotel",
    "theatre",
    "theater",
    "medical",
    "stadium",
];

/// Words before the name of a place that name a part of it.
const PARTS: [&str; 18] = [
    "north",
    "south",
    "east",
    "west",
    "northern",
    "southern",
    "eastern",
    "western",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
    "central",
    "downtown",
    "upper",
    "lower",
    "greater",
    "metro",
];

/// What tells that a word is the name of a place here.
struct Evidence<'a> {
    /// Folded names of the places that the article names, and its dateline.
    named: HashSet<String>,
    home: Option<&'a Home>,
}

/// The places inside longer names, in the order of the spans.
pub fn places(spans: &[Span], sentences: &[Sentence<'_>], article: &Article, source: Option<&Areas>) -> Vec<Span> {
    let text = |span: &Span| sentences.get(span.sentence).map_or("", |sentence| sentence.slice(span.first, span.last));
    let filed = article.dateline.iter().flat_map(|dateline| &dateline.places).map(|place| fold(&place.written));
    let own = spans.iter().filter(|span| span.kind == Kind::Place).map(|span| fold(text(span)));
    let evidence = Evidence { named: filed.chain(own).collect(), home: source.and_then(Areas::home) };
    spans.iter().filter_map(|span| inside(*span, sentences.get(span.sentence)?, &evidence)).collect()
}

fn inside(span: Span, sentence: &Sentence<'_>, evidence: &Evidence<'_>) -> Option<Span> {
    if span.kind == Kind::Person || span.last < span.first + 2 {
        return None;
    }
    let words: Vec<String> = sentence.tokens.get(span.first..span.last)?.iter().map(|token| token.text.to_lowercase()).collect();
    let last_of = |list: &[&str]| words.iter().rposition(|word| list.contains(&word.as_str()));
    let house = last_of(&BODIES).max(last_of(&HOUSES)).filter(|index| *index > 0);
    let part = span.kind == Kind::Place && words.first().is_some_and(|word| PARTS.contains(&word.as_str()));
    let own = || span.kind == Kind::Place && !gazetteer::lookup(sentence.slice(span.first, span.last)).is_empty();
    if house.is_none() && !part || own() {
        return None;
    }
    let leading = house.and_then(|house| leading(Span { last: span.first + house, ..span }, &words, sentence, evidence));
    let (first, last) = leading.or_else(|| part_of(span, sentence, evidence).filter(|_| part))?;
    Some(Span { first, last, kind: Kind::Place, ..span })
}

/// The place that a body or house is called after, at the head of a name whose last such word stands at the span's end.
fn leading(span: Span, words: &[String], sentence: &Sentence<'_>, evidence: &Evidence<'_>) -> Option<(usize, usize)> {
    let mut ends = (span.first + 1..=span.last.min(span.first + LONGEST)).rev();
    let (end, id) = ends.find_map(|end| Some((end, named_by(sentence, span.first, end).and_then(bearer)?)))?;
    let serves = words.iter().skip(end - span.first).any(|word| BODIES.contains(&word.as_str()));
    let known = evidence.tells(sentence.slice(span.first, end)) || serves && gazetteer::kind(id) == PlaceKind::Region;
    known.then_some((span.first, end))
}

/// `Oxford` of `East Oxford`, where that is no place of its own.
fn part_of(span: Span, sentence: &Sentence<'_>, evidence: &Evidence<'_>) -> Option<(usize, usize)> {
    let name = named_by(sentence, span.first + 1, span.last).filter(|name| evidence.tells(name))?;
    bearer(name).map(|_| (span.first + 1, span.last))
}

/// Tokens that may be the whole name of a place: no word of a body is part of it, and a single word is no ordinary one.
fn named_by<'text>(sentence: &Sentence<'text>, first: usize, last: usize) -> Option<&'text str> {
    let token = sentence.word(last - 1).filter(|token| token.kind == TokenKind::Word)?;
    let word = token.text.to_lowercase();
    let body = BODIES.contains(&word.as_str()) || word == "state";
    let ordinary = last == first + 1 && traits_of(token.text, false).has(NO_PLACE);
    (!body && !ordinary).then(|| sentence.slice(first, last))
}

/// Traits of words that are no places at the head of a longer name.
const NO_PLACE: Traits = Traits::COMMON
    .and(Traits::FUNCTION)
    .and(Traits::DEMONYM)
    .and(Traits::CALENDAR)
    .and(Traits::TITLE)
    .and(Traits::KNOWN)
    .and(Traits::ORGANIZATION_HEAD)
    .and(Traits::OTHER_HEAD)
    .and(Traits::PLACE_HEAD);

/// The place below a country that bears exactly this name: `Dublin`, not `Dublin City`.
fn bearer(name: &str) -> Option<PlaceId> {
    if lists::is_demonym(name) || !name.starts_with(char::is_uppercase) {
        return None;
    }
    let region = gazetteer::region(name).first().copied();
    let place = region.or_else(|| gazetteer::lookup(name).first().copied())?;
    let below = matches!(gazetteer::kind(place), PlaceKind::Region | PlaceKind::City);
    let exact = !name.ends_with(" City") || fold(gazetteer::name(place)) == fold(name);
    (below && exact).then_some(place)
}

impl Evidence<'_> {
    fn tells(&self, name: &str) -> bool {
        self.named.contains(&fold(name)) || self.home.is_some_and(|home| home.namesake(&gazetteer::lookup(name)).is_some())
    }
}

#[cfg(test)]
mod tests {
    use crate::article::model::Mention;
    use crate::entity::marked::recognised;

    /// The places inside longer names.
    fn inside(text: &str) -> Vec<String> {
        let within = |mention: Mention| mention.inside.then_some(mention.text);
        recognised(None, text).mentions.into_iter().filter_map(within).collect()
    }

    #[test]
    fn a_body_names_the_county_that_it_serves() {
        assert_eq!(inside("The thief was held by the Laurel County Sheriff's Office on Monday."), ["Laurel County"]);
    }

    #[test]
    fn a_town_has_to_be_named_elsewhere() {
        let text = "The thief was held by the Zanesville Police Department on Monday.";
        assert!(inside(text).is_empty());
        assert_eq!(inside(&format!("{text} He lives in Zanesville.")), ["Zanesville"]);
    }

    #[test]
    fn bodies_of_a_country_and_companies_name_no_place() {
        assert!(inside("The U.S. Supreme Court heard Zanesville Steel Co. on Monday. He lives in Zanesville.").is_empty());
    }

    #[test]
    fn a_place_inside_stands_behind_the_longer_name_and_has_no_offsets() {
        let article = recognised(None, "He left Zanesville. The Zanesville Police Department held him.");
        let mentions: Vec<(&str, bool)> =
            article.mentions.iter().map(|mention| (mention.text.as_str(), mention.start.is_some())).collect();
        assert_eq!(mentions, [("Zanesville", true), ("Zanesville Police Department", true), ("Zanesville", false)]);
        assert_eq!((article.mentions[2].inside, article.places[0].count), (true, 2));
    }
}
