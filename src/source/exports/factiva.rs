//! Factiva: text exports with codes of two letters (`HD` headline, `BY` byline, `LP` lead, `TD` text), each alone before its
//! value. A document ends with a line `Document` and its number.

use super::Part;
use super::labels::{Labels, language, tell};
use crate::article::model::Stated;

/// The codes, after Factiva's own list of field codes.
const CODES: &[&str] = &[
    "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "LA", "CY", "VOL", "LP", "TD", "CT", "RF", "CO", "IN",
    "NS", "RE", "IPC", "IPD", "PUB", "AN", "CLM", "ART", "CX", "RST",
];

/// True where a text begins as exports do: a line that is a headline's code, and more codes below it.
pub(super) fn recognises(text: &str) -> bool {
    let codes: Vec<&str> = text.lines().filter_map(|line| code(line).map(|(code, _)| code)).take(12).collect();
    codes.contains(&"HD")
        && codes.contains(&"PD")
        && codes.len() >= 4
        && text.lines().find(|line| !line.trim().is_empty()).is_some_and(|line| code(line).is_some())
}

/// `Document EVPO000020190305ef340000b` ends a document.
pub(super) fn part(line: &str) -> Part {
    let is_number = |number: &str| {
        number.len() >= 16
            && number.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && number.bytes().any(|byte| byte.is_ascii_digit())
    };
    if line.strip_prefix("Document ").is_some_and(is_number) { Part::Ends } else { Part::Within }
}

/// The code of a line, alone or with its value behind it.
fn code(line: &str) -> Option<(&'static str, &str)> {
    let line = line.trim_end();
    let (first, rest) = line.split_once([' ', '\t']).unwrap_or((line, ""));
    let code = CODES.iter().find(|code| **code == first)?;
    // Behind a code stands nothing, or a column of blanks: `IN a statement` of running text has one.
    let is_own =
        rest.is_empty() || rest.starts_with([' ', '\t']) || line.get(first.len()..).is_some_and(|rest| rest.starts_with('\t'));
    is_own.then_some((*code, rest.trim()))
}

/// Fields and text of a document.
pub(super) fn read(text: &str) -> Option<(Stated, String)> {
    let mut labels = Labels::default();
    for line in text.lines() {
        match code(line) {
            _ if part(line.trim()) == Part::Ends => {}
            Some((code, value)) => labels.add(code, value),
            None => labels.extend(line),
        }
    }
    let body: Vec<&str> =
        ["lp", "td"].iter().filter_map(|code| labels.value(code)).map(str::trim).filter(|text| !text.is_empty()).collect();
    let body = body.join("\n\n");
    (!body.is_empty()).then(|| (stated(&labels), body))
}

fn stated(labels: &Labels) -> Stated {
    let mut stated = Stated {
        body_only: true,
        headline: labels.line(&["hd"]),
        kicker: None,
        byline: labels.byline("by"),
        date: labels.day(&["pd"]),
        source: labels.line(&["sn"]),
        section: labels.line(&["se"]),
        language: labels.line(&["la"]).and_then(|name| language(&name)),
        agency: labels.line(&["cr"]).filter(|credit| crate::article::agency::known(credit).is_some()),
        keywords: coded(labels, "ns"),
        ..Stated::default()
    };
    stated.subjects.places = coded(labels, "re");
    stated.subjects.organizations = coded(labels, "co");
    let told = [
        ("headline", "HD"),
        ("authors", "BY"),
        ("date", "PD"),
        ("source", "SN"),
        ("section", "SE"),
        ("keywords", "NS"),
        ("subjects", "RE and CO"),
    ];
    tell(&mut stated, "Factiva", &told);
    stated
}

/// Names behind codes: `norw : Norway | osl : Oslo`.
fn coded(labels: &Labels, code: &str) -> Vec<String> {
    let value = labels.line(&[code]).unwrap_or_default();
    let names = value.split('|').map(|one| one.split_once(" : ").map_or(one, |(_, name)| name).trim().to_owned());
    names.filter(|name| !name.is_empty()).take(100).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXPORT: &str = "SE News\nHD\nRain in Oslo\nfor a week\nBY\nBy Jane Roe\nWC\n34 words\nPD\n4 March 2019\nSN\nThe Evening Post\nSC\nEVPO\nLA\nEnglish\nCY\n(c) 2019\nLP\nIt rained in Oslo for a week.\n\nTD\nAll day, the mayor said.\n\nIN the end it stopped.\n\nRE\nnorw : Norway | osl : Oslo\nAN\nDocument EVPO000020190305ef340000b\n";

    #[test]
    fn codes_are_read() {
        let text = EXPORT.replacen("SE News", "SE\nNews", 1);
        assert!(recognises(&text));
        let (stated, body) = read(&text).unwrap();
        assert_eq!(
            (stated.headline.as_deref(), stated.byline.as_deref(), stated.source.as_deref()),
            (Some("Rain in Oslo for a week"), Some("By Jane Roe"), Some("The Evening Post"))
        );
        assert_eq!(stated.date.map(|day| day.to_string()).as_deref(), Some("2019-03-04"));
        assert_eq!(body, "It rained in Oslo for a week.\n\nAll day, the mayor said.\n\nIN the end it stopped.");
        assert_eq!(stated.subjects.places, ["Norway", "Oslo"]);
        assert_eq!(part("Document EVPO000020190305ef340000b"), Part::Ends);
    }

    #[test]
    fn what_is_cut_off_is_read_as_far_as_it_goes() {
        for end in 0..EXPORT.len() {
            let _ = read(EXPORT.get(..end).unwrap());
        }
    }
}
