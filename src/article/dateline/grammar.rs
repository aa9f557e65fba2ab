//! What could this opening say, if it were a dateline? Reads
//! `[prefix] PLACE{(/|&|and)PLACE} [, REGION]* [,] [date|weekday] [agency] [date] separator` from the start of a
//! paragraph and gives back its parts, or nothing where the words do not have that shape. Nearly every line with a
//! dash or a colon has the shape, so a reading is only a question: [`super::evidence`] answers it.

use super::brackets::{self, Bracket};
use super::regions;
use crate::article::agency;
use crate::article::calendar::{self, Day};
use crate::article::months;
use crate::article::tokens::{Piece, Token, first_pieces, pieces};

/// The parts of a possible dateline.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// Places as written, without their regions.
    pub places: Vec<String>,
    /// What stands after the places: states, provinces, countries.
    pub regions: Vec<String>,
    /// Date, as far as it is stated.
    pub day: Option<Day>,
    /// True where a weekday stands for the date.
    pub weekday: bool,
    /// Agency by its short name, or a station's call sign.
    pub agency: Option<String>,
    /// True where that agency is a listed one.
    pub agency_known: bool,
    /// True where a comma or bracket sets off date or agency from the place.
    pub set_off: bool,
    /// What ends the dateline.
    pub separator: Separator,
    /// Its bytes, from the first place to the separator.
    pub start: usize,
    /// One past the separator.
    pub end: usize,
}

/// What ends a dateline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Separator {
    /// The end of the line.
    #[default]
    End,
    /// A dash, or two hyphens, or an underscore.
    Dash,
    /// A single hyphen that touches the word before it: `FDP- `.
    Glued,
    /// A colon.
    Colon,
    /// A full stop or an equals sign.
    Stop,
    /// Two blanks where a dash was lost.
    Blanks,
    /// None: the story follows the agency's bracket.
    None,
}

/// Words of one place's name at most.
const LONGEST_NAME: usize = 6;

/// Words that stand before a dateline and do not belong to it, longest first.
const PREFIXES: &[&[&str]] = &[
    &["dalla", "nostra", "corrispondente"],
    &["dal", "nostro", "corrispondente"],
    &["dalla", "nostra", "inviata"],
    &["dal", "nostro", "inviato"],
    &["de", "notre", "correspondant"],
    &["ansa", "test"],
    &["rpt"],
    &["repeat"],
    &["corrected"],
    &["refiling"],
    &["ansa"],
    &["urgent"],
];

/// The reading of an opening, if it has the shape of a dateline.
#[must_use]
pub fn read(text: &str) -> Option<Reading> {
    if opens_with_sentence(text) {
        return None;
    }
    let pieces = pieces(text);
    let mut parser = Parser { text, pieces: &pieces, at: 0, reading: Reading::default() };
    parser.first_place()?;
    parser.parts()?;
    Some(parser.reading)
}

/// Tokens by which most paragraphs show that no place opens them, and how far ahead of a word the parser looks.
const FIRST: usize = 20;
const AHEAD: usize = 12;

/// True where the first tokens are no place's name, whatever follows them.
fn opens_with_sentence(text: &str) -> bool {
    let pieces = first_pieces(text, FIRST);
    let mut parser = Parser { text, pieces: &pieces, at: 0, reading: Reading::default() };
    parser.first_place().is_none() && parser.at + AHEAD <= pieces.len()
}

struct Parser<'a> {
    text: &'a str,
    pieces: &'a [Piece<'a>],
    at: usize,
    reading: Reading,
}

impl<'a> Parser<'a> {
    /// The first place, with what stands before it.
    fn first_place(&mut self) -> Option<()> {
        self.prefix();
        self.reading.start = self.piece(0)?.start;
        self.opening_bracket();
        self.place()
    }

    fn piece(&self, ahead: usize) -> Option<Piece<'a>> {
        self.pieces.get(self.at + ahead).copied()
    }

    fn token(&self, ahead: usize) -> Option<Token<'a>> {
        self.piece(ahead).map(|piece| piece.token)
    }

    /// Skips asterisks and the words of [`PREFIXES`] with the dash behind them.
    fn prefix(&mut self) {
        while self.token(0) == Some(Token::Star) {
            self.at += 1;
        }
        let found = PREFIXES.iter().find(|words| words.iter().enumerate().all(|(ahead, word)| self.is_word(ahead, word)));
        if let Some(words) = found {
            self.at += words.len();
            if matches!(self.token(0), Some(Token::Dash(_) | Token::Colon)) {
                self.at += 1;
            }
        }
    }

    fn is_word(&self, ahead: usize, wanted: &str) -> bool {
        matches!(self.token(ahead), Some(Token::Word(word)) if word.eq_ignore_ascii_case(wanted))
    }

    /// `(NEW YORK) —`: a bracket around the place alone.
    fn opening_bracket(&mut self) {
        if self.token(0) != Some(Token::Open) {
            return;
        }
        let close = (1..=LONGEST_NAME + 1).find(|ahead| self.token(*ahead) == Some(Token::Close));
        if close.is_some_and(|close| matches!(self.token(close + 1), Some(Token::Dash(_)))) {
            self.at += 1;
        }
    }

    /// One place's name.
    fn place(&mut self) -> Option<()> {
        let name = self.name()?;
        let (place, region) = regions::set_apart(&name);
        self.reading.places.push(place.to_owned());
        self.reading.regions.extend(region.map(str::to_owned));
        Some(())
    }

    /// The words up to the next mark, date, weekday, conjunction or double blank.
    fn name(&mut self) -> Option<String> {
        let first = self.piece(0)?;
        let mut words: Vec<&str> = Vec::new();
        while let Some(Piece { token: Token::Word(word), blanks, .. }) = self.piece(0) {
            let begun = !words.is_empty();
            if begun && (blanks > 1 || is_conjunction(word) || months::weekday(word).is_some() || self.date_here()) {
                break;
            }
            let typo = words.len() == 1 && word.len() <= 6;
            if !(typo || can_stand_in_name(word, begun)) || words.len() == LONGEST_NAME {
                return None;
            }
            words.push(word);
            self.at += 1;
            if ends_name(word) {
                break;
            }
        }
        let last = self.pieces.get(self.at.checked_sub(1)?)?;
        let name = self.text.get(first.start..last.end)?;
        let ended = words.last().is_some_and(|word| ends_name(word));
        (!words.is_empty()).then(|| if ended { name.trim_end_matches('.') } else { name }.to_owned())
    }

    fn date_here(&self) -> bool {
        calendar::read(self.pieces, self.at).is_some()
    }

    /// Everything behind the first place, up to the separator.
    fn parts(&mut self) -> Option<()> {
        // Each round takes at least one token, so that the rounds end with the tokens.
        loop {
            let Some(piece) = self.piece(0) else { return self.finish(Separator::End, self.at) };
            match piece.token {
                Token::Slash => self.slash()?,
                Token::Ampersand => self.next_place()?,
                Token::Comma => self.comma()?,
                Token::Open => self.bracket()?,
                Token::Close if self.reading.places.len() == 1 && self.reading.regions.is_empty() => self.at += 1,
                Token::Dash(_) => {
                    if self.dash(piece)? {
                        return Some(());
                    }
                    self.at += 1;
                }
                Token::Colon => return self.finish(Separator::Colon, self.at + 1),
                Token::Equals => return self.finish(Separator::Stop, self.at + 1),
                Token::Stop if matches!(self.token(1), Some(Token::Slash | Token::Open | Token::Dash(_))) => self.at += 1,
                Token::Stop => return self.stop(),
                Token::Number(_) => self.date()?,
                Token::Word(word) if is_conjunction(word) && !self.has_more_than_places() => self.next_place()?,
                Token::Word(_) if piece.blanks > 1 && !self.date_here() => return self.finish(Separator::Blanks, self.at),
                Token::Word(word) => {
                    if self.date_here() {
                        self.date()?;
                    } else if months::weekday(word).is_some() {
                        self.weekday();
                    } else {
                        return self.no_separator();
                    }
                }
                Token::Star | Token::Other | Token::Close => return self.no_separator(),
            }
        }
    }

    fn has_more_than_places(&self) -> bool {
        !self.reading.regions.is_empty() || self.reading.day.is_some() || self.reading.agency.is_some()
    }

    fn next_place(&mut self) -> Option<()> {
        self.at += 1;
        if self.has_more_than_places() || self.reading.places.len() > 4 {
            return None;
        }
        self.place()
    }

    /// Another place, or an agency between slashes.
    fn slash(&mut self) -> Option<()> {
        let close = (1..5).find(|ahead| self.token(*ahead) == Some(Token::Slash));
        if let Some(close) = close {
            let (first, last) = (self.piece(1)?, self.piece(close - 1)?);
            let words = self.text.get(first.start..last.end).unwrap_or_default();
            if let Some(name) = agency::credited(words) {
                self.agency(&name);
                self.at += close + 1;
                return Some(());
            }
        }
        self.next_place()
    }

    fn agency(&mut self, name: &str) {
        self.reading.agency = Some(name.to_owned());
        self.reading.agency_known = agency::known(name).is_some();
        self.reading.set_off = true;
    }

    fn comma(&mut self) -> Option<()> {
        self.at += 1;
        // A comma too many stands in much wire copy: `Md., - March 4 -`.
        if matches!(self.token(0)?, Token::Comma | Token::Dash(_) | Token::Number(_) | Token::Open) || self.date_here() {
            self.reading.set_off = true;
            return Some(());
        }
        let Token::Word(word) = self.token(0)? else { return None };
        if months::weekday(word).is_some() {
            self.weekday();
            return Some(());
        }
        if self.reading.regions.len() == 3 || self.reading.agency.is_some() {
            return None;
        }
        let name = self.name()?;
        match agency::known(&name).filter(|_| self.reading.day.is_some()) {
            Some(known) => self.agency(known),
            None if self.reading.day.is_some() => return None,
            None => self.reading.regions.push(name),
        }
        Some(())
    }

    fn weekday(&mut self) {
        self.reading.weekday = true;
        self.at += 1;
    }

    fn date(&mut self) -> Option<()> {
        let (day, next) = calendar::read(self.pieces, self.at)?;
        if self.reading.day.replace(day).is_some() {
            return None;
        }
        self.at = next;
        Some(())
    }

    fn bracket(&mut self) -> Option<()> {
        let close = (1..14).find(|ahead| self.token(*ahead) == Some(Token::Close))?;
        let inner = self.text.get(self.piece(0)?.end..self.piece(close)?.start)?;
        match brackets::classify(inner)? {
            Bracket::Date(day) => self.reading.day = Some(day),
            Bracket::Region(region) => self.reading.regions.push(region),
            Bracket::Agency(name, day) => {
                self.agency(&name);
                self.reading.day = self.reading.day.or(day);
            }
        }
        self.reading.set_off = true;
        self.at += close + 1;
        Some(())
    }

    /// True where the dash ends the dateline, false where it stands inside.
    fn dash(&mut self, piece: Piece<'a>) -> Option<bool> {
        let Token::Dash(dash) = piece.token else { return None };
        let date_follows = self.reading.day.is_none() && calendar::read(self.pieces, self.at + 1).is_some();
        if date_follows && self.reading.set_off {
            return Some(false);
        }
        if self.token(1) == Some(Token::Open) && self.reading.agency.is_none() && self.wire_in_bracket() {
            return Some(false);
        }
        let glued = piece.blanks == 0 && dash == "-" && !self.has_more_than_places();
        let mut next = self.at + 1;
        if matches!(self.token(1), Some(Token::Dash(_))) {
            next += 1;
        }
        self.finish(if glued { Separator::Glued } else { Separator::Dash }, next)?;
        self.agency_after();
        Some(true)
    }

    /// A listed agency in the bracket behind the dash: `SAN FRANCISCO--(BUSINESS WIRE)--`.
    fn wire_in_bracket(&self) -> bool {
        let Some(close) = (2..14).find(|ahead| self.token(*ahead) == Some(Token::Close)) else { return false };
        let (Some(open), Some(close)) = (self.piece(1), self.piece(close)) else { return false };
        let inner = self.text.get(open.end..close.start).unwrap_or_default();
        matches!(brackets::classify(inner), Some(Bracket::Agency(name, _)) if agency::known(&name).is_some())
    }

    /// `МОСКВА, 10 фев — РИА Новости.`: the agency behind the dash, with a full stop of its own.
    fn agency_after(&mut self) {
        if self.reading.agency.is_some() || self.reading.day.is_none() {
            return;
        }
        let rest = self.text.get(self.reading.end..).unwrap_or_default();
        let head: String = rest.chars().take(40).collect();
        let Some((words, _)) = head.split_once('.') else { return };
        if let Some(name) = agency::credited(words) {
            self.agency(&name);
            self.reading.end += words.len() + 1;
        }
    }

    /// A full stop ends a dateline behind a date or an agency only.
    fn stop(&mut self) -> Option<()> {
        if self.reading.day.is_none() && self.reading.agency.is_none() {
            return None;
        }
        self.finish(Separator::Stop, self.at + 1)
    }

    /// Without a separator only a listed agency or a date in its bracket ends a dateline.
    fn no_separator(&mut self) -> Option<()> {
        let closed = matches!(self.pieces.get(self.at.checked_sub(1)?)?.token, Token::Close | Token::Slash);
        let dated = self.reading.set_off && self.reading.day.is_some();
        if !(closed && (self.reading.agency_known || dated)) {
            return None;
        }
        self.finish(Separator::None, self.at)
    }

    fn finish(&mut self, separator: Separator, next: usize) -> Option<()> {
        self.reading.separator = separator;
        self.reading.end = self.pieces.get(next.checked_sub(1)?)?.end;
        Some(())
    }
}

fn is_conjunction(word: &str) -> bool {
    matches!(word, "and" | "AND" | "And")
}

/// A name is made of words with a capital, and of small particles inside it.
fn can_stand_in_name(word: &str, begun: bool) -> bool {
    if !word.starts_with(char::is_lowercase) {
        return true;
    }
    begun
        && matches!(
            word,
            "de" | "del"
                | "do"
                | "da"
                | "dos"
                | "das"
                | "la"
                | "le"
                | "les"
                | "of"
                | "the"
                | "upon"
                | "on"
                | "sur"
                | "am"
                | "an"
                | "der"
                | "den"
                | "bei"
                | "di"
                | "el"
                | "al"
                | "es"
                | "y"
                | "en"
        )
}

/// A full stop ends a name, unless it is that of an abbreviation: `ST.`, `N.J.`, `Calif.`.
fn ends_name(word: &str) -> bool {
    word.strip_suffix('.').is_some_and(|stem| !stem.contains('.') && stem.chars().count() > 5)
}

#[cfg(test)]
mod tests;
