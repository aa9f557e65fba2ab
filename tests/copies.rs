//! Are copies of a story found, and nothing else? Copies are made from the stories of `corpus/` as papers make them: under
//! another headline, cut at the end, with another lead; reports that recur with other figures are made from skeletons.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use newshound::index::Reader;
use proptest::prelude::*;
use serde_json::Value;

use crate::run::{TODAY, newshound};

/// Sentences that stand in for a lead, by turns.
const LEADS: [&str; 5] = [
    "It was a day that many had waited for, and that few of those who saw it are likely to forget.",
    "After weeks of rumours the news came quietly, and at first hardly anybody took notice of it.",
    "At least 40 people were there when it happened, according to a first account by the authorities.",
    "The question had been asked for months; on Tuesday came something like an answer, if not the one hoped for in Geneva.",
    "What had seemed impossible only a year ago has come about, to the surprise of friends and foes alike.",
];

/// A story: headline and paragraphs.
type Story = (String, Vec<String>);

/// The stories of the corpus, by name.
fn stories() -> BTreeMap<String, Story> {
    let output = newshound(&["extract", "corpus", "--json", "--today", TODAY]);
    let records = output.stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let paragraphs = |record: &Value| text(&record["body"]).split("\n\n").map(str::to_owned).collect();
    let name = |record: &Value| text(&record["id"]).replace(['/', '.'], "-");
    records.map(|record| (name(&record), (text(&record["headline"]), paragraphs(&record)))).collect()
}

fn words(paragraphs: &[String]) -> usize {
    paragraphs.iter().map(|paragraph| paragraph.split_whitespace().count()).sum()
}

/// The first words of a story, about this many of a hundred.
fn cut(paragraphs: &[String], hundredths: usize) -> Vec<String> {
    let mut left = words(paragraphs) * hundredths / 100;
    let mut kept = Vec::new();
    for paragraph in paragraphs {
        let words: Vec<&str> = paragraph.split_whitespace().take(left).collect();
        left -= words.len();
        kept.extend((!words.is_empty()).then(|| words.join(" ")));
    }
    kept
}

/// The story with another sentence for its first.
fn reworded(paragraphs: &[String], number: usize) -> Vec<String> {
    let mut reworded = paragraphs.to_vec();
    let rest = reworded[0].split_once(". ").map_or(String::new(), |(_, rest)| format!(" {rest}"));
    reworded[0] = format!("{}{rest}", LEADS[number % LEADS.len()]);
    reworded
}

/// The copies of a story, by what was done to it.
fn copies(story: &Story, number: usize) -> Vec<(&'static str, Story)> {
    let (headline, paragraphs) = story;
    let retitled = format!("{} of note: what is known so far", headline.split_whitespace().next().unwrap_or("News"));
    vec![
        ("retitled", (retitled.clone(), paragraphs.clone())),
        ("cut", (headline.clone(), cut(paragraphs, 70))),
        ("halved", (headline.clone(), cut(paragraphs, 50))),
        ("lead", (headline.clone(), reworded(paragraphs, number))),
        ("all", (retitled, reworded(&cut(paragraphs, 70), number))),
    ]
}

fn write(folder: &Path, name: &str, (headline, paragraphs): &Story) {
    std::fs::write(folder.join(format!("{name}.txt")), format!("{headline}\n\n{}\n", paragraphs.join("\n\n"))).unwrap();
}

/// Each article's group, by the group's first article.
fn groups(index: &Path) -> BTreeMap<String, String> {
    let reader = Reader::open(index).unwrap();
    assert_eq!(reader.faults().collect::<Vec<_>>(), Vec::<&str>::new());
    let copies = reader.copies();
    let first = |group| copies.members(group).next().unwrap().to_owned();
    let groups = copies.all().map(|(id, group)| (id.to_owned(), first(group))).collect();
    assert_eq!(reader.faults().collect::<Vec<_>>(), Vec::<&str>::new());
    groups
}

/// Adds folders to an index and drops others, in one run.
fn build(index: &Path, add: &[PathBuf], remove: &[PathBuf]) {
    crate::sync::sync(index, add, remove);
}

/// The groups of one folder.
fn groups_of(folder: &Path) -> BTreeMap<String, String> {
    let index = tempfile::tempdir().unwrap();
    build(index.path(), &[folder.to_owned()], &[]);
    groups(index.path())
}

/// Copies found, copies made, and what was not found.
fn found(stories: &BTreeMap<String, Story>) -> (usize, usize, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let mut made: Vec<(String, String, &str)> = Vec::new();
    for (number, (name, story)) in stories.iter().enumerate() {
        write(folder.path(), &format!("{name}-original"), story);
        for (done, copy) in copies(story, number) {
            write(folder.path(), &format!("{name}-{done}"), &copy);
            made.push((format!("{name}-original.txt"), format!("{name}-{done}.txt"), done));
        }
    }
    let groups = groups_of(folder.path());
    let story_of = |id: &str| id.rsplit_once('-').unwrap().0.to_owned();
    let mut stories_of_group: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (id, first) in &groups {
        stories_of_group.entry(first).or_default().insert(story_of(id));
    }
    let mixed: Vec<_> = stories_of_group.values().filter(|stories| stories.len() > 1).collect();
    assert!(mixed.is_empty(), "stories that are no copies of one another: {mixed:?}");
    let is_missed = |(one, other, _): &&(String, String, &str)| !groups.contains_key(one) || groups.get(one) != groups.get(other);
    let missed: Vec<String> = made.iter().filter(is_missed).map(|(_, copy, _)| copy.clone()).collect();
    (made.len() - missed.len(), made.len(), missed)
}

#[test]
fn copies_of_whole_stories_are_found_and_different_stories_stay_apart() {
    let (found, made, missed) = found(&stories());
    assert!(made >= 200 && found * 100 >= made * 98, "{found} of {made} found; missed {missed:?}");
}

#[test]
fn copies_of_brief_stories_are_found_and_different_ones_stay_apart() {
    let mut briefs = stories();
    for (_, paragraphs) in briefs.values_mut() {
        *paragraphs = cut(paragraphs, 12_000 / words(paragraphs));
    }
    let (found, made, missed) = found(&briefs);
    assert!(found * 100 >= made * 98, "{found} of {made} found; missed {missed:?}");
}

/// Reports that recur: `#` is another figure each time, `@` another name.
const SKELETONS: [&str; 8] = [
    "The central bank bought # million crowns in the open market on @, a spokesman said. Dealers said overnight money was \
     trading at # 1/# percent when the bank began its regular purchases of bills from the discount houses.",
    "Spot gold was fixed at #.# dollars an ounce in London on @ morning, against #.# dollars at the previous fixing. Silver \
     was quoted at #.# dollars. Traders said that business was quiet and that most of the market was waiting for the figures \
     on employment which are due at the end of the week. Platinum stood at #.# dollars and palladium at #.#.",
    "Shr # cts vs # cts Net #,# vs #,# Revs #,# vs #,# Six mths Shr # cts vs # cts Net #,# vs #,# Revs #,# vs #,# Avg shrs \
     #,# vs #,# NOTE: Current year includes gain of # dollars from the sale of land and buildings",
    "@ Corp said it filed with the commission a registration statement covering a # million dollar issue of convertible \
     subordinated debentures due in 20#. Proceeds will be used to repay debt and for general corporate purposes, @ said. The \
     company named @ Brothers and @ and Co as underwriters of the offering.",
    "A high over @ will bring a dry and sunny day with light winds from the west. Temperatures will reach # degrees on the \
     coast and # degrees inland. At night it will be clear, with lows near # degrees. The outlook for the next days: fair, \
     # to # degrees, with a chance of showers in @ at the end of the week.",
    "The following are the closing prices of cotton in New York, in cents a pound: March #.#, May #.#, July #.#, October #.#, \
     December #.#. Volume was estimated at # lots. Open interest fell by # to # lots, the exchange said in its daily report.",
    "@ Inc said its common stock will continue to be quoted on the exchange under an exception from the capital requirements, \
     which it failed to meet as of January #. The company said it believes that it can meet the conditions imposed by the \
     exchange, but there is no assurance that it will be able to do so.",
    "Applications for jobless benefits rose to a seasonally adjusted #,# in the week ended on the #th from #,# in the week \
     before, the Labour Department said. The number of people who received benefits under the regular programmes of the \
     states totalled #,#,# in the week before that, the latest for which a figure was available. That was up from #,#,#.",
];

const NAMES: [&str; 12] =
    ["Alden", "Brock", "Carver", "Dunmore", "Ellis", "Farrow", "Gantry", "Hollis", "Ingram", "Joyner", "Keller", "Lomax"];

/// The skeleton filled in for one day.
fn filled(skeleton: &str, day: usize) -> String {
    let mut filled = String::new();
    for (place, character) in skeleton.chars().enumerate() {
        match character {
            '#' => filled.push_str(&(1 + (day * 37 + place * 11) % 97).to_string()),
            '@' => filled.push_str(NAMES[(day * 5 + place) % NAMES.len()]),
            _ => filled.push(character),
        }
    }
    filled
}

#[test]
fn reports_that_recur_are_no_copies() {
    let folder = tempfile::tempdir().unwrap();
    for (number, skeleton) in SKELETONS.iter().enumerate() {
        for day in 0..12 {
            write(folder.path(), &format!("{number}-{day}"), &("Daily report".to_owned(), vec![filled(skeleton, day)]));
        }
    }
    let groups = groups_of(folder.path());
    assert!(groups.is_empty(), "{groups:#?}");
    assert_eq!(Reader::open(&built_of(folder.path()).path().join("index")).unwrap().articles(), SKELETONS.len() * 12);
}

fn built_of(folder: &Path) -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    build(&place.path().join("index"), &[folder.to_owned()], &[]);
    place
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    /// Whatever folders come in which order, are refreshed or dropped: the groups are those of a fresh index.
    #[test]
    fn groups_are_those_of_a_fresh_index(
        folder_of in prop::collection::vec(0..3_usize, 24),
        order in Just([0_usize, 1, 2]).prop_shuffle(),
        refreshed in 0..3_usize,
        dropped in 0..3_usize,
    ) {
        let place = tempfile::tempdir().unwrap();
        let folders = ["a", "b", "c"].map(|name| place.path().join(name));
        for folder in &folders {
            std::fs::create_dir(folder).unwrap();
        }
        let stories: Vec<(String, Story)> = stories().into_iter().take(4).collect();
        let all = stories.iter().enumerate().flat_map(|(number, (name, story))| {
            let copies = copies(story, number).into_iter().map(move |(done, copy)| (format!("{name}-{done}"), copy));
            copies.chain([(format!("{name}-original"), story.clone())])
        });
        for ((name, story), folder) in all.zip(&folder_of) {
            write(&folders[*folder], &name, &story);
        }
        std::fs::write(folders[0].join("one.txt"), "A word\n\nNothing much happened on the coast today.\n").unwrap();
        std::fs::write(folders[1].join("two.txt"), "A word\n\nNothing much happened in the hills today.\n").unwrap();
        std::fs::write(folders[2].join("six.txt"), "A word\n\nNothing much happened in the town today.\n").unwrap();
        let (fresh, grown) = (place.path().join("fresh"), place.path().join("grown"));
        build(&fresh, &folders, &[]);
        for number in order {
            build(&grown, &[folders[number].clone()], &[]);
        }
        prop_assert_eq!(groups(&fresh), groups(&grown));
        prop_assert_eq!(groups(&fresh).len(), 24);
        build(&grown, &[folders[refreshed].clone()], &[]);
        prop_assert_eq!(groups(&fresh), groups(&grown));
        build(&grown, &[], &[folders[dropped].clone()]);
        let others: Vec<PathBuf> = (0..3).filter(|number| *number != dropped).map(|number| folders[number].clone()).collect();
        let less = place.path().join("less");
        build(&less, &others, &[]);
        prop_assert_eq!(groups(&less), groups(&grown));
    }
}
