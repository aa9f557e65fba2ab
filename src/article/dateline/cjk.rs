//! Chinese and Japanese openings: `新华社北京3月15日电` and `[東京 ２６日 ロイター] -`. They have no blanks or capitals to
//! read by, so that two fixed shapes with a listed agency stand in for the grammar.

use super::Found;
use crate::article::agency;
use crate::article::calendar::Day;
use crate::article::model::Dateline;
use crate::article::reason::Reason;

/// The dateline at the start of a Chinese or Japanese paragraph.
#[must_use]
pub fn opening(text: &str) -> Option<Found> {
    chinese(text).or_else(|| japanese(text))
}

fn chinese(text: &str) -> Option<Found> {
    let name = ["新华社", "新華社", "中新社"].into_iter().find(|name| text.starts_with(name))?;
    let head: Vec<(usize, char)> = text.char_indices().skip(name.chars().count()).take(24).collect();
    let ending = head.iter().find(|(_, c)| matches!(c, '电' | '電'))?.0;
    let inner = text.get(name.len()..ending)?;
    let figures = inner.find(|c: char| c.is_numeric())?;
    let (place, date) = inner.split_at_checked(figures)?;
    let (month, day) = date.strip_suffix('日')?.split_once('月')?;
    let day = Day { year: None, month: Some(number(month)?), day: Some(number(day)?) };
    (!place.is_empty()).then(|| found(text, place, name, day, ending + '电'.len_utf8()))
}

fn japanese(text: &str) -> Option<Found> {
    let inner: String = text.strip_prefix(['[', '［'])?.chars().take(40).take_while(|c| !matches!(c, ']' | '］')).collect();
    let mut words = inner.split_whitespace();
    let (place, date, name) = (words.next()?, words.next()?, words.next()?);
    let day = Day { year: None, month: None, day: Some(number(date.strip_suffix('日')?)?) };
    let mut end = text.chars().next()?.len_utf8() + inner.len();
    end += text.get(end..)?.chars().next().filter(|c| matches!(c, ']' | '］'))?.len_utf8();
    let rest = text.get(end..)?;
    let dash = rest.trim_start();
    if let Some(dash) = dash.chars().next().filter(|c| crate::article::tokens::is_dash(*c)) {
        end += rest.len() - rest.trim_start().len() + dash.len_utf8();
    }
    agency::known(name)?;
    Some(found(text, place, name, day, end))
}

fn found(text: &str, place: &str, agency: &str, day: Day, end: usize) -> Found {
    Found {
        dateline: Dateline {
            text: text.get(..end).unwrap_or_default().to_owned(),
            date: day.edtf(),
            agency: Some(agency.to_owned()),
            places: vec![super::resolved(place, &[], true)],
            ..Dateline::default()
        },
        day: Some(day),
        start: 0,
        end,
        bare: false,
        certain: true,
        reason: Reason::high("place and day with a listed agency, as the wires of China and Japan write them"),
    }
}

/// A number in figures of half or full width.
fn number(figures: &str) -> Option<i8> {
    let half: String = figures
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from(b'0' + (u32::from(c) - u32::from('０')) as u8),
            other => other,
        })
        .collect();
    half.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::opening;

    #[test]
    fn chinese_and_japanese_agencies() {
        let found = opening("新华社上海3月15日电 雨").expect("a dateline");
        assert_eq!(found.dateline.date.as_deref(), Some("XXXX-03-15"));
        assert_eq!(found.dateline.agency.as_deref(), Some("新华社"));
        let found = opening("[東京 ２６日 ロイター] - 雨").expect("a dateline");
        assert_eq!(found.dateline.agency.as_deref(), Some("ロイター"));
        assert_eq!(found.dateline.text, "[東京 ２６日 ロイター] -");
    }

    #[test]
    fn other_text_is_none() {
        for text in ["", "新华社", "[", "[東京]", "新华社电", "北京3月15日电", "[a b c", "[東京 ２６日 ロイター 雨"]
        {
            assert!(opening(text).is_none(), "{text}");
        }
    }
}
