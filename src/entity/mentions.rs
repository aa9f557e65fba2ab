//! Where does each mention stand? The blocks of an article with their offsets, and the mentions put in order.

use std::collections::HashSet;

use crate::article::limits;
use crate::article::model::{Article, Kind, Mention, Organization, Person, Place};
use crate::entity::sentences::{Sentence, sentences};
use crate::entity::tagger::Span;

/// The blocks of text that are read, by number.
const HEADLINE: usize = 0;
const CAPTION: usize = 1;
const BODY: usize = 2;

/// The texts of an article that may name something.
#[derive(Debug)]
pub struct Blocks<'article> {
    texts: [&'article str; 3],
}

impl<'article> Blocks<'article> {
    /// Headline, caption and body of an article, as far as they are looked through.
    pub fn of(article: &'article Article) -> Self {
        Self {
            texts: [
                article.headline.as_deref().unwrap_or_default(),
                article.caption.as_deref().unwrap_or_default(),
                limits::beginning(&article.body, limits::MOST_WORDS),
            ],
        }
    }

    /// The sentences of all blocks, in order.
    pub fn sentences(&self) -> Vec<Sentence<'article>> {
        self.texts.iter().enumerate().flat_map(|(block, text)| sentences(block, text)).collect()
    }

    /// What is added to an offset within the block; `None` where offsets are not given.
    fn offset(&self, block: usize) -> Option<usize> {
        match block {
            HEADLINE => Some(0),
            BODY => Some(self.texts[HEADLINE].chars().count() + 2),
            _ => None,
        }
    }
}

/// One span with its words.
#[derive(Debug, Clone, Copy)]
pub struct Occurrence<'text> {
    /// Where it stands.
    pub span: Span,
    /// Its words as they stand.
    pub text: &'text str,
    /// True for a place inside a longer name.
    pub inside: bool,
    /// True for a capital that stands for its government.
    pub metonym: bool,
}

impl<'text> Occurrence<'text> {
    /// The spans of one kind with their words.
    pub fn of_kind(kind: Kind, spans: &[Span], sentences: &[Sentence<'text>]) -> Vec<Self> {
        spans.iter().filter(|span| span.kind == kind).map(|span| Self::new(*span, sentences)).collect()
    }

    fn new(span: Span, sentences: &[Sentence<'text>]) -> Self {
        let text = sentences.get(span.sentence).map_or("", |sentence| sentence.slice(span.first, span.last));
        Self { span, text, inside: false, metonym: false }
    }

    /// The places of an article with those inside longer names, in the order of the text.
    pub fn with_inside(mut places: Vec<Self>, inside: &[Span], sentences: &[Sentence<'text>]) -> Vec<Self> {
        places.extend(inside.iter().map(|span| Self { inside: true, ..Self::new(*span, sentences) }));
        places.sort_by_key(|place| (place.span.sentence, place.span.first, place.inside));
        places
    }
}

/// Entities of one kind, and each occurrence with the name of its entity.
#[derive(Debug)]
pub struct Linked<'text, Entity> {
    /// Most mentioned first.
    pub entities: Vec<Entity>,
    /// Occurrences with names; those of the dateline have no span.
    pub named: Vec<(Option<Occurrence<'text>>, String, String)>,
}

/// Each occurrence with its text and the name of the group that it belongs to.
pub fn named<'text>(
    occurrences: &[Occurrence<'text>],
    numbers: &[usize],
    names: &[String],
) -> Vec<(Option<Occurrence<'text>>, String, String)> {
    let with_name = |(occurrence, number): (&Occurrence<'text>, &usize)| {
        (Some(*occurrence), occurrence.text.to_owned(), names[*number].clone())
    };
    occurrences.iter().zip(numbers).map(with_name).collect()
}

impl<Entity> Linked<'_, Entity> {
    /// Keeps so many entities at most, the most mentioned, and their occurrences; true where there were more.
    pub fn keep_most(&mut self, most: usize, name: fn(&Entity) -> &str) -> bool {
        if self.entities.len() <= most {
            return false;
        }
        self.entities.truncate(most);
        let kept: HashSet<&str> = self.entities.iter().map(name).collect();
        self.named.retain(|(_, _, name)| kept.contains(name.as_str()));
        true
    }
}

/// The entities of all three kinds.
#[derive(Debug)]
pub struct AllLinked<'text> {
    /// People.
    pub people: Linked<'text, Person>,
    /// Places.
    pub places: Linked<'text, Place>,
    /// Organisations.
    pub organizations: Linked<'text, Organization>,
}

impl AllLinked<'_> {
    /// Keeps of each kind as many as an article may name; a line for each that had more.
    pub fn keep_most(&mut self) -> Vec<String> {
        let most = limits::MOST_NAMES;
        let cut = [
            ("people", self.people.keep_most(most, |one| &one.name)),
            ("places", self.places.keep_most(most, |one| &one.name)),
            ("organizations", self.organizations.keep_most(most, |one| &one.name)),
        ];
        cut.into_iter().filter(|(_, is_cut)| *is_cut).map(|(name, _)| limits::beyond(name, most)).collect()
    }
}

/// The mentions of all kinds in the order headline, caption, dateline, body.
pub fn in_order(blocks: &Blocks<'_>, sentences: &[Sentence<'_>], linked: &AllLinked<'_>) -> Vec<Mention> {
    let kinds = [
        (Kind::Person, &linked.people.named),
        (Kind::Place, &linked.places.named),
        (Kind::Organization, &linked.organizations.named),
    ];
    let mut placed: Vec<((usize, usize), Mention)> = Vec::new();
    for (kind, named) in kinds {
        for (occurrence, text, name) in named {
            let (inside, metonym) = occurrence.map_or((false, false), |occurrence| (occurrence.inside, occurrence.metonym));
            let mention = Mention { kind, text: text.clone(), start: None, end: None, name: name.clone(), inside, metonym };
            placed.push(place(blocks, sentences, *occurrence, mention));
        }
    }
    placed.sort_by_key(|(position, mention)| (*position, mention.inside));
    placed.into_iter().map(|(_, mention)| mention).collect()
}

/// The mention with its offsets, and the place by which mentions are sorted: dateline between caption and body.
fn place(
    blocks: &Blocks<'_>,
    sentences: &[Sentence<'_>],
    occurrence: Option<Occurrence<'_>>,
    mut mention: Mention,
) -> ((usize, usize), Mention) {
    let Some((occurrence, sentence)) =
        occurrence.and_then(|occurrence| Some((occurrence, sentences.get(occurrence.span.sentence)?)))
    else {
        return ((CAPTION, usize::MAX), mention);
    };
    let start = sentence.word(occurrence.span.first).map_or(0, |token| token.start);
    // The longer name around a place inside it has the offsets: mentions never overlap.
    if let Some(offset) = blocks.offset(sentence.block).filter(|_| !mention.inside) {
        mention.start = Some(start + offset);
        mention.end = Some(start + offset + mention.text.chars().count());
    }
    ((sentence.block, start), mention)
}

#[cfg(test)]
mod tests {
    use crate::entity::marked::{article, recognised};
    use crate::entity::recognise;

    #[test]
    fn offsets_count_code_points_of_headline_and_body() {
        let article = recognised(
            Some("Ältere Räte warten in Zürich auf Mary Hale"),
            "“Ça va,” said Mary Hale in Łódź.\n\nThen Hale left London.",
        );
        let whole: Vec<char> =
            format!("{}\n\n{}", article.headline.as_deref().unwrap_or_default(), article.body).chars().collect();
        assert!(article.mentions.len() >= 4, "{:?}", article.mentions);
        for mention in &article.mentions {
            let (start, end) = (mention.start.expect("no caption here"), mention.end.expect("no caption here"));
            assert_eq!(whole[start..end].iter().collect::<String>(), mention.text);
        }
    }

    #[test]
    fn mentions_are_in_order_and_never_overlap() {
        let mentions =
            recognised(None, "Mary Hale of the Bank of England flew from New York to Paris, Texas, with NATO’s John Hale.")
                .mentions;
        assert!(mentions.windows(2).all(|pair| pair[0].end <= pair[1].start), "{mentions:?}");
    }

    #[test]
    fn a_caption_has_mentions_without_offsets() {
        let mut article = article(None, "Rain fell.");
        article.caption = Some("Then Mary Hale left London".to_owned());
        recognise(&mut article, None);
        assert_eq!(
            article.mentions.iter().map(|mention| (mention.text.as_str(), mention.start)).collect::<Vec<_>>(),
            [("Mary Hale", None), ("London", None)]
        );
    }
}
