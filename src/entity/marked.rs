//! How are recognition rules tested? By text with its names marked: `[person Vera Orlova] flew to [place Paris]`. The
//! marks are taken out, the text is recognised as the body of an article, and its mentions are marked again.

use std::fmt::Write as _;

use crate::article::model::{Article, Format, Kind};
use crate::entity::recognise;

/// An article with that headline and body and nothing else.
pub fn article(headline: Option<&str>, body: &str) -> Article {
    let nameless = Article::new(String::new(), String::new(), Format::Text);
    Article { headline: headline.map(str::to_owned), body: body.to_owned(), ..nameless }
}

/// The article of that headline and body, recognised.
pub fn recognised(headline: Option<&str>, body: &str) -> Article {
    let mut article = article(headline, body);
    recognise(&mut article);
    article
}

/// Fails where the marks of the text differ from those that recognition makes.
#[track_caller]
pub fn assert_marked(marked: &str) {
    let plain =
        ["[person ", "[place ", "[organization ", "]"].iter().fold(marked.to_owned(), |text, mark| text.replace(mark, ""));
    let article = recognised(None, &plain);
    assert_eq!(remark(&article), marked);
}

fn remark(article: &Article) -> String {
    let body: Vec<char> = article.body.chars().collect();
    let mut marked = String::new();
    let mut next = 0;
    for mention in &article.mentions {
        let start = mention.start.expect("every mention of a body has offsets") - 2;
        let end = mention.end.expect("every mention of a body has offsets") - 2;
        marked.extend(&body[next..start]);
        let kind = match mention.kind {
            Kind::Person => "person",
            Kind::Place => "place",
            Kind::Organization => "organization",
        };
        write!(marked, "[{kind} {}]", mention.text).expect("a string takes all text");
        next = end;
    }
    marked.extend(&body[next..]);
    marked
}
