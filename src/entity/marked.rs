//! How are recognition rules tested? By text with its names marked: `[person Vera Orlova] flew to [place Paris]`. The
//! marks are taken out, the text is read by the rules, and their spans are marked again.

use std::fmt::Write as _;

use crate::article::model::{Article, Format, Kind};
use crate::entity::sentences::{Sentence, sentences};
use crate::entity::tagger::Span;
use crate::entity::{recognise, rules};

/// An article with that headline and body and nothing else.
pub fn article(headline: Option<&str>, body: &str) -> Article {
    let nameless = Article::new(String::new(), String::new(), Format::Text);
    Article { headline: headline.map(str::to_owned), body: body.to_owned(), ..nameless }
}

/// The article of that headline and body, recognised.
pub fn recognised(headline: Option<&str>, body: &str) -> Article {
    let mut article = article(headline, body);
    recognise(&mut article, None);
    article
}

/// Fails where the marks of the text differ from those that the rules make.
#[track_caller]
pub fn assert_marked(marked: &str) {
    let plain =
        ["[person ", "[place ", "[organization ", "]"].iter().fold(marked.to_owned(), |text, mark| text.replace(mark, ""));
    let sentences = sentences(0, &plain);
    assert_eq!(remark(&plain, &sentences, &rules::tag(&sentences)), marked);
}

/// The text with its spans marked.
pub fn remark(plain: &str, sentences: &[Sentence<'_>], spans: &[Span]) -> String {
    let mut marked = String::new();
    let mut next = 0;
    for span in spans {
        let tokens = &sentences[span.sentence].tokens;
        let (start, end) = (tokens[span.first].byte, tokens[span.last - 1].byte_end());
        let kind = match span.kind {
            Kind::Person => "person",
            Kind::Place => "place",
            Kind::Organization => "organization",
        };
        let parts = plain.get(next..start).zip(plain.get(start..end)).expect("spans are in order and never overlap");
        write!(marked, "{}[{kind} {}]", parts.0, parts.1).expect("a string takes all text");
        next = end;
    }
    marked + plain.get(next..).expect("the last span ends within the text")
}
