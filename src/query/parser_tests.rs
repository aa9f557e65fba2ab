use proptest::prelude::*;

use super::super::{Joiner, Scope, parse_on, salience};
use super::*;

/// A Wednesday.
const TODAY: Date = Date::constant(2025, 12, 10);

fn parse(text: &str, joiner: Joiner) -> Result<Option<Node>, Error> {
    parse_on(text, joiner, TODAY)
}

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
    for text in ["UN: report", "moscow: talks", "https://example.com/a", "O'Brien", "O’Brien", "AT&T", "U.S.", "50% [sic]"] {
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

fn leaf(names: bool) -> BoxedStrategy<Node> {
    let word = "[a-zé'&.-]{0,3}[a-z0-9]{1,3}".prop_filter("a minus negates", |word: &String| !word.starts_with('-'));
    if names {
        let name = prop_oneof![
            4 => word.prop_map(Node::Name),
            1 => "[a-z ]{0,4}[a-z]".prop_map(Node::Phrase),
            1 => Just(Node::Everything),
        ];
        let salient = (name, prop::option::weighted(0.3, 0..100_u8));
        return salient.prop_map(|(node, least)| salience::at_least(node, least)).boxed();
    }
    prop_oneof![
        4 => word.prop_map(Node::Word),
        1 => "[a-z ]{0,4}[a-z]".prop_map(Node::Phrase),
        1 => Just(Node::Everything),
        1 => ("[a-z]{3,5}", 1..3_u8).prop_map(|(text, letters)| Node::Fuzzy(text, letters)),
        1 => ("[a-z]{1,3} [a-z]{1,3}", 0..51_u32).prop_map(|(text, between)| Node::Near(text, between)),
        1 => "[a-z]{1,4}".prop_map(Node::Exact),
        1 => "[A-Za-z]{1,4}[a-z]".prop_map(Node::Capitals),
        1 => "[a-z]{1,3}[(]a[|]b[)][*]?".prop_map(Node::Regex),
        1 => "[a-z]{1,3}[*][a-z]{1,3}".prop_map(Node::Pattern),
        1 => (1600..2100_u32, 0..13_u32, 0..60_u32).prop_map(|(year, month, more)| {
            let text = if month == 0 { format!("{year}..") } else { format!("{year}-{month:02}..{}", year + more) };
            let (first, last) = super::super::days(&text, None).expect("days");
            Node::Days(first, last)
        }),
        1 => (0..900_u64, prop::option::of(0..900_u64)).prop_map(|(least, more)| {
            Node::Length(least, more.map_or(u64::MAX, |more| least + more))
        }),
        1 => (1..900_u32).prop_map(|kilometres| Node::Around("Kyiv".to_owned(), kilometres)),
    ]
    .boxed()
}

fn node(names: bool) -> impl Strategy<Value = Node> {
    leaf(names).prop_recursive(4, 20, 4, move |inner| {
        let pair = (inner.clone(), inner.clone(), 0..4_u32).prop_filter_map("has places", move |(left, right, kind)| {
            let proximity = match kind {
                0 => Proximity::Sentence,
                1 => Proximity::Paragraph,
                2 => Proximity::Before(kind),
                _ => Proximity::Near(kind),
            };
            let near = !names && can_be_near(&left) && can_be_near(&right);
            near.then(|| Node::Within(proximity, Box::new(left), Box::new(right)))
        });
        let times = (inner.clone(), 1..9_u32).prop_filter_map("has places", move |(node, times)| {
            (!names && can_be_near(&node)).then(|| Node::AtLeast(times, Box::new(node)))
        });
        let boost = (inner.clone(), 1..99_u16).prop_filter_map("a word can have weight", move |(node, weight)| {
            (!names).then(|| Node::Boost(Box::new(node), weight))
        });
        let field = inner.clone().prop_filter_map("places in a field", move |node| {
            let text = node.to_string();
            (!names && !text.contains('=') && !text.contains("caps(")).then(|| Node::In(Scope::Headline, Box::new(node)))
        });
        let joined = prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Node::and),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Node::or),
            inner.prop_map(Node::negated),
        ];
        if names { joined.boxed() } else { prop_oneof![3 => joined, 1 => pair, 1 => times, 1 => boost, 1 => field].boxed() }
    })
}

#[test]
fn fields_take_a_word_a_phrase_or_a_group() {
    assert_eq!(tree("headline:peace talks"), "headline:(peace) AND talks");
    assert_eq!(tree("hl:\"peace plan\""), "headline:(\"peace plan\")");
    assert_eq!(tree("person:(vladimir putin OR zelensky)"), "person:(vladimir putin OR zelensky)");
    assert_eq!(tree("person:putin@50 -place:\"new york\""), "person:(putin@50) AND NOT place:(\"new york\")");
    assert_eq!(tree("headline:(peace OR war) by:jane"), "headline:(peace OR war) AND author:(jane)");
    assert_eq!(tree("date:1987..1989 oil"), "date:1987..1989 AND oil");
    assert_eq!(tree("date:\"2025-12\""), "date:2025-12");
}

#[test]
fn nearness_binds_before_all_else() {
    assert_eq!(tree("a b W/3 c d"), "a AND b NEAR/3 c AND d");
    assert_eq!(tree("NOT a pre/2 \"b c\""), "NOT a PRE/2 \"b c\"");
    assert_eq!(tree("(a OR b*) /s c /p dog~1"), "(a OR b*) /s c /p dog~1");
    assert_eq!(tree("a NEAR/2 (b /s c)"), "a NEAR/2 (b /s c)");
    assert_eq!(tree("headline:(a NEAR/5 b)"), "headline:(a NEAR/5 b)");
    assert_eq!(any("a b NEAR/5 c"), "a OR b NEAR/5 c");
    assert_eq!(parse_value("w/5").expect("a name"), Node::Name("w/5".to_owned()));
}

#[test]
fn faults_of_nearness_are_told() {
    assert_eq!(fault("a NEAR/5"), ("NEAR/5 needs a word on both sides".to_owned(), 2..8));
    assert_eq!(fault("w/3 b"), ("NEAR/3 needs a word on both sides".to_owned(), 0..3));
    assert_eq!(fault("a /s NOT b").1, 2..4);
    assert_eq!(fault("a NEAR/3 W/2 b").1, 2..8);
    assert_eq!(fault("a NEAR/0 b"), ("no such distance".to_owned(), 2..8));
    assert_eq!(fault("(a b) NEAR/5 c").1, 6..12);
    assert_eq!(fault("headline:a NEAR/5 b").1, 11..17);
}

#[test]
fn regular_expressions_stand_between_slashes() {
    assert_eq!(parse("/put(in|yin)/", Joiner::All), Ok(Some(Node::Regex("put(in|yin)".to_owned()))));
    assert_eq!(tree("headline:/put.*/ /a\\/b/"), "headline:(/put.*/) AND /a\\/b/");
    assert_eq!(tree("(/x+/)^2 /usr/bin/ls and/or"), "/x+/^2 AND /usr/bin/ls AND and/or");
    assert_eq!(fault("a /x[/ b"), ("no regular expression for single words".to_owned(), 2..6));
    assert_eq!(fault("/^a$/").1, 0..5);
}

#[test]
fn forms_times_and_weights() {
    assert_eq!(
        tree("=talks caps(US OR UK) atleast3(\"peace plan\")"),
        "=talks AND (caps(US) OR caps(UK)) AND atleast3(\"peace plan\")"
    );
    assert_eq!(
        tree("peace^2 \"a b\"~5^0.5 (a OR b)^3 headline:x^2"),
        "peace^2 AND \"a b\"~5^0.5 AND (a OR b)^3 AND headline:(x)^2"
    );
    assert_eq!(
        tree("headline:atleast2(oil) !a b || c && d yahoo! x"),
        "headline:(atleast2(oil)) AND NOT a AND b OR c AND d AND yahoo! AND x"
    );
    assert_eq!(fault("headline:caps(US)").1, 9..13);
    assert_eq!(tree("a^1 caps atleast3 10^x"), "a AND caps AND atleast3 AND 10^x");
    assert_eq!(fault("headline:=talks").1, 9..15);
    assert_eq!(fault("caps(\"a b\")").0, "caps takes single words");
    assert_eq!(fault("atleast3(a AND b)").1, 0..8);
    assert_eq!(fault("atleast0(a)").0, "no such number of times");
    assert_eq!(fault("\"a b\"^x").1, 5..7);
}

#[test]
fn dates_lengths_and_places_on_the_map() {
    assert_eq!(tree("date:yesterday oil"), "date:2025-12-09 AND oil");
    assert_eq!(tree("date:december 2024 oil"), "date:2024-12 AND oil");
    assert_eq!(tree("date:last 2 weeks"), "date:2025-11-27..2025-12-10");
    assert_eq!(tree("date:\"2 December 2025..today\""), "date:2025-12-02..2025-12-10");
    assert_eq!(
        tree("length:>500 near:\"Kyiv\"~100km near:Paris"),
        "length:501.. AND near:\"Kyiv\"~100km AND near:\"Paris\"~50km"
    );
    assert_eq!(fault("a length:long"), ("`long` is no length".to_owned(), 9..13));
    assert_eq!(fault("near:\"Kyiv\"~x").1, 11..13);
    assert_eq!(fault("near:Nowherevillexyz~5km").0, "`Nowherevillexyz` is no place that is known");
    assert_eq!(super::super::parse("date:yesterday", Joiner::All).expect_err("no day of asking").at, 5..14);
}

#[test]
fn what_is_no_field_is_a_word() {
    for text in [
        "UN: report",
        "https://example.com/a",
        "https://example.com/a?b=*",
        "person: putin",
        "Person:putin",
        "headline:",
        "date: soon",
    ] {
        assert!(!tree(text).contains(":("), "{text}");
    }
}

#[test]
fn an_address_has_no_wildcards() {
    let address = "https://example.com/a?b=c*";
    assert_eq!(parse(address, Joiner::All), Ok(Some(Node::Word(address.to_owned()))));
    assert!(matches!(parse("example.com/a?b", Joiner::All), Ok(Some(Node::And(_)))));
}

#[test]
fn words_that_differ_and_phrases_with_words_between() {
    assert_eq!(tree("witkof~ kyiv~ oil~2"), "witkof~2 AND kyiv~1 AND oil~2");
    assert_eq!(tree("\"peace plan\"~5 abc~2 ~9 a~b"), "\"peace plan\"~5 AND abc~2 AND ~9 AND a~b");
    for text in ["ab~2", "oil~3", "oil~0", "oil^0", "oil^101", "oil^-1"] {
        assert_eq!(fault(text).1, 0..text.len(), "{text}");
    }
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

/// Pieces that queries are made of, and such as nobody would write.
const PIECES: [&str; 48] = [
    "(",
    ")",
    "\"",
    "“",
    "”",
    "«",
    "-",
    "*",
    "?",
    "~",
    "~2",
    "^",
    "^2.5",
    "/",
    "/s",
    "/p",
    "W/5",
    "NEAR/",
    "PRE/3",
    "NEAR/999999",
    "AND",
    "OR",
    "NOT",
    "headline:",
    "lead:",
    "person:",
    "date:",
    "date:last ",
    "length:>",
    "near:",
    "near:\"Kyiv\"~",
    "km",
    "caps(",
    "atleast3(",
    "=",
    "@50",
    "..",
    "1987",
    "2 December",
    "zelensk",
    "é",
    "北京",
    "\u{0}",
    "\u{202e}",
    "\u{1f600}",
    "[TO]",
    "\\",
    " ",
];

/// Parses so many texts of random pieces; the slowest of them and its time, the best of three tries.
fn slowest(texts: usize) -> (std::time::Duration, String) {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).expect("below a usize")
    };
    let mut worst = (std::time::Duration::ZERO, String::new());
    for number in 0..texts {
        // Most are as long as queries are, some as long as they may be.
        let pieces = if number % 100 == 0 { 1_000 } else { 1 + random(14) };
        let mut text = String::new();
        for _ in 0..pieces {
            text.push_str(PIECES[random(PIECES.len())]);
            text.push_str(if random(2) == 0 { " " } else { "" });
        }
        let time = |text: &str| {
            let begun = std::time::Instant::now();
            let parsed = parse(text, Joiner::All);
            let _ = parse_value(text);
            let taken = begun.elapsed();
            if let Err(error) = parsed {
                assert!(error.at.start <= error.at.end && error.at.end <= text.chars().count(), "{text:?}");
            }
            taken
        };
        let taken = time(&text);
        if taken > worst.0 {
            let again = taken.min(time(&text)).min(time(&text));
            worst = if again > worst.0 { (again, text) } else { worst };
        }
    }
    worst
}

#[test]
fn random_texts_are_parsed_in_no_time() {
    let (taken, text) = slowest(20_000);
    assert!(taken.as_millis() < 50, "{taken:?} for {text:?}");
}

#[test]
#[ignore = "a minute long: the figure in the README comes from here"]
fn a_million_random_texts_are_parsed_in_no_time() {
    let (taken, text) = slowest(1_000_000);
    println!("slowest of a million: {taken:?}, {} characters", text.chars().count());
    assert!(taken.as_millis() < 10, "{taken:?} for {text:?}");
}
