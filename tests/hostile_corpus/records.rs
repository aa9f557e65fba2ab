//! Records: JSON and tables that are cut, endless, deep, or hold what does something to those who read on.

use super::Told::{Failed, Part, Read, Skipped};
use super::{PROSE, Row, file, many};

/// A record of one line.
fn record(title: &str) -> String {
    format!("{{\"title\": \"{title}\", \"text\": \"{PROSE}\"}}\n")
}

pub fn rows() -> Vec<Row> {
    [lines(), documents(), tables()].into_iter().flatten().collect()
}

fn lines() -> Vec<Row> {
    let beside = |name: &str, told, line: fn() -> String| {
        file(name, told, move || record("Rain in Oslo") + &line() + "\n" + &record("Sun in Rome"))
    };
    vec![
        beside("no-json.jsonl", Part(2, "no JSON"), || "{\"title\": broken}".into()),
        beside("deep.jsonl", Part(2, "recursion limit exceeded"), || format!("{{\"title\": {}", "[".repeat(100_000))),
        beside("deep-closed.jsonl", Part(2, "recursion limit exceeded"), || {
            format!("{{\"title\": \"x\", \"text\": {}{}}}", "[".repeat(10_000), "]".repeat(10_000))
        }),
        beside("line-of-10-mb.jsonl", Part(2, "longer than 8 MiB"), || {
            format!("{{\"title\": \"x\", \"text\": \"{}\"}}", "x".repeat(10_000_000))
        }),
        beside("no-text.jsonl", Part(2, "without an article"), || "{\"title\": \"Rain\"}".into()),
        beside("no-object.jsonl", Part(2, "expected a map"), || "[1, 2, 3]".into()),
        beside("nul.jsonl", Part(2, "binary data"), || "{\"title\": \"Ra\0in\", \"text\": \"It rained.\"}".into()),
        beside("fields-alike.jsonl", Read(3), || {
            format!("{{{}\"text\": \"It rained in Oslo.\"}}", "\"title\": \"Rain\", ".repeat(20_000))
        }),
        beside("fields-10000.jsonl", Part(2, "a record without an article"), || {
            format!(
                "{{{}\"text\": \"It rained in Oslo.\", \"title\": \"Rain\"}}",
                many("", 10_000, |n| format!("\"a{n}\": {n}, "))
            )
        }),
        beside("numbers.jsonl", Part(2, "number out of range"), || {
            "{\"title\": \"Rain\", \"text\": \"It rained.\", \"date\": 1e999, \"id\": 99999999999999999999999999, \"author\": -0.0}".into()
        }),
        beside("dates.jsonl", Read(3), || {
            "{\"title\": \"Rain\", \"text\": \"It rained.\", \"date\": \"-99999-13-32T25:61:61Z\"}".into()
        }),
        beside("escapes.jsonl", Read(3), || {
            "{\"title\": \"\\u001b[2JRain \\u202eolsO \\u009b2J\", \"text\": \"It \\u0000 rained \\u0007.\", \"author\": \"Jane \\u001b[31mDoe\", \"tags\": [\"\\u2066rain\"]}".into()
        }),
        beside("half-pairs.jsonl", Read(3), || "{\"title\": \"Rain \\ud800\", \"text\": \"It rained.\"}".into()),
        beside("formula.jsonl", Read(3), || {
            "{\"title\": \"=1+1\", \"text\": \"@It rained in Oslo.\", \"author\": \"+Jane Doe\", \"section\": \"-News\", \"tags\": [\"@rain\", \"\\t=x\"]}".into()
        }),
        beside("authors.jsonl", Read(3), || {
            format!(
                "{{\"title\": \"Rain\", \"text\": \"It rained.\", \"author\": [{}\"Jane Doe\"]}}",
                "\"Jane Doe\", ".repeat(50_000)
            )
        }),
        file("2000-lines-one-broken.jsonl", Part(1_999, "no JSON"), || {
            many("", 2_000, |n| {
                if n == 1_234 {
                    "{\"title\": broken}\n".into()
                } else {
                    format!("{{\"title\": \"Rain {n}\", \"text\": \"It rained {n} times.\"}}\n")
                }
            })
        }),
        file("cut.jsonl", Part(1, "EOF while parsing a string"), || {
            record("Rain in Oslo").repeat(2).trim_end_matches(['}', '\n', '"', ' ', '.']).to_owned()
        }),
    ]
}

fn documents() -> Vec<Row> {
    vec![
        file("deep-array.json", Skipped("a format that is not read"), || "[".repeat(200_000)),
        file("deep-object.json", Failed("truncated: the file ends within a record"), || "{\"a\":".repeat(200_000)),
        file("no-records.json", Skipped("a format that is not read"), || "[1, 2, \"rain\", null, [], {}]"),
        file("empty-array.json", Skipped("a format that is not read"), || "[]"),
        file("cut-array.json", Part(2, "truncated: the file ends within a record"), || {
            format!("[{}, {}, {{\"title\": \"Rain", record("Rain"), record("Sun"))
        }),
        file("no-json.json", Skipped("a format that is not read"), || "{'title': 'Rain', text: undefined, NaN}"),
        file("in-a-function.json", Skipped("a format that is not read"), || format!("callback({});", record("Rain in Oslo"))),
        file("text-of-10-mb.json", Failed("longer than 8 MiB"), || {
            format!("{{\"title\": \"x\", \"text\": \"{}\"}}", "x".repeat(10_000_000))
        }),
        file("marked.json", Read(1), || format!("\u{feff}{}", record("Rain in Oslo"))),
        file("wide.json", Read(1), || {
            format!("\u{feff}{}", record("Rain in Oslo")).encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>()
        }),
        file("ninjs.json", Read(1), || {
            format!(
                "{{\"uri\": \"javascript:alert(1)\", \"headline\": \"\\u001b[2JRain\", \"body_text\": \"{PROSE}\", \"person\": [{{\"name\": \"John \\u202ehtimS\"}}, 7, null], \"place\": {{}}, \"versioncreated\": [], \"byline\": {{\"a\": 1}}}}"
            )
        }),
    ]
}

fn tables() -> Vec<Row> {
    const HEAD: &str = "title,author,date,text\n";
    let table = |name: &str, told, rows: fn() -> String| {
        file(name, told, move || {
            format!(
                "{HEAD}Rain in Oslo,Jane Doe,2024-03-05,\"{PROSE}\"\n{}\nSun in Rome,Jane Doe,2024-03-06,\"{PROSE}\"\n",
                rows()
            )
        })
    };
    vec![
        table("formula.csv", Read(3), || {
            "\"=HYPERLINK(\"\"https://evil.example\"\",\"\"x\"\")\",+Jane Doe,2024-03-05,@It rained in Oslo.".into()
        }),
        table("escapes.csv", Read(3), || {
            "\u{1b}[2JRain \u{202e}olsO,Jane \u{9b}31mDoe,2024-03-05,It rained\u{7} in Oslo.".into()
        }),
        table("never-closed.csv", Part(1, "a row of 1 fields where the header has 4"), || {
            "\"Rain,Jane Doe,2024-03-05,It rained".into()
        }),
        table("cells-too-many.csv", Read(3), || format!("Rain,Jane Doe,2024-03-05,It rained in Oslo.{}", ",".repeat(100_000))),
        table("cells-too-few.csv", Part(2, "a row of 1 fields where the header has 4"), || "Rain".into()),
        table("cell-of-10-mb.csv", Part(2, "longer than 8 MiB"), || {
            format!("Rain,Jane Doe,2024-03-05,{}", "x".repeat(10_000_000))
        }),
        table("nul.csv", Part(2, "binary data"), || "Ra\0in,Jane Doe,2024-03-05,It rained in Oslo.".into()),
        table("lines-in-cells.csv", Read(3), || {
            format!("\"Rain\nin\r\nOslo\",Jane Doe,2024-03-05,\"{}\"", "It rained.\n".repeat(50_000))
        }),
        file("columns-100000.csv", Failed("a row of 2 fields where the header has 100002"), || {
            format!("title,text{}\nRain,It rained in Oslo.\n", many("", 100_000, |n| format!(",a{n}")))
        }),
        file("columns-alike.csv", Skipped("a row without an article"), || {
            format!("title,text,title,text,text\nRain,\"{PROSE}\",Sun,,\n")
        }),
        file("columns-unknown.csv", Skipped("a table without articles"), || "a,b,c\n1,2,3\n4,5,6\n"),
        file("head-alone.csv", Skipped("nothing in it"), || HEAD),
        file("escapes-in-head.tsv", Read(1), || format!("title\ttext\t\u{1b}[2Jauthor\nRain in Oslo\t{PROSE}\tJane Doe\n")),
        file("formula.tsv", Read(1), || format!("title\ttext\tauthor\n=1+1\t{PROSE}\t@Jane Doe\n")),
    ]
}
