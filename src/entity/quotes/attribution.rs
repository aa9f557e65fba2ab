//! Which words say who spoke? A quotation comes in; the verb of saying that belongs to it goes out, with its subject
//! where the subject is a person: behind the quotation (`said Roe`), before it (`Roe told reporters that`), or in
//! the sentence before it. A verb whose subject is nobody's name is an answer too: nobody is named then.

use crate::entity::quotes::marks::Quotation;
use crate::entity::quotes::page::{Page, Unit, What};
use crate::entity::quotes::subject;
use crate::entity::quotes::verbs::{Report, report};

/// The words that say who spoke.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// The unit that names the speaker or stands for the name; `None` where no person is named.
    pub subject: Option<Speaker>,
    /// First token of the verb and one past its last.
    pub verb: (usize, usize),
}

/// The words that mean the speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Speaker {
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub last: usize,
    /// The mention; `None` for a pronoun.
    pub mention: Option<usize>,
}

impl Attribution {
    fn new(units: &[Unit], verb: (usize, usize), subject: Option<usize>) -> Self {
        let speaker = |unit: &Unit| Speaker { first: unit.first, last: unit.last, mention: unit.person() };
        Self { subject: subject.and_then(|index| units.get(index)).map(speaker), verb }
    }

    fn of_verb(units: &[Unit], verb: usize, subject: Option<usize>) -> Self {
        Self::new(units, (units[verb].first, units[verb].last), subject)
    }
}

/// The attribution behind a quotation, and the token behind the prose that holds it.
pub fn behind(page: &Page<'_>, number: usize) -> Option<(Attribution, usize)> {
    let quotation = page.quotations.get(number).filter(|quotation| quotation.closed)?;
    let (units, reach) = page.after(number);
    let outside = units.first()?.is(",");
    let units = &units[usize::from(outside)..];
    if !may_be_attributed(page, quotation, outside, units.first()?) {
        return None;
    }
    if let Some(to) = according_to(units).filter(|to| *to == 1) {
        return Some((Attribution::new(units, (units[0].first, units[to].last), subject::after_verb(units, to)), reach));
    }
    let says = |unit: &Unit| unit.what == What::Word && matches!(report(&unit.lower), Some(Report::Say | Report::Write));
    let verb = units.iter().position(says)?;
    let subject = if verb == 0 { subject::after_verb(units, verb) } else { subject::before_verb(units, verb) };
    Some((Attribution::of_verb(units, verb, subject), reach))
}

/// True where the quotation's end and the word behind it let an attribution follow.
fn may_be_attributed(page: &Page<'_>, quotation: &Quotation, outside: bool, first: &Unit) -> bool {
    let last = page.tokens[quotation.close - 1].text;
    let goes_on = matches!(
        first.lower.as_str(),
        "and"
            | "but"
            | "or"
            | "which"
            | "that"
            | "who"
            | "when"
            | "as"
            | "while"
            | "then"
            | "where"
            | "although"
            | "because"
            | "if"
    );
    let begins = subject::is_pronoun(first) || report(&first.lower).is_some();
    match last {
        "," | "!" | "?" | "…" | "—" | "–" | "-" => !goes_on,
        "." => begins && !first.capital,
        _ => outside && !goes_on,
    }
}

/// The attribution in the sentence of a quotation, before it.
pub fn before(page: &Page<'_>, number: usize) -> Option<Attribution> {
    nearest(&page.before(number))
}

/// The prose of the sentence that ends directly before a quotation, in the same paragraph.
pub fn sentence_before(page: &Page<'_>, number: usize) -> Vec<Unit> {
    let open = page.quotations.get(number).map_or(0, |quotation| quotation.open);
    let stop = open.checked_sub(1).filter(|stop| !page.tokens[open].paragraph && page.tokens[*stop].text == ".");
    stop.map_or_else(Vec::new, |stop| page.sentence_before(stop))
}

/// True where nothing of its own sentence stands behind a quotation.
pub fn ends_its_sentence(page: &Page<'_>, number: usize) -> bool {
    page.quotations.get(number).is_some_and(|quotation| quotation.closed && page.ends_sentence(quotation.close))
}

/// The attribution of the last verb of saying.
pub fn nearest(units: &[Unit]) -> Option<Attribution> {
    if holds_at_distance(units) {
        return None;
    }
    let verb = (0..units.len()).rev().find(|index| reports(units, *index));
    if let Some(to) = according_to(units).filter(|to| verb.is_none_or(|verb| verb < *to)) {
        return Some(Attribution::new(units, (units[to - 1].first, units[to].last), subject::after_verb(units, to)));
    }
    let verb = verb?;
    let subject = match report(&units[verb].lower)? {
        Report::Say | Report::Call => subject_of(units, verb),
        Report::Write => subject_of(units, verb).filter(|_| leads_over(&units[verb + 1..])),
        Report::Participle => participle_subject(units, verb),
        Report::Show => None,
    };
    Some(Attribution::of_verb(units, verb, subject))
}

fn subject_of(units: &[Unit], verb: usize) -> Option<usize> {
    if verb == 0 {
        return subject::after_verb(units, verb);
    }
    let coordinated = subject::is_coordinated(units, verb);
    if coordinated { subject::of_sentence(units, verb) } else { subject::before_verb(units, verb) }
}

/// The subject of a participle: that of the sentence, unless somebody else is spoken of since (`Roe said Hale was away,
/// telling them`), or the participle is part of another verb (`was not claiming`).
fn participle_subject(units: &[Unit], verb: usize) -> Option<usize> {
    let progressive = verb > 0 && ["was", "were", "is", "are", "been", "not"].iter().any(|word| units[verb - 1].is(word));
    let subject = subject::of_sentence(units, verb).filter(|_| !progressive)?;
    let between = &units[subject + 1..verb];
    let said = between.iter().position(|unit| report(&unit.lower) == Some(Report::Say));
    let other = said.is_some_and(|said| between[said..].iter().any(|unit| unit.person().is_some()));
    (!other).then_some(subject)
}

/// True where what follows a verb of writing is speech and not a title.
fn leads_over(units: &[Unit]) -> bool {
    units.iter().any(|unit| unit.is("that") || unit.is(":")) || units.last().is_some_and(|unit| unit.is(","))
}

/// True for a verb of saying: no name, no noun (`the reports`), no part of a compound (`so-called`).
fn reports(units: &[Unit], index: usize) -> bool {
    let unit = &units[index];
    let before = index.checked_sub(1).and_then(|before| units.get(before));
    let noun = before.is_some_and(|before| {
        let determiners =
            ["the", "a", "an", "his", "her", "its", "their", "of", "in", "these", "those", "some", "many", "-", "'s", "’s"];
        determiners.iter().any(|determiner| before.is(determiner))
    });
    let continued = unit.is("continued") || unit.is("continues");
    let compound = units.get(index + 1).is_some_and(|next| next.is("-") || continued && next.is("to"));
    unit.what == What::Word && (!unit.capital || index == 0) && !noun && !compound && report(&unit.lower).is_some()
}

/// The `to` of the last `according to`.
fn according_to(units: &[Unit]) -> Option<usize> {
    (1..units.len()).rev().find(|index| units[*index].is("to") && units[index - 1].is("according"))
}

/// True where the words before a quotation say that it is a name or a title: `so-called`, `known as the`.
fn holds_at_distance(units: &[Unit]) -> bool {
    let words: Vec<&str> =
        units.iter().rev().map(|unit| unit.lower.as_str()).filter(|word| *word != "the" && *word != "a").take(3).collect();
    let named = [
        "titled",
        "entitled",
        "named",
        "nicknamed",
        "dubbed",
        "marked",
        "labelled",
        "labeled",
        "inscribed",
        "song",
        "film",
        "book",
        "novel",
    ];
    words.first().is_some_and(|last| named.contains(last))
        || words.starts_with(&["as", "known"])
        || words.starts_with(&["called", "-", "so"])
}
