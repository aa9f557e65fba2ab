//! What stands on a page beside its story and would pass for it? Cards that lead to other stories, and dialogs that ask for
//! consent: where the story is short, they hold more text than it does, with names and days of their own. In comes a page;
//! they are taken out of it, and what they were is told. Which text is prose among what is left, `main_text` decides.

use std::collections::HashMap;

use dom_query::{Document, NodeData, NodeId, NodeRef};

/// Cards from which on a page has a list of them, and how many stand side by side.
const LISTED: usize = 4;
const SIDE_BY_SIDE: usize = 2;

/// Longest card and longest dialog, in bytes of text: what is longer is a story.
const LONGEST_CARD: usize = 600;
const LONGEST_DIALOG: usize = 4_000;

/// Headings that are looked at: no page that has more of them is a story.
const MOST_HEADINGS: usize = 2_000;

/// Levels between a heading and the link around it.
const LINK_REACH: usize = 4;

/// Parts of classes and ids of dialogs that ask for consent, and words of their text, of which they have several.
const DIALOGS: &[&str] = &["cookie", "consent", "gdpr", "cmp", "onetrust", "didomi", "usercentrics", "sp_message", "privacy"];
const DIALOG_WORDS: &[&str] = &["cookie", "partner", "consent", "accept", "einwillig", "zustimm", "consentement", "aceptar"];

/// What was taken out of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Beside {
    /// Cards that lead to other stories.
    pub cards: usize,
    /// True where a dialog asked for consent.
    pub dialog: bool,
}

/// Takes cards and dialogs out of a page.
pub(super) fn take_out(page: &Document) -> Beside {
    let mut headings = Vec::new();
    let mut titles = Vec::new();
    let mut dialogs = Vec::new();
    for node in page.root().descendants_it().filter(NodeRef::is_element) {
        let name = node.node_name().unwrap_or_default();
        match &*name {
            "h1" => titles.push(node),
            "h2" | "h3" | "h4" | "h5" | "h6" if headings.len() < MOST_HEADINGS => {
                headings.extend(leads_elsewhere(&node).then_some(node));
            }
            "div" | "section" | "form" | "dialog" if is_named_as_dialog(&node) => dialogs.push(node),
            _ => {}
        }
    }
    let cards = cards(&headings, &titles);
    for card in &cards {
        card.remove_from_parent();
    }
    let dialogs: Vec<_> = dialogs.into_iter().filter(|dialog| asks_for_consent(dialog, &titles)).collect();
    for dialog in &dialogs {
        dialog.remove_from_parent();
    }
    Beside { cards: cards.len(), dialog: !dialogs.is_empty() }
}

/// The elements around headings that lead elsewhere, each with the one heading, where several stand side by side.
fn cards<'a>(headings: &[NodeRef<'a>], titles: &[NodeRef<'a>]) -> Vec<NodeRef<'a>> {
    if headings.len() < LISTED {
        return Vec::new();
    }
    let mut held: HashMap<NodeId, usize> = HashMap::new();
    for (node, weight) in headings.iter().map(|node| (node, 1)).chain(titles.iter().map(|node| (node, 2))) {
        for around in node.ancestors_it(None) {
            *held.entry(around.id).or_default() += weight;
        }
    }
    let is_alone = |node: &NodeRef<'a>| node.is_element() && held.get(&node.id) == Some(&1);
    let widest = |heading: &NodeRef<'a>| heading.ancestors_it(None).take_while(is_alone).last().unwrap_or(*heading);
    let found: Vec<_> = headings.iter().map(widest).filter(|card| length(card) <= LONGEST_CARD).collect();
    let mut beside: HashMap<Option<NodeId>, usize> = HashMap::new();
    for card in &found {
        *beside.entry(parent(card)).or_default() += 1;
    }
    found.into_iter().filter(|card| beside.get(&parent(card)).is_some_and(|cards| *cards >= SIDE_BY_SIDE)).collect()
}

fn parent(node: &NodeRef<'_>) -> Option<NodeId> {
    node.parent().map(|parent| parent.id)
}

/// True for a heading that stands in a link, or is all link; links within the page do not count.
fn leads_elsewhere(heading: &NodeRef<'_>) -> bool {
    let is_link = |node: &NodeRef<'_>| node.has_name("a") && node.attr("href").is_some_and(|address| !address.contains('#'));
    if heading.ancestors_it(Some(LINK_REACH)).any(|node| is_link(&node)) {
        return true;
    }
    let linked: usize = heading.descendants_it().filter(is_link).map(|link| length(&link)).sum();
    linked > 0 && linked * 10 >= length(heading) * 9
}

/// Bytes of text below a node, white space at the ends of its pieces not counted.
fn length(node: &NodeRef<'_>) -> usize {
    let text = |node: NodeRef<'_>| {
        node.query_or(0, |node| if let NodeData::Text { contents } = &node.data { contents.trim().len() } else { 0 })
    };
    node.descendants_it().map(text).sum()
}

fn is_named_as_dialog(node: &NodeRef<'_>) -> bool {
    let Some(element) = node.element_ref() else { return false };
    element.attrs.iter().filter(|attribute| matches!(&*attribute.name.local, "id" | "class")).any(|attribute| {
        // Themes name the subjects of a story in its classes: `tag-cookies`.
        let names =
            attribute.value.split_ascii_whitespace().filter(|name| !name.starts_with("tag-") && !name.starts_with("category-"));
        names.map(str::to_ascii_lowercase).any(|name| DIALOGS.iter().any(|part| name.contains(part)))
    })
}

/// True where the text of what is named as a dialog is one, and holds no story.
fn asks_for_consent(node: &NodeRef<'_>, titles: &[NodeRef<'_>]) -> bool {
    let holds_title = titles.iter().any(|title| title.ancestors_it(None).any(|around| around.id == node.id));
    if holds_title || length(node) > LONGEST_DIALOG {
        return false;
    }
    let text = node.text().to_lowercase();
    DIALOG_WORDS.iter().filter(|word| text.contains(**word)).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::super::text;
    use super::*;

    const CARD: &str =
        "<article class=card><h3><a href=/n>Team wins its third cup</a></h3><p>By Anne Roed</p><time>3 May</time></article>";
    const STORY: &str = "<article><h1>Bridge closed</h1><p>The council closed the lower bridge on Monday.</p>";

    fn left_of(html: &str) -> (Beside, String) {
        let page = Document::from(html);
        let beside = take_out(&page);
        (beside, text::joined(&text::blocks(page.root())).replace("\n\n", " "))
    }

    #[test]
    fn cards_are_taken_out_and_the_story_stays() {
        let (beside, text) = left_of(&format!("{STORY}<section><h2>More</h2>{}</section></article>", CARD.repeat(6)));
        assert_eq!((beside.cards, text.as_str()), (6, "Bridge closed The council closed the lower bridge on Monday. More"));
        let tiles = "<a href=/n><h2>Team wins</h2><p>It did.</p></a>".repeat(5);
        assert_eq!(left_of(&tiles), (Beside { cards: 5, dialog: false }, String::new()));
    }

    #[test]
    fn headings_of_the_story_itself_stay() {
        let long = "It rained for a week. ".repeat(40);
        for html in [
            format!("{STORY}{}</article>", CARD.repeat(2)),
            "<h2><a href='#one'>Rain</a></h2><p>One.</p>".repeat(6),
            "<h2>Rain</h2><p>See <a href=/x>there</a>.</p>".repeat(6),
            format!("<div><h2><a href=/n>Rain</a></h2><p>{long}</p></div>").repeat(6),
        ] {
            assert_eq!(left_of(&html).0.cards, 0, "{html}");
        }
    }

    #[test]
    fn dialogs_are_told_by_their_name_and_their_words() {
        let asks = "<p>We and our partners use cookies. Accept all or manage your consent.</p>";
        let (beside, text) = left_of(&format!("<div id=cmp-banner>{asks}</div>{STORY}"));
        assert!(beside.dialog && text.starts_with("Bridge closed"), "{text}");
        for html in [
            format!("<div class=tag-cookies>{asks}</div>"),
            format!("<div class=consent><h1>Rain</h1>{asks}</div>"),
            "<div class=privacy-law><p>The privacy law was passed on Monday.</p></div>".to_owned(),
        ] {
            assert!(!left_of(&html).0.dialog, "{html}");
        }
    }

    #[test]
    fn many_headings_within_many_elements_are_borne() {
        let html = format!("{}{}", "<div>".repeat(390), CARD.repeat(50_000));
        let begun = std::time::Instant::now();
        assert!(left_of(&html).0.cards >= 1_900 && begun.elapsed().as_secs() < 20);
    }
}
