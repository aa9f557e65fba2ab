//! How is a story shown once that several articles found are copies of? The articles found come in, in their order; the best
//! of each group stays in its place and names the others. More are looked for until there are enough to show.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::Term;
use tantivy::query::{Query, TermSetQuery};

use super::plan::Plan;
use super::top::{Candidate, Found, Order, Top};
use super::{CopyOf, Request};
use crate::index::schema::fields;
use crate::index::{self, Copies, Reader};
use crate::query::lower;

/// Articles looked for at first, for each one to be shown: most have no copy.
const FOR_EACH: usize = 2;
/// By how much more are looked for where that was too few.
const MORE: usize = 4;

/// Articles to look for at first, where this many are to be shown, one a group.
pub(super) fn at_first(wanted: usize) -> usize {
    wanted.saturating_add(1).saturating_mul(FOR_EACH)
}

/// The best article of each group, as many as are wanted; whether there are more.
///
/// # Errors
/// Where files of the index cannot be read.
pub(super) fn collapse(
    reader: &Reader,
    plan: &Plan,
    top: &Top<'_>,
    found: &mut Found,
    wanted: usize,
) -> Result<bool, index::Error> {
    let mut top = *top;
    loop {
        let firsts = firsts(reader.copies(), &found.best);
        let complete = found.best.len() >= found.total;
        if firsts.len() > wanted || complete {
            let chosen = firsts.iter().take(wanted);
            found.best = chosen.filter_map(|place| found.best.get(*place).cloned()).collect();
            return Ok(firsts.len() > wanted);
        }
        top.keep = top.keep.saturating_mul(MORE);
        *found = reader.searcher().search(&plan.found(), &top).map_err(|error| reader.error(&error))?;
        top.settle(reader, found)?;
    }
}

/// The places of those articles that are the first of their group to be found.
fn firsts(copies: &Copies, found: &[Candidate]) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    let is_first = |one: &Candidate| copies.group(&one.id).is_none_or(|group| seen.insert(group));
    found.iter().map(is_first).enumerate().filter(|(_, first)| *first).map(|(place, _)| place).collect()
}

/// What each of these articles is a copy of; with `also`, which other articles of its group were found.
pub(super) fn copies_of(reader: &Reader, ids: &[String], plan: &Plan, also: bool) -> tantivy::Result<Vec<Option<CopyOf>>> {
    let copies = reader.copies();
    let groups: Vec<Option<usize>> = ids.iter().map(|id| copies.group(id)).collect();
    let mut found = if also { found_of(reader, &groups, ids, plan)? } else { BTreeMap::new() };
    let mut copy_of = |group: usize| {
        let mut members = copies.members(group);
        let first = members.next()?.to_owned();
        Some(CopyOf { first, others: members.count(), found: found.remove(&group).unwrap_or_default() })
    };
    Ok(groups.into_iter().map(|group| group.and_then(&mut copy_of)).collect())
}

/// The articles found of these groups, from the earliest to the last, but for those shown.
fn found_of(
    reader: &Reader,
    groups: &[Option<usize>],
    shown: &[String],
    plan: &Plan,
) -> tantivy::Result<BTreeMap<usize, Vec<String>>> {
    let copies = reader.copies();
    let members = groups.iter().flatten().flat_map(|group| copies.members(*group));
    let others: BTreeSet<&str> = members.filter(|id| !shown.iter().any(|shown| shown == id)).collect();
    let mut by_group: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    if others.is_empty() {
        return Ok(by_group);
    }
    let top = Top { keep: others.len(), order: Order::Oldest, least: 0.0 };
    let among = TermSetQuery::new(others.iter().map(|id| Term::from_field_text(fields().id, id)));
    let parts: Vec<Box<dyn Query>> = vec![plan.found(), Box::new(among)];
    for Candidate { id, .. } in reader.searcher().search(&lower::all(parts), &top)?.best {
        if let Some(group) = copies.group(&id) {
            by_group.entry(group).or_default().push(id);
        }
    }
    Ok(by_group)
}

/// Hits wanted of a request, those left out before the first included.
pub(super) fn wanted(request: &Request) -> usize {
    if request.limit == 0 { 0 } else { request.offset.saturating_add(request.limit) }
}
