//! NewsML-G2: how does a news item become an article? `itemMeta` tells provider, times and status, `contentMeta` what
//! stands over the story and whom it is about, `contentSet` holds it: NITF, XHTML or plain text. A message of many items is
//! an article an item; packages, concepts and pictures are no articles. Names as in the IPTC's NewsML-G2 2.

use std::io::BufRead;

use super::super::piece::{Give, Origin, Read};
use super::newsml::{no_text, prose};
use super::tree::{Element, Names};
use super::{
    Batch, Declared, Prose, add_keyword, fill, is_initials, kills, language, note, outcome, parse, split, status, upright,
    without_headline,
};
use crate::article::agency;
use crate::article::dateline;
use crate::article::model::{Credit, Format, Release, Stated, Subjects};
use crate::article::timestamp::day;

const ITEMS: Batch<Declared> = Batch {
    format: Format::NewsmlG2,
    names: &["newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem"],
    may_be_single: true,
    about: Declared::of,
    read: read_item,
    empty: "NewsML-G2 without an item",
};

/// Reads the items of a file or message.
pub(in crate::source) fn read(origin: &Origin, stream: &mut dyn BufRead, give: Give<'_>) {
    split(origin, stream, &ITEMS, give);
}

fn read_item(origin: Origin, bytes: &[u8], charset: &Declared) -> Read {
    match parse(bytes, charset.0.as_deref(), &Names::Local) {
        Err(reason) => Read::Failed(origin.left_out(Some(Format::NewsmlG2), reason)),
        Ok((tree, reading)) => outcome(origin, Format::NewsmlG2, item(tree.root()), reading),
    }
}

fn item(root: Element<'_>) -> Result<Prose, String> {
    if let Some(reason) = no_story(root) {
        return Err(reason);
    }
    let mut stated = Stated { body_only: true, ..Stated::default() };
    if let Some(meta) = root.child("contentMeta") {
        enter_lines(meta, &mut stated);
        enter_people(meta, &mut stated);
        stated.subjects = subjects(meta, &mut stated);
        if stated.subjects != Subjects::default() {
            note(&mut stated, "subjects", "NewsML-G2 subject");
        }
    }
    enter_management(root, &mut stated);
    enter_credit(root, &mut stated);
    let contents = root.all("inlineXML").chain(root.all("inlineData"));
    // The same story in several forms, or a teaser beside it: the first of the longest.
    let texts = contents.map(|content| prose(content, &mut stated)).filter(|text| !text.trim().is_empty());
    let Some(text) = texts.reduce(|one, other| if other.len() > one.len() { other } else { one }) else {
        return Err(no_text(&stated));
    };
    let text = without_headline(text, stated.headline.as_deref());
    enter_place(root, &text, &mut stated);
    Ok((text, stated))
}

/// Why an item is no story.
fn no_story(root: Element<'_>) -> Option<String> {
    match root.name() {
        "newsItem" => {}
        "packageItem" => return Some("a package of other items, no story".to_owned()),
        other => return Some(format!("a {other}, no story")),
    }
    let class = root.find("itemClass").and_then(|class| class.attribute("qcode"))?;
    let class = class.rsplit(':').next().unwrap_or(class);
    (!matches!(class, "text" | "composite")).then(|| format!("an item of class {class}, no story"))
}

fn enter_lines(meta: Element<'_>, stated: &mut Stated) {
    let line = |name: &str| meta.child(name).and_then(Element::line);
    let is_main = |headline: &Element<'_>| {
        headline.name() == "headline" && !headline.attribute("role").is_some_and(|role| role.to_lowercase().contains("sub"))
    };
    let headline = meta.children().find(is_main).and_then(Element::line);
    fill(&mut stated.headline, headline, stated.from.entry("headline"), "NewsML-G2 headline");
    let byline = line("by").filter(|by| !is_initials(by));
    fill(&mut stated.byline, byline, stated.from.entry("authors"), "NewsML-G2 by");
    if let Some(dateline) = line("dateline").filter(|line| day(line).is_none()) {
        fill(&mut stated.dateline, Some(dateline), stated.from.entry("dateline"), "NewsML-G2 dateline");
    }
    let tag = meta.child("language").and_then(|it| it.attribute("tag"));
    stated.language = tag.and_then(language);
    for word in meta.children().filter(|it| it.name() == "keyword").filter_map(Element::line) {
        add_keyword(stated, word, "NewsML-G2 keyword");
    }
    if line("slugline").is_some_and(|slug| kills(&slug)) {
        stated.release.status = Some("canceled".to_owned());
    }
}

/// Name of a concept: its `name`, else its literal, else its own words.
fn name(concept: Element<'_>) -> Option<String> {
    let named = concept.child("name").and_then(Element::line);
    named.or_else(|| concept.attribute("literal").map(str::to_owned)).or_else(|| concept.line())
}

/// Creators are authors where there is no byline; agencies and desks among them are none.
fn enter_people(meta: Element<'_>, stated: &mut Stated) {
    let is_body = |it: &Element<'_>| it.attribute("type").is_some_and(|kind| kind.contains("organi"));
    let role = |it: &Element<'_>| it.attribute("role").unwrap_or_default().to_lowercase();
    for creator in meta.children().filter(|it| it.name() == "creator" && !is_body(it)).take(20) {
        let Some(name) =
            name(creator).map(|name| upright(&name)).filter(|name| agency::known(name).is_none() && name.contains(' '))
        else {
            continue;
        };
        if stated.byline.is_none() {
            stated.authors.push(name);
            note(stated, "authors", "NewsML-G2 creator");
        }
    }
    for contributor in meta.children().filter(|it| it.name() == "contributor" && !is_body(it)).take(20) {
        let Some(name) = name(contributor).map(|name| upright(&name)).filter(|name| name.contains(' ')) else { continue };
        let role = match role(&contributor) {
            role if role.contains("edit") => "editor",
            role if role.contains("photo") => "photographer",
            _ => "contributor",
        };
        stated.credits.push(Credit { name, role: role.to_owned() });
        note(stated, "credits", "NewsML-G2 contributor");
    }
}

fn subjects(meta: Element<'_>, stated: &mut Stated) -> Subjects {
    let mut subjects = Subjects::default();
    for subject in meta.children().filter(|it| it.name() == "subject").take(500) {
        let Some(name) = subject.children().filter(|it| it.name() == "name").find_map(Element::line) else { continue };
        let kind = subject.attribute("type").unwrap_or_default();
        let field = match kind.rsplit(':').next().unwrap_or_default() {
            "person" => &mut subjects.people,
            "poi" | "geoArea" | "place" => &mut subjects.places,
            "organisation" | "organization" => &mut subjects.organizations,
            _ => {
                add_keyword(stated, name, "NewsML-G2 subject");
                continue;
            }
        };
        if !field.contains(&name) {
            field.push(name);
        }
    }
    subjects
}

/// Status, version and times: the first creation is the publication, that of the version bounds it.
fn enter_management(root: Element<'_>, stated: &mut Stated) {
    let line = |name: &str| root.find(name).and_then(Element::line);
    let release = &mut stated.release;
    let told = root.find("pubStatus").and_then(|it| it.attribute("qcode").map(str::to_owned).or_else(|| it.line()));
    release.status = release.status.take().or_else(|| status(&told?));
    if line("edNote").is_some_and(|note| kills(&note)) {
        release.status = Some("canceled".to_owned());
    }
    release.version = root.attribute("version").map(str::to_owned);
    release.embargo = line("embargoed");
    if stated.release != Release::default() {
        note(stated, "release", "NewsML-G2 itemMeta");
    }
    let time = |name: &str| line(name).as_deref().and_then(day);
    fill(&mut stated.date, time("firstCreated"), stated.from.entry("date"), "NewsML-G2 firstCreated");
    fill(&mut stated.date, time("contentCreated"), stated.from.entry("date"), "NewsML-G2 contentCreated");
    fill(&mut stated.date, time("versionCreated"), stated.from.entry("date"), "NewsML-G2 versionCreated");
    stated.latest = time("versionCreated");
    let title = root.child("itemMeta").and_then(|meta| meta.child("title")?.line());
    fill(&mut stated.headline, title, stated.from.entry("headline"), "NewsML-G2 title");
    let tag = stated.language.take().or_else(|| root.attribute("lang").and_then(language));
    stated.language = tag;
}

/// Agency and source: whoever is credited is an agency only where it is known as one, else it is the publication.
fn enter_credit(root: Element<'_>, stated: &mut Stated) {
    let short = |it: Element<'_>| it.attribute("qcode").and_then(|code| code.rsplit(':').next()).map(str::to_owned);
    let mut named: Vec<String> = root.all("creditline").filter_map(Element::line).collect();
    for element in root.all("provider").chain(root.all("infoSource")).take(20) {
        named.extend(element.all("name").filter_map(Element::line).chain(element.attribute("literal").map(str::to_owned)));
        named.extend(short(element));
    }
    let agency = named.iter().find_map(|name| agency::known(name)).map(str::to_owned);
    let is_agency = agency.is_some();
    fill(&mut stated.agency, agency, stated.from.entry("agency"), "NewsML-G2 creditline or provider");
    let source = named.into_iter().find(|name| !is_agency && name.contains(char::is_alphabetic));
    fill(&mut stated.source, source, stated.from.entry("source"), "NewsML-G2 provider");
}

/// Where nothing else tells where the story was filed, `located` does.
fn enter_place(root: Element<'_>, text: &str, stated: &mut Stated) {
    let opens = dateline::opening(text.lines().next().unwrap_or_default()).is_some_and(|found| found.certain);
    let place = root.child("contentMeta").and_then(|meta| meta.child("located")).and_then(name);
    if !opens {
        fill(&mut stated.dateline, place, stated.from.entry("dateline"), "NewsML-G2 located");
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::tests::{article, found, reason};
    use super::*;

    const ITEM: &str = "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' version='7' xml:lang='fi'><itemMeta>\
        <itemClass qcode='ninat:text'/><provider literal='STT'/><versionCreated>2019-03-06T08:00:00+02:00</versionCreated>\
        <firstCreated>2019-03-05T21:00:00+02:00</firstCreated><embargoed>2019-03-06T06:00:00+02:00</embargoed>\
        <pubStatus qcode='stat:withheld'/></itemMeta><contentMeta><contentCreated>2019-03-05</contentCreated>\
        <located qcode='x:1'><name>Helsinki</name><broader><name>Suomi</name></broader></located>\
        <creator qcode='p:1'><name>Aino Laine</name></creator><creator literal='al'/>\
        <contributor role='photographer'><name>Eero Salo</name></contributor><headline role='hld:subHeadline'>Alaotsikko</headline>\
        <headline>Sade jatkuu</headline><slugline>s&#228;&#228;</slugline><keyword>sade</keyword>\
        <subject type='cpnat:person'><name>Sauli Niinist&#246;</name></subject><subject type='cpnat:poi'><name>Turku</name></subject>\
        <subject type='cpnat:organisation'><name>Ilmatieteen laitos</name></subject><subject type='cpnat:abstract'><name>weather</name></subject>\
        </contentMeta><contentSet><inlineXML contenttype='application/xhtml+xml'><html xmlns='http://www.w3.org/1999/xhtml'>\
        <head><title>x</title></head><body><h1>Sade jatkuu</h1><p>Vett&#228; tuli.</p><p>Tuuli oli kova.</p></body></html></inlineXML>\
        </contentSet></newsItem>";

    fn items(text: &str) -> Vec<Read> {
        found(read, text.as_bytes())
    }

    #[test]
    fn an_item_in_the_style_of_stt_gives_its_fields() {
        let all = items(ITEM);
        let document = article(&all[0]);
        let stated = &document.stated;
        assert_eq!((document.id.as_str(), document.text.as_str()), ("a.xml", "Vettä tuli.\n\nTuuli oli kova.\n"));
        assert_eq!((stated.headline.as_deref(), stated.dateline.as_deref()), (Some("Sade jatkuu"), Some("Helsinki")));
        assert_eq!((&stated.authors[..], stated.credits[0].role.as_str()), (&["Aino Laine".to_owned()][..], "photographer"));
        assert_eq!((stated.date, stated.latest), (Some(date(2019, 3, 5)), Some(date(2019, 3, 6))));
        let release = &stated.release;
        assert_eq!((release.status.as_deref(), release.version.as_deref()), (Some("withheld"), Some("7")));
        assert_eq!(release.embargo.as_deref(), Some("2019-03-06T06:00:00+02:00"));
        let subjects = &stated.subjects;
        assert_eq!((subjects.people[0].as_str(), subjects.places[0].as_str()), ("Sauli Niinistö", "Turku"));
        assert_eq!(
            (subjects.organizations[0].as_str(), &stated.keywords[..]),
            ("Ilmatieteen laitos", &["sade".to_owned(), "weather".to_owned()][..])
        );
        assert_eq!(stated.language.as_deref(), Some("fi"));
    }

    #[test]
    fn a_byline_stands_over_creators_and_a_killed_story_is_canceled() {
        let text = "<newsItem><itemMeta><itemClass qcode='ninat:text'/><edNote>KILL. Story was wrong.</edNote></itemMeta><contentMeta>\
            <creator><name>Ann Roe</name></creator><by>By John Doe</by><creditline>Reuters</creditline></contentMeta>\
            <contentSet><inlineData contenttype='text/plain'>OSLO, March 5 (Reuters) - Rain.\n\nWind.</inlineData></contentSet></newsItem>";
        let all = items(text);
        let stated = &article(&all[0]).stated;
        assert_eq!((stated.byline.as_deref(), stated.authors.len()), (Some("By John Doe"), 0));
        assert_eq!((stated.agency.as_deref(), stated.release.status.as_deref()), (Some("Reuters"), Some("canceled")));
        assert_eq!(article(&all[0]).text, "OSLO, March 5 (Reuters) - Rain.\n\nWind.\n");
    }

    #[test]
    fn a_message_is_an_article_an_item() {
        let picture = "<newsItem><itemMeta><itemClass qcode='ninat:picture'/></itemMeta></newsItem>";
        let all = items(&format!(
            "<newsMessage><header/><itemSet>{ITEM}{picture}<packageItem><groupSet/></packageItem><conceptItem/><newsItem><contentMeta/></newsItem>{ITEM}<newsItem>"
        ));
        assert_eq!(article(&all[0]).id, "a.xml#1");
        assert_eq!(reason(&all[1]), "an item of class picture, no story");
        assert_eq!(reason(&all[2]), "a package of other items, no story");
        assert_eq!(reason(&all[3]), "a conceptItem, no story");
        assert_eq!(reason(&all[4]), "an item without text");
        assert_eq!(article(&all[5]).id, "a.xml#6");
        assert!(reason(&all[6]).starts_with("truncated"));
    }
}
