//! Who, where and which organisations does an article name? An article with its fields recognised comes in; its
//! people, places, organisations and mentions are filled. Headline, caption, body (subheads stand in it) and dateline
//! are read; authors, agency and credits are known already and yield no mentions.
//!
//! Text becomes sentences of tokens, a tagger proposes spans with a kind, and the spans are linked to people, places
//! and organisations within this one article. A name that fits two people is left alone: no guess is made.

mod inside;
mod lists;
mod local;
#[cfg(test)]
mod marked;
mod mentions;
mod organizations;
mod people;
mod people_link;
mod places;
mod quotes;
mod rules;
mod salience;
pub mod sentences;
pub mod tagger;
mod titles;
pub mod tokens;
mod words;

use crate::article::model::{Article, Kind};
use crate::article::survey::{Areas, Source};
use crate::entity::mentions::{AllLinked, Blocks, Occurrence};
use crate::entity::sentences::Sentence;

/// Fills people, places, organisations and mentions of an article whose other fields are recognised.
///
/// The places of the dateline count as places of the article: each yields a mention without offsets. `mentions`
/// holds the headline first, then caption, dateline and body. `source` tells what the article's source usually means by
/// the name of a place, where that is known.
pub fn recognise(article: &mut Article, source: Option<&Source>) {
    let (linked, mentions) = {
        let blocks = Blocks::of(article);
        let mut sentences = blocks.sentences();
        let spans = if article.language.as_deref().is_none_or(|language| language == "en") {
            tagger::tag(&sentences, &known(article))
        } else {
            sentences.iter_mut().for_each(Sentence::distrust_capitals);
            rules::tag(&sentences)
        };
        let areas = source.map(|source| &source.areas);
        let spans = local::towns(spans, &sentences, areas.and_then(Areas::home));
        let inside = inside::places(&spans, &sentences, article, areas);
        let occurrences = |kind: Kind| Occurrence::of_kind(kind, &spans, &sentences);
        let linked = AllLinked {
            people: people::link(&occurrences(Kind::Person), &sentences),
            places: places::link(
                &Occurrence::with_inside(occurrences(Kind::Place), &inside, &sentences),
                &sentences,
                article.dateline.as_ref(),
                areas,
            ),
            organizations: organizations::link(&occurrences(Kind::Organization), &sentences),
        };
        let mentions = mentions::in_order(&blocks, &sentences, &linked);
        ((linked.people.entities, linked.places.entities, linked.organizations.entities), mentions)
    };
    (article.people, article.places, article.organizations) = linked;
    article.mentions = mentions;
    article.quotes = quotes::find(article);
    salience::rate(article);
}

/// What byline and dateline name.
fn known(article: &Article) -> tagger::Known<'_> {
    tagger::Known {
        people: article.authors.iter().map(String::as_str).collect(),
        places: article.dateline.iter().flat_map(|dateline| &dateline.places).map(|place| place.written.as_str()).collect(),
    }
}
