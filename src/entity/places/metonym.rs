//! Which capitals stand for their government? In comes a place where it stands, out goes whether it acts as only people do:
//! `Washington said`, `Moscow has rejected`, `talks between Beijing and Tokyo`. Whatever may be meant as a place (`in Moscow
//! said`) is none.

use crate::entity::mentions::Occurrence;
use crate::entity::sentences::Sentence;

/// Words that may stand between a subject and its verb, at most this many of them.
const MOST_BETWEEN: usize = 2;
/// Auxiliaries and adverbs between a subject and its verb.
const BETWEEN: [&str; 16] = [
    "has",
    "had",
    "have",
    "also",
    "later",
    "already",
    "again",
    "long",
    "repeatedly",
    "quickly",
    "immediately",
    "publicly",
    "officially",
    "formally",
    "initially",
    "then",
];

/// Past and present of what governments do and places do not.
const ACTS: [&str; 79] = [
    "said",
    "says",
    "saying",
    "rejected",
    "rejects",
    "denied",
    "denies",
    "accused",
    "accuses",
    "warned",
    "warns",
    "announced",
    "announces",
    "agreed",
    "agrees",
    "refused",
    "refuses",
    "insisted",
    "insists",
    "condemned",
    "condemns",
    "urged",
    "urges",
    "vowed",
    "vows",
    "pledged",
    "pledges",
    "threatened",
    "threatens",
    "imposed",
    "imposes",
    "recognised",
    "recognized",
    "recognises",
    "recognizes",
    "backed",
    "backs",
    "expelled",
    "expels",
    "demanded",
    "demands",
    "claimed",
    "claims",
    "criticised",
    "criticized",
    "criticises",
    "criticizes",
    "responded",
    "responds",
    "retaliated",
    "retaliates",
    "blamed",
    "blames",
    "promised",
    "promises",
    "argued",
    "argues",
    "believes",
    "fears",
    "wants",
    "considers",
    "proposed",
    "proposes",
    "ordered",
    "summoned",
    "summons",
    "protested",
    "signalled",
    "signaled",
    "signals",
    "declared",
    "declares",
    "insisting",
    "suspended",
    "lifted",
    "withdrew",
    "negotiated",
    "hopes",
    "admitted",
];

/// Words before which `between` joins two governments.
const DEALINGS: [&str; 16] = [
    "talks",
    "relations",
    "ties",
    "tensions",
    "tension",
    "negotiations",
    "dispute",
    "deal",
    "agreement",
    "alliance",
    "treaty",
    "dialogue",
    "rivalry",
    "row",
    "accord",
    "détente",
];

/// Words before a place that is meant as a place, or as a part of another name.
const LOCATES: [&str; 26] = [
    "in", "at", "to", "from", "near", "of", "outside", "around", "for", "through", "via", "into", "toward", "towards", "by",
    "with", "on", "and", "or", "across", "over", "downtown", "greater", "central", "between", "while",
];

/// True where the place is the subject of what governments do.
pub fn is_subject(occurrence: &Occurrence<'_>, sentences: &[Sentence<'_>]) -> bool {
    let Some(sentence) = sentences.get(occurrence.span.sentence).filter(|_| !occurrence.inside) else { return false };
    let before = occurrence.span.first.checked_sub(1).map_or_else(String::new, |index| word(sentence, index));
    if LOCATES.contains(&before.as_str()) || before == "-" {
        return false;
    }
    let mut index = occurrence.span.last;
    let most = index + MOST_BETWEEN;
    while index < most && BETWEEN.contains(&word(sentence, index).as_str()) {
        index += 1;
    }
    ACTS.contains(&word(sentence, index).as_str())
}

/// `talks between Beijing and Tokyo`: both, where nothing but `and` stands between them.
pub fn deals_with(occurrence: &Occurrence<'_>, next: &Occurrence<'_>, sentences: &[Sentence<'_>]) -> bool {
    let Some(sentence) = sentences.get(occurrence.span.sentence) else { return false };
    let joined = next.span.sentence == occurrence.span.sentence && next.span.first == occurrence.span.last + 1;
    let Some(first) = occurrence.span.first.checked_sub(2).filter(|_| joined) else { return false };
    word(sentence, occurrence.span.last) == "and"
        && word(sentence, first + 1) == "between"
        && DEALINGS.contains(&word(sentence, first).as_str())
}

fn word(sentence: &Sentence<'_>, index: usize) -> String {
    sentence.word(index).map_or_else(String::new, |token| token.text.to_lowercase())
}

#[cfg(test)]
mod tests {
    use crate::entity::marked::recognised;

    /// The places of a text that are flagged.
    fn flagged(text: &str) -> Vec<String> {
        recognised(None, text).mentions.into_iter().filter(|mention| mention.metonym).map(|mention| mention.text).collect()
    }

    #[test]
    fn a_capital_that_speaks_or_acts_is_its_government() {
        assert_eq!(
            flagged("Later Washington said the deal was off. Then Moscow has repeatedly rejected it."),
            ["Washington", "Moscow"]
        );
        assert_eq!(flagged("The bread, London announced, would be cheap."), ["London"]);
    }

    #[test]
    fn dealings_between_two_capitals_are_those_of_governments() {
        assert_eq!(flagged("Then talks between Beijing and Tokyo failed."), ["Beijing", "Tokyo"]);
        assert!(flagged("Then a train between Beijing and Tokyo failed.").is_empty());
    }

    #[test]
    fn a_capital_as_a_place_is_none() {
        assert!(flagged("An aide in Moscow said so. Rain fell on Berlin. Crowds from Paris demanded bread.").is_empty());
    }

    #[test]
    fn no_other_place_is_flagged() {
        assert!(flagged("Later Chicago said the deal was off. Then Germany said so.").is_empty());
    }

    #[test]
    fn a_capital_that_acts_is_not_merged_with_its_country() {
        let places = recognised(None, "Later Moscow said so, and Russia paid.").places;
        let names: Vec<&str> = places.iter().map(|place| place.name.as_str()).collect();
        assert_eq!(names, ["Moscow", "Russia"]);
    }
}
