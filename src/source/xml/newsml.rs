//! NewsML 1: how does a news item become an article? `NewsManagement` tells its status and times, `NewsLines` what stands
//! over the story, and of its components the longest text is the story: plain, XHTML or NITF. A `DateLine` that is a time
//! is a date. Element names as in the IPTC's NewsML 1.2; a file may hold several items.

use std::io::BufRead;

use super::super::piece::{Give, Origin, Read};
use super::tree::{Element, Names, Tree, lines};
use super::{
    Batch, Declared, Prose, add_keyword, fill, flow, is_initials, kills, language, nitf, note, outcome, parse, split, status,
    upright, without_headline,
};
use crate::article::agency;
use crate::article::model::{Credit, Format, Release, Stated, Subjects};
use crate::article::timestamp::day;

const ITEMS: Batch<Declared> = Batch {
    format: Format::Newsml,
    names: &["NewsItem"],
    may_be_single: true,
    about: Declared::of,
    read: read_item,
    empty: "NewsML without an item",
};

/// Reads the items of a file.
pub(in crate::source) fn read(origin: &Origin, stream: &mut dyn BufRead, give: Give<'_>) {
    split(origin, stream, &ITEMS, give);
}

fn read_item(origin: Origin, bytes: &[u8], charset: &Declared) -> Read {
    match parse(bytes, charset.0.as_deref(), &Names::Local) {
        Err(reason) => Read::Failed(origin.left_out(Some(Format::Newsml), reason)),
        Ok((tree, reading)) => outcome(origin, Format::Newsml, item(tree.root()), reading),
    }
}

fn item(root: Element<'_>) -> Result<Prose, String> {
    let kind = root.find("NewsItemType").and_then(|kind| kind.attribute("FormalName")).unwrap_or_default().to_lowercase();
    if ["photo", "picture", "graphic", "video", "audio", "animation"].contains(&kind.as_str()) {
        return Err(format!("an item of type {kind}, no story"));
    }
    let mut stated = Stated { body_only: true, ..Stated::default() };
    enter_lines(root, &mut stated);
    enter_management(root, &mut stated);
    enter_metadata(root, &mut stated);
    stated.subjects = subjects(root);
    if stated.subjects != Subjects::default() {
        note(&mut stated, "subjects", "NewsML Topic");
    }
    let text = without_headline(body(root, &mut stated), stated.headline.as_deref());
    if text.trim().is_empty() {
        return Err(no_text(&stated));
    }
    Ok((text, stated))
}

/// Why an item is no article that holds no text.
pub(super) fn no_text(stated: &Stated) -> String {
    if stated.headline.is_some() { "an item without text: a headline alone" } else { "an item without text" }.to_owned()
}

fn enter_lines(root: Element<'_>, stated: &mut Stated) {
    let line = |name: &str| root.all(name).find_map(Element::line);
    fill(&mut stated.headline, line("HeadLine"), stated.from.entry("headline"), "NewsML HeadLine");
    let byline = line("ByLine").filter(|byline| !is_initials(byline)).map(|byline| upright(&byline));
    fill(&mut stated.byline, byline, stated.from.entry("authors"), "NewsML ByLine");
    if let Some(dateline) = line("DateLine") {
        match day(&dateline) {
            Some(day) => fill(&mut stated.date, Some(day), stated.from.entry("date"), "NewsML DateLine"),
            None => fill(&mut stated.dateline, Some(dateline), stated.from.entry("dateline"), "NewsML DateLine"),
        }
    }
    for word in line("KeywordLine").iter().flat_map(|words| words.split([',', ';', '/'])) {
        add_keyword(stated, word.trim().to_owned(), "NewsML KeywordLine");
    }
    if line("SlugLine").is_some_and(|slug| kills(&slug)) {
        stated.release.status = Some("canceled".to_owned());
    }
}

fn enter_management(root: Element<'_>, stated: &mut Stated) {
    let formal = |name: &str| root.find(name)?.attribute("FormalName");
    let line = |name: &str| root.find(name).and_then(Element::line);
    let release = &mut stated.release;
    release.status = release.status.take().or_else(|| status(formal("Status")?));
    release.version = line("RevisionId");
    let change = root.find("StatusWillChange");
    let held = matches!(release.status.as_deref(), Some("embargoed" | "withheld"));
    release.embargo = change.and_then(|change| change.find("DateAndTime")?.line()).filter(|_| held);
    if stated.release != Release::default() {
        note(stated, "release", "NewsML NewsManagement");
    }
    let revised = line("ThisRevisionCreated").as_deref().and_then(day);
    fill(&mut stated.date, line("FirstCreated").as_deref().and_then(day), stated.from.entry("date"), "NewsML FirstCreated");
    fill(&mut stated.date, line("DateId").as_deref().and_then(day), stated.from.entry("date"), "NewsML DateId");
    fill(&mut stated.date, revised, stated.from.entry("date"), "NewsML ThisRevisionCreated");
    stated.latest = revised;
}

/// Agency and source: a provider is an agency only where it is known as one, else it is the publication.
fn enter_metadata(root: Element<'_>, stated: &mut Stated) {
    let parties =
        |name: &'static str| root.all(name).flat_map(|it| it.all("Party")).filter_map(|party| party.attribute("FormalName"));
    let credit = root.all("CreditLine").find_map(Element::line);
    let named: Vec<String> = credit.into_iter().chain(parties("Provider").chain(parties("Source")).map(str::to_owned)).collect();
    let agency = named.iter().find_map(|name| agency::known(name)).map(str::to_owned);
    fill(&mut stated.agency, agency, stated.from.entry("agency"), "NewsML CreditLine or Provider");
    let source = named.into_iter().find(|name| agency::known(name).is_none() && name.contains(char::is_alphabetic));
    fill(&mut stated.source, source, stated.from.entry("source"), "NewsML Provider or Source");
    let tag = root.find("Language").and_then(|it| it.attribute("FormalName")).or_else(|| root.attribute("lang"));
    stated.language = tag.and_then(language);
    for property in root.all("Property").filter(|it| it.attribute("FormalName") == Some("Keyword")) {
        if let Some(word) = property.attribute("Value") {
            add_keyword(stated, word.to_owned(), "NewsML Property Keyword");
        }
    }
    for party in root.all("Contributor").flat_map(|it| it.all("Party")).filter_map(|party| party.attribute("FormalName")).take(20)
    {
        stated.credits.push(Credit { name: party.to_owned(), role: "contributor".to_owned() });
        note(stated, "credits", "NewsML Contributor");
    }
}

/// The topics that occur, by their types.
fn subjects(root: Element<'_>) -> Subjects {
    let mut subjects = Subjects::default();
    for topic in root.all("Topic") {
        let kind = topic.find("TopicType").and_then(|it| it.attribute("FormalName")).unwrap_or_default().to_lowercase();
        let Some(name) = lines(topic.all("Description").chain(topic.all("FormalName"))).into_iter().next() else { continue };
        let field = match kind.as_str() {
            "person" | "people" => &mut subjects.people,
            "location" | "place" | "city" | "country" | "geography" => &mut subjects.places,
            "organization" | "organisation" | "company" => &mut subjects.organizations,
            _ => continue,
        };
        if field.len() < 100 && !field.contains(&name) {
            field.push(name);
        }
    }
    subjects
}

/// The longest text of the item's components; the words of a picture are its caption.
fn body(root: Element<'_>, stated: &mut Stated) -> String {
    let mut longest = String::new();
    for component in root.all("NewsComponent") {
        let role = component.child("Role").and_then(|it| it.attribute("FormalName")).unwrap_or_default();
        for content in component.children().filter(|it| it.name() == "ContentItem") {
            let text = content.find("DataContent").filter(|_| content.find("Encoding").is_none()).map(|it| prose(it, stated));
            let text = text.unwrap_or_default();
            if role.to_lowercase().contains("caption") {
                fill(&mut stated.caption, super::tree::one_line(&text), stated.from.entry("caption"), "NewsML Caption");
            } else if text.len() > longest.len() {
                longest = text;
            }
        }
    }
    longest
}

/// The text of content that is plain, XHTML or NITF, as elements or as a marked section.
pub(super) fn prose(content: Element<'_>, stated: &mut Stated) -> String {
    if let Some(nitf) = content.find("nitf") {
        return nitf::enter(nitf, stated);
    }
    if content.children().next().is_some() {
        return flow::prose(content.find("body").or_else(|| content.find("body.content")).unwrap_or(content));
    }
    let raw = content.raw();
    if raw.contains("<nitf")
        && let Ok(tree) = Tree::parse(&raw, &Names::Local)
    {
        return nitf::enter(tree.root(), stated);
    }
    flow::of_field(&raw)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::tests::{article, found, reason};
    use super::*;

    const ITEM: &str = "<NewsItem xml:lang='fr'><Identification><NewsIdentifier><DateId>20140829</DateId><RevisionId>2</RevisionId>\
        </NewsIdentifier></Identification><NewsManagement><NewsItemType FormalName='News'/><FirstCreated>20140829T101500Z</FirstCreated>\
        <ThisRevisionCreated>20140830T070000Z</ThisRevisionCreated><Status FormalName='Embargoed'/><StatusWillChange>\
        <FutureStatus FormalName='Usable'/><DateAndTime>20140830T060000Z</DateAndTime></StatusWillChange></NewsManagement>\
        <NewsComponent><NewsLines><HeadLine>La pluie &amp; le vent</HeadLine><ByLine>Par Anne ROUX</ByLine>\
        <DateLine>STOCKHOLM, 29 ao&#251;t 2014 (AFP) -</DateLine><KeywordLine>pluie; vent</KeywordLine></NewsLines>\
        <AdministrativeMetadata><Provider><Party FormalName='AFP'/></Provider></AdministrativeMetadata>\
        <NewsComponent><Role FormalName='Main'/><ContentItem><MediaType FormalName='Text'/><DataContent><p>Il pleut.</p><p>Il vente fort.</p></DataContent></ContentItem></NewsComponent>\
        <NewsComponent><Role FormalName='Caption'/><ContentItem><DataContent>Une rue</DataContent></ContentItem></NewsComponent>\
        </NewsComponent></NewsItem>";

    fn items(text: &str) -> Vec<Read> {
        found(read, format!("<?xml version='1.0'?><NewsML>{text}</NewsML>").as_bytes())
    }

    #[test]
    fn an_item_in_the_style_of_afp_gives_its_fields() {
        let all = items(ITEM);
        let document = article(&all[0]);
        let stated = &document.stated;
        assert_eq!((document.id.as_str(), document.text.as_str()), ("a.xml", "Il pleut.\n\nIl vente fort.\n"));
        assert_eq!((stated.headline.as_deref(), stated.byline.as_deref()), (Some("La pluie & le vent"), Some("Par Anne ROUX")));
        assert_eq!(stated.dateline.as_deref(), Some("STOCKHOLM, 29 août 2014 (AFP) -"));
        assert_eq!((stated.date, stated.latest), (Some(date(2014, 8, 29)), Some(date(2014, 8, 30))));
        assert_eq!(
            (stated.agency.as_deref(), stated.source.as_deref(), stated.language.as_deref()),
            (Some("AFP"), None, Some("fr"))
        );
        assert_eq!(
            (stated.caption.as_deref(), &stated.keywords[..]),
            (Some("Une rue"), &["pluie".to_owned(), "vent".to_owned()][..])
        );
        let release = &stated.release;
        assert_eq!((release.status.as_deref(), release.version.as_deref()), (Some("embargoed"), Some("2")));
        assert_eq!(release.embargo.as_deref(), Some("20140830T060000Z"));
    }

    #[test]
    fn a_time_in_the_dateline_is_a_date() {
        let all = items(
            "<NewsItem><DateLine>2012-05-06T10:00:00+02:00</DateLine><NewsComponent><ContentItem><DataContent>Rain.</DataContent></ContentItem></NewsComponent></NewsItem>",
        );
        let stated = &article(&all[0]).stated;
        assert_eq!((stated.dateline.as_deref(), stated.date), (None, Some(date(2012, 5, 6))));
    }

    #[test]
    fn content_is_read_in_all_its_forms() {
        let text = |content: &str| {
            let all = items(&format!(
                "<NewsItem><NewsComponent><ContentItem><DataContent>{content}</DataContent></ContentItem></NewsComponent></NewsItem>"
            ));
            article(&all[0]).text.clone()
        };
        assert_eq!(text("<![CDATA[<p>One &amp; two.</p><p>Three.</p>]]>"), "One & two.\n\nThree.\n");
        assert_eq!(text("Plain &amp; simple.\n\nTwo."), "Plain & simple.\n\nTwo.\n");
        assert_eq!(text("<nitf><body><body.head/><body.content><p>N.</p></body.content></body></nitf>"), "N.\n");
        assert_eq!(text("<![CDATA[<nitf><body.content><p>C.</p></body.content></nitf>]]>"), "C.\n");
        assert_eq!(text("<html><head><title>t</title></head><body><p>H.</p></body></html>"), "H.\n");
    }

    #[test]
    fn each_item_stands_for_itself() {
        let photo = "<NewsItem><NewsItemType FormalName='Photo'/></NewsItem>";
        let all = items(&format!("{ITEM}{photo}<NewsItem><NewsComponent/></NewsItem>{ITEM}<NewsItem><NewsLines>"));
        assert_eq!(article(&all[0]).id, "a.xml#1");
        assert_eq!(reason(&all[1]), "an item of type photo, no story");
        assert_eq!(reason(&all[2]), "an item without text");
        assert_eq!(article(&all[3]).id, "a.xml#4");
        assert!(
            matches!(&all[4], Read::Failed(failed) if failed.path == "news/a.xml#5" && failed.reason.starts_with("truncated"))
        );
        assert_eq!(reason(&items("")[0]), "NewsML without an item");
    }

    #[test]
    fn a_package_is_no_story_and_its_items_are() {
        let inner = "<NewsItem><NewsComponent><NewsLines><HeadLine>Rain</HeadLine><ByLine>Roe, Ann</ByLine></NewsLines><ContentItem><DataContent>It rained.</DataContent></ContentItem></NewsComponent></NewsItem>";
        let text = format!("<NewsML><NewsItem><NewsComponent>{inner}{inner}</NewsComponent></NewsItem></NewsML>");
        let all = found(read, text.as_bytes());
        assert!(matches!(&all[0], Read::Skipped(package) if package.reason.contains("package")), "{all:?}");
        assert_eq!(article(&all[1]).stated.byline.as_deref(), Some("Ann Roe"));
        assert_eq!((article(&all[2]).text.as_str(), all.len()), ("It rained.\n", 3));
        let broken = inner.replace("</NewsComponent></NewsItem>", "");
        let all = found(read, format!("<NewsML>{broken}{inner}</NewsML>").as_bytes());
        assert!(matches!(&all[0], Read::Failed(failed) if failed.reason.starts_with("never ended")), "{all:?}");
    }
}
