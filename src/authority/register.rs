//! What is shown for a name? The merges of the index and the decisions of the user come in; for each name whose showing they
//! change, [`Authority::shown`] says what stands in its stead. A name that neither mentions is shown as it is.

use std::collections::BTreeMap;

use super::UNRESOLVED;
use super::decisions::{Decision, Decisions};
use super::merges::{Merged, Merges};
use crate::article::model::Kind;

/// What is shown for a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// This name of this kind.
    As(Kind, String),
    /// Nothing.
    Hidden,
}

/// Names that are one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// What it is.
    pub kind: Kind,
    /// The name shown.
    pub name: String,
    /// True where the user wants it left out.
    pub hidden: bool,
    /// The names that articles give it.
    pub members: Vec<Member>,
}

/// A name that articles give, as a value of its facet: of a place the path, or the name behind [`UNRESOLVED`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The kind that the articles' text tells.
    pub kind: Kind,
    /// The value.
    pub value: String,
    /// Why it belongs here; empty for the name shown and for a name that stands alone.
    pub why: String,
}

/// What is shown for which name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Authority {
    entities: Vec<Entity>,
    /// Place in `entities` by kind and value.
    entity_of: BTreeMap<(Kind, String), usize>,
}

impl Authority {
    /// The merges of an index, changed by the user's decisions in their order.
    pub fn new(merges: Merges, decisions: &Decisions) -> Authority {
        let mut authority = Authority::default();
        for (kind, merged) in [(Kind::Person, merges.people), (Kind::Organization, merges.organizations)] {
            for merged in merged {
                authority.merged(kind, merged);
            }
        }
        decisions.list.iter().for_each(|decision| authority.decide(decision));
        authority
    }

    fn merged(&mut self, kind: Kind, merged: Merged) {
        let mut members = vec![Member { kind, value: merged.name.clone(), why: String::new() }];
        members.extend(merged.spellings.into_iter().map(|spelling| Member { kind, value: spelling.name, why: spelling.why }));
        self.push(Entity { kind, name: merged.name, hidden: false, members });
    }

    fn push(&mut self, entity: Entity) {
        let place = self.entities.len();
        for member in &entity.members {
            self.entity_of.insert((member.kind, member.value.clone()), place);
        }
        self.entities.push(entity);
    }

    fn decide(&mut self, decision: &Decision) {
        match decision {
            Decision::Merge(kind, names) => {
                let places: Vec<usize> = names.iter().map(|name| self.find(*kind, name)).collect();
                places.iter().skip(1).for_each(|place| self.join(places[0], *place));
                self.entities[places[0]].name = value(*kind, &names[0]);
            }
            Decision::Split(kind, names) => names.iter().for_each(|name| self.split(*kind, name)),
            Decision::Rename(kind, name, shown) => {
                let place = self.find(*kind, name);
                self.entities[place].name = renamed(&self.entities[place].name, shown);
            }
            Decision::Hide(kind, name) => {
                let place = self.find(*kind, name);
                self.entities[place].hidden = true;
            }
            Decision::Kind(kind, name, really) => {
                let place = self.find(*kind, name);
                self.entities[place].kind = *really;
                self.entities[place].name = revalued(&self.entities[place].name, *really);
            }
        }
    }

    /// The entity that is shown under a name or has it as a member; a new one where there is none.
    fn find(&mut self, kind: Kind, name: &str) -> usize {
        let value = value(kind, name);
        let shown = |entity: &Entity| entity.kind == kind && entity.name == value && !entity.members.is_empty();
        let known = self.entity_of.get(&(kind, value.clone())).copied();
        known.or_else(|| self.entities.iter().position(shown)).unwrap_or_else(|| {
            let member = Member { kind, value: value.clone(), why: String::new() };
            self.push(Entity { kind, name: value, hidden: false, members: vec![member] });
            self.entities.len() - 1
        })
    }

    fn join(&mut self, kept: usize, joined: usize) {
        if kept == joined {
            return;
        }
        let mut members = std::mem::take(&mut self.entities[joined].members);
        for member in &mut members {
            self.entity_of.insert((member.kind, member.value.clone()), kept);
            if member.why.is_empty() {
                "merged by you".clone_into(&mut member.why);
            }
        }
        self.entities[kept].members.extend(members);
    }

    /// Takes a name out of its entity, which goes on under the next name where this was the one shown.
    fn split(&mut self, kind: Kind, name: &str) {
        let value = value(kind, name);
        let Some(place) = self.entity_of.get(&(kind, value.clone())).copied() else { return };
        let entity = &mut self.entities[place];
        entity.members.retain(|member| (member.kind, &member.value) != (kind, &value));
        if entity.name == value
            && let Some(next) = entity.members.first_mut()
        {
            next.why.clear();
            entity.name.clone_from(&next.value);
        }
        self.push(Entity { kind, name: value.clone(), hidden: false, members: vec![Member { kind, value, why: String::new() }] });
    }

    /// What is shown for the value of a facet; `None` where it is shown as it is.
    pub fn shown(&self, kind: Kind, value: &str) -> Option<Shown> {
        // The key is owned by the map: a look-up by its parts needs a copy, made for the few names that articles share.
        let entity = &self.entities[*self.entity_of.get(&(kind, value.to_owned()))?];
        entity.shown_for(kind, value)
    }

    /// Every value of a kind that is not shown as it is, with what is shown.
    pub fn changed(&self, kind: Kind) -> impl Iterator<Item = (&str, Shown)> {
        let of_kind = self.entity_of.iter().filter(move |((known, _), _)| *known == kind);
        of_kind.filter_map(move |((_, value), place)| Some((value.as_str(), self.entities[*place].shown_for(kind, value)?)))
    }

    /// Every value of the entities of a kind that have several names or another kind, and have one that is asked for; hidden
    /// ones too, which are left out of facets and records alone.
    /// The names asked about are a place's own, without what it lies in.
    pub fn spellings(&self, kind: Kind, asked: impl Fn(&str) -> bool) -> Vec<&Member> {
        let wanted = |entity: &&Entity| {
            let mut values = entity.members.iter().map(|member| &member.value).chain([&entity.name]);
            entity.kind == kind && values.any(|value| asked(own_name(value)))
        };
        self.entities().filter(wanted).flat_map(|entity| &entity.members).collect()
    }

    /// Entities of more than one name, and those that the user has decided about.
    pub fn entities(&self) -> impl Iterator<Item = &Entity> {
        let unchanged =
            |entity: &&Entity| matches!(entity.members.as_slice(), [only] if entity.shown_for(only.kind, &only.value).is_none());
        self.entities.iter().filter(|entity| !entity.members.is_empty()).filter(move |entity| !unchanged(entity))
    }

    /// The entity of a value, where it has other names or was decided about.
    pub fn entity(&self, kind: Kind, value: &str) -> Option<&Entity> {
        self.entity_of.get(&(kind, value.to_owned())).map(|place| &self.entities[*place])
    }
}

impl Entity {
    fn shown_for(&self, kind: Kind, value: &str) -> Option<Shown> {
        match self.hidden {
            true => Some(Shown::Hidden),
            false if self.kind == kind && self.name == value => None,
            false => Some(Shown::As(self.kind, self.name.clone())),
        }
    }
}

/// The facet's value that a name in a decision means: a place without a path is one that was not resolved.
pub(super) fn value(kind: Kind, name: &str) -> String {
    let unresolved = kind == Kind::Place && !name.contains('/') && !name.starts_with(UNRESOLVED);
    if unresolved { format!("{UNRESOLVED}{name}") } else { name.to_owned() }
}

/// The value under another name: a path changes in its last part.
fn renamed(value: &str, name: &str) -> String {
    match value.rsplit_once('/') {
        Some((around, _)) if !name.contains('/') => format!("{around}/{name}"),
        None if value.starts_with(UNRESOLVED) => format!("{UNRESOLVED}{name}"),
        _ => name.to_owned(),
    }
}

/// The name of a value: the last part of a path, without the mark of what was not resolved.
pub fn own_name(value: &str) -> &str {
    value.rsplit('/').next().unwrap_or(value).trim_start_matches(UNRESOLVED)
}

/// The value as one of another kind: people and organisations have neither path nor mark.
fn revalued(shown: &str, kind: Kind) -> String {
    value(kind, own_name(shown))
}

#[cfg(test)]
mod tests {
    use super::super::merges::Spelling;
    use super::*;

    const PERSON: Kind = Kind::Person;

    fn merges() -> Merges {
        let spelling = |name: &str| Spelling { name: name.to_owned(), articles: 1, why: "another spelling".to_owned() };
        let people = vec![Merged {
            name: "Vera Orlova".to_owned(),
            articles: 3,
            spellings: vec![spelling("Wera Orlowa"), spelling("V. Orlova")],
        }];
        Merges { people, organizations: Vec::new() }
    }

    fn authority(decisions: &str) -> Authority {
        let decisions = Decisions::parse(decisions);
        assert_eq!(decisions.faults, []);
        Authority::new(merges(), &decisions)
    }

    fn name(authority: &Authority, value: &str) -> String {
        match authority.shown(PERSON, value) {
            Some(Shown::As(PERSON, name)) => name,
            Some(Shown::As(kind, name)) => format!("{kind:?} {name}"),
            Some(Shown::Hidden) => "hidden".to_owned(),
            None => value.to_owned(),
        }
    }

    #[test]
    fn merged_names_are_shown_as_one() {
        let authority = authority("");
        assert_eq!(name(&authority, "Wera Orlowa"), "Vera Orlova");
        assert_eq!(name(&authority, "Ivan Orlov"), "Ivan Orlov");
        assert_eq!(authority.changed(PERSON).count(), 2);
    }

    #[test]
    fn the_user_has_the_last_word() {
        let merged = authority("merge person \"V. Orlova\" \"Vera Petrova\"");
        assert_eq!([name(&merged, "Vera Orlova"), name(&merged, "Vera Petrova")], ["V. Orlova", "V. Orlova"]);
        let split = authority("split person \"Vera Orlova\"");
        assert_eq!([name(&split, "Vera Orlova"), name(&split, "V. Orlova")], ["Vera Orlova", "Wera Orlowa"]);
        let renamed = authority("rename person \"Wera Orlowa\" \"Vera O.\"");
        assert_eq!([name(&renamed, "Vera Orlova"), name(&renamed, "V. Orlova")], ["Vera O.", "Vera O."]);
        let hidden = authority("hide person \"Vera Orlova\"");
        assert_eq!(name(&hidden, "V. Orlova"), "hidden");
        let other = authority("kind person \"Amazon\" organization");
        assert_eq!(name(&other, "Amazon"), "Organization Amazon");
    }

    #[test]
    fn later_decisions_stand_above_earlier_ones() {
        let authority =
            authority("merge person \"A B\" \"C D\"\nsplit person \"C D\"\nrename person \"A B\" \"E F\"\nhide person \"C D\"");
        assert_eq!([name(&authority, "A B"), name(&authority, "C D")], ["E F", "hidden"]);
    }

    #[test]
    fn a_name_that_is_shown_can_be_decided_about() {
        let authority = authority("merge person \"A B\" \"C D\"\nrename person \"A B\" \"X Y\"\nrename person \"X Y\" \"Z Z\"");
        assert_eq!(name(&authority, "C D"), "Z Z");
    }

    #[test]
    fn places_by_path_and_unresolved() {
        let authority = authority(
            "hide place \"Europe/France/Nice\"\nrename place \"Europe/Ukraine/Kyiv\" \"Kiev\"\nmerge place \"Europe/Ukraine/Lviv\" \"Lemberg\"",
        );
        assert_eq!(authority.shown(Kind::Place, "Europe/France/Nice"), Some(Shown::Hidden));
        let path = |value: &str| authority.shown(Kind::Place, value);
        assert_eq!(path("Europe/Ukraine/Kyiv"), Some(Shown::As(Kind::Place, "Europe/Ukraine/Kiev".to_owned())));
        assert_eq!(path("=Lemberg"), Some(Shown::As(Kind::Place, "Europe/Ukraine/Lviv".to_owned())));
    }
}
