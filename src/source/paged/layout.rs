//! What do the lines of a document's pages make? Paragraphs, told by the distance of lines, by indents and by the size of the
//! type; the headline, set in the largest type of the first page; running heads and page numbers, which are no text, and the
//! day that they state.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::joined;
use super::page_lines::PageLine;
use crate::article::date;

/// A distance of lines that is greater than this many usual ones parts paragraphs.
const PARTED: f64 = 1.3;

/// Indent of a first line, in heights of the type.
const INDENT: std::ops::Range<f64> = 0.8..6.0;

/// Type that differs by more is of another kind of text; a headline's is larger by more.
const OTHER_SIZE: f64 = 0.1;
const HEADLINE_SIZE: f64 = 1.15;

/// Lines at the head and at the foot of a page that may be running ones, and lines of a headline.
const EDGE: usize = 2;
const LONGEST_HEADLINE: usize = 4;

/// What the pages of a document hold.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    pub paragraphs: Vec<String>,
    /// The lines in the largest type of the first page.
    pub headline: Option<String>,
    /// The day that the running head of the first page states.
    pub day: Option<Date>,
}

/// The text of pages, in their order.
pub(super) fn of(pages: &[Vec<PageLine>]) -> Layout {
    let running = running(pages);
    let is_running = |line: &PageLine| running.contains(&without_figures(&line.text));
    let day = pages.first().into_iter().flatten().filter(|line| is_running(line)).find_map(|line| date::within(&line.text));
    let pages: Vec<Vec<&PageLine>> =
        pages.iter().map(|page| page.iter().filter(|line| !line.text.trim().is_empty() && !is_running(line)).collect()).collect();
    let leading = leading(&pages);
    let mut paragraphs: Vec<Vec<&PageLine>> = Vec::new();
    for line in pages.iter().flatten() {
        match paragraphs.last_mut().filter(|paragraph| goes_on(paragraph, line, leading)) {
            Some(paragraph) => paragraph.push(line),
            None => paragraphs.push(vec![line]),
        }
    }
    let headline = pages.first().and_then(|page| headline(page));
    let text = |paragraph: Vec<&PageLine>| joined(paragraph.iter().map(|line| line.text.as_str()));
    Layout { paragraphs: paragraphs.into_iter().map(text).filter(|text| !text.is_empty()).collect(), headline, day }
}

/// True where a line belongs to the paragraph before it.
fn goes_on(paragraph: &[&PageLine], line: &PageLine, leading: f64) -> bool {
    let Some(last) = paragraph.last() else { return false };
    if (line.size - last.size).abs() > OTHER_SIZE * last.size.max(line.size) {
        return false;
    }
    let distance = line.top - last.top;
    if distance <= 0.0 {
        // The head of another column or page: a paragraph goes on there where its last line is full and no sentence ends.
        let widest = paragraph.iter().map(|line| line.right).fold(0.0, f64::max);
        return !ends(&last.text) && (line.text.starts_with(char::is_lowercase) || last.right > 0.85 * widest);
    }
    let indent = (line.left - last.left) / line.size;
    distance <= leading * PARTED && !(INDENT.contains(&indent) && ends(&last.text))
}

fn ends(text: &str) -> bool {
    text.trim_end().ends_with(['.', '!', '?', ':', '”', '"', '»'])
}

/// The usual distance of lines below one another in one type: short documents have nearly as many paragraphs as lines, so that
/// the middle one is too wide.
fn leading(pages: &[Vec<&PageLine>]) -> f64 {
    let below = |pair: &[&PageLine]| match pair {
        [one, next] if (one.size - next.size).abs() <= OTHER_SIZE * one.size => Some(next.top - one.top),
        _ => None,
    };
    let mut distances: Vec<f64> = pages.iter().flat_map(|page| page.windows(2).filter_map(below)).filter(|d| *d > 0.0).collect();
    distances.sort_by(f64::total_cmp);
    distances.get(distances.len() / 3).copied().unwrap_or(f64::MAX)
}

/// The lines of the largest type, where they are few, stand together and are larger than the text.
fn headline(page: &[&PageLine]) -> Option<String> {
    let mut sizes: Vec<f64> = page.iter().map(|line| line.size).collect();
    sizes.sort_by(f64::total_cmp);
    let (usual, largest) = (sizes.get(sizes.len() / 2)?, sizes.last()?);
    let is_largest = |line: &&&PageLine| line.size > largest * (1.0 - OTHER_SIZE);
    let first = page.iter().position(|line| is_largest(&line))?;
    let lines: Vec<&str> = page.iter().skip(first).take_while(is_largest).map(|line| line.text.as_str()).collect();
    let all = page.iter().filter(is_largest).count();
    let text = joined(lines.iter().copied());
    let is_one = *largest > usual * HEADLINE_SIZE && all == lines.len() && lines.len() <= LONGEST_HEADLINE;
    (is_one && text.split_whitespace().count() >= 2 && !ends_sentence(&text)).then_some(text)
}

fn ends_sentence(text: &str) -> bool {
    text.ends_with('.') && text.split_whitespace().count() > 20
}

/// Lines at the edges of pages that most pages have, whatever number stands in them, and page numbers.
fn running(pages: &[Vec<PageLine>]) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for page in pages {
        let mut edges: Vec<String> = edges(page).map(|line| without_figures(&line.text)).collect();
        edges.sort_unstable();
        edges.dedup();
        for line in edges {
            *counts.entry(line).or_default() += 1;
        }
    }
    let numbers = pages.iter().flat_map(|page| edges(page)).map(|line| without_figures(&line.text));
    let numbers = numbers.filter(|line| !line.chars().any(char::is_alphabetic)).collect::<Vec<_>>();
    let shared = counts.into_iter().filter(|(_, count)| pages.len() >= 2 && count * 2 > pages.len());
    shared.map(|(line, _)| line).chain(numbers).collect()
}

/// The highest and the lowest lines of a page.
fn edges(page: &[PageLine]) -> impl Iterator<Item = &PageLine> {
    let mut tops: Vec<f64> = page.iter().filter(|line| !line.text.trim().is_empty()).map(|line| line.top).collect();
    tops.sort_by(f64::total_cmp);
    tops.dedup();
    let head = tops.get(EDGE.min(tops.len()).saturating_sub(1)).copied().unwrap_or_default();
    let foot = tops.get(tops.len().saturating_sub(EDGE)).copied().unwrap_or_default();
    page.iter().filter(move |line| line.top <= head || line.top >= foot)
}

fn without_figures(line: &str) -> String {
    line.trim().chars().filter(|character| !character.is_ascii_digit()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of a page, each with the size of its type and the distance to the line above.
    fn page(lines: &[(&str, f64, f64)]) -> Vec<PageLine> {
        let mut top = 0.0;
        let mut line = |(text, size, distance): &(&str, f64, f64)| {
            top += distance;
            let letters = f64::from(u32::try_from(text.chars().count()).unwrap());
            PageLine { text: (*text).to_owned(), left: 72.0, right: 72.0 + 5.0 * letters, top, size: *size }
        };
        lines.iter().map(&mut line).collect()
    }

    #[test]
    fn distance_and_type_part_paragraphs() {
        let layout = of(&[page(&[
            ("Rain in Oslo", 18.0, 40.0),
            ("By Jane Roe", 10.0, 30.0),
            ("It rained in Oslo for a week, and the meteoro-", 11.0, 20.0),
            ("logical institute did not know why.", 11.0, 14.0),
            ("All day, the mayor said.", 11.0, 22.0),
            ("And all night.", 11.0, 14.0),
        ])]);
        assert_eq!(
            layout.paragraphs,
            [
                "Rain in Oslo",
                "By Jane Roe",
                "It rained in Oslo for a week, and the meteorological institute did not know why.",
                "All day, the mayor said. And all night."
            ]
        );
        assert_eq!(layout.headline.as_deref(), Some("Rain in Oslo"));
    }

    #[test]
    fn copy_with_wide_lines_keeps_its_paragraphs() {
        let line = "It rained in Oslo for a week and nobody knew";
        let mut lines =
            page(&[(line, 12.0, 24.0), (line, 12.0, 24.0), ("why.", 12.0, 24.0), (line, 12.0, 24.0), (line, 12.0, 24.0)]);
        lines[3].left += 36.0;
        assert_eq!(of(&[lines]).paragraphs.len(), 2, "an indent begins a paragraph");
    }

    #[test]
    fn paragraphs_go_on_over_the_turn_of_a_page() {
        let head = |day: &str| (format!("The Evening Post, {day}"), 9.0, 10.0);
        let day = head("March 4, 2019");
        let one = page(&[(&day.0, day.1, day.2), ("It rained in Oslo, and Mayor Anne", 11.0, 40.0), ("4", 9.0, 300.0)]);
        let two = page(&[(&day.0, day.1, day.2), ("Roed said so.", 11.0, 40.0), ("5", 9.0, 300.0)]);
        let layout = of(&[one, two]);
        assert_eq!(layout.paragraphs, ["It rained in Oslo, and Mayor Anne Roed said so."]);
        assert_eq!(layout.day.map(|day| day.to_string()).as_deref(), Some("2019-03-04"));
        assert_eq!(layout.headline, None);
    }

    #[test]
    fn nothing_is_nothing() {
        assert_eq!(of(&[]), Layout::default());
        assert_eq!(of(&[Vec::new(), Vec::new()]), Layout::default());
    }
}
