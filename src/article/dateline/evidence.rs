//! Is this reading a dateline? The grammar's shape alone is wrong nearly always (`NOTICE: ...`, `FDP- ...`), so that
//! places, regions, dates and agencies have to bear each other out. In come a reading and the text behind it, out
//! comes yes or no. Places in capitals with a date or an agency pass unknown; a bare place has to be in the gazetteer.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::grammar::{Reading, Separator};
use crate::article::{agency, case};
use crate::gazetteer::{self, Context, PlaceKind};

/// Inhabitants that a place needs to stand bare before a dash, before a colon, and in mixed case.
const BEFORE_DASH: u32 = 1_000;
const BEFORE_COLON: u32 = 15_000;
const MIXED_CASE: u32 = 50_000;

/// Kickers, labels and section names of which some are places too.
static LABELS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "\
    abby alert also analysis baseball best blog breaking cart column comment continue correction critical dear \
    disclaimer edit editor exclusive explainer fact factbox fail fixture gallery goalkeepers host image interval \
    latest led letter live more news note notice obituary opinion overall photo photos picture podcast poll \
    presale profile quick read reading related report review rugby sign soccer softball summary teacher tennis \
    tip today top update updated urgent video viewpoint voice warning watch who yesterday golf cricket cycling \
    boxing hockey basketball football sport sports mobile nice male split bath deal hope born most same orange"
        .split(' ')
        .collect()
});

/// Scenes of news that are no towns and may stand bare.
const SCENES: &[&str] = &[
    "united nations",
    "flushing meadows",
    "camp david",
    "capitol hill",
    "kennedy space center",
    "vatican city",
    "west bank",
    "gaza strip",
    "guantanamo bay",
    "wimbledon",
    "augusta national",
    "roland garros",
    "st andrews",
    "the hague",
    "the vatican",
    "kashmir",
    "crimea",
    "the pentagon",
    "ground zero",
];

/// Endings of places that no gazetteer of towns holds.
const SUFFIXES: &[&str] = &["county", "co", "township", "parish", "air base", "air force base", "airport", "island", "islands"];

/// True where the parts bear each other out.
#[must_use]
pub fn supports(reading: &Reading, rest: &str) -> bool {
    if reading.places.is_empty() || is_labelled(reading) || is_agency_alone(reading) || reading.separator == Separator::Glued {
        return false;
    }
    if in_capitals(reading) { supports_capitals(reading, rest) } else { supports_mixed(reading, rest) }
}

/// `(ANSA) -(ANSA) -`: an agency by an agency is no place.
fn is_agency_alone(reading: &Reading) -> bool {
    reading.agency_known && reading.places.iter().all(|place| agency::known(place).is_some())
}

fn supports_capitals(reading: &Reading, rest: &str) -> bool {
    let short = reading.places.iter().all(|place| place.split_whitespace().count() <= 4);
    let known = knows_all(reading, 0);
    if reading.agency_known {
        // `CANADIAN PACIFIC (CP) TO SELL ENGINES`: capitals that go on are a headline.
        return short && (reading.separator != Separator::None || begins_story(rest));
    }
    if reading.day.is_some() && reading.separator != Separator::Blanks {
        return known || (short && reading.set_off && (knows_region(reading) || reading.separator != Separator::End));
    }
    if reading.agency.is_some() || reading.weekday {
        return known || (short && knows_region(reading));
    }
    if knows_region(reading) && matches!(reading.separator, Separator::Dash | Separator::Colon) {
        return short && begins_story(rest);
    }
    supports_bare_capitals(reading, rest)
}

fn supports_bare_capitals(reading: &Reading, rest: &str) -> bool {
    if !reading.regions.is_empty() || !begins_story(rest) {
        return false;
    }
    match reading.separator {
        Separator::Dash => knows_all(reading, BEFORE_DASH) || reading.places.iter().all(|place| tells_of(rest, place)),
        Separator::Colon | Separator::Blanks => !rest.is_empty() && knows_all(reading, BEFORE_COLON),
        _ => false,
    }
}

fn supports_mixed(reading: &Reading, rest: &str) -> bool {
    if is_table_row(rest) {
        return false;
    }
    let known = knows_all(reading, 0);
    let within = lies_within(reading);
    if reading.agency_known {
        return known || within || (reading.day.is_some() && reading.set_off);
    }
    if matches!(reading.separator, Separator::End | Separator::Blanks | Separator::None) {
        return false;
    }
    if reading.day.is_some() || reading.weekday {
        return reading.set_off && (known || knows_region(reading));
    }
    if reading.agency.is_some() || reading.set_off {
        return known || within;
    }
    let sentence = begins_story(rest) && rest.len() > 40;
    if !reading.regions.is_empty() {
        return within && sentence && reading.separator == Separator::Dash;
    }
    sentence && matches!(reading.separator, Separator::Dash | Separator::Colon) && knows_all(reading, MIXED_CASE)
}

fn in_capitals(reading: &Reading) -> bool {
    reading.places.iter().all(|place| place.chars().all(|c| !c.is_lowercase()))
}

/// True where some word is a kicker's, and no date stands with it.
fn is_labelled(reading: &Reading) -> bool {
    if reading.day.is_some() || reading.agency_known {
        return false;
    }
    reading.places.iter().chain(&reading.regions).any(|name| {
        let folded = crate::fold::fold(name);
        agency::known(name).is_some() || folded.split(' ').any(|word| LABELS.contains(word))
    })
}

/// A story begins with a capital, a figure or a quotation mark, and is no line of capitals.
fn begins_story(rest: &str) -> bool {
    let Some(first) = rest.chars().find(|c| c.is_alphanumeric()) else { return rest.is_empty() };
    !first.is_lowercase() && rest.chars().take(60).any(char::is_lowercase)
}

/// True where the story itself says `in Harwinton` or `at the Harwinton ...`: a hamlet that no gazetteer holds.
fn tells_of(rest: &str, place: &str) -> bool {
    let name = case::normal(place);
    let near: String = rest.chars().take(600).collect();
    let after = |words: &str| near.contains(&format!("{words} {name}"));
    name.chars().count() > 3
        && place.split_whitespace().count() <= 3
        && [" in", " at", " at the", " near", " outside"].into_iter().any(after)
}

/// `Clear/43 degrees -`: a row of a table goes on with dashes and has no words of a sentence.
fn is_table_row(rest: &str) -> bool {
    let rest = rest.trim();
    rest.len() < 40 && (rest.ends_with(" -") || rest.ends_with("--"))
}

fn knows_all(reading: &Reading, inhabitants: u32) -> bool {
    reading.places.iter().all(|place| knows(place, inhabitants))
}

fn knows_region(reading: &Reading) -> bool {
    reading.regions.iter().any(|region| !gazetteer::region(region).is_empty())
}

/// True where the place is found within the regions that stand with it.
fn lies_within(reading: &Reading) -> bool {
    let context = Context { within: reading.regions.clone(), mentioned: Vec::new() };
    knows_region(reading) && reading.places.iter().all(|place| gazetteer::resolve(place, &context, None).is_some())
}

/// True where the gazetteer has a place of that name with so many inhabitants, or the name is a known scene.
#[must_use]
pub fn knows(name: &str, inhabitants: u32) -> bool {
    let folded = crate::fold::fold(name);
    SCENES.contains(&folded.as_str()) || has_place_suffix(&folded) || is_populous(name, inhabitants)
}

fn is_populous(name: &str, inhabitants: u32) -> bool {
    if name.chars().filter(|c| c.is_alphanumeric()).count() < 3 {
        return false;
    }
    gazetteer::lookup(name).into_iter().map(gazetteer::place).any(|place| match place.kind {
        PlaceKind::City => place.population >= inhabitants,
        // `TURKEY: Roast the bones`: countries are seldom datelines, and often subjects.
        PlaceKind::Country => inhabitants < BEFORE_COLON,
        PlaceKind::Region => inhabitants < BEFORE_COLON || place.population > 1_000_000,
        PlaceKind::Continent => false,
    })
}

fn has_place_suffix(folded: &str) -> bool {
    SUFFIXES.iter().any(|suffix| {
        folded.strip_suffix(suffix).and_then(|stem| stem.strip_suffix(' ')).is_some_and(|stem| is_populous(stem, 0))
    })
}

#[cfg(test)]
mod tests {
    use super::super::grammar::read;
    use super::supports;

    fn is_dateline(text: &str) -> bool {
        read(text).is_some_and(|reading| supports(&reading, text.get(reading.end..).unwrap_or_default().trim()))
    }

    const STORY: &str = "The council of the town met for the third time to settle the price of bread.";

    #[test]
    fn places_with_date_or_agency() {
        for opening in [
            "OSLO, Feb 26 -",
            "QZXVILLE, Feb 26 -",
            "QZXVILLE (AP) —",
            "Toronto, Feb 26 -",
            "PARIS, Mo. —",
            "Berlin (dpa) -",
            "MOSCOW, Monday (Reuters) -",
        ] {
            assert!(is_dateline(&format!("{opening} {STORY}")), "{opening}");
        }
    }

    #[test]
    fn bare_places_have_to_be_known() {
        for opening in ["LONDON —", "NEW DELHI:", "Beirut:", "UNITED NATIONS -", "LOS ANGELES  "] {
            assert!(is_dateline(&format!("{opening} {STORY}")), "{opening}");
        }
        for opening in [
            "QZXVILLE —",
            "NOTICE:",
            "Officials:",
            "BKA-",
            "READ MORE:",
            "TIP:",
            "TURKEY:",
            "Japan -",
            "FORMER MAYOR -",
            "Summary -",
        ] {
            assert!(!is_dateline(&format!("{opening} {STORY}")), "{opening}");
        }
    }

    #[test]
    fn a_hamlet_counts_where_its_story_names_it() {
        assert!(is_dateline("QZXVILLE — A mason was heard in Qzxville on Monday after a wall fell down."));
        assert!(!is_dateline("QZXVILLE — A mason was heard in court on Monday after a wall fell down."));
        assert!(!is_dateline("LIGHTWEIGHT — A mason was heard in lightweight shoes on Monday, it was said."));
    }

    #[test]
    fn headlines_and_tables_are_none() {
        for line in [
            "OSLO PORT SUBSIDY TO END JULY 1 - MINISTER",
            "(ANSA) -(ANSA) - Il vento ha chiuso il ponte.",
            "NORTHERN PACIFIC (CP) TO SELL ITS LAST ENGINES",
            "LONDON - SHARES FALL AGAIN AS BANKS RETREAT",
            "Oslo, April 7 - Clear/4 degrees -",
            "WHEAT EXPORTS RISE IN FEBRUARY - MINISTRY",
        ] {
            assert!(!is_dateline(line), "{line}");
        }
    }
}
