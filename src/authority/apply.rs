//! How does an article look under the names that are shown? Its people, places, organisations, mentions and speakers take
//! the names that [`Authority`] gives them; those that become one are added up, those that are hidden go.

use std::collections::{BTreeMap, HashMap};

use super::register::{own_name, value};
use super::{Authority, Shown, UNRESOLVED, place_value};
use crate::article::model::{Article, Kind, Location, Organization, Person, Place};

impl Authority {
    /// Gives the names of an article as they are shown.
    pub fn apply(&self, article: &mut Article) {
        if self.entities().next().is_none() {
            return;
        }
        for quote in &mut article.quotes {
            match quote.speaker.as_deref().and_then(|speaker| self.shown(Kind::Person, speaker)) {
                Some(Shown::As(_, name)) => quote.speaker = Some(name),
                Some(Shown::Hidden) => quote.speaker = None,
                None => {}
            }
        }
        let values = self.values(article);
        if values.is_empty() {
            return;
        }
        let shown = |kind: Kind, name: &str| values.get(&(kind, name.to_owned()));
        article.mentions.retain_mut(|mention| match shown(mention.kind, &mention.name) {
            Some(Shown::Hidden) => false,
            Some(Shown::As(kind, name)) => {
                (mention.kind, mention.name) = (*kind, own_name(name).to_owned());
                true
            }
            None => true,
        });
        regroup(article, &values);
    }

    /// What is shown for each name of the article that is not shown as it is.
    fn values(&self, article: &Article) -> BTreeMap<(Kind, String), Shown> {
        let people = article.people.iter().map(|person| (Kind::Person, &person.name, person.name.clone()));
        let organizations = article.organizations.iter().map(|one| (Kind::Organization, &one.name, one.name.clone()));
        let places = article
            .places
            .iter()
            .map(|place| (Kind::Place, &place.name, place_value(&place.name, place.location.path.as_deref())));
        let named = people.chain(organizations).chain(places);
        named.filter_map(|(kind, name, value)| Some(((kind, name.clone()), self.shown(kind, &value)?))).collect()
    }
}

/// Puts each entity in the list of the kind that is shown, and adds up those of one name.
fn regroup(article: &mut Article, values: &BTreeMap<(Kind, String), Shown>) {
    let (people, places, organizations) =
        (std::mem::take(&mut article.people), std::mem::take(&mut article.places), std::mem::take(&mut article.organizations));
    let shown = |kind: Kind, name: &str| match values.get(&(kind, name.to_owned())) {
        Some(Shown::Hidden) => None,
        Some(Shown::As(kind, value)) => Some((*kind, value.clone())),
        None => Some((kind, value(kind, name))),
    };
    let mut lists = Lists { article, known: HashMap::new() };
    for person in people {
        if let Some((kind, name)) = shown(Kind::Person, &person.name) {
            lists.put(kind, Person { name, ..person }, None);
        }
    }
    for place in places {
        let unchanged = place_value(&place.name, place.location.path.as_deref());
        let known = values.contains_key(&(Kind::Place, place.name.clone()));
        let target = if known { shown(Kind::Place, &place.name) } else { Some((Kind::Place, unchanged)) };
        if let Some((kind, name)) = target {
            let Place { count, salience, forms, location, .. } = place;
            lists.put(kind, Person { name, count, salience, forms, titles: Vec::new() }, Some(location));
        }
    }
    for one in organizations {
        if let Some((kind, name)) = shown(Kind::Organization, &one.name) {
            let Organization { count, salience, forms, .. } = one;
            lists.put(kind, Person { name, count, salience, forms, titles: Vec::new() }, None);
        }
    }
    // A stable sort: what is mentioned equally often stays in the order of the text.
    article.people.sort_by_key(|person| std::cmp::Reverse(person.count));
    article.places.sort_by_key(|place| std::cmp::Reverse(place.count));
    article.organizations.sort_by_key(|one| std::cmp::Reverse(one.count));
}

/// The lists of an article while entities are put into them, and the places of their names there: an article may have
/// thousands.
struct Lists<'a> {
    article: &'a mut Article,
    known: HashMap<(Kind, String, Option<String>), usize>,
}

impl Lists<'_> {
    /// Adds an entity, given with all that any kind has, to the list of its kind.
    fn put(&mut self, kind: Kind, one: Person, location: Option<Location>) {
        match kind {
            Kind::Person => self.put_person(one),
            Kind::Organization => self.put_organization(one),
            Kind::Place => self.put_place(one, location.unwrap_or_default()),
        }
    }

    /// Where what is shown so stands in the list of its kind, which has that length: at its end where it is new.
    fn place(&mut self, kind: Kind, name: &str, path: Option<&str>, length: usize) -> usize {
        *self.known.entry((kind, name.to_owned(), path.map(str::to_owned))).or_insert(length)
    }

    fn put_person(&mut self, one: Person) {
        let at = self.place(Kind::Person, &one.name, None, self.article.people.len());
        let Some(person) = self.article.people.get_mut(at) else {
            self.article.people.push(one);
            return;
        };
        person.count += one.count;
        person.salience = person.salience.max(one.salience);
        add_all(&mut person.forms, one.forms);
        add_all(&mut person.titles, one.titles);
    }

    fn put_organization(&mut self, one: Person) {
        let at = self.place(Kind::Organization, &one.name, None, self.article.organizations.len());
        let Person { name, count, salience, forms, .. } = one;
        let Some(known) = self.article.organizations.get_mut(at) else {
            self.article.organizations.push(Organization { name, count, salience, forms });
            return;
        };
        known.count += count;
        known.salience = known.salience.max(salience);
        add_all(&mut known.forms, forms);
    }

    fn put_place(&mut self, one: Person, location: Location) {
        let Person { name: value, count, salience, forms, .. } = one;
        let path = (!value.starts_with(UNRESOLVED)).then(|| value.clone());
        let (name, location) = (own_name(&value).to_owned(), Location { path, ..location });
        let at = self.place(Kind::Place, &name, location.path.as_deref(), self.article.places.len());
        let Some(place) = self.article.places.get_mut(at) else {
            self.article.places.push(Place { name, count, salience, forms, location });
            return;
        };
        place.count += count;
        place.salience = place.salience.max(salience);
        add_all(&mut place.forms, forms);
        // The place that was resolved says where both lie.
        if place.location.geonames.is_none() {
            place.location = location;
        }
    }
}

fn add_all(known: &mut Vec<String>, more: Vec<String>) {
    known.extend(more);
    known.sort_unstable();
    known.dedup();
}

#[cfg(test)]
mod tests {
    use super::super::{Decisions, Merges};
    use super::*;
    use crate::article::model::{Format, Mention, Quote};

    fn article() -> Article {
        let person = |name: &str, count: usize| Person {
            name: name.to_owned(),
            count,
            salience: 0,
            forms: vec![name.to_owned()],
            titles: Vec::new(),
        };
        let mention = |name: &str| Mention {
            kind: Kind::Person,
            text: name.to_owned(),
            start: None,
            end: None,
            name: name.to_owned(),
            inside: false,
            metonym: false,
        };
        let quote = Quote {
            text: "No".to_owned(),
            start: 0,
            end: 2,
            speaker: Some("Wera Orlowa".to_owned()),
            form: None,
            verb: None,
            attribution: None,
        };
        let place = |name: &str, path: Option<&str>| Place {
            name: name.to_owned(),
            count: 1,
            salience: 0,
            forms: vec![name.to_owned()],
            location: Location { path: path.map(str::to_owned), ..Location::default() },
        };
        Article {
            people: vec![person("Ivan Hale", 3), person("Vera Orlova", 2), person("Wera Orlowa", 2), person("Amazon", 1)],
            places: vec![place("Europe", Some("Europe")), place("Lviv", Some("Europe/Ukraine/Lviv")), place("Lemberg", None)],
            mentions: vec![mention("Wera Orlowa"), mention("Amazon"), mention("Ivan Hale")],
            quotes: vec![quote],
            ..Article::new("a".to_owned(), "a".to_owned(), Format::Text)
        }
    }

    fn applied(decisions: &str) -> Article {
        let mut article = article();
        Authority::new(Merges::default(), &Decisions::parse(decisions)).apply(&mut article);
        article
    }

    #[test]
    fn people_that_are_one_are_added_up() {
        let article = applied("merge person \"Vera Orlova\" \"Wera Orlowa\"");
        let people: Vec<(&str, usize)> = article.people.iter().map(|person| (person.name.as_str(), person.count)).collect();
        assert_eq!(people, [("Vera Orlova", 4), ("Ivan Hale", 3), ("Amazon", 1)]);
        assert_eq!(article.people[0].forms, ["Vera Orlova", "Wera Orlowa"]);
        assert_eq!(article.quotes[0].speaker.as_deref(), Some("Vera Orlova"));
        assert_eq!(article.mentions[0].name, "Vera Orlova");
    }

    #[test]
    fn hidden_names_go_and_others_change_their_kind() {
        let article = applied("hide person \"Ivan Hale\"\nkind person \"Amazon\" organization");
        assert_eq!(article.people.len(), 2);
        assert_eq!(article.organizations[0].name, "Amazon");
        assert_eq!(article.mentions.iter().map(|mention| mention.kind).collect::<Vec<_>>(), [Kind::Person, Kind::Organization]);
    }

    #[test]
    fn places_meet_under_one_path() {
        let article = applied("merge place \"Europe/Ukraine/Lviv\" \"Lemberg\"\nrename place \"Europe/Ukraine/Lviv\" \"Lwow\"");
        let places: Vec<(&str, Option<&str>, usize)> =
            article.places.iter().map(|place| (place.name.as_str(), place.location.path.as_deref(), place.count)).collect();
        assert_eq!(places, [("Lwow", Some("Europe/Ukraine/Lwow"), 2), ("Europe", Some("Europe"), 1)]);
    }

    #[test]
    fn an_article_that_no_decision_concerns_stays_as_it_is() {
        assert_eq!(applied("hide person \"Nobody\""), article());
        assert_eq!(applied(""), article());
    }
}
