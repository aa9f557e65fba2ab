//! What does the rest of the article say about a name? Full names, organisations and places that are sure somewhere,
//! and the words that the article also writes in small letters.

use std::collections::{HashMap, HashSet};

use crate::article::model::Kind;
use crate::entity::rules::candidate::{Candidate, Guess};
use crate::entity::words::{Line, Traits};
use crate::fold::fold;

/// What is sure in one article.
#[derive(Debug, Default)]
pub struct Evidence {
    /// Folded phrases that are surely of one kind.
    names: HashMap<String, Kind>,
    /// Folded words of full names of people.
    person_words: HashSet<String>,
    /// Folded first words of organisations of several words.
    organization_firsts: HashSet<String>,
    /// Folded first words of places of several words: the `Hudson` of `Hudson River`.
    place_firsts: HashSet<String>,
    /// Words in small letters.
    small: HashSet<String>,
    /// Words with a capital where none is due.
    inner_capitals: HashMap<String, usize>,
}

impl Evidence {
    /// Reads the lines of an article and the candidates found in them.
    pub fn gather(lines: &[Line<'_, '_>], candidates: &[Candidate]) -> Self {
        let mut evidence = Self::default();
        for line in lines.iter().filter(|line| !line.strict()) {
            evidence.add_words(line);
        }
        for candidate in candidates {
            if let Some(line) = lines.get(candidate.sentence) {
                evidence.add(line, candidate);
            }
        }
        evidence
    }

    fn add_words(&mut self, line: &Line<'_, '_>) {
        for (index, token) in line.sentence.tokens.iter().enumerate() {
            if line.has(index, Traits::CAPITAL) {
                if !token.opens {
                    *self.inner_capitals.entry(fold(token.text)).or_default() += 1;
                }
            } else if !self.small.contains(token.text) {
                self.small.insert(token.text.to_owned());
            }
        }
    }

    fn add(&mut self, line: &Line<'_, '_>, candidate: &Candidate) {
        let kind = match candidate.guess {
            Guess::Person => Kind::Person,
            Guess::Place => Kind::Place,
            Guess::Organization => Kind::Organization,
            Guess::LikelyPlace | Guess::PerhapsPlace | Guess::PerhapsOrganization | Guess::Unknown => return,
        };
        let phrase = fold(line.sentence.slice(candidate.first, candidate.last));
        let length = candidate.last - candidate.first;
        if kind == Kind::Person {
            self.add_person(line, candidate);
        }
        if kind == Kind::Organization
            && length > 1
            && !line.has(candidate.first, Traits::COMMON.and(Traits::DEMONYM).and(Traits::GIVEN))
        {
            self.organization_firsts.insert(fold(line.text(candidate.first)));
        }
        if kind == Kind::Place
            && length > 1
            && line.has(candidate.last - 1, Traits::PLACE_HEAD)
            && !line.has(candidate.first, Traits::COMMON.and(Traits::DEMONYM))
        {
            self.place_firsts.insert(fold(line.text(candidate.first)));
        }
        if !line.strict() {
            self.names.entry(phrase).or_insert(kind);
        }
    }

    fn add_person(&mut self, line: &Line<'_, '_>, candidate: &Candidate) {
        for index in candidate.first..candidate.last {
            let telling = line.has(index, Traits::CAPITAL)
                && !line.has(index, Traits::INITIAL.and(Traits::SUFFIX))
                && line.text(index).chars().count() > 1;
            if telling {
                self.person_words.insert(fold(line.text(index)));
            }
        }
    }

    /// The kind that this phrase surely has elsewhere.
    pub fn kind_of(&self, phrase: &str) -> Option<Kind> {
        self.names.get(&fold(phrase)).copied()
    }

    /// True where the word is part of somebody's full name.
    pub fn is_person_word(&self, word: &str) -> bool {
        self.person_words.contains(&fold(word))
    }

    /// True where an organisation of several words begins with the word.
    pub fn begins_organization(&self, word: &str) -> bool {
        self.organization_firsts.contains(&fold(word))
    }

    /// True where a place of several words begins with the word.
    pub fn begins_place(&self, word: &str) -> bool {
        self.place_firsts.contains(&fold(word))
    }

    /// True where the article writes the word in small letters too.
    pub fn is_small_elsewhere(&self, word: &str) -> bool {
        self.small.contains(&word.to_lowercase())
    }

    /// How often the word has a capital where no sentence begins.
    pub fn inner_capitals(&self, word: &str) -> usize {
        self.inner_capitals.get(&fold(word)).copied().unwrap_or_default()
    }
}
