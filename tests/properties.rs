//! What holds for any input? No bytes make extraction panic, no span or mention points beside its text, a dateline says
//! the same when it is read again, and removing a dateline or adding furniture changes nothing else.

use jiff::civil::date;
use newshound::article::model::{Article, Document, Format};
use newshound::article::{Surroundings, dateline};
use newshound::{article, entity, source};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::replay::checks::check_span;

/// Pieces that rules look at, so that random texts reach them.
const PIECES: &[&str] = &[
    "MOSCOW",
    "PARIS, Texas",
    "St. Louis",
    " (Reuters) - ",
    " (AP) — ",
    ", Dec. 2",
    "By ",
    "Jane Doe",
    "and",
    "Reuter",
    "\n",
    "\n\n",
    "    ",
    "Vladimir Putin’s",
    "President",
    "Sen.",
    "U.S.",
    "Leave a Reply",
    "(Reporting by ",
    "; Editing by ",
    ")",
    "“",
    "”",
    "—",
    "--",
    "2025",
    "31",
    "# ",
    "**",
    "|",
    "é\u{301}",
    "北京",
    "МОСКВА, 10 фев",
    "\u{202e}",
    "\u{0}",
    "\t",
    ".",
    ",",
    ":",
    "-",
    "'s",
    "Mr.",
    "of the ",
    "Bank of England",
    "said on Tuesday",
    "Updated:",
    "Share",
    "The talks went on, and the ministers met again in Oslo.",
];

/// What stands in datelines; every combination of them is one.
const PLACES: &[&str] = &["OSLO", "PARIS", "NEW YORK", "ST. LOUIS", "RIO DE JANEIRO", "XI'AN", "GARMISCH-PARTENKIRCHEN"];
const REGIONS: &[&str] = &["", "", ", Texas", ", N.Y.", ", West Germany", ", W. Va."];
const DATES: &[&str] =
    &[", March 3", ", Dec. 2", ", 2 June", ", Sept 19, 2019", ", Feb 29", ", JULY 4", ", Monday", ", Febuary 30"];
const AGENCIES: &[&str] = &["", " (Reuters)", " (AP)", " (dpa)", " /TASS/", " (WKYT)"];
const SEPARATORS: &[&str] = &[" -", " --", " —", " –", " _", ":", " ---"];

const HEADLINES: &[&str] = &[
    "Bread dearer in the capital",
    "TIN PACT EXTENDED FOR TWO YEARS",
    "Moved",
    "Who moved the statue of the general?",
    "“I never touched the general”, says the baker",
    "Paris fashion houses flee to Milan",
    "May 1 march to pass the brewery twice",
    "1,112 ponies counted in the hills",
];

/// Sentences of stories, of which some begin or end as furniture does.
const SENTENCES: &[&str] = &[
    "The council met for the third time this winter to settle the price of bread and flour, and came to no end of it.",
    "Newsletters are booming.",
    "Share and share alike, the will of the miller said, and the sisters have drawn a line of flour through the mill.",
    "Read more, the teacher told them, and shout less on the way to school than they have done until now.",
    "“Row,” said the one.",
    "By Friday the river had risen over its banks, and the crews had carried the last of the sandbags to the mill.",
    "Advertisement is the soul of trade, the painter said, and hung his poster along the whole length of the mole.",
    "The picture of the cow was painted by his grandfather, who had never seen a bishop, the farmer told Reuters.",
    "It was the end.",
];

/// Lines of a page that are no part of a story.
const FURNITURE: &[&str] = &[
    "Share",
    "Advertisement",
    "3 min read",
    "READ MORE: Plough horse pulls a tram",
    "Copy link",
    "Related: Conductor learns to whistle",
];

/// A dateline made of its parts, and the parts of it that can be read again.
fn datelines() -> impl Strategy<Value = String> {
    let places = prop_oneof![
        3 => (select(PLACES), select(REGIONS)).prop_map(|(place, region)| format!("{place}{region}")),
        1 => subsequence(PLACES.to_vec(), 2).prop_map(|places| places.join("/")),
    ];
    (places, select(DATES), select(AGENCIES), select(SEPARATORS))
        .prop_map(|(places, date, agency, separator)| format!("{places}{date}{agency}{separator}"))
}

/// A page of a headline, maybe a byline, and paragraphs; `opening` stands before the first of them.
fn page(headline: &str, byline: &str, opening: &str, sentences: &[&str]) -> String {
    format!("{headline}\n\n{byline}{opening}{}\n", sentences.join("\n\n"))
}

fn recognised(text: &str) -> Article {
    let document = Document::new("story.txt".into(), "story.txt".into(), Format::Text, text.to_owned());
    article::recognise(&document, &Surroundings::alone(date(2026, 11, 22)))
}

fn extracted(text: String) -> Article {
    let format = if text.len().is_multiple_of(3) { Format::Markdown } else { Format::Text };
    let document = Document {
        modified: Some(date(2026, 1, 31)),
        ..Document::new("2019/12/09/story.txt".into(), "story.txt".into(), format, text)
    };
    let mut article = article::recognise(&document, &Surroundings::alone(date(2026, 11, 22)));
    entity::recognise(&mut article, None);
    article
}

/// Spans and mentions hold what they quote.
fn check(original: &str, article: &Article) -> Result<(), TestCaseError> {
    let characters: Vec<char> = original.chars().collect();
    for evidence in &article.why {
        check_span(evidence, &characters);
    }
    let saliences = article.people.iter().map(|one| one.salience).chain(article.places.iter().map(|one| one.salience));
    let mut saliences = saliences.chain(article.organizations.iter().map(|one| one.salience));
    prop_assert!(saliences.all(|salience| salience <= 99));
    let text = format!("{}\n\n{}", article.headline.as_deref().unwrap_or_default(), article.body);
    let characters: Vec<char> = text.chars().collect();
    for mention in &article.mentions {
        if let (Some(start), Some(end)) = (mention.start, mention.end) {
            let held: Option<String> = characters.get(start..end).map(|held| held.iter().collect());
            prop_assert_eq!(held.as_deref(), Some(mention.text.as_str()));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_extraction_panic(bytes in vec(any::<u8>(), 0..600)) {
        if let Some((text, _)) = source::decode(&bytes) {
            check(&text, &extracted(text.clone()))?;
        }
    }

    #[test]
    fn no_arrangement_of_what_rules_look_at_does(pieces in vec(select(PIECES), 0..80)) {
        for text in [pieces.join(" "), pieces.concat()] {
            check(&text, &extracted(text.clone()))?;
        }
    }

    #[test]
    fn a_dateline_says_the_same_when_it_is_read_again(written in datelines(), sentence in select(SENTENCES)) {
        let found = dateline::opening(&format!("{written} {sentence}"));
        prop_assert!(found.is_some(), "{written} is no dateline");
        let first = found.unwrap().dateline;
        prop_assert_eq!(&first.text, &written);
        let again = dateline::opening(&format!("{} {sentence}", first.text)).map(|found| found.dateline);
        prop_assert_eq!(again.as_ref(), Some(&first));
        prop_assert_eq!(dateline::stated(&first.text).0, first);
    }

    #[test]
    fn every_part_of_a_dateline_is_read(written in datelines()) {
        let found = dateline::opening(&format!("{written} The council met.")).unwrap().dateline;
        for place in &found.places {
            prop_assert!(PLACES.contains(&place.written.as_str()), "{:?} in {written}", place.written);
        }
        prop_assert_eq!(found.places.len(), written.replace("/TASS/", "").split('/').count());
        prop_assert_eq!(found.agency.is_some(), AGENCIES.iter().any(|agency| !agency.is_empty() && written.contains(agency)));
        prop_assert_eq!(found.date.is_some(), !written.contains("Monday") && !written.contains("Febuary"));
        prop_assert_eq!(!found.flags.is_empty(), written.contains("Febuary"));
    }

    #[test]
    fn removing_a_dateline_never_changes_the_headline(
        headline in select(HEADLINES),
        byline in select(&["", "By Jane Roe\n\n", "BY JANE ROE AND JOHN DOE\nAssociated Press Writers\n\n"][..]),
        written in datelines(),
        apart in select(&[" ", "\n\n"][..]),
        count in 1..4_usize,
    ) {
        // A weekday before a colon is the label of a programme where it stands on a line of its own.
        prop_assume!(apart == " " || !(written.contains("Monday") && written.ends_with(':')));
        let sentences = [SENTENCES[0], SENTENCES[2], SENTENCES[7], SENTENCES[5]];
        let story = &sentences[..count];
        let with = recognised(&page(headline, byline, &format!("{written}{apart}"), story));
        let without = recognised(&page(headline, byline, "", story));
        prop_assert_eq!(with.headline.as_deref(), Some(headline));
        prop_assert_eq!(with.dateline.map(|dateline| dateline.text), Some(written));
        prop_assert_eq!(without.headline.as_deref(), Some(headline));
        prop_assert_eq!(without.dateline, None);
        prop_assert_eq!((with.body, with.authors), (without.body, without.authors));
    }

    #[test]
    fn furniture_never_takes_a_sentence_of_the_story_with_it(
        headline in select(HEADLINES),
        mut sentences in subsequence(SENTENCES.to_vec(), 3..SENTENCES.len()),
        furniture in vec((0..8_usize, select(FURNITURE)), 0..6),
    ) {
        sentences.insert(0, SENTENCES[0]);
        let mut lines = sentences.clone();
        for (at, line) in furniture {
            lines.insert(at.min(lines.len()), line);
        }
        let article = recognised(&page(headline, "By Jane Roe\n\n", "", &lines));
        prop_assert_eq!(article.body, sentences.join("\n\n"), "{:?}", lines);
    }

    #[test]
    fn the_same_text_gives_the_same_article(pieces in vec(select(PIECES), 0..40)) {
        let text = pieces.join(" ");
        prop_assert_eq!(extracted(text.clone()), extracted(text));
    }
}
