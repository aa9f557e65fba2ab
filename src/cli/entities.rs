//! `entities`: who is who, and the user's last word on it.

use super::arguments::{EntitiesCommand, EntitiesFlags, KindName, OutputFormat};
use super::shell::quoted;
use super::{Settings, Status, no_such_format, report_faults};
use crate::article::model::Kind;
use crate::authority::{Decision, UNRESOLVED};
use crate::error::Error;
use crate::index::{self, Reader};
use crate::query;
use crate::render::{self, Output};
use crate::search::{self, Asked, FacetField, Named};

/// Shows names, or writes down a decision about them and shows what it did.
pub(super) fn run(settings: &Settings, flags: &EntitiesFlags) -> Result<Status, Error> {
    let kind = flags.kind.map(Kind::from);
    let form = |named: Vec<(Kind, String)>| -> (Kind, Vec<String>) {
        (named.first().map_or(Kind::Person, |(kind, _)| *kind), named.into_iter().map(|(_, name)| name).collect())
    };
    let reader = Reader::open(&settings.index)?;
    report_faults(settings, &reader);
    let decision = match &flags.command {
        EntitiesCommand::Show { name, limit } => return show(settings, flags, &reader, name.as_deref(), *limit),
        EntitiesCommand::Merge { names } => {
            let (kind, names) = form(known(&reader, names, kind)?);
            if names.iter().all(|name| Some(name) == names.first()) {
                return Err(usage("these names are one already", "newshound entities show NAME tells why"));
            }
            Decision::Merge(kind, names)
        }
        EntitiesCommand::Split { names } => {
            let (kind, names) = form(known(&reader, names, kind)?);
            Decision::Split(kind, names)
        }
        EntitiesCommand::Rename { name, shown } => {
            let (kind, name) = one_known(&reader, name, kind)?;
            may_be_shown(&reader, kind, &name, shown)?;
            Decision::Rename(kind, name, shown.clone())
        }
        EntitiesCommand::Hide { name } => {
            let (kind, name) = one_known(&reader, name, kind)?;
            Decision::Hide(kind, name)
        }
        EntitiesCommand::Kind { name, really } => {
            let really = Kind::from(*really);
            let (kind, name) = one_known(&reader, name, kind)?;
            Decision::Kind(kind, name, really)
        }
    };
    decide(settings, flags, &decision)
}

/// Writes a decision down, and shows those whom it concerns as they now are.
fn decide(settings: &Settings, flags: &EntitiesFlags, decision: &Decision) -> Result<Status, Error> {
    index::decide(&settings.index, decision)
        .map_err(|error| Error::Decisions { path: index::decisions_path(&settings.index), error })?;
    if settings.quiet {
        return Ok(Status::Done);
    }
    let reader = Reader::open(&settings.index)?;
    let (kind, names): (Kind, Vec<&str>) = match decision {
        Decision::Merge(kind, names) => (*kind, names.iter().take(1).map(String::as_str).collect()),
        Decision::Split(kind, names) => (*kind, names.iter().map(String::as_str).collect()),
        Decision::Rename(kind, name, _) | Decision::Hide(kind, name) | Decision::Kind(kind, name, _) => (*kind, vec![name]),
    };
    let mut concerned: Vec<Named> = Vec::new();
    for name in names {
        let found = search::entities(&reader, Asked::Exactly(name))?;
        let new = found
            .into_iter()
            .filter(|named| named.names.iter().any(|one| one.kind == kind))
            .filter(|named| !concerned.contains(named));
        concerned.extend(new.collect::<Vec<_>>());
    }
    render::note(&format!("written to {}", index::decisions_path(&settings.index).display()));
    print(settings, flags, &concerned)?;
    Ok(Status::Done)
}

fn show(settings: &Settings, flags: &EntitiesFlags, reader: &Reader, name: Option<&str>, limit: usize) -> Result<Status, Error> {
    let asked = name.map(query::parse_value).transpose();
    let asked = asked.map_err(|error| Error::Query { error, text: name.unwrap_or_default().into() })?;
    let mut found = search::entities(reader, asked.as_ref().map_or(Asked::Changed, Asked::Like))?;
    found.retain(|named| flags.kind.is_none_or(|kind| named.kind == Kind::from(kind)));
    let left = found.len().saturating_sub(limit);
    found.truncate(limit);
    if asked.is_some() {
        found.iter_mut().try_for_each(|named| search::add_forms(reader, named))?;
    }
    if found.is_empty() && !settings.quiet {
        let near = name.map_or_else(Vec::new, |name| nearest(reader, name).unwrap_or_default());
        let hint =
            if near.is_empty() { "newshound facets people lists them".into() } else { format!("near it: {}", near.join(", ")) };
        let what = name
            .map_or_else(|| "no name is merged or decided about".into(), |name| format!("nobody and nothing is called '{name}'"));
        render::complain(&format!("{what} (hint: {hint})"));
    } else if left > 0 && !settings.quiet {
        render::note(&format!("{left} more: -n {} shows all", left + limit));
    }
    print(settings, flags, &found)?;
    Ok(if found.is_empty() { Status::Nothing } else { Status::Done })
}

fn print(settings: &Settings, flags: &EntitiesFlags, found: &[Named]) -> Result<(), Error> {
    let mut output = Output::stdout();
    output.lines(match flags.output.format(OutputFormat::Json) {
        OutputFormat::Text => render::entities_text(found, settings.screen),
        OutputFormat::Json => vec![render::entities_json(found)],
        format => return Err(no_such_format(format, "entities", "text or json")),
    })?;
    output.finish()?;
    Ok(())
}

/// Each name as its facet writes it, all of one kind.
fn known(reader: &Reader, names: &[String], kind: Option<Kind>) -> Result<Vec<(Kind, String)>, Error> {
    let mut known: Vec<(Kind, String)> = Vec::new();
    for name in names {
        // The first name tells what is meant by the others.
        let kind = kind.or(known.first().map(|(kind, _)| *kind));
        known.push(one_known(reader, name, kind)?);
    }
    Ok(known)
}

/// The one value that a name means; a name that means none or several is refused.
fn one_known(reader: &Reader, name: &str, kind: Option<Kind>) -> Result<(Kind, String), Error> {
    let found = search::entities(reader, Asked::Exactly(name))?;
    let mut meant: Vec<(Kind, String, usize)> = Vec::new();
    for named in &found {
        // A name that was merged into another stands for itself here: it can be split off.
        let own = named.called(name);
        let (own_kind, value) = own.map_or((named.names[0].kind, &named.name), |one| (one.kind, &one.name));
        meant.push((own_kind, value.trim_start_matches(UNRESOLVED).to_owned(), named.articles));
    }
    meant.retain(|(found, _, _)| kind.is_none_or(|kind| kind == *found));
    match meant.as_slice() {
        [(kind, value, _)] => Ok((*kind, value.clone())),
        [] => {
            let near = nearest(reader, name)?;
            let hint = if near.is_empty() {
                "newshound facets people lists them".into()
            } else {
                format!("near it: {}", near.join(", "))
            };
            Err(Error::Usage { message: format!("nobody and nothing is called '{name}'"), hint })
        }
        several => {
            let list: Vec<String> = several
                .iter()
                .map(|(kind, value, articles)| format!("{} {value} ({articles})", format!("{kind:?}").to_lowercase()))
                .collect();
            let hint = "say which with --kind, a place by its path";
            Err(usage(&format!("'{name}' may be {}", list.join(", ")), hint))
        }
    }
}

/// Refuses a name to show that is empty, or that is another's: two under one name would be counted as one.
fn may_be_shown(reader: &Reader, kind: Kind, name: &str, shown: &str) -> Result<(), Error> {
    if shown.trim().is_empty() {
        return Err(usage("the name to show is empty", "newshound entities hide NAME leaves a name out"));
    }
    let found = search::entities(reader, Asked::Exactly(shown))?;
    let is_other = |named: &Named| named.kind == kind && kind != Kind::Place && !named.names.iter().any(|one| one.name == name);
    if found.iter().any(is_other) {
        let hint = format!("where they are one: newshound entities merge {} {}", quoted(shown), quoted(name));
        return Err(usage(&format!("'{shown}' is the name of another"), &hint));
    }
    Ok(())
}

/// Names near one that is not there.
fn nearest(reader: &Reader, name: &str) -> Result<Vec<String>, Error> {
    let mut near = Vec::new();
    for field in [FacetField::People, FacetField::Organizations, FacetField::Places] {
        near.extend(search::nearest(reader, field, name)?);
    }
    near.truncate(5);
    Ok(near)
}

fn usage(message: &str, hint: &str) -> Error {
    Error::Usage { message: message.to_owned(), hint: hint.to_owned() }
}

impl From<KindName> for Kind {
    fn from(name: KindName) -> Kind {
        match name {
            KindName::Person => Kind::Person,
            KindName::Place => Kind::Place,
            KindName::Organization => Kind::Organization,
        }
    }
}
