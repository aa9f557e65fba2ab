//! How does a document become an article? Text is cut into paragraphs, the head of the page is read line by line, the
//! end of the story is found from below, and every field notes where it came from. In comes a [`Document`], out comes
//! an [`Article`] without its people, places and organisations. What the file states is never guessed again.

pub mod agency;
pub mod blocks;
pub mod boilerplate;
pub mod byline;
pub mod calendar;
pub mod case;
pub mod credits;
pub mod date;
pub mod dateline;
pub mod headline;
pub mod language;
pub mod limits;
pub mod markdown;
pub mod menu;
pub mod model;
pub mod months;
pub mod page;
pub mod people;
pub mod publication;
pub mod reason;
pub mod story;
pub mod survey;
pub mod timestamp;
pub mod tokens;
pub mod why;
pub mod year;

mod assemble;

use jiff::civil::Date;

use self::assemble::Draft;
use self::blocks::Paragraph;
use self::limits::Deadline;
use self::model::{Article, Document, Format};
use self::survey::{Sketch, Survey};

/// What is known beside a document when its fields are recognised.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings<'a> {
    /// The latest year that a dateline without one may be given is that of this day.
    pub today: Date,
    /// What the other articles of its folder tell; none for an article alone.
    pub survey: Option<&'a Survey>,
}

impl Surroundings<'_> {
    /// Nothing but the day.
    #[must_use]
    pub fn alone(today: Date) -> Self {
        Self { today, survey: None }
    }
}

/// Recognises the fields of a document.
///
/// The fields for people, places, organisations and mentions are left empty: they are recognised in the article that
/// this gives back.
#[must_use]
pub fn recognise(document: &Document, surroundings: &Surroundings<'_>) -> Article {
    recognise_paragraphs(document, &paragraphs(document), surroundings)
}

/// What a document tells about its source, recognised alone.
#[must_use]
pub fn sketch(document: &Document, today: Date) -> Sketch {
    let paragraphs = paragraphs(document);
    let article = recognise_paragraphs(document, &paragraphs, &Surroundings::alone(today));
    Sketch::new(document, &paragraphs, &article)
}

fn recognise_paragraphs(document: &Document, paragraphs: &[Paragraph], surroundings: &Surroundings<'_>) -> Article {
    let deadline = Deadline::start();
    let source = surroundings.survey.and_then(|survey| survey.source(document));
    let mut draft = Draft::new(document, paragraphs, source);
    draft.read(&deadline);
    draft.apply_stated();
    let mut article = draft.finish(surroundings.today);
    limits::cut_fields(&mut article);
    article
}

fn paragraphs(document: &Document) -> Vec<Paragraph> {
    match document.format {
        Format::Markdown => markdown::paragraphs(&document.text),
        _ => blocks::paragraphs(&document.text),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::model::{Article, Document, Format, Stated};
    use super::{Surroundings, recognise};

    const LEAD: &str =
        "The council of the town met on Tuesday for the third time this winter to settle the price of bread and flour.";
    const SECOND: &str =
        "Bakers had asked for more, the mayor said after the meeting, and millers for less than they got in the end.";

    fn document(text: &str) -> Document {
        Document::new("town/bread.txt".to_owned(), "town/bread.txt".to_owned(), Format::Text, text.to_owned())
    }

    fn article(text: &str) -> Article {
        recognise(&document(text), &Surroundings::alone(date(2026, 11, 22)))
    }

    fn line(article: &Article, field: &str) -> Option<usize> {
        article.evidence(field)?.span.as_ref().map(|span| span.line)
    }

    #[test]
    fn caption_headline_byline_and_dateline_in_lines_of_their_own() {
        let text = format!(
            "Mayor John Doe meeting bakers inside the market hall\n\nBread Dearer Again as Harvest Fails in Three Provinces\n\nBy Harshit\nOSLO, DECEMBER 2 —\n\n{LEAD}\n\nFlour runs short\n\n{SECOND}\n\nLeave a Comment\n\nYour email address will not be published."
        );
        let article = article(&text);
        assert_eq!(article.headline.as_deref(), Some("Bread Dearer Again as Harvest Fails in Three Provinces"));
        assert_eq!(article.caption.as_deref(), Some("Mayor John Doe meeting bakers inside the market hall"));
        assert_eq!(article.authors, ["Harshit"]);
        assert_eq!(article.dateline.as_ref().map(|d| d.text.as_str()), Some("OSLO, DECEMBER 2 —"));
        assert_eq!(article.date.as_ref().map(|d| d.value.as_str()), Some("2025-12-02?"));
        assert_eq!(article.subheads, ["Flour runs short"]);
        assert_eq!(article.body, format!("{LEAD}\n\nFlour runs short\n\n{SECOND}"));
        assert_eq!(article.language.as_deref(), Some("en"));
        assert_eq!((line(&article, "headline"), line(&article, "dateline")), (Some(3), Some(6)));
    }

    #[test]
    fn wire_copy_with_bullets_and_sign_off() {
        let text = format!(
            "Bread dearer in Oslo\n\n* Millers content\n* Bakers angry\n\n(Adds comment of bakers)\n\nBy Jane Roe\n\nOSLO, March 3 (Reuters) - {LEAD}\n\n{SECOND}\n\n(Reporting by Jane Roe; additional reporting by Ana Río in Rome; editing by John Doe)\n"
        );
        let article = article(&text);
        assert_eq!(article.headline.as_deref(), Some("Bread dearer in Oslo"));
        assert_eq!((article.authors.as_slice(), article.agency.as_deref()), (&["Jane Roe".to_owned()][..], Some("Reuters")));
        let credits: Vec<&str> = article.credits.iter().map(|credit| credit.name.as_str()).collect();
        assert_eq!(credits, ["Ana Río", "John Doe"]);
        assert_eq!(article.body, format!("{LEAD}\n\n{SECOND}"));
    }

    #[test]
    fn a_page_with_menu_breadcrumb_kicker_and_standfirst() {
        let text = format!(
            "Skip to content\nHome > World > Europe\n\nHarvest\n\nBread dearer again as harvest fails in three provinces\n\nMillers say that flour will last until the spring if the roads stay open\n\nJane Roe, food correspondent\nWed 13 Dec 2023 14.20 GMT\n\nShare\n\n{LEAD}\n\nAdvertisement\n\n{SECOND}\n\nMost viewed\nCheese cheaper"
        );
        let article = article(&text);
        assert_eq!(article.headline.as_deref(), Some("Bread dearer again as harvest fails in three provinces"));
        assert_eq!(article.authors, ["Jane Roe"]);
        assert_eq!(article.date.as_ref().map(|d| (d.value.as_str(), d.from.as_str())), Some(("2023-12-13", "text")));
        assert_eq!(
            article.body,
            format!("Millers say that flour will last until the spring if the roads stay open\n\n{LEAD}\n\n{SECOND}")
        );
    }

    #[test]
    fn an_agency_alone_opens_the_story() {
        let article = article(&format!("Bread dearer again in the north\n\n(CNN) — {LEAD}\n\n{SECOND}"));
        let dateline = article.dateline.expect("a dateline without a place");
        assert_eq!((dateline.text.as_str(), dateline.agency.as_deref(), dateline.places.len()), ("(CNN) —", Some("CNN"), 0));
        assert_eq!((article.agency.as_deref(), article.body), (Some("CNN"), format!("{LEAD}\n\n{SECOND}")));
    }

    #[test]
    fn a_text_of_sentences_has_no_headline_and_loses_nothing() {
        let text = format!("{LEAD}\n\n{SECOND}");
        let found = article(&text);
        assert_eq!((found.headline, found.body), (None, text));
        let lines = "Rain fell.\n\nIt was cold.\n\nThe mayor, Jane Roe, stayed at home.";
        let found = article(lines);
        assert_eq!((found.headline, found.body.as_str()), (None, lines));
    }

    #[test]
    fn tables_below_a_headline_stay_in_the_body() {
        let found = article(
            "OAK BAKERIES INC 4TH QTR NET\n\n    Shr 34 cts vs 12 cts\n    Net 80,000 vs 28,000\n    NOTE: One-time gain in 1986.\n Reuter\n",
        );
        assert_eq!(found.headline.as_deref(), Some("OAK BAKERIES INC 4TH QTR NET"));
        assert!(found.body.starts_with("Shr 34 cts vs 12 cts\n\nNet 80,000"), "{}", found.body);
        assert_eq!(found.agency.as_deref(), Some("Reuters"));
    }

    #[test]
    fn a_name_between_headline_and_dateline_is_the_author() {
        let found = article(&format!("Bread dearer again in the north\n\nJane Roe\n\nOSLO 1996-12-06\n\n{LEAD}"));
        assert_eq!(found.authors, ["Jane Roe"]);
        assert_eq!(found.date.map(|d| d.value).as_deref(), Some("1996-12-06"));
    }

    #[test]
    fn what_the_file_states_is_not_guessed() {
        let stated = Stated {
            body_only: true,
            headline: Some("BREAD DEARER".to_owned()),
            byline: Some("    by Jane Roe, Reuters".to_owned()),
            dateline: Some("    OSLO, Feb 26 - ".to_owned()),
            date: Some(date(1987, 2, 26)),
            keywords: vec!["bread".to_owned()],
            ..Stated::default()
        };
        let found =
            recognise(&Document { stated, ..document(&format!("{LEAD}\n Reuter\n")) }, &Surroundings::alone(date(2026, 11, 22)));
        assert_eq!((found.headline.as_deref(), found.authors.as_slice()), (Some("BREAD DEARER"), &["Jane Roe".to_owned()][..]));
        assert_eq!(found.date.map(|d| (d.value, d.from)), Some(("1987-02-26".to_owned(), "metadata".to_owned())));
        assert_eq!(found.dateline.map(|d| d.text).as_deref(), Some("OSLO, Feb 26 -"));
        assert_eq!(found.body, LEAD);
    }

    #[test]
    fn no_text_is_an_article_without_fields() {
        for text in ["", "\n\n", "\u{feff}", "\0\0", "—", "(((((", "By", "*"] {
            let found = article(text);
            assert_eq!((found.dateline, found.authors.len()), (None, 0), "{text:?}");
        }
    }
}
