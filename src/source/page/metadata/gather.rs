//! What on a page may tell something about its article? One walk over the tree gathers it: meta elements, JSON-LD, headings,
//! times, marked bylines, and the first visible lines below the headline. Furniture (menus, sidebars, footers, comments,
//! related stories) is passed over: its names and days belong to other stories.

use std::collections::HashSet;

use dom_query::{Document, NodeData, NodeId, NodeRef};

/// Visible lines that are kept: headline, byline and date stand well within them.
const MOST_LINES: usize = 600;

/// Values of one kind that are kept, and the longest of them in bytes.
const MOST_VALUES: usize = 200;
const LONGEST_VALUE: usize = 2_000;

/// Elements that stand in a line of text; all others begin a line of their own.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "img", "ins", "kbd", "mark", "q", "s",
    "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// Elements whose text nobody sees.
const UNSEEN: &[&str] = &["style", "noscript", "template", "svg", "iframe", "object", "select", "option", "textarea", "canvas"];

/// Elements and roles that hold furniture.
const FURNITURE: &[&str] = &["nav", "footer", "aside", "dialog", "form"];
const FURNITURE_ROLES: &[&str] = &["navigation", "complementary", "contentinfo", "search", "dialog", "alertdialog", "menu"];

/// Words of classes and ids that name furniture.
const FURNITURE_WORDS: &[&str] = &[
    "comment",
    "comments",
    "related",
    "sidebar",
    "recommended",
    "recommendations",
    "recirc",
    "mostread",
    "popular",
    "trending",
    "newsletter",
    "promo",
    "footer",
    "nav",
    "navbar",
    "menu",
    "widget",
    "cookie",
    "consent",
    "outbrain",
    "taboola",
    "teaser",
    "teasers",
    "latest",
    "disqus",
    "upnext",
    "readmore",
    "topstories",
    "events",
    "weather",
];

/// A `<time>` element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    /// Its `datetime`, else its text.
    pub value: String,
    /// True where the page marks it as the day of publication.
    pub is_marked: bool,
    /// The line that it stands in.
    pub line: usize,
}

/// Text that a class, an id, `rel` or `itemprop` marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// Its text.
    pub text: String,
    /// The line that it begins in.
    pub line: usize,
}

/// What was gathered.
#[derive(Debug, Default)]
pub struct Gathered {
    /// Names of meta elements in small letters, with their contents.
    pub metas: Vec<(String, String)>,
    /// JSON-LD as it stands.
    pub json_ld: Vec<String>,
    /// `<title>`.
    pub title: Option<String>,
    /// `<h1>` outside of furniture.
    pub headings: Vec<Marked>,
    /// Times outside of furniture.
    pub times: Vec<Time>,
    /// Microdata outside of furniture: `itemprop` with its value.
    pub items: Vec<(String, Marked)>,
    /// Elements marked as byline or author, outside of furniture.
    pub bylines: Vec<Marked>,
    /// Links to authors (`rel=author`), outside of furniture.
    pub author_links: Vec<Marked>,
    /// Elements marked as dateline, outside of furniture.
    pub datelines: Vec<Marked>,
    /// `<link>` with its `rel`.
    pub links: Vec<(String, String)>,
    /// `lang` of the page.
    pub language: Option<String>,
    /// Visible lines outside of furniture.
    pub lines: Vec<String>,
}

impl Gathered {
    /// Walks a page.
    pub fn of(page: &Document) -> Gathered {
        let root = page.root();
        let mut walk =
            Walk { gathered: Gathered::default(), line: String::new(), open: Vec::new(), above_headings: above_headings(&root) };
        walk.all(root);
        walk.gathered
    }

    /// Contents of the meta elements of these names, in the order of the names.
    pub fn meta<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = &'a str> {
        names
            .iter()
            .flat_map(|name| self.metas.iter().filter(move |(known, _)| known == name).map(|(_, content)| content.as_str()))
    }
}

/// The elements that hold a main heading: whatever their class says, they are no furniture.
fn above_headings(root: &NodeRef<'_>) -> HashSet<NodeId> {
    let headings = root.descendants_it().filter(|node| node.has_name("h1")).take(20);
    headings.flat_map(|heading| heading.ancestors_it(None).map(|node| node.id).collect::<Vec<_>>()).collect()
}

/// Something to do on the way.
enum Step<'a> {
    Enter(NodeRef<'a>, bool),
    /// The end of a block, or of a marked element.
    Leave {
        is_block: bool,
        is_marked: bool,
    },
}

struct Walk {
    gathered: Gathered,
    line: String,
    /// Marked elements that are open.
    open: Vec<Open>,
    above_headings: HashSet<NodeId>,
}

/// A marked element whose text is still coming.
struct Open {
    mark: Mark,
    text: String,
    line: usize,
}

/// What an element is marked as.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Mark {
    Heading,
    Byline,
    AuthorLink,
    Dateline,
    Item(String),
    /// A time whose day stands in its text, and whether it is marked.
    Time(bool),
}

impl Walk {
    fn all(&mut self, root: NodeRef<'_>) {
        let mut steps = vec![Step::Enter(root, false)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Enter(node, in_furniture) => self.enter(node, in_furniture, &mut steps),
                Step::Leave { is_block, is_marked } => self.leave(is_block, is_marked),
            }
        }
        self.end_line();
    }

    fn enter<'a>(&mut self, node: NodeRef<'a>, in_furniture: bool, steps: &mut Vec<Step<'a>>) {
        if !node.is_element() {
            if !in_furniture {
                node.query(|node| {
                    if let NodeData::Text { contents } = &node.data {
                        self.add_text(contents);
                    }
                });
            }
            steps.extend(node.children_it(true).map(|child| Step::Enter(child, in_furniture)));
            return;
        }
        let name = node.node_name().unwrap_or_default();
        let name: &str = &name;
        if self.is_for_programs(name, &node) || UNSEEN.contains(&name) || is_hidden(&node) {
            return;
        }
        let in_furniture = in_furniture || (self.is_furniture(name, &node) && !self.above_headings.contains(&node.id));
        let is_block = !INLINE.contains(&name);
        if is_block {
            self.end_line();
        }
        let marks = if in_furniture { None } else { self.mark(name, &node) };
        let is_marked = marks.is_some();
        if let Some(mark) = marks {
            self.open.push(Open { mark, text: String::new(), line: self.gathered.lines.len() });
        }
        steps.push(Step::Leave { is_block, is_marked });
        steps.extend(node.children_it(true).map(|child| Step::Enter(child, in_furniture)));
    }

    fn leave(&mut self, is_block: bool, is_marked: bool) {
        if is_marked && let Some(open) = self.open.pop() {
            self.keep(open);
        }
        if is_block {
            self.end_line();
            self.open.iter_mut().for_each(|open| open.text.push('\n'));
        }
    }

    fn add_text(&mut self, text: &str) {
        if self.gathered.lines.len() < MOST_LINES {
            self.line.push_str(text);
        }
        for open in self.open.iter_mut().filter(|open| open.text.len() < LONGEST_VALUE) {
            open.text.push_str(text);
        }
    }

    fn end_line(&mut self) {
        if self.line.is_empty() {
            return;
        }
        let line = one_line(&std::mem::take(&mut self.line));
        if !line.is_empty() {
            self.gathered.lines.push(line);
        }
    }

    /// Takes what stands for programs alone; true where nothing below is to be seen.
    fn is_for_programs(&mut self, name: &str, node: &NodeRef<'_>) -> bool {
        let attribute = |name: &str| node.attr(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
        let gathered = &mut self.gathered;
        match name {
            "meta" => {
                let named = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|key| attribute(key));
                if let (Some(named), Some(content), true) = (named, attribute("content"), gathered.metas.len() < MOST_VALUES) {
                    gathered.metas.push((named.to_lowercase(), one_line(&content)));
                }
                true
            }
            "link" => {
                if let (Some(rel), Some(address), true) =
                    (attribute("rel"), attribute("href"), gathered.links.len() < MOST_VALUES)
                {
                    gathered.links.push((rel.to_lowercase(), address));
                }
                true
            }
            "script" => {
                if attribute("type").is_some_and(|kind| kind.to_lowercase().contains("ld+json")) && gathered.json_ld.len() < 50 {
                    gathered.json_ld.push(node.text().to_string());
                }
                true
            }
            "title" => {
                let title = one_line(&node.text());
                gathered.title = gathered.title.take().or(Some(title).filter(|title| !title.is_empty()));
                true
            }
            "html" => {
                gathered.language = attribute("lang").or_else(|| attribute("xml:lang"));
                false
            }
            _ => false,
        }
    }

    fn is_furniture(&self, name: &str, node: &NodeRef<'_>) -> bool {
        if matches!(name, "html" | "body" | "main" | "article" | "a" | "span" | "time") {
            return false;
        }
        let attribute = |name: &str| node.attr(name).unwrap_or_default();
        // Whole pages of old systems stand within one form.
        let by_name = FURNITURE.contains(&name) && !(name == "form" && self.gathered.lines.is_empty());
        by_name
            || FURNITURE_ROLES.contains(&&*attribute("role"))
            || words(&attribute("class")).chain(words(&attribute("id"))).any(|word| FURNITURE_WORDS.contains(&word.as_str()))
    }

    /// What the element is marked as.
    fn mark(&mut self, name: &str, node: &NodeRef<'_>) -> Option<Mark> {
        let attribute = |name: &str| node.attr(name).unwrap_or_default();
        let item = attribute("itemprop").to_lowercase();
        if name == "h1" {
            return Some(Mark::Heading);
        }
        let marked_words: Vec<String> =
            words(&attribute("class")).chain(words(&attribute("id"))).chain(words(&attribute("data-testid"))).collect();
        let has = |known: &[&str]| marked_words.iter().any(|word| known.contains(&word.as_str()));
        if name == "time" {
            let is_marked =
                item == "datepublished" || node.has_attr("pubdate") || has(&["published", "publish", "pubdate", "posted"]);
            let is_other = item == "datemodified" || has(&["updated", "modified", "update"]);
            let value = attribute("datetime").trim().to_owned();
            if !value.is_empty() && !is_other && self.gathered.times.len() < MOST_VALUES {
                self.gathered.times.push(Time { value, is_marked, line: self.gathered.lines.len() });
                return None;
            }
            return (!is_other).then_some(Mark::Time(is_marked));
        }
        if !item.is_empty() {
            let value = ["content", "datetime"].iter().map(|key| attribute(key)).find(|value| !value.is_empty());
            if let Some(value) = value {
                self.add_item(&item, &value);
                return None;
            }
            if ["headline", "author", "name", "datepublished", "datecreated", "articlesection", "publisher"]
                .contains(&item.as_str())
            {
                return Some(Mark::Item(item));
            }
        }
        if attribute("rel").split_whitespace().any(|rel| rel == "author") {
            return Some(Mark::AuthorLink);
        }
        if has(&["dateline"]) {
            return Some(Mark::Dateline);
        }
        if has(&["date", "dato", "datum", "fecha", "pubdate", "timestamp"]) && !has(&["updated", "modified", "update"]) {
            return Some(Mark::Time(has(&["published", "publish", "pubdate", "posted"])));
        }
        has(&["byline", "bylines", "author", "authors", "autor", "auteur", "forfatter", "writer", "contributor"])
            .then_some(Mark::Byline)
    }

    fn add_item(&mut self, item: &str, text: &str) {
        if self.gathered.items.len() < MOST_VALUES {
            let line = self.gathered.lines.len();
            self.gathered.items.push((item.to_owned(), Marked { text: one_line(text), line }));
        }
    }

    fn keep(&mut self, open: Open) {
        let line = open.line;
        // A byline of several lines stays so: each may be a name.
        let text = open.text.lines().map(one_line).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
        if text.is_empty() || text.len() > LONGEST_VALUE {
            return;
        }
        let gathered = &mut self.gathered;
        let marked = Marked { text, line };
        let list = match open.mark {
            Mark::Heading => &mut gathered.headings,
            Mark::Byline => &mut gathered.bylines,
            Mark::AuthorLink => &mut gathered.author_links,
            Mark::Dateline => &mut gathered.datelines,
            Mark::Item(item) => {
                if gathered.items.len() < MOST_VALUES {
                    gathered.items.push((item, marked));
                }
                return;
            }
            Mark::Time(is_marked) => {
                gathered.times.push(Time { value: marked.text, is_marked, line });
                return;
            }
        };
        if list.len() < MOST_VALUES {
            list.push(marked);
        }
    }
}

fn is_hidden(node: &NodeRef<'_>) -> bool {
    let style = node.attr("style").unwrap_or_default().replace(' ', "").to_lowercase();
    node.has_attr("hidden") || style.contains("display:none") || style.contains("visibility:hidden")
}

/// The words of a class or id, in small letters: `article__byLine-name` has `article`, `by`, `line`, `byline` and `name`.
fn words(text: &str) -> impl Iterator<Item = String> {
    let mut words = Vec::new();
    for part in text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).take(40) {
        words.push(part.to_ascii_lowercase());
        let mut word = String::new();
        for character in part.chars() {
            if character.is_ascii_uppercase() && !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            word.push(character.to_ascii_lowercase());
        }
        words.push(word);
    }
    words.into_iter()
}

/// White space folded, the invisible characters of layouts dropped.
pub(super) fn one_line(text: &str) -> String {
    let visible: String = text.chars().filter(|c| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}')).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gather(html: &str) -> Gathered {
        Gathered::of(&Document::from(html))
    }

    #[test]
    fn what_a_page_says_of_itself_is_gathered() {
        let found = gather(
            "<html lang=en-GB><head><title>Rain in Oslo |\n Post</title><meta property='OG:title' content='Rain in Oslo'>\
             <meta name=author content=' Jane  Roe '><link rel=canonical href='https://post.example/rain'>\
             <script type='application/ld+json'>{\"a\": 1}</script><script>var x = '<h1>no</h1>'</script></head>\
             <body><h1>Rain in <em>Oslo</em></h1><p class='article__byLine'>By <a rel=author href=x>Jane Roe</a></p>\
             <time datetime='2024-03-05T10:00Z' class=published>today</time><p>It rained.<br>All day.</p></body></html>",
        );
        assert_eq!(found.title.as_deref(), Some("Rain in Oslo | Post"));
        assert_eq!(found.meta(&["author", "og:title"]).collect::<Vec<_>>(), ["Jane Roe", "Rain in Oslo"]);
        assert_eq!(found.links, [("canonical".to_owned(), "https://post.example/rain".to_owned())]);
        assert_eq!((found.json_ld.len(), found.language.as_deref()), (1, Some("en-GB")));
        assert_eq!(found.headings, [Marked { text: "Rain in Oslo".into(), line: 0 }]);
        assert_eq!(found.author_links[0].text, "Jane Roe");
        assert_eq!(found.bylines[0], Marked { text: "By Jane Roe".into(), line: 1 });
        assert_eq!(found.times, [Time { value: "2024-03-05T10:00Z".into(), is_marked: true, line: 2 }]);
        assert_eq!(found.lines, ["Rain in Oslo", "By Jane Roe", "today", "It rained.", "All day."]);
    }

    #[test]
    fn furniture_tells_nothing() {
        let found = gather(
            "<nav><h1>Menu</h1><a rel=author>Menu Man</a></nav><div class=wrapper><h1>Rain</h1></div>\
             <div class='post-comments'><span class=author>Commenter</span><time datetime=2024-01-01>x</time></div>\
             <aside><p class=byline>By Other Writer</p></aside><footer><time>1 May 2020</time></footer>\
             <p style='display: none'>hidden</p>",
        );
        assert!(found.bylines.is_empty() && found.times.is_empty(), "{found:?}");
        assert!(found.lines.contains(&"Rain".to_owned()) && !found.lines.contains(&"hidden".to_owned()));
    }

    #[test]
    fn a_class_around_the_headline_is_no_furniture() {
        let found = gather("<div class='main-with-sidebar sidebar'><h1>Rain</h1><p class=author>Jane Roe</p></div>");
        assert_eq!(found.bylines[0].text, "Jane Roe");
    }

    #[test]
    fn broken_and_huge_pages_are_walked() {
        for html in ["", "<", "<h1", "<h1><h1><h1>", "<time datetime>", "<meta content=x>", "\u{0}<p>\u{0}"] {
            gather(html);
        }
        let many =
            gather(&"<p class=byline>By Jane Roe</p><time datetime=2024-01-01></time><meta name=a content=b>".repeat(5_000));
        assert!(many.bylines.len() <= MOST_VALUES && many.metas.len() <= MOST_VALUES && many.lines.len() <= MOST_LINES + 1);
    }
}
