//! NITF 3: how does a story of an agency become an article? Headline, byline, dateline and body are elements of their own;
//! what the desk says about the story (urgency left aside) stands in `docdata` and `pubdata`. The second headline (`hl2` of
//! the head) is a deck and is left out; those of the body are subheads. A tagline is the last paragraph, where sign-offs are
//! read. The element names are those of the IPTC's NITF 3.6.

use super::super::piece::{Origin, Read};
use super::tree::{Element, Names, Part, is_inline, lines, one_line};
use super::{Prose, add_keyword, fill, flow, is_initials, kills, language, note, outcome, parse, status, upright};
use crate::article::agency;
use crate::article::dateline;
use crate::article::model::{Format, Release, Stated};
use crate::article::timestamp::day;

/// Reads a file of one story.
pub(in crate::source) fn read(origin: Origin, bytes: &[u8]) -> Read {
    match parse(bytes, None, &Names::Local) {
        Err(reason) => Read::Failed(origin.left_out(Some(Format::Nitf), reason)),
        Ok((tree, reading)) => outcome(origin, Format::Nitf, story(tree.root()), reading),
    }
}

fn story(root: Element<'_>) -> Result<Prose, String> {
    let mut stated = Stated { body_only: true, ..Stated::default() };
    let text = enter(root, &mut stated);
    if text.trim().is_empty() {
        return Err("a story without text".to_owned());
    }
    Ok((text, stated))
}

/// Enters what an `nitf` element states where nothing is stated yet; gives the text of its body.
pub(super) fn enter(root: Element<'_>, stated: &mut Stated) -> String {
    let head = root.find("body.head");
    let mut text = body(root);
    if let Some(tagline) = root.find("tagline").and_then(Element::line) {
        text.push_str(&format!("\n{tagline}\n"));
    }
    enter_headline(root, stated);
    let bylines: Vec<Element<'_>> = head.or(Some(root)).map(|head| head.all("byline").collect()).unwrap_or_default();
    enter_bylines(&bylines, stated);
    if let Some(element) = head.and_then(|head| head.find("dateline")).or_else(|| root.find("dateline")) {
        enter_dateline(element, &text, stated);
    }
    if let Some(caption) = root.find("media-caption").and_then(Element::line) {
        fill(&mut stated.caption, Some(caption), stated.from.entry("caption"), "NITF media-caption");
    }
    enter_data(root, stated);
    enter_publication(root, stated);
    enter_dates(root, stated);
    enter_subjects(root, stated);
    text
}

/// The text of all contents; of a lead that is said once more in a block of the full text, that block alone.
fn body(root: Element<'_>) -> String {
    let contents = root.all("body.content").map(|content| {
        let full = content.children().find(|block| block.attribute("class") == Some("full_text"));
        flow::prose(full.unwrap_or(content))
    });
    let text = contents.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n");
    match root.child("body").filter(|_| text.is_empty()) {
        Some(body) if body.child("p").is_some() => flow::prose(body),
        _ => text,
    }
}

fn enter_headline(root: Element<'_>, stated: &mut Stated) {
    let hedline = root.find("hedline");
    let headline = hedline.and_then(|hedline| hedline.find("hl1").or(Some(hedline))).and_then(Element::line);
    fill(&mut stated.headline, headline, stated.from.entry("headline"), "NITF hl1");
    let title = root.child("head").and_then(|head| head.child("title")).and_then(Element::line);
    fill(&mut stated.headline, title, stated.from.entry("headline"), "NITF title");
}

/// The bylines as one line: each with its job, `By` left out from the second on.
fn enter_bylines(elements: &[Element<'_>], stated: &mut Stated) {
    let mut line = String::new();
    let mut authors = Vec::new();
    let is_index = |byline: &&Element<'_>| byline.attribute("class").is_some_and(|class| class.contains("normalized"));
    for byline in elements.iter().filter(|byline| !is_index(byline) || elements.len() == 1) {
        authors.extend(lines(byline.all("person")).into_iter().map(|name| upright(without_by(&name))));
        let words = upright(&words(*byline));
        let job = byline.find("byttl").and_then(Element::line).unwrap_or_default();
        let names = words.strip_suffix(job.as_str()).unwrap_or(&words).trim_end_matches([' ', ',']);
        if names.is_empty() || is_initials(names) {
            continue;
        }
        let names = if line.is_empty() { names } else { without_by(names) };
        let joint = if line.is_empty() { "" } else { " and " };
        let before = if job.is_empty() { "" } else { ", " };
        line.push_str(&format!("{joint}{names}{before}{job}"));
    }
    if line.is_empty() {
        return;
    }
    fill(&mut stated.byline, Some(line), stated.from.entry("authors"), "NITF byline");
    if stated.authors.is_empty() {
        stated.authors = authors;
    }
}

/// The words of a byline, its lines parted by commas.
fn words(byline: Element<'_>) -> String {
    let mut words = String::new();
    for (_, _, part) in byline.parts() {
        match part {
            Part::Text(text) => words.push_str(text),
            Part::Element(element) if element.name() == "br" => words.push_str(", "),
            Part::Element(element) if matches!(element.name(), "name.family" | "name.given") => words.push(' '),
            Part::Element(element) if is_inline(element.name()) => {}
            Part::Element(_) => words.push(' '),
        }
    }
    let words = one_line(&words).unwrap_or_default().replace(" ,", ",");
    words.trim_matches([',', ' ']).to_owned()
}

fn without_by(name: &str) -> &str {
    name.get(..3).filter(|word| word.eq_ignore_ascii_case("by ")).and_then(|_| name.get(3..)).unwrap_or(name).trim()
}

/// The location, and the day in words; a timestamp is the day beside them.
fn enter_dateline(element: Element<'_>, text: &str, stated: &mut Stated) {
    let date = element.find("story.date");
    let norm = date.and_then(|date| date.attribute("norm")).and_then(day);
    // Some agencies write a wrong day in words: `norm` is what counts.
    let words = date.and_then(Element::line).filter(|words| {
        words.contains(char::is_alphabetic) && day(words).is_none_or(|found| Some(found) == norm || norm.is_none())
    });
    let location = element.find("location").and_then(Element::line);
    let line = match (location, words) {
        (Some(location), Some(words)) if !location.contains(&words) => Some(format!("{location}, {words}")),
        (Some(location), _) => Some(location),
        (None, _) => element.line().filter(|line| day(line).is_none()),
    };
    // A dateline that the body opens with says more than a place alone.
    let in_body = dateline::opening(text.lines().next().unwrap_or_default()).is_some_and(|found| found.certain);
    if !in_body || line.as_ref().is_some_and(|line| line.contains('(')) {
        fill(&mut stated.dateline, line, stated.from.entry("dateline"), "NITF dateline");
    }
    stated.dateline_day = stated.dateline_day.or(norm.filter(|_| stated.dateline.is_some()));
}

fn enter_data(root: Element<'_>, stated: &mut Stated) {
    let data = root.find("docdata");
    let within = |name: &str| data.and_then(|data| data.find(name));
    stated.language = stated.language.take().or_else(|| root.attribute("lang").and_then(language));
    let kicker = within("fixture").and_then(|it| it.attribute("fix-id")).or_else(|| within("series")?.attribute("series.name"));
    fill(&mut stated.kicker, kicker.map(str::to_owned), stated.from.entry("kicker"), "NITF fixture or series");
    add_keywords(root, data, stated);
    enter_release(data, stated);
}

fn add_keywords(root: Element<'_>, data: Option<Element<'_>>, stated: &mut Stated) {
    let words = data.into_iter().flat_map(|data| data.all("keyword")).filter_map(|word| word.attribute("key")).map(str::to_owned);
    let meta = root.child("head").into_iter().flat_map(|head| head.all("tobject.subject"));
    let topics = meta.filter_map(|topic| topic.attribute("tobject.subject.matter").or(topic.attribute("tobject.subject.type")));
    for word in words.chain(topics.map(str::to_owned)) {
        add_keyword(stated, word, "NITF docdata");
    }
}

fn enter_release(data: Option<Element<'_>>, stated: &mut Stated) {
    let within = |name: &str| data.and_then(|data| data.find(name));
    let release = &mut stated.release;
    release.version = release.version.take().or_else(|| within("du-key")?.attribute("version").map(str::to_owned));
    release.status = release.status.take().or_else(|| status(data?.attribute("management-status")?));
    let message = within("ed-msg").and_then(|note| note.attribute("info").map(str::to_owned).or_else(|| note.line()));
    let slug = within("doc-id").and_then(|id| id.attribute("slug")).or_else(|| within("du-key")?.attribute("key"));
    if message.as_deref().is_some_and(kills) || slug.is_some_and(kills) {
        release.status = Some("canceled".to_owned());
    }
    if *release != Release::default() {
        note(stated, "release", "NITF docdata");
    }
}

/// Publication, section and agency: whoever is credited for the story is an agency only where it is known as one.
fn enter_publication(root: Element<'_>, stated: &mut Stated) {
    let data = root.find("pubdata");
    let of = |name: &str| data.and_then(|data| data.attribute(name)).map(str::to_owned);
    fill(&mut stated.source, of("name"), stated.from.entry("source"), "NITF pubdata name");
    fill(&mut stated.section, of("position.section"), stated.from.entry("section"), "NITF position.section");
    let url = of("ex-ref").filter(|url| url.starts_with("http"));
    fill(&mut stated.url, url, stated.from.entry("url"), "NITF ex-ref");
    let rights = root.find("doc.rights").and_then(|rights| rights.attribute("agency").or(rights.attribute("owner")));
    let copyright = root.find("doc.copyright").and_then(|copyright| copyright.attribute("holder"));
    let credited = [root.find("distributor").and_then(Element::line), rights.map(str::to_owned), copyright.map(str::to_owned)];
    let agency = credited.into_iter().flatten().find_map(|name| agency::known(&name).map(str::to_owned));
    fill(&mut stated.agency, agency, stated.from.entry("agency"), "NITF distributor or rights");
}

fn enter_dates(root: Element<'_>, stated: &mut Stated) {
    let norm = |name: &str| root.find(name).and_then(|date| date.attribute("norm"));
    fill(&mut stated.date, norm("date.issue").and_then(day), stated.from.entry("date"), "NITF date.issue");
    fill(&mut stated.date, norm("story.date").and_then(day), stated.from.entry("date"), "NITF story.date");
    let printed = root.find("pubdata").and_then(|data| data.attribute("date.publication"));
    fill(&mut stated.date, printed.and_then(day), stated.from.entry("date"), "NITF date.publication");
    let released = norm("date.release");
    // A release after the issue holds the story back; one without an issue is the day itself.
    if let (Some(value), Some(issued)) = (released, norm("date.issue"))
        && is_later(value, issued)
    {
        stated.release.embargo = stated.release.embargo.take().or_else(|| Some(value.to_owned()));
        note(stated, "release", "NITF date.release");
    }
    fill(&mut stated.date, released.and_then(day), stated.from.entry("date"), "NITF date.release");
}

/// True where one time is later than another: by day, within a day by the figures as they stand.
fn is_later(value: &str, other: &str) -> bool {
    match (day(value), day(other)) {
        (Some(one), Some(two)) if one == two => value.len() == other.len() && value > other,
        (Some(one), Some(two)) => one > two,
        _ => false,
    }
}

fn enter_subjects(root: Element<'_>, stated: &mut Stated) {
    let Some(content) = root.find("identified-content") else { return };
    let named = |name: &str| lines(content.all(name));
    let subjects = &mut stated.subjects;
    for (found, field) in [
        (named("person"), &mut subjects.people),
        (named("location"), &mut subjects.places),
        (named("org"), &mut subjects.organizations),
    ] {
        field.extend(found);
    }
    for classifier in content.all("classifier") {
        let Some(value) = classifier.attribute("value").map(str::to_owned).or_else(|| classifier.line()) else { continue };
        add_keyword(stated, value, "NITF classifier");
    }
    note(stated, "subjects", "NITF identified-content");
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::tests::{article, reason};
    use super::*;

    fn read_text(text: &str) -> Read {
        let path = || "a.xml".to_owned();
        read(Origin::named(&path()), text.as_bytes())
    }

    fn with(data: &str, head: &str, body: &str) -> String {
        format!(
            "<nitf><head><docdata>{data}</docdata></head><body><body.head>{head}</body.head><body.content>{body}</body.content></body></nitf>"
        )
    }

    #[test]
    fn a_lead_that_stands_twice_is_read_once() {
        let content = "<block class='lead_paragraph'><p>LEAD: Rain.</p></block><block class='full_text'><p>LEAD: Rain.</p><p>Sun.</p></block>";
        let head = "<byline class='print_byline'>By ANN ROE</byline><byline class='normalized_byline'>Roe, Ann</byline>";
        let read = read_text(&with("", head, content));
        let document = article(&read);
        assert_eq!((document.text.as_str(), document.stated.byline.as_deref()), ("LEAD: Rain.\n\nSun.\n", Some("By ANN ROE")));
        let two = "<nitf><body><body.content><p>One.</p></body.content><body.content><p>Two.</p></body.content></body></nitf>";
        assert_eq!(article(&read_text(two)).text, "One.\n\nTwo.\n");
        assert_eq!(article(&read_text("<nitf><body><p>One.</p></body></nitf>")).text, "One.\n");
    }

    #[test]
    fn names_in_bylines_are_whole_and_upright() {
        let byline = |inner: &str| {
            let read = read_text(&with("", &format!("<byline>{inner}</byline>"), "<p>Rain.</p>"));
            article(&read).stated.byline.clone().unwrap()
        };
        assert_eq!(byline("By <person><name.given>Ann</name.given><name.family>Roe</name.family></person>"), "By Ann Roe");
        assert_eq!(byline("<person>Roe, Ann</person>"), "Ann Roe");
        assert_eq!(byline("By Ann Roe<br/>Staff Writer"), "By Ann Roe, Staff Writer");
    }

    #[test]
    fn a_story_in_the_style_of_ap_gives_its_fields() {
        let text = with(
            "<date.issue norm='20030814T221500Z'/><du-key version='3'/><key-list><keyword key='blackout'/></key-list>\
             <doc.copyright holder='The Associated Press'/><fixture fix-id='On the Wires'/><identified-content>\
             <person>Michael Bloomberg</person><location>New York</location><org>Con Edison</org>\
             <classifier type='topic' value='Utilities'/></identified-content>",
            "<hedline><hl1>Lights go out</hl1><hl2>Millions without power</hl2></hedline>\
             <byline>By <person>JANE ROE</person><byttl>AP Business Writer</byttl></byline>\
             <dateline><location>NEW YORK</location><story.date norm='20030814'>Aug 14</story.date></dateline>",
            "<media><media-caption>A dark street</media-caption></media><p>Power failed &amp; trains stopped.</p><hl2>In the dark</hl2><p>People walked.</p>",
        );
        let read = read_text(&text);
        let document = article(&read);
        let stated = &document.stated;
        assert_eq!(document.text, "Power failed & trains stopped.\n\nIn the dark\n\nPeople walked.\n");
        assert_eq!(stated.headline.as_deref(), Some("Lights go out"));
        assert_eq!(stated.byline.as_deref(), Some("By JANE ROE, AP Business Writer"));
        assert_eq!((&stated.authors[..], stated.agency.as_deref()), (&["JANE ROE".to_owned()][..], Some("AP")));
        assert_eq!((stated.dateline.as_deref(), stated.dateline_day), (Some("NEW YORK, Aug 14"), Some(date(2003, 8, 14))));
        assert_eq!((stated.date, stated.caption.as_deref()), (Some(date(2003, 8, 14)), Some("A dark street")));
        assert_eq!((stated.kicker.as_deref(), stated.release.version.as_deref()), (Some("On the Wires"), Some("3")));
        assert_eq!(stated.keywords, ["blackout", "Utilities"]);
        assert_eq!(stated.subjects.people, ["Michael Bloomberg"]);
        assert_eq!(stated.from["headline"], crate::article::model::Told::stated("NITF hl1"));
    }

    #[test]
    fn a_wrong_day_in_words_gives_way_to_the_norm() {
        // As EFE's stories have it: the words say another day than `norm`.
        let head = "<byline>gr/bp</byline><dateline><location>Madrid</location><story.date norm='20190305'>4 March 2019</story.date></dateline>";
        let read = read_text(&with("", head, "<p>Hubo lluvia.</p>"));
        let stated = &article(&read).stated;
        assert_eq!((stated.dateline.as_deref(), stated.dateline_day), (Some("Madrid"), Some(date(2019, 3, 5))));
        assert_eq!((stated.byline.as_deref(), stated.date), (None, Some(date(2019, 3, 5))));
    }

    #[test]
    fn a_dateline_in_the_body_says_more_than_a_place() {
        let head = "<dateline><location>PARIS</location></dateline>";
        let read = read_text(&with("", head, "<p>PARIS (AP) _ It rained.</p>"));
        assert_eq!(article(&read).stated.dateline, None);
    }

    #[test]
    fn what_is_held_back_or_killed_says_so() {
        let release = |data: &str| article(&read_text(&with(data, "", "<p>x</p>"))).stated.release.clone();
        let held = release("<date.issue norm='20190305T080000Z'/><date.release norm='20190306T060000Z'/>");
        assert_eq!(held.embargo.as_deref(), Some("20190306T060000Z"));
        let same = "<date.issue norm='20190305T080000Z'/><date.release norm='20190305T080000Z'/>";
        assert_eq!(release(same), Release::default());
        assert_eq!(release("<ed-msg info='EDS: KILL this story'/>").status.as_deref(), Some("canceled"));
        assert_eq!(release("<doc-id slug='Storm-Kills'/>").status, None);
    }

    #[test]
    fn the_least_story_is_read_and_others_say_why_not() {
        assert_eq!(article(&read_text("<nitf><body><body.content><p>Rain.</p></body.content></body></nitf>")).text, "Rain.\n");
        assert_eq!(reason(&read_text("<nitf><body/></nitf>")), "a story without text");
        assert!(reason(&read_text("<nitf><body><body.content><p>Rain")).starts_with("truncated"));
        assert!(reason(&read_text(&format!("<nitf>{}", "<block>".repeat(9000)))).starts_with("nested"));
        let bomb =
            "<!DOCTYPE nitf [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><nitf><body.content><p>Rain &b;</p></body.content></nitf>";
        assert_eq!(article(&read_text(bomb)).text, "Rain &b;\n");
    }

    #[test]
    fn several_bylines_are_one_line() {
        let head = "<byline>By ANN ROE</byline><byline>By JOHN DOE<byttl>AP Writers</byttl></byline><tagline/>";
        let read = read_text(&with("", head, "<p>x</p>"));
        assert_eq!(article(&read).stated.byline.as_deref(), Some("By ANN ROE and JOHN DOE, AP Writers"));
    }
}
