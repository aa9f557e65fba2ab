//! Who else is credited, and where does the story end? Reads sign-offs: `(Reporting by A in X; Editing by B)`,
//! `Associated Press writer C in Y contributed to this report.`, `Editor: D`, `(AP Photo/E)`, and the marks with which
//! wires close a story (`Reuter`, `ENDS`, `-30-`, `dpa tr hk`). In comes one paragraph, out come names with their
//! roles; a paragraph of prose is refused, because a sentence of the story must never go.

use jiff::civil::Date;

use super::model::Credit;
use super::people::{is_credential, is_name};
use super::{agency, case};

/// What a sign-off says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SignOff {
    /// People named as the reporters of the story.
    pub reporters: Vec<String>,
    /// Everyone else.
    pub credits: Vec<Credit>,
    /// Agency named.
    pub agency: Option<String>,
    /// Day that a wire's closing line states.
    pub date: Option<Date>,
}

impl SignOff {
    /// True where it names people in their roles, and not the end of the story alone.
    #[must_use]
    pub fn names_people(&self) -> bool {
        !self.reporters.is_empty() || !self.credits.is_empty()
    }
}

/// Words before names, and the role that they give; longest first where one contains the other.
const ROLES: &[(&str, &str)] = &[
    ("additional reporting by", "contributor"),
    ("additional reporting from", "contributor"),
    ("with reporting by", "contributor"),
    ("with contributions from", "contributor"),
    ("reporting by", "reporter"),
    ("reported by", "reporter"),
    ("reporting and writing by", "reporter"),
    ("editing by", "editor"),
    ("edited by", "editor"),
    ("writing by", "writer"),
    ("written by", "writer"),
    ("compiled by", "writer"),
    ("translated by", "contributor"),
    ("translation by", "contributor"),
    ("graphics by", "contributor"),
    ("graphic by", "contributor"),
    ("photographs by", "photographer"),
    ("photography by", "photographer"),
    ("photos by", "photographer"),
    ("photo by", "photographer"),
    ("editors:", "editor"),
    ("editor:", "editor"),
];

/// Sign-offs are no longer than this, in bytes.
const LONGEST: usize = 1_200;

/// What a paragraph that is a sign-off says, or `None` where it is none.
#[must_use]
pub fn parse(paragraph: &str) -> Option<SignOff> {
    if paragraph.len() > LONGEST {
        return None;
    }
    end_mark(paragraph).or_else(|| roles(paragraph)).or_else(|| contributed(paragraph)).or_else(|| photo(paragraph))
}

/// `(Reporting by A in X; additional reporting by B; Editing by C and D)`, with brackets or without.
fn roles(paragraph: &str) -> Option<SignOff> {
    const FRAME: [char; 7] = ['(', ')', '[', ']', '*', '_', ' '];
    if !starts_role(paragraph.trim_start().trim_start_matches(FRAME)) {
        return None;
    }
    let text = paragraph.split("((").next().unwrap_or_default().trim().trim_matches(FRAME);
    if !starts_role(text) {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    let mut sign_off = SignOff::default();
    let marks = role_marks(&lower);
    for (place, (start, role)) in marks.iter().enumerate() {
        let end = marks.get(place + 1).map_or(text.len(), |(next, _)| *next - next_marker(&marks, place + 1, &lower));
        sign_off.add(role, text.get(*start..end).unwrap_or_default());
    }
    sign_off.is_found().then_some(sign_off)
}

/// Where names begin behind the words of a role, and the role.
fn role_marks(lower: &str) -> Vec<(usize, &'static str)> {
    let mut marks = Vec::new();
    let mut at = 0;
    while let Some(rest) = lower.get(at..) {
        let next = ROLES
            .iter()
            .filter_map(|(words, role)| rest.find(words).map(|found| (found, *words, *role)))
            .min_by_key(|(found, words, _)| (*found, usize::MAX - words.len()));
        let Some((found, words, role)) = next else { break };
        at += found + words.len();
        marks.push((at, role));
    }
    marks
}

/// Length of the words that stand before the names of mark `place`.
fn next_marker(marks: &[(usize, &'static str)], place: usize, lower: &str) -> usize {
    let Some((start, _)) = marks.get(place) else { return 0 };
    let head = lower.get(..*start).unwrap_or_default();
    ROLES.iter().filter(|(words, _)| head.ends_with(words)).map(|(words, _)| words.len()).max().unwrap_or_default()
}

impl SignOff {
    fn add(&mut self, role: &str, names: &str) {
        for name in people(names) {
            if role == "reporter" {
                self.reporters.push(name);
            } else {
                self.credits.push(Credit { name, role: role.to_owned() });
            }
        }
    }

    fn is_found(&self) -> bool {
        !self.reporters.is_empty() || !self.credits.is_empty() || self.agency.is_some()
    }
}

/// The people of a list such as `Philip Roe in Oslo, Ana Río and John Doe in Rome`.
fn people(names: &str) -> Vec<String> {
    names
        .split([',', ';', '.'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" & "))
        .map(|part| without_place(part.trim().trim_start_matches("and ").trim()))
        .map(|part| part.trim_matches(['(', ')', ' ', '"']))
        .filter(|part| part.contains(' ') && is_name(part) && !is_credential(part))
        .map(case::normal)
        .collect()
}

fn without_place(part: &str) -> &str {
    [" in ", " at ", " from ", " for "].into_iter().find_map(|word| part.split_once(word)).map_or(part, |(name, _)| name)
}

/// Sentences that say who reported from where, and nothing else.
fn contributed(paragraph: &str) -> Option<SignOff> {
    let text = paragraph.trim_matches(['_', '*', '-', '—', ' ', '(', ')']);
    // Up to eight letters are looked for many times faster than more, and hardly any paragraph has these.
    let contributed = text.contains("tributed")
        && ["contributed to this", "contributed reporting", "contributed to the"].iter().any(|words| text.contains(words));
    if !contributed {
        return reported_from(text);
    }
    let mut sign_off = SignOff::default();
    for sentence in text.split_inclusive(". ") {
        sign_off.sentence(sentence.trim())?;
    }
    sign_off.is_found().then_some(sign_off)
}

/// `Roe reported from Oslo.` alone, or `Mr. Doe reported from Rome, and Ms. Roe from Oslo.`
fn reported_from(text: &str) -> Option<SignOff> {
    // The last word is a place: most sentences end with another.
    if !text.ends_with('.') || text.rsplit(char::is_whitespace).next()?.starts_with(char::is_lowercase) {
        return None;
    }
    let (name, places) = text.split_once(" reported from ")?;
    let name = HONORIFICS.iter().find_map(|title| name.strip_prefix(title)).unwrap_or(name);
    let small = |word: &str| matches!(word, "and" | "from" | "in" | "the" | "de" | "van" | "von" | "reported");
    let named = places.split_whitespace().all(|word| !word.starts_with(char::is_lowercase) || small(word));
    let short = places.split_whitespace().count() <= 14;
    (named && short && is_name(name)).then(SignOff::default)
}

const HONORIFICS: &[&str] = &["Mr. ", "Ms. ", "Mrs. ", "Mr ", "Ms ", "Mrs ", "Dr. "];

impl SignOff {
    fn sentence(&mut self, sentence: &str) -> Option<()> {
        if let Some((names, _)) = sentence.split_once(" contributed ") {
            let (team, names) = team(names);
            self.agency = self.agency.take().or_else(|| team.map(str::to_owned));
            self.add("contributor", names);
            return Some(());
        }
        reported_from(sentence).map(|_| ())
    }
}

/// The agency of `Associated Press writers A and B`, and the names.
fn team(names: &str) -> (Option<&'static str>, &str) {
    let lower = names.to_ascii_lowercase();
    for job in [
        " writers ",
        " writer ",
        " reporters ",
        " reporter ",
        " correspondents ",
        " correspondent ",
        " journalists ",
        " journalist ",
    ] {
        if let Some(at) = lower.find(job) {
            let team = names.get(..at).unwrap_or_default();
            return (super::byline::agency_of_job(team), names.get(at + job.len()..).unwrap_or_default());
        }
    }
    (None, names)
}

/// `(AP Photo/Jane Roe)`, `Photo by Jane Roe`, `Photo: Jane Roe / Reuters`, as a line of its own.
fn photo(paragraph: &str) -> Option<SignOff> {
    let text = paragraph.trim().trim_matches(['(', ')', '*', '_', ' ']);
    if text.len() > 100 {
        return None;
    }
    let (head, names) = text.split_once(['/', ':'])?;
    let words: Vec<&str> = head.split_whitespace().collect();
    if words.len() > 3
        || !words
            .last()
            .is_some_and(|word| ["photo", "foto", "bild", "picture"].iter().any(|photo| word.eq_ignore_ascii_case(photo)))
    {
        return None;
    }
    let mut sign_off = SignOff::default();
    for part in names.split(['/', '|']) {
        sign_off.add("photographer", part);
    }
    (!sign_off.credits.is_empty()).then_some(sign_off)
}

/// The photographer named at the end of a caption, and the caption without that credit.
#[must_use]
pub fn of_caption(caption: &str) -> (&str, Vec<Credit>) {
    let bracket = caption.rsplit_once('(').or_else(|| caption.rsplit_once('['));
    let labelled = || caption.match_indices(" Photo: ").last().and_then(|(at, _)| caption.split_at_checked(at));
    let Some((text, bracket)) = bracket.or_else(labelled) else {
        return (caption, Vec::new());
    };
    match photo(bracket).or_else(|| roles(bracket)) {
        Some(sign_off) => (text.trim_end(), sign_off.credits),
        None => (caption, Vec::new()),
    }
}

/// A line that closes a story and says nothing else.
fn end_mark(paragraph: &str) -> Option<SignOff> {
    let line = paragraph.trim();
    if line.chars().count() > 90 {
        return None;
    }
    if line.starts_with("((") && line.ends_with("))") || !line.chars().any(char::is_alphanumeric) {
        return Some(SignOff::default());
    }
    if let Some(date) = slug_date(line) {
        return Some(SignOff { agency: Some("AP".to_owned()), date: Some(date), ..SignOff::default() });
    }
    let core = line.trim_matches(|c: char| !c.is_alphanumeric());
    let is_sentence = line.ends_with(['.', '?', ':']) && line.len() >= 9;
    if let Some(name) = (!is_sentence).then(|| agency_mark(core)).flatten() {
        return Some(SignOff { agency: Some(name.to_owned()), ..SignOff::default() });
    }
    let closed = ["ends", "end", "enditem", "endit", "more", "30", "0", "the end", "fin"]
        .iter()
        .any(|mark| core.eq_ignore_ascii_case(mark))
        && !line.ends_with(['.', '?', '!']);
    // Press releases close with the name of their sender.
    let sender = line.starts_with("SOURCE ") && line.split_whitespace().count() <= 6 && !line.ends_with('.');
    (closed || sender || is_desk_mark(core)).then(SignOff::default)
}

/// An agency alone, or with the initials of its editors and its desk's codes: `dpa tr hk`, `dpa cr yyzz n1 jw`.
fn agency_mark(core: &str) -> Option<&'static str> {
    let mut words = core.split_whitespace();
    let first = words.next()?;
    let is_code = |word: &str| word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    let initials = words.clone().count() <= 5 && words.all(is_code);
    agency::known(core).or_else(|| agency::known(first).filter(|_| initials && core.len() < 25))
}

/// `cv/mh`: initials of reporter and editors.
fn is_desk_mark(core: &str) -> bool {
    core.contains('/')
        && core.split(['/', '-']).all(|part| (2..=4).contains(&part.len()) && part.chars().all(|c| c.is_ascii_lowercase()))
}

/// `AP-NY-10-12-86 2148EDT`: the day at the foot of an AP story.
fn slug_date(line: &str) -> Option<Date> {
    let rest = line.trim_start_matches("APTV-").strip_prefix("AP-")?;
    let figures: Vec<i16> = rest.split(['-', ' ']).filter_map(|part| part.parse().ok()).collect();
    let [month, day, year] = figures.get(..3)? else { return None };
    // Two figures stand for the years 1950 to 2049: AP closed its stories so from the seventies on.
    let century = if *year < 50 { 2000 } else { 1900 };
    Date::new(century + year, i8::try_from(*month).ok()?, i8::try_from(*day).ok()?).ok()
}

/// The story without what is glued to its last sentence, and what that says: `... in the east. Reuter`,
/// `... stop trading. (Reporting by Jane Roe)`.
#[must_use]
pub fn without_glued_sign_off(paragraph: &str) -> Option<(&str, SignOff)> {
    glued_roles(paragraph).or_else(|| glued_mark(paragraph))
}

fn glued_roles(paragraph: &str) -> Option<(&str, SignOff)> {
    let (at, _) = paragraph.rmatch_indices(" (").find(|(at, _)| starts_role(paragraph.get(at + 2..).unwrap_or_default()))?;
    let (story, rest) = paragraph.split_at_checked(at)?;
    let sign_off = roles(rest.trim())?;
    super::blocks::ends_sentence(story).then_some((story, sign_off))
}

fn starts_role(text: &str) -> bool {
    let first = text.bytes().next().map(|byte| byte.to_ascii_lowercase());
    let mut fitting = ROLES.iter().filter(|(words, _)| words.bytes().next() == first);
    fitting.any(|(words, _)| text.get(..words.len()).is_some_and(|head| head.eq_ignore_ascii_case(words)))
}

fn glued_mark(paragraph: &str) -> Option<(&str, SignOff)> {
    let (story, last) = paragraph.trim_end().rsplit_once(' ')?;
    let agency = matches!(last, "Reuter" | "REUTER" | "Reuters" | "REUTERS").then(|| "Reuters".to_owned());
    let marked = agency.is_some() || matches!(last, "Enditem" | "ENDITEM" | "-30-" | "###" | "ENDS");
    (marked && story.trim_end().ends_with(['.', '"', '”'])).then(|| (story.trim_end(), SignOff { agency, ..SignOff::default() }))
}

/// The note that closes a page with the day of its publication: `(First published on July 20, 1996.)`.
#[must_use]
pub fn closing_date(line: &str) -> Option<SignOff> {
    let text = line.trim().trim_matches(['(', ')', '*', '_', '[', ']', '.']);
    let lower = text.get(..text.len().min(60)).unwrap_or(text).to_lowercase();
    let labels = [
        "first published",
        "originally published",
        "was published",
        "published on",
        "published:",
        "première publication",
        "last updated",
        "updated:",
        "posted on",
    ];
    if text.len() > 120 || !labels.iter().any(|label| lower.contains(label)) || !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    Some(SignOff { date: super::date::in_line(text).map(|found| found.day), ..SignOff::default() })
}

#[cfg(test)]
mod tests {
    use super::{SignOff, closing_date, of_caption, parse, without_glued_sign_off};

    fn credits(paragraph: &str) -> Vec<String> {
        let sign_off = parse(paragraph).unwrap_or_else(|| panic!("{paragraph} is a sign-off"));
        sign_off.credits.into_iter().map(|credit| format!("{} {}", credit.name, credit.role)).collect()
    }

    #[test]
    fn roles_of_a_sign_off() {
        let line = "(Reporting by Jane Roe in Oslo; additional reporting by John Doe in Rome; Editing by Ana Río and Max Moe)";
        assert_eq!(credits(line), ["John Doe contributor", "Ana Río editor", "Max Moe editor"]);
        assert_eq!(parse(line).map(|s| s.reporters), Some(vec!["Jane Roe".to_owned()]));
        assert_eq!(credits("Reporting by Jane Roe in Oslo Editing by Max Moe"), ["Max Moe editor"]);
        assert_eq!(credits("Editor: Gao Xia"), ["Gao Xia editor"]);
    }

    #[test]
    fn contributors_of_a_report() {
        assert_eq!(
            credits("Roe reported from Oslo. Associated Press writers John Doe in Rome, and Ana Río contributed to this report."),
            ["John Doe contributor", "Ana Río contributor"]
        );
    }

    #[test]
    fn photographers() {
        assert_eq!(credits("(AP Photo/Jane Roe)"), ["Jane Roe photographer"]);
        assert_eq!(credits("Photo by Jane Roe"), ["Jane Roe photographer"]);
        let (caption, people) = of_caption("Ships in the harbour. (AP Photo/Jane Roe)");
        assert_eq!((caption, people.len()), ("Ships in the harbour.", 1));
        assert_eq!(of_caption("The mayor (left) waves").0, "The mayor (left) waves");
    }

    #[test]
    fn closing_marks() {
        for line in [
            "Reuter",
            "REUTER",
            "ENDS",
            "-30-",
            "###",
            "* *** *",
            "dpa tr hk",
            "dpa cr yyzz n1 jw",
            "cv/mh",
            "==Kyodo",
            "((a@example.com;))",
            "-0-",
        ] {
            assert!(parse(line).is_some(), "{line}");
        }
        assert_eq!(parse("Reuter").and_then(|s| s.agency).as_deref(), Some("Reuters"));
        assert_eq!(parse("AP-NY-10-12-86 2148EDT").and_then(|s| s.date).map(|d| d.to_string()).as_deref(), Some("1986-10-12"));
    }

    #[test]
    fn prose_is_no_sign_off() {
        for line in [
            "The editor resigned.",
            "She contributed to this campaign for years and lost.",
            "Editing by committee rarely works, the minister told parliament.",
            "It was the end.",
            "Payable April 1",
            "",
        ] {
            assert!(parse(line).is_none_or(|found| found == SignOff::default() && line.is_empty()), "{line}");
        }
    }

    #[test]
    fn glued_sign_offs_are_cut() {
        let cut = |text: &'static str| without_glued_sign_off(text).map(|(story, _)| story);
        assert_eq!(cut("Rain fell. Reuter"), Some("Rain fell."));
        assert_eq!(cut("Rain fell. Enditem"), Some("Rain fell."));
        assert_eq!(cut("Rain fell. (Reporting by Jane Roe; Editing by John Doe)"), Some("Rain fell."));
        assert_eq!(cut("He told Reuters"), None);
        assert_eq!(cut("Rain fell (a report by the office said)."), None);
    }

    #[test]
    fn closing_dates() {
        let date = |line| closing_date(line).map(|found| found.date.map(|day| day.to_string()));
        assert_eq!(date("(This story was first published July 20, 1996.)"), Some(Some("1996-07-20".to_owned())));
        assert_eq!(date("First published on: 09-09-2023 at 16:20 IST"), Some(None));
        assert_eq!(date("The book was published."), None);
    }
}
