//! Which places does an article name, and where do they lie? Each name is resolved once, in the light of the region
//! written behind it, the dateline and the countries and regions that the article names; names that resolve to one
//! place are one place of the article.

mod metonym;
mod near;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::article::model::{Dateline, Location, Place};
use crate::article::survey::Areas;
use crate::entity::lists;
use crate::entity::mentions::{Linked, Occurrence};
use crate::entity::people::normal_case;
use crate::entity::places::near::Anchors;
use crate::entity::sentences::Sentence;
use crate::entity::tokens::tokenise;
use crate::fold::fold;
use crate::gazetteer::{self, Context, PlaceId, PlaceKind};

#[derive(Debug)]
struct Group {
    name: String,
    location: Location,
    /// True for the capital of a country.
    capital: bool,
    count: usize,
    forms: BTreeSet<String>,
}

/// What tells places from their namesakes.
struct Known<'a> {
    /// The region that stands behind a form somewhere in the article.
    within: HashMap<String, Vec<String>>,
    /// Countries and regions that the article names.
    context: Context,
    /// Where the stories of the article's source take place.
    source: Option<&'a Areas>,
    /// The places that are certain.
    anchors: Anchors,
}

/// The places of one article so far.
#[derive(Debug, Default)]
struct Groups {
    found: Vec<Group>,
    /// By GeoNames id, or by path where there is none.
    by_key: HashMap<String, usize>,
    by_form: HashMap<String, usize>,
}

/// The places that the occurrences and the dateline mean.
pub fn link<'text>(
    occurrences: &[Occurrence<'text>],
    sentences: &[Sentence<'text>],
    dateline: Option<&Dateline>,
    source: Option<&Areas>,
) -> Linked<'text, Place> {
    let within = regions_behind(occurrences, sentences);
    let anchors = anchors(occurrences, &within, dateline);
    let known = Known { within, context: context(occurrences, dateline), source, anchors };
    let mut groups = Groups::default();
    let mut numbers: Vec<(Option<Occurrence<'text>>, String, usize)> = Vec::new();
    for place in dateline.iter().flat_map(|dateline| &dateline.places) {
        let number = groups.of_dateline(&place.written, &place.name, &place.location);
        numbers.push((None, place.written.clone(), number));
    }
    let mut dealt_with = false;
    for (index, occurrence) in occurrences.iter().enumerate() {
        let number = groups.of_form(occurrence.text, &known);
        let next = occurrences.get(index + 1);
        let capital = groups.found[number].capital;
        let deals = capital && next.is_some_and(|next| metonym::deals_with(occurrence, next, sentences));
        let metonym = capital && (deals || dealt_with || metonym::is_subject(occurrence, sentences));
        dealt_with = deals;
        let occurrence = Occurrence { metonym, ..*occurrence };
        numbers.push((Some(occurrence), occurrence.text.to_owned(), number));
    }
    for (_, text, number) in &numbers {
        groups.found[*number].count += 1;
        groups.found[*number].forms.insert(text.clone());
    }
    let named =
        numbers.into_iter().map(|(occurrence, text, number)| (occurrence, text, groups.found[number].name.clone())).collect();
    Linked { entities: groups.entities(), named }
}

impl Groups {
    fn of_dateline(&mut self, written: &str, name: &str, location: &Location) -> usize {
        let number = self.with_location(name.to_owned(), location.clone());
        self.found[number].capital = place_of(location).is_some_and(gazetteer::is_capital);
        self.by_form.insert(fold(written), number);
        number
    }

    /// The place that a form means; a form means one place throughout an article.
    fn of_form(&mut self, form: &str, known: &Known<'_>) -> usize {
        let key = fold(form);
        if let Some(number) = self.by_form.get(&key) {
            return *number;
        }
        let number = match resolve(form, &key, known) {
            Some(id) => self.of_place(id),
            None => self.with_location(normal_case(form), Location::default()),
        };
        self.by_form.insert(key, number);
        number
    }

    fn of_place(&mut self, id: PlaceId) -> usize {
        let place = gazetteer::place(id);
        let location = Location {
            path: Some(place.path),
            country: place.country.map(str::to_owned),
            latitude: Some(place.latitude),
            longitude: Some(place.longitude),
            geonames: Some(place.geonames).filter(|geonames| *geonames > 0),
        };
        let number = self.with_location(place.name.to_owned(), location);
        self.found[number].capital = gazetteer::is_capital(id);
        number
    }

    fn with_location(&mut self, name: String, location: Location) -> usize {
        // Former countries have no number: their path tells them apart.
        let key = location.geonames.map(|number| number.to_string()).or_else(|| location.path.clone());
        if let Some(number) = key.as_ref().and_then(|key| self.by_key.get(key)) {
            return *number;
        }
        let number = self.found.len();
        if let Some(key) = key {
            self.by_key.insert(key, number);
        }
        self.found.push(Group { name, location, capital: false, count: 0, forms: BTreeSet::new() });
        number
    }

    /// Most mentioned first, then in the order of the text.
    fn entities(mut self) -> Vec<Place> {
        self.found.sort_by_key(|group| std::cmp::Reverse(group.count));
        let place = |group: Group| Place {
            name: group.name,
            count: group.count,
            salience: 0,
            forms: group.forms.into_iter().collect(),
            location: group.location,
        };
        self.found.into_iter().map(place).collect()
    }
}

/// Planets after which American towns are called: alone, their names mean the planets, which lie on no map.
const PLANETS: &[&str] = &["mercury", "venus", "earth", "mars", "jupiter", "saturn", "uranus", "neptune", "pluto"];

/// The place of that name; areas have none, abbreviations of regions are known to the gazetteer as regions alone.
fn resolve(form: &str, key: &str, known: &Known<'_>) -> Option<PlaceId> {
    let tokens = tokenise(form);
    let regions = gazetteer::region(form);
    if regions.is_empty() && lists::area(&tokens, true) == Some(tokens.len()) {
        return None;
    }
    let Some(within) = known.within.get(key) else {
        if PLANETS.contains(&key) {
            return None;
        }
        return in_the_light_of(form, known).or_else(|| regions.first().copied());
    };
    let context = Context { within: within.clone(), mentioned: Vec::new() };
    gazetteer::resolve(form, &context, None).or_else(|| regions.first().copied())
}

/// What a bare name means: a place near the source's home, a place beside others of the story, what its source usually
/// means, what lies in a region of the story, the most usual; where no place bears it, a county near the source's home.
fn in_the_light_of(form: &str, known: &Known<'_>) -> Option<PlaceId> {
    let candidates = gazetteer::lookup(form);
    let home = known.source.and_then(Areas::home);
    let local = || home.and_then(|home| home.namesake(&candidates));
    let beside = || known.anchors.nearest(&candidates);
    let otherwise = || gazetteer::resolve(form, &known.context, known.source.and_then(|areas| areas.usual(form)));
    // `Becker, Wilkin and Clay counties`: the word stands once, behind the last of them.
    let county = || home.and_then(|home| home.namesake(&gazetteer::lookup(&format!("{form} County"))));
    local().or_else(beside).or_else(otherwise).or_else(county)
}

/// Places named with their region, places of a name that no other bears, and those of the dateline.
fn anchors(occurrences: &[Occurrence<'_>], within: &HashMap<String, Vec<String>>, dateline: Option<&Dateline>) -> Anchors {
    let mut anchors = Anchors::default();
    for id in dateline.iter().flat_map(|dateline| &dateline.places).filter_map(|place| place_of(&place.location)) {
        anchors.add(id);
    }
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for occurrence in occurrences.iter().filter(|occurrence| seen.insert(occurrence.text)) {
        let certain = match within.get(&fold(occurrence.text)) {
            Some(within) => gazetteer::resolve(occurrence.text, &Context { within: within.clone(), ..Context::default() }, None),
            None => {
                Some(gazetteer::lookup(occurrence.text)).filter(|found| found.len() == 1).and_then(|found| found.first().copied())
            }
        };
        if let Some(id) = certain {
            anchors.add(id);
        }
    }
    anchors
}

/// For each folded form, the region that stands behind it somewhere: `Paris, Texas` makes every `Paris` the Texan one.
fn regions_behind(occurrences: &[Occurrence<'_>], sentences: &[Sentence<'_>]) -> HashMap<String, Vec<String>> {
    let mut within = HashMap::new();
    for (index, occurrence) in occurrences.iter().enumerate() {
        let Some(sentence) = sentences.get(occurrence.span.sentence) else { continue };
        let last = occurrence.span.last;
        if sentence.word(last).is_none_or(|token| !matches!(token.text, "," | "(")) {
            continue;
        }
        let next = occurrences
            .get(index + 1)
            .filter(|next| next.span.sentence == occurrence.span.sentence && next.span.first == last + 1);
        let region = next.map(|next| next.text).or_else(|| sentence.word(last + 1).map(|token| token.text)).unwrap_or_default();
        if is_region(region) && !is_region(occurrence.text) {
            within.entry(fold(occurrence.text)).or_insert_with(|| vec![region.to_owned()]);
        }
    }
    within
}

fn is_region(name: &str) -> bool {
    name.chars().next().is_some_and(char::is_uppercase) && !gazetteer::region(name).is_empty()
}

/// Countries and regions named in the article and its dateline, most mentioned first.
fn context(occurrences: &[Occurrence<'_>], dateline: Option<&Dateline>) -> Context {
    let mut counts: BTreeMap<PlaceId, usize> = BTreeMap::new();
    let mut known: HashMap<&str, Vec<PlaceId>> = HashMap::new();
    for occurrence in occurrences {
        for id in known.entry(occurrence.text).or_insert_with(|| regions_meant(occurrence.text)) {
            *counts.entry(*id).or_default() += 1;
        }
    }
    for id in dateline.iter().flat_map(|dateline| &dateline.places).flat_map(|place| regions_of(&place.location)) {
        *counts.entry(id).or_default() += 3;
    }
    let mut mentioned: Vec<(PlaceId, usize)> = counts.into_iter().collect();
    // Regions first: a country holds many towns of one name, a region few.
    mentioned.sort_by_key(|(id, count)| (gazetteer::kind(*id) != PlaceKind::Region, std::cmp::Reverse(*count), *id));
    Context { within: Vec::new(), mentioned: mentioned.into_iter().map(|(id, _)| id).collect() }
}

/// The country or region of that name, where there is just one; for a town of a name that no other bears, its own.
fn regions_meant(name: &str) -> Vec<PlaceId> {
    match gazetteer::region(name).as_slice() {
        [only] if gazetteer::kind(*only) != PlaceKind::Continent => vec![*only],
        [] => match gazetteer::lookup(name).as_slice() {
            [town] => holders(*town),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// The countries and regions that a place lies in.
fn holders(id: PlaceId) -> Vec<PlaceId> {
    let holder = |id: &PlaceId| matches!(gazetteer::kind(*id), PlaceKind::Country | PlaceKind::Region);
    gazetteer::ancestors(id).into_iter().filter(holder).collect()
}

/// The countries and regions that a resolved place of the dateline lies in.
fn regions_of(location: &Location) -> Vec<PlaceId> {
    place_of(location).map(holders).unwrap_or_default()
}

/// The handle of a resolved place of the dateline.
fn place_of(location: &Location) -> Option<PlaceId> {
    let name = location.path.as_deref().and_then(|path| path.rsplit('/').next())?;
    let same = |id: &PlaceId| Some(gazetteer::place(*id).geonames) == location.geonames;
    gazetteer::lookup(name).into_iter().find(same)
}

#[cfg(test)]
mod tests {
    use crate::article::model::{Dateline, DatelinePlace};
    use crate::entity::marked::{article, recognised};
    use crate::entity::recognise;

    #[test]
    fn spellings_of_a_country_are_one_place() {
        let places = recognised(None, "The US met the U.S. and the United States.").places;
        assert_eq!(places.len(), 1, "{places:?}");
        assert_eq!((places[0].name.as_str(), places[0].count), ("United States", 3));
    }

    #[test]
    fn the_region_behind_a_town_decides_for_all_its_mentions() {
        let places = recognised(None, "Rain fell on Paris, Texas. Later Paris dried.").places;
        let paris = places.iter().find(|place| place.name == "Paris").expect("Paris is a place");
        assert_eq!(paris.location.path.as_deref(), Some("North America/United States/Texas/Paris"));
        assert_eq!(paris.count, 2);
    }

    #[test]
    fn planets_are_no_towns_unless_their_region_says_so() {
        let paths = |body: &str| -> Vec<Option<String>> {
            let places = recognised(None, body).places;
            places.into_iter().filter(|place| place.name == "Jupiter").map(|place| place.location.path).collect()
        };
        assert!(paths("The probe left Florida and flew by Jupiter in 1979.").iter().all(Option::is_none));
        assert_eq!(paths("He lives in Jupiter, Florida."), [Some("North America/United States/Florida/Jupiter".to_owned())]);
    }

    #[test]
    fn the_place_of_the_dateline_counts_and_has_no_offsets() {
        let mut article = article(None, "Rain fell on Tallisby.");
        let place = DatelinePlace { written: "TALLISBY".to_owned(), name: "Tallisby".to_owned(), ..DatelinePlace::default() };
        article.dateline = Some(Dateline { text: "TALLISBY —".to_owned(), places: vec![place], ..Dateline::default() });
        recognise(&mut article, None);
        assert_eq!(article.places[0].name, "Tallisby");
        assert_eq!((article.mentions[0].text.as_str(), article.mentions[0].start), ("TALLISBY", None));
    }
}
