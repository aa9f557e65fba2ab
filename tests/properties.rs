//! What holds for any input? No bytes make extraction panic, no mention points beside its text, and nothing depends on
//! anything but the text itself.

use jiff::civil::date;
use newshound::article::model::{Article, Document, Format, Stated};
use newshound::{article, entity, source};
use proptest::collection::vec;
use proptest::prelude::*;

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

fn extracted(text: String) -> Article {
    let document = Document {
        id: "2019/12/09/story.txt".into(),
        path: "story.txt".into(),
        format: if text.len().is_multiple_of(3) { Format::Markdown } else { Format::Text },
        text,
        stated: Stated::default(),
        modified: Some(date(2026, 1, 31)),
    };
    let mut article = article::recognise(&document, &article::Surroundings::alone(date(2026, 11, 22)));
    entity::recognise(&mut article);
    article
}

fn check(article: &Article) -> Result<(), TestCaseError> {
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
        if let Some(text) = source::decode(&bytes) {
            check(&extracted(text))?;
        }
    }

    #[test]
    fn no_arrangement_of_what_rules_look_at_does(pieces in vec(prop::sample::select(PIECES), 0..80)) {
        check(&extracted(pieces.join(" ")))?;
        check(&extracted(pieces.concat()))?;
    }

    #[test]
    fn the_same_text_gives_the_same_article(pieces in vec(prop::sample::select(PIECES), 0..40)) {
        let text = pieces.join(" ");
        prop_assert_eq!(extracted(text.clone()), extracted(text));
    }
}
