//! What showed that an opening is a dateline? Says in words which parts stand together.

use super::grammar::{Reading, Separator};
use crate::article::reason::Reason;

/// The parts of a reading as a rule: `place, region and date before a dash`.
pub fn of(reading: &Reading) -> Reason {
    let parts: Vec<&str> = [
        (true, if reading.places.len() > 1 { "places" } else { "place" }),
        (!reading.regions.is_empty(), "region"),
        (reading.day.is_some(), "date"),
        (reading.weekday, "weekday"),
        (reading.agency.is_some(), "agency"),
    ]
    .into_iter()
    .filter_map(|(stands, part)| stands.then_some(part))
    .collect();
    let borne_out = reading.agency_known || reading.day.is_some() || (parts.len() > 1 && reading.separator == Separator::Dash);
    let rule = format!("{} {}", joined(&parts), before(reading.separator));
    if borne_out { Reason::high(rule) } else { Reason::medium(rule) }
}

fn joined(parts: &[&str]) -> String {
    match parts {
        [first] => format!("known {first}"),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
        [] => String::new(),
    }
}

fn before(separator: Separator) -> &'static str {
    match separator {
        Separator::End => "on a line of their own",
        Separator::Dash | Separator::Glued => "before a dash",
        Separator::Colon => "before a colon",
        Separator::Stop => "before a full stop",
        Separator::Blanks => "before a gap",
        Separator::None => "before the story",
    }
}

#[cfg(test)]
mod tests {
    use super::super::grammar::read;
    use super::of;
    use crate::article::model::Confidence;

    #[test]
    fn parts_are_named_in_their_order() {
        for (line, rule, confidence) in [
            ("OSLO, March 3 (AP) — Rain", "place, date and agency before a dash", Confidence::High),
            ("OSLO/ROME, March 3", "places and date on a line of their own", Confidence::High),
            ("LONDON: Rain", "known place before a colon", Confidence::Medium),
            ("PARIS, Texas — Rain", "place and region before a dash", Confidence::High),
        ] {
            let reason = of(&read(line).expect("a reading"));
            assert_eq!((reason.rule.as_ref(), reason.confidence), (rule, confidence), "{line}");
        }
    }
}
