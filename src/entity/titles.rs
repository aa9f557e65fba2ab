//! Which title stands before a person's name? `Russian President`, `US special envoy`, `Sen.`: the words before the
//! name that end in a title, as they stand.

use crate::entity::lists;
use crate::entity::sentences::Sentence;
use crate::entity::tokens::{Token, TokenKind};

/// Longest title, in tokens.
const LONGEST: usize = 6;

/// The title that ends before the token `first`.
pub fn before(sentence: &Sentence<'_>, first: usize) -> Option<String> {
    let mut begin = first;
    while begin > 0 && first - begin < LONGEST && sentence.word(begin - 1).is_some_and(|token| belongs(token, begin == first)) {
        begin -= 1;
    }
    while begin < first && sentence.word(begin).is_some_and(is_ordinary_opening) {
        begin += 1;
    }
    (begin < first).then(|| sentence.slice(begin, first).to_owned())
}

/// The last word must be a title; those before it may be titles, nationalities, names or words such as `special`.
fn belongs(token: &Token<'_>, is_last: bool) -> bool {
    if token.kind != TokenKind::Word {
        return false;
    }
    let lower = token.text.to_lowercase();
    let title = lists::title(std::slice::from_ref(token), true).is_some() || is_later_word(&lower);
    if is_last {
        return title;
    }
    let capital = token.text.chars().next().is_some_and(char::is_uppercase);
    title || is_modifier(&lower) || capital && !is_ordinary_opening(token)
}

/// Words that end titles of several words.
fn is_later_word(lower: &str) -> bool {
    matches!(
        lower,
        "minister"
            | "secretary"
            | "general"
            | "officer"
            | "leader"
            | "chief"
            | "negotiator"
            | "adviser"
            | "advisor"
            | "governor"
            | "elect"
            | "staff"
    )
}

fn is_modifier(lower: &str) -> bool {
    matches!(
        lower,
        "special"
            | "senior"
            | "deputy"
            | "vice"
            | "acting"
            | "prime"
            | "foreign"
            | "defense"
            | "defence"
            | "finance"
            | "interior"
            | "national"
            | "security"
            | "executive"
            | "managing"
            | "press"
            | "chief"
            | "general"
            | "presidential"
            | "opposition"
            | "police"
            | "state"
            | "party"
            | "interim"
    )
}

/// A word that opens a sentence or the title of another person: `Former`, `The`.
fn is_ordinary_opening(token: &Token<'_>) -> bool {
    token.text.chars().any(char::is_lowercase) && lists::is_function_word(&token.text.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::sentences::sentences;

    /// The title before the word `Orlova`.
    fn title(text: &str) -> Option<String> {
        let sentences = sentences(0, text);
        let first = sentences[0].tokens.iter().position(|token| token.text == "Orlova").expect("the text names Orlova");
        before(&sentences[0], first)
    }

    #[test]
    fn titles_take_in_nationality_and_rank() {
        assert_eq!(title("Then Estonian Prime Minister Orlova spoke"), Some("Estonian Prime Minister".to_owned()));
        assert_eq!(title("the US special envoy Orlova spoke"), Some("US special envoy".to_owned()));
        assert_eq!(title("he told Sen. Orlova"), Some("Sen.".to_owned()));
    }

    #[test]
    fn other_words_are_no_titles() {
        assert_eq!(title("he told Orlova"), None);
        assert_eq!(title("the president, Orlova, spoke"), None);
    }
}
