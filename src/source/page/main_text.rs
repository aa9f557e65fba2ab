//! Which of a page's text is the article's prose? The Readability family finds the part of the page that holds it
//! (`dom_smoothie`: measured best of those that read the tree that we have parsed already, 94.3 bag-of-words F1 on 117 pages
//! before what follows here). Its blocks are then looked through: captions, links to other stories, share bars, forms,
//! and bylines that the page repeats above its text are no prose.

use dom_query::{Document, NodeRef};
use dom_smoothie::{CandidateSelectMode, Config, Readability};

use super::bounds;
use super::text::{self, Block, Kind};
use crate::article::boilerplate;
use crate::article::model::Stated;
use crate::article::{blocks, byline, date};

/// The prose of a page.
#[derive(Debug, Default)]
pub(super) struct MainText {
    /// Paragraphs separated by one empty line.
    pub body: String,
    /// The first caption.
    pub caption: Option<String>,
    /// Headings that are links: of other stories.
    pub linked_headings: usize,
}

/// Blocks at the beginning that may be headline, byline or date again.
const HEAD: usize = 8;

/// Blocks that a menu above a headline may have.
const MENU: usize = 80;

/// A block of so many characters that ends a sentence is prose, whatever the lines around it are.
const PARAGRAPH: usize = 120;

/// Finds the prose. `stated` are the fields that the page states: what repeats them is no prose.
pub(super) fn of(page: Document, stated: &Stated) -> MainText {
    let pictured = caption_of(&page);
    let config = Config { candidate_select_mode: CandidateSelectMode::DomSmoothie, disable_json_ld: true, ..Config::default() };
    let found = Readability::with_document(page, None, Some(config)).ok().and_then(|mut page| page.parse().ok());
    let Some(found) = found else { return MainText::default() };
    let content = Document::fragment(bounds::shallow(&found.content).as_ref());
    let mut blocks = text::blocks(content.root());
    let caption = blocks.iter().find(|block| block.kind == Kind::Caption).map(|block| block.text.replace('\n', " ")).or(pictured);
    let linked_headings =
        blocks.iter().filter(|block| block.kind == Kind::Heading && block.linked * 10 >= block.text.len() * 9).count();
    blocks.retain(|block| block.kind != Kind::Caption && !is_furniture(block));
    drop_head(&mut blocks, stated);
    drop_tail(&mut blocks);
    MainText { body: text::joined(&blocks), caption, linked_headings }
}

/// The first caption of the page outside of its furniture, for pictures that stand beside the prose.
fn caption_of(page: &Document) -> Option<String> {
    let is_furniture = |node: &NodeRef<'_>| ["nav", "aside", "footer"].iter().any(|name| node.has_name(name));
    let root = page.root();
    let mut captions = root.descendants_it().filter(|node| node.has_name("figcaption"));
    let own = captions.find(|caption| !caption.ancestors_it(None).any(|node| is_furniture(&node)))?;
    let text = text::joined(&text::blocks(own)).split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// Share bars, forms, and links to other stories.
fn is_furniture(block: &Block) -> bool {
    let characters = block.text.chars().count();
    let all_linked = block.linked * 10 >= block.text.len() * 9 && block.linked > 0;
    match boilerplate::kind(&block.text) {
        boilerplate::Kind::Furniture => true,
        _ if is_link_to_another(&block.text) || is_picture_credit(&block.text) => true,
        // A paragraph may be one link; a heading or an item that is one leads elsewhere.
        _ => {
            all_linked
                && (matches!(block.kind, Kind::Item | Kind::Heading)
                    || (characters < PARAGRAPH && !blocks::ends_sentence(&block.text)))
        }
    }
}

/// `READ MORE: Another story`, `Related: Another story`.
fn is_link_to_another(text: &str) -> bool {
    const MARKS: &[&str] = &[
        "read more",
        "also read",
        "read also",
        "see also",
        "related",
        "more:",
        "watch:",
        "read next",
        "lire aussi",
        "lesen sie auch",
        "mehr zum thema",
        "lea también",
        "les også",
    ];
    let lower: String = text.chars().take(20).flat_map(char::to_lowercase).collect();
    let mark = MARKS.iter().find(|mark| lower.starts_with(**mark));
    mark.is_some_and(|mark| {
        lower
            .get(mark.len()..)
            .is_some_and(|rest| mark.ends_with(':') || rest.trim_start().starts_with([':', '|', '–', '-', '>', '»']))
    }) && text.chars().count() < 200
}

/// `Photo: Jane Roe`, `Foto: Jane Roe/Agency`, alone on its line.
fn is_picture_credit(text: &str) -> bool {
    const MARKS: &[&str] = &[
        "photo",
        "photos",
        "photograph",
        "image",
        "images",
        "picture",
        "pictures",
        "foto",
        "fotos",
        "bild",
        "crédit photo",
        "photo credit",
        "credit",
    ];
    let Some((mark, rest)) = text.split_once([':', '|']) else {
        return text.to_lowercase().starts_with("photo by ") && text.len() < 80;
    };
    text.len() < 100
        && !blocks::ends_sentence(rest)
        && MARKS.contains(&mark.trim().trim_start_matches('(').to_lowercase().as_str())
}

/// Drops what the head of the page said already: headline, byline, date. Old pages of tables have their menus above the
/// headline in the same table as the text: what stands there and is no prose goes with it.
fn drop_head(blocks: &mut Vec<Block>, stated: &Stated) {
    let is_line = |line: &str| stated.headline.as_deref().is_some_and(|headline| same(headline) == same(line));
    part_lines(blocks, is_line);
    let is_headline = |block: &Block| is_line(&block.text);
    let above = blocks.iter().take(MENU).take_while(|block| !is_prose(block)).position(is_headline);
    blocks.drain(..above.map_or(0, |at| at + 1));
    let mut at = 0;
    let mut looked_at = 0;
    while looked_at < HEAD && at < blocks.len() {
        let Some(block) = blocks.get(at) else { break };
        if is_prose(block) {
            break;
        }
        if repeats(block, stated) {
            blocks.remove(at);
        } else {
            at += 1;
        }
        looked_at += 1;
    }
}

/// Where `<br>` alone parts a headline from what is around it, its lines become blocks.
fn part_lines(blocks: &mut Vec<Block>, is_headline: impl Fn(&str) -> bool) {
    let head = blocks.iter().take(MENU).take_while(|block| !is_prose(block));
    let Some(at) = head.clone().position(|block| block.text.contains('\n') && block.text.lines().any(&is_headline)) else {
        return;
    };
    let Some(block) = blocks.get(at).cloned() else { return };
    let line = |text: &str| Block { text: text.to_owned(), kind: block.kind, linked: 0 };
    blocks.splice(at..=at, block.text.lines().map(line));
}

fn is_prose(block: &Block) -> bool {
    block.kind == Kind::Paragraph && block.text.chars().count() >= PARAGRAPH && blocks::ends_sentence(&block.text)
}

fn repeats(block: &Block, stated: &Stated) -> bool {
    let line = block.text.replace('\n', " ");
    let is = |field: &Option<String>| field.as_ref().is_some_and(|field| same(field) == same(&line));
    let names_author = stated.authors.iter().any(|name| same(&line) == same(name));
    is(&stated.headline)
        || (block.kind == Kind::Heading && is_longer_or_shorter(&line, stated.headline.as_deref()))
        || names_author
        || byline::opens(&line)
        || date::is_date_line(&line)
        || boilerplate::kind(&line) != boilerplate::Kind::Story
}

/// True for a heading that says the headline at greater length, or begins it: pages have one for readers and one for machines.
fn is_longer_or_shorter(heading: &str, headline: Option<&str>) -> bool {
    let (heading, headline) = (same(heading), headline.map(same).unwrap_or_default());
    heading.len().min(headline.len()) >= 12 && (heading.starts_with(&headline) || headline.starts_with(&heading))
}

fn same(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Drops what follows the last paragraph: headings of lists that are gone, and footers.
fn drop_tail(blocks: &mut Vec<Block>) {
    let last = blocks.iter().rposition(is_prose);
    let footer = blocks
        .iter()
        .enumerate()
        .skip(last.map_or(0, |last| last + 1))
        .find(|(_, block)| boilerplate::kind(&block.text) == boilerplate::Kind::Footer);
    if let Some((at, _)) = footer {
        blocks.truncate(at);
    }
    // What follows the last paragraph and ends no sentence is small print, a schedule or a credit of the page.
    let is_small = |block: &Block| {
        block.kind == Kind::Heading || (block.text.chars().count() < PARAGRAPH && !blocks::ends_sentence(&block.text))
    };
    while last.is_some_and(|last| last + 1 < blocks.len()) && blocks.last().is_some_and(is_small) {
        blocks.pop();
    }
    while blocks.last().is_some_and(|block| block.kind == Kind::Heading) {
        blocks.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROSE: &str = "It rained in Oslo for a week, and nobody in the town knew why it did, the mayor told the council on Monday, before it went home. ";

    fn page(before: &str, after: &str) -> String {
        let prose = format!("<p>{}</p>", PROSE.repeat(2)).repeat(4);
        format!(
            "<html><body><nav><a href=/>Home</a></nav><article><h1>Rain in Oslo</h1>{before}{prose}{after}</article><footer>About us</footer></body></html>"
        )
    }

    fn main_text(before: &str, after: &str) -> MainText {
        let stated = Stated { headline: Some("Rain in Oslo".into()), authors: vec!["Jane Roe".into()], ..Stated::default() };
        of(Document::from(page(before, after)), &stated)
    }

    #[test]
    fn prose_is_found_without_furniture() {
        let found = main_text(
            "<p>By Jane Roe</p><p>March 5, 2024</p><figure><img src=x><figcaption>Rain falls</figcaption></figure>",
            "<p><a href=/x>Read more: Sun in Bergen</a></p><h3>Related stories</h3><ul><li><a href=/y>Snow in Tromso at last</a></li></ul>",
        );
        assert_eq!(found.body.lines().filter(|line| !line.is_empty()).count(), 4, "{}", found.body);
        assert!(found.body.starts_with("It rained in Oslo"));
        assert_eq!(found.caption.as_deref(), Some("Rain falls"));
    }

    #[test]
    fn menus_above_the_headline_go_with_it() {
        let prose = format!("<p>{}</p>", PROSE.repeat(3)).repeat(3);
        let html = format!(
            "<table><tr><td><a href=/>Home</a><br><a href=/w>World</a><br><br>Guestbook</td><td><font>Monday</font><br><b>Rain in Oslo</b><br><i>By Jane Roe</i>{prose}</td></tr></table>"
        );
        let stated = Stated { headline: Some("Rain in Oslo".into()), authors: vec!["Jane Roe".into()], ..Stated::default() };
        assert!(of(Document::from(html.as_str()), &stated).body.starts_with("It rained in Oslo"));
    }

    #[test]
    fn a_longer_headline_above_the_text_is_no_prose() {
        let html = page("", "").replace("<h1>Rain in Oslo</h1>", "<h1>Rain in Oslo goes on and on</h1>");
        let stated = |headline: &str| Stated { headline: Some(headline.into()), ..Stated::default() };
        assert!(of(Document::from(html.as_str()), &stated("Rain in Oslo goes on")).body.starts_with("It rained"));
        assert!(is_longer_or_shorter("Rain in Oslo goes on", Some("Rain in Oslo goes on and on")));
        assert!(!is_longer_or_shorter("Rain", Some("Rain in Oslo")) && !is_longer_or_shorter("Rain in Oslo", None));
    }

    #[test]
    fn subheads_lists_and_links_within_the_text_stay() {
        let found = main_text(
            "",
            &format!(
                "<h2>Wind too</h2><p>{PROSE} <a href=/x>The report</a> says so.</p><ul><li>Twelve millimetres fell on Monday.</li></ul>"
            ),
        );
        assert!(found.body.contains("\n\nWind too\n\n") && found.body.contains("The report says so."), "{}", found.body);
        assert!(found.body.contains("Twelve millimetres"), "{}", found.body);
    }

    #[test]
    fn a_page_without_text_has_no_prose() {
        for html in ["", "<p></p>", "<html><body></body></html>", "<script>x</script>"] {
            assert_eq!(of(Document::from(html), &Stated::default()).body, "", "{html}");
        }
    }
}
