//! Which articles of an index form groups of copies? Sketches come in, in any order. From the longest text to the shortest,
//! each article joins the group whose longest article it is a copy of, else the group with an article that it is a cut of;
//! else it begins one of its own. The longest stands for its group because cuts lie in it whole. A chain of ever weaker
//! likenesses never forms: everyone in a group is like its longest, or one text with somebody who is. Which articles are
//! there decides, not when they came.

use std::cmp::Reverse;

use crate::article::model::Article;
use crate::index::PartialDate;

use super::likeness::{Likeness, likeness};
use super::sketch::{POSTED, Sketch};
use super::words::Words;

/// Articles looked at for one fingerprint: what more of them share is a phrase of the trade.
const ARTICLES_PER_PRINT: usize = 200;
/// Articles that are read to be compared with one, at most: heads of groups, and as many others.
const COMPARED: usize = 4;
/// Estimated containment from which texts are compared.
const LIKELY: f32 = 0.35;
/// The same where little is written: only what is nearly the same can be a copy there.
const LIKELY_BRIEF: f32 = 0.6;
/// The same for articles that are not the head of their group.
const LIKELY_CUT: f32 = 0.9;
/// Words up to which texts are compared; a longer one is no story, and a copy only of what is the same word by word. A run
/// over a folder of dumps would else read each of them for each other one.
const LONGEST: u32 = 50_000;
/// Words up to which little is written.
const BRIEF: u32 = 58;

/// Words up to which a report may recur by chance or habit with all its figures: a bank that bought as much for the same rate.
const RECURRING: u32 = 100;
/// Days after which such a one is another report, not a late copy.
const LATE: u32 = 7;

/// The sketches of all articles.
#[derive(Debug, Default)]
pub struct Sketches {
    known: Vec<Known>,
}

/// An article by its day, those without one last, and by its id.
#[derive(Debug)]
struct Known {
    day: u32,
    id: String,
    sketch: Sketch,
}

impl Sketches {
    /// Takes up an article.
    pub fn add(&mut self, article: &Article) {
        let headline = article.headline.as_deref().unwrap_or_default();
        let Some(sketch) = Sketch::of(headline, &Words::of(&article.body)) else { return };
        let date = article.date.as_ref().and_then(|date| PartialDate::parse(&date.value));
        let day = date.and_then(PartialDate::number).unwrap_or(u32::MAX);
        self.known.push(Known { day, id: article.id.clone(), sketch });
    }

    /// The groups of two and more, each from its first article to its last. `read` gives the words of an article again.
    ///
    /// # Errors
    /// The first error of `read`.
    pub fn groups<E>(mut self, mut read: impl FnMut(&str) -> Result<Words, E>) -> Result<Vec<Vec<String>>, E> {
        let longest_first = |known: &Known| (Reverse(known.sketch.words), known.day);
        self.known.sort_unstable_by(|one, other| (longest_first(one), &one.id).cmp(&(longest_first(other), &other.id)));
        let heads = Grouping::new(&self.known).heads(&mut read)?;
        let mut groups: Vec<Vec<(u32, String)>> = self.known.iter().map(|_| Vec::new()).collect();
        for (known, head) in self.known.into_iter().zip(heads) {
            groups[head].push((known.day, known.id));
        }
        groups.retain(|group| group.len() > 1);
        for group in &mut groups {
            group.sort_unstable();
        }
        Ok(groups.into_iter().map(|group| group.into_iter().map(|(_, id)| id).collect()).collect())
    }
}

impl Known {
    /// True where both are brief and too far apart in time to be one report.
    fn recurs(&self, other: &Known) -> bool {
        let brief = self.sketch.words.min(other.sketch.words) <= RECURRING;
        let days = self.days().zip(other.days());
        brief && days.is_some_and(|(one, other)| one.abs_diff(other) > LATE)
    }

    /// Its day as a number of days, months counted as of 31; `None` where the day is not known.
    fn days(&self) -> Option<u32> {
        let (year, month, day) = (self.day / 10_000, self.day / 100 % 100, self.day % 100);
        (self.day != u32::MAX && month > 0 && day > 0).then(|| (year * 12 + month) * 31 + day)
    }
}

/// The articles, the longest in front, while groups form.
struct Grouping<'a> {
    known: &'a [Known],
    /// Fingerprint and article, sorted.
    posted: Vec<(u32, u32)>,
    /// The head of each article's group: its longest article.
    heads: Vec<usize>,
}

impl<'a> Grouping<'a> {
    fn new(known: &'a [Known]) -> Grouping<'a> {
        let prints = |known: &'a Known| known.sketch.smallest.iter().take(POSTED);
        let mut posted: Vec<(u32, u32)> =
            known.iter().zip(0..).flat_map(|(known, number)| prints(known).map(move |print| (*print, number))).collect();
        posted.sort_unstable();
        Grouping { known, posted, heads: Vec::with_capacity(known.len()) }
    }

    fn heads<E>(mut self, read: &mut impl FnMut(&str) -> Result<Words, E>) -> Result<Vec<usize>, E> {
        for number in 0..self.known.len() {
            let head = self.head(number, read)?;
            self.heads.push(head);
        }
        Ok(self.heads)
    }

    /// The head of the group that an article belongs to.
    fn head<E>(&self, number: usize, read: &mut impl FnMut(&str) -> Result<Words, E>) -> Result<usize, E> {
        let sketch = &self.known[number].sketch;
        let (heads, others) = self.likely(number);
        let same = heads.iter().chain(&others).find(|other| self.known[**other].sketch.whole == sketch.whole);
        if let Some(same) = same {
            return Ok(self.heads[*same]);
        }
        if sketch.is_short() || sketch.words > LONGEST || (heads.is_empty() && others.is_empty()) {
            return Ok(number);
        }
        let words = read(&self.known[number].id)?;
        for (candidates, least) in [(heads, Likeness::Copy), (others, Likeness::Cut)] {
            let stories = candidates.into_iter().filter(|other| self.known[*other].sketch.words <= LONGEST);
            for other in stories.take(COMPARED) {
                if likeness(&read(&self.known[other].id)?, &words) >= least {
                    return Ok(self.heads[other]);
                }
            }
        }
        Ok(number)
    }

    /// Articles before this one that it may be a copy of, the likeliest in front: heads of groups, and others.
    fn likely(&self, number: usize) -> (Vec<usize>, Vec<usize>) {
        let sketch = &self.known[number].sketch;
        let mut earlier: Vec<usize> = sketch.smallest.iter().flat_map(|print| self.earlier(*print, number)).collect();
        earlier.sort_unstable();
        earlier.dedup();
        let mut rated: Vec<(f32, usize)> =
            earlier.into_iter().map(|other| (sketch.containment(&self.known[other].sketch), other)).collect();
        let recurs = |other: usize| self.known[number].recurs(&self.known[other]);
        rated.retain(|(containment, other)| *containment >= self.least(number, *other) && !recurs(*other));
        rated.sort_by(|(one, before), (other, behind)| other.total_cmp(one).then(before.cmp(behind)));
        rated.into_iter().map(|(_, other)| other).partition(|other| self.heads[*other] == *other)
    }

    /// The estimated containment from which two articles are compared.
    fn least(&self, number: usize, other: usize) -> f32 {
        let words = self.known[number].sketch.words.min(self.known[other].sketch.words);
        match self.heads[other] == other {
            false => LIKELY_CUT,
            true if words <= BRIEF => LIKELY_BRIEF,
            true => LIKELY,
        }
    }

    /// Articles before this one that have a fingerprint.
    fn earlier(&self, print: u32, before: usize) -> impl Iterator<Item = usize> {
        let from = self.posted.partition_point(|(other, _)| *other < print);
        let with = self.posted.iter().skip(from).take(ARTICLES_PER_PRINT);
        with.take_while(move |(other, number)| *other == print && (*number as usize) < before).map(|(_, number)| *number as usize)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::convert::Infallible;

    use proptest::prelude::*;

    use super::*;
    use crate::article::model::{Format, PublicationDate};

    fn text(story: usize, from: usize, to: usize) -> String {
        let plain = |number: usize| number.to_string().bytes().map(|digit| char::from(digit - b'0' + b'k')).collect::<String>();
        (from..to).map(|word| plain(story * 1_000 + word)).collect::<Vec<_>>().join(" ")
    }

    fn article(id: &str, day: &str, body: String) -> Article {
        let date = PublicationDate { value: day.to_owned(), ..PublicationDate::default() };
        Article { body, date: Some(date), ..Article::new(id.to_owned(), format!("{id}.txt"), Format::Text) }
    }

    fn groups(articles: &[Article]) -> Vec<Vec<String>> {
        let mut sketches = Sketches::default();
        for article in articles {
            sketches.add(article);
        }
        let bodies: BTreeMap<&str, &str> = articles.iter().map(|one| (one.id.as_str(), one.body.as_str())).collect();
        let groups: Result<_, Infallible> = sketches.groups(|id| Ok(Words::of(bodies[id])));
        groups.expect("nothing can fail")
    }

    #[test]
    fn the_earliest_is_the_first_of_its_group_and_the_undated_the_last() {
        let articles = [
            article("b", "1987-03-02", text(1, 0, 200)),
            article("a", "1987-03-02", text(1, 0, 140)),
            article("c", "1987-03-01", text(1, 0, 100)),
            article("0", "soon", text(1, 0, 200)),
            article("d", "1987-03-01", text(2, 0, 200)),
        ];
        assert_eq!(groups(&articles), [["c", "a", "b", "0"]]);
    }

    #[test]
    fn a_brief_report_that_recurs_after_weeks_is_another() {
        let articles = |words, late| [article("a", "1987-02-27", text(1, 0, words)), article("b", late, text(1, 0, words))];
        assert_eq!(groups(&articles(60, "1987-03-23")).len(), 0);
        for (words, late) in [(60, "1987-03-02"), (60, "1987-03"), (60, "soon"), (150, "1987-03-23")] {
            assert_eq!(groups(&articles(words, late)), [["a", "b"]], "{words} {late}");
        }
    }

    #[test]
    fn weak_links_do_not_chain() {
        // Each has most of its neighbour and little of the next but one.
        let articles: Vec<Article> =
            (0..6).map(|number| article(&number.to_string(), "1987", text(1, number * 70, number * 70 + 200))).collect();
        assert!(groups(&articles).iter().all(|group| group.len() <= 3), "{:?}", groups(&articles));
    }

    #[test]
    fn a_cut_of_a_member_belongs_to_the_group() {
        let with_lead = format!("{} {}", text(9, 0, 90), text(1, 90, 290));
        let opening: String = with_lead.split(' ').take(110).collect::<Vec<_>>().join(" ");
        let articles = [article("a", "1987", text(1, 0, 300)), article("b", "1987", with_lead), article("c", "1987", opening)];
        assert_eq!(groups(&articles), [["a", "b", "c"]]);
    }

    #[test]
    fn what_is_longer_than_any_story_is_never_read_again() {
        let long = text(1, 0, LONGEST as usize + 2);
        let articles = [
            article("a", "1987", long.clone()),
            article("b", "1987", long.clone()),
            article("c", "1987", format!("{long} again")),
            article("d", "1987", text(1, 0, LONGEST as usize)),
        ];
        let mut sketches = Sketches::default();
        for article in &articles {
            sketches.add(article);
        }
        let mut read = Vec::new();
        let groups = sketches.groups(|id| {
            read.push(id.to_owned());
            Ok::<_, Infallible>(Words::of(&long))
        });
        assert_eq!((groups.unwrap(), read), (vec![vec!["a".to_owned(), "b".to_owned()]], vec!["d".to_owned()]));
    }

    #[test]
    fn many_copies_of_one_story_are_one_group() {
        let articles: Vec<Article> =
            (0..1_000).map(|number| article(&format!("{number:04}"), "1987", text(1, 0, 150 + number % 50))).collect();
        assert_eq!(groups(&articles).iter().map(Vec::len).collect::<Vec<_>>(), [1_000]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn the_order_in_which_articles_come_is_nothing(
            drafts in prop::collection::vec((0..3_usize, 0..60_usize, 90..220_usize, 1..4_usize), 1..14),
            turn in 0..14_usize,
        ) {
            let mut articles: Vec<Article> = drafts.iter().enumerate().map(|(number, (story, from, to, day))| {
                article(&format!("n{number}"), &format!("1987-03-0{day}"), text(*story, *from, *to))
            }).collect();
            let before = groups(&articles);
            articles.reverse();
            prop_assert_eq!(&groups(&articles), &before);
            let turn = turn % articles.len();
            articles.rotate_left(turn);
            prop_assert_eq!(&groups(&articles), &before);
            let stories: Vec<Vec<usize>> = before.iter().map(|group| {
                group.iter().filter_map(|id| drafts.get(id.get(1..)?.parse::<usize>().ok()?)).map(|(story, ..)| *story).collect()
            }).collect();
            prop_assert!(stories.iter().all(|group| group.windows(2).all(|pair| pair[0] == pair[1])));
        }
    }
}
