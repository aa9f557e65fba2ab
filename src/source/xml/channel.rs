//! What does a feed say about all its entries? What stands before the first one comes in; title, language, authors and the
//! prefixes of its names go out. An author who is nobody (a login, the site itself) is none.

use std::collections::BTreeMap;

use super::tree::{Element, Names, Tree, one_line};
use super::{declared_charset, fill, flow, language};
use crate::article::model::Stated;
use crate::source::decode_declared;

/// What stands in the place of an author and names nobody.
const ROLES: &[&str] = &[
    "admin",
    "administrator",
    "editor",
    "editors",
    "staff",
    "newsroom",
    "webmaster",
    "redaktion",
    "news desk",
    "guest",
    "anonymous",
    "unknown",
    "super user",
    "superuser",
    "webadmin",
    "web admin",
    "web desk",
    "web master",
    "site admin",
];

/// Namespaces by what their addresses hold, with the prefix that is usual for each.
const NAMESPACES: &[(&str, &str)] = &[
    ("purl.org/rss/1.0/modules/content", "content"),
    ("purl.org/dc/elements", "dc"),
    ("purl.org/dc/terms", "dcterms"),
    ("search.yahoo.com/mrss", "media"),
    ("rssnamespace.org/feedburner", "feedburner"),
    ("wordpress.org/export/1.0/excerpt", "excerpt"),
    ("wordpress.org/export/1.1/excerpt", "excerpt"),
    ("wordpress.org/export/1.2/excerpt", "excerpt"),
    ("wordpress.org/export/", "wp"),
];

/// Namespaces that a feed is itself written in.
const OWN: &[&str] = &["purl.org/rss/1.0/", "netscape.com/rdf/simple", "backend.userland.com/rss2"];

/// What a feed says about all its entries.
pub(super) struct Feed {
    pub names: Names,
    pub charset: Option<String>,
    pub title: Option<String>,
    pub language: Option<String>,
    pub author: Option<String>,
    /// Login names of a `WordPress` site, and the names shown for them.
    pub authors: Vec<(String, String)>,
}

impl Feed {
    /// What stands before the first entry says.
    pub fn of(before: &[u8]) -> Feed {
        let charset = declared_charset(before);
        let text = decode_declared(before, charset.as_deref()).map(|(text, _)| text).unwrap_or_default();
        let names = Tree::beginning(&text, &Names::Usual([].into())).map(|tree| names(tree.root())).unwrap_or_default();
        let tree = Tree::beginning(&text, &names);
        let root = tree.as_ref().map(Tree::root);
        let channel = root.map(|root| root.child("channel").unwrap_or(root));
        let line = |name: &str| channel.and_then(|channel| channel.child(name)).and_then(Element::line);
        let tag = line("language").or_else(|| line("dc:language")).or_else(|| root?.attribute("lang").map(str::to_owned));
        let logins = channel.into_iter().flat_map(|channel| channel.all("wp:author")).take(10_000);
        Feed {
            title: channel.and_then(|channel| channel.child("title")).and_then(title),
            language: tag.as_deref().and_then(language),
            author: channel.and_then(|channel| channel.child("author")?.child("name")?.line()),
            authors: logins.filter_map(login).collect(),
            names,
            charset,
        }
    }

    /// Enters what holds for all entries, and takes out what is no author: logins, and the site in the place of one.
    pub fn enter(&self, stated: &mut Stated, place: &'static str) {
        let title = self.title.as_deref().unwrap_or_default().to_lowercase();
        let is_site = |name: &str| !title.is_empty() && title.starts_with(&name.to_lowercase());
        let is_login = |name: &str| !name.contains(' ') && !name.contains(|c: char| c.is_uppercase() || !c.is_ascii());
        let is_role = |name: &str| ROLES.contains(&name.to_lowercase().as_str());
        stated.authors.retain(|name| !(is_site(name) || is_login(name) || is_role(name)));
        fill(&mut stated.source, self.title.clone(), stated.from.entry("source"), place);
        stated.language = stated.language.take().or_else(|| self.language.clone());
    }
}

/// How the names of a feed are written: the prefixes that its first element declares.
fn names(root: Element<'_>) -> Names {
    let mut known: BTreeMap<String, &'static str> = BTreeMap::new();
    for (prefix, address) in root.attributes() {
        let usual = NAMESPACES.iter().find(|(part, _)| address.contains(part)).map(|(_, usual)| *usual);
        let own = OWN.iter().any(|part| address.contains(part)).then_some("");
        known.extend(usual.or(own).map(|usual| (prefix.to_owned(), usual)));
    }
    if let Some((prefix, _)) = root.name().split_once(':') {
        known.insert(prefix.to_owned(), "");
    }
    Names::Usual(known)
}

fn login(author: Element<'_>) -> Option<(String, String)> {
    let line = |name: &str| author.child(name).and_then(Element::line);
    let both = |first: Option<String>, last: Option<String>| Some(format!("{} {}", first?, last?));
    let shown = line("wp:author_display_name").filter(|name| name.contains(' '));
    let name = shown.or_else(|| both(line("wp:author_first_name"), line("wp:author_last_name")))?;
    Some((line("wp:author_login")?, name))
}

/// The words of a title, which may hold markup and entities twice over.
pub(super) fn title(element: Element<'_>) -> Option<String> {
    let line = element.line()?;
    if flow::has_markup(&line) || line.contains('&') { one_line(&flow::of_html(&line)) } else { Some(line) }
}
