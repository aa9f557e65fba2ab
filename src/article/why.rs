//! Why does a field have its value? Collects, while an article is read, the rule that found each field, the stretch of
//! the original in which it stands and how sure the rule is. In come byte ranges of the document's text, out comes
//! [`Evidence`] in lines and code points. Nothing is judged here; a field that is found again is noted again.

use std::borrow::Cow;
use std::ops::Range;

use super::model::{Confidence, Evidence, Span};
use super::reason::Reason;

/// Fields in the order of the record; evidence comes out in this order.
const FIELDS: &[&str] = &[
    "language",
    "url",
    "source",
    "section",
    "keywords",
    "release",
    "subjects",
    "headline",
    "kicker",
    "caption",
    "subheads",
    "authors",
    "agency",
    "credits",
    "dateline",
    "date",
    "body",
    "boilerplate",
];

/// Characters of the original that evidence quotes at most.
const QUOTED: usize = 200;

/// What is known so far of why fields have their values.
#[derive(Debug, Default)]
pub struct Why {
    notes: Vec<Note>,
}

#[derive(Debug)]
struct Note {
    field: &'static str,
    rule: Cow<'static, str>,
    confidence: Confidence,
    span: Option<Range<usize>>,
}

impl Why {
    /// Notes one reason for a field, and the bytes of the document's text that it rests on.
    pub fn note(&mut self, field: &'static str, reason: Reason, span: Option<Range<usize>>) {
        self.notes.push(Note { field, rule: reason.rule, confidence: reason.confidence, span });
    }

    /// True where the field has a reason already.
    pub fn knows(&self, field: &str) -> bool {
        self.notes.iter().any(|note| note.field == field)
    }

    /// Where the first reason for a field stands.
    pub fn span(&self, field: &str) -> Option<Range<usize>> {
        self.notes.iter().find(|note| note.field == field)?.span.clone()
    }

    /// Forgets what was noted for a field whose value is replaced.
    pub fn forget(&mut self, field: &str) {
        self.notes.retain(|note| note.field != field);
    }

    /// The evidence, in the order of the fields and of the text.
    pub fn evidence(mut self, text: &str) -> Vec<Evidence> {
        let mut places: Vec<usize> =
            self.notes.iter().filter_map(|note| note.span.as_ref()).flat_map(|span| [span.start, span.end]).collect();
        places.sort_unstable();
        places.dedup();
        let counted = counted(text, &places);
        self.notes.sort_by_key(|note| {
            let order = FIELDS.iter().position(|field| *field == note.field).unwrap_or(FIELDS.len());
            (order, note.span.as_ref().map(|span| span.start))
        });
        let at = |byte: usize| counted.get(places.partition_point(|place| *place < byte)).copied().unwrap_or_default();
        let span = |range: Range<usize>| Span {
            line: at(range.start).lines + 1,
            start: at(range.start).characters,
            end: at(range.end).characters,
            text: text.get(range).unwrap_or_default().chars().take(QUOTED).collect(),
        };
        let evidence = |note: Note| Evidence {
            field: note.field.to_owned(),
            rule: note.rule.into_owned(),
            confidence: note.confidence,
            span: note.span.map(span),
        };
        self.notes.into_iter().map(evidence).collect()
    }
}

/// Line ends and code points before a byte.
#[derive(Debug, Clone, Copy, Default)]
struct Counted {
    lines: usize,
    characters: usize,
}

/// The counts at each of the places, which ascend; one walk over the text.
fn counted(text: &str, places: &[usize]) -> Vec<Counted> {
    let mut so_far = Counted::default();
    let mut from = 0;
    let step = |to: &usize| {
        let bytes = text.as_bytes().get(from..*to).unwrap_or_default();
        from = *to;
        for byte in bytes {
            // Every byte of UTF-8 but those that continue a character begins one.
            so_far.characters += usize::from((byte & 0xc0) != 0x80);
            so_far.lines += usize::from(*byte == b'\n');
        }
        so_far
    };
    places.iter().map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::super::model::Confidence;
    use super::super::reason::Reason;
    use super::Why;

    #[test]
    fn bytes_become_lines_and_code_points() {
        let text = "Zürich\n\nBy Zoë Roe\n";
        let name = text.find("Zoë").expect("it is there");
        let mut why = Why::default();
        why.note("authors", Reason::high("name behind By"), Some(name..name + "Zoë Roe".len()));
        why.note("headline", Reason::medium("first line"), Some(0..7));
        let evidence = why.evidence(text);
        let spans: Vec<_> = evidence.iter().filter_map(|one| one.span.as_ref()).collect();
        assert_eq!(evidence.iter().map(|one| one.field.as_str()).collect::<Vec<_>>(), ["headline", "authors"]);
        assert_eq!((spans[0].line, spans[0].start, spans[0].end, spans[0].text.as_str()), (1, 0, 6, "Zürich"));
        assert_eq!((spans[1].line, spans[1].start, spans[1].end, spans[1].text.as_str()), (3, 11, 18, "Zoë Roe"));
    }

    #[test]
    fn what_is_replaced_is_forgotten() {
        let mut why = Why::default();
        why.note("headline", Reason::medium("first line"), None);
        why.forget("headline");
        assert!(!why.knows("headline"));
        why.note("headline", Reason::stated(), None);
        assert_eq!(why.evidence("").first().map(|one| one.confidence), Some(Confidence::Stated));
    }

    #[test]
    fn long_stretches_are_quoted_in_part() {
        let text = "word ".repeat(100);
        let mut why = Why::default();
        why.note("body", Reason::high("story"), Some(0..text.len()));
        let span = why.evidence(&text).remove(0).span.expect("it was noted");
        assert_eq!((span.end, span.text.len()), (500, 200));
    }
}
