//! What comes back from a search?

use std::ops::Range;

use super::{Context, Explanation, FacetField, FacetOrder, Prefix, Unusual};
use crate::index::Root;

/// The answer to a request.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Results {
    /// Articles found, exactly.
    pub total: usize,
    /// True where more hits follow those asked for.
    pub more: bool,
    /// The hits asked for, in order.
    pub hits: Vec<Hit>,
    /// One for each facet asked for, in the order of the request.
    pub facets: Vec<FacetCounts>,
    /// Articles that match all but the date filters and have a date without a year.
    pub without_year: usize,
    /// How the request was understood, where that is asked for.
    pub explanation: Option<Explanation>,
}

/// One article found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Id.
    pub id: String,
    /// Score, higher is better; `None` where nothing was scored.
    pub score: Option<f32>,
    /// Headline.
    pub headline: Option<String>,
    /// Date as the article's `date.value`.
    pub date: Option<String>,
    /// Places of the dateline, joined by `/`.
    pub dateline: Option<String>,
    /// The status of its release, where it was not to be published: a killed story is to be seen as one.
    pub restriction: Option<String>,
    /// Authors.
    pub authors: Vec<String>,
    /// The people mentioned most, five at most.
    pub people: Vec<String>,
    /// The best passage; where speakers are asked for, the best of what they said.
    pub snippet: String,
    /// What matched, in code points of `snippet`, in order, never overlapping.
    pub highlights: Vec<Range<usize>>,
    /// What matched, in code points of `headline`.
    pub headline_highlights: Vec<Range<usize>>,
    /// Whose words the snippet is, where speakers are asked for.
    pub said_by: Option<SaidBy>,
    /// Every match in its context, as many as were asked for.
    pub contexts: Vec<Context>,
    /// Path of the file.
    pub path: String,
    /// Address of the file, where the hit is to be a link.
    pub link: Option<String>,
    /// Whose copy it is, where that was asked for and it has any.
    pub copy_of: Option<CopyOf>,
}

/// A group of copies of one story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyOf {
    /// The first article of the group: the earliest, and of one day the one with the smallest id.
    pub first: String,
    /// Articles of the whole index in the group, the hit itself not counted.
    pub others: usize,
    /// Those of them that the hit stands for: found too, and not shown.
    pub found: Vec<String>,
}

/// Who said what a snippet shows, and where the whole quotation stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidBy {
    /// The speaker, as in the article's people.
    pub speaker: String,
    /// First code point of the quotation in `headline + "\n\n" + body`, without the marks around it.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

/// The counted values of one field.
#[derive(Debug, Clone, PartialEq)]
pub struct FacetCounts {
    /// The field.
    pub field: FacetField,
    /// Articles that were counted over.
    pub total: usize,
    /// Distinct values among them: of the order by [`FacetOrder::Unusual`] those that are more frequent than expected, and
    /// with a prefix those that begin so.
    pub distinct: usize,
    /// The order of the values; by count where all articles were found, of which none is unusual.
    pub order: FacetOrder,
    /// What the values begin with.
    pub prefix: Option<Prefix>,
    /// The values asked for, in their order; equals by name.
    pub values: Vec<FacetValue>,
}

/// One value of a field.
#[derive(Debug, Clone, PartialEq)]
pub struct FacetValue {
    /// For people: a place's own name, without what it lies in.
    pub value: String,
    /// The place's path, where it is known.
    pub path: Option<String>,
    /// Articles with this value.
    pub count: usize,
    /// By how much it is more frequent than expected, where that makes the order.
    pub unusual: Option<Unusual>,
}

impl FacetValue {
    /// A value that lies in nothing else.
    pub fn new(value: &str, count: usize) -> FacetValue {
        FacetValue { value: value.to_owned(), path: None, count, unusual: None }
    }
}

/// What an index holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stats {
    /// Articles.
    pub articles: usize,
    /// Distinct values of each field.
    pub distinct: Vec<(FacetField, usize)>,
    /// First and last day of publication, ISO 8601.
    pub days: Option<(String, String)>,
    /// Articles without any date.
    pub undated: usize,
    /// Articles with a date without a year.
    pub without_year: usize,
    /// Folders and files that the index was built from.
    pub roots: Vec<Root>,
    /// Size on disk in bytes.
    pub bytes: u64,
}
