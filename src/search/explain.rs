//! What was searched, and what does each part of it find alone? A request comes in; its query in the language itself and as a
//! tree goes out, each part with the articles that it finds, and so do its filters.

use super::request::Request;
use super::{DateFilter, FacetField, Filter, run};
use crate::index::{self, Reader};
use crate::query::{Node, meaningful};

/// What a request asks, part by part.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Explanation {
    /// The query as it was understood, without words that are too common to narrow it; `None` where there was none.
    pub query: Option<String>,
    /// Its parts, from the whole to the leaves.
    pub tree: Vec<Part>,
    /// The filters, each with what it finds alone.
    pub filters: Vec<(FacetField, Part)>,
    /// First and last day of each filter on days, `yyyymmdd`.
    pub days: Vec<String>,
}

/// Part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// In how many others it stands.
    pub depth: usize,
    /// The operator, or the word or phrase.
    pub label: String,
    /// Articles that it finds alone.
    pub articles: usize,
}

/// What a request asks.
///
/// # Errors
/// Where files of the index cannot be read.
pub fn explain(reader: &Reader, request: &Request) -> Result<Explanation, index::Error> {
    let mut explanation = Explanation::default();
    if let Some(query) = &request.query {
        let query = meaningful(query);
        explanation.query = Some(query.to_string());
        add(reader, &query, &|node| node, 0, &mut explanation.tree)?;
    }
    for filter in &request.filters {
        let articles = filtered(reader, filter)?;
        let label = filter.value.to_string();
        explanation.filters.push((filter.field, Part { depth: 0, label, articles }));
    }
    explanation.days = request.dates.iter().map(days).collect();
    Ok(explanation)
}

/// A part and what it consists of; `scoped` puts what is asked of a field into that field.
fn add(
    reader: &Reader,
    node: &Node,
    scoped: &dyn Fn(Node) -> Node,
    depth: usize,
    tree: &mut Vec<Part>,
) -> Result<(), index::Error> {
    let articles = alone(reader, &scoped(node.clone()))?;
    tree.push(Part { depth, label: node.label(), articles });
    let inner: Box<dyn Fn(Node) -> Node + '_> = match node {
        Node::In(scope, _) => Box::new(move |node| scoped(Node::In(*scope, Box::new(node)))),
        _ => Box::new(scoped),
    };
    node.parts().into_iter().try_for_each(|part| add(reader, part, &*inner, depth + 1, tree))
}

/// Articles that answer this query alone.
///
/// # Errors
/// Where files of the index cannot be read.
pub fn alone(reader: &Reader, query: &Node) -> Result<usize, index::Error> {
    count(reader, &Request { query: Some(query.clone()), ..Request::default() })
}

/// Articles that a filter finds alone.
///
/// # Errors
/// Where files of the index cannot be read.
pub fn filtered(reader: &Reader, filter: &Filter) -> Result<usize, index::Error> {
    count(reader, &Request { filters: vec![filter.clone()], ..Request::default() })
}

fn count(reader: &Reader, request: &Request) -> Result<usize, index::Error> {
    Ok(run(reader, request)?.total)
}

fn days(filter: &DateFilter) -> String {
    let day = |day: u32| format!("{:04}-{:02}-{:02}", day / 10_000, day / 100 % 100, day % 100);
    match filter {
        DateFilter::Since(first) => format!("{}..", day(*first)),
        DateFilter::Until(last) => format!("..{}", day(*last)),
        DateFilter::Between(first, last) => format!("{}..{}", day(*first), day(*last)),
        DateFilter::DayOfYear(month_day) => format!("XXXX-{:02}-{:02}", month_day / 100, month_day % 100),
    }
}

/// The leaves that a query asks for, those that it excludes left out; each in the field that it is asked of.
pub fn leaves(query: &Node) -> Vec<Node> {
    match query {
        Node::And(_) | Node::Or(_) | Node::Boost(..) => query.parts().into_iter().flat_map(leaves).collect(),
        Node::In(scope, inner) if scope.is_text() => {
            leaves(inner).into_iter().map(|leaf| Node::In(*scope, Box::new(leaf))).collect()
        }
        Node::Not(_) => Vec::new(),
        leaf => vec![leaf.clone()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::sample::{article, index_of};
    use crate::query::{Joiner, parse};

    #[test]
    fn each_part_tells_what_it_finds() {
        let stories = [
            article("a", "a peace plan").headed("peace").naming("Ann Roe", &[]),
            article("b", "plan of war"),
            article("c", "talks").headed("war"),
        ];
        let (_folder, reader) = index_of(&stories);
        let query = parse("headline:(peace OR war) the plan -(a NEAR/3 peace)", Joiner::All).expect("parses");
        let filters = vec![Filter::parse(FacetField::People, "roe").expect("parses")];
        let explanation = explain(&reader, &Request { query, filters, ..Request::default() }).expect("an answer");
        assert_eq!(explanation.query.as_deref(), Some("headline:(peace OR war) AND plan AND NOT a NEAR/3 peace"));
        let tree: Vec<String> =
            explanation.tree.iter().map(|part| format!("{}{} {}", "-".repeat(part.depth), part.label, part.articles)).collect();
        let wanted = [
            "AND 0",
            "-headline: 2",
            "--OR 2",
            "---peace 1",
            "---war 1",
            "-plan 2",
            "-NOT 2",
            "--NEAR/3 1",
            "---a 1",
            "---peace 1",
        ];
        assert_eq!(tree, wanted);
        assert_eq!(explanation.filters, [(FacetField::People, Part { depth: 0, label: "roe".to_owned(), articles: 1 })]);
    }

    #[test]
    fn leaves_are_what_is_asked_for() {
        let query = parse("headline:(peace OR war) plan^2 -x person:roe", Joiner::All).expect("parses").expect("a query");
        let leaves: Vec<String> = leaves(&query).iter().map(Node::to_string).collect();
        assert_eq!(leaves, ["headline:(peace)", "headline:(war)", "plan", "person:(roe)"]);
    }
}
