//! Is there an article on a page at all? Sections, searches, consent walls, logins and errors have text too. In come the
//! headline and what was taken for prose; out comes the reason why it is none, in words. Each rule asks for little text
//! beside its signs, so that a story about cookies stays a story.

use super::beside::Beside;
use super::main_text::MainText;
use crate::article::model::Stated;

/// Longest text of an error page, a login and a consent wall, in characters: their own words are few.
const LONGEST_ERROR: usize = 1_200;
const LONGEST_LOGIN: usize = 900;
const LONGEST_CONSENT: usize = 3_000;

/// Cards and linked headings from which on a page is a list, and the longest text beside them: a list has an introduction,
/// a person a life in short.
const LISTED: usize = 4;
const LONGEST_INTRODUCTION: usize = 600;

/// Less text than this is an article only where the page says that it is one.
const HARDLY_ANY: usize = 140;

/// Headlines of error pages and checks, in small letters.
const ERRORS: &[&str] = &[
    "404",
    "403",
    "500",
    "451",
    "502",
    "503",
    "page not found",
    "not found",
    "access denied",
    "forbidden",
    "bad gateway",
    "service unavailable",
    "just a moment",
    "attention required",
    "are you a robot",
    "checking your browser",
    "verify you are human",
    "something went wrong",
    "page does not exist",
    "seite nicht gefunden",
    "page introuvable",
    "página no encontrada",
    "siden finnes ikke",
    "error",
];

/// Words of consent walls and of logins, in small letters.
const CONSENT: &[&str] = &[
    "cookies",
    "consent",
    "our partners",
    "legitimate interest",
    "personalised",
    "personalized",
    "accept all",
    "reject all",
    "manage options",
    "privacy settings",
    "store and/or access information",
    "zustimmen",
    "einwilligung",
    "tout accepter",
    "aceptar todo",
];
const LOGIN: &[&str] = &[
    "log in",
    "login",
    "sign in",
    "password",
    "create an account",
    "already a subscriber",
    "subscribe to continue",
    "subscribe to read",
    "forgot",
    "subscribers only",
    "to continue reading",
    "anmelden",
    "passwort",
    "se connecter",
    "iniciar sesión",
];
/// Headlines of searches, whole and by their beginning, in small letters.
const SEARCHES: &[&str] = &["search", "suche", "recherche", "buscar", "búsqueda", "søk", "sök", "zoeken", "cerca"];
const RESULTS: &[&str] =
    &["search results", "results for", "you searched for", "suchergebnisse", "résultats de recherche", "resultados de"];

/// Words of checks and of closed doors, in small letters.
const CHECKS: &[&str] = &[
    "not a robot",
    "you are human",
    "unusual activity",
    "checking your browser",
    "enable javascript",
    "javascript is disabled",
    "access cannot be granted",
    "unavailable due to legal reasons",
    "not available in your region",
    "not available in your country",
];

/// Why a page has no article; `None` where it has one.
pub(super) fn reason(text: &MainText, stated: &Stated, beside: Beside) -> Option<&'static str> {
    let headline = stated.headline.as_deref().unwrap_or_default().to_lowercase();
    let body = text.body.to_lowercase();
    let length = text.body.chars().count();
    let count = |words: &[&str]| words.iter().filter(|word| body.contains(**word)).count();
    let is_signed = stated.date.is_some() || !stated.authors.is_empty() || stated.dateline.is_some();
    let is_list = beside.cards + text.linked_headings >= LISTED;
    let reason = if length < LONGEST_ERROR && !is_signed && (is_error(&headline) || is_check(&body)) {
        "an error page"
    } else if is_search(&headline) && !stated.from.contains_key("authors") {
        "search results"
    } else if length < LONGEST_CONSENT && !is_signed && count(CONSENT) >= 3 || length == 0 && beside.dialog {
        "a consent wall"
    } else if length < LONGEST_LOGIN && !is_signed && count(LOGIN) >= 2 {
        "a login or a paywall"
    } else if is_list && (length == 0 || length < LONGEST_INTRODUCTION && !is_signed) {
        "a list of headlines"
    } else if length == 0 {
        "no text"
    } else if length < HARDLY_ANY && !is_signed {
        "hardly any text"
    } else {
        return None;
    };
    Some(reason)
}

/// True for words by which a server tells a person from a program, or keeps both out.
fn is_check(body: &str) -> bool {
    let body = body.replace('’', "'");
    CHECKS.iter().any(|check| body.contains(check))
}

fn is_search(headline: &str) -> bool {
    SEARCHES.contains(&headline) || RESULTS.iter().any(|mark| headline.starts_with(mark))
}

/// True for the words of an error alone, with few around them: `404`, `Error 404 - Page not found`.
fn is_error(headline: &str) -> bool {
    headline.split_whitespace().count() <= 8
        && ERRORS.iter().any(|error| {
            headline == *error
                || (error.len() > 5 && headline.contains(error))
                || headline.split(|c: char| !c.is_alphanumeric()).any(|word| word == *error && error.len() == 3)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason_of(headline: &str, body: &str, linked_headings: usize) -> Option<&'static str> {
        let text = MainText { body: body.to_owned(), caption: None, linked_headings };
        reason(&text, &Stated { headline: Some(headline.to_owned()), ..Stated::default() }, Beside::default())
    }

    const STORY: &str = "The council decided on Monday that the lower bridge stays closed until the river has gone down, the mayor said, and asked everyone to use the upper one. It rained for a week.";

    #[test]
    fn pages_of_other_kinds_are_told() {
        for (headline, body, linked, reason) in [
            (
                "404 - Page not found",
                "We could not find what you were looking for. Try our first page, or search for it here, or write to us.",
                0,
                "an error page",
            ),
            ("Just a moment...", "Checking your browser before you go on. This takes a few seconds.", 0, "an error page"),
            (
                "We value your privacy",
                "We and our partners use cookies to store and/or access information. You can accept all or manage options and withdraw your consent.",
                0,
                "a consent wall",
            ),
            (
                "Rain in Oslo",
                "To continue reading, log in or create an account. Forgot your password?",
                0,
                "a login or a paywall",
            ),
            ("Search results for: rain", STORY, 0, "search results"),
            ("Weather", STORY, 6, "a list of headlines"),
            ("Watch", "Rain in Oslo.", 0, "hardly any text"),
            ("Search", STORY, 0, "search results"),
            (
                "The Courier",
                "To go on, tick the box: it tells us that you’re not a robot. Then the page is loaded, and you may read it as long as you like, all day.",
                0,
                "an error page",
            ),
            ("", "", 0, "no text"),
        ] {
            assert_eq!(reason_of(headline, body, linked), Some(reason), "{headline}");
        }
    }

    #[test]
    fn short_stories_and_stories_about_such_things_stay() {
        assert_eq!(reason_of("Bridge closed", STORY, 0), None);
        assert_eq!(reason_of("Error 47 found in the city's archive of 404 maps", &STORY.repeat(8), 1), None);
        assert_eq!(reason_of("Robots in the mill", &format!("{STORY} A clerk enabled JavaScript."), 0), None);
        assert_eq!(
            reason_of(
                "Cookies: consent under the law",
                &format!("Cookies and consent are on the agenda, and partners accept all. {}", STORY.repeat(20)),
                0
            ),
            None
        );
        let brief = MainText { body: "Rain in Oslo.".into(), caption: None, linked_headings: 0 };
        let dated = Stated { date: Some(jiff::civil::date(2024, 3, 5)), ..Stated::default() };
        assert_eq!(reason(&brief, &dated, Beside { cards: 8, dialog: true }), None, "a brief that is dated is an article");
    }
}
