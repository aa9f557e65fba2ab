//! Does a query give what its writer meant? Queries as people write them, over three small articles of our own. Each of them finds
//! nothing, too much or an error with tantivy's own parser.

use std::fs;

use crate::run::{indexed, newshound};

const ARTICLES: [(&str, &str); 3] = [
    (
        "moscow.txt",
        "Envoy meets Putin as talks on a special plan go on\n\nBy Brian O'Brien\n\nMOSCOW, Dec. 2, 2025 - President Vladimir Putin received the American \
         special envoy, Steve Witkoff, at the Kremlin on Tuesday. The state-of-the-art hall was closed to reporters. Putin spoke of the talks in \
         Paris, and of AT&T, the company from the U.S., which had laid the line to the envoy's hotel.\n\nA UN: report was on the table.\n",
    ),
    (
        "paris.txt",
        "Caf\u{e9} owners in Paris march\n\nPARIS, Dec. 31, 2025 - Owners of caf\u{e9}s marched on Wednesday against a tax. The US ambassador, who \
         lives next door, watched them pass.\n\nTheir plan is at https://example.com/a for all to read.\n",
    ),
    (
        "geneva.txt",
        "Prosecutor named in Geneva\n\nGENEVA, Jan. 5, 2026 - Judge Ann Putnam named a prosecutor on Monday. O'Brien, her clerk, told us that input \
         from the public was welcome.\n",
    ),
];

/// Query, and the articles that its writer meant, by the first letter of their file.
const MEANT: [(&str, &str); 32] = [
    // A wildcard is one.
    ("put*", "gm"),
    ("wit?off", "m"),
    ("*koff", "m"),
    // A slip of the pen.
    ("witkof~1", "m"),
    ("witkof~", "m"),
    // Nearness.
    ("putin NEAR/9 envoy", "m"),
    ("putin W/1 envoy", ""),
    ("putin /s witkoff", "m"),
    ("putin /p table", ""),
    // Small operators are words, and common words never narrow.
    ("putin and paris", "m"),
    // Names and text as they stand in newspapers.
    ("O'Brien", "gm"),
    ("UN: report", "m"),
    ("moscow: talks", "m"),
    ("https://example.com/a", "p"),
    ("AT&T", "m"),
    ("state-of-the-art", "m"),
    // All but.
    ("-paris", "g"),
    ("NOT paris", "g"),
    ("putin -paris", ""),
    // Days and months.
    ("date:2025-12-02", "m"),
    ("date:[2025-12-01 TO 2025-12-31]", "mp"),
    ("date:2025-12", "mp"),
    ("date:2025-12-31..", "gp"),
    // People by a part of the name, in whatever case.
    ("person:Putin", "m"),
    ("person:vladimir", "m"),
    // Diacritics, curly quotes, regular expressions.
    ("cafe", "p"),
    ("\u{201c}special envoy\u{201d}", "m"),
    ("headline:/put.*/", "m"),
    // The country however it is dotted, and the word apart from it.
    ("U.S.", "gmp"),
    ("US", "gmp"),
    ("caps(US)", "mp"),
    ("\"special envoy\"~0", "m"),
];

/// What cannot be meant, and where the caret stands.
const FAULTS: [(&str, &str); 4] =
    [("putin AND", "        ^^^"), ("(putin", "  ^"), ("\"putin", "  ^"), ("putin OR", "        ^^")];

#[test]
fn queries_give_what_was_meant() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in ARTICLES {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let index = indexed(folder.path());
    let index = index.path().to_str().unwrap();
    for (query, meant) in MEANT {
        let output = newshound(&["search", "--index", index, "--format", "paths", "--no-facets", "--", query]);
        let names = output.stdout.lines().filter_map(|line| line.rsplit('/').next()?.chars().next());
        let mut found: Vec<char> = names.collect();
        found.sort_unstable();
        assert_eq!(found.into_iter().collect::<String>(), meant, "{query}: {}", output.stderr);
        assert_eq!(output.status, i32::from(meant.is_empty()), "{query}");
        assert_eq!(output.stderr.is_empty(), !meant.is_empty(), "an empty result says why: {query}");
    }
    for (query, caret) in FAULTS {
        let output = newshound(&["search", "--index", index, "--", query]);
        assert_eq!((output.status, output.stderr.lines().nth(2)), (2, Some(caret)), "{query}: {}", output.stderr);
        assert!(output.stderr.contains("hint: "), "{query}: {}", output.stderr);
    }
}
