//! Openings as they stand in newspapers, and what the grammar reads in them.

use super::{Reading, Separator, read};

fn reading(text: &str) -> Reading {
    read(text).unwrap_or_else(|| panic!("no reading of {text}"))
}

fn parts(text: &str) -> (String, String, Option<String>, Option<String>) {
    let found = reading(text);
    (found.places.join("|"), found.regions.join("|"), found.day.and_then(super::Day::edtf), found.agency)
}

fn is(text: &str, places: &str, regions: &str, date: Option<&str>, agency: Option<&str>) {
    let owned = |value: Option<&str>| value.map(str::to_owned);
    assert_eq!(parts(text), (places.into(), regions.into(), owned(date), owned(agency)), "{text}");
}

#[test]
fn wire_forms() {
    is("OSLO, Feb 26 - Snow fell", "OSLO", "", Some("XXXX-02-26"), None);
    is("SALEM, Ore., Feb 26 - Snow", "SALEM", "Ore.", Some("XXXX-02-26"), None);
    is("OSLO Feb 26 - Snow", "OSLO", "", Some("XXXX-02-26"), None);
    is("OSLO,March 16 - Snow", "OSLO", "", Some("XXXX-03-16"), None);
    is("BETHESDA, Md., - March 4 - Snow", "BETHESDA", "Md.", Some("XXXX-03-04"), None);
    is("****OSLO, 2 March -", "OSLO", "", Some("XXXX-03-02"), None);
    is("RPT --OSLO, March 30 -", "OSLO", "", Some("XXXX-03-30"), None);
    is("SALEM Ore., March 9 - Snow", "SALEM", "Ore.", Some("XXXX-03-09"), None);
}

#[test]
fn agencies_in_their_forms() {
    is("OSLO (AP) _ Snow", "OSLO", "", None, Some("AP"));
    is("OSLO, Norway, Sept. 20 (UPI) -- Snow", "OSLO", "Norway", Some("XXXX-09-20"), Some("UPI"));
    is("OSLO, Aug 29, 2014 (AFP) - Snow", "OSLO", "", Some("2014-08-29"), Some("AFP"));
    is("MOSCOW, Aug. 21. /TASS/. Snow", "MOSCOW", "", Some("XXXX-08-21"), Some("TASS"));
    is("SALEM, Mass., Sept. 19, 2025 /PRNewswire/ -- Snow", "SALEM", "Mass.", Some("2025-09-19"), Some("PRNewswire"));
    is("BOISE--(BUSINESS WIRE)--Snow", "BOISE", "", None, Some("Business Wire"));
    is("BOISE, ID--(Marketwire - December 23, 2010) - Snow", "BOISE", "ID", Some("2010-12-23"), Some("Marketwire"));
    is("OSLO (AP) Snow fell", "OSLO", "", None, Some("AP"));
    is("OSLO, April 5 (APP):Snow", "OSLO", "", Some("XXXX-04-05"), Some("APP"));
    is("МОСКВА, 10 фев — РИА Новости. Снег", "МОСКВА", "", Some("XXXX-02-10"), Some("РИА Новости"));
}

#[test]
fn several_places() {
    is("OSLO/BERGEN, March 7 (Reuters) -", "OSLO|BERGEN", "", Some("XXXX-03-07"), Some("Reuters"));
    is("OSLO AND BERGEN, Norway--(BUSINESS WIRE)-- Snow", "OSLO|BERGEN", "Norway", None, Some("Business Wire"));
    is("OSLO & BERGEN — Snow", "OSLO|BERGEN", "", None, None);
}

#[test]
fn separators_are_told_apart() {
    for (text, separator) in [
        ("OSLO — Snow", Separator::Dash),
        ("OSLO- Snow", Separator::Glued),
        ("OSLO: Snow", Separator::Colon),
        ("OSLO  Snow fell", Separator::Blanks),
        ("OSLO 1996-08-22", Separator::End),
        ("OSLO (AP) Snow", Separator::None),
    ] {
        assert_eq!(reading(text).separator, separator, "{text}");
    }
}

#[test]
fn the_text_runs_from_the_first_place_to_the_separator() {
    for (text, dateline) in [
        ("RPT --OSLO, March 30 - Snow", "OSLO, March 30 -"),
        ("OSLO (AFP) - – Snow", "OSLO (AFP) - –"),
        ("OSLO, DECEMBER 2 —", "OSLO, DECEMBER 2 —"),
    ] {
        let found = reading(text);
        assert_eq!(text.get(found.start..found.end), Some(dateline));
    }
}

#[test]
fn sentences_have_another_shape() {
    for text in [
        "",
        "The minister said on Monday - again - that",
        "Oslo is cold. It snows",
        "OSLO IS COLD AND WET AND AS DARK AS IT IS IN THE NORTH, SAYS MINISTER - REPORT",
        "(",
        "- item",
        "12 men",
        "((((((",
    ] {
        assert!(read(text).is_none(), "{text}");
    }
}
