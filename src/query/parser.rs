//! How do the pieces of a query hang together? NOT binds to what follows it, AND before OR, and words without an operator
//! between them are joined as asked; what is negated always narrows. Pieces come in, a [`Node`] goes out. Length and depth
//! are bounded, every piece is read once.

use std::ops::Range;

use super::lexer::{Lexeme, Piece, lex};
use super::{Error, Joiner, Node, Scope, fields, salience};

/// Code points of a query; more is a pasted article.
const LONGEST: usize = 4_096;

/// Parentheses in one another.
const DEEPEST: usize = 50;

/// Wildcards in a word; more would cost more than they find.
const MOST_WILDCARDS: usize = 4;

/// Parses a query. `None` where the text is blank.
pub(super) fn parse(text: &str, joiner: Joiner) -> Result<Option<Node>, Error> {
    Parser::over(text, joiner, false)?.map(Parser::whole).transpose()
}

/// Parses the value of a filter.
pub(super) fn parse_value(text: &str) -> Result<Node, Error> {
    match Parser::over(text, Joiner::All, true)? {
        Some(parser) => parser.whole(),
        None => Err(nothing(0..text.chars().count())),
    }
}

fn nothing(at: Range<usize>) -> Error {
    Error::new(at, "no word to look for", "write a word of letters or digits")
}

/// Words that may stand between those of a phrase.
const MOST_BETWEEN: u32 = 50;

/// Letters from which two of a word may differ.
const LONG_WORD: usize = 6;

struct Parser {
    text: Vec<char>,
    lexemes: Vec<Lexeme>,
    next: usize,
    depth: usize,
    joiner: Joiner,
    /// True where consecutive words are one name.
    names: bool,
}

impl Parser {
    fn over(text: &str, joiner: Joiner, names: bool) -> Result<Option<Parser>, Error> {
        let text: Vec<char> = text.chars().collect();
        if text.len() > LONGEST {
            let message = format!("a query of {} characters is too long", text.len());
            return Err(Error::new(LONGEST..text.len(), &message, &format!("use {LONGEST} at most")));
        }
        let lexemes = lex(&text)?;
        match (lexemes.is_empty(), text.iter().all(|character| character.is_whitespace())) {
            (true, true) => Ok(None),
            (true, false) => Err(nothing(0..text.len())),
            _ => Ok(Some(Parser { text, lexemes, next: 0, depth: 0, joiner, names })),
        }
    }

    fn whole(mut self) -> Result<Node, Error> {
        let node = self.either()?;
        match self.lexemes.get(self.next) {
            None => Ok(node),
            Some(lexeme) => Err(Error::new(lexeme.at.clone(), "unopened parenthesis", "remove it, or open it with (")),
        }
    }

    /// Alternatives: what stands between `OR`s, and side by side where one word is enough.
    fn either(&mut self) -> Result<Node, Error> {
        let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
        let first = self.all()?;
        self.sort(first, &mut wanted, &mut unwanted);
        loop {
            if self.accept(&Piece::Or).is_some() {
                wanted.push(self.right_of("OR")?);
            } else if self.joiner == Joiner::Any && self.at_operand() {
                let next = self.all()?;
                self.sort(next, &mut wanted, &mut unwanted);
            } else {
                break;
            }
        }
        let alternatives = (!wanted.is_empty()).then(|| Node::or(wanted));
        Ok(Node::and(alternatives.into_iter().chain(unwanted).collect()))
    }

    /// Where one word is enough, what is negated without an `OR` still narrows.
    fn sort(&self, node: Node, wanted: &mut Vec<Node>, unwanted: &mut Vec<Node>) {
        let before_or = self.lexemes.get(self.next).is_some_and(|lexeme| lexeme.piece == Piece::Or);
        let narrows = self.joiner == Joiner::Any && matches!(node, Node::Not(_)) && !before_or;
        if narrows { unwanted.push(node) } else { wanted.push(node) }
    }

    /// All of these: what stands between `AND`s, and side by side where all words are wanted.
    fn all(&mut self) -> Result<Node, Error> {
        let mut nodes = vec![self.negation()?];
        loop {
            if let Some(at) = self.accept(&Piece::And) {
                if !self.at_operand() {
                    return Err(Error::one_sided(at, "AND"));
                }
            } else if self.joiner == Joiner::Any || !self.at_operand() {
                return Ok(Node::and(nodes));
            }
            nodes.push(self.negation()?);
        }
    }

    fn right_of(&mut self, operator: &str) -> Result<Node, Error> {
        if self.at_operand() {
            return self.all();
        }
        let at = self.next.checked_sub(1).and_then(|before| self.lexemes.get(before)).map(|lexeme| lexeme.at.clone());
        Err(Error::one_sided(at.unwrap_or(0..0), operator))
    }

    fn negation(&mut self) -> Result<Node, Error> {
        let mut negated = false;
        let mut last = None;
        while let Some(at) = self.accept(&Piece::Not) {
            negated = !negated;
            last = Some(at);
        }
        if let Some(at) = last.filter(|_| !self.at_operand()) {
            return Err(Error::new(at, "NOT needs a word behind it", "write `not` in small letters to look for the word"));
        }
        let node = self.primary()?;
        Ok(if negated { node.negated() } else { node })
    }

    fn primary(&mut self) -> Result<Node, Error> {
        let Some(Lexeme { piece, at }) = self.lexemes.get(self.next).cloned() else {
            let end = self.text.len();
            return Err(nothing(end..end));
        };
        self.next += 1;
        match piece {
            Piece::Open => self.group(at),
            Piece::Quoted(phrase) => self.phrase(phrase, at),
            Piece::Word(word) if !self.names => self.word(&word, at),
            Piece::Word(_) => self.name(at),
            Piece::And => Err(Error::one_sided(at, "AND")),
            Piece::Or => Err(Error::one_sided(at, "OR")),
            Piece::Close => Err(Error::new(at, "unopened parenthesis", "remove it, or open it with (")),
            Piece::Not => Err(Error::new(at, "NOT needs a word behind it", "remove it")),
        }
    }

    fn group(&mut self, open: Range<usize>) -> Result<Node, Error> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Error::new(open, "too many parentheses in one another", "take some apart"));
        }
        if let Some(at) = self.accept(&Piece::Close) {
            return Err(Error::new(open.start..at.end, "nothing between the parentheses", "remove them"));
        }
        if self.next == self.lexemes.len() {
            return Err(Error::new(open, "unclosed parenthesis", "close it with )"));
        }
        let node = self.either()?;
        if self.accept(&Piece::Close).is_none() {
            return Err(Error::new(open, "unclosed parenthesis", "close it with )"));
        }
        self.depth -= 1;
        Ok(node)
    }

    /// A run of words is one name, with the punctuation between them: `Paris, Texas`.
    fn name(&mut self, first: Range<usize>) -> Result<Node, Error> {
        let mut end = first.end;
        while let Some(Lexeme { piece: Piece::Word(_), at }) = self.lexemes.get(self.next) {
            end = at.end;
            self.next += 1;
        }
        let text: String = self.text.iter().take(end).skip(first.start).collect();
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        value_node(&name, first.start..end)
    }

    /// A phrase. Right behind it may stand, in the value of a filter, a salience (`"Vladimir Putin"@50`), and elsewhere how many
    /// words may stand between its own (`"peace plan"~5`).
    fn phrase(&mut self, phrase: String, at: Range<usize>) -> Result<Node, Error> {
        let next = self.lexemes.get(self.next).cloned().filter(|next| next.at.start == at.end);
        let Some(Lexeme { piece: Piece::Word(word), at: behind }) = next else { return Ok(Node::Phrase(phrase)) };
        if self.names {
            let Some(written) = word.strip_prefix('@') else { return Ok(Node::Phrase(phrase)) };
            self.next += 1;
            return Ok(salience::at_least(Node::Phrase(phrase), Some(salience::parse(written, behind)?)));
        }
        let Some(written) = word.strip_prefix('~') else { return Ok(Node::Phrase(phrase)) };
        self.next += 1;
        match written.parse() {
            Ok(between) if between <= MOST_BETWEEN => Ok(Node::Near(phrase, between)),
            _ => Err(Error::new(
                behind,
                "`~` behind a phrase takes a number of words",
                &format!("write \"...\"~5, {MOST_BETWEEN} at most"),
            )),
        }
    }

    /// A word, with the field that it is looked for in, or with the letters that may differ.
    fn word(&mut self, word: &str, at: Range<usize>) -> Result<Node, Error> {
        if let Some((scope, rest)) = fields::split(word) {
            return self.in_field(scope, rest, word, at);
        }
        match fuzzy(word) {
            Some((bare, letters)) => Ok(Node::Fuzzy(bare.to_owned(), letters)),
            None => word_node(word, at),
        }
    }

    /// What stands behind the name of a field: the rest of its word, or what follows without a blank, a phrase or a group.
    fn in_field(&mut self, scope: Scope, rest: &str, word: &str, at: Range<usize>) -> Result<Node, Error> {
        let start = at.end - rest.chars().count();
        if !rest.is_empty() {
            return in_scope(scope, rest, start..at.end);
        }
        let next = self.lexemes.get(self.next).filter(|next| next.at.start == at.end).map(|next| next.piece.clone());
        match (scope, next) {
            (Scope::Date, Some(Piece::Quoted(text))) => {
                let quoted = self.lexemes.get(self.next).map_or(start..start, |next| next.at.clone());
                self.next += 1;
                in_scope(scope, &text, quoted)
            }
            (Scope::Date, _) | (_, None | Some(Piece::And | Piece::Or | Piece::Not | Piece::Close | Piece::Word(_))) => {
                word_node(word, at)
            }
            (scope, Some(Piece::Open | Piece::Quoted(_))) => {
                let outer = std::mem::replace(&mut self.names, !scope.is_text());
                let node = self.primary();
                self.names = outer;
                in_field(scope, node?, at)
            }
        }
    }

    fn accept(&mut self, piece: &Piece) -> Option<Range<usize>> {
        let found = self.lexemes.get(self.next).filter(|lexeme| lexeme.piece == *piece)?.at.clone();
        self.next += 1;
        Some(found)
    }

    fn at_operand(&self) -> bool {
        let next = self.lexemes.get(self.next).map(|lexeme| &lexeme.piece);
        matches!(next, Some(Piece::Open | Piece::Not | Piece::Quoted(_) | Piece::Word(_)))
    }
}

/// The word without `~`, `~1` or `~2` at its end, and how many letters may differ: without a number one, in long words two.
fn fuzzy(word: &str) -> Option<(&str, u8)> {
    let (bare, written) = word.rsplit_once('~')?;
    let letters = bare.chars().count();
    let usual = if letters < LONG_WORD { 1 } else { 2 };
    let differ = if written.is_empty() { usual } else { written.parse().ok().filter(|differ| (1..=2).contains(differ))? };
    (bare.chars().all(char::is_alphanumeric) && letters > usize::from(differ)).then_some((bare, differ))
}

/// What one word behind the name of a field means there.
fn in_scope(scope: Scope, text: &str, at: Range<usize>) -> Result<Node, Error> {
    if scope == Scope::Date {
        let known = super::days(text).is_some();
        let wrong = || Error::new(at, &format!("`{text}` is no date"), "write 2025-12-02, 2025-12, 2025 or 1987..1989");
        return known.then(|| Node::Days(text.to_owned())).ok_or_else(wrong);
    }
    let node = match fuzzy(text).filter(|_| scope.is_text()) {
        Some((bare, letters)) => Node::Fuzzy(bare.to_owned(), letters),
        None if scope.is_text() => word_node(text, at.clone())?,
        None => value_node(text, at.clone())?,
    };
    in_field(scope, node, at)
}

/// This in a field, which must have a salience where one is asked for.
fn in_field(scope: Scope, node: Node, at: Range<usize>) -> Result<Node, Error> {
    match scope {
        Scope::Value(field) if node.asks_salience() && !field.has_salience() => {
            Err(Error::new(at, "only people, places and organisations have a salience", "leave out the @ and its number"))
        }
        _ => Ok(Node::In(scope, Box::new(node))),
    }
}

/// A name of a field's value, with the salience at its end.
fn value_node(name: &str, at: Range<usize>) -> Result<Node, Error> {
    let (name, least) = salience::split(name, at.end)?;
    let node = if name == "*" { Node::Everything } else { Node::Name(name.to_owned()) };
    check_wildcards(name, at)?;
    Ok(salience::at_least(node, least))
}

fn word_node(word: &str, at: Range<usize>) -> Result<Node, Error> {
    if word == "*" {
        return Ok(Node::Everything);
    }
    if !has_wildcard(word) {
        return Ok(Node::Word(word.to_owned()));
    }
    check_wildcards(word, at)?;
    let between = |c: char| !(c.is_alphanumeric() || matches!(c, '*' | '?' | '.' | '&' | '\'' | '’'));
    let parts = word.split(between).filter(|part| part.chars().any(char::is_alphanumeric));
    let node = |part: &str| match has_wildcard(part) {
        true => Node::Pattern(part.to_owned()),
        false if matches!(part, "AND" | "OR" | "NOT") => Node::Word(part.to_lowercase()),
        false => Node::Word(part.to_owned()),
    };
    Ok(Node::and(parts.map(node).collect()))
}

fn check_wildcards(word: &str, at: Range<usize>) -> Result<(), Error> {
    if has_wildcard(word) && word.chars().filter(|c| matches!(c, '*' | '?')).count() > MOST_WILDCARDS {
        return Err(Error::new(at, "too many wildcards in a word", &format!("use {MOST_WILDCARDS} at most")));
    }
    Ok(())
}

/// A `*` anywhere is a wildcard, a `?` only between letters: behind a word it ends a question.
pub(super) fn has_wildcard(word: &str) -> bool {
    let characters: Vec<char> = word.chars().collect();
    let inner = characters.windows(3).any(|w| w[1] == '?' && w[0].is_alphanumeric() && w[2].is_alphanumeric());
    inner || word.contains('*')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tree(text: &str) -> String {
        parse(text, Joiner::All).expect("parses").expect("is not blank").to_string()
    }

    fn any(text: &str) -> String {
        parse(text, Joiner::Any).expect("parses").expect("is not blank").to_string()
    }

    fn fault(text: &str) -> (String, Range<usize>) {
        let error = parse(text, Joiner::All).expect_err("does not parse");
        assert!(error.suggestion.is_some());
        (error.message, error.at)
    }

    #[test]
    fn words_are_joined_and_operators_are_capitals() {
        assert_eq!(tree("peace plan"), "peace AND plan");
        assert_eq!(tree("a b OR c d"), "a AND b OR c AND d");
        assert_eq!(tree("(a OR b) c"), "(a OR b) AND c");
        assert_eq!(tree("war and peace or not"), "war AND and AND peace AND or AND not");
        assert_eq!(any("a b AND c"), "a OR b AND c");
    }

    #[test]
    fn negation() {
        assert_eq!(tree("putin -paris"), "putin AND NOT paris");
        assert_eq!(tree("NOT paris"), "NOT paris");
        assert_eq!(tree("-\"special envoy\" -(a b)"), "NOT \"special envoy\" AND NOT (a AND b)");
        assert_eq!(tree("NOT NOT a"), "a");
        assert_eq!(tree("a AND NOT b OR NOT c"), "a AND NOT b OR NOT c");
        assert_eq!(any("-x a b -c"), "(a OR b) AND NOT x AND NOT c");
        assert_eq!(any("a OR NOT b"), "a OR NOT b");
    }

    #[test]
    fn minus_is_negation_only_before_a_word() {
        assert_eq!(tree("state-of-the-art"), "state-of-the-art");
        assert_eq!(tree("moscow - talks -- ended"), "moscow AND talks AND ended");
        assert_eq!(tree("covid–19"), "covid–19");
    }

    #[test]
    fn quotes_of_every_kind_make_phrases() {
        for text in ["\"special envoy\"", "“special envoy”", "„special envoy“", "«special envoy»"] {
            assert_eq!(tree(text), "\"special envoy\"", "{text}");
        }
        assert_eq!(tree("a\"b c\"d"), "a AND \"b c\" AND d");
        assert_eq!(tree("\"\" a"), "a");
    }

    #[test]
    fn text_as_it_stands_in_newspapers_is_no_error() {
        for text in ["UN: report", "moscow: talks", "https://example.com/a", "O'Brien", "O’Brien", "AT&T", "U.S.", "50% [sic]"]
        {
            assert!(parse(text, Joiner::All).is_ok(), "{text}");
        }
        assert_eq!(tree("who won?"), "who AND won?");
    }

    #[test]
    fn wildcards() {
        let node = |text: &str| parse(text, Joiner::All).expect("parses").expect("is not blank");
        assert_eq!(node("put*"), Node::Pattern("put*".to_owned()));
        assert_eq!(node("wit?off"), Node::Pattern("wit?off".to_owned()));
        assert_eq!(node("won?"), Node::Word("won?".to_owned()));
        assert_eq!(node("*"), Node::Everything);
        assert_eq!(tree("al-zarq*"), "al AND zarq*");
        assert_eq!(fault("a *a*b*c*d*").0, "too many wildcards in a word");
    }

    #[test]
    fn faults_have_a_place() {
        assert_eq!(fault("putin AND"), ("AND needs a word on both sides".to_owned(), 6..9));
        assert_eq!(fault("OR putin"), ("OR needs a word on both sides".to_owned(), 0..2));
        assert_eq!(fault("a OR AND b"), ("OR needs a word on both sides".to_owned(), 2..4));
        assert_eq!(fault("a NOT"), ("NOT needs a word behind it".to_owned(), 2..5));
        assert_eq!(fault("é (putin"), ("unclosed parenthesis".to_owned(), 2..3));
        assert_eq!(fault("putin)"), ("unopened parenthesis".to_owned(), 5..6));
        assert_eq!(fault("a ( ) b"), ("nothing between the parentheses".to_owned(), 2..5));
        assert_eq!(fault("“putin"), ("unclosed quote".to_owned(), 0..1));
        assert_eq!(fault("!!! -"), ("no word to look for".to_owned(), 0..5));
        assert_eq!(parse(" \t", Joiner::All), Ok(None));
    }

    #[test]
    fn length_and_depth_are_bounded() {
        assert_eq!(fault(&"a ".repeat(3_000)).0, "a query of 6000 characters is too long");
        assert_eq!(fault(&"(".repeat(4_000)).0, "too many parentheses in one another");
        assert_eq!(tree(&format!("{}a", "NOT ".repeat(1_000))), "a");
    }

    #[test]
    fn values_of_filters_are_names() {
        let value = |text: &str| parse_value(text).expect("parses");
        assert_eq!(value("vladimir  putin"), Node::Name("vladimir putin".to_owned()));
        assert_eq!(value("putin OR zelensky").to_string(), "putin OR zelensky");
        assert_eq!(value("NOT moscow"), Node::Name("moscow".to_owned()).negated());
        assert_eq!(value("Paris, Texas"), Node::Name("Paris, Texas".to_owned()));
        assert_eq!(value("“George Bush”"), Node::Phrase("George Bush".to_owned()));
        assert_eq!(parse_value("  ").expect_err("blank").message, "no word to look for");
    }

    fn node(names: bool) -> impl Strategy<Value = Node> {
        let word = "[a-zé'&.-]{0,3}[a-z0-9]{1,3}";
        let leaf = prop_oneof![
            4 => word.prop_filter("a minus negates", |w: &String| !w.starts_with('-')).prop_map(move |text| {
                if names { Node::Name(text) } else { Node::Word(text) }
            }),
            1 => "[a-z ]{0,4}[a-z]".prop_map(Node::Phrase),
            1 => Just(Node::Everything),
            1 => ("[a-z]{3,5}", 1..3_u8).prop_map(move |(text, letters)| {
                if names { Node::Name(text) } else { Node::Fuzzy(text, letters) }
            }),
            1 => ("[a-z]{1,3} [a-z]{1,3}", 0..51_u32).prop_map(move |(text, between)| {
                if names { Node::Phrase(text) } else { Node::Near(text, between) }
            }),
        ];
        let leaf = (leaf, prop::option::weighted(0.3, 0..100_u8))
            .prop_map(move |(node, least)| salience::at_least(node, least.filter(|_| names)));
        leaf.prop_recursive(4, 20, 4, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 1..4).prop_map(Node::and),
                prop::collection::vec(inner.clone(), 1..4).prop_map(Node::or),
                inner.clone().prop_map(Node::negated),
                inner.prop_map(move |node| if names { node } else { Node::In(Scope::Headline, Box::new(node)) }),
            ]
        })
    }

    #[test]
    fn fields_take_a_word_a_phrase_or_a_group() {
        assert_eq!(tree("headline:peace talks"), "headline:(peace) AND talks");
        assert_eq!(tree("hl:\"peace plan\""), "headline:(\"peace plan\")");
        assert_eq!(tree("person:(vladimir putin OR zelensky)"), "person:(vladimir putin OR zelensky)");
        assert_eq!(tree("person:putin@50 -place:\"new york\""), "person:(putin@50) AND NOT place:(\"new york\")");
        assert_eq!(tree("headline:(peace OR war) by:jane"), "headline:(peace OR war) AND author:(jane)");
        assert_eq!(tree("date:1987..1989 oil"), "date:\"1987..1989\" AND oil");
        assert_eq!(tree("date:\"2025-12\""), "date:\"2025-12\"");
    }

    #[test]
    fn what_is_no_field_is_a_word() {
        for text in ["UN: report", "https://example.com/a", "person: putin", "Person:putin", "headline:", "date: soon"] {
            assert!(!tree(text).contains(":("), "{text}");
        }
    }

    #[test]
    fn words_that_differ_and_phrases_with_words_between() {
        assert_eq!(tree("witkof~ kyiv~ oil~2"), "witkof~2 AND kyiv~1 AND oil~2");
        assert_eq!(tree("\"peace plan\"~5 ab~2 a~9"), "\"peace plan\"~5 AND ab~2 AND a~9");
        assert!(matches!(parse("ab~2", Joiner::All), Ok(Some(Node::Word(_)))), "nothing of it would be left");
    }

    #[test]
    fn faults_in_fields_are_told() {
        assert_eq!(fault("oil date:soon"), ("`soon` is no date".to_owned(), 9..13));
        assert_eq!(fault("author:jane@50").1, 7..14);
        assert_eq!(fault("\"a b\"~99").1, 5..8);
        assert_eq!(fault("person:(putin").0, "unclosed parenthesis");
    }

    proptest! {
        #[test]
        fn what_is_printed_parses_to_the_same_tree(node in node(false)) {
            prop_assert_eq!(parse(&node.to_string(), Joiner::All), Ok(Some(node)));
        }

        #[test]
        fn values_print_and_parse_too(node in node(true)) {
            prop_assert_eq!(parse_value(&node.to_string()), Ok(node));
        }

        #[test]
        fn no_text_makes_the_parser_panic(text in "\\PC{0,40}") {
            for joiner in [Joiner::All, Joiner::Any] {
                if let Err(error) = parse(&text, joiner) {
                    prop_assert!(error.at.start <= error.at.end && error.at.end <= text.chars().count());
                }
            }
            let _ = parse_value(&text);
        }

        #[test]
        fn no_heap_of_operators_makes_it_panic(pieces in prop::collection::vec("[()\"*? -]|AND|OR|NOT|a|“|”", 0..40)) {
            let text = pieces.join(" ");
            for text in [&text, &text.replace(' ', "")] {
                if let Ok(Some(node)) = parse(text, Joiner::All) {
                    prop_assert_eq!(parse(&node.to_string(), Joiner::All), Ok(Some(node)));
                }
            }
        }
    }
}
