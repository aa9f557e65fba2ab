//! What is shown of an article found? Its stored JSON comes in, a [`Hit`] with snippet and highlights goes out.

use std::collections::BTreeSet;

use super::context::contexts;
use super::highlight::{Highlighter, Text};
use super::snippet::{Snippet, snippet, whole};
use super::{Hit, SaidBy, speakers};
use crate::article::model::Article;
use crate::index::quoted;
use crate::query::Scope;

/// People shown with a hit.
const PEOPLE: usize = 5;

/// What is wanted of every hit.
pub(super) struct Shown {
    /// Marks the words of the query.
    pub(super) highlighter: Highlighter,
    /// Those whose words are to be shown; empty where no speaker is asked for.
    pub(super) speakers: BTreeSet<String>,
    /// Matches to show in their context, at most.
    pub(super) contexts: usize,
}

/// The hit of an article.
pub(super) fn hit(article: Article, score: Option<f32>, shown: &Shown) -> Hit {
    let (said_by, passage) = said_or_written(&article, shown);
    let contexts = contexts(&article, &shown.highlighter, shown.contexts);
    let headline = article.headline.as_deref().filter(|_| said_by.is_none());
    let headline_highlights = highlights(headline, &shown.highlighter);
    let Snippet { text, highlights } = passage;
    Hit {
        score,
        headline: article.headline,
        headline_highlights,
        date: article.date.map(|date| date.value),
        dateline: article.dateline.and_then(|dateline| {
            let names: Vec<String> = dateline.places.into_iter().map(|place| place.name).collect();
            (!names.is_empty()).then(|| names.join("/"))
        }),
        restriction: article.release.restriction(),
        authors: article.authors,
        people: article.people.into_iter().take(PEOPLE).map(|person| person.name).collect(),
        snippet: text,
        highlights,
        said_by,
        contexts,
        path: article.path,
        link: None,
        copy_of: None,
        id: article.id,
    }
}

/// The best quotation of those asked for; else the best passage.
fn said_or_written(article: &Article, shown: &Shown) -> (Option<SaidBy>, Snippet) {
    match speakers::best(article, &shown.speakers, &shown.highlighter) {
        Some((said_by, snippet)) => (Some(said_by), snippet),
        None => (None, passage(article, &shown.highlighter)),
    }
}

fn highlights(headline: Option<&str>, highlighter: &Highlighter) -> Vec<std::ops::Range<usize>> {
    let Some(headline) = headline else { return Vec::new() };
    let matches = highlighter.matches_in(&Text { written: headline, scope: Some(Scope::Headline), ..Text::default() });
    super::snippet::code_points(headline, &super::highlight::ranges(&matches))
}

/// The body with its quotations, as a text that a query may have matched.
pub(super) fn body(article: &Article) -> Text<'_> {
    Text { written: &article.body, scope: Some(Scope::Body), quotations: quoted(article) }
}

/// The best passage of the body; where it does not match, the headline or caption that does; else the body's opening.
fn passage(article: &Article, highlighter: &Highlighter) -> Snippet {
    let matches = highlighter.matches_in(&body(article));
    if matches.is_empty() {
        for (text, scope) in [(&article.headline, Scope::Headline), (&article.caption, Scope::Caption)] {
            let Some(text) = text else { continue };
            let matches = highlighter.matches_in(&Text { written: text, scope: Some(scope), ..Text::default() });
            if !matches.is_empty() {
                return whole(text, &matches);
            }
        }
    }
    snippet(&article.body, &matches)
}
