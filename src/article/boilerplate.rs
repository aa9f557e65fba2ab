//! Which lines belong to the page and not to the story? Menus, share bars, comment forms, links to other stories. In
//! comes a line, out comes its kind. A line counts only as a whole (`Newsletters are booming.` is a sentence), and
//! what a kind means depends on where the line stands, which is the caller's to know.

use crate::fold::fold;

/// What a line of a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Part of the story, as far as the line itself tells.
    Story,
    /// Furniture wherever it stands: share bars, advertisement marks, links to other stories.
    Furniture,
    /// Furniture above or below the story, and maybe a subhead inside it: menus, sections.
    Margin,
    /// The head of what follows a story: comment form, related stories.
    Footer,
}

const FURNITURE: &[&str] = &[
    "advertisement",
    "advertisement continue reading below",
    "article continues below",
    "story continues below",
    "story continues below this ad",
    "news provided by",
    "story continues below advertisement",
    "this advertisement has not loaded yet but your article continues below",
    "continue reading",
    "read more",
    "read full story",
    "share",
    "share this",
    "share this article",
    "share this story",
    "share this post",
    "share article",
    "share this page",
    "share on facebook",
    "share on twitter",
    "share on x",
    "share on linkedin",
    "share on whatsapp",
    "share on pinterest",
    "share by email",
    "share via email",
    "share on reddit",
    "click to share",
    "tweet",
    "pin it",
    "copy link",
    "link copied",
    "copied",
    "copied to clipboard",
    "link copied to clipboard",
    "copy link to clipboard",
    "email this article",
    "email this story",
    "print",
    "print this article",
    "print this page",
    "save",
    "save article",
    "listen",
    "listen to this article",
    "listen to article",
    "listen to this story",
    "bookmark",
    "facebook",
    "twitter",
    "x twitter",
    "linkedin",
    "whatsapp",
    "telegram",
    "reddit",
    "pinterest",
    "tumblr",
    "flipboard",
    "instagram",
    "youtube",
    "tiktok",
    "subscribe",
    "subscribe now",
    "sign up",
    "sign up now",
    "sign in",
    "log in",
    "login",
    "logout",
    "sign out",
    "register",
    "close",
    "loading",
    "getty images",
    "skip to content",
    "skip to main content",
    "skip to navigation",
    "skip advertisement",
    "hide caption",
    "toggle caption",
    "enlarge this image",
    "view image in fullscreen",
    "back to top",
    "ad feedback",
    "follow us",
    "thanks for signing up",
    "play",
    "watch live",
    "view comments",
    "show comments",
    "comments",
    "comment",
    "leave a comment",
    "no comments",
    "get the app",
    "download the app",
    "open in app",
    "gift this article",
    "follow",
    "following",
    "more options",
    "resize text",
    "font size",
    "text size",
    "a a a",
    "published",
    "updated",
    "last updated",
    "posted",
    "by",
    "menu",
    "search",
    "article content",
    "caption",
];

const MARGIN: &[&str] = &[
    "home",
    "news",
    "world",
    "uk",
    "us",
    "us news",
    "world news",
    "uk news",
    "politics",
    "business",
    "sport",
    "sports",
    "opinion",
    "culture",
    "arts",
    "lifestyle",
    "life",
    "travel",
    "tech",
    "technology",
    "science",
    "health",
    "environment",
    "education",
    "entertainment",
    "media",
    "money",
    "markets",
    "europe",
    "asia",
    "africa",
    "americas",
    "middle east",
    "india",
    "china",
    "local",
    "local news",
    "national",
    "nation",
    "international",
    "video",
    "videos",
    "photos",
    "pictures",
    "gallery",
    "podcasts",
    "podcast",
    "newsletters",
    "newsletter",
    "weather",
    "live",
    "latest",
    "latest news",
    "breaking news",
    "breaking",
    "exclusive",
    "analysis",
    "press release",
    "for immediate release",
    "about",
    "about us",
    "contact",
    "contact us",
    "advertise",
    "advertise with us",
    "careers",
    "jobs",
    "shop",
    "store",
    "help",
    "support",
    "account",
    "my account",
    "donate",
    "subscriptions",
    "table of contents",
    "contents",
    "in this article",
    "breadcrumb",
    "breadcrumb trail links",
    "main menu",
    "navigation",
    "sections",
    "more",
    "all",
    "top stories",
    "trending",
    "most popular",
    "editors picks",
    "royal family",
    "crime",
    "obituaries",
    "features",
    "blogs",
    "blog",
    "events",
    "english",
    "espanol",
    "deutsch",
    "francais",
    "terms of use",
    "terms of service",
    "privacy policy",
    "privacy",
    "cookie policy",
    "cookies",
    "accessibility",
    "site map",
    "sitemap",
    "masthead",
    "archive",
    "archives",
    "log in register",
    "subscribe sign in",
    "author of the article",
    "next",
    "previous",
    "next article",
    "previous article",
    "next post",
    "previous post",
    "tags",
    "topics",
    "filed under",
];

const FOOTERS: &[&str] = &[
    "ends",
    "enditem",
    "read more",
    "add a comment",
    "comments",
    "leave a comment",
    "leave a reply",
    "leave a reply cancel reply",
    "leave a comment cancel reply",
    "post a comment",
    "join the conversation",
    "discussion about this post",
    "related articles",
    "related stories",
    "related posts",
    "related content",
    "related news",
    "related topics",
    "related",
    "related links",
    "related coverage",
    "more stories",
    "more on this story",
    "more news",
    "more from this section",
    "you may also like",
    "you might also like",
    "you might also be interested in",
    "also read",
    "read also",
    "read next",
    "up next",
    "must read",
    "must reads",
    "recommended",
    "recommended for you",
    "recommended stories",
    "recommended reading",
    "most viewed",
    "most read",
    "most popular",
    "popular posts",
    "popular stories",
    "recent posts",
    "trending now",
    "trending",
    "top stories",
    "latest news",
    "latest stories",
    "latest",
    "dont miss",
    "editors picks",
    "editors choice",
    "about the author",
    "about the authors",
    "post navigation",
    "explore more on these topics",
    "explore more",
    "share this article",
    "share this story",
    "share this",
    "in case you missed it",
    "whats next",
    "keep reading",
    "further reading",
    "sponsored",
    "sponsored content",
    "from our partners",
    "around the web",
    "promoted stories",
    "what to read next",
    "more from",
    "sign up for our newsletter",
    "subscribe to our newsletter",
    "newsletter",
    "newsletter sign up",
    "stay connected",
    "follow us",
    "footnotes",
    "tags",
    "reader comments",
    "have your say",
    "get in touch",
    "report an error",
    "see also",
    "more in world",
    "more in europe",
    "lire aussi",
    "a lire aussi",
    "mehr zum thema",
    "das konnte sie auch interessieren",
    "lesen sie auch",
    "leia tambem",
    "lea tambien",
    "te puede interesar",
    "noticias relacionadas",
    "articoli correlati",
    "leggi anche",
    "notas relacionadas",
    "sur le meme sujet",
    "commentaires",
    "kommentare",
    "comentarios",
    "kommentar schreiben",
    "deja un comentario",
    "laisser un commentaire",
    "le plus lu",
    "meistgelesen",
];

/// Longest line that may be furniture, in bytes.
const LONGEST: usize = 240;

/// What a line is, by itself.
#[must_use]
pub fn kind(line: &str) -> Kind {
    if line.len() > LONGEST {
        return Kind::Story;
    }
    let folded = fold(line.trim_matches(|c: char| {
        matches!(c, '*' | '#' | '+' | '>' | '»' | '›' | '|' | '_' | '-' | '→' | '«') || c.is_whitespace()
    }));
    let folded = folded.as_str();
    let sentence = line.trim_end().ends_with(['.', '?', '!']) && folded.split(' ').count() > 4;
    if FURNITURE.contains(&folded)
        || is_counted(folded)
        || is_legal(line, folded)
        || is_form(folded)
        || (!sentence && is_teaser(line, folded))
    {
        if FOOTERS.contains(&folded) { Kind::Footer } else { Kind::Furniture }
    } else if FOOTERS.contains(&folded) || (!sentence && is_footer(line, folded)) {
        Kind::Footer
    } else if MARGIN.contains(&folded) || is_breadcrumb(line) || is_bar(line) {
        Kind::Margin
    } else {
        Kind::Story
    }
}

/// `3 min read`, `24 comments`, `1.2k shares`.
fn is_counted(folded: &str) -> bool {
    let mut words = folded.split(' ');
    let figure = words.next().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()) && word.len() <= 6);
    let rest: Vec<&str> = words.collect();
    figure
        && matches!(
            rest.as_slice(),
            ["min" | "mins" | "minute" | "minutes", "read"]
                | ["min" | "mins" | "minutes"]
                | ["comments" | "comment" | "shares" | "share" | "views" | "likes"]
        )
        || matches!(folded.split(' ').collect::<Vec<_>>().as_slice(), ["reading", "time", ..] | ["estimated", "reading", "time", ..] if folded.len() < 40)
}

/// Copyright lines and notes on cookies and terms.
fn is_legal(line: &str, folded: &str) -> bool {
    let line = line.trim_start();
    line.starts_with('©')
        || line.starts_with("(c) ")
        || (folded.starts_with("copyright ")
            && folded.split(' ').take(4).any(|word| word.len() == 4 && word.starts_with(|c: char| c.is_ascii_digit())))
        || folded.ends_with("all rights reserved")
        || [
            "this site uses cookies",
            "by continuing to browse",
            "we use cookies",
            "this site is protected by recaptcha",
            "this website uses cookies",
            "this material may not be published",
            "all quotes delayed",
            "if you purchase a product",
            "if you buy something",
            "c copyright",
            "our standards the thomson reuters trust principles",
        ]
        .iter()
        .any(|start| folded.starts_with(start))
}

/// Fields and notes of comment forms.
fn is_form(folded: &str) -> bool {
    matches!(
        folded,
        "name"
            | "email"
            | "website"
            | "email address"
            | "your email"
            | "message"
            | "submit"
            | "post comment"
            | "cancel reply"
            | "reply"
            | "first name"
            | "last name"
            | "δ"
    ) || folded.starts_with("your email address will not be published")
        || folded.starts_with("save my name email")
        || folded.starts_with("required fields are marked")
        || folded.starts_with("notify me of")
}

/// Links to other stories: `READ MORE: ...`, `Related: ...`, `Sign up for our newsletter ...`.
fn is_teaser(line: &str, folded: &str) -> bool {
    let label = line.split_once([':', '|']).map(|(label, _)| fold(label));
    label.is_some_and(|label| {
        matches!(
            label.as_str(),
            "read more"
                | "read also"
                | "also read"
                | "read"
                | "related"
                | "more"
                | "watch"
                | "watch more"
                | "see also"
                | "see more"
                | "listen"
                | "read next"
                | "dont miss"
                | "tags"
                | "topics"
                | "filed under"
                | "follow"
                | "more on this"
                | "related story"
                | "related article"
        )
    }) || [
        "sign up for ",
        "subscribe to ",
        "follow us on ",
        "click here to ",
        "get the latest ",
        "download the ",
        "like us on ",
        "join our ",
        "share on ",
        "share this ",
        "click to share ",
    ]
    .iter()
    .any(|start| folded.starts_with(start) && folded.len() < 120)
}

/// Heads of what follows a story, with a name or number in them: `More from Europe`, `3 thoughts on ...`.
fn is_footer(line: &str, folded: &str) -> bool {
    let words = folded.split(' ').count();
    let numbered = folded.split_once(' ').is_some_and(|(figure, rest)| {
        figure.chars().all(|c| c.is_ascii_digit())
            && (rest.starts_with("thoughts on ") || rest == "comments" || rest == "responses")
    });
    numbered
        || (words <= 6 && (folded.starts_with("more from ") || folded.starts_with("more in ") || folded.starts_with("more on ")))
        || line.starts_with("TAGS:")
}

/// `Weather | Sports | Opinion`, `Email this article | Print`: several pieces of furniture on one line.
fn is_bar(line: &str) -> bool {
    let parts: Vec<String> = line.split(['|', '\t', '·', '•']).map(fold).filter(|part| !part.is_empty()).collect();
    let is_furniture = |part: &String| MARGIN.contains(&part.as_str()) || FURNITURE.contains(&part.as_str());
    parts.len() >= 2 && parts.iter().filter(|part| is_furniture(part)).count() * 3 >= parts.len() * 2
}

/// `Home > World > Europe`, `World / Europe`.
fn is_breadcrumb(line: &str) -> bool {
    let short = |separator: &str, fewest: usize| {
        let parts: Vec<&str> = line.split(separator).map(str::trim).collect();
        let last_free = parts.len().saturating_sub(1);
        parts.len() >= fewest
            && parts
                .iter()
                .take(last_free.max(2))
                .all(|part| !part.is_empty() && part.split_whitespace().count() <= 3 && part.chars().count() <= 24)
            && !line.ends_with('.')
    };
    let first = line.split(['>', '/', '›', '»', '|']).next().map(fold).unwrap_or_default();
    ((short(" > ", 2) || short(" › ", 2) || short(" » ", 2))
        || ((short(" / ", 2) || short(" | ", 3)) && MARGIN.contains(&first.as_str())))
        && line.len() < 160
}

#[cfg(test)]
mod tests {
    use super::{Kind, kind};

    #[test]
    fn furniture_is_known_as_a_whole_line() {
        for line in [
            "Advertisement",
            "Share",
            "SHARE ON FACEBOOK",
            "3 min read",
            "24 comments",
            "© 2025 The Paper",
            "All rights reserved.",
            "Copy link",
            "Name *",
            "Your email address will not be published. Required fields are marked *",
            "READ MORE: Trade deal clears hurdle",
            "Save my name, email, and website in this browser for the next time I comment.",
            "This site uses cookies. Accept all | Manage preferences",
        ] {
            assert_eq!(kind(line), Kind::Furniture, "{line}");
        }
    }

    #[test]
    fn heads_of_what_follows() {
        for line in [
            "Leave a Comment",
            "Related articles",
            "Most viewed",
            "More from Europe",
            "You may also like",
            "TAGS: Harbour | Ships",
            "Must Read",
        ] {
            assert!(matches!(kind(line), Kind::Footer | Kind::Furniture), "{line}");
        }
    }

    #[test]
    fn margins_and_breadcrumbs() {
        for line in [
            "Home",
            "World / Europe",
            "Home > World > Europe",
            "News / India / Monsoon: Rain comes early, farmers glad",
            "PRESS RELEASE",
        ] {
            assert_eq!(kind(line), Kind::Margin, "{line}");
        }
    }

    #[test]
    fn sentences_are_story() {
        for line in [
            "Newsletters are booming.",
            "Share prices fell on Monday.",
            "Read the terms, the minister said: they are clear.",
            "A country divided",
            "",
            "Subscribe to the idea that rain is news, the farmer said on Monday.",
            "Home is where the vote is > for now.",
            "Copyright law has to change, the minister said on Monday in the capital.",
        ] {
            assert_eq!(kind(line), Kind::Story, "{line}");
        }
    }
}
