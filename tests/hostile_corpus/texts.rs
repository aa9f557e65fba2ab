//! Plain text and Markdown: too long, too many, endless, and letters that do something to a screen.

use std::fmt::Write as _;

use super::Told::{Failed, Read, Skipped};
use super::{Row, STORY, file, many};

/// A story under this headline, by this writer, and with this said in it.
fn told(headline: &str, writer: &str, said: &str) -> String {
    format!("{headline}\n\nBy {writer}\n\nOSLO, Norway (AP) - Envoys met in Oslo on Friday, the ministry said. {said}\n")
}

/// A story, and behind it a unit that is repeated.
fn more(unit: &'static str, times: usize) -> impl Fn() -> String {
    move || format!("{STORY}\n{}", unit.repeat(times))
}

pub fn rows() -> Vec<Row> {
    [long(), signs(), letters(), bytes(), markdown()].into_iter().flatten().collect()
}

/// Too much of one thing.
fn long() -> Vec<Row> {
    vec![
        file("one-token-a-million-times.txt", Read(1), || "rain ".repeat(1_000_000)),
        file("one-token-of-50-mb.txt", Failed("longer than 8 MiB"), || "x".repeat(50_000_000)),
        file("one-token-of-8-mb.txt", Read(1), || "x".repeat(8_000_000)),
        file("one-token-of-8-mb-behind-a-story.txt", Read(1), more("x", 7_900_000)),
        file("100000-names.txt", Read(1), || many(STORY, 100_000, |n| format!("{} {}, ", name(n), name(n / 7)))),
        file("100000-paragraphs.txt", Failed("more than 200,000 lines"), || {
            many(STORY, 100_000, |n| format!("It rained {n} times.\n\n"))
        }),
        file("1000000-short-lines.txt", Failed("more than 200,000 lines"), more("a b\n", 1_000_000)),
        file("1000000-empty-lines-first.txt", Failed("more than 200,000 lines"), || format!("{}{STORY}", "\n".repeat(1_000_000))),
        file("30000-places.txt", Read(1), more("Oslo, Paris and Rome, ", 10_000)),
        file("20000-quotations.txt", Read(1), more("\"It rains,\" said John Smith of Oslo. ", 20_000)),
        file("20000-dates.txt", Read(1), || many(STORY, 20_000, |n| format!("On March {}, {}. ", n % 40, n % 10_000))),
        file("headline-of-1-mb.txt", Read(1), || told(&"Rain in Oslo ".repeat(80_000), "Jane Doe", "")),
        file("byline-of-10000-names.txt", Read(1), || {
            told("Rain in Oslo", &many("", 10_000, |n| format!("{} {}, ", name(n), name(n / 7))), "")
        }),
        file("dateline-without-end.txt", Read(1), || format!("Rain in Oslo\n\n{} (AP) - It rained.\n", "OSLO, ".repeat(100_000))),
        file("digits.txt", Read(1), more("7", 4_000_000)),
        file("figures.txt", Read(1), more("$1.5 million, 12 percent; ", 30_000)),
        file("addresses.txt", Read(1), more("https://post.example/a?b=c jane@post.example ", 50_000)),
        file("capitals.txt", Read(1), more("RAIN IN OSLO ", 60_000)),
        file("one-line-of-prose.txt", Read(1), more("The mayor of Oslo said on Monday that it rained. ", 20_000)),
    ]
}

/// One sign without end, or what is opened and never closed.
fn signs() -> Vec<Row> {
    let unit = |name: &str, unit: &'static str, times: usize| file(name, Read(1), more(unit, times));
    vec![
        unit("quotes-straight.txt", "\"", 250_000),
        unit("quotes-opening.txt", "\u{201c}It ", 80_000),
        unit("quotes-german.txt", "\u{201e}Es ", 80_000),
        unit("quotes-single.txt", "'It ", 80_000),
        unit("brackets-round.txt", "(", 250_000),
        unit("brackets-square.txt", "[a ", 80_000),
        unit("brackets-curly.txt", "{", 250_000),
        unit("dashes.txt", "\u{2014} ", 80_000),
        unit("hyphens.txt", "a-", 120_000),
        unit("apostrophes.txt", "o'", 120_000),
        unit("full-stops.txt", ". ", 120_000),
        unit("ellipses.txt", "...", 80_000),
        unit("initials.txt", "A. ", 80_000),
        unit("initials-glued.txt", "U.S.", 80_000),
        unit("titles.txt", "Mr. ", 80_000),
        unit("titles-and-names.txt", "President John ", 40_000),
        unit("said.txt", "said ", 80_000),
        unit("by-lines.txt", "By Jane Doe\n", 40_000),
        unit("and-lines.txt", "Jane Doe and ", 40_000),
        unit("prepositions.txt", "of the ", 80_000),
        unit("commas.txt", "Oslo,", 80_000),
        unit("underscores.txt", "____\n", 80_000),
        unit("tabs.txt", "\t", 250_000),
        unit("subheads.txt", "RAIN\n\n", 40_000),
    ]
}

/// Letters that are not what they look like, and letters that do something to a screen or a table.
fn letters() -> Vec<Row> {
    let headline = |name: &str, headline: &'static str| file(name, Read(1), move || told(headline, "Jane Doe", ""));
    let writer = |name: &str, writer: &'static str| file(name, Read(1), move || told("Rain in Oslo", writer, ""));
    let said = |name: &str, said: &'static str| file(name, Read(1), move || told("Rain in Oslo", "Jane Doe", said));
    vec![
        headline("escapes-in-headline.txt", "\u{1b}[2J\u{1b}[31mRain\u{1b}]0;owned\u{7} in Oslo\u{1b}[6n"),
        headline("escapes-of-one-character.txt", "Rain\u{9b}2J in \u{9d}0;owned\u{9c} Oslo\u{8d}"),
        headline("escapes-that-copy.txt", "Rain \u{1b}]52;c;cm0gLXJmIC8=\u{7} in \u{1b}P+q544e\u{1b}\\ Oslo"),
        headline("escapes-that-link.txt", "\u{1b}]8;;https://evil.example\u{1b}\\Rain\u{1b}]8;;\u{1b}\\ in Oslo"),
        headline("backspaces.txt", "Rain\u{8}\u{8}\u{8}\u{8}Sun\u{7f}\u{7f} in Oslo"),
        headline("line-over-line.txt", "Rain in Oslo\rSun in Rome "),
        headline("overrides-in-headline.txt", "Rain \u{202e}olsO ni\u{202c} \u{2066}and\u{2069} sun \u{200f}\u{061c}"),
        headline("formula-equals.txt", "=HYPERLINK(\"https://evil.example\",\"Rain in Oslo\")"),
        headline("formula-plus.txt", "+1+cmd|' /C calc'!A0 in Oslo"),
        headline("formula-minus.txt", "-2+3+cmd|' /C calc'!A0 in Oslo"),
        headline("formula-at.txt", "@SUM(1+9)*cmd|' /C calc'!A0 in Oslo"),
        headline("cells.txt", "Rain, \"sun\";\tand 'wind' in Oslo, \"\"\""),
        headline("markup.txt", "<script>alert(1)</script> Rain in Oslo </script> ]]> -->"),
        headline("unseen.txt", "R\u{200b}a\u{200d}i\u{feff}n\u{ad} in \u{e0041}\u{e0042}Oslo\u{fe0f}\u{fff9}x\u{fffb}"),
        headline("not-characters.txt", "Rain\u{fffe}\u{ffff}\u{1fffe}\u{10ffff} in Oslo \u{f8ff}"),
        writer("escapes-in-byline.txt", "Jane \u{1b}[31mDoe\u{1b}[0m"),
        writer("overrides-in-byline.txt", "Jane \u{202e}eoD\u{202c}"),
        writer("formula-in-byline.txt", "=Jane Doe"),
        said(
            "escapes-in-names.txt",
            "\"Rain,\" said John \u{1b}[5mSmith of Acme\u{9b}1m Corp. and Mary \u{7}Jones of Paris\u{1b}[2J.",
        ),
        said(
            "overrides-in-names.txt",
            "\"Rain,\" said John \u{202e}htimS\u{202c} of Acme \u{2067}Corp.\u{2069} in Paris\u{202d}.",
        ),
        said("formula-in-names.txt", "\"Rain,\" said =John Smith of @Acme Corp. and +Mary Jones."),
        said(
            "right-to-left.txt",
            "\u{5d0}\u{5de}\u{5e8} \u{5e8}\u{5d0}\u{5e9} \u{5d4}\u{5de}\u{5de}\u{5e9}\u{5dc}\u{5d4} \u{628}\u{646} \u{645}\u{62d}\u{645}\u{62f}.",
        ),
        file("combining.txt", Read(1), || told("Rain in Oslo", "Jane Doe", &format!("a{}", "\u{301}".repeat(1_000_000)))),
        file("combining-in-headline.txt", Read(1), || told(&"R\u{30a}\u{323}\u{334}\u{489}a".repeat(2_000), "Jane Doe", "")),
        file("joined-pictures.txt", Read(1), more("\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}", 100_000)),
        file("no-blanks-thai.txt", Read(1), more("\u{e1d}\u{e19}\u{e15}\u{e01}", 100_000)),
        file("no-blanks-chinese.txt", Read(1), more("\u{4e0b}\u{96e8}\u{4e86}", 100_000)),
        file("capital-i-with-dot.txt", Read(1), more("\u{130}\u{149}\u{1f0}\u{fb03}\u{df} ", 30_000)),
        file("other-line-ends.txt", Read(1), || STORY.replace('\n', "\r")),
        file("rare-line-ends.txt", Read(1), || STORY.replace('\n', "\u{2029}")),
    ]
}

/// Bytes that are no letters, or letters of another encoding than it seems.
fn bytes() -> Vec<Row> {
    let behind = |name: &str, bytes: &'static [u8]| file(name, Read(1), move || [STORY.as_bytes(), bytes].concat());
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    vec![
        file("empty.txt", Skipped("empty file"), || ""),
        file("mark-alone.txt", Skipped("empty file"), || "\u{feff}"),
        file("blanks-alone.txt", Skipped("empty file"), || " \n\t\r\n".repeat(10_000)),
        file("nothing-but-nul.txt", Skipped("binary file"), || vec![0; 100_000]),
        file("nul-first.txt", Skipped("binary file"), || format!("\0{STORY}")),
        file("nul-far-behind.txt", Read(1), || format!("{STORY}{}\0", "It rained. ".repeat(2_000))),
        file("noise.txt", Skipped("binary file"), || super::damaged::noise(100_000)),
        behind("surrogates-as-utf8.txt", b"\nEnvoys \xed\xa0\x80\xed\xb0\x80 met.\n"),
        behind("overlong.txt", b"\nEnvoys \xc0\xaf\xe0\x80\xaf met.\n"),
        behind("cut-character.txt", b"\nEnvoys met in Troms\xc3"),
        file("wide.txt", Read(1), move || [b"\xff\xfe".as_slice(), &wide(STORY)].concat()),
        file("wide-odd.txt", Read(1), move || [b"\xff\xfe".as_slice(), &wide(STORY), b"x"].concat()),
        file("wide-half-pairs.txt", Read(1), move || [b"\xff\xfe".as_slice(), &wide(STORY), b"\x00\xd8x\x00\x00\xdc"].concat()),
        file("wide-unmarked.txt", Read(1), move || wide(STORY)),
        file("wider.txt", Read(1), || {
            [0xfeff].into_iter().chain(STORY.chars().map(u32::from)).flat_map(u32::to_le_bytes).collect::<Vec<u8>>()
        }),
        file("picture.txt", Skipped("binary file"), || b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0".to_vec()),
        file("program.txt", Skipped("binary file"), || {
            [b"\x7fELF\x02\x01\x01\0".as_slice(), &super::damaged::noise(10_000)].concat()
        }),
        file("sound.mp3", Skipped("binary file"), || [b"ID3\x04\0\0\0".as_slice(), &super::damaged::noise(10_000)].concat()),
    ]
}

/// Markdown, and what stands above it.
fn markdown() -> Vec<Row> {
    let above = |name: &str, above: fn() -> String| file(name, Read(1), move || format!("---\n{}\n---\n{STORY}", above()));
    vec![
        above("front-no-yaml.md", || "title: [Rain\n\t: : :".into()),
        above("front-deep.md", || format!("title: {}", "[".repeat(10_000))),
        above("front-deep-by-blanks.md", || (0..500).fold(String::new(), |all, n| format!("{all}{}a:\n", " ".repeat(n)))),
        above("front-that-expands.md", || {
            let first = String::from("a0: &a0 [rain]\n");
            (1..30).fold(first, |all, n| format!("{all}a{n}: &a{n} [{}]\n", format!("*a{},", n - 1).repeat(10)))
        }),
        above("front-of-1-mb.md", || "keywords: rain\n".repeat(70_000)),
        above("front-escapes.md", || "title: \"\\e[2JRain \\u202eolsO\"\nauthor: \"\\x1b[31mJane Doe\"".into()),
        above("front-tags.md", || "title: !!python/object/apply:os.system [rm]\ndate: !!timestamp never".into()),
        file("front-toml-deep.md", Read(1), || format!("+++\na = {}\n+++\n{STORY}", "[".repeat(10_000))),
        file("front-never-ended.md", Read(1), || format!("---\ntitle: Rain\n{}{STORY}", "a: b\n".repeat(10_000))),
        file("headings.md", Read(1), more("###### Rain\n\n", 50_000)),
        file("hashes.md", Read(1), more("#", 500_000)),
        file("levels-of-quotation.md", Read(1), more("> ", 300_000)),
        file("links-open.md", Read(1), more("[a](", 60_000)),
        file("links-in-links.md", Read(1), more("![[", 60_000)),
        file("stars.md", Read(1), more("*a **b ", 100_000)),
        file("fences.md", Read(1), more("```\n", 100_001)),
        file("tables.md", Read(1), more("| a | b |\n", 50_000)),
        file("list-items.md", Read(1), more("- a\n", 60_000)),
    ]
}

/// A name, another for each number.
fn name(mut number: usize) -> String {
    let mut name = String::from("B");
    loop {
        write!(name, "{}", ["a", "ira", "oru", "enal", "umi", "ovi", "ela"][number % 7]).unwrap();
        number /= 7;
        if number == 0 {
            return name;
        }
    }
}
