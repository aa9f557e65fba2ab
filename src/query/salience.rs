//! Which salience does a filter ask for? `@` and a number of one or two digits at the end of a name, `putin@50`. A name
//! comes in; the name without it and the number go out. An e-mail address and a handle (`@jane`) are left as they are.

use std::ops::Range;

use super::{Error, Node};

/// Digits of the highest salience, 99.
const DIGITS: usize = 2;

/// The name, and the salience at its end; `end` is where it ends in the query.
pub(super) fn split(name: &str, end: usize) -> Result<(&str, Option<u8>), Error> {
    let Some((before, written)) = name.rsplit_once('@') else { return Ok((name, None)) };
    let bare = before.trim_end();
    if !says(bare) || written.contains([' ', '.']) || before.ends_with(' ') && !is_number(written) {
        return Ok((name, None));
    }
    let length = written.chars().count() + 1;
    Ok((bare, Some(parse(written, end.saturating_sub(length)..end)?)))
}

fn says(name: &str) -> bool {
    name == "*" || name.chars().any(char::is_alphanumeric)
}

fn is_number(written: &str) -> bool {
    !written.is_empty() && written.chars().all(|c| c.is_ascii_digit())
}

/// The salience that is written behind an `@` that stands `at`.
pub(super) fn parse(written: &str, at: Range<usize>) -> Result<u8, Error> {
    let valid = is_number(written) && written.len() <= DIGITS;
    written.parse().ok().filter(|_| valid).ok_or_else(|| {
        let message = format!("`@{written}` is no salience");
        Error { message, suggestion: Some("write a number from 0 to 99 behind the @".to_owned()), at }
    })
}

/// The node with its salience, where there is one.
pub(super) fn at_least(node: Node, least: Option<u8>) -> Node {
    match least {
        Some(least) => Node::Salient(Box::new(node), least),
        None => node,
    }
}

#[cfg(test)]
mod tests {
    use crate::query::{Joiner, Node, parse, parse_value};

    fn value(text: &str) -> Node {
        parse_value(text).expect("parses")
    }

    fn salient(node: Node, least: u8) -> Node {
        Node::Salient(Box::new(node), least)
    }

    #[test]
    fn a_number_behind_a_name_is_a_salience() {
        let name = |text: &str| Node::Name(text.to_owned());
        assert_eq!(value("putin@50"), salient(name("putin"), 50));
        assert_eq!(value("vladimir putin@5"), salient(name("vladimir putin"), 5));
        assert_eq!(value("\"Vladimir Putin\"@99"), salient(Node::Phrase("Vladimir Putin".to_owned()), 99));
        assert_eq!(value("*@00"), salient(Node::Everything, 0));
        assert_eq!(value("put*@50"), salient(name("put*"), 50));
        assert_eq!(value("NOT putin@50"), salient(name("putin"), 50).negated());
        assert_eq!(value("russia@30 OR (ukraine@70)").to_string(), "russia@30 OR ukraine@70");
    }

    #[test]
    fn other_uses_of_the_sign_stay_as_they_are() {
        for text in ["jane@example.com", "@jane", "@50", "meet @jane", "a@50 b"] {
            assert_eq!(value(text), Node::Name(text.to_owned()));
        }
        assert_eq!(value("\"putin@50\""), Node::Phrase("putin@50".to_owned()));
        assert_eq!(parse("putin@50", Joiner::All), Ok(Some(Node::Word("putin@50".to_owned()))));
    }

    #[test]
    fn what_is_no_salience_is_refused_with_its_place() {
        for (text, at) in [("putin@100", 5..9), ("é putin@x", 7..9), ("\"putin\"@x", 7..9), ("a OR b@", 6..7), ("a@-5", 1..4)] {
            let error = parse_value(text).expect_err(text);
            assert!(error.message.ends_with("is no salience") && error.suggestion.is_some(), "{error:?}");
            assert_eq!(error.at, at, "{text}");
        }
    }
}
